//! Each change leaves the entry that its area asks for, in the log of its organisation.

use annals_desk::{AccountFields, CalendarChange, GroupFields, Holder, Role, UserStatus};
use annals_model::{Calendar, Module, Permission, Rights, Scopes};

use crate::{Office, line};

fn lines(office: &Office, at: &str) -> Vec<String> {
    office.told(at).iter().map(line).collect()
}

/// The lines that came since there were `before`.
fn since(office: &Office, at: &str, before: usize) -> Vec<String> {
    lines(office, at).split_off(before)
}

#[tokio::test]
async fn accounts() {
    let office = Office::open().await;
    let operator = office.operator();
    let user = office.administrator("north", "jdoe2610").await;
    assert_eq!(
        lines(&office, "north"),
        [
            "UserAccount add | User Name: jdoe2610",
            "UserGroupMember add | User Name: jdoe2610 | Group Name: ADMINISTRATORS",
        ]
    );
    let other = office.user("north", "tlee114").await;
    let before = lines(&office, "north").len();
    let fields = AccountFields {
        email: Some("lee@example.org".to_owned()),
        status: UserStatus::Disabled,
        ..AccountFields::new("tlee115", "Terry Lee")
    };
    let at = office.at("north");
    let changed = office.desk.change_user(&operator, at, &other.id, 1, fields.clone()).await;
    let changed = changed.unwrap();
    // Saving what is there already changes nothing and tells nothing.
    let same = office.desk.change_user(&operator, at, &other.id, 2, fields).await.unwrap();
    assert_eq!((changed.version, same.version), (2, 2));
    office.desk.delete_user(&operator, at, &other.id, 2).await.unwrap();
    assert_eq!(
        since(&office, "north", before),
        [
            "UserAccount change | User Name: tlee115 | username tlee114 > tlee115 \
             | name tlee114 in person > Terry Lee | email - > lee@example.org \
             | status active > disabled",
            "UserAccount delete | User Name: tlee115",
        ]
    );
    assert!(office.told("north").iter().all(|event| event.category.as_deref() == Some("Security")));
    assert_eq!(office.desk.users(&operator, at).await.unwrap(), [user]);
}

#[tokio::test]
async fn groups_and_who_is_in_them() {
    let office = Office::open().await;
    let operator = office.operator();
    let at = office.at("north");
    let user = office.user("north", "tlee114").await;
    let before = lines(&office, "north").len();
    let nurses = office.group("north", "Nurses").await;
    for is_member in [true, true, false, false, true] {
        office.desk.set_member(&operator, at, &user.id, &nurses.id, is_member).await.unwrap();
    }
    let staff = Role::Staff.group();
    office.desk.set_member(&operator, at, &user.id, &staff, true).await.unwrap();
    let fields = GroupFields { name: "School Nurses".to_owned(), ..GroupFields::default() };
    let renamed = office.desk.change_group(&operator, at, &nurses.id, 1, fields).await.unwrap();
    assert_eq!((renamed.version, renamed.members), (2, 1));
    let holder = Holder::Group(renamed);
    let right: Scopes = [Permission::ReadEvents].into_iter().collect();
    office.give(&holder, Rights::here(right)).await;
    let calendar = Calendar { school: "Lincoln".to_owned(), end_year: 2027 };
    let add = CalendarChange::Add(calendar);
    office.desk.change_calendar_rights(&operator, &holder, add).await.unwrap();
    office.desk.delete_group(&operator, at, &nurses.id, 2).await.unwrap();
    assert_eq!(
        since(&office, "north", before),
        [
            "UserGroup add | Group Name: Nurses",
            "UserGroupMember add | User Name: tlee114 | Group Name: Nurses",
            "UserGroupMember delete | User Name: tlee114 | Group Name: Nurses",
            "UserGroupMember add | User Name: tlee114 | Group Name: Nurses",
            "UserGroupMember add | User Name: tlee114 | Group Name: STAFF",
            "UserGroup change | Group Name: School Nurses | name Nurses > School Nurses",
            "UserGroupToolRights add | Group Name: School Nurses | Tool Name: events:read \
             | Module: audit_log | Reach: this organisation",
            "UserGroupSchoolYearRights add | Group Name: School Nurses | School: Lincoln \
             | End Year: 2027",
            "UserGroupToolRights delete | Group Name: School Nurses | Tool Name: events:read \
             | Module: audit_log | Reach: this organisation",
            "UserGroupSchoolYearRights delete | Group Name: School Nurses | School: Lincoln \
             | End Year: 2027",
            "UserGroupMember delete | User Name: tlee114 | Group Name: School Nurses",
            "UserGroup delete | Group Name: School Nurses",
        ]
    );
}

#[tokio::test]
async fn a_module_is_told_right_by_right() {
    let office = Office::open().await;
    let holder = Holder::User(office.user("north", "tlee114").await);
    let before = lines(&office, "north").len();
    let module: Scopes = Module::UserSecurity.rights().collect();
    office.give(&holder, Rights::reaching_below(module)).await;
    let told = office.told("north").split_off(before);
    let tools: Vec<_> = told.iter().map(|event| event.details[1].value.as_ref().unwrap()).collect();
    let expected: Vec<_> = Module::UserSecurity.rights().map(Permission::as_str).collect();
    assert_eq!(tools.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    let first = &told[0];
    assert_eq!(
        line(first),
        "UserToolRights add | User Name: tlee114 | Tool Name: users:read | Module: user_security \
         | Reach: this organisation and below"
    );
    assert!(first.correlation_id.is_some());
    assert!(told.iter().all(|event| event.correlation_id == first.correlation_id));
    // The label beside the machine name is the tool's record.
    assert_eq!(first.records[1].name.as_deref(), Some("Users: View"));

    // Another reach is another right: the old one goes, the new one comes.
    let before = lines(&office, "north").len();
    let one: Scopes = [Permission::ReadUsers].into_iter().collect();
    let all: Scopes = Module::UserSecurity.rights().collect();
    let narrowed = Rights::here(one).union(Rights::reaching_below(all.without(one)));
    office.give(&holder, narrowed).await;
    assert_eq!(
        since(&office, "north", before),
        [
            "UserToolRights delete | User Name: tlee114 | Tool Name: users:read \
             | Module: user_security | Reach: this organisation and below",
            "UserToolRights add | User Name: tlee114 | Tool Name: users:read \
             | Module: user_security | Reach: this organisation",
        ]
    );
}

#[tokio::test]
async fn calendar_rights() {
    let office = Office::open().await;
    let operator = office.operator();
    let holder = Holder::User(office.user("north", "tlee114").await);
    let before = lines(&office, "north").len();
    let calendar = |end_year| Calendar { school: "Lincoln".to_owned(), end_year };
    let add = CalendarChange::Add(calendar(2026));
    office.desk.change_calendar_rights(&operator, &holder, add).await.unwrap();
    let old = office.desk.calendar_rights(&operator, &holder).await.unwrap().remove(0);
    let change = CalendarChange::Change { old: old.clone(), new: calendar(2027) };
    office.desk.change_calendar_rights(&operator, &holder, change.clone()).await.unwrap();
    // Who looked at the year before is told.
    let again = office.desk.change_calendar_rights(&operator, &holder, change).await.unwrap_err();
    assert_eq!(again.to_string(), "there is a right to this school year already");
    let gone = CalendarChange::Delete(old);
    let gone = office.desk.change_calendar_rights(&operator, &holder, gone).await.unwrap_err();
    assert!(gone.to_string().contains("changed meanwhile"), "{gone}");
    let now = office.desk.calendar_rights(&operator, &holder).await.unwrap().remove(0);
    let delete = CalendarChange::Delete(now);
    office.desk.change_calendar_rights(&operator, &holder, delete).await.unwrap();
    assert_eq!(
        since(&office, "north", before),
        [
            "UserSchoolYearRights add | User Name: tlee114 | School: Lincoln | End Year: 2026",
            "UserSchoolYearRights change | User Name: tlee114 | School: Lincoln | End Year: 2027 \
             | end_year 2026 > 2027",
            "UserSchoolYearRights delete | User Name: tlee114 | School: Lincoln | End Year: 2027",
        ]
    );
}

#[tokio::test]
async fn the_second_of_two_administrators_is_told() {
    let office = Office::open().await;
    let operator = office.operator();
    let at = office.at("north");
    let user = office.user("north", "tlee114").await;
    let group = office.group("north", "Nurses").await;
    let before = lines(&office, "north").len();
    let meanwhile = "it was changed meanwhile; look again, and make your change once more";
    let fields = |name: &str| AccountFields::new("tlee114", name);
    office.desk.change_user(&operator, at, &user.id, 1, fields("Ann")).await.unwrap();
    let second = office.desk.change_user(&operator, at, &user.id, 1, fields("Bob")).await;
    assert_eq!(second.unwrap_err().to_string(), meanwhile);
    let second = office.desk.delete_user(&operator, at, &user.id, 1).await;
    assert_eq!(second.unwrap_err().to_string(), meanwhile);
    let fields = |name: &str| GroupFields { name: name.to_owned(), ..GroupFields::default() };
    office.desk.change_group(&operator, at, &group.id, 1, fields("Nurse")).await.unwrap();
    let second = office.desk.change_group(&operator, at, &group.id, 1, fields("Aides")).await;
    assert_eq!(second.unwrap_err().to_string(), meanwhile);
    let second = office.desk.delete_group(&operator, at, &group.id, 1).await;
    assert_eq!(second.unwrap_err().to_string(), meanwhile);
    let holder = Holder::Group(group);
    let one = Rights::here([Permission::ReadEvents].into_iter().collect());
    let none = Rights::default();
    office.desk.set_tool_rights(&operator, &holder, none, one).await.unwrap();
    let second = office.desk.set_tool_rights(&operator, &holder, none, one).await;
    assert_eq!(second.unwrap_err().to_string(), meanwhile);
    assert_eq!(since(&office, "north", before).len(), 3);
    assert_eq!(office.desk.user(&operator, at, &user.id).await.unwrap().name, "Ann");
}
