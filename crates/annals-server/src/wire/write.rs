//! Events, receipts and rows as JSON.
//!
//! Written straight into the answer's bytes: a page of a thousand entries would otherwise be built
//! twice, and values are kept as JSON already.

use std::fmt::{Display, Write};

use annals_model::{Actor, Change, Event, EventId, Flags, Number, Organization};
use annals_store::{Disclosed, Receipt};

/// Appends the JSON of an entry: every field of the wire form, and what Annals added.
///
/// Fields that the event lacks are `null` or empty, so that every entry has the same shape; a
/// secret's value is `null` with `"masked": true` beside it, or listed in `masked_details`.
pub fn write_entry(
    out: &mut String,
    organization: &Organization,
    number: Number,
    event: &Event,
    sent: Option<(&Receipt, &Disclosed)>,
) {
    let mut object = Object::new(out);
    object.id("id", &event.id);
    object.text("organization", Some(event.organization.as_str()));
    object.raw("number", number);
    object.hex("log_id", &organization.log_id.0);
    object.display("occurred_at", event.occurred_at);
    object.display("recorded_at", event.recorded_at);
    object.text("action", Some(&event.action));
    object.text("label", Some(&event.label));
    object.text("type", Some(event.event_type.as_str()));
    object.text("category", event.category.as_deref());
    object.text("area", event.area.as_deref());
    object.text("source", event.source.as_deref());
    write_actor(object.value("actor"), &event.actor);
    match event.ip {
        Some(ip) => object.display("ip", ip),
        None => object.raw("ip", "null"),
    }
    object.text("user_agent", event.user_agent.as_deref());
    object.text("description", event.description.as_deref());
    write_lists(&mut object, event);
    object.text("outcome", Some(event.outcome.as_str()));
    object.text("reason", event.reason.as_deref());
    object.text("correlation_id", event.correlation_id.as_deref());
    object.raw("critical", event.critical);
    write_flags(object.value("flags"), event.flags);
    if let Some((receipt, disclosed)) = sent {
        write_receipt(object.value("receipt"), &event.id, organization, receipt);
        write_committed(&mut object, disclosed);
    }
    object.end();
}

/// Adds what the commitment to an entry was computed from.
pub(crate) fn write_committed(object: &mut Object<'_>, disclosed: &Disclosed) {
    object.hex("seed", &disclosed.seed.0);
    write_list(object.value("units"), &disclosed.units, |out, unit| {
        let mut object = Object::new(out);
        object.text("path", Some(&unit.path));
        object.raw("tag", unit.tag);
        object.hex("value", &unit.value);
        object.end();
    });
}

/// Appends the JSON of a receipt.
pub fn write_receipt(
    out: &mut String,
    id: &EventId,
    organization: &Organization,
    receipt: &Receipt,
) {
    let mut object = Object::new(out);
    object.id("id", id);
    object.text("organization", Some(organization.id.as_str()));
    object.raw("number", receipt.number);
    object.hex("log_id", &receipt.log_id.0);
    object.hex("commitment", &receipt.commitment.0);
    object.raw("tree_size", receipt.tree_size);
    object.hex("root", &receipt.root.0);
    object.raw("repeated", receipt.repeated);
    object.end();
}

/// Bytes in lower-case hexadecimal, for pages.
pub(crate) struct Hex<'a>(pub(crate) &'a [u8]);

impl Display for Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Appends a JSON string of bytes in lower-case hexadecimal.
pub(crate) fn write_hex(out: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out.push('"');
}

/// Appends who did it.
pub(crate) fn write_actor(out: &mut String, actor: &Actor) {
    let mut object = Object::new(out);
    object.text("id", actor.id.as_deref());
    object.text("name", actor.name.as_deref());
    object.text("username", actor.username.as_deref());
    object.text("email", actor.email.as_deref());
    object.text("kind", Some(actor.kind.as_str()));
    object.text("role", actor.role.as_deref());
    match &actor.on_behalf_of {
        Some(other) => {
            let mut inner = Object::new(object.value("on_behalf_of"));
            inner.text("id", other.id.as_deref());
            inner.text("name", other.name.as_deref());
            inner.end();
        }
        None => object.raw("on_behalf_of", "null"),
    }
    object.end();
}

fn write_lists(object: &mut Object<'_>, event: &Event) {
    write_list(object.value("records"), &event.records, |out, record| {
        let mut object = Object::new(out);
        object.text("type", Some(&record.record_type));
        object.text("id", Some(&record.id));
        object.text("name", record.name.as_deref());
        object.text("change", record.change.map(annals_model::EventType::as_str));
        object.end();
    });
    write_list(object.value("changes"), &event.changes, write_change);
    let mut details = Object::new(object.value("details"));
    for detail in &event.details {
        let json = detail.value.as_ref().map_or("null", |value| value.as_json());
        details.raw(&detail.key, json);
    }
    details.end();
    let masked: Vec<_> = event.details.iter().filter(|detail| detail.value.is_none()).collect();
    if !masked.is_empty() {
        write_list(object.value("masked_details"), &masked, |out, detail| {
            write_text(out, &detail.key);
        });
    }
    write_list(object.value("calendars"), &event.calendars, |out, calendar| {
        let mut object = Object::new(out);
        object.text("school", Some(&calendar.school));
        object.raw("end_year", calendar.end_year);
        object.end();
    });
}

/// Appends a changed property.
pub(crate) fn write_change(out: &mut String, change: &Change) {
    let json = |value: &Option<annals_model::Value>| {
        value.as_ref().map_or_else(|| "null".to_owned(), |value| value.as_json().to_owned())
    };
    let mut object = Object::new(out);
    object.text("property", Some(&change.property));
    if let Some(label) = &change.label {
        object.text("label", Some(label));
    }
    object.raw("old", json(&change.old));
    object.raw("new", json(&change.new));
    if change.masked {
        object.raw("masked", true);
    }
    object.end();
}

fn write_flags(out: &mut String, flags: Flags) {
    let words: Vec<&str> = [
        (Flags::TIME_MISSING, "time_missing"),
        (Flags::CLOCK_AHEAD, "clock_ahead"),
        (Flags::MASKED, "masked"),
        (Flags::REDACTED, "redacted"),
    ]
    .into_iter()
    .filter(|(flag, _)| flags.contains(*flag))
    .map(|(_, word)| word)
    .collect();
    write_list(out, &words, |out, word| write_text(out, word));
}

/// Appends an array.
pub(crate) fn write_list<T>(out: &mut String, items: &[T], mut each: impl FnMut(&mut String, &T)) {
    out.push('[');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        each(out, item);
    }
    out.push(']');
}

/// An object on its way into `out`.
pub(crate) struct Object<'o> {
    out: &'o mut String,
    first: bool,
}

impl<'o> Object<'o> {
    pub(crate) fn new(out: &'o mut String) -> Self {
        out.push('{');
        Self { out, first: true }
    }

    /// The place where the value of `key` is to be written.
    pub(crate) fn value(&mut self, key: &str) -> &mut String {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
        write_text(self.out, key);
        self.out.push(':');
        self.out
    }

    pub(crate) fn text(&mut self, key: &str, text: Option<&str>) {
        let out = self.value(key);
        match text {
            Some(text) => write_text(out, text),
            None => out.push_str("null"),
        }
    }

    /// A value whose own form is JSON.
    pub(crate) fn raw(&mut self, key: &str, json: impl Display) {
        let out = self.value(key);
        // Writing into a string never fails.
        let _ = write!(out, "{json}");
    }

    /// Bytes in hexadecimal; every receipt has three of them, so they skip the formatter.
    pub(crate) fn hex(&mut self, key: &str, bytes: &[u8]) {
        write_hex(self.value(key), bytes);
    }

    /// The id of an event.
    pub(crate) fn id(&mut self, key: &str, id: &EventId) {
        match id {
            EventId::Uuid(uuid) => {
                let mut buffer = [0; uuid::fmt::Hyphenated::LENGTH];
                let text = uuid.hyphenated().encode_lower(&mut buffer);
                self.text(key, Some(text));
            }
            EventId::Text(text) => self.text(key, Some(text)),
        }
    }

    /// Text that needs escapes in no case, or that is short enough to be written twice.
    pub(crate) fn display(&mut self, key: &str, text: impl Display) {
        let text = text.to_string();
        self.text(key, Some(&text));
    }

    pub(crate) fn end(self) {
        self.out.push('}');
    }
}

/// Appends a JSON string.
pub(crate) fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(text.get(from..at).unwrap_or_default());
        from = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out.push('"');
}

#[cfg(test)]
mod tests {
    use annals_model::{Catalogue, LogId, Masker, Millis, OrganizationId, OrganizationOrdinal};
    use proptest::prelude::*;

    use super::*;

    fn organization() -> Organization {
        Organization {
            ordinal: OrganizationOrdinal(1),
            id: OrganizationId::parse("lincoln").unwrap(),
            name: "Lincoln".to_owned(),
            parent: None,
            log_id: LogId([7; 16]),
            created_at: Millis(0),
            closed_at: None,
        }
    }

    #[test]
    fn an_entry_in_full() {
        let json = br#"{"id":"e-1","action":"user.updated","actor":{"name":"A \"q\" \u0007"},
            "changes":[{"property":"email","label":"E-mail","old":"a","new":9007199254740993},
            {"property":"password","new":"hunter2"}],"details":{"token":"abc","Tool":"x"},
            "ip":"::ffff:10.0.0.1"}"#;
        let draft = super::super::parse_event(json).unwrap();
        let organization = organization();
        let (event, _) = annals_model::admit(
            draft,
            organization.id.clone(),
            &Catalogue::default(),
            &Masker::default(),
            Millis(1_763_600_000_000),
        )
        .unwrap();
        let mut out = String::new();
        write_entry(&mut out, &organization, Number(5), &event, None);
        let parsed: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert!(!out.contains("hunter2") && !out.contains("abc"));
        insta::assert_json_snapshot!(parsed, @r#"
        {
          "action": "user.updated",
          "actor": {
            "email": null,
            "id": null,
            "kind": "staff",
            "name": "A \"q\" \u0007",
            "on_behalf_of": null,
            "role": null,
            "username": null
          },
          "area": null,
          "calendars": [],
          "category": "User",
          "changes": [
            {
              "label": "E-mail",
              "new": 9007199254740993,
              "old": "a",
              "property": "email"
            },
            {
              "masked": true,
              "new": null,
              "old": null,
              "property": "password"
            }
          ],
          "correlation_id": null,
          "critical": false,
          "description": null,
          "details": {
            "Tool": "x",
            "token": null
          },
          "flags": [
            "time_missing",
            "masked"
          ],
          "id": "e-1",
          "ip": "10.0.0.1",
          "label": "Updated User",
          "log_id": "07070707070707070707070707070707",
          "masked_details": [
            "token"
          ],
          "number": 5,
          "occurred_at": "2025-11-20T00:53:20.000Z",
          "organization": "lincoln",
          "outcome": "success",
          "reason": null,
          "recorded_at": "2025-11-20T00:53:20.000Z",
          "records": [],
          "source": null,
          "type": "change",
          "user_agent": null
        }
        "#);
    }

    proptest! {
        #[test]
        fn text_comes_back(text: String) {
            let mut out = String::new();
            write_text(&mut out, &text);
            prop_assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
        }
    }
}
