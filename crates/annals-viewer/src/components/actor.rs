//! Who did it, in a cell.

use annals_model::{Actor, ActorKind};
use maud::{Markup, html};

use crate::components::text::{direction, text};
use crate::messages::words;

/// The word for a kind of actor.
pub fn kind_word(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Staff => words::staff(),
        ActorKind::Guardian => words::guardian(),
        ActorKind::Student => words::student(),
        ActorKind::System => words::system(),
        ActorKind::Support => words::support(),
        ActorKind::Api => words::api(),
    }
}

/// What filters tell an actor by: the username, or else the name, or else the id.
pub fn key(actor: &Actor) -> Option<&str> {
    actor.username.as_deref().or(actor.name.as_deref()).or(actor.id.as_deref())
}

/// The Member Name: the name, or, for want of one, the id. Actions that nobody of the organisation
/// took themselves are marked, and whom they were taken for is said.
pub fn member_name(actor: &Actor) -> Markup {
    let unnamed = actor.username.is_none().then_some(actor.id.as_deref()).flatten();
    html! {
        @if let Some(name) = &actor.name { (text(name)) }
        @else if let Some(id) = unnamed { span class="code" { (text(id)) } }
        @if matches!(actor.kind, ActorKind::System | ActorKind::Support | ActorKind::Api) {
            " " span class="tag" { (kind_word(actor.kind)) }
        }
        @if let Some(other) = actor.on_behalf_of.as_ref()
            .and_then(|other| other.name.as_deref().or(other.id.as_deref())) {
            span class="on-behalf" { (words::for_other(&text(other))) }
        }
    }
}

/// The same in a cell, cut after a few lines: the box has the direction of the name, which a page
/// that runs the other way would else cut at its beginning.
pub fn member_cell(actor: &Actor) -> Markup {
    let name = actor.name.as_deref().or(actor.id.as_deref()).unwrap_or_default();
    html! { span class="clamp" dir=(direction(name)) { (member_name(actor)) } }
}
