//! Who may change whose rights.

use annals_desk::{
    AccountFields, CalendarChange, Error, GroupFields, Holder, NewUser, Role, UserStatus,
};
use annals_model::{Calendar, Module, Permission, Principal, Rights, Scopes};

use crate::{Office, PASSWORD};

fn scopes(permissions: &[Permission]) -> Scopes {
    permissions.iter().copied().collect()
}

fn fields(username: &str) -> AccountFields {
    AccountFields::new(username, username)
}

#[tokio::test]
async fn nobody_gives_what_they_lack() {
    let office = Office::open().await;
    let at = office.at("north");
    let security: Scopes = Module::UserSecurity.rights().collect();
    let clerk = office
        .user_with("north", "clerk", |new| {
            let reads = Rights::here(scopes(&[Permission::ReadEvents]));
            new.rights = Rights::here(security).union(reads);
        })
        .await;
    let by = office.principal(&clerk).await;
    let admin = office.administrator("north", "boss").await;
    let other = office.user("north", "other").await;
    let holder = Holder::User(other.clone());
    let set = |rights| office.desk.set_tool_rights(&by, &holder, Rights::default(), rights);
    let cannot = set(Rights::here(scopes(&[Permission::DeleteEvents]))).await.unwrap_err();
    assert_eq!(cannot.to_string(), "nobody can grant events:delete without having it");
    let cannot = set(Rights::reaching_below(scopes(&[Permission::ReadEvents]))).await.unwrap_err();
    assert_eq!(
        cannot.to_string(),
        "nobody can grant events:read in the organisations below without having it there"
    );
    set(Rights::here(scopes(&[Permission::ReadEvents]))).await.unwrap();
    for role in [Role::Administrators, Role::Auditors] {
        let joined = office.desk.set_member(&by, at, &other.id, &role.group(), true).await;
        assert!(joined.unwrap_err().to_string().starts_with("nobody can grant"), "{role:?}");
    }
    // Nor is someone who may do more taken over, through their account or by being removed.
    let taken = office.desk.change_user(&by, at, &admin.id, 1, fields("boss2")).await;
    assert!(taken.unwrap_err().to_string().starts_with("this account may do more"));
    let gone = office.desk.delete_user(&by, at, &admin.id, 1).await;
    assert!(gone.unwrap_err().to_string().starts_with("this account may do more"));
    // A new account can't be more than its maker either.
    let new = NewUser {
        groups: vec![Role::Administrators.group()],
        ..NewUser::new(at, "made", "made", PASSWORD)
    };
    let made = office.desk.create_user(&by, new).await;
    assert!(made.unwrap_err().to_string().starts_with("nobody can grant"));
    let users = office.desk.users(&by, at).await.unwrap();
    assert_eq!(
        users.iter().map(|user| &*user.username).collect::<Vec<_>>(),
        ["boss", "clerk", "other"]
    );
}

/// Every change × organisations that are not one's own to manage: nothing is found there.
#[tokio::test]
async fn nobody_manages_sideways_or_up() {
    let office = Office::open().await;
    let admin = office.administrator("north", "boss").await;
    let by = office.principal(&admin).await;
    for (at, may) in
        [("north", true), ("n1", true), ("south", false), ("state", false), ("installation", false)]
    {
        let there = office.user(at, &format!("u-{at}")).await;
        let group = office.group(at, &format!("g-{at}")).await;
        let place = office.at(at);
        let holder = Holder::Group(group.clone());
        let one = Rights::here(scopes(&[Permission::ReadEvents]));
        let calendar = Calendar { school: "L".to_owned(), end_year: 2027 };
        let new = NewUser::new(place, &format!("n-{at}"), "new", PASSWORD);
        let named = |name: &str| GroupFields { name: name.to_owned(), ..GroupFields::default() };
        let desk = &office.desk;
        let add = CalendarChange::Add(calendar);
        let outcomes: [(&str, Result<(), Error>); 13] = [
            ("users", desk.users(&by, place).await.map(drop)),
            ("user", desk.user(&by, place, &there.id).await.map(drop)),
            ("groups", desk.groups(&by, place).await.map(drop)),
            ("members", desk.members(&by, &group).await.map(drop)),
            ("rights", desk.tool_rights(&by, &holder).await.map(drop)),
            ("effective", desk.effective_rights(&by, &there).await.map(drop)),
            ("create user", desk.create_user(&by, new).await.map(drop)),
            ("create group", desk.create_group(&by, place, named("new")).await.map(drop)),
            ("member", desk.set_member(&by, place, &there.id, &group.id, true).await),
            ("tools", desk.set_tool_rights(&by, &holder, Rights::default(), one).await),
            ("calendars", desk.change_calendar_rights(&by, &holder, add).await),
            (
                "change user",
                desk.change_user(&by, place, &there.id, 1, fields(&format!("u-{at}")))
                    .await
                    .map(drop),
            ),
            ("delete group", desk.delete_group(&by, place, &group.id, 1).await),
        ];
        for (what, outcome) in outcomes {
            match outcome {
                Ok(()) => assert!(may, "{at}: {what}"),
                Err(error) => {
                    assert!(!may && error.to_string() == "not found", "{at}: {what}: {error}");
                }
            }
        }
        // A user of one organisation is not found through another.
        if at != "north" {
            let through = desk.user(&by, office.at("north"), &there.id).await;
            assert_eq!(through.unwrap_err().to_string(), "not found");
        }
    }
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let office = Office::open().await;
    let (operator, at) = (office.operator(), office.at("north"));
    let last = office.administrator("north", "boss").await;
    let refused = "this is the last active administrator here";
    let disabled = AccountFields { status: UserStatus::Disabled, ..fields("boss") };
    let expired = AccountFields { expires_at: Some(crate::NOW), ..fields("boss") };
    let group = Role::Administrators.group();
    for round in 0..2 {
        let outcomes = [
            office.desk.change_user(&operator, at, &last.id, 1, disabled.clone()).await.map(drop),
            office.desk.change_user(&operator, at, &last.id, 1, expired.clone()).await.map(drop),
            office.desk.delete_user(&operator, at, &last.id, 1).await,
            office.desk.set_member(&operator, at, &last.id, &group, false).await,
        ];
        for outcome in outcomes {
            let error = outcome.unwrap_err().to_string();
            assert!(error.starts_with(refused), "round {round}: {error}");
        }
        // One who can't sign in is no help.
        office
            .user_with("north", &format!("off-{round}"), |new| {
                new.groups = vec![Role::Administrators.group()];
                new.fields.status = UserStatus::Locked;
            })
            .await;
    }
    office.administrator("north", "second").await;
    office.desk.set_member(&operator, at, &last.id, &group, false).await.unwrap();
    office.desk.delete_user(&operator, at, &last.id, 1).await.unwrap();
}

#[tokio::test]
async fn who_is_limited_by_calendars_gives_nothing() {
    let office = Office::open().await;
    let at = office.at("north");
    let clerk = office
        .user_with("north", "clerk", |new| new.rights = Rights::reaching_below(Scopes::all()))
        .await;
    let holder = Holder::User(clerk.clone());
    let calendar = Calendar { school: "Lincoln".to_owned(), end_year: 2027 };
    let add = CalendarChange::Add(calendar.clone());
    office.desk.change_calendar_rights(&office.operator(), &holder, add).await.unwrap();
    let by: Principal = office.principal(&clerk).await;
    assert_eq!(by.rows.calendars, [calendar]);
    let new = NewUser::new(at, "free", "new", PASSWORD);
    let mut errors = vec![office.desk.create_user(&by, new).await.unwrap_err()];
    let lift = office.desk.calendar_rights(&office.operator(), &holder).await.unwrap().remove(0);
    let lift = CalendarChange::Delete(lift);
    errors.push(office.desk.change_calendar_rights(&by, &holder, lift).await.unwrap_err());
    let key = annals_desk::NewKey {
        organization: at,
        name: "key".to_owned(),
        scopes: scopes(&[Permission::ReadEvents]),
        reaches_below: false,
        expires_at: None,
    };
    errors.push(office.desk.create_key(&by, key).await.err().unwrap());
    for error in errors {
        assert!(error.to_string().starts_with("who sees some school years only"), "{error}");
    }
}

/// What was looked up before a change does not outlive it: sessions end, rights go at once.
#[tokio::test]
async fn sessions_follow_the_account() {
    let office = Office::open().await;
    let (operator, at) = (office.operator(), office.at("north"));
    let user = office.user("north", "clerk").await;
    let attempt = || annals_desk::SignIn {
        username: "clerk".to_owned(),
        password: PASSWORD.to_owned(),
        client: annals_desk::Client::default(),
    };
    let (token, _) = office.desk.sign_in(attempt()).await.unwrap().session().unwrap();
    let one = scopes(&[Permission::ReadEvents]);
    office.give(&Holder::User(user.clone()), Rights::here(one)).await;
    let session = office.desk.session(&token.0).await.unwrap().unwrap();
    assert_eq!(session.principal.scopes, one);
    office.give(&Holder::User(user.clone()), Rights::default()).await;
    let session = office.desk.session(&token.0).await.unwrap().unwrap();
    assert!(session.principal.scopes.is_empty());
    for (version, status) in [(1, UserStatus::Locked), (3, UserStatus::Disabled)] {
        let (token, _) = office.desk.sign_in(attempt()).await.unwrap().session().unwrap();
        let stopped = AccountFields { status, ..fields("clerk") };
        office.desk.change_user(&operator, at, &user.id, version, stopped).await.unwrap();
        assert!(office.desk.session(&token.0).await.unwrap().is_none(), "{status:?}");
        let refused = office.desk.sign_in(attempt()).await.err().unwrap();
        assert!(matches!(refused, Error::WrongCredentials), "{refused}");
        let again = fields("clerk");
        office.desk.change_user(&operator, at, &user.id, version + 1, again).await.unwrap();
    }
    assert!(office.desk.sign_in(attempt()).await.is_ok());
}
