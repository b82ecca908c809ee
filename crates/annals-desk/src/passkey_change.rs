//! Changes of passkeys, each with its entry.

use annals_model::limits::{PASSKEY_NAME_CHARS_MAX, PASSKEYS_OF_USER_MAX};
use annals_model::{EventType, Organization, SecurityArea};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;
use webauthn_rs::prelude::{CreationChallengeResponse, Passkey as Credential};

use crate::entry::Told;
use crate::passkey::{self, PasskeyId, Stored};
use crate::passkey_ceremony::{Asked, Question};
use crate::passkey_use::failed;
use crate::recovery_code::{self, RecoveryCodes};
use crate::rights_refusal::refuse;
use crate::second_factor;
use crate::second_factor_change::tell_codes;
use crate::user::{self, User, UserId};
use crate::{
    By, Client, Desk, PasskeyRefusal, Proof, Refusal, Result, RightsRefusal, SignedIn, Site, secret,
};

/// A passkey of one's own that is being made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPasskey {
    /// What it will be called.
    pub name: String,
    /// What the browser is asked for, in JSON: `PublicKeyCredentialCreationOptions`.
    pub options: String,
}

impl Desk {
    /// Begins to add a passkey called `name`, after a look at who asks.
    pub async fn begin_passkey(
        &self,
        who: &SignedIn,
        client: &Client,
        site: &Site,
        name: &str,
        proof: Proof,
    ) -> Result<()> {
        let name = check_name(name)?;
        let known = self.stored_passkeys(&who.user.id).await?;
        if known.len() >= PASSKEYS_OF_USER_MAX as usize {
            return Err(PasskeyRefusal::Full { max: PASSKEYS_OF_USER_MAX }.into());
        }
        self.prove(who, client, Some(site), proof).await?;
        let known = known.iter().filter_map(Stored::credential);
        let known = known.map(|credential| credential.cred_id().clone()).collect();
        let user = &who.user;
        let handle = passkey::handle(&user.id);
        let asked = site.webauthn.start_passkey_registration(
            handle,
            &user.username,
            &user.name,
            Some(known),
        );
        let (mut asked, state) = asked.map_err(|error| failed(&error))?;
        found_without_name(&mut asked);
        let options = serde_json::to_string(&asked.public_key).map_err(|error| failed(&error))?;
        let question = Question::Add { name, options, state };
        let now = self.clock.now();
        self.ceremonies(|all| all.ask(now, Asked::to_add(&who.session_id), question));
        Ok(())
    }

    /// The passkey that is being made by whoever is signed in, while its answer is awaited.
    pub fn passkey_begun(&self, who: &SignedIn) -> Option<NewPasskey> {
        let asked = Asked::to_add(&who.session_id);
        let found = self.ceremonies(|all| all.adding(self.clock.now(), &asked));
        found.map(|(name, options)| NewPasskey { name, options })
    }

    /// Adds the passkey that a browser made. Recovery codes, if it is the first second factor.
    pub async fn add_passkey(
        &self,
        who: &SignedIn,
        client: &Client,
        site: &Site,
        answer: &str,
    ) -> Result<Option<RecoveryCodes>> {
        let asked = Asked::to_add(&who.session_id);
        let taken = self.ceremonies(|all| all.take(self.clock.now(), &asked));
        let Some(Question::Add { name, state, .. }) = taken else {
            return Err(PasskeyRefusal::Over.into());
        };
        let answer = serde_json::from_str(answer).map_err(|_| PasskeyRefusal::Wrong)?;
        let credential = site.webauthn.finish_passkey_registration(&answer, &state);
        let credential = credential.map_err(|error| {
            tracing::info!(%error, "a new passkey was refused");
            PasskeyRefusal::Wrong
        })?;
        let new = New {
            id: PasskeyId(secret::new_id()?),
            name,
            site: site.id().to_owned(),
            credential: Box::new(credential),
            codes: RecoveryCodes::new()?,
        };
        let codes = new.codes.clone();
        let made = self.change_passkeys(who, client, Change::Add(new)).await?;
        Ok(made.then_some(codes))
    }

    /// Gives one's own passkey another name.
    pub async fn rename_passkey(
        &self,
        who: &SignedIn,
        client: &Client,
        id: &PasskeyId,
        name: &str,
    ) -> Result<()> {
        let change = Change::Rename(id.clone(), check_name(name)?);
        self.change_passkeys(who, client, change).await.map(|_| ())
    }

    /// Removes one's own passkey, after a look at who asks.
    pub async fn remove_passkey(
        &self,
        who: &SignedIn,
        client: &Client,
        site: Option<&Site>,
        id: &PasskeyId,
        proof: Proof,
    ) -> Result<()> {
        self.prove(who, client, site, proof).await?;
        self.change_passkeys(who, client, Change::Remove(id.clone())).await.map(|_| ())
    }

    async fn change_passkeys(
        &self,
        who: &SignedIn,
        client: &Client,
        change: Change,
    ) -> Result<bool> {
        let by = By { client: client.clone(), ..By::from(who) };
        let (organization, user) = (self.home(&who.user)?, who.user.id.clone());
        Ok(self.store.command(ChangePasskeys { by, organization, user, change }).await?)
    }
}

/// Devices have to keep it so that it is found without a username; the library asks for no more
/// than that they may.
fn found_without_name(asked: &mut CreationChallengeResponse) {
    if let Some(selection) = &mut asked.public_key.authenticator_selection {
        selection.require_resident_key = true;
        // Its type isn't named by the library: read from the word of the specification.
        selection.resident_key = serde_json::from_value("required".into()).ok();
    }
}

fn check_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > PASSKEY_NAME_CHARS_MAX {
        return Err(PasskeyRefusal::NameLength { chars_max: PASSKEY_NAME_CHARS_MAX }.into());
    }
    if name.chars().any(char::is_control) {
        return Err(PasskeyRefusal::NameUnprintable.into());
    }
    Ok(name.to_owned())
}

struct New {
    id: PasskeyId,
    name: String,
    site: String,
    credential: Box<Credential>,
    codes: RecoveryCodes,
}

enum Change {
    Add(New),
    Rename(PasskeyId, String),
    Remove(PasskeyId),
}

struct ChangePasskeys {
    by: By,
    organization: Organization,
    user: UserId,
    change: Change,
}

impl Command for ChangePasskeys {
    /// Whether recovery codes were made.
    type Output = bool;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<bool, CommandError> {
        let Self { by, organization, user, change } = self;
        let user = user::find(transaction.sql(), organization.ordinal, user).await?;
        let user = user.ok_or_else(|| refuse(RightsRefusal::ChangedMeanwhile))?;
        let told = Told::new(by, "user.updated").event_type(EventType::Change).critical();
        let told = user.named_in(told, Some(EventType::Change));
        let codes = recovery_code::count(transaction.sql(), &user.id).await? as usize;
        let had_factor = second_factor::load(transaction.sql(), &user.id).await?.is_some();
        let mut made = false;
        let told = match change {
            Change::Add(new) => {
                add(transaction, &user, new).await?;
                let told = tell(told, None, Some(&new.name));
                if had_factor {
                    told
                } else {
                    made = true;
                    recovery_code::replace(transaction, &user.id, &new.codes).await?;
                    tell_codes(told, None, Some(new.codes.0.len()))
                }
            }
            Change::Rename(id, name) => {
                let old = find(transaction, &user, id).await?;
                if old == *name {
                    return Ok(false);
                }
                sqlx::query("UPDATE desk_passkey SET name = $2 WHERE id = $1")
                    .bind(&id.0)
                    .bind(&*name)
                    .execute(transaction.sql())
                    .await?;
                tell(told, Some(&old), Some(name))
            }
            Change::Remove(id) => {
                let old = find(transaction, &user, id).await?;
                sqlx::query("DELETE FROM desk_passkey WHERE id = $1")
                    .bind(&id.0)
                    .execute(transaction.sql())
                    .await?;
                let told = tell(told, Some(&old), None);
                if second_factor::load(transaction.sql(), &user.id).await?.is_some() {
                    told
                } else {
                    // They stood in for what is gone now.
                    second_factor::delete(transaction, &user.id).await?;
                    tell_codes(told, Some(codes).filter(|left| *left > 0), None)
                }
            }
        };
        told.tell_of_security(SecurityArea::UserAccount, transaction, organization).await?;
        Ok(made)
    }
}

/// Tells of a passkey by its name.
pub(crate) fn tell(told: Told, old: Option<&str>, new: Option<&str>) -> Told {
    told.labelled_change("passkey", "Passkey", old, new)
}

async fn add(
    transaction: &mut Transaction<'_>,
    user: &User,
    new: &New,
) -> Result<(), CommandError> {
    let refused = |refusal| CommandError::from(Refusal::from(refusal));
    let count: i64 = sqlx::query("SELECT COUNT(*) FROM desk_passkey WHERE user_id = $1")
        .bind(&user.id.0)
        .fetch_one(transaction.sql())
        .await?
        .try_get(0)?;
    if count >= i64::from(PASSKEYS_OF_USER_MAX) {
        return Err(refused(PasskeyRefusal::Full { max: PASSKEYS_OF_USER_MAX }));
    }
    let text = serde_json::to_string(&new.credential)
        .map_err(|error| CommandError::Refused(error.to_string().into()))?;
    let now = transaction.now();
    let added = sqlx::query(
        "INSERT INTO desk_passkey
         (id, user_id, name, site, credential_id, credential, added_at, last_used_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, NULL) ON CONFLICT (credential_id) DO NOTHING",
    )
    .bind(&new.id.0)
    .bind(&user.id.0)
    .bind(&new.name)
    .bind(&new.site)
    .bind(new.credential.cred_id().as_slice())
    .bind(text)
    .bind(now.0)
    .execute(transaction.sql())
    .await?;
    match added.rows_affected() {
        1 => Ok(()),
        _ => Err(refused(PasskeyRefusal::Taken)),
    }
}

/// The name of one of the user's passkeys.
async fn find(
    transaction: &mut Transaction<'_>,
    user: &User,
    id: &PasskeyId,
) -> Result<String, CommandError> {
    let row = sqlx::query("SELECT name FROM desk_passkey WHERE id = $1 AND user_id = $2")
        .bind(&id.0)
        .bind(&user.id.0)
        .fetch_optional(transaction.sql())
        .await?;
    let gone = || CommandError::from(Refusal::from(PasskeyRefusal::Gone));
    Ok(row.ok_or_else(gone)?.try_get(0)?)
}
