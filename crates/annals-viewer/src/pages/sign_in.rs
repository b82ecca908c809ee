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
