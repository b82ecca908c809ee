//! One's own passkeys: listed, added, renamed and removed.

use annals_model::limits::PASSKEY_NAME_CHARS_MAX;
use jiff::Zoned;
use maud::{Markup, html};

use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::passkey::{self, Ask, PasskeySite};
use crate::components::proof::{ProofField, ProofFields, fields};
use crate::components::shell::{Frame, User, shell};
use crate::components::text::{clamped, text, username};
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::{account as account_messages, passkeys as messages};
use crate::pages::{account, second_factor};

/// Where the page is.
pub const PATH: &str = "/account/passkeys";
/// Where a passkey is made.
pub const NEW_PATH: &str = "/account/passkeys/new";

/// A passkey.
#[derive(Clone, Debug)]
pub struct PasskeyView {
    /// Which.
    pub id: String,
    /// What its user calls it.
    pub name: String,
    /// The name that it is bound to, if that is another one than here.
    pub site: Option<String>,
    /// When it was added.
    pub added: Zoned,
    /// When it was last used, if it was.
    pub used: Option<Zoned>,
}

/// What is typed into a form of these pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasskeyField {
    /// Its name.
    Name,
    /// What shows who asks.
    Proof(ProofField),
}

/// The list, and the form that adds one.
#[derive(Clone, Debug)]
pub struct PasskeysView {
    /// What stands around it.
    pub frame: Frame,
    /// Whether a second factor has to be set up before anything else.
    pub is_required: bool,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// Where the page is.
    pub site: PasskeySite,
    /// One's passkeys.
    pub passkeys: Vec<PasskeyView>,
    /// How many one may have.
    pub max: u64,
    /// What is asked for to add one.
    pub proof: ProofFields,
    /// What was typed as name.
    pub name: String,
    /// What is wrong, with which field.
    pub problem: Option<(PasskeyField, Fault)>,
}

/// The page.
pub fn passkeys(view: &PasskeysView) -> Markup {
    let is_full = view.passkeys.len() as u64 >= view.max;
    let main = html! {
        div class="views-page account-page" {
            (back(view.is_required, account::PATH, account_messages::title()))
            h1 { (messages::title()) " " (help::link("passkeys#what", &view.frame.kept())) }
            @if view.is_required {
                p class="note" { (icon(Icon::Alert)) " " (account_messages::factor_required()) }
            }
            @if let Some(notice) = view.notice {
                p class="note note-good" role="status" { (icon(Icon::Check)) " " (notice) }
            }
            p { (messages::about()) }
            @if view.passkeys.is_empty() { p class="hint" { (messages::none()) } } @else {
                ul class="view-list session-list" {
                    @for passkey in &view.passkeys { (item(passkey)) }
                }
            }
            section aria-labelledby="add" {
                h2 id="add" { (messages::add()) }
                @if is_full { p { (messages::full(view.max)) } } @else { (adding(view)) }
            }
        }
    };
    shell(&view.frame, messages::title(), &main)
}

fn back(is_required: bool, path: &str, words: &str) -> Markup {
    let (path, words) = match is_required {
        true => (second_factor::PATH, account_messages::second_factor()),
        false => (path, words),
    };
    html! { p class="back" { a href=(path) { (icon(Icon::Left)) (words) } } }
}

fn item(passkey: &PasskeyView) -> Markup {
    html! {
        li {
            div class="session-name" { h2 { (clamped(&passkey.name)) } }
            (facts(passkey))
            a class="button" href={ (PATH) "/" (passkey.id) }
                aria-label=(messages::change_named(&passkey.name)) { (messages::change()) }
        }
    }
}

/// When it was added and used, and where it works.
pub fn facts(passkey: &PasskeyView) -> Markup {
    html! {
        dl class="preference-facts" {
            div { dt { (messages::added()) } dd { (moment(&passkey.added)) } }
            div {
                dt { (account_messages::last_used()) }
                dd {
                    @if let Some(used) = &passkey.used { (moment(used)) }
                    @else { (messages::never()) }
                }
            }
            @if let Some(site) = &passkey.site {
                div { dt { (messages::works_at()) } dd class="code" { (text(site)) } }
            }
        }
    }
}

fn adding(view: &PasskeysView) -> Markup {
    let problem = view.problem.as_ref();
    let send = html! {
        button type="submit" class="button strong" { (account_messages::go_on()) }
    };
    html! {
        (unusable(&view.site, &view.frame))
        @if let (PasskeySite::At(_), Some(user)) = (&view.site, &view.frame.user) {
            noscript { p class="note" { (icon(Icon::Alert)) " " (messages::needs_script()) } }
            form class="view-form" method="post" action=(PATH) {
                (token(user))
                (name_field(&view.name, problem))
                (fields(&view.proof, "add", of_proof(problem), &send))
            }
        }
    }
}

/// What is missing where passkeys don't work.
fn unusable(site: &PasskeySite, frame: &Frame) -> Markup {
    html! {
        @match site {
            PasskeySite::At(_) => {}
            PasskeySite::Rather(url) => {
                p class="note" {
                    (icon(Icon::Alert)) " "
                    (messages::rather(&html! { a href={ (url) (PATH) } { (username(url)) } }))
                    " " (help::link("passkeys#missing", &frame.kept()))
                }
            }
            PasskeySite::Unknown => {
                p class="note" {
                    (icon(Icon::Alert)) " "
                    (messages::unknown_address(&html! { code class="code" { "public_url" } }))
                    " " (help::link("passkeys#missing", &frame.kept()))
                }
            }
        }
    }
}

fn of_proof(problem: Option<&(PasskeyField, Fault)>) -> Option<(ProofField, &Fault)> {
    match problem {
        Some((PasskeyField::Proof(field), fault)) => Some((*field, fault)),
        _ => None,
    }
}

fn name_field(value: &str, problem: Option<&(PasskeyField, Fault)>) -> Markup {
    let problem = problem.filter(|(of, _)| *of == PasskeyField::Name).map(|(_, fault)| fault);
    let described = match problem {
        Some(_) => "name-hint name-problem",
        None => "name-hint",
    };
    html! {
        label for="name" { (messages::name()) }
        input id="name" name="name" type="text" value=(value) required autocomplete="off"
            maxlength=(PASSKEY_NAME_CHARS_MAX) autofocus[problem.is_some()]
            aria-invalid=[problem.map(|_| "true")] aria-describedby=(described);
        p class="hint" id="name-hint" { (messages::name_about()) }
        @if let Some(problem) = problem {
            p class="field-problem" id="name-problem" role="alert" {
                (icon(Icon::Alert)) (problem)
            }
        }
    }
}

/// The second step of adding one: the browser makes it.
#[derive(Clone, Debug)]
pub struct NewPasskeyView {
    /// What stands around it.
    pub frame: Frame,
    /// What it will be called.
    pub name: String,
    /// What the browser is asked for, in JSON.
    pub options: String,
    /// The address to which it will be bound.
    pub origin: String,
}

/// The page of that step.
pub fn new_passkey(view: &NewPasskeyView) -> Markup {
    let ask = Ask::Make(&view.options);
    let main = html! {
        div class="views-page account-page" {
            (back(false, PATH, messages::title()))
            h1 { (messages::add()) }
            p { (messages::make_about(&text(&view.name))) }
            noscript { p class="note" { (icon(Icon::Alert)) " " (messages::needs_script()) } }
            @if let Some(user) = &view.frame.user {
                form class="view-form" method="post" action=(NEW_PATH) {
                    (token(user))
                    (passkey::button(ask, &view.origin, messages::make(), "button strong", false))
                }
            }
        }
    };
    shell(&view.frame, messages::add(), &main)
}

/// One passkey, with the forms that change it.
#[derive(Clone, Debug)]
pub struct OnePasskeyView {
    /// What stands around it.
    pub frame: Frame,
    /// Which.
    pub passkey: PasskeyView,
    /// Whether it is the only second factor.
    pub is_last: bool,
    /// What was typed as another name.
    pub name: String,
    /// What is asked for to remove it.
    pub proof: ProofFields,
    /// What is wrong, with which field.
    pub problem: Option<(PasskeyField, Fault)>,
}

/// The page of that passkey.
pub fn one_passkey(view: &OnePasskeyView) -> Markup {
    let main = html! {
        div class="views-page account-page" {
            (back(false, PATH, messages::title()))
            h1 { (text(&view.passkey.name)) }
            (facts(&view.passkey))
            @if let Some(user) = &view.frame.user {
                section aria-labelledby="rename" {
                    h2 id="rename" { (messages::rename()) }
                    (form(view, user, "rename", &html! {
                        (name_field(&view.name, view.problem.as_ref()))
                        button type="submit" class="button" { (messages::rename()) }
                    }))
                }
                section aria-labelledby="remove" {
                    h2 id="remove" { (messages::remove()) }
                    p { (messages::remove_about()) }
                    @if view.is_last { p { (messages::remove_last()) } }
                    (form(view, user, "remove", &removing(view)))
                }
            }
        }
    };
    shell(&view.frame, messages::title(), &main)
}

fn form(view: &OnePasskeyView, user: &User, does: &str, content: &Markup) -> Markup {
    html! {
        form class="view-form" method="post" action={ (PATH) "/" (view.passkey.id) } {
            (token(user))
            input type="hidden" name="do" value=(does);
            (content)
        }
    }
}

fn removing(view: &OnePasskeyView) -> Markup {
    let send = html! {
        button type="submit" class="button danger" { (messages::remove()) }
    };
    fields(&view.proof, "remove", of_proof(view.problem.as_ref()), &send)
}
