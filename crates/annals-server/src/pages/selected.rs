//! The entries of a page's search that something is done with: all of them, or those ticked.

use std::collections::{BTreeMap, BTreeSet};

use annals_desk::{LogReading, LogSearch};
use annals_model::{Allow, Millis, Number, Organization, OrganizationId, Permission};
use annals_query::{Context, Expr, Term, parse, print};
use annals_store::Search;
use annals_viewer::fault::{Fault, RequestFault};
use annals_viewer::{LogAddress, Markup, Selection, Ticked, describe};

use super::called::Called;
use super::filters::{Filters, Without};
use super::{range, record};
use crate::error::{Code, Failure};
use crate::readings::{Part, Reading, Shows};
use crate::session::Visitor;
use crate::state::{AppState, NO_SUCH_ORGANIZATION};

/// A search that the visitor may read, as the page at its address runs it, or what of it was
/// ticked.
pub(super) struct Selected {
    pub(super) organization: Organization,
    pub(super) address: LogAddress,
    pub(super) selection: Selection,
    /// How the search was understood; its present is the page's.
    pub(super) context: Context,
    /// What is looked for.
    pub(super) find: Find,
    /// The same in others, where entries of several organisations were ticked: numbers mean other
    /// entries in each.
    pub(super) more: Vec<Find>,
    /// The search in words, and whether it leaves out what tells of views and exports.
    pub(super) words: Markup,
    pub(super) hides_access: bool,
    /// What entries about it tell.
    pub(super) told: LogSearch,
}

/// One search.
pub(super) struct Find {
    pub(super) organization: Organization,
    pub(super) allow: Allow,
    pub(super) expr: Expr,
    /// What entries in the log of that organisation tell of it.
    pub(super) told: LogSearch,
}

impl Find {
    pub(super) fn search(&self) -> Search<'_> {
        Search { allow: &self.allow, expr: &self.expr }
    }

    /// What was ticked of one organisation, whatever was searched for then: these and no others.
    fn ticked(organization: Organization, allow: Allow, numbers: &[Number]) -> Self {
        let each = numbers.iter().map(|number| Expr::Term(Term::Number(number.0)));
        let expr = Expr::Or(each.collect()).normal();
        let entries = numbers.iter().map(|number| (None, *number)).collect();
        let told = LogSearch { entries, ..LogSearch::everything(organization.ordinal) };
        Self { organization, allow, expr, told }
    }
}

impl Selected {
    /// Reads the rest of an address; `asked_at` is what "today" meant on the page.
    ///
    /// Strictly, other than the page: a filter that is left out is a notice there, but would here
    /// do more than was meant.
    pub(super) async fn new(
        state: &AppState,
        visitor: &Visitor,
        pairs: Vec<(String, String)>,
        selection: Selection,
        asked_at: Millis,
    ) -> Result<Self, Failure> {
        let (address, unknown) = LogAddress::read(pairs);
        let principal = &visitor.signed_in.principal;
        let (organization, allow) = state.allow_place(principal, &address.place)?;
        let (within, _) = record::within(state, principal, &organization, &address).await?;
        if !unknown.is_empty() {
            return Err(refused(RequestFault::AddressPart(unknown.join(", "))));
        }
        let mut context = super::context(state, &organization, &address);
        context.now = asked_at;
        let resolved = range::resolve(&address.range, &context);
        if let Some(problem) = resolved.view.from_problem.or(resolved.view.to_problem) {
            return Err(refused(problem));
        }
        let words = parse(&address.query, &context).map_err(|errors| {
            let first = errors.0.into_iter().next().map(|error| Fault::from(error.reason));
            let fault = first.unwrap_or(RequestFault::NotUnderstood.into());
            Failure::told(Code::InvalidQuery, fault)
        })?;
        let at = (&organization, &allow);
        let called = Called::find(state, principal, at, &address, &words).await?;
        let filters = Filters::new(words, resolved.range, &address, within).widened(&called);
        let in_words = describe(&filters.expr(Without::HidingAccess), &context);
        let hides_access = filters.hides_access;
        let below = address.place.below;
        let (find, more, told) = match &selection {
            Selection::All => {
                let told = filters.told(organization.ordinal, &address.query);
                let told = LogSearch { below, ..told };
                let (organization, expr) = (organization.clone(), filters.expr(Without::Nothing));
                (Find { organization, allow, expr, told: told.clone() }, Vec::new(), told)
            }
            Selection::Entries(ticked) => {
                let finds = finds(state, visitor, (&organization, &allow), below, ticked)?;
                let mut finds = finds.into_iter();
                let find = finds.next().ok_or_else(|| refused(RequestFault::NothingSelected))?;
                let named = |log: &OrganizationId| below.then(|| log.clone());
                let all = ticked.iter().map(|one| {
                    let log = one.log.as_ref().unwrap_or(&organization.id);
                    (named(log), Number(one.number))
                });
                let entries = all.collect();
                let told = LogSearch::everything(organization.ordinal);
                (find, finds.collect(), LogSearch { below, entries, ..told })
            }
        };
        Ok(Self {
            organization,
            address,
            selection,
            context,
            find,
            more,
            words: in_words,
            hides_access,
            told,
        })
    }

    /// All searches that find it; no entry is found by two of them.
    pub(super) fn finds(&self) -> impl Iterator<Item = &Find> {
        std::iter::once(&self.find).chain(&self.more)
    }

    /// What of the log is read by looking at it.
    pub(super) fn reading(&self) -> Reading {
        let each = self.finds().map(|find| {
            let of = if self.more.is_empty() { "" } else { find.organization.id.as_str() };
            format!("{of}{}", print(&find.expr, &self.context))
        });
        Reading {
            what: LogReading::Search(self.told.clone()),
            asked: Reading::asked(self.address.place.below, &each.collect::<String>()),
            shows: Shows::of(&self.find.expr),
            part: Part::Rest,
        }
    }
}

/// A search in each organisation of which something was ticked, at a place that the visitor may
/// read: one that lies elsewhere is as unknown as one that nobody has.
fn finds(
    state: &AppState,
    visitor: &Visitor,
    (organization, allow): (&Organization, &Allow),
    below: bool,
    ticked: &BTreeSet<Ticked>,
) -> Result<Vec<Find>, Failure> {
    let mut numbers: BTreeMap<&OrganizationId, Vec<Number>> = BTreeMap::new();
    for Ticked { log, number } in ticked {
        if below && log.is_none() {
            return Err(refused(RequestFault::NumberAlone(*number)));
        }
        numbers.entry(log.as_ref().unwrap_or(&organization.id)).or_default().push(Number(*number));
    }
    let principal = &visitor.signed_in.principal;
    let find = |(log, numbers): (_, Vec<_>)| {
        let (one, own) = state.allow_named(principal, Some(log), false, Permission::ReadEvents)?;
        if !allow.organizations().contains(&one.ordinal) {
            return Err(Failure::new(Code::NotFound, NO_SUCH_ORGANIZATION));
        }
        Ok(Find::ticked(one, own, &numbers))
    };
    numbers.into_iter().map(find).collect()
}

/// A part of the request that can't be used.
pub(super) fn refused(fault: impl Into<Fault>) -> Failure {
    Failure::told(Code::InvalidParameter, fault)
}

/// A moment in an address or a form.
pub(super) fn moment(typed: &str) -> Result<Millis, Failure> {
    Millis::parse(typed).map_err(|_| refused(RequestFault::NoTime(typed.to_owned())))
}

/// What the form of ticked boxes selects, if these are the fields of that form.
pub(super) fn ticked(fields: &[(String, String)]) -> Result<Option<Selection>, Failure> {
    let has = |name: &str, value: &str| fields.iter().any(|(n, v)| n == name && v == value);
    if !has("of", "selection") {
        return Ok(None);
    }
    if has("all", "true") {
        return Ok(Some(Selection::All));
    }
    let boxes = fields.iter().filter(|(name, _)| name == "entry");
    let ticked = boxes.map(|(_, value)| Ticked::parse(value));
    let selection = ticked.collect::<Result<Vec<_>, _>>().and_then(Selection::entries);
    selection.map(Some).map_err(refused)
}
