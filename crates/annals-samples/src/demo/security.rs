//! User security in the district: all eight areas, with the fields that each shows.

use annals_model::{Actor, Calendar, Draft, EventType, Millis};

use super::story::{Telling, draft, staff};

const HOUR_MS: i64 = 3_600_000;

/// Sub-rights that come and go with the module Health.
const HEALTH: [&str; 4] =
    ["HealthOffice", "HealthImmunizations", "HealthScreenings", "HealthReports"];

pub(super) fn drafts(until: Millis) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (i, organization) in ["lakeview", "lincoln", "roosevelt"].into_iter().enumerate() {
        let changes = changes(organization);
        for (n, mut change) in changes.into_iter().enumerate() {
            // Three changes a week and place, at different hours.
            let ms = until.0 - (n as i64 * 53 + i as i64 * 5 + 3) * HOUR_MS;
            change.0.occurred_at = Some(Millis(ms));
            change.0.critical = Some(true);
            change.0.source = Some("Office Portal".to_owned());
            change.0.category.get_or_insert_with(|| "Security".to_owned());
            let fresh = draft(organization, ms, &change.0.action, change.0.actor.clone());
            change.0.id = fresh.0.id;
            drafts.push(change.done());
        }
    }
    drafts
}

fn changes(organization: &str) -> Vec<Telling> {
    let mut changes = preferences(organization);
    changes.extend(accounts(organization));
    changes.extend(groups(organization));
    changes.extend(rights(organization));
    changes.extend(calendars(organization));
    changes
}

fn administrator() -> Actor {
    staff("u-900", "Dana Whitfield", "dwhitfield", "System Administrator")
}

fn area(organization: &str, area: &str, action: &str, event_type: EventType) -> Telling {
    let mut telling = draft(organization, 0, action, administrator());
    telling.0.area = Some(area.to_owned());
    telling.0.event_type = Some(event_type);
    telling
}

fn preferences(organization: &str) -> Vec<Telling> {
    [("auditUsers", "false", "true"), ("sessionTimeoutMinutes", "60", "30")]
        .map(|(name, old, new)| {
            area(organization, "Preference", "preference.changed", EventType::Change)
                .says(&format!("Changed the preference {name}"))
                .record("setting", name, name)
                .detail("Preference Name", name)
                .change("Value", Some(old), Some(new))
                .category("Settings")
        })
        .into()
}

fn accounts(organization: &str) -> Vec<Telling> {
    let account = |action: &str, event_type, says: &str| {
        area(organization, "UserAccount", action, event_type)
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

fn groups(organization: &str) -> Vec<Telling> {
    let group = |action: &str, event_type, says: &str, name: &str| {
        area(organization, "UserGroup", action, event_type)
            .says(says)
            .record("group", "r-40", name)
            .detail("Group Name", name)
    };
    let member = |action: &str, event_type, name: &str| {
        area(organization, "UserGroupMember", action, event_type)
            .says(&format!("Membership of tlee114 in {name}"))
            .record("user", "u-114", "tlee114")
            .record("group", "r-40", name)
            .detail("User Name", "tlee114")
            .detail("Group Name", name)
    };
    vec![
        group("user_group.created", EventType::Add, "Created the group Nurses", "Nurses"),
        group("user_group.changed", EventType::Change, "Renamed the group Nurses", "School Nurses")
            .change("name", Some("Nurses"), Some("School Nurses")),
        group("user_group.deleted", EventType::Delete, "Deleted the group Aides", "Aides"),
        member("user_group_member.added", EventType::Add, "School Nurses"),
        member("user_group_member.deleted", EventType::Delete, "School Nurses"),
        member("user_group_member.added", EventType::Add, "STUDENT INFORMATION SYSTEM"),
    ]
}

/// Granting a module writes one entry for each sub-right, tied together.
fn rights(organization: &str) -> Vec<Telling> {
    let user = |tool: &str| {
        area(organization, "UserToolRights", "user_tool_rights.added", EventType::Add)
            .says(&format!("Granted {tool} to tlee114"))
            .record("user", "u-114", "tlee114")
            .detail("User Name", "tlee114")
            .detail("Tool Name", tool)
    };
    let group = |tool: &str| {
        let action = "user_group_tool_rights.deleted";
        area(organization, "UserGroupToolRights", action, EventType::Delete)
            .says(&format!("Took {tool} from Nurses"))
            .record("group", "r-40", "Nurses")
            .detail("Group Name", "Nurses")
            .detail("Tool Name", tool)
    };
    let tied = |mut telling: Telling, what: &str| {
        telling.0.correlation_id = Some(format!("{organization}-health-{what}"));
        telling
    };
    let users = HEALTH.iter().map(|tool| tied(user(tool), "granted"));
    users.chain(HEALTH.iter().map(|tool| tied(group(tool), "removed"))).collect()
}

fn calendars(organization: &str) -> Vec<Telling> {
    let rights = |of_group: bool, action: &str, event_type| {
        let (name, kind, id, who) = match of_group {
            true => ("UserGroupSchoolYearRights", "group", "r-40", ("Group Name", "Nurses")),
            false => ("UserSchoolYearRights", "user", "u-114", ("User Name", "tlee114")),
        };
        let code =
            if of_group { "user_group_school_year_rights" } else { "user_school_year_rights" };
        let mut telling = area(organization, name, &format!("{code}.{action}"), event_type)
            .says(&format!("Calendar rights of {} for 2026-27", who.1))
            .record(kind, id, who.1)
            .detail(who.0, who.1)
            .detail("School", "Lincoln Elementary")
            .detail("End Year", "2027");
        let school = "Lincoln Elementary".to_owned();
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
