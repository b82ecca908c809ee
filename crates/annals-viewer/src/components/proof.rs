//! The fields in which someone who is signed in shows that it is still they.

use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::components::passkey::{self, Ask};
use crate::fault::Fault;
use crate::messages::{account as messages, passkeys, session};

/// Where the options of a passkey that confirms something are made.
pub const ASK_PATH: &str = "/account/passkeys/ask";

/// A field of a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofField {
    /// One's password.
    Password,
    /// A code.
    Code,
    /// A passkey.
    Passkey,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct ProofFields {
    /// Whether there is a second factor.
    pub needs_code: bool,
    /// Where one's passkeys work, if one has any and they do.
    pub origin: Option<String>,
}

/// The fields of the form that is called `form`, with the button that sends it.
pub fn fields(
    proof: &ProofFields,
    form: &str,
    problem: Option<(ProofField, &Fault)>,
    send: &Markup,
) -> Markup {
    let origin = proof.origin.as_deref();
    let of = |field| problem.filter(|(of, _)| *of == field).map(|(_, fault)| fault);
    html! {
        (field(form, ProofField::Password, of(ProofField::Password)))
        @if proof.needs_code { (field(form, ProofField::Code, of(ProofField::Code))) }
        (send)
        @if let Some(origin) = origin {
            (passkey::button(Ask::Show(ASK_PATH), origin, passkeys::confirm(), "button", true))
        }
        @if let Some(fault) = of(ProofField::Passkey) {
            p class="field-problem" role="alert" { (icon(Icon::Alert)) (fault) }
        }
    }
}

fn field(form: &str, field: ProofField, problem: Option<&Fault>) -> Markup {
    let is_code = field == ProofField::Code;
    let name = if is_code { "code" } else { "password" };
    let label = if is_code { session::code_or_recovery() } else { messages::your_password() };
    let id = format!("{form}-{name}");
    let problem_id = format!("{id}-problem");
    html! {
        label for=(id) { (label) }
        input id=(id) name=(name) type=(if is_code { "text" } else { "password" }) required
            class=[is_code.then_some("factor-code")]
            autocomplete=(if is_code { "one-time-code" } else { "current-password" })
            autocapitalize=[is_code.then_some("none")] spellcheck=[is_code.then_some("false")]
            maxlength=(if is_code { "40" } else { "1000" }) autofocus[problem.is_some()]
            aria-invalid=[problem.map(|_| "true")]
            aria-describedby=[problem.map(|_| &problem_id)];
        @if let Some(problem) = problem {
            p class="field-problem" id=(problem_id) role="alert" {
                (icon(Icon::Alert)) (problem)
            }
        }
    }
}
