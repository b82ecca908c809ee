//! Open sessions: who sees them, who ends them, and what is told of it.

use annals_desk::{Error, SESSIONS_OF_USER_MAX, SessionId, WhichSessions};
use annals_model::{Permission, Principal, Rights, Scopes};

use crate::{Office, PASSWORD, line};

const MINUTE_MS: i64 = 60_000;

fn lines(office: &Office, at: &str) -> Vec<String> {
    office.told(at).iter().map(line).filter(|line| line.contains("| session")).collect()
}

fn may(permissions: &[Permission]) -> Scopes {
    permissions.iter().copied().collect()
}

async fn holds(office: &Office, token: &annals_desk::SessionToken) -> bool {
    office.desk.session_unused(&token.0).await.unwrap().is_some()
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let office = Office::open().await;
    let user = office.user("north", "clerk").await;
    let mut begun = Vec::new();
    for ip in ["192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::4"] {
        begun.push(office.sign_in("clerk", PASSWORD, ip).await.unwrap());
        office.clock.advance(MINUTE_MS);
    }
    let own = begun[1].1.clone();
    let list = async || {
        let found = office.desk.sessions_of(&own.principal, &user).await.unwrap();
        found.into_iter().map(|one| one.ip.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(list().await, ["2001:db8::4", "192.0.2.3", "192.0.2.2", "192.0.2.1"]);
    let first = office.desk.sessions_of(&own.principal, &user).await.unwrap().pop().unwrap();
    assert_eq!(first.user_agent.as_deref(), Some("Test/1"));
    assert_eq!((first.username.as_str(), first.began_at), ("clerk", crate::NOW));

    let end = async |which| office.desk.end_sessions(&own, &user, which).await.unwrap();
    let one = || WhichSessions::One(SessionId(begun[0].1.session_id.clone()));
    assert_eq!((end(one()).await, end(one()).await), (1, 0));
    assert!(!holds(&office, &begun[0].0).await && holds(&office, &begun[2].0).await);
    assert_eq!(end(WhichSessions::AllBut(SessionId(own.session_id.clone()))).await, 2);
    assert_eq!(list().await, ["192.0.2.2"]);
    assert!(holds(&office, &begun[1].0).await && !holds(&office, &begun[3].0).await);
    let told = |at: &str| format!("UserAccount change | User Name: clerk | session {at} > -");
    assert_eq!(
        lines(&office, "north"),
        [
            told("2026-01-01T00:00:00.000Z, 192.0.2.1"),
            told("2026-01-01T00:03:00.000Z, 2001:db8::4"),
            told("2026-01-01T00:02:00.000Z, 192.0.2.3"),
        ]
    );
    let entries = office.told("north");
    let ended: Vec<_> =
        entries.iter().filter(|one| one.action.ends_with("session.ended")).collect();
    assert_eq!(ended[0].correlation_id, None);
    assert!(ended[1].correlation_id.is_some());
    assert_eq!(ended[1].correlation_id, ended[2].correlation_id);
    assert_eq!(ended[0].label, "Ended Session");
}

#[tokio::test]
async fn nobody_ends_sessions_of_those_who_may_do_more() {
    let office = Office::open().await;
    let chief = office.administrator("north", "chief").await;
    let (_, session) = office.sign_in("chief", PASSWORD, "192.0.2.1").await.unwrap();
    let id = SessionId(session.session_id.clone());
    let helper = office
        .user_with("north", "helper", |new| {
            new.rights = Rights::here(may(&[Permission::ManageUsers, Permission::ReadUsers]));
        })
        .await;
    let helper = office.principal(&helper).await;
    let sideways = office.administrator("south", "other").await;
    let sideways = office.principal(&sideways).await;
    let clerk = office.user("north", "clerk").await;
    let nobody = office.principal(&clerk).await;
    let above = office.administrator("state", "above").await;
    let above = office.principal(&above).await;
    let below = office.administrator("n1", "below").await;
    let below = office.principal(&below).await;
    let refused = async |by: &Principal| {
        let error = match office.desk.sessions_of(by, &chief).await {
            Err(error) => error,
            Ok(found) => panic!("{found:?}"),
        };
        let ended = office.desk.end_sessions(by, &chief, WhichSessions::All).await.unwrap_err();
        assert_eq!(ended.to_string(), error.to_string());
        error
    };
    assert!(refused(&helper).await.to_string().starts_with("this account may do more"));
    for by in [&sideways, &nobody, &below] {
        assert!(matches!(refused(by).await, Error::NotAllowed));
        assert!(office.desk.owner_of_session(by, &id).await.is_err());
        assert!(office.desk.sessions_in(by, office.at("north")).await.is_err());
    }
    // Whoever may manage some of them sees those, and their own.
    let seen = office.desk.sessions_in(&helper, office.at("north")).await.unwrap();
    let mut seen: Vec<_> = seen.into_iter().map(|one| one.username).collect();
    seen.sort_unstable();
    assert_eq!(seen, ["clerk", "helper"]);
    assert_eq!(lines(&office, "north"), [""; 0]);
    assert_eq!(office.desk.owner_of_session(&above, &id).await.unwrap(), chief);
    let ended = office.desk.end_sessions(&above, &chief, WhichSessions::One(id)).await.unwrap();
    assert_eq!((ended, lines(&office, "north").len()), (1, 1));
}

#[tokio::test]
async fn what_has_ended_by_itself_is_neither_listed_nor_told() {
    let office = Office::open().await;
    let user = office.user("north", "clerk").await;
    office.sign_in("clerk", PASSWORD, "192.0.2.1").await.unwrap();
    office.clock.advance(12 * 60 * MINUTE_MS);
    let operator = office.operator();
    assert_eq!(office.desk.sessions_of(&operator, &user).await.unwrap(), []);
    let ended = office.desk.end_sessions(&operator, &user, WhichSessions::All).await.unwrap();
    assert_eq!((ended, lines(&office, "north").len()), (0, 0));
}

#[tokio::test]
async fn one_session_too_many_ends_the_one_that_was_used_least_recently() {
    let office = Office::open().await;
    let user = office.user("north", "clerk").await;
    let mut tokens = Vec::new();
    for _ in 0..=SESSIONS_OF_USER_MAX {
        tokens.push(office.sign_in("clerk", PASSWORD, "192.0.2.1").await.unwrap().0);
        office.clock.advance(1_000);
    }
    let listed = office.desk.sessions_of(&office.operator(), &user).await.unwrap();
    assert_eq!(listed.len(), SESSIONS_OF_USER_MAX as usize);
    assert!(!holds(&office, &tokens[0]).await && holds(&office, &tokens[1]).await);
    let told = "UserAccount change | User Name: clerk \
                | session 2026-01-01T00:00:00.000Z, 192.0.2.1 > -";
    assert_eq!(lines(&office, "north"), [told]);
}

/// Whatever ends sessions beside what it is for tells of each, and only when it is done.
#[tokio::test]
async fn sessions_end_with_the_account() {
    let office = Office::open().await;
    let (operator, at) = (office.operator(), office.at("north"));
    let user = office.user("north", "clerk").await;
    office.sign_in("clerk", PASSWORD, "192.0.2.1").await.unwrap();
    let new = "another long password".to_owned();
    office.desk.set_password(&operator, at, &user.id, new.clone(), false).await.unwrap();
    assert_eq!(lines(&office, "north").len(), 1);
    office.sign_in("clerk", &new, "192.0.2.2").await.unwrap();
    office.desk.delete_user(&operator, at, &user.id, 1).await.unwrap();
    let told: Vec<_> = office.told("north").iter().map(line).collect();
    assert_eq!(
        told[told.len() - 2..],
        [
            "UserAccount change | User Name: clerk \
             | session 2026-01-01T00:00:00.000Z, 192.0.2.2 > -",
            "UserAccount delete | User Name: clerk",
        ]
    );
}
