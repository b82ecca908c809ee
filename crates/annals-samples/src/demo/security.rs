//! User security: in each place every type of entry of each of the eight areas, with the fields
//! that the area shows.

use annals_model::{Actor, Calendar, Draft, EventType, Millis};

use super::story::{Telling, admin, draft, staff};

const HOUR_MS: i64 = 3_600_000;

/// Where users, groups, rights and preferences change, and what they are called there.
struct Place {
    organization: &'static str,
    /// Who changes them.
    administrator: fn() -> Actor,
    /// The school of calendar rights.
    school: &'static str,
    /// A group, and what it is renamed to.
    group: [&'static str; 2],
    /// Someone who comes into groups and gets rights: id and username.
    member: [&'static str; 2],
    /// Sub-rights that come and go with a module, and the module.
    tools: [&'static str; 4],
    module: &'static str,
    /// A product security role.
    role: &'static str,
}

const fn school(organization: &'static str, school: &'static str) -> Place {
    Place {
        organization,
        administrator: whitfield,
        school,
        group: ["Nurses", "School Nurses"],
        member: ["u-114", "tlee114"],
        tools: ["HealthOffice", "HealthImmunizations", "HealthScreenings", "HealthReports"],
        module: "health",
        role: "STUDENT INFORMATION SYSTEM",
    }
}

const PLACES: [Place; 4] = [
    Place {
        organization: "summit",
        administrator: admin,
        school: "Summit Preschool",
        group: ["Coaches", "Head Coaches"],
        member: ["u-12", "jbrooks12"],
        tools: ["ClassRoster", "ClassAttendance", "ClassTransfers", "ClassReports"],
        module: "classes",
        role: "CLASS MANAGEMENT",
    },
    school("lakeview", "Lincoln Elementary"),
    school("lincoln", "Lincoln Elementary"),
    school("roosevelt", "Roosevelt High"),
];

pub(super) fn drafts(until: Millis) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (i, place) in PLACES.iter().enumerate() {
        for (n, mut change) in place.changes().into_iter().enumerate() {
            // Three changes a week and place, at different hours.
            let ms = until.0 - (n as i64 * 53 + i as i64 * 5 + 3) * HOUR_MS;
            change.0.occurred_at = Some(Millis(ms));
            change.0.critical = Some(true);
            change.0.source = Some("Office Portal".to_owned());
            change.0.category.get_or_insert_with(|| "Security".to_owned());
            let fresh = draft(place.organization, ms, &change.0.action, change.0.actor.clone());
            change.0.id = fresh.0.id;
            drafts.push(change.done());
        }
    }
    drafts
}

fn whitfield() -> Actor {
    staff("u-900", "Dana Whitfield", "dwhitfield", "System Administrator")
}

impl Place {
    fn changes(&self) -> Vec<Telling> {
        let mut changes = self.preferences();
        changes.extend(self.accounts());
        changes.extend(self.groups());
        changes.extend(self.rights());
        changes.extend(self.calendars());
        changes
    }

    fn area(&self, area: &str, action: &str, event_type: EventType) -> Telling {
        let mut telling = draft(self.organization, 0, action, (self.administrator)());
        telling.0.area = Some(area.to_owned());
        telling.0.event_type = Some(event_type);
        telling
    }

    fn preferences(&self) -> Vec<Telling> {
        [
            ("auditUsers", "Audit Users", "false", "true"),
            ("sessionTimeoutMinutes", "Session Timeout", "60", "30"),
        ]
        .map(|(name, label, old, new)| {
            self.area("Preference", "preference.changed", EventType::Change)
                .says(&format!("Changed the preference {name}"))
                .record("setting", name, label)
                .detail("Preference Name", name)
                .change("Value", Some(old), Some(new))
                .category("Settings")
        })
        .into()
    }

    fn accounts(&self) -> Vec<Telling> {
        let account = |action: &str, event_type, says: &str| {
            self.area("UserAccount", action, event_type)
                .says(says)
                .record("user", "u-2610", "jdoe2610")
                .detail("User Name", "jdoe2610")
        };
        vec![
            account("user_account.created", EventType::Add, "Created the account jdoe2610"),
            account("user_account.changed", EventType::Change, "Changed the account jdoe2610")
                .change("disabled", Some("false"), Some("true"))
                .change("password", Some("(old)"), Some("(new)")),
            account("user_account.deleted", EventType::Delete, "Deleted the account jdoe2610"),
        ]
    }

    fn groups(&self) -> Vec<Telling> {
        let [old, new] = self.group;
        let [id, username] = self.member;
        let group = |action: &str, event_type, says: &str, name: &str| {
            self.area("UserGroup", action, event_type)
                .says(says)
                .record("group", "r-40", name)
                .detail("Group Name", name)
        };
        let member = |action: &str, event_type, name: &str| {
            self.area("UserGroupMember", action, event_type)
                .says(&format!("Membership of {username} in {name}"))
                .record("user", id, username)
                .record("group", "r-40", name)
                .detail("User Name", username)
                .detail("Group Name", name)
        };
        let (created, renamed) = (format!("Created the group {old}"), format!("Renamed {old}"));
        vec![
            group("user_group.created", EventType::Add, &created, old),
            group("user_group.changed", EventType::Change, &renamed, new).change(
                "name",
                Some(old),
                Some(new),
            ),
            group("user_group.deleted", EventType::Delete, "Deleted the group Aides", "Aides"),
            member("user_group_member.added", EventType::Add, new),
            member("user_group_member.deleted", EventType::Delete, new),
            member("user_group_member.added", EventType::Add, self.role),
        ]
    }

    /// Granting or taking a module writes one entry for each sub-right, tied together.
    fn rights(&self) -> Vec<Telling> {
        let [id, username] = self.member;
        let group_name = self.group[0];
        let all = |what: &str, right: &dyn Fn(&str) -> Telling| -> Vec<Telling> {
            let operation = format!("{}-{}-{what}", self.organization, self.module);
            let tied = |tool: &&str| {
                let mut telling = right(tool);
                telling.0.correlation_id = Some(operation.clone());
                telling
            };
            self.tools.iter().map(tied).collect()
        };
        let user = |action: &str, event_type, says: &str, tool: &str| {
            self.area("UserToolRights", action, event_type)
                .says(says)
                .record("user", id, username)
                .detail("User Name", username)
                .detail("Tool Name", tool)
        };
        let group = |action: &str, event_type, says: &str, tool: &str| {
            self.area("UserGroupToolRights", action, event_type)
                .says(says)
                .record("group", "r-40", group_name)
                .detail("Group Name", group_name)
                .detail("Tool Name", tool)
        };
        let mut rights = all("granted", &|tool| {
            let says = format!("Granted {tool} to {username}");
            user("user_tool_rights.added", EventType::Add, &says, tool)
        });
        rights.extend(all("removed", &|tool| {
            let says = format!("Took {tool} from {group_name}");
            group("user_group_tool_rights.deleted", EventType::Delete, &says, tool)
        }));
        let tool = self.tools[3];
        let says = format!("Took {tool} from {username}");
        rights.push(user("user_tool_rights.deleted", EventType::Delete, &says, tool));
        let says = format!("Granted {tool} to {group_name}");
        rights.push(group("user_group_tool_rights.added", EventType::Add, &says, tool));
        rights
    }

    fn calendars(&self) -> Vec<Telling> {
        let rights = |of_group: bool, action: &str, event_type| {
            let (area, kind, id, field, who) = match of_group {
                true => ("UserGroupSchoolYearRights", "group", "r-40", "Group Name", self.group[0]),
                false => {
                    let [id, username] = self.member;
                    ("UserSchoolYearRights", "user", id, "User Name", username)
                }
            };
            let code =
                if of_group { "user_group_school_year_rights" } else { "user_school_year_rights" };
            let mut telling = self
                .area(area, &format!("{code}.{action}"), event_type)
                .says(&format!("Calendar rights of {who} for 2026-27"))
                .record(kind, id, who)
                .detail(field, who)
                .detail("School", self.school)
                .detail("End Year", "2027");
            let school = self.school.to_owned();
            telling.0.calendars.push(Calendar { school, end_year: 2027 });
            telling
        };
        let mut all = Vec::new();
        for of_group in [false, true] {
            all.push(rights(of_group, "added", EventType::Add));
            all.push(
                rights(of_group, "changed", EventType::Change)
                    .change("modifyRights", Some("false"), Some("true"))
                    .change("overrideRights", Some("true"), Some("false")),
            );
            all.push(rights(of_group, "deleted", EventType::Delete));
        }
        all
    }
}
