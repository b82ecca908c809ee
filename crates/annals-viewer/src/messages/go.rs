//! Search of pages, views, people and records.

/// Link in the header, and name of the dialog.
pub const TITLE: &str = "Search pages";
/// Words of the link.
pub const OPEN: &str = "Search pages…";
/// The key that opens it.
pub const KEY: &str = "Ctrl K";
/// Label of the field.
pub const LABEL: &str = "Page, view, person or record";
/// Shown in the empty field.
pub const PLACEHOLDER: &str = "Audit Log, a view, a person, a record";
/// Button.
pub const SUBMIT: &str = "Search";
/// Button.
pub const CLOSE: &str = "Close";
/// Name of the list.
pub const RESULTS: &str = "Results";
/// Told to screen readers; `{count}` is filled in.
pub const COUNT: &str = "Results: {count}";
/// Told when results can't be loaded.
pub const FAILED: &str = "The results can’t be loaded. Press Enter to try on a page of its own.";
/// Beneath the list.
pub const KEYS: &str = "↑ ↓ to choose, Enter to open, Esc to close";
/// Group.
pub const PAGES: &str = "Pages";
/// Group.
pub const VIEWS: &str = "Views";
/// Group.
pub const ENTRIES: &str = "Entries";
/// Group.
pub const PEOPLE: &str = "People";
/// Group.
pub const RECORDS: &str = "Records";
/// Group.
pub const SEARCH: &str = "In the log";
/// What a page is called besides its name.
pub const AUDIT_LOG_WORDS: &str = "view history activity entries changes";
/// What a page is called besides its name.
pub const VIEWS_WORDS: &str = "all saved shared ready searches";
/// Beside a person.
pub const PERSON: &str = "what they did";
/// Leads to the log.
pub fn search(typed: &str) -> String {
    format!("Search the Audit Log for “{typed}”")
}
