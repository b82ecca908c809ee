//! `/v1/users/{id}/calendars` and `/v1/groups/{id}/calendars`: calendar rights.

use annals_desk::{CalendarChange, CalendarRight, Holder};
use annals_model::{Calendar, Permission};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::Kind;
use crate::api::caller::Caller;
use crate::api::params::{Named, Params};
use crate::api::reply::{Json, read_json};
use crate::error::{Code, Failure};
use crate::state::AppState;
use crate::wire::{Object, write_list};

const MANAGE: Permission = Permission::ManageRights;

/// The school years that a user or a group was limited to.
pub(super) async fn list<K: Kind>(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
) -> Result<Json, Failure> {
    let holder = K::find(&state, &caller, params, id, Permission::ReadRights).await?;
    answer(StatusCode::OK, &state, &caller, &holder).await
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    school: String,
    end_year: u16,
}

impl Wanted {
    fn read(body: &[u8]) -> Result<Calendar, Failure> {
        let Self { school, end_year } = read_json(body)?;
        Ok(Calendar { school: school.trim().to_owned(), end_year })
    }
}

/// Adds a school year.
pub(super) async fn add<K: Kind>(
    State(state): State<AppState>,
    caller: Caller,
    Named(id): Named,
    params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let calendar = Wanted::read(&body)?;
    let holder = K::find(&state, &caller, params, id, MANAGE).await?;
    let change = CalendarChange::Add(calendar);
    state.desk.change_calendar_rights(&caller.by, &holder, change).await?;
    answer(StatusCode::CREATED, &state, &caller, &holder).await
}

/// Puts another school year in the place of one.
pub(super) async fn update<K: Kind>(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, right)): Path<(String, String)>,
    params: Params,
    body: Bytes,
) -> Result<Json, Failure> {
    let new = Wanted::read(&body)?;
    let holder = K::find(&state, &caller, params, id, MANAGE).await?;
    let old = find(&state, &caller, &holder, &right).await?;
    let change = CalendarChange::Change { old, new };
    state.desk.change_calendar_rights(&caller.by, &holder, change).await?;
    answer(StatusCode::OK, &state, &caller, &holder).await
}

/// Takes a school year away.
pub(super) async fn delete<K: Kind>(
    State(state): State<AppState>,
    caller: Caller,
    Path((id, right)): Path<(String, String)>,
    params: Params,
) -> Result<Json, Failure> {
    let holder = K::find(&state, &caller, params, id, MANAGE).await?;
    let change = CalendarChange::Delete(find(&state, &caller, &holder, &right).await?);
    state.desk.change_calendar_rights(&caller.by, &holder, change).await?;
    answer(StatusCode::OK, &state, &caller, &holder).await
}

async fn find(
    state: &AppState,
    caller: &Caller,
    holder: &Holder,
    id: &str,
) -> Result<CalendarRight, Failure> {
    let rights = state.desk.calendar_rights(&caller.by.principal, holder).await?;
    let absent = || Failure::new(Code::NotFound, "there is no such calendar right");
    rights.into_iter().find(|right| right.id == id).ok_or_else(absent)
}

/// What the holder has now.
async fn answer(
    status: StatusCode,
    state: &AppState,
    caller: &Caller,
    holder: &Holder,
) -> Result<Json, Failure> {
    let rights = state.desk.calendar_rights(&caller.by.principal, holder).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("calendars"), &rights, |out, right| {
        let mut object = Object::new(out);
        object.text("id", Some(&right.id));
        object.text("school", Some(&right.calendar.school));
        object.raw("end_year", right.calendar.end_year);
        object.end();
    });
    object.end();
    Ok(Json(status, out))
}
