//! Who may do what in an organisation, now or in the past: the present of the desk, and the entries
//! that tell how it came to be.

use std::num::NonZeroUsize;

use annals_desk::{ACCESS_ACTIONS, Access, Move};
use annals_model::{
    Allow, Millis, Organization, OrganizationId, OrganizationOrdinal, Permission, Principal,
    TimeRange,
};
use annals_query::{Context, Expr, Field, Pattern, Term};
use annals_store::{Order, PageRequest, Search, Snapshot};
use annals_viewer::fault::{AccessFault, ServerFault};

use crate::error::{Code, Failure};
use crate::state::AppState;

/// Changes that are taken back at most: each is an entry that is read.
const CHANGES_MAX: u64 = 100_000;
/// Entries that are read at a time.
const ROWS: NonZeroUsize = NonZeroUsize::new(500).unwrap();
/// The action of entries about a move.
const MOVED: &str = "annals.organization.moved";
/// How often it is tried again because someone changed something meanwhile.
const TRIES: usize = 5;

/// Who may do what in `organization` at `at`; now, where that is absent.
///
/// The past takes the right to read its entries whole, of all school years: what follows from them
/// is theirs as well.
pub(crate) async fn access(
    state: &AppState,
    principal: &Principal,
    organization: OrganizationOrdinal,
    at: Option<Millis>,
) -> Result<Access, Failure> {
    let Some(at) = at else { return Ok(state.desk.access(principal, organization).await?) };
    let allow = state.allow(principal, organization, false, Permission::ReadEventDetails)?;
    if !allow.rows().is_everything() {
        let reason = "the past is told to those only who see the entries of all school years";
        return Err(Failure::new(Code::PermissionMissing, reason));
    }
    let expr = changes_since(at)?;
    // The entries have to be those of just this state: the same before and after they were read.
    let mut now = state.desk.settled_access(principal, organization).await?;
    for _ in 0..TRIES {
        let snapshot = state.store.snapshot();
        let again = state.desk.settled_access(principal, organization).await?;
        if again == now {
            let (allow, expr) = (allow.clone(), expr.clone());
            let undone = move |snapshot: &Snapshot| undo(now, snapshot, &allow, &expr);
            return state.search_of(principal, &snapshot, undone).await?.ok_or_else(|| {
                Failure::told(Code::InvalidParameter, AccessFault::TooMany(CHANGES_MAX))
            });
        }
        now = again;
    }
    Err(Failure::new(Code::Busy, "rights are being changed just now")
        .saying(ServerFault::WritesBusy))
}

/// What lay above an organisation before it was moved, where the principal sees that now.
///
/// The logs of its old place and of the lowest organisation above both places name it.
pub(crate) async fn above_before(
    state: &AppState,
    principal: &Principal,
    moved: &Move,
) -> Result<Option<Organization>, Failure> {
    let allow = state.allow(principal, principal.home, true, Permission::ReadEventDetails)?;
    let is = |field, value: &str| Expr::Term(Term::Field(field, Pattern(value.to_owned())));
    let correlation = is(Field::Correlation, &moved.correlation_id);
    let expr = Expr::And(vec![correlation, is(Field::Action, MOVED)]).normal();
    let find = move |snapshot: &Snapshot| {
        let search = Search { allow: &allow, expr: &expr };
        let page = snapshot.page(&search, &PageRequest::newest(ROWS))?;
        Ok((page.entries, allow))
    };
    let (entries, allow) = state.search(principal, find).await?;
    let changes = entries.iter().flat_map(|entry| &entry.event.changes);
    let mut from = changes.filter(|change| change.property == "parent");
    let from = from.find_map(|change| change.old.as_ref());
    let from = from.and_then(|from| OrganizationId::parse(&from.display()).ok());
    let tree = state.store.organizations();
    let found = from.and_then(|from| tree.find(&from).cloned());
    Ok(found.filter(|found| allow.organizations().contains(&found.ordinal)))
}

/// The entries of changes after `at`.
fn changes_since(at: Millis) -> Result<Expr, Failure> {
    let actions = ACCESS_ACTIONS.map(|action| format!("action:{action}")).join(" ");
    let actions = annals_query::parse(&actions, &Context::utc(at))
        .map_err(|errors| Failure::internal(&errors))?;
    let time = TimeRange { from: Some(Millis(at.0 + 1)), to: None };
    Ok(Expr::And(vec![Expr::Term(Term::Time(time)), actions]).normal())
}

/// Undoes them, the newest first; nothing if there are too many.
fn undo(
    mut access: Access,
    snapshot: &Snapshot,
    allow: &Allow,
    expr: &Expr,
) -> annals_store::Result<Option<Access>> {
    let search = Search { allow, expr };
    if snapshot.total(&search)? > CHANGES_MAX {
        return Ok(None);
    }
    let mut after = None;
    loop {
        let order = Order::default();
        let request = PageRequest { order, after, backwards: false, rows_max: ROWS };
        let page = snapshot.page(&search, &request)?;
        for entry in &page.entries {
            access.undo(&entry.event);
        }
        match page.positions.last() {
            Some(last) if page.more => after = Some(last.clone()),
            _ => return Ok(Some(access)),
        }
    }
}
