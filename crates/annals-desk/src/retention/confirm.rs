//! Confirming what will be purged.

use annals_model::{
    Channel, EventType, Organization, OrganizationOrdinal, Permission, PreferenceValue,
};
use annals_store::{Command, CommandError, Transaction};

use super::{Periods, preference_of, row};
use crate::entry::Told;
use crate::preference::value_in;
use crate::{By, Desk, PreferenceRefusal, Refusal, Result};

impl Desk {
    /// Confirms that texts are purged after these `periods`, which have to be those that hold:
    /// from now on, runs go by themselves.
    pub async fn confirm_retention(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        periods: Periods,
    ) -> Result<()> {
        let by = by.into();
        let manage = Permission::ManageRetention;
        let organization = self.require(&by.principal, organization, manage)?;
        Ok(self.store.command(Confirm { by, organization, periods }).await?)
    }
}

struct Confirm {
    by: By,
    organization: Organization,
    periods: Periods,
}

impl Command for Confirm {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Self { by, organization, periods } = self;
        let at = organization.ordinal;
        let (now, values) = periods_in(transaction, at).await?;
        let other = Channel::ALL.iter().position(|each| now.get(*each) != periods.get(*each));
        if let Some(value) = other.and_then(|other| values.get(other)) {
            let value = value.clone();
            return Err(Refusal::from(PreferenceRefusal::Meanwhile { value }).into());
        }
        let state = row::state(transaction.sql(), at).await?;
        if !state.needs_confirmation(now) {
            return Ok(());
        }
        let mut told =
            Told::new(by, "retention.confirmed").event_type(EventType::Change).critical();
        for channel in Channel::ALL {
            let label = preference_of(channel).label();
            let before = state.confirmed.as_ref().map(|before| words(before.periods.get(channel)));
            let after = words(now.get(channel));
            let property = preference_of(channel).as_str();
            told = told.labelled_change(property, label, before.as_deref(), Some(&after));
        }
        told.tell(transaction, organization)?;
        let confirmed_at = transaction.now();
        // The next run goes at once.
        sqlx::query(
            "INSERT INTO desk_retention (organization, confirmed_at, confirmed_by, periods)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (organization) DO UPDATE SET confirmed_at = excluded.confirmed_at,
             confirmed_by = excluded.confirmed_by, periods = excluded.periods, last_run_at = NULL,
             run_periods = NULL",
        )
        .bind(i64::from(at.0))
        .bind(confirmed_at.0)
        .bind(&by.principal.name)
        .bind(now.to_string())
        .execute(transaction.sql())
        .await?;
        Ok(())
    }
}

fn words(months: Option<u32>) -> String {
    months.map_or_else(|| "for ever".to_owned(), |months| format!("{months} months"))
}

/// The periods that hold as the transaction sees them, and the values that say so.
pub(super) async fn periods_in(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
) -> Result<(Periods, Vec<PreferenceValue>), CommandError> {
    let mut values = Vec::with_capacity(Channel::ALL.len());
    for channel in Channel::ALL {
        values.push(value_in(transaction, organization, preference_of(channel)).await?);
    }
    let mut each = values.iter();
    let periods = Periods::of(|_| each.next().and_then(PreferenceValue::months));
    Ok((periods, values))
}
