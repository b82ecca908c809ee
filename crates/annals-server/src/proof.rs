//! What proves that an entry is in its log, as JSON.

use annals_model::{Allow, Number, OrganizationOrdinal, Principal};

use crate::error::{Code, Failure};
use crate::state::AppState;
use crate::wire::{Object, write_committed, write_hex, write_list};

/// What proves that the entry is in its organisation's log, at the log's present size, and what its
/// commitment was computed from.
pub(crate) async fn proof(
    state: &AppState,
    asker: &Principal,
    allow: Allow,
    organization: OrganizationOrdinal,
    number: Number,
) -> Result<String, Failure> {
    let missing = || Failure::new(Code::NotFound, "there is no such entry among those you may see");
    let proof = state.store.prove(&allow, organization, number).await?.ok_or_else(missing)?;
    let wanted = [(organization, number)];
    let disclosed = state.search(asker, move |snapshot| snapshot.disclose(&allow, &wanted)).await?;
    let disclosed = disclosed.into_iter().next().flatten().ok_or_else(missing)?;
    let tree = state.store.organizations();
    let organization = tree.get(organization).ok_or_else(missing)?;
    let mut out = String::with_capacity(2_000);
    let mut object = Object::new(&mut out);
    object.id("id", &disclosed.entry.event.id);
    object.display("organization", &organization.id);
    object.hex("log_id", &organization.log_id.0);
    object.raw("number", proof.number);
    object.hex("commitment", &proof.commitment.0);
    object.raw("tree_size", proof.tree_size);
    object.hex("root", &proof.root.0);
    write_list(object.value("path"), &proof.path, |out, hash| write_hex(out, &hash.0));
    write_committed(&mut object, &disclosed);
    object.end();
    Ok(out)
}
