//! Changes of a second factor, each with its entry.

use annals_model::{EventType, Organization, SecurityArea};
use annals_store::{Command, CommandError, Transaction};

use crate::account::check_over;
use crate::entry::Told;
use crate::passkey_change;
use crate::recovery_code::{self, RecoveryCodes};
use crate::refusal::SecondFactorRefusal;
use crate::rights_refusal::refuse;
use crate::second_factor::{self, Stored};
use crate::user::{self, User, UserId};
use crate::{By, Refusal, RightsRefusal};

/// What a second factor is, in entries.
const APP: &str = "authenticator app";

/// What is done.
pub(crate) enum Change {
    /// A set-up begins, with this secret.
    Begin([u8; 20]),
    /// The first code of the app ends it.
    Confirm { code: String, codes: RecoveryCodes },
    /// Other recovery codes.
    Renew { codes: RecoveryCodes },
    /// The app, by its user.
    RemoveOwn,
    /// All of it, by a manager.
    Remove,
}

pub(crate) struct ChangeSecondFactor {
    pub(crate) by: By,
    pub(crate) organization: Organization,
    pub(crate) user: UserId,
    pub(crate) change: Change,
}

impl Command for ChangeSecondFactor {
    /// Whether anything changed.
    type Output = bool;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<bool, CommandError> {
        let Self { by, organization, user, change } = self;
        let user = user::find(transaction.sql(), organization.ordinal, user).await?;
        let user = user.ok_or_else(|| refuse(RightsRefusal::ChangedMeanwhile))?;
        let stored = second_factor::row(transaction.sql(), &user.id).await?;
        let old = recovery_code::count(transaction.sql(), &user.id).await?;
        let told = Told::new(by, "user.updated").event_type(EventType::Change).critical();
        let told = user.named_in(told, Some(EventType::Change));
        let told = match change {
            Change::Begin(secret) => {
                begin(transaction, &user, stored, secret).await?;
                // Nothing is asked for yet.
                return Ok(true);
            }
            Change::Confirm { code, codes } => {
                let stored = stored.filter(|row| row.is_waiting(transaction.now()));
                let stored = stored.ok_or(refusal(SecondFactorRefusal::Over))?;
                confirm(transaction, &user, &stored, code).await?;
                recovery_code::replace(transaction, &user.id, codes).await?;
                let before = Some(old as usize).filter(|left| *left > 0);
                tell_codes(tell_factor(told, None, Some(APP)), before, Some(codes.0.len()))
            }
            Change::Renew { codes } => {
                let factor = second_factor::load(transaction.sql(), &user.id).await?;
                factor.ok_or(refusal(SecondFactorRefusal::Over))?;
                recovery_code::replace(transaction, &user.id, codes).await?;
                let (label, new) = ("Recovery Codes", codes.0.len().to_string());
                told.labelled_set("recovery_codes", label, &old.to_string(), &new)
            }
            Change::RemoveOwn => {
                let stored = stored.filter(|row| row.confirmed_at.is_some());
                stored.ok_or(refusal(SecondFactorRefusal::Over))?;
                second_factor::delete_app(transaction, &user.id).await?;
                let told = tell_factor(told, Some(APP), None);
                if second_factor::load(transaction.sql(), &user.id).await?.is_some() {
                    told
                } else {
                    // They stood in for what is gone now.
                    second_factor::delete(transaction, &user.id).await?;
                    tell_codes(told, Some(old as usize), None)
                }
            }
            Change::Remove => {
                check_over(transaction, &by.principal, &user).await?;
                let factor = second_factor::load(transaction.sql(), &user.id).await?;
                second_factor::delete(transaction, &user.id).await?;
                let Some(factor) = factor else { return Ok(false) };
                let told = tell_factor(told, factor.app.map(|_| APP), None);
                let names: Vec<_> = factor.passkeys.iter().map(|one| &*one.name).collect();
                let names = (!names.is_empty()).then(|| names.join(", "));
                let told = passkey_change::tell(told, names.as_deref(), None);
                tell_codes(told, Some(old as usize), None)
            }
        };
        told.tell_of_security(SecurityArea::UserAccount, transaction, organization).await?;
        Ok(true)
    }
}

fn refusal(refusal: SecondFactorRefusal) -> CommandError {
    Refusal::from(refusal).into()
}

fn tell_factor(told: Told, old: Option<&str>, new: Option<&str>) -> Told {
    told.labelled_change("second_factor", "Second Factor", old, new)
}

pub(crate) fn tell_codes(told: Told, old: Option<usize>, new: Option<usize>) -> Told {
    let [old, new] = [old, new].map(|count| count.map(|count| count.to_string()));
    told.labelled_change("recovery_codes", "Recovery Codes", old.as_deref(), new.as_deref())
}

async fn begin(
    transaction: &mut Transaction<'_>,
    user: &User,
    stored: Option<Stored>,
    secret: &[u8],
) -> Result<(), CommandError> {
    if stored.is_some_and(|row| row.confirmed_at.is_some()) {
        return Err(refusal(SecondFactorRefusal::Already));
    }
    let now = transaction.now();
    sqlx::query(
        "INSERT INTO desk_second_factor (user_id, secret, created_at, confirmed_at, last_step)
         VALUES ($1, $2, $3, NULL, 0)
         ON CONFLICT (user_id) DO UPDATE
         SET secret = excluded.secret, created_at = excluded.created_at, last_step = 0",
    )
    .bind(&user.id.0)
    .bind(secret)
    .bind(now.0)
    .execute(transaction.sql())
    .await?;
    Ok(())
}

async fn confirm(
    transaction: &mut Transaction<'_>,
    user: &User,
    stored: &Stored,
    code: &str,
) -> Result<(), CommandError> {
    if !second_factor::use_code(transaction, user, stored, code).await? {
        return Err(refusal(SecondFactorRefusal::WrongCode));
    }
    let now = transaction.now();
    sqlx::query("UPDATE desk_second_factor SET confirmed_at = $2 WHERE user_id = $1")
        .bind(&user.id.0)
        .bind(now.0)
        .execute(transaction.sql())
        .await?;
    Ok(())
}

/// Uses up a code of the app or a recovery code, or refuses. How many recovery codes were left
/// before, if it was one.
pub(crate) async fn require_code(
    transaction: &mut Transaction<'_>,
    user: &User,
    code: &str,
) -> Result<Option<u32>, CommandError> {
    let factor = second_factor::load(transaction.sql(), &user.id).await?;
    factor.ok_or(refusal(SecondFactorRefusal::Over))?;
    let stored = second_factor::row(transaction.sql(), &user.id).await?;
    if let Some(stored) = stored.filter(|row| row.confirmed_at.is_some())
        && second_factor::use_code(transaction, user, &stored, code).await?
    {
        return Ok(None);
    }
    let left = recovery_code::count(transaction.sql(), &user.id).await?;
    if recovery_code::use_up(transaction, &user.id, code).await? {
        return Ok(Some(left));
    }
    Err(refusal(SecondFactorRefusal::WrongCode))
}

/// Tells that a recovery code was used to sign in, of which `left` were left before.
pub(crate) async fn tell_used(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    user: &User,
    left: u32,
) -> Result<(), CommandError> {
    let told = Told::new(by, "user.recovery_code_used").event_type(EventType::Change).critical();
    let told = user.named_in(told, Some(EventType::Change));
    let (old, new) = (left as usize, left.saturating_sub(1) as usize);
    tell_codes(told, Some(old), Some(new))
        .tell_of_security(SecurityArea::UserAccount, transaction, organization)
        .await
}
