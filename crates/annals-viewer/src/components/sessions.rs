//! The open sessions of a user, each with the button that ends it.

use jiff::Zoned;
use maud::{Markup, html};

use crate::components::browser::browser;
use crate::components::moment::moment;
use crate::components::shell::User;
use crate::components::text::{clamped, text};
use crate::components::views::token;
use crate::messages::account as messages;

/// A session that is open.
#[derive(Clone, Debug)]
pub struct SessionView {
    /// Which.
    pub id: String,
    /// What it was begun with, as that calls itself.
    pub user_agent: Option<String>,
    /// From where it was begun.
    pub ip: Option<String>,
    /// When it began.
    pub began: Zoned,
    /// When it was last used, to some minutes.
    pub used: Zoned,
    /// Whether it is the one of whoever reads the page.
    pub is_current: bool,
}

/// The list. Forms are sent to `action`, with `do=end` and the `session`, or with `do=others`,
/// which ends all but the reader's own.
pub fn sessions(sessions: &[SessionView], action: &str, user: &User) -> Markup {
    let has_others = sessions.iter().any(|session| !session.is_current);
    html! {
        @if sessions.is_empty() { p class="hint" { (messages::no_sessions()) } } @else {
            ul class="view-list session-list" {
                @for session in sessions { (item(session, action, user)) }
            }
        }
        @if has_others {
            form method="post" action=(action) {
                (token(user))
                input type="hidden" name="do" value="others";
                button type="submit" class="button" {
                    @if sessions.iter().any(|session| session.is_current) {
                        (messages::end_others())
                    } @else {
                        (messages::end_all())
                    }
                }
            }
        }
    }
}

fn item(session: &SessionView, action: &str, user: &User) -> Markup {
    let name = browser(session.user_agent.as_deref());
    let id = format!("session-{}", session.id);
    html! {
        li id=(id) {
            div class="session-name" {
                h3 { (clamped(&name)) }
                @if session.is_current { span class="tag" { (messages::this_session()) } }
            }
            dl class="preference-facts" {
                div { dt { (messages::began()) } dd { (moment(&session.began)) } }
                div { dt { (messages::last_used()) } dd { (moment(&session.used)) } }
                @if let Some(ip) = &session.ip {
                    div { dt { (messages::address()) } dd class="code" { (text(ip)) } }
                }
            }
            @if session.is_current {
                form method="post" action="/sign-out" {
                    (token(user))
                    button type="submit" class="button" { (messages::end_this()) }
                }
            } @else {
                form method="post" action=(action) {
                    (token(user))
                    input type="hidden" name="do" value="end";
                    input type="hidden" name="session" value=(session.id);
                    button type="submit" class="button"
                        aria-label=(messages::end_named(&name)) { (messages::end()) }
                }
            }
        }
    }
}
