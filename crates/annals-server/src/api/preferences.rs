//! `/v1/preferences`

use annals_desk::{NewValue, PreferenceChange, PreferenceState};
use annals_model::{
    Day, Decision, FOREVER, Origin, Permission, Preference, PreferenceKind, PreferenceValue, decide,
};
use axum::body::Bytes;
use axum::extract::State;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::caller::Caller;
use super::params::{Named, Params, invalid_value, take_organization};
use super::reply::{Json, read_json};
use crate::error::{Code, Failure};
use crate::state::AppState;
use crate::wire::{Object, write_list, write_text};

/// All preferences of an organisation.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let organization =
        take_organization(&state, &caller, &mut params, Permission::ReadPreferences)?;
    params.finish()?;
    let found = state.desk.preferences(&caller.by.principal, organization.ordinal).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    object.display("organization", &organization.id);
    write_list(object.value("preferences"), &found, |out, one| write(out, &state, &caller, one));
    object.end();
    Ok(Json::ok(out))
}

/// One of them.
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Named(name): Named,
    mut params: Params,
) -> Result<Json, Failure> {
    let organization =
        take_organization(&state, &caller, &mut params, Permission::ReadPreferences)?;
    params.finish()?;
    let (by, preference) = (&caller.by.principal, parse(&name)?);
    let found = state.desk.preference(by, organization.ordinal, preference).await?;
    Ok(one(&state, &caller, &found))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    /// Absent leaves it, null takes the organisation's own away.
    #[serde(default, deserialize_with = "some")]
    value: Option<Value>,
    locked: Option<bool>,
    version: Option<String>,
}

fn some<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

/// Sets a preference's value, and locks or unlocks it for the organisations below.
pub(super) async fn change(
    State(state): State<AppState>,
    caller: Caller,
    Named(name): Named,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let organization =
        take_organization(&state, &caller, &mut params, Permission::ManagePreferences)?;
    params.finish()?;
    let preference = parse(&name)?;
    let change: Change = read_json(&body)?;
    let value = change.value.map(|value| match value {
        Value::Null => Ok(NewValue::Inherited),
        value => parse_value(preference, &value).map(NewValue::Own),
    });
    let change = PreferenceChange {
        value: value.transpose()?,
        is_locked: change.locked,
        seen: change.version,
    };
    let by = &caller.by;
    let new = state.desk.change_preference(by, organization.ordinal, preference, change).await?;
    Ok(one(&state, &caller, &new))
}

/// Takes an organisation's own value away, so that the one from above holds.
pub(super) async fn reset(
    State(state): State<AppState>,
    caller: Caller,
    Named(name): Named,
    mut params: Params,
) -> Result<Json, Failure> {
    let organization =
        take_organization(&state, &caller, &mut params, Permission::ManagePreferences)?;
    params.finish()?;
    let (by, preference) = (&caller.by, parse(&name)?);
    let value = Some(NewValue::Inherited);
    let change = PreferenceChange { value, ..PreferenceChange::default() };
    let new = state.desk.change_preference(by, organization.ordinal, preference, change).await?;
    Ok(one(&state, &caller, &new))
}

fn parse(name: &str) -> Result<Preference, Failure> {
    let missing = || Failure::new(Code::NotFound, "there is no preference of that name");
    Preference::parse(name).ok_or_else(missing)
}

/// A value in JSON: a list of texts for days, and texts, numbers and booleans as they are written.
fn parse_value(preference: Preference, value: &Value) -> Result<PreferenceValue, Failure> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(words) => {
            let words: Option<Vec<&str>> = words.iter().map(Value::as_str).collect();
            words.ok_or_else(|| invalid_value("value", "must be a list of texts"))?.join(" ")
        }
        other => other.to_string(),
    };
    preference.parse_value(&text).map_err(|problem| invalid_value("value", &problem.to_string()))
}

fn one(state: &AppState, caller: &Caller, found: &PreferenceState) -> Json {
    let mut out = String::new();
    write(&mut out, state, caller, found);
    Json::ok(out)
}

fn write(out: &mut String, state: &AppState, caller: &Caller, found: &PreferenceState) {
    let preference = found.preference;
    let mut object = Object::new(out);
    object.text("name", Some(preference.as_str()));
    object.text("label", Some(preference.label()));
    object.text("description", Some(preference.description()));
    object.text("group", Some(preference.group().as_str()));
    object.text("type", Some(preference.kind().as_str()));
    match preference.kind() {
        PreferenceKind::Whole { min, max, unit } => {
            object.text("unit", Some(unit.as_str()));
            object.raw("minimum", min);
            object.raw("maximum", max);
        }
        PreferenceKind::Choice(words) => write_words(object.value("choices"), words),
        PreferenceKind::Days => {
            write_words(object.value("choices"), &Day::ALL.map(Day::as_str));
        }
        PreferenceKind::Period { min, max, unit } => {
            object.text("unit", Some(unit.as_str()));
            object.raw("minimum", min);
            object.raw("maximum", max);
            write_words(object.value("choices"), &[FOREVER]);
        }
        PreferenceKind::YesNo | PreferenceKind::Time | PreferenceKind::Zone => {}
    }
    write_value(object.value("default"), &found.default);
    write_value(object.value("value"), &found.value);
    let (origin, from) = match found.origin {
        Origin::Own => ("own", None),
        Origin::Default => ("default", None),
        Origin::Inherited(from) => ("inherited", Some(from)),
        Origin::Locked(from) => ("locked", Some(from)),
    };
    object.text("origin", Some(origin));
    // What lies above the caller's own organisation is not the caller's to know.
    let tree = state.store.organizations();
    let read = Permission::ReadPreferences;
    let is_seen = |at| decide(&tree, &caller.by.principal, at, read) != Decision::Deny;
    let from = from.filter(|at| is_seen(*at)).and_then(|at| tree.get(at));
    object.text("from", from.map(|organization| organization.id.as_str()));
    match &found.own {
        Some(own) => write_value(object.value("own"), own),
        None => object.value("own").push_str("null"),
    }
    object.raw("locked", found.is_locked);
    object.text("version", Some(&found.version()));
    object.end();
}

fn write_words(out: &mut String, words: &[&str]) {
    write_list(out, words, |out, word| write_text(out, word));
}

fn write_value(out: &mut String, value: &PreferenceValue) {
    match value {
        PreferenceValue::YesNo(_) | PreferenceValue::Whole(_) => out.push_str(&value.to_string()),
        PreferenceValue::Choice(_) | PreferenceValue::Time(_) | PreferenceValue::Zone(_) => {
            write_text(out, &value.to_string());
        }
        PreferenceValue::Days(_) => {
            let words: Vec<_> = value.days().into_iter().map(Day::as_str).collect();
            write_words(out, &words);
        }
    }
}
