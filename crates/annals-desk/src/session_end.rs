//! The end of sessions, of which each is told.

use annals_model::{
    EventType, Organization, OrganizationOrdinal, Preference, PreferenceValue, SecurityArea,
};
use annals_store::{Command, CommandError, Transaction};

use crate::account::check_over;
use crate::entry::Told;
use crate::error::in_command;
use crate::open_session::{
    COLUMNS, OpenSession, SESSIONS_OF_USER_MAX, SessionId, WhichSessions, is_oneself,
};
use crate::preference::value_in;
use crate::rights_refusal::refuse;
use crate::user::{self, User, UserId};
use crate::{By, RightsRefusal, secret};

/// Ends sessions by someone's will.
pub(crate) struct EndSessions {
    pub(crate) by: By,
    pub(crate) organization: Organization,
    pub(crate) user: UserId,
    pub(crate) which: WhichSessions,
}

impl Command for EndSessions {
    type Output = usize;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<usize, CommandError> {
        let Self { by, organization, user, which } = self;
        let user = user::find(transaction.sql(), organization.ordinal, user).await?;
        let missing = || refuse(RightsRefusal::ChangedMeanwhile);
        let user = user.ok_or_else(missing)?;
        if !is_oneself(&by.principal, &user.id) {
            check_over(transaction, &by.principal, &user).await?;
        }
        end(transaction, by, organization, &user, which).await
    }
}

/// Ends sessions of `user`, tells of each that still held, and counts these.
pub(crate) async fn end(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    user: &User,
    which: &WhichSessions,
) -> Result<usize, CommandError> {
    let sql = format!("{COLUMNS} WHERE s.user_id = $1 ORDER BY s.last_seen_at DESC, s.id");
    let rows =
        sqlx::query(sqlx::AssertSqlSafe(sql)).bind(&user.id.0).fetch_all(transaction.sql()).await?;
    let sessions = rows.iter().map(OpenSession::from_row).collect::<Result<Vec<_>, _>>()?;
    let ended = sessions.into_iter().filter(|session| which.includes(&session.id)).collect();
    end_these(transaction, by, organization, user, ended).await
}

/// Ends those that are more than a user may have, the least recently used first.
pub(crate) async fn end_surplus(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    user: &User,
    newest: &SessionId,
) -> Result<(), CommandError> {
    let sql = format!(
        "{COLUMNS} WHERE s.user_id = $1 AND s.id <> $2
         ORDER BY s.last_seen_at DESC, s.created_at DESC, s.id LIMIT -1 OFFSET $3"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(&user.id.0)
        .bind(&newest.0)
        .bind(SESSIONS_OF_USER_MAX - 1)
        .fetch_all(transaction.sql())
        .await?;
    let surplus = rows.iter().map(OpenSession::from_row).collect::<Result<Vec<_>, _>>()?;
    end_these(transaction, by, organization, user, surplus).await?;
    Ok(())
}

async fn end_these(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    user: &User,
    sessions: Vec<OpenSession>,
) -> Result<usize, CommandError> {
    if sessions.is_empty() {
        return Ok(0);
    }
    let now = transaction.now().0;
    let at = organization.ordinal;
    let minutes = number_in(transaction, at, Preference::SessionIdle).await?;
    let hours = number_in(transaction, at, Preference::SessionAge).await?;
    let holds = |session: &OpenSession| {
        session.last_used_at.0 > now.saturating_sub(minutes * 60_000)
            && session.began_at.0 > now.saturating_sub(hours * 3_600_000)
    };
    let at_once = secret::new_id().map_err(in_command)?;
    let is_one = sessions.len() == 1;
    let mut count = 0;
    for session in sessions {
        sqlx::query("DELETE FROM desk_session WHERE id = $1")
            .bind(&session.id.0)
            .execute(transaction.sql())
            .await?;
        if !holds(&session) {
            continue;
        }
        count += 1;
        let told = Told::new(by, "session.ended").event_type(EventType::Change);
        let told = user.named_in(told, Some(EventType::Change)).labelled_change(
            "session",
            "Session",
            Some(&session.name()),
            None,
        );
        let told = if is_one { told } else { told.correlated(&at_once) };
        told.tell_of_security(SecurityArea::UserAccount, transaction, organization).await?;
    }
    Ok(count)
}

async fn number_in(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
    preference: Preference,
) -> Result<i64, CommandError> {
    match value_in(transaction, organization, preference).await? {
        PreferenceValue::Whole(number) => Ok(number as i64),
        _ => Ok(0),
    }
}
