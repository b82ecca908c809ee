//! Exports of the log, told in it before anything leaves.

use annals_model::{EventType, Organization, OrganizationOrdinal, Permission, TimeRange, Value};
use annals_store::{Command, CommandError, Transaction};

use crate::entry::Told;
use crate::{By, Desk, Result};

/// What leaves the log, and in which form.
#[derive(Clone, Debug)]
pub struct LogExport {
    /// The organisation whose log it is.
    pub organization: OrganizationOrdinal,
    /// The search as typed; empty for none.
    pub search: String,
    /// The range of time, with words such as "today" resolved.
    pub time: TimeRange,
    /// Chosen sources.
    pub sources: Vec<String>,
    /// Chosen users.
    pub users: Vec<String>,
    /// The form: "csv".
    pub format: &'static str,
    /// Exactly how many entries leave.
    pub entries: u64,
}

impl Desk {
    /// Tells that `by` exports entries of a log that they may read; it is durable when this
    /// returns, and only then may the first byte leave.
    pub async fn tell_export(&self, by: impl Into<By>, export: LogExport) -> Result<()> {
        let by = by.into();
        let read = Permission::ReadEvents;
        let organization = self.require(&by.principal, export.organization, read)?;
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
        let LogExport { search, time, sources, users, format, entries, .. } = &self.export;
        let noun = if *entries == 1 { "entry" } else { "entries" };
        let text = |text: String| Some(Value::text(&text)).filter(|_| !text.is_empty());
        let details = [
            ("search", text(search.clone())),
            ("from", time.from.map(|from| Value::text(&from.to_string()))),
            ("to", time.to.map(|to| Value::text(&to.to_string()))),
            ("sources", list(sources)),
            ("users", list(users)),
            ("format", text((*format).to_owned())),
            ("entries", Some(Value::from_json(entries.to_string()))),
        ];
        let told = Told::new(&self.by, "log.exported")
            .event_type(EventType::Access)
            .description(format!("{entries} {noun} as {}", format.to_uppercase()));
        let present = details.into_iter().filter_map(|(key, value)| Some((key, value?)));
        present
            .fold(told, |told, (key, value)| told.detail(key, value))
            .tell(transaction, &self.organization)
    }
}

/// A JSON array of texts; nothing if there are none.
fn list(texts: &[String]) -> Option<Value> {
    let texts: Vec<_> = texts.iter().map(|text| Value::text(text).as_json().to_owned()).collect();
    (!texts.is_empty()).then(|| Value::from_json(format!("[{}]", texts.join(","))))
}
