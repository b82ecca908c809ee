//! What happened to the Smiths at the gym, a few messages, and a class that moved.

use annals_model::{
    Actor, ActorKind, Change, Detail, Draft, EventId, Millis, OrganizationId, Outcome, Record,
    Value,
};
use uuid::Builder;

use crate::names::{FIRST, LAST};
use crate::rng::Rng;

/// 2015-01-01 17:10:00 in Chicago.
const NEW_YEAR: i64 = 1_420_153_800_000;
const MINUTE_MS: i64 = 60_000;

pub(super) fn drafts(until: Millis) -> Vec<Draft> {
    let mut drafts = new_year();
    drafts.extend(messages(until));
    drafts.extend(class_moved(until));
    drafts
}

/// A bulk operation: all of one class moved to another in one go.
fn class_moved(until: Millis) -> impl Iterator<Item = Draft> {
    const STUDENTS: i64 = 24;
    let begin = until.0 - 76 * 60 * MINUTE_MS;
    (0..STUDENTS).map(move |place| {
        let first = FIRST[place as usize * 5 % FIRST.len()];
        let last = LAST[place as usize * 7 % LAST.len()];
        let (name, family) = (format!("{last}, {first}"), 600 + place);
        let actor = staff("u-7", "Maria Garcia", "mgarcia7", "Front Desk");
        let mut draft = draft("summit", begin + place * 180, "enrollment.transferred", actor)
            .says(&format!("Moved {first} {last} from Monday Beginners to Wednesday Beginners"))
            .record("enrollment", &format!("e-9{place:02}"), &name)
            .record("student", &format!("s-9{place:02}"), &name)
            .record("family", &format!("f-{family}"), &name)
            .change("class", Some("Monday Beginners"), Some("Wednesday Beginners"))
            .source("Office Portal")
            .done();
        draft.correlation_id = Some("class-move-monday-beginners".to_owned());
        draft
    })
}

/// One entry answers [`super::DEMO_SEARCH`]; each of the others lacks one of its conditions.
fn new_year() -> Vec<Draft> {
    let deleted = |ms: i64, actor: Actor, family: &str| {
        let (last, first) = family.split_once(", ").unwrap_or((family, ""));
        draft("summit", NEW_YEAR + ms, "charge.deleted", actor)
            .says(&format!("Deleted a charge of $125.00 of {first} {last}"))
            .record("charge", "c-20417", "Tuition $125.00")
            .record("family", "f-3107", family)
            .change("amount", Some("125.00"), None)
            .source("Office Portal")
            .done()
    };
    vec![
        deleted(24_310, admin(), "Smith, Daniel"),
        deleted(41_000, staff("u-7", "Maria Garcia", "mgarcia7", "Front Desk"), "Smith, Daniel"),
        deleted(52_700, admin(), "Johnson, Ava"),
        deleted(MINUTE_MS + 1_200, admin(), "Smith, Daniel"),
        deleted(-200, admin(), "Smith, Daniel"),
        draft("summit", NEW_YEAR + 33_000, "payment.updated", admin())
            .says("Updated payment 20418 of Daniel Smith")
            .record("payment", "p-20418", "Payment $125.00")
            .record("family", "f-3107", "Smith, Daniel")
            .change("method", Some("check"), Some("visa"))
            .source("Office Portal")
            .done(),
    ]
}

fn messages(until: Millis) -> Vec<Draft> {
    let hours = |n: i64| until.0 - n * 60 * MINUTE_MS;
    let message = |ms: i64, action: &str, status: &str, to: &str, outcome: Outcome| {
        let mut draft = draft("summit", ms, action, autopilot())
            .says(&format!("\u{201c}Closed on Friday\u{201d} to {to}: {status}"))
            .record("message", "m-88120", "Closed on Friday")
            .record("family", "f-12", "Okafor, Grace")
            .detail("Recipient", to)
            .detail("Status", status)
            .detail("Channel", "Email")
            .source("Autopilot")
            .category("Message")
            .done();
        draft.outcome = Some(outcome);
        draft
    };
    let to = "grace.okafor@example.com";
    vec![
        message(hours(52), "message.sent", "Sent", to, Outcome::Success),
        message(hours(51), "message.delivered", "Delivered", to, Outcome::Success),
        message(hours(49), "message.opened", "Opened", to, Outcome::Success),
        message(hours(52) + 900, "message.sent", "Sent", "old@example.net", Outcome::Success),
        message(hours(51) + 900, "message.bounced", "Bounce", "old@example.net", Outcome::Failure),
    ]
}

/// The gym's administrator.
pub(super) fn admin() -> Actor {
    staff("u-1", "Alex Morgan", "admin", "Owner")
}

pub(super) fn staff(id: &str, name: &str, username: &str, role: &str) -> Actor {
    Actor {
        id: Some(id.to_owned()),
        name: Some(name.to_owned()),
        username: Some(username.to_owned()),
        role: Some(role.to_owned()),
        ..Actor::default()
    }
}

fn autopilot() -> Actor {
    Actor {
        id: Some("autopilot".to_owned()),
        name: Some("Autopilot".to_owned()),
        kind: ActorKind::System,
        ..Actor::default()
    }
}

/// Begins a draft; its id follows from time and action.
pub(super) fn draft(organization: &str, ms: i64, action: &str, actor: Actor) -> Telling {
    let salt = action.bytes().fold(0, |sum: u64, byte| sum.wrapping_mul(31) + u64::from(byte));
    let mut rng = Rng::at(super::SEED, salt, ms as u64);
    let id = u128::from(rng.next()) << 64 | u128::from(rng.next());
    Telling(Draft {
        id: Some(EventId::Uuid(Builder::from_random_bytes(id.to_be_bytes()).into_uuid())),
        organization: OrganizationId::parse(organization).ok(),
        occurred_at: Some(Millis(ms)),
        action: action.to_owned(),
        ip: "10.20.30.4".parse().ok().filter(|_| actor.kind == ActorKind::Staff),
        actor,
        ..Draft::default()
    })
}

/// A draft in the making.
pub(super) struct Telling(pub(super) Draft);

impl Telling {
    pub(super) fn says(mut self, description: &str) -> Self {
        self.0.description = Some(description.to_owned());
        self
    }

    pub(super) fn source(mut self, source: &str) -> Self {
        self.0.source = Some(source.to_owned());
        self
    }

    pub(super) fn category(mut self, category: &str) -> Self {
        self.0.category = Some(category.to_owned());
        self
    }

    /// The first one is the record that changed.
    pub(super) fn record(mut self, record_type: &str, id: &str, name: &str) -> Self {
        let catalogue = annals_model::Catalogue::default();
        let change = self.0.records.is_empty().then(|| catalogue.event_type(&self.0.action));
        self.0.records.push(Record {
            record_type: record_type.to_owned(),
            id: id.to_owned(),
            name: Some(name.to_owned()),
            change,
        });
        self
    }

    pub(super) fn change(mut self, property: &str, old: Option<&str>, new: Option<&str>) -> Self {
        self.0.changes.push(Change {
            property: property.to_owned(),
            label: None,
            old: old.map(Value::text),
            new: new.map(Value::text),
            masked: false,
        });
        self
    }

    pub(super) fn detail(mut self, key: &str, value: &str) -> Self {
        self.0.details.push(Detail { key: key.to_owned(), value: Some(Value::text(value)) });
        self
    }

    pub(super) fn done(self) -> Draft {
        self.0
    }
}
