//! Who holds rights: a user or a group.

use annals_model::{EventType, OrganizationOrdinal, SecurityArea};

use crate::entry::Told;
use crate::{Group, User};

/// Who holds rights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// One user.
    User(User),
    /// All users in a group.
    Group(Group),
}

impl Holder {
    /// The organisation to which they belong.
    pub fn organization(&self) -> OrganizationOrdinal {
        match self {
            Self::User(user) => user.organization,
            Self::Group(group) => group.organization,
        }
    }

    /// The id of the user or group; ids of both never meet.
    pub fn id(&self) -> &str {
        match self {
            Self::User(user) => &user.id.0,
            Self::Group(group) => &group.id.0,
        }
    }

    /// The username, or the name of the group.
    pub fn name(&self) -> &str {
        match self {
            Self::User(user) => &user.username,
            Self::Group(group) => &group.name,
        }
    }

    pub(crate) fn tools_area(&self) -> SecurityArea {
        match self {
            Self::User(_) => SecurityArea::UserToolRights,
            Self::Group(_) => SecurityArea::UserGroupToolRights,
        }
    }

    pub(crate) fn calendars_area(&self) -> SecurityArea {
        match self {
            Self::User(_) => SecurityArea::UserSchoolYearRights,
            Self::Group(_) => SecurityArea::UserGroupSchoolYearRights,
        }
    }

    /// Names the holder in an entry, as the one whom it affects.
    pub(crate) fn named_in(&self, told: Told) -> Told {
        match self {
            Self::User(user) => user.named_in(told, None),
            Self::Group(group) => group.named_in(told, None),
        }
    }
}

impl User {
    /// Names the account in an entry; as the record that changed, with `change`.
    pub(crate) fn named_in(&self, told: Told, change: Option<EventType>) -> Told {
        told.record("user", &self.id.0, &self.username, change).named("User Name", &self.username)
    }
}

impl Group {
    /// Names the group in an entry; as the record that changed, with `change`.
    pub(crate) fn named_in(&self, told: Told, change: Option<EventType>) -> Told {
        told.record("group", &self.id.0, &self.name, change).named("Group Name", &self.name)
    }
}
