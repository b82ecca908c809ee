//! The page on which people sign in.

use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::messages::{log, session as messages};

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
}

/// Where the code of a second factor is asked for.
pub const CODE_PATH: &str = "/sign-in/code";

/// The second step: the code of a second factor.
#[derive(Clone, Debug, Default)]
pub struct CodeView {
    /// Where to go afterwards; a path of this server.
    pub next: Option<String>,
    /// Why the last attempt failed.
    pub problem: Option<&'static str>,
}

/// The page of the second step.
pub fn code(view: &CodeView) -> Markup {
    let has_problem = view.problem.is_some();
    let main = html! {
        div class="panel-page" {
            div class="panel" {
                h1 { (messages::code_title()) }
                @if let Some(problem) = view.problem {
                    p id="code-problem" class="note note-problem" role="alert" {
                        (icon(Icon::Alert)) (problem)
                    }
                }
                p class="reset-user" { (messages::code_about()) }
                form method="post" action=(CODE_PATH) {
                    @if let Some(next) = &view.next {
                        input type="hidden" name="next" value=(next);
                    }
                    label for="code" { (messages::code_or_recovery()) }
                    input id="code" class="factor-code" name="code" type="text" required autofocus
                        autocomplete="one-time-code" autocapitalize="none" spellcheck="false"
                        maxlength="40" aria-describedby=[has_problem.then_some("code-problem")];
                    button type="submit" class="button strong wide" { (messages::go_on()) }
                }
                p class="panel-other" { a href="/sign-in" { (messages::other_user()) } }
            }
        }
    };
    shell(&Frame::default(), messages::code_title(), &main)
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
            }
        }
    };
    shell(&Frame::default(), messages::sign_in(), &main)
}
