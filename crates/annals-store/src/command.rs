//! Changes of settings: each runs in the writer's transaction, together with its entries.

use annals_model::{Millis, Organization, OrganizationId, OrganizationOrdinal};
use futures::future::BoxFuture;
use sqlx::SqliteConnection;

use crate::NewEvent;

/// A change of settings with the entries that tell of it, committed as one.
///
/// It runs under a savepoint of its own: an error undoes this command and no other.
pub trait Command: Send + 'static {
    /// What the caller gets after the commit.
    type Output: Send + 'static;

    /// Checks the precondition, changes rows and records entries.
    fn run<'a>(
        &'a mut self,
        transaction: &'a mut Transaction<'_>,
    ) -> BoxFuture<'a, Result<Self::Output, CommandError>>;
}

/// Why a command changed nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// The precondition does not hold; the text is a sentence for people.
    #[error("{0}")]
    Refused(String),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] crate::Error),
}

/// What a new organisation is made of.
#[derive(Clone, Debug)]
pub struct NewOrganization {
    /// Its name on the wire.
    pub id: OrganizationId,
    /// Its name on screen.
    pub name: String,
    /// The organisation above.
    pub parent: OrganizationOrdinal,
    /// IANA name of its zone.
    pub time_zone: String,
}

/// The writer's transaction, lent to one command.
pub struct Transaction<'c> {
    pub(crate) connection: &'c mut SqliteConnection,
    pub(crate) entries: Vec<NewEvent>,
    pub(crate) now: Millis,
}

impl Transaction<'_> {
    /// For statements on the tables of the crate that owns the command.
    pub fn sql(&mut self) -> &mut SqliteConnection {
        self.connection
    }

    /// The time of the transaction.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// Adds an entry, committed with the change.
    pub fn record(&mut self, entry: NewEvent) {
        self.entries.push(entry);
    }

    /// Creates an organisation with an empty log.
    pub async fn create_organization(
        &mut self,
        _new: NewOrganization,
    ) -> Result<Organization, CommandError> {
        unimplemented!()
    }
}
