//! Other passwords: by oneself, by a manager, with a link; and what has to be done first.

use annals_desk::{AccountFields, Error, RESET_LINK_HOURS, Required, UserStatus};
use annals_model::{Permission, Rights};

use crate::{Office, PASSWORD, from, line};

const NEW: &str = "a sentence is better";
const IP: &str = "192.0.2.1";

fn lines(office: &Office, before: usize) -> Vec<String> {
    office.told("north").iter().map(line).skip(before).collect()
}

#[tokio::test]
async fn ones_own_password_takes_the_old_one() {
    let office = Office::open().await;
    let user =
        office.user_with("north", "clerk", |new| new.fields.must_change_password = true).await;
    let (token, who) = office.sign_in("clerk", PASSWORD, IP).await.unwrap();
    let (other, _) = office.sign_in("clerk", PASSWORD, "192.0.2.2").await.unwrap();
    assert_eq!(who.required, Some(Required::Password));
    let session = office.desk.session(&token.0).await.unwrap().unwrap();
    assert_eq!(session.required, Some(Required::Password));
    let before = office.told("north").len();
    let change = async |old: &str, new: &str| {
        let (old, new) = (old.to_owned(), new.to_owned());
        office.desk.change_own_password(&who, &from(IP), old, new).await
    };
    let wrong = change("not the password", NEW).await.unwrap_err();
    assert!(matches!(wrong, Error::WrongCredentials), "{wrong}");
    for (new, why) in [
        ("short", "a password has 10 to 1000 characters"),
        (PASSWORD, "the new password is the old one; choose another"),
    ] {
        assert_eq!(change(PASSWORD, new).await.unwrap_err().to_string(), why);
    }
    assert_eq!(lines(&office, before), [""; 0]);
    change(PASSWORD, NEW).await.unwrap();
    assert_eq!(
        lines(&office, before),
        [
            "UserAccount change | User Name: clerk | password - > - \
             | must_change_password true > false",
            "UserAccount change | User Name: clerk \
             | session 2026-01-01T00:00:00.000Z, 192.0.2.2 > -",
        ]
    );
    let session = office.desk.session(&token.0).await.unwrap().unwrap();
    assert_eq!((session.required, session.user.version), (None, user.version + 1));
    assert!(office.desk.session(&other.0).await.unwrap().is_none());
    assert!(office.sign_in("clerk", PASSWORD, IP).await.is_err());
    assert!(office.sign_in("clerk", NEW, IP).await.is_ok());
}

#[tokio::test]
async fn a_manager_sets_a_password_that_has_to_be_changed() {
    let office = Office::open().await;
    let user = office.user("north", "clerk").await;
    let (operator, at) = (office.operator(), office.at("north"));
    let set = async |must_change| {
        office.desk.set_password(&operator, at, &user.id, NEW.to_owned(), must_change).await
    };
    for (must_change, required) in
        [(false, None), (true, Some(Required::Password)), (false, Some(Required::Password))]
    {
        set(must_change).await.unwrap();
        assert_eq!(office.sign_in("clerk", NEW, IP).await.unwrap().1.required, required);
    }
}

#[tokio::test]
async fn a_link_is_used_once() {
    let office = Office::open().await;
    let user = office.administrator("north", "chief").await;
    let above = office.administrator("state", "above").await;
    let above = office.principal(&above).await;
    let at = office.at("north");
    let (session, _) = office.sign_in("chief", PASSWORD, IP).await.unwrap();
    let before = office.told("north").len();
    let make = async || office.desk.make_reset_link(&above, at, &user.id).await.unwrap();
    let older = make().await.token.0;
    office.clock.advance(1_000);
    let link = make().await;
    let token = link.token.0;
    let whose = async |token: &str| office.desk.user_of_reset_link(token, &from(IP)).await;
    assert!(matches!(whose(&older).await, Err(Error::NotFound)), "a newer one ends it");
    assert_eq!(whose(&token).await.unwrap(), user);
    assert!(office.desk.session(&session.0).await.unwrap().is_some(), "nothing ends before");
    let reset = async |token: &str, new: &str| {
        office.desk.reset_password(token, &from(IP), new.to_owned()).await
    };
    let short = reset(&token, "short").await.unwrap_err();
    assert_eq!(short.to_string(), "a password has 10 to 1000 characters");
    reset(&token, NEW).await.unwrap();
    assert!(matches!(reset(&token, NEW).await, Err(Error::NotFound)), "it was used");
    assert!(office.desk.session(&session.0).await.unwrap().is_none());
    assert!(office.sign_in("chief", NEW, IP).await.is_ok());
    let (first, second) = ("until 2026-01-02T00:00:00.000Z", "until 2026-01-02T00:00:01.000Z");
    assert_eq!(
        lines(&office, before),
        [
            format!("UserAccount change | User Name: chief | reset_link - > {first}"),
            format!("UserAccount change | User Name: chief | reset_link {first} > {second}"),
            format!(
                "UserAccount change | User Name: chief | password - > - | reset_link {second} > -"
            ),
            "UserAccount change | User Name: chief \
             | session 2026-01-01T00:00:00.000Z, 192.0.2.1 > -"
                .to_owned(),
        ]
    );
    let told = office.told("north");
    assert_eq!(told[before].actor.username, None, "who made it is the manager");
    assert_eq!(told[before].label, "Made Password Reset Link");
    assert_eq!(told[before + 2].actor.username.as_deref(), Some("chief"));
    // Neither the entries nor any file has what stands in a link.
    office.store.close().await;
    for file in std::fs::read_dir(office.folder.path()).unwrap() {
        let path = file.unwrap().path();
        let Ok(bytes) = std::fs::read(&path) else { continue };
        for token in [&older, &token] {
            let found = bytes.windows(token.len()).any(|part| part == token.as_bytes());
            assert!(!found, "{}", path.display());
        }
    }
}

#[tokio::test]
async fn a_link_ends_by_itself_and_with_what_it_is_for() {
    let office = Office::open().await;
    let (operator, at) = (office.operator(), office.at("north"));
    let user = office.user("north", "clerk").await;
    let make = async || office.desk.make_reset_link(&operator, at, &user.id).await.unwrap().token.0;
    let holds = async |token: &str| {
        let found = office.desk.user_of_reset_link(token, &from(IP)).await;
        // Attempts with links that hold no longer wait; these are not about that.
        office.clock.advance(15 * 60_000);
        found.is_ok()
    };
    let token = make().await;
    office.desk.set_password(&operator, at, &user.id, NEW.to_owned(), false).await.unwrap();
    assert!(!holds(&token).await, "another password");
    let token = make().await;
    let locked = AccountFields {
        status: UserStatus::Locked,
        ..AccountFields::new("clerk", "clerk in person")
    };
    office.desk.change_user(&operator, at, &user.id, 1, locked).await.unwrap();
    assert!(!holds(&token).await, "may not sign in");
    let fields = AccountFields::new("clerk", "clerk in person");
    office.desk.change_user(&operator, at, &user.id, 2, fields).await.unwrap();
    assert!(holds(&token).await, "may again");
    let token = make().await;
    let day_ms = i64::from(RESET_LINK_HOURS) * 60 * 60_000;
    office.clock.advance(day_ms - 1);
    assert!(office.desk.user_of_reset_link(&token, &from(IP)).await.is_ok());
    office.clock.advance(1);
    assert!(!holds(&token).await, "a day");
    office.desk.delete_user(&operator, at, &user.id, 3).await.unwrap();
}

#[tokio::test]
async fn nobody_takes_an_account_over() {
    let office = Office::open().await;
    let at = office.at("north");
    let chief = office.administrator("north", "chief").await;
    let manages = [Permission::ManageUsers, Permission::ReadUsers];
    let helper = office
        .user_with("north", "helper", |new| {
            new.rights = Rights::here(manages.into_iter().collect());
        })
        .await;
    let by = office.principal(&helper).await;
    let sideways = office.administrator("south", "other").await;
    let sideways = office.principal(&sideways).await;
    let link = async |by: &annals_model::Principal, id| {
        office.desk.make_reset_link(by, at, id).await.err().unwrap().to_string()
    };
    let set = async |by: &annals_model::Principal, id| {
        let new = NEW.to_owned();
        office.desk.set_password(by, at, id, new, false).await.unwrap_err().to_string()
    };
    let own = "change your own password with the old one, on the page of your account";
    for (by, id, why) in [
        (&by, &chief.id, "this account may do more"),
        (&sideways, &chief.id, "not found"),
        (&by, &helper.id, own),
    ] {
        for error in [link(by, id).await, set(by, id).await] {
            assert!(error.starts_with(why), "{error}");
        }
    }
}
