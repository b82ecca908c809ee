//! `annals hook`: addresses at which providers tell what became of messages.

use annals_delivery::{HashMethod, Provider};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::operator::hooks::{self, Asked, New};
use super::operator::{Request, ask};
use super::output::{Format, cell, print_json, print_line, print_list};
use super::{Outcome, context, output, password};
use crate::config::Settings;

/// Webhooks of providers of e-mail and SMS; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Hook {
    List(List),
    Create(Create),
    Change(Change),
    AddSecret(AddSecret),
    RemoveSecret(RemoveSecret),
    Delete(Delete),
}

/// List webhooks, newest first
#[derive(Args, Debug)]
pub(crate) struct List {
    /// The organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Make a webhook; prints the path to enter at the provider, after the server's own address
#[derive(Args, Debug)]
pub(crate) struct Create {
    /// The organisation whose messages it tells of [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// What people call it
    #[arg(long)]
    name: String,
    /// Who calls
    #[arg(long, value_parser = providers())]
    provider: String,
    /// How vonage_sms signs, or sha1 for topics of amazon_ses that still sign so
    #[arg(long, value_parser = PossibleValuesParser::new(HashMethod::ALL.map(HashMethod::as_str)))]
    hash_method: Option<String>,
    #[command(flatten)]
    secret: Secret,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

#[derive(Args, Debug)]
struct Secret {
    /// Read what the provider shows to check its calls by from the first line of stdin; Postmark
    /// shows nothing, and one is made
    #[arg(long)]
    secret_stdin: bool,
}

/// Rename a webhook, or have it take no more calls
#[derive(Args, Debug)]
pub(crate) struct Change {
    /// The webhook's id, as `annals hook list` shows it
    id: String,
    /// Its new name
    #[arg(long, required_unless_present = "disabled")]
    name: Option<String>,
    /// Whether it takes no calls
    #[arg(long, value_name = "true|false")]
    disabled: Option<bool>,
}

/// Add a secret beside those in use, to replace one without a gap
#[derive(Args, Debug)]
pub(crate) struct AddSecret {
    /// The webhook's id, as `annals hook list` shows it
    id: String,
    #[command(flatten)]
    secret: Secret,
}

/// Take a secret away; calls that are signed with it are refused when this ends
#[derive(Args, Debug)]
pub(crate) struct RemoveSecret {
    /// The webhook's id, as `annals hook list` shows it
    id: String,
    /// The secret's id
    secret: String,
}

/// Delete a webhook; what came there is kept, and read
#[derive(Args, Debug)]
pub(crate) struct Delete {
    /// The webhook's id, as `annals hook list` shows it
    id: String,
}

impl Hook {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        let (asked, format) = match self {
            Self::List(List { org, output }) => {
                let asked = Request::Hooks(Asked::List { organization: org });
                let hooks = ask(&settings.data, asked).await?;
                let hooks = hooks.as_array().map_or(&[][..], Vec::as_slice);
                print_list(output, &HEADING, hooks, row)?;
                return Ok(Outcome::Done);
            }
            Self::Delete(Delete { id }) => {
                let asked = Request::Hooks(Asked::Delete { id: id.clone() });
                ask(&settings.data, asked).await?;
                print_line(&format!("deleted the webhook {id}"))?;
                return Ok(Outcome::Done);
            }
            Self::Create(new) => new.asked()?,
            Self::Change(Change { id, name, disabled }) => {
                (Asked::Change { id, name, disabled }, Format::Table)
            }
            Self::AddSecret(AddSecret { id, secret }) => {
                (Asked::AddSecret { id, secret: secret.read()? }, Format::Table)
            }
            Self::RemoveSecret(RemoveSecret { id, secret }) => {
                (Asked::RemoveSecret { id, secret_id: secret }, Format::Table)
            }
        };
        print(&ask(&settings.data, Request::Hooks(asked)).await?, format)?;
        Ok(Outcome::Done)
    }
}

impl Create {
    fn asked(self) -> anyhow::Result<(Asked, Format)> {
        let provider = Provider::parse(&self.provider);
        let has_methods = provider.is_some_and(|provider| !provider.hash_methods().is_empty());
        if self.hash_method.is_some() && !has_methods {
            let reason = "--hash-method is for vonage_sms and amazon_ses only";
            return Err(context::Usage(reason.to_owned()).into());
        }
        if provider == Some(Provider::Twilio) {
            eprintln!(
                "annals: twilio signs the address that it calls: the server needs public_url"
            );
        }
        let new = New {
            organization: self.org,
            name: self.name,
            provider: self.provider,
            hash_method: self.hash_method,
            secret: self.secret.read()?,
        };
        Ok((Asked::Create(new), self.output))
    }
}

impl Secret {
    fn read(&self) -> anyhow::Result<Option<hooks::Secret>> {
        let read = self.secret_stdin.then(password::from_stdin).transpose()?;
        Ok(read.map(hooks::Secret))
    }
}

fn print(hook: &Value, format: Format) -> anyhow::Result<()> {
    if format == Format::Json {
        print_json(hook)?;
        return Ok(());
    }
    let mut path = cell(&hook["path"]);
    if let Some(made) = hook["secret"].as_str() {
        path = format!("{path}/{made}");
        eprintln!("annals: the path ends with the secret, which is not shown again");
    }
    print_line(&path)?;
    Ok(())
}

const HEADING: [&str; 8] =
    ["ID", "Provider", "Name", "Secrets", "Created", "Disabled", "Waiting", "Unreadable"];

fn row(hook: &Value) -> Vec<String> {
    let zone = TimeZone::system();
    let secrets = hook["secrets"].as_array().into_iter().flatten();
    let secrets: Vec<String> = secrets.map(|secret| cell(&secret["id"])).collect();
    let mut row: Vec<String> = ["id", "provider", "name"].map(|name| cell(&hook[name])).into();
    row.push(secrets.join(" "));
    row.extend(["created_at", "disabled_at"].map(|at| output::time(&cell(&hook[at]), &zone)));
    row.extend(["waiting", "unreadable"].map(|count| cell(&hook[count])));
    row
}

fn providers() -> PossibleValuesParser {
    let all = Provider::ALL.into_iter().filter(|one| one.has_webhook());
    PossibleValuesParser::new(all.map(Provider::as_str))
}
