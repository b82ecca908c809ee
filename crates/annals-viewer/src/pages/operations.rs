//! Bulk operations: a list of them, each with the way to its entries.

use annals_model::Actor;
use jiff::Zoned;
use maud::{Markup, html};

use crate::address::query_string;
use crate::components::actor::member_name;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::number::grouped;
use crate::components::record::quoted;
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::components::views::path;
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
    fn href(&self, frame: &Frame) -> String {
        let search = format!("correlation:{}", quoted(&self.id));
        frame.kept().with_access(true).with_query(search).href()
    }
}

/// The page.
pub fn operations(page: &OperationsView) -> Markup {
    let (title, about) = (views::bulk_operations(), views::bulk_operations_about());
    let main = html! {
        div class="views-page" {
            p class="back" { a href=(page.frame.way("/")) { (icon(Icon::Left)) (log::title()) } }
            h1 { (title) }
            p { (about) ". " (messages::how()) }
            @if let Some(before) = &page.before {
                p class="note" { (messages::before(&moment(before))) }
            }
            @if page.operations.is_empty() { p class="empty" { (messages::none()) } }
            @else { (table(&page.operations, &page.frame)) }
            @if let Some((at, until)) = &page.until {
                p class="hint" {
                    (messages::looked(page.entries_max, &moment(until)))
                }
                p {
                    a class="button" href=(further(at, &page.frame)) { (messages::further()) }
                }
            }
        }
    };
    shell(&page.frame, title, &main)
}

fn further(at: &str, frame: &Frame) -> String {
    let kept = frame.kept();
    let mut pairs = kept.pairs();
    pairs.push(("before", at.into()));
    format!("{}{}", path("bulk-operations"), query_string(&pairs))
}

fn table(operations: &[Operation], frame: &Frame) -> Markup {
    html! {
        table class="operations" {
            thead {
                tr {
                    th scope="col" { (messages::last()) }
                    th scope="col" { (log::member_name()) }
                    th scope="col" { (log::action()) }
                    th scope="col" class="number" { (messages::entries()) }
                    th scope="col" class="number" { (messages::records()) }
                }
            }
            tbody { @for operation in operations { (row(operation, frame)) } }
        }
    }
}

fn row(operation: &Operation, frame: &Frame) -> Markup {
    let records = operation.records;
    html! {
        tr {
            td { (moment(&operation.last)) }
            td { (member_name(&operation.actor)) }
            th scope="row" {
                a href=(operation.href(frame)) { (text(&operation.label)) }
                span class="hint" { (text(&operation.id)) }
            }
            td class="number" data-label=(messages::entries()) { (grouped(operation.entries)) }
            td class="number" data-label=(messages::records()) {
                @if operation.is_whole { (grouped(records)) }
                @else { (messages::at_least(records)) }
            }
        }
    }
}
