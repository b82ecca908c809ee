//! The page on which a webhook is added: the provider is chosen first, because all else depends on
//! it.

use annals_delivery::{HashMethod, Provider};
use maud::{Markup, html};

use super::{NEW_PATH, PATH};
use crate::components::help;
use crate::components::hook;
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, User, shell};
use crate::components::views::token;
use crate::fault::{Fault, HookFault, HookField};
use crate::messages::preferences;
use crate::messages::webhooks as messages;

/// The page.
#[derive(Clone, Debug)]
pub struct NewWebhookView {
    /// What stands around it.
    pub frame: Frame,
    /// Who calls, once that is chosen.
    pub provider: Option<Provider>,
    /// What was typed as its name.
    pub name: String,
    /// The way of signing that was chosen.
    pub hash: HashMethod,
    /// Characters that a name may have.
    pub name_chars_max: usize,
    /// Why it can't be added.
    pub problem: Option<Fault>,
}

/// The page.
pub fn new_webhook(view: &NewWebhookView) -> Markup {
    let frame = &view.frame;
    let main = html! {
        div class="views-page people-page" {
            p class="back" {
                a href=(frame.way(PATH)) { (icon(Icon::Left)) (messages::title()) }
            }
            h1 { (messages::add()) " " (help::link("webhooks#add", &frame.kept())) }
            @match (view.provider, &frame.user) {
                (Some(provider), Some(user)) => (form(view, provider, user)),
                _ => (choice(view)),
            }
        }
    };
    shell(frame, messages::add(), &main)
}

fn choice(view: &NewWebhookView) -> Markup {
    let all = Provider::ALL.into_iter().filter(|one| one.has_webhook());
    html! {
        h2 { (messages::choose()) }
        p { (messages::choose_about()) }
        @if let Some(problem) = &view.problem { (whole_problem(problem)) }
        ul class="view-list webhook-providers" {
            @for provider in all {
                @let query = [("provider", provider.as_str())];
                li {
                    a href=(view.frame.way_with(NEW_PATH, &query)) {
                        bdi { (hook::name(provider)) }
                    }
                    span class="view-words" { (hook::steps(provider)) }
                }
            }
        }
    }
}

fn whole_problem(problem: &Fault) -> Markup {
    html! {
        p class="field-problem" id="problem" role="alert" { (icon(Icon::Alert)) (problem) }
    }
}

fn form(view: &NewWebhookView, provider: Provider, user: &User) -> Markup {
    let frame = &view.frame;
    let name = html! { bdi { (hook::name(provider)) } };
    html! {
        section class="message-now" {
            h2 { (messages::at_provider(&name)) }
            p { (hook::steps(provider)) }
            p class="hint" { (messages::order()) }
        }
        form class="view-form" method="post" action=(frame.way(NEW_PATH)) {
            (token(user))
            input type="hidden" name="provider" value=(provider.as_str());
            (name_field(&view.name, view.name_chars_max, view.problem.as_ref()))
            (secret_field(provider, view.problem.as_ref()))
            (hash_field(provider, view.hash, view.problem.as_ref()))
            @if let Some(problem) = &view.problem {
                @if field_of(problem).is_none() { (whole_problem(problem)) }
            }
            div class="view-buttons" {
                button type="submit" class="button strong" { (messages::add()) }
                a class="button quiet" href=(frame.way(NEW_PATH)) { (preferences::cancel()) }
            }
        }
    }
}

/// The field that a fault is about.
pub(crate) fn field_of(fault: &Fault) -> Option<HookField> {
    match fault {
        Fault::Hook(fault) => HookFault::field(fault),
        _ => None,
    }
}

/// What is wrong with `field`, if that is what is wrong.
fn problem_of(problem: Option<&Fault>, field: HookField) -> Option<&Fault> {
    problem.filter(|problem| field_of(problem) == Some(field))
}

pub(crate) fn name_field(value: &str, chars_max: usize, problem: Option<&Fault>) -> Markup {
    let problem = problem_of(problem, HookField::Name);
    html! {
        label for="name" { (messages::name()) }
        input id="name" name="name" type="text" required maxlength=(chars_max) autocomplete="off"
            dir="auto" value=(value) aria-invalid=[problem.map(|_| "true")]
            aria-describedby=(described("name", problem));
        p class="hint" id="name-hint" { (messages::name_hint()) }
        (field_problem("name", problem))
    }
}

/// What is typed as a secret never comes back.
pub(crate) fn secret_field(provider: Provider, problem: Option<&Fault>) -> Markup {
    let problem = problem_of(problem, HookField::Secret);
    // A topic is no secret, and one looks whether it is the right one.
    let kind = if provider == Provider::AmazonSes { "text" } else { "password" };
    html! {
        label for="secret" { (hook::secret_label(provider)) }
        input id="secret" name="secret" type=(kind) required[provider != Provider::Postmark]
            maxlength="1000" autocomplete="off" autocapitalize="off" spellcheck="false" dir="ltr"
            aria-invalid=[problem.map(|_| "true")] aria-describedby=(described("secret", problem));
        p class="hint" id="secret-hint" { (hook::secret_hint(provider)) }
        (field_problem("secret", problem))
    }
}

fn hash_field(provider: Provider, chosen: HashMethod, problem: Option<&Fault>) -> Markup {
    let problem = problem_of(problem, HookField::HashMethod);
    html! {
        @if !provider.hash_methods().is_empty() {
            label for="hash" { (messages::hash_method()) }
            select id="hash" name="hash_method" aria-invalid=[problem.map(|_| "true")]
                aria-describedby=(described("hash", problem)) {
                @for method in provider.hash_methods().iter().rev() {
                    option value=(method.as_str()) selected[*method == chosen] {
                        (hook::hash_name(*method))
                    }
                }
            }
            p class="hint" id="hash-hint" { (hook::hash_hint(provider)) }
            (field_problem("hash", problem))
        }
    }
}

fn described(field: &str, problem: Option<&Fault>) -> String {
    let hint = format!("{field}-hint");
    if problem.is_some() { format!("{hint} {field}-problem") } else { hint }
}

fn field_problem(field: &str, problem: Option<&Fault>) -> Markup {
    html! {
        @if let Some(problem) = problem {
            p class="field-problem" id={ (field) "-problem" } role="alert" {
                (icon(Icon::Alert)) (problem)
            }
        }
    }
}
