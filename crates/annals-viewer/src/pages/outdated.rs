//! A form that was opened in another session.

use maud::{Markup, html};

use crate::components::shell::{Frame, shell};
use crate::components::text::{block, text};
use crate::messages::{organizations, people, preferences, problem as messages};
use crate::pages::people::fields::{Field, WAS};

/// Such a form.
#[derive(Clone, Debug)]
pub struct OutdatedView {
    /// What stands around it; its user is the one who sent the form.
    pub frame: Frame,
    /// Where the form was sent.
    pub action: String,
    /// The page on which it stood.
    pub back: String,
    /// What was sent, by the names of the fields; nothing where it can't be kept.
    pub fields: Vec<(String, String)>,
    /// Whether that is all of it, so that it can be sent again.
    pub is_whole: bool,
}

/// The page.
pub fn outdated(view: &OutdatedView) -> Markup {
    let title = messages::outdated();
    let can_send = view.frame.user.is_some() && view.is_whole && !view.fields.is_empty();
    let main = html! {
        div class="panel-page" {
            h1 { (title) }
            p { (messages::outdated_session()) }
            @if let Some(user) = &view.frame.user {
                p { (messages::outdated_now(&text(&user.name), &text(&user.username))) }
                @if view.fields.is_empty() {
                    p { (messages::outdated_anew()) }
                } @else {
                    (kept(view, user))
                }
            }
            @if !can_send { p { (anew(view)) } }
        }
    };
    shell(&view.frame, title, &main)
}

fn kept(view: &OutdatedView, user: &crate::components::shell::User) -> Markup {
    let (token_name, token) = &user.form_token;
    let filled = view.fields.iter().filter(|(_, value)| !value.trim().is_empty());
    html! {
        p {
            @if view.is_whole { (messages::outdated_kept()) }
            @else { (messages::outdated_typed()) }
        }
        dl class="facts" {
            @for (name, value) in filled.filter(|(name, _)| is_typed(name)) {
                (typed(name, value))
            }
        }
        @if view.is_whole {
            form method="post" action=(view.action) {
                input type="hidden" name=(token_name) value=(token);
                @for (name, value) in &view.fields {
                    input type="hidden" name=(name) value=(value);
                }
                div class="view-buttons" {
                    button type="submit" class="button strong" {
                        (messages::send_again(&text(&user.username)))
                    }
                    (anew(view))
                }
            }
        }
    }
}

fn anew(view: &OutdatedView) -> Markup {
    html! { a class="button" href=(view.back) { (messages::open_anew()) } }
}

/// A field as its form has it, where that is known.
fn typed(name: &str, value: &str) -> Markup {
    // Browsers end lines their own way.
    let value = value.replace("\r\n", "\n");
    let field = Field::parse(name);
    let label = field.map(Field::label).or(match name {
        "group" => Some(people::in_groups()),
        "school" => Some(people::school()),
        "end_year" => Some(people::end_year()),
        "value" => Some(preferences::new_value()),
        "time_zone" => Some(organizations::zone()),
        "parent" => Some(organizations::parent()),
        "id" => Some(organizations::id()),
        _ => None,
    });
    html! {
        dt {
            @match label {
                Some(label) => (label),
                None => span class="code" { (text(name)) },
            }
        }
        dd { (block(&field.map_or(value.clone(), |field| field.words(&value)))) }
    }
}

/// Whether a field is one that people fill in: others say what a form was based on.
fn is_typed(name: &str) -> bool {
    !matches!(name, "version" | "do" | "digest" | "before" | "at" | "next")
        && ![WAS, "seen"].iter().any(|begin| name.starts_with(begin))
}
