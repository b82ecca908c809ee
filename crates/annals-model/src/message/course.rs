//! What was told of a message so far.

use std::collections::BTreeMap;

use super::Kind;
use crate::Millis;

/// What was told of a message, by kind. Adding is commutative, and whoever adds leaves out what was
/// told before, so that the order in which webhooks come, and how often, makes no difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course(BTreeMap<Kind, Seen>);

/// When something of one kind happened, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The first time.
    pub first: Millis,
    /// The last time.
    pub last: Millis,
    /// How many times; of an SMS in parts, in how many of them.
    pub count: u32,
}

impl Course {
    /// Notes that something happened.
    pub fn add(&mut self, kind: Kind, at: Millis) {
        self.put(kind, Seen { first: at, last: at, count: 1 });
    }

    /// Notes what is known of one kind, besides what was noted of it before.
    pub fn put(&mut self, kind: Kind, seen: Seen) {
        let known = self.0.entry(kind).or_insert(Seen { count: 0, ..seen });
        known.first = known.first.min(seen.first);
        known.last = known.last.max(seen.last);
        known.count = known.count.saturating_add(seen.count);
    }

    /// What is known of one kind.
    pub fn of(&self, kind: Kind) -> Option<&Seen> {
        self.0.get(&kind)
    }

    /// Whether something of the kind happened.
    pub fn has(&self, kind: Kind) -> bool {
        self.0.contains_key(&kind)
    }

    /// Every kind that happened.
    pub fn iter(&self) -> impl Iterator<Item = (Kind, &Seen)> {
        self.0.iter().map(|(kind, seen)| (*kind, seen))
    }

    /// When anything was last heard of the message. What isn't known here says nothing.
    pub fn last_activity(&self) -> Option<Millis> {
        self.iter().filter(|(kind, _)| *kind != Kind::Unknown).map(|(_, seen)| seen.last).max()
    }
}

impl FromIterator<(Kind, Millis)> for Course {
    fn from_iter<I: IntoIterator<Item = (Kind, Millis)>>(told: I) -> Self {
        let mut course = Self::default();
        told.into_iter().for_each(|(kind, at)| course.add(kind, at));
        course
    }
}
