//! No two users of an installation have usernames that look the same.

use annals_store::{CommandError, Transaction};
use sqlx::Row;

use crate::look::Looks;
use crate::rights_refusal::refuse;
use crate::{RightsRefusal, User, UserId};

/// Notes how the username of `user`, who is there, looks; refuses when another one looks the same.
pub(crate) async fn claim(
    transaction: &mut Transaction<'_>,
    user: &User,
) -> Result<(), CommandError> {
    note_others(transaction, &user.id).await?;
    let looks = Looks::of(&user.username);
    let other = sqlx::query(
        "SELECT 1 FROM desk_user
         WHERE (username_look IN ($1, $2) OR username_small_look IN ($1, $2)) AND id <> $3",
    )
    .bind(&looks.written)
    .bind(&looks.small)
    .bind(&user.id.0)
    .fetch_optional(transaction.sql())
    .await?;
    if other.is_some() {
        return Err(refuse(RightsRefusal::UsernameLooksTaken));
    }
    note(transaction, &user.id.0, &looks).await
}

/// Those who came before looks were noted: once. Of them some may look the same, and stay so.
async fn note_others(transaction: &mut Transaction<'_>, but: &UserId) -> Result<(), CommandError> {
    let rows =
        sqlx::query("SELECT id, username FROM desk_user WHERE username_look IS NULL AND id <> $1")
            .bind(&but.0)
            .fetch_all(transaction.sql())
            .await?;
    for row in rows {
        let username: String = row.try_get(1)?;
        note(transaction, row.try_get(0)?, &Looks::of(&username)).await?;
    }
    Ok(())
}

async fn note(
    transaction: &mut Transaction<'_>,
    id: &str,
    looks: &Looks,
) -> Result<(), CommandError> {
    sqlx::query("UPDATE desk_user SET username_look = $2, username_small_look = $3 WHERE id = $1")
        .bind(id)
        .bind(&looks.written)
        .bind(&looks.small)
        .execute(transaction.sql())
        .await?;
    Ok(())
}
