//! The areas of user security that are built in, and what may be done in each.

use crate::EventType;

/// An area of user security. Applications may send entries of further areas, which are text to
/// Annals and take any type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecurityArea {
    /// System preferences.
    Preference,
    /// Accounts and their settings.
    UserAccount,
    /// Groups.
    UserGroup,
    /// Who is in which group; product security roles, whose names stand in capitals.
    UserGroupMember,
    /// Rights of a user to tools.
    UserToolRights,
    /// Rights of a group to tools.
    UserGroupToolRights,
    /// Calendar rights of a user.
    UserSchoolYearRights,
    /// Calendar rights of a group.
    UserGroupSchoolYearRights,
}

impl SecurityArea {
    /// Every area, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Preference,
        Self::UserAccount,
        Self::UserGroup,
        Self::UserGroupMember,
        Self::UserToolRights,
        Self::UserGroupToolRights,
        Self::UserSchoolYearRights,
        Self::UserGroupSchoolYearRights,
    ];

    /// The name on the wire and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preference => "Preference",
            Self::UserAccount => "UserAccount",
            Self::UserGroup => "UserGroup",
            Self::UserGroupMember => "UserGroupMember",
            Self::UserToolRights => "UserToolRights",
            Self::UserGroupToolRights => "UserGroupToolRights",
            Self::UserSchoolYearRights => "UserSchoolYearRights",
            Self::UserGroupSchoolYearRights => "UserGroupSchoolYearRights",
        }
    }

    /// The area that `name` names.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.as_str() == name)
    }

    /// What its entries may be. A preference is always there and only its value changes; who is in
    /// a group or has a tool is there or not, so that nothing of it can change.
    pub fn types(self) -> &'static [EventType] {
        use EventType::{Add, Change, Delete};
        match self {
            Self::Preference => &[Change],
            Self::UserGroupMember | Self::UserToolRights | Self::UserGroupToolRights => {
                &[Add, Delete]
            }
            Self::UserAccount
            | Self::UserGroup
            | Self::UserSchoolYearRights
            | Self::UserGroupSchoolYearRights => &[Add, Change, Delete],
        }
    }
}
