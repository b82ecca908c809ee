//! One entry of the demo in the making.

use annals_model::{Calendar, Catalogue, Detail, Draft, EventId, EventType, Outcome, SecurityArea};

use super::life::{By, Life};
use super::thing::{IntoValue, Thing};

/// An entry in the making.
pub(super) struct Telling<'l> {
    life: &'l mut Life,
    draft: Draft,
}

impl<'l> Telling<'l> {
    pub(super) fn new(life: &'l mut Life, id: EventId, action: &str, by: &By) -> Self {
        let event_type = Catalogue::default().event_type(action);
        let draft = Draft {
            id: Some(id),
            organization: Some(life.organization.id.clone()),
            occurred_at: Some(life.now()),
            action: action.to_owned(),
            event_type: Some(event_type),
            category: Some(category(action).to_owned()),
            source: Some(by.source.to_owned()),
            actor: by.actor.clone(),
            ip: by.ip,
            user_agent: by.agent.map(str::to_owned),
            outcome: Some(Outcome::Success),
            critical: Some(event_type == EventType::Delete),
            ..Draft::default()
        };
        Self { life, draft }
    }

    pub(super) fn says(mut self, description: impl Into<String>) -> Self {
        self.draft.description = Some(description.into());
        self
    }

    /// Of another type than the verb of its action says.
    pub(super) fn of_type(mut self, event_type: EventType) -> Self {
        self.draft.event_type = Some(event_type);
        self.draft.critical = Some(event_type == EventType::Delete);
        self
    }

    /// The record came into being, as it is.
    pub(super) fn creates(mut self, thing: &Thing) -> Self {
        self.draft.records.push(thing.record(Some(EventType::Add)));
        self.draft.changes.extend(thing.begun());
        self
    }

    /// A property of the record changed; others of it may follow.
    pub(super) fn sets(
        mut self,
        thing: &mut Thing,
        property: &'static str,
        new: impl IntoValue,
    ) -> Self {
        self.draft.changes.extend(thing.set(property, new.into_value()));
        if self.draft.records.iter().all(|record| record.change.is_none()) {
            self.draft.records.insert(0, thing.record(self.draft.event_type));
        }
        self
    }

    /// The record changed in what is no property of it.
    pub(super) fn touches(mut self, thing: &Thing) -> Self {
        self.draft.records.push(thing.record(Some(EventType::Change)));
        self
    }

    /// The record went away: nothing can be told of it later.
    pub(super) fn ends(mut self, thing: Thing) -> Self {
        self.draft.records.push(thing.record(Some(EventType::Delete)));
        self.draft.changes.extend(thing.ended());
        self
    }

    /// A record that it is about or that it belongs to.
    pub(super) fn about(mut self, thing: &Thing) -> Self {
        self.draft.records.push(thing.record(None));
        self
    }

    pub(super) fn detail(mut self, key: &str, value: impl IntoValue) -> Self {
        let value = Some(value.into_value());
        self.draft.details.push(Detail { key: key.to_owned(), value });
        self
    }

    /// An entry of user security; its details say what it is about.
    pub(super) fn area(mut self, area: SecurityArea) -> Self {
        self.draft.area = Some(area.as_str().to_owned());
        self.draft.critical = Some(true);
        self
    }

    pub(super) fn calendar(mut self, school: &str, end_year: u16) -> Self {
        self.draft.calendars.push(Calendar { school: school.to_owned(), end_year });
        self
    }

    /// The same, if there is one.
    pub(super) fn part_of(self, operation: Option<&str>) -> Self {
        match operation {
            Some(operation) => self.within(operation),
            None => self,
        }
    }

    /// Part of a larger operation.
    pub(super) fn within(mut self, operation: &str) -> Self {
        self.draft.correlation_id = Some(operation.to_owned());
        self
    }

    pub(super) fn critical(mut self) -> Self {
        self.draft.critical = Some(true);
        self
    }

    pub(super) fn fails(self, outcome: Outcome, reason: &str) -> Self {
        let mut told = self;
        told.draft.outcome = Some(outcome);
        told.draft.reason = Some(reason.to_owned());
        told
    }

    /// It is told.
    pub(super) fn done(self) {
        self.life.take(self.draft);
    }
}

/// The group of actions to which one belongs.
fn category(action: &str) -> &'static str {
    match action.split('.').next().unwrap_or_default() {
        "charge" | "payment" | "autopay" => "Billing",
        "enrollment" | "waitlist" | "makeup" => "Enrollment",
        "student" | "grade" => "Student",
        "class" | "attendance" | "checkin" => "Class",
        "family" | "note" => "Family",
        "staff" | "timecard" => "Staff",
        "contact" | "group" | "group_member" => "Contact",
        "campaign" => "Message",
        "report" => "Report",
        "preference" => "Settings",
        _ => "Security",
    }
}
