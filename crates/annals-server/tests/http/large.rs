//! Every export is the search, row for row: at 45,000 rows, which are three documents of a report,
//! and in the long run at 100,000.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use annals_testkit::is_long;
use annals_testkit::pdf::Pdf;
use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};
use zip::ZipArchive;

use crate::browser::{Browser, north};
use crate::export::{cells, entries, hostile, table};
use crate::support::Answer;

const ROWS: usize = 45_000;
const LONG_ROWS: usize = 100_000;
/// Rows of one document of a report.
const PART_ROWS: usize = 20_000;
/// Events of one request.
const SENT: usize = 5_000;

#[tokio::test(flavor = "multi_thread")]
async fn every_export_is_the_search_row_for_row() {
    let (server, key) = north().await;
    let rows = if is_long() { LONG_ROWS } else { ROWS };
    let mut events = hostile(rows + rows / 50);
    // Some of which the search doesn't find, among the others.
    for event in events.iter_mut().step_by(51) {
        event["action"] = json!("charge.deleted");
    }
    for (at, some) in events.chunks(SENT).enumerate() {
        server.send(&key, some).await;
        if at == 4 {
            server.store.seal().await.unwrap();
        }
    }
    let found = |event: &&Value| event["action"] == "payment.updated";
    let sent: BTreeSet<&str> =
        events.iter().filter(found).map(|event| event["id"].as_str().unwrap()).collect();
    let search = "q=-type:access+action:payment.updated";
    let wanted = entries(&server, &key, search).await;
    let ids: BTreeSet<&str> = wanted.iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!((wanted.len(), ids.len()), (rows, rows));
    assert!(ids == sent, "the search finds what was sent");

    let browser = Browser::signed_in(&server, "ada").await;
    let search = format!("?{search}");
    check_lines(&browser, &search, &wanted).await;
    check_workbook(&browser, &search, &wanted).await;
    check_report(&browser, &search, &wanted).await;
}

async fn check_lines(browser: &Browser<'_>, search: &str, wanted: &[Value]) {
    let ndjson = Answer::of(browser.export(search, "ndjson").await).await;
    let mut lines = ndjson.text.lines();
    for entry in wanted {
        assert_eq!(serde_json::from_str::<Value>(lines.next().unwrap()).unwrap(), *entry);
    }
    assert_eq!(lines.next(), None);
    drop(ndjson);

    let csv = Answer::of(browser.export(search, "csv").await).await;
    let rows = table(&csv.text);
    assert_eq!(rows.len(), wanted.len());
    for (row, entry) in rows.iter().zip(wanted) {
        let safe = |text: String| {
            let is_formula = text.starts_with(['=', '+', '-', '@', '\t']);
            if is_formula { format!("'{text}") } else { text }
        };
        assert_eq!(*row, cells(entry, safe));
    }
}

async fn check_workbook(browser: &Browser<'_>, search: &str, wanted: &[Value]) {
    let href = browser.prepare(search, "xlsx").await;
    browser.ready(&href).await;
    let bytes = browser.file(&href).await.1;
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range("Audit Log").unwrap();
    assert_eq!(sheet.height(), wanted.len() + 1);
    for (row, entry) in sheet.rows().skip(1).zip(wanted) {
        let cell = |data: &Data| match data {
            Data::DateTime(at) => {
                let (y, mo, d, h, mi, s, _) = at.to_ymd_hms_milli();
                format!("{y:04}-{mo:02}-{d:02} {h:02}:{mi:02}:{s:02}")
            }
            data => data.to_string(),
        };
        // As it is: a cell of text never computes.
        let expected = cells(entry, |text| text);
        assert_eq!(row.iter().map(cell).collect::<Vec<_>>(), expected);
    }
}

/// The cells of an entry on paper: those of a table, without what only programs need.
fn printed(entry: &Value) -> [String; 9] {
    let mut cells = cells(entry, |text| text);
    let number = |c: char| match c {
        // Would hide, or turn round what follows.
        '\r' | '\u{202E}' => format!("U+{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    let utc = cells[3].replace('T', " ").replace('Z', "");
    cells[3] = utc;
    [0, 3, 4, 6, 7, 8, 9, 16, 14].map(|at| cells[at].chars().map(number).collect())
}

/// A cell without what breaking into lines changes; of right-to-left text its characters alone,
/// because it is drawn the other way round.
fn as_read(cell: &str) -> String {
    let mut chars: Vec<char> = cell.chars().filter(|c| !c.is_whitespace()).collect();
    if chars.iter().any(|c| ('\u{0600}'..='\u{06FF}').contains(c)) {
        chars.sort_unstable();
    }
    chars.into_iter().collect()
}

async fn check_report(browser: &Browser<'_>, search: &str, wanted: &[Value]) {
    let parts = wanted.len().div_ceil(PART_ROWS);
    let href = browser.prepare(search, "pdf").await;
    let page = browser.ready(&href).await;
    assert!(page.0.text.contains(&format!("{parts} PDF documents, numbered")), "{}", page.0.text);
    // The page speaks to whoever looks at it, the file to whoever asked for it.
    let cookie = format!("{}; annals-language=es", browser.cookie);
    let page = Browser { server: browser.server, cookie }.get(&href).await;
    assert!(page.0.text.contains(&format!("{parts} documentos PDF numerados")), "{}", page.0.text);
    let bytes = browser.file(&href).await.1;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    for (at, part) in wanted.chunks(PART_ROWS).enumerate() {
        let name = format!("north-audit-log-2026-11-20-part-{}-of-{parts}.pdf", at + 1);
        let mut bytes = Vec::new();
        zip.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        let pdf = Pdf::read(&bytes);
        assert_eq!((pdf.rows.len(), pdf.head.len()), (part.len(), 9));
        for (row, entry) in pdf.rows.iter().zip(part) {
            for (cell, expected) in row.iter().zip(printed(entry)) {
                assert_eq!(as_read(cell), as_read(&expected), "{cell} for {expected}");
            }
        }
        let count = pdf.pages.len();
        let last = format!("Part {} of {parts} · Page {count} of {count}", at + 1);
        assert!(pdf.pages[count - 1].contains(&last), "{}", pdf.pages[count - 1]);
    }
}
