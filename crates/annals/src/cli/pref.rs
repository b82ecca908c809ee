//! `annals pref`: system preferences.

use annals_model::Preference;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::Outcome;
use super::context::{self, Usage};
use super::operator::preferences::{Asked, Change, Which};
use super::operator::{Request, ask_with};
use super::output::{Format, cell, print_json, print_line, print_list};
use crate::config::Settings;

/// Read and change system preferences; works while the server runs, too
#[derive(Subcommand, Debug)]
pub(crate) enum Pref {
    List(List),
    Get(Get),
    Set(Set),
    Reset(One),
    Lock(One),
    Unlock(One),
}

/// List the preferences of an organisation: what holds, and from where it comes
#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    place: Place,
}

/// Print the value of a preference
#[derive(Args, Debug)]
pub(crate) struct Get {
    /// The preference's name, as `annals pref list` shows it
    name: String,
    #[command(flatten)]
    place: Place,
}

/// Give a preference a value of the organisation's own
#[derive(Args, Debug)]
pub(crate) struct Set {
    /// The preference's name, as `annals pref list` shows it
    name: String,
    /// The value: true or false, a number, a word, a time such as 07:00, or days such as "mon tue"
    #[arg(required = true, num_args = 1.., value_name = "VALUE")]
    value: Vec<String>,
    #[command(flatten)]
    place: Place,
}

/// `reset` takes the organisation's own value away, so that the one from above holds; `lock` makes
/// what holds here hold for all organisations below, until `unlock`
#[derive(Args, Debug)]
pub(crate) struct One {
    /// The preference's name, as `annals pref list` shows it
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

impl Pref {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        context::require_data(&settings.data)?;
        match self {
            Self::List(List { place }) => list(settings, place).await?,
            Self::Get(Get { name, place }) => get(settings, &name, place).await?,
            Self::Set(Set { name, value, place }) => {
                change(settings, &name, place, Change::Set(value.join(" "))).await?;
            }
            Self::Reset(One { name, place }) => {
                change(settings, &name, place, Change::Reset).await?;
            }
            Self::Lock(One { name, place }) => {
                change(settings, &name, place, Change::Lock).await?;
            }
            Self::Unlock(One { name, place }) => {
                change(settings, &name, place, Change::Unlock).await?;
            }
        }
        Ok(Outcome::Done)
    }
}

async fn list(settings: &Settings, place: Place) -> anyhow::Result<()> {
    let request = Request::Preferences(Asked::List { organization: place.org });
    let found = ask_with(settings, request).await?;
    let found = found.as_array().map_or(&[][..], Vec::as_slice);
    let heading = ["Name", "Value", "From", "Default", "Locked", "Label"];
    print_list(place.output, &heading, found, row)?;
    Ok(())
}

async fn get(settings: &Settings, name: &str, place: Place) -> anyhow::Result<()> {
    check(name)?;
    let which = Which { organization: place.org, name: name.to_owned() };
    let found = ask_with(settings, Request::Preferences(Asked::Get(which))).await?;
    match place.output {
        Format::Json => print_json(&found)?,
        Format::Table => print_line(&cell(&found["value"]))?,
    }
    Ok(())
}

async fn change(
    settings: &Settings,
    name: &str,
    place: Place,
    change: Change,
) -> anyhow::Result<()> {
    check(name)?;
    let which = Which { organization: place.org, name: name.to_owned() };
    let request = Request::Preferences(Asked::Change(which, change));
    let now = ask_with(settings, request).await?;
    match place.output {
        Format::Json => print_json(&now)?,
        Format::Table => print_line(&in_words(name, &now))?,
    }
    Ok(())
}

fn check(name: &str) -> Result<(), Usage> {
    let known = || Preference::ALL.map(Preference::as_str).join(", ");
    let unknown = || Usage(format!("{name:?} is no preference; known are {}", known()));
    Preference::parse(name).map(|_| ()).ok_or_else(unknown)
}

fn row(one: &Value) -> Vec<String> {
    let locked = match (&one["origin"], &one["locked"]) {
        (origin, _) if *origin == json!("locked") => "from above",
        (_, locked) if *locked == json!(true) => "for those below",
        _ => "",
    };
    ["name", "value", "from_words", "default"]
        .map(|field| cell(&one[field]))
        .into_iter()
        .chain([locked.to_owned(), cell(&one["label"])])
        .collect()
}

fn in_words(name: &str, now: &Value) -> String {
    let locked = if now["locked"] == json!(true) { ", locked for those below" } else { "" };
    format!("{name} is {} ({}{locked})", cell(&now["value"]), cell(&now["from_words"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_is_locked_and_where() {
        let one = |origin: &str, locked: bool| {
            row(&json!({
                "name": "n", "value": "v", "from_words": "w", "default": "d", "label": "L",
                "origin": origin, "locked": locked,
            }))
            .join("|")
        };
        assert_eq!(one("own", false), "n|v|w|d||L");
        assert_eq!(one("own", true), "n|v|w|d|for those below|L");
        assert_eq!(one("locked", true), "n|v|w|d|from above|L");
    }

    #[test]
    fn a_wrong_name_is_answered_with_those_there_are() {
        assert!(check("audit_users").is_ok());
        let error = check("audit").unwrap_err().to_string();
        assert!(error.contains("session_idle, session_age"), "{error}");
    }
}
