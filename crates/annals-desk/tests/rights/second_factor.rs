//! The second factor: set up, asked for, used once, given up; and who has to have one.

use annals_desk::{
    Entered, Error, NewValue, PENDING_MINUTES, PendingToken, PreferenceChange, Proof,
    RECOVERY_CODES, RecoveryCodes, Required, SessionToken, SignIn, SignedIn, User, UserStatus,
    WRONG_CODES_MAX, code_of_app,
};
use annals_model::{
    ADMINISTRATORS, Clock, EVERYONE, Permission, Preference, PreferenceValue, Rights,
};

use crate::{Office, PASSWORD, from, line};

const IP: &str = "192.0.2.1";
const STEP_MS: i64 = 30_000;
const MINUTE_MS: i64 = 60_000;

/// The password, and a code where there is one.
pub(crate) fn proof(password: &str, code: &str) -> Proof {
    Proof::Password { password: password.to_owned(), code: code.to_owned() }
}

impl Office {
    /// Sets a second factor up for whoever is signed in: its key, and the recovery codes.
    pub(crate) async fn set_up(&self, who: &SignedIn) -> (String, RecoveryCodes) {
        let client = from(IP);
        self.desk.begin_second_factor(who, &client, None, proof(PASSWORD, "")).await.unwrap();
        let secret = self.desk.second_factor_set_up(who).await.unwrap().unwrap().secret;
        let code = self.code(&secret, 0);
        let codes = self.desk.confirm_second_factor(who, &client, &code).await.unwrap();
        self.clock.advance(STEP_MS);
        (secret, codes)
    }

    /// What the app shows, `steps` from now.
    pub(crate) fn code(&self, secret: &str, steps: i64) -> String {
        code_of_app(secret, annals_model::Millis(self.clock.now().0 + steps * STEP_MS))
    }

    /// The first step of signing in.
    pub(crate) async fn password_step(&self, username: &str) -> annals_desk::Result<Entered> {
        let (username, password) = (username.to_owned(), PASSWORD.to_owned());
        self.desk.sign_in(SignIn { username, password, client: from(IP) }).await
    }

    pub(crate) async fn awaited(&self, username: &str) -> PendingToken {
        match self.password_step(username).await.unwrap() {
            Entered::AwaitsCode(token) => token,
            Entered::SignedIn(..) => panic!("no code was asked for"),
        }
    }

    pub(crate) async fn enter(
        &self,
        token: &PendingToken,
        code: &str,
    ) -> annals_desk::Result<(SessionToken, SignedIn)> {
        self.desk.enter_code(&token.0, code, from(IP)).await
    }

    /// A user with a second factor: their session, its key, their recovery codes.
    async fn careful(&self, username: &str) -> (User, SignedIn, String, RecoveryCodes) {
        let user = self.user("north", username).await;
        let (_, who) = self.sign_in(username, PASSWORD, IP).await.unwrap();
        let (secret, codes) = self.set_up(&who).await;
        (user, who, secret, codes)
    }

    fn factor_lines(&self) -> Vec<String> {
        let told = self.told("north");
        let lines = told.iter().map(line);
        lines.filter(|line| line.contains("factor") || line.contains("recovery")).collect()
    }
}

#[tokio::test]
async fn it_counts_once_its_first_code_is_right() {
    let office = Office::open().await;
    office.user("north", "clerk").await;
    let (_, who) = office.sign_in("clerk", PASSWORD, IP).await.unwrap();
    let (desk, client) = (&office.desk, from(IP));
    let wrong = desk.begin_second_factor(&who, &client, None, proof("not it at all", "")).await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)));
    assert!(desk.second_factor_set_up(&who).await.unwrap().is_none());
    let none = desk.confirm_second_factor(&who, &client, "123456").await.err().unwrap();
    assert!(none.to_string().contains("begin again"), "{none}");

    desk.begin_second_factor(&who, &client, None, proof(PASSWORD, "")).await.unwrap();
    let set_up = desk.second_factor_set_up(&who).await.unwrap().unwrap();
    let uri = format!("otpauth://totp/Annals:clerk?secret={}&issuer=Annals", set_up.secret);
    assert_eq!((set_up.secret.len(), &*set_up.uri), (32, &*uri));
    assert!(office.password_step("clerk").await.unwrap().session().is_some(), "not asked for yet");
    for steps in [-2, 2] {
        let code = office.code(&set_up.secret, steps);
        let wrong = desk.confirm_second_factor(&who, &client, &code).await.err().unwrap();
        assert!(matches!(wrong, Error::WrongCode), "{wrong}");
    }
    office.clock.advance(15 * MINUTE_MS);
    assert!(desk.second_factor_set_up(&who).await.unwrap().is_none(), "it waits for a while only");
    assert_eq!(office.factor_lines(), [""; 0]);

    let (_, codes) = office.set_up(&who).await;
    assert_eq!(codes.0.len(), RECOVERY_CODES);
    let found = desk.second_factor(&who.principal, &who.user).await.unwrap().unwrap();
    assert_eq!(found.recovery_codes as usize, RECOVERY_CODES);
    assert!(desk.second_factor_set_up(&who).await.unwrap().is_none(), "never shown again");
    let again =
        desk.begin_second_factor(&who, &client, None, proof(PASSWORD, "")).await.unwrap_err();
    assert!(again.to_string().contains("already"), "{again}");
    assert_eq!(
        office.factor_lines(),
        ["UserAccount change | User Name: clerk | second_factor - > authenticator app \
          | recovery_codes - > 10"]
    );
}

#[tokio::test]
async fn a_code_counts_once_and_for_a_step_around_now() {
    let office = Office::open().await;
    let (user, _, secret, _) = office.careful("clerk").await;
    let session = async |token: &PendingToken, steps| {
        let code = office.code(&secret, steps);
        office.enter(token, &code).await
    };
    for steps in [-1, 0, 1] {
        office.clock.advance(4 * STEP_MS);
        let token = office.awaited("clerk").await;
        let (session_token, who) = session(&token, steps).await.unwrap();
        assert_eq!((&who.user.id, who.required), (&user.id, None));
        assert!(office.desk.session(&session_token.0).await.unwrap().is_some());
        let used = session(&token, steps).await.err().unwrap();
        assert!(matches!(used, Error::SignInOver), "{steps}: the sign-in is over");
        // Nor in a sign-in of its own, nor the one before it.
        let token = office.awaited("clerk").await;
        for steps in [steps, steps - 1] {
            let used = session(&token, steps).await.err().unwrap();
            assert!(matches!(used, Error::WrongCode), "{steps}: {used}");
        }
    }
    office.clock.advance(15 * MINUTE_MS);
    let token = office.awaited("clerk").await;
    for wrong in [-2, 2] {
        assert!(matches!(session(&token, wrong).await.err().unwrap(), Error::WrongCode));
    }
    for wrong in ["", "000", "0000000", "+12345", "clerk"] {
        let refused = office.enter(&token, wrong).await.err().unwrap();
        assert!(matches!(refused, Error::WrongCode | Error::SignInOver), "{wrong}: {refused}");
    }
    let told = office.told_all("north");
    let failed: Vec<_> = told
        .iter()
        .filter(|event| event.action == "annals.session.sign_in_failed")
        .map(|event| event.reason.clone().unwrap_or_default())
        .collect();
    assert!(failed.len() > 8 && failed.iter().all(|reason| reason == "wrong code"), "{failed:?}");
}

#[tokio::test]
async fn what_awaits_a_code_ends() {
    let office = Office::open().await;
    let (operator, at) = (office.operator(), office.at("north"));
    let (user, _, secret, _) = office.careful("clerk").await;
    let over = async |token: &PendingToken| {
        let code = office.code(&secret, 0);
        let refused = office.enter(token, &code).await.err().unwrap();
        office.clock.advance(15 * MINUTE_MS);
        assert!(matches!(refused, Error::SignInOver), "{refused}");
    };
    let token = office.awaited("clerk").await;
    for _ in 0..WRONG_CODES_MAX {
        assert!(matches!(office.enter(&token, "000000").await, Err(Error::WrongCode)));
    }
    over(&token).await;

    let token = office.awaited("clerk").await;
    office.clock.advance(i64::from(PENDING_MINUTES) * MINUTE_MS);
    over(&token).await;

    over(&PendingToken("never-was".to_owned())).await;

    let token = office.awaited("clerk").await;
    office.desk.set_password(&operator, at, &user.id, PASSWORD.to_owned(), false).await.unwrap();
    over(&token).await;

    let token = office.awaited("clerk").await;
    let locked = annals_desk::AccountFields { status: UserStatus::Locked, ..user.fields() };
    office.desk.change_user(&operator, at, &user.id, 1, locked).await.unwrap();
    over(&token).await;
    office.desk.change_user(&operator, at, &user.id, 2, user.fields()).await.unwrap();

    let token = office.awaited("clerk").await;
    let is_closed = Some(true);
    let closed = annals_desk::OrganizationFields { is_closed, ..Default::default() };
    let seen = annals_desk::OrganizationFields::default();
    office.desk.change_organization(&operator, at, closed, seen).await.unwrap();
    let code = office.code(&secret, 0);
    let refused = office.enter(&token, &code).await.err().unwrap();
    assert!(matches!(refused, Error::OrganizationClosed), "{refused}");
}

#[tokio::test]
async fn recovery_codes_are_used_once_each() {
    let office = Office::open().await;
    let (_, who, secret, codes) = office.careful("clerk").await;
    let client = from(IP);
    let before = office.factor_lines().len();
    let first = codes.0[0].to_uppercase().replace('-', " ");
    let token = office.awaited("clerk").await;
    office.enter(&token, &first).await.unwrap();
    let token = office.awaited("clerk").await;
    assert!(matches!(office.enter(&token, &codes.0[0]).await, Err(Error::WrongCode)));
    office.enter(&token, &codes.0[1]).await.unwrap();

    let renew = async |password: &str, code: &str| {
        office.desk.renew_recovery_codes(&who, &client, None, proof(password, code)).await
    };
    let code = office.code(&secret, 0);
    assert!(matches!(renew("not the one", &code).await, Err(Error::WrongCredentials)));
    assert!(matches!(renew(PASSWORD, "000000").await, Err(Error::WrongCode)));
    let new = renew(PASSWORD, &code).await.unwrap();
    let token = office.awaited("clerk").await;
    assert!(matches!(office.enter(&token, &codes.0[2]).await, Err(Error::WrongCode)), "replaced");
    office.enter(&token, &new.0[0]).await.unwrap();

    let remove = async |password: &str, code: &str| {
        office.desk.remove_own_second_factor(&who, &client, None, proof(password, code)).await
    };
    assert!(matches!(remove("not the one", &new.0[1]).await, Err(Error::WrongCredentials)));
    assert!(matches!(remove(PASSWORD, &new.0[0]).await, Err(Error::WrongCode)));
    remove(PASSWORD, &new.0[1]).await.unwrap();
    assert!(office.password_step("clerk").await.unwrap().session().is_some());
    let told = |change: &str| format!("UserAccount change | User Name: clerk | {change}");
    assert_eq!(
        office.factor_lines().split_off(before),
        [
            told("recovery_codes 10 > 9"),
            told("recovery_codes 9 > 8"),
            told("recovery_codes 8 > 10"),
            told("recovery_codes 10 > 9"),
            told("recovery_codes 9 > 8"),
            told("second_factor authenticator app > - | recovery_codes 8 > -"),
        ]
    );
    // No entry has a key or a code.
    let entries = format!("{:?}", office.told_all("north"));
    for secret in codes.0.iter().chain(&new.0).chain([&secret, &code]) {
        assert!(!entries.contains(&**secret));
    }
}

#[tokio::test]
async fn a_manager_takes_a_lost_one_away() {
    let office = Office::open().await;
    let chief = office.administrator("north", "chief").await;
    let (_, who) = office.sign_in("chief", PASSWORD, IP).await.unwrap();
    office.set_up(&who).await;
    let manages = [Permission::ManageUsers, Permission::ReadUsers];
    let helper = office
        .user_with("north", "helper", |new| {
            new.rights = Rights::here(manages.into_iter().collect());
        })
        .await;
    let by = office.principal(&helper).await;
    let sideways = office.administrator("south", "other").await;
    let sideways = office.principal(&sideways).await;
    let remove = async |by: &annals_model::Principal| {
        office.desk.remove_second_factor(by, &chief).await.unwrap_err().to_string()
    };
    assert!(remove(&by).await.starts_with("this account may do more"));
    assert_eq!(remove(&sideways).await, "not found");
    assert!(remove(&who.principal).await.starts_with("remove your own second factor with a code"));
    office.awaited("chief").await;
    let operator = office.operator();
    assert!(office.desk.remove_second_factor(&operator, &chief).await.unwrap());
    assert!(!office.desk.remove_second_factor(&operator, &chief).await.unwrap());
    assert!(office.password_step("chief").await.unwrap().session().is_some());
    let told = office.factor_lines();
    assert_eq!(told.len(), 2);
    assert!(told[1].ends_with("second_factor authenticator app > - | recovery_codes 10 > -"));
}

#[tokio::test]
async fn who_has_to_have_one_sets_it_up_first() {
    let office = Office::open().await;
    office.user("north", "clerk").await;
    office.administrator("n1", "chief").await;
    let operator = office.operator();
    let required =
        async |username: &str| office.sign_in(username, PASSWORD, IP).await.unwrap().1.required;
    let (open, who) = office.sign_in("chief", PASSWORD, IP).await.unwrap();
    for (word, expected) in [
        (ADMINISTRATORS, (None, Some(Required::SecondFactor))),
        (EVERYONE, (Some(Required::SecondFactor), Some(Required::SecondFactor))),
    ] {
        let value = Some(NewValue::Own(PreferenceValue::Choice(word)));
        let change = PreferenceChange { value, ..PreferenceChange::default() };
        let (at, preference) = (office.at("state"), Preference::SecondFactor);
        office.desk.change_preference(&operator, at, preference, change).await.unwrap();
        assert_eq!((required("clerk").await, required("chief").await), expected, "{word}");
    }
    // Sessions that are open, too; and no longer once there is one.
    let session = async || office.desk.session(&open.0).await.unwrap().unwrap().required;
    assert_eq!(session().await, Some(Required::SecondFactor));
    let (secret, _) = office.set_up(&who).await;
    assert_eq!(session().await, None);
    let token = office.awaited("chief").await;
    let code = office.code(&secret, 0);
    assert_eq!(office.enter(&token, &code).await.unwrap().1.required, None);
}
