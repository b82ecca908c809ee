//! Which records belong to which, and when: upwards for events that come in, downwards for pages.

use std::collections::{BTreeSet, HashMap, HashSet};

use annals_model::{
    Event, Millis, OrganizationOrdinal, Permission, Principal, Record, RecordKey, TimeRange, limits,
};
use annals_store::NewEvent;
use sqlx::{QueryBuilder, Row, SqliteConnection};

use super::RecordParent;
use super::row::{key_at, period_at};
use crate::cache::Changes;
use crate::{Desk, Result};

/// From a charge to its enrolment, student, family and guardian.
const LEVELS_MAX: usize = 4;
/// Keys of one statement.
const STATEMENT_KEYS: usize = 400;
/// Records below one, on its page: each is a part of a search.
pub const CHILDREN_MAX: usize = 100;

pub(crate) static CHANGES: Changes = Changes::none();

/// Organisations that ever described a record.
pub(crate) type Described = HashSet<OrganizationOrdinal>;

/// A record below another, and the time for which it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// Its type and id.
    pub key: RecordKey,
    /// Its name now.
    pub name: Option<String>,
    /// When it belongs there.
    pub time: TimeRange,
}

/// The records below one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Children {
    /// Those right below it first.
    pub known: Vec<Child>,
    /// Whether there are more than [`CHILDREN_MAX`].
    pub more: bool,
}

/// What the directory says of some records and of those above them.
#[derive(Default)]
struct Ancestry {
    names: HashMap<RecordKey, String>,
    parents: HashMap<RecordKey, Vec<RecordParent>>,
}

impl Desk {
    /// Adds to events the records that theirs belonged to when they happened, and names that their
    /// senders left out.
    pub async fn enrich(&self, events: &mut [NewEvent]) -> Result<()> {
        let read = async { Ok(described(self.store.settings()).await?) };
        self.described.refresh(&CHANGES, read).await?;
        let described = self.described.get();
        if described.is_empty() {
            return Ok(());
        }
        let organizations: BTreeSet<_> = events
            .iter()
            .map(|event| event.organization)
            .filter(|organization| described.contains(organization))
            .collect();
        for organization in organizations {
            let here = |event: &&mut NewEvent| event.organization == organization;
            let keys = events.iter_mut().filter(here).flat_map(|new| &new.event.records);
            let keys = keys.map(Record::key).collect();
            let mut connection = self.store.settings().acquire().await?;
            let ancestry = Ancestry::of(&mut connection, organization, keys).await?;
            for new in events.iter_mut().filter(here) {
                ancestry.enrich(&mut new.event);
            }
        }
        Ok(())
    }

    /// The records below `key`, for those who may read events there.
    pub async fn children(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        key: &RecordKey,
    ) -> Result<Children> {
        self.require(by, organization, Permission::ReadEvents)?;
        let mut connection = self.store.settings().acquire().await?;
        let mut found = Children::default();
        let mut level = vec![Child { key: key.clone(), name: None, time: TimeRange::default() }];
        let mut seen: HashSet<RecordKey> = HashSet::from([key.clone()]);
        for _ in 0..LEVELS_MAX {
            let mut next = Vec::new();
            let below = below(&mut connection, organization, &level, CHILDREN_MAX + 1).await?;
            for child in below {
                let is_new = child.key != *key && !found.known.contains(&child);
                if is_new && found.known.len() >= CHILDREN_MAX {
                    found.more = true;
                    return Ok(found);
                }
                if is_new {
                    found.known.push(child.clone());
                }
                if seen.insert(child.key.clone()) {
                    next.push(child);
                }
            }
            level = next;
        }
        Ok(found)
    }
}

/// The names that the directory has for `keys`.
pub(super) async fn names(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    keys: &[RecordKey],
) -> Result<HashMap<RecordKey, String>, sqlx::Error> {
    let mut found = Ancestry::default();
    for some in keys.chunks(STATEMENT_KEYS) {
        found.read(connection, organization, some).await?;
    }
    Ok(found.names)
}

async fn described(database: impl sqlx::SqliteExecutor<'_>) -> Result<Described, sqlx::Error> {
    let rows = sqlx::query("SELECT organization FROM desk_directory").fetch_all(database).await?;
    rows.iter().map(|row| row.try_get(0).map(OrganizationOrdinal)).collect()
}

impl Ancestry {
    async fn of(
        connection: &mut SqliteConnection,
        organization: OrganizationOrdinal,
        mut keys: BTreeSet<RecordKey>,
    ) -> Result<Self, sqlx::Error> {
        let mut found = Self::default();
        for _ in 0..LEVELS_MAX {
            let wanted: Vec<_> =
                keys.into_iter().filter(|key| !found.parents.contains_key(key)).collect();
            if wanted.is_empty() {
                break;
            }
            for some in wanted.chunks(STATEMENT_KEYS) {
                found.read(connection, organization, some).await?;
            }
            keys = wanted
                .iter()
                .flat_map(|key| found.parents.get(key).into_iter().flatten())
                .map(|parent| parent.key.clone())
                .collect();
            for key in wanted {
                found.parents.entry(key).or_default();
            }
        }
        Ok(found)
    }

    /// Reads names and parents of `keys`, and the parents' names.
    async fn read(
        &mut self,
        connection: &mut SqliteConnection,
        organization: OrganizationOrdinal,
        keys: &[RecordKey],
    ) -> Result<(), sqlx::Error> {
        let rows = with_keys(keys)
            .push(
                "SELECT w.record_type, w.record_id, r.name, p.parent_type, p.parent_id,
                 p.from_at, p.to_at, above.name
                 FROM wanted w
                 LEFT JOIN desk_record r ON r.record_type = w.record_type
                     AND r.record_id = w.record_id AND r.organization = ",
            )
            .push_bind(i64::from(organization.0))
            .push(
                " LEFT JOIN desk_record_parent p ON p.organization = r.organization
                     AND p.record_type = r.record_type AND p.record_id = r.record_id
                 LEFT JOIN desk_record above ON above.organization = p.organization
                     AND above.record_type = p.parent_type AND above.record_id = p.parent_id
                 ORDER BY p.place",
            )
            .build()
            .fetch_all(connection)
            .await?;
        for row in &rows {
            let key = key_at(row, 0)?;
            if let Some(name) = row.try_get(2)? {
                self.names.insert(key.clone(), name);
            }
            if row.try_get::<Option<&str>, _>(3)?.is_none() {
                continue;
            }
            let (from, to) = period_at(row, 5)?;
            let parent = RecordParent { key: key_at(row, 3)?, from, to };
            if let Some(name) = row.try_get(7)? {
                self.names.insert(parent.key.clone(), name);
            }
            self.parents.entry(key).or_default().push(parent);
        }
        Ok(())
    }

    fn enrich(&self, event: &mut Event) {
        for record in &mut event.records {
            if record.name.is_none() {
                record.name = self.names.get(&record.key()).cloned();
            }
        }
        let mut known: HashSet<RecordKey> = event.records.iter().map(Record::key).collect();
        let mut level: Vec<RecordKey> = event.records.iter().map(Record::key).collect();
        for _ in 0..LEVELS_MAX {
            let parents = level.iter().filter_map(|key| self.parents.get(key)).flatten();
            let held = parents.filter(|parent| parent.held_at(event.occurred_at));
            // In their order, so that the same event always gets the same records.
            let above: Vec<_> = held
                .map(|parent| parent.key.clone())
                .filter(|key| known.insert(key.clone()))
                .collect();
            for key in &above {
                if event.records.len() >= limits::EVENT_RECORDS_MAX {
                    return;
                }
                event.records.push(Record {
                    record_type: key.record_type.clone(),
                    id: key.id.clone(),
                    name: self.names.get(key).cloned(),
                    change: None,
                });
            }
            level = above;
        }
    }
}

/// The records right below those of `level`, each for the time in which both belong; of some of
/// these at most `max`.
pub(crate) async fn below(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    level: &[Child],
    max: usize,
) -> Result<Vec<Child>, sqlx::Error> {
    let mut found = Vec::new();
    for some in level.chunks(STATEMENT_KEYS) {
        let keys: Vec<_> = some.iter().map(|child| child.key.clone()).collect();
        if keys.is_empty() {
            continue;
        }
        let rows = with_keys(&keys)
            .push(
                "SELECT p.record_type, p.record_id, r.name, p.from_at, p.to_at, p.parent_type,
                 p.parent_id
                 FROM wanted w
                 JOIN desk_record_parent p ON p.parent_type = w.record_type
                     AND p.parent_id = w.record_id AND p.organization = ",
            )
            .push_bind(i64::from(organization.0))
            .push(
                " JOIN desk_record r ON r.organization = p.organization
                     AND r.record_type = p.record_type AND r.record_id = p.record_id
                 ORDER BY p.record_type, p.record_id, p.place LIMIT ",
            )
            .push_bind(i64::try_from(max).unwrap_or(i64::MAX))
            .build()
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            let above = key_at(row, 5)?;
            let (from, to) = period_at(row, 3)?;
            for parent in some.iter().filter(|parent| parent.key == above) {
                let time = both(&parent.time, from, to);
                if time.from.zip(time.to).is_none_or(|(from, to)| from < to) {
                    found.push(Child { key: key_at(row, 0)?, name: row.try_get(2)?, time });
                }
            }
        }
    }
    Ok(found)
}

/// The time that lies in `time` and between `from` and `to`.
pub(crate) fn both(time: &TimeRange, from: Option<Millis>, to: Option<Millis>) -> TimeRange {
    let min = |a: Option<Millis>, b: Option<Millis>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    };
    TimeRange { from: time.from.max(from), to: min(time.to, to) }
}

/// A statement that begins with `keys` as the rows `wanted`.
fn with_keys(keys: &[RecordKey]) -> QueryBuilder<sqlx::Sqlite> {
    let mut statement = QueryBuilder::new("WITH wanted (record_type, record_id) AS (");
    statement.push_values(keys, |mut row, key| {
        row.push_bind(key.record_type.clone()).push_bind(key.id.clone());
    });
    statement.push(") ");
    statement
}
