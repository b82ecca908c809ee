//! The second factor: set up, confirmed, given up, with recovery codes.

use jiff::Zoned;
use maud::{Markup, html};

use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::proof::{self, ProofField, ProofFields};
use crate::components::qr::qr;
use crate::components::shell::{Frame, User, shell};
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::{account as messages, passkeys as passkey_messages};
use crate::pages::{account, passkeys};

/// Where the page is.
pub const PATH: &str = "/account/second-factor";

/// How far the app is.
#[derive(Clone, Debug)]
pub enum Factor {
    /// There is none.
    Off {
        /// Recovery codes that are left, where there are passkeys.
        recovery_codes: Option<u64>,
    },
    /// It awaits its first code.
    SetUp {
        /// The key, to be typed.
        secret: String,
        /// The same as an address, to be read as a picture.
        uri: String,
    },
    /// It is asked for.
    On {
        /// Since when.
        since: Zoned,
        /// Recovery codes that are left.
        recovery_codes: u64,
        /// Whether there are passkeys as well.
        has_passkeys: bool,
    },
}

/// A form of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorForm {
    /// Begins to set it up.
    Begin,
    /// Ends that, with the first code.
    Confirm,
    /// Makes other recovery codes.
    Renew,
    /// Gives it up.
    Remove,
}

/// The page.
#[derive(Clone, Debug)]
pub struct SecondFactorView {
    /// What stands around it.
    pub frame: Frame,
    /// Whether nothing else goes before.
    pub is_required: bool,
    /// Where to go afterwards; a path of this server.
    pub next: Option<String>,
    /// How far it is.
    pub factor: Factor,
    /// What is asked for before anything changes.
    pub proof: ProofFields,
    /// What is wrong, in which form, with which field.
    pub problem: Option<(FactorForm, ProofField, Fault)>,
}

impl FactorForm {
    /// The word in what is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Confirm => "confirm",
            Self::Renew => "renew",
            Self::Remove => "remove",
        }
    }

    /// The form that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        let all = [Self::Begin, Self::Confirm, Self::Renew, Self::Remove];
        all.into_iter().find(|form| form.as_str() == word)
    }

    fn button(self) -> (&'static str, &'static str) {
        match self {
            Self::Begin => (messages::go_on(), "button strong"),
            Self::Confirm => (messages::confirm(), "button strong"),
            Self::Renew => (messages::renew_codes(), "button"),
            Self::Remove => (messages::remove_factor(), "button danger"),
        }
    }
}

/// The page of the second factor.
pub fn second_factor(view: &SecondFactorView) -> Markup {
    let main = html! {
        div class="views-page account-page" {
            @if !view.is_required {
                p class="back" {
                    a href=(account::PATH) { (icon(Icon::Left)) (messages::title()) }
                }
            }
            h1 {
                (messages::second_factor())
                // Until it is set up no other page opens.
                @if !view.is_required {
                    " " (help::link("signing-in#second-factor", &view.frame.kept()))
                }
            }
            @if view.is_required {
                p class="note" { (icon(Icon::Alert)) " " (messages::factor_required()) }
            }
            @if let Some(user) = &view.frame.user {
                @match &view.factor {
                    Factor::Off { recovery_codes } => {
                        p { (messages::factor_about()) " " (messages::factor_needs()) }
                        (form(view, user, FactorForm::Begin))
                        @if let Some(left) = recovery_codes {
                            (renewing(view, user, Some(*left)))
                        } @else {
                            p { (passkey_messages::or_passkey(&html! {
                                a href=(passkeys::PATH) { (passkey_messages::or_passkey_link()) }
                            })) }
                        }
                    }
                    Factor::SetUp { secret, uri } => (set_up(view, user, secret, uri)),
                    Factor::On { since, recovery_codes, has_passkeys } => {
                        p { (on(since, *recovery_codes)) }
                        (renewing(view, user, None))
                        section aria-labelledby="remove" {
                            h2 id="remove" { (messages::remove_factor()) }
                            p {
                                @if *has_passkeys { (passkey_messages::stay()) }
                                @else { (messages::remove_factor_about()) }
                            }
                            (form(view, user, FactorForm::Remove))
                        }
                    }
                }
            }
        }
    };
    shell(&view.frame, messages::second_factor(), &main)
}

/// The form that makes other recovery codes.
fn renewing(view: &SecondFactorView, user: &User, left: Option<u64>) -> Markup {
    html! {
        section aria-labelledby="codes" {
            h2 id="codes" {
                (messages::recovery_codes()) " "
                (help::link("signing-in#recovery", &view.frame.kept()))
            }
            p {
                @if let Some(left) = left { (messages::codes_left(left)) " " }
                (messages::renew_about())
            }
            (form(view, user, FactorForm::Renew))
        }
    }
}

/// That it is on, since when, and how many recovery codes are left.
pub fn on(since: &Zoned, recovery_codes: u64) -> Markup {
    html! {
        (messages::factor_on(&moment(since))) " " (messages::codes_left(recovery_codes))
    }
}

fn set_up(view: &SecondFactorView, user: &User, secret: &str, uri: &str) -> Markup {
    let groups = secret.as_bytes().chunks(4).map(String::from_utf8_lossy);
    html! {
        p { (messages::scan()) }
        div class="factor-set-up" {
            (qr(uri, messages::key_picture()))
            div {
                p class="factor-label" { (messages::key()) }
                p class="code factor-key" {
                    @for group in groups { span { (group) } " " }
                }
                (form(view, user, FactorForm::Confirm))
            }
        }
        details class="factor-again" open[is_begun_again(view)] {
            summary { (messages::begin_again()) }
            p { (messages::begin_again_about()) }
            (form(view, user, FactorForm::Begin))
        }
    }
}

fn is_begun_again(view: &SecondFactorView) -> bool {
    view.problem.as_ref().is_some_and(|(form, ..)| *form == FactorForm::Begin)
}

fn form(view: &SecondFactorView, user: &User, of: FactorForm) -> Markup {
    let (button, class) = of.button();
    let send = html! { button type="submit" class=(class) { (button) } };
    html! {
        form class="view-form" method="post" action=(PATH) {
            (token(user))
            input type="hidden" name="do" value=(of.as_str());
            @if let Some(next) = &view.next { input type="hidden" name="next" value=(next); }
            @if of == FactorForm::Confirm { (code(view)) (send) } @else {
                (proof::fields(&view.proof, of.as_str(), problem(view, of), &send))
            }
        }
    }
}

fn problem(view: &SecondFactorView, of: FactorForm) -> Option<(ProofField, &Fault)> {
    let found = view.problem.as_ref().filter(|(form, ..)| *form == of);
    found.map(|(_, field, fault)| (*field, fault))
}

/// The field of the first code.
fn code(view: &SecondFactorView) -> Markup {
    let problem = problem(view, FactorForm::Confirm).map(|(_, fault)| fault);
    html! {
        label for="confirm-code" { (messages::code()) }
        input id="confirm-code" name="code" type="text" required class="factor-code"
            autocomplete="one-time-code" inputmode="numeric" autocapitalize="none"
            spellcheck="false" maxlength="40" autofocus[problem.is_some()]
            aria-invalid=[problem.map(|_| "true")]
            aria-describedby=[problem.map(|_| "confirm-code-problem")];
        @if let Some(problem) = problem {
            p class="field-problem" id="confirm-code-problem" role="alert" {
                (icon(Icon::Alert)) (problem)
            }
        }
    }
}

/// New recovery codes.
#[derive(Clone)]
pub struct CodesView {
    /// What stands around them.
    pub frame: Frame,
    /// The codes, shown this once.
    pub codes: Vec<String>,
    /// Whether they came with the first passkey, and not with an app.
    pub with_passkey: bool,
    /// Where to go afterwards; a path of this server.
    pub next: String,
}

/// The page that shows recovery codes.
pub fn recovery_codes(view: &CodesView) -> Markup {
    let main = html! {
        div class="views-page account-page" {
            h1 { (messages::recovery_codes()) }
            p class="note note-good" role="status" {
                (icon(Icon::Check)) " "
                @if view.with_passkey { (passkey_messages::first_added()) }
                @else { (messages::factor_is_on()) }
            }
            p {
                @if view.with_passkey { (passkey_messages::codes_about()) }
                @else { (messages::codes_about()) }
            }
            ul class="recovery-codes" {
                @for code in &view.codes { li { code class="code" { (code) } } }
            }
            p { a class="button strong" href=(view.next) { (messages::codes_kept()) } }
        }
    };
    shell(&view.frame, messages::recovery_codes(), &main)
}
