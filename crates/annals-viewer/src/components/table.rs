//! Parts of tables.

use maud::{Markup, html};

/// The heads of the columns.
pub fn heads(words: &[&str]) -> Markup {
    html! { thead { tr { @for word in words { th scope="col" { (word) } } } } }
}
