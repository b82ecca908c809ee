//! `annals record-type`: what types of records are called, and how they are shown.

use annals_model::{EditUrl, RecordIcon, RecordTabs};
use clap::{Args, Subcommand};
use serde_json::Value;

use super::operator::record_types::Asked;
use super::operator::{Request, ask};
use super::output::{Format, cell, print_list};
use super::{Outcome, context};
use crate::config::Settings;

/// Types of records: what they are called and how they are shown; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum RecordType {
    List(List),
    Set(Set),
    Delete(Delete),
}

/// List the types that an organisation and those above it declare
#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    place: Place,
}

/// Declare a type, or say anew how it is shown
#[derive(Args, Debug)]
pub(crate) struct Set {
    /// The name, as events have it: student
    name: String,
    /// What one is called on screen
    #[arg(long)]
    label: String,
    /// What several are called [default: the label with an s]
    #[arg(long)]
    plural: Option<String>,
    /// The drawing beside it: record, person, people, book, calendar, money, envelope or gear
    #[arg(long, value_parser = icon, default_value = "record")]
    icon: String,
    /// Where the application edits one: `https://office.example/students/{id}`, or a path
    #[arg(long, value_parser = edit_url, value_name = "URL")]
    edit_url: Option<String>,
    /// What its records' pages have besides the Audit Log; none of them: --tabs=
    #[arg(long, value_parser = tabs, default_value = "activity,history,communication")]
    tabs: String,
    #[command(flatten)]
    place: Place,
}

/// Take a declaration back; entries stay
#[derive(Args, Debug)]
pub(crate) struct Delete {
    /// The name
    name: String,
    #[command(flatten)]
    place: Place,
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

impl RecordType {
    /// Does what was asked, and lists what is declared then.
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let (place, asked) = match self {
            Self::List(List { place }) => (place, Asked::List),
            Self::Set(Set { name, label, plural, icon, edit_url, tabs, place }) => {
                let plural = plural.unwrap_or_else(|| format!("{label}s"));
                (place, Asked::Set { name, label, plural, icon, edit_url, tabs })
            }
            Self::Delete(Delete { name, place }) => (place, Asked::Delete { name }),
        };
        context::require_data(&settings.data)?;
        let request = Request::RecordTypes { organization: place.org, asked };
        let found = ask(&settings.data, request).await?;
        let found = found.as_array().map_or(&[][..], Vec::as_slice);
        let heading = ["Name", "Label", "Plural", "Icon", "Tabs", "Inherited", "Edit URL"];
        print_list(place.output, &heading, found, row)?;
        Ok(Outcome::Done)
    }
}

fn row(one: &Value) -> Vec<String> {
    let cells = ["name", "label", "plural", "icon", "tabs", "inherited", "edit_url"];
    cells.map(|name| cell(&one[name])).to_vec()
}

fn icon(word: &str) -> Result<String, String> {
    let known = RecordIcon::ALL.map(RecordIcon::as_str).join(", ");
    RecordIcon::parse(word).map(|_| word.to_owned()).ok_or(format!("must be one of {known}"))
}

fn edit_url(text: &str) -> Result<String, String> {
    EditUrl::parse(text).map(|_| text.to_owned())
}

fn tabs(text: &str) -> Result<String, String> {
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    RecordTabs::parse(words)
        .map(|tabs| tabs.words().join(" "))
        .map_err(|word| format!("{word:?} is not one of {}", RecordTabs::WORDS.join(", ")))
}
