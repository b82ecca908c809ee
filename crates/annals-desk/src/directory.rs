//! The record directory: what applications say of their records, besides what events tell.
//!
//! A record needs no description: its entries are found by its key, and tell its name. What is
//! described adds what an event may not know: the records that it belongs to, since when, and how
//! to reach people. Descriptions are personal data and can be taken back whole; the entries that
//! tell of them name the record by its key and the properties without their values, because
//! entries of Annals' own stay.

mod called;
mod lineage;
mod row;
mod write;

use std::collections::HashMap;

use annals_model::{
    Millis, Organization, OrganizationOrdinal, Permission, Principal, RecordKey, limits,
};
use annals_query::Text;

use crate::{By, Desk, Result};

pub use called::{NAME_WORDS_MAX, RECORD_NAMES_MAX, RecordsCalled};
pub(crate) use lineage::{CHANGES, Described, below, both};
pub use lineage::{CHILDREN_MAX, Child, Children};
pub(crate) use row::{key_at, period_at};

/// Descriptions that one request may hold.
pub const REQUEST_RECORDS_MAX: usize = 1_000;
/// Records that one belongs to, former ones included.
pub const RECORD_PARENTS_MAX: usize = 50;
/// E-mail addresses of a record, and as many phones.
pub const RECORD_ADDRESSES_MAX: usize = 20;
/// Records that are found by what they are called; of more it is said that there are more.
pub const RECORDS_CALLED_MAX: usize = 100;
/// Rows of one page of descriptions.
pub const RECORDS_LISTED_MAX: usize = 1_000;

/// What an application says of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribedRecord {
    /// Its type and id.
    pub key: RecordKey,
    /// Its name now.
    pub name: Option<String>,
    /// What it belongs to: a charge to a family, a student to a family, a family to its primary
    /// guardian.
    pub parents: Vec<RecordParent>,
    /// E-mail addresses, the usual one first.
    pub emails: Vec<String>,
    /// Phone numbers, the usual one first.
    pub phones: Vec<String>,
}

/// A record that another belongs to, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordParent {
    /// Its type and id.
    pub key: RecordKey,
    /// From when on; always, if absent.
    pub from: Option<Millis>,
    /// Until when, that moment excluded; still, if absent.
    pub to: Option<Millis>,
}

/// Why a description of several is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordProblem {
    /// Its place among those of the request, from 0.
    pub index: usize,
    /// The field: `parents[2].from`.
    pub field: String,
    /// A sentence for people.
    pub reason: String,
}

impl RecordParent {
    /// Whether it was one at that moment.
    pub fn held_at(&self, at: Millis) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }
}

impl DescribedRecord {
    /// What is wrong with it, by field.
    fn problems(&self) -> Vec<(String, String)> {
        let mut problems = Vec::new();
        let mut text = |field: String, text: &str, max: usize| {
            if let Err(reason) = check_text(text, max) {
                problems.push((field, reason));
            }
        };
        let (code_max, name_max) = (limits::CODE_BYTES_MAX, limits::NAME_BYTES_MAX);
        let mut key = |at: &str, key: &RecordKey| {
            text(format!("{at}type"), &key.record_type, code_max);
            text(format!("{at}id"), &key.id, name_max);
        };
        key("", &self.key);
        for (place, parent) in self.parents.iter().take(RECORD_PARENTS_MAX).enumerate() {
            key(&format!("parents[{place}]."), &parent.key);
        }
        if let Some(name) = &self.name {
            text("name".to_owned(), name, name_max);
        }
        for (field, values) in [("emails", &self.emails), ("phones", &self.phones)] {
            for (place, value) in values.iter().take(RECORD_ADDRESSES_MAX).enumerate() {
                text(format!("{field}[{place}]"), value, name_max);
            }
        }
        problems.extend(self.problems_together());
        problems
    }

    /// What is wrong with fields beside one another.
    fn problems_together(&self) -> Vec<(String, String)> {
        let mut problems = Vec::new();
        for (place, parent) in self.parents.iter().take(RECORD_PARENTS_MAX).enumerate() {
            if parent.key == self.key {
                let reason = "a record does not belong to itself".to_owned();
                problems.push((format!("parents[{place}]"), reason));
            }
            if parent.from.zip(parent.to).is_some_and(|(from, to)| from >= to) {
                problems.push((format!("parents[{place}].to"), "must be after from".to_owned()));
            }
        }
        for (place, email) in self.emails.iter().take(RECORD_ADDRESSES_MAX).enumerate() {
            if !email.contains('@') || email.contains(' ') {
                let reason = "is not an e-mail address such as ana@school.example".to_owned();
                problems.push((format!("emails[{place}]"), reason));
            }
        }
        for (field, count, max) in [
            ("parents", self.parents.len(), RECORD_PARENTS_MAX),
            ("emails", self.emails.len(), RECORD_ADDRESSES_MAX),
            ("phones", self.phones.len(), RECORD_ADDRESSES_MAX),
        ] {
            if count > max {
                problems.push((field.to_owned(), format!("at most {max}, not {count}")));
            }
        }
        problems
    }
}

/// What is wrong with the key of a record, in a sentence.
pub(crate) fn check_key(key: &RecordKey) -> Result<(), String> {
    check_text(&key.record_type, limits::CODE_BYTES_MAX)?;
    check_text(&key.id, limits::NAME_BYTES_MAX)
}

fn check_text(text: &str, bytes_max: usize) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("must not be empty".to_owned());
    }
    if text.len() > bytes_max {
        return Err(format!("has {} bytes, at most {bytes_max} are taken", text.len()));
    }
    match text.chars().find(|c| c.is_control()) {
        Some(c) => Err(format!("contains the control character U+{:04X}", c as u32)),
        None => Ok(()),
    }
}

/// What is wrong with descriptions that come together.
fn problems(records: &[DescribedRecord]) -> Vec<RecordProblem> {
    let mut seen = std::collections::HashSet::new();
    let mut found = Vec::new();
    for (index, record) in records.iter().enumerate() {
        let mut own = record.problems();
        if !seen.insert(&record.key) {
            own.push(("id".to_owned(), format!("{} stands twice in the request", record.key)));
        }
        found.extend(own.into_iter().map(|(field, reason)| RecordProblem { index, field, reason }));
    }
    found
}

impl Desk {
    /// Says of records what is true from now on, in place of what was said before, where `by` may
    /// send events. How many of them are new or different.
    ///
    /// Refused ones leave all of the request unwritten. Many are written in steps, so that events
    /// don't wait; a request that broke off is sent again.
    pub async fn describe_records(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        records: Vec<DescribedRecord>,
    ) -> Result<Result<usize, Vec<RecordProblem>>> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::WriteEvents)?;
        let problems = problems(&records);
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        let mut changed = 0;
        for step in records.chunks(write::STEP_RECORDS) {
            changed += self.store.command(write::Describe::new(&by, &organization, step)).await?;
            CHANGES.tell();
        }
        Ok(Ok(changed))
    }

    /// Takes back what was said of a record; its entries stay. False if nothing was said.
    pub async fn forget_record(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        key: &RecordKey,
    ) -> Result<bool> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::WriteEvents)?;
        Ok(self.store.command(write::Forget { by, organization, key: key.clone() }).await?)
    }

    /// What was said of a record, for those who may read events there. Whether they may see *this*
    /// record's is for the caller to find out, who knows which entries they see.
    pub async fn described_record(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        key: &RecordKey,
    ) -> Result<Option<DescribedRecord>> {
        let organization = self.require(by, organization, Permission::ReadEvents)?;
        Ok(row::find(&mut *self.settings().await?, organization.ordinal, key).await?)
    }

    /// What records are called by now, as far as it was said, for those who may read events there.
    pub async fn record_names(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        keys: &[RecordKey],
    ) -> Result<HashMap<RecordKey, String>> {
        let organization = self.require(by, organization, Permission::ReadEvents)?;
        Ok(lineage::names(&mut *self.settings().await?, organization.ordinal, keys).await?)
    }

    /// Records that are called so, or were, as far as it was said, for those who may read events
    /// there. Whether they may see one of their entries is for the caller to find out.
    pub async fn records_called(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        text: &Text,
    ) -> Result<RecordsCalled> {
        let organization = self.require(by, organization, Permission::ReadEvents)?;
        Ok(called::find(&mut *self.settings().await?, organization.ordinal, text).await?)
    }

    /// Descriptions by type and id, after `after`, for those who may send them.
    pub async fn described_records(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        after: Option<&RecordKey>,
        rows_max: usize,
    ) -> Result<Vec<DescribedRecord>> {
        let Organization { ordinal, .. } =
            self.require(by, organization, Permission::WriteEvents)?;
        let rows_max = rows_max.min(RECORDS_LISTED_MAX);
        Ok(row::list(&mut *self.settings().await?, ordinal, after, rows_max).await?)
    }

    async fn settings(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Sqlite>> {
        Ok(self.store.settings().acquire().await?)
    }
}
