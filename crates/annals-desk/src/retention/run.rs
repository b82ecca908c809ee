//! Runs: all that is due in an organisation, told of in one entry.

use annals_model::{
    Channel, EventType, Organization, OrganizationOrdinal, Permission, Principal, PrincipalKind,
    RowFilter, Scopes,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;

use super::confirm::periods_in;
use super::purge::{BEGIN, Step};
use super::{RUN_INTERVAL_MS, held, row};
use crate::entry::Told;
use crate::hold::tell_of;
use crate::{By, Desk, Result};

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetentionOutcome {
    /// Nothing is purged before someone confirms what will be.
    NeedsConfirmation,
    /// Texts that were purged, in the order of [`Channel::ALL`].
    Purged([u64; Channel::ALL.len()]),
}

impl Desk {
    /// Purges what is due, where `by` may manage retention.
    pub async fn run_retention(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
    ) -> Result<RetentionOutcome> {
        let by = by.into();
        let manage = Permission::ManageRetention;
        let organization = self.require(&by.principal, organization, manage)?;
        let outcome = self.purge_due(by, &organization).await?;
        self.erase_purged().await?;
        Ok(outcome)
    }

    /// Purges what is due in all organisations whose last run was a day ago, or broke off; how
    /// many ran. Then has it go from the files of the database.
    pub async fn run_due_retention(&self) -> Result<usize> {
        let rows = sqlx::query(
            "SELECT organization FROM desk_retention
             WHERE last_run_at IS NULL OR last_run_at <= $1 UNION
             SELECT organization FROM desk_retention_run WHERE ended_at IS NULL",
        )
        .bind(self.clock.now().0.saturating_sub(RUN_INTERVAL_MS))
        .fetch_all(self.store.settings())
        .await?;
        let (tree, mut ran) = (self.store.organizations(), 0);
        for row in &rows {
            let at = OrganizationOrdinal(row.try_get(0)?);
            let Some(organization) = tree.get(at) else { continue };
            match self.purge_due(by_itself(at), organization).await {
                Ok(_) => ran += 1,
                Err(error) => {
                    let organization = &organization.id;
                    tracing::error!(%error, %organization, "a retention run failed");
                }
            }
        }
        self.erase_purged().await?;
        Ok(ran)
    }

    /// One after the other: runs of one organisation are one run, whose counts add up.
    async fn purge_due(&self, by: By, organization: &Organization) -> Result<RetentionOutcome> {
        let _turn = self.purging.lock().await;
        for channel in Channel::ALL {
            let mut place = Some(BEGIN);
            while let Some(after) = place {
                let step = Step { organization: organization.clone(), channel, after };
                place = self.store.command(step).await?;
            }
        }
        Ok(self.store.command(End { by, organization: organization.clone() }).await?)
    }

    /// Has what was purged go from the pages and the write-ahead log of the database. Someone who
    /// reads may be in the way of the latter: then it is false, and to be tried again.
    pub async fn erase_purged(&self) -> Result<bool> {
        let waiting = "SELECT id, ended_at FROM desk_retention_run WHERE erased_at IS NULL";
        let waiting = sqlx::query(waiting).fetch_all(self.store.settings()).await?;
        if waiting.is_empty() {
            return Ok(true);
        }
        // Of one that ends meanwhile, something may still be there.
        let mut runs = Vec::with_capacity(waiting.len());
        for row in &waiting {
            if row.try_get::<Option<i64>, _>(1)?.is_some() {
                runs.push(row.try_get(0)?);
            }
        }
        let is_gone = self.store.erase_freed().await?;
        if is_gone {
            self.store.command(Erased { runs }).await?;
        }
        Ok(is_gone)
    }
}

/// Who does what goes by itself.
fn by_itself(home: OrganizationOrdinal) -> By {
    By::from(&Principal {
        kind: PrincipalKind::System,
        id: "retention".to_owned(),
        name: "Retention".to_owned(),
        home,
        scopes: Scopes::default(),
        below: Scopes::default(),
        rows: RowFilter::default(),
    })
}

/// Ends a run and tells of it.
struct End {
    by: By,
    organization: Organization,
}

impl Command for End {
    type Output = RetentionOutcome;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Self::Output, CommandError> {
        let at = self.organization.ordinal;
        let now = transaction.now();
        let (periods, _) = periods_in(transaction, at).await?;
        let row = sqlx::query(
            "UPDATE desk_retention_run SET ended_at = $1
             WHERE organization = $2 AND ended_at IS NULL RETURNING email, sms, push, id",
        )
        .bind(now.0)
        .bind(i64::from(at.0))
        .fetch_optional(transaction.sql())
        .await?;
        let mut purged = [0; Channel::ALL.len()];
        if let Some(row) = row {
            for (place, count) in purged.iter_mut().enumerate() {
                *count = row.try_get::<i64, _>(place)?.unsigned_abs();
            }
            let run = row.try_get(Channel::ALL.len())?;
            self.tell(transaction, run, purged).await?;
        }
        if row::state(transaction.sql(), at).await?.needs_confirmation(periods) {
            return Ok(RetentionOutcome::NeedsConfirmation);
        }
        let sql = "UPDATE desk_retention SET last_run_at = $1, run_periods = $2
                   WHERE organization = $3";
        let done = sqlx::query(sql).bind(now.0).bind(periods.to_string()).bind(i64::from(at.0));
        done.execute(transaction.sql()).await?;
        Ok(RetentionOutcome::Purged(purged))
    }
}

impl End {
    /// Tells of the run, if it purged anything, or found other texts held than the one before: what
    /// is held is found again each day.
    async fn tell(
        &self,
        transaction: &mut Transaction<'_>,
        run: i64,
        purged: [u64; Channel::ALL.len()],
    ) -> Result<(), CommandError> {
        let at = self.organization.ordinal;
        let kept = held::of_run(transaction.sql(), run).await?;
        if purged.iter().all(|count| *count == 0) {
            let before = "SELECT MAX(id) FROM desk_retention_run
                          WHERE organization = $1 AND id < $2";
            let before = sqlx::query(before).bind(i64::from(at.0)).bind(run);
            let before = before.fetch_one(transaction.sql()).await?.try_get::<Option<i64>, _>(0)?;
            let before = match before {
                Some(before) => held::of_run(transaction.sql(), before).await?,
                None => held::Kept::default(),
            };
            if kept == before {
                return forget(transaction, run).await;
            }
        }
        let mut told = Told::new(&self.by, "retention.purged").event_type(EventType::Delete);
        for (channel, count) in Channel::ALL.into_iter().zip(purged) {
            let what = match channel {
                Channel::Email => "E-mail Texts",
                Channel::Sms => "Text Message Texts",
                Channel::Push => "Notification Texts",
            };
            told = told.named(what, &count.to_string());
        }
        let holds = held::told(transaction, at, &kept).await?;
        tell_of(told, "Texts Held", &holds, kept.total()).tell(transaction, &self.organization)
    }
}

/// Forgets a run that told nothing new.
async fn forget(transaction: &mut Transaction<'_>, run: i64) -> Result<(), CommandError> {
    for sql in [
        "DELETE FROM desk_retention_run_hold WHERE run = $1",
        "DELETE FROM desk_retention_run WHERE id = $1",
    ] {
        sqlx::query(sql).bind(run).execute(transaction.sql()).await?;
    }
    Ok(())
}

/// Notes that what was purged is gone from the files.
struct Erased {
    runs: Vec<i64>,
}

impl Command for Erased {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let now = transaction.now();
        for run in &self.runs {
            let sql = "UPDATE desk_retention_run SET erased_at = $1 WHERE id = $2";
            sqlx::query(sql).bind(now.0).bind(run).execute(transaction.sql()).await?;
        }
        Ok(())
    }
}
