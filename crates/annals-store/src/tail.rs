//! The tail: what is committed and not yet sealed, as segments in memory.

use std::sync::{Mutex, PoisonError};

use crate::Result;
use crate::group::Placed;
use crate::processors::Computing;
use crate::segment::{Builder, Row, Segment, Source, Target, merge};
use crate::state::Part;

/// So many small parts become one, so that a search looks at few.
const TIER_PARTS: usize = 16;
/// Parts with at least so many events stay as they are until the sealing: merging them once more
/// would cost every event a sixth of its intake and save a search little.
pub(crate) const TIER_EVENTS: u64 = 2048;

/// Builders are kept, because each remembers how strings fold.
static BUILDERS: Mutex<Vec<Builder>> = Mutex::new(Vec::new());

/// Indexes a group.
pub(crate) fn build(placed: &[Placed]) -> Option<Segment> {
    let _computing = Computing::begin();
    let spare = BUILDERS.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let mut builder = spare.unwrap_or_default();
    for Placed { number, prepared } in placed {
        builder.push(Row {
            organization: prepared.organization,
            number: *number,
            id_hash: prepared.id_hash,
            document: &prepared.document,
            event: &prepared.event,
        });
    }
    let image = builder.finish();
    BUILDERS.lock().unwrap_or_else(PoisonError::into_inner).push(builder);
    image.map(Segment::from_image)
}

/// A tail of so many parts becomes one part, whatever their sizes.
const TAIL_PARTS_MAX: usize = 256;

/// The newest run of small neighbouring parts that should become one: as positions in `tail`.
pub(crate) fn tier(tail: &[Part]) -> Option<std::ops::Range<usize>> {
    if tail.len() > TAIL_PARTS_MAX {
        return Some(0..tail.len());
    }
    let mut end = tail.len();
    while end >= TIER_PARTS {
        let class = class(&tail[end - 1]);
        let start = tail[..end].iter().rposition(|part| self::class(part) > class);
        let start = start.map_or(0, |at| at + 1);
        if class < self::class_of(TIER_EVENTS) && end - start >= TIER_PARTS {
            return Some(start..end);
        }
        end = start;
    }
    None
}

fn class(part: &Part) -> u32 {
    class_of(part.segment.len().min(TIER_EVENTS))
}

/// Parts of one class differ in size by a factor of eight at most.
fn class_of(events: u64) -> u32 {
    (events.max(1).ilog2() + 1) / 3
}

/// Merges parts of the tail into one in memory. Dead entries stay until the sealing, which learns
/// from them how far the logs go.
pub(crate) fn merge_parts(parts: &[Part]) -> Result<Option<Segment>> {
    let sources: Vec<Source<'_>> =
        parts.iter().map(|part| Source { segment: &part.segment, dead: &|_| None }).collect();
    merge(&sources, Target::Memory)
}

/// Merges parts into `target` without their dead entries.
pub(crate) fn merge_into(parts: &[Part], target: Target<'_>) -> Result<Option<Segment>> {
    let dead: Vec<_> = parts
        .iter()
        .map(|part| move |organization| part.dead.get(&organization).cloned())
        .collect();
    let sources: Vec<Source<'_>> = parts
        .iter()
        .zip(&dead)
        .map(|(part, dead)| Source { segment: &part.segment, dead })
        .collect();
    merge(&sources, target)
}
