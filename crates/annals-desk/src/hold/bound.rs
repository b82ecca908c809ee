//! What binds an organisation, as it is found before something goes and checked when it does.

use std::collections::HashMap;

use annals_model::{
    Millis, OrganizationOrdinal, OrganizationTree, Permission, Principal, RecordKey, TimeRange,
};
use annals_query::{Expr, Term};
use annals_store::Held;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::{HoldId, reach};
use crate::directory::{self, period_at};
use crate::{Desk, Result};

/// No time is before this one, and none after the other.
pub(super) const ALWAYS: (i64, i64) = (i64::MIN, i64::MAX);

/// A hold in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) seq: i64,
    pub(crate) id: HoldId,
    pub(crate) name: String,
    pub(crate) placed_at: Millis,
    /// Whose it is: one's own, or one above.
    pub(crate) organization: OrganizationOrdinal,
    /// Whether everything is held.
    pub(crate) is_whole: bool,
}

/// A hold as someone may see it. One of an organisation above that isn't theirs to see is there,
/// and that is all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldSeen {
    /// Which, and what it is called.
    pub hold: Option<(HoldId, String)>,
    /// Since when.
    pub since: Millis,
    /// Whether it is one of an organisation above.
    pub is_above: bool,
}

/// What of the entries of an organisation is held, and by which holds.
#[derive(Clone, Debug)]
pub struct HeldEntries {
    /// For the store.
    pub held: Held,
    /// The hold of each of [`Held::by`].
    pub by: Vec<HoldSeen>,
}

impl HeldEntries {
    /// Which holds keep entries back, with how many of `deletable`.
    pub fn kept_of(&self, counts: &[u64]) -> Vec<(HoldSeen, u64)> {
        let all = self.by.iter().cloned().zip(counts.iter().copied());
        all.filter(|(_, count)| *count > 0).collect()
    }
}

impl Bound {
    /// As an entry in the log of `at` may name it.
    pub(crate) fn told(&self, at: OrganizationOrdinal) -> HoldSeen {
        let is_above = self.organization != at;
        let hold = (!is_above).then(|| (self.id.clone(), self.name.clone()));
        HoldSeen { hold, since: self.placed_at, is_above }
    }

    /// What `by` may see of it in `at`. Why there is one is told to those who may hold entries
    /// where it was placed.
    pub(crate) fn as_seen_by(
        &self,
        tree: &OrganizationTree,
        by: &Principal,
        at: OrganizationOrdinal,
    ) -> HoldSeen {
        let hold = Permission::HoldEvents;
        let may = annals_model::decide(tree, by, self.organization, hold).allowed().is_some();
        HoldSeen {
            hold: may.then(|| (self.id.clone(), self.name.clone())),
            since: self.placed_at,
            is_above: self.organization != at,
        }
    }
}

impl Desk {
    /// What of the entries of an organisation is held, for those who may delete there.
    pub async fn held_entries(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<HeldEntries> {
        let organization = self.require(by, organization, Permission::DeleteEvents)?;
        let (at, tree) = (organization.ordinal, self.store.organizations());
        // One state of the database: a hold that comes in between is another state.
        let mut reading = self.store.settings().begin().await?;
        let bound = bound_in(&mut reading, &tree, at).await?;
        let state = state_in(&mut reading, &tree, at).await?;
        let mut records = records_of(&mut reading, at).await?;
        reading.commit().await?;
        let expr = |bound: &Bound| match bound.is_whole {
            true => Expr::All,
            false => Expr::Or(records.remove(&bound.seq).unwrap_or_default()),
        };
        let exprs = bound.iter().map(expr).collect();
        Ok(HeldEntries {
            held: Held { by: exprs, state },
            by: bound.iter().map(|bound| bound.as_seen_by(&tree, by, at)).collect(),
        })
    }

    /// The holds that keep what is told of a record, or what a message of it says that was sent
    /// `at` a moment; without a record, those of everything. For those who may see the record or
    /// the message, which the caller knows.
    pub async fn holds_on(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        key: Option<&RecordKey>,
        at: Option<Millis>,
    ) -> Result<Vec<HoldSeen>> {
        let tree = self.store.organizations();
        let connection = &mut *self.store.settings().acquire().await?;
        let mut bound = bound_in(connection, &tree, organization).await?;
        if bound.iter().any(|bound| !bound.is_whole) {
            let of_key = match key {
                Some(key) => on_record(connection, organization, key, at).await?,
                None => Vec::new(),
            };
            bound.retain(|bound| bound.is_whole || of_key.contains(&bound.seq));
        }
        Ok(bound.iter().map(|bound| bound.as_seen_by(&tree, by, organization)).collect())
    }
}

/// A hold of a whole organisation above that binds what lies at one place and not what lies at
/// another: moved there, entries would go that are held.
pub(crate) async fn lost_by_move(
    connection: &mut SqliteConnection,
    tree: &OrganizationTree,
    from: OrganizationOrdinal,
    to: OrganizationOrdinal,
) -> Result<bool, sqlx::Error> {
    let mut query = QueryBuilder::new(
        "SELECT 1 FROM desk_hold WHERE released_at IS NULL AND reaches_below = 1
         AND organization IN (",
    );
    push_upwards(&mut query, tree, from);
    query.push(") AND organization NOT IN (");
    push_upwards(&mut query, tree, to);
    query.push(") LIMIT 1");
    Ok(query.build().fetch_optional(connection).await?.is_some())
}

/// The holds in force that bind an organisation: its own, and those of whole organisations above
/// that reach below. In the order in which they were placed.
pub(crate) async fn bound_in(
    connection: &mut SqliteConnection,
    tree: &OrganizationTree,
    at: OrganizationOrdinal,
) -> Result<Vec<Bound>, sqlx::Error> {
    let mut query = QueryBuilder::new(
        "SELECT seq, id, name, placed_at, organization, is_whole FROM desk_hold
         WHERE released_at IS NULL AND (organization = ",
    );
    query.push_bind(i64::from(at.0)).push(" OR (reaches_below = 1 AND organization IN (");
    push_upwards(&mut query, tree, at);
    query.push("))) ORDER BY seq");
    let rows = query.build().fetch_all(connection).await?;
    let bound = |row: &sqlx::sqlite::SqliteRow| {
        Ok(Bound {
            seq: row.try_get(0)?,
            id: HoldId(row.try_get(1)?),
            name: row.try_get(2)?,
            placed_at: Millis(row.try_get(3)?),
            organization: OrganizationOrdinal(row.try_get(4)?),
            is_whole: row.try_get::<i64, _>(5)? != 0,
        })
    };
    rows.iter().map(bound).collect()
}

/// Stands for all that binds an organisation: it is another one as soon as a hold there or above is
/// placed, released or reaches further, and when the organisation comes to lie elsewhere.
pub(crate) async fn state_in(
    connection: &mut SqliteConnection,
    tree: &OrganizationTree,
    at: OrganizationOrdinal,
) -> Result<String, sqlx::Error> {
    let mut query = QueryBuilder::new(
        "SELECT organization, version FROM desk_hold_version WHERE organization IN (",
    );
    push_upwards(&mut query, tree, at);
    query.push(") ORDER BY organization");
    let rows = query.build().fetch_all(connection).await?;
    let mut state = Vec::with_capacity(rows.len());
    for row in &rows {
        state.push(format!("{}:{}", row.try_get::<i64, _>(0)?, row.try_get::<i64, _>(1)?));
    }
    Ok(state.join(" "))
}

fn push_upwards(
    query: &mut QueryBuilder<Sqlite>,
    tree: &OrganizationTree,
    at: OrganizationOrdinal,
) {
    let mut list = query.separated(", ");
    // Also where the tree doesn't know it.
    list.push_bind(i64::from(at.0));
    for above in tree.upwards(at).filter(|above| above.ordinal != at) {
        list.push_bind(i64::from(above.ordinal.0));
    }
}

/// The searches for all that each hold of records reaches.
async fn records_of(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
) -> Result<HashMap<i64, Vec<Expr>>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT r.hold, r.record_type, r.record_id, r.from_at, r.to_at FROM desk_hold_record r
         JOIN desk_hold h ON h.seq = r.hold AND h.released_at IS NULL WHERE r.organization = $1",
    )
    .bind(i64::from(organization.0))
    .fetch_all(connection)
    .await?;
    let mut all: HashMap<i64, Vec<Expr>> = HashMap::new();
    for row in &rows {
        let RecordKey { record_type, id } = directory::key_at(row, 1)?;
        let (from, to) = period_at(row, 3)?;
        let time = reach::time_of(from, to);
        let record = Expr::Term(Term::Record { record_type, id });
        let expr = match time == TimeRange::default() {
            true => record,
            false => Expr::And(vec![record, Expr::Term(Term::Time(time))]),
        };
        all.entry(row.try_get(0)?).or_default().push(expr);
    }
    Ok(all)
}

/// The holds in force that reach a record; at a moment, if one is given.
async fn on_record(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    key: &RecordKey,
    at: Option<Millis>,
) -> Result<Vec<i64>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT DISTINCT r.hold FROM desk_hold_record r
         JOIN desk_hold h ON h.seq = r.hold AND h.released_at IS NULL
         WHERE r.organization = $1 AND r.record_type = $2 AND r.record_id = $3
         AND ($4 IS NULL OR (r.from_at <= $4 AND $4 < r.to_at))",
    )
    .bind(i64::from(organization.0))
    .bind(&key.record_type)
    .bind(&key.id)
    .bind(at.map(|at| at.0))
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// The holds of records that keep what a message says.
pub(crate) async fn holds_of_message(
    connection: &mut SqliteConnection,
    message: i64,
) -> Result<Vec<i64>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT DISTINCT r.hold FROM desk_message m
         JOIN desk_hold_record r ON r.organization = m.organization
             AND r.record_type = m.record_type AND r.record_id = m.record_id
             AND r.from_at <= m.sent_at AND m.sent_at < r.to_at
         JOIN desk_hold h ON h.seq = r.hold AND h.released_at IS NULL WHERE m.seq = $1",
    )
    .bind(message)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}
