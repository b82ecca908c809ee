//! The reports, and the menu that leads to them.

use maud::{Markup, html};

use crate::address::USER_SECURITY_PATH;
use crate::components::icon::{Icon, icon};
use crate::components::shell::Frame;
use crate::messages::{log, security, session as messages};

/// A way to a page: its name, and where it is.
pub type Way = (&'static str, &'static str);

/// The log, which is the first of the reports, and a menu's way to it as well.
pub fn audit_log() -> Way {
    (log::title(), "/")
}

/// The other reports, for those who may read the log.
pub fn others() -> [Way; 1] {
    [(security::title(), USER_SECURITY_PATH)]
}

/// The menu in the header.
pub fn menu(frame: &Frame) -> Markup {
    let all: Vec<_> = [audit_log()].into_iter().chain(others()).collect();
    html! {
        details class="bar-menu reports" name="bar-menu" {
            summary { (messages::reports()) (icon(Icon::Right)) }
            div class="bar-menu-body" { (ways(frame, &all)) }
        }
    }
}

/// A list of ways, read in the zone of the page.
pub fn ways(frame: &Frame, ways: &[Way]) -> Markup {
    html! {
        ul { @for (name, path) in ways { li { a href=(frame.way(path)) { (name) } } } }
    }
}
