//! Nobody takes anything from those who may do more than they, nor shuts an organisation off from
//! its administrators.

use annals_desk::{CalendarChange, Error, Holder, Role};
use annals_model::{Calendar, Permission, Principal, Rights};

use crate::Office;

const MANAGES: [Permission; 5] = [
    Permission::ReadUsers,
    Permission::ReadGroups,
    Permission::ManageGroups,
    Permission::ReadRights,
    Permission::ManageRights,
];

fn year() -> CalendarChange {
    CalendarChange::Add(Calendar { school: "nowhere".to_owned(), end_year: 2027 })
}

/// Someone who manages groups and rights and no more.
async fn manager(office: &Office) -> Principal {
    let user = office.user("north", "manager").await;
    let rights = Rights::reaching_below(MANAGES.into_iter().collect());
    office.give(&Holder::User(user.clone()), rights).await;
    office.principal(&user).await
}

fn refused(done: Result<(), Error>) -> String {
    done.unwrap_err().to_string()
}

#[tokio::test]
async fn a_manager_takes_nothing_from_administrators() {
    let office = Office::open().await;
    let (desk, at) = (&office.desk, office.at("north"));
    let first = office.administrator("north", "first").await;
    office.administrator("north", "second").await;
    let manager = manager(&office).await;
    let administrators = Role::Administrators.group();
    let remove = desk.set_member(&manager, at, &first.id, &administrators, false).await;
    assert!(refused(remove).contains("may do more than you"));
    let holder = Holder::User(first.clone());
    let limit = desk.change_calendar_rights(&manager, &holder, year()).await;
    assert!(refused(limit).contains("may do more than you"));
    // Nor by a group, whether the school year comes first or the administrator.
    let group = office.group("north", "Limited").await;
    let limited = Holder::Group(group.clone());
    desk.change_calendar_rights(&manager, &limited, year()).await.unwrap();
    let join = desk.set_member(&manager, at, &first.id, &group.id, true).await;
    assert!(refused(join).contains("may do more than you"));
    let other = office.group("north", "Other").await;
    desk.set_member(&office.operator(), at, &first.id, &other.id, true).await.unwrap();
    let limit = desk.change_calendar_rights(&manager, &Holder::Group(other), year()).await;
    assert!(refused(limit).contains("may do more than you"));
    assert!(office.principal(&first).await.rows.is_everything());
    // What they don't have themselves they don't take, one by one or with its group.
    let nurses = office.group("north", "Nurses").await;
    let deletes =
        Rights::here([Permission::ReadEvents, Permission::DeleteEvents].into_iter().collect());
    office.give(&Holder::Group(nurses.clone()), deletes).await;
    let take = desk
        .set_tool_rights(&manager, &Holder::Group(nurses.clone()), deletes, Rights::default())
        .await;
    assert!(refused(take).contains("nobody can grant"));
    let delete = desk.delete_group(&manager, at, &nurses.id, nurses.version).await;
    assert!(refused(delete).contains("nobody can grant"));
}

#[tokio::test]
async fn one_administrator_sees_everything_always() {
    let office = Office::open().await;
    let (desk, at) = (&office.desk, office.at("north"));
    let first = office.administrator("north", "first").await;
    let own = office.principal(&first).await;
    let holder = Holder::User(first.clone());
    let limit = desk.change_calendar_rights(&own, &holder, year()).await;
    assert!(refused(limit).contains("last active administrator"));
    let group = office.group("north", "Limited").await;
    desk.change_calendar_rights(&own, &Holder::Group(group.clone()), year()).await.unwrap();
    let join = desk.set_member(&own, at, &first.id, &group.id, true).await;
    assert!(refused(join).contains("last active administrator"));
    assert!(office.principal(&first).await.rows.is_everything());
    // With another one it can be done, and undone by that one; the last one who sees everything
    // can't go then.
    let second = office.administrator("north", "second").await;
    desk.change_calendar_rights(&own, &holder, year()).await.unwrap();
    let other = office.principal(&second).await;
    let leave = desk.set_member(&own, at, &second.id, &Role::Administrators.group(), false).await;
    assert!(leave.is_err());
    let held = desk.calendar_rights(&other, &holder).await.unwrap().remove(0);
    desk.change_calendar_rights(&other, &holder, CalendarChange::Delete(held)).await.unwrap();
    assert!(office.principal(&first).await.rows.is_everything());
}
