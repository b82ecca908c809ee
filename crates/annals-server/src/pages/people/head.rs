//! What stands above each page of a user or a group.

use std::collections::BTreeSet;

use annals_desk::{Group, Holder, Role, User};
use annals_model::{Permission, RecordKey};
use annals_viewer::messages::people as messages;
use annals_viewer::pages::people::{Head, Tab, Whose};
use annals_viewer::{Filter, LogAddress, LogPage};

use super::Visit;
use crate::error::Failure;

/// Above the pages of `user`.
pub(super) async fn of_user(visit: &Visit<'_>, user: &User) -> Result<Head, Failure> {
    let (desk, by) = (&visit.state.desk, visit.principal());
    let mut tabs = vec![(Tab::Own, None)];
    if visit.may(Permission::ReadGroups) {
        tabs.push((Tab::Members, Some(desk.groups_of(by, user).await?.len())));
    }
    if visit.may(Permission::ReadRights) {
        tabs.extend(rights_of(visit, &Holder::User(user.clone())).await?);
        let effective = desk.effective_rights(by, user).await?;
        let rights: BTreeSet<_> = effective.tools.iter().map(|(right, ..)| *right).collect();
        tabs.push((Tab::InEffect, Some(rights.len())));
    }
    let log = visit.log();
    let deeds = log.as_ref().map(|log| log.toggle(Filter::User, &user.username).href());
    Ok(Head {
        whose: Whose::User {
            username: user.username.clone(),
            role: user.role.clone(),
            standing: visit.standing(user),
        },
        id: user.id.0.clone(),
        name: user.name.clone(),
        tabs,
        changes: log.map(|log| changes(log, &user.username)),
        deeds,
        record: user.staff_record.as_deref().and_then(|record| staff_href(visit, record)),
    })
}

/// Above the pages of `group`.
pub(super) async fn of_group(visit: &Visit<'_>, group: &Group) -> Result<Head, Failure> {
    let members = usize::try_from(group.members).unwrap_or(usize::MAX);
    let mut tabs = vec![(Tab::Own, None), (Tab::Members, Some(members))];
    if visit.may(Permission::ReadRights) {
        tabs.extend(rights_of(visit, &Holder::Group(group.clone())).await?);
    }
    Ok(Head {
        whose: Whose::Group(group.role.is_some()),
        id: group.id.0.clone(),
        name: group.name.clone(),
        tabs,
        changes: visit.log().map(|log| changes(log, &group.name)),
        deeds: None,
        record: None,
    })
}

/// How many rights of its own it has.
async fn rights_of(
    visit: &Visit<'_>,
    holder: &Holder,
) -> Result<[(Tab, Option<usize>); 2], Failure> {
    let (desk, by) = (&visit.state.desk, visit.principal());
    let tools = desk.tool_rights(by, holder).await?.scopes().iter().count();
    let years = desk.calendar_rights(by, holder).await?.len();
    Ok([(Tab::Rights, Some(tools)), (Tab::Calendars, Some(years))])
}

/// Where changes of the user or group called `name` are told.
fn changes(log: LogAddress, name: &str) -> String {
    LogAddress { page: LogPage::UserSecurity, ..log }.toggle(Filter::Object, name).href()
}

/// What a group is for, in the language of the page if it is a role.
pub(super) fn description(group: &Group) -> String {
    match group.role {
        Some(Role::Administrators) => messages::administrators_about().to_owned(),
        Some(Role::Auditors) => messages::auditors_about().to_owned(),
        Some(Role::Staff) => messages::staff_about().to_owned(),
        None => group.description.clone(),
    }
}

/// Where the page of a record of staff is, `type:id`.
pub(super) fn staff_href(visit: &Visit<'_>, record: &str) -> Option<String> {
    let (record_type, id) = record.split_once(':')?;
    let key = RecordKey { record_type: record_type.to_owned(), id: id.to_owned() };
    Some(visit.log()?.of_record(&key).href())
}
