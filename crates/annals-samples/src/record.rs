//! Records that the sample organisations describe.

use annals_model::{Millis, OrganizationId, RecordKey};

/// What is said of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleRecord {
    /// Whose record it is.
    pub organization: OrganizationId,
    /// Its type and id.
    pub key: RecordKey,
    /// What it is called.
    pub name: String,
    /// What it belongs to, and since when.
    pub parents: Vec<(RecordKey, Millis)>,
    /// Where e-mails reach it.
    pub email: Option<String>,
    /// Where calls reach it.
    pub phone: Option<String>,
}
