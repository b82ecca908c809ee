//! The choice of columns and of how much room rows take.
//!
//! A plain form: each of its buttons leads to a page with the changed table, so that it works
//! without script, and Back undoes it.

use maud::{Markup, html};

use crate::address::{Column, Density, LogAddress, Look};
use crate::components::entry_table::sort_link;
use crate::components::icon::{Icon, icon, named_icon};
use crate::messages::columns as messages;

/// Where the form is sent.
pub const PATH: &str = "/columns";

/// Id of the line of `column`; an address that ends in it has the menu open.
pub fn line_id(column: Column) -> String {
    format!("column-{}", column.as_str())
}

/// The menu.
pub fn columns(address: &LogAddress, look: &Look) -> Markup {
    let hidden = Column::ALL.into_iter().filter(|column| !look.columns.has(*column));
    let last = look.columns.iter().len().saturating_sub(1);
    html! {
        details class="columns" {
            summary class="button" { (icon(Icon::Columns)) (messages::title()) }
            form class="columns-body" method="get" action=(PATH) {
                @for (name, value) in address.pairs() {
                    @if !["columns", "density"].contains(&name) {
                        input type="hidden" name=(name) value=(value);
                    }
                }
                (sorts(address))
                fieldset {
                    legend { (messages::shown()) }
                    ul class="column-list" {
                        @for (place, column) in look.columns.iter().enumerate() {
                            (line(column, Some((place > 0, place < last))))
                        }
                        @for column in hidden { (line(column, None)) }
                    }
                }
                fieldset class="densities" {
                    legend { (messages::rows()) }
                    @for density in Density::ALL {
                        label {
                            input type="radio" name="density" value=(density.as_str())
                                checked[density == look.density];
                            (density.label())
                        }
                    }
                }
                div class="columns-buttons" {
                    button type="submit" class="button strong" { (messages::apply()) }
                    button type="submit" class="button quiet" name="usual" value="1" {
                        (messages::usual())
                    }
                }
            }
        }
    }
}

/// The orders of rows, for cards, which have no heads.
fn sorts(address: &LogAddress) -> Markup {
    let orders = Column::ALL.into_iter().filter_map(|column| Some((column, column.sort()?)));
    html! {
        div class="sorts" {
            p class="hint" { (messages::sort()) }
            ul { @for (column, by) in orders { li { (sort_link(column.label(), by, address)) } } }
        }
    }
}

/// A column; one that is shown can be moved to the front or to the end.
fn line(column: Column, moves: Option<(bool, bool)>) -> Markup {
    let is_fixed = column == Column::Action;
    html! {
        li id=(line_id(column)) {
            label {
                // A box that can't be unchecked isn't sent, its place is.
                @if is_fixed { input type="hidden" name="column" value=(column.as_str()); }
                input type="checkbox" name="column" value=(column.as_str())
                    checked[moves.is_some()] disabled[is_fixed];
                (column.label())
            }
            @if let Some((to_front, to_end)) = moves {
                (step("front", column, to_front, Icon::Up))
                (step("end", column, to_end, Icon::Down))
            }
        }
    }
}

fn step(way: &str, column: Column, possible: bool, arrow: Icon) -> Markup {
    let name = match way {
        "front" => messages::to_front(column.label()),
        _ => messages::to_end(column.label()),
    };
    html! {
        button type="submit" class="icon-link" name=(way) value=(column.as_str()) title=(name)
            disabled[!possible] {
            (named_icon(arrow, &name))
        }
    }
}
