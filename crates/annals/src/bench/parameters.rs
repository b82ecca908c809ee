//! What queries are about: entries of a large, a middling and a tiny organisation.

use annals_model::{
    Allow, Millis, OrganizationId, OrganizationOrdinal, Permission, Principal, PrincipalKind,
    RowFilter, Scopes, TimeRange, decide, decide_with_below,
};
use annals_query::{Expr, Term};
use annals_samples::{Bench, FROM, ORGANIZATIONS, SPAN_MS};
use annals_store::{Entry, PageRequest, Search, Store};
use anyhow::Context;
use std::num::NonZeroUsize;

use super::report::Draws;

/// Where is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Largest,
    Median,
    Tiny,
    /// The organisation above 500 others.
    Tree,
}

impl Class {
    pub(super) const ALL: [Self; 4] = [Self::Largest, Self::Median, Self::Tiny, Self::Tree];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Largest => "largest",
            Self::Median => "median",
            Self::Tiny => "tiny",
            Self::Tree => "tree of 500",
        }
    }

    /// Its place in the stream's list of organisations.
    pub(super) fn organization(self) -> usize {
        match self {
            Self::Largest => 1,
            Self::Median => ORGANIZATIONS / 2,
            Self::Tiny => ORGANIZATIONS,
            Self::Tree => 0,
        }
    }
}

/// Entries of one class, with the right to search there.
pub(super) struct Pool {
    pub(super) allow: Allow,
    pub(super) entries: Vec<Entry>,
}

/// Entries drawn of each class.
const ENTRIES: usize = 2_000;
const PAGE: usize = 20;

impl Pool {
    /// Takes entries from moments all over the two years; `None` when there are none.
    pub(super) fn collect(
        store: &Store,
        stream: &Bench,
        class: Class,
        draws: &mut Draws,
    ) -> anyhow::Result<Option<Self>> {
        let organization =
            stream.organizations().get(class.organization()).context("the stream is too small")?;
        let allow = allow(store, &organization.id, class == Class::Tree)?;
        let snapshot = store.snapshot();
        let mut entries = Vec::with_capacity(ENTRIES);
        let mut attempts = 0;
        while entries.len() < ENTRIES && attempts < ENTRIES {
            attempts += 1;
            let until = Millis(FROM.0 + draws.below(SPAN_MS as u64) as i64);
            let expr = Expr::Term(Term::Time(TimeRange { from: None, to: Some(until) }));
            let rows_max = NonZeroUsize::new(PAGE).unwrap_or(NonZeroUsize::MIN);
            let request = PageRequest::newest(rows_max);
            let search = Search { allow: &allow, expr: &expr };
            entries.extend(snapshot.page(&search, &request)?.entries);
        }
        Ok((!entries.is_empty()).then_some(Self { allow, entries }))
    }

    /// One of the entries.
    pub(super) fn pick(&self, draws: &mut Draws) -> &Entry {
        &self.entries[draws.below(self.entries.len() as u64) as usize]
    }
}

fn allow(store: &Store, id: &OrganizationId, below: bool) -> anyhow::Result<Allow> {
    let tree = store.organizations();
    let organization = tree.find(id).context("an organisation is missing")?.ordinal;
    let principal = reader(organization, below);
    let decision = match below {
        true => decide_with_below(&tree, &principal, organization, Permission::ReadEvents),
        false => decide(&tree, &principal, organization, Permission::ReadEvents),
    };
    decision.allowed().context("whoever reads at home may read")
}

fn reader(home: OrganizationOrdinal, reaches_below: bool) -> Principal {
    let scopes = Scopes::all();
    Principal {
        kind: PrincipalKind::System,
        id: "bench".to_owned(),
        name: "bench".to_owned(),
        home,
        scopes,
        below: if reaches_below { scopes } else { Scopes::default() },
        rows: RowFilter::default(),
    }
}
