//! One's own account: what it is, how one signs in, and where one is signed in.

use jiff::Zoned;
use maud::{Markup, html};

use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::sessions::{SessionView, sessions};
use crate::components::shell::{Frame, shell};
use crate::components::text::{text, username};
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::{account as messages, log, passkeys as passkey_messages};
use crate::pages::{passkeys, second_factor};

/// Where the page is.
pub const PATH: &str = "/account";
/// Where sessions are ended.
pub const SESSIONS_PATH: &str = "/account/sessions";
/// Where one chooses another password.
pub const PASSWORD_PATH: &str = "/account/password";

/// One's own account.
#[derive(Clone, Debug)]
pub struct AccountView {
    /// What stands around it.
    pub frame: Frame,
    /// What was just done.
    pub notice: Option<String>,
    /// Name on screen.
    pub name: String,
    /// What one signs in with.
    pub username: String,
    /// E-mail address.
    pub email: Option<String>,
    /// What one is there.
    pub role: Option<String>,
    /// To which one belongs.
    pub organization: String,
    /// Since when a second factor is asked for, and how many recovery codes are left; if it is.
    pub factor: Option<(Zoned, u64)>,
    /// Whether an app makes codes.
    pub has_app: bool,
    /// How many passkeys there are.
    pub passkeys: u64,
    /// Where one is signed in.
    pub sessions: Vec<SessionView>,
}

/// The page.
pub fn account(view: &AccountView) -> Markup {
    let main = html! {
        div class="views-page account-page" {
            h1 { (messages::title()) }
            @if let Some(notice) = &view.notice {
                p class="note note-good" role="status" { (icon(Icon::Check)) " " (text(notice)) }
            }
            (facts(view))
            section aria-labelledby="password" {
                h2 id="password" { (messages::password()) }
                p { (messages::password_about()) }
                p { a class="button" href=(PASSWORD_PATH) { (messages::change_password()) } }
            }
            section aria-labelledby="second-factor" {
                h2 id="second-factor" {
                    (messages::second_factor()) " "
                    (help::link("signing-in#second-factor", &view.frame.kept()))
                }
                (factor(view))
            }
            section aria-labelledby="passkeys" {
                h2 id="passkeys" { (passkey_messages::title()) }
                p {
                    (passkey_messages::count(view.passkeys)) " " (passkey_messages::about_short())
                }
                p { a class="button" href=(passkeys::PATH) { (passkey_messages::manage()) } }
            }
            section aria-labelledby="sessions" {
                h2 id="sessions" {
                    (messages::sessions()) " "
                    (help::link("signing-in#sessions", &view.frame.kept()))
                }
                p { (messages::sessions_about()) }
                @if let Some(user) = &view.frame.user {
                    (sessions(&view.sessions, SESSIONS_PATH, user))
                }
            }
        }
    };
    shell(&view.frame, messages::title(), &main)
}

fn factor(view: &AccountView) -> Markup {
    html! {
        @if let Some((since, recovery_codes)) = &view.factor {
            p {
                @if view.has_app { (second_factor::on(since, *recovery_codes)) } @else {
                    (passkey_messages::as_factor()) " " (messages::codes_left(*recovery_codes))
                }
            }
            p { a class="button" href=(second_factor::PATH) { (messages::change_factor()) } }
        } @else {
            p { (messages::factor_off()) " " (messages::factor_about()) }
            p { a class="button" href=(second_factor::PATH) { (messages::set_factor_up()) } }
        }
    }
}

fn facts(view: &AccountView) -> Markup {
    let rows = [
        (messages::name(), Some(text(&view.name))),
        (log::username(), Some(username(&view.username))),
        (messages::email(), view.email.as_deref().map(username)),
        (messages::role(), view.role.as_deref().map(text)),
        (messages::organization(), Some(text(&view.organization))),
    ];
    html! {
        dl class="facts account-facts" {
            @for (label, value) in rows {
                @if let Some(value) = value { dt { (label) } dd { (value) } }
            }
        }
        p class="hint" { (messages::facts_about()) }
    }
}

/// A field of the form for another password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordField {
    /// The old one.
    Old,
    /// The new one.
    New,
    /// The new one again.
    Again,
}

/// The form for another password.
#[derive(Clone, Debug)]
pub struct PasswordView {
    /// What stands around it.
    pub frame: Frame,
    /// Whether nothing else goes before.
    pub is_required: bool,
    /// Where to go afterwards; a path of this server.
    pub next: Option<String>,
    /// Characters that a password has at least.
    pub chars_min: u64,
    /// What is wrong, and with which field.
    pub problem: Option<(PasswordField, Fault)>,
}

/// The page of that form.
pub fn password(view: &PasswordView) -> Markup {
    let PasswordView { frame, is_required, next, chars_min, problem } = view;
    let problem = problem.as_ref();
    let main = html! {
        div class="views-page account-page" {
            @if !is_required {
                p class="back" { a href=(PATH) { (icon(Icon::Left)) (messages::title()) } }
            }
            h1 { (messages::change_password()) }
            @if *is_required {
                p class="note" { (icon(Icon::Alert)) " " (messages::password_required()) }
            }
            p { (messages::password_ends()) }
            @if let Some(user) = &frame.user {
                form class="view-form" method="post" action=(PASSWORD_PATH) {
                    (token(user))
                    @if let Some(next) = next { input type="hidden" name="next" value=(next); }
                    input type="hidden" name="username" value=(user.username)
                        autocomplete="username";
                    (field(PasswordField::Old, messages::old_password(), None, problem))
                    (new_fields(*chars_min, problem))
                    button type="submit" class="button strong" { (messages::save_password()) }
                }
            }
        }
    };
    shell(frame, messages::change_password(), &main)
}

/// The fields for a new password, and what is wrong with them.
pub fn new_fields(chars_min: u64, problem: Option<&(PasswordField, Fault)>) -> Markup {
    let hint = messages::new_password_about(chars_min);
    html! {
        (field(PasswordField::New, messages::new_password(), Some(&hint), problem))
        (field(PasswordField::Again, messages::new_password_again(), None, problem))
    }
}

fn field(
    field: PasswordField,
    label: &str,
    hint: Option<&str>,
    problem: Option<&(PasswordField, Fault)>,
) -> Markup {
    let (name, autocomplete) = match field {
        PasswordField::Old => ("old", "current-password"),
        PasswordField::New => ("new", "new-password"),
        PasswordField::Again => ("again", "new-password"),
    };
    let problem = problem.filter(|(of, _)| *of == field).map(|(_, fault)| fault);
    let problem_id = format!("{name}-problem");
    let hint_id = format!("{name}-hint");
    let described = [hint.map(|_| &*hint_id), problem.map(|_| &*problem_id)];
    let described = described.into_iter().flatten().collect::<Vec<_>>().join(" ");
    html! {
        label for=(name) { (label) }
        input id=(name) name=(name) type="password" required maxlength="1000"
            autocomplete=(autocomplete) aria-invalid=[problem.map(|_| "true")]
            autofocus[problem.is_some()]
            aria-describedby=[(!described.is_empty()).then_some(&described)];
        @if let Some(hint) = hint { p class="hint" id=(hint_id) { (hint) } }
        @if let Some(problem) = problem {
            p class="field-problem" id=(problem_id) role="alert" {
                (icon(Icon::Alert)) (problem)
            }
        }
    }
}
