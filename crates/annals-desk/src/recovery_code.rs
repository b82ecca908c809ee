//! Codes for when the app that makes codes is gone: shown once, kept as hashes, used once.

use annals_store::{CommandError, Transaction};
use sqlx::{Row, SqliteConnection};

use crate::user::UserId;
use crate::{Result, secret};

/// How many one has at first.
pub const RECOVERY_CODES: usize = 10;
/// Bytes of one: 80 bits, which nobody guesses, also who has the hash.
const CODE_BYTES: usize = 10;
/// Letters and digits that are not taken for one another; 32 of them, five bits each.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// Characters between two hyphens.
const GROUP_CHARS: usize = 4;

/// New recovery codes, to be shown once.
#[derive(Clone)]
pub struct RecoveryCodes(pub Vec<String>);

impl RecoveryCodes {
    pub(crate) fn new() -> Result<Self> {
        Ok(Self((0..RECOVERY_CODES).map(|_| new_code()).collect::<Result<_>>()?))
    }
}

/// `abcd-efgh-jkmn-pqrs`.
fn new_code() -> Result<String> {
    let bytes = secret::random::<CODE_BYTES>()?;
    let bits = bytes.iter().fold(0_u128, |all, byte| (all << 8) | u128::from(*byte));
    let letters = (0..CODE_BYTES * 8 / 5).map(|place| (bits >> (place * 5)) & 31);
    let mut code = String::new();
    for (place, letter) in letters.enumerate() {
        if place > 0 && place % GROUP_CHARS == 0 {
            code.push('-');
        }
        code.push(LETTERS.get(letter as usize).copied().map_or('?', char::from));
    }
    Ok(code)
}

/// What is kept: bound to the user, so that equal codes of two have two hashes.
fn hash(user: &UserId, code: &str) -> [u8; 32] {
    let typed = code.chars().filter(char::is_ascii_alphanumeric);
    let typed: String = typed.map(|c| c.to_ascii_lowercase()).collect();
    secret::hash(&format!("{} {typed}", user.0))
}

/// How many are left.
pub(crate) async fn count(
    connection: &mut SqliteConnection,
    user: &UserId,
) -> Result<u32, sqlx::Error> {
    sqlx::query("SELECT COUNT(*) FROM desk_recovery_code WHERE user_id = $1")
        .bind(&user.0)
        .fetch_one(connection)
        .await?
        .try_get(0)
}

/// Puts `codes` in the place of those that are left.
pub(crate) async fn replace(
    transaction: &mut Transaction<'_>,
    user: &UserId,
    codes: &RecoveryCodes,
) -> Result<(), CommandError> {
    sqlx::query("DELETE FROM desk_recovery_code WHERE user_id = $1")
        .bind(&user.0)
        .execute(transaction.sql())
        .await?;
    for code in &codes.0 {
        sqlx::query("INSERT INTO desk_recovery_code (user_id, code_hash) VALUES ($1, $2)")
            .bind(&user.0)
            .bind(hash(user, code).as_slice())
            .execute(transaction.sql())
            .await?;
    }
    Ok(())
}

/// Uses one up: whether it was one.
pub(crate) async fn use_up(
    transaction: &mut Transaction<'_>,
    user: &UserId,
    code: &str,
) -> Result<bool, CommandError> {
    let used = sqlx::query("DELETE FROM desk_recovery_code WHERE user_id = $1 AND code_hash = $2")
        .bind(&user.0)
        .bind(hash(user, code).as_slice())
        .execute(transaction.sql())
        .await?;
    Ok(used.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_typed_as_people_type() {
        let codes = RecoveryCodes::new().unwrap().0;
        let mut different = codes.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), RECOVERY_CODES);
        let user = UserId("u".to_owned());
        for code in codes {
            assert_eq!(code.len(), 19, "{code}");
            let typed = format!(" {} ", code.to_uppercase().replace('-', " "));
            assert_eq!(hash(&user, &typed), hash(&user, &code));
            assert_ne!(hash(&UserId("other".to_owned()), &code), hash(&user, &code));
        }
    }
}
