//! `annals suppression`: Blacklisted Recipients.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::operator::suppressions::{Asked, Compared, Filter, New};
use super::operator::{Request, ask_with};
use super::output::{Format, cell, print_json, print_line, print_list};
use super::{Outcome, context};
use crate::config::Settings;

/// Addresses to which nothing more is to be sent; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Suppression {
    List(List),
    Check(Check),
    Add(Add),
    Reset(Reset),
    Import(Import),
    Reconcile(Reconcile),
    Export(Export),
}

/// List them, the one told of last first
#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    place: Place,
}

/// Say whether something may be sent to these addresses; exit code 1 if to one of them nothing may
#[derive(Args, Debug)]
pub(crate) struct Check {
    /// email, sms or push
    channel: String,
    /// The addresses
    #[arg(required = true, num_args = 1..=annals_desk::CHECKED_ADDRESSES_MAX)]
    addresses: Vec<String>,
    /// What is to be sent: what holds for another scope alone keeps nothing back
    #[arg(long)]
    scope: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// Suppress an address
#[derive(Args, Debug)]
pub(crate) struct Add {
    /// email, sms or push
    channel: String,
    /// The address
    address: String,
    /// bounce, complaint, invalid, validate, unsubscribed, opted_out, manual or token_invalid
    #[arg(long, default_value = "manual")]
    reason: String,
    /// On whose list it is
    #[arg(long)]
    provider: Option<String>,
    /// What it holds for; everything, if left out
    #[arg(long)]
    scope: Option<String>,
    /// Why, in words
    #[arg(long)]
    note: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// Let messages be sent to an address again, as far as that can be done from here
#[derive(Args, Debug)]
pub(crate) struct Reset {
    /// The id, as `annals suppression list` shows it
    id: String,
    /// Why
    #[arg(long)]
    reason: String,
    /// Its owner wants these messages again: needed of complaints and unsubscriptions
    #[arg(long)]
    confirmed: bool,
    #[command(flatten)]
    place: Place,
}

/// Suppress the addresses of a CSV file; exit code 1 if lines are refused
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// The file; its first line names its columns, of which channel and address are needed
    file: PathBuf,
    /// Of which channel all are, if no column says so
    #[arg(long)]
    channel: Option<String>,
    #[command(flatten)]
    place: Place,
}

/// Compare a provider's list with ours, and change nothing; exit code 1 if they differ
#[derive(Args, Debug)]
pub(crate) struct Reconcile {
    /// The file; its first line names its columns, of which address is needed
    file: PathBuf,
    /// email, sms or push
    #[arg(long)]
    channel: String,
    /// Whose list it is: only ours of that provider are compared
    #[arg(long)]
    provider: Option<String>,
    /// What the list holds for: only ours of that scope are compared
    #[arg(long)]
    scope: Option<String>,
    /// Of lines that name no reason [default: manual]
    #[arg(long)]
    reason: Option<String>,
    /// Import those on their list alone, of which there are so many as seen before
    #[arg(long, value_name = "COUNT")]
    import: Option<usize>,
    #[command(flatten)]
    place: Place,
}

/// Print them as CSV, which can be imported
#[derive(Args, Debug)]
pub(crate) struct Export {
    #[command(flatten)]
    which: Which,
    /// The organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
}

#[derive(Args, Debug)]
struct Which {
    /// Only email, sms or push
    #[arg(long)]
    channel: Option<String>,
    /// Only for these reasons, with commas between
    #[arg(long, value_delimiter = ',')]
    reason: Vec<String>,
    /// Only in these states, with commas between: active, reset_requested, cleared, reset_refused
    #[arg(long, value_delimiter = ',')]
    state: Vec<String>,
    /// Words: parts of the address, the reason, the provider, the scope
    words: Vec<String>,
}

#[derive(Args, Debug)]
struct Place {
    /// The organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

impl Suppression {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        match self {
            Self::List(List { which, place }) => list(settings, which, place).await,
            Self::Check(check) => check.run(settings).await,
            Self::Add(Add { channel, address, reason, provider, scope, note, place }) => {
                let new = New { channel, address, reason, provider, scope, note };
                show(place.output, &ask(settings, place.org, Asked::Add(new)).await?)
            }
            Self::Reset(Reset { id, reason, confirmed, place }) => {
                let asked = Asked::Reset { id, reason, confirmed };
                show(place.output, &ask(settings, place.org, asked).await?)
            }
            Self::Import(import) => import.run(settings).await,
            Self::Reconcile(reconcile) => reconcile.run(settings).await,
            Self::Export(Export { which, org }) => export(settings, which, org).await,
        }
    }
}

impl Which {
    fn filter(self) -> Filter {
        let Self { channel, reason, state, words } = self;
        Filter { channel, reasons: reason, states: state, words: words.join(" ") }
    }
}

async fn ask(settings: &Settings, org: Option<String>, asked: Asked) -> anyhow::Result<Value> {
    ask_with(settings, Request::Suppressions { organization: org, asked }).await
}

async fn list(settings: &Settings, which: Which, place: Place) -> anyhow::Result<Outcome> {
    let filter = which.filter();
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let asked = Asked::List { filter: filter.clone(), after };
        let mut page = ask(settings, place.org.clone(), asked).await?;
        if let Value::Array(some) = page["rows"].take() {
            rows.extend(some);
        }
        after = page["next"].as_str().map(str::to_owned);
        if after.is_none() {
            break;
        }
    }
    let heading = ["Id", "Channel", "Address", "Reason", "State", "Since", "Provider", "Scope"];
    print_list(place.output, &heading, &rows, row)?;
    Ok(if rows.is_empty() { Outcome::No } else { Outcome::Done })
}

fn row(one: &Value) -> Vec<String> {
    ["id", "channel", "address", "reason", "state", "since", "provider", "scope"]
        .map(|field| cell(&one[field]))
        .to_vec()
}

fn show(output: Format, one: &Value) -> anyhow::Result<Outcome> {
    match output {
        Format::Json => print_json(one)?,
        Format::Table => print_line(&row(one).join("  "))?,
    }
    Ok(Outcome::Done)
}

impl Check {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let Self { channel, addresses, scope, place } = self;
        let asked = Asked::Check { channel, addresses, scope };
        let found = ask(settings, place.org, asked).await?;
        let found = found.as_array().map_or(&[][..], Vec::as_slice);
        print_list(place.output, &["Address", "Suppressed", "Why"], found, |one| {
            let why = if one["problem"].is_null() { "reasons" } else { "problem" };
            ["address", "suppressed", why].map(|field| cell(&one[field])).to_vec()
        })?;
        let is_free = |one: &Value| one["suppressed"] == json!(false);
        Ok(if found.iter().all(is_free) { Outcome::Done } else { Outcome::No })
    }
}

impl Import {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let Self { file, channel, place } = self;
        // The server, which may read it, is elsewhere.
        let file = std::path::absolute(file)?;
        let done = ask(settings, place.org, Asked::Import { file, channel }).await?;
        let lines = done["lines"].as_array().map_or(&[][..], Vec::as_slice);
        match place.output {
            Format::Json => print_json(&done)?,
            Format::Table => {
                let [added, known, refused] =
                    ["added", "known", "refused"].map(|field| cell(&done[field]));
                print_line(&format!("{added} added, {known} known, {refused} refused"))?;
                print_refused(lines)?;
            }
        }
        Ok(if lines.is_empty() { Outcome::Done } else { Outcome::No })
    }
}

fn print_refused(lines: &[Value]) -> anyhow::Result<()> {
    for one in lines {
        let [line, field, reason] = ["line", "field", "reason"].map(|name| cell(&one[name]));
        print_line(&format!("line {line}: {field}: {reason}"))?;
    }
    Ok(())
}

impl Reconcile {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let Self { file, channel, provider, scope, reason, import, place } = self;
        // The server, which may read it, is elsewhere.
        let file = std::path::absolute(file)?;
        let compared = Compared { file, channel, provider, scope, reason, import };
        let done = ask(settings, place.org, Asked::Reconcile(compared)).await?;
        let kinds = ["only_theirs", "only_ours", "other_reason", "ended_here"];
        let list = |kind: &str| done[kind].as_array().map_or(&[][..], Vec::as_slice);
        match place.output {
            Format::Json => print_json(&done)?,
            Format::Table => {
                let counts = kinds.map(|kind| format!("{kind} {}", list(kind).len())).join(", ");
                print_line(&format!("same {}, {counts}", cell(&done["same"])))?;
                if !done["imported"].is_null() {
                    print_line(&format!("imported {}", cell(&done["imported"])))?;
                }
                for kind in kinds {
                    for one in list(kind) {
                        let [address, theirs, ours] =
                            ["address", "theirs", "ours"].map(|name| cell(&one[name]));
                        print_line(&format!("{kind}  {address}  theirs: {theirs}  ours: {ours}"))?;
                    }
                }
                print_refused(done["lines"].as_array().map_or(&[][..], Vec::as_slice))?;
            }
        }
        let is_same = kinds.iter().all(|kind| list(kind).is_empty()) && done["refused"] == json!(0);
        Ok(if is_same { Outcome::Done } else { Outcome::No })
    }
}

async fn export(settings: &Settings, which: Which, org: Option<String>) -> anyhow::Result<Outcome> {
    let filter = which.filter();
    let mut after = None;
    loop {
        let asked = Asked::Export { filter: filter.clone(), after };
        let part = ask(settings, org.clone(), asked).await?;
        std::io::stdout().write_all(part["part"].as_str().unwrap_or_default().as_bytes())?;
        after = part["next"].as_str().map(str::to_owned);
        if after.is_none() {
            return Ok(Outcome::Done);
        }
    }
}
