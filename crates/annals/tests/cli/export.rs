//! `annals export`: entries as a database, from a data directory and from a server.

use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::Place;

const IDS: &str = "SELECT eventID FROM AuditLogEntry ORDER BY auditLogEntryID";

/// The first column of what a query finds.
fn rows(place: &Place, name: &str, sql: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(place.path(name)).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn an_export_is_a_database_of_what_is_found() {
    let place = Place::with_events();
    let found = place.run(&["search", "-n", "0", "--output", "json"]).ok();
    let exported = place.run(&["export", "--sql", "log.db"]).ok();
    assert_eq!(exported, format!("{} entries written to log.db\n", found.lines().count()));
    let rows = |name: &str, sql: &str| rows(&place, name, sql);
    let expected: Vec<String> = found
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(rows("log.db", IDS), expected);

    // The export is told, and is no part of itself.
    let told = place.run(&["search", "action:annals.log.exported", "--output", "json"]).ok();
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["details"]["format"], "sql");
    assert_eq!(told["details"]["entries"], expected.len());

    let some = ["export", "--sql", "smith.db", "--org", "lincoln", "smith", "before:2016"];
    assert_eq!(place.run(&some).ok(), "2 entries written to smith.db\n");
    assert_eq!(rows("smith.db", IDS), ["e-2", "e-1"]);
    let names = "SELECT recordName FROM AuditLogRecord WHERE recordType = 'charge'";
    assert_eq!(rows("smith.db", names), ["Tuition"]);

    let nothing = place.run(&["export", "--sql", "none.db", "nobody"]);
    assert_eq!((nothing.code, nothing.out.as_str()), (1, "0 entries written to none.db\n"));
    assert!(rows("none.db", IDS).is_empty());

    let again = place.run(&["export", "--sql", "log.db", "smith"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("log.db is there already"), "{}", again.err);
    assert_eq!(rows("log.db", IDS), expected);
    // What may be another's export, or a link to another's file, is left alone.
    place.write("busy.db.unfinished", "someone's");
    let busy = place.run(&["export", "--sql", "busy.db"]);
    assert_eq!(busy.code, 3);
    assert!(busy.err.contains("busy.db.unfinished can't be made"), "{}", busy.err);
    let kept = std::fs::read_to_string(place.path("busy.db.unfinished")).unwrap();
    assert_eq!(kept, "someone's");
    assert_eq!(place.run(&["export", "--sql", "wrong.db", "acter:smith"]).code, 2);
    let files = std::fs::read_dir(place.directory.path()).unwrap();
    let mut files: Vec<_> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    files.retain(|name| name.contains(".db"));
    files.sort();
    assert_eq!(files, ["busy.db.unfinished", "log.db", "none.db", "smith.db"]);
    let mode = std::fs::metadata(place.path("log.db")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

/// A server gives the same as its data directory, as far as the key reads; without a whole answer
/// there is no file.
#[test]
fn an_export_of_a_server_is_what_its_directory_gives() {
    let place = Place::with_events();
    let words = ["-type:access", "-action:annals.*"];
    place.run(&[&["export", "--sql", "here.db", "--"][..], &words].concat()).ok();
    let serving = place.serve();
    let key = |name: &str, scopes: &[&str]| {
        let scopes = scopes.iter().flat_map(|scope| ["--scope", scope]);
        let args: Vec<_> = ["key", "create", "--name", name].into_iter().chain(scopes).collect();
        place.run(&args).ok().trim().to_owned()
    };
    let export = |file: &str, key: &str, words: &[&str]| {
        let to = ["export", "--sql", file, "--server", &serving.url, "--key", key, "--"];
        place.run(&[&to[..], words].concat())
    };
    let whole = key("whole", &["events:read", "events:details"]);
    let done = export("there.db", &whole, &words).ok();
    let ids = rows(&place, "here.db", IDS);
    assert_eq!(done, format!("{} entries written to there.db\n", ids.len()));
    for sql in [
        IDS,
        "SELECT kind || coalesce(name, '') || coalesce(value, '') \
         FROM AuditLogEntryDescription ORDER BY 1",
        "SELECT coalesce(existingValue, '') || '>' || coalesce(newValue, '') \
         FROM AuditLogEntryDetail ORDER BY 1",
    ] {
        let (here, there) = (rows(&place, "here.db", sql), rows(&place, "there.db", sql));
        assert_eq!(there, here, "{sql}");
        assert!(!here.is_empty(), "{sql}");
    }
    // Half of what entries say would look like all of it.
    let bare = key("bare", &["events:read"]);
    for (key, words, code) in [
        ("ann_wrong", &words[..], 3),
        (&*bare, &words, 3),
        (&whole, &["(smith"], 2),
        (&whole, &["nobody", "-type:access"], 1),
    ] {
        let ran = export("none.db", key, words);
        assert_eq!(ran.code, code, "{}", ran.told());
        let is_made = std::fs::remove_file(place.path("none.db")).is_ok();
        assert_eq!(is_made, code == 1, "an empty search is whole");
        assert!(!place.path("none.db.unfinished").exists());
    }
    assert_eq!(serving.stop(), 0);
}
