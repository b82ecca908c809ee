//! Reports > User Security: who changed accounts, groups, rights and preferences.
//!
//! A search of the log like any other, in the words of reports about user security: its filters
//! are the few that these have, its columns what the entries of the areas have in common, and an
//! entry opens with the fields of its area ([`detail()`]).

mod detail;
mod table;

use maud::{Markup, html};

use crate::address::{LogAddress, SortBy};
use crate::assets;
use crate::components::chips::{Chip, active, chips};
use crate::components::date_range::date_range;
use crate::components::dialog::dialog;
use crate::components::entry_table::ENTRIES_ID;
use crate::components::export::export;
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::news::news;
use crate::components::pager::pager;
use crate::components::part;
use crate::components::search_bar::{filter_form, problem_note};
use crate::components::shell::{document_title, shell_with_ways, skip};
use crate::components::text::text;
use crate::components::zone::zones;
use crate::messages::{empty, filter, log, security as messages, session};
use crate::pages::audit_log::{
    AuditLogView, FOLLOWING, Results, Rows, nothing_found, order, range_problem, shown, unreachable,
};

pub use detail::detail;

/// The page.
pub fn user_security(view: &AuditLogView) -> Markup {
    let main = html! {
        (page(view, true))
        (unreachable())
        script type="module" src=(assets::RESULTS.path) {}
    };
    let way = skip(&format!("#{ENTRIES_ID}"), session::skip_to_entries());
    shell_with_ways(&view.frame, messages::title(), &way, &main)
}

/// What takes the place of [`user_security`]'s content on a page that is there already.
pub fn user_security_content(view: &AuditLogView) -> Markup {
    html! {
        title { (document_title(&view.frame, messages::title())) }
        (page(view, false))
    }
}

fn page(view: &AuditLogView, is_document: bool) -> Markup {
    html! {
        div class="log-page security-page" id="log" hx-history-elt="" hx-boost:inherited=(FOLLOWING)
            hx-sync:inherited="#log:replace" {
            @if is_document { (order()) }
            (head(&view.address))
            section class="results" id="results" tabindex="-1" aria-label=(log::results()) {
                div class="trouble-place" id="trouble" role="alert" {}
                (results(view))
            }
            (filters(view))
        }
    }
}

fn head(address: &LogAddress) -> Markup {
    html! {
        div class="log-head security-head" slot="head" {
            div class="log-title" { h1 { (messages::title()) } }
            (filter_form(address))
            p class="security-about" {
                (messages::about()) " " (help::link("security#report", address))
            }
            a class="button open-filters" href="#filters" {
                (icon(Icon::Funnel)) (filter::open(address.filters() as u64))
            }
        }
    }
}

fn filters(view: &AuditLogView) -> Markup {
    html! {
        aside class="filters" slot="filters" id="filters" aria-label=(filter::title()) {
            a class="button close-filters" href="#results" {
                (icon(Icon::Cross)) (filter::close())
            }
            (date_range(&view.address, &view.range))
            @if let Some(facets) = &view.facets {
                (part::facets(&view.address, view.asked_at, facets))
            }
            (zones(&view.address, None, &view.zone))
        }
    }
}

fn results(view: &AuditLogView) -> Markup {
    let active = active(&view.address, view.range.words.as_deref(), &view.catalogue);
    let chips = chips(&active, false, &view.address);
    html! {
        @for notice in &view.notices { p class="note" role="status" { (text(notice)) } }
        @match &view.results {
            Results::Rows(rows) => (found(view, rows, &active)),
            Results::End => {
                (chips)
                div class="empty" id=(ENTRIES_ID) tabindex="-1" {
                    h2 { (empty::end()) }
                    p {
                        a class="button" href=(view.address.first_page().href()) {
                            (log::newest())
                        }
                    }
                }
            }
            Results::NothingFound(_) if view.first_event.is_some() => {
                (chips)
                div class="empty" id=(ENTRIES_ID) tabindex="-1" {
                    h2 { (messages::no_changes()) }
                    p { (messages::no_changes_text()) }
                    (help::brief("security#report", &view.address))
                }
            }
            Results::NothingFound(remedies) => {
                (chips)
                (nothing_found(remedies, &view.address))
            }
            Results::NotRun(problem) => {
                div id=(ENTRIES_ID) tabindex="-1" {}
                @if let Some(problem) = problem { (problem_note(&view.address, problem)) }
                (range_problem(&view.address, &view.range))
                (chips)
            }
        }
    }
}

fn found(view: &AuditLogView, rows: &Rows, active: &[Chip]) -> Markup {
    let address = &view.address;
    html! {
        (chips(active, false, address))
        div class="results-head" {
            p class="summary" id="summary" aria-live="polite" {
                (log::summary(&html! { strong { (shown(rows)) } }, &order_words(address)))
                " " (help::link("entries#totals", address))
            }
            @if let Some(count_href) = &rows.count_href { (news(address, rows.total, count_href)) }
            (pager(&rows.pages, address, log::pages()))
            a class="button" href=(address.in_audit_log().href()) { (messages::in_audit_log()) }
            @if let Some(user) = view.frame.user.as_ref().filter(|_| view.may_export) {
                (export(address, rows.total, view.asked_at, &view.zone, user))
            }
        }
        (table::table(&rows.entries, address))
        (dialog())
        // A short table needs no second set of links.
        @if rows.entries.len() > 12 {
            div class="results-foot" { (pager(&rows.pages, address, log::pages_below())) }
        }
    }
}

fn order_words(address: &LogAddress) -> String {
    let way = if address.sort.descending { "descending" } else { "ascending" };
    match address.sort.by {
        SortBy::Date if address.sort.descending => log::newest_first().to_owned(),
        SortBy::Date => log::oldest_first().to_owned(),
        SortBy::User => log::order(messages::changed_by(), way),
        SortBy::Source => log::order(log::source(), way),
        SortBy::Ip => log::order(log::ip_address(), way),
        SortBy::Action => log::order(log::action(), way),
    }
}
