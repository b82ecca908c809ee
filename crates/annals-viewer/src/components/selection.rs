//! Selecting rows, to copy them into a spreadsheet.
//!
//! Boxes stand within the first cell, because a column of their own would be pasted as an empty one
//! when somebody selects text by hand. They are there with script only: without, nothing could be
//! done with them.

use annals_model::Catalogue;
use maud::{Markup, html};

use crate::address::Columns;
use crate::components::copy;
use crate::components::entry_table::EntryRow;
use crate::messages::selection as messages;
use crate::sheet;

/// The box that selects all rows.
pub fn select_all() -> Markup {
    html! {
        label class="pick" {
            input type="checkbox" autocomplete="off" data-pick-all
                aria-label=(messages::SELECT_ALL);
        }
    }
}

/// The box that selects a row; it holds what is copied. The arrow keys go from one to the next, so
/// that only one of them is a stop of the Tab key.
pub fn select(row: &EntryRow, is_stop: bool, columns: &Columns, catalogue: &Catalogue) -> Markup {
    html! {
        label class="pick" {
            input type="checkbox" autocomplete="off" tabindex=(if is_stop { "0" } else { "-1" })
                aria-label=(messages::select(row.number)) data-row=(line(row, columns, catalogue));
        }
    }
}

/// The row's cells in the order in which they are shown, with tabs between them.
fn line(row: &EntryRow, columns: &Columns, catalogue: &Catalogue) -> String {
    let cells = sheet::cells(row.number, &row.event, &row.occurred_at, catalogue);
    let cell = |label| sheet::COLUMNS.iter().position(|column| *column == label);
    let shown = columns.iter().filter_map(|column| cell(column.label()));
    let shown = shown.map(|at| cells[at].replace(|c: char| c.is_control(), " "));
    shown.collect::<Vec<_>>().join("\t")
}

/// How many rows are selected, and what can be done with them.
pub fn bar() -> Markup {
    html! {
        div class="selection" role="region" aria-label=(messages::TITLE) hidden {
            span aria-live="polite" data-words=(messages::COUNT) {}
            (copy::selected(messages::COPY, messages::COPIED))
            button type="button" class="button quiet" data-clear { (messages::CLEAR) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Column;

    #[test]
    fn every_column_is_in_the_sheet() {
        for column in Column::ALL {
            assert!(sheet::COLUMNS.contains(&column.label()), "{column:?}");
        }
    }
}
