//! An entry's place in the log, and what checking it shows.

/// Section.
pub const TITLE: &str = "Proof";
/// Under it.
pub const TEXT: &str = "These figures pin the entry to its place in the organisation’s log. \
    Whoever kept the receipt can show with them that nothing was changed.";
/// Fact.
pub const LOG_ID: &str = "Log ID";
/// Fact.
pub const COMMITMENT: &str = "Commitment";
/// Fact.
pub const TREE_SIZE: &str = "Tree size";
/// Fact.
pub const ROOT: &str = "Root";

/// Opens the sibling hashes.
pub fn path(count: usize) -> String {
    if count == 1 {
        "Path to the root (1 hash)".to_owned()
    } else {
        format!("Path to the root ({count} hashes)")
    }
}

/// Heading.
pub const BY_COMMAND: &str = "Verify by the API";
/// Under it.
pub const BY_COMMAND_TEXT: &str = "This gives the contents with their seed, the commitment and \
    the path. What to compute of them stands in docs/proof-format.md.";

/// Button.
pub const VERIFY: &str = "Verify";
/// While it computes.
pub const RUNNING: &str = "Checking…";
/// Title of the good outcome.
pub const MATCHES: &str = "Matches this server’s current root, not yet anchored.";
/// Under it.
pub const MATCHES_TEXT: &str = "Your browser computed it: the raw entry on this page is what its \
    commitment was made of, and the commitment leads from its place to the root.";
/// What it does not show.
pub const NOT_ANCHORED: &str = "That the log as a whole was not replaced shows in a receipt or a \
    root that was kept elsewhere: compare them with these figures.";
/// Title of the bad outcome.
pub const DIFFERS: &str = "This entry does not match its proof.";
/// What may be wrong; a colon at the end is followed by what was found.
pub const FAULTS: [(&str, &str); 9] = [
    ("other", "The proof is of another entry or another log."),
    ("commitment", "The proof names another commitment than this page:"),
    ("contents", "The contents do not give the commitment. They give:"),
    ("length", "The path does not have as many hashes as the size of the tree takes. It has:"),
    ("path", "The path does not lead to the root. It leads to:"),
    ("smaller", "The log has become smaller than it was on this page. Its size is:"),
    ("root", "The root is another one than on this page, for a tree of the same size:"),
    ("shown", "This page does not show what is committed. Fields that differ:"),
    ("units", "The contents have a form that this page can’t compare with what it shows."),
];
/// Title of other outcomes.
pub const NOT_CHECKED: &str = "Nothing was checked.";
/// Why.
pub const INSTEAD: [(&str, &str); 5] = [
    ("silence", "The server did not answer. Try again in a moment."),
    ("signed-out", "Your session is over. Reload this page to sign in again."),
    ("gone", "The entry is not there any more, or you may not see it any more."),
    ("refused", "The server could not give the proof. Try again in a moment."),
    ("unreadable", "The server’s answer is not a proof."),
];
