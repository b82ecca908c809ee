//! Many addresses at once, in and out.

use annals_model::{EventType, Organization, Value};
use annals_store::{Command, CommandError, Transaction};

use super::add::Ready;
use super::{BY_IMPORT, NewSuppression};
use crate::entry::Told;
use crate::{By, Desk, Error, Logs, Result, secret};

/// Rows of one file.
pub const IMPORTED_ROWS_MAX: usize = 10_000;
/// So many are written in one turn of the writer, for whom events wait.
const STEP_ROWS: usize = 200;

/// What became of a row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportedRow {
    /// It is suppressed by now.
    Added,
    /// It was before.
    Known,
    /// It is refused: the field, and why.
    Refused(&'static str, String),
}

/// Suppresses what can be, in steps: a file that broke off is sent again, and nothing is there
/// twice.
pub(super) async fn import(
    desk: &Desk,
    by: By,
    organization: Organization,
    logs: &Logs,
    rows: Vec<NewSuppression>,
    refused: usize,
) -> Result<Vec<ImportedRow>> {
    if rows.len() > IMPORTED_ROWS_MAX {
        let count = rows.len();
        let text = format!("a file has at most {IMPORTED_ROWS_MAX} rows, this one has {count}");
        return Err(Error::refused(text));
    }
    let now = desk.clock.now();
    let ready = |row: &NewSuppression| match Ready::new(row, now) {
        Ok(ready) if !logs.has_channel(ready.channel()) => {
            Err(("channel", "you may not see the log of this channel".to_owned()))
        }
        other => other,
    };
    let ready: Vec<_> = rows.iter().map(ready).collect();
    let import = secret::new_id()?;
    let mut became = Vec::with_capacity(ready.len());
    let mut refused = refused;
    for rows in ready.chunks(STEP_ROWS) {
        let (by, organization, import) = (by.clone(), organization.clone(), import.clone());
        let step = Import { by, organization, rows: rows.to_vec(), import, refused };
        became.extend(desk.store.command(step).await?);
        refused = 0;
    }
    Ok(became)
}

struct Import {
    by: By,
    organization: Organization,
    rows: Vec<std::result::Result<Ready, (&'static str, String)>>,
    /// What its entries have in common.
    import: String,
    /// Rows that were refused before, and are told with this step.
    refused: usize,
}

impl Command for Import {
    /// One for each.
    type Output = Vec<ImportedRow>;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> std::result::Result<Self::Output, CommandError> {
        let Self { by, organization, rows, import, refused } = self;
        let mut became = Vec::with_capacity(rows.len());
        for row in rows {
            became.push(match row {
                Ok(row) => {
                    match row.write(transaction, by, organization, BY_IMPORT, false).await? {
                        (_, true) => ImportedRow::Known,
                        (_, false) => ImportedRow::Added,
                    }
                }
                Err((field, reason)) => ImportedRow::Refused(field, reason.clone()),
            });
        }
        let added = became.iter().filter(|row| **row == ImportedRow::Added).count();
        let known = became.iter().filter(|row| **row == ImportedRow::Known).count();
        let others = became.len() - added - known + *refused;
        let counts = [("Added", added), ("Known", known), ("Refused", others)];
        let told = Told::new(by, "suppression.imported")
            .of_messages([])
            .event_type(EventType::Add)
            .correlated(import);
        let counted = |told: Told, (name, count): (&str, usize)| {
            told.detail(name, Value::from_json(count.to_string()))
        };
        counts.into_iter().fold(told, counted).tell(transaction, organization)?;
        Ok(became)
    }
}

/// Tells of an export.
pub(super) struct TellExport {
    pub(super) by: By,
    pub(super) organization: Organization,
    pub(super) rows: u64,
}

impl Command for TellExport {
    type Output = ();

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> std::result::Result<(), CommandError> {
        Told::new(&self.by, "suppression.exported")
            .of_messages([])
            .event_type(EventType::Access)
            .detail("Rows", Value::from_json(self.rows.to_string()))
            .tell(transaction, &self.organization)
    }
}
