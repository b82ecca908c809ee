//! `/`: the Audit Log of the organisation of whoever is signed in; `/reports/user-security`, the
//! same of user security.
//!
//! The rows, and what they need, come first; [`super::late`] has the rest.

use std::sync::Arc;

use annals_desk::{By, Children, LogReading, LogSearch};
use annals_model::{
    Allow, Millis, Organization, OrganizationId, Permission, Principal, RecordKey, limits,
};
use annals_query::{Context, Expr, ParseErrors, parse, print};
use annals_store::{Order, OrderBy, Position, Snapshot};
use annals_viewer::components::called::CalledView;
use annals_viewer::components::entry_table::EntryRow;
use annals_viewer::components::pager::Pages;
use annals_viewer::components::part::Late;
use annals_viewer::components::search_bar::{Misread, SearchProblem};
use annals_viewer::components::shell::Frame;
use annals_viewer::components::typed::range_in_address;
use annals_viewer::components::views::{SavedView, open_view};
use annals_viewer::messages::{filter, views as views_messages};
use annals_viewer::pages::audit_log::{
    AuditLogView, FirstEvent, Results, Rows, audit_log, audit_log_content,
};
use annals_viewer::pages::user_security::{
    user_security as user_security_page, user_security_content,
};
use annals_viewer::{
    Column, Cursor as Turn, LogAddress, LogPage, Look, Markup, RecordLog, RecordPage, SortBy,
};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;

use super::branches::may_in;
use super::called::Called;
use super::filters::{Filters, Within, Without};
use super::late::{self, Rest};
use super::range::Resolved;
use super::record_names::{NAMED_IN_ROW, name_records};
use super::run::{Found, Request};
use super::{around, columns, delete, export, problem, range, record, remedies, views, zone};
use crate::error::{Code, Failure};
use crate::middleware::{Requester, asked};
use crate::readings::{Part, Reading, Shows};
use crate::session::Visitor;
use crate::site::BaseUrl;
use crate::state::AppState;
use crate::wire::Cursor;

/// What a request for a page says.
type Asked =
    (State<AppState>, Visitor, Requester, Query<Vec<(String, String)>>, Uri, HeaderMap, BaseUrl);

/// The Audit Log.
pub(super) async fn show(request: Asked) -> Response {
    let (State(state), visitor, _, Query(pairs), uri, headers, _) = &request;
    let (address, unknown) = LogAddress::read(pairs.iter().cloned());
    // Here everyone begins who asks for nothing in particular.
    let reads_log = visitor.signed_in.principal.scopes.contains(Permission::ReadEvents);
    if !reads_log && uri.query().is_none() && !asked::is_by_script(headers) {
        return problem::instead_of_log(&super::frame(state, visitor));
    }
    // What belongs to another page and can't be shown by itself leads to that page.
    if address.page != LogPage::AuditLog {
        return Redirect::to(&address.href()).into_response();
    }
    answer(request, address, unknown).await
}

/// Reports > User Security.
pub(super) async fn user_security(asked: Asked) -> Response {
    let (_, _, _, Query(pairs), ..) = &asked;
    let (address, mut unknown) = LogAddress::read(pairs.iter().cloned());
    let (address, left_out) = address.for_user_security();
    unknown.extend(left_out);
    answer(asked, address, unknown).await
}

/// All that was done to a record.
pub(super) async fn record(key: Path<(String, String)>, asked: Asked) -> Response {
    of_record(key, RecordLog::Audit, asked).await
}

/// What those whom a record is about did themselves.
pub(super) async fn activity(key: Path<(String, String)>, asked: Asked) -> Response {
    of_record(key, RecordLog::Activity, asked).await
}

async fn of_record(
    Path((record_type, id)): Path<(String, String)>,
    log: RecordLog,
    asked: Asked,
) -> Response {
    let (_, _, _, Query(pairs), ..) = &asked;
    let (address, mut unknown) = LogAddress::read(pairs.iter().cloned());
    let page = RecordPage { key: RecordKey { record_type, id }, log };
    let (address, left_out) = address.for_record(page);
    unknown.extend(left_out);
    answer(asked, address, unknown).await
}

async fn answer(asked: Asked, mut address: LogAddress, unknown: Vec<String>) -> Response {
    let (State(state), visitor, requester, Query(pairs), uri, headers, BaseUrl(base_url)) = asked;
    let frame = super::frame(&state, &visitor);
    let has_blank = pairs.iter().any(|(_, value)| value.trim().is_empty());
    let typed = address.range.clone();
    // A page's cursor belongs to the dates as they were when it was made.
    if address.cursor.is_none() {
        let home = visitor.signed_in.principal.home;
        let day_first = !state.desk.preferences_of(home).month_first();
        address.range = range_in_address(&typed, day_first);
    }
    let is_rewritten = address.range != typed && unknown.is_empty();
    // A form sends its empty fields as well, and dates as they are typed; the address that stays
    // is the short one, whose dates mean the same everywhere.
    if (has_blank || is_rewritten)
        && uri.path_and_query().is_some_and(|now| now.as_str() != address.href())
    {
        return Redirect::to(&address.href()).into_response();
    }
    let usual = columns::usual(&headers);
    let begun = async {
        let visit = Visit::begin(&state, &visitor, address, usual, unknown).await?;
        Ok(visit.with_views(views::saved(&state, &visitor.signed_in.principal).await?))
    };
    let visit = match begun.await {
        Ok(visit) => visit,
        Err(failure) => return problem::answer(&frame, &failure, &uri, &headers),
    };
    let by = visitor.by(requester.client);
    let (view, rest) = match visit.answer(&state, base_url, by).await {
        Ok(answer) => answer,
        Err(failure) => return problem::answer(&frame, &failure, &uri, &headers),
    };
    let frame = Frame { search: Some(view.address.clone()), ..frame };
    let view = AuditLogView { frame, ..view };
    let (page, content): (Render, Render) = match view.address.page {
        LogPage::AuditLog | LogPage::Record(_) => (audit_log, audit_log_content),
        LogPage::UserSecurity => (user_security_page, user_security_content),
    };
    match rest {
        Some(_) if asked::is_content(&headers) => {
            super::html(StatusCode::OK, content(&view.without_parts()))
        }
        Some(rest) => late::document(state, rest, page(&view), StatusCode::OK),
        None if asked::is_content(&headers) => super::html(StatusCode::BAD_REQUEST, content(&view)),
        None => super::html(StatusCode::BAD_REQUEST, page(&view)),
    }
}

/// A page, or what changes of it.
type Render = fn(&AuditLogView) -> Markup;

/// What is wrong with a search: in its words, or in the view's date range.
pub(super) type Misunderstood = (Resolved, Option<SearchProblem>);

/// One look at the log: who looks, at what, in which zone.
pub(super) struct Visit {
    allow: Allow,
    organization: Organization,
    /// The organisation's zone, whichever one is looked in.
    home: TimeZone,
    context: Context,
    address: LogAddress,
    within: Within,
    /// What the words stand for besides themselves.
    called: Called,
    /// What lies below the record whose page it is.
    children: Children,
    look: Look,
    views: Vec<SavedView>,
    turn: Option<Cursor>,
    notices: Vec<String>,
    may_delete: bool,
    may_export: bool,
    reader: Principal,
}

impl Visit {
    pub(super) async fn begin(
        state: &AppState,
        visitor: &Visitor,
        mut address: LogAddress,
        usual: Look,
        mut unknown: Vec<String>,
    ) -> Result<Self, Failure> {
        let principal = &visitor.signed_in.principal;
        let (organization, allow) = state.allow_place(principal, &address.place)?;
        let (within, children) = record::within(state, principal, &organization, &address).await?;
        let mut context = super::context(state, &organization, &address);
        let mut notices = zone::take_unknown(state, &mut unknown, &organization);
        if !unknown.is_empty() {
            notices.push(filter::not_understood(&unknown.join(", ")));
        }
        let turn = turn(&address, &organization.id);
        match &turn {
            // Paging through "today" past midnight stays in the day on which it began.
            Some(turn) => context.now = turn.asked_at,
            None if address.cursor.is_some() => {
                address = address.first_page();
                notices.push(filter::stale_cursor().to_owned());
            }
            None => {}
        }
        let mut look = address.look(usual);
        if address.place.below {
            look.columns = look.columns.beginning_with(Column::Organization);
        }
        let called = match parse(&address.query, &context) {
            Ok(words) => {
                let at = (&organization, &allow);
                Called::find(state, principal, at, &address, &words).await?
            }
            // The page says what is wrong with them.
            Err(_) => Called::default(),
        };
        let may_delete = delete::may_delete(state, principal, &address.place);
        let may_export = export::may_export(state, principal, &address.place);
        let views = Vec::new();
        Ok(Self {
            allow,
            home: zone::of_organization(state, &organization),
            organization,
            context,
            address,
            within,
            called,
            children,
            look,
            views,
            turn,
            notices,
            may_delete,
            may_export,
            reader: principal.clone(),
        })
    }

    /// With the views that can be opened, of which the address may name one.
    fn with_views(mut self, views: Vec<SavedView>) -> Self {
        if self.address.view.is_some() && open_view(&views, &self.address).is_none() {
            self.address.view = None;
            self.notices.push(views_messages::no_such_view().to_owned());
        }
        Self { views, ..self }
    }

    /// What follows a page belongs to the time at which that was asked for.
    pub(super) fn go_back_to(&mut self, asked_at: Millis) {
        self.context.now = asked_at;
    }

    /// What is to be run, with what was made of its dates.
    pub(super) fn understand(&self) -> Result<(Request, Resolved), Box<Misunderstood>> {
        let resolved = range::resolve(&self.address.range, &self.context);
        match parse(&self.address.query, &self.context) {
            Ok(words) if resolved.is_valid() => Ok((self.request(words, &resolved), resolved)),
            words => {
                let problem = words.err().map(|errors| search_problem(&self.address, errors));
                Err(Box::new((resolved, problem)))
            }
        }
    }

    pub(super) fn address(&self) -> &LogAddress {
        &self.address
    }

    /// The page with its rows, and what is to follow; nothing follows a search that isn't run.
    async fn answer(
        self,
        state: &AppState,
        base_url: String,
        by: By,
    ) -> Result<(AuditLogView, Option<Rest>), Failure> {
        let (request, resolved) = match self.understand() {
            Ok(understood) => understood,
            Err(misunderstood) => {
                let (resolved, problem) = *misunderstood;
                return Ok((self.not_run(state, resolved, problem), None));
            }
        };
        let head = match self.address.page.record() {
            Some(page) => {
                let (at, zone) = (&self.organization, &self.context.zone);
                let (at, below) = ((at, self.allow.clone()), self.children.clone());
                Some(Box::new(record::head(state, &by.principal, at, page, below, zone).await?))
            }
            None => None,
        };
        let request = Arc::new(request);
        let snapshot = state.store.snapshot();
        let running = Arc::clone(&request);
        let search = move |snapshot: &Snapshot| running.run(snapshot);
        let mut found = match state.search_of(&by.principal, &snapshot, search).await {
            // Too many stars: said where the search can be changed.
            Err(Failure { code: Code::InvalidQuery, fault: Some(fault), .. }) => {
                let misread = Misread { fault, span: 0..self.address.query.len() };
                let problem = SearchProblem { faults: vec![misread], suggestion: None };
                return Ok((self.not_run(state, resolved, Some(problem)), None));
            }
            found => found?,
        };
        state.readings.tell(&by, self.reading(&request)).await?;
        let at = self.organization.ordinal;
        let own = found.page.entries.iter_mut().filter(|entry| entry.organization == at);
        let mut events: Vec<_> = own.map(|entry| &mut entry.event).collect();
        name_records(state, &by.principal, at, (&mut events, NAMED_IN_ROW)).await?;
        let view = self.view(state, &request, resolved, found, base_url);
        let view = AuditLogView { record: head, ..view };
        let rest = Rest {
            asker: by.principal,
            request,
            snapshot,
            address: view.address.clone(),
            asked_at: view.asked_at,
        };
        Ok((view, Some(rest)))
    }

    fn request(&self, words: Expr, resolved: &Resolved) -> Request {
        let within = self.within.clone();
        let filters = Filters::new(words, resolved.range, &self.address, within);
        let filters = filters.widened(&self.called);
        Request {
            allow: self.allow.clone(),
            organization: self.organization.ordinal,
            below: self.address.place.below,
            remedies: remedies::candidates(&self.address, &filters, &self.context),
            filters,
            order: order(&self.address),
            after: self.turn.as_ref().map(|turn| turn.position.clone()),
            backwards: self.turn.as_ref().is_some_and(|turn| turn.backwards),
            zone: self.context.zone.clone(),
        }
    }

    fn reading(&self, request: &Request) -> Reading {
        let filters = &request.filters;
        let below = self.address.place.below;
        let told = filters.told(request.organization, &self.address.query);
        Reading {
            what: LogReading::Search(LogSearch { below, ..told }),
            asked: Reading::asked(below, &self.in_words(request)),
            shows: Shows::of(&filters.expr(Without::Nothing)),
            part: if self.turn.is_some() { Part::Rest } else { Part::First },
        }
    }

    /// What comes with a page that was told.
    pub(super) fn rest_of_reading(&self, request: &Request) -> Reading {
        Reading { part: Part::Rest, ..self.reading(request) }
    }

    fn empty_view(self, state: &AppState, resolved: Resolved) -> AuditLogView {
        let zone = zone::view(state, &self.address, &self.organization);
        AuditLogView {
            frame: Default::default(),
            hides_access: !self.address.shows_access,
            address: self.address,
            look: self.look,
            views: self.views,
            zone,
            asked_at: self.context.now,
            notices: self.notices,
            range: resolved.view,
            facets: None,
            chart: None,
            catalogue: state.catalogue(self.organization.ordinal),
            first_event: None,
            called: None,
            may_delete: self.may_delete,
            may_export: self.may_export,
            record: None,
            results: Results::NotRun(None),
        }
    }

    fn not_run(
        self,
        state: &AppState,
        resolved: Resolved,
        problem: Option<SearchProblem>,
    ) -> AuditLogView {
        AuditLogView { results: Results::NotRun(problem), ..self.empty_view(state, resolved) }
    }

    fn view(
        mut self,
        state: &AppState,
        request: &Request,
        resolved: Resolved,
        found: Found,
        base_url: String,
    ) -> AuditLogView {
        if found.is_first {
            self.address = self.address.first_page();
        }
        let organization = self.organization.id.as_str().to_owned();
        let is_record = self.address.page.record().is_some();
        let first_event =
            (!found.is_in_use && !is_record).then_some(FirstEvent { base_url, organization });
        let pages = self.pages(request, &found);
        let called = self.called_view(&found);
        let zone = &self.context.zone;
        let tree = state.store.organizations();
        let entries = found.page.entries.into_iter().map(|entry| EntryRow {
            number: entry.number.0,
            occurred_at: super::zoned(entry.event.occurred_at, zone),
            organization: around::name(&tree, entry.organization),
            opens: may_in(&tree, &self.reader, entry.organization, Permission::ReadEventDetails),
            event: entry.event,
        });
        let entries: Vec<EntryRow> = entries.collect();
        let is_live = self.address.is_live();
        let results = match entries.is_empty() && !is_live {
            true if found.total > 0 => Results::End,
            true => Results::NothingFound(remedies::remedies(found.remedies, &self.address)),
            false => Results::Rows(Box::new(Rows {
                count_href: (found.is_first && !is_live)
                    .then(|| self.count_href(request))
                    .flatten(),
                entries,
                total: found.total,
                first_rank: found.first_rank,
                last: found.last,
                pages,
            })),
        };
        AuditLogView {
            facets: Some(Late::Follows),
            chart: found.has_chart.then_some(Late::Follows),
            hides_access: request.filters.hides_access,
            first_event,
            called,
            results,
            ..self.empty_view(state, resolved)
        }
    }

    /// What is said of entries that don't have the words.
    fn called_view(&self, found: &Found) -> Option<CalledView> {
        match self.address.words_alone {
            // In several organisations words mean themselves anyway.
            true => {
                let could = !self.address.query.is_empty() && !self.address.place.below;
                could.then_some(CalledView::Alone)
            }
            false => (found.called > 0).then(|| CalledView::Found {
                entries: found.called,
                more_than: self.called.more_than(),
            }),
        }
    }

    /// Where the API counts the same entries; nowhere when the search is too long in its words.
    fn count_href(&self, request: &Request) -> Option<String> {
        let query = self.in_words(request);
        (query.len() <= limits::QUERY_BYTES_MAX).then(|| self.address.count_href(query))
    }

    /// The whole search as the API takes it, which takes the last word as it stands, and dates in
    /// the organisation's zone.
    fn in_words(&self, request: &Request) -> String {
        let zone = self.home.clone();
        let context = Context { prefix_last_word: false, zone, ..self.context.clone() };
        print(&request.filters.expr(Without::Nothing), &context)
    }

    fn pages(&self, request: &Request, found: &Found) -> Pages {
        let positions = &found.page.positions;
        // Behind a page that was reached by going back lies the one it was reached from.
        let has_next = found.page.more || (request.backwards && !found.is_first);
        let turn_to = |position: &Position, backwards| {
            let place = Cursor {
                q: String::new(),
                asked_at: self.asked_at(),
                organization: self.organization.id.clone(),
                below: self.address.place.below,
                order: request.order,
                position: position.clone(),
                backwards,
            };
            LogAddress { cursor: Some(cursor(&self.address, place)), ..self.address.clone() }
        };
        Pages {
            next: positions.last().filter(|_| has_next).map(|last| turn_to(last, false)),
            previous: positions.first().filter(|_| !found.is_first).map(|p| turn_to(p, true)),
        }
    }

    pub(super) fn asked_at(&self) -> Millis {
        self.context.now
    }
}

/// The cursor that stands for `place` among the entries of `address`.
pub(super) fn cursor(address: &LogAddress, place: Cursor) -> Turn {
    let backwards = place.backwards;
    let token = Cursor { q: address.search_string(), ..place }.encode();
    if backwards { Turn::Previous(token) } else { Turn::Next(token) }
}

/// The place that the address' cursor names, if it belongs to the rest of the address.
pub(super) fn turn(address: &LogAddress, organization: &OrganizationId) -> Option<Cursor> {
    let (token, backwards) = match address.cursor.as_ref()? {
        Turn::Next(token) => (token, false),
        Turn::Previous(token) => (token, true),
    };
    Cursor::decode(token).filter(|cursor| {
        cursor.backwards == backwards
            && cursor.organization == *organization
            && cursor.below == address.place.below
            && cursor.order == order(address)
            && cursor.q == address.search_string()
    })
}

fn order(address: &LogAddress) -> Order {
    let by = match address.sort.by {
        SortBy::Date => OrderBy::Date,
        SortBy::User => OrderBy::User,
        SortBy::Source => OrderBy::Source,
        SortBy::Ip => OrderBy::Ip,
        SortBy::Action => OrderBy::Action,
    };
    Order { by, descending: address.sort.descending }
}

fn search_problem(address: &LogAddress, errors: ParseErrors) -> SearchProblem {
    let mut corrected = address.query.clone();
    let mut is_corrected = !errors.0.is_empty();
    // From the end, so that the places of those before stay right.
    for error in errors.0.iter().rev() {
        match &error.suggestion {
            Some(suggestion) if corrected.get(error.span.clone()).is_some() => {
                corrected.replace_range(error.span.clone(), suggestion);
            }
            _ => is_corrected = false,
        }
    }
    let faults = errors.0.into_iter();
    let faults = faults.map(|error| Misread { fault: error.reason.into(), span: error.span });
    SearchProblem { faults: faults.collect(), suggestion: is_corrected.then_some(corrected) }
}
