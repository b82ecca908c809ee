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
use super::{Plan, Set, Slot, View};
use crate::segment::TermRef;
use crate::terms::{TermField, actor_parts, pair};
use crate::{OrderBy, PageRequest, Result, Search};

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
        let groups = groups(&found, request)?;
        let direction = if request.backwards { Direction::Oldest } else { Direction::Newest };
        let mut rows = Vec::new();
        for group in &groups {
            let place = request
                .after
                .as_ref()
                .map_or(Ordering::Greater, |after| compare(request, &group.value, &after.value));
            let after = match place {
                Ordering::Less => continue,
                Ordering::Equal => request.after.as_ref(),
                Ordering::Greater => None,
            };
            let sources = if group.value.is_empty() {
                without_value(&found, &groups)?
            } else {
                with_value(&found, group)?
            };
            let mut scan = Scan::over(sources, plan, direction, after)?;
            while rows.len() < rows_max {
                let Some(hit) = scan.next()? else { break };
                rows.push(Found { hit, value: group.value.clone() });
            }
            if rows.len() == rows_max {
                break;
            }
        }
        Ok(rows)
    }

    /// Everything that may match, slice by slice.
    fn search_all(&self, search: &Search<'_>, plan: &Plan) -> Result<Vec<(Slot<'a>, Bounds)>> {
        let parts = self.fold(search.allow, plan.time, |found: &mut Vec<_>, slot| {
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

/// All values in the direction asked for, none included.
fn groups(found: &[(Slot<'_>, Bounds)], request: &PageRequest) -> Result<Vec<Group>> {
    let by = request.order.by;
    let mut groups: BTreeMap<Vec<u8>, Vec<(usize, TermRef)>> = BTreeMap::new();
    groups.insert(Vec::new(), Vec::new());
    for (index, (slot, _)) in found.iter().enumerate() {
        slot.slice.walk(field(by), b"", &mut |term, reference| {
            groups.entry(sort_value(by, term)).or_default().push((index, reference));
            Ok(ControlFlow::Continue(()))
        })?;
    }
    let mut groups: Vec<Group> =
        groups.into_iter().map(|(value, terms)| Group { value, terms }).collect();
    groups.sort_by(|a, b| compare(request, &a.value, &b.value));
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

fn without_value<'a>(
    found: &[(Slot<'a>, Bounds)],
    groups: &[Group],
) -> Result<Vec<(Slot<'a>, Bounds)>> {
    let mut rest: Vec<Set> = found.iter().map(|(_, bounds)| bounds.upper.clone()).collect();
    for group in groups.iter().filter(|group| !group.value.is_empty()) {
        for &(index, term) in &group.terms {
            let set = std::mem::replace(&mut rest[index], Set::EMPTY);
            rest[index] = set.minus(&Set::from(found[index].0.slice.load(term)?));
        }
    }
    let sources = found.iter().zip(rest).map(|((slot, bounds), set)| (*slot, bounds.within(set)));
    Ok(sources.filter(|(_, bounds)| !bounds.upper.is_empty()).collect())
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
