//! The entries of a page's search that something is done with: all of them, or those ticked.

use annals_desk::LogSearch;
use annals_model::{Allow, Millis, Number, Organization};
use annals_query::{Context, Expr, Term, parse};
use annals_store::Search;
use annals_viewer::fault::{Fault, RequestFault};
use annals_viewer::{LogAddress, Markup, Selection, describe};

use super::filters::{Filters, Without};
use super::{range, record};
use crate::error::{Code, Failure};
use crate::session::Visitor;
use crate::state::AppState;

/// A search that the visitor may read, as the page at its address runs it, or what of it was
/// ticked.
pub(super) struct Selected {
    pub(super) organization: Organization,
    pub(super) allow: Allow,
    pub(super) address: LogAddress,
    pub(super) selection: Selection,
    /// How the search was understood; its present is the page's.
    pub(super) context: Context,
    pub(super) expr: Expr,
    /// The search in words, and whether it leaves out what tells of views and exports.
    pub(super) words: Markup,
    pub(super) hides_access: bool,
    /// What entries about it tell.
    pub(super) told: LogSearch,
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
        let (organization, allow) =
            state.allow_place(&visitor.signed_in.principal, &address.place)?;
        let principal = &visitor.signed_in.principal;
        let (within, _) = record::within(state, principal, &organization, &address).await?;
        if address.place.below && selection != Selection::All {
            return Err(refused(RequestFault::OneLogOnly));
        }
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
        let filters = Filters::new(words, resolved.range, &address, within);
        let in_words = describe(&filters.expr(Without::HidingAccess), &context);
        let hides_access = filters.hides_access;
        let all = filters.told(organization.ordinal, &address.query);
        let all = LogSearch { below: address.place.below, ..all };
        let (expr, told) = match &selection {
            Selection::All => (filters.expr(Without::Nothing), all),
            // Whatever was searched for when they were ticked: these and no others.
            Selection::Entries(numbers) => {
                let each = numbers.iter().map(|&number| Expr::Term(Term::Number(number)));
                let entries = numbers.iter().copied().map(Number).collect();
                let told = LogSearch { entries, ..LogSearch::everything(organization.ordinal) };
                (Expr::Or(each.collect()).normal(), told)
            }
        };
        Ok(Self {
            organization,
            allow,
            address,
            selection,
            context,
            expr,
            words: in_words,
            hides_access,
            told,
        })
    }

    pub(super) fn search(&self) -> Search<'_> {
        Search { allow: &self.allow, expr: &self.expr }
    }
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
    let numbers = boxes.map(|(_, value)| annals_viewer::entry_number(value));
    let selection = numbers.collect::<Result<Vec<_>, _>>().and_then(Selection::entries);
    selection.map(Some).map_err(refused)
}
