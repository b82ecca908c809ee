//! The real binary, as a person at a terminal or a script meets it.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "cli/export.rs"]
mod export;
#[path = "cli/holds.rs"]
mod holds;
#[path = "cli/hooks.rs"]
mod hooks;
#[path = "cli/modules.rs"]
mod modules;
#[path = "cli/preferences.rs"]
mod preferences;
#[path = "cli/records.rs"]
mod records;
#[path = "cli/retention.rs"]
mod retention;
#[path = "cli/suppressions.rs"]
mod suppressions;
#[path = "cli/zones.rs"]
mod zones;

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use insta::assert_snapshot;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A directory in which commands run.
struct Place {
    directory: TempDir,
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        Self { directory: tempfile::tempdir().unwrap() }
    }

    /// A place with the organisation `lincoln`, its administrator and five events.
    fn with_events() -> Self {
        let place = Self::new();
        place.run_with("correct horse\n", CREATE).ok();
        place.write("events.ndjson", EVENTS);
        place.run(&["import", "events.ndjson"]).ok();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        std::fs::write(self.path(name), content).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        command.args(args).current_dir(self.directory.path()).env_clear();
        command.env("TZ", "UTC").env("ANNALS_LOG", "error");
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_with("", args)
    }

    fn run_with(&self, stdin: &str, args: &[&str]) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that does not read its input may be gone before it is written.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr).replace(self.directory.path().to_str().unwrap(), "HERE"),
        }
    }

    fn serve(&self) -> Serving {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Serving { child, url: url.trim().to_owned() }
    }
}

impl Ran {
    /// What was written to stdout by a command that was done.
    fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }

    /// Exit code and what was said, for snapshots.
    fn told(&self) -> String {
        format!("{}\n{}{}", self.code, self.out, self.err)
    }
}

struct Serving {
    child: Child,
    url: String,
}

impl Serving {
    fn stop(mut self) -> i32 {
        let terminate = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(terminate.success());
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const CREATE: &[&str] = &[
    "org",
    "create",
    "lincoln",
    "--zone",
    "America/Chicago",
    "--admin",
    "ada",
    "--password-stdin",
];

const EVENTS: &str = r#"
{"id":"e-1","occurred_at":"2015-01-01T23:10:24Z","action":"charge.deleted","source":"Office Portal","ip":"203.0.113.9","actor":{"username":"admin","name":"Ada Admin"},"records":[{"type":"charge","id":"c-1","name":"Tuition"},{"type":"family","id":"f-1","name":"Smith, Daniel"}]}
{"id":"e-2","occurred_at":"2015-01-01T23:11:00Z","action":"charge.deleted","actor":{"username":"admin"},"records":[{"type":"family","id":"f-1","name":"Smith, Daniel"}]}
{"id":"e-3","occurred_at":"2026-02-03T04:05:06Z","action":"student.updated","actor":{"name":"Анна"},"changes":[{"property":"level","old":"beginner","new":"team"}]}
{"occurred_at":"2026-02-03T04:05:07Z","action":"user.logged_in","actor":{"name":"Анна"}}
{"id":"e-5","organization":"lincoln","occurred_at":"2026-02-03T04:05:08Z","action":"note.created","actor":{"name":"\u001b[2J"}}
"#;

#[test]
fn help_tells_the_exit_codes() {
    let help = Place::new().run(&["--help"]).ok();
    let (_, codes) = help.split_once("Exit codes:").unwrap();
    assert_snapshot!(codes.lines().take(5).collect::<Vec<_>>().join("\n"), @r##"
    0  done
    1  done, and the answer is no: nothing found, damage found, lines rejected, a check failed
    2  the command line or the configuration is wrong
    3  it could not be done; the reason is on stderr
    "##);
    for command in [
        "serve", "demo", "import", "search", "tail", "get", "count", "record", "key", "org",
        "fsck", "backup", "restore", "doctor", "bench",
    ] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} is not listed");
        assert_eq!(Place::new().run(&[command, "--help"]).code, 0, "{command}");
    }
}

#[test]
fn mistakes_on_the_command_line_end_with_2() {
    let place = Place::with_events();
    place.write("broken.toml", "lisen = '127.0.0.1:1'");
    place.run(&["org", "create", "north", "--no-admin"]).ok();
    let cases: [&[&str]; 10] = [
        &["serf"],
        &["count", "--config", "broken.toml"],
        &["count", "--zone", "Chicago"],
        &["count", "(smith"],
        &["count", "--server", "http://127.0.0.1:1"],
        &["count", "--server", "127.0.0.1:1", "--key", "x"],
        &["import", "--format", "nonsense", "events.ndjson"],
        // Of several organisations nobody knows which is meant by a record that can't name one.
        &["import", "--format", "okta", "events.ndjson"],
        &["key", "create", "--name", "x", "--scope", "everything"],
        &["org", "create", "Not A Name", "--no-admin"],
    ];
    for args in cases {
        let ran = place.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.told());
        assert!(!ran.err.is_empty(), "{args:?}");
    }
}

#[test]
fn what_can_not_be_done_ends_with_3() {
    let place = Place::new();
    assert_snapshot!(place.run(&["count"]).told(), @r##"
    3
    annals: annals-data is no data directory of Annals; name one with --data, or ask a server with --server URL and a key in ANNALS_KEY
    "##);
    assert!(!place.path("annals-data").exists(), "reading never creates a data directory");
    let place = Place::with_events();
    assert_snapshot!(place.run(&["import", "absent.ndjson"]).told(), @r##"
    3
    annals: can't read absent.ndjson: No such file or directory (os error 2)
    "##);
    assert_snapshot!(place.run_with("correct horse\n", CREATE).told(), @r##"
    3
    annals: the id lincoln is taken; choose another one
    "##);
    assert_snapshot!(place.run(&["key", "revoke", "k"]).told(), @r##"
    3
    annals: there is no key with the id k; `annals key list` shows the ids
    "##);
    assert_snapshot!(place.run(&["get", "1"]).told(), @r##"
    1
    annals: there is no entry 1 by id; the entry of that number is '#1'
    "##);
    let short = ["org", "create", "north", "--admin", "bob", "--password-stdin"];
    assert_snapshot!(place.run_with("short\n", &short).told(), @r##"
    3
    annals: a password has 10 to 1000 characters
    "##);
    assert!(!place.run(&["org", "list"]).ok().contains("north"), "nothing is left behind");
    let nobody = ["count", "--server", "http://127.0.0.1:1", "--key", "k", "secret"];
    let nobody = place.run(&nobody);
    assert_eq!(nobody.code, 3);
    assert!(nobody.err.starts_with("annals: can't reach the server at http://127.0.0.1:1/: "));
    assert!(!nobody.err.contains("secret"), "{}", nobody.err);
}

#[test]
fn entries_are_found_shown_and_counted() {
    let place = Place::with_events();
    let search = ["search", "01/01/2015", "5:10", "PM", "admin", "deleted", "Smith"];
    let search = [&search[..], &["--org", "lincoln"]].concat();
    assert_snapshot!(place.run(&search).told(), @r##"
    0
    ID  Date and Time               Member Name  Username  Source         IP Address   Action          Affected Records
    3   2015-01-01 17:10:24 -06:00  Ada Admin    admin     Office Portal  203.0.113.9  Deleted Charge  Tuition; Smith, Daniel
    "##);
    assert_snapshot!(place.run(&["search", "nobody"]).told(), @r##"
    1
    annals: nothing found
    "##);
    assert_snapshot!(place.run(&["count", "--org", "lincoln", "charge"]).told(), @r##"
    0
    2
    "##);
    assert_snapshot!(place.run(&["count", "nobody"]).told(), @r##"
    1
    0
    "##);
    let shown = place.run(&["get", "e-2", "--org", "lincoln"]).ok();
    let same_always = |line: &&str| !line.starts_with("log_id") && !line.starts_with("recorded_at");
    assert_snapshot!(shown.lines().filter(same_always).collect::<Vec<_>>().join("\n"), @r##"
    Field           Value
    action          charge.deleted
    actor.kind      staff
    actor.username  admin
    category        Charge
    critical        false
    id              e-2
    label           Deleted Charge
    number          4
    occurred_at     2015-01-01 17:11:00 -06:00
    organization    lincoln
    outcome         success
    records.0.id    f-1
    records.0.name  Smith, Daniel
    records.0.type  family
    type            delete
    "##);
    assert_eq!(place.run(&["get", "e-99"]).code, 1);
    let shown = place.run(&["search", "note.created"]).ok();
    assert!(!shown.contains('\u{1b}'), "nothing sent steers the terminal");
    let json = place.run(&["search", "--output", "json", "-n", "1", "user.logged_in"]).ok();
    let entry: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(entry["actor"]["name"], "Анна");
    let tail = place.run(&["tail", "--org", "lincoln", "-n", "2", "student"]).ok();
    assert!(tail.contains("Updated Student"), "{tail}");
}

#[test]
fn a_line_that_is_too_long_is_rejected_and_the_rest_is_imported() {
    let place = Place::with_events();
    let long = "x".repeat(annals_model::limits::REQUEST_BYTES_MAX + 1);
    let content = format!("{long}\n{{\"action\":\"a.b\",\"actor\":{{\"id\":\"1\"}}}}\n");
    place.write("long.ndjson", &content);
    let imported = place.run(&["import", "long.ndjson", "--output", "json"]).told();
    assert!(imported.contains("\"added\":1,\"lines\":2,\"rejected\":1"), "{imported}");
    let rejects = std::fs::read_to_string(place.path("long.ndjson.rejects.ndjson")).unwrap();
    let expected = "\"line\":1,\"reason\":\"it has more than 33554432 bytes\"";
    assert!(rejects.contains(expected) && rejects.len() < 100 * 1024, "{}", &rejects[..200]);
}

#[test]
fn importing_again_adds_nothing_and_rejects_are_kept_with_their_lines() {
    let place = Place::with_events();
    assert_snapshot!(place.run(&["import", "events.ndjson"]).told(), @r##"
    0
    6 lines: 0 events added, 5 were there already, 0 rejected
    "##);
    place.write(
        "mixed.ndjson",
        "{\"action\":\"a.b\"}\nnot json\n{\"id\":\"e-1\",\"action\":\"a.b\",\"actor\":{\"id\":\"1\"}}\n\
         {\"id\":\"n\",\"action\":\"a.b\",\"actor\":{\"id\":\"1\"},\"organization\":\"nowhere\"}\n\
         {\"id\":\"new\",\"action\":\"a.b\",\"actor\":{\"id\":\"1\"}}\n",
    );
    assert_snapshot!(place.run(&["import", "mixed.ndjson"]).told(), @r##"
    1
    5 lines: 1 events added, 0 were there already, 4 rejected, see mixed.ndjson.rejects.ndjson
    "##);
    let rejects = std::fs::read_to_string(place.path("mixed.ndjson.rejects.ndjson")).unwrap();
    let mut rejects: Vec<Value> =
        rejects.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    rejects.sort_by_key(|reject| reject["line"].as_u64());
    let told = rejects.iter().map(|reject| format!("{}: {}", reject["line"], reject["reason"]));
    assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r##"
    1: "actor: needs an id, a username or a name"
    2: "event: is not valid JSON at byte 0: a value was expected"
    3: "an event with the id e-1 and other content is in the log already"
    4: "there is no organisation called nowhere"
    "##);
    let packed = zstd::encode_all(EVENTS.as_bytes(), 1).unwrap();
    std::fs::write(place.path("packed"), packed).unwrap();
    let summary = place.run(&["import", "packed", "--output", "json"]).ok();
    assert_snapshot!(summary, @r##"{"added":0,"lines":6,"rejected":0,"rejects":null,"repeated":5}"##);
    let summary = place.run_with(EVENTS, &["import", "-", "--output", "json"]).ok();
    assert!(summary.contains("\"added\":0"), "{summary}");
}

#[test]
fn a_running_server_is_asked_and_a_second_one_refused() {
    let place = Place::with_events();
    let serving = place.serve();
    let second = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_snapshot!(second.told(), @r##"
    3
    annals: the data directory annals-data is in use by another Annals process; stop that one first
    "##);
    let count = place.run(&["count"]);
    assert_eq!(count.code, 3);
    assert!(
        count.err.contains("stop that one first, or ask a server with --server"),
        "{}",
        count.err
    );
    // Through the socket in the data directory: nobody has to stop the server.
    let scopes = "--scope events:read --scope events:details --scope events:write";
    let key = ["key", "create", "--name", "test"].into_iter().chain(scopes.split(' '));
    let key = place.run(&key.collect::<Vec<_>>()).ok();
    assert_eq!(key.lines().count(), 1, "{key}");
    let listed = place.run(&["key", "list", "--output", "json"]).ok();
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed["name"], "test");
    let remote = |args: &[&str]| {
        let mut all = args.to_vec();
        all.extend(["--server", &serving.url, "--key", key.trim()]);
        place.run(&all)
    };
    assert_snapshot!(remote(&["count", "charge"]).told(), @r##"
    0
    2
    "##);
    assert_snapshot!(remote(&["count", "nobody -type:access"]).told(), @r##"
    1
    0
    "##);
    assert_eq!(remote(&["count", "(smith"]).code, 2);
    assert!(remote(&["get", "e-3"]).ok().contains("beginner"));
    assert!(remote(&["get", "#0"]).ok().contains("occurred_at"));
    assert!(remote(&["search", "-n", "3"]).ok().lines().count() == 4);
    assert!(remote(&["tail", "--no-follow", "student"]).ok().contains("Updated Student"));
    let imported = remote(&["import", "events.ndjson", "--output", "json"]).ok();
    assert!(imported.contains("\"added\":0") && imported.contains("\"repeated\":5"), "{imported}");
    let id = listed["id"].as_str().unwrap();
    place.run(&["key", "revoke", id]).ok();
    assert_eq!(remote(&["count"]).code, 3);
    place.run(&["backup", "copy"]).ok();
    assert_eq!(serving.stop(), 0, "SIGTERM ends it in order");
    assert_eq!(place.run(&["count", "charge -type:access"]).ok(), "2\n");
}

#[test]
fn a_backup_restores_to_the_same() {
    let place = Place::with_events();
    place.run(&["backup", "copy"]).ok();
    place.run(&["--data", "restored", "restore", "copy"]).ok();
    let counts = ["annals-data", "restored"].map(|data| place.run(&["--data", data, "count"]).ok());
    assert_eq!(counts[0], counts[1]);
    let sound = place.run(&["--data", "restored", "fsck"]).ok();
    assert!(sound.trim_end().ends_with(": sound"), "{sound}");
    let again = place.run(&["--data", "restored", "restore", "copy"]);
    assert_eq!(again.code, 3, "{}", again.told());
}

#[test]
fn the_benchmark_goes_on_where_it_was_and_its_damage_is_found() {
    let place = Place::new();
    let bench =
        |what: &str| place.run(&["bench", what, "--events", "3000", "--draws", "3", "--json"]);
    let ingest = bench("ingest");
    // On a machine whose temporary directory is memory there is nothing more to see.
    if ingest.err.contains("which is memory") {
        println!("skipped: the benchmark: the temporary directory is memory");
        return;
    }
    assert!(ingest.ok().contains("\"events\":3000"));
    assert_eq!(bench("ingest").code, 0);
    bench("query").ok();
    bench("peer").ok();
    let other = place.run(&["bench", "ingest", "--events", "4000"]);
    assert_eq!(other.code, 3, "{}", other.told());
    let data = "annals-bench/store";
    place.run(&["--data", data, "fsck"]).ok();
    let segments = std::fs::read_dir(place.path(data).join("segments")).unwrap();
    let file = segments.map(|entry| entry.unwrap().path()).next().unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let damaged = place.run(&["--data", data, "fsck", "--output", "json"]);
    assert_eq!(damaged.code, 1, "{}", damaged.told());
}

#[test]
fn organisations_are_listed_and_passwords_made_up() {
    let place = Place::with_events();
    let made = place
        .run(&["org", "create", "north", "--parent", "lincoln", "--admin", "bob", "--zone", "UTC"])
        .ok();
    assert!(made.contains("created its administrator bob\npassword: "), "{made}");
    assert_snapshot!(place.run(&["org", "list"]).ok(), @r##"
    ID            Name          Above         Zone             Entries  State
    installation  Installation                UTC              1
      lincoln     lincoln       installation  America/Chicago  9
        north     north         lincoln       UTC              3
    "##);
    let taken =
        place.run_with("correct horse\n", &["org", "admin", "north", "ada", "--password-stdin"]);
    assert_snapshot!(taken.told(), @r##"
    3
    annals: the username is taken in this installation
    "##);
}

#[test]
fn organisations_are_renamed_moved_and_closed() {
    let place = Place::with_events();
    for id in ["north", "south"] {
        place.run(&["org", "create", id, "--no-admin", "--zone", "UTC"]).ok();
    }
    let told = [
        place.run(&["org", "rename", "north", "North District", "--zone", "Asia/Tokyo"]),
        place.run(&["org", "move", "lincoln", "north"]),
        place.run(&["org", "move", "north", "lincoln"]),
        place.run(&["org", "move", "north", "nowhere"]),
        place.run(&["org", "rename", "north"]),
        // Nobody is there to be asked.
        place.run(&["org", "close", "north"]),
        place.run(&["org", "close", "north", "--yes"]),
        place.run(&["org", "move", "south", "lincoln"]),
    ];
    let told: Vec<String> = told.iter().map(|run| first_lines(&run.told(), 2)).collect();
    assert_snapshot!(told.join("\n"), @r##"
    0
    north is now North District, in Asia/Tokyo
    0
    lincoln lies below north now
    3
    annals: an organisation can't be moved below itself
    3
    annals: there is no organisation called nowhere
    2
    error: the following required arguments were not provided:
    2
    annals: nothing was closed; --yes closes without asking
    0
    closed north; `annals org reopen north` opens it again
    3
    annals: the organisation above, North District, is closed; reopen that first
    "##);
    assert_snapshot!(place.run(&["org", "list"]).ok(), @r##"
    ID            Name            Above         Zone             Entries  State
    installation  Installation                  UTC              5
      north       North District  installation  Asia/Tokyo       4        closed
        lincoln   lincoln         north         America/Chicago  9        closed above
      south       south           installation  UTC              0
    "##);
    place.run(&["org", "reopen", "north"]).ok();
    let list = place.run(&["org", "list", "--output", "json"]).ok();
    assert!(!list.contains(r#""closed":true"#), "{list}");
}

fn first_lines(text: &str, count: usize) -> String {
    text.lines().take(count).collect::<Vec<_>>().join("\n")
}

#[test]
fn preferences_are_listed_changed_and_locked() {
    let place = Place::with_events();
    place.run(&["org", "create", "north", "--parent", "lincoln", "--no-admin"]).ok();
    let pref = |args: &[&str]| place.run(&[&["pref"], args].concat());
    assert_snapshot!(pref(&["set", "working_days", "mon", "tue", "--org", "lincoln"]).ok(), @"working_days is mon tue (own)");
    assert_snapshot!(pref(&["lock", "working_days", "--org", "lincoln"]).ok(), @"working_days is mon tue (own, locked for those below)");
    assert_snapshot!(pref(&["set", "session_idle", "30", "--org", "north"]).ok(), @"session_idle is 30 (own)");
    assert_snapshot!(pref(&["list", "--org", "north"]).ok(), @r##"
    Name                  Value            From               Default              Locked      Label
    audit_users           true             default            true                             Audit Users
    session_idle          30               own                720                              Quiet Session Ends After
    session_age           168              default            168                              Every Session Ends After
    password_length_min   10               default            10                               Shortest Password
    second_factor         off              default            off                              Second Factor Required
    time_zone             America/Chicago  from lincoln       UTC                              Time Zone
    date_order            month_first      default            month_first                      Order of Dates
    working_hours_begin   07:00            default            07:00                            Work Begins
    working_hours_end     19:00            default            19:00                            Work Ends
    working_days          mon tue          locked by lincoln  mon tue wed thu fri  from above  Working Days
    export_entries_max    1000000000       default            1000000000                       Entries of One Export
    email_content_months  24               default            24                               What E-mails Say Is Kept For
    sms_content_months    24               default            24                               What Text Messages Say Is Kept For
    push_content_months   24               default            24                               What Notifications Say Is Kept For
    "##);
    assert_snapshot!(pref(&["set", "working_days", "sun", "--org", "north"]).told(), @r##"
    3
    annals: an organisation above has locked the preference
    "##);
    assert_snapshot!(pref(&["get", "working_days", "--org", "north"]).ok(), @"mon tue");
    let one = pref(&["get", "session_idle", "--org", "north", "--output", "json"]).ok();
    let one: Value = serde_json::from_str(&one).unwrap();
    assert_eq!((&one["value"], &one["origin"]), (&"30".into(), &"own".into()));
    assert_snapshot!(pref(&["set", "session_idle", "4", "--org", "north"]).told(), @r##"
    2
    annals: session_idle must be from 5 to 720 minutes
    "##);
    assert_snapshot!(pref(&["set", "colour", "red", "--org", "north"]).told(), @r##"
    2
    annals: "colour" is no preference; known are audit_users, session_idle, session_age, password_length_min, second_factor, time_zone, date_order, working_hours_begin, working_hours_end, working_days, export_entries_max, email_content_months, sms_content_months, push_content_months
    "##);

    // The same while a server has the data open, whose sessions and searches then go by it.
    let serving = place.serve();
    assert_snapshot!(pref(&["reset", "session_idle", "--org", "north"]).ok(), @"session_idle is 720 (default)");
    assert_snapshot!(pref(&["unlock", "working_days", "--org", "lincoln"]).ok(), @"working_days is mon tue (own)");
    assert_eq!(serving.stop(), 0);
    let found = place.run(&["count", "area:Preference", "--org", "lincoln"]).ok();
    assert_eq!(found, "4\n", "its zone, set, locked, unlocked");
}

#[test]
fn the_doctor_looks_at_everything_and_says_what_to_do() {
    let place = Place::with_events();
    let healthy = place.run(&["doctor", "--output", "json", "--listen", "127.0.0.1:0"]);
    let findings: Vec<Value> =
        healthy.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let checks: Vec<_> = findings.iter().filter_map(|one| one["check"].as_str()).collect();
    assert_snapshot!(checks.join("\n"), @r##"
    version
    configuration
    clock
    data directory
    file system
    disk
    durable writes
    address
    passkeys
    data
    "##);
    let ran = place.run(&[
        "doctor",
        "--listen",
        "0.0.0.0:0",
        "--tls-certificate",
        "no.pem",
        "--tls-key",
        "no.key",
    ]);
    assert_eq!(ran.code, 1, "{}", ran.told());
    assert!(ran.out.contains("no.pem"), "{}", ran.out);
    assert!(ran.out.contains("set public_url"), "{}", ran.out);
    let named = place.run(&["doctor", "--public-url", "https://log.example"]);
    assert!(named.out.contains("at https://log.example"), "{}", named.out);
}

#[test]
fn the_benchmark_refuses_memory() {
    let place = Place::new();
    let memory =
        place.run(&["bench", "ingest", "--events", "2000", "--directory", "/dev/shm/annals"]);
    assert_eq!(memory.code, 3, "{}", memory.told());
}

#[test]
fn users_groups_and_rights_are_managed() {
    let place = Place::new();
    place.run(&["org", "create", "north", "--no-admin", "--zone", "UTC"]).ok();
    let create = ["user", "create", "tlee114", "--org", "north", "--name", "Terry Lee"];
    let made = place.run(&[&create[..], &["--generate-password", "--group", "staff"]].concat());
    let made = made.ok();
    let mut lines = made.lines();
    assert_eq!(lines.next(), Some("created the user tlee114"));
    assert!(lines.next().unwrap().starts_with("password: "), "{made}");
    let group = ["group", "create", "Nurses", "--org", "north", "--description", "Health office"];
    assert_snapshot!(place.run(&group).told(), @r##"
    0
    created the group Nurses
    "##);
    let add = ["group", "add", "nurses", "tlee114", "--org", "north"];
    assert_snapshot!(place.run(&add).told(), @r##"
    0
    tlee114 is in the group nurses
    "##);
    let holder = ["--group", "Nurses", "--org", "north"];
    let with =
        |front: &[&str], back: &[&str]| place.run(&[front, &holder[..], back].concat()).told();
    assert_snapshot!(with(&["right", "grant"], &["events:read", "monitoring", "--below"]), @r##"
    0
    Right           Reach      From
    events:read     and below  own
    reports:read    and below  own
    alerts:read     and below  own
    alerts:manage   and below  own
    streams:read    and below  own
    streams:manage  and below  own
    metrics:read    and below  own
    "##);
    assert_snapshot!(with(&["right", "remove"], &["monitoring"]), @r##"
    0
    Right        Reach      From
    events:read  and below  own
    "##);
    assert_snapshot!(with(&["right", "add-year"], &["Lincoln", "2027"]), @r##"
    0
    Right         Reach      From
    events:read   and below  own
    Lincoln 2027             own
    "##);
    assert_snapshot!(place.run(&["right", "show", "--user", "tlee114"]).told(), @r##"
    0
    Right         Reach      From
    events:read   and below  group Nurses
    Lincoln 2027             group Nurses
    "##);
    let change = ["Lincoln", "2027", "--to-year", "2028"];
    assert_snapshot!(with(&["right", "change-year"], &change), @r##"
    0
    Right         Reach      From
    events:read   and below  own
    Lincoln 2028             own
    "##);
    assert_snapshot!(with(&["right", "change-year"], &change), @r##"
    3
    annals: Nurses has no right to Lincoln 2027
    "##);
    let change = ["group", "change", "Nurses", "--org", "north", "--description", "First aid"];
    assert_snapshot!(place.run(&change).told(), @r##"
    0
    changed the group Nurses
    "##);
    assert_snapshot!(with(&["right", "grant"], &["everything"]), @r##"
    2
    annals: "everything" is no tool and no module; `annals right tools` lists them
    "##);
    assert_snapshot!(place.run(&["group", "list", "--org", "north"]).told(), @r##"
    0
    Name            Description                                      Users
    ADMINISTRATORS  Admin Access (Full Permissions), here and below  0
    AUDITORS        Read everything, here and below; change nothing  0
    STAFF           What all staff may do                            1
    Nurses          First aid                                        1
    "##);
    let change = ["user", "change", "tlee114", "--status", "locked", "--email", "lee@example.org"];
    let changed: Value = serde_json::from_str(&place.run(&change).ok()).unwrap();
    assert_eq!(changed["status"], "locked");
    assert_eq!(changed["name"], "Terry Lee");
    let expiry = |args: &[&str]| {
        let change = [&["user", "change", "tlee114"][..], args].concat();
        let changed: Value = serde_json::from_str(&place.run(&change).ok()).unwrap();
        changed["expires_at"].is_string()
    };
    let said = [&["--expires-days", "3"][..], &[], &["--never-expires"]].map(expiry);
    assert_eq!(said, [true, true, false]);
    let about = ["--homepage", "/views", "--staff-record", "staff:s-17", "--without-calendar"];
    let change = [&["user", "change", "tlee114"][..], &about].concat();
    let changed: Value = serde_json::from_str(&place.run(&change).ok()).unwrap();
    let said = ["homepage", "staff_record", "without_calendar"].map(|field| changed[field].clone());
    assert_eq!(said, [json!("/views"), json!("staff:s-17"), json!(true)]);
    assert_snapshot!(place.run(&["user", "list", "--org", "north"]).told(), @r##"
    0
    Username  Name       E-mail           Role  Status  Expires  Groups
    tlee114   Terry Lee  lee@example.org        locked           STAFF, Nurses
    "##);
    assert_snapshot!(place.run(&["user", "change", "nobody", "--status", "off"]).told(), @r##"
    3
    annals: there is no user called nobody; `annals user list` shows the usernames
    "##);
    assert_eq!(place.run(&["user", "sessions", "tlee114"]).ok().lines().count(), 1, "a heading");
    assert_eq!(place.run(&["user", "sessions", "tlee114", "--end-all"]).ok(), "0 sessions ended\n");
    let link = ["user", "reset-link", "tlee114", "--server", "https://log.example/"];
    let link = place.run(&link).ok();
    assert!(link.starts_with("https://log.example/reset/"), "{link}");
    assert!(link.contains("\nholds once, until "), "{link}");
    let factor = ["user", "second-factor", "tlee114"];
    assert_eq!(place.run(&factor).ok(), "tlee114 has no second factor\n");
    let factor = ["user", "second-factor", "tlee114", "--remove"];
    assert_eq!(place.run(&factor).ok(), "tlee114 has no second factor\n");
    let change = ["user", "change", "tlee114", "--must-change-password"];
    assert!(place.run(&change).ok().contains("\"username\":\"tlee114\""));
    let password = ["user", "password", "tlee114", "--generate-password"];
    assert!(place.run(&password).ok().contains("another password"));
    assert_snapshot!(place.run(&["user", "delete", "tlee114"]).told(), @r##"
    2
    annals: tlee114 and all their rights would be deleted; say --yes to do it
    "##);
    assert_snapshot!(place.run(&["user", "delete", "tlee114", "--yes"]).told(), @r##"
    0
    deleted the user tlee114
    "##);
    assert_snapshot!(place.run(&["right", "show", "--user", "tlee114"]).told(), @r##"
    3
    annals: there is no user called tlee114; `annals user list` shows the usernames
    "##);
    let delete = ["group", "delete", "STAFF", "--org", "north", "--yes"];
    assert_snapshot!(place.run(&delete).told(), @r##"
    3
    annals: STAFF is built in: only who is in it can be changed
    "##);
    // Everything of it is in the log, in its area.
    let counted = place.run(&["count", "area:User*", "--org", "north"]);
    assert_snapshot!(counted.told(), @r##"
    0
    30
    "##);
}
