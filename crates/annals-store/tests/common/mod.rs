//! What tests of the store share: a store in a temporary directory and short ways to fill it.

#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of these helpers")]

use std::path::Path;
use std::sync::Arc;

use annals_model::{
    Actor, Allow, AllowDeletion, Catalogue, Draft, EventId, EventType, FixedClock, Masker, Millis,
    Number, OrganizationId, OrganizationOrdinal, OrganizationTree, Permission, Principal,
    PrincipalKind, Record, RowFilter, Scopes, admit, decide, decide_deletion,
};
use annals_query::{Expr, Term};
use annals_store::{
    Command, CommandError, Deletable, Held, NewEvent, NewOrganization, Options, Store, Transaction,
};

/// The time that tests take for now: 2026-01-01T00:00:00Z.
pub(crate) const NOW: Millis = Millis(1_767_225_600_000);

/// Options under which nothing happens by itself.
pub(crate) fn quiet() -> Options {
    Options { clock: Arc::new(FixedClock::new(NOW)), background: false, ..Options::default() }
}

/// Opens a store in which organisations 1 to `organizations` exist.
pub(crate) async fn open(directory: &Path, options: Options, organizations: u32) -> Store {
    let store = Store::open(directory, options).await.unwrap();
    for ordinal in store.organizations().len() as u32..=organizations {
        let made = store.command(Create(format!("org{ordinal}"))).await.unwrap();
        assert_eq!(made, OrganizationOrdinal(ordinal));
    }
    store
}

/// Creates an organisation.
pub(crate) struct Create(pub(crate) String);

impl Command for Create {
    type Output = OrganizationOrdinal;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<OrganizationOrdinal, CommandError> {
        let new = NewOrganization {
            id: OrganizationId::parse(&self.0).unwrap(),
            name: self.0.clone(),
            parent: OrganizationOrdinal(0),
        };
        Ok(transaction.create_organization(new).await?.ordinal)
    }
}

/// Deletes entries and records the entry that authorises it.
pub(crate) struct Delete {
    pub(crate) entries: Deletable,
    pub(crate) entry: NewEvent,
}

impl Delete {
    /// Those of the numbers that may be deleted now.
    pub(crate) fn new(store: &Store, organization: u32, numbers: &[u64], entry: NewEvent) -> Self {
        let each: Vec<_> = numbers.iter().map(|&number| Expr::Term(Term::Number(number))).collect();
        let none = Expr::Not(Box::new(Expr::All));
        let expr = if each.is_empty() { none } else { Expr::Or(each).normal() };
        Self { entries: deletable(store, organization, &expr), entry }
    }
}

/// The entries of a search that may be deleted now.
pub(crate) fn deletable(store: &Store, organization: u32, expr: &Expr) -> Deletable {
    let allow = allow_deletion(&store.organizations(), organization);
    store.snapshot().deletable(&allow, expr, Number(u64::MAX), &Held::default()).unwrap()
}

impl Command for Delete {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        transaction.delete(self.entries.clone()).await?;
        transaction.record(self.entry.clone());
        Ok(())
    }
}

/// The right to see everything of some organisations.
pub(crate) fn allow(tree: &OrganizationTree, organizations: &[u32]) -> Allow {
    organizations
        .iter()
        .map(|&ordinal| {
            decide(tree, &principal(), OrganizationOrdinal(ordinal), Permission::ReadEvents)
                .allowed()
                .unwrap()
        })
        .reduce(Allow::and)
        .unwrap()
}

/// The right to delete whatever of an organisation may be deleted.
pub(crate) fn allow_deletion(tree: &OrganizationTree, organization: u32) -> AllowDeletion {
    decide_deletion(tree, &principal(), OrganizationOrdinal(organization)).unwrap()
}

fn principal() -> Principal {
    Principal {
        kind: PrincipalKind::System,
        id: "test".to_owned(),
        name: "test".to_owned(),
        home: OrganizationOrdinal(0),
        scopes: Scopes::all(),
        below: Scopes::all(),
        rows: RowFilter::default(),
    }
}

/// A draft by `actor`.
pub(crate) fn draft(id: &str, action: &str, actor: &str) -> Draft {
    Draft {
        id: Some(EventId::parse(id).unwrap()),
        occurred_at: Some(NOW),
        action: action.to_owned(),
        actor: Actor { name: Some(actor.to_owned()), ..Actor::default() },
        event_type: Some(EventType::Change),
        ..Draft::default()
    }
}

/// An affected record.
pub(crate) fn record(record_type: &str, id: &str, name: &str) -> Record {
    Record {
        record_type: record_type.to_owned(),
        id: id.to_owned(),
        name: Some(name.to_owned()),
        change: Some(EventType::Change),
    }
}

/// Admits a draft into an organisation's log.
pub(crate) fn new_event(organization: u32, draft: Draft) -> NewEvent {
    let id = OrganizationId::parse(&format!("org{organization}")).unwrap();
    let (event, fingerprint) =
        admit(draft, id, &Catalogue::default(), &Masker::default(), NOW).unwrap();
    NewEvent { organization: OrganizationOrdinal(organization), event, fingerprint }
}
