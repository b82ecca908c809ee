//! Why a webhook was not made or changed.

use annals_delivery::{HashMethod, Provider};
use annals_store::CommandError;

use crate::{Error, Refusal, Unseen};

/// Why a webhook was not made or changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HookRefusal {
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
    /// The provider never calls.
    #[error("{} calls no webhook; send what it answers to /v1/messages/events", .0.as_str())]
    NeverCalls(Provider),
    /// The provider doesn't sign so.
    #[error("{} does not sign with {}", .0.as_str(), .1.as_str())]
    HashMethod(Provider, HashMethod),
    /// Its provider shows a secret, which wasn't given.
    #[error("give the secret that the provider shows for its webhooks")]
    SecretMissing,
    /// Anyone can have a topic of Amazon SNS, whose signatures are then as good as any.
    #[error(
        "give as secret the ARN of the Amazon SNS topic that may call, such as \
         arn:aws:sns:us-east-1:123456789012:ses-events"
    )]
    NoTopic,
    /// The secret is too long, or something in it can't be seen.
    #[error("a secret has 1 to {bytes_max} bytes, none of them unseen")]
    SecretLength {
        /// Bytes that it may have.
        bytes_max: usize,
    },
    /// The secret is neither a password nor the end of an address that nobody guesses.
    #[error(
        "a secret of postmark is user:password, or the last part of the address: at least \
         {bytes_min} letters, digits, - and _"
    )]
    PathSecret {
        /// Bytes that the last part of an address has at least.
        bytes_min: usize,
    },
    /// The organisation has as many as it may have.
    #[error("there are {max} webhooks; delete one first")]
    TooMany {
        /// How many.
        max: usize,
    },
    /// The webhook has as many secrets as it may have.
    #[error("there are {max} secrets; remove one first")]
    TooManySecrets {
        /// How many.
        max: usize,
    },
    /// Its calls could no longer be checked.
    #[error("this is the last secret; add another one, or disable the webhook first")]
    LastSecret,
    /// Its calls could not be checked.
    #[error("the webhook has no secret; add one first")]
    NoSecret,
}

impl From<HookRefusal> for Error {
    fn from(refusal: HookRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<HookRefusal> for CommandError {
    fn from(refusal: HookRefusal) -> Self {
        Refusal::from(refusal).into()
    }
}
