//! From parameters to a search that may be run.

use annals_desk::{By, LogReading, LogSearch};
use annals_model::{Allow, Millis, Organization, OrganizationId, Permission, Principal, limits};
use annals_query::{Context, Expr, ParseErrors};
use annals_store::{Order, OrderBy, Search, Snapshot};
use jiff::tz::TimeZone;

use super::params::{Params, invalid};
use crate::error::{Code, Failure, Refused};
use crate::preferences::{date_order, working_hours};
use crate::readings::{Part, Reading, Shows};
use crate::state::AppState;

/// Where a search looks, and what it takes to be shown what it finds.
pub(crate) struct Place<'a> {
    /// The caller's own if none is named.
    pub(crate) organization: Option<&'a OrganizationId>,
    /// And below it.
    pub(crate) below: bool,
    /// For counts, that to read the log; for entries, also that to read them whole.
    pub(crate) permission: Permission,
}

/// A search that may be run, with what its cursors repeat.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) q: String,
    pub(crate) asked_at: Millis,
    pub(crate) organization: Organization,
    pub(crate) below: bool,
    pub(crate) allow: Allow,
    pub(crate) expr: Expr,
    pub(crate) zone: TimeZone,
}

impl Asked {
    /// Takes `q`, `organization` and `below`; what is found is shown as far as `permission` goes.
    pub(crate) fn take(
        state: &AppState,
        principal: &Principal,
        params: &mut Params,
        permission: Permission,
    ) -> Result<Self, Failure> {
        let q = params.take("q")?.unwrap_or_default();
        let organization = params.take_parsed("organization", OrganizationId::parse)?;
        let below = params.take_bool("below")?;
        let now = state.config.clock.now();
        let place = Place { organization: organization.as_ref(), below, permission };
        Self::new(state, principal, q, &place, now)
    }

    /// Decides whether the search may be run and parses it.
    pub(crate) fn new(
        state: &AppState,
        principal: &Principal,
        q: String,
        place: &Place<'_>,
        asked_at: Millis,
    ) -> Result<Self, Failure> {
        let Place { organization, below, permission } = *place;
        let (organization, allow) =
            state.allow_named(principal, organization, below, permission)?;
        if q.len() > limits::QUERY_BYTES_MAX {
            let max = limits::QUERY_BYTES_MAX;
            return Err(Failure::new(Code::InvalidQuery, format!("q has more than {max} bytes")));
        }
        let preferences = state.desk.preferences_of(organization.ordinal);
        let zone = preferences.time_zone();
        let context = Context {
            now: asked_at,
            zone: zone.clone(),
            date_order: date_order(&preferences),
            working_hours: working_hours(&preferences),
            prefix_last_word: false,
        };
        let expr = annals_query::parse(&q, &context).map_err(|errors| refuse_query(&errors))?;
        Ok(Self { q, asked_at, organization, below, allow, expr, zone })
    }

    /// Runs `search` and tells that the caller reads what it found: afterwards, because it would
    /// find that otherwise, and before the answer.
    pub(crate) async fn read<T: Send + 'static>(
        self,
        state: &AppState,
        by: &By,
        part: Part,
        search: impl FnOnce(&Self, &Snapshot) -> annals_store::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let asked = self.clone();
        let found = state.search(&by.principal, move |snapshot| search(&asked, snapshot)).await?;
        self.tell(state, by, part).await?;
        Ok(found)
    }

    /// Tells that the caller reads what the search finds.
    pub(crate) async fn tell(&self, state: &AppState, by: &By, part: Part) -> Result<(), Failure> {
        let search = self.told();
        let asked = Reading::asked(self.below, &self.q);
        let what = LogReading::Search(search);
        let reading = Reading { what, asked, shows: Shows::of(&self.expr), part };
        state.readings.tell(by, reading).await
    }

    /// The search as entries about it tell.
    pub(crate) fn told(&self) -> LogSearch {
        let everything = LogSearch::everything(self.organization.ordinal);
        LogSearch { below: self.below, text: self.q.clone(), ..everything }
    }

    /// The search.
    pub(crate) fn search(&self) -> Search<'_> {
        Search { allow: &self.allow, expr: &self.expr }
    }
}

fn refuse_query(errors: &ParseErrors) -> Failure {
    let mut failure = Failure::new(Code::InvalidQuery, errors.to_string());
    failure.refused = errors
        .0
        .iter()
        .map(|error| Refused {
            index: None,
            field: format!("q[{}..{}]", error.span.start, error.span.end),
            reason: match error.hint() {
                Some(hint) => format!("{}; {hint}", error.reason),
                None => error.reason.to_string(),
            },
        })
        .collect();
    failure
}

/// The orders by their names; a minus sign before it turns one round.
const ORDERS: [(&str, OrderBy); 5] = [
    ("date", OrderBy::Date),
    ("user", OrderBy::User),
    ("action", OrderBy::Action),
    ("source", OrderBy::Source),
    ("ip", OrderBy::Ip),
];

/// Takes `order`.
pub(crate) fn take_order(params: &mut Params) -> Result<Order, Failure> {
    let Some(text) = params.take("order")? else { return Ok(Order::default()) };
    let (name, descending) = match text.strip_prefix('-') {
        Some(name) => (name, true),
        None => (&*text, false),
    };
    let found = ORDERS.iter().find(|(known, _)| *known == name);
    let by = found.map(|(_, by)| *by).ok_or_else(|| {
        invalid("order", "must be one of date, user, action, source, ip, or one of them after '-'")
    })?;
    Ok(Order { by, descending })
}
