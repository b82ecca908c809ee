//! From what was sent to what is kept: limits, masking and enrichment.

use std::fmt;
use std::net::IpAddr;

use uuid::Uuid;

use crate::{
    Actor, Calendar, Catalogue, Change, Detail, Event, EventId, EventType, Fingerprint, Flags,
    Masker, Millis, OrganizationId, Outcome, Record, SecurityArea, Value, limits,
};

/// An event as it was sent: well-formed, not yet checked against the limits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The sender's id.
    pub id: Option<EventId>,
    /// The organisation, when the sender named one.
    pub organization: Option<OrganizationId>,
    /// When it happened.
    pub occurred_at: Option<Millis>,
    /// The machine name of what was done.
    pub action: String,
    /// What sort of change it is.
    pub event_type: Option<EventType>,
    /// The group of actions.
    pub category: Option<String>,
    /// The kind of audited object.
    pub area: Option<String>,
    /// Where it was done.
    pub source: Option<String>,
    /// Who did it.
    pub actor: Actor,
    /// Address of the actor.
    pub ip: Option<IpAddr>,
    /// Program of the actor.
    pub user_agent: Option<String>,
    /// A sentence for people.
    pub description: Option<String>,
    /// Affected records.
    pub records: Vec<Record>,
    /// Changed properties.
    pub changes: Vec<Change>,
    /// Further values, unknown fields among them.
    pub details: Vec<Detail>,
    /// School years.
    pub calendars: Vec<Calendar>,
    /// Whether it succeeded.
    pub outcome: Option<Outcome>,
    /// Why.
    pub reason: Option<String>,
    /// What ties events together.
    pub correlation_id: Option<String>,
    /// Whether it should stand out.
    pub critical: Option<bool>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Path of the field: `records[3].id`.
    pub field: String,
    /// A sentence that says what to do.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

/// Makes the event that is kept: checks every limit, masks secrets, fills in what is missing.
///
/// The fingerprint is that of the draft as sent, secrets masked. `now` becomes `recorded_at`, and
/// `occurred_at` when the sender gave none.
pub fn admit(
    mut draft: Draft,
    organization: OrganizationId,
    catalogue: &Catalogue,
    masker: &Masker,
    now: Millis,
) -> Result<(Event, Fingerprint), Vec<Problem>> {
    let event_type = draft.event_type.unwrap_or_else(|| catalogue.event_type(&draft.action));
    let problems = check(&draft, event_type, now);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut flags = Flags::default();
    if mask(&mut draft, masker) {
        flags.insert(Flags::MASKED);
    }
    let fingerprint = Fingerprint::of(&draft);
    match draft.occurred_at {
        None => flags.insert(Flags::TIME_MISSING),
        Some(time) if time > now => flags.insert(Flags::CLOCK_AHEAD),
        Some(_) => {}
    }
    let event = Event {
        id: draft.id.unwrap_or_else(|| EventId::Uuid(Uuid::now_v7())),
        organization,
        occurred_at: draft.occurred_at.unwrap_or(now),
        recorded_at: now,
        label: catalogue.label(&draft.action),
        event_type,
        category: draft.category.or_else(|| catalogue.category(&draft.action)),
        action: draft.action,
        area: draft.area,
        source: draft.source,
        actor: draft.actor,
        ip: draft.ip.map(|ip| ip.to_canonical()),
        user_agent: draft.user_agent,
        description: draft.description,
        records: draft.records,
        changes: draft.changes,
        details: draft.details,
        calendars: draft.calendars,
        outcome: draft.outcome.unwrap_or_default(),
        reason: draft.reason,
        correlation_id: draft.correlation_id,
        critical: draft.critical.unwrap_or(false),
        flags,
    };
    Ok((event, fingerprint))
}

fn mask(draft: &mut Draft, masker: &Masker) -> bool {
    let mut masked = false;
    for change in &mut draft.changes {
        masked |= masker.change(change);
    }
    for detail in &mut draft.details {
        masked |= masker.detail(detail);
    }
    let texts = [&mut draft.description, &mut draft.reason, &mut draft.user_agent];
    // People type card numbers where a payment is named.
    let names = draft.records.iter_mut().map(|record| &mut record.name);
    for text in texts.into_iter().chain(names) {
        masked |= text.as_mut().is_some_and(|text| masker.text(text));
    }
    masked
}

fn check(draft: &Draft, event_type: EventType, now: Millis) -> Vec<Problem> {
    let mut checks = Checks { problems: Vec::new() };
    checks.times(draft, now);
    checks.text("action", Some(&draft.action), limits::CODE_BYTES_MAX);
    if !draft.action.is_empty() && draft.action.trim().is_empty() {
        checks.refuse("action", "is blank");
    }
    checks.text("category", draft.category.as_deref(), limits::CODE_BYTES_MAX);
    checks.text("area", draft.area.as_deref(), limits::CODE_BYTES_MAX);
    checks.area(draft, event_type);
    checks.text("source", draft.source.as_deref(), limits::CODE_BYTES_MAX);
    checks.text("user_agent", draft.user_agent.as_deref(), limits::TEXT_BYTES_MAX);
    checks.text("description", draft.description.as_deref(), limits::TEXT_BYTES_MAX);
    checks.text("reason", draft.reason.as_deref(), limits::TEXT_BYTES_MAX);
    checks.text("correlation_id", draft.correlation_id.as_deref(), limits::NAME_BYTES_MAX);
    checks.actor(&draft.actor);
    checks.records(&draft.records);
    checks.changes(&draft.changes);
    checks.details(&draft.details);
    checks.calendars(&draft.calendars);
    checks.problems
}

struct Checks {
    problems: Vec<Problem>,
}

impl Checks {
    fn refuse(&mut self, field: impl fmt::Display, reason: impl Into<String>) {
        self.problems.push(Problem { field: field.to_string(), reason: reason.into() });
    }

    /// An absent text passes; a present one must not be empty. The field's path is written out
    /// only when something is wrong: every event that is taken in comes through here.
    fn text(&mut self, field: impl fmt::Display, text: Option<&str>, bytes_max: usize) {
        let Some(text) = text else { return };
        if text.is_empty() {
            self.refuse(field, "is empty; leave it out or give a value");
        } else if text.len() > bytes_max {
            self.refuse(field, format!("has {} bytes; at most {bytes_max} are taken", text.len()));
        } else if text.contains('\0') {
            self.refuse(field, "contains a NUL character");
        }
    }

    fn count(&mut self, field: &str, count: usize, max: usize) -> bool {
        if count > max {
            self.refuse(field, format!("has {count} items; at most {max} are taken"));
        }
        count <= max
    }

    fn times(&mut self, draft: &Draft, now: Millis) {
        let Some(time) = draft.occurred_at else { return };
        if time.0 < limits::OCCURRED_AT_MS_MIN {
            self.refuse("occurred_at", format!("{time} lies before 1900"));
        } else if time.0 > now.0.saturating_add(limits::CLOCK_AHEAD_MS_MAX) {
            self.refuse(
                "occurred_at",
                format!("{time} is more than 24 hours ahead of the server's clock ({now})"),
            );
        }
    }

    fn area(&mut self, draft: &Draft, event_type: EventType) {
        let Some(area) = draft.area.as_deref().and_then(SecurityArea::parse) else { return };
        if area.types().contains(&event_type) {
            return;
        }
        let taken: Vec<_> = area.types().iter().map(|each| each.as_str()).collect();
        let (name, taken, is) = (area.as_str(), taken.join(", "), event_type.as_str());
        let implied = if draft.event_type.is_none() { ", by the verb of its action" } else { "" };
        self.refuse("type", format!("area {name} takes {taken}; this is {is}{implied}"));
    }

    fn actor(&mut self, actor: &Actor) {
        let names = [&actor.id, &actor.username, &actor.name];
        if names.into_iter().flatten().all(|name| name.trim().is_empty()) {
            self.refuse("actor", "needs an id, a username or a name");
        }
        let other = actor.on_behalf_of.as_ref();
        for (field, text) in [
            ("actor.id", actor.id.as_deref()),
            ("actor.name", actor.name.as_deref()),
            ("actor.username", actor.username.as_deref()),
            ("actor.email", actor.email.as_deref()),
            ("actor.role", actor.role.as_deref()),
            ("actor.on_behalf_of.id", other.and_then(|other| other.id.as_deref())),
            ("actor.on_behalf_of.name", other.and_then(|other| other.name.as_deref())),
        ] {
            self.text(field, text, limits::NAME_BYTES_MAX);
        }
    }

    fn records(&mut self, records: &[Record]) {
        if !self.count("records", records.len(), limits::EVENT_RECORDS_MAX) {
            return;
        }
        for (i, record) in records.iter().enumerate() {
            let (code_max, name_max) = (limits::CODE_BYTES_MAX, limits::NAME_BYTES_MAX);
            self.text(format_args!("records[{i}].type"), Some(&record.record_type), code_max);
            if record.record_type.contains(':') {
                let reason = "contains ':', which separates type and id in a search";
                self.refuse(format_args!("records[{i}].type"), reason);
            }
            self.text(format_args!("records[{i}].id"), Some(&record.id), name_max);
            self.text(format_args!("records[{i}].name"), record.name.as_deref(), name_max);
        }
    }

    fn value(&mut self, field: impl fmt::Display, value: Option<&Value>) {
        let bytes = value.map_or(0, |value| value.as_json().len());
        if bytes > limits::VALUE_BYTES_MAX {
            let max = limits::VALUE_BYTES_MAX;
            self.refuse(field, format!("has {bytes} bytes; at most {max} are taken"));
        }
    }

    fn changes(&mut self, changes: &[Change]) {
        if !self.count("changes", changes.len(), limits::EVENT_CHANGES_MAX) {
            return;
        }
        for (i, change) in changes.iter().enumerate() {
            let name_max = limits::NAME_BYTES_MAX;
            self.text(format_args!("changes[{i}].property"), Some(&change.property), name_max);
            self.text(format_args!("changes[{i}].label"), change.label.as_deref(), name_max);
            self.value(format_args!("changes[{i}].old"), change.old.as_ref());
            self.value(format_args!("changes[{i}].new"), change.new.as_ref());
        }
    }

    fn details(&mut self, details: &[Detail]) {
        if !self.count("details", details.len(), limits::EVENT_DETAILS_MAX) {
            return;
        }
        for (i, detail) in details.iter().enumerate() {
            let name_max = limits::NAME_BYTES_MAX;
            self.text(format_args!("details[{i}]"), Some(&detail.key), name_max);
            self.value(format_args!("details.{}", detail.key), detail.value.as_ref());
        }
    }

    fn calendars(&mut self, calendars: &[Calendar]) {
        if !self.count("calendars", calendars.len(), limits::EVENT_CALENDARS_MAX) {
            return;
        }
        for (i, calendar) in calendars.iter().enumerate() {
            let name_max = limits::NAME_BYTES_MAX;
            self.text(format_args!("calendars[{i}].school"), Some(&calendar.school), name_max);
            if !(1900..=2200).contains(&calendar.end_year) {
                let reason = "is not a year from 1900 to 2200";
                self.refuse(format_args!("calendars[{i}].end_year"), reason);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_763_600_000_000);

    fn draft() -> Draft {
        let actor = Actor { name: Some("Ada".to_owned()), ..Actor::default() };
        Draft { action: "charge.deleted".to_owned(), actor, ..Draft::default() }
    }

    fn check_refused(change: impl FnOnce(&mut Draft), expected: Option<&str>) {
        let mut draft = draft();
        change(&mut draft);
        let result = admit(
            draft,
            OrganizationId::installation(),
            &Catalogue::default(),
            &Masker::default(),
            NOW,
        );
        let field = result.err().map(|problems| problems[0].field.clone());
        assert_eq!(field.as_deref(), expected);
    }

    #[test]
    fn blanks_are_no_names() {
        let blank = || Some(" \u{3000}".to_owned());
        check_refused(|draft| draft.actor.name = blank(), Some("actor"));
        check_refused(|draft| draft.actor.id = blank(), None);
        check_refused(|draft| draft.action = " ".to_owned(), Some("action"));
    }

    #[test]
    fn limits_hold_at_their_edges() {
        check_refused(|_| (), None);
        check_refused(|d| d.actor = Actor::default(), Some("actor"));
        check_refused(|d| d.action.clear(), Some("action"));
        check_refused(|d| d.action = "a".repeat(limits::CODE_BYTES_MAX), None);
        check_refused(|d| d.action = "a".repeat(limits::CODE_BYTES_MAX + 1), Some("action"));
        let ahead = NOW.0 + limits::CLOCK_AHEAD_MS_MAX;
        check_refused(|d| d.occurred_at = Some(Millis(ahead)), None);
        check_refused(|d| d.occurred_at = Some(Millis(ahead + 1)), Some("occurred_at"));
        let early = limits::OCCURRED_AT_MS_MIN;
        check_refused(|d| d.occurred_at = Some(Millis(early)), None);
        check_refused(|d| d.occurred_at = Some(Millis(early - 1)), Some("occurred_at"));
        let record = Record {
            record_type: "student".to_owned(),
            id: "1".to_owned(),
            name: None,
            change: None,
        };
        check_refused(|d| d.records = vec![record.clone(); limits::EVENT_RECORDS_MAX], None);
        check_refused(
            |d| d.records = vec![record.clone(); limits::EVENT_RECORDS_MAX + 1],
            Some("records"),
        );
    }

    #[test]
    fn each_area_takes_its_own_types() {
        use EventType::{Add, Change, Delete};
        for area in SecurityArea::ALL {
            for event_type in EventType::ALL {
                let expected = match area.as_str() {
                    "Preference" => event_type == Change,
                    "UserGroupMember" | "UserToolRights" | "UserGroupToolRights" => {
                        [Add, Delete].contains(&event_type)
                    }
                    _ => [Add, Change, Delete].contains(&event_type),
                };
                let send = |draft: &mut Draft| {
                    draft.area = Some(area.as_str().to_owned());
                    draft.event_type = Some(event_type);
                };
                check_refused(send, (!expected).then_some("type"));
            }
        }
        // The verb of the action tells the type of an event that names none.
        let implied = |area: &str, action: &str, expected| {
            let (area, action) = (Some(area.to_owned()), action.to_owned());
            check_refused(|draft| (draft.area, draft.action) = (area, action), expected);
        };
        implied("UserToolRights", "right.granted", None);
        implied("UserToolRights", "right.changed", Some("type"));
        implied("Preference", "preference.seen", Some("type"));
        implied("Timetable", "timetable.seen", None);
    }

    #[test]
    fn what_is_missing_is_filled_in_and_flagged() {
        let (event, _) = admit(
            draft(),
            OrganizationId::installation(),
            &Catalogue::default(),
            &Masker::default(),
            NOW,
        )
        .unwrap();
        assert_eq!(event.occurred_at, NOW);
        assert!(event.flags.contains(Flags::TIME_MISSING));
        assert_eq!(event.label, "Deleted Charge");
        assert_eq!(event.event_type, EventType::Delete);
        assert_eq!(event.category.as_deref(), Some("Charge"));
    }

    #[test]
    fn the_fingerprint_knows_no_secret() {
        let fingerprint = |pin: &str, status: &str| {
            let change = |property: &str, value: &str| Change {
                property: property.to_owned(),
                label: None,
                old: None,
                new: Some(Value::text(value)),
                masked: false,
            };
            let draft = Draft {
                changes: vec![change("pin", pin), change("status", status)],
                details: vec![Detail { key: "Token".to_owned(), value: Some(Value::text(pin)) }],
                description: Some(format!("typed PIN: {pin}")),
                reason: Some(format!("password={pin}")),
                ..draft()
            };
            let (catalogue, masker) = (Catalogue::default(), Masker::default());
            let here = OrganizationId::installation();
            admit(draft, here, &catalogue, &masker, NOW).unwrap().1
        };
        assert_eq!(fingerprint("4711", "active"), fingerprint("4712", "active"));
        assert_ne!(fingerprint("4711", "active"), fingerprint("4711", "closed"));
    }

    #[test]
    fn the_fingerprint_ignores_the_id_and_sees_everything_else() {
        let plain = Fingerprint::of(&draft());
        let mut same = draft();
        same.id = Some(EventId::Text("x".into()));
        assert_eq!(Fingerprint::of(&same), plain);
        let mut other = draft();
        other.reason = Some("x".to_owned());
        assert_ne!(Fingerprint::of(&other), plain);
    }
}
