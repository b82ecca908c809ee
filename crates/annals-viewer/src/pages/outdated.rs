//! A form that was opened in another session.

use maud::{Markup, html};

use crate::components::shell::{Frame, shell};
use crate::components::text::{block, text};
use crate::messages::problem as messages;

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
}

/// The page.
pub fn outdated(view: &OutdatedView) -> Markup {
    let title = messages::outdated();
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
            p { a class="button" href=(view.back) { (messages::open_anew()) } }
        }
    };
    shell(&view.frame, title, &main)
}

fn kept(view: &OutdatedView, user: &crate::components::shell::User) -> Markup {
    let (token_name, token) = &user.form_token;
    let filled = view.fields.iter().filter(|(_, value)| !value.trim().is_empty());
    html! {
        p { (messages::outdated_kept()) }
        dl class="facts" {
            @for (name, value) in filled.filter(|(name, _)| is_typed(name)) {
                div { dt { span class="code" { (text(name)) } } dd { (block(value)) } }
            }
        }
        form method="post" action=(view.action) {
            input type="hidden" name=(token_name) value=(token);
            @for (name, value) in &view.fields {
                input type="hidden" name=(name) value=(value);
            }
            p { button class="strong" { (messages::send_again(&text(&user.username))) } }
        }
    }
}

/// Whether a field is one that people fill in: others say what a form was based on.
fn is_typed(name: &str) -> bool {
    !matches!(name, "version" | "seen" | "do" | "digest" | "before" | "at")
        && !name.starts_with(crate::pages::people::fields::WAS)
}
