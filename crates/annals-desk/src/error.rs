//! What can go wrong with settings.

use crate::{DeletionRefusal, OrganizationRefusal, PasskeyRefusal, Refusal, SecondFactorRefusal};

/// The desk's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why nothing was changed, or nobody was let in.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The principal may not do this there, or there is no such place.
    #[error("not found")]
    NotAllowed,
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// The input or the present state does not permit it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Name or password is wrong; never says which.
    #[error("the username or the password is wrong")]
    WrongCredentials,
    /// The code of the second factor is not right, or was used already.
    #[error("the code is not right, or was used already")]
    WrongCode,
    /// The passkey that was shown is not taken; the log says why.
    #[error("the passkey was not taken")]
    WrongPasskey,
    /// The password was right too long ago, or too many codes were wrong since.
    #[error("sign in again")]
    SignInOver,
    /// The organisation of who asks, or one above it, is closed.
    #[error("your organisation is closed")]
    OrganizationClosed,
    /// Too many sign-ins from this address are waiting.
    #[error("too many attempts; try again in {seconds} s")]
    TooManyAttempts {
        /// After how long to try again.
        seconds: u64,
    },
    /// The machine failed: it gives no random numbers, say.
    #[error("{0}")]
    Machine(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] annals_store::Error),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
}

impl From<annals_store::CommandError> for Error {
    fn from(error: annals_store::CommandError) -> Self {
        match error {
            annals_store::CommandError::Refused(reason) => match reason.downcast::<Refusal>() {
                Ok(refusal) => Self::Refused(*refusal),
                Err(other) => Self::refused(other.to_string()),
            },
            annals_store::CommandError::DeletedMeanwhile => {
                Self::Refused(DeletionRefusal::Meanwhile.into())
            }
            annals_store::CommandError::OrganizationTaken(id) => {
                Self::Refused(OrganizationRefusal::Taken { id: id.to_string() }.into())
            }
            annals_store::CommandError::Database(error) => Self::Database(error),
            annals_store::CommandError::Store(error) => Self::Store(error),
            other => Self::refused(other.to_string()),
        }
    }
}

impl Error {
    /// Whether a code of a second factor was wrong.
    pub(crate) fn is_wrong_code(&self) -> bool {
        matches!(self, Self::Refused(Refusal::SecondFactor(SecondFactorRefusal::WrongCode)))
    }

    /// Whether a passkey was used or removed since it was checked.
    pub(crate) fn is_wrong_passkey(&self) -> bool {
        matches!(self, Self::Refused(Refusal::Passkey(PasskeyRefusal::Wrong)))
    }

    /// A setting that is refused, in words.
    pub(crate) fn refused(reason: impl Into<String>) -> Self {
        Self::Refused(Refusal::Setting(reason.into()))
    }
}

impl From<Refusal> for annals_store::CommandError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

/// An error of the desk within a command.
pub(crate) fn in_command(error: Error) -> annals_store::CommandError {
    match error {
        Error::Refused(refusal) => refusal.into(),
        Error::Store(error) => annals_store::CommandError::Store(error),
        Error::Database(error) => annals_store::CommandError::Database(error),
        other => annals_store::CommandError::Refused(other.to_string().into()),
    }
}
