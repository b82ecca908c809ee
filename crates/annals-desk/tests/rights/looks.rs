//! Names in which something hides, and those that look like others.

use annals_desk::{AccountFields, Error, Grounds, GroupFields, NewUser, Refusal, RightsRefusal};
use annals_store::{Command, CommandError, Transaction};

use crate::{Office, PASSWORD};

fn refusal<T: std::fmt::Debug>(done: Result<T, Error>) -> Refusal {
    match done {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn no_two_usernames_look_the_same() {
    let office = Office::open().await;
    let (desk, operator) = (&office.desk, office.operator());
    let ada = office.user("north", "ada.reyes1").await;
    let create = async |username: &str| {
        desk.create_user(&operator, NewUser::new(office.at("south"), username, "A", PASSWORD)).await
    };
    for username in
        ["аdа.rеyеs1", "ada.reyesl", "ADA.reyes1", "ada.rey\u{200B}es1", "ada.reyes1\u{202E}"]
    {
        let refused = refusal(create(username).await);
        let expected = if username.is_ascii() { Grounds::State } else { Grounds::Value };
        assert_eq!(refused.grounds(), expected, "{username:?} {refused}");
    }
    // All of one script, so that only its look is wrong.
    create("сора").await.unwrap();
    let looks = Refusal::from(RightsRefusal::UsernameLooksTaken);
    assert_eq!(refusal(create("copa").await), looks);
    // By another name as by a new account; the old name is free then.
    let bob = create("bob").await.unwrap();
    let rename = async |version, username: &str| {
        let fields = AccountFields::new(username, "B");
        desk.change_user(&operator, bob.organization, &bob.id, version, fields).await
    };
    assert_eq!(refusal(rename(1, "сopa").await).grounds(), Grounds::Value);
    assert_eq!(refusal(rename(1, "copa").await), looks);
    rename(1, "bert").await.unwrap();
    create("bob").await.unwrap();
    // One's own look is no other's.
    let fields = AccountFields::new("Ada.Reyes1", "Ada");
    desk.change_user(&operator, ada.organization, &ada.id, 1, fields).await.unwrap();
}

/// An account of an Annals that took any username, whose look nobody noted.
struct Older(&'static str);

impl Command for Older {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        sqlx::query(
            "UPDATE desk_user SET username = $1, username_key = $1, username_look = NULL
             WHERE username_key = 'older'",
        )
        .bind(self.0)
        .execute(transaction.sql())
        .await?;
        Ok(())
    }
}

#[tokio::test]
async fn older_usernames_stay_and_count() {
    let office = Office::open().await;
    let (desk, operator) = (&office.desk, office.operator());
    let older = office.user("north", "older").await;
    office.store.command(Older("p\u{0430}ul")).await.unwrap();
    let new = NewUser::new(office.at("north"), "paul", "P", PASSWORD);
    let refused = refusal(desk.create_user(&operator, new).await);
    assert_eq!(refused, RightsRefusal::UsernameLooksTaken.into());
    // Whoever has such a name keeps it while all else is changed.
    let old = desk.user(&operator, older.organization, &older.id).await.unwrap();
    let fields = AccountFields { role: Some("Nurse".to_owned()), ..old.fields() };
    let kept = desk.change_user(&operator, old.organization, &old.id, old.version, fields).await;
    assert_eq!(kept.unwrap().username, "p\u{0430}ul");
}

#[tokio::test]
async fn names_hide_nothing() {
    let office = Office::open().await;
    let (desk, operator, at) = (&office.desk, office.operator(), office.at("north"));
    let group = async |name: &str, description: &str| {
        let (name, description) = (name.to_owned(), description.to_owned());
        let fields = GroupFields { name, description, ..GroupFields::default() };
        desk.create_group(&operator, at, fields).await
    };
    let nurses = group("Nurses", "Health\noffice").await.unwrap();
    for (name, description, expected) in [
        ("Nur\u{200B}ses", "", "U+200B"),
        ("\u{202E}sesruN", "", "U+202E"),
        ("Others", "a\u{2066}b", "U+2066"),
    ] {
        let refused = refusal(group(name, description).await);
        assert!(refused.to_string().contains(expected), "{refused}");
        assert_eq!(refused.grounds(), Grounds::Value);
    }
    for taken in ["Nur\u{0455}es", "NURSES", "\u{0410}dministrators"] {
        let refused = refusal(group(taken, "").await);
        assert!(matches!(refused, Refusal::Rights(RightsRefusal::NameTaken { .. })), "{refused}");
    }
    group("Cooks", "").await.unwrap();
    let cooks = GroupFields { name: "Co\u{043E}ks".to_owned(), ..GroupFields::default() };
    let renamed = desk.change_group(&operator, at, &nurses.id, 1, cooks).await;
    assert!(matches!(refusal(renamed), Refusal::Rights(RightsRefusal::NameTaken { .. })));
    // What is shown of a person is free of them, too.
    let fields = AccountFields::new("zed", "Zed\u{2067}");
    let new = NewUser { fields, ..NewUser::new(at, "", "", PASSWORD) };
    assert!(refusal(desk.create_user(&operator, new).await).to_string().contains("U+2067"));
}
