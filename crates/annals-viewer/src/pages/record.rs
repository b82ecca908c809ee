//! The head of the pages of a record: what it is, what it belongs to, and its logs.

use annals_model::{Catalogue, RecordKey, RecordTabs};
use jiff::Zoned;
use maud::{Markup, html};

use crate::address::{LogAddress, RecordLog, RecordPage, way};
use crate::components::help;
use crate::components::hold::{HoldMark, on_hold};
use crate::components::icon::{Icon, named_icon, record_icon};
use crate::components::moment::day;
use crate::components::record::{edit_address, type_label, unnamed};
use crate::components::text::text;
use crate::messages::{communications, history, holds, records as messages};

/// A record and what is known of it.
#[derive(Clone, Debug)]
pub struct RecordHead {
    /// The record, and which of its logs is shown.
    pub page: RecordPage,
    /// What it is called now.
    pub name: Option<String>,
    /// Where the rights of the user are whose staff record it is.
    pub permissions: Option<String>,
    /// What it belongs to, or did.
    pub parents: Vec<Relation>,
    /// What belongs to it, or did.
    pub children: Vec<Relation>,
    /// Whether more belongs to it than `children` has.
    pub has_more_children: bool,
    /// E-mail addresses and phones.
    pub addresses: Vec<String>,
    /// Where its messages are, for those who may see one of their logs.
    pub communication: Option<String>,
    /// Where its history is, for those who may see details.
    pub history: Option<String>,
    /// The holds that keep what is told of it.
    pub holds: Vec<HoldMark>,
    /// Where it is put under one, for those who may.
    pub hold_here: Option<String>,
    /// What is shown of it.
    pub tab: RecordTab,
    /// The earliest entry; absent where there is none.
    pub since: Option<Zoned>,
    /// Whether the reader may read its entries.
    pub reads_log: bool,
}

/// What the pages of a record show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecordTab {
    /// The log that the page names.
    #[default]
    Log,
    /// Its values over time.
    History,
    /// Messages.
    Communication,
}

/// A record that another belongs to, or that belongs to it.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The other record.
    pub key: RecordKey,
    /// What it is called.
    pub name: Option<String>,
    /// From when on; always, if absent.
    pub from: Option<Zoned>,
    /// Until when; still, if absent.
    pub to: Option<Zoned>,
}

impl RecordHead {
    /// What the record is called: its name, or its type and id.
    pub(crate) fn title(&self, catalogue: &Catalogue) -> String {
        title(&self.page.key, self.name.as_deref(), catalogue)
    }
}

fn title(key: &RecordKey, name: Option<&str>, catalogue: &Catalogue) -> String {
    name.map_or_else(|| unnamed(key, catalogue), str::to_owned)
}

/// The label of a log's tab.
pub(crate) fn label(log: RecordLog) -> &'static str {
    match log {
        RecordLog::Audit => messages::audit_log(),
        RecordLog::Activity => messages::activity_log(),
    }
}

/// What a log has, in a sentence.
pub(crate) fn about(log: RecordLog) -> &'static str {
    match log {
        RecordLog::Audit => messages::audit_about(),
        RecordLog::Activity => messages::activity_about(),
    }
}

/// What stands above the log.
pub(crate) fn head(record: &RecordHead, address: &LogAddress, catalogue: &Catalogue) -> Markup {
    let key = &record.page.key;
    let name = record.title(catalogue);
    let shown = catalogue.record_type(&key.record_type).cloned().unwrap_or_default();
    html! {
        header class="record-head" {
            div class="record-title" {
                h1 { (text(&name)) }
                @if let Some(href) = edit_address(key, catalogue) {
                    @let open = messages::open(&name);
                    a class="icon-link" href=(href) rel="noreferrer" target="_blank" title=(open) {
                        (named_icon(Icon::Magnifier, &open))
                    }
                }
                p class="hint" {
                    (record_icon(shown.icon)) " "
                    (text(&type_label(&key.record_type, catalogue))) " "
                    span class="code" { (text(&key.id)) } " "
                    (help::link("record-pages#what", address))
                    @if let Some(href) = &record.hold_here {
                        " " a href=(href) { (holds::place()) }
                    }
                }
            }
            (on_hold(address, &record.holds))
            (facts(record, address, catalogue))
            (tabs(record, address, shown.tabs))
        }
    }
}

fn facts(record: &RecordHead, address: &LogAddress, catalogue: &Catalogue) -> Markup {
    let related = |relation: &Relation, with_type: bool| {
        let key = &relation.key;
        let label = with_type.then(|| type_label(&key.record_type, catalogue));
        let time = time(relation);
        html! {
            li {
                a href=(address.of_record(key).href()) {
                    (text(&title(key, relation.name.as_deref(), catalogue)))
                }
                @if label.is_some() || time.is_some() {
                    " " span class="hint" {
                        @if let Some(label) = &label { (text(label)) }
                        @if label.is_some() && time.is_some() { ", " }
                        @if let Some(time) = &time { (time) }
                    }
                }
            }
        }
    };
    // Several of a type stand under the name of several.
    let relations = |all: &[Relation]| {
        html! {
            @for group in by_type(all) {
                @let [first, ..] = &*group else { continue };
                @let plural = (group.len() > 1).then(|| plural(&first.key, catalogue)).flatten();
                @if let Some(plural) = &plural { p class="hint" { (text(plural)) } }
                ul class="record-relations" {
                    @for relation in &group { (related(relation, plural.is_none())) }
                }
            }
        }
    };
    html! {
        dl class="record-facts" {
            @if !record.parents.is_empty() {
                dt { (messages::belongs_to()) }
                dd { (relations(&record.parents)) }
            }
            @if !record.addresses.is_empty() {
                dt { (messages::reached_at()) }
                dd {
                    ul class="record-relations" {
                        @for address in &record.addresses { li { (text(address)) } }
                    }
                }
            }
            @if !record.children.is_empty() {
                dt { (messages::below()) }
                dd {
                    (relations(&record.children))
                    @if record.has_more_children {
                        p class="hint" { (messages::more_below(record.children.len() as u64)) }
                    }
                }
            }
        }
        @match &record.since {
            Some(since) => p class="hint" { (messages::since_when(&day(since))) },
            None if record.reads_log => p class="hint" { (messages::no_entries()) },
            None => {}
        }
    }
}

/// Those of one type together, types in the order in which they come.
fn by_type(all: &[Relation]) -> Vec<Vec<&Relation>> {
    let mut groups: Vec<Vec<&Relation>> = Vec::new();
    for relation in all {
        let is_of = |group: &&mut Vec<&Relation>| {
            group.first().is_some_and(|one| one.key.record_type == relation.key.record_type)
        };
        match groups.iter_mut().find(is_of) {
            Some(group) => group.push(relation),
            None => groups.push(vec![relation]),
        }
    }
    groups
}

/// What several records of its type are called, where that is known.
fn plural(key: &RecordKey, catalogue: &Catalogue) -> Option<String> {
    let plural = &catalogue.record_type(&key.record_type)?.plural;
    (!plural.is_empty()).then(|| plural.clone())
}

/// When the one belongs to the other, unless it always does.
fn time(relation: &Relation) -> Option<String> {
    let [from, to] = [&relation.from, &relation.to].map(|at| at.as_ref().map(day));
    match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(messages::since(&from)),
        (None, Some(to)) => Some(messages::until(&to)),
        (Some(from), Some(to)) => Some(messages::between(&from, &to)),
    }
}

fn tabs(record: &RecordHead, address: &LogAddress, shown: RecordTabs) -> Markup {
    let current = &record.page;
    let is_shown = |log| log == current.log && record.tab == RecordTab::Log;
    let tab = |href: &str, is_current: bool, label: &str| {
        html! {
            li { a href=(href) aria-current=[is_current.then_some("page")] { (label) } }
        }
    };
    let beside = [
        (&record.history, RecordTab::History, history::title(), shown.history),
        (
            &record.communication,
            RecordTab::Communication,
            communications::title(),
            shown.communication,
        ),
    ];
    let is_offered =
        |log| record.reads_log && (log == RecordLog::Audit || shown.activity || is_shown(log));
    html! {
        nav class="tabs" aria-label=(messages::pages()) {
            ul {
                @for log in RecordLog::ALL.into_iter().filter(|log| is_offered(*log)) {
                    @let page = RecordPage { log, ..current.clone() };
                    @let (there, _) = address.anew().for_record(page);
                    (tab(&there.href(), is_shown(log), label(log)))
                }
                @for (path, one, label, is_offered) in beside {
                    @if let Some(path) = path.as_ref().filter(|_| is_offered || record.tab == one) {
                        (tab(&way(path, &address.anew()), record.tab == one, label))
                    }
                }
                @if let Some(path) = &record.permissions {
                    (tab(&way(path, &address.anew()), false, messages::permissions()))
                }
            }
        }
    }
}
