//! `annals module`: modules of applications.

use clap::{Args, Subcommand};
use serde_json::Value;

use super::operator::modules::Asked;
use super::operator::{Request, ask};
use super::output::{Format, cell, print_list};
use super::{Outcome, context};
use crate::config::Settings;

/// Modules of applications, whose rights are given together; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Module {
    List(List),
    Declare(Declare),
    Remove(Remove),
}

/// List the modules that events of an organisation may name
#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    place: Place,
}

/// Declare a module, or say anew what belongs to it
#[derive(Args, Debug)]
pub(crate) struct Declare {
    /// The machine name, as events name it
    name: String,
    /// The name on screen
    #[arg(long)]
    label: String,
    /// A right in it, by its machine name and its name on screen; give it once for each
    #[arg(long = "right", required = true, value_name = "NAME=LABEL", value_parser = right)]
    rights: Vec<(String, String)>,
    #[command(flatten)]
    place: Place,
}

/// Take a declaration back; entries stay
#[derive(Args, Debug)]
pub(crate) struct Remove {
    /// The machine name
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

impl Module {
    /// Does what was asked, and lists what is declared then.
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let (place, asked) = match self {
            Self::List(List { place }) => (place, Asked::List),
            Self::Declare(Declare { name, label, rights, place }) => {
                (place, Asked::Declare { name, label, rights })
            }
            Self::Remove(Remove { name, place }) => (place, Asked::Remove { name }),
        };
        context::require_data(&settings.data)?;
        let request = Request::Modules { organization: place.org, asked };
        let found = ask(&settings.data, request).await?;
        let found = found.as_array().map_or(&[][..], Vec::as_slice);
        print_list(place.output, &["Name", "Label", "Inherited", "Rights"], found, row)?;
        Ok(Outcome::Done)
    }
}

fn row(module: &Value) -> Vec<String> {
    let rights = module["rights"].as_array().into_iter().flatten();
    let rights: Vec<String> = rights.map(|right| cell(&right["name"])).collect();
    let cells = ["name", "label", "inherited"].map(|name| cell(&module[name]));
    cells.into_iter().chain([rights.join(" ")]).collect()
}

fn right(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').filter(|(name, label)| !name.is_empty() && !label.is_empty());
    let (name, label) = parts.ok_or("write it as NAME=LABEL, such as office=\"Health Office\"")?;
    Ok((name.to_owned(), label.to_owned()))
}
