//! Legal holds: what stays, whoever may delete it and however long it was to be kept.
//!
//! A hold keeps the entries and the texts of messages of some records, with all below these for
//! the time they belonged there, or of a whole organisation and, if it says so, of those below
//! that. Whoever deletes entries, and each run of retention, passes by what is held and says by
//! which hold. Placing and releasing one is an entry that stays for ever.
//!
//! Which records lie below a held one is kept with the hold: it grows with the directory, and never
//! shrinks, so that nobody takes a record out of a hold by saying that it belongs elsewhere. Nor is
//! an organisation moved out of a hold above it.

mod bound;
mod change;
mod reach;
mod row;

use annals_model::{Millis, Organization, OrganizationOrdinal, Permission, Principal, RecordKey};

use crate::look::unseen_in;
use crate::reason::{self, REASON_CHARS_MAX, Unsaid};
use crate::{By, Desk, Error, HoldRefusal, NAME_CHARS_MAX, Result, secret};

pub(crate) use bound::{Bound, bound_in, holds_of_message, lost_by_move, state_in};
pub use bound::{HeldEntries, HoldSeen};
pub(crate) use change::tell_of;
pub(crate) use reach::grow;

/// Holds of one organisation that are in force at once.
pub const HOLDS_MAX: usize = 100;
/// Records that one hold names.
pub const HOLD_RECORDS_MAX: usize = 500;
/// Records that the holds of one organisation reach when another is placed, those below the named
/// ones included.
pub const HELD_RECORDS_MAX: usize = 10_000;
/// Holds that are listed: those in force, and the last ones that were released.
pub const HOLDS_LISTED_MAX: usize = 300;

/// A hold's stable id; not a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HoldId(pub String);

/// What a hold keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldScope {
    /// These records, with all below them.
    Records(Vec<RecordKey>),
    /// All of the organisation.
    Organization {
        /// Whether of those below as well.
        below: bool,
    },
}

/// A hold to be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHold {
    /// What people call it: the matter.
    pub name: String,
    /// Why it is placed.
    pub reason: String,
    /// What it keeps.
    pub scope: HoldScope,
}

/// A hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// Whose it is.
    pub organization: OrganizationOrdinal,
    /// What people call it.
    pub name: String,
    /// Why it was placed.
    pub reason: String,
    /// What it keeps.
    pub scope: HoldScope,
    /// How many records it reaches, the named ones and those below; none, if all.
    pub reach: Option<u64>,
    /// Who placed it: a name.
    pub placed_by: String,
    /// When.
    pub placed_at: Millis,
    /// That it is no longer in force.
    pub released: Option<HoldRelease>,
}

/// How a hold ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldRelease {
    /// Who released it: a name.
    pub by: String,
    /// When.
    pub at: Millis,
    /// Why.
    pub reason: String,
}

/// The holds of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    /// Its own, those in force first, the newest first.
    pub own: Vec<Hold>,
    /// That organisations above hold everything here, and since when. More of these is told to
    /// whoever may see them there.
    pub above: Vec<HoldSeen>,
}

impl Desk {
    /// The holds of an organisation, where `by` may hold entries.
    pub async fn holds(&self, by: &Principal, organization: OrganizationOrdinal) -> Result<Holds> {
        let organization = self.require_hold(by, organization)?;
        let connection = &mut *self.store.settings().acquire().await?;
        let at = organization.ordinal;
        let own = row::list(connection, at).await?;
        let tree = self.store.organizations();
        let bound = bound_in(connection, &tree, at).await?;
        let above = bound.iter().filter(|bound| bound.organization != at);
        Ok(Holds { own, above: above.map(|bound| bound.as_seen_by(&tree, by, at)).collect() })
    }

    /// One of them.
    pub async fn hold(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        id: &HoldId,
    ) -> Result<Hold> {
        let organization = self.require_hold(by, organization)?;
        let connection = &mut *self.store.settings().acquire().await?;
        let found = row::find(connection, organization.ordinal, id).await?;
        Ok(found.ok_or(Error::NotFound)?.1)
    }

    /// Places a hold, where `by` may hold entries: from then on nothing of what it keeps goes. One
    /// that reaches below needs the right there, too.
    pub async fn place_hold(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        new: NewHold,
    ) -> Result<Hold> {
        let by = by.into();
        let hold = Permission::HoldEvents;
        let organization = self.require_hold(&by.principal, organization)?;
        let reaches_below = new.scope == HoldScope::Organization { below: true };
        if reaches_below && !by.principal.reaches_below(hold) {
            return Err(HoldRefusal::NoReach.into());
        }
        let new = new.checked()?;
        let id = HoldId(secret::new_id()?);
        Ok(self.store.command(change::Place { by, organization, id, new }).await?)
    }

    /// Releases a hold, where `by` may hold entries: what it kept may go from now on, and some of
    /// it will, by itself. So it takes a reason and a word that this is meant.
    pub async fn release_hold(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        id: &HoldId,
        reason: &str,
        is_confirmed: bool,
    ) -> Result<Hold> {
        let by = by.into();
        let organization = self.require_hold(&by.principal, organization)?;
        let reason = why(reason)?;
        if !is_confirmed {
            return Err(HoldRefusal::Unconfirmed.into());
        }
        let release = change::Release { by, organization, id: id.clone(), reason };
        self.store.command(release).await?.ok_or(Error::NotFound)
    }

    /// Not those who see some school years alone: a hold says of others what is held.
    fn require_hold(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Organization> {
        let organization = self.require(by, organization, Permission::HoldEvents)?;
        if by.rows.is_everything() { Ok(organization) } else { Err(Error::NotAllowed) }
    }
}

impl NewHold {
    /// As it is kept.
    fn checked(self) -> Result<Self> {
        let Self { name, reason, scope } = self;
        let name = name.trim().to_owned();
        if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
            return Err(HoldRefusal::NameLength { chars_max: NAME_CHARS_MAX }.into());
        }
        if let Some(character) = unseen_in(&name) {
            return Err(HoldRefusal::NameUnprintable { character }.into());
        }
        let scope = match scope {
            HoldScope::Records(mut records) => {
                records.sort_unstable();
                records.dedup();
                if records.is_empty() {
                    return Err(HoldRefusal::NoRecords.into());
                }
                if records.len() > HOLD_RECORDS_MAX {
                    let (count, max) = (records.len(), HOLD_RECORDS_MAX);
                    return Err(HoldRefusal::TooManyRecords { count, max }.into());
                }
                let is_wrong = |key: &&RecordKey| crate::directory::check_key(key).is_err();
                if let Some(wrong) = records.iter().find(is_wrong) {
                    return Err(HoldRefusal::NoRecord { text: wrong.to_string() }.into());
                }
                HoldScope::Records(records)
            }
            whole => whole,
        };
        Ok(Self { name, reason: why(&reason)?, scope })
    }
}

fn why(text: &str) -> Result<String> {
    reason::parse(text).map_err(|unsaid| {
        let refusal = match unsaid {
            Unsaid::Missing => HoldRefusal::ReasonMissing,
            Unsaid::TooLong(count) => HoldRefusal::ReasonTooLong { count, max: REASON_CHARS_MAX },
            Unsaid::Unprintable => HoldRefusal::ReasonUnprintable,
        };
        refusal.into()
    })
}
