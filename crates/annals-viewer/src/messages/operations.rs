//! Bulk operations.

/// Under the title.
pub const HOW: &str = "Entries belong to one operation when they carry the same correlation id.";
/// Before a moment.
pub const BEFORE: &str = "Only entries before this moment:";
/// In place of the list.
pub const NONE: &str = "None among these entries.";
/// Before a moment: how far back it was looked.
pub fn looked(count: &str) -> String {
    format!("Looked through the newest {count} entries of operations, back to")
}
/// Link.
pub const FURTHER: &str = "Look further back";
/// Column.
pub const LAST: &str = "Last entry";
/// Column.
pub const ENTRIES: &str = "Entries";
/// Column.
pub const RECORDS: &str = "Records";
/// A sum of which parts may be missing.
pub fn at_least(count: &str) -> String {
    format!("at least {count}")
}
