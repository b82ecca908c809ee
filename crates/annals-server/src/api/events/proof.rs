//! `GET /v1/events/{id}/proof`

use axum::extract::{Path, State};

use crate::api::caller::Caller;
use crate::api::params::Params;
use crate::api::reply::Json;
use crate::error::{Code, Failure};
use crate::state::AppState;
use crate::wire::{Hex, Object, write_list, write_text};

/// What proves that the entry is in its organisation's log, at the log's present size.
pub(crate) async fn proof(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json, Failure> {
    let (allow, entry) = super::get::find(&state, &caller, &id, params).await?;
    let missing = || Failure::new(Code::NotFound, "there is no such entry among those you may see");
    let proof = state.store.prove(&allow, entry.organization, entry.number).await?;
    let proof = proof.ok_or_else(missing)?;
    let tree = state.store.organizations();
    let organization = tree.get(entry.organization).ok_or_else(missing)?;
    let mut out = String::with_capacity(2_000);
    let mut object = Object::new(&mut out);
    object.display("id", &entry.event.id);
    object.display("organization", &organization.id);
    object.display("log_id", organization.log_id);
    object.raw("number", proof.number);
    object.display("commitment", Hex(&proof.commitment.0));
    object.raw("tree_size", proof.tree_size);
    object.display("root", Hex(&proof.root.0));
    write_list(object.value("path"), &proof.path, |out, hash| {
        write_text(out, &Hex(&hash.0).to_string());
    });
    object.end();
    Ok(Json::ok(out))
}
