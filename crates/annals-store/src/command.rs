//! Changes of settings: each runs in the writer's transaction, together with its entries.

use annals_model::{Millis, Organization, OrganizationId, OrganizationOrdinal, OrganizationTree};
use futures::future::BoxFuture;
use roaring::RoaringTreemap;
use sqlx::{Row, SqliteConnection};
use tokio::sync::oneshot;

use crate::heads::Heads;
use crate::{Deletable, Error, NewEvent, organizations};

/// A change of settings with the entries that tell of it, committed as one.
///
/// It runs under a savepoint of its own: an error undoes this command and no other.
pub trait Command: Send + 'static {
    /// What the caller gets after the commit.
    type Output: Send + 'static;

    /// Checks the precondition, changes rows and records entries.
    fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> impl Future<Output = Result<Self::Output, CommandError>> + Send;
}

/// Why a command changed nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommandError {
    /// The precondition does not hold. Whoever made the command knows the error by its type.
    #[error("{0}")]
    Refused(Box<dyn std::error::Error + Send + Sync>),
    /// What was found to be deleted is deleted by now.
    #[error("some of these entries were deleted meanwhile; look again")]
    DeletedMeanwhile,
    /// The id of a new organisation is taken.
    #[error("an organisation {0} exists already")]
    OrganizationTaken(OrganizationId),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] Error),
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
}

/// The writer's transaction, lent to one command.
pub struct Transaction<'c> {
    pub(crate) connection: &'c mut SqliteConnection,
    pub(crate) heads: &'c Heads,
    pub(crate) now: Millis,
    pub(crate) effects: Effects,
}

/// What a command does besides changing rows; taken up when its savepoint is released.
#[derive(Default)]
pub(crate) struct Effects {
    pub(crate) entries: Vec<NewEvent>,
    pub(crate) organizations: Vec<Organization>,
    pub(crate) deleted: Vec<Deletable>,
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
        self.effects.entries.push(entry);
    }

    /// Creates an organisation with an empty log. Refused when its id is taken.
    pub async fn create_organization(
        &mut self,
        new: NewOrganization,
    ) -> Result<Organization, CommandError> {
        let organization = organizations::insert(self.connection, new, self.now).await?;
        self.effects.organizations.push(organization.clone());
        Ok(organization)
    }

    /// The organisations at `ordinals` and those above them, as they are now: what was published
    /// may be older than a command of the same group.
    pub async fn organizations_upwards(
        &mut self,
        ordinals: &[OrganizationOrdinal],
    ) -> Result<OrganizationTree, CommandError> {
        Ok(organizations::upwards(self.connection, ordinals).await?)
    }

    /// The organisation at `above` and all below it as they are now, each with how many levels it
    /// lies below.
    pub async fn organizations_downwards(
        &mut self,
        above: OrganizationOrdinal,
    ) -> Result<Vec<(OrganizationOrdinal, usize)>, CommandError> {
        Ok(organizations::downwards(self.connection, above).await?)
    }

    /// Changes name and place of an organisation, and whether it is closed. Its log is the
    /// same wherever it is: neither ordinal nor log id nor numbers change.
    pub async fn update_organization(
        &mut self,
        organization: Organization,
    ) -> Result<(), CommandError> {
        organizations::update(self.connection, &organization).await?;
        self.effects.organizations.push(organization);
        Ok(())
    }

    /// Deletes entries: they are hidden with the commit, their content goes from every file with
    /// the next compaction, their places in the Merkle log stay. The command records the entry
    /// that authorises it. However many they are, all go in this transaction: a bitmap is written
    /// anew, and a crash leaves all or none.
    ///
    /// Refused when one of them was deleted since they were found, and for numbers that no entry
    /// of this log has: an entry that gets one later would be hidden from its beginning.
    pub async fn delete(&mut self, entries: Deletable) -> Result<(), CommandError> {
        let Deletable { organization, numbers: ref new, .. } = entries;
        let (size, _) = self.heads.head(organization);
        if let Some(beyond) = new.max().filter(|number| *number >= size) {
            let reason = format!(
                "there is no entry {beyond} to delete: the log has {size} entries, counted from 0"
            );
            return Err(CommandError::Refused(reason.into()));
        }
        let mut all = read_deleted(self.connection, organization).await?;
        if !all.is_disjoint(new) {
            return Err(CommandError::DeletedMeanwhile);
        }
        all |= new;
        let mut bytes = Vec::with_capacity(all.serialized_size());
        all.serialize_into(&mut bytes)
            .map_err(|error| Error::Invalid(format!("a deletion bitmap: {error}")))?;
        sqlx::query(
            "INSERT INTO deleted (organization, numbers) VALUES ($1, $2)
             ON CONFLICT (organization) DO UPDATE SET numbers = excluded.numbers",
        )
        .bind(organization.0)
        .bind(bytes)
        .execute(&mut *self.connection)
        .await?;
        self.effects.deleted.push(entries);
        Ok(())
    }
}

async fn read_deleted(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
) -> Result<RoaringTreemap, CommandError> {
    let row = sqlx::query("SELECT numbers FROM deleted WHERE organization = $1")
        .bind(organization.0)
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(RoaringTreemap::new()) };
    let bytes: Vec<u8> = row.try_get(0)?;
    decode_deleted(&bytes).map_err(CommandError::Store)
}

/// Reads a deletion bitmap.
pub(crate) fn decode_deleted(bytes: &[u8]) -> crate::Result<RoaringTreemap> {
    RoaringTreemap::deserialize_from(bytes)
        .map_err(|error| Error::Invalid(format!("a deletion bitmap: {error}")))
}

/// A command in the writer's queue, its types forgotten.
pub(crate) trait QueuedCommand: Send {
    /// Runs it; true if its savepoint is to be released.
    fn run<'a>(&'a mut self, transaction: &'a mut Transaction<'_>) -> BoxFuture<'a, bool>;
    /// Answers the caller: what came out, or the failure of the whole group.
    fn answer(self: Box<Self>, failure: Option<Error>);
}

/// A command with the way back to its caller.
pub(crate) struct Queued<C: Command> {
    pub(crate) command: C,
    pub(crate) outcome: Option<Result<C::Output, CommandError>>,
    pub(crate) reply: oneshot::Sender<Result<C::Output, CommandError>>,
}

impl<C: Command> QueuedCommand for Queued<C> {
    fn run<'a>(&'a mut self, transaction: &'a mut Transaction<'_>) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            let outcome = self.command.run(transaction).await;
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }

    fn answer(self: Box<Self>, failure: Option<Error>) {
        let Self { command, outcome, reply } = *self;
        // What it tells when it goes is told before anyone goes on.
        drop(command);
        let outcome = match (failure, outcome) {
            // A refusal stands whatever became of the rest of the group.
            (_, Some(Err(refused))) => Err(refused),
            (Some(failure), _) => Err(failure.into()),
            (None, Some(Ok(output))) => Ok(output),
            (None, None) => Err(Error::Closed.into()),
        };
        // A caller that went away loses the answer, not the change.
        let _ = reply.send(outcome);
    }
}
