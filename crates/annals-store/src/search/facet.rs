//! Counts by value.

use std::cmp::Reverse;
use std::ops::ControlFlow;

use annals_model::OrganizationOrdinal;
use annals_query::Expr;
use hashbrown::HashMap;

use super::count::exact;
use super::{Plan, Set, Slot, View};
use crate::terms::{TermField, actor_key, actor_parts, first_present, pair};
use crate::{FacetField, FacetValue, Result, Search};

/// Counts by term.
type Counts = HashMap<Vec<u8>, u64>;

impl View<'_> {
    /// The most frequent values of `field` with exact counts, most frequent first, equal ones by
    /// value. A value's label is the one that most of its entries have.
    pub(crate) fn facet(
        &self,
        search: &Search<'_>,
        field: FacetField,
        values_max: usize,
    ) -> Result<Vec<FacetValue>> {
        let plan = Plan::new(search);
        let term_field = term_field(field);
        let parts = self.fold(search.allow, plan.time, |tally: &mut Tally, slot| {
            add_slot(&plan, slot, term_field, tally.of(slot.slice.organization()))
        })?;
        let counts = parts.into_iter().map(Tally::finish).reduce(|mut all, part| {
            add_all(&mut all, part);
            all
        });
        Ok(most_frequent(field, &counts.unwrap_or_default(), values_max))
    }
}

/// Counts of one organisation beside those of all before it: its slices share most of their
/// values, so that counting them together stays within the processor's cache.
#[derive(Default)]
struct Tally {
    own: Counts,
    organization: Option<OrganizationOrdinal>,
    all: Counts,
}

impl Tally {
    fn of(&mut self, organization: OrganizationOrdinal) -> &mut Counts {
        if self.organization != Some(organization) {
            self.organization = Some(organization);
            add_all(&mut self.all, std::mem::take(&mut self.own));
        }
        &mut self.own
    }

    fn finish(mut self) -> Counts {
        add_all(&mut self.all, self.own);
        self.all
    }
}

fn add_all(counts: &mut Counts, more: Counts) {
    if counts.is_empty() {
        *counts = more;
    } else {
        more.into_iter().for_each(|(term, count)| *counts.entry(term).or_default() += count);
    }
}

fn add_slot(plan: &Plan, slot: &Slot<'_>, field: TermField, counts: &mut Counts) -> Result<()> {
    let window = slot.window(&plan.time)?;
    let is_whole = window == (0..slot.slice.len());
    if plan.expr == Expr::All && is_whole && slot.dead.is_none() {
        return add_stored(slot, field, counts);
    }
    add_matching(slot, &exact(plan, slot, window)?, field, counts)
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

fn add(counts: &mut Counts, term: &[u8], count: u64) {
    if count > 0 {
        *counts.entry_ref(term).or_default() += count;
    }
}

fn add_stored(slot: &Slot<'_>, field: TermField, counts: &mut Counts) -> Result<()> {
    slot.slice.walk(field, b"", &mut |term, found| {
        add(counts, term, found.count());
        Ok(ControlFlow::Continue(()))
    })
}

/// Rough costs, in nanoseconds: reading the code of one entry, finding one term's entries, and
/// taking one of those in.
const CODE_COST: u64 = 4;
const TERM_COST: u64 = 300;
const POSTING_COST: u64 = 1;

fn add_matching(slot: &Slot<'_>, set: &Set, field: TermField, counts: &mut Counts) -> Result<()> {
    if set.is_empty() {
        return Ok(());
    }
    let slice = slot.slice;
    let codes = slice.codes(field)?;
    let by_terms = u64::from(codes) * TERM_COST + u64::from(slice.len()) * POSTING_COST;
    if set.len() * CODE_COST > by_terms {
        return slice.walk(field, b"", &mut |term, found| {
            add(counts, term, Set::from(slice.load(found)?).shared(set));
            Ok(ControlFlow::Continue(()))
        });
    }
    let mut by_code = vec![0_u64; codes as usize + 1];
    let column = slice.code_column(field)?;
    set.try_for_each(|position| {
        if let Some(count) = by_code.get_mut(column.get(position)? as usize) {
            *count += 1;
        }
        Result::Ok(())
    })?;
    let mut code = 0;
    slice.walk(field, b"", &mut |term, _| {
        code += 1;
        add(counts, term, by_code.get(code).copied().unwrap_or_default());
        Ok(ControlFlow::Continue(()))
    })
}

/// A value's entries, and of its labels the one that most of them have.
#[derive(Default)]
struct Value<'c> {
    count: u64,
    label: &'c [u8],
    label_count: u64,
}

fn most_frequent(field: FacetField, counts: &Counts, values_max: usize) -> Vec<FacetValue> {
    // Different terms may have one label: an actor's e-mail address changes, the name stays.
    let mut labels: HashMap<(&[u8], &[u8]), u64> = HashMap::with_capacity(counts.len());
    for (term, count) in counts {
        *labels.entry(value_and_label(field, term)).or_default() += count;
    }
    let mut values: HashMap<&[u8], Value<'_>> = HashMap::with_capacity(labels.len());
    for ((value, label), count) in labels {
        let value = values.entry(value).or_default();
        value.count += count;
        if (count, Reverse(label)) > (value.label_count, Reverse(value.label)) {
            (value.label, value.label_count) = (label, count);
        }
    }
    let mut values: Vec<(&[u8], Value<'_>)> = values.into_iter().collect();
    let compare = |a: &(&[u8], Value<'_>), b: &(&[u8], Value<'_>)| {
        b.1.count.cmp(&a.1.count).then(a.0.cmp(b.0))
    };
    if values.len() > values_max {
        values.select_nth_unstable_by(values_max, compare);
        values.truncate(values_max);
    }
    values.sort_unstable_by(compare);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    values
        .into_iter()
        .map(|(value, Value { count, label, .. })| FacetValue {
            value: text(value),
            label: text(label),
            count,
        })
        .collect()
}

fn value_and_label(field: FacetField, term: &[u8]) -> (&[u8], &[u8]) {
    match field {
        FacetField::Actor => {
            let [id, username, name, _] = actor_parts(term);
            (actor_key(term), first_present([name, username, id]))
        }
        FacetField::Action => pair(term),
        _ => (term, term),
    }
}
