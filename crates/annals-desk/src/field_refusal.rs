//! What is wrong with a value that someone typed into an account, a group or a right.

use crate::look::Unseen;
use crate::{Error, NAME_CHARS_MAX, Result, RightsRefusal, look};

/// What was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name of a user or a group.
    Name,
    /// What someone signs in with.
    Username,
    /// An e-mail address.
    Email,
    /// What someone is there.
    Role,
    /// The page that someone sees first.
    Homepage,
    /// The record of a member of staff.
    StaffRecord,
    /// What a group is for.
    Description,
    /// The school of a school year.
    School,
}

impl Field {
    fn words(self) -> &'static str {
        match self {
            Self::Name => "the name",
            Self::Username => "the username",
            Self::Email => "the e-mail address",
            Self::Role => "the role",
            Self::Homepage => "the homepage",
            Self::StaffRecord => "the staff record",
            Self::Description => "the description",
            Self::School => "the school",
        }
    }
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldRefusal {
    /// It is empty or too long.
    #[error("{} has 1 to {chars_max} characters", field.words())]
    Length {
        /// What was typed.
        field: Field,
        /// Characters that it may have.
        chars_max: usize,
    },
    /// It may be empty, but not so long.
    #[error("{} has more than {chars_max} characters", field.words())]
    TooLong {
        /// What was typed.
        field: Field,
        /// Characters that it may have.
        chars_max: usize,
    },
    /// Something in it can't be seen.
    #[error("{} contains a character that can't be seen, {character}; leave it out", field.words())]
    Unprintable {
        /// What was typed.
        field: Field,
        /// The first such character.
        character: Unseen,
    },
    /// Letters of several scripts stand in one word of it, as where one is to look like another.
    #[error("the username mixes letters of different scripts in {word:?}; use those of one")]
    MixedScripts {
        /// Where.
        word: String,
    },
    /// Not an e-mail address.
    #[error("an e-mail address looks like name@example.org")]
    NoEmail,
    /// Not a page.
    #[error("the homepage is a path of Annals such as /?q=type:delete")]
    NoPath,
    /// Not a record.
    #[error("the staff record is its type and its id, such as staff:s-17")]
    NoRecord,
}

impl FieldRefusal {
    /// What it is wrong with.
    pub fn field(&self) -> Field {
        match self {
            Self::Length { field, .. }
            | Self::TooLong { field, .. }
            | Self::Unprintable { field, .. } => *field,
            Self::MixedScripts { .. } => Field::Username,
            Self::NoEmail => Field::Email,
            Self::NoPath => Field::Homepage,
            Self::NoRecord => Field::StaffRecord,
        }
    }
}

impl From<FieldRefusal> for Error {
    fn from(refusal: FieldRefusal) -> Self {
        RightsRefusal::from(refusal).into()
    }
}

/// Refuses what is empty, too long or can't be shown.
pub(crate) fn check_text(field: Field, text: &str) -> Result<()> {
    let chars_max = NAME_CHARS_MAX;
    if text.trim().is_empty() || text.chars().count() > chars_max {
        return Err(FieldRefusal::Length { field, chars_max }.into());
    }
    check_seen(field, text)
}

/// Refuses what can't be seen.
pub(crate) fn check_seen(field: Field, text: &str) -> Result<()> {
    match look::unseen_in(text) {
        Some(character) => Err(FieldRefusal::Unprintable { field, character }.into()),
        None => Ok(()),
    }
}
