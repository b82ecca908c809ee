//! Running a search over segments.
//!
//! An audit log is read newest first, filtered, counted and charted, never ranked. Within one
//! segment an organisation's entries stand in the order of time, so a set of positions answers
//! all of it: the newest rows are its end, the total its size, a chart the sizes of its parts.

mod count;
mod deletable;
mod evaluate;
mod facet;
mod hours;
mod lookup;
mod needs;
mod order;
mod page;
mod parallel;
mod plan;
mod properties;
mod scan;
mod set;
#[cfg(test)]
mod tests;
mod visible;

use std::ops::Range;

use annals_model::{Allow, Event, Millis, OrganizationOrdinal, TimeRange};
use roaring::RoaringBitmap;

use crate::document;
use crate::segment::{DocumentCache, Segment, Slice};
use crate::state::Dead;
use crate::{Error, Interrupt, Result};
use plan::{Plan, cost};
use set::{Set, skip_to};
pub(crate) use visible::visible;

/// All segments of tail and disk, in any order, each with what was deleted from it; no entry is in
/// two of them.
pub(crate) struct View<'a> {
    parts: Vec<(&'a Segment, &'a Dead)>,
    interrupt: &'a Interrupt,
}

/// One organisation's entries in one segment.
#[derive(Clone, Copy)]
struct Slot<'a> {
    /// Place of the segment in the view.
    index: usize,
    segment: &'a Segment,
    slice: Slice<'a>,
    dead: Option<&'a RoaringBitmap>,
    interrupt: &'a Interrupt,
}

impl<'a> View<'a> {
    /// Searches end when `interrupt` is raised.
    pub(crate) fn new(
        parts: impl IntoIterator<Item = (&'a Segment, &'a Dead)>,
        interrupt: &'a Interrupt,
    ) -> Self {
        Self { parts: parts.into_iter().collect(), interrupt }
    }

    /// Of its segments those that are left to look at.
    fn of(&self, parts: Vec<(&'a Segment, &'a Dead)>) -> Self {
        Self { parts, interrupt: self.interrupt }
    }

    /// One organisation's entries in the segment at `index`.
    fn slot(&self, index: usize, organization: OrganizationOrdinal) -> Option<Slot<'a>> {
        self.next_slot(index, &mut self.ordinals(index), organization)
    }

    /// The slices of the segment at `index` that `allow` allows, by organisation.
    fn slots(&self, index: usize, allow: &Allow) -> impl Iterator<Item = Slot<'a>> {
        let mut rest = self.ordinals(index);
        let each = allow.organizations().iter();
        each.filter_map(move |&organization| self.next_slot(index, &mut rest, organization))
    }

    /// The organisations of the segment at `index`, ascending.
    fn ordinals(&self, index: usize) -> &'a [OrganizationOrdinal] {
        self.parts[index].0.ordinals()
    }

    /// The same as [`View::slot`] where `rest` are the segment's last organisations. Whoever asks
    /// for many in their order goes once through both lists: a part of the tail has few of the five
    /// hundred organisations of a tree, and a tail has dozens of parts.
    fn next_slot(
        &self,
        index: usize,
        rest: &mut &'a [OrganizationOrdinal],
        organization: OrganizationOrdinal,
    ) -> Option<Slot<'a>> {
        if !skip_to(rest, organization) {
            return None;
        }
        let (segment, dead) = self.parts[index];
        let slice = segment.slice_at(segment.ordinals().len() - rest.len());
        let dead = dead.get(&organization);
        Some(Slot { index, segment, slice, dead, interrupt: self.interrupt })
    }

    /// Calls `each` with every slice that `allow` allows and that may have entries of the plan's
    /// search, those of an organisation one after the other, and with a state; gives all states, at
    /// least one.
    fn fold<S: Default + Send>(
        &self,
        allow: &Allow,
        plan: &Plan,
        each: impl Fn(&mut S, &Slot<'a>) -> Result<()> + Sync,
    ) -> Result<Vec<S>> {
        self.interrupt.check()?;
        let time = plan.time;
        let touches = |(earliest, latest): (Millis, Millis)| {
            time.from.is_none_or(|from| from <= latest) && time.to.is_none_or(|to| earliest < to)
        };
        let indexes: Vec<usize> = (0..self.parts.len())
            .filter(|&index| touches(self.parts[index].0.time_bounds()))
            .collect();
        // Each thread takes organisations as they ascend.
        let organizations = allow.organizations();
        let walks =
            parallel::fold(organizations, indexes.len(), |walk: &mut Walk<'a, S>, &one| {
                if walk.rests.is_empty() {
                    walk.rests = indexes.iter().map(|&index| self.ordinals(index)).collect();
                }
                for (&index, rest) in indexes.iter().zip(&mut walk.rests) {
                    self.interrupt.check()?;
                    if let Some(slot) = self.next_slot(index, rest, one)
                        && touches(slot.slice.time_bounds())
                        && plan.needs.may_be_in(&slot)?
                    {
                        each(&mut walk.state, &slot)?;
                    }
                }
                Ok(())
            })?;
        Ok(walks.into_iter().map(|walk| walk.state).collect())
    }
}

/// A way through the organisations of many segments at once.
#[derive(Default)]
struct Walk<'a, S> {
    state: S,
    /// By segment: the organisations that it has not come to yet.
    rests: Vec<&'a [OrganizationOrdinal]>,
}

impl Slot<'_> {
    /// The positions whose entries happened in `time`.
    fn window(&self, time: &TimeRange) -> Result<Range<u32>> {
        let (earliest, latest) = self.slice.time_bounds();
        let start = match time.from {
            Some(from) if earliest < from => self.slice.lower_bound(from)?,
            _ => 0,
        };
        let end = match time.to {
            Some(to) if to <= latest => self.slice.lower_bound(to)?,
            _ => self.slice.len(),
        };
        Ok(start..end.max(start))
    }

    fn event(&self, position: u32, cache: &mut DocumentCache) -> Result<Event> {
        self.interrupt.check()?;
        let bytes = self.slice.document_in(position, cache)?;
        document::decode(bytes).map(|stored| stored.event).map_err(|malformed| Error::Damaged {
            path: self.segment.path().map(Into::into).unwrap_or_default(),
            section: "documents",
            reason: malformed.to_string(),
        })
    }
}
