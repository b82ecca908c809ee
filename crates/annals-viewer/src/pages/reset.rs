//! The page to which a link for a forgotten password leads.

use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::fault::Fault;
use crate::messages::{account as messages, session};
use crate::pages::account::{PasswordField, new_fields};

/// The form of a link that holds.
#[derive(Clone, Debug)]
pub struct ResetView {
    /// Where the form is sent.
    pub action: String,
    /// Whose password it is.
    pub username: String,
    /// Characters that a password has at least.
    pub chars_min: u64,
    /// What is wrong, and with which field.
    pub problem: Option<(PasswordField, Fault)>,
}

/// The form.
pub fn reset(view: &ResetView) -> Markup {
    let main = html! {
        div class="panel-page" {
            div class="panel" {
                h1 { (messages::choose_password()) }
                p class="reset-user" { (messages::reset_of(&text(&view.username))) }
                form method="post" action=(view.action) {
                    input type="hidden" name="username" value=(view.username)
                        autocomplete="username";
                    (new_fields(view.chars_min, view.problem.as_ref()))
                    button type="submit" class="button strong wide" { (messages::save_password()) }
                }
            }
        }
    };
    shell(&Frame::default(), messages::choose_password(), &main)
}

/// What is said of a link that doesn't hold, or that can't be looked up now.
pub fn over(fault: &Fault) -> Markup {
    let main = html! {
        div class="panel-page" {
            div class="panel" {
                h1 { (messages::choose_password()) }
                p class="note note-problem" role="alert" { (icon(Icon::Alert)) (fault) }
                p { a href="/sign-in" { (session::sign_in()) } }
            }
        }
    };
    shell(&Frame::default(), messages::choose_password(), &main)
}
