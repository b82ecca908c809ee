//! The button that tells of entries that came since the page did.

use maud::{Markup, html};

use crate::address::LogAddress;
use crate::messages::log as messages;

/// A link to the first page, which appears with script when there are more entries than `total`;
/// `count_href` is where the API counts them. The page itself never moves under its reader.
pub fn news(address: &LogAddress, total: u64, count_href: &str) -> Markup {
    html! {
        span class="news" aria-live="polite" {
            a class="button strong" href=(address.first_page().href()) hidden
                data-count=(count_href) data-total=(total) data-words=(messages::new_entries()) {}
        }
    }
}
