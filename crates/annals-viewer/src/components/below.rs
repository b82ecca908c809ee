//! Ways from a page of an organisation to the same page of those right below.

use maud::{Markup, html};

use crate::address::query_string;
use crate::components::text::text;
use crate::messages::preferences as messages;

/// Organisations right below the one of a page.
#[derive(Clone, Debug, Default)]
pub struct Below {
    /// Their ids and names, as far as they are listed.
    pub listed: Vec<(String, String)>,
    /// How many there are besides.
    pub more: u64,
}

/// Ways to the page at `path` of each of them.
pub fn below(path: &str, below: &Below) -> Markup {
    html! {
        @if !below.listed.is_empty() {
            section aria-labelledby="below" {
                h2 id="below" { (messages::below()) }
                ul class="preference-below" {
                    @for (id, name) in &below.listed {
                        @let query = query_string(&[("organization", id.into())]);
                        li { a href={ (path) (query) } { (text(name)) } }
                    }
                    @if below.more > 0 { li { (messages::more_below(below.more)) } }
                }
            }
        }
    }
}
