//! Blacklisted Recipients: addresses to which nothing more is to be sent, why, and since when.
//!
//! What is told of an address is a step; a row is a time through which it was suppressed for one
//! reason, and follows from the steps alone (see [`annals_model::Listing`]): the order in which
//! providers tell them, and how often, makes no difference.

mod add;
mod asked;
mod check;
mod import;
mod list;
mod note;
mod reconcile;
mod reset;
mod rows;
mod step;
mod whose;

use annals_model::{
    Channel, Millis, OrganizationOrdinal, Permission, Principal, RecordKey, ResetLimit, Step,
    SuppressionReason, SuppressionState,
};

use crate::{By, Desk, Error, MessageId, MessageReason, Result};

pub(crate) use asked::Asked;
pub use check::{CHECKED_ADDRESSES_MAX, CheckedAddress};
pub use import::{IMPORTED_ROWS_MAX, ImportedRow};
pub use list::{
    SUPPRESSIONS_COUNTED_MAX, SUPPRESSIONS_LISTED_MAX, SuppressionOrder, SuppressionPage,
    SuppressionSearch,
};
pub(crate) use note::{Told, note};
pub use reconcile::{Difference, ListedFor, RECONCILED_OURS_MAX, Reconciliation, is_of_other_list};

/// Bytes of what a suppression holds for.
pub const SCOPE_BYTES_MAX: usize = 256;
/// Steps that are kept of one address and reason; of more, messages themselves have what was told.
pub const SUPPRESSION_STEPS_MAX: u32 = 1_000;
/// Records that are shown of one address.
pub const SUPPRESSION_RECORDS_MAX: usize = 20;
/// The type of the records that entries about them name.
const RECORD_TYPE: &str = "suppression";
/// Who told it, where someone entered it here.
pub const BY_HAND: &str = "manual";
/// Who told it, where it came in a file.
pub const BY_IMPORT: &str = "import";

/// A suppression's stable id; not a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SuppressionId(pub String);

/// A time through which an address was suppressed for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Its id.
    pub id: SuppressionId,
    /// The way of its messages.
    pub channel: Channel,
    /// The address as it was written.
    pub address: String,
    /// The form by which addresses are compared.
    pub address_key: String,
    /// Why.
    pub reason: SuppressionReason,
    /// The provider on whose list it is, or whose messages it is about.
    pub provider: Option<String>,
    /// What it holds for; everything, if absent.
    pub scope: Option<String>,
    /// Who told it: a provider, `sender`, [`BY_HAND`] or [`BY_IMPORT`].
    pub source: String,
    /// How it stands.
    pub state: SuppressionState,
    /// When it was first told.
    pub first_at: Millis,
    /// When it was last told.
    pub last_at: Millis,
    /// When it ended, if it did.
    pub ended_at: Option<Millis>,
    /// How often it was told.
    pub count: u32,
    /// The message by which it was last told, as far as one is known.
    pub message: Option<MessageId>,
    /// What was said of it last.
    pub said: MessageReason,
    /// Whether its provider lets us take it off its list, where it says so.
    pub can_reset: Option<bool>,
}

/// Something that was told of an address, or done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressionStep {
    /// What.
    pub step: Step,
    /// When it happened.
    pub at: Millis,
    /// When it was told.
    pub received_at: Millis,
    /// Who told it.
    pub source: String,
    /// The message that it was told of.
    pub message: Option<MessageId>,
    /// A code and words; of a reset, the reason for it.
    pub said: MessageReason,
    /// Who did it, where someone did it here.
    pub who: Option<String>,
}

/// All that is known of a suppression.
#[derive(Clone, Debug)]
pub struct SuppressionDetail {
    /// It.
    pub suppression: Suppression,
    /// Others of the same address, the newest first.
    pub others: Vec<Suppression>,
    /// What was told and done, of this reason, the oldest first.
    pub steps: Vec<SuppressionStep>,
    /// Records that have the address, as far as its messages and the directory tell.
    pub records: Vec<RecordKey>,
}

/// An address that someone suppresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSuppression {
    /// The way of its messages.
    pub channel: Channel,
    /// The address.
    pub address: String,
    /// Why.
    pub reason: SuppressionReason,
    /// On whose list it is.
    pub provider: Option<String>,
    /// What it holds for.
    pub scope: Option<String>,
    /// Since when; now, if absent.
    pub since: Option<Millis>,
    /// Why, in words.
    pub note: Option<String>,
}

impl Suppression {
    /// Why it can't be reset from here, if it can't.
    pub fn reset_limit(&self) -> Option<ResetLimit> {
        if self.state != SuppressionState::Active {
            return Some(ResetLimit::NotActive);
        }
        let is_of_import = self.source == BY_IMPORT && self.provider.is_none();
        let is_by_hand = self.source == BY_HAND || is_of_import;
        let provider = self.provider.as_deref().unwrap_or_default();
        self.reason.reset_limit(provider, is_by_hand, self.can_reset)
    }

    /// Whether whoever checks the address has taken too long.
    pub fn is_overdue(&self, now: Millis) -> bool {
        self.state == SuppressionState::Active
            && self.reason == SuppressionReason::Validate
            && now.0.saturating_sub(self.first_at.0) > annals_model::CHECK_OVERDUE_MS
    }
}

impl Desk {
    /// A page of the suppressions that `by` may see: those of channels whose log they may read.
    pub async fn suppressions(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        search: &SuppressionSearch,
    ) -> Result<SuppressionPage> {
        let (organization, logs) = self.message_logs(by, organization)?;
        let connection = &mut *self.store.settings().acquire().await?;
        list::page(connection, organization.ordinal, &logs, search).await
    }

    /// All that is known of a suppression; not found if `by` may not see it.
    pub async fn suppression(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        id: &SuppressionId,
    ) -> Result<SuppressionDetail> {
        let (organization, logs) = self.message_logs(by, organization)?;
        let at = organization.ordinal;
        let connection = &mut *self.store.settings().acquire().await?;
        let found = list::find(connection, at, &logs, id).await?.ok_or(Error::NotFound)?;
        let others = list::of_address(connection, at, &logs, &found).await?;
        let steps = step::of(connection, at, &found).await?;
        let records = whose::records(connection, at, &found, &logs).await?;
        Ok(SuppressionDetail { suppression: found, others, steps, records })
    }

    /// The records that have the addresses of each, as far as `by` may know.
    pub async fn suppression_records(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        suppressions: &[Suppression],
    ) -> Result<Vec<Vec<RecordKey>>> {
        let (organization, logs) = self.message_logs(by, organization)?;
        let connection = &mut *self.store.settings().acquire().await?;
        let mut all = Vec::with_capacity(suppressions.len());
        for one in suppressions {
            all.push(whose::records(connection, organization.ordinal, one, &logs).await?);
        }
        Ok(all)
    }

    /// What is to be thought of before sending to these addresses of a channel, of which `by` may
    /// read a log. Of all that is known, whether of families or of staff: whoever sends has to
    /// know.
    pub async fn check_addresses(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        channel: Channel,
        addresses: &[String],
        scope: Option<&str>,
    ) -> Result<Vec<CheckedAddress>> {
        let (organization, logs) = self.message_logs(by, organization)?;
        if !logs.has_channel(channel) {
            return Err(Error::NotAllowed);
        }
        let connection = &mut *self.store.settings().acquire().await?;
        let at = organization.ordinal;
        let mut checked = check::check(connection, at, channel, addresses, scope).await?;
        for one in checked.iter_mut().flat_map(|one| &mut one.active) {
            list::show(connection, at, &logs, one).await?;
        }
        Ok(checked)
    }

    /// Those of a record's addresses that are suppressed, and that `by` may see.
    pub async fn suppressions_of_record(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        key: &RecordKey,
    ) -> Result<Vec<Suppression>> {
        let (organization, logs) = self.message_logs(by, organization)?;
        let connection = &mut *self.store.settings().acquire().await?;
        whose::of_record(connection, organization.ordinal, &logs, key).await
    }

    /// Suppresses an address, where `by` may; it is there, and whether it was before.
    pub async fn add_suppression(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        new: NewSuppression,
    ) -> Result<std::result::Result<(Suppression, bool), (&'static str, String)>> {
        let by = by.into();
        let organization = self.may_suppress(&by.principal, organization, Some(new.channel))?;
        let ready = match add::Ready::new(&new, self.clock.now()) {
            Ok(ready) => ready,
            Err(problem) => return Ok(Err(problem)),
        };
        let (at, principal) = (organization.ordinal, by.principal.clone());
        let add = add::Add { by, organization, new: ready };
        let (mut one, was_known) = self.store.command(add).await?;
        if was_known {
            let (_, logs) = self.message_logs(&principal, at)?;
            let connection = &mut *self.store.settings().acquire().await?;
            list::show(connection, at, &logs, &mut one).await?;
        }
        Ok(Ok((one, was_known)))
    }

    /// Suppresses the addresses of a file, where `by` may. Those that are refused are named, and
    /// keep none of the others out.
    pub async fn import_suppressions(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        rows: Vec<NewSuppression>,
        refused: usize,
    ) -> Result<Vec<ImportedRow>> {
        let by = by.into();
        let organization = self.may_suppress(&by.principal, organization, None)?;
        let (_, logs) = self.message_logs(&by.principal, organization.ordinal)?;
        import::import(self, by, organization, &logs, rows, refused).await
    }

    /// Lets messages be sent to an address again, where `by` may, and as far as that can be done
    /// from here.
    pub async fn reset_suppression(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        id: &SuppressionId,
        why: &str,
        is_confirmed: bool,
    ) -> Result<Suppression> {
        let by = by.into();
        let organization = self.may_suppress(&by.principal, organization, None)?;
        let (_, logs) = self.message_logs(&by.principal, organization.ordinal)?;
        let why = reset::reason(why)?;
        let reset = reset::Reset { by, organization, logs, id: id.clone(), why, is_confirmed };
        self.store.command(reset).await?.ok_or(Error::NotFound)
    }

    /// Tells that `by` takes so many suppressions out as a file. It is durable when this returns,
    /// and only then may the first byte leave.
    pub async fn tell_suppressions_export(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        rows: u64,
    ) -> Result<()> {
        let by = by.into();
        let organization = self.may_suppress(&by.principal, organization, None)?;
        Ok(self.store.command(import::TellExport { by, organization, rows }).await?)
    }

    /// The organisation, where `by` may change suppressions, and may see those of the channel.
    fn may_suppress(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        channel: Option<Channel>,
    ) -> Result<annals_model::Organization> {
        let organization = self.require(by, organization, Permission::ManageSuppressions)?;
        let (_, logs) = self.message_logs(by, organization.ordinal)?;
        match channel {
            Some(channel) if !logs.has_channel(channel) => Err(Error::NotAllowed),
            _ => Ok(organization),
        }
    }
}
