//! Why something was refused, for those who tell it in other languages than English.

use annals_model::{PreferenceValue, ResetLimit};

use crate::look::Unseen;
use crate::{Error, HookRefusal, RecordTypeRefusal, RightsRefusal};

/// Why something was refused: what people do on pages by its kind, with its values; settings that
/// are made at the command line in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Of a saved view.
    #[error(transparent)]
    View(#[from] ViewRefusal),
    /// Of a deletion.
    #[error(transparent)]
    Deletion(#[from] DeletionRefusal),
    /// Of a change of an organisation.
    #[error(transparent)]
    Organization(#[from] OrganizationRefusal),
    /// Of users, groups and rights.
    #[error(transparent)]
    Rights(#[from] RightsRefusal),
    /// Of a password.
    #[error(transparent)]
    Password(#[from] PasswordRefusal),
    /// Of a second factor.
    #[error(transparent)]
    SecondFactor(#[from] SecondFactorRefusal),
    /// Of a passkey.
    #[error(transparent)]
    Passkey(#[from] PasskeyRefusal),
    /// Of a preference.
    #[error(transparent)]
    Preference(#[from] PreferenceRefusal),
    /// Of an export.
    #[error(transparent)]
    Export(#[from] ExportRefusal),
    /// Of a change of Blacklisted Recipients.
    #[error(transparent)]
    Suppression(#[from] SuppressionRefusal),
    /// Of a webhook.
    #[error(transparent)]
    Hook(#[from] HookRefusal),
    /// Of a type of records.
    #[error(transparent)]
    RecordType(#[from] RecordTypeRefusal),
    /// Of a legal hold.
    #[error(transparent)]
    Hold(#[from] HoldRefusal),
    /// Of anything else; a sentence.
    #[error("{0}")]
    Setting(String),
}

/// Why a view was not saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ViewRefusal {
    /// Its name is empty or too long.
    #[error("the name of a view has 1 to {chars_max} characters")]
    NameLength {
        /// Characters that it may have.
        chars_max: usize,
    },
    /// Something in its name can't be seen.
    #[error(
        "the name of a view contains a character that can't be seen, {character}; leave it out"
    )]
    NameUnprintable {
        /// The first such character.
        character: Unseen,
    },
    /// Another view of the same user has the name.
    #[error("there is a view called “{name}” already")]
    NameTaken {
        /// The name.
        name: String,
    },
    /// The user has as many as they may have.
    #[error("you have {max} views; delete one to save another")]
    Full {
        /// How many.
        max: u32,
    },
    /// The organisation shares as many as it may.
    #[error("{max} views are shared here; no more fit")]
    SharedFull {
        /// How many.
        max: u32,
    },
    /// Its search is too long.
    #[error("the search is too long for a view; narrow it with fewer filters")]
    TooLong,
    /// It is deleted, or shared no longer, by now.
    #[error("the view was deleted meanwhile")]
    Gone,
}

/// Why an organisation was not made or changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganizationRefusal {
    /// Another one has the id, here or elsewhere in the installation.
    #[error("the id {id} is taken; choose another one")]
    Taken {
        /// The id.
        id: String,
    },
    /// Its name is empty or too long.
    #[error("the name has 1 to {chars_max} characters")]
    NameLength {
        /// Characters that it may have.
        chars_max: usize,
    },
    /// Something in its name can't be seen.
    #[error("the name contains a character that can't be seen, {character}; leave it out")]
    NameUnprintable {
        /// The first such character.
        character: Unseen,
    },
    /// There is no such zone.
    #[error("{name:?} is not a time zone such as America/Chicago")]
    NoZone {
        /// What was given.
        name: String,
    },
    /// An organisation above has locked another zone.
    #[error("an organisation above has locked the time zone; leave it out")]
    ZoneLocked,
    /// It would be moved below itself.
    #[error("an organisation can't be moved below itself")]
    BelowItself,
    /// A hold of an organisation above keeps everything in it, and would not any more.
    #[error(
        "a legal hold of an organisation above keeps everything here and would not bind it at the \
         new place; release it, or place one here, first"
    )]
    Held,
    /// It would lie below too many others.
    #[error("organisations lie at most {max} levels deep")]
    TooDeep {
        /// Levels below the installation.
        max: usize,
    },
    /// What it would lie below is closed, or lies below one that is.
    #[error("the organisation above, {name}, is closed; reopen that first")]
    ClosedAbove {
        /// The name of the one that is closed.
        name: String,
    },
    /// It is decided from above where an organisation is, and whether it is open.
    #[error("your own organisation is moved and closed only by those above it")]
    Own,
    /// It is otherwise by now.
    #[error("the organisation was changed meanwhile; look again")]
    Meanwhile,
}

/// Why a password was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// It is too short or too long.
    #[error("a password has {min} to {max} characters")]
    Length {
        /// Characters at least.
        min: usize,
        /// Characters at most.
        max: usize,
    },
    /// It is what its user signs in with.
    #[error("the password must not be the username")]
    IsUsername,
    /// It is the one that is to be changed.
    #[error("the new password is the old one; choose another")]
    Same,
    /// Someone would do without their own old password.
    #[error("change your own password with the old one, on the page of your account")]
    Own,
    /// The link was used, replaced or came of age meanwhile.
    #[error("the link holds no longer; ask for another one")]
    LinkOver,
}

/// Why a second factor was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SecondFactorRefusal {
    /// The code is another one, or was used already.
    #[error("the code is not right, or was used already")]
    WrongCode,
    /// There is one.
    #[error("there is a second factor already; remove it first")]
    Already,
    /// There is none, or nobody confirmed it in time.
    #[error("there is no second factor to confirm or change; begin again")]
    Over,
    /// Someone would do without their own code.
    #[error("remove your own second factor with a code, on the page of your account")]
    Own,
}

impl From<SecondFactorRefusal> for Error {
    fn from(refusal: SecondFactorRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

/// Why a passkey was not added or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyRefusal {
    /// Its name is empty or too long.
    #[error("the name of a passkey has 1 to {chars_max} characters")]
    NameLength {
        /// Characters that it may have.
        chars_max: usize,
    },
    /// Its name can't be shown.
    #[error("the name of a passkey contains a control character")]
    NameUnprintable,
    /// The user has as many as they may have.
    #[error("there are {max} passkeys; remove one to add another")]
    Full {
        /// How many.
        max: u32,
    },
    /// It is known already.
    #[error("the passkey was added already")]
    Taken,
    /// It was removed meanwhile.
    #[error("there is no such passkey any more")]
    Gone,
    /// Nobody began to add one, or too long ago.
    #[error("the passkey was awaited too long; begin again")]
    Over,
    /// What the browser made, or showed, is not taken.
    #[error("the passkey was not taken")]
    Wrong,
}

impl From<PasskeyRefusal> for Error {
    fn from(refusal: PasskeyRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

/// Why a preference was not changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PreferenceRefusal {
    /// Someone else changed it since it was looked at.
    #[error("the preference was changed meanwhile, to {value}; look again")]
    Meanwhile {
        /// What it is by now.
        value: PreferenceValue,
    },
    /// An organisation above has locked it.
    #[error("an organisation above has locked the preference")]
    Locked,
}

/// Why entries were not exported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportRefusal {
    /// There are more than the organisation's preference allows.
    #[error(
        "{entries} entries are more than an export here may hold: {max} \
         (the preference export_entries_max)"
    )]
    TooMany {
        /// How many there are.
        entries: u64,
        /// How many there may be.
        max: u64,
    },
}

/// Why entries were not deleted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeletionRefusal {
    /// The reason has too many characters.
    #[error("the reason has {count} characters, more than {max}")]
    ReasonTooLong {
        /// How many it has.
        count: usize,
        /// How many it may have.
        max: usize,
    },
    /// The reason says nothing.
    #[error("say why these entries are deleted")]
    ReasonMissing,
    /// The reason can't be shown.
    #[error("the reason contains a control character")]
    ReasonUnprintable,
    /// No entry is left that can be deleted.
    #[error("there is nothing to delete")]
    Nothing,
    /// Someone else deleted some of them at the same moment.
    #[error("some of these entries were deleted meanwhile; look again")]
    Meanwhile,
    /// What is held is another by now.
    #[error("a legal hold was placed, released or extended meanwhile; look again")]
    HoldsChanged,
}

/// Why a legal hold was not placed or released.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoldRefusal {
    /// Its name is empty or too long.
    #[error("the name of a hold has 1 to {chars_max} characters")]
    NameLength {
        /// Characters that it may have.
        chars_max: usize,
    },
    /// Something in its name can't be seen.
    #[error(
        "the name of a hold contains a character that can't be seen, {character}; leave it out"
    )]
    NameUnprintable {
        /// The first such character.
        character: Unseen,
    },
    /// The reason says nothing.
    #[error("say why")]
    ReasonMissing,
    /// The reason has too many characters.
    #[error("the reason has {count} characters, more than {max}")]
    ReasonTooLong {
        /// How many it has.
        count: usize,
        /// How many it may have.
        max: usize,
    },
    /// The reason can't be shown.
    #[error("the reason contains a control character")]
    ReasonUnprintable,
    /// It would hold nothing.
    #[error("name the records that are held, or hold the whole organisation")]
    NoRecords,
    /// Something that was named is no record.
    #[error("{text:?} is no record such as family:f-12")]
    NoRecord {
        /// What was given.
        text: String,
    },
    /// It names too many records.
    #[error("a hold names at most {max} records, not {count}; hold the whole organisation instead")]
    TooManyRecords {
        /// How many it names.
        count: usize,
        /// How many it may name.
        max: usize,
    },
    /// With what lies below them, holds would reach too many records.
    #[error(
        "with all that lies below them the holds of an organisation reach at most {max} records; \
         hold the whole organisation instead"
    )]
    TooMuch {
        /// How many they may reach.
        max: usize,
    },
    /// There are as many as may be.
    #[error("there are {max} holds in force; release one first")]
    Full {
        /// How many.
        max: usize,
    },
    /// Whoever places it can't hold what lies below.
    #[error("a hold that reaches below needs events:hold there, too")]
    NoReach,
    /// Whoever releases it has to say that this is meant.
    #[error("what it kept may go once it is released, for ever; confirm that this is meant")]
    Unconfirmed,
    /// Someone released it before.
    #[error("the hold was released already")]
    Released,
}

impl From<HoldRefusal> for Error {
    fn from(refusal: HoldRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

/// Why an address was not reset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SuppressionRefusal {
    /// It can't be from here.
    #[error("this address can't be reset here: {}", .0.sentence())]
    Limit(ResetLimit),
    /// Whoever resets it has to say once more that they know what they do.
    #[error(
        "its owner said that they don't want these messages; confirm that they do want them again"
    )]
    Unconfirmed,
    /// The reason says nothing.
    #[error("say why this address is reset")]
    ReasonMissing,
    /// The reason has too many characters.
    #[error("the reason has {count} characters, more than {max}")]
    ReasonTooLong {
        /// How many it has.
        count: usize,
        /// How many it may have.
        max: usize,
    },
    /// The reason can't be shown.
    #[error("the reason contains a control character")]
    ReasonUnprintable,
}
