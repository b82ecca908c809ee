//! Entries of Annals' own, read backwards.

use annals_model::{Change, Event, EventType, Permission, SecurityArea, Value};

use super::{Access, Account, Move};
use crate::effective::Reach;
use crate::group::GroupId;
use crate::tool_right::REACHES_BELOW;
use crate::user::{UserId, UserStatus};

/// The actions of the entries from which the past is known, as searches name them.
pub const ACTIONS: [&str; 6] = [
    "annals.user.*",
    "annals.group.*",
    "annals.tool_right.*",
    "annals.calendar_right.*",
    "annals.organization.updated",
    "annals.organization.moved",
];

impl Access {
    /// Makes it what it was before the change of which `event` tells. Entries are undone from the
    /// newest on, and none is left out.
    pub fn undo(&mut self, event: &Event) {
        let Some(name) = event.action.strip_prefix(annals_store::RESERVED_ACTION_PREFIX) else {
            return;
        };
        let is_told = event.area.as_deref().and_then(SecurityArea::parse).is_some();
        let known = match name.split_once('.') {
            Some(("user", "created" | "updated" | "deleted")) => self.undo_user(event),
            Some(("group", "member_added" | "member_removed")) => self.undo_member(event),
            Some(("group", _)) => self.undo_group(event),
            Some(("tool_right", _)) => self.undo_tool(event),
            Some(("calendar_right", _)) => self.undo_calendar(event),
            // Of no area, and told whole whatever Audit Users says.
            Some(("organization", "updated")) => return self.undo_organization(event),
            Some(("organization", "moved")) => return self.undo_move(event),
            // Signing in and out changes nothing here.
            _ => return,
        };
        if !is_told || known.is_none() {
            self.untold.count += 1;
            self.untold.latest = self.untold.latest.max(Some(event.occurred_at));
        }
    }

    /// Only the organisation's own log tells of its change.
    fn undo_organization(&mut self, event: &Event) {
        let change = event.changes.iter().find(|change| change.property == "name");
        if let Some(name) = change.and_then(|change| text(change.old.as_ref())) {
            self.name = Some(name);
        }
    }

    /// Its log also tells of those that were moved to it, away from it, or below it.
    fn undo_move(&mut self, event: &Event) {
        let moved = record(event, "organization").map(|(id, _)| id);
        let correlation_id = event.correlation_id.clone();
        if let Some(correlation_id) =
            correlation_id.filter(|_| moved == Some(event.organization.as_str()))
        {
            self.first_move = Some(Move { correlation_id, at: event.occurred_at });
        }
    }

    fn undo_user(&mut self, event: &Event) -> Option<()> {
        let (id, name) = record(event, "user")?;
        let id = UserId(id.to_owned());
        if event.event_type == EventType::Add {
            self.users.remove(&id);
            return Some(());
        }
        let account = self.users.entry(id).or_insert_with(|| Account {
            username: name.to_owned(),
            name: name.to_owned(),
            status: UserStatus::Active,
            expires_at: None,
            without_calendar: false,
        });
        for change in &event.changes {
            account.undo(change);
        }
        Some(())
    }

    fn undo_group(&mut self, event: &Event) -> Option<()> {
        let (id, name) = record(event, "group")?;
        let id = GroupId(id.to_owned());
        if event.event_type == EventType::Add {
            self.groups.remove(&id);
            return Some(());
        }
        let group = self.groups.entry(id).or_insert_with(|| (name.to_owned(), false));
        for change in &event.changes {
            match (&*change.property, text(change.old.as_ref())) {
                ("name", Some(name)) => group.0 = name,
                ("without_calendar", Some(word)) => group.1 = word == "true",
                _ => {}
            }
        }
        Some(())
    }

    fn undo_member(&mut self, event: &Event) -> Option<()> {
        let (user, _) = record(event, "user")?;
        let (group, _) = record(event, "group")?;
        let member = (UserId(user.to_owned()), GroupId(group.to_owned()));
        match event.event_type {
            EventType::Add => self.members.remove(&member),
            _ => self.members.insert(member),
        };
        Some(())
    }

    fn undo_tool(&mut self, event: &Event) -> Option<()> {
        let (holder, _) = holder(event)?;
        let permission = Permission::parse(record(event, "tool")?.0)?;
        let key = (holder.to_owned(), permission);
        if event.event_type == EventType::Add {
            self.tools.remove(&key);
            return Some(());
        }
        let reach = detail(event, "Reach");
        let is_below = reach.as_deref() == Some(REACHES_BELOW);
        self.tools.insert(key, if is_below { Reach::Below } else { Reach::Here });
        reach.map(|_| ())
    }

    fn undo_calendar(&mut self, event: &Event) -> Option<()> {
        let (holder, _) = holder(event)?;
        let new = (detail(event, "School")?, detail(event, "End Year")?.parse().ok()?);
        let right = |(school, year): (String, u16)| (holder.to_owned(), school, year);
        if event.event_type != EventType::Delete {
            self.calendars.remove(&right(new.clone()));
        }
        match event.event_type {
            EventType::Add => {}
            EventType::Delete => drop(self.calendars.insert(right(new))),
            _ => {
                let old = |property: &str| {
                    let change = event.changes.iter().find(|change| change.property == property);
                    change.and_then(|change| text(change.old.as_ref()))
                };
                let school = old("school").unwrap_or(new.0);
                let year = old("end_year").and_then(|year| year.parse().ok()).unwrap_or(new.1);
                self.calendars.insert(right((school, year)));
            }
        }
        Some(())
    }
}

impl Account {
    fn undo(&mut self, change: &Change) {
        let old = text(change.old.as_ref());
        match (&*change.property, old) {
            ("username", Some(username)) => self.username = username,
            ("name", Some(name)) => self.name = name,
            ("status", Some(word)) => {
                self.status = UserStatus::parse(&word).unwrap_or(self.status);
            }
            ("expires_at", old) => {
                self.expires_at = old.and_then(|moment| annals_model::Millis::parse(&moment).ok());
            }
            ("without_calendar", Some(word)) => self.without_calendar = word == "true",
            _ => {}
        }
    }
}

/// Id and name of the record of that type.
fn record<'e>(event: &'e Event, record_type: &str) -> Option<(&'e str, &'e str)> {
    let found = event.records.iter().find(|record| record.record_type == record_type)?;
    Some((&found.id, found.name.as_deref().unwrap_or(&found.id)))
}

/// Whose rights they are.
fn holder(event: &Event) -> Option<(&str, &str)> {
    record(event, "user").or_else(|| record(event, "group"))
}

fn detail(event: &Event, key: &str) -> Option<String> {
    let found = event.details.iter().find(|detail| detail.key == key)?;
    text(found.value.as_ref())
}

fn text(value: Option<&Value>) -> Option<String> {
    value.map(|value| value.display().into_owned())
}
