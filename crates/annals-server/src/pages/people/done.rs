//! What was just done, as the address of the page that says so has it.

use annals_viewer::messages::people as messages;

/// What was just done.
#[derive(Clone, Copy)]
pub(super) enum Done {
    /// An account was added.
    Created,
    /// An account was changed.
    Changed,
    /// A password was set.
    Password,
    /// A second factor was taken away.
    Factor,
    /// Sessions were ended.
    Sessions,
    /// An account was deleted.
    Deleted,
    /// A group was added.
    GroupCreated,
    /// A group was changed.
    GroupChanged,
    /// A group was deleted.
    GroupDeleted,
    /// A user came into a group.
    Added,
    /// A user left a group.
    Removed,
    /// Tool rights were given or taken.
    Rights,
    /// A school year was added.
    YearAdded,
    /// Another school year stands in the place of one.
    YearChanged,
    /// A school year was taken away.
    YearRemoved,
}

impl Done {
    const ALL: [Self; 15] = [
        Self::Created,
        Self::Changed,
        Self::Password,
        Self::Factor,
        Self::Sessions,
        Self::Deleted,
        Self::GroupCreated,
        Self::GroupChanged,
        Self::GroupDeleted,
        Self::Added,
        Self::Removed,
        Self::Rights,
        Self::YearAdded,
        Self::YearChanged,
        Self::YearRemoved,
    ];

    /// The word in the address.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Password => "password",
            Self::Factor => "factor",
            Self::Sessions => "sessions",
            Self::Deleted => "deleted",
            Self::GroupCreated => "group-created",
            Self::GroupChanged => "group-changed",
            Self::GroupDeleted => "group-deleted",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Rights => "rights",
            Self::YearAdded => "year-added",
            Self::YearChanged => "year-changed",
            Self::YearRemoved => "year-removed",
        }
    }

    /// What `word` says was done.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.as_str() == word)
    }

    /// The notice.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Created => messages::done_created(),
            Self::Changed => messages::done_changed(),
            Self::Password => messages::done_password(),
            Self::Factor => messages::done_factor(),
            Self::Sessions => messages::done_sessions(),
            Self::Deleted => messages::done_deleted(),
            Self::GroupCreated => messages::done_group_created(),
            Self::GroupChanged => messages::done_group_changed(),
            Self::GroupDeleted => messages::done_group_deleted(),
            Self::Added => messages::done_added(),
            Self::Removed => messages::done_removed(),
            Self::Rights => messages::done_rights(),
            Self::YearAdded => messages::done_year_added(),
            Self::YearChanged => messages::done_year_changed(),
            Self::YearRemoved => messages::done_year_removed(),
        }
    }
}
