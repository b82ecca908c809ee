//! How the user of an account signs in, as far as an administrator may change that.

use jiff::Zoned;
use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::sessions::{SessionView, sessions};
use crate::components::shell::User;
use crate::components::text::clamped;
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::people as messages;
use crate::messages::{account as account_messages, passkeys as passkey_messages};
use crate::pages::account;
use crate::pages::passkeys::{PasskeyView, facts};

/// What an administrator may change.
#[derive(Clone, Debug, Default)]
pub struct SignInForms {
    /// What is wrong with the new password.
    pub problem: Option<Fault>,
    /// Whether what is wrong is that it was typed again in another way.
    pub is_again: bool,
    /// Characters that a password has at least.
    pub chars_min: u64,
    /// Whether it is the reader's own account.
    pub is_own: bool,
    /// The address of a link for a forgotten password that was just made; shown this once.
    pub link: Option<String>,
    /// Since when a second factor is asked for, if it is.
    pub factor: Option<Zoned>,
    /// The user's passkeys.
    pub passkeys: Vec<PasskeyView>,
    /// Where the user is signed in.
    pub sessions: Vec<SessionView>,
}

/// The section of an account's page; forms go to `action`.
pub(super) fn section(forms: &SignInForms, action: &str, user: &User) -> Markup {
    html! {
        section aria-labelledby="sign-in" {
            h2 id="sign-in" { (messages::signing_in()) }
            @if forms.is_own {
                p {
                    (messages::own_password_about()) " "
                    a href=(account::PATH) { (account_messages::title()) }
                }
            } @else {
                (password(forms, action, user))
                (link(forms, action, user))
                @if let Some(since) = &forms.factor { (factor(forms, since, action, user)) }
                h3 { (messages::signed_in_at()) }
                (sessions(&forms.sessions, &format!("{action}#sign-in"), user))
            }
        }
    }
}

/// The form that makes a link for a forgotten password, and the one that it made.
fn link(forms: &SignInForms, action: &str, user: &User) -> Markup {
    html! {
        h3 { (messages::reset_link()) }
        p { (messages::reset_link_about()) }
        @if let Some(link) = &forms.link {
            div class="note note-good reset-link" role="status" {
                p { (messages::reset_link_made()) }
                p class="code" { (link) }
            }
        }
        (button(action, user, "reset-link", messages::make_reset_link()))
    }
}

/// That there is a second factor, and the form that takes it away.
fn factor(forms: &SignInForms, since: &Zoned, action: &str, user: &User) -> Markup {
    html! {
        h3 { (account_messages::second_factor()) }
        p { (messages::factor_since(&moment(since))) }
        @if !forms.passkeys.is_empty() {
            p class="factor-label" { (passkey_messages::title()) }
            ul class="view-list session-list" {
                @for passkey in &forms.passkeys {
                    li {
                        p class="factor-label" { (clamped(&passkey.name)) }
                        (facts(passkey))
                    }
                }
            }
        }
        (button(action, user, "remove-factor", messages::take_factor_away()))
    }
}

fn button(action: &str, user: &User, does: &str, words: &str) -> Markup {
    html! {
        form method="post" action={ (action) "#sign-in" } {
            (token(user))
            input type="hidden" name="do" value=(does);
            button type="submit" class="button" { (words) }
        }
    }
}

/// The form of another password.
fn password(forms: &SignInForms, action: &str, user: &User) -> Markup {
    let problem = forms.problem.as_ref();
    let (first, again) = if forms.is_again { (None, problem) } else { (problem, None) };
    html! {
        form class="person-form" method="post" action={ (action) "#sign-in" } {
            (token(user))
            input type="hidden" name="do" value="password";
            p class="wide" { (messages::new_password_about()) }
            div class="form-field" {
                label for="new-password" { (messages::new_password()) }
                (field("new-password", "password", first))
                p class="hint" id="new-password-hint" { (messages::password_hint(forms.chars_min)) }
            }
            div class="form-field" {
                label for="again" { (messages::password_again()) }
                (field("again", "again", again))
            }
            div class="view-buttons" {
                button type="submit" class="button" { (messages::set_password()) }
            }
        }
    }
}

fn field(id: &str, name: &str, problem: Option<&Fault>) -> Markup {
    let hint = (name == "password").then_some("new-password-hint".to_owned());
    let told = problem.map(|_| format!("{id}-problem"));
    let ids: Vec<_> = hint.into_iter().chain(told).collect();
    let ids = (!ids.is_empty()).then(|| ids.join(" "));
    html! {
        input id=(id) name=(name) type="password" required autocomplete="new-password"
            aria-invalid=[problem.map(|_| "true")] aria-describedby=[ids];
        @if let Some(problem) = problem {
            p class="field-problem" id={ (id) "-problem" } role="alert" {
                (icon(Icon::Alert)) (problem)
            }
        }
    }
}
