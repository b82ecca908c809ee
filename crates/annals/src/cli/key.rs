//! `annals key`: API keys.

use annals_model::{Clock, SystemClock};
use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::context;
use super::operator::{Request, ask, parse_scopes};
use super::output::{Format, cell, print_json, print_line, print_list};
use super::{Outcome, output};
use crate::config::Settings;

/// Make, list and revoke API keys; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Key {
    Create(Create),
    List(List),
    Revoke(Revoke),
}

/// Make a key; its secret is the only line on stdout and is shown this once
#[derive(Args, Debug)]
pub(crate) struct Create {
    /// The organisation to which it belongs [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// What it is for
    #[arg(long)]
    name: String,
    /// What it may do, such as events:write, or events:read with events:details for whole
    /// entries; `annals right tools` lists all; repeatable
    #[arg(long = "scope", value_name = "SCOPE", default_values = ["events:write"])]
    scopes: Vec<String>,
    /// It holds in the organisations below as well
    #[arg(long)]
    below: bool,
    /// Days after which it holds no longer [default: never]
    #[arg(long, value_name = "DAYS")]
    expires_days: Option<u32>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// List keys, newest first
#[derive(Args, Debug)]
pub(crate) struct List {
    /// The organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// Revoke a key; it holds no longer when this ends
#[derive(Args, Debug)]
pub(crate) struct Revoke {
    /// The key's id, as `annals key list` shows it
    id: String,
}

impl Key {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        match self {
            Self::Create(command) => command.run(settings).await,
            Self::List(command) => command.run(settings).await,
            Self::Revoke(Revoke { id }) => {
                ask(&settings.data, Request::RevokeKey { id: id.clone() }).await?;
                print_line(&format!("revoked the key {id}"))?;
                Ok(Outcome::Done)
            }
        }
    }
}

impl Create {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        parse_scopes(&self.scopes)?;
        let expires_at_ms =
            self.expires_days.map(|days| SystemClock.now().0 + i64::from(days) * 86_400_000);
        let request = Request::CreateKey {
            organization: self.org,
            name: self.name,
            scopes: self.scopes,
            below: self.below,
            expires_at_ms,
        };
        let key = ask(&settings.data, request).await?;
        match self.output {
            Format::Json => print_json(&key)?,
            Format::Table => {
                print_line(&cell(&key["secret"]))?;
                let id = cell(&key["id"]);
                eprintln!("annals: the key's id is {id}; its secret is not shown again");
            }
        }
        Ok(Outcome::Done)
    }
}

impl List {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let keys = ask(&settings.data, Request::Keys { organization: self.org }).await?;
        let keys = keys.as_array().map_or(&[][..], Vec::as_slice);
        let heading = ["ID", "Begins", "Name", "Scopes", "Created", "Used", "Expires", "Revoked"];
        print_list(self.output, &heading, keys, row)?;
        Ok(Outcome::Done)
    }
}

fn row(key: &Value) -> Vec<String> {
    let zone = TimeZone::system();
    let scopes = key["scopes"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut scopes: Vec<&str> = scopes.collect();
    if key["below"] == Value::Bool(true) {
        scopes.push("(and below)");
    }
    let mut row =
        vec![cell(&key["id"]), cell(&key["prefix"]), cell(&key["name"]), scopes.join(" ")];
    for field in ["created_at", "last_used_at", "expires_at", "revoked_at"] {
        row.push(output::time(&cell(&key[field]), &zone));
    }
    row
}
