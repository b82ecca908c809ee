//! The one writer: groups what arrives, decides the order, commits, publishes, answers.
//!
//! While one group is being committed the next one gathers in the queue, so that no timer is
//! needed: a lone event waits for nothing, a crowd shares one fsync.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use hashbrown::HashMap;
use sqlx::SqliteConnection;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use crate::command::{Effects, QueuedCommand, Transaction};
use crate::deletion::is_reserved;
use crate::erased::{self, ErasedId};
use crate::group::{Group, LogHead, Placed};
use crate::heads::{Growth, Heads};
use crate::journal::block::{self, BlockEntry};
use crate::journal::schema::BUSY_TIMEOUT;
use crate::journal::slack;
use crate::prepare::{Known, Prepared, encode_all};
use crate::segment::Segment;
use crate::state::{Part, Published};
use crate::store::Shared;
use crate::{Error, Receipt, Result};

/// Requests that may wait; beyond, callers are told to come back.
pub(crate) const QUEUE_REQUESTS_MAX: usize = 4_096;
/// Bytes of documents that may wait.
pub(crate) const QUEUE_BYTES_MAX: usize = 128 * 1024 * 1024;
/// Events that one group takes before it is committed.
const GROUP_EVENTS_MAX: usize = 8_192;

/// Commands that one group takes.
const GROUP_COMMANDS_MAX: usize = 256;

/// Pages of 4 KiB that one step gives back to the disk.
const SHRINK_PAGES: u32 = 2_000;

/// What the writer is asked to do.
pub(crate) enum Job {
    /// Append a request, all or nothing.
    Append(Append),
    /// Change settings.
    Command(Box<dyn QueuedCommand>),
    /// Replace journal blocks by a segment file, or files by a file.
    Replace(Replace, oneshot::Sender<Result<()>>),
    /// Remember the ids of entries whose documents will go.
    Erase(Vec<ErasedId>, oneshot::Sender<Result<()>>),
    /// Clear the database's files of what was deleted, a step at a time.
    Wipe(Wipe, oneshot::Sender<Result<Wiped>>),
    /// Finish and stop.
    Close,
}

/// What is to be cleared of what was deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wipe {
    /// Free pages, which are given back to the disk.
    FreePages,
    /// What was left behind on the pages in use from this one on.
    Slack(u32),
    /// The write-ahead log.
    Log,
}

/// How far it is cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wiped {
    /// This comes next.
    Next(Wipe),
    /// The write-ahead log still has what was deleted: someone reads there.
    InTheWay,
    /// What was deleted is in no file.
    Gone,
}

/// A request on its way.
pub(crate) struct Append {
    pub(crate) events: Vec<Prepared>,
    /// `seals` of the state against which it was prepared.
    pub(crate) seals: u64,
    pub(crate) bytes: usize,
    pub(crate) reply: oneshot::Sender<Result<Vec<Receipt>>>,
}

/// Rows of a sealing or a compaction.
pub(crate) struct Replace {
    /// The new file, unless nothing was left to keep.
    pub(crate) file: Option<(u64, Segment)>,
    /// Files that it replaces.
    pub(crate) files: Vec<u64>,
    /// Journal blocks up to this sequence go, and logs grow.
    pub(crate) sealed: Option<(i64, Growth)>,
}

/// The way to the writer.
#[derive(Clone)]
pub(crate) struct Queue {
    jobs: mpsc::Sender<Job>,
    bytes: Arc<AtomicUsize>,
    /// That were ever queued.
    events: Arc<AtomicU64>,
}

impl Queue {
    /// A queue and its receiving end.
    pub(crate) fn new() -> (Self, mpsc::Receiver<Job>) {
        let (jobs, receiver) = mpsc::channel(QUEUE_REQUESTS_MAX);
        (Self { jobs, bytes: Arc::default(), events: Arc::default() }, receiver)
    }

    /// Queues a request, unless too much is waiting.
    pub(crate) fn append(&self, append: Append) -> Result<()> {
        let (bytes, events) = (append.bytes, append.events.len() as u64);
        if self.bytes.fetch_add(bytes, Ordering::Relaxed) > QUEUE_BYTES_MAX {
            self.bytes.fetch_sub(bytes, Ordering::Relaxed);
            return Err(Error::Busy);
        }
        self.jobs.try_send(Job::Append(append)).map_err(|error| {
            self.bytes.fetch_sub(bytes, Ordering::Relaxed);
            match error {
                mpsc::error::TrySendError::Full(_) => Error::Busy,
                mpsc::error::TrySendError::Closed(_) => Error::Closed,
            }
        })?;
        self.events.fetch_add(events, Ordering::Relaxed);
        Ok(())
    }

    /// Events that were queued since the store was opened.
    pub(crate) fn events(&self) -> u64 {
        self.events.load(Ordering::Relaxed)
    }

    /// Queues any other job, waiting for room.
    pub(crate) async fn send(&self, job: Job) -> Result<()> {
        self.jobs.send(job).await.map_err(|_| Error::Closed)
    }

    /// Waits for the end of the writer.
    #[cfg(test)]
    pub(crate) async fn closed(&self) {
        self.jobs.closed().await;
    }

    fn taken(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Ordering::Relaxed);
    }
}

/// The writer's own state.
pub(crate) struct Writer {
    pub(crate) connection: SqliteConnection,
    pub(crate) shared: Arc<Shared>,
    pub(crate) heads: Heads,
    pub(crate) next_block: i64,
    /// Id hashes of the tail's events, with the block that each is in.
    pub(crate) tail_ids: HashMap<u64, i64>,
    pub(crate) committed: watch::Sender<u64>,
    /// The group that was committed last, while its senders are answered.
    pub(crate) answering: Option<JoinHandle<()>>,
}

impl Writer {
    /// Works until the queue is closed.
    pub(crate) async fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let _told = PoisonOnPanic(Arc::clone(&self.shared));
        let mut close = false;
        while !close {
            let Some(first) = jobs.recv().await else { break };
            let mut gathered = Gathered::default();
            gathered.take(first);
            while gathered.has_room() {
                let Ok(next) = jobs.try_recv() else { break };
                gathered.take(next);
            }
            for append in &gathered.appends {
                self.shared.queue.taken(append.bytes);
            }
            self.commit(gathered.appends, gathered.commands).await;
            if let Some((replace, reply)) = gathered.replace {
                // A sealer that went away finds the outcome in the journal.
                let _ = reply.send(self.replace(&replace).await);
            }
            if let Some((erased, reply)) = gathered.erase {
                let _ = reply.send(self.erase(&erased).await);
            }
            if let Some((wipe, reply)) = gathered.wipe {
                let _ = reply.send(self.wipe(wipe).await);
            }
            close = gathered.close;
        }
        self.answered().await;
        // Dropped instead of closed it would leave the write-ahead log to the next start.
        let _ = sqlx::Connection::close(self.connection).await;
    }

    async fn commit(&mut self, appends: Vec<Append>, commands: Vec<Box<dyn QueuedCommand>>) {
        let mut group = Group::new(commands);
        if let Some(reason) = self.shared.poison.reason() {
            for append in appends {
                // A sender that went away needs no answer.
                let _ = append.reply.send(Err(Error::Poisoned { reason: reason.clone() }));
            }
            return group.fail(&reason);
        }
        self.take_appends(&mut group, appends).await;
        let result =
            if group.is_idle() { Ok(Arc::default()) } else { self.write(&mut group).await };
        match result {
            Ok(placed) => {
                self.committed.send_modify(|commits| *commits += 1);
                self.answer(group, placed).await;
            }
            Err(error) => group.fail(&self.poison(&error)),
        }
    }

    /// Answers everyone and frees the events, away from the writer: these take a third of its time.
    async fn answer(&mut self, group: Group, placed: Arc<Vec<Placed>>) {
        let published = self.shared.state.load();
        let answers = group.into_answers(|ordinal| {
            let (size, root) = self.heads.head(ordinal);
            LogHead { log_id: published.log_id(ordinal), size, root }
        });
        self.answered().await;
        self.answering = Some(tokio::task::spawn_blocking(move || answers.send(&placed)));
    }

    /// Waits until the group before is answered, so that no more than two groups are in memory.
    async fn answered(&mut self) {
        if let Some(answering) = self.answering.take() {
            // It only fails when the process ends.
            let _ = answering.await;
        }
    }

    /// Sorts requests into new events and repeats. A request whose look-up fails is refused alone:
    /// a damaged segment must not stop the log.
    async fn take_appends(&self, group: &mut Group, appends: Vec<Append>) {
        let published = self.shared.state.load();
        for append in appends {
            let known = self.find_known(&published, &append).await;
            match known.and_then(|known| refuse_closed(&published, &append, known)) {
                Ok(known) => group.append(append.events, &known, append.reply),
                Err(error) => {
                    let _ = append.reply.send(Err(error));
                }
            }
        }
    }

    /// Writes and publishes a group; nothing of it is visible before the commit.
    async fn write(&mut self, group: &mut Group) -> Result<Arc<Vec<Placed>>> {
        sqlx::query("BEGIN IMMEDIATE").execute(&mut self.connection).await?;
        let mut effects = self.run_commands(group).await?;
        let entries = std::mem::take(&mut effects.entries);
        group.extend(encode_all(entries)?);
        let placed = Arc::new(self.number(group.take_new())?);
        let building = tokio::task::spawn_blocking({
            let placed = Arc::clone(&placed);
            move || crate::tail::build(&placed)
        });
        if !placed.is_empty() {
            self.insert_block(&placed).await?;
        }
        sqlx::query("COMMIT").execute(&mut self.connection).await?;
        let segment = building.await.map_err(|error| Error::Invalid(error.to_string()))?;
        self.publish(segment, &placed, &effects)?;
        Ok(placed)
    }

    fn number(&mut self, new: Vec<Prepared>) -> Result<Vec<Placed>> {
        new.into_iter()
            .map(|prepared| {
                let number = self.heads.append(prepared.organization, &prepared.commitment)?;
                Ok(Placed { number, prepared })
            })
            .collect()
    }

    /// What the log has already of the ids of a request, event by event.
    async fn find_known(
        &self,
        published: &Published,
        append: &Append,
    ) -> Result<Vec<Option<Known>>> {
        let sealed_since = published.seals != append.seals;
        let find = |event: &Prepared| {
            if event.known.is_some() {
                return Ok(event.known);
            }
            let in_tail = self.tail_ids.contains_key(&event.id_hash);
            let tail = published.tail.iter().filter(|_| in_tail);
            // What was sealed after the request was prepared: its files were not looked at.
            let files = published.files.iter().filter(|_| sealed_since);
            for part in tail.chain(files) {
                let known = part.find(event.organization, event.id_hash, &event.event.id)?;
                if known.is_some() {
                    return Ok(known);
                }
            }
            Ok(None)
        };
        let mut known = append.events.iter().map(find).collect::<Result<Vec<_>>>()?;
        if sealed_since {
            // It may have been deleted in the tail: the sealing then left its document out.
            let events = append.events.iter().zip(&mut known);
            let events = events.map(|(new, known)| (new.organization, &new.event.id, known));
            published.erased.look_up(&self.shared.readers, events).await?;
        }
        Ok(known)
    }

    /// Runs each command under its savepoint and gathers what they do besides changing rows.
    async fn run_commands(&mut self, group: &mut Group) -> Result<Effects> {
        let mut all = Effects::default();
        for command in &mut group.commands {
            sqlx::query("SAVEPOINT command").execute(&mut self.connection).await?;
            let mut transaction = Transaction {
                connection: &mut self.connection,
                heads: &self.heads,
                now: self.shared.clock.now(),
                effects: Effects::default(),
            };
            let keep = command.run(&mut transaction).await;
            let effects = transaction.effects;
            if keep {
                all.entries.extend(effects.entries);
                all.organizations.extend(effects.organizations);
                all.deleted.extend(effects.deleted);
            } else {
                sqlx::query("ROLLBACK TO command").execute(&mut self.connection).await?;
            }
            sqlx::query("RELEASE command").execute(&mut self.connection).await?;
        }
        Ok(all)
    }

    async fn insert_block(&mut self, placed: &[Placed]) -> Result<()> {
        let entries = placed.iter().map(|event| BlockEntry {
            organization: event.prepared.organization,
            number: event.number,
            commitment: event.prepared.commitment,
            document: &event.prepared.document,
        });
        let body = block::encode(entries)
            .map_err(|error| Error::Invalid(format!("packing a block: {error}")))?;
        sqlx::query("INSERT INTO block (sequence, events, body) VALUES ($1, $2, $3)")
            .bind(self.next_block)
            .bind(placed.len() as i64)
            .bind(body)
            .execute(&mut self.connection)
            .await?;
        Ok(())
    }

    fn publish(
        &mut self,
        segment: Option<Segment>,
        placed: &[Placed],
        effects: &Effects,
    ) -> Result<()> {
        let shared = &self.shared;
        let block = self.next_block;
        shared.unsealed.extend(
            placed.iter().map(|event| {
                (event.prepared.organization, event.number, &event.prepared.commitment)
            }),
        );
        shared.state.change(|published| {
            apply(published, effects)?;
            if let Some(segment) = segment {
                let id = shared.next_part_id();
                let now = shared.clock.now();
                published.tail.push(Part::new(id, segment, block, now, &published.deleted)?);
            }
            Ok(())
        })?;
        if !placed.is_empty() {
            self.next_block += 1;
            self.tail_ids.extend(placed.iter().map(|event| (event.prepared.id_hash, block)));
        }
        shared.tail_grew.notify_one();
        Ok(())
    }

    async fn replace(&mut self, replace: &Replace) -> Result<()> {
        if let Some(reason) = self.shared.poison.reason() {
            return Err(Error::Poisoned { reason });
        }
        // What is committed and can't be published would be sealed a second time.
        let result = match self.write_replacement(replace).await {
            Ok(()) => self.publish_replacement(replace),
            Err(error) => Err(error),
        };
        result.map_err(|error| Error::Poisoned { reason: self.poison(&error) })
    }

    /// After a failed write no further one is taken; returns the reason.
    fn poison(&self, error: &Error) -> String {
        if let Error::Poisoned { reason } = error {
            return reason.clone();
        }
        let reason = error.to_string();
        self.shared.poison.set(&reason);
        reason
    }

    fn publish_replacement(&mut self, replace: &Replace) -> Result<()> {
        self.shared.state.change(|published| {
            let files = Arc::make_mut(&mut published.files);
            files.retain(|part| !replace.files.contains(&part.id));
            if let Some((id, segment)) = &replace.file {
                let now = self.shared.clock.now();
                files.push(Part::new(*id, segment.clone(), 0, now, &published.deleted)?);
            }
            if let Some((last_block, growth)) = &replace.sealed {
                published.tail.retain(|part| part.last_block > *last_block);
                let sizes = Arc::make_mut(&mut published.sealed_sizes);
                sizes.extend(growth.sizes.iter().map(|(&ordinal, &size)| (ordinal, size)));
                published.seals += 1;
            }
            Ok(())
        })?;
        if let Some((last_block, growth)) = &replace.sealed {
            growth.committed(&self.shared.unsealed);
            self.tail_ids.retain(|_, block| *block > *last_block);
            self.shared.sealed.notify_waiters();
        }
        Ok(())
    }

    async fn erase(&mut self, erased: &[ErasedId]) -> Result<()> {
        if let Some(reason) = self.shared.poison.reason() {
            return Err(Error::Poisoned { reason });
        }
        let result = self.write_erased(erased).await;
        result.map_err(|error| Error::Poisoned { reason: self.poison(&error) })
    }

    async fn write_erased(&mut self, erased: &[ErasedId]) -> Result<()> {
        sqlx::query("BEGIN IMMEDIATE").execute(&mut self.connection).await?;
        erased::write(&mut self.connection, erased).await?;
        sqlx::query("COMMIT").execute(&mut self.connection).await?;
        self.shared.state.change(|published| {
            Arc::make_mut(&mut published.erased).extend(erased);
            Ok(())
        })
    }

    /// One step of clearing what was deleted, short enough that nobody waits for it.
    async fn wipe(&mut self, wipe: Wipe) -> Result<Wiped> {
        if let Some(reason) = self.shared.poison.reason() {
            return Err(Error::Poisoned { reason });
        }
        let result = match wipe {
            Wipe::FreePages => self.give_pages_back().await,
            Wipe::Slack(from) => slack::clear(&mut self.connection, from)
                .await
                .map(|next| Wiped::Next(next.map_or(Wipe::Log, Wipe::Slack))),
            Wipe::Log => self.shorten_log().await,
        };
        result.map_err(|error| Error::Poisoned { reason: self.poison(&error.into()) })
    }

    async fn give_pages_back(&mut self) -> std::result::Result<Wiped, sqlx::Error> {
        let pages = format!("PRAGMA incremental_vacuum({SHRINK_PAGES})");
        sqlx::raw_sql(sqlx::AssertSqlSafe(pages)).execute(&mut self.connection).await?;
        let free: i64 =
            sqlx::query_scalar("PRAGMA freelist_count").fetch_one(&mut self.connection).await?;
        Ok(Wiped::Next(if free > 0 { Wipe::FreePages } else { Wipe::Slack(1) }))
    }

    /// A reader in the way is no failure: the log is then shortened another time. Waiting for it
    /// would hold up everyone who writes. PASSIVE never waits and never shortens.
    async fn shorten_log(&mut self) -> std::result::Result<Wiped, sqlx::Error> {
        sqlx::raw_sql("PRAGMA busy_timeout = 0").execute(&mut self.connection).await?;
        let shorten = "PRAGMA wal_checkpoint(TRUNCATE)";
        let result = sqlx::query(shorten).fetch_one(&mut self.connection).await;
        let patient = format!("PRAGMA busy_timeout = {}", BUSY_TIMEOUT.as_millis());
        sqlx::raw_sql(sqlx::AssertSqlSafe(patient)).execute(&mut self.connection).await?;
        let is_busy = sqlx::Row::try_get::<i64, _>(&result?, 0)? != 0;
        Ok(if is_busy { Wiped::InTheWay } else { Wiped::Gone })
    }

    async fn write_replacement(&mut self, replace: &Replace) -> Result<()> {
        let connection = &mut self.connection;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
        if let Some((id, segment)) = &replace.file {
            sqlx::query("INSERT INTO segment (id, events, bytes) VALUES ($1, $2, $3)")
                .bind(*id as i64)
                .bind(segment.len() as i64)
                .bind(segment.bytes() as i64)
                .execute(&mut *connection)
                .await?;
        }
        for &id in &replace.files {
            sqlx::query("DELETE FROM segment WHERE id = $1")
                .bind(id as i64)
                .execute(&mut *connection)
                .await?;
        }
        if let Some((last_block, growth)) = &replace.sealed {
            growth.write(connection).await?;
            sqlx::query("DELETE FROM block WHERE sequence <= $1")
                .bind(last_block)
                .execute(&mut *connection)
                .await?;
        }
        self.shared.options.step("before commit")?;
        sqlx::query("COMMIT").execute(&mut *connection).await?;
        self.shared.options.step("committed")?;
        Ok(())
    }
}

/// A command that panics ends the writer with it; without this the store would look healthy.
struct PoisonOnPanic(Arc<Shared>);

impl Drop for PoisonOnPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.poison.set("the writer panicked");
        }
    }
}

/// Refuses new events of organisations that are closed; here, because nothing comes between this
/// and the commit. What was taken before gets its receipt again, and what Annals tells of itself,
/// such as who reads the log there, is taken always.
fn refuse_closed(
    published: &Published,
    append: &Append,
    known: Vec<Option<Known>>,
) -> Result<Vec<Option<Known>>> {
    let tree = &published.organizations;
    for (index, (new, known)) in append.events.iter().zip(&known).enumerate() {
        // Asked first: nearly always nothing is closed.
        if tree.closed_by(new.organization).is_some()
            && known.is_none()
            && !is_reserved(&new.event.action)
        {
            let organization = new.event.organization.clone();
            return Err(Error::OrganizationClosed { index, organization });
        }
    }
    Ok(known)
}

/// Takes up what commands did besides changing rows.
fn apply(published: &mut Published, effects: &Effects) -> Result<()> {
    if !effects.organizations.is_empty() {
        let tree = Arc::make_mut(&mut published.organizations);
        for organization in &effects.organizations {
            tree.insert(organization.clone());
        }
    }
    if effects.deleted.is_empty() {
        return Ok(());
    }
    let deleted = Arc::make_mut(&mut published.deleted);
    for entries in &effects.deleted {
        *deleted.entry(entries.organization).or_default() |= &entries.numbers;
    }
    let parts = Arc::make_mut(&mut published.files).iter_mut().chain(&mut published.tail);
    for part in parts {
        for entries in &effects.deleted {
            part.delete(entries)?;
        }
    }
    Ok(())
}

/// The jobs that are done together.
#[derive(Default)]
struct Gathered {
    appends: Vec<Append>,
    commands: Vec<Box<dyn QueuedCommand>>,
    replace: Option<(Replace, oneshot::Sender<Result<()>>)>,
    erase: Option<(Vec<ErasedId>, oneshot::Sender<Result<()>>)>,
    wipe: Option<(Wipe, oneshot::Sender<Result<Wiped>>)>,
    close: bool,
    events: usize,
}

impl Gathered {
    fn take(&mut self, job: Job) {
        match job {
            Job::Append(append) => {
                self.events += append.events.len();
                self.appends.push(append);
            }
            Job::Command(command) => self.commands.push(command),
            Job::Replace(replace, reply) => self.replace = Some((replace, reply)),
            Job::Erase(erased, reply) => self.erase = Some((erased, reply)),
            Job::Wipe(wipe, reply) => self.wipe = Some((wipe, reply)),
            Job::Close => self.close = true,
        }
    }

    /// Whatever is not a request or a command comes after what was queued before it.
    fn has_room(&self) -> bool {
        self.events < GROUP_EVENTS_MAX
            && self.commands.len() < GROUP_COMMANDS_MAX
            && self.replace.is_none()
            && self.erase.is_none()
            && self.wipe.is_none()
            && !self.close
    }
}

#[cfg(test)]
mod tests;
