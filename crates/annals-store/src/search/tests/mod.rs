//! The executor against a list and a filter.

mod generate;
mod interrupted;
mod model;
mod neighbours;

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::Arc;

use annals_model::{
    Allow, Calendar, Event, EventId, Fingerprint, LogId, Millis, Number, Organization,
    OrganizationId, OrganizationOrdinal, OrganizationTree, Permission, Principal, PrincipalKind,
    RowFilter, Scopes, decide,
};
use annals_proof::Seed;
use annals_query::{Context, Expr};
use proptest::prelude::*;

use super::View;
use crate::document::{encode, id_hash};
use crate::segment::{ANSWERS_MAX, Builder, Row, Segment, Source, Target, merge};
use crate::state::Dead;
use crate::terms::TermField;
use crate::{
    Entry, FacetField, FacetValue, Interrupt, Order, OrderBy, Page, PageRequest, Position, Search,
};

const ORGANIZATIONS: u32 = 4;
/// Segments from this place on are files.
const FILES_FROM: usize = 2;

/// Logs spread over segments, with what was deleted.
#[derive(Debug, Clone)]
struct World {
    /// Everything ever written.
    log: Vec<Entry>,
    /// The segment of each entry.
    places: Vec<usize>,
    deleted: BTreeSet<(OrganizationOrdinal, Number)>,
}

fn world() -> impl Strategy<Value = World> {
    let entry = (generate::event(), 0..ORGANIZATIONS, 0..4_usize, 0..6_u8);
    proptest::collection::vec(entry, 0..60).prop_map(|rows| {
        let mut next = BTreeMap::new();
        let mut world = World { log: Vec::new(), places: Vec::new(), deleted: BTreeSet::new() };
        for (mut event, organization, place, fate) in rows {
            let organization = OrganizationOrdinal(organization);
            let number: &mut u64 = next.entry(organization).or_default();
            event.id = EventId::parse(&format!("id-{number}")).unwrap();
            event.organization = OrganizationId::parse(&format!("o{}", organization.0)).unwrap();
            let number = Number(std::mem::replace(number, *number + 1));
            if fate == 0 {
                world.deleted.insert((organization, number));
            }
            world.log.push(Entry { organization, number, event });
            world.places.push(place);
        }
        world
    })
}

/// The same segment as a file; it stays open when its name is gone.
fn file_of(image: &Segment) -> Segment {
    let folder = tempfile::tempdir().unwrap();
    let target = Target::File { path: &folder.path().join("a.segment"), level: 1 };
    merge(&[Source { segment: image, dead: &|_| None }], target).unwrap().unwrap()
}

impl World {
    fn segments(&self) -> (Vec<Segment>, Vec<Dead>) {
        let mut builder = Builder::new();
        let mut segments = Vec::new();
        let mut dead = Vec::new();
        for place in 0..4 {
            let own = self.log.iter().zip(&self.places).filter(|(_, own)| **own == place);
            let own: Vec<&Entry> = own.map(|(entry, _)| entry).collect();
            for entry in &own {
                let encoded = encode(&entry.event, Fingerprint(7), Seed([3; 16]));
                builder.push(Row {
                    organization: entry.organization,
                    number: entry.number,
                    id_hash: id_hash(entry.organization, &entry.event.id),
                    document: &encoded.bytes,
                    event: &entry.event,
                });
            }
            let Some(image) = builder.finish() else { continue };
            let image = Segment::from_image(image);
            let segment = if place < FILES_FROM { image } else { file_of(&image) };
            let mut own_dead = Dead::new();
            for entry in own {
                if self.deleted.contains(&(entry.organization, entry.number)) {
                    let slice = segment.slice(entry.organization).unwrap();
                    let position = slice.position_of(entry.number).unwrap().unwrap();
                    own_dead.entry(entry.organization).or_default().insert(position);
                }
            }
            segments.push(segment);
            dead.push(own_dead);
        }
        (segments, dead)
    }

    fn live(&self) -> Vec<Entry> {
        let is_live = |entry: &&Entry| !self.deleted.contains(&(entry.organization, entry.number));
        self.log.iter().filter(is_live).cloned().collect()
    }
}

fn allow_strategy() -> impl Strategy<Value = Allow> {
    let calendars =
        proptest::sample::subsequence(vec![("École", 2026), ("North High", 2027)], 0..3);
    let logs = proptest::sample::select(vec![
        Scopes::all(),
        Scopes::default(),
        [Permission::ReadSmsLogs].into_iter().collect(),
        [Permission::ReadStaffSmsLog, Permission::ReadPushLog].into_iter().collect(),
    ]);
    let organizations = proptest::collection::btree_set(0..ORGANIZATIONS, 1..4);
    (organizations, calendars, any::<bool>(), logs).prop_map(
        |(organizations, calendars, without_calendar, logs)| {
            let calendars = calendars
                .into_iter()
                .map(|(school, end_year)| Calendar { school: school.to_owned(), end_year })
                .collect();
            allow_with(organizations, &RowFilter { calendars, without_calendar }, logs)
        },
    )
}

/// All organisations and rows.
pub(super) fn everyone() -> Allow {
    allow(0..ORGANIZATIONS, &RowFilter::default())
}

fn allow(organizations: impl IntoIterator<Item = u32>, rows: &RowFilter) -> Allow {
    allow_with(organizations, rows, Scopes::all())
}

fn allow_with(
    organizations: impl IntoIterator<Item = u32>,
    rows: &RowFilter,
    logs: Scopes,
) -> Allow {
    let mut tree = OrganizationTree::default();
    for ordinal in 0..ORGANIZATIONS {
        tree.insert(Organization {
            ordinal: OrganizationOrdinal(ordinal),
            id: OrganizationId::parse(&format!("o{ordinal}")).unwrap(),
            name: String::new(),
            parent: None,
            log_id: LogId([0; 16]),
            created_at: Millis(0),
            closed_at: None,
        });
    }
    let of = |ordinal| {
        let principal = Principal {
            kind: PrincipalKind::System,
            id: String::new(),
            name: String::new(),
            home: OrganizationOrdinal(ordinal),
            scopes: logs.union([Permission::ReadEvents].into_iter().collect()),
            below: Scopes::default(),
            rows: rows.clone(),
        };
        decide(&tree, &principal, OrganizationOrdinal(ordinal), Permission::ReadEvents)
            .allowed()
            .unwrap()
    };
    organizations.into_iter().map(of).reduce(Allow::and).unwrap()
}

fn position(entry: &Entry, by: OrderBy) -> Position {
    Position {
        value: model::sort_value(by, &entry.event),
        occurred_at: entry.event.occurred_at,
        organization: entry.organization,
        number: entry.number,
    }
}

fn check_page(page: &Page, expected: &[&Entry], more: bool, by: OrderBy) {
    let expected: Vec<Entry> = expected.iter().map(|&entry| entry.clone()).collect();
    let positions: Vec<Position> = expected.iter().map(|entry| position(entry, by)).collect();
    assert_eq!(page.entries, expected);
    assert_eq!(page.positions, positions);
    assert_eq!(page.more, more);
}

/// Pages from the start, after and before every row, of every size.
fn check_pages(view: &View<'_>, search: &Search<'_>, found: &[&Entry], order: Order, size: usize) {
    let mut sorted = found.to_vec();
    model::sort(&mut sorted, order);
    let request = |after, backwards| PageRequest {
        order,
        after,
        backwards,
        rows_max: NonZeroUsize::new(size).unwrap(),
    };
    let end = size.min(sorted.len());
    let page = view.page(search, &request(None, false)).unwrap();
    check_page(&page, &sorted[..end], sorted.len() > end, order.by);
    let start = sorted.len() - end;
    let page = view.page(search, &request(None, true)).unwrap();
    check_page(&page, &sorted[start..], start > 0, order.by);
    for (at, entry) in sorted.iter().enumerate() {
        let after = Some(position(entry, order.by));
        let end = (at + 1 + size).min(sorted.len());
        let page = view.page(search, &request(after.clone(), false)).unwrap();
        check_page(&page, &sorted[at + 1..end], end < sorted.len(), order.by);
        let start = at.saturating_sub(size);
        let page = view.page(search, &request(after, true)).unwrap();
        check_page(&page, &sorted[start..at], start > 0, order.by);
    }
}

const ORDERS: [OrderBy; 5] =
    [OrderBy::Date, OrderBy::User, OrderBy::Action, OrderBy::Source, OrderBy::Ip];

const FACETS: [FacetField; 8] = [
    FacetField::Actor,
    FacetField::Kind,
    FacetField::Source,
    FacetField::Action,
    FacetField::Category,
    FacetField::Area,
    FacetField::Type,
    FacetField::Outcome,
];

fn check_follow(view: &View<'_>, world: &World, search: &Search<'_>, found: &[&Entry], from: u64) {
    for organization in (0..ORGANIZATIONS).map(OrganizationOrdinal) {
        let own: Vec<Entry> = model::of(found, organization)
            .into_iter()
            .filter(|entry| entry.number.0 >= from)
            .collect();
        let known = search.allow.organizations().contains(&organization);
        let all = world.log.iter().filter(|entry| known && entry.organization == organization);
        let end = all.map(|entry| entry.number.0 + 1).max().unwrap_or(0).max(from);
        let count = view.count_from(search, organization, Number(from)).unwrap();
        assert_eq!(count, own.len() as u64);
        for rows_max in 1..4 {
            let (rows, next) = view.follow(search, organization, Number(from), rows_max).unwrap();
            let expected = &own[..rows_max.min(own.len())];
            let expected_next =
                if own.len() >= rows_max { expected[rows_max - 1].number.0 + 1 } else { end };
            assert_eq!(rows, expected);
            assert_eq!(next.0, expected_next);
        }
    }
}

/// The values without the categories of actions.
fn facet(view: &View<'_>, search: &Search<'_>, field: FacetField, max: usize) -> Vec<FacetValue> {
    let found = view.facets(search, &[field], max).unwrap().pop().unwrap();
    found.into_iter().map(|value| FacetValue { category: None, ..value }).collect()
}

fn check_facets_at_once(view: &View<'_>, search: &Search<'_>, found: &[&Entry]) {
    let all = view.facets(search, &FACETS, 100).unwrap();
    for (field, values) in FACETS.into_iter().zip(all) {
        for value in &values {
            let of_value = |event: &&Event| event.action == value.value;
            let mut categories =
                found.iter().map(|entry| &entry.event).filter(of_value).map(|one| &one.category);
            match field {
                FacetField::Action if search.allow.organizations().len() == 1 => {
                    assert!(categories.any(|one| *one == value.category));
                }
                _ => assert_eq!(value.category, None),
            }
        }
        let bare: Vec<_> =
            values.into_iter().map(|value| FacetValue { category: None, ..value }).collect();
        assert_eq!(bare, model::facet(found, field));
    }
}

fn check_everything(world: &World, allow: &Allow, expr: &Expr, edges: &[Millis], size: usize) {
    let (segments, dead) = world.segments();
    let never = Interrupt::default();
    let view = View::new(segments.iter().zip(&dead), &never);
    let live = world.live();
    let found = model::select(&live, allow, expr);
    let search = Search { allow, expr };

    for by in ORDERS {
        for descending in [true, false] {
            check_pages(&view, &search, &found, Order { by, descending }, size);
        }
    }
    for field in FACETS {
        let all = model::facet(&found, field);
        assert_eq!(facet(&view, &search, field, 100), all);
        assert_eq!(facet(&view, &search, field, 2), all[..all.len().min(2)]);
    }
    check_facets_at_once(&view, &search, &found);
    // The second time much is remembered.
    for _ in 0..2 {
        assert_eq!(view.total(&search).unwrap(), found.len() as u64);
        assert_eq!(view.histogram(&search, edges).unwrap(), model::histogram(&found, edges));
    }
    let times = || found.iter().map(|entry| entry.event.occurred_at);
    assert_eq!(view.time_bounds(&search).unwrap(), times().min().zip(times().max()));
    let properties = model::properties(&found);
    assert_eq!(view.properties(&search, 100).unwrap(), properties);
    assert_eq!(view.properties(&search, 1).unwrap(), properties[..properties.len().min(1)]);
    check_follow(&view, world, &search, &found, size as u64);
}

fn check_lookups(world: &World, allow: &Allow) {
    let (segments, dead) = world.segments();
    let never = Interrupt::default();
    let view = View::new(segments.iter().zip(&dead), &never);
    let live = world.live();
    let seen = model::select(&live, allow, &Expr::All);
    for number in 0..20 {
        let id = EventId::parse(&format!("id-{number}")).unwrap();
        let first =
            seen.iter().filter(|entry| entry.event.id == id).min_by_key(|entry| entry.organization);
        assert_eq!(view.by_id(allow, &id).unwrap().as_ref(), first.copied());
        for organization in (0..ORGANIZATIONS).map(OrganizationOrdinal) {
            let expected = seen
                .iter()
                .find(|entry| (entry.organization, entry.number.0) == (organization, number));
            let found = view.by_number(allow, organization, Number(number)).unwrap();
            assert_eq!(found.as_ref(), expected.copied());
        }
    }
}

proptest! {
    #[test]
    fn a_search_gives_what_a_list_and_a_filter_give(
        world in world(),
        allow in allow_strategy(),
        expr in generate::expr(),
        mut edges in proptest::collection::vec(generate::time(), 0..12),
        size in 1..9_usize,
        whole_hours in any::<bool>(),
    ) {
        if whole_hours {
            edges.iter_mut().for_each(|edge| edge.0 -= edge.0.rem_euclid(3_600_000));
        }
        edges.sort();
        check_everything(&world, &allow, &expr, &edges, size);
    }

    #[test]
    fn single_entries_are_found_by_id_and_number(world in world(), allow in allow_strategy()) {
        check_lookups(&world, &allow);
    }

    #[test]
    fn columns_read_at_once_are_columns_read_one_by_one(
        event in generate::event(),
        times in proptest::collection::vec(0..100_000_i64, 1..400),
        span in (0..400_u32, 0..400_u32),
    ) {
        let mut world = World { log: Vec::new(), places: Vec::new(), deleted: BTreeSet::new() };
        for (number, time) in (0_u64..).zip(times) {
            let mut event = event.clone();
            event.id = EventId::parse(&format!("id-{number}")).unwrap();
            event.occurred_at = Millis(time * time);
            event.source = (time % 7 > 0).then(|| format!("source {}", time % 7));
            let organization = OrganizationOrdinal(0);
            world.log.push(Entry { organization, number: Number(number), event });
            world.places.push(0);
        }
        let (segments, _) = world.segments();
        let slice = segments[0].slice(OrganizationOrdinal(0)).unwrap();
        let end = span.1.min(slice.len());
        let start = span.0.min(end);
        let mut times = Vec::new();
        slice.times_in(start..end, |some| times.extend_from_slice(some)).unwrap();
        let expected: Vec<Millis> = (start..end).map(|at| slice.occurred_at(at).unwrap()).collect();
        prop_assert_eq!(times, expected);
        let codes = slice.code_column(TermField::Source).unwrap();
        for at in start..end {
            prop_assert_eq!(codes.get(at).unwrap(), slice.code(TermField::Source, at).unwrap());
        }
        prop_assert!(codes.get(slice.len()).is_err());
        prop_assert!(slice.times_in(0..slice.len() + 1, |_| ()).is_err());
    }

    #[test]
    fn charts_are_remembered_until_others_need_their_room(event in generate::event()) {
        let mut world = World { log: Vec::new(), places: Vec::new(), deleted: BTreeSet::new() };
        for organization in (0..ORGANIZATIONS).map(OrganizationOrdinal) {
            world.log.push(Entry { organization, number: Number(0), event: event.clone() });
            world.places.push(0);
        }
        let (segments, _) = world.segments();
        let chart = |count| {
            let organizations: Vec<_> = (0..count).map(OrganizationOrdinal).collect();
            segments[0].chart(&organizations).unwrap().unwrap()
        };
        let (one, two) = (chart(1), chart(2));
        prop_assert_eq!(two.before(Millis(i64::MAX)), 2);
        prop_assert_eq!(two.before(Millis(i64::MIN)), 0);
        prop_assert!(Arc::ptr_eq(&one, &chart(1)) && Arc::ptr_eq(&two, &chart(2)));
        let three = chart(3);
        prop_assert!(Arc::ptr_eq(&two, &chart(2)) && Arc::ptr_eq(&three, &chart(3)));
        prop_assert!(!Arc::ptr_eq(&one, &chart(1)));
    }

    #[test]
    fn so_many_counts_are_remembered_even_empty_ones(event in generate::event()) {
        let entry = Entry { organization: OrganizationOrdinal(0), number: Number(0), event };
        let world = World { log: vec![entry], places: vec![0], deleted: BTreeSet::new() };
        let (segments, _) = world.segments();
        let organizations: Vec<_> = (0..3).map(OrganizationOrdinal).collect();
        let expr = |word: usize| {
            annals_query::parse(&format!("w{word}"), &Context::utc(Millis(0))).unwrap()
        };
        let field = TermField::Action;
        for word in 0..=ANSWERS_MAX {
            let empty = Arc::from([]);
            segments[0].remember_counts(&organizations, &expr(word), field, empty);
        }
        let known = |word| segments[0].known_counts(&organizations, &expr(word), field).is_some();
        prop_assert!(!known(0));
        prop_assert!((1..=ANSWERS_MAX).all(known));
    }

    #[test]
    fn totals_are_remembered_until_others_need_their_room(event in generate::event()) {
        let entry = Entry { organization: OrganizationOrdinal(0), number: Number(0), event };
        let world = World { log: vec![entry], places: vec![0], deleted: BTreeSet::new() };
        let (segments, _) = world.segments();
        let organizations: Vec<_> = (0..3).map(OrganizationOrdinal).collect();
        let expr = |word: &str| annals_query::parse(word, &Context::utc(Millis(0))).unwrap();
        for (word, count) in [("one", 1), ("two", 2), ("three", 3)] {
            segments[0].remember_total(&organizations, &expr(word), count);
        }
        let known = |organizations, word| segments[0].known_total(organizations, &expr(word));
        prop_assert_eq!(known(&organizations, "one"), None);
        prop_assert_eq!(known(&organizations, "two"), Some(2));
        prop_assert_eq!(known(&organizations, "three"), Some(3));
        prop_assert_eq!(known(&organizations[1..], "three"), None);
    }

    #[test]
    fn other_organizations_change_nothing(world in world(), expr in generate::expr()) {
        let own = OrganizationOrdinal(1);
        let allow = allow([own.0], &RowFilter::default());
        let mut alone = world.clone();
        let keep: Vec<bool> = world.log.iter().map(|entry| entry.organization == own).collect();
        let mut kept = keep.iter();
        alone.log.retain(|_| *kept.next().unwrap());
        let mut kept = keep.iter();
        alone.places.retain(|_| *kept.next().unwrap());
        let search = Search { allow: &allow, expr: &expr };
        let results = |world: &World| {
            let (segments, dead) = world.segments();
            let never = Interrupt::default();
            let view = View::new(segments.iter().zip(&dead), &never);
            let request = PageRequest {
                order: Order::default(),
                after: None,
                backwards: false,
                rows_max: NonZeroUsize::new(50).unwrap(),
            };
            let page = view.page(&search, &request).unwrap();
            let facets = FACETS.map(|field| facet(&view, &search, field, 50));
            (page.entries, page.more, view.total(&search).unwrap(), facets)
        };
        prop_assert_eq!(results(&world), results(&alone));
    }
}
