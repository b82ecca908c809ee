//! Why a type of records was not declared.

use annals_store::CommandError;

use crate::{Error, Refusal, Unseen};

/// Why a type of records was not declared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordTypeRefusal {
    /// A text is empty or too long.
    #[error("{} has 1 to {chars_max} characters", text.words())]
    Length {
        /// Which.
        text: RecordTypeText,
        /// Characters that it may have.
        chars_max: usize,
    },
    /// Something in a text can't be seen.
    #[error(
        "{} contains a character that can't be seen, {character}; leave it out",
        text.words()
    )]
    Unprintable {
        /// Which.
        text: RecordTypeText,
        /// The first such character.
        character: Unseen,
    },
    /// Events can't name a type so: a colon separates it from the id.
    #[error(
        "the name of the type has up to {bytes_max} bytes, and neither ':' nor '/' nor a blank"
    )]
    Name {
        /// Bytes that it may have.
        bytes_max: usize,
    },
    /// The address of edit windows is too long.
    #[error("the edit URL has {bytes} bytes, at most {max}")]
    EditUrlLength {
        /// How many it has.
        bytes: usize,
        /// How many it may have.
        max: usize,
    },
    /// The organisation declares as many as it may.
    #[error("an organisation declares at most {max} types")]
    TooMany {
        /// How many.
        max: usize,
    },
}

/// A text of a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordTypeText {
    /// What events call it.
    Name,
    /// What people call one of them.
    Label,
    /// What people call several.
    Plural,
}

impl RecordTypeText {
    fn words(self) -> &'static str {
        match self {
            Self::Name => "the name of the type",
            Self::Label => "the label",
            Self::Plural => "the plural",
        }
    }
}

impl From<RecordTypeRefusal> for Error {
    fn from(refusal: RecordTypeRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<RecordTypeRefusal> for CommandError {
    fn from(refusal: RecordTypeRefusal) -> Self {
        Refusal::from(refusal).into()
    }
}
