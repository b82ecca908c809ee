//! Rows in the order of time, over many segments that overlap.
//!
//! A heap holds whole segments and whole slices beside single rows, each at the place of the
//! newest row it could possibly hold. What is on top is next: a segment is split into its slices,
//! a slice is searched, a row is a row. So a page ends exactly when nothing unread can hold a
//! newer row, and what is never on top is never looked at.

use std::collections::BinaryHeap;
use std::ops::Range;

use annals_model::{Allow, Event, Millis, Number, OrganizationOrdinal};
use annals_query::matches;

use super::evaluate::{Bounds, evaluate};
use super::{Plan, Slot, View, parallel};
use crate::segment::DocumentCache;
use crate::{Entry, Position, Result};

/// Which way a scan goes. Newest first means latest `occurred_at`, then lowest organisation, then
/// highest number; oldest first is exactly the reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Newest,
    Oldest,
}

/// The place of a row in a scan; what comes first is greatest, as a heap wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    at: i64,
    organization: u32,
    number: u64,
}

impl Direction {
    pub(crate) fn rank(
        self,
        at: Millis,
        organization: OrganizationOrdinal,
        number: Number,
    ) -> Rank {
        // `!x` turns the order of integers round.
        match self {
            Self::Newest => Rank { at: at.0, organization: !organization.0, number: number.0 },
            Self::Oldest => Rank { at: !at.0, organization: organization.0, number: !number.0 },
        }
    }

    /// Before every row of that moment.
    fn before(self, (earliest, latest): (Millis, Millis)) -> Rank {
        let at = match self {
            Self::Newest => latest.0,
            Self::Oldest => !earliest.0,
        };
        Rank { at, organization: u32::MAX, number: u64::MAX }
    }
}

/// A row that matches.
pub(crate) struct Hit<'a> {
    pub(crate) slot: Slot<'a>,
    pub(crate) position: u32,
    pub(crate) at: Millis,
    pub(crate) number: Number,
    /// The event, if it had to be read to decide.
    pub(crate) event: Option<Event>,
}

impl Hit<'_> {
    pub(crate) fn read(&self, cache: &mut DocumentCache) -> Result<Entry> {
        let event = match &self.event {
            Some(event) => event.clone(),
            None => self.slot.event(self.position, cache)?,
        };
        Ok(Entry { organization: self.slot.slice.organization(), number: self.number, event })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Row(usize),
    Slot(usize),
    Segment(usize),
}

/// Rows of a search in the order of time, read as far as they are asked for.
pub(crate) struct Scan<'v, 'a> {
    plan: &'v Plan,
    direction: Direction,
    /// Rows come after this place.
    after: Option<(Position, Rank)>,
    whole: Option<(&'v View<'a>, &'v Allow)>,
    heap: BinaryHeap<(Rank, Stage)>,
    slots: Vec<Slot<'a>>,
    open: Vec<Open<'a>>,
    /// How many slices to search at once.
    batch_len: usize,
}

/// Slices that are searched at once when many of them gave nothing.
const BATCH_MAX: usize = 2048;

/// A slice that has been searched.
struct Open<'a> {
    slot: Slot<'a>,
    found: Bounds,
    rest: Range<u32>,
    head: Option<Hit<'a>>,
    cache: DocumentCache,
}

impl<'v, 'a> Scan<'v, 'a> {
    /// Over everything that `allow` allows.
    pub(crate) fn new(
        view: &'v View<'a>,
        allow: &'v Allow,
        plan: &'v Plan,
        direction: Direction,
        after: Option<&Position>,
    ) -> Self {
        let mut scan = Self::empty(plan, direction, after);
        scan.whole = Some((view, allow));
        if !plan.is_never() {
            for (index, (segment, _)) in view.parts.iter().enumerate() {
                scan.push(segment.time_bounds(), Stage::Segment(index));
            }
        }
        scan
    }

    /// Over what was found in some slices already.
    pub(crate) fn over(
        found: Vec<(Slot<'a>, Bounds)>,
        plan: &'v Plan,
        direction: Direction,
        after: Option<&Position>,
    ) -> Result<Self> {
        let mut scan = Self::empty(plan, direction, after);
        for (slot, found) in found {
            let window = scan.window(&slot)?;
            scan.open(slot, found, window)?;
        }
        Ok(scan)
    }

    fn empty(plan: &'v Plan, direction: Direction, after: Option<&Position>) -> Self {
        let after = after.map(|position| {
            let Position { occurred_at, organization, number, .. } = *position;
            (position.clone(), direction.rank(occurred_at, organization, number))
        });
        let (heap, slots, open) = (BinaryHeap::new(), Vec::new(), Vec::new());
        Self { plan, direction, after, whole: None, heap, slots, open, batch_len: 1 }
    }

    /// Puts a segment or slice where its first row could at best be.
    fn push(&mut self, (earliest, latest): (Millis, Millis), stage: Stage) {
        let time = self.plan.time;
        if time.to.is_some_and(|to| to <= earliest) || time.from.is_some_and(|from| latest < from) {
            return;
        }
        let mut bounds = (earliest, latest);
        if let Some((after, _)) = &self.after {
            match self.direction {
                Direction::Newest if earliest > after.occurred_at => return,
                Direction::Newest => bounds.1 = latest.min(after.occurred_at),
                Direction::Oldest if latest < after.occurred_at => return,
                Direction::Oldest => bounds.0 = earliest.max(after.occurred_at),
            }
        }
        if let Some(to) = time.to {
            bounds.1 = bounds.1.min(Millis(to.0 - 1));
        }
        if let Some(from) = time.from {
            bounds.0 = bounds.0.max(from);
        }
        self.heap.push((self.direction.before(bounds), stage));
    }

    /// The next row.
    pub(crate) fn next(&mut self) -> Result<Option<Hit<'a>>> {
        while let Some((_, stage)) = self.heap.pop() {
            match stage {
                Stage::Segment(index) => self.split(index)?,
                Stage::Slot(index) => self.search(index)?,
                Stage::Row(index) => {
                    let hit = self.open[index].head.take();
                    self.advance(index)?;
                    if hit.is_some() {
                        return Ok(hit);
                    }
                }
            }
        }
        Ok(None)
    }

    /// Puts those of a segment's slices in its place in which something may match.
    fn split(&mut self, index: usize) -> Result<()> {
        let Some((view, allow)) = self.whole else { return Ok(()) };
        for slot in view.slots(index, allow) {
            slot.interrupt.check()?;
            if self.plan.needs.may_be_in(&slot)? {
                self.slots.push(slot);
                self.push(slot.slice.time_bounds(), Stage::Slot(self.slots.len() - 1));
            }
        }
        Ok(())
    }

    /// Searches a slice, and the longer no row comes, the more of those that are next with it.
    fn search(&mut self, index: usize) -> Result<()> {
        let mut batch = vec![index];
        while batch.len() < self.batch_len {
            match self.heap.peek() {
                Some(&(_, Stage::Slot(index))) => {
                    self.heap.pop();
                    batch.push(index);
                }
                Some(&(_, Stage::Segment(index))) => {
                    self.heap.pop();
                    self.split(index)?;
                }
                Some((_, Stage::Row(_))) | None => break,
            }
        }
        self.batch_len = (self.batch_len * 2).min(BATCH_MAX);
        let this = &*self;
        let parts = parallel::fold(&batch, 1, |found: &mut Vec<_>, &index| {
            let slot = this.slots[index];
            slot.interrupt.check()?;
            let window = this.window(&slot)?;
            let bounds = evaluate(this.plan, &slot, window.clone())?;
            if !bounds.upper.is_empty() {
                found.push((slot, bounds, window));
            }
            Ok(())
        })?;
        for (slot, found, window) in parts.into_iter().flatten() {
            self.open(slot, found, window)?;
        }
        Ok(())
    }

    fn open(&mut self, slot: Slot<'a>, found: Bounds, rest: Range<u32>) -> Result<()> {
        if found.upper.is_empty() || rest.is_empty() {
            return Ok(());
        }
        self.open.push(Open { slot, found, rest, head: None, cache: DocumentCache::default() });
        self.advance(self.open.len() - 1)
    }

    fn advance(&mut self, index: usize) -> Result<()> {
        let open = &mut self.open[index];
        if let Some(hit) = open.step(self.plan, self.direction)? {
            let rank = self.direction.rank(hit.at, hit.slot.slice.organization(), hit.number);
            open.head = Some(hit);
            self.heap.push((rank, Stage::Row(index)));
        }
        Ok(())
    }

    /// The positions that lie in the search's time and after the place where the scan begins.
    fn window(&self, slot: &Slot<'a>) -> Result<Range<u32>> {
        let mut window = slot.window(&self.plan.time)?;
        let Some((after, rank)) = &self.after else { return Ok(window) };
        let slice = slot.slice;
        // Within a slice rows go by (moment, number), so that at most those of the very moment
        // need a closer look.
        let (mut low, mut high) = (
            slice.lower_bound(after.occurred_at)?,
            slice.lower_bound(Millis(after.occurred_at.0.saturating_add(1)))?,
        );
        let newest = self.direction == Direction::Newest;
        while low < high {
            let middle = low + (high - low) / 2;
            let own =
                self.direction.rank(after.occurred_at, slice.organization(), slice.number(middle)?);
            let is_below = if newest { own < *rank } else { own >= *rank };
            if is_below {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if newest {
            window.end = window.end.min(low);
        } else {
            window.start = window.start.max(low);
        }
        window.end = window.end.max(window.start);
        Ok(window)
    }
}

impl<'a> Open<'a> {
    fn step(&mut self, plan: &Plan, direction: Direction) -> Result<Option<Hit<'a>>> {
        while !self.rest.is_empty() {
            let next = match direction {
                Direction::Newest => self.found.upper.last_before(self.rest.end),
                Direction::Oldest => self.found.upper.next_from(self.rest.start),
            };
            let Some(position) = next.filter(|position| self.rest.contains(position)) else {
                self.rest = 0..0;
                return Ok(None);
            };
            match direction {
                Direction::Newest => self.rest.end = position,
                Direction::Oldest => self.rest.start = position + 1,
            }
            let number = self.slot.slice.number(position)?;
            let mut event = None;
            if !self.found.is_sure(position) {
                let read = self.slot.event(position, &mut self.cache)?;
                if !matches(&plan.expr, &read, number) {
                    continue;
                }
                event = Some(read);
            }
            let at = self.slot.slice.occurred_at(position)?;
            return Ok(Some(Hit { slot: self.slot, position, at, number, event }));
        }
        Ok(None)
    }
}
