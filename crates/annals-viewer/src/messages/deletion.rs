//! Deleting entries.

use super::log::entries;
use crate::components::number::grouped;

/// Title of the page.
pub const TITLE: &str = "Delete entries";
/// What goes: "1,204 entries will be deleted".
pub fn will_go(count: u64) -> String {
    format!("{} will be deleted", entries(count))
}
/// Nothing goes.
pub const NOTHING: &str = "Nothing can be deleted here";
/// Why.
pub const NOTHING_TEXT: &str = "No entry matches any more, or all that match have to stay.";
/// What stays of what matches.
pub fn kept(count: u64) -> String {
    let (verb, them) = if count == 1 { ("matches", "it tells") } else { ("match", "they tell") };
    format!(
        "{} that {verb} as well will stay: {them} of deletions, exports, views or changes of \
         Annals itself, and nobody can delete that.",
        entries(count)
    )
}
/// When they happened.
pub const WHEN: &str = "From {earliest} to {latest}.";
/// When one happened.
pub const WHEN_ONE: &str = "It happened on {earliest}.";
/// Before the search in words.
pub const SEARCH: &str = "Searched for: {search}.";
/// The same, without entries that tell of views and exports.
pub const SEARCH_HIDING: &str = "Searched for: {search}; without views and exports.";
/// Instead of a search.
pub const TICKED: &str = "Selected one by one in the table.";
/// Figures.
pub const BY_ACTION: &str = "By action";
/// Figures.
pub const BY_USER: &str = "By user";
/// Those that have no line of their own.
pub const OTHERS: &str = "Others";
/// Some of those that go.
pub const SAMPLE: &str = "The newest of them";
/// What stays.
pub const STAYS: &str = "What stays";
/// Its lines.
pub const STAYS_LINES: &[&str] = &[
    "Their numbers and their places in the log: it can still be proved that nothing else went.",
    "An entry that tells of this deletion, with your name and your reason. It can't be deleted.",
    "Copies that were exported or backed up before.",
];
/// What does not.
pub const GOES: &str =
    "They are found no more at once. Their content goes from every file within hours, for good.";
/// Field.
pub const REASON: &str = "Reason";
/// Under it.
pub const REASON_HINT: &str = "Stays in the log: why these entries have to go.";
/// Field.
pub fn confirm(count: u64) -> String {
    format!("Type {} to confirm", grouped(count))
}
/// When something else was typed.
pub fn not_confirmed(count: u64) -> String {
    format!("This is not {}, the number of entries that go.", grouped(count))
}
/// Button.
pub fn delete(count: u64) -> String {
    format!("Delete {}", entries(count))
}
/// Leads back.
pub const CANCEL: &str = "Cancel";
/// Leads back.
pub const BACK: &str = "Back to the Audit Log";
/// The set is another one than was looked at.
pub fn changed(then: u64, now: u64) -> String {
    format!(
        "Nothing was deleted, because what matches has changed: {} then, {} now. Look again.",
        grouped(then),
        grouped(now)
    )
}
/// Title of the page afterwards.
pub const DONE: &str = "Deleted";
/// What was done: "3 entries" is the part `{entries}`.
pub const DONE_TEXT: &str = "{who} deleted {entries} on {when}.";
/// The way to the entry that tells of it.
pub const TRACE: &str = "The entry that tells of it";
