//! `annals record`: what the log tells of one record.

use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::Outcome;
use super::context::Usage;
use super::output::{Format, Table, cell, print_json, time};
use super::source::{Source, SourceFlags};
use crate::config::Settings;

/// What the log tells of a record
#[derive(Subcommand, Debug)]
pub(crate) enum Record {
    History(History),
}

/// Show what a record's properties were, and who set them
///
/// Without --at all changes, newest first; with it what each property was then, who set it and who
/// changed it next. Ends with 1 when there is no entry on the record.
#[derive(Args, Debug)]
pub(crate) struct History {
    /// Type of the record: student
    #[arg(value_name = "TYPE")]
    record_type: String,
    /// Its id
    id: String,
    /// A day or moment as in a search, in the organisation's zone: 2026-03-01, "03/01/2026 5:10
    /// PM"; of a day, what was so when it ended
    #[arg(long, value_name = "MOMENT", conflicts_with = "limit")]
    at: Option<String>,
    /// Only this property
    #[arg(long, value_name = "NAME")]
    property: Option<String>,
    /// At most so many entries; 0 means all
    #[arg(long, short = 'n', default_value_t = 50, value_name = "ROWS")]
    limit: usize,
    #[command(flatten)]
    source: SourceFlags,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

/// What is asked of a record.
#[derive(Clone, Debug)]
pub(crate) struct AskedOfRecord {
    pub(crate) record_type: String,
    pub(crate) id: String,
    pub(crate) org: Option<String>,
    pub(crate) at: Option<String>,
    pub(crate) property: Option<String>,
}

impl Record {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let Self::History(history) = self;
        history.run(settings).await
    }
}

impl History {
    async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        if self.source.below {
            let reason = "a record is one of its organisation: leave --below out";
            return Err(Usage(reason.to_owned()).into());
        }
        let source = self.source.open(settings).await?;
        let zone = self.source.asked(&[], &source)?.zone;
        let asked = AskedOfRecord {
            record_type: self.record_type.clone(),
            id: self.id.clone(),
            org: self.source.org.clone(),
            at: self.at.clone(),
            property: self.property.clone(),
        };
        let found = match &self.at {
            Some(_) => self.state(&source, &asked, &zone).await?,
            None => self.changes(&source, &asked, &zone).await?,
        };
        source.close().await;
        if !found {
            eprintln!("annals: there is no entry on {}:{}", self.record_type, self.id);
        }
        Ok(if found { Outcome::Done } else { Outcome::No })
    }

    async fn state(
        &self,
        source: &Source,
        asked: &AskedOfRecord,
        zone: &TimeZone,
    ) -> anyhow::Result<bool> {
        let Some(state) = source.record_history(asked, None).await? else { return Ok(false) };
        if self.output == Format::Json {
            print_json(&state)?;
            return Ok(true);
        }
        match state["exists"].as_str() {
            Some("deleted") => eprintln!("annals: it was deleted; these are its last values"),
            Some("not_yet") => {
                eprintln!("annals: it was not there yet");
                return Ok(true);
            }
            Some("unsure") => eprintln!("annals: whether it was there is not certain"),
            _ => {}
        }
        let mut table = Table::new(&["Property", "Value", "Known", "Set by", "Since"]);
        for property in state["properties"].as_array().into_iter().flatten() {
            let [name, value, known] = ["property", "value", "known"].map(|one| &property[one]);
            let (who, when) = told(&property["set"], zone);
            table.push(&[cell(name), cell(value), cell(known), who, when]);
        }
        table.print()?;
        let unread: Vec<String> =
            state["unread"].as_array().into_iter().flatten().map(cell).collect();
        if !unread.is_empty() {
            eprintln!("annals: not certain: {}", unread.join(", "));
        }
        if state["has_more"] == true {
            eprintln!("annals: there are more properties");
        }
        Ok(true)
    }

    async fn changes(
        &self,
        source: &Source,
        asked: &AskedOfRecord,
        zone: &TimeZone,
    ) -> anyhow::Result<bool> {
        let heading =
            ["ID", "Date and Time", "Member Name", "Property", "Existing Value", "New Value"];
        let mut table = Table::new(&heading);
        let (mut left, mut cursor) = (self.limit, None::<String>);
        loop {
            let found = source.record_history(asked, cursor.as_deref()).await?;
            let Some(page) = found else { return Ok(false) };
            for entry in page["entries"].as_array().into_iter().flatten() {
                match self.output {
                    Format::Json => print_json(entry)?,
                    Format::Table => rows(&mut table, entry, zone),
                }
                left = left.saturating_sub(1);
                if self.limit > 0 && left == 0 {
                    break;
                }
            }
            cursor = page["next"].as_str().map(str::to_owned);
            if cursor.is_none() || (self.limit > 0 && left == 0) {
                break;
            }
        }
        if self.output == Format::Table {
            table.print()?;
        }
        Ok(true)
    }
}

/// A row for each property, or one for the coming or going of the record.
fn rows(table: &mut Table, entry: &Value, zone: &TimeZone) {
    let (who, when) = told(entry, zone);
    let row = |property: String, old: String, new: String| {
        [cell(&entry["entry"]), when.clone(), who.clone(), property, old, new]
    };
    let changes = entry["changes"].as_array().into_iter().flatten();
    let mut is_bare = true;
    for change in changes {
        is_bare = false;
        let value = |name: &str| match change["masked"] == true {
            true => "(masked)".to_owned(),
            false => cell(&change[name]),
        };
        table.push(&row(cell(&change["property"]), value("old"), value("new")));
    }
    if is_bare {
        let word = format!("({})", cell(&entry["change"]));
        table.push(&row(word, String::new(), String::new()));
    }
}

/// Who told something, and when.
fn told(told: &Value, zone: &TimeZone) -> (String, String) {
    let actor = &told["actor"];
    let name =
        [&actor["name"], &actor["username"], &actor["id"]].into_iter().find(|n| n.is_string());
    let at = told["occurred_at"].as_str().map(|at| time(at, zone));
    (name.map(cell).unwrap_or_default(), at.unwrap_or_default())
}
