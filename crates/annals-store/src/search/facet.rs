//! Counts by value.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use annals_query::Expr;
use hashbrown::HashMap;

use super::count::exact;
use super::{Plan, Set, Slot, View};
use crate::terms::{TermField, actor_parts, pair};
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
        let mut counts = Counts::new();
        for slot in self.slots_in(search.allow, plan.time) {
            let window = slot.window(&plan.time)?;
            let is_whole = window == (0..slot.slice.len());
            if plan.expr == Expr::All && is_whole && slot.dead.is_none() {
                add_stored(&slot, term_field(field), &mut counts)?;
            } else {
                let set = exact(&plan, &slot, window)?;
                add_matching(&slot, &set, term_field(field), &mut counts)?;
            }
        }
        Ok(most_frequent(field, counts, values_max))
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
const CODE_COST: u64 = 12;
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
    for position in set.iter() {
        if let Some(count) = by_code.get_mut(slice.code(field, position)? as usize) {
            *count += 1;
        }
    }
    let mut code = 0;
    slice.walk(field, b"", &mut |term, _| {
        code += 1;
        add(counts, term, by_code.get(code).copied().unwrap_or_default());
        Ok(ControlFlow::Continue(()))
    })
}

fn most_frequent(field: FacetField, counts: Counts, values_max: usize) -> Vec<FacetValue> {
    let mut values: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for (term, count) in counts {
        let (value, label) = value_and_label(field, &term);
        *values.entry(value).or_default().entry(label).or_default() += count;
    }
    let mut values: Vec<FacetValue> = values
        .into_iter()
        .map(|(value, labels)| {
            let count = labels.values().sum();
            let mut label = None;
            for (text, count) in labels {
                if label.as_ref().is_none_or(|(_, most)| count > *most) {
                    label = Some((text, count));
                }
            }
            let label = label.map(|(text, _)| text).unwrap_or_default();
            FacetValue { value, label, count }
        })
        .collect();
    // The sort is stable, so that equal ones stay in the order of their values.
    values.sort_by_key(|value| Reverse(value.count));
    values.truncate(values_max);
    values
}

fn value_and_label(field: FacetField, term: &[u8]) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let first = |parts: [&[u8]; 3]| {
        text(parts.into_iter().find(|part| !part.is_empty()).unwrap_or_default())
    };
    match field {
        FacetField::Actor => {
            let [id, username, name, _] = actor_parts(term);
            (first([username, name, id]), first([name, username, id]))
        }
        FacetField::Action => {
            let (code, label) = pair(term);
            (text(code), text(label))
        }
        _ => (text(term), text(term)),
    }
}
