//! Pages of rows in the order of a value: user, action, source or address.
//!
//! Values are compared by the bytes of their folded text (addresses as 16 bytes, IPv4 mapped into
//! IPv6). Of a user that is the name, or else the username, or else the id; of an action the
//! label. Rows of one value go newest first whichever way the values go, and rows without a value
//! come last either way.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use annals_query::fold;

use super::evaluate::{Bounds, evaluate};
use super::page::Found;
use super::scan::{Direction, Scan};
use super::{Plan, Set, Slot, View, parallel};
use crate::segment::TermRef;
use crate::terms::{TermField, actor_parts, pair};
use crate::{OrderBy, PageRequest, Result, Search};

/// With so many entries for each row of the page, only so many values are taken as it has rows.
const BROAD_MIN: u64 = if cfg!(test) { 2 } else { 16 };
/// So many times more are taken when those before had too few rows.
const GROUPS_GROWTH: usize = if cfg!(test) { 2 } else { 256 };

/// Rows of one value, as terms of the slices where some may be found.
struct Group {
    value: Vec<u8>,
    terms: Vec<(usize, TermRef)>,
}

impl<'a> View<'a> {
    pub(super) fn by_value(
        &self,
        search: &Search<'_>,
        plan: &Plan,
        request: &PageRequest,
        rows_max: usize,
    ) -> Result<Vec<Found<'a>>> {
        let found = self.search_all(search, plan)?;
        let direction = if request.backwards { Direction::Oldest } else { Direction::Newest };
        let (mut rows, mut done) = (Vec::new(), None);
        // Of many entries the first values mostly have enough rows.
        let entries: u64 = found.iter().map(|(_, bounds)| bounds.upper.len()).sum();
        let is_broad = entries / BROAD_MIN >= rows_max as u64;
        let mut groups_max = if is_broad { rows_max } else { usize::MAX };
        loop {
            let mut groups = groups(&found, request, done.as_deref(), groups_max)?;
            for group in &groups {
                let after = request.after.as_ref().filter(|after| after.value == group.value);
                let sources = if group.value.is_empty() {
                    without_value(&found, request.order.by)?
                } else {
                    with_value(&found, group)?
                };
                let mut scan = Scan::over(sources, plan, direction, after)?;
                while rows.len() < rows_max {
                    let Some(hit) = scan.next()? else { break };
                    rows.push(Found { hit, value: group.value.clone() });
                }
                if rows.len() == rows_max {
                    return Ok(rows);
                }
            }
            if groups.len() < groups_max {
                return Ok(rows);
            }
            done = groups.pop().map(|last| last.value);
            groups_max = groups_max.saturating_mul(GROUPS_GROWTH);
        }
    }

    /// Everything that may match, slice by slice.
    fn search_all(&self, search: &Search<'_>, plan: &Plan) -> Result<Vec<(Slot<'a>, Bounds)>> {
        let parts = self.fold(search.allow, plan, |found: &mut Vec<_>, slot| {
            let bounds = evaluate(plan, slot, slot.window(&plan.time)?)?;
            if !bounds.upper.is_empty() {
                found.push((*slot, bounds));
            }
            Ok(())
        })?;
        Ok(parts.into_iter().flatten().collect())
    }
}

/// Where `a` stands to `b` in the direction asked for.
fn compare(request: &PageRequest, a: &[u8], b: &[u8]) -> Ordering {
    let values = if request.order.descending { b.cmp(a) } else { a.cmp(b) };
    let order = a.is_empty().cmp(&b.is_empty()).then(values);
    if request.backwards { order.reverse() } else { order }
}

/// The values that come first in the direction asked for, by their bytes.
#[derive(Default)]
struct First(BTreeMap<Vec<u8>, Vec<(usize, TermRef)>>);

impl First {
    fn add(
        &mut self,
        request: &PageRequest,
        max: usize,
        value: Vec<u8>,
        terms: &[(usize, TermRef)],
    ) {
        let ascending = request.order.descending == request.backwards;
        let last = if ascending { self.0.last_key_value() } else { self.0.first_key_value() };
        let is_beyond = |(last, _): (&Vec<u8>, _)| compare(request, &value, last).is_gt();
        if self.0.len() == max && last.is_some_and(is_beyond) {
            return;
        }
        self.0.entry(value).or_default().extend_from_slice(terms);
        if self.0.len() > max {
            if ascending {
                self.0.pop_last()
            } else {
                self.0.pop_first()
            };
        }
    }
}

/// The first `max` values beyond `done`, or else from where the page begins, in the direction asked
/// for; none included.
fn groups(
    found: &[(Slot<'_>, Bounds)],
    request: &PageRequest,
    done: Option<&[u8]>,
    max: usize,
) -> Result<Vec<Group>> {
    let is_wanted = |value: &[u8]| match (done, &request.after) {
        (Some(done), _) => compare(request, value, done).is_gt(),
        (None, Some(after)) => compare(request, value, &after.value).is_ge(),
        (None, None) => true,
    };
    let by = request.order.by;
    let indexes: Vec<usize> = (0..found.len()).collect();
    let parts = parallel::fold(&indexes, 1, |first: &mut First, &index| {
        found[index].0.slice.walk(field(by), b"", &mut |term, reference| {
            let value = sort_value(by, term);
            if !value.is_empty() && is_wanted(&value) {
                first.add(request, max, value, &[(index, reference)]);
            }
            Ok(ControlFlow::Continue(()))
        })
    })?;
    let mut first = First::default();
    for (value, terms) in parts.into_iter().flat_map(|part| part.0) {
        first.add(request, max, value, &terms);
    }
    let mut groups: Vec<Group> =
        first.0.into_iter().map(|(value, terms)| Group { value, terms }).collect();
    if is_wanted(b"") {
        groups.push(Group { value: Vec::new(), terms: Vec::new() });
    }
    groups.sort_by(|a, b| compare(request, &a.value, &b.value));
    groups.truncate(max);
    Ok(groups)
}

fn with_value<'a>(found: &[(Slot<'a>, Bounds)], group: &Group) -> Result<Vec<(Slot<'a>, Bounds)>> {
    let mut sources = Vec::new();
    for &(index, term) in &group.terms {
        let (slot, bounds) = &found[index];
        let bounds = bounds.within(Set::from(slot.slice.load(term)?));
        if !bounds.upper.is_empty() {
            sources.push((*slot, bounds));
        }
    }
    Ok(sources)
}

fn without_value<'a>(found: &[(Slot<'a>, Bounds)], by: OrderBy) -> Result<Vec<(Slot<'a>, Bounds)>> {
    let mut sources = Vec::new();
    for (slot, bounds) in found {
        let mut rest = bounds.upper.clone();
        slot.slice.walk(field(by), b"", &mut |term, reference| {
            if !sort_value(by, term).is_empty() {
                let set = std::mem::replace(&mut rest, Set::EMPTY);
                rest = set.minus(&Set::from(slot.slice.load(reference)?));
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let bounds = bounds.within(rest);
        if !bounds.upper.is_empty() {
            sources.push((*slot, bounds));
        }
    }
    Ok(sources)
}

fn field(by: OrderBy) -> TermField {
    match by {
        OrderBy::User => TermField::Actor,
        OrderBy::Action => TermField::Action,
        OrderBy::Source => TermField::Source,
        OrderBy::Ip | OrderBy::Date => TermField::Ip,
    }
}

/// What a row whose term is `term` is ordered by.
fn sort_value(by: OrderBy, term: &[u8]) -> Vec<u8> {
    let text = match by {
        OrderBy::Ip | OrderBy::Date => return term.to_vec(),
        OrderBy::User => {
            let [id, username, name, _] = actor_parts(term);
            [name, username, id].into_iter().find(|part| !part.is_empty()).unwrap_or_default()
        }
        OrderBy::Action => pair(term).1,
        OrderBy::Source => term,
    };
    fold::fold(&String::from_utf8_lossy(text)).into_bytes()
}
