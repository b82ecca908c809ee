//! Proofs that an entry is in its organisation's log.

use annals_model::{Number, OrganizationOrdinal};
use annals_proof::{Commitment, Hash, TileId, TileSet, inclusion_nodes, prove_inclusion, tiles_of};
use hashbrown::HashMap;

use crate::heads::Growth;
use crate::store::Shared;
use crate::{EntryProof, Error, Result};

/// How often a proof is begun again because a sealing moved commitments under it.
const ATTEMPTS: usize = 3;

/// Proves that entry `number` is in the log of `organization` at its current size.
pub(crate) async fn prove(
    shared: &Shared,
    organization: OrganizationOrdinal,
    number: Number,
) -> Result<Option<EntryProof>> {
    let mut failure = Error::Closed;
    for _ in 0..ATTEMPTS {
        match attempt(shared, organization, number).await {
            Ok(proof) => return Ok(proof),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

async fn attempt(
    shared: &Shared,
    organization: OrganizationOrdinal,
    number: Number,
) -> Result<Option<EntryProof>> {
    let tree_size = shared.state.load().log_size(organization);
    if number.0 >= tree_size {
        return Ok(None);
    }
    let invalid = |error: annals_proof::Error| Error::Invalid(format!("a proof: {error}"));
    // The log as it will be when the tail is sealed now: what of it is in no tile yet is short.
    let sizes = HashMap::from([(organization, tree_size)]);
    let growth = Growth::prepare(&shared.readers, &shared.unsealed, sizes).await?;
    let mut nodes = inclusion_nodes(number.0, tree_size).map_err(invalid)?;
    nodes.push(annals_proof::Node { level: 0, index: number.0 });
    let mut tiles = TileSet::new();
    let mut commitment = None;
    for tile in tiles_of(&nodes, tree_size) {
        let bytes = growth.tile(&shared.readers, organization, tile).await?;
        let hashes = hashes(&bytes, tile)?;
        if tile.level > 0 {
            tiles.insert(tile.level, tile.index, hashes.into_iter().map(Hash).collect());
            continue;
        }
        let commitments: Vec<Commitment> = hashes.into_iter().map(Commitment).collect();
        if tile.index == number.0 / annals_proof::TILE_WIDTH as u64 {
            let at = usize::try_from(number.0 % annals_proof::TILE_WIDTH as u64).unwrap_or(0);
            commitment = commitments.get(at).copied();
        }
        tiles.insert_commitments(tile.index, &commitments);
    }
    let commitment = commitment.ok_or_else(|| Error::Invalid("a tile is missing".to_owned()))?;
    let path = prove_inclusion(number.0, tree_size, &mut tiles).map_err(invalid)?;
    let root = growth.root(organization);
    Ok(Some(EntryProof { number, commitment, tree_size, root, path }))
}

fn hashes(bytes: &[u8], tile: TileId) -> Result<Vec<[u8; 32]>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() || hashes.len() < usize::from(tile.width) {
        return Err(Error::Invalid(format!("the tile {tile} has not the width of its log")));
    }
    Ok(hashes[..usize::from(tile.width)].to_vec())
}
