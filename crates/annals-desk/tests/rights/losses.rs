//! What the users of a group lose with it, and what keeps an account from those who may do less.

use annals_desk::{CalendarChange, GroupLosses, Holder, Role};
use annals_model::{Calendar, Module, Permission, Rights, Scopes};

use crate::Office;

fn scopes(permissions: &[Permission]) -> Scopes {
    permissions.iter().copied().collect()
}

#[tokio::test]
async fn users_lose_what_they_have_from_this_group_alone() {
    let office = Office::open().await;
    let (operator, at) = (office.operator(), office.at("north"));
    let (group, other) = (office.group("north", "Office").await, office.group("north", "B").await);
    let holder = Holder::Group(group.clone());
    let (reads, reports) = (Permission::ReadEvents, Permission::ReadReports);
    let here = Rights::here(scopes(&[reports]));
    office.give(&holder, here.union(Rights::reaching_below(scopes(&[reads])))).await;
    office.give(&Holder::Group(other.clone()), Rights::here(scopes(&[reads, reports]))).await;
    // Whom nothing limits.
    office.administrator("north", "chief").await;
    let mut users = Vec::new();
    for name in ["alone", "both", "admin", "own"] {
        let user = office.user("north", name).await;
        office.desk.set_member(&operator, at, &user.id, &group.id, true).await.unwrap();
        users.push(user);
    }
    let join = async |user: usize, group| {
        let set = office.desk.set_member(&operator, at, &users[user].id, group, true);
        set.await.unwrap();
    };
    join(1, &other.id).await;
    join(2, &Role::Administrators.group()).await;
    office.give(&Holder::User(users[3].clone()), Rights::reaching_below(scopes(&[reads]))).await;
    // "both" keeps the right to read here, and loses it below.
    let found = office.desk.group_losses(&operator, &group).await.unwrap();
    let expected = GroupLosses {
        users: 4,
        tools: vec![(reads, 2), (reports, 2)],
        see_less: 0,
        see_everything: 0,
    };
    assert_eq!(found, expected);

    let year = |end_year| Calendar { school: "Lincoln".to_owned(), end_year };
    let add = async |holder: &Holder, end_year| {
        let add = CalendarChange::Add(year(end_year));
        office.desk.change_calendar_rights(&operator, holder, add).await.unwrap();
    };
    for end_year in [2026, 2027] {
        add(&holder, end_year).await;
        // "both" has both years from elsewhere, "own" one of them.
        add(&Holder::Group(other.clone()), end_year).await;
    }
    add(&Holder::User(users[3].clone()), 2027).await;
    let found = office.desk.group_losses(&operator, &group).await.unwrap();
    assert_eq!((found.see_less, found.see_everything), (1, 2));
    // It is what comes true.
    office.desk.delete_group(&operator, at, &group.id, 1).await.unwrap();
    let sees = async |user: usize| {
        let effective = office.desk.effective_rights(&operator, &users[user]).await.unwrap();
        let years = effective.rows().calendars.len();
        (years, effective.rights().below().holds(reads), effective.rights().scopes().holds(reports))
    };
    assert_eq!(sees(0).await, (0, false, false));
    assert_eq!(sees(1).await, (2, false, true));
    assert_eq!(sees(2).await, (0, true, true));
    assert_eq!(sees(3).await, (1, true, false));
}

#[tokio::test]
async fn who_may_not_read_rights_learns_nothing_of_losses() {
    let office = Office::open().await;
    let group = office.group("north", "Office").await;
    for (rights, may) in [
        (&[Permission::ReadGroups][..], false),
        (&[Permission::ReadRights], false),
        (&[Permission::ReadGroups, Permission::ReadRights], true),
    ] {
        let name = format!("u{}{}", rights.len(), rights[0].as_str());
        let user =
            office.user_with("north", &name, |new| new.rights = Rights::here(scopes(rights))).await;
        let by = office.principal(&user).await;
        assert_eq!(office.desk.group_losses(&by, &group).await.is_ok(), may, "{rights:?}");
        let schools = office.desk.schools(&by, office.at("north")).await;
        assert_eq!(schools.is_ok(), rights.contains(&Permission::ReadRights));
        assert!(office.desk.schools(&by, office.at("south")).await.is_err());
        let members = office.desk.memberships(&by, office.at("north")).await;
        assert_eq!(members.is_ok(), rights.contains(&Permission::ReadGroups));
    }
}

#[tokio::test]
async fn schools_are_listed_once() {
    let office = Office::open().await;
    let operator = office.operator();
    for (at, holder, school, end_year) in [
        ("north", "a", "Lincoln", 2026),
        ("north", "b", "Lincoln", 2026),
        ("north", "c", "Adams", 2027),
        ("south", "d", "Secret", 2027),
    ] {
        let holder = Holder::User(office.user(at, holder).await);
        let add = CalendarChange::Add(Calendar { school: school.to_owned(), end_year });
        office.desk.change_calendar_rights(&operator, &holder, add).await.unwrap();
    }
    let schools = office.desk.schools(&operator, office.at("north")).await.unwrap();
    assert_eq!(schools, ["Adams", "Lincoln"]);
}

#[tokio::test]
async fn who_may_do_less_is_told_what_they_lack() {
    let office = Office::open().await;
    let clerk = office
        .user_with("north", "clerk", |new| {
            new.rights = Rights::here(Module::UserSecurity.rights().collect());
        })
        .await;
    let by = office.principal(&clerk).await;
    let admin = office.administrator("north", "boss").await;
    let plain = office.user("north", "plain").await;
    let outranks = async |user| office.desk.outranks(&by, user).await.unwrap();
    assert_eq!(outranks(&admin).await, Some(Permission::ReadEvents));
    assert_eq!(outranks(&plain).await, None);
    assert_eq!(outranks(&clerk).await, None);
    // The same right with more reach is more.
    let users: Scopes = [Permission::ReadUsers].into_iter().collect();
    office.give(&Holder::User(plain.clone()), Rights::reaching_below(users)).await;
    assert_eq!(outranks(&plain).await, Some(Permission::ReadUsers));
}

/// Users with rights and memberships, as if each had been made by hand.
struct Crowd {
    organization: annals_model::OrganizationOrdinal,
    group: annals_desk::GroupId,
    users: i64,
}

impl annals_store::Command for Crowd {
    type Output = ();

    async fn run(
        &mut self,
        transaction: &mut annals_store::Transaction<'_>,
    ) -> Result<(), annals_store::CommandError> {
        let numbers =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $2)";
        for sql in [
            "INSERT INTO desk_user (id, organization, username, username_key, name, password_hash,
             created_at) SELECT 'c' || i, $1, 'c' || i, 'c' || i, 'c' || i, '', 0 FROM n",
            "INSERT INTO desk_member (user_id, group_id) SELECT 'c' || i, $3 FROM n
             WHERE $1 IS NOT NULL",
            "INSERT INTO desk_tool_right (organization, holder, permission, below)
             SELECT $1, 'c' || i, 'reports:read', 0 FROM n WHERE i % 3 = 0",
        ] {
            sqlx::query(sqlx::AssertSqlSafe(format!("{numbers} {sql}")))
                .bind(i64::from(self.organization.0))
                .bind(self.users)
                .bind(&self.group.0)
                .execute(transaction.sql())
                .await?;
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_group_of_thousands_takes_as_many_queries_as_one_of_two() {
    let office = Office::open().await;
    let (operator, at) = (office.operator(), office.at("north"));
    let counted = async |name: &str, users| {
        let group = office.group("north", name).await;
        let rights = scopes(&[Permission::ReadReports, Permission::ReadEvents]);
        office.give(&Holder::Group(group.clone()), Rights::here(rights)).await;
        let crowd = Crowd { organization: at, group: group.id.clone(), users };
        office.store.command(crowd).await.unwrap();
        let before = annals_desk::rights_queries();
        let found = office.desk.group_losses(&operator, &group).await.unwrap();
        (found.users, found.tools, annals_desk::rights_queries() - before)
    };
    let (users, tools, queries) = counted("Crowd", 4_000).await;
    assert_eq!(users, 4_000);
    // Every third has one of the two besides.
    assert_eq!(tools, [(Permission::ReadEvents, 4_000), (Permission::ReadReports, 2_667)]);
    assert_eq!(queries, 3);
}
