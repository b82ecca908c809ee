//! Pages about what went wrong.

use maud::{Markup, html};

use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::fault::Fault;
use crate::messages::{account, problem as messages};
use crate::pages::account::PATH as ACCOUNT_PATH;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// 400
    BadRequest,
    /// 403
    Forbidden,
    /// 403: a form of an ended session, or one sent from elsewhere
    Outdated,
    /// 403, 409 or 422: it is understood, and can't be done for a reason that is told.
    Refused,
    /// 404
    NotFound,
    /// 500
    Internal,
    /// 503
    Unavailable,
}

/// The page; `fault` says more than the title.
pub fn problem(
    frame: &Frame,
    problem: Problem,
    fault: Option<&Fault>,
    request_id: Option<&str>,
) -> Markup {
    let (title, words) = problem.words();
    let retry = problem.may_pass();
    let main = html! {
        div class="panel-page" {
            h1 { (title) }
            @if !words.is_empty() { p { (words) } }
            @if let Some(fault) = fault { p { (fault) } }
            @if problem == Problem::Forbidden && frame.user.is_some() {
                (help::brief("people#no-menu", &frame.kept()))
            }
            // An empty address is the page itself.
            @if retry { p { a class="button strong" href="" { (messages::retry()) } } }
            @else if problem != Problem::Forbidden {
                p { a class="button strong" href="/" { (messages::go_home()) } }
            }
            @if let Some(id) = request_id { (request_note(id)) }
        }
    };
    shell(frame, title, &main)
}

/// The page of someone to whom nothing is open: what to do about it, and whom to ask.
pub fn nothing_open(frame: &Frame) -> Markup {
    let main = html! {
        div class="panel-page" {
            h1 { (messages::nothing_open()) }
            @if let Some(user) = &frame.user {
                @let (organization, username) = (text(&user.organization), text(&user.username));
                p { (messages::nothing_open_text(&organization, &username)) }
                (help::brief("people#no-menu", &frame.kept()))
                p { a class="button strong" href=(ACCOUNT_PATH) { (account::title()) } }
            }
        }
    };
    shell(frame, messages::nothing_open(), &main)
}

/// The same as a note on a page that stays; `title` says what is missing there, `retry` is the
/// address of the whole page.
pub fn note(
    problem: Problem,
    title: Option<&str>,
    fault: Option<&Fault>,
    request_id: Option<&str>,
    retry: &str,
) -> Markup {
    let (usual, words) = problem.words();
    html! {
        div class="trouble note note-problem" {
            p class="note-title" { (icon(Icon::Alert)) (title.unwrap_or(usual)) }
            @if !words.is_empty() { p { (words) } }
            @if let Some(fault) = fault { p { (fault) } }
            @if problem.may_pass() { p { a class="button" href=(retry) { (messages::retry()) } } }
            @if let Some(id) = request_id { (request_note(id)) }
        }
    }
}

fn request_note(id: &str) -> Markup {
    html! { p class="hint" { (messages::request_id()) " " span class="code" { (text(id)) } } }
}

impl Problem {
    /// Title and text.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::BadRequest => (messages::bad_request(), ""),
            Self::Forbidden => (messages::forbidden(), messages::forbidden_text()),
            Self::Refused => (messages::refused(), ""),
            Self::Outdated => (messages::outdated(), messages::outdated_text()),
            Self::NotFound => (messages::not_found(), messages::not_found_text()),
            Self::Internal => (messages::internal(), messages::internal_text()),
            Self::Unavailable => (messages::unavailable(), messages::unavailable_text()),
        }
    }

    /// Whether it may be over in a moment.
    fn may_pass(self) -> bool {
        matches!(self, Self::Internal | Self::Unavailable)
    }
}
