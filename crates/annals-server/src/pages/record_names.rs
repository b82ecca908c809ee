//! Names of records that only their keys name, as entries of Annals' own and messages do: those
//! can't be taken back, and names can.

use annals_model::{Event, OrganizationOrdinal, Permission, Principal, RecordKey};
use annals_viewer::components::record::RecordNames;

use crate::error::Failure;
use crate::state::AppState;

/// What the directory calls records, for those who see all entries: to others it tells nothing of
/// records that they may see none of.
pub(super) async fn record_names(
    state: &AppState,
    principal: &Principal,
    at: OrganizationOrdinal,
    keys: Vec<RecordKey>,
) -> Result<RecordNames, Failure> {
    let allow = state.allow(principal, at, false, Permission::ReadEvents);
    let sees_all = allow.is_ok_and(|allow| allow.rows().is_everything());
    if !sees_all || keys.is_empty() {
        return Ok(RecordNames::default());
    }
    Ok(RecordNames(state.desk.record_names(principal, at, &keys).await?))
}

/// Records of an entry in a list that are looked up: more than any row shows.
pub(super) const NAMED_IN_ROW: usize = 10;

/// Gives the first `each` records of entries the names that they have by now where the entries give
/// none.
pub(super) async fn name_records(
    state: &AppState,
    principal: &Principal,
    at: OrganizationOrdinal,
    (events, each): (&mut [&mut Event], usize),
) -> Result<(), Failure> {
    let unnamed = |event: &Event| {
        let records = event.records.iter().take(each).filter(|record| record.name.is_none());
        records.map(|record| record.key()).collect::<Vec<_>>()
    };
    let keys = events.iter().flat_map(|event| unnamed(event)).collect();
    let RecordNames(names) = record_names(state, principal, at, keys).await?;
    for record in events.iter_mut().flat_map(|event| &mut event.records) {
        if record.name.is_none() {
            record.name = names.get(&record.key()).cloned();
        }
    }
    Ok(())
}
