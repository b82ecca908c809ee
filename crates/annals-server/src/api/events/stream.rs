//! `GET /v1/events/stream`

use annals_model::Permission;
use annals_store::Entry;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::api::caller::Caller;
use crate::api::params::{Params, invalid};
use crate::api::query::Asked;
use crate::error::Failure;
use crate::readings::Part;
use crate::state::AppState;
use crate::tail::{self, Followed};
use crate::wire::{LOGS_MAX, Progress, write_entry};

/// Entries as they come. The id of each says how far the stream is; a client that comes back with
/// `Last-Event-ID` misses nothing and gets nothing twice.
pub(crate) async fn stream(
    State(state): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    mut params: Params,
) -> Result<Response, Failure> {
    let asked =
        Asked::take(&state, &caller.by.principal, &mut params, Permission::ReadEventDetails)?;
    let one = (!asked.below).then_some(asked.organization.ordinal);
    let after = params.take_parsed("after", |id| Progress::parse(id, one))?;
    params.finish()?;
    if asked.allow.organizations().len() > LOGS_MAX {
        let reason = format!("a stream follows at most {LOGS_MAX} organisations");
        return Err(invalid("below", &reason));
    }
    let resumed = match headers.get("last-event-id") {
        Some(value) => {
            let parsed = Progress::parse(value.to_str().unwrap_or_default(), one);
            Some(parsed.map_err(|reason| invalid("Last-Event-ID", &reason))?)
        }
        None => after,
    };
    let part = if resumed.is_some() { Part::Rest } else { Part::First };
    asked.tell(&state, &caller.by, part).await?;
    let Asked { organization, below, allow, expr, .. } = asked;
    let followed = Followed { place: organization.ordinal, below, allow, expr, behind_max: None };
    let store = state.store.clone();
    let write_data = move |out: &mut String, entry: &Entry| {
        let tree = store.organizations();
        if let Some(organization) = tree.get(entry.organization) {
            write_entry(out, organization, entry.number, &entry.event, None);
        }
    };
    tail::stream(&state, caller, followed, resumed, Box::new(write_data), ())
}
