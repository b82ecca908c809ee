//! Whatever is done to a store, it answers as a list with a filter would.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod common;

use std::num::NonZeroUsize;

use annals_model::{Event, EventType, Millis, Number, OrganizationOrdinal};
use annals_proof::{leaf_hash, verify_inclusion};
use annals_query::{Expr, Field, Pattern, Term, Text, matches};
use annals_store::{
    Error, FacetField, NewEvent, Order, PageRequest, Position, Search, Store, fsck,
};
use common::{Delete, NOW, allow, deletable, draft, new_event, open, quiet, record};
use proptest::prelude::*;

const ORGANIZATIONS: u32 = 3;

/// One step in the life of a store.
#[derive(Clone, Debug)]
enum Step {
    /// Events as (organisation, id, words, minutes before now).
    Append(Vec<(u32, u8, u8, i32)>),
    Seal,
    Compact,
    /// Deletes what a number divides.
    Delete(u32, u64),
    Restart,
    Look(Question),
}

/// A search with how it is paged.
#[derive(Clone, Debug)]
struct Question {
    organizations: Vec<u32>,
    expr: Expr,
    rows: usize,
    ascending: bool,
}

fn step() -> impl Strategy<Value = Step> {
    let event = (1..=ORGANIZATIONS, any::<u8>(), 0..30u8, -1000..1000i32);
    prop_oneof![
        6 => prop::collection::vec(event, 1..40).prop_map(Step::Append),
        2 => Just(Step::Seal),
        1 => Just(Step::Compact),
        1 => (1..=ORGANIZATIONS, 2..9u64).prop_map(|(org, by)| Step::Delete(org, by)),
        1 => Just(Step::Restart),
        4 => question().prop_map(Step::Look),
    ]
}

fn question() -> impl Strategy<Value = Question> {
    let organizations = prop::collection::btree_set(1..=ORGANIZATIONS, 1..=3);
    (organizations, expr(), 1..12usize, any::<bool>()).prop_map(
        |(organizations, expr, rows, ascending)| Question {
            organizations: organizations.into_iter().collect(),
            expr,
            rows,
            ascending,
        },
    )
}

fn expr() -> impl Strategy<Value = Expr> {
    let word = prop::sample::select(vec!["ada", "smith", "delete", "charge", "payment", "desk"]);
    let anywhere = |word: &str| Expr::Term(Term::Anywhere(Text::Word(word.to_owned())));
    let object = |word: &str| Expr::Term(Term::Object(Text::Word(word.to_owned())));
    let leaf = prop_oneof![
        2 => Just(Expr::All),
        4 => word.clone().prop_map(anywhere),
        1 => word.prop_map(object),
        1 => Just(Expr::Term(Term::Anywhere(Text::Phrase(vec!["deleted".into(), "charge".into()])))),
        1 => Just(Expr::Term(Term::Field(Field::Source, Pattern("front desk".into())))),
        1 => Just(Expr::Term(Term::Field(Field::Action, Pattern("charge.*".into())))),
        1 => Just(Expr::Term(Term::Type(EventType::Delete))),
        1 => (-900..900i64, 1..600i64).prop_map(|(from, len)| Expr::Term(Term::Time(
            annals_model::TimeRange { from: Some(at(from)), to: Some(at(from + len)) }))),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 1..3).prop_map(Expr::Or),
            inner.prop_map(|inner| Expr::Not(Box::new(inner))),
        ]
    })
}

fn at(minutes: i64) -> Millis {
    Millis(NOW.0 + minutes * 60_000)
}

/// What stands in an event follows from its id, so that a repeat is a repeat.
fn event(organization: u32, id: u8, words: u8, minutes: i32) -> NewEvent {
    let verb = ["created", "deleted", "updated"][usize::from(words % 3)];
    let noun = ["charge", "payment"][usize::from(words % 2)];
    let who = ["Ada", "Bo", "Cy Smith"][usize::from(words / 3 % 3)];
    let mut draft = draft(&format!("{id}"), &format!("{noun}.{verb}"), who);
    draft.event_type = None;
    draft.occurred_at = Some(at(i64::from(minutes)));
    draft.source = words.is_multiple_of(4).then(|| "Front Desk".to_owned());
    draft.records = vec![record(noun, &id.to_string(), "Smith family")];
    new_event(organization, draft)
}

/// The list that the store must agree with.
#[derive(Default)]
struct Model {
    entries: Vec<Row>,
}

struct Row {
    organization: OrganizationOrdinal,
    number: Number,
    event: Event,
    fingerprint: annals_model::Fingerprint,
    deleted: bool,
}

impl Model {
    /// The numbers that a request gets, or the index of its first conflict.
    fn append(&mut self, events: &[NewEvent]) -> Result<Vec<Number>, usize> {
        let before = self.entries.len();
        let mut numbers = Vec::new();
        for (index, new) in events.iter().enumerate() {
            let same =
                |row: &&Row| row.organization == new.organization && row.event.id == new.event.id;
            if let Some(row) = self.entries.iter().find(same) {
                if row.fingerprint != new.fingerprint && !row.deleted {
                    self.entries.truncate(before);
                    return Err(index);
                }
                numbers.push(row.number);
                continue;
            }
            let number = Number(self.size(new.organization));
            numbers.push(number);
            self.entries.push(Row {
                organization: new.organization,
                number,
                event: new.event.clone(),
                fingerprint: new.fingerprint,
                deleted: false,
            });
        }
        Ok(numbers)
    }

    fn size(&self, organization: OrganizationOrdinal) -> u64 {
        self.entries.iter().filter(|row| row.organization == organization).count() as u64
    }

    /// Matching rows, newest first.
    fn rows(&self, question: &Question) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self
            .entries
            .iter()
            .filter(|row| !row.deleted && question.organizations.contains(&row.organization.0))
            .filter(|row| matches(&question.expr, &row.event, row.number))
            .collect();
        rows.sort_by_key(|row| {
            (row.event.occurred_at, std::cmp::Reverse(row.organization), row.number)
        });
        if !question.ascending {
            rows.reverse();
        }
        rows
    }
}

async fn check(store: &Store, model: &Model, question: &Question) {
    let snapshot = store.snapshot();
    let allow = allow(&store.organizations(), &question.organizations);
    let search = Search { allow: &allow, expr: &question.expr };
    let expected = model.rows(question);
    assert_eq!(snapshot.total(&search).unwrap(), expected.len() as u64, "total of {question:?}");

    let wanted: Vec<_> = expected.iter().map(|row| (row.organization, row.number)).collect();
    let order = Order { descending: !question.ascending, ..Order::default() };
    let mut seen = Vec::new();
    let mut positions: Vec<Position> = Vec::new();
    loop {
        let request = PageRequest {
            order,
            after: positions.last().cloned(),
            backwards: false,
            rows_max: NonZeroUsize::new(question.rows).unwrap(),
        };
        let page = snapshot.page(&search, &request).unwrap();
        seen.extend(page.entries.iter().map(|entry| (entry.organization, entry.number)));
        positions.extend(page.positions);
        assert!(page.entries.len() == question.rows || !page.more);
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, wanted, "rows of {question:?}");
    if let Some(last) = positions.last() {
        let request = PageRequest {
            order,
            after: Some(last.clone()),
            backwards: true,
            rows_max: NonZeroUsize::new(wanted.len().max(1)).unwrap(),
        };
        let back = snapshot.page(&search, &request).unwrap();
        let back: Vec<_> = back.entries.iter().map(|e| (e.organization, e.number)).collect();
        assert_eq!(back, wanted[..wanted.len() - 1], "backwards over {question:?}");
    }

    let facet = snapshot.facet(&search, FacetField::Action, 100).unwrap();
    let counted: u64 = facet.iter().map(|value| value.count).sum();
    assert_eq!(counted, wanted.len() as u64, "facet of {question:?}");
    let edges: Vec<Millis> = (-10..=10).map(|i| at(i * 100)).collect();
    let bins = snapshot.histogram(&search, &edges).unwrap();
    let naive = edges.windows(2).map(|edge| {
        let inside = |row: &&&Row| (edge[0]..edge[1]).contains(&row.event.occurred_at);
        expected.iter().filter(inside).count() as u64
    });
    assert_eq!(bins, naive.collect::<Vec<_>>(), "histogram of {question:?}");
}

async fn delete(store: &Store, model: &mut Model, organization: u32, by: u64, serial: usize) {
    let mine = |row: &&mut Row| row.organization.0 == organization && !row.deleted;
    let found = deletable(store, organization, &Expr::All);
    let (mut may, mut kept, mut numbers) = (Vec::new(), 0, Vec::new());
    for row in model.entries.iter_mut().filter(mine) {
        if !annals_store::may_delete(&row.event) {
            kept += 1;
            continue;
        }
        may.push(row.number);
        if row.number.0 % by == 0 {
            row.deleted = true;
            numbers.push(row.number.0);
        }
    }
    assert_eq!((found.numbers().collect::<Vec<_>>(), found.kept()), (may, kept));
    let entry = new_event(organization, draft(&format!("d{serial}"), "annals.deleted", "Ada"));
    model.append(std::slice::from_ref(&entry)).unwrap();
    store.command(Delete::new(store, organization, &numbers, entry)).await.unwrap();
}

async fn run(steps: Vec<Step>) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path(), quiet(), ORGANIZATIONS).await;
    let mut model = Model::default();
    for (serial, step) in steps.into_iter().enumerate() {
        match step {
            Step::Append(parts) => {
                let events: Vec<NewEvent> = parts
                    .into_iter()
                    .map(|(org, id, words, at)| event(org, id, words, at))
                    .collect();
                match (model.append(&events), store.append(events).await) {
                    (Ok(numbers), Ok(receipts)) => {
                        let got: Vec<Number> = receipts.iter().map(|r| r.number).collect();
                        assert_eq!(got, numbers);
                    }
                    (Err(expected), Err(Error::Conflict { index, .. })) => {
                        assert_eq!(index, expected);
                    }
                    (expected, got) => panic!("expected {expected:?}, got {got:?}"),
                }
            }
            Step::Seal => store.seal().await.unwrap(),
            Step::Compact => store.compact().await.unwrap(),
            Step::Delete(organization, by) => {
                delete(&store, &mut model, organization, by, serial).await;
            }
            Step::Restart => {
                store.close().await;
                drop(store);
                store = open(folder.path(), quiet(), ORGANIZATIONS).await;
            }
            Step::Look(question) => check(&store, &model, &question).await,
        }
    }
    let everything = Question {
        organizations: (1..=ORGANIZATIONS).collect(),
        expr: Expr::All,
        rows: 7,
        ascending: false,
    };
    check(&store, &model, &everything).await;
    prove_everything(&store, &model).await;
    store.close().await;
    drop(store);
    let report = fsck(folder.path(), &mut |_| ()).await.unwrap();
    assert_eq!(report.problems, []);
}

/// Also what was deleted keeps its place.
async fn prove_everything(store: &Store, model: &Model) {
    let allow = allow(&store.organizations(), &[1, 2, 3]);
    for row in &model.entries {
        let proof = store.prove(&allow, row.organization, row.number).await.unwrap().unwrap();
        assert_eq!(proof.tree_size, model.size(row.organization));
        let leaf = leaf_hash(&proof.commitment);
        verify_inclusion(&leaf, row.number.0, proof.tree_size, &proof.path, &proof.root).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("ANNALS_TEST_CASES").map_or(48, |n| n.parse().unwrap()),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_store_answers_as_a_list_would(steps in prop::collection::vec(step(), 1..24)) {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(run(steps));
    }
}
