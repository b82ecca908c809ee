//! Why users, groups and rights were not changed.

use annals_model::Permission;
use annals_store::CommandError;

use crate::{Error, FieldRefusal, Refusal};

/// Why users, groups and rights were not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RightsRefusal {
    /// Someone else changed it since it was looked at.
    #[error("it was changed meanwhile; look again, and make your change once more")]
    ChangedMeanwhile,
    /// The username is in use.
    #[error("the username is taken in this installation")]
    UsernameTaken,
    /// The username looks like one that is in use.
    #[error(
        "the username looks like another one of this installation; choose one that differs more"
    )]
    UsernameLooksTaken,
    /// A group of the organisation has the name.
    #[error("there is a group called “{name}” already")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// A role keeps its name and its rights.
    #[error("{name} is built in: only who is in it can be changed")]
    BuiltIn {
        /// Its name.
        name: String,
    },
    /// Someone gives what they don't have.
    #[error("nobody can grant {} without having it", permission.as_str())]
    Beyond {
        /// What they lack.
        permission: Permission,
    },
    /// Someone gives reach that they don't have.
    #[error(
        "nobody can grant {} in the organisations below without having it there",
        permission.as_str()
    )]
    BeyondBelow {
        /// What they lack there.
        permission: Permission,
    },
    /// Someone would manage the account of who may do more.
    #[error(
        "this account may do more than you, such as {}: only someone who may do all that it may \
         can change it",
        permission.as_str()
    )]
    Outranked {
        /// What they lack.
        permission: Permission,
    },
    /// Calendars limit who wants to manage rights.
    #[error("who sees some school years only can't manage users, groups, rights or keys")]
    LimitedByCalendars,
    /// Nobody would be left to manage the organisation.
    #[error(
        "this is the last active administrator here; make another one first, or let the \
         installation's operator do it"
    )]
    LastAdministrator,
    /// Someone would lock themselves out.
    #[error("nobody can disable, lock or delete their own account")]
    OwnAccount,
    /// There are as many as there may be.
    #[error("there are {max} already; no more fit")]
    TooMany {
        /// How many.
        max: u64,
    },
    /// The same school year is there.
    #[error("there is a right to this school year already")]
    CalendarTaken,
    /// Something that was typed can't be.
    #[error(transparent)]
    Field(#[from] FieldRefusal),
    /// Not a school year.
    #[error("a school year ends in {from} to {to}")]
    EndYear {
        /// The first year.
        from: u16,
        /// The last year.
        to: u16,
    },
}

impl From<RightsRefusal> for Error {
    fn from(refusal: RightsRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

/// The same within a command.
pub(crate) fn refuse(refusal: RightsRefusal) -> CommandError {
    Refusal::from(refusal).into()
}
