//! Pages about what went wrong.

use maud::{Markup, html};

use crate::components::help;
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::messages::problem as messages;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// 400
    BadRequest,
    /// 403
    Forbidden,
    /// 403: a form of an ended session, or one sent from elsewhere
    Outdated,
    /// 404
    NotFound,
    /// 500
    Internal,
    /// 503
    Unavailable,
}

/// The page; `detail` is a sentence for people, never an internal message.
pub fn problem(
    frame: &Frame,
    problem: Problem,
    detail: Option<&str>,
    request_id: Option<&str>,
) -> Markup {
    let (title, words) = match problem {
        Problem::BadRequest => (messages::bad_request(), ""),
        Problem::Forbidden => (messages::forbidden(), messages::forbidden_text()),
        Problem::Outdated => (messages::outdated(), messages::outdated_text()),
        Problem::NotFound => (messages::not_found(), messages::not_found_text()),
        Problem::Internal => (messages::internal(), messages::internal_text()),
        Problem::Unavailable => (messages::unavailable(), messages::unavailable_text()),
    };
    let retry = matches!(problem, Problem::Internal | Problem::Unavailable);
    let main = html! {
        div class="panel-page" {
            h1 { (title) }
            @if !words.is_empty() { p { (words) } }
            @if let Some(detail) = detail { p { (text(detail)) } }
            @if problem == Problem::Forbidden && frame.user.is_some() {
                (help::brief("people#no-menu"))
            }
            // An empty address is the page itself.
            @if retry { p { a class="button strong" href="" { (messages::retry()) } } }
            @else if problem != Problem::Forbidden {
                p { a class="button strong" href="/" { (messages::go_home()) } }
            }
            @if let Some(id) = request_id {
                p class="hint" { (messages::request_id()) " " span class="code" { (text(id)) } }
            }
        }
    };
    shell(frame, title, &main)
}
