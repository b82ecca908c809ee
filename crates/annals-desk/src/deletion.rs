//! Deletions from the log, committed with the entry that tells of them.

use annals_model::{EventId, EventType, Millis, Organization, Value};
use annals_store::{Command, CommandError, Deletable, Transaction};

use crate::entry::Told;
use crate::hold::{HoldSeen, bound_in, state_in, tell_of};
use crate::reason::{self, REASON_CHARS_MAX, Unsaid};
use crate::{By, DeletionRefusal, Desk, Error, LogSearch, Refusal, Result};

/// The action of entries that tell of deletions.
pub const DELETED: &str = "annals.entries.deleted";
/// Bytes of the list of numbers in the entry; of more only the first and the last stand there.
const NUMBERS_BYTES_MAX: usize = 8_000;

/// Why entries are deleted, in the words of whoever does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// Refuses what says nothing, and what is too long.
    pub fn parse(text: &str) -> Result<Self> {
        let refusal = |unsaid| match unsaid {
            Unsaid::Missing => DeletionRefusal::ReasonMissing,
            Unsaid::TooLong(count) => {
                DeletionRefusal::ReasonTooLong { count, max: REASON_CHARS_MAX }
            }
            Unsaid::Unprintable => DeletionRefusal::ReasonUnprintable,
        };
        reason::parse(text).map(Self).map_err(|unsaid| refused(refusal(unsaid)))
    }
}

/// What is deleted, and why.
#[derive(Clone, Debug)]
pub struct LogDeletion {
    /// The entries.
    pub entries: Deletable,
    /// What was searched for to find them.
    pub search: LogSearch,
    /// Why.
    pub reason: Reason,
}

impl Desk {
    /// Deletes entries, and tells in the same transaction that `by` did, why, and which: both are
    /// durable when this returns, or neither happened. Gives the id of the entry that tells.
    ///
    /// Refused where what is held is another than when they were found: a hold that was placed
    /// since then keeps all that it names.
    pub async fn delete_entries(
        &self,
        by: impl Into<By>,
        deletion: LogDeletion,
    ) -> Result<EventId> {
        let by = by.into();
        let tree = self.store.organizations();
        let ordinal = deletion.entries.organization();
        annals_model::decide_deletion(&tree, &by.principal, ordinal).ok_or(Error::NotAllowed)?;
        let organization = tree.get(ordinal).cloned().ok_or(Error::NotFound)?;
        let time = deletion.entries.time_bounds();
        let time = time.ok_or_else(|| refused(DeletionRefusal::Nothing))?;
        Ok(self.store.command(DeleteEntries { by, organization, deletion, time }).await?)
    }
}

fn refused(refusal: DeletionRefusal) -> Error {
    Error::Refused(refusal.into())
}

struct DeleteEntries {
    by: By,
    organization: Organization,
    deletion: LogDeletion,
    /// When the earliest and the latest of them happened.
    time: (Millis, Millis),
}

impl Command for DeleteEntries {
    type Output = EventId;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<EventId, CommandError> {
        let kept = self.kept_by_holds(transaction).await?;
        let LogDeletion { entries, search, reason } = &self.deletion;
        let count = entries.len();
        let noun = if count == 1 { "entry" } else { "entries" };
        let (earliest, latest) = self.time;
        let told = Told::new(&self.by, "entries.deleted")
            .event_type(EventType::Delete)
            .critical()
            .because(&reason.0)
            .description(format!("{count} {noun}"));
        let told = search
            .tell(told)
            .detail("entries", Value::from_json(count.to_string()))
            .detail("earliest", Value::text(&earliest.to_string()))
            .detail("latest", Value::text(&latest.to_string()))
            .detail("numbers", Value::text(&numbers(entries.numbers().map(|number| number.0))));
        let told = tell_of(told, "Held Back", &kept, entries.held());
        let entry = told.in_log_of(&self.organization, transaction.now())?;
        let id = entry.event.id.clone();
        transaction.record(entry);
        transaction.delete(entries.clone()).await?;
        Ok(id)
    }
}

impl DeleteEntries {
    /// Which holds kept how many, if what is held is what it was when the entries were found.
    async fn kept_by_holds(
        &self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Vec<(HoldSeen, u64)>, CommandError> {
        let (at, entries) = (self.organization.ordinal, &self.deletion.entries);
        let tree = transaction.organizations_upwards(&[at]).await?;
        if state_in(transaction.sql(), &tree, at).await? != entries.held_in() {
            return Err(Refusal::from(DeletionRefusal::HoldsChanged).into());
        }
        let bound = bound_in(transaction.sql(), &tree, at).await?;
        let each = bound.iter().zip(entries.held_by().iter().copied());
        Ok(each.filter(|(_, kept)| *kept > 0).map(|(bound, kept)| (bound.told(at), kept)).collect())
    }
}

/// Which entries: "3-7, 12"; of too many to list, "3 … 90211".
fn numbers(all: impl Iterator<Item = u64>) -> String {
    let mut out = String::new();
    let mut all = all.peekable();
    let first = all.peek().copied().unwrap_or_default();
    while let Some(start) = all.next() {
        let mut end = start;
        while let Some(next) = all.next_if_eq(&(end + 1)) {
            end = next;
        }
        let comma = if out.is_empty() { "" } else { ", " };
        out += &match end == start {
            true => format!("{comma}{start}"),
            false => format!("{comma}{start}-{end}"),
        };
        if out.len() > NUMBERS_BYTES_MAX {
            let last = all.last().unwrap_or(end);
            return format!("{first} … {last}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_listed_as_ranges_while_there_is_room() {
        for (all, expected) in [
            (vec![], ""),
            (vec![7], "7"),
            (vec![0, 1], "0-1"),
            (vec![3, 4, 5, 12, 14, 15], "3-5, 12, 14-15"),
        ] {
            assert_eq!(numbers(all.into_iter()), expected);
        }
        let whole = numbers(0..1_000_000);
        assert_eq!(whole, "0-999999");
        let scattered = numbers((0..1_000_000).step_by(2));
        assert_eq!(scattered, "0 … 999998");
        let listed = numbers((1_000..4_999).step_by(3));
        assert!(listed.len() <= NUMBERS_BYTES_MAX && listed.ends_with(", 4996"), "{listed}");
    }

    #[test]
    fn a_reason_says_something() {
        let long = "x".repeat(REASON_CHARS_MAX);
        for (text, expected) in [
            ("Asked by the family", Some("Asked by the family")),
            (" two\r\nlines ", Some("two\nlines")),
            ("مطلوب", Some("مطلوب")),
            (&long, Some(&*long)),
            ("", None),
            (" \r\n ", None),
            (".", None),
            ("a\0b", None),
            (&format!("{long}x"), None),
        ] {
            let found = Reason::parse(text).ok();
            assert_eq!(found.as_ref().map(|reason| &*reason.0), expected, "{text:?}");
        }
    }
}
