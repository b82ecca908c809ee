//! Which messages are found, by words and what else is asked for.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic")]

mod opened;

use std::path::Path;

use annals_desk::{Desk, MESSAGES_COUNTED_MAX, MIGRATIONS, MessageOrder, MessageSearch, Named};
use annals_model::{Channel, Millis, OrganizationId, OrganizationOrdinal, Status, TimeRange};
use annals_store::{Migration, Options, Store};

/// Adds rows to a store that has only these migrations.
async fn fill(folder: &Path, migrations: &[Migration], sql: &'static str) {
    let mut filled = migrations.to_vec();
    filled.push(Migration { name: "test-fill", sql });
    let migrations: &'static [Migration] = filled.leak();
    let options = Options { background: false, migrations, ..Options::default() };
    Store::open(folder, options).await.unwrap().close().await;
}

const WORDS_BEFORE: &str = "
INSERT INTO desk_message (seq, id, organization, fingerprint, channel, is_to_staff, address,
    address_key, tags, parts, sent_at, recorded_at, activity_at, status, is_inferred, is_conflict,
    opens, clicks)
VALUES (1, 'one', 0, x'', 'email', 0, 'a@home.example', 'a@home.example', '', 1, 7, 7, 7,
        'queued', 0, 0, 0, 0),
       (2, 'two', 0, x'', 'sms', 1, '+15550100199', '+15550100199', '', 1, 7, 7, 8,
        'queued', 0, 0, 0, 0),
       (3, 'three', 9, x'', 'email', 0, 'c@home.example', 'c@home.example', '', 1, 7, 7, 9,
        'queued', 0, 0, 0, 0),
       (4, 'four', 4011, x'', 'push', 1, 'token', 'token', '', 1, 7, 7, 9, 'failed', 0, 0, 0, 0);
UPDATE desk_message SET reason_code = 'E9', reason_text = 'gone' WHERE seq = 4;
INSERT INTO desk_message_words (rowid, words, body)
VALUES (4, 'kim', 'see you'), (1, 'kim lee', ''), (2, 'kim park', 'see you soon'), (3, 'x\u{1f150}0akim \u{31350}0akim', '');
";

#[tokio::test]
async fn messages_of_before_words_had_a_log_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let scoped = |migration: &Migration| migration.name == "desk-91-words-of-logs";
    let first = MIGRATIONS.iter().position(scoped).unwrap();
    fill(folder.path(), &MIGRATIONS[..first], WORDS_BEFORE).await;
    let (_, store, desk) = opened::open(folder.path()).await;
    let at = store.organizations().find(&OrganizationId::installation()).unwrap().ordinal;
    let check = async |words: &str, channel: Option<Channel>, wanted: &[&str]| {
        let search = MessageSearch {
            words: words.to_owned(),
            channel,
            rows_max: 10,
            ..MessageSearch::default()
        };
        let page = desk.messages(&desk.operator(), at, &search).await.unwrap();
        let found: Vec<_> = page.messages.into_iter().map(|message| message.id.0).collect();
        assert_eq!(found, wanted, "{words} {channel:?}");
        assert_eq!(page.total, wanted.len() as u64);
    };
    check("kim", None, &["two", "one"]).await;
    check("Lee ki", None, &["one"]).await;
    check("kim", Some(Channel::Sms), &["two"]).await;
    check("\"you soon\"", Some(Channel::Sms), &["two"]).await;
    check("soon", Some(Channel::Email), &[]).await;
    // Of organisations and logs that nobody asked for here, too; and of the last by its reason.
    desk.index_reasons().await.unwrap();
    let sql = "SELECT words, body FROM desk_message_words WHERE rowid > 2 ORDER BY rowid";
    let rows: Vec<(String, String)> =
        sqlx::query_as(sql).fetch_all(store.settings()).await.unwrap();
    assert_eq!(rows[0].0.split(' ').next().unwrap(), "\u{80}\u{89}ax\u{1f150}0akim");
    // 4,011 is twice 1,920 and 171.
    let scope = "\u{82}\u{12b}f";
    let scoped = |words: &[&str]| {
        words.iter().map(|word| format!("{scope}{word}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(rows[1], (scoped(&["kim", "e9", "gone"]), scoped(&["see", "you"])));
    // Not what stands before the words, nor by signs that not every table of letters has.
    for words in ["0", "0akim", "\u{1f171}", "\u{31350}", "x\u{1f150}0akim"] {
        check(words, None, &[]).await;
    }
}

/// More than are counted.
const MANY: i64 = 13_000;
/// Messages numbered from 1: the word that each has is as frequent as its name says.
const MANY_MESSAGES: &str = "
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 13000)
INSERT INTO desk_message (seq, id, organization, fingerprint, channel, is_to_staff, address,
    address_key, tags, parts, sent_at, recorded_at, activity_at, status, is_inferred, is_conflict,
    opens, clicks)
SELECT n, 'm' || n, 0, x'', 'email', n % 10 = 0, 'a@home.example', 'a' || (n % 5) , '', 1, 7, 7,
    n * 7919 % 13001, iif(n % 50 = 0, 'bounced', 'delivered'), 0, 0, 0, 0
FROM number;
WITH scoped AS (
    SELECT seq AS n, char(128, 128) || iif(is_to_staff, 'b', 'a') AS s, activity_at AS at
    FROM desk_message
)
INSERT INTO desk_message_words (rowid, words, body)
SELECT n, s || 'common' || iif(n % 2, ' ' || s || 'half', '') || iif(n % 997, '', ' ' || s || 'rare')
    || iif(at < 10900, ' ' || s || 'early', '') || ' ' || s || printf('m%06d', n),
    s || 'see ' || s || iif(n % 3, 'commonly', 'communion') FROM scoped;
";

/// One of them.
struct Row {
    number: i64,
    at: i64,
    address: String,
    status: Status,
    words: [Vec<String>; 2],
}

impl Row {
    fn new(number: i64) -> Self {
        let at = number * 7919 % 13_001;
        let words = [
            Some("common".to_owned()),
            (number % 2 != 0).then(|| "half".to_owned()),
            (number % 997 == 0).then(|| "rare".to_owned()),
            (at < 10_900).then(|| "early".to_owned()),
            Some(format!("m{number:06}")),
        ];
        let said = if number % 3 != 0 { "commonly" } else { "communion" };
        Self {
            number,
            at,
            address: format!("a{}", number % 5),
            status: if number % 50 == 0 { Status::Bounced } else { Status::Delivered },
            words: [words.into_iter().flatten().collect(), vec!["see".to_owned(), said.to_owned()]],
        }
    }

    /// Whether it has each word, and one that begins like the last.
    fn has(&self, words: &str) -> bool {
        let mut words: Vec<_> = words.split(' ').collect();
        let last = words.pop().unwrap();
        let mut all = self.words.iter().flatten();
        all.any(|word| word.starts_with(last))
            && words.iter().all(|one| self.words.iter().flatten().any(|word| word == one))
    }
}

/// Pages of a search, to the end or up to so many.
async fn pages(desk: &Desk, at: OrganizationOrdinal, search: &MessageSearch) -> Vec<(String, u64)> {
    let (mut found, mut search) = (Vec::new(), search.clone());
    for _ in 0..2 {
        let page = desk.messages(&desk.operator(), at, &search).await.unwrap();
        let total = page.total;
        found.extend(page.messages.into_iter().map(|message| (message.id.0, total)));
        match page.next {
            Some(next) => search.after = Some(next),
            None => break,
        }
    }
    found
}

#[tokio::test]
async fn what_is_found_does_not_depend_on_how_it_is_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path(), MIGRATIONS, MANY_MESSAGES).await;
    let (_, store, desk) = opened::open(folder.path()).await;
    let at = store.organizations().find(&OrganizationId::installation()).unwrap().ordinal;
    let rows: Vec<_> = (1..=MANY).map(Row::new).collect();
    // Of few, of many, of many of which none is new; beginnings that have an index and that have
    // none, and words that are too many to be looked for one by one.
    let words = [
        "rare",
        "half",
        "common",
        "early",
        "c",
        "com",
        "comm",
        "communion",
        "rare c",
        "half early",
        "see rare m",
        "m0",
        "m0129",
        "m000",
        "nowhere",
        "common nowhere",
        "early half rare see comm",
    ];
    let base =
        MessageSearch { channel: Some(Channel::Email), rows_max: 60, ..MessageSearch::default() };
    let late = TimeRange { from: Some(Millis(10_950)), to: None };
    let early = TimeRange { from: None, to: Some(Millis(10_890)) };
    let bounced = || vec![Status::Bounced];
    let named = |statuses: Vec<Status>, activity: TimeRange, others: &str| {
        Some(Named { statuses, activity, others: others.to_owned() })
    };
    let searches = [
        base.clone(),
        MessageSearch { reversed: true, ..base.clone() },
        MessageSearch { order: MessageOrder::Recipient, ..base.clone() },
        MessageSearch { order: MessageOrder::Status, channel: None, ..base.clone() },
        MessageSearch { statuses: bounced(), ..base.clone() },
        MessageSearch { statuses: bounced(), activity: early, ..base.clone() },
        MessageSearch { statuses: vec![Status::Delivered], ..base.clone() },
        MessageSearch { activity: late, channel: None, ..base.clone() },
        MessageSearch { named: named(bounced(), late, ""), ..base.clone() },
        MessageSearch { named: named(Vec::new(), late, "half"), ..base.clone() },
        MessageSearch { named: named(bounced(), TimeRange::default(), "early"), ..base.clone() },
        MessageSearch { named: named(bounced(), early, "nowhere"), ..base.clone() },
        MessageSearch { activity: early, ..base },
    ];
    for search in searches {
        for words in words {
            let search = MessageSearch { words: words.to_owned(), ..search.clone() };
            let is_in = |row: &&Row| {
                let is_in = |time: &TimeRange| {
                    time.from.is_none_or(|from| row.at >= from.0)
                        && time.to.is_none_or(|to| row.at < to.0)
                };
                let is_named = |Named { statuses, activity, others }: &Named| {
                    (statuses.is_empty() || statuses.contains(&row.status))
                        && is_in(activity)
                        && (others.is_empty() || row.has(others))
                };
                (row.has(words) || search.named.as_ref().is_some_and(is_named))
                    && (search.statuses.is_empty() || search.statuses.contains(&row.status))
                    && search.activity.from.is_none_or(|from| row.at >= from.0)
                    && search.activity.to.is_none_or(|to| row.at < to.0)
            };
            let mut wanted: Vec<_> = rows.iter().filter(is_in).collect();
            let place = |row: &&Row| match search.order {
                MessageOrder::Activity => (format!("{:020}", row.at), row.number),
                MessageOrder::Recipient => (row.address.clone(), row.number),
                MessageOrder::Status => (row.status.as_str().to_owned(), row.number),
            };
            wanted.sort_by_key(place);
            if (search.order == MessageOrder::Activity) != search.reversed {
                wanted.reverse();
            }
            let total = (wanted.len() as u64).min(MESSAGES_COUNTED_MAX + 1);
            let wanted = wanted.iter().map(|row| (format!("m{}", row.number), total));
            let wanted: Vec<_> = wanted.take(120).collect();
            assert!(pages(&desk, at, &search).await == wanted, "{search:?}");
        }
    }
}
