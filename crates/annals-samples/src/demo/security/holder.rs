//! Those who have rights: users and groups, and what they have.

use annals_model::{EventType, SecurityArea};

use crate::demo::life::Life;
use crate::demo::office::Office;
use crate::demo::thing::Thing;

/// A user or a group.
pub(super) struct Holder {
    pub(super) thing: Thing,
    pub(super) is_group: bool,
    pub(super) tools: Vec<&'static str>,
    /// A calendar that it has rights in: the right, the school and the end year.
    pub(super) calendar: Option<(Thing, &'static str, u16)>,
    /// Names of groups that a user is in.
    pub(super) groups: Vec<Thing>,
}

impl Holder {
    pub(super) fn new(thing: Thing, is_group: bool) -> Self {
        Self { thing, is_group, tools: Vec::new(), calendar: None, groups: Vec::new() }
    }

    pub(super) fn field(&self) -> &'static str {
        if self.is_group { "Group Name" } else { "User Name" }
    }

    /// Takes all that it has.
    pub(super) fn give_back(&mut self, life: &mut Life, office: &Office) {
        let operation = format!("closed-{}", self.thing.id());
        for tool in std::mem::take(&mut self.tools) {
            self.tell_tool(life, office, EventType::Delete, tool, &operation);
        }
        self.lose_calendar(life, office);
        self.leave(life, office, |_| true);
    }

    pub(super) fn join(&mut self, life: &mut Life, office: &Office, group: Thing) {
        if self.groups.iter().all(|own| own.id() != group.id()) {
            self.tell_member(life, office, EventType::Add, &group);
            self.groups.push(group);
        }
    }

    pub(super) fn leave(
        &mut self,
        life: &mut Life,
        office: &Office,
        which: impl Fn(&Thing) -> bool,
    ) {
        while let Some(place) = self.groups.iter().position(&which) {
            let group = self.groups.swap_remove(place);
            self.tell_member(life, office, EventType::Delete, &group);
        }
    }

    pub(super) fn lose_calendar(&mut self, life: &mut Life, office: &Office) {
        if let Some((right, school, year)) = self.calendar.take() {
            self.tell_calendar(life, office, EventType::Delete, &right, (school, year));
        }
    }

    pub(super) fn tell_member(
        &self,
        life: &mut Life,
        office: &Office,
        event_type: EventType,
        group: &Thing,
    ) {
        let by = office.administrator(life);
        let (action, says) = match event_type {
            EventType::Add => ("user_group_member.added", "a member of"),
            _ => ("user_group_member.deleted", "no longer a member of"),
        };
        let told = life.tell(action, &by).area(SecurityArea::UserGroupMember);
        told.says(format!("{} is {says} {}", self.thing.name, group.name))
            .touches(&self.thing)
            .about(group)
            .detail("User Name", self.thing.name.as_str())
            .detail("Group Name", group.name.as_str())
            .done();
    }

    pub(super) fn tell_tool(
        &self,
        life: &mut Life,
        office: &Office,
        event_type: EventType,
        tool: &str,
        operation: &str,
    ) {
        let by = office.administrator(life);
        let (area, noun) = match self.is_group {
            true => (SecurityArea::UserGroupToolRights, "user_group_tool_rights"),
            false => (SecurityArea::UserToolRights, "user_tool_rights"),
        };
        let (verb, says) = match event_type {
            EventType::Add => ("added", format!("Granted {tool} to {}", self.thing.name)),
            _ => ("deleted", format!("Took {tool} from {}", self.thing.name)),
        };
        let told = life.tell(&format!("{noun}.{verb}"), &by).area(area).says(says);
        told.touches(&self.thing)
            .detail(self.field(), self.thing.name.as_str())
            .detail("Tool Name", tool)
            .within(operation)
            .done();
    }

    pub(super) fn tell_calendar(
        &self,
        life: &mut Life,
        office: &Office,
        event_type: EventType,
        right: &Thing,
        (school, year): (&str, u16),
    ) {
        let by = office.administrator(life);
        let (area, noun) = match self.is_group {
            true => (SecurityArea::UserGroupSchoolYearRights, "user_group_school_year_rights"),
            false => (SecurityArea::UserSchoolYearRights, "user_school_year_rights"),
        };
        let is_new = event_type == EventType::Add;
        let action = format!("{noun}.{}", if is_new { "added" } else { "deleted" });
        let told = life.tell(&action, &by).area(area);
        let told = told.says(format!("Calendar rights: {}", right.name));
        let told = if is_new { told.creates(right) } else { told.ends(right.clone()) };
        told.about(&self.thing)
            .detail(self.field(), self.thing.name.as_str())
            .detail("School", school)
            .detail("End Year", year.to_string())
            .calendar(school, year)
            .done();
    }
}
