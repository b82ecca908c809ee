//! The reports, and the menu that leads to them.

use maud::{Markup, html};

use crate::address::USER_SECURITY_PATH;
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, User};
use crate::messages::{access, log, security, session as messages};
use crate::pages::access as access_page;

/// A way to a page: its name, and where it is.
pub type Way = (&'static str, &'static str);

/// The log, which is the first of the reports, and a menu's way to it as well.
pub fn audit_log() -> Way {
    (log::title(), "/")
}

/// The other reports that `user`, who may read the log, may see.
pub fn others(user: &User) -> Vec<Way> {
    let access = user.reads_rights.then_some((access::title(), access_page::PATH));
    [(security::title(), USER_SECURITY_PATH)].into_iter().chain(access).collect()
}

/// The menu in the header.
pub fn menu(frame: &Frame, user: &User) -> Markup {
    let all: Vec<_> = [audit_log()].into_iter().chain(others(user)).collect();
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
