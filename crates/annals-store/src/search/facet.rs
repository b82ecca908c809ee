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
    /// Of each of `fields` the most frequent values with exact counts, most frequent first, equal
    /// ones by value. A value's label is the one that most of its entries have. What matches is
    /// looked for once.
    pub(crate) fn facets(
        &self,
        search: &Search<'_>,
        fields: &[FacetField],
        values_max: usize,
    ) -> Result<Vec<Vec<FacetValue>>> {
        let plan = Plan::new(search)?;
        let fields: Vec<TermField> = fields.iter().copied().map(term_field).collect();
        let organizations = search.allow.organizations();
        let (whole, rest): (Vec<_>, Vec<_>) =
            self.parts.iter().copied().partition(|&(segment, dead)| {
                is_whole(organizations, segment, dead) && plan.covers(segment)
            });
        let mut counts: Vec<Counts<'_>> = fields.iter().map(|_| Counts::default()).collect();
        for (segment, dead) in whole {
            let mut unknown = Vec::new();
            for (counts, &field) in counts.iter_mut().zip(&fields) {
                match segment.known_counts(organizations, &plan.expr, field) {
                    Some(known) => counts.known.push((segment, known)),
                    None => unknown.push((field, counts)),
                }
            }
            if unknown.is_empty() {
                continue;
            }
            let wanted: Vec<TermField> = unknown.iter().map(|(field, _)| *field).collect();
            let tallies = self.of(vec![(segment, dead)]).tallies(search, &plan, &wanted)?;
            for (place, (field, counts)) in unknown.into_iter().enumerate() {
                let known = by_term(tallies.iter().filter_map(|tallies| tallies.get(place)));
                let remembered = Arc::clone(&known);
                segment.remember_counts(organizations, &plan.expr, field, remembered);
                counts.known.push((segment, known));
            }
        }
        for tallies in self.of(rest).tallies(search, &plan, &fields)? {
            for (counts, tally) in counts.iter_mut().zip(tallies) {
                counts.tallies.push(tally);
            }
        }
        let found = fields.iter().zip(&counts);
        found.map(|(&field, counts)| most_frequent(field, counts, values_max)).collect()
    }

    /// For each thread the tallies of `fields`.
    fn tallies(
        &self,
        search: &Search<'_>,
        plan: &Plan,
        fields: &[TermField],
    ) -> Result<Vec<Vec<Tally<'a>>>> {
        let is_one = search.allow.organizations().len() == 1;
        self.fold(search.allow, plan, |tallies: &mut Vec<Tally<'a>>, slot| {
            tallies
                .resize_with(fields.len(), || Tally { has_categories: is_one, ..Tally::default() });
            for tally in &mut *tallies {
                tally.turn_to(slot.slice.organization());
            }
            add_slot(plan, slot, fields, tallies)
        })
    }
}

/// All counts of a field; one term may be in several.
#[derive(Default)]
struct Counts<'a> {
    tallies: Vec<Tally<'a>>,
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
        self.tallies.iter().flat_map(|tally| &tally.all).copied().chain(known)
    }
}

/// One count for each term of one segment.
fn by_term<'t, 'a: 't>(tallies: impl Iterator<Item = &'t Tally<'a>>) -> Arc<[Counted]> {
    let mut places: Map<usize> = Map::default();
    let mut all: Vec<Counted> = Vec::new();
    for &(term, Count { value, count, slice, code }) in tallies.flat_map(|tally| &tally.all) {
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
    /// Whether categories of actions are wanted.
    has_categories: bool,
    /// By action, as a value: the category of the first entry that was met.
    categories: Map<Option<String>>,
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
    fields: &[TermField],
    tallies: &mut [Tally<'a>],
) -> Result<()> {
    let slice = slot.slice;
    let window = slot.window(&plan.time)?;
    let whole = 0..slice.len();
    let is_whole = window == whole && slot.dead.is_none();
    if plan.expr == Expr::All && is_whole {
        let set = Set::Span(whole);
        for (&field, tally) in fields.iter().zip(tallies) {
            for (code, value) in (1..).zip(slice.values(field)?.iter()) {
                tally.add(slice, code, value, u64::from(value.count));
                tally.note_category(slice, field, code, value, &set)?;
            }
        }
        return Ok(());
    }
    let set = exact(plan, slot, window)?;
    if set.is_empty() {
        return Ok(());
    }
    // Where little is left out, as by default, that is what is counted.
    let others = (set.len() > u64::from(slice.len()) / 2).then(|| Set::Span(whole).minus(&set));
    for (&field, tally) in fields.iter().zip(tallies) {
        let counts = count_codes(slice, &set, others.as_ref(), field)?;
        for ((code, value), &counted) in
            (1..).zip(slice.values(field)?.iter()).zip(&counts.by_code[1..])
        {
            let count = match counts.are_others {
                true => u64::from(value.count) - counted,
                false => counted,
            };
            if count > 0 {
                tally.add(slice, code, value, count);
                tally.note_category(slice, field, code, value, &set)?;
            }
        }
    }
    Ok(())
}

impl<'a> Tally<'a> {
    /// Remembers the category of the first entry in `set` with an action that is met for the first
    /// time; asks nothing of other fields.
    fn note_category(
        &mut self,
        slice: Slice<'a>,
        field: TermField,
        code: u32,
        Value { value, .. }: Value,
        set: &Set,
    ) -> Result<()> {
        let is_wanted = self.has_categories && field == TermField::Action;
        if !is_wanted || self.categories.contains_key(&value) {
            return Ok(());
        }
        let term = slice.coded_term(field, code)?;
        let found = slice.find(field, &term)?.map(|found| slice.load(found)).transpose()?;
        let position = found.and_then(|found| set.first_shared(&Set::from(found)));
        let code = match position {
            Some(position) => slice.code(TermField::Category, position)?,
            None => 0,
        };
        let category = (code > 0).then(|| slice.coded_term(TermField::Category, code));
        let category = category.transpose()?.map(|term| text(&term));
        self.categories.insert(value, category);
        Ok(())
    }
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

/// Numbers of entries by code.
struct ByCode {
    by_code: Vec<u64>,
    /// Whether the entries that don't match were counted.
    are_others: bool,
}

/// How many entries of `set`, or of the `others` of the slice, have each code.
fn count_codes(
    slice: Slice<'_>,
    set: &Set,
    others: Option<&Set>,
    field: TermField,
) -> Result<ByCode> {
    let codes = slice.codes(field)?;
    let mut by_code = vec![0_u64; codes as usize + 1];
    let walked = others.unwrap_or(set);
    let by_terms = u64::from(codes) * TERM_COST + u64::from(slice.len()) * POSTING_COST;
    if walked.len() * CODE_COST > by_terms {
        let mut code = 0;
        slice.walk(field, b"", &mut |_, found| {
            code += 1;
            if let Some(count) = by_code.get_mut(code) {
                *count = Set::from(slice.load(found)?).shared(set);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        return Ok(ByCode { by_code, are_others: false });
    }
    let column = slice.code_column(field)?;
    walked.try_for_each(|position| {
        if let Some(count) = by_code.get_mut(column.get(position)? as usize) {
            *count += 1;
        }
        Result::Ok(())
    })?;
    Ok(ByCode { by_code, are_others: others.is_some() })
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
    let mut texts: BTreeMap<Vec<u8>, (Hash, Labels)> = BTreeMap::new();
    for count in terms.values() {
        let term = count.slice.coded_term(field, count.code)?;
        let (value, label) = value_and_label(field, &term);
        let (_, labels) =
            texts.entry(value.to_vec()).or_insert_with(|| (count.value, BTreeMap::new()));
        *labels.entry(label.to_vec()).or_default() += count.count;
    }
    let category = |value: &Hash| {
        let known = counts.tallies.iter().find_map(|tally| tally.categories.get(value));
        known.cloned().flatten()
    };
    let mut found: Vec<FacetValue> = Vec::with_capacity(texts.len());
    for (value, (hash, labels)) in texts {
        let count = labels.values().sum();
        let label =
            labels.into_iter().max_by_key(|(label, count)| (*count, Reverse(label.clone())));
        let label = text(&label.map(|(label, _)| label).unwrap_or_default());
        found.push(FacetValue { value: text(&value), label, count, category: category(&hash) });
    }
    // Stable, so that equal ones stay by value.
    found.sort_by_key(|value| Reverse(value.count));
    found.truncate(values_max);
    Ok(found)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
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

/// Entries by label.
type Labels = BTreeMap<Vec<u8>, u64>;

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
