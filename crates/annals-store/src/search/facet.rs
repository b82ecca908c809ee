//! Counts by value.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::ControlFlow;
use std::sync::Arc;

use annals_model::OrganizationOrdinal;
use annals_query::Expr;
use hashbrown::HashMap;

use super::count::{exact, is_whole};
use super::{Plan, Set, Slot, View};
use crate::segment::{Counted, Hash, Segment, Slice, Value};
use crate::terms::{TermField, value_and_label};
use crate::{FacetField, FacetValue, Result, Search};

/// Numbers by hash.
type Map<T> = HashMap<Hash, T, BuildHasherDefault<Hashed>>;

/// A term's entries, and where its bytes are.
#[derive(Clone, Copy)]
struct Count<'a> {
    value: Hash,
    count: u64,
    slice: Slice<'a>,
    code: u32,
}

impl<'a> View<'a> {
    /// The most frequent values of `field` with exact counts, most frequent first, equal ones by
    /// value. A value's label is the one that most of its entries have.
    pub(crate) fn facet(
        &self,
        search: &Search<'_>,
        field: FacetField,
        values_max: usize,
    ) -> Result<Vec<FacetValue>> {
        let plan = Plan::new(search)?;
        let field = term_field(field);
        let organizations = search.allow.organizations();
        let (mut known, mut rest) = (Vec::new(), Vec::new());
        for &(segment, dead) in &self.parts {
            if !is_whole(organizations, segment, dead) || !plan.covers(segment) {
                rest.push((segment, dead));
                continue;
            }
            let counts = match segment.known_counts(organizations, &plan.expr, field) {
                Some(counts) => counts,
                None => {
                    let alone = Self { parts: vec![(segment, dead)] };
                    let counts = by_term(&alone.tallies(search, &plan, field)?);
                    let known = Arc::clone(&counts);
                    segment.remember_counts(organizations, &plan.expr, field, known);
                    counts
                }
            };
            known.push((segment, counts));
        }
        let tallies = Self { parts: rest }.tallies(search, &plan, field)?;
        most_frequent(field, &Counts { tallies, known }, values_max)
    }

    fn tallies(
        &self,
        search: &Search<'_>,
        plan: &Plan,
        field: TermField,
    ) -> Result<Vec<Vec<(Hash, Count<'a>)>>> {
        let tallies = self.fold(search.allow, plan, |tally: &mut Tally<'a>, slot| {
            tally.turn_to(slot.slice.organization());
            add_slot(plan, slot, field, tally)
        })?;
        Ok(tallies.into_iter().map(|tally| tally.all).collect())
    }
}

/// All counts of a search; one term may be in several.
struct Counts<'a> {
    tallies: Vec<Vec<(Hash, Count<'a>)>>,
    /// Of whole segments.
    known: Vec<(&'a Segment, Arc<[Counted]>)>,
}

impl<'a> Counts<'a> {
    fn iter(&self) -> impl Iterator<Item = (Hash, Count<'a>)> + '_ {
        let known = self.known.iter().flat_map(|&(segment, ref all)| {
            all.iter().map(move |&Counted { term, value, count, slice, code }| {
                (term, Count { value, count, slice: segment.slice_at(slice as usize), code })
            })
        });
        self.tallies.iter().flatten().copied().chain(known)
    }
}

/// One count for each term of one segment.
fn by_term(tallies: &[Vec<(Hash, Count<'_>)>]) -> Arc<[Counted]> {
    let mut places: Map<usize> = Map::default();
    let mut all: Vec<Counted> = Vec::new();
    for &(term, Count { value, count, slice, code }) in tallies.iter().flatten() {
        let place = *places.entry(term).or_insert(all.len());
        match all.get_mut(place) {
            Some(counted) => counted.count += count,
            None => all.push(Counted { term, value, count, slice: slice.place(), code }),
        }
    }
    all.into()
}

/// Counts by term and organisation. The slices of one organisation share most of their terms, so
/// that finding only those again stays within the processor's cache.
#[derive(Default)]
struct Tally<'a> {
    /// Of the current organisation: where in `all` the counts of its terms are.
    own: Map<usize>,
    organization: Option<OrganizationOrdinal>,
    all: Vec<(Hash, Count<'a>)>,
}

impl<'a> Tally<'a> {
    fn turn_to(&mut self, organization: OrganizationOrdinal) {
        if self.organization.replace(organization) != Some(organization) {
            self.own.clear();
        }
    }

    fn add(&mut self, slice: Slice<'a>, code: u32, Value { term, value, .. }: Value, count: u64) {
        let at = *self.own.entry(term).or_insert(self.all.len());
        match self.all.get_mut(at) {
            Some((_, counted)) => counted.count += count,
            None => self.all.push((term, Count { value, count, slice, code })),
        }
    }
}

fn add_slot<'a>(
    plan: &Plan,
    slot: &Slot<'a>,
    field: TermField,
    tally: &mut Tally<'a>,
) -> Result<()> {
    let slice = slot.slice;
    let window = slot.window(&plan.time)?;
    let is_whole = window == (0..slice.len()) && slot.dead.is_none();
    if plan.expr == Expr::All && is_whole {
        for (code, value) in (1..).zip(slice.values(field)?.iter()) {
            tally.add(slice, code, value, u64::from(value.count));
        }
        return Ok(());
    }
    let set = exact(plan, slot, window)?;
    if set.is_empty() {
        return Ok(());
    }
    let by_code = count_codes(slice, &set, field)?;
    for ((code, value), &count) in (1..).zip(slice.values(field)?.iter()).zip(&by_code[1..]) {
        if count > 0 {
            tally.add(slice, code, value, count);
        }
    }
    Ok(())
}

fn term_field(field: FacetField) -> TermField {
    match field {
        FacetField::Actor => TermField::Actor,
        FacetField::Kind => TermField::Kind,
        FacetField::Source => TermField::Source,
        FacetField::Action => TermField::Action,
        FacetField::Category => TermField::Category,
        FacetField::Area => TermField::Area,
        FacetField::Type => TermField::Type,
        FacetField::Outcome => TermField::Outcome,
    }
}

/// Rough costs, in nanoseconds: reading the code of one entry, finding one term's entries, and
/// taking one of those in.
const CODE_COST: u64 = 4;
const TERM_COST: u64 = 300;
const POSTING_COST: u64 = 1;

/// How many entries of `set` have each code.
fn count_codes(slice: Slice<'_>, set: &Set, field: TermField) -> Result<Vec<u64>> {
    let codes = slice.codes(field)?;
    let mut by_code = vec![0_u64; codes as usize + 1];
    let by_terms = u64::from(codes) * TERM_COST + u64::from(slice.len()) * POSTING_COST;
    if set.len() * CODE_COST > by_terms {
        let mut code = 0;
        slice.walk(field, b"", &mut |_, found| {
            code += 1;
            if let Some(count) = by_code.get_mut(code) {
                *count = Set::from(slice.load(found)?).shared(set);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        return Ok(by_code);
    }
    let column = slice.code_column(field)?;
    set.try_for_each(|position| {
        if let Some(count) = by_code.get_mut(column.get(position)? as usize) {
            *count += 1;
        }
        Result::Ok(())
    })?;
    Ok(by_code)
}

fn most_frequent(
    field: TermField,
    counts: &Counts<'_>,
    values_max: usize,
) -> Result<Vec<FacetValue>> {
    // Different terms may have one value: an actor's e-mail address changes, the username stays.
    let mut values: Map<u64> = Map::default();
    for (_, count) in counts.iter() {
        *values.entry(count.value).or_default() += count.count;
    }
    let least = least_of(values.values().copied().collect(), values_max);
    // Those that are left are asked for once for each term, so they are put near one another.
    let values: Map<u64> = values.into_iter().filter(|(_, count)| *count >= least).collect();
    // Only of those that may be wanted are bytes read, of each term once.
    let mut terms: Map<Count<'_>> = Map::default();
    for (term, count) in counts.iter() {
        if values.contains_key(&count.value) {
            let counted = terms.entry(term).or_insert(Count { count: 0, ..count });
            counted.count += count.count;
        }
    }
    let mut texts: BTreeMap<Vec<u8>, BTreeMap<Vec<u8>, u64>> = BTreeMap::new();
    for count in terms.values() {
        let term = count.slice.coded_term(field, count.code)?;
        let (value, label) = value_and_label(field, &term);
        let labels = texts.entry(value.to_vec()).or_default();
        *labels.entry(label.to_vec()).or_default() += count.count;
    }
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    let mut found: Vec<FacetValue> = Vec::with_capacity(texts.len());
    for (value, labels) in texts {
        let count = labels.values().sum();
        let label =
            labels.into_iter().max_by_key(|(label, count)| (*count, Reverse(label.clone())));
        let label = label.map(|(label, _)| label).unwrap_or_default();
        found.push(FacetValue { value: text(value), label: text(label), count });
    }
    // Stable, so that equal ones stay by value.
    found.sort_by_key(|value| Reverse(value.count));
    found.truncate(values_max);
    Ok(found)
}

/// The count of the last of the `values_max` most frequent values.
fn least_of(mut counts: Vec<u64>, values_max: usize) -> u64 {
    match values_max.checked_sub(1) {
        None => u64::MAX,
        Some(last) if last < counts.len() => {
            *counts.select_nth_unstable_by_key(last, |&count| Reverse(count)).1
        }
        Some(_) => 0,
    }
}

/// Takes hashes as they are.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn write_u128(&mut self, hash: u128) {
        self.0 = hash as u64;
    }

    fn write(&mut self, _: &[u8]) {
        debug_assert!(false, "only hashes are hashed");
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
