//! Users and keys of before there were groups keep what they had.

use annals_desk::MIGRATIONS;
use annals_model::Permission;
use annals_store::{Migration, Options, Store};
use sqlx::{Connection, Row, SqliteConnection};

const BEFORE: &str = "
INSERT INTO desk_user (id, organization, username, username_key, name, password_hash, scopes,
                       reaches_below, created_at, disabled_at)
VALUES
('all', 0, 'Ada', 'ada', 'Ada', 'h', 'events:read events:write organizations:read \
organizations:manage keys:manage events:delete metrics:read', 1, 7, NULL),
('home', 0, 'Bob', 'bob', 'Bob', 'h', 'events:read events:write organizations:read \
organizations:manage keys:manage events:delete metrics:read', 0, 7, NULL),
('reader', 0, 'Cy', 'cy', 'Cy', 'h', 'events:read', 1, 7, 9);
INSERT INTO desk_key (id, secret_hash, prefix, organization, name, scopes, reaches_below,
                      created_at, created_by)
VALUES ('k1', x'01', 'p', 0, 'n', 'events:read keys:manage', 0, 7, 'ada'),
       ('k2', x'02', 'p', 0, 'n', 'events:write', 0, 7, 'ada');
";

#[tokio::test]
async fn nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let first = MIGRATIONS.iter().position(|migration| migration.name == "desk-4-rights").unwrap();
    let (before, _) = MIGRATIONS.split_at(first);
    let mut filled: Vec<Migration> = before.to_vec();
    filled.push(Migration { name: "test-fill", sql: BEFORE });
    let filled: &'static [Migration] = filled.leak();
    let options = |migrations| Options { background: false, migrations, ..Options::default() };
    Store::open(folder.path(), options(filled)).await.unwrap().close().await;
    Store::open(folder.path(), options(MIGRATIONS)).await.unwrap().close().await;

    let url = format!("sqlite://{}", folder.path().join("journal.db").display());
    let mut database = SqliteConnection::connect(&url).await.unwrap();
    let mut rows = async |sql: &'static str| {
        let rows = sqlx::query(sql).fetch_all(&mut database).await.unwrap();
        rows.iter()
            .map(|row| format!("{} {}", row.get::<String, _>(0), row.get::<String, _>(1)))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        rows("SELECT user_id, group_id FROM desk_member ORDER BY 1, 2").await,
        ["all administrators"]
    );
    let rights = rows(
        "SELECT holder, permission || CASE below WHEN 0 THEN '' ELSE '+' END
         FROM desk_tool_right ORDER BY 1, 2",
    );
    assert_eq!(
        rights.await,
        [
            "home events:delete",
            "home events:details",
            "home events:export",
            "home events:read",
            "home events:write",
            "home keys:manage",
            "home keys:read",
            "home metrics:read",
            "home organizations:manage",
            "home organizations:read",
            "home proof:read",
            "reader events:details+",
            "reader events:export+",
            "reader events:read+",
            "reader proof:read+",
        ]
    );
    let keys = rows("SELECT id, scopes FROM desk_key ORDER BY 1").await;
    assert_eq!(
        keys,
        [
            "k1 events:read keys:manage events:details events:export proof:read keys:read",
            "k2 events:write",
        ]
    );
    for key in keys {
        let mut words = key.split(' ').skip(1);
        assert!(words.all(|word| Permission::parse(word).is_some()), "{key}");
    }
}
