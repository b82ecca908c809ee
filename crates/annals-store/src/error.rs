//! What can go wrong in the store.

use std::path::PathBuf;

use annals_model::{EventId, OrganizationId};

/// The store's result.
pub type Result<T> = std::result::Result<T, Error>;

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The search was ended, because nobody waits for it any more.
    #[error("the search was ended before it was done")]
    Interrupted,
    /// Another process has the data directory open.
    #[error("the data directory {} is in use by another Annals process", .path.display())]
    Locked {
        /// The data directory.
        path: PathBuf,
    },
    /// The data directory was written by a newer Annals.
    #[error(
        "the data in {} has version {found}, this Annals reads up to {known}: use a newer one",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// A file is not what was written; nothing of the damaged part is served.
    #[error("{} is damaged in its section {section}: {reason}; run `annals fsck`", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The section.
        section: &'static str,
        /// What does not fit.
        reason: String,
    },
    /// A write failed before; no further writes are taken until a restart.
    #[error("no writes are taken since a write to disk failed ({reason}); restart Annals")]
    Poisoned {
        /// The failure.
        reason: String,
    },
    /// Too much is waiting to be written.
    #[error("too many events are waiting to be written; try again in a moment")]
    Busy,
    /// The disk is nearly full.
    #[error(
        "only {free_percent} % of the disk is free; no events are taken below {minimum_percent} %"
    )]
    DiskFull {
        /// Free space.
        free_percent: u8,
        /// The watermark.
        minimum_percent: u8,
    },
    /// An event with this id and other content is there already.
    #[error("an event with the id {id} and other content is in the log already")]
    Conflict {
        /// Place of the event in the request.
        index: usize,
        /// The id.
        id: EventId,
    },
    /// The event's organisation, or one above it, is closed.
    #[error("the organisation {organization} is closed and takes no events")]
    OrganizationClosed {
        /// Place of the event in the request.
        index: usize,
        /// The event's organisation.
        organization: OrganizationId,
    },
    /// The store is closing.
    #[error("the store is closing")]
    Closed,
    /// A search with too many parts each of which may stand for any number of values.
    #[error(
        "the search has {found} parts that stand for many values (such as pay*, actor:smith or \
         detail.tool:desk), and at most {max} are possible: leave some out or ask for whole words"
    )]
    TooBroad {
        /// How many it has.
        found: usize,
        /// How many it may have.
        max: usize,
    },
    /// A cursor or number that belongs to nothing here.
    #[error("{0}")]
    Invalid(String),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A file operation failed.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The failure.
        source: std::io::Error,
    },
}
