//! What SQLite leaves behind on pages that are in use.
//!
//! `secure_delete` writes zeros over what is deleted. But balancing may have moved it there from
//! another page before, on which a copy stays, in the room between the page's pointers and its
//! cells (`rebuildPage` of SQLite's btree.c). VACUUM writes all pages anew, and nobody else can
//! write meanwhile; here a few are gone through at a time, and the room is cleared where anything
//! is in it. What a page of a tree looks like: <https://sqlite.org/fileformat2.html>, 1.6.

use std::collections::HashMap;
use std::ops::Range;

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// Pages that are gone through at once: 2 MiB.
const STEP: u32 = 512;
/// The page on which file locks are held, which has nothing.
const LOCK_BYTE: u32 = 0x4000_0000;
/// Bytes of what the map says of a page: its kind, and the page above it.
const MAPPED_BYTES: u32 = 5;
/// Kinds of pages in the map that are pages of trees.
const TREES: [u8; 2] = [1, 5];
/// Head of the file, on its first page.
const FILE_HEAD: usize = 100;

/// Clears the slack of the pages from one on; the next one, unless these were the last. Must not
/// be mixed with steps that move pages.
pub(crate) async fn clear(
    connection: &mut SqliteConnection,
    from: u32,
) -> Result<Option<u32>, sqlx::Error> {
    if !has_pages(connection).await? {
        // Built without the flag in .cargo/config.toml.
        sqlx::raw_sql("VACUUM").execute(&mut *connection).await?;
        return Ok(None);
    }
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    let cleared = clear_step(connection, from).await;
    let end = if cleared.is_ok() { "COMMIT" } else { "ROLLBACK" };
    sqlx::query(end).execute(&mut *connection).await?;
    cleared
}

async fn has_pages(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let sql = "SELECT COUNT(*) FROM pragma_module_list WHERE name = 'sqlite_dbpage'";
    Ok(sqlx::query_scalar::<_, i64>(sql).fetch_one(connection).await? > 0)
}

async fn clear_step(
    connection: &mut SqliteConnection,
    from: u32,
) -> Result<Option<u32>, sqlx::Error> {
    let count: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&mut *connection).await?;
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let until = from.saturating_add(STEP).min(count.saturating_add(1));
    let first = pages(connection, 1..2).await?;
    let Some(file) = first.first().and_then(|(_, page)| File::of(page)) else { return Ok(None) };
    let mut maps = HashMap::new();
    for number in from..until {
        let map = file.map_of(number);
        if let std::collections::hash_map::Entry::Vacant(vacant) = maps.entry(map) {
            vacant.insert(pages(connection, map..map + 1).await?.pop().unwrap_or_default().1);
        }
    }
    for (number, mut page) in pages(connection, from..until).await? {
        let is_tree = number == 1 || file.is_tree(number, &maps);
        let head = if number == 1 { FILE_HEAD } else { 0 };
        if is_tree && clear_page(&mut page, head, file.usable) {
            let sql = "UPDATE sqlite_dbpage SET data = $1 WHERE pgno = $2";
            sqlx::query(sql).bind(page).bind(number).execute(&mut *connection).await?;
        }
    }
    Ok((until <= count).then_some(until))
}

/// Pages with their numbers. The table finds one by its number, and no range of them.
async fn pages(
    connection: &mut SqliteConnection,
    numbers: Range<u32>,
) -> Result<Vec<(u32, Vec<u8>)>, sqlx::Error> {
    let rows = sqlx::query(
        "WITH RECURSIVE wanted(number) AS (
             SELECT $1 UNION ALL SELECT number + 1 FROM wanted WHERE number + 1 < $2
         )
         SELECT number, data FROM wanted CROSS JOIN sqlite_dbpage ON pgno = number",
    )
    .bind(numbers.start)
    .bind(numbers.end)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row: &SqliteRow| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

/// What the head of the file says of its pages.
#[derive(Clone, Copy)]
struct File {
    page: u32,
    /// Bytes of a page that SQLite uses.
    usable: usize,
    has_map: bool,
}

impl File {
    fn of(first: &[u8]) -> Option<Self> {
        let reserved = usize::from(*first.get(20)?);
        let usable = first.len().checked_sub(reserved)?;
        let has_map = first.get(52..56)? != [0; 4];
        Some(Self { page: u32::try_from(first.len()).ok()?, usable, has_map })
    }

    /// The page of the map that says what a page is.
    fn map_of(self, number: u32) -> u32 {
        let per_map = self.usable as u32 / MAPPED_BYTES + 1;
        let map = number.saturating_sub(2) / per_map * per_map + 2;
        if map == LOCK_BYTE / self.page + 1 { map + 1 } else { map }
    }

    /// Whether a page is one of a tree. What it begins with doesn't tell: others may begin so, too.
    fn is_tree(self, number: u32, maps: &HashMap<u32, Vec<u8>>) -> bool {
        let map = self.map_of(number);
        if !self.has_map || number <= map || number == LOCK_BYTE / self.page + 1 {
            return false;
        }
        let at = (number - map - 1) * MAPPED_BYTES;
        let kind = maps.get(&map).and_then(|map| map.get(at as usize));
        kind.is_some_and(|kind| TREES.contains(kind))
    }
}

/// Clears what is between the pointers and the cells of a page, and in its free blocks; whether
/// there was anything. A page that is not as it should be is left alone.
fn clear_page(page: &mut [u8], head: usize, usable: usize) -> bool {
    let ranges = slack(page, head, usable).unwrap_or_default();
    let mut found = false;
    for (begin, end) in ranges {
        if let Some(bytes) = page.get_mut(begin..end)
            && bytes.iter().any(|byte| *byte != 0)
        {
            bytes.fill(0);
            found = true;
        }
    }
    found
}

/// Where each part of it begins and ends.
fn slack(page: &[u8], head: usize, usable: usize) -> Option<Vec<(usize, usize)>> {
    let number = |at: usize| {
        let bytes = page.get(at..at + 2)?;
        Some(usize::from(u16::from_be_bytes(bytes.try_into().ok()?)))
    };
    let head_bytes = match page.get(head)? {
        0x02 | 0x05 => 12,
        0x0a | 0x0d => 8,
        _ => return None,
    };
    let pointers_end = head + head_bytes + 2 * number(head + 3)?;
    let cells = match number(head + 5)? {
        0 => 65_536,
        cells => cells,
    };
    if pointers_end > cells || cells > usable {
        return None;
    }
    let mut ranges = Vec::from([(pointers_end, cells)]);
    let mut block = number(head + 1)?;
    while block != 0 {
        let (next, size) = (number(block)?, number(block + 2)?);
        if block < cells || size < 4 || block + size > usable || (next != 0 && next <= block) {
            return None;
        }
        ranges.push((block + 4, block + size));
        block = next;
    }
    Some(ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_its_cells_and_nothing_else() {
        let mut page = vec![7; 512];
        // A leaf with one cell at 500 and one free block at 480 of 12 bytes.
        page[..8].copy_from_slice(&[0x0d, 1, 0xe0, 0, 1, 1, 0xe0, 0]);
        page[8..10].copy_from_slice(&500_u16.to_be_bytes());
        page[480..484].copy_from_slice(&[0, 0, 0, 12]);
        let before = page.clone();
        assert!(clear_page(&mut page, 0, 512));
        assert!(page[10..480].iter().all(|byte| *byte == 0));
        assert!(page[484..492].iter().all(|byte| *byte == 0));
        assert_eq!((&page[..10], &page[480..484]), (&before[..10], &before[480..484]));
        assert_eq!(page[492..], before[492..]);
        assert!(!clear_page(&mut page, 0, 512), "nothing is left");
    }

    #[test]
    fn what_is_no_page_of_a_tree_is_left_alone() {
        let check = |head: [u8; 8]| {
            let mut page = vec![7; 512];
            page[..8].copy_from_slice(&head);
            let before = page.clone();
            assert!(!clear_page(&mut page, 0, 512), "{head:?}");
            assert_eq!(page, before, "{head:?}");
        };
        check([0; 8]);
        check([0x0e, 0, 0, 0, 1, 1, 0xe0, 0]);
        // More pointers than there is room for, cells beyond the end, free blocks in a circle.
        check([0x0d, 0, 0, 1, 0, 0, 20, 0]);
        check([0x0d, 0, 0, 0, 1, 2, 1, 0]);
        check([0x0d, 1, 0xe0, 0, 1, 1, 0xe0, 0]);
    }

    #[test]
    fn the_map_says_what_a_page_is() {
        let file = File { page: 4_096, usable: 4_096, has_map: true };
        for (number, map) in
            [(3, 2), (821, 2), (822, 822), (823, 822), (1_641, 822), (1_642, 1_642)]
        {
            assert_eq!(file.map_of(number), map, "{number}");
        }
        let mut map = vec![0; 4_096];
        map[0] = 5;
        map[5] = 3;
        map[10] = 1;
        let maps = HashMap::from([(2, map)]);
        let trees: Vec<_> = (1..8).filter(|number| file.is_tree(*number, &maps)).collect();
        assert_eq!(trees, [3, 5]);
        assert!(!File { has_map: false, ..file }.is_tree(3, &maps));
    }

    /// Small rows in the order of their hashes, so that pages are balanced again and again.
    async fn fill(connection: &mut SqliteConnection) {
        let table = "CREATE TABLE one (key BLOB PRIMARY KEY, text TEXT) WITHOUT ROWID";
        sqlx::raw_sql(table).execute(&mut *connection).await.unwrap();
        sqlx::raw_sql("BEGIN").execute(&mut *connection).await.unwrap();
        for number in 0..6_000_u64 {
            let key = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes().to_vec();
            let secret = if number % 3 == 0 { "secret-secret" } else { "plain" };
            let text = format!("{number} {}", format!("{secret} ").repeat(number as usize % 250));
            let sql = "INSERT INTO one VALUES ($1, $2)";
            sqlx::query(sql).bind(key).bind(text).execute(&mut *connection).await.unwrap();
        }
        sqlx::raw_sql("COMMIT").execute(&mut *connection).await.unwrap();
    }

    #[tokio::test]
    async fn what_was_deleted_is_on_no_page() {
        use sqlx::ConnectOptions;
        use sqlx::sqlite::{SqliteAutoVacuum, SqliteConnectOptions};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.db");
        let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
        let options = options.auto_vacuum(SqliteAutoVacuum::Incremental);
        let mut connection = options.pragma("secure_delete", "ON").connect().await.unwrap();
        fill(&mut connection).await;
        let sql = "DELETE FROM one WHERE text LIKE '%secret%'";
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        sqlx::raw_sql("PRAGMA incremental_vacuum").execute(&mut connection).await.unwrap();
        let of = async |connection: &mut SqliteConnection| {
            let sql = "SELECT COUNT(*), SUM(LENGTH(text)) FROM one WHERE text LIKE '%plain%'";
            let row = sqlx::query(sql).fetch_one(connection).await.unwrap();
            (row.get::<i64, _>(0), row.get::<i64, _>(1))
        };
        let left = || {
            let bytes = std::fs::read(&path).unwrap();
            bytes.windows(13).filter(|window| *window == b"secret-secret").count()
        };
        let kept = of(&mut connection).await;
        assert!(has_pages(&mut connection).await.unwrap(), "SQLite is built with its pages");
        assert!(left() > 0, "the control: SQLite leaves something");
        let (mut next, mut steps) = (Some(1), 0);
        while let Some(from) = next {
            next = clear(&mut connection, from).await.unwrap();
            steps += 1;
        }
        assert!(steps > 1, "{steps}");
        assert_eq!(left(), 0);
        assert_eq!(of(&mut connection).await, kept);
        let check = sqlx::query_scalar::<_, String>("PRAGMA integrity_check");
        assert_eq!(check.fetch_one(&mut connection).await.unwrap(), "ok");
        // And it goes on being a table.
        let sql = "DELETE FROM one; VACUUM";
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    }
}
