//! One webhook: its address, what its calls are checked by, what came there, and what can be done
//! with it.

mod activity;

use annals_delivery::{HashMethod, Provider};
use jiff::Zoned;
use maud::{Markup, html};

pub use activity::{CallCame, CallLine, UnmatchedLine};

use super::webhooks::new::{field_of, name_field, secret_field};
use super::webhooks::{Counted, DayLine, PATH, counted, last_call, path_of, state};
use crate::components::copy;
use crate::components::help;
use crate::components::hook;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::number::grouped;
use crate::components::shell::{Frame, User, shell};
use crate::components::text::{code, text};
use crate::components::views::token;
use crate::fault::{Fault, HookField};
use crate::messages::webhooks as messages;

/// The page.
#[derive(Clone, Debug)]
pub struct WebhookView {
    /// What stands around it.
    pub frame: Frame,
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who calls.
    pub provider: Provider,
    /// How calls are signed, where there is a choice.
    pub hash: HashMethod,
    /// Where.
    pub url: String,
    /// When it was made.
    pub created_at: Zoned,
    /// Whether it takes no calls.
    pub is_disabled: bool,
    /// Whether its organisation, or one above, is closed.
    pub is_closed: bool,
    /// What its calls are checked by, the oldest first.
    pub secrets: Vec<SecretLine>,
    /// Secrets that it may have.
    pub secrets_max: usize,
    /// Characters that its name may have.
    pub name_chars_max: usize,
    /// What came within a day.
    pub day: DayLine,
    /// Calls that aren't read yet.
    pub waiting: u64,
    /// Calls that can't be read.
    pub unreadable: u64,
    /// Calls, the newest first.
    pub calls: Vec<CallLine>,
    /// What was told of messages that aren't recorded, the newest first.
    pub unmatched: Vec<UnmatchedLine>,
    /// How much of that there is.
    pub unmatched_count: Counted,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// A secret that was just made, which is shown this once.
    pub made: Option<String>,
    /// What was sent and can't be done.
    pub refused: Option<Refused>,
}

/// That there is a secret.
#[derive(Clone, Debug)]
pub struct SecretLine {
    /// Its id.
    pub id: String,
    /// Since when.
    pub created_at: Zoned,
    /// Of Amazon SES: the topic.
    pub topic: Option<TopicLine>,
}

/// A topic of Amazon SNS that may call.
#[derive(Clone, Debug)]
pub struct TopicLine {
    /// Its ARN.
    pub arn: String,
    /// When it was last subscribed to.
    pub subscribed_at: Option<Zoned>,
    /// When its subscription ended after that.
    pub unsubscribed_at: Option<Zoned>,
}

/// A form of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Another name.
    Rename,
    /// One more secret.
    AddSecret,
    /// One secret less.
    EndSecret,
    /// No more calls.
    Disable,
    /// Calls again.
    Enable,
    /// The webhook's end.
    Delete,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Rename, Self::AddSecret, Self::EndSecret, Self::Disable, Self::Enable, Self::Delete];

    /// What the form says that it does.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::AddSecret => "add-secret",
            Self::EndSecret => "end-secret",
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::Delete => "delete",
        }
    }
}

/// What was sent and can't be done.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Which form.
    pub form: Form,
    /// What was typed as its name.
    pub name: String,
    /// Why not.
    pub problem: Fault,
}

/// The page of one.
pub fn webhook(view: &WebhookView) -> Markup {
    let main = html! {
        div class="views-page people-page webhook-page" {
            p class="back" {
                a href=(view.frame.way(PATH)) { (icon(Icon::Left)) (messages::title()) }
            }
            h1 { (text(&view.name)) " " (help::link("webhooks#calls", &view.frame.kept())) }
            @if let Some(notice) = view.notice {
                p class="note note-good" role="status" { (icon(Icon::Check)) " " (notice) }
            }
            (standing(view))
            (address(view))
            (activity::calls(view))
            (activity::unmatched(view))
            (secrets(view))
            @if let (true, Some(user)) = (view.may_change, &view.frame.user) {
                (rename(view, user))
                (turn(view, user))
                (delete(view, user))
            }
        }
    };
    shell(&view.frame, &format!("{} · {}", view.name, messages::title()), &main)
}

fn standing(view: &WebhookView) -> Markup {
    html! {
        section class="message-now" {
            div { (state(view.is_disabled, view.is_closed)) }
            dl class="preference-facts" {
                div { dt { (messages::provider()) } dd { bdi { (hook::name(view.provider)) } } }
                @if !view.provider.hash_methods().is_empty() {
                    div { dt { (messages::hash_method()) } dd { (hook::hash_name(view.hash)) } }
                }
                div { dt { (messages::created()) } dd { (moment(&view.created_at)) } }
                div { dt { (messages::last_call()) } dd { (last_call(&view.day)) } }
                div { dt { (messages::taken()) } dd { (counted(view.day.taken)) } }
                div { dt { (messages::refused()) } dd { (grouped(view.day.refused)) } }
                @if view.waiting > 0 {
                    div { dt { (messages::waiting()) } dd { (grouped(view.waiting)) } }
                }
                @if view.unreadable > 0 {
                    div { dt { (messages::unreadable()) } dd { (grouped(view.unreadable)) } }
                }
            }
        }
    }
}

fn address(view: &WebhookView) -> Markup {
    let name = html! { bdi { (hook::name(view.provider)) } };
    html! {
        section aria-labelledby="address" {
            h2 id="address" { (messages::address()) }
            @if let Some(secret) = &view.made {
                p class="note" role="status" { (icon(Icon::Key)) " " (messages::made()) }
                (copy::frame("made", &format!("{}/{secret}", view.url), messages::address()))
            } @else {
                (copy::frame("url", &view.url, messages::address()))
                @if view.provider == Provider::Postmark {
                    @let basic = view.url.replacen("://", "://user:password@", 1);
                    p class="hint" { (messages::postmark_address(&code("/…"), &code(&basic))) }
                }
            }
            details class="webhook-steps" {
                summary { (messages::at_provider(&name)) }
                div { p { (hook::steps(view.provider)) } }
            }
        }
    }
}

/// What a form begins with.
fn begin(user: &User, form: Form) -> Markup {
    html! {
        (token(user))
        input type="hidden" name="do" value=(form.as_str());
    }
}

/// What is wrong with a form that was sent.
fn problem(view: &WebhookView, form: Form) -> Option<&Fault> {
    let refused = view.refused.as_ref().filter(|refused| refused.form == form);
    refused.map(|refused| &refused.problem)
}

/// The same as a line, where it is of the whole form.
fn whole_problem(problem: Option<&Fault>) -> Markup {
    html! {
        @if let Some(problem) = problem.filter(|problem| field_of(problem).is_none()) {
            p class="field-problem" role="alert" { (icon(Icon::Alert)) (problem) }
        }
    }
}

fn secrets(view: &WebhookView) -> Markup {
    let is_amazon = view.provider == Provider::AmazonSes;
    let (title, about) = match is_amazon {
        true => (messages::topics(), messages::topics_about()),
        false => (messages::secrets(), messages::secrets_about()),
    };
    let user = view.frame.user.as_ref().filter(|_| view.may_change);
    html! {
        section aria-labelledby="secrets" {
            h2 id="secrets" { (title) " " (help::link("webhooks#secrets", &view.frame.kept())) }
            p { (about) }
            @if view.secrets.is_empty() {
                p class="note" { (icon(Icon::Alert)) " " (messages::no_secrets()) }
            }
            ul class="webhook-secrets" {
                @for secret in &view.secrets { (secret_line(view, secret, user)) }
            }
            (whole_problem(problem(view, Form::EndSecret)))
            @if let Some(user) = user { (add_secret(view, user)) }
        }
    }
}

fn secret_line(view: &WebhookView, secret: &SecretLine, user: Option<&User>) -> Markup {
    let is_amazon = secret.topic.is_some();
    let end = if is_amazon { messages::end_topic() } else { messages::end_secret() };
    html! {
        li {
            div {
                @if let Some(topic) = &secret.topic {
                    div { (code(&topic.arn)) }
                    div class="hint" { (subscription(topic)) }
                }
                div class="hint" { (messages::secret_since(&moment(&secret.created_at))) }
            }
            @if let Some(user) = user {
                form method="post" action=(view.frame.way(&path_of(&view.id))) {
                    (begin(user, Form::EndSecret))
                    input type="hidden" name="secret" value=(secret.id);
                    button type="submit" class="button" { (end) }
                }
            }
        }
    }
}

fn subscription(topic: &TopicLine) -> Markup {
    match (&topic.subscribed_at, &topic.unsubscribed_at) {
        (_, Some(at)) => messages::unsubscribed(&moment(at)),
        (Some(at), None) => messages::subscribed(&moment(at)),
        (None, None) => html! { (messages::not_subscribed()) },
    }
}

fn add_secret(view: &WebhookView, user: &User) -> Markup {
    let is_amazon = view.provider == Provider::AmazonSes;
    let words = if is_amazon { messages::add_topic() } else { messages::add_secret() };
    let problem = problem(view, Form::AddSecret);
    html! {
        h3 { (words) }
        @if view.secrets.len() >= view.secrets_max {
            p class="hint" { (messages::secrets_full(view.secrets_max as u64)) }
        } @else {
            form class="view-form" method="post" action=(view.frame.way(&path_of(&view.id))) {
                (begin(user, Form::AddSecret))
                (secret_field(view.provider, problem))
                (whole_problem(problem))
                div class="view-buttons" {
                    button type="submit" class="button" { (words) }
                }
            }
        }
    }
}

fn rename(view: &WebhookView, user: &User) -> Markup {
    let refused = view.refused.as_ref().filter(|refused| refused.form == Form::Rename);
    let typed = refused.map_or(&view.name, |refused| &refused.name);
    let problem = problem(view, Form::Rename);
    html! {
        section aria-labelledby="rename" {
            h2 id="rename" { (messages::rename()) }
            form class="view-form" method="post" action=(view.frame.way(&path_of(&view.id))) {
                (begin(user, Form::Rename))
                (name_field(typed, view.name_chars_max, problem))
                (whole_problem(problem))
                div class="view-buttons" {
                    button type="submit" class="button" { (messages::rename()) }
                }
            }
        }
    }
}

/// Disabling it, or enabling it again.
fn turn(view: &WebhookView, user: &User) -> Markup {
    let (form, words, about) = match view.is_disabled {
        true => (Form::Enable, messages::enable(), messages::enable_about()),
        false => (Form::Disable, messages::disable(), messages::disable_about()),
    };
    html! {
        section aria-labelledby="turn" {
            h2 id="turn" { (words) }
            form class="view-form" method="post" action=(view.frame.way(&path_of(&view.id))) {
                (begin(user, form))
                p { (about) }
                (whole_problem(problem(view, form)))
                div class="view-buttons" { button type="submit" class="button" { (words) } }
            }
        }
    }
}

fn delete(view: &WebhookView, user: &User) -> Markup {
    let problem = problem(view, Form::Delete);
    let unticked = problem.filter(|problem| field_of(problem) == Some(HookField::Confirm));
    let described = unticked.map(|_| "confirm-problem");
    html! {
        section aria-labelledby="delete" {
            h2 id="delete" { (messages::delete()) }
            form class="view-form" method="post" action=(view.frame.way(&path_of(&view.id))) {
                (begin(user, Form::Delete))
                p { (messages::delete_about()) }
                label class="check confirm" {
                    input type="checkbox" name="confirm" value="1" aria-describedby=[described];
                    span { (messages::confirm_delete(&text(&view.name))) }
                }
                @if let Some(problem) = unticked {
                    p class="field-problem" id="confirm-problem" role="alert" {
                        (icon(Icon::Alert)) (problem)
                    }
                }
                (whole_problem(problem))
                div class="view-buttons" {
                    button type="submit" class="button danger" { (messages::delete()) }
                }
            }
        }
    }
}
