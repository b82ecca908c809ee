//! The fingerprint by which a repeat is told from a conflict.

use xxhash_rust::xxh3::Xxh3;

use crate::{Draft, Value};

/// 64 bits over the content of an event as it was sent, secrets masked, before Annals added
/// anything.
///
/// The same id with the same fingerprint is a repeat; with another one it is a conflict. It guards
/// against mistakes, not against forgery: commitments do that. XXH3 is stable across versions.
///
/// It is kept beside the event. Taken over a secret, even with a key, since that would lie in the
/// same directory, it would let whoever holds the files try out a short one. So what differs only
/// in a masked secret counts as a repeat; and what erases a part of an event has to forget the
/// fingerprint with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// The fingerprint of `draft`, which is masked already; its id is left out.
    pub(crate) fn of(draft: &Draft) -> Self {
        // Destructured without `..`, so that a new field has to be decided about here.
        let Draft {
            id: _,
            organization: _,
            occurred_at,
            action,
            event_type,
            category,
            area,
            source,
            actor,
            ip,
            user_agent,
            description,
            records,
            changes,
            details,
            calendars,
            outcome,
            reason,
            correlation_id,
            critical,
        } = draft;
        let mut hasher = Fields::default();
        hasher.int(occurred_at.map(|time| time.0));
        hasher.text(Some(action));
        hasher.text(event_type.map(crate::EventType::as_str));
        for text in [category, area, source, user_agent, description, reason, correlation_id] {
            hasher.text(text.as_deref());
        }
        hasher.actor(actor);
        hasher.text(ip.map(|ip| ip.to_string()).as_deref());
        hasher.int(Some(records.len() as i64));
        for record in records {
            hasher.text(Some(&record.record_type));
            hasher.text(Some(&record.id));
            hasher.text(record.name.as_deref());
            hasher.text(record.change.map(crate::EventType::as_str));
        }
        hasher.int(Some(changes.len() as i64));
        for change in changes {
            hasher.text(Some(&change.property));
            hasher.text(change.label.as_deref());
            hasher.text(change.old.as_ref().map(Value::as_json));
            hasher.text(change.new.as_ref().map(Value::as_json));
            hasher.int(Some(i64::from(change.masked)));
        }
        hasher.int(Some(details.len() as i64));
        for detail in details {
            hasher.text(Some(&detail.key));
            hasher.text(detail.value.as_ref().map(Value::as_json));
        }
        hasher.int(Some(calendars.len() as i64));
        for calendar in calendars {
            hasher.text(Some(&calendar.school));
            hasher.int(Some(i64::from(calendar.end_year)));
        }
        hasher.text(outcome.map(crate::Outcome::as_str));
        hasher.int(critical.map(i64::from));
        Self(hasher.0.digest())
    }
}

/// Feeds fields with their lengths, so that neighbours can't run into each other.
#[derive(Default)]
struct Fields(Xxh3);

impl Fields {
    fn text(&mut self, text: Option<&str>) {
        match text {
            None => self.0.update(&[0]),
            Some(text) => {
                self.0.update(&[1]);
                self.0.update(&(text.len() as u64).to_le_bytes());
                self.0.update(text.as_bytes());
            }
        }
    }

    fn int(&mut self, int: Option<i64>) {
        match int {
            None => self.0.update(&[0]),
            Some(int) => {
                self.0.update(&[2]);
                self.0.update(&int.to_le_bytes());
            }
        }
    }

    fn actor(&mut self, actor: &crate::Actor) {
        let crate::Actor { id, name, username, email, kind, role, on_behalf_of } = actor;
        for text in [id, name, username, email, role] {
            self.text(text.as_deref());
        }
        self.text(Some(kind.as_str()));
        let other = on_behalf_of.as_ref();
        self.text(other.and_then(|other| other.id.as_deref()));
        self.text(other.and_then(|other| other.name.as_deref()));
    }
}
