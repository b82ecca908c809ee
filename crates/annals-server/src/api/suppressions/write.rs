//! Suppressions as JSON.

use annals_desk::{Suppression, SuppressionStep};
use annals_model::ResetLimit;

use crate::wire::Object;

pub(super) fn suppression(out: &mut String, one: &Suppression) {
    let mut object = Object::new(out);
    fields(&mut object, one);
    object.end();
}

pub(super) fn fields(object: &mut Object<'_>, one: &Suppression) {
    object.text("id", Some(&one.id.0));
    object.text("channel", Some(one.channel.as_str()));
    object.text("address", Some(&one.address));
    object.text("reason", Some(one.reason.as_str()));
    object.text("state", Some(one.state.as_str()));
    object.text("provider", one.provider.as_deref());
    object.text("scope", one.scope.as_deref());
    object.text("source", Some(&one.source));
    object.text("since", Some(&one.first_at.to_string()));
    object.text("told_last_at", Some(&one.last_at.to_string()));
    object.text("ended_at", one.ended_at.map(|at| at.to_string()).as_deref());
    object.raw("times", one.count);
    object.text("message", one.message.as_ref().map(|id| id.0.as_str()));
    object.text("code", one.said.code.as_deref());
    object.text("text", one.said.text.as_deref());
    object.text("reset_limit", one.reset_limit().map(ResetLimit::as_str));
}

/// Something that was told or done.
pub(super) fn step(out: &mut String, step: &SuppressionStep) {
    let mut object = Object::new(out);
    object.text("step", Some(step.step.as_str()));
    object.text("at", Some(&step.at.to_string()));
    object.text("received_at", Some(&step.received_at.to_string()));
    object.text("source", Some(&step.source));
    object.text("message", step.message.as_ref().map(|id| id.0.as_str()));
    object.text("code", step.said.code.as_deref());
    object.text("text", step.said.text.as_deref());
    object.text("who", step.who.as_deref());
    object.end();
}
