//! Passkeys: made, shown once, refused when anything about them is wrong, and told.

use annals_desk::{
    CEREMONY_MINUTES, Entered, Error, NewValue, Passkey, PasskeyToken, PreferenceChange, Proof,
    RECOVERY_CODES, RecoveryCodes, Required, SessionToken, SignedIn, Site, User, UserStatus,
    WRONG_CODES_MAX,
};
use annals_model::limits::{PASSKEY_NAME_CHARS_MAX, PASSKEYS_OF_USER_MAX};
use annals_model::{Clock, EVERYONE, Millis, Preference, PreferenceValue, Principal};
use annals_testkit::Authenticator;

use crate::second_factor::proof;
use crate::{Office, PASSWORD, from, line};

const IP: &str = "192.0.2.1";
const ORIGIN: &str = "https://log.example";
const MINUTE_MS: i64 = 60_000;

fn site() -> Site {
    Site::parse(ORIGIN).unwrap()
}

type Session = (SessionToken, SignedIn);

impl Office {
    /// Adds a passkey for whoever is signed in.
    async fn add(
        &self,
        device: &mut Authenticator,
        who: &SignedIn,
        name: &str,
        proof: Proof,
    ) -> annals_desk::Result<Option<RecoveryCodes>> {
        self.desk.begin_passkey(who, &from(IP), &site(), name, proof).await?;
        let begun = self.desk.passkey_begun(who).unwrap();
        assert_eq!(begun.name, name);
        let answer = device.create(&begun.options);
        self.clock.advance(1);
        self.desk.add_passkey(who, &from(IP), &site(), &answer).await
    }

    /// A user with one passkey: their session, the device, their recovery codes.
    async fn modern(&self, username: &str) -> (User, SignedIn, Authenticator, RecoveryCodes) {
        let user = self.user("north", username).await;
        let (_, who) = self.sign_in(username, PASSWORD, IP).await.unwrap();
        let mut device = Authenticator::new(ORIGIN);
        let codes = self.add(&mut device, &who, "Phone", proof(PASSWORD, "")).await.unwrap();
        (user, who, device, codes.unwrap())
    }

    fn asked(&self) -> (PasskeyToken, String) {
        self.desk.ask_to_sign_in(&site(), &from(IP)).unwrap()
    }

    async fn show(&self, token: &PasskeyToken, answer: &str) -> annals_desk::Result<Session> {
        let shown = self.desk.sign_in_with_passkey(&site(), token, answer, from(IP)).await;
        // Failures wait: by the clock of the machine, which tests don't.
        self.clock.advance(15 * MINUTE_MS);
        shown
    }

    async fn sign_in_with(&self, device: &mut Authenticator) -> annals_desk::Result<Session> {
        let (token, options) = self.asked();
        let answer = device.show(&options);
        self.show(&token, &answer).await
    }

    async fn known(&self, by: &Principal, user: &User) -> Vec<Passkey> {
        let factor = self.desk.second_factor(by, user).await.unwrap();
        factor.map(|factor| factor.passkeys).unwrap_or_default()
    }

    fn passkey_lines(&self) -> Vec<String> {
        self.told("north").iter().map(line).filter(|line| line.contains("passkey")).collect()
    }

    /// Why sign-ins failed.
    fn failures(&self, at: &str) -> Vec<String> {
        let told = self.told_all(at).into_iter();
        let failed = told.filter(|event| event.action == "annals.session.sign_in_failed");
        failed.map(|event| event.reason.unwrap_or_default()).collect()
    }
}

fn is_wrong(result: annals_desk::Result<Session>) -> bool {
    matches!(result.err(), Some(Error::WrongPasskey))
}

#[tokio::test]
async fn it_signs_in_without_a_password_and_counts_as_both() {
    let office = Office::open().await;
    let (user, who, mut device, codes) = office.modern("clerk").await;
    assert_eq!(codes.0.len(), RECOVERY_CODES);
    let value = Some(NewValue::Own(PreferenceValue::Choice(EVERYONE)));
    let change = PreferenceChange { value, ..PreferenceChange::default() };
    let (operator, at) = (office.operator(), office.at("north"));
    let preference = Preference::SecondFactor;
    office.desk.change_preference(&operator, at, preference, change).await.unwrap();

    let (session, entered) = office.sign_in_with(&mut device).await.unwrap();
    assert_eq!((&entered.user.id, entered.required), (&user.id, None));
    let found = office.desk.session(&session.0).await.unwrap().unwrap();
    assert_eq!((found.user.id, found.required), (user.id, None));
    let factor = office.desk.second_factor(&who.principal, &who.user).await.unwrap().unwrap();
    assert_eq!((factor.app, factor.passkeys.len(), factor.recovery_codes), (None, 1, 10));
    let passkey = &factor.passkeys[0];
    assert_eq!((&*passkey.name, &*passkey.site), ("Phone", "log.example"));
    assert!(passkey.last_used_at.is_some());
    assert_eq!(
        office.passkey_lines(),
        ["UserAccount change | User Name: clerk | passkey - > Phone | recovery_codes - > 10"]
    );
    let told = office.told_all("north");
    let signed_in = told.iter().rfind(|event| event.action == "annals.session.signed_in").unwrap();
    assert_eq!(line(signed_in), "- other | Passkey: Phone");

    // The password alone opens nothing any more; a recovery code stands in for the device.
    let token = office.awaited("clerk").await;
    office.enter(&token, &codes.0[0]).await.unwrap();
    let token = office.awaited("clerk").await;
    assert!(matches!(office.enter(&token, &codes.0[0]).await, Err(Error::WrongCode)));
}

#[tokio::test]
async fn what_is_shown_counts_once_for_its_own_question() {
    let office = Office::open().await;
    let (_, _, mut device, _) = office.modern("clerk").await;
    let (token, options) = office.asked();
    let answer = device.show(&options);
    office.show(&token, &answer).await.unwrap();
    assert!(matches!(office.show(&token, &answer).await, Err(Error::SignInOver)), "replayed");

    let (other, _) = office.asked();
    assert!(is_wrong(office.show(&other, &answer).await), "to another question");
    let (token, options) = office.asked();
    let answer = device.show(&options);
    let long = format!("{answer}{}", " ".repeat(32 * 1024));
    assert!(is_wrong(office.show(&token, &long).await));
    let (token, options) = office.asked();
    let answer = device.show(&options);
    assert!(is_wrong(office.show(&token, "{}").await));
    assert!(matches!(office.show(&token, &answer).await, Err(Error::SignInOver)), "used up");

    let (token, options) = office.asked();
    let answer = device.show(&options);
    office.clock.advance(i64::from(CEREMONY_MINUTES) * MINUTE_MS);
    assert!(matches!(office.show(&token, &answer).await, Err(Error::SignInOver)), "too late");
    let never = PasskeyToken("never-was".to_owned());
    assert!(matches!(office.show(&never, &answer).await, Err(Error::SignInOver)));
    assert_eq!(office.failures("north"), ["the passkey answered another sign-in"]);
    assert_eq!(office.failures("installation"), ["unknown passkey"; 2]);
}

#[tokio::test]
async fn what_is_wrong_about_a_passkey_is_refused_and_told() {
    let office = Office::open().await;
    let (_, _, mut device, _) = office.modern("clerk").await;
    type Twist = fn(&mut Authenticator);
    let twists: [(Twist, Twist, &str); 4] = [
        (
            |device| device.origin = "https://log.example.evil".to_owned(),
            |device| device.origin = ORIGIN.to_owned(),
            "the passkey was shown to another address",
        ),
        (
            |device| device.origin = "https://log.example:8443".to_owned(),
            |device| device.origin = ORIGIN.to_owned(),
            "the passkey was shown to another address",
        ),
        (
            |device| device.rp_id = Some("other.example".to_owned()),
            |device| device.rp_id = None,
            "the passkey was shown to another address",
        ),
        (
            |device| device.verifies = false,
            |device| device.verifies = true,
            "the device did not verify who used the passkey",
        ),
    ];
    let mut reasons = Vec::new();
    for (twist, back, reason) in twists {
        twist(&mut device);
        assert!(is_wrong(office.sign_in_with(&mut device).await), "{reason}");
        back(&mut device);
        reasons.push(reason);
    }
    // What says to be it and isn't: another key, and another user.
    let (_, _, mut other, _) = office.modern("other").await;
    let swap = |mine: &str, theirs: &str, field: &str| {
        let (mut mine, theirs): (serde_json::Value, serde_json::Value) =
            (serde_json::from_str(mine).unwrap(), serde_json::from_str(theirs).unwrap());
        match field {
            "id" => {
                mine["id"] = theirs["id"].clone();
                mine["rawId"] = theirs["rawId"].clone();
            }
            field => mine["response"][field] = theirs["response"][field].clone(),
        }
        mine.to_string()
    };
    for field in ["id", "userHandle", "signature", "authenticatorData"] {
        let (token, options) = office.asked();
        other.counter += 3;
        let answer = swap(&device.show(&options), &other.show(&options), field);
        assert!(is_wrong(office.show(&token, &answer).await), "{field}");
        reasons.push("wrong passkey");
    }
    let missing = |answer: &str| {
        let mut answer: serde_json::Value = serde_json::from_str(answer).unwrap();
        answer["response"]["userHandle"] = serde_json::Value::Null;
        answer.to_string()
    };
    let (token, options) = office.asked();
    let answer = missing(&device.show(&options));
    assert!(is_wrong(office.show(&token, &answer).await), "nobody says whose it is");
    reasons.push("wrong passkey");
    assert_eq!(office.failures("north"), reasons);
    // Nothing of it is worse for that.
    office.sign_in_with(&mut device).await.unwrap();
}

#[tokio::test]
async fn a_copy_is_found_out_by_its_counter() {
    let office = Office::open().await;
    let user = office.user("north", "clerk").await;
    let (_, who) = office.sign_in("clerk", PASSWORD, IP).await.unwrap();
    let mut device = Authenticator::new(ORIGIN);
    device.counter = 7;
    office.add(&mut device, &who, "Key", proof(PASSWORD, "")).await.unwrap();
    office.sign_in_with(&mut device).await.unwrap();
    office.sign_in_with(&mut device).await.unwrap();
    device.counter = 7;
    assert!(is_wrong(office.sign_in_with(&mut device).await), "as it was before");
    assert!(is_wrong(office.sign_in_with(&mut device).await), "as the last one was");
    let copied = "the counter of the passkey went back: there may be a copy of it";
    assert_eq!(office.failures("north"), [copied, copied]);
    let told = office.told_all("north");
    let failed = told.iter().rfind(|event| event.outcome == annals_model::Outcome::Failure);
    assert!(failed.unwrap().critical, "it stands out");
    assert_eq!(failed.unwrap().actor.id, Some(user.id.0));
    office.sign_in_with(&mut device).await.unwrap();
}

#[tokio::test]
async fn who_may_not_sign_in_does_not_with_a_passkey_either() {
    let office = Office::open().await;
    let (operator, at) = (office.operator(), office.at("north"));
    let (user, who, mut device, _) = office.modern("clerk").await;
    let fields = user.fields();
    let over = Some(Millis(office.clock.now().0 + MINUTE_MS));
    let with =
        |status, expires_at| annals_desk::AccountFields { status, expires_at, ..user.fields() };
    for (version, (changed, reason)) in [
        (with(UserStatus::Disabled, None), "the account is disabled"),
        (with(UserStatus::Locked, None), "the account is locked"),
        (with(UserStatus::Active, over), "the account has expired"),
    ]
    .into_iter()
    .enumerate()
    {
        let version = version as i64 * 2 + 1;
        office.desk.change_user(&operator, at, &user.id, version, changed).await.unwrap();
        office.clock.advance(2 * MINUTE_MS);
        assert!(is_wrong(office.sign_in_with(&mut device).await));
        assert_eq!(office.failures("north").pop().unwrap(), reason);
        let back = fields.clone();
        office.desk.change_user(&operator, at, &user.id, version + 1, back).await.unwrap();
    }
    let closed = |is_closed| annals_desk::OrganizationFields {
        is_closed: Some(is_closed),
        ..Default::default()
    };
    office.desk.change_organization(&operator, at, closed(true), closed(false)).await.unwrap();
    let refused = office.sign_in_with(&mut device).await.err().unwrap();
    assert!(matches!(refused, Error::OrganizationClosed), "{refused}");
    office.desk.change_organization(&operator, at, closed(false), closed(true)).await.unwrap();

    office.desk.set_password(&operator, at, &user.id, PASSWORD.to_owned(), true).await.unwrap();
    let (_, entered) = office.sign_in_with(&mut device).await.unwrap();
    assert_eq!(entered.required, Some(Required::Password), "what has to be done is still to do");

    let (token, options) = office.asked();
    let answer = device.show(&options);
    let id = office.known(&who.principal, &user).await[0].id.clone();
    let code = office.desk.ask_to_confirm(&entered, &site()).await.unwrap();
    let sure = Proof::Passkey { answer: device.show(&code) };
    office.desk.remove_passkey(&entered, &from(IP), Some(&site()), &id, sure).await.unwrap();
    assert!(is_wrong(office.show(&token, &answer).await), "removed while it was asked for");
    office.desk.delete_user(&operator, at, &user.id, 8).await.unwrap();
    assert!(is_wrong(office.sign_in_with(&mut device).await));
}

#[tokio::test]
async fn it_is_a_second_step_after_the_password_of_its_user() {
    let office = Office::open().await;
    let (user, who, mut device, codes) = office.modern("clerk").await;
    let (_, _, mut foreign, _) = office.modern("other").await;
    let step = async |device: &mut Authenticator, token: &str| {
        let options = office.desk.ask_for_second_step(&site(), token).await?;
        let answer = device.show(&options);
        let entered = office.desk.enter_passkey(&site(), token, &answer, from(IP)).await;
        office.clock.advance(15_000);
        entered
    };
    let token = office.awaited("clerk").await;
    let steps = office.desk.second_steps(&token.0).await.unwrap().unwrap();
    assert_eq!((steps.app, steps.passkey), (false, true));
    assert!(is_wrong(step(&mut foreign, &token.0).await), "of another user");
    // Where the user is known, devices may leave out who it is.
    device.says_user = false;
    let (_, entered) = step(&mut device, &token.0).await.unwrap();
    assert_eq!(entered.user.id, user.id);
    let over = step(&mut device, &token.0).await.err().unwrap();
    assert!(matches!(over, Error::SignInOver), "{over}");
    assert!(office.desk.second_steps(&token.0).await.unwrap().is_none());

    // One app more: either will do.
    let needs = office.desk.begin_second_factor(&who, &from(IP), None, proof(PASSWORD, "")).await;
    assert!(matches!(needs, Err(Error::WrongCode)), "a code as well");
    let sure = proof(PASSWORD, &codes.0[0]);
    office.desk.begin_second_factor(&who, &from(IP), None, sure).await.unwrap();
    let secret = office.desk.second_factor_set_up(&who).await.unwrap().unwrap().secret;
    let code = office.code(&secret, 0);
    office.desk.confirm_second_factor(&who, &from(IP), &code).await.unwrap();
    let token = office.awaited("clerk").await;
    let steps = office.desk.second_steps(&token.0).await.unwrap().unwrap();
    assert_eq!((steps.app, steps.passkey), (true, true));
    step(&mut device, &token.0).await.unwrap();
    office.clock.advance(30_000);
    let token = office.awaited("clerk").await;
    office.enter(&token, &office.code(&secret, 0)).await.unwrap();

    let token = office.awaited("clerk").await;
    for _ in 0..WRONG_CODES_MAX {
        assert!(is_wrong(step(&mut foreign, &token.0).await));
        office.clock.advance(-15_000);
    }
    let over = step(&mut device, &token.0).await.err().unwrap();
    assert!(matches!(over, Error::SignInOver), "{over}");
}

#[tokio::test]
async fn changes_take_what_signing_in_takes() {
    let office = Office::open().await;
    let (user, who, mut device, codes) = office.modern("clerk").await;
    let (client, desk) = (from(IP), &office.desk);
    let mut second = Authenticator::new(ORIGIN);
    let wrong = office.add(&mut second, &who, "Key", proof("not the one", "")).await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)));
    assert!(desk.passkey_begun(&who).is_none());
    for code in ["", "000000"] {
        let wrong = office.add(&mut second, &who, "Key", proof(PASSWORD, code)).await;
        assert!(matches!(wrong, Err(Error::WrongCode)), "{code}");
    }
    // With a code, and with the passkey that is there; no codes are made again.
    let sure = proof(PASSWORD, &codes.0[0]);
    assert!(office.add(&mut second, &who, "Key", sure).await.unwrap().is_none());
    let mut third = Authenticator::new(ORIGIN);
    let options = desk.ask_to_confirm(&who, &site()).await.unwrap();
    let sure = Proof::Passkey { answer: device.show(&options) };
    let again = sure.clone();
    assert!(office.add(&mut third, &who, "Laptop", sure).await.unwrap().is_none());
    let replayed = desk.begin_passkey(&who, &client, &site(), "Fourth", again).await;
    assert!(matches!(replayed, Err(Error::WrongPasskey)));
    // Somebody else's shows nothing.
    let (_, _, mut foreign, _) = office.modern("other").await;
    let options = desk.ask_to_confirm(&who, &site()).await.unwrap();
    let sure = Proof::Passkey { answer: foreign.show(&options) };
    let refused = desk.begin_passkey(&who, &client, &site(), "Fourth", sure).await;
    assert!(matches!(refused, Err(Error::WrongPasskey)));
    let told = office.told_all("north");
    let refused = told.iter().rfind(|event| event.action == "annals.session.passkey_refused");
    assert_eq!(refused.unwrap().reason.as_deref(), Some("wrong passkey"));
    let confirmed = told.iter().find(|event| event.action == "annals.session.confirmed").unwrap();
    assert!(line(confirmed).ends_with("| Passkey: Phone"), "{}", line(confirmed));

    let known = office.known(&who.principal, &user).await;
    let names: Vec<_> = known.iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["Phone", "Key", "Laptop"]);
    desk.rename_passkey(&who, &client, &known[1].id, " Key ring ").await.unwrap();
    desk.rename_passkey(&who, &client, &known[1].id, "Key ring").await.unwrap();
    let before = office.passkey_lines().len();
    for passkey in &known {
        let options = desk.ask_to_confirm(&who, &site()).await.unwrap();
        let sure = Proof::Passkey { answer: third.show(&options) };
        desk.remove_passkey(&who, &client, Some(&site()), &passkey.id, sure).await.unwrap();
    }
    let gone = desk.rename_passkey(&who, &client, &known[1].id, "Key").await.unwrap_err();
    assert_eq!(gone.to_string(), "there is no such passkey any more");
    let told = |change: &str| format!("UserAccount change | User Name: clerk | {change}");
    assert_eq!(
        office.passkey_lines().split_off(before),
        [
            told("passkey Phone > -"),
            told("passkey Key ring > -"),
            // Nothing is left for which they would stand in.
            told("passkey Laptop > - | recovery_codes 9 > -"),
        ]
    );
    assert!(matches!(office.password_step("clerk").await.unwrap(), Entered::SignedIn(..)));
    let keyed = format!("{:?}", office.told_all("north"));
    for answer in [&mut device, &mut second, &mut third] {
        let (_, options) = office.asked();
        let answer: serde_json::Value = serde_json::from_str(&answer.show(&options)).unwrap();
        assert!(!keyed.contains(answer["id"].as_str().unwrap()), "no entry has a credential");
    }
}

#[tokio::test]
async fn names_and_numbers_have_limits() {
    let office = Office::open().await;
    office.user("north", "clerk").await;
    let (_, who) = office.sign_in("clerk", PASSWORD, IP).await.unwrap();
    let (client, desk) = (from(IP), &office.desk);
    let begin = async |name: &str| {
        let sure = proof(PASSWORD, "");
        desk.begin_passkey(&who, &client, &site(), name, sure).await.map_err(|e| e.to_string())
    };
    let long = "é".repeat(PASSKEY_NAME_CHARS_MAX);
    assert_eq!(begin(&long).await, Ok(()));
    for name in ["", "  ", &format!("{long}é")] {
        assert_eq!(begin(name).await.unwrap_err(), "the name of a passkey has 1 to 60 characters");
    }
    let control = "the name of a passkey contains a control character";
    assert_eq!(begin("a\u{7}b").await.unwrap_err(), control);

    let mut device = Authenticator::new(ORIGIN);
    let options = desk.passkey_begun(&who).unwrap().options;
    let answer = device.create(&options);
    let elsewhere = Site::parse("https://other.example").unwrap();
    let refused = desk.add_passkey(&who, &client, &elsewhere, &answer).await.err().unwrap();
    assert_eq!(refused.to_string(), "the passkey was not taken");
    let over = desk.add_passkey(&who, &client, &site(), &answer).await.err().unwrap();
    assert_eq!(over.to_string(), "the passkey was awaited too long; begin again");
    begin("Phone").await.unwrap();
    office.clock.advance(i64::from(CEREMONY_MINUTES) * MINUTE_MS);
    assert!(desk.passkey_begun(&who).is_none());

    device.verifies = false;
    begin("Phone").await.unwrap();
    let answer = device.create(&desk.passkey_begun(&who).unwrap().options);
    assert!(desk.add_passkey(&who, &client, &site(), &answer).await.is_err(), "unverified");
    device.verifies = true;
    office.add(&mut device, &who, "Phone", proof(PASSWORD, "")).await.unwrap();
    let again = async |office: &Office, device: &mut Authenticator| {
        let options = desk.ask_to_confirm(&who, &site()).await.unwrap();
        let sure = Proof::Passkey { answer: device.show(&options) };
        office.add(device, &who, "More", sure).await
    };
    for _ in 1..PASSKEYS_OF_USER_MAX {
        again(&office, &mut device).await.unwrap();
    }
    let full = again(&office, &mut device).await.err().unwrap();
    assert_eq!(full.to_string(), "there are 20 passkeys; remove one to add another");
}

#[tokio::test]
async fn a_manager_takes_lost_ones_away() {
    let office = Office::open().await;
    let (user, who, mut device, _) = office.modern("clerk").await;
    let sideways = office.administrator("south", "other").await;
    let sideways = office.principal(&sideways).await;
    assert!(office.desk.second_factor(&sideways, &user).await.is_err());
    assert!(office.desk.remove_second_factor(&sideways, &user).await.is_err());
    let own = office.desk.remove_second_factor(&who.principal, &user).await.unwrap_err();
    assert_eq!(own.to_string(), "not found", "who manages nobody");
    let operator = office.operator();
    assert_eq!(office.known(&operator, &user).await.len(), 1);
    assert!(office.desk.remove_second_factor(&operator, &user).await.unwrap());
    assert!(!office.desk.remove_second_factor(&operator, &user).await.unwrap());
    assert!(is_wrong(office.sign_in_with(&mut device).await));
    assert!(matches!(office.password_step("clerk").await.unwrap(), Entered::SignedIn(..)));
    assert_eq!(
        office.passkey_lines().pop().unwrap(),
        "UserAccount change | User Name: clerk | passkey Phone > - | recovery_codes 10 > -"
    );
}
