//! `annals hold`: legal holds.

use clap::{Args, Subcommand};
use serde_json::Value;

use super::operator::holds::{Asked, New};
use super::operator::{Request, ask_with};
use super::output::{Format, cell, print_json, print_line, print_list};
use super::{Outcome, context};
use crate::config::Settings;

/// Legal holds: what stays, whoever may delete it; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Hold {
    List(List),
    Show(Show),
    Place(Place),
    Release(Release),
}

/// List holds, those in force first; exit code 1 if none is in force
#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    place: Where,
}

/// Show a hold
#[derive(Args, Debug)]
pub(crate) struct Show {
    /// The id, as `annals hold list` shows it
    id: String,
    #[command(flatten)]
    place: Where,
}

/// Place a hold: from then on nothing of what it names is deleted or purged
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub(crate) struct Place {
    /// What people call it: the matter
    name: String,
    /// Why
    #[arg(long)]
    reason: String,
    /// A record, with all below it, such as family:f-12; may be given several times
    #[arg(long = "record", value_name = "TYPE:ID", group = "what")]
    records: Vec<String>,
    /// All of the organisation
    #[arg(long, group = "what")]
    whole: bool,
    /// With --whole: all of the organisations below, too
    #[arg(long, requires = "whole")]
    below: bool,
    #[command(flatten)]
    place: Where,
}

/// Release a hold: what it kept may go from then on, for ever
#[derive(Args, Debug)]
pub(crate) struct Release {
    /// The id, as `annals hold list` shows it
    id: String,
    /// Why
    #[arg(long)]
    reason: String,
    /// That this is meant
    #[arg(long)]
    confirmed: bool,
    #[command(flatten)]
    place: Where,
}

#[derive(Args, Debug)]
struct Where {
    /// The organisation [default: the only one]
    #[arg(long, value_name = "ID")]
    org: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t)]
    output: Format,
}

impl Hold {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        let (place, asked) = match self {
            Self::List(List { place }) => return list(settings, place).await,
            Self::Show(Show { id, place }) => (place, Asked::Show { id }),
            Self::Place(Place { name, reason, records, whole, below, place }) => {
                (place, Asked::Place(New { name, reason, records, whole, below }))
            }
            Self::Release(Release { id, reason, confirmed, place }) => {
                (place, Asked::Release { id, reason, confirmed })
            }
        };
        let Where { org: organization, output } = place;
        let found = ask_with(settings, Request::Holds(organization, asked)).await?;
        match output {
            Format::Json => print_json(&found)?,
            Format::Table => print_line(&row(&found).join("  "))?,
        }
        Ok(Outcome::Done)
    }
}

async fn list(settings: &Settings, place: Where) -> anyhow::Result<Outcome> {
    let Where { org: organization, output } = place;
    let found = ask_with(settings, Request::Holds(organization, Asked::List)).await?;
    let rows = found.as_array().map_or(&[][..], Vec::as_slice);
    let heading = ["Id", "Matter", "Held", "State", "Placed", "Placed by", "Reason"];
    print_list(output, &heading, rows, row)?;
    let is_in_force = |one: &Value| one["state"] == "in force";
    Ok(if rows.iter().any(is_in_force) { Outcome::Done } else { Outcome::No })
}

fn row(one: &Value) -> Vec<String> {
    ["id", "name", "held", "state", "placed_at", "placed_by", "reason"]
        .map(|field| cell(&one[field]))
        .to_vec()
}
