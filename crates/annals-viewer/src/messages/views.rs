//! Saved and ready views.

/// Opens the menu; title of the page about all of them.
pub const TITLE: &str = "Views";
/// Group.
pub const OWN: &str = "Your views";
/// Group.
pub const SHARED: &str = "Shared";
/// Group.
pub const READY: &str = "Ready to use";
/// In place of the group's views.
pub const NONE: &str = "None yet. Search the Audit Log, then choose Views and Save.";
/// Link to the page.
pub fn all(count: usize) -> String {
    format!("All {count} views")
}
/// Mark of a search that is no longer what the view keeps.
pub const CHANGED: &str = "changed";
/// Button.
pub const SAVE_CHANGES: &str = "Save changes";
/// Link.
pub const UNDO_CHANGES: &str = "Undo changes";
/// Group and title.
pub const SAVE_SEARCH: &str = "Save this search";
/// Under it.
pub const SAVE_HINT: &str = "Keeps words, filters, order and columns. “Last 7 days” stays the \
    last 7 days, whenever it is opened.";
/// Field.
pub const NAME: &str = "Name";
/// Box.
pub const SHARE: &str = "Share with everyone who reads this log";
/// Button.
pub const SAVE: &str = "Save";
/// Link.
pub const EDIT: &str = "Edit";
/// Name of that link.
pub fn edit(name: &str) -> String {
    format!("Edit the view {name}")
}
/// Title.
pub const EDIT_TITLE: &str = "Edit view";
/// Fact: what the view finds.
pub const FINDS: &str = "Finds";
/// How to give a view another search.
pub const CHANGE_SEARCH: &str = "To change what it finds, open it, change the search, and \
    choose “Save changes”.";
/// Opens the last question.
pub const DELETE: &str = "Delete this view";
/// The last question about one's own.
pub const DELETE_OWN: &str = "The view goes away for good. Entries are not touched.";
/// The last question about a shared one.
pub const DELETE_SHARED: &str = "The view goes away for good, and for everyone. Its link will \
    lead nowhere. Entries are not touched.";
/// Button.
pub const DELETE_NOW: &str = "Delete";
/// Link.
pub const CANCEL: &str = "Cancel";
/// Notice.
pub const DELETED: &str = "The view was deleted.";
/// Notice.
pub const RENAMED: &str = "The view was changed.";
/// Who shares a view.
pub fn by(name: &str) -> String {
    format!("by {name}")
}
/// Mark of one's own view that others see.
pub const IS_SHARED: &str = "shared";
/// Beside one's own view.
pub const YOURS: &str = "your view";
/// A view that finds all there is.
pub const EVERYTHING: &str = "Everything";
/// Mark of a view that also finds views and exports.
pub const WITH_ACCESS: &str = "with views and exports";
/// Notice on a link to a view that is gone or private.
pub const NO_SUCH_VIEW: &str = "The view that this link names does not exist, or is not \
    shared with you. Its search is shown without its name.";
/// Field.
pub const PERSON: &str = "Person";
/// Under it.
pub const PERSON_HINT: &str = "A username, or the name as it stands in the log.";
/// Button.
pub const SHOW_DAY: &str = "Show the day";
/// What is wrong with the field.
pub const NO_SUCH_PERSON: &str = "No entry in this log is by this person.";
/// The same.
pub const SEVERAL: &str = "Several people are called so. Choose one:";

/// Ready views: name, and what they find.
pub const FAILED_SIGN_INS: [&str; 2] = ["Failed sign-ins", "Sign-ins that failed or were refused"];
/// Ready view.
pub const PERMISSION_CHANGES: [&str; 2] =
    ["Permission changes", "Users, groups, rights, preferences and API keys"];
/// Ready view.
pub const DELETIONS: [&str; 2] = ["Deletions", "Whatever was deleted, voided or revoked"];
/// Ready view.
pub const EXPORTS: [&str; 2] = ["Exports", "What left as a file, this log included"];
/// Ready view.
pub const BULK_OPERATIONS: [&str; 2] =
    ["Bulk operations", "20 or more records or entries in one go"];
/// Ready view.
pub const OFF_HOURS: [&str; 2] = ["Off hours", "Before 7 AM, after 7 PM, and at weekends"];
/// Ready view.
pub const LAST_DAY: [&str; 2] = ["A person’s last day", "Asks for whom"];
