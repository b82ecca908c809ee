//! Above entries that a search found by what their records are called elsewhere.

use maud::{Markup, html};

use crate::LogAddress;
use crate::messages::called as messages;

/// What is said of entries that don't have the words of the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalledView {
    /// There are some.
    Found {
        /// So many.
        entries: u64,
        /// How many records were looked for, if a word is the name of more.
        more_than: Option<u64>,
    },
    /// They are left out.
    Alone,
}

/// What is said, with the way to the other.
pub fn note(view: &CalledView, address: &LogAddress) -> Markup {
    let (words, way, words_alone) = match view {
        CalledView::Found { entries, more_than } => {
            let more = more_than.map(messages::more).unwrap_or_default();
            let found = format!("{} {more}", messages::found(*entries));
            (found, messages::words_alone(), true)
        }
        CalledView::Alone => (messages::left_out().to_owned(), messages::with_names(), false),
    };
    html! {
        p class="note" role="status" {
            (words.trim_end()) " "
            a href=(address.with_words_alone(words_alone).href()) { (way) }
        }
    }
}
