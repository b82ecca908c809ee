//! Totals, charts and time bounds: sizes of sets, never rows.

use std::ops::Range;

use annals_model::{Allow, Millis, OrganizationOrdinal};
use annals_query::{Expr, Term, Text, fold, matches};

use super::evaluate::evaluate;
use super::scan::{Direction, Scan};
use super::{Plan, Set, Slot, View};
use crate::segment::{DocumentCache, QUARTER_MS, Segment};
use crate::state::Dead;
use crate::tail::TIER_EVENTS;
use crate::terms::TermField;
use crate::{Error, Result, Search};

/// Of fewer organisations, or in smaller segments, entries are quickly counted afresh; parts of the
/// tail that are smaller soon become one.
const ORGANIZATIONS_MIN: usize = if cfg!(test) { 2 } else { 16 };
const LEN_MIN: u64 = if cfg!(test) { 1 } else { TIER_EVENTS };

impl View<'_> {
    /// The exact number of entries of a search.
    pub(crate) fn total(&self, search: &Search<'_>) -> Result<u64> {
        let plan = Plan::new(search)?;
        let organizations = search.allow.organizations();
        let known = |segment: &Segment| segment.known_total(organizations, &plan.expr);
        let (mut total, mut rest, mut fresh) = (0, Vec::new(), Vec::new());
        for &(segment, dead) in &self.parts {
            let is_whole = is_whole(organizations, segment, dead) && plan.covers(segment);
            match is_whole.then(|| known(segment)).flatten() {
                Some(count) => total += count,
                None => {
                    rest.push((segment, dead));
                    fresh.push(is_whole);
                }
            }
        }
        let rest = self.of(rest);
        let counts = rest.fold(search.allow, &plan, |counts: &mut Vec<u64>, slot| {
            counts.resize(rest.parts.len(), 0);
            let window = slot.window(&plan.time)?;
            counts[slot.index] += match stored_count(&plan.expr, slot, &window)? {
                Some(count) => count,
                None => exact(&plan, slot, window)?.len(),
            };
            Ok(())
        })?;
        for (index, (&(segment, _), is_whole)) in rest.parts.iter().zip(fresh).enumerate() {
            let count = counts.iter().filter_map(|counts| counts.get(index)).sum();
            if is_whole {
                segment.remember_total(organizations, &plan.expr, count);
            }
            total += count;
        }
        Ok(total)
    }

    /// How many entries lie between neighbouring edges, which must ascend.
    pub(crate) fn histogram(&self, search: &Search<'_>, edges: &[Millis]) -> Result<Vec<u64>> {
        if !edges.is_sorted() {
            return Err(Error::Invalid("the edges of a histogram must ascend".to_owned()));
        }
        let mut counts = vec![0; edges.len().saturating_sub(1)];
        let (Some(&first), Some(&last)) = (edges.first(), edges.last()) else { return Ok(counts) };
        let mut plan = Plan::new(search)?;
        plan.limit(first..last);
        let rest = self.add_charts(search.allow, &plan, edges, &mut counts)?;
        let parts = rest.fold(search.allow, &plan, |part: &mut Vec<u64>, slot| {
            part.resize(edges.len() - 1, 0);
            let window = slot.window(&plan.time)?;
            add_to_bins(slot, &exact(&plan, slot, window)?, edges, part)
        })?;
        for part in parts {
            counts.iter_mut().zip(part).for_each(|(count, more)| *count += more);
        }
        Ok(counts)
    }

    /// Adds the segments of which all entries of many organisations are wanted; gives the others.
    fn add_charts(
        &self,
        allow: &Allow,
        plan: &Plan,
        edges: &[Millis],
        counts: &mut [u64],
    ) -> Result<Self> {
        let all = self.of(self.parts.clone());
        let organizations = allow.organizations();
        let (Some(from), Some(to)) = (plan.time.from, plan.time.to) else { return Ok(all) };
        if plan.expr != Expr::All || from >= to {
            return Ok(all);
        }
        let edges: Vec<Millis> = edges.iter().map(|&edge| edge.clamp(from, to)).collect();
        if edges.iter().any(|edge| edge.0 % QUARTER_MS != 0) {
            return Ok(all);
        }
        let mut rest = Vec::new();
        for &(segment, dead) in &self.parts {
            let is_whole = is_whole(organizations, segment, dead);
            let Some(chart) = is_whole.then(|| segment.chart(organizations)).transpose()?.flatten()
            else {
                rest.push((segment, dead));
                continue;
            };
            let below: Vec<u64> = edges.iter().map(|&edge| chart.before(edge)).collect();
            for (count, bin) in counts.iter_mut().zip(below.windows(2)) {
                *count += bin[1] - bin[0];
            }
        }
        Ok(self.of(rest))
    }

    /// The earliest and latest `occurred_at` of a search.
    pub(crate) fn time_bounds(&self, search: &Search<'_>) -> Result<Option<(Millis, Millis)>> {
        let plan = Plan::new(search)?;
        let first = |direction| {
            Scan::new(self, search.allow, &plan, direction, None)
                .next()
                .map(|hit| hit.map(|hit| hit.at))
        };
        Ok(first(Direction::Oldest)?.zip(first(Direction::Newest)?))
    }
}

/// Whether counts of all entries that `organizations` have in a segment are worth remembering, and
/// right as long as nobody deletes more.
pub(super) fn is_whole(
    organizations: &[OrganizationOrdinal],
    segment: &Segment,
    dead: &Dead,
) -> bool {
    organizations.len() >= ORGANIZATIONS_MIN
        && segment.len() >= LEN_MIN
        && (dead.is_empty() || organizations.iter().all(|one| !dead.contains_key(one)))
}

/// The positions of `window` that match, those that only documents can tell included.
pub(super) fn exact(plan: &Plan, slot: &Slot<'_>, window: Range<u32>) -> Result<Set> {
    if window.is_empty() {
        return Ok(Set::EMPTY);
    }
    let found = evaluate(plan, slot, window)?;
    let Some(sure) = found.lower else { return Ok(found.upper) };
    let mut cache = DocumentCache::default();
    let mut read = Vec::new();
    for position in found.upper.minus(&sure).iter() {
        let event = slot.event(position, &mut cache)?;
        if matches(&plan.expr, &event, slot.slice.number(position)?) {
            read.push(position);
        }
    }
    Ok(sure.or(read.into_iter().collect()))
}

/// The count where it needs no positions.
fn stored_count(expr: &Expr, slot: &Slot<'_>, window: &Range<u32>) -> Result<Option<u64>> {
    let slice = slot.slice;
    if *expr == Expr::All {
        let dead = slot.dead.map_or(0, |dead| dead.range_cardinality(window.clone()));
        return Ok(Some(u64::from(window.end - window.start) - dead));
    }
    if slot.dead.is_some() || *window != (0..slice.len()) {
        return Ok(None);
    }
    let Expr::Term(term) = expr else { return Ok(None) };
    Ok(match term {
        Term::Anywhere(Text::Word(word)) => {
            let words = slice.find(TermField::Word, word.as_bytes())?;
            let stems = slice.find(TermField::Stem, fold::stem(word).as_bytes())?;
            Some(match (words, stems) {
                (Some(words), Some(stems)) => {
                    // Some entries have both.
                    let [a, b] = [slice.load(words)?, slice.load(stems)?].map(Set::from);
                    a.len() + b.len() - a.shared(&b)
                }
                (Some(term), None) | (None, Some(term)) => term.count(),
                (None, None) => 0,
            })
        }
        Term::Object(Text::Word(word)) => Some(slice.count(TermField::Object, word.as_bytes())?),
        Term::Type(wanted) => Some(slice.count(TermField::Type, wanted.as_str().as_bytes())?),
        Term::Outcome(wanted) => Some(slice.count(TermField::Outcome, wanted.as_str().as_bytes())?),
        Term::Record { record_type, id } => {
            Some(slice.count(TermField::Record, format!("{record_type}:{id}").as_bytes())?)
        }
        _ => None,
    })
}

fn add_to_bins(slot: &Slot<'_>, set: &Set, edges: &[Millis], counts: &mut [u64]) -> Result<()> {
    let (Some(first), Some(last)) = (set.next_from(0), set.last_before(u32::MAX)) else {
        return Ok(());
    };
    let slice = slot.slice;
    let (earliest, latest) = (slice.occurred_at(first)?, slice.occurred_at(last)?);
    // All positions lie between the first and the last edge, so these bins are there.
    let first_bin = edges.partition_point(|&edge| edge <= earliest) - 1;
    let end = edges.partition_point(|&edge| edge <= latest);
    // In nanoseconds, roughly: a binary search an edge, a time by itself, a time among others.
    let (by_edges, by_positions) = ((end - first_bin) as u64 * 60, set.len() * 15);
    if let Set::Span(span) = set
        && set.len() * 2 <= by_edges
    {
        let mut bin = first_bin;
        return slice.times_in(span.clone(), |mut times| {
            while let Some(last) = times.last() {
                let end = if *last < edges[bin + 1] {
                    times.len()
                } else {
                    times.iter().take_while(|&&at| at < edges[bin + 1]).count()
                };
                counts[bin] += end as u64;
                times = &times[end..];
                bin += usize::from(!times.is_empty());
            }
        });
    }
    if by_positions <= by_edges {
        let mut bin = first_bin;
        for position in set.iter() {
            let at = slice.occurred_at(position)?;
            while edges[bin + 1] <= at {
                bin += 1;
            }
            counts[bin] += 1;
        }
        return Ok(());
    }
    let mut start = first;
    for bin in first_bin..end {
        let stop = slice.lower_bound(edges[bin + 1])?;
        counts[bin] += set.count(&(start..stop.max(start)));
        start = stop.max(start);
    }
    Ok(())
}
