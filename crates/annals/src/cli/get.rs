//! `annals get`: one entry, whole.

use clap::Args;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::Outcome;
use super::output::{Format, Table, cell, print_json, time};
use super::source::SourceFlags;
use crate::config::Settings;

/// Show one entry with all its fields; ends with 1 when there is none
#[derive(Args, Debug)]
pub(crate) struct Get {
    /// The event's id, or '#' and its number in the organisation's log
    id: String,
    #[command(flatten)]
    source: SourceFlags,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

impl Get {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let source = self.source.open(settings).await?;
        let asked = self.source.asked(&[], &source)?;
        let found = source.get(&self.id, &asked).await?;
        source.close().await;
        let Some(entry) = found else {
            eprintln!("annals: there is no entry {}{}", self.id, hint(&self.id));
            return Ok(Outcome::No);
        };
        match self.output {
            Format::Json => print_json(&entry)?,
            Format::Table => {
                let mut table = Table::new(&["Field", "Value"]);
                for (field, value) in entry.as_object().into_iter().flatten() {
                    rows(&mut table, field, value, &asked.zone);
                }
                table.print()?;
            }
        }
        Ok(Outcome::Done)
    }
}

/// What may have been meant by an id that is a number.
fn hint(id: &str) -> String {
    match id.parse::<u64>() {
        Ok(number) => format!(" by id; the entry of that number is '#{number}'"),
        Err(_) => String::new(),
    }
}

/// Lists and objects take a row for each part; what is empty takes none.
fn rows(table: &mut Table, field: &str, value: &Value, zone: &TimeZone) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts {
                rows(table, &format!("{field}.{name}"), part, zone);
            }
        }
        Value::Array(parts) => {
            for (i, part) in parts.iter().enumerate() {
                rows(table, &format!("{field}.{i}"), part, zone);
            }
        }
        Value::Null => {}
        Value::String(at) if field.ends_with("_at") => {
            table.push(&[field.to_owned(), time(at, zone)]);
        }
        _ => table.push(&[field.to_owned(), cell(value)]),
    }
}
