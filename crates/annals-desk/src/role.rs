//! Product security roles: the groups that every organisation has, whose names stand in capitals.

use annals_model::{Permission, Rights, Scopes};

use crate::GroupId;

/// A group that is built in. It can be neither renamed nor deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Admin Access, Full Permissions: everything, also below.
    Administrators,
    /// Read everything, also below; change nothing.
    Auditors,
    /// What the organisation gives to all of its staff; nothing at first.
    Staff,
}

impl Role {
    /// Every role, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Administrators, Self::Auditors, Self::Staff];

    /// The id of the group.
    pub fn id(self) -> &'static str {
        match self {
            Self::Administrators => "administrators",
            Self::Auditors => "auditors",
            Self::Staff => "staff",
        }
    }

    /// The group.
    pub fn group(self) -> GroupId {
        GroupId(self.id().to_owned())
    }

    /// The role whose group has the id `id`.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }

    /// The name of the group.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrators => "ADMINISTRATORS",
            Self::Auditors => "AUDITORS",
            Self::Staff => "STAFF",
        }
    }

    /// What it is for.
    pub fn description(self) -> &'static str {
        match self {
            Self::Administrators => "Admin Access (Full Permissions), here and below",
            Self::Auditors => "Read everything, here and below; change nothing",
            Self::Staff => "What all staff may do",
        }
    }

    /// Rights that belong to it and can't be changed; none of [`Role::Staff`], whose are given as
    /// to other groups.
    pub fn fixed_rights(self) -> Option<Rights> {
        match self {
            Self::Administrators => Some(Rights::reaching_below(Scopes::all())),
            Self::Auditors => {
                let reads = Permission::ALL.into_iter().filter(|right| right.only_reads());
                Some(Rights::reaching_below(reads.collect()))
            }
            Self::Staff => None,
        }
    }
}
