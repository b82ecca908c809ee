//! `/v1/records/{type}/{id}/history`: what a record's properties were, and who set them.

use annals_model::{Millis, Organization, OrganizationId, Permission};
use annals_query::{Context, end_of};
use annals_store::Snapshot;
use axum::extract::{Path, State};

use super::caller::Caller;
use super::params::{Params, invalid};
use super::records::{Key, key_of};
use super::reply::Json;
use crate::error::{Code, Failure};
use crate::history::{ROWS_DEFAULT, ROWS_MAX, Wanted, answer, reading};
use crate::preferences::{date_order, working_hours};
use crate::readings::Part;
use crate::state::AppState;

/// A page of the changes, newest first, or what the record was `at` a moment.
pub(super) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Path(key): Key,
    mut params: Params,
) -> Result<Json, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    let principal = &caller.by.principal;
    let permission = Permission::ReadEventDetails;
    let (organization, allow) = state.allow_named(principal, named.as_ref(), false, permission)?;
    let at = params.take("at")?;
    let rows_max = match at {
        Some(_) => ROWS_DEFAULT,
        None => params.take_count("limit", ROWS_DEFAULT, ROWS_MAX)?,
    };
    let property = params.take("property")?;
    let of_list =
        |name, params: &mut Params| if at.is_none() { params.take(name) } else { Ok(None) };
    let wanted = Wanted {
        key: key_of(key),
        cursor: of_list("cursor", &mut params)?,
        at: at.as_ref().map(|at| moment(&state, &organization, at)).transpose()?,
        property,
        organization: organization.id.clone(),
        rows_max,
    };
    params.finish()?;
    if !wanted.is_in_place() {
        let mut failure = invalid("cursor", "use `next` as it came, with the same record");
        failure.code = Code::InvalidCursor;
        return Err(failure);
    }
    let part = if wanted.cursor.is_some() { Part::Rest } else { Part::First };
    let told = reading(organization.ordinal, &wanted.key, part);
    let search = move |snapshot: &Snapshot| answer(snapshot, &allow, &wanted);
    let found = state.search(principal, search).await?;
    state.readings.tell(&caller.by, told).await?;
    found.map(Json::ok).ok_or_else(not_found)
}

/// The first moment after what was typed, in the organisation's zone.
fn moment(state: &AppState, organization: &Organization, typed: &str) -> Result<Millis, Failure> {
    let preferences = state.desk.preferences_of(organization.ordinal);
    let context = Context {
        now: state.config.clock.now(),
        zone: preferences.time_zone(),
        date_order: date_order(&preferences),
        working_hours: working_hours(&preferences),
        prefix_last_word: false,
    };
    end_of(typed, &context).map_err(|reason| invalid("at", &reason.to_string()))
}

fn not_found() -> Failure {
    Failure::new(Code::NotFound, "there is no entry on such a record among those you may see")
}
