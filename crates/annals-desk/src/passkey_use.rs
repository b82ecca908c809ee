//! A passkey is shown: what the browser answers is checked, and used once.

use annals_store::{CommandError, Transaction};
use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential, WebauthnError};

use crate::passkey::{self, PasskeyId, Stored};
use crate::passkey_ceremony::Question;
use crate::user::{User, UserId};
use crate::{Desk, Error, PasskeyRefusal, Refusal, Result, Site};

/// Bytes of what a browser answers: keys and signatures have some hundred.
const ANSWER_BYTES_MAX: usize = 32 * 1024;

/// What a browser is asked, as it is sent there, and what its answer is checked by.
pub(crate) struct Request {
    pub(crate) options: String,
    pub(crate) question: Question,
}

/// A passkey that was shown and is right; its use is not written yet.
pub(crate) struct Shown {
    id: PasskeyId,
    pub(crate) name: String,
    before: String,
    after: String,
}

/// Why an answer is not taken, for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It is not the passkey that it says, or not of that user.
    Passkey,
    /// It was made for another address.
    Site,
    /// Nobody touched the sensor or typed the number of the device.
    Unverified,
    /// It answers another question, or an old one.
    Question,
    /// Its counter went back: someone else has a copy.
    Copied,
    /// It was used elsewhere, or removed, at the same moment.
    Meanwhile,
}

impl Wrong {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Passkey => "wrong passkey",
            Self::Site => "the passkey was shown to another address",
            Self::Unverified => "the device did not verify who used the passkey",
            Self::Question => "the passkey answered another sign-in",
            Self::Copied => "the counter of the passkey went back: there may be a copy of it",
            Self::Meanwhile => "the passkey was used or removed at the same moment",
        }
    }

    fn of(error: &WebauthnError) -> Self {
        match error {
            WebauthnError::CredentialPossibleCompromise => Self::Copied,
            WebauthnError::InvalidRPOrigin | WebauthnError::InvalidRPIDHash => Self::Site,
            WebauthnError::UserNotVerified | WebauthnError::UserNotPresent => Self::Unverified,
            WebauthnError::MismatchedChallenge => Self::Question,
            _ => Self::Passkey,
        }
    }
}

/// Asks for a passkey: any of the site, or one of `known`.
pub(crate) fn ask(site: &Site, known: Option<&[Stored]>) -> Result<Request> {
    let (mut asked, state) =
        site.webauthn.start_discoverable_authentication().map_err(|error| failed(&error))?;
    let known = known.unwrap_or_default().iter().filter_map(Stored::credential);
    let mut allowed = Vec::new();
    for credential in known {
        allowed.push(serde_json::json!({
            "type": "public-key",
            "id": encode(credential.cred_id()),
        }));
    }
    // Asked for when a button is pressed, not while a field is typed in.
    asked.mediation = None;
    let mut options = serde_json::to_value(&asked.public_key).map_err(|error| failed(&error))?;
    if let Some(list) = options.get_mut("allowCredentials") {
        *list = allowed.into();
    }
    Ok(Request { options: options.to_string(), question: Question::Show { state } })
}

fn encode(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn failed(error: &impl std::fmt::Display) -> Error {
    Error::Machine(format!("passkeys can't be asked for: {error}"))
}

/// What a browser answered.
pub(crate) fn read(answer: &str) -> Option<PublicKeyCredential> {
    (answer.len() <= ANSWER_BYTES_MAX).then(|| serde_json::from_str(answer).ok()).flatten()
}

impl Stored {
    /// Checks an answer that says to be this passkey. Where any passkey may answer it has to say
    /// whose it is; where the user is known already, devices may leave that out.
    pub(crate) fn check(
        &self,
        site: &Site,
        answer: &PublicKeyCredential,
        state: DiscoverableAuthentication,
        is_known: bool,
    ) -> Result<Shown, Wrong> {
        let handle = passkey::handle(&self.user);
        match answer.get_user_unique_id() {
            Some(said) if said == handle.as_bytes() => {}
            None if is_known => {}
            _ => return Err(Wrong::Passkey),
        }
        let mut credential = self.credential().ok_or(Wrong::Passkey)?;
        let finish = &site.webauthn;
        let result = finish.finish_discoverable_authentication_v2(answer, state, &credential);
        let result = result.map_err(|error| Wrong::of(&error))?;
        credential.update_credential(&result);
        let after = serde_json::to_string(&credential).map_err(|_| Wrong::Passkey)?;
        let (id, name) = (self.passkey.id.clone(), self.passkey.name.clone());
        Ok(Shown { id, name, before: self.text.clone(), after })
    }
}

impl Shown {
    /// Writes that it was used, or refuses when it was used or removed since it was checked: a
    /// counter that two answers carry is one that went back.
    pub(crate) async fn write(
        &self,
        transaction: &mut Transaction<'_>,
        user: &User,
    ) -> Result<(), CommandError> {
        let now = transaction.now();
        let written = sqlx::query(
            "UPDATE desk_passkey SET credential = $4, last_used_at = $5
             WHERE id = $1 AND user_id = $2 AND credential = $3",
        )
        .bind(&self.id.0)
        .bind(&user.id.0)
        .bind(&self.before)
        .bind(&self.after)
        .bind(now.0)
        .execute(transaction.sql())
        .await?;
        match written.rows_affected() {
            1 => Ok(()),
            _ => Err(Refusal::from(PasskeyRefusal::Wrong).into()),
        }
    }
}

impl Desk {
    /// The passkey that an answer says to be.
    pub(crate) async fn said(&self, answer: &PublicKeyCredential) -> Result<Option<Stored>> {
        let mut connection = self.store.settings().acquire().await?;
        Ok(passkey::by_credential(&mut connection, &answer.raw_id).await?)
    }

    /// Those of a user.
    pub(crate) async fn stored_passkeys(&self, user: &UserId) -> Result<Vec<Stored>> {
        let mut connection = self.store.settings().acquire().await?;
        Ok(passkey::of_user(&mut connection, user).await?)
    }
}
