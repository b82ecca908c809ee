//! The Audit Log: search, filters, chart, table.

use annals_model::{Catalogue, Millis};
use maud::{Markup, html};

use crate::address::{Column, LogAddress, LogPage, Look, Range, RecordPage, SortBy};
use crate::assets;
use crate::components::called::{self, CalledView};
use crate::components::chips::{Chip, active, chips};
use crate::components::columns::columns;
use crate::components::copy;
use crate::components::date_range::{DateRangeView, date_range};
use crate::components::dialog::dialog;
use crate::components::entry_table::{ENTRIES_ID, EntryRow, entry_table};
use crate::components::export::export;
use crate::components::facet::Facets;
use crate::components::filters;
use crate::components::help;
use crate::components::histogram::Histogram;
use crate::components::icon::{Icon, icon};
use crate::components::live;
use crate::components::news::news;
use crate::components::number::grouped;
use crate::components::pager::{Pages, pager};
use crate::components::part::{self, Late};
use crate::components::record as records;
use crate::components::search_bar::{SearchProblem, problem_note, search_bar};
use crate::components::selection::{self, Selecting};
use crate::components::shell::{Frame, document_title, shell_with_ways, skip};
use crate::components::text::text;
use crate::components::value_menu;
use crate::components::views::{self, SavedView, open_view};
use crate::components::zone::{ZoneView, zones};
use crate::messages::{empty, filter, log as messages, parts, problem, session};
use crate::pages::record::{self, RecordHead};

/// All that the page shows.
#[derive(Clone, Debug)]
pub struct AuditLogView {
    /// What stands around it.
    pub frame: Frame,
    /// The state in the address bar.
    pub address: LogAddress,
    /// What the table looks like.
    pub look: Look,
    /// Views that others shared, and one's own.
    pub views: Vec<SavedView>,
    /// The zone of all times.
    pub zone: ZoneView,
    /// What "today" means in the search.
    pub asked_at: Millis,
    /// Things worth saying before the rows.
    pub notices: Vec<String>,
    /// Whether entries that tell of views and exports are left out.
    pub hides_access: bool,
    /// What was made of the date range.
    pub range: DateRangeView,
    /// The values to filter by; absent for a search that wasn't run.
    pub facets: Option<Late<Facets>>,
    /// Entries over time; absent when there are too few.
    pub chart: Option<Late<Option<Histogram>>>,
    /// Labels and record types.
    pub catalogue: Catalogue,
    /// What the first event needs, while no application has sent one.
    pub first_event: Option<FirstEvent>,
    /// Whether whoever looks may delete entries.
    pub may_delete: bool,
    /// Whether they may export them.
    pub may_export: bool,
    /// What is said of entries that don't have the words of the search.
    pub called: Option<CalledView>,
    /// The record whose entries they are, on its page.
    pub record: Option<Box<RecordHead>>,
    /// The entries, or why there are none.
    pub results: Results,
}

/// The entries, or why there are none.
#[derive(Clone, Debug)]
pub enum Results {
    /// At least one.
    Rows(Box<Rows>),
    /// A place beyond the last entry; entries were deleted since, or a link was cut.
    End,
    /// Nothing matches.
    NothingFound(Vec<Remedy>),
    /// The search or the range is not understood and was not run.
    NotRun(Option<SearchProblem>),
}

/// Rows with their place among all.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The rows.
    pub entries: Vec<EntryRow>,
    /// Exact number of entries of the search.
    pub total: u64,
    /// Where the API counts the entries of the search, where those that come can be told of.
    pub count_href: Option<String>,
    /// How far the log goes, for what comes after; absent in an empty log.
    pub last: Option<String>,
    /// The first row's place in the order, from 1, where it is known.
    pub first_rank: Option<u64>,
    /// Ways to further rows.
    pub pages: Pages,
}

/// What the first event needs.
#[derive(Clone, Debug)]
pub struct FirstEvent {
    /// Where Annals is reached: `https://annals.example`.
    pub base_url: String,
    /// The organisation's name on the wire.
    pub organization: String,
}

/// A change of the search that finds something.
#[derive(Clone, Debug)]
pub struct Remedy {
    /// What to do.
    pub label: String,
    /// The changed search.
    pub address: LogAddress,
    /// How many entries it finds; absent when they weren't counted.
    pub count: Option<u64>,
}

/// The arguments that send an event with `curl`.
const FIRST_EVENT: &str = r#"\
  -H "Authorization: Bearer $ANNALS_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "action": "enrollment.created",
    "actor": {"name": "Maria Garcia", "username": "mgarcia"},
    "source": "Office Portal",
    "records": [{"type": "student", "id": "17", "name": "Alex Smith"}]
  }'"#;

impl AuditLogView {
    /// The same for a page that asks for what comes after the rows by itself.
    #[must_use]
    pub fn without_parts(self) -> Self {
        let chart = self.chart.is_some().then_some(Late::Asked);
        Self { facets: Some(Late::Asked), chart, ..self }
    }

    /// What a view of this page keeps: with the columns where they aren't the usual ones, so that
    /// others see the same.
    fn kept(&self) -> LogAddress {
        let state = self.address.state();
        if self.look == Look::default() { state } else { state.with_look(&self.look) }
    }
}

/// How ways within the log are followed with script: what changes of the page is changed in place,
/// so that focus and scroll position stay.
pub(super) const FOLLOWING: &str = "target:#log swap:'outerMorph show:none'";

/// The page.
pub fn audit_log(view: &AuditLogView) -> Markup {
    let main = html! {
        @if let Some(record) = &view.record {
            (record::head(record, &view.address, &view.catalogue))
        }
        (log(view, true))
        (unreachable())
        script type="module" src=(assets::RESULTS.path) {}
        script type="module" src=(assets::BRUSH.path) {}
    };
    let way = skip(&format!("#{ENTRIES_ID}"), session::skip_to_entries());
    shell_with_ways(&view.frame, &title(view), &way, &main)
}

/// What takes the place of [`audit_log`]'s content on a page that is there already.
pub fn audit_log_content(view: &AuditLogView) -> Markup {
    html! {
        title { (document_title(&view.frame, &title(view))) }
        (log(view, false))
    }
}

fn title(view: &AuditLogView) -> String {
    if let Some(record) = &view.record {
        return format!("{} · {}", record.title(&view.catalogue), record::label(record.page.log));
    }
    match (open_view(&view.views, &view.address), &*view.address.query) {
        (Some(open), _) => format!("{} · {}", open.name(), messages::title()),
        (None, "") => messages::title().to_owned(),
        (None, query) => format!("{query} · {}", messages::title()),
    }
}

fn log(view: &AuditLogView, is_document: bool) -> Markup {
    // What is live has a script that begins with the page.
    let following = (!view.address.is_live()).then_some(FOLLOWING);
    html! {
        div class={ "log-page" @if view.chart.is_some() { " with-chart" } } id="log"
            hx-history-elt="" hx-boost:inherited=[following] hx-sync:inherited="#log:replace" {
            @if is_document { (order()) }
            (head(view))
            section class="results" id="results" tabindex="-1" aria-label=(messages::results()) {
                div class="trouble-place" id="trouble" role="alert" {}
                (results(view))
            }
            (filter_column(view))
            @if let Some(chart) = &view.chart { (part::chart(&view.address, view.asked_at, chart)) }
        }
    }
}

/// Rows come first in the document and filters and chart when they are counted; for eyes, Tab and
/// assistive technology they stand before the rows. A style sheet alone would leave Tab behind,
/// and putting them there by script would leave those without script behind. A browser that doesn't
/// know this has the order of the document.
pub(super) fn order() -> Markup {
    html! {
        template shadowrootmode="open" {
            slot name="head" {}
            slot name="filters" {}
            slot name="chart" {}
            slot {}
        }
    }
}

fn head(view: &AuditLogView) -> Markup {
    let problem = match &view.results {
        Results::NotRun(problem) => problem.as_ref(),
        _ => None,
    };
    let open = open_view(&view.views, &view.address);
    let user = view.frame.user.as_ref();
    html! {
        div class="log-head" slot="head" {
            @if let Some(RecordPage { log, .. }) = view.address.page.record() {
                div class="log-title" { h2 { (record::label(*log)) } }
                (search_bar(&view.address, problem))
                p class="hint" { (record::about(*log)) }
            } @else {
                div class="log-title" {
                    (views::heading(open, &view.address))
                    (views::menu(&view.views, &view.address, &view.kept(), user))
                }
                (search_bar(&view.address, problem))
                (views::changes(open, &view.address, user))
            }
            a class="button open-filters" href="#filters" {
                (icon(Icon::Funnel)) (filter::open(view.address.filters() as u64))
            }
        }
    }
}

fn filter_column(view: &AuditLogView) -> Markup {
    html! {
        aside class="filters" slot="filters" id="filters" aria-label=(filter::title()) {
            a class="button close-filters" href="#results" {
                (icon(Icon::Cross)) (filter::close())
            }
            (date_range(&view.address, &view.range))
            (zones(&view.address, None, &view.zone))
            @if let Some(facets) = &view.facets {
                (part::facets(&view.address, view.asked_at, facets))
            }
        }
    }
}

/// What script says when no answer comes.
pub(super) fn unreachable() -> Markup {
    let note = |id, title, words| {
        html! {
            template id=(id) {
                div class="trouble note note-problem" {
                    p class="note-title" { (icon(Icon::Alert)) (title) }
                    p { (words) }
                    p { a class="button" href="" data-retry { (problem::retry()) } }
                }
            }
        }
    };
    html! {
        (note("offline", parts::offline(), parts::offline_text()))
        (note("unreachable", parts::unreachable(), parts::unreachable_text()))
    }
}

fn results(view: &AuditLogView) -> Markup {
    let active = active(&view.address, view.range.words.as_deref(), &view.catalogue);
    html! {
        @for notice in &view.notices { p class="note" role="status" { (text(notice)) } }
        @if let Some(called) = &view.called { (called::note(called, &view.address)) }
        @if let Some(first) = &view.first_event { (nothing_yet(first)) }
        @match &view.results {
            Results::Rows(rows) => (found(view, rows, &active)),
            Results::End => {
                (chips(&active, view.hides_access, &view.address))
                div class="empty" id=(ENTRIES_ID) tabindex="-1" {
                    h2 { (empty::end()) }
                    p {
                        a class="button" href=(view.address.first_page().href()) {
                            (messages::newest())
                        }
                    }
                }
            }
            Results::NothingFound(remedies) => {
                (chips(&active, view.hides_access, &view.address))
                @if view.first_event.is_none() { (nothing_found(remedies, &view.address)) }
            }
            Results::NotRun(problem) => {
                div id=(ENTRIES_ID) tabindex="-1" {}
                @if let Some(problem) = problem { (problem_note(&view.address, problem)) }
                (range_problem(&view.address, &view.range))
                (chips(&active, view.hides_access, &view.address))
            }
        }
    }
}

/// Where the filters are folded away, the fields can't say themselves what is wrong with them.
pub(super) fn range_problem(address: &LogAddress, range: &DateRangeView) -> Markup {
    let [first, last] = filters::dates(&address.page);
    let problems = [(first, range.from_problem.as_ref()), (last, range.to_problem.as_ref())];
    html! {
        @if problems.iter().any(|(_, problem)| problem.is_some()) {
            div class="note note-problem" role="alert" {
                p class="note-title" { (icon(Icon::Alert)) (filter::range_problem()) }
                @for (field, problem) in problems {
                    @if let Some(problem) = problem {
                        p { (filter::problem_of(&field, problem)) }
                    }
                }
            }
        }
    }
}

/// What paper has to say of the search: it has no search bar, and "7 entries" of what?
fn on_paper(address: &LogAddress) -> Markup {
    html! {
        @if !address.query.is_empty() {
            p class="on-paper" { (messages::searched(&text(&address.query))) }
        }
        @if address.range == Range::Any { p class="on-paper" { (messages::at_any_time()) } }
    }
}

fn found(view: &AuditLogView, rows: &Rows, active: &[Chip]) -> Markup {
    let sort = view.address.sort;
    let way = if sort.descending { "descending" } else { "ascending" };
    let order = match sort.by {
        SortBy::Date if sort.descending => messages::newest_first().to_owned(),
        SortBy::Date => messages::oldest_first().to_owned(),
        SortBy::User => messages::order(messages::member_name(), way),
        SortBy::Source => messages::order(messages::source(), way),
        SortBy::Ip => messages::order(messages::ip_address(), way),
        SortBy::Action => messages::order(messages::action(), way),
    };
    let is_live = view.address.is_live();
    let shown = if is_live { messages::at_first(rows.total) } else { shown(rows) };
    html! {
        (on_paper(&view.address))
        (chips(active, view.hides_access, &view.address))
        div class="results-head" {
            p class="summary" id="summary" aria-live="polite" {
                (messages::summary(&html! { strong { (shown) } }, &order))
                " " (help::link("entries#totals", &view.address))
            }
            @if !is_live && view.address.page == LogPage::AuditLog {
                (live::start(&view.address))
            }
            @if let Some(count_href) = &rows.count_href {
                (news(&view.address, rows.total, count_href))
            }
            (pager(&rows.pages, &view.address, messages::pages()))
            (columns(&view.address, &view.look))
            @if let Some(user) = view.frame.user.as_ref().filter(|_| view.may_export) {
                (export(&view.address, rows.total, view.asked_at, &view.zone, user))
            }
            @if is_live { (live::controls(&view.address, rows.last.as_deref())) }
        }
        (entry_table(&rows.entries, &view.catalogue, &view.address, &view.look))
        @if view.look.columns.has(Column::Affected)
            && rows.entries.iter().any(|row| records::is_blank(&row.event))
        {
            (help::brief("records#blank", &view.address))
        }
        (selection::bar(&Selecting {
            address: &view.address,
            total: rows.total,
            on_page: rows.entries.len() as u64,
            asked_at: view.asked_at,
            user: view.frame.user.as_ref(),
            may_delete: view.may_delete,
            may_export: view.may_export,
            columns: &view.look.columns,
        }))
        (dialog())
        (value_menu::popover())
        // A short table needs no second set of links.
        @if rows.entries.len() > 12 {
            div class="results-foot" {
                (pager(&rows.pages, &view.address, messages::pages_below()))
            }
        }
    }
}

/// Without places where the order makes them costly.
pub(super) fn shown(rows: &Rows) -> String {
    let (count, total) = (rows.entries.len() as u64, rows.total);
    match rows.first_rank {
        _ if count == total => messages::entries(total),
        Some(first) => messages::shown(first, first + count.saturating_sub(1), total),
        None => messages::shown_without_places(count, total),
    }
}

pub(super) fn nothing_found(remedies: &[Remedy], address: &LogAddress) -> Markup {
    html! {
        div class="empty" id=(ENTRIES_ID) tabindex="-1" {
            h2 { (empty::nothing_found()) }
            (help::brief("searching#nothing", address))
            p { (empty::nothing_found_text()) }
            ul class="remedies" {
                @for remedy in remedies {
                    li {
                        a href=(remedy.address.href()) { (text(&remedy.label)) }
                        @if let Some(count) = remedy.count {
                            " " span class="count" { (grouped(count)) }
                        }
                    }
                }
            }
        }
    }
}

fn nothing_yet(first: &FirstEvent) -> Markup {
    let key = format!(
        "export ANNALS_KEY=$(annals key create --org {} --scope events:write --name first)",
        first.organization
    );
    let send = format!("curl {}/v1/events {FIRST_EVENT}", first.base_url);
    html! {
        div class="empty first" {
            h2 { (empty::nothing_yet()) }
            p { (empty::nothing_yet_text()) }
            h3 { (empty::make_key()) }
            (copy::frame("first-key", &key, empty::make_key()))
            h3 { (empty::send_event()) }
            (copy::frame("first-event", &send, empty::send_event()))
            h3 { (empty::reload()) }
        }
    }
}
