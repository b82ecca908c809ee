//! Messages as JSON.

use annals_desk::{Message, MessageEvent};

use crate::wire::{Object, write_list, write_text};

/// What is said of a message.
pub(super) fn fields(object: &mut Object<'_>, message: &Message) {
    let said = &message.fields;
    object.text("id", Some(&message.id.0));
    object.text("own_id", message.own_id.as_deref());
    object.text("resend_of", message.resend_of.as_deref());
    object.text("channel", Some(said.channel.as_str()));
    let mut to = Object::new(object.value("to"));
    to.text("address", Some(&said.address));
    to.text("name", said.recipient.as_deref());
    to.end();
    if let Some(key) = &said.record {
        let mut record = Object::new(object.value("record"));
        record.text("type", Some(&key.record_type));
        record.text("id", Some(&key.id));
        record.end();
    } else {
        object.text("record", None);
    }
    for (name, text) in [
        ("from", &said.from),
        ("sent_by", &said.sent_by),
        ("campaign", &said.campaign),
        ("subject", &said.subject),
        ("provider", &said.provider),
    ] {
        object.text(name, text.as_deref());
    }
    write_list(object.value("tags"), &said.tags, |out, tag| write_text(out, tag));
    object.text("sent_at", Some(&message.sent_at.to_string()));
    object.text("activity_at", Some(&message.activity_at.to_string()));
    object.text("status", Some(message.status.as_str()));
    object.text("code", message.reason.code.as_deref());
    object.text("reason", message.reason.text.as_deref());
    object.raw("inferred", message.inferred);
    object.raw("conflict", message.conflict);
    object.raw("opens", message.opens);
    object.raw("clicks", message.clicks);
    object.raw("has_body", message.has_body);
    object.text("text", message.said.as_deref());
    object.text("purged_at", message.purged.map(|purged| purged.at.to_string()).as_deref());
    match message.purged {
        Some(purged) => object.raw("purged_after_months", purged.months),
        None => object.text("purged_after_months", None),
    }
}

/// What was told of it.
pub(super) fn event(out: &mut String, event: &MessageEvent) {
    let mut object = Object::new(out);
    object.text("kind", Some(event.kind.as_str()));
    object.text("at", Some(&event.at.to_string()));
    object.text("received_at", Some(&event.received_at.to_string()));
    object.raw("timed", event.timed);
    object.text("source", Some(&event.source));
    object.text("code", event.reason.code.as_deref());
    object.text("reason", event.reason.text.as_deref());
    object.text("url", event.url.as_deref());
    object.end();
}
