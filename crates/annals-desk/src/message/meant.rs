//! Which messages are meant by what is told of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use annals_model::{Channel, OrganizationOrdinal};
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::row::word;
use super::{About, Reported};

/// By what a message is named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Named<'a> {
    /// Its id here.
    Id,
    /// Its sender's id.
    Own,
    /// The id that this provider gave it.
    Provider(&'a str),
}

/// A message that has a name, perhaps one of several: copies to others may share a provider's id.
struct Candidate {
    seq: i64,
    address_key: String,
    channel: Channel,
}

/// The message that each is told of; none where that can't be told.
pub(super) async fn messages_of(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    reports: &[Reported],
) -> Result<Vec<Option<i64>>, sqlx::Error> {
    let mut asked: BTreeMap<Named<'_>, BTreeSet<&str>> = BTreeMap::new();
    for (named, name) in reports.iter().filter_map(|report| name_of(&report.about)) {
        asked.entry(named).or_default().insert(name);
    }
    let mut found = HashMap::new();
    for (named, names) in asked {
        let called = candidates(connection, organization, named, &names).await?;
        found.insert(named, called);
    }
    let meant = reports.iter().map(|report| {
        let (named, name) = name_of(&report.about)?;
        meant(found.get(&named)?.get(name)?, report.recipient.as_deref())
    });
    Ok(meant.collect())
}

fn name_of(about: &About) -> Option<(Named<'_>, &str)> {
    match about {
        About::Message(id) => Some((Named::Id, &id.0)),
        About::Own(id) => Some((Named::Own, id)),
        About::Provider { provider, id } => Some((Named::Provider(provider), id)),
        About::Address { .. } => None,
    }
}

/// The only one, or of several the one to whom it went.
fn meant(candidates: &[Candidate], recipient: Option<&str>) -> Option<i64> {
    if let [only] = candidates {
        return Some(only.seq);
    }
    let to = recipient?;
    let is_to =
        |one: &&Candidate| one.channel.address_key(to).is_ok_and(|key| key == one.address_key);
    candidates.iter().find(is_to).map(|one| one.seq)
}

/// All messages of these names.
async fn candidates(
    connection: &mut SqliteConnection,
    organization: OrganizationOrdinal,
    named: Named<'_>,
    names: &BTreeSet<&str>,
) -> Result<HashMap<String, Vec<Candidate>>, sqlx::Error> {
    let (select, column) = match named {
        Named::Id => ("SELECT m.id, m.seq, m.address_key, m.channel FROM desk_message m", "m.id"),
        Named::Own => {
            ("SELECT m.own_id, m.seq, m.address_key, m.channel FROM desk_message m", "m.own_id")
        }
        Named::Provider(_) => (
            "SELECT p.provider_id, m.seq, m.address_key, m.channel
             FROM desk_message_provider_id p JOIN desk_message m ON m.seq = p.message",
            "p.provider_id",
        ),
    };
    let mut query = QueryBuilder::<Sqlite>::new(select);
    let organization = i64::from(organization.0);
    match named {
        Named::Id | Named::Own => query.push(" WHERE m.organization = ").push_bind(organization),
        Named::Provider(provider) => query
            .push(" WHERE p.organization = ")
            .push_bind(organization)
            .push(" AND p.provider = ")
            .push_bind(provider),
    };
    query.push(" AND ").push(column).push(" IN (");
    let mut list = query.separated(", ");
    for name in names {
        list.push_bind(*name);
    }
    query.push(") ORDER BY m.seq");
    let rows = query.build().persistent(false).fetch_all(connection).await?;
    let mut found: HashMap<String, Vec<Candidate>> = HashMap::new();
    for row in &rows {
        let channel = word(row, 3, Channel::parse)?;
        let one = Candidate { seq: row.try_get(1)?, address_key: row.try_get(2)?, channel };
        found.entry(row.try_get(0)?).or_default().push(one);
    }
    Ok(found)
}
