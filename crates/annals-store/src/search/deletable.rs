//! What of a search may be deleted.

use std::ops::ControlFlow;

use annals_model::{AllowDeletion, Millis, Number};
use annals_query::Expr;
use roaring::{RoaringBitmap, RoaringTreemap};

use super::count::exact;
use super::{Plan, Set, Slot, View};
use crate::deletion::{RESERVED_ACTION_PREFIX, may_delete_action};
use crate::terms::{TermField, value_and_label};
use crate::{Held, Result, Search};

/// What [`View::deletable`] found.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) numbers: RoaringTreemap,
    /// Where they stand, by the segment's place in the view.
    pub(crate) places: Vec<(usize, RoaringBitmap)>,
    /// The earliest and the latest of them.
    pub(crate) bounds: Option<(Millis, Millis)>,
    /// How many others match, and stay, because nobody may delete them.
    pub(crate) kept: u64,
    /// How many others match, and stay, because they are held.
    pub(crate) held: u64,
    /// How many of those by each of what holds.
    pub(crate) held_by: Vec<u64>,
}

impl View<'_> {
    /// The entries of a search with numbers before `end` that may be deleted, and that nothing
    /// holds. Whoever deletes sees all that they delete: that others are held makes no difference.
    pub(crate) fn deletable(
        &self,
        allow: &AllowDeletion,
        expr: &Expr,
        end: Number,
        held: &Held,
    ) -> Result<Found> {
        let plan = |expr| Plan::new(&Search { allow: allow.readable(), expr });
        let plans = (plan(expr)?, held.by.iter().map(plan).collect::<Result<Vec<_>>>()?);
        let held_by = vec![0; held.by.len()];
        let mut found = Found { held_by, ..Found::default() };
        for index in 0..self.parts.len() {
            if let Some(slot) = self.slot(index, allow.organization()) {
                found.add(&plans, &slot, end)?;
            }
        }
        Ok(found)
    }
}

impl Found {
    fn add(
        &mut self,
        (plan, holds): &(Plan, Vec<Plan>),
        slot: &Slot<'_>,
        end: Number,
    ) -> Result<()> {
        let slice = slot.slice;
        let matching = exact(plan, slot, slot.window(&plan.time)?)?;
        if matching.is_empty() {
            return Ok(());
        }
        let stay = reserved(slot)?;
        let mut held = Vec::with_capacity(holds.len());
        for hold in holds {
            held.push(exact(hold, slot, slot.window(&hold.time)?)?);
        }
        let mut places = Vec::new();
        matching.try_for_each(|position| {
            let number = slice.number(position)?;
            if number >= end {
                return Result::Ok(());
            }
            if stay.contains(position) {
                self.kept += 1;
                return Ok(());
            }
            let mut is_held = false;
            for (count, _) in
                self.held_by.iter_mut().zip(&held).filter(|(_, set)| set.contains(position))
            {
                *count += 1;
                is_held = true;
            }
            if is_held {
                self.held += 1;
            } else {
                self.numbers.insert(number.0);
                places.push(position);
            }
            Ok(())
        })?;
        let (Some(&first), Some(&last)) = (places.first(), places.last()) else { return Ok(()) };
        let (earliest, latest) = (slice.occurred_at(first)?, slice.occurred_at(last)?);
        self.bounds = Some(match self.bounds {
            Some((from, to)) => (from.min(earliest), to.max(latest)),
            None => (earliest, latest),
        });
        self.places.push((slot.index, places.into_iter().collect()));
        Ok(())
    }
}

/// The entries of a slice that nobody may delete. Decided once for each action, not each entry:
/// of millions of entries documents would be read otherwise.
fn reserved(slot: &Slot<'_>) -> Result<Set> {
    let slice = slot.slice;
    let mut all = Set::EMPTY;
    let prefix = RESERVED_ACTION_PREFIX.as_bytes();
    slice.walk(TermField::Action, prefix, &mut |term, found| {
        let (action, _) = value_and_label(TermField::Action, term);
        if !may_delete_action(action) {
            all = std::mem::replace(&mut all, Set::EMPTY).or(slice.load(found)?.into());
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(all)
}
