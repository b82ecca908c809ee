//! Changes of the directory, each with its entry.

use annals_model::{EventType, Organization, RecordKey};
use annals_store::{Command, CommandError, Transaction};

use super::{CHANGES, DescribedRecord, called, row};
use crate::cache::Tells;
use crate::entry::Told;
use crate::{By, hold};

/// So many are written in one turn of the writer, for whom events wait: some ten milliseconds.
pub(super) const STEP_RECORDS: usize = 200;

/// Puts descriptions in the place of those that are there.
pub(super) struct Describe {
    _tells: Tells,
    by: By,
    organization: Organization,
    records: Vec<DescribedRecord>,
}

impl Describe {
    pub(super) fn new(by: &By, organization: &Organization, records: &[DescribedRecord]) -> Self {
        Self {
            _tells: Tells(&CHANGES),
            by: by.clone(),
            organization: organization.clone(),
            records: records.to_vec(),
        }
    }
}

impl Command for Describe {
    /// How many are new or different.
    type Output = usize;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<usize, CommandError> {
        let Self { by, organization, records, .. } = self;
        let (mut changed, now) = (Vec::new(), transaction.now());
        for record in &*records {
            let old = row::find(transaction.sql(), organization.ordinal, &record.key).await?;
            let is_changed = old.as_ref() != Some(record);
            let at = organization.ordinal;
            if is_changed || !called::is_kept(transaction.sql(), at, record).await? {
                called::keep(transaction.sql(), at, record, now).await?;
            }
            if is_changed {
                row::write(transaction.sql(), at, record).await?;
                changed.push((old, record));
            }
        }
        if changed.is_empty() {
            return Ok(0);
        }
        mark(transaction, organization).await?;
        let keys = changed.iter().map(|(_, record)| &record.key);
        hold::grow(transaction, organization.ordinal, keys).await?;
        let mut told = Told::new(by, "record.described");
        for (old, record) in &changed {
            let change = if old.is_some() { EventType::Change } else { EventType::Add };
            told = told.record_key(&record.key, Some(change));
        }
        if let [(old, record)] = &*changed {
            for (property, label) in differences(old.as_ref(), record) {
                told = told.secret_change(property, label);
            }
        }
        let is_new = changed.iter().all(|(old, _)| old.is_none());
        told.event_type(if is_new { EventType::Add } else { EventType::Change })
            .tell(transaction, organization)?;
        Ok(changed.len())
    }
}

/// Notes that the organisation has a directory: events of others needn't look for one.
async fn mark(
    transaction: &mut Transaction<'_>,
    organization: &Organization,
) -> Result<(), CommandError> {
    sqlx::query("INSERT INTO desk_directory (organization) VALUES ($1) ON CONFLICT DO NOTHING")
        .bind(i64::from(organization.ordinal.0))
        .execute(transaction.sql())
        .await?;
    Ok(())
}

/// What is said anew: the property and what people call it.
fn differences(
    old: Option<&DescribedRecord>,
    new: &DescribedRecord,
) -> Vec<(&'static str, &'static str)> {
    let nothing = DescribedRecord {
        key: new.key.clone(),
        name: None,
        parents: Vec::new(),
        emails: Vec::new(),
        phones: Vec::new(),
    };
    let old = old.unwrap_or(&nothing);
    let all = [
        ("name", "Name", old.name != new.name),
        ("parents", "Belongs To", old.parents != new.parents),
        ("emails", "E-mail Addresses", old.emails != new.emails),
        ("phones", "Phones", old.phones != new.phones),
    ];
    all.into_iter().filter(|all| all.2).map(|(property, label, _)| (property, label)).collect()
}

/// Takes back what was said of a record.
pub(super) struct Forget {
    pub(super) by: By,
    pub(super) organization: Organization,
    pub(super) key: RecordKey,
}

impl Command for Forget {
    /// Whether anything was said.
    type Output = bool;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<bool, CommandError> {
        let Self { by, organization, key } = self;
        if row::find(transaction.sql(), organization.ordinal, key).await?.is_none() {
            return Ok(false);
        }
        row::delete(transaction.sql(), organization.ordinal, key).await?;
        called::forget(transaction.sql(), organization.ordinal, key).await?;
        Told::new(by, "record.forgotten")
            .event_type(EventType::Delete)
            .record_key(key, Some(EventType::Delete))
            .tell(transaction, organization)?;
        Ok(true)
    }
}
