//! `annals retention`: how long what messages say is kept.

use clap::{Args, Subcommand};
use serde_json::Value;

use super::operator::retention::Asked;
use super::operator::{Request, ask_with};
use super::output::{Format, cell, print_json, print_line, print_list};
use super::{Outcome, context};
use crate::config::Settings;

/// How long what messages say is kept; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Retention {
    /// Show how much is kept of each channel, and how much is due to be purged
    Preview(Place),
    /// Confirm the periods that `preview` shows: from then on a run a day purges what is due
    Confirm(Confirm),
    /// Purge what is due now; it can't be undone
    Run(Place),
    /// Show whether retention runs by itself, and the last runs
    Status(Place),
}

#[derive(Args, Debug)]
pub(crate) struct Confirm {
    /// The periods as `preview` shows them, such as 24-24-forever
    periods: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Args, Debug)]
pub(crate) struct Place {
    /// The organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

impl Retention {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        let (place, asked, print): (_, _, fn(&Value) -> std::io::Result<()>) = match self {
            Self::Preview(place) => (place, Asked::Show, preview),
            Self::Status(place) => (place, Asked::Show, status),
            Self::Confirm(Confirm { periods, place }) => {
                (place, Asked::Confirm { periods }, status)
            }
            Self::Run(place) => (place, Asked::Run, purged),
        };
        let Place { org: organization, output } = place;
        let found = ask_with(settings, Request::Retention { organization, asked }).await?;
        match output {
            Format::Json => print_json(&found)?,
            Format::Table => print(&found)?,
        }
        Ok(Outcome::Done)
    }
}

fn preview(found: &Value) -> std::io::Result<()> {
    let heading = ["Channel", "Kept for", "Kept", "Oldest sent", "Due", "Due in 30 days", "Held"];
    print_list(Format::Table, &heading, list(found, "channels"), |one| {
        let months = match &one["months"] {
            Value::Null => "ever".to_owned(),
            months => format!("{months} months"),
        };
        let rest = ["kept", "oldest_sent_at", "due", "due_in_30_days", "held"]
            .map(|name| cell(&one[name]));
        [cell(&one["channel"]), months].into_iter().chain(rest).collect()
    })?;
    for hold in list(found, "holds") {
        let [texts, name, since] = ["texts", "name", "since"].map(|name| cell(&hold[name]));
        print_line(&format!("{texts} texts are due and held by {name:?}, since {since}"))?;
    }
    if found["needs_confirmation"] == true {
        print_line(&format!(
            "Nothing is purged before it is confirmed: annals retention confirm {} --org {}",
            cell(&found["periods"]),
            cell(&found["organization"])
        ))?;
    }
    Ok(())
}

fn status(found: &Value) -> std::io::Result<()> {
    print_line(&match (&found["needs_confirmation"], &found["next_run_at"]) {
        (Value::Bool(true), _) => {
            "waits for confirmation; see `annals retention preview`".to_owned()
        }
        (_, Value::Null) => "everything is kept for ever".to_owned(),
        (_, next) => format!(
            "confirmed by {} at {}; the next run goes at {} or later",
            cell(&found["confirmed_by"]),
            cell(&found["confirmed_at"]),
            cell(next)
        ),
    })?;
    let runs = list(found, "runs");
    if runs.is_empty() {
        return print_line("nothing was purged yet");
    }
    let heading = ["Begun", "Ended", "Gone from files", "E-mail", "SMS", "Push", "Held"];
    print_list(Format::Table, &heading, runs, |run| {
        let moments = ["begun_at", "ended_at", "erased_at"].map(|name| cell(&run[name]));
        let counts = ["email", "sms", "push"].map(|name| cell(&run["purged"][name]));
        moments.into_iter().chain(counts).chain([cell(&run["held"])]).collect()
    })
}

fn purged(found: &Value) -> std::io::Result<()> {
    let [email, sms, push] = ["email", "sms", "push"].map(|name| cell(&found["purged"][name]));
    print_line(&format!(
        "purged: {email} of e-mails, {sms} of text messages, {push} of notifications"
    ))
}

fn list<'f>(found: &'f Value, name: &str) -> &'f [Value] {
    found[name].as_array().map_or(&[], Vec::as_slice)
}
