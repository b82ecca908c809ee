//! Passkeys: keys that the devices of a user keep, and with which they sign in without a password.
//! Only public keys are known here.

use annals_model::Millis;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use webauthn_rs::prelude::{Passkey as Credential, Uuid};

use crate::secret;
use crate::user::UserId;

/// The id of a passkey; not that of its credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyId(pub String);

/// A passkey of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Which.
    pub id: PasskeyId,
    /// What its user calls it.
    pub name: String,
    /// The name that it is bound to: `log.example`. Elsewhere browsers don't offer it.
    pub site: String,
    /// When it was added.
    pub added_at: Millis,
    /// When it was last shown, if it was.
    pub last_used_at: Option<Millis>,
}

/// A passkey as it is stored.
pub(crate) struct Stored {
    pub(crate) passkey: Passkey,
    pub(crate) user: UserId,
    /// What the library keeps of it, as it wrote it.
    pub(crate) text: String,
}

impl Stored {
    /// The public key, its counter and what else is checked.
    pub(crate) fn credential(&self) -> Option<Credential> {
        let read = serde_json::from_str(&self.text);
        read.inspect_err(|error| tracing::error!(%error, "a stored passkey")).ok()
    }

    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            passkey: Passkey {
                id: PasskeyId(row.try_get(0)?),
                name: row.try_get(1)?,
                site: row.try_get(2)?,
                added_at: Millis(row.try_get(3)?),
                last_used_at: row.try_get::<Option<i64>, _>(4)?.map(Millis),
            },
            user: UserId(row.try_get(5)?),
            text: row.try_get(6)?,
        })
    }
}

/// What authenticators know a user by: the same for all passkeys of an account, so that one device
/// keeps one; it says nothing of who they are.
pub(crate) fn handle(user: &UserId) -> Uuid {
    let hash = secret::hash(&format!("annals passkey user {}", user.0));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, from)| *byte = from);
    Uuid::from_bytes(bytes)
}

const COLUMNS: &str =
    "SELECT id, name, site, added_at, last_used_at, user_id, credential FROM desk_passkey";

/// Those of a user.
pub(crate) async fn of_user(
    connection: &mut SqliteConnection,
    user: &UserId,
) -> Result<Vec<Stored>, sqlx::Error> {
    let sql = format!("{COLUMNS} WHERE user_id = $1 ORDER BY added_at, id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(&user.0).fetch_all(connection).await?;
    rows.iter().map(Stored::from_row).collect()
}

/// The one with this credential.
pub(crate) async fn by_credential(
    connection: &mut SqliteConnection,
    credential_id: &[u8],
) -> Result<Option<Stored>, sqlx::Error> {
    let sql = format!("{COLUMNS} WHERE credential_id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(credential_id).fetch_optional(connection);
    row.await?.as_ref().map(Stored::from_row).transpose()
}
