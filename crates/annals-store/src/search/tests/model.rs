//! What a search must give, from a list and a filter.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use annals_model::{Allow, Calendar, Event, Millis, OrganizationOrdinal, Permission};
use annals_query::{Expr, fold, matches, value_text};

use crate::{Entry, FacetField, FacetValue, Order, OrderBy};

/// Live entries of a search, in no order.
pub(super) fn select<'m>(log: &'m [Entry], allow: &Allow, expr: &Expr) -> Vec<&'m Entry> {
    log.iter().filter(|entry| is_wanted(entry, allow, expr)).collect()
}

fn is_wanted(entry: &Entry, allow: &Allow, expr: &Expr) -> bool {
    let rows = allow.rows();
    let same = |a: &Calendar, b: &Calendar| {
        fold::fold(&a.school) == fold::fold(&b.school) && a.end_year == b.end_year
    };
    let own = &entry.event.calendars;
    let visible = rows.calendars.is_empty()
        || own.iter().any(|own| rows.calendars.iter().any(|one| same(one, own)))
        || (own.is_empty() && rows.without_calendar);
    visible
        && may_read_messages(&entry.event, allow)
        && allow.organizations().contains(&entry.organization)
        && matches(expr, &entry.event, entry.number)
}

/// What is not about messages, or belongs to a log that may be read, or all logs may be.
fn may_read_messages(event: &Event, allow: &Allow) -> bool {
    let category = event.category.as_deref().unwrap_or_default();
    let named = |log: Permission| {
        let name = log.as_str().replace([':', '_'], " ");
        event.details.iter().any(|detail| {
            let value = detail.value.as_ref().map(value_text).unwrap_or_default();
            let value = value.to_lowercase().replace([':', '_'], " ");
            detail.key.to_lowercase().replace('_', " ") == "message log"
                && format!(" {value} ").contains(&format!(" {name} "))
        })
    };
    let mut logs = Permission::ALL.into_iter().filter(|log| log.reads_messages());
    !category.eq_ignore_ascii_case("communication")
        || allow.hidden_logs().is_empty()
        || logs.any(|log| !allow.hidden_logs().holds(log) && named(log))
}

/// Puts entries in order.
pub(super) fn sort(entries: &mut [&Entry], order: Order) {
    entries.sort_by(|a, b| {
        if order.by == OrderBy::Date {
            let newest = newest_first(a, b);
            return if order.descending { newest } else { newest.reverse() };
        }
        let (x, y) = (sort_value(order.by, &a.event), sort_value(order.by, &b.event));
        let values = if order.descending { y.cmp(&x) } else { x.cmp(&y) };
        x.is_empty().cmp(&y.is_empty()).then(values).then(newest_first(a, b))
    });
}

fn newest_first(a: &Entry, b: &Entry) -> Ordering {
    let key = |entry: &Entry| (entry.event.occurred_at, entry.number);
    b.event
        .occurred_at
        .cmp(&a.event.occurred_at)
        .then(a.organization.cmp(&b.organization))
        .then(key(b).cmp(&key(a)))
}

pub(super) fn sort_value(by: OrderBy, event: &Event) -> Vec<u8> {
    let actor = &event.actor;
    let text = match by {
        OrderBy::Date => return Vec::new(),
        OrderBy::User => actor.name.as_ref().or(actor.username.as_ref()).or(actor.id.as_ref()),
        OrderBy::Action => Some(&event.label),
        OrderBy::Source => event.source.as_ref(),
        OrderBy::Ip => {
            return match event.ip.map(|ip| ip.to_canonical()) {
                Some(std::net::IpAddr::V4(ip)) => ip.to_ipv6_mapped().octets().to_vec(),
                Some(std::net::IpAddr::V6(ip)) => ip.octets().to_vec(),
                None => Vec::new(),
            };
        }
    };
    text.map(|text| fold::fold(text).into_bytes()).unwrap_or_default()
}

pub(super) fn facet(entries: &[&Entry], field: FacetField) -> Vec<FacetValue> {
    let mut counts: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for entry in entries {
        if let Some((value, label)) = facet_value(&entry.event, field) {
            *counts.entry(value).or_default().entry(label).or_default() += 1;
        }
    }
    let mut values: Vec<FacetValue> = counts
        .into_iter()
        .map(|(value, labels)| {
            let most = labels.values().copied().max().unwrap();
            let label = labels.iter().find(|(_, count)| **count == most).unwrap().0.clone();
            FacetValue { value, label, count: labels.values().sum(), category: None }
        })
        .collect();
    values.sort_by(|a, b| b.count.cmp(&a.count).then(a.value.cmp(&b.value)));
    values
}

fn facet_value(event: &Event, field: FacetField) -> Option<(String, String)> {
    let actor = &event.actor;
    let value = match field {
        FacetField::Actor => {
            let value = actor.username.as_ref().or(actor.name.as_ref()).or(actor.id.as_ref())?;
            let label = actor.name.as_ref().or(actor.username.as_ref()).or(actor.id.as_ref())?;
            return Some((value.clone(), label.clone()));
        }
        FacetField::Action => return Some((event.action.clone(), event.label.clone())),
        FacetField::Kind => Some(actor.kind.as_str().to_owned()),
        FacetField::Source => event.source.clone(),
        FacetField::Category => event.category.clone(),
        FacetField::Area => event.area.clone(),
        FacetField::Type => Some(event.event_type.as_str().to_owned()),
        FacetField::Outcome => Some(event.outcome.as_str().to_owned()),
    };
    value.map(|value| (value.clone(), value))
}

pub(super) fn properties(entries: &[&Entry]) -> Vec<String> {
    let changes = entries.iter().flat_map(|entry| &entry.event.changes);
    let names: BTreeSet<_> = changes.map(|change| change.property.clone()).collect();
    names.into_iter().collect()
}

pub(super) fn histogram(entries: &[&Entry], edges: &[Millis]) -> Vec<u64> {
    let inside = |bin: &[Millis], at: Millis| bin[0] <= at && at < bin[1];
    edges
        .windows(2)
        .map(|bin| {
            entries.iter().filter(|entry| inside(bin, entry.event.occurred_at)).count() as u64
        })
        .collect()
}

pub(super) fn of(entries: &[&Entry], organization: OrganizationOrdinal) -> Vec<Entry> {
    let mut own: Vec<Entry> = entries
        .iter()
        .filter(|entry| entry.organization == organization)
        .map(|&entry| entry.clone())
        .collect();
    own.sort_by_key(|entry| entry.number);
    own
}
