//! One group commit: which events are new, which are repeats, and who waits for what.

use annals_model::{EventId, LogId, Number, OrganizationOrdinal};
use annals_proof::{Commitment, Hash};
use hashbrown::{HashMap, HashTable};
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
    /// Positions in `new` by the hash of the id, to find repeats within the group.
    by_id: HashTable<usize>,
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
            match self.place(event, *known) {
                Ok(place) => places.push((organization, place)),
                Err(id) => {
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

    /// What everyone is told after the commit. `head` gives the head of a log.
    pub(crate) fn into_answers(self, head: impl Fn(OrganizationOrdinal) -> LogHead) -> Answers {
        let mut heads = HashMap::new();
        for (organization, _) in self.waiting.iter().flat_map(|waiting| &waiting.places) {
            heads.entry(*organization).or_insert_with(|| head(*organization));
        }
        Answers { waiting: self.waiting, heads, commands: self.commands }
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

    /// Fails with the event's id if that stands for other content.
    fn place(
        &mut self,
        event: Prepared,
        known: Option<Known>,
    ) -> std::result::Result<Place, EventId> {
        if let Some(known) = known {
            let same = known.fingerprint.is_none_or(|found| found == event.fingerprint);
            return if same { Ok(Place::Known(known)) } else { Err(event.event.id) };
        }
        if let Some(index) = self.find(&event) {
            let same = self.new[index].fingerprint == event.fingerprint;
            let place = Place::New { index, repeated: true };
            return if same { Ok(place) } else { Err(event.event.id) };
        }
        let index = self.new.len();
        let new = &self.new;
        self.by_id.insert_unique(event.id_hash, index, |&other| new[other].id_hash);
        self.new.push(event);
        Ok(Place::New { index, repeated: false })
    }

    fn find(&self, event: &Prepared) -> Option<usize> {
        let same = |&index: &usize| {
            let other = &self.new[index];
            other.organization == event.organization && other.event.id == event.event.id
        };
        self.by_id.find(event.id_hash, same).copied()
    }

    fn undo(&mut self, mark: usize) {
        self.by_id.retain(|&mut index| index < mark);
        self.new.truncate(mark);
    }
}

/// The head of a log after a commit.
#[derive(Clone, Copy)]
pub(crate) struct LogHead {
    pub(crate) log_id: LogId,
    pub(crate) size: u64,
    pub(crate) root: Hash,
}

/// What everyone who waited for a group is told.
pub(crate) struct Answers {
    waiting: Vec<Waiting>,
    heads: HashMap<OrganizationOrdinal, LogHead>,
    commands: Vec<Box<dyn QueuedCommand>>,
}

impl Answers {
    /// Tells them.
    pub(crate) fn send(self, placed: &[Placed]) {
        for Waiting { places, reply } in self.waiting {
            let receipts = places.into_iter().map(|(organization, place)| {
                let (number, commitment, repeated) = locate(place, placed);
                let LogHead { log_id, size: tree_size, root } = self.heads[&organization];
                Receipt { log_id, number, commitment, tree_size, root, repeated }
            });
            // A sender that went away has its events kept all the same.
            let _ = reply.send(Ok(receipts.collect()));
        }
        for command in self.commands {
            command.answer(None);
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
