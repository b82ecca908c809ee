//! Placing and releasing holds, each with the entry that tells of it.

use annals_model::{EventType, Organization, Permission, RecordKey, TimeRange};
use annals_store::{Command, CommandError, Transaction};
use sqlx::Row;

use super::bound::HoldSeen;
use super::{HELD_RECORDS_MAX, HOLDS_MAX, Hold, HoldId, HoldScope, NewHold, reach, row};
use crate::entry::Told;
use crate::{By, HoldRefusal, Refusal};

/// The type of records that entries about holds name.
const RECORD_TYPE: &str = "legal_hold";

pub(super) struct Place {
    pub(super) by: By,
    pub(super) organization: Organization,
    pub(super) id: HoldId,
    pub(super) new: NewHold,
}

impl Command for Place {
    type Output = Hold;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<Hold, CommandError> {
        let Self { by, organization, id, new } = self;
        let (at, now) = (organization.ordinal, transaction.now());
        let in_force: i64 = sqlx::query(
            "SELECT COUNT(*) FROM desk_hold WHERE organization = $1 AND released_at IS NULL",
        )
        .bind(i64::from(at.0))
        .fetch_one(transaction.sql())
        .await?
        .try_get(0)?;
        if in_force >= HOLDS_MAX as i64 {
            return Err(refused(HoldRefusal::Full { max: HOLDS_MAX }));
        }
        let (is_whole, below) = match &new.scope {
            HoldScope::Organization { below } => (true, *below),
            HoldScope::Records(_) => (false, false),
        };
        let seq: i64 = sqlx::query(
            "INSERT INTO desk_hold (id, organization, name, reason, is_whole, reaches_below,
             placed_by, placed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING seq",
        )
        .bind(&id.0)
        .bind(i64::from(at.0))
        .bind(&new.name)
        .bind(&new.reason)
        .bind(i64::from(is_whole))
        .bind(i64::from(below))
        .bind(&by.principal.name)
        .bind(now.0)
        .fetch_one(transaction.sql())
        .await?
        .try_get(0)?;
        if let HoldScope::Records(records) = &new.scope {
            let room =
                HELD_RECORDS_MAX.saturating_sub(held_records(transaction, organization).await?);
            let start = records.iter().map(|key| (key.clone(), TimeRange::default())).collect();
            let held = reach::hold(transaction.sql(), at, seq, (start, true), room).await?;
            held.ok_or_else(|| refused(HoldRefusal::TooMuch { max: HELD_RECORDS_MAX }))?;
        }
        reach::bump(transaction.sql(), at).await?;
        let placed = find(transaction, organization, id).await?;
        told(by, "hold.placed", EventType::Add, &placed)
            .because(&new.reason)
            .tell(transaction, organization)?;
        Ok(placed)
    }
}

pub(super) struct Release {
    pub(super) by: By,
    pub(super) organization: Organization,
    pub(super) id: HoldId,
    pub(super) reason: String,
}

impl Command for Release {
    /// None if there is no such hold.
    type Output = Option<Hold>;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<Self::Output, CommandError> {
        let Self { by, organization, id, reason } = self;
        let (at, now) = (organization.ordinal, transaction.now());
        let Some((seq, found)) = row::find(transaction.sql(), at, id).await? else {
            return Ok(None);
        };
        if found.released.is_some() {
            return Err(refused(HoldRefusal::Released));
        }
        let reaches_below = found.scope == HoldScope::Organization { below: true };
        if reaches_below && !by.principal.reaches_below(Permission::HoldEvents) {
            return Err(refused(HoldRefusal::NoReach));
        }
        let sql = "UPDATE desk_hold SET released_by = $1, released_at = $2, release_reason = $3
                   WHERE seq = $4";
        let done = sqlx::query(sql).bind(&by.principal.name).bind(now.0).bind(&*reason).bind(seq);
        done.execute(transaction.sql()).await?;
        // What it named stays to be told; what lay below is of no use any more.
        let sql = "DELETE FROM desk_hold_record WHERE hold = $1 AND is_named = 0";
        sqlx::query(sql).bind(seq).execute(transaction.sql()).await?;
        reach::bump(transaction.sql(), at).await?;
        told(by, "hold.released", EventType::Delete, &found)
            .because(reason)
            .tell(transaction, organization)?;
        Ok(Some(find(transaction, organization, id).await?))
    }
}

async fn find(
    transaction: &mut Transaction<'_>,
    organization: &Organization,
    id: &HoldId,
) -> Result<Hold, CommandError> {
    let found = row::find(transaction.sql(), organization.ordinal, id).await?;
    Ok(found.ok_or(sqlx::Error::RowNotFound)?.1)
}

/// Records that the holds in force of an organisation reach.
async fn held_records(
    transaction: &mut Transaction<'_>,
    organization: &Organization,
) -> Result<usize, CommandError> {
    let count: i64 = sqlx::query(
        "SELECT COUNT(*) FROM desk_hold_record r
         JOIN desk_hold h ON h.seq = r.hold AND h.released_at IS NULL WHERE r.organization = $1",
    )
    .bind(i64::from(organization.ordinal.0))
    .fetch_one(transaction.sql())
    .await?
    .try_get(0)?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The entry names the records by their keys alone, as all do that stay, and so the hold: its name
/// and its reason are for whoever reads entries whole.
fn told(by: &By, action: &str, change: EventType, hold: &Hold) -> Told {
    let key = RecordKey { record_type: RECORD_TYPE.to_owned(), id: hold.id.0.clone() };
    let told = Told::new(by, action)
        .event_type(change)
        .critical()
        .record_key(&key, Some(change))
        .named("Matter", &hold.name);
    match &hold.scope {
        HoldScope::Organization { below: false } => told.named("Held", "the organisation"),
        HoldScope::Organization { below: true } => {
            told.named("Held", "the organisation and all below")
        }
        HoldScope::Records(records) => {
            let told = records.iter().fold(told, |told, key| told.record_key(key, None));
            told.named("Held", "records with all below them")
                .named("Records", &records.len().to_string())
        }
    }
}

/// Holds that one entry names: a text in it has a limit, and a deletion is not to fail by it.
const KEPT_BY_MAX: usize = 20;

/// Says in an entry how much holds kept, and which. A hold that isn't of the organisation is named
/// to nobody there.
pub(crate) fn tell_of(told: Told, what: &str, kept: &[(HoldSeen, u64)], total: u64) -> Told {
    if total == 0 {
        return told;
    }
    told.named(what, &total.to_string()).named("Kept By", &kept_by(kept))
}

fn kept_by(kept: &[(HoldSeen, u64)]) -> String {
    let each = kept.iter().take(KEPT_BY_MAX).map(|(holding, count)| match &holding.hold {
        Some((id, name)) if !holding.is_above => format!("{count}: {name} ({})", id.0),
        _ => format!("{count}: a hold of an organisation above"),
    });
    let more = kept.len().saturating_sub(KEPT_BY_MAX);
    let more = (more > 0).then(|| format!("{more} more holds"));
    each.chain(more).collect::<Vec<_>>().join("; ")
}

fn refused(refusal: HoldRefusal) -> CommandError {
    Refusal::from(refusal).into()
}

#[cfg(test)]
mod tests {
    use annals_model::Millis;

    use super::*;

    #[test]
    fn an_entry_names_so_many_holds() {
        let one = |place: usize| {
            let hold = Some((HoldId(place.to_string()), "Smith".to_owned()));
            (HoldSeen { hold, since: Millis(0), is_above: false }, 1)
        };
        let check = |count: usize, end: &str| {
            let text = kept_by(&(0..count).map(one).collect::<Vec<_>>());
            assert!(text.ends_with(end), "{count}: {text}");
            assert_eq!(text.matches("Smith").count(), count.min(KEPT_BY_MAX));
        };
        check(1, "1: Smith (0)");
        check(KEPT_BY_MAX, "1: Smith (19)");
        check(KEPT_BY_MAX + 2, "2 more holds");
    }
}
