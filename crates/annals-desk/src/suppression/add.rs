//! Addresses that someone suppresses.

use annals_model::{Channel, Millis, Organization, Step, SuppressionReason, limits};
use annals_store::{Command, CommandError, Transaction};

use super::rows::{self, Key};
use super::step::{self, NewStep};
use super::{BY_HAND, NewSuppression, SCOPE_BYTES_MAX, Suppression};
use crate::error::in_command;
use crate::{By, secret};

/// A suppression that was looked at.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    channel: Channel,
    address: String,
    address_key: String,
    reason: SuppressionReason,
    provider: String,
    scope: String,
    since: Option<Millis>,
    note: Option<String>,
}

impl Ready {
    /// The field that can't be, and why not.
    pub(super) fn new(new: &NewSuppression, now: Millis) -> Result<Self, (&'static str, String)> {
        let address = new.address.trim();
        text("address", Some(address), limits::NAME_BYTES_MAX)?;
        let address_key =
            new.channel.listed_key(address).map_err(|reason| ("address", reason.to_owned()))?;
        text("provider", new.provider.as_deref(), SCOPE_BYTES_MAX)?;
        text("scope", new.scope.as_deref(), SCOPE_BYTES_MAX)?;
        text("note", new.note.as_deref(), limits::TEXT_BYTES_MAX)?;
        if new.since.is_some_and(|at| at > now || at.0 < limits::OCCURRED_AT_MS_MIN) {
            return Err(("since", "is in the future, or before 1900".to_owned()));
        }
        Ok(Self {
            channel: new.channel,
            address: address.to_owned(),
            address_key,
            reason: new.reason,
            provider: new.provider.clone().unwrap_or_default(),
            scope: new.scope.clone().unwrap_or_default(),
            since: new.since,
            note: new.note.clone(),
        })
    }

    pub(super) fn channel(&self) -> Channel {
        self.channel
    }

    pub(super) fn address_key(&self) -> &str {
        &self.address_key
    }

    /// Keeps it: the row, and whether it was there before. Only with `is_told` it is an entry of
    /// its own.
    pub(super) async fn write(
        &self,
        transaction: &mut Transaction<'_>,
        by: &By,
        organization: &Organization,
        source: &str,
        is_told: bool,
    ) -> Result<(Suppression, bool), CommandError> {
        let now = transaction.now();
        let at = self.since.unwrap_or(now);
        let key = self.key(organization, self.reason);
        let before = rows::settle(transaction, None, organization, &key).await?;
        let is_known = |row: &&Suppression| {
            let until = row.ended_at.unwrap_or(Millis(i64::MAX));
            // Of a file that comes again, what has ended since stays so.
            row.first_at <= at && at <= until
        };
        if let Some(known) = before.iter().rev().find(is_known) {
            return Ok((known.clone(), true));
        }
        let dedupe = secret::new_id().map_err(in_command)?;
        let new = NewStep {
            dedupe: &format!("{source} {dedupe}"),
            step: Step::Listed,
            address: &self.address,
            at,
            source,
            message: None,
            code: None,
            text: self.note.clone(),
            can_reset: None,
            who: Some(&by.principal.name),
        };
        step::put(transaction.sql(), &key, &new, now).await?;
        if self.reason == SuppressionReason::Invalid {
            // What was being checked is found to be nothing.
            let checked = self.key(organization, SuppressionReason::Validate);
            let found = NewStep { step: Step::Lifted, text: None, ..new };
            step::put(transaction.sql(), &checked, &found, now).await?;
            rows::settle(transaction, None, organization, &checked).await?;
        }
        let told = Some(by).filter(|_| is_told);
        let rows = rows::settle(transaction, told, organization, &key).await?;
        let is_it = |row: &Suppression| row.first_at <= at && at <= row.last_at;
        let row = rows.into_iter().find(is_it);
        let lost = || CommandError::Refused("the row that was just made is gone".into());
        Ok((row.ok_or_else(lost)?, false))
    }

    fn key(&self, organization: &Organization, reason: SuppressionReason) -> Key {
        Key {
            organization: organization.ordinal,
            channel: self.channel,
            address_key: self.address_key.clone(),
            reason,
            provider: self.provider.clone(),
            scope: self.scope.clone(),
        }
    }
}

fn text(
    field: &'static str,
    text: Option<&str>,
    bytes_max: usize,
) -> Result<(), (&'static str, String)> {
    let Some(text) = text else { return Ok(()) };
    let problem = if text.trim().is_empty() {
        "must not be empty; leave it out instead".to_owned()
    } else if text.len() > bytes_max {
        format!("has {} bytes, at most {bytes_max} are taken", text.len())
    } else if text.chars().any(|c| c.is_control() && !"\r\n\t".contains(c)) {
        "contains a control character".to_owned()
    } else {
        return Ok(());
    };
    Err((field, problem))
}

/// Suppresses an address by hand.
pub(super) struct Add {
    pub(super) by: By,
    pub(super) organization: Organization,
    pub(super) new: Ready,
}

impl Command for Add {
    /// The row, and whether it was there before.
    type Output = (Suppression, bool);

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Self::Output, CommandError> {
        let Self { by, organization, new } = self;
        new.write(transaction, by, organization, BY_HAND, true).await
    }
}
