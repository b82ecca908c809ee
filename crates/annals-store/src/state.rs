//! What is published: the parts that a snapshot sees, and the one place where they change.

use std::sync::{Arc, Mutex, PoisonError};

use annals_model::{EventId, LogId, Millis, Number, OrganizationOrdinal, OrganizationTree};
use arc_swap::ArcSwap;
use hashbrown::HashMap;
use roaring::{RoaringBitmap, RoaringTreemap};

use crate::document;
use crate::erased::Erased;
use crate::prepare::Known;
use crate::segment::Segment;
use crate::{Deletable, Error, Result};

/// Positions of deleted entries by organisation.
pub(crate) type Dead = HashMap<OrganizationOrdinal, RoaringBitmap>;

/// Numbers of deleted entries by organisation.
pub(crate) type Deleted = HashMap<OrganizationOrdinal, RoaringTreemap>;

/// A segment with the entries of it that are deleted.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) id: u64,
    pub(crate) segment: Segment,
    pub(crate) dead: Arc<Dead>,
    /// In the tail: the sequence of the newest journal block whose events it holds.
    pub(crate) last_block: i64,
    /// In the tail: when its oldest event was committed.
    pub(crate) since: Millis,
}

impl Part {
    /// A part whose dead positions follow from what is deleted.
    pub(crate) fn new(
        id: u64,
        segment: Segment,
        last_block: i64,
        since: Millis,
        deleted: &Deleted,
    ) -> Result<Self> {
        let mut dead = Dead::new();
        for (&organization, numbers) in deleted {
            let positions = positions(&segment, organization, numbers)?;
            if !positions.is_empty() {
                dead.insert(organization, positions);
            }
        }
        Ok(Self { id, segment, dead: Arc::new(dead), last_block, since })
    }

    /// Takes up that entries are deleted. They are looked for only in a part that came since they
    /// were found: looking for many would hold up everyone who waits for the published state.
    pub(crate) fn delete(&mut self, entries: &Deletable) -> Result<()> {
        let Deletable { organization, numbers, places, .. } = entries;
        let positions = match places.get(&self.id) {
            Some(places) => places.clone(),
            None => positions(&self.segment, *organization, numbers)?,
        };
        if !positions.is_empty() {
            *Arc::make_mut(&mut self.dead).entry(*organization).or_default() |= positions;
        }
        Ok(())
    }

    /// The entry with this id, deleted or not.
    pub(crate) fn find(
        &self,
        organization: OrganizationOrdinal,
        id_hash: u64,
        id: &EventId,
    ) -> Result<Option<Known>> {
        if !self.segment.may_contain_id(id_hash)? {
            return Ok(None);
        }
        let Some(position) = self.segment.find_id(organization, id)? else { return Ok(None) };
        let Some(slice) = self.segment.slice(organization) else { return Ok(None) };
        let bytes = slice.document(position)?;
        let identity = document::identity(&bytes).map_err(|error| self.damaged(&error))?;
        let commitment = document::commitment(&bytes).map_err(|error| self.damaged(&error))?;
        let erased = self.dead.get(&organization).is_some_and(|dead| dead.contains(position));
        Ok(Some(Known {
            number: slice.number(position)?,
            commitment,
            fingerprint: (!erased).then_some(identity.1),
        }))
    }

    pub(crate) fn damaged(&self, reason: &dyn std::fmt::Display) -> Error {
        Error::Damaged {
            path: self.segment.path().map_or_else(Default::default, Into::into),
            section: "documents",
            reason: reason.to_string(),
        }
    }
}

/// Where `numbers` stand in the organisation's slice of `segment`.
fn positions(
    segment: &Segment,
    organization: OrganizationOrdinal,
    numbers: &RoaringTreemap,
) -> Result<RoaringBitmap> {
    let mut positions = RoaringBitmap::new();
    let Some(slice) = segment.slice(organization) else { return Ok(positions) };
    let (first, last) = slice.number_bounds();
    let mut within = RoaringTreemap::new();
    within.insert_range(first.0..=last.0);
    within &= numbers;
    for number in within {
        if let Some(position) = slice.position_of(Number(number))? {
            positions.insert(position);
        }
    }
    Ok(positions)
}

/// Everything that one snapshot sees.
#[derive(Clone)]
pub(crate) struct Published {
    /// Segment files, oldest first.
    pub(crate) files: Arc<Vec<Part>>,
    /// Segments in memory, oldest first.
    pub(crate) tail: Vec<Part>,
    /// How many times the tail was sealed; files that are new since are known by it.
    pub(crate) seals: u64,
    /// Sizes of the logs as far as they are sealed.
    pub(crate) sealed_sizes: Arc<HashMap<OrganizationOrdinal, u64>>,
    pub(crate) deleted: Arc<Deleted>,
    pub(crate) erased: Arc<Erased>,
    pub(crate) organizations: Arc<OrganizationTree>,
}

impl Published {
    /// The name of an organisation's log; zeros for an organisation that nobody knows.
    pub(crate) fn log_id(&self, organization: OrganizationOrdinal) -> LogId {
        self.organizations.get(organization).map_or(LogId([0; 16]), |found| found.log_id)
    }

    /// Events in the tail.
    pub(crate) fn tail_events(&self) -> u64 {
        self.tail.iter().map(|part| part.segment.len()).sum()
    }

    /// Bytes of the tail.
    pub(crate) fn tail_bytes(&self) -> u64 {
        self.tail.iter().map(|part| part.segment.bytes()).sum()
    }

    /// Size of an organisation's log.
    pub(crate) fn log_size(&self, organization: OrganizationOrdinal) -> u64 {
        let sealed = self.sealed_sizes.get(&organization).copied().unwrap_or(0);
        let slices = self.tail.iter().filter_map(|part| part.segment.slice(organization));
        slices.map(|slice| slice.number_bounds().1.0 + 1).fold(sealed, u64::max)
    }
}

/// The published state; readers take it without waiting, changes go one after another.
pub(crate) struct State {
    current: ArcSwap<Published>,
    changing: Mutex<()>,
}

impl State {
    pub(crate) fn new(first: Published) -> Self {
        Self { current: ArcSwap::from_pointee(first), changing: Mutex::new(()) }
    }

    /// What is published now.
    pub(crate) fn load(&self) -> Arc<Published> {
        self.current.load_full()
    }

    /// Publishes what `change` makes of the current state, by one pointer swap.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Published) -> Result<T>) -> Result<T> {
        let _one_at_a_time = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = Published::clone(&self.current.load());
        let value = change(&mut next)?;
        self.current.store(Arc::new(next));
        Ok(value)
    }
}
