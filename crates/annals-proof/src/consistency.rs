//! Consistency proofs: that tree is this one with entries appended (RFC 9162, 2.1.4).

use crate::reader::Span;
use crate::{Error, Hash, HashReader, Node, Result, node_hash};

/// The nodes that [`prove_consistency`] will read.
pub fn consistency_nodes(old: u64, new: u64) -> Result<Vec<Node>> {
    Ok(spans(old, new)?.into_iter().flat_map(Span::nodes).collect())
}

/// Proves that the tree of `new` entries begins with the tree of `old` entries.
///
/// The proof is empty when the sizes are equal. There is none for an empty old tree, of which
/// every tree is a continuation.
pub fn prove_consistency<R: HashReader>(
    old: u64,
    new: u64,
    reader: &mut R,
) -> std::result::Result<Vec<Hash>, R::Error> {
    spans(old, new)?.into_iter().map(|span| span.hash(reader)).collect()
}

/// Checks that the tree of `new` entries with `new_root` begins with that of `old` entries with
/// `old_root`.
///
/// Accepts exactly the proofs that [`prove_consistency`] makes (RFC 9162, 2.1.4.2).
pub fn verify_consistency(
    old: u64,
    new: u64,
    path: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<()> {
    if old == 0 || old > new {
        return Err(Error::SizesOutOfOrder { old, new });
    }
    if old == new {
        if !path.is_empty() {
            return Err(Error::ProofLength);
        }
        return if old_root == new_root { Ok(()) } else { Err(Error::RootMismatch) };
    }
    // The old root is left out of the proof where it is itself a node of the new tree.
    let (first, path) = if old.is_power_of_two() {
        if path.is_empty() {
            return Err(Error::ProofLength);
        }
        (old_root, path)
    } else {
        path.split_first().ok_or(Error::ProofLength)?
    };
    let shift = (old - 1).trailing_ones();
    let mut index = (old - 1).checked_shr(shift).unwrap_or(0);
    let mut last = (new - 1).checked_shr(shift).unwrap_or(0);
    let mut old_hash = *first;
    let mut new_hash = *first;
    for hash in path {
        if last == 0 {
            return Err(Error::ProofLength);
        }
        if index & 1 == 1 || index == last {
            old_hash = node_hash(hash, &old_hash);
            new_hash = node_hash(hash, &new_hash);
            while index & 1 == 0 && index != 0 {
                index >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, hash);
        }
        index >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(Error::ProofLength);
    }
    if old_hash == *old_root && new_hash == *new_root { Ok(()) } else { Err(Error::RootMismatch) }
}

/// The subtrees of the proof in its order (RFC 9162, 2.1.4.1).
fn spans(old: u64, new: u64) -> Result<Vec<Span>> {
    if old == 0 || old > new {
        return Err(Error::SizesOutOfOrder { old, new });
    }
    let mut spans = Vec::new();
    let mut here = Span { start: 0, end: new };
    let mut at_left_edge = true;
    while here.end != old {
        // `old` lies strictly inside, so there are at least two entries.
        let Some((left, right)) = here.split() else { break };
        if old <= left.end {
            spans.push(right);
            here = left;
        } else {
            spans.push(left);
            here = right;
            at_left_edge = false;
        }
    }
    if !at_left_edge {
        spans.push(here);
    }
    spans.reverse();
    Ok(spans)
}
