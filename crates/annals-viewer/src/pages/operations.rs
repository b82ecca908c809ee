//! Bulk operations: a list of them, each with the way to its entries.

use annals_model::Actor;
use jiff::Zoned;
use maud::{Markup, html};

use crate::address::{LogAddress, query_string};
use crate::components::actor::member_name;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::number::grouped;
use crate::components::record::quoted;
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::components::views::href;
use crate::messages::{log, operations as messages, views};

/// The list.
#[derive(Clone, Debug)]
pub struct OperationsView {
    /// What stands around it.
    pub frame: Frame,
    /// The operations, newest first.
    pub operations: Vec<Operation>,
    /// Only entries before this were looked at.
    pub before: Option<Zoned>,
    /// Where looking further would go on, for the address and for people; absent when everything
    /// was looked at.
    pub until: Option<(String, Zoned)>,
    /// So many entries are looked at.
    pub entries_max: u64,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The correlation id of its entries.
    pub id: String,
    /// The label of the last action.
    pub label: String,
    /// Who took it.
    pub actor: Actor,
    /// When the last entry is of.
    pub last: Zoned,
    /// How many entries it has in all.
    pub entries: u64,
    /// How many records the entries name that were looked at.
    pub records: u64,
    /// Whether all of its entries were looked at.
    pub is_whole: bool,
}

impl Operation {
    fn href(&self) -> String {
        let search = format!("correlation:{}", quoted(&self.id));
        LogAddress::default().with_access(true).with_query(search).href()
    }
}

/// The page.
pub fn operations(page: &OperationsView) -> Markup {
    let [title, about] = views::BULK_OPERATIONS;
    let main = html! {
        div class="views-page" {
            p class="back" { a href="/" { (icon(Icon::Left)) (log::TITLE) } }
            h1 { (title) }
            p { (about) ". " (messages::HOW) }
            @if let Some(before) = &page.before {
                p class="note" { (messages::BEFORE) " " (moment(before)) }
            }
            @if page.operations.is_empty() { p class="empty" { (messages::NONE) } }
            @else { (table(&page.operations)) }
            @if let Some((at, until)) = &page.until {
                p class="hint" {
                    (messages::looked(&grouped(page.entries_max))) " " (moment(until))
                }
                p {
                    a class="button" href={
                        (href("bulk-operations")) (query_string(&[("before", at.into())]))
                    } { (messages::FURTHER) }
                }
            }
        }
    };
    shell(&page.frame, title, &main)
}

fn table(operations: &[Operation]) -> Markup {
    html! {
        table class="operations" {
            thead {
                tr {
                    th scope="col" { (messages::LAST) }
                    th scope="col" { (log::MEMBER_NAME) }
                    th scope="col" { (log::ACTION) }
                    th scope="col" class="number" { (messages::ENTRIES) }
                    th scope="col" class="number" { (messages::RECORDS) }
                }
            }
            tbody { @for operation in operations { (row(operation)) } }
        }
    }
}

fn row(operation: &Operation) -> Markup {
    let records = grouped(operation.records);
    html! {
        tr {
            td { (moment(&operation.last)) }
            td { (member_name(&operation.actor)) }
            th scope="row" {
                a href=(operation.href()) { (text(&operation.label)) }
                span class="hint" { (text(&operation.id)) }
            }
            td class="number" data-label=(messages::ENTRIES) { (grouped(operation.entries)) }
            td class="number" data-label=(messages::RECORDS) {
                @if operation.is_whole { (records) } @else { (messages::at_least(&records)) }
            }
        }
    }
}
