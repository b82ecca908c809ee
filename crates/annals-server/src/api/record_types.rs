//! `/v1/record-types`: what types of records are called, and how they are shown.

use std::collections::BTreeMap;

use annals_model::{EditUrl, Permission, RecordIcon, RecordTabs, RecordType};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;

use super::caller::Caller;
use super::params::{Named, Params, invalid_value, take_organization};
use super::reply::{Json, read_json};
use crate::error::Failure;
use crate::state::AppState;
use crate::wire::{Object, write_list, write_text};

/// The types that are known in an organisation, each with who says so.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::ReadEvents)?;
    params.finish()?;
    let declared = state.desk.record_types(&caller.by.principal, organization.ordinal).await?;
    let configured = &state.config.catalogue;
    let mut all: BTreeMap<&str, (&RecordType, &str)> = BTreeMap::new();
    all.extend(RecordType::all_built_in().map(|(name, one)| (name, (one, "built_in"))));
    all.extend(configured.record_types().map(|(name, one)| (name, (one, "configuration"))));
    all.extend(declared.iter().map(|(name, one, at)| {
        let is_own = *at == organization.ordinal;
        (&**name, (&**one, if is_own { "organization" } else { "inherited" }))
    }));
    let all: Vec<_> = all.into_iter().collect();
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("record_types"), &all, |out, (name, (one, origin))| {
        write(out, name, one, origin);
    });
    object.end();
    Ok(Json::ok(out))
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Declared {
    label: String,
    #[serde(default)]
    plural: Option<String>,
    #[serde(default)]
    icon: Option<String>,
    #[serde(default)]
    edit_url: Option<String>,
    #[serde(default)]
    tabs: Option<Vec<String>>,
}

impl Declared {
    fn record_type(self) -> Result<RecordType, Failure> {
        let Self { label, plural, icon, edit_url, tabs } = self;
        let icon = icon.map(|word| RecordIcon::parse(&word).ok_or_else(no_icon)).transpose()?;
        let edit_url = edit_url
            .map(|url| EditUrl::parse(&url).map_err(|reason| invalid_value("edit_url", &reason)));
        let tabs = tabs.as_ref().map(|words| {
            let words = words.iter().map(String::as_str);
            RecordTabs::parse(words).map_err(|word| {
                let known = RecordTabs::WORDS.join(", ");
                invalid_value("tabs", &format!("{word:?} is not one of {known}"))
            })
        });
        Ok(RecordType {
            plural: plural.unwrap_or_else(|| format!("{label}s")),
            label,
            icon: icon.unwrap_or_default(),
            edit_url: edit_url.transpose()?,
            tabs: tabs.transpose()?.unwrap_or_default(),
        })
    }
}

fn no_icon() -> Failure {
    let known = RecordIcon::ALL.map(RecordIcon::as_str).join(", ");
    invalid_value("icon", &format!("must be one of {known}"))
}

/// Declares a type, or says anew how it is shown.
pub(super) async fn declare(
    State(state): State<AppState>,
    caller: Caller,
    Named(name): Named,
    mut params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::WriteEvents)?;
    params.finish()?;
    let one = read_json::<Declared>(&body)?.record_type()?;
    state.desk.declare_record_type(&caller.by, organization.ordinal, &name, one.clone()).await?;
    let mut out = String::new();
    write(&mut out, &name, &one, "organization");
    Ok(Json::ok(out))
}

/// Takes a declaration back; one that is not there stays so.
pub(super) async fn remove(
    State(state): State<AppState>,
    caller: Caller,
    Named(name): Named,
    mut params: Params,
) -> Result<StatusCode, Failure> {
    let organization = take_organization(&state, &caller, &mut params, Permission::WriteEvents)?;
    params.finish()?;
    state.desk.remove_record_type(&caller.by, organization.ordinal, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn write(out: &mut String, name: &str, one: &RecordType, origin: &str) {
    let mut object = Object::new(out);
    object.text("name", Some(name));
    object.text("label", Some(&one.label));
    object.text("plural", Some(&one.plural));
    object.text("icon", Some(one.icon.as_str()));
    object.text("edit_url", one.edit_url.as_ref().map(EditUrl::template));
    write_list(object.value("tabs"), &one.tabs.words(), |out, word| write_text(out, word));
    object.text("origin", Some(origin));
    object.end();
}
