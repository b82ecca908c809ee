//! The live log.

use crate::components::number::grouped;

/// Link, and name of the group.
pub const LIVE: &str = "Live";
/// Button.
pub const PAUSE: &str = "Pause";
/// Button.
pub const RESUME: &str = "Resume";
/// Link.
pub const STOP: &str = "Stop";
/// Link.
pub const RELOAD: &str = "Reload";
/// Without script.
pub const NEEDS_SCRIPT: &str = "New entries can’t come by themselves, because script is off. \
    Reload the page to see them.";
/// What the live log is at.
pub const STATES: [(&str, &str); 7] = [
    ("connecting", "Connecting…"),
    ("connected", "Connected"),
    ("paused", "Paused"),
    ("reconnecting", "Reconnecting…"),
    ("busy", "Too many live logs are open. Close another one; trying again…"),
    ("over", "Your session is over. Reload the page to sign in again."),
    ("refused", "This search can’t be followed. Reload the page to see why."),
];
/// How many came.
pub const ARRIVED: &str = "{count} new";
/// How many wait to be shown.
pub const WAITING: &str = "{count} waiting";
/// What was lost.
pub const MISSED: &str = "Missed {count} entries.";

/// Says that older rows are dropped.
pub fn capped(rows: u64) -> String {
    format!("Only the newest {} rows are kept here.", grouped(rows))
}
