//! What the operator does to preferences.

use annals_desk::{Desk, NewValue, PreferenceChange, PreferenceState};
use annals_model::{Origin, Preference};
use annals_store::Store;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::context::{self, Usage};

/// What is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Asked {
    List { organization: Option<String> },
    Get(Which),
    Change(Which, Change),
}

/// A preference of an organisation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Which {
    pub(crate) organization: Option<String>,
    pub(crate) name: String,
}

/// What becomes of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    Set(String),
    Reset,
    Lock,
    Unlock,
}

pub(super) async fn run(store: &Store, desk: &Desk, asked: &Asked) -> anyhow::Result<Value> {
    match asked {
        Asked::List { organization } => list(store, desk, organization.as_deref()).await,
        Asked::Get(which) => get(store, desk, which).await,
        Asked::Change(which, to) => change(store, desk, which, to).await,
    }
}

async fn list(store: &Store, desk: &Desk, organization: Option<&str>) -> anyhow::Result<Value> {
    let organization = context::organization(store, organization)?.ordinal;
    let found = desk.preferences(&desk.operator(), organization).await?;
    Ok(found.iter().map(|state| to_json(store, state)).collect())
}

async fn get(store: &Store, desk: &Desk, which: &Which) -> anyhow::Result<Value> {
    let organization = context::organization(store, which.organization.as_deref())?.ordinal;
    let preference = parse(&which.name)?;
    let found = desk.preference(&desk.operator(), organization, preference).await?;
    Ok(to_json(store, &found))
}

async fn change(
    store: &Store,
    desk: &Desk,
    which: &Which,
    change: &Change,
) -> anyhow::Result<Value> {
    let organization = context::organization(store, which.organization.as_deref())?.ordinal;
    let preference = parse(&which.name)?;
    let nothing = PreferenceChange::default();
    let change = match change {
        Change::Set(text) => {
            let value = preference.parse_value(text);
            let value = value.map_err(|why| Usage(format!("{} {why}", preference.as_str())))?;
            PreferenceChange { value: Some(NewValue::Own(value)), ..nothing }
        }
        Change::Reset => PreferenceChange { value: Some(NewValue::Inherited), ..nothing },
        Change::Lock => PreferenceChange { is_locked: Some(true), ..nothing },
        Change::Unlock => PreferenceChange { is_locked: Some(false), ..nothing },
    };
    let operator = desk.operator();
    let now = desk.change_preference(&operator, organization, preference, change).await?;
    Ok(to_json(store, &now))
}

fn parse(name: &str) -> Result<Preference, Usage> {
    Preference::parse(name).ok_or_else(|| Usage(format!("{name:?} is no preference")))
}

fn to_json(store: &Store, state: &PreferenceState) -> Value {
    let tree = store.organizations();
    let id = |ordinal| tree.get(ordinal).map(|found| found.id.to_string()).unwrap_or_default();
    let (origin, from) = match state.origin {
        Origin::Own => ("own", None),
        Origin::Default => ("default", None),
        Origin::Inherited(from) => ("inherited", Some(id(from))),
        Origin::Locked(from) => ("locked", Some(id(from))),
    };
    let words = match &from {
        Some(from) if origin == "locked" => format!("locked by {from}"),
        Some(from) => format!("from {from}"),
        None => origin.to_owned(),
    };
    let preference = state.preference;
    json!({
        "name": preference.as_str(),
        "label": preference.label(),
        "value": state.value.to_string(),
        "default": state.default.to_string(),
        "own": state.own.as_ref().map(ToString::to_string),
        "origin": origin,
        "from": from,
        "from_words": words,
        "locked": state.is_locked,
    })
}
