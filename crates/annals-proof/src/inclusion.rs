//! Inclusion proofs: this entry is in that tree (RFC 9162, 2.1.3).

use crate::reader::Span;
use crate::{Error, Hash, HashReader, Node, Result, node_hash};

/// The nodes that [`prove_inclusion`] will read.
pub fn inclusion_nodes(number: u64, size: u64) -> Result<Vec<Node>> {
    Ok(siblings(number, size)?.into_iter().flat_map(Span::nodes).collect())
}

/// Proves that entry `number` is in the tree of `size` entries: sibling hashes, leaf to root.
pub fn prove_inclusion<R: HashReader>(
    number: u64,
    size: u64,
    reader: &mut R,
) -> std::result::Result<Vec<Hash>, R::Error> {
    siblings(number, size)?.into_iter().map(|span| span.hash(reader)).collect()
}

/// Checks that `leaf` is entry `number` of the tree of `size` entries with this root.
///
/// Accepts exactly the proofs that [`prove_inclusion`] makes (RFC 9162, 2.1.3.2).
pub fn verify_inclusion(
    leaf: &Hash,
    number: u64,
    size: u64,
    path: &[Hash],
    root: &Hash,
) -> Result<()> {
    if number >= size {
        return Err(Error::NumberOutOfRange { number, size });
    }
    let mut index = number;
    let mut last = size - 1;
    let mut hash = *leaf;
    for sibling in path {
        if last == 0 {
            return Err(Error::ProofLength);
        }
        if index & 1 == 1 || index == last {
            hash = node_hash(sibling, &hash);
            while index & 1 == 0 && index != 0 {
                index >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        index >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(Error::ProofLength);
    }
    if hash == *root { Ok(()) } else { Err(Error::RootMismatch) }
}

/// What stands beside the way from the leaf to the root, from the leaf on.
fn siblings(number: u64, size: u64) -> Result<Vec<Span>> {
    if number >= size {
        return Err(Error::NumberOutOfRange { number, size });
    }
    let mut spans = Vec::new();
    let mut here = Span { start: 0, end: size };
    while let Some((left, right)) = here.split() {
        let (next, sibling) = if number < left.end { (left, right) } else { (right, left) };
        spans.push(sibling);
        here = next;
    }
    spans.reverse();
    Ok(spans)
}
