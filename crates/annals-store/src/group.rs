//! One group commit: which events are new, which are repeats, and who waits for what.

use annals_model::{EventId, LogId, Number, OrganizationOrdinal};
use annals_proof::{Commitment, Hash};
use hashbrown::HashMap;
use tokio::sync::oneshot;

use crate::command::QueuedCommand;
use crate::prepare::{Known, Prepared};
use crate::{Error, Receipt, Result};

/// A new event with its number.
pub(crate) struct Placed {
    pub(crate) number: Number,
    pub(crate) prepared: Prepared,
}

/// The requests and commands that are committed together.
#[derive(Default)]
pub(crate) struct Group {
    new: Vec<Prepared>,
    /// New events by the hash of their id, to find repeats within the group.
    by_id: HashMap<u64, Vec<usize>>,
    waiting: Vec<Waiting>,
    pub(crate) commands: Vec<Box<dyn QueuedCommand>>,
}

/// A request that gets its receipts after the commit.
struct Waiting {
    places: Vec<(OrganizationOrdinal, Place)>,
    reply: oneshot::Sender<Result<Vec<Receipt>>>,
}

/// Where an event of a request is found.
#[derive(Clone, Copy)]
enum Place {
    /// In the log already.
    Known(Known),
    /// Among the new events of the group.
    New { index: usize, repeated: bool },
}

impl Group {
    /// A group with these commands and no requests yet.
    pub(crate) fn new(commands: Vec<Box<dyn QueuedCommand>>) -> Self {
        Self { commands, ..Self::default() }
    }

    /// Takes a request in, whole or not at all: on a conflict its sender is answered at once.
    ///
    /// `known` says, event by event, what the log has already under the same id.
    pub(crate) fn append(
        &mut self,
        events: Vec<Prepared>,
        known: &[Option<Known>],
        reply: oneshot::Sender<Result<Vec<Receipt>>>,
    ) {
        let mark = self.new.len();
        let mut places = Vec::with_capacity(events.len());
        for (index, (event, known)) in events.into_iter().zip(known).enumerate() {
            let organization = event.organization;
            let id = event.event.id.clone();
            match self.place(event, *known) {
                Some(place) => places.push((organization, place)),
                None => {
                    self.undo(mark);
                    // A sender that went away needs no answer.
                    let _ = reply.send(Err(Error::Conflict { index, id }));
                    return;
                }
            }
        }
        self.waiting.push(Waiting { places, reply });
    }

    /// Adds entries of commands; their ids are fresh.
    pub(crate) fn extend(&mut self, entries: Vec<Prepared>) {
        self.new.extend(entries);
    }

    /// Whether there is nothing to write.
    pub(crate) fn is_idle(&self) -> bool {
        self.new.is_empty() && self.commands.is_empty()
    }

    /// The new events in their order, handed over to be numbered.
    pub(crate) fn take_new(&mut self) -> Vec<Prepared> {
        std::mem::take(&mut self.new)
    }

    /// After the commit: answers everyone. `head` gives size and root of a log.
    pub(crate) fn succeed(
        self,
        placed: &[Placed],
        log_id: impl Fn(OrganizationOrdinal) -> LogId,
        head: impl Fn(OrganizationOrdinal) -> (u64, Hash),
    ) {
        let mut heads = HashMap::new();
        for Waiting { places, reply } in self.waiting {
            let receipts = places.into_iter().map(|(organization, place)| {
                let (number, commitment, repeated) = locate(place, placed);
                let (log_id, (tree_size, root)) = *heads
                    .entry(organization)
                    .or_insert_with(|| (log_id(organization), head(organization)));
                Receipt { log_id, number, commitment, tree_size, root, repeated }
            });
            // A sender that went away has its events kept all the same.
            let _ = reply.send(Ok(receipts.collect()));
        }
        for command in self.commands {
            command.answer(None);
        }
    }

    /// Nothing was written: tells everyone why.
    pub(crate) fn fail(self, reason: &str) {
        let error = || Error::Poisoned { reason: reason.to_owned() };
        for Waiting { reply, .. } in self.waiting {
            let _ = reply.send(Err(error()));
        }
        for command in self.commands {
            command.answer(Some(error()));
        }
    }

    /// `None` if the same id stands for other content.
    fn place(&mut self, event: Prepared, known: Option<Known>) -> Option<Place> {
        if let Some(known) = known {
            let same = known.fingerprint.is_none_or(|found| found == event.fingerprint);
            return same.then_some(Place::Known(known));
        }
        if let Some(index) = self.find(event.organization, event.id_hash, &event.event.id) {
            let same = self.new[index].fingerprint == event.fingerprint;
            return same.then_some(Place::New { index, repeated: true });
        }
        let index = self.new.len();
        self.by_id.entry(event.id_hash).or_default().push(index);
        self.new.push(event);
        Some(Place::New { index, repeated: false })
    }

    fn find(&self, organization: OrganizationOrdinal, hash: u64, id: &EventId) -> Option<usize> {
        let same = |&index: &usize| {
            let other = &self.new[index];
            other.organization == organization && other.event.id == *id
        };
        self.by_id.get(&hash)?.iter().copied().find(same)
    }

    fn undo(&mut self, mark: usize) {
        for event in self.new.drain(mark..) {
            if let Some(indices) = self.by_id.get_mut(&event.id_hash) {
                indices.retain(|&index| index < mark);
            }
        }
    }
}

fn locate(place: Place, placed: &[Placed]) -> (Number, Commitment, bool) {
    match place {
        Place::Known(known) => (known.number, known.commitment, true),
        Place::New { index, repeated } => {
            let placed = &placed[index];
            (placed.number, placed.prepared.commitment, repeated)
        }
    }
}
