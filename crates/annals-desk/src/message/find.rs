//! Which messages a search finds.
//!
//! First the numbers of those that a page shows are found, one log after the other, then their
//! rows are read. Words lead to few messages, each of which has to be looked up by itself. Of more,
//! all numbers are listed and the index by time is gone through for the first of them; of very many
//! the newest messages are gone through, because that list takes longer the more there are.

use std::collections::BTreeSet;

use annals_model::{Channel, Millis, OrganizationOrdinal, Status};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite, SqliteConnection};

use super::condition::{push_activity, push_statuses};
use super::list::{Logs, MESSAGES_COUNTED_MAX, MESSAGES_LISTED_MAX};
use super::row::push_list;
use super::sought::Sought;
use super::words::Scope;
use super::{CursorValue, MessageCursor, MessagePage, MessageSearch, Named, row};
use crate::Result;

/// So many messages are gone through for the words of a search, if there are no more.
const WALKED_MAX: usize = 2_000;
/// And so many of more, before the index of words is asked: enough for a page of what one in ten
/// has.
const FIRST_WALKED_MAX: usize = 500;
/// Bytes of the words of messages that are gone through, which are read into memory.
const WALKED_BYTES_MAX: i64 = 16 << 20;
/// So many of them are read at once.
const WALKED_AT_ONCE: usize = 100;
/// So many that have the words are looked up by themselves, which takes longer than going through
/// the index by time for the first of more.
const LED_BY_WORDS_MAX: u64 = 1_500;

/// A search with what bounds it.
pub(super) struct Find<'s> {
    pub(super) organization: OrganizationOrdinal,
    /// Of which the reader may see the messages.
    pub(super) logs: Logs,
    /// Whether they find them by what they say.
    pub(super) reads_bodies: bool,
    pub(super) search: &'s MessageSearch,
    pub(super) now: Millis,
}

/// What words are looked for, or else: a message with any of these is found.
struct Wording<'s> {
    /// With what words name, if some do.
    named: Option<&'s Named>,
    /// And with these words, if there are any.
    sought: Option<Sought>,
}

/// A log that is searched.
struct Searched<'s> {
    channel: Channel,
    to_staff: bool,
    scope: Scope,
    /// Those that some message may have; none, if no words are looked for.
    wordings: Vec<Matching<'s>>,
}

/// What the index of words is asked for.
struct Matching<'s> {
    named: Option<&'s Named>,
    words: Option<String>,
}

/// What leads to the messages of a log.
#[derive(Clone, Copy)]
enum Lead<'l> {
    /// Everything but the words, for which they are not searched.
    Conditions,
    /// The words. Of few messages SQLite would go through all of the log instead.
    Words,
    /// What SQLite estimates to be best; all messages with the words are listed first.
    Both,
    /// They are known.
    These(&'l [i64]),
}

/// What going through messages found.
struct Walked {
    found: Vec<i64>,
    /// Whether that is all there is.
    is_all: bool,
}

impl Find<'_> {
    /// Its page.
    pub(super) async fn page(&self, connection: &mut SqliteConnection) -> Result<MessagePage> {
        let has_one_recipient = self.has_one_recipient(connection).await?;
        let wordings = self.wordings();
        let logs = self.searched(connection, &wordings).await?;
        let (total, found) = if logs.is_empty() {
            (0, Vec::new())
        } else if self.search.words.trim().is_empty() {
            let total = self.count(connection, &logs, Lead::Conditions).await?;
            (total, self.places(connection, &logs, Lead::Conditions, self.wanted()).await?)
        } else if self.search.is_by_words_alone() {
            let total = self.count(connection, &logs, Lead::Words).await?;
            let found = if total <= LED_BY_WORDS_MAX {
                self.places(connection, &logs, Lead::Words, self.wanted()).await?
            } else if total <= MESSAGES_COUNTED_MAX {
                self.places(connection, &logs, Lead::Both, self.wanted()).await?
            } else {
                self.first_of_many(connection, &logs, &wordings).await?
            };
            (total, found)
        } else {
            self.with_conditions(connection, &logs, &wordings).await?
        };
        let shown = &found[..found.len().min(self.rows_max())];
        let (rows, order) = (self.rows(connection, shown).await?, self.search.order);
        let next = rows.last().filter(|_| found.len() > shown.len()).map(|row| {
            let (value, seq) = (order.value(row)?, row.try_get(0)?);
            Ok::<_, sqlx::Error>(MessageCursor { value, seq })
        });
        let message =
            |row| row::message(row).map(|(_, message)| message.readable(self.reads_bodies));
        Ok(MessagePage {
            messages: rows.iter().map(message).collect::<Result<_, _>>()?,
            total,
            next: next.transpose()?,
            has_one_recipient,
        })
    }

    fn rows_max(&self) -> usize {
        self.search.rows_max.clamp(1, MESSAGES_LISTED_MAX)
    }

    /// Those of a page, and one that tells that there are more.
    fn wanted(&self) -> usize {
        self.rows_max() + 1
    }

    fn wordings(&self) -> Vec<Wording<'_>> {
        let sought = |typed: &str| Sought::new(typed, self.reads_bodies);
        let MessageSearch { words, named, .. } = self.search;
        let all = sought(words).map(|sought| Wording { named: None, sought: Some(sought) });
        let of = |named| Wording { named: Some(named), sought: sought(&named.others) };
        all.into_iter().chain(named.as_ref().map(of)).collect()
    }

    /// Those of the reader's logs in which something can be found.
    async fn searched<'w>(
        &self,
        connection: &mut SqliteConnection,
        wanted: &'w [Wording<'_>],
    ) -> Result<Vec<Searched<'w>>, sqlx::Error> {
        let mut searched = Vec::new();
        for (channel, to_staff) in self.logs.of(self.search.channel) {
            let scope = Scope::new(self.organization, channel, to_staff);
            let mut wordings = Vec::new();
            for Wording { named, sought } in wanted {
                let words = match sought {
                    Some(sought) => match sought.matching(connection, &scope).await? {
                        None => continue,
                        words => words,
                    },
                    None => None,
                };
                wordings.push(Matching { named: *named, words });
            }
            // Signs alone are nowhere, either.
            if !wordings.is_empty() || self.search.words.trim().is_empty() {
                searched.push(Searched { channel, to_staff, scope, wordings });
            }
        }
        Ok(searched)
    }

    /// How many have the words and what else is asked for, and those of the page.
    async fn with_conditions(
        &self,
        connection: &mut SqliteConnection,
        logs: &[Searched<'_>],
        wanted: &[Wording<'_>],
    ) -> Result<(u64, Vec<i64>), sqlx::Error> {
        let few = self.few(connection, logs).await?;
        if few.len() > WALKED_MAX {
            let total = self.count(connection, logs, Lead::Both).await?;
            return Ok((total, self.first_of_many(connection, logs, wanted).await?));
        }
        let Walked { found, is_all } =
            walk(connection, logs, wanted, (&few, WALKED_MAX), usize::MAX).await?;
        if !is_all {
            let total = self.count(connection, logs, Lead::Both).await?;
            return Ok((total, self.places(connection, logs, Lead::Both, self.wanted()).await?));
        }
        let total = found.len() as u64;
        let lead = Lead::These(&found);
        Ok((total, self.places(connection, logs, lead, self.wanted()).await?))
    }

    /// The messages of the page, of the many that have the words.
    async fn first_of_many(
        &self,
        connection: &mut SqliteConnection,
        logs: &[Searched<'_>],
        wanted: &[Wording<'_>],
    ) -> Result<Vec<i64>, sqlx::Error> {
        let enough = self.wanted();
        let first = self.places(connection, logs, Lead::Conditions, FIRST_WALKED_MAX + 1).await?;
        let Walked { found, is_all } =
            walk(connection, logs, wanted, (&first, FIRST_WALKED_MAX), enough).await?;
        match is_all || found.len() == enough {
            true => Ok(found),
            false => self.places(connection, logs, Lead::Both, enough).await,
        }
    }

    /// The first in the order of the search, after its cursor.
    async fn places(
        &self,
        connection: &mut SqliteConnection,
        logs: &[Searched<'_>],
        lead: Lead<'_>,
        places_max: usize,
    ) -> Result<Vec<i64>, sqlx::Error> {
        let place = self.search.order.column();
        let (than, direction) = self.search.direction();
        let mut query = QueryBuilder::new("");
        for (at, log) in logs.iter().enumerate() {
            query.push(if at > 0 { " UNION ALL " } else { "" });
            query.push(format!("SELECT * FROM (SELECT m.seq AS seq, {place} AS place"));
            self.push(&mut query, log, lead);
            if let Some(MessageCursor { value, seq }) = &self.search.after {
                query.push(format!(" AND ({place}, m.seq) {than} ("));
                match value {
                    CursorValue::At(at) => query.push_bind(at.0),
                    CursorValue::Text(text) => query.push_bind(text.clone()),
                };
                query.push(", ").push_bind(*seq).push(")");
            }
            query.push(format!(" ORDER BY {place} {direction}, m.seq {direction} LIMIT "));
            query.push_bind(places_max as i64).push(")");
        }
        query.push(format!(" ORDER BY place {direction}, seq {direction} LIMIT "));
        query.push_bind(places_max as i64);
        // There would be a statement for each number of them.
        let is_kept = !matches!(lead, Lead::These(_));
        numbers(&query.build().persistent(is_kept).fetch_all(connection).await?)
    }

    /// Those that words are to be found in, in no order; one more than are gone through, if there
    /// are as many.
    async fn few(
        &self,
        connection: &mut SqliteConnection,
        logs: &[Searched<'_>],
    ) -> Result<Vec<i64>, sqlx::Error> {
        let mut query = QueryBuilder::new("");
        self.push_all(&mut query, logs, Lead::Conditions);
        query.push(" LIMIT ").push_bind(WALKED_MAX as i64 + 1);
        numbers(&query.build().fetch_all(connection).await?)
    }

    /// How many there are, up to [`MESSAGES_COUNTED_MAX`] and one.
    async fn count(
        &self,
        connection: &mut SqliteConnection,
        logs: &[Searched<'_>],
        lead: Lead<'_>,
    ) -> Result<u64, sqlx::Error> {
        let mut query = QueryBuilder::new("SELECT COUNT(*) FROM (");
        self.push_all(&mut query, logs, lead);
        query.push(" LIMIT ").push_bind(MESSAGES_COUNTED_MAX as i64 + 1).push(")");
        let total: i64 = query.build().fetch_one(connection).await?.try_get(0)?;
        Ok(total.cast_unsigned())
    }

    /// Their rows, in the order of the search.
    async fn rows(
        &self,
        connection: &mut SqliteConnection,
        found: &[i64],
    ) -> Result<Vec<SqliteRow>, sqlx::Error> {
        let place = self.search.order.column();
        let (_, direction) = self.search.direction();
        let columns = row::COLUMNS;
        let mut query = QueryBuilder::new(format!(
            "SELECT {columns}, {place} AS place FROM desk_message m WHERE m.seq IN "
        ));
        push_list(&mut query, found);
        query.push(format!(" ORDER BY {place} {direction}, m.seq {direction}"));
        query.build().persistent(false).fetch_all(connection).await
    }

    async fn has_one_recipient(
        &self,
        connection: &mut SqliteConnection,
    ) -> Result<bool, sqlx::Error> {
        let of_record = self.search.record.as_ref().zip(self.search.channel);
        let Some((key, channel)) = of_record else { return Ok(false) };
        let rows = sqlx::query(
            "SELECT DISTINCT address_key, recipient
             FROM desk_message INDEXED BY desk_message_record
             WHERE organization = $1 AND record_type = $2 AND record_id = $3 AND channel = $4
             LIMIT 2",
        )
        .bind(i64::from(self.organization.0))
        .bind(&key.record_type)
        .bind(&key.id)
        .bind(channel.as_str())
        .fetch_all(connection)
        .await?;
        Ok(rows.len() == 1)
    }

    fn push_all(&self, query: &mut QueryBuilder<Sqlite>, logs: &[Searched<'_>], lead: Lead<'_>) {
        for (at, log) in logs.iter().enumerate() {
            query.push(if at > 0 { " UNION ALL " } else { "" });
            match (lead, &log.wordings[..]) {
                // Words are of one log each, so that no row needs to be looked at.
                (Lead::Words, [Matching { words: Some(words), .. }]) => push_words(query, words),
                _ => {
                    query.push("SELECT m.seq");
                    self.push(query, log, lead);
                }
            }
        }
    }

    /// `FROM` and `WHERE` of one log.
    fn push(&self, query: &mut QueryBuilder<Sqlite>, log: &Searched<'_>, lead: Lead<'_>) {
        let Searched { channel, to_staff, wordings, .. } = log;
        // SQLite keeps the order of a cross join.
        query.push(match lead {
            Lead::Words => {
                " FROM desk_message_words w CROSS JOIN desk_message m ON m.seq = w.rowid"
            }
            _ => " FROM desk_message m",
        });
        query.push(" WHERE m.organization = ").push_bind(i64::from(self.organization.0));
        query.push(" AND m.channel = ").push_bind(channel.as_str());
        // The index by time has this; those of other orders and conditions are better without it.
        query.push(if self.search.is_by_words_and_time() { " AND " } else { " AND +" });
        query.push("m.is_to_staff = ").push_bind(i64::from(*to_staff));
        self.search.push(query, self.now);
        match lead {
            Lead::Conditions => (),
            Lead::Words => {
                for words in wordings.iter().filter_map(|wording| wording.words.as_ref()) {
                    query.push(" AND w.desk_message_words MATCH ").push_bind(words.clone());
                }
            }
            Lead::Both => {
                query.push(" AND (");
                for (at, wording) in wordings.iter().enumerate() {
                    query.push(if at > 0 { " OR " } else { "" });
                    wording.push(query);
                }
                query.push(")");
            }
            Lead::These(found) => {
                query.push(" AND m.seq IN ");
                push_list(query, found);
            }
        }
    }
}

impl Named {
    fn has(&self, status: Status, at: Millis) -> bool {
        (self.statuses.is_empty() || self.statuses.contains(&status)) && self.activity.contains(at)
    }
}

impl Matching<'_> {
    fn push(&self, query: &mut QueryBuilder<Sqlite>) {
        query.push("(1");
        if let Some(Named { statuses, activity, .. }) = self.named {
            if !statuses.is_empty() {
                query.push(" AND m.status IN ");
                push_statuses(query, statuses.iter().copied());
            }
            push_activity(query, activity);
        }
        if let Some(words) = &self.words {
            query.push(" AND m.seq IN (");
            push_words(query, words);
            query.push(")");
        }
        query.push(")");
    }
}

fn push_words(query: &mut QueryBuilder<Sqlite>, words: &str) {
    query.push("SELECT rowid FROM desk_message_words WHERE desk_message_words MATCH ");
    query.push_bind(words.to_owned());
}

/// Goes through so many messages until enough with the words are found; beyond
/// [`WALKED_BYTES_MAX`] the rest is left.
async fn walk(
    connection: &mut SqliteConnection,
    logs: &[Searched<'_>],
    wanted: &[Wording<'_>],
    (places, places_max): (&[i64], usize),
    enough: usize,
) -> Result<Walked, sqlx::Error> {
    let mut needles = Vec::new();
    for Wording { named, sought } in wanted {
        for Searched { scope, .. } in logs {
            needles.push((*named, sought.as_ref().map(|sought| sought.needles(scope))));
        }
    }
    let (mut found, mut bytes) = (Vec::new(), 0);
    for some in places[..places.len().min(places_max)].chunks(WALKED_AT_ONCE) {
        bytes += bytes_of(connection, some).await?;
        if bytes > WALKED_BYTES_MAX {
            return Ok(Walked { found, is_all: false });
        }
        let mut query = QueryBuilder::new(
            "SELECT w.rowid, w.words, w.body, m.status, m.activity_at FROM desk_message_words w
             CROSS JOIN desk_message m ON m.seq = w.rowid WHERE w.rowid IN ",
        );
        push_list(&mut query, some);
        let mut with = BTreeSet::new();
        for row in query.build().persistent(false).fetch_all(&mut *connection).await? {
            let (words, body) = (row.try_get(1)?, row.try_get(2)?);
            let (status, at) = (row::word(&row, 3, Status::parse)?, Millis(row.try_get(4)?));
            let is_found = needles.iter().any(|(named, needles)| {
                named.is_none_or(|named| named.has(status, at))
                    && needles.as_ref().is_none_or(|needles| needles.are_in(words, body))
            });
            if is_found {
                with.insert(row.try_get::<i64, _>(0)?);
            }
        }
        found.extend(some.iter().filter(|seq| with.contains(seq)));
        if found.len() >= enough {
            found.truncate(enough);
            return Ok(Walked { found, is_all: false });
        }
    }
    Ok(Walked { found, is_all: places.len() <= places_max })
}

/// How long their words are.
async fn bytes_of(connection: &mut SqliteConnection, messages: &[i64]) -> Result<i64, sqlx::Error> {
    let mut query = QueryBuilder::new(
        "SELECT COALESCE(SUM(length(words) + length(body)), 0) FROM desk_message_words
         WHERE rowid IN ",
    );
    push_list(&mut query, messages);
    let row = query.build().persistent(false).fetch_one(connection).await?;
    row.try_get(0)
}

fn numbers(rows: &[SqliteRow]) -> Result<Vec<i64>, sqlx::Error> {
    rows.iter().map(|row| row.try_get(0)).collect()
}
