//! Calls that come together, kept in one turn of the writer: each statement is a pass between two
//! threads, which costs more than the row.
//!
//! Whoever comes first sends the command; who comes until the writer gets to it comes along. So no
//! timer is needed: a lone call waits for nothing, a crowd shares its statements.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use annals_delivery::Provider;
use annals_model::{Millis, OrganizationOrdinal};
use annals_store::{Command, CommandError, Store, Transaction};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::{Arrived, HookId, row};
use crate::{Error, Result};

/// Calls that are kept in one turn.
const BATCH_CALLS_MAX: usize = 256;
/// Bytes of payloads that are kept in one turn, once there is a call.
const BATCH_BYTES_MAX: usize = 1 << 20;
/// Calls that wait to be kept; beyond, callers wait for a place.
const CALLS_WAITING_MAX: usize = 4_096;

/// A call that was checked, as it is kept.
pub(super) struct Arrival {
    pub(super) hook: HookId,
    pub(super) organization: OrganizationOrdinal,
    pub(super) provider: Provider,
    /// What tells it from others.
    pub(super) digest: [u8; 32],
    pub(super) own_id: Option<String>,
    /// A token that comes with nothing else.
    pub(super) single_use: Option<String>,
    pub(super) payload: Vec<u8>,
}

/// Calls on their way to the writer. Clones share them.
#[derive(Clone)]
pub(crate) struct Arrivals {
    open: Arc<Mutex<Arc<Batch>>>,
    places: Arc<Semaphore>,
}

impl Default for Arrivals {
    fn default() -> Self {
        let places = Arc::new(Semaphore::new(CALLS_WAITING_MAX));
        Self { open: Arc::default(), places }
    }
}

/// Those that one turn keeps.
#[derive(Default)]
struct Batch(Mutex<Gathered>);

#[derive(Default)]
struct Gathered {
    arrivals: Vec<Arrival>,
    /// Who waits for each of them.
    callers: Vec<Caller>,
    bytes: usize,
}

struct Caller {
    answer: oneshot::Sender<Result<Arrived>>,
    _place: OwnedSemaphorePermit,
}

impl Arrivals {
    /// Keeps it; it is durable when this returns. Whoever goes away meanwhile takes nothing along.
    pub(super) async fn keep(&self, store: &Store, arrival: Arrival) -> Result<Arrived> {
        let closed = || Error::Store(annals_store::Error::Closed);
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| closed())?;
        let (answer, arrived) = oneshot::channel();
        if let Some(batch) = self.join(arrival, Caller { answer, _place: place }) {
            tokio::spawn(batch.keep(store.clone()));
        }
        arrived.await.map_err(|_| closed())?
    }

    /// Takes it into the batch that is open; if none is, or it is full, into a new one, which is
    /// returned to be kept.
    fn join(&self, arrival: Arrival, caller: Caller) -> Option<Arc<Batch>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.gathered().is_empty_or_full_for(&arrival) {
            *open = Arc::default();
        }
        let mut gathered = open.gathered();
        let is_first = gathered.arrivals.is_empty();
        gathered.bytes += arrival.payload.len();
        gathered.arrivals.push(arrival);
        gathered.callers.push(caller);
        drop(gathered);
        is_first.then(|| Arc::clone(&open))
    }
}

impl Gathered {
    /// Whether it can't come along: the writer has taken the others, or there is no room.
    fn is_empty_or_full_for(&self, arrival: &Arrival) -> bool {
        self.arrivals.is_empty()
            || self.arrivals.len() >= BATCH_CALLS_MAX
            || self.bytes + arrival.payload.len() > BATCH_BYTES_MAX
    }
}

impl Batch {
    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the writer keep it, and answers everyone.
    async fn keep(self: Arc<Self>, store: Store) {
        let outcome = store.command(Keep(Arc::clone(&self))).await;
        let callers = {
            let mut gathered = self.gathered();
            // Where the writer never came to it, none is to come along any more.
            gathered.arrivals.clear();
            std::mem::take(&mut gathered.callers)
        };
        match outcome {
            Ok(arrived) => {
                for (caller, arrived) in callers.into_iter().zip(arrived) {
                    let _ = caller.answer.send(Ok(arrived));
                }
            }
            Err(error) => {
                for caller in callers {
                    let _ = caller.answer.send(Err(told(&error)));
                }
            }
        }
    }
}

/// What each is told of what went wrong for all.
fn told(error: &CommandError) -> Error {
    use annals_store::Error as Store;
    match error {
        CommandError::Store(Store::Poisoned { reason }) => {
            Store::Poisoned { reason: reason.clone() }.into()
        }
        CommandError::Store(Store::Closed) => Store::Closed.into(),
        other => Error::Machine(other.to_string()),
    }
}

struct Keep(Arc<Batch>);

impl Command for Keep {
    /// What became of each.
    type Output = Vec<Arrived>;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Self::Output, CommandError> {
        let arrivals = std::mem::take(&mut self.0.gathered().arrivals);
        let now = transaction.now();
        let (mut is_token_used, mut kept) = (Vec::new(), Vec::with_capacity(arrivals.len()));
        for arrival in &arrivals {
            let is_used = match &arrival.single_use {
                Some(token) => !take_token(transaction.sql(), arrival, token, now).await?,
                None => false,
            };
            is_token_used.push(is_used);
            kept.extend((!is_used).then_some(arrival));
        }
        let mut new = insert(transaction.sql(), &kept, now).await?;
        // Of twins the first is new.
        let arrived =
            arrivals.iter().zip(is_token_used).map(
                |(arrival, is_token_used)| match is_token_used {
                    true => Arrived::TokenUsed,
                    false if new.remove(&(arrival.hook.0.clone(), arrival.digest.to_vec())) => {
                        Arrived::New
                    }
                    false => Arrived::Again,
                },
            );
        Ok(arrived.collect())
    }
}

/// Keeps those that are not kept yet; webhooks and digests of those.
async fn insert(
    connection: &mut SqliteConnection,
    arrivals: &[&Arrival],
    now: Millis,
) -> Result<HashSet<(String, Vec<u8>)>, sqlx::Error> {
    if arrivals.is_empty() {
        return Ok(HashSet::new());
    }
    let mut query = QueryBuilder::<Sqlite>::new(
        "INSERT INTO desk_envelope (hook, organization, provider, digest, own_id, payload,
         received_at, state) ",
    );
    query.push_values(arrivals, |mut row, arrival| {
        row.push_bind(&arrival.hook.0)
            .push_bind(i64::from(arrival.organization.0))
            .push_bind(arrival.provider.as_str())
            .push_bind(&arrival.digest[..])
            .push_bind(&arrival.own_id)
            .push_bind(&arrival.payload)
            .push_bind(now.0)
            .push_bind(row::WAITING);
    });
    query.push(" ON CONFLICT DO NOTHING RETURNING hook, digest");
    // As many statements as there are lengths would push the others out of memory.
    let rows = query.build().persistent(false).fetch_all(connection).await?;
    let new = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    new.collect()
}

/// Whether the token is new, or came with the same before: a provider that tries again may use it
/// again.
async fn take_token(
    connection: &mut SqliteConnection,
    arrival: &Arrival,
    token: &str,
    now: Millis,
) -> Result<bool, sqlx::Error> {
    sqlx::query(
        "INSERT INTO desk_envelope_token (hook, token, digest, received_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(&arrival.hook.0)
    .bind(token)
    .bind(&arrival.digest[..])
    .bind(now.0)
    .execute(&mut *connection)
    .await?;
    let sql = "SELECT digest FROM desk_envelope_token WHERE hook = $1 AND token = $2";
    let row = sqlx::query(sql).bind(&arrival.hook.0).bind(token).fetch_one(connection).await?;
    Ok(row.try_get::<&[u8], _>(0)? == arrival.digest)
}

#[cfg(test)]
mod tests;
