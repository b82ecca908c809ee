//! The page on which people sign in.

use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::components::passkey::{self, Ask};
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::messages::{log, passkeys, session as messages};

/// The state of the form.
#[derive(Clone, Debug, Default)]
pub struct SignInView {
    /// What was typed before.
    pub username: String,
    /// Where to go afterwards; a path of this server.
    pub next: Option<String>,
    /// Why the last attempt failed.
    pub problem: Option<String>,
    /// What went well before: signed out.
    pub notice: Option<String>,
    /// Where passkeys work, if they do here.
    pub origin: Option<String>,
}

/// Where the code of a second factor is asked for.
pub const CODE_PATH: &str = "/sign-in/code";
/// Where a passkey is sent in the second step.
pub const CODE_PASSKEY_PATH: &str = "/sign-in/code/passkey";
/// Where its options are made.
pub const CODE_ASK_PATH: &str = "/sign-in/code/passkey/ask";
/// Where a passkey is sent that signs in by itself.
pub const PASSKEY_PATH: &str = "/sign-in/passkey";
/// Where its options are made.
pub const ASK_PATH: &str = "/sign-in/passkey/ask";

/// The second step: a code of an app, a passkey, or a recovery code.
#[derive(Clone, Debug, Default)]
pub struct CodeView {
    /// Whether there is an app that makes codes.
    pub has_app: bool,
    /// Whether there is a passkey.
    pub has_passkey: bool,
    /// Where passkeys work, if they do here.
    pub origin: Option<String>,
    /// Where to go afterwards; a path of this server.
    pub next: Option<String>,
    /// Why the last attempt failed.
    pub problem: Option<&'static str>,
}

/// The page of the second step.
pub fn code(view: &CodeView) -> Markup {
    let has_problem = view.problem.is_some();
    let title = if view.has_passkey { passkeys::step_title() } else { messages::code_title() };
    let about = match (view.has_passkey, view.has_app, &view.origin) {
        (true, true, Some(_)) => passkeys::step_about(),
        (true, false, Some(_)) => passkeys::step_about_alone(),
        (true, false, None) => passkeys::step_about_elsewhere(),
        _ => messages::code_about(),
    };
    let label = match view.has_app || !view.has_passkey {
        true => messages::code_or_recovery(),
        false => passkeys::recovery_code(),
    };
    let origin = view.origin.as_deref().filter(|_| view.has_passkey);
    let main = html! {
        div class="panel-page" {
            div class="panel" {
                h1 { (title) }
                @if let Some(problem) = view.problem {
                    p id="code-problem" class="note note-problem" role="alert" {
                        (icon(Icon::Alert)) (problem)
                    }
                }
                p class="reset-user" { (about) }
                @if let Some(origin) = origin {
                    (with_passkey(
                        (CODE_PASSKEY_PATH, CODE_ASK_PATH),
                        view.next.as_deref(),
                        origin,
                        (passkeys::use_one(), "button strong wide"),
                    ))
                }
                form method="post" action=(CODE_PATH) {
                    @if let Some(next) = &view.next {
                        input type="hidden" name="next" value=(next);
                    }
                    label for="code" { (label) }
                    input id="code" class="factor-code" name="code" type="text" required
                        autofocus[origin.is_none()]
                        autocomplete="one-time-code" autocapitalize="none" spellcheck="false"
                        maxlength="40" aria-describedby=[has_problem.then_some("code-problem")];
                    button type="submit" class="button wide" .strong[origin.is_none()] {
                        (messages::go_on())
                    }
                }
                p class="panel-other" { a href="/sign-in" { (messages::other_user()) } }
            }
        }
    };
    shell(&Frame::default(), title, &main)
}

/// The form of a passkey: where it is sent, and where its options are made.
fn with_passkey(
    (path, ask): (&str, &str),
    next: Option<&str>,
    origin: &str,
    (words, class): (&str, &str),
) -> Markup {
    html! {
        form class="panel-passkey" method="post" action=(path) {
            @if let Some(next) = next { input type="hidden" name="next" value=(next); }
            (passkey::button(Ask::Show(ask), origin, words, class, true))
        }
    }
}

/// The page.
pub fn sign_in(view: &SignInView) -> Markup {
    let has_problem = view.problem.is_some();
    let main = html! {
        div class="panel-page" {
            div class="panel" {
                h1 { (messages::sign_in()) }
                @if let Some(problem) = &view.problem {
                    p id="sign-in-problem" class="note note-problem" role="alert" {
                        (icon(Icon::Alert)) (text(problem))
                    }
                }
                @if let Some(notice) = &view.notice { p class="note" role="status" { (notice) } }
                form method="post" action="/sign-in" {
                    @if let Some(next) = &view.next {
                        input type="hidden" name="next" value=(next);
                    }
                    label for="username" { (log::username()) }
                    input id="username" name="username" type="text" value=(view.username) required
                        autocomplete="username" autocapitalize="none" spellcheck="false"
                        autofocus[view.username.is_empty()] maxlength="1000";
                    label for="password" { (messages::password()) }
                    input id="password" name="password" type="password" required maxlength="1000"
                        autocomplete="current-password" autofocus[!view.username.is_empty()]
                        aria-describedby=[has_problem.then_some("sign-in-problem")];
                    button type="submit" class="button strong wide" { (messages::sign_in()) }
                }
                @if let Some(origin) = view.origin.as_deref() {
                    (with_passkey(
                        (PASSKEY_PATH, ASK_PATH),
                        view.next.as_deref(),
                        origin,
                        (passkeys::sign_in(), "button wide"),
                    ))
                }
            }
        }
    };
    shell(&Frame::default(), messages::sign_in(), &main)
}
