//! Single entries, and entries by number.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use annals_model::{Allow, EventId, Number, OrganizationOrdinal};
use annals_query::matches;

use super::count::exact;
use super::evaluate::{Bounds, evaluate};
use super::visible::visible;
use super::{Plan, Slot, View};
use crate::segment::DocumentCache;
use crate::{Entry, Result, Search};

impl<'a> View<'a> {
    /// The entry with the sender's id; in the first of the allowed organisations that has one.
    pub(crate) fn by_id(&self, allow: &Allow, id: &EventId) -> Result<Option<Entry>> {
        let mut first: Option<Entry> = None;
        for index in 0..self.parts.len() {
            for slot in self.slots(index, allow) {
                let organization = slot.slice.organization();
                if first.as_ref().is_some_and(|found| found.organization <= organization) {
                    break;
                }
                if let Some(position) = slot.segment.find_id(organization, id)?
                    && slot.is_live(position)
                    && let Some(entry) = slot.visible(allow, position)?
                {
                    first = Some(entry);
                    break;
                }
            }
        }
        Ok(first)
    }

    /// The entry with this number.
    pub(crate) fn by_number(
        &self,
        allow: &Allow,
        organization: OrganizationOrdinal,
        number: Number,
    ) -> Result<Option<Entry>> {
        for slot in self.slots_of(allow, organization) {
            if let Some(position) = slot.slice.position_of(number)?
                && slot.is_live(position)
            {
                return slot.visible(allow, position);
            }
        }
        Ok(None)
    }

    /// Entries that match, from number `from` on, by number; and the number after the last one
    /// looked at.
    pub(crate) fn follow(
        &self,
        search: &Search<'_>,
        organization: OrganizationOrdinal,
        from: Number,
        rows_max: usize,
    ) -> Result<(Vec<Entry>, Number)> {
        let plan = Plan::new(search)?;
        let mut follow = Follow { plan: &plan, from, heap: BinaryHeap::new(), slots: Vec::new() };
        let mut next = from.0;
        for slot in self.slots_of(search.allow, organization) {
            let (lowest, highest) = slot.slice.number_bounds();
            if highest >= from {
                next = next.max(highest.0 + 1);
                follow.heap.push(Reverse((lowest.0.max(from.0), follow.slots.len())));
                follow.slots.push((slot, None));
            }
        }
        let mut entries = Vec::new();
        while entries.len() < rows_max {
            let Some(entry) = follow.next()? else { return Ok((entries, Number(next))) };
            entries.push(entry);
        }
        let after_last = entries.last().map_or(from, |entry: &Entry| Number(entry.number.0 + 1));
        Ok((entries, after_last))
    }

    /// How many entries of a search have these numbers or higher ones.
    pub(crate) fn count_from(
        &self,
        search: &Search<'_>,
        organization: OrganizationOrdinal,
        from: Number,
    ) -> Result<u64> {
        let plan = Plan::new(search)?;
        let mut count = 0;
        for slot in self.slots_of(search.allow, organization) {
            if slot.slice.number_bounds().1 >= from {
                exact(&plan, &slot, slot.window(&plan.time)?)?.try_for_each(|position| {
                    count += u64::from(slot.slice.number(position)? >= from);
                    Result::Ok(())
                })?;
            }
        }
        Ok(count)
    }

    fn slots_of(
        &self,
        allow: &Allow,
        organization: OrganizationOrdinal,
    ) -> impl Iterator<Item = Slot<'a>> {
        let allowed = allow.organizations().binary_search(&organization).is_ok();
        (0..self.parts.len())
            .filter(move |_| allowed)
            .filter_map(move |index| self.slot(index, organization))
    }
}

impl Slot<'_> {
    fn is_live(&self, position: u32) -> bool {
        self.dead.is_none_or(|dead| !dead.contains(position))
    }

    /// The entry, if its row may be seen.
    fn visible(&self, allow: &Allow, position: u32) -> Result<Option<Entry>> {
        let event = self.event(position, &mut DocumentCache::default())?;
        let number = self.slice.number(position)?;
        let may_see = matches(&visible(allow), &event, number);
        let organization = self.slice.organization();
        Ok(may_see.then_some(Entry { organization, number, event }))
    }
}

/// A merge of slices by number. Each stands in the heap with the lowest number it can still give.
struct Follow<'p, 'a> {
    plan: &'p Plan,
    from: Number,
    heap: BinaryHeap<Reverse<(u64, usize)>>,
    slots: Vec<(Slot<'a>, Option<Numbered>)>,
}

/// What was found in a slice, on the way through it by number.
struct Numbered {
    found: Bounds,
    cache: DocumentCache,
    /// Numbers and positions of what may match, descending, or the next rank to look at.
    rest: Rest,
}

enum Rest {
    Sorted(Vec<(u64, u32)>),
    Ranks(std::ops::Range<u32>),
}

impl Follow<'_, '_> {
    fn next(&mut self) -> Result<Option<Entry>> {
        while let Some(Reverse((number, index))) = self.heap.pop() {
            let (slot, numbered) = &mut self.slots[index];
            let Some(numbered) = numbered else {
                let mut opened = Numbered::new(self.plan, slot, self.from)?;
                if let Some((number, _)) = opened.peek(slot)? {
                    self.heap.push(Reverse((number, index)));
                }
                *numbered = Some(opened);
                continue;
            };
            let Some((_, position)) = numbered.peek(slot)? else { continue };
            numbered.rest.advance();
            if let Some((next, _)) = numbered.peek(slot)? {
                self.heap.push(Reverse((next, index)));
            }
            let event = slot.event(position, &mut numbered.cache)?;
            if numbered.found.is_sure(position) || matches(&self.plan.expr, &event, Number(number))
            {
                let organization = slot.slice.organization();
                return Ok(Some(Entry { organization, number: Number(number), event }));
            }
        }
        Ok(None)
    }
}

impl Numbered {
    fn new(plan: &Plan, slot: &Slot<'_>, from: Number) -> Result<Self> {
        let found = evaluate(plan, slot, slot.window(&plan.time)?)?;
        let ranks = slot.slice.number_lower_bound(from)?..slot.slice.len();
        // A few are sorted; among many the next one is near.
        let rest = if found.upper.len() * 8 < u64::from(ranks.end - ranks.start) {
            let mut sorted = Vec::new();
            for position in found.upper.iter() {
                let number = slot.slice.number(position)?;
                if number >= from {
                    sorted.push((number.0, position));
                }
            }
            sorted.sort_unstable_by(|a, b| b.cmp(a));
            Rest::Sorted(sorted)
        } else {
            Rest::Ranks(ranks)
        };
        Ok(Self { found, cache: DocumentCache::default(), rest })
    }

    /// Number and position of the next entry that may match.
    fn peek(&mut self, slot: &Slot<'_>) -> Result<Option<(u64, u32)>> {
        match &mut self.rest {
            Rest::Sorted(sorted) => Ok(sorted.last().copied()),
            Rest::Ranks(ranks) => {
                while ranks.start < ranks.end {
                    let position = slot.slice.by_number(ranks.start)?;
                    if self.found.upper.contains(position) {
                        return Ok(Some((slot.slice.number(position)?.0, position)));
                    }
                    ranks.start += 1;
                }
                Ok(None)
            }
        }
    }
}

impl Rest {
    fn advance(&mut self) {
        match self {
            Self::Sorted(sorted) => {
                sorted.pop();
            }
            Self::Ranks(ranks) => ranks.start += 1,
        }
    }
}
