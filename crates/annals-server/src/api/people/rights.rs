//! `/v1/users/{id}/rights` and `/v1/groups/{id}/rights`: tool rights, and what comes of them.

use annals_desk::{Effective, Holder, Reach, Source};
use annals_model::{Module, Permission, Rights, Scopes, rights_named};
use axum::body::Bytes;
use axum::extract::State;

use super::Kind;
use crate::api::caller::Caller;
use crate::api::params::{Named, Params, invalid_value};
use crate::api::reply::{Json, read_json};
use crate::error::Failure;
use crate::state::AppState;
use crate::wire::{Object, write_list};

/// The tool rights that a user or a group holds; of a user also what they may do in all, each with
/// where it comes from.
pub(super) async fn read<K: Kind>(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<Json, Failure> {
    let holder = K::find(&state, &caller, params, id, Permission::ReadRights).await?;
    answer(&state, &caller, &holder).await
}

/// Gives and takes tool rights.
pub(super) async fn change<K: Kind>(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let change: Change = read_json(&body)?;
    let holder = K::find(&state, &caller, params, id, Permission::ManageRights).await?;
    change.apply(&state, &caller, &holder).await?;
    answer(&state, &caller, &holder).await
}

/// Tools are named by their machine names, or that of a module for each right in it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    #[serde(default)]
    grant: Vec<String>,
    /// Whether what is granted holds in the organisations below as well.
    #[serde(default)]
    below: bool,
    #[serde(default)]
    remove: Vec<String>,
}

impl Change {
    async fn apply(
        &self,
        state: &AppState,
        caller: &Caller,
        holder: &Holder,
    ) -> Result<(), Failure> {
        let (grant, remove) = (scopes("grant", &self.grant)?, scopes("remove", &self.remove)?);
        let granted = if self.below { Rights::reaching_below(grant) } else { Rights::here(grant) };
        Ok(state.desk.change_tool_rights(&caller.by, holder, granted, remove).await?)
    }
}

fn scopes(field: &str, words: &[String]) -> Result<Scopes, Failure> {
    let mut scopes = Scopes::default();
    for word in words {
        let Some(named) = rights_named(word) else {
            let tools = Permission::ALL.map(Permission::as_str).join(", ");
            let modules = Module::ALL.map(Module::as_str).join(", ");
            let reason = format!("{word:?} is no tool ({tools}) and no module ({modules})");
            return Err(invalid_value(field, &reason));
        };
        scopes = scopes.union(named);
    }
    Ok(scopes)
}

async fn answer(state: &AppState, caller: &Caller, holder: &Holder) -> Result<Json, Failure> {
    let principal = &caller.by.principal;
    let own = state.desk.tool_rights(principal, holder).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    let rights: Vec<Permission> = own.scopes().iter().collect();
    write_list(object.value("rights"), &rights, |out, right| {
        let mut object = tool(out, *right, own.below().holds(*right));
        object.text("label", Some(right.label()));
        object.text("module", Some(right.module().as_str()));
        object.end();
    });
    if let Holder::User(user) = holder {
        let effective = state.desk.effective_rights(principal, user).await?;
        write_effective(&mut object, &effective);
    }
    object.end();
    Ok(Json::ok(out))
}

fn tool<'o>(out: &'o mut String, right: Permission, below: bool) -> Object<'o> {
    let mut object = Object::new(out);
    object.text("tool", Some(right.as_str()));
    object.raw("below", below);
    object
}

fn write_effective(object: &mut Object<'_>, effective: &Effective) {
    write_list(object.value("effective"), &effective.tools, |out, (right, reach, source)| {
        let mut object = tool(out, *right, *reach == Reach::Below);
        write_source(&mut object, source);
        object.end();
    });
    write_list(object.value("effective_calendars"), &effective.calendars, |out, (one, source)| {
        let mut object = Object::new(out);
        object.text("school", Some(&one.school));
        object.raw("end_year", one.end_year);
        write_source(&mut object, source);
        object.end();
    });
    let rows = effective.rows();
    object.raw("sees_without_calendar", rows.is_everything() || rows.without_calendar);
}

/// The group from which it comes; `null` for what was given to the user.
fn write_source(object: &mut Object<'_>, source: &Source) {
    let (id, name) = match source {
        Source::Own => (None, None),
        Source::Group { id, name } => (Some(&*id.0), Some(&**name)),
    };
    object.text("from_group", id);
    object.text("from_group_name", name);
}
