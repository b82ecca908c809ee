//! What is told of messages that aren't recorded yet: webhooks often come before the answer of the
//! provider has reached the sender.

use annals_model::{Kind, Millis, Organization, OrganizationOrdinal};
use annals_store::{CommandError, Transaction};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::meant::messages_of;
use super::note::note_all;
use super::report::{AHEAD_MS_MAX, masked_text, tell};
use super::row::word;
use super::{About, ListSaid, NewMessage, Reason, ReportOutcome, Reported, Teller};
use crate::suppression::Asked;
use crate::{By, suppression};

/// Keeps it until the message comes.
pub(super) async fn park(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    report: &Reported,
    asked: &mut Asked,
) -> Result<ReportOutcome, CommandError> {
    let now = transaction.now();
    let latest = Millis(now.0.saturating_add(AHEAD_MS_MAX));
    // An address is suppressed by what its provider says, whether or not the message comes.
    let told = suppression::Told::of_address(report, report.at.filter(|at| *at <= latest));
    let is_of_address = told.is_some();
    let is_known = match told {
        Some(told) => suppression::note(transaction, by, organization, told, asked).await?,
        None => false,
    };
    let About::Provider { provider, id } = &report.about else {
        return Ok(match is_known {
            true => ReportOutcome::Noted,
            false if is_of_address => ReportOutcome::Duplicate,
            false => ReportOutcome::NoMessage,
        });
    };
    let done = sqlx::query(
        "INSERT INTO desk_message_parked (organization, provider, provider_id, dedupe, recipient,
         kind, at, received_at, code, text, url, is_by_provider, scope, can_reset, is_ambiguous)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT DO NOTHING",
    )
    .bind(i64::from(organization.ordinal.0))
    .bind(provider)
    .bind(id)
    .bind(&report.dedupe)
    .bind(&report.recipient)
    .bind(report.kind.as_str())
    .bind(report.at.map(|at| at.0))
    .bind(now.0)
    .bind(masked_text(report.reason.code.as_ref()))
    .bind(masked_text(report.reason.text.as_ref()))
    .bind(masked_text(report.url.as_ref()))
    .bind(i64::from(report.teller == Teller::Provider))
    .bind(&report.list.scope)
    .bind(report.list.can_reset.map(i64::from))
    .bind(i64::from(report.list.ambiguous))
    .execute(transaction.sql())
    .await?;
    let is_new = done.rows_affected() > 0;
    Ok(if is_new { ReportOutcome::Parked } else { ReportOutcome::Duplicate })
}

/// Notes what was told of messages before they were recorded.
pub(super) async fn unpark(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    messages: &[&NewMessage],
) -> Result<(), CommandError> {
    let at = organization.ordinal;
    for about in told_of(transaction.sql(), at, messages).await? {
        let reports = parked(transaction.sql(), at, &about).await?;
        let found = messages_of(transaction.sql(), at, &reports).await?;
        for (report, seq) in reports.iter().zip(found) {
            let Some(seq) = seq else { continue };
            for noted in note_all(transaction, &[(seq, report)]).await? {
                let asked = &mut Asked::Unknown;
                tell(transaction, by, organization, (report, noted), asked).await?;
            }
            let About::Provider { provider, id } = &about else { continue };
            sqlx::query(
                "DELETE FROM desk_message_parked WHERE organization = $1 AND provider = $2
                 AND provider_id = $3 AND dedupe = $4",
            )
            .bind(i64::from(at.0))
            .bind(provider)
            .bind(id)
            .bind(&report.dedupe)
            .execute(transaction.sql())
            .await?;
        }
    }
    Ok(())
}

/// What of them something was told of already: of most nothing was.
async fn told_of(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    messages: &[&NewMessage],
) -> Result<Vec<About>, sqlx::Error> {
    let mut ids = Vec::new();
    for message in messages {
        if let Some(provider) = &message.fields.provider {
            ids.extend(message.provider_ids.iter().map(|id| (provider, id)));
        }
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "SELECT DISTINCT provider, provider_id FROM desk_message_parked WHERE organization = ",
    );
    query.push_bind(i64::from(organization.0)).push(" AND (provider, provider_id) IN (");
    query.push_values(ids, |mut row, (provider, id)| {
        row.push_bind(provider).push_bind(id);
    });
    let rows = query.push(")").build().persistent(false).fetch_all(connection).await?;
    let about =
        |row: &SqliteRow| Ok(About::Provider { provider: row.try_get(0)?, id: row.try_get(1)? });
    rows.iter().map(about).collect()
}

async fn parked(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    about: &About,
) -> Result<Vec<Reported>, sqlx::Error> {
    let About::Provider { provider, id } = about else { return Ok(Vec::new()) };
    let rows = sqlx::query(
        "SELECT dedupe, recipient, kind, at, code, text, url, is_by_provider, scope, can_reset,
         is_ambiguous
         FROM desk_message_parked
         WHERE organization = $1 AND provider = $2 AND provider_id = $3 ORDER BY dedupe",
    )
    .bind(i64::from(organization.0))
    .bind(provider)
    .bind(id)
    .fetch_all(connection)
    .await?;
    let reported = |row: &SqliteRow| {
        let is_by_provider = row.try_get::<i64, _>(7)? != 0;
        Ok(Reported {
            teller: if is_by_provider { Teller::Provider } else { Teller::Sender },
            about: about.clone(),
            dedupe: row.try_get(0)?,
            recipient: row.try_get(1)?,
            kind: word(row, 2, Kind::parse)?,
            at: row.try_get::<Option<i64>, _>(3)?.map(Millis),
            reason: Reason { code: row.try_get(4)?, text: row.try_get(5)? },
            url: row.try_get(6)?,
            list: ListSaid {
                scope: row.try_get(8)?,
                can_reset: row.try_get::<Option<i64>, _>(9)?.map(|can| can != 0),
                ambiguous: row.try_get::<i64, _>(10)? != 0,
            },
        })
    };
    rows.iter().map(reported).collect()
}
