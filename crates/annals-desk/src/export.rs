//! Exports of the log, told in it before anything leaves.

use annals_model::{EventType, Organization, Permission, Value};
use annals_store::{Command, CommandError, Transaction};

use crate::entry::Told;
use crate::{By, Desk, Error, ExportRefusal, LogSearch, Result};

/// What leaves the log, and in which form.
#[derive(Clone, Debug)]
pub struct LogExport {
    /// Which entries.
    pub search: LogSearch,
    /// The form: "csv".
    pub format: &'static str,
    /// Exactly how many entries leave.
    pub entries: u64,
}

impl Desk {
    /// Tells that `by` exports entries of a log that they may read; it is durable when this
    /// returns, and only then may the first byte leave. Refused when there are more than
    /// [`annals_model::Preference::ExportEntriesMax`] of the organisation allows.
    pub async fn tell_export(&self, by: impl Into<By>, export: LogExport) -> Result<()> {
        let by = by.into();
        let read = Permission::ReadEvents;
        let organization = self.require(&by.principal, export.search.organization, read)?;
        self.refresh_preferences().await?;
        let max = self.preferences_of(organization.ordinal).export_entries_max();
        let entries = export.entries;
        if entries > max {
            return Err(Error::Refused(ExportRefusal::TooMany { entries, max }.into()));
        }
        Ok(self.store.command(TellExport { by, organization, export }).await?)
    }
}

struct TellExport {
    by: By,
    organization: Organization,
    export: LogExport,
}

impl Command for TellExport {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let LogExport { search, format, entries } = &self.export;
        let noun = if *entries == 1 { "entry" } else { "entries" };
        let told = Told::new(&self.by, "log.exported")
            .event_type(EventType::Access)
            .description(format!("{entries} {noun} as {}", format.to_uppercase()));
        search
            .tell(told)
            .detail("format", Value::text(format))
            .detail("entries", Value::from_json(entries.to_string()))
            .tell(transaction, &self.organization)
    }
}
