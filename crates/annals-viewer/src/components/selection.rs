//! Selecting rows, to copy, export or delete them.
//!
//! Boxes stand within the first cell, because a column of their own would be pasted as an empty one
//! when somebody selects text by hand. They belong to the form that is the bar.

use annals_model::{Catalogue, Millis};
use maud::{Markup, html};

use crate::Format;
use crate::address::{Column, Columns, LogAddress, Place, Ticked};
use crate::components::entry_table::EntryRow;
use crate::components::icon::type_word;
use crate::components::shell::User;
use crate::components::{copy, help, moment};
use crate::messages::{Language, in_language, selection as messages};
use crate::sheet;

const FORM_ID: &str = "selection";

/// The box that selects all rows, which takes script.
pub fn select_all() -> Markup {
    html! {
        label class="pick pick-all" {
            input type="checkbox" autocomplete="off" data-pick-all
                aria-label=(messages::select_all());
        }
    }
}

/// The box that selects a row; it holds what is copied. Among those of several organisations, as at
/// `place`, it says whose the entry is.
pub fn select(row: &EntryRow, place: &Place, columns: &Columns, catalogue: &Catalogue) -> Markup {
    let log = place.below.then(|| row.event.organization.clone());
    let ticked = Ticked { log, number: row.number }.to_string();
    html! {
        label class="pick" {
            input type="checkbox" name="entry" value=(ticked) form=(FORM_ID)
                autocomplete="off" aria-label=(messages::select(row.number))
                data-row=(line(row, columns, catalogue));
        }
    }
}

/// The row's cells in the order in which they are shown, with tabs between them.
fn line(row: &EntryRow, columns: &Columns, catalogue: &Catalogue) -> String {
    let mut cells = sheet::cells(row.number, &row.event, &row.occurred_at, catalogue);
    if let Some(date) = place(Column::Date).filter(|_| moment::comes_twice(&row.occurred_at)) {
        // Better text for a spreadsheet than one of two moments.
        cells[date] += &row.occurred_at.strftime(" %:z").to_string();
    }
    if let Some(organization) = place(Column::Organization) {
        cells[organization] = sheet::disarmed(row.organization.clone());
    }
    let shown = columns.iter().filter_map(|column| match column {
        // What is copied is what was seen.
        Column::Type => Some(type_word(row.event.event_type)),
        _ => place(column).map(|place| &*cells[place]),
    });
    let shown = shown.map(|cell| cell.replace(|c: char| c.is_control(), " "));
    shown.collect::<Vec<_>>().join("\t")
}

/// The heads of copied rows, in the words that were seen.
fn heads(columns: &Columns) -> String {
    columns.iter().map(Column::label).collect::<Vec<_>>().join("\t")
}

/// Where a sheet has the column; sheets are in English.
fn place(column: Column) -> Option<usize> {
    let name = in_language(Language::English, || column.label());
    sheet::COLUMNS.iter().position(|column| *column == name)
}

/// What the button of a format says.
fn label(format: Format) -> &'static str {
    match format {
        Format::Xlsx => messages::export_xlsx(),
        Format::Csv => messages::export_csv(),
        Format::Pdf => messages::export_pdf(),
        Format::Ndjson => messages::export_ndjson(),
    }
}

/// What the bar acts on.
pub struct Selecting<'a> {
    /// The search.
    pub address: &'a LogAddress,
    /// How many entries it finds.
    pub total: u64,
    /// How many of them are on the page.
    pub on_page: u64,
    /// What "today" means in it.
    pub asked_at: Millis,
    /// Who selects.
    pub user: Option<&'a User>,
    /// Whether they may delete entries.
    pub may_delete: bool,
    /// Whether they may export them.
    pub may_export: bool,
    /// The columns that are shown, and copied.
    pub columns: &'a Columns,
}

/// How many rows are selected, and what can be done with them: the form of the rows' boxes. It is
/// there as soon as one of them is ticked, also without script.
pub fn bar(of: &Selecting<'_>) -> Markup {
    // All that match in several organisations are exported elsewhere, and deleted in each.
    let more = !of.address.place.below && of.total > of.on_page;
    let total = of.total;
    let action = if of.may_export { of.address.export_href() } else { of.address.select_href() };
    html! {
        form class="selection" id=(FORM_ID) method="post" action=(action)
            aria-label=(messages::title()) data-heads=(heads(of.columns)) {
            @if let Some(User { form_token: (name, token), .. }) = of.user {
                input type="hidden" name=(name) value=(token);
            }
            input type="hidden" name="at" value=(of.asked_at);
            // Without a ticked box it must not be taken for the export of the whole search.
            input type="hidden" name="of" value="selection";
            p {
                strong aria-live="polite" data-count-words=(messages::count())
                    data-page-words=[more.then_some(messages::page())]
                    data-all-words=[more.then(|| messages::everything(total))] {
                    (messages::some())
                }
                @if more {
                    label {
                        input type="checkbox" name="all" value="true" autocomplete="off";
                        (messages::select_everything(total))
                    }
                }
            }
            div class="selection-actions" {
                (help::link("copying#select", of.address))
                (copy::selected(messages::copy(), messages::copied()))
                @for format in Format::ALL.into_iter().filter(|_| of.may_export) {
                    button type="submit" class="button" name="format"
                        value=(format.as_str()) { (label(format)) }
                }
                @if of.may_delete {
                    button type="submit" class="button" formaction=(of.address.select_href()) {
                        (messages::delete())
                    }
                }
                button type="reset" class="button quiet" { (messages::clear()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_in_the_sheet() {
        for column in Column::ALL {
            let place = in_language(Language::Arabic, || place(column));
            assert!(place.is_some(), "{column:?}");
        }
    }
}
