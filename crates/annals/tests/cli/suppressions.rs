//! Blacklisted Recipients at the command line.

use crate::Place;

#[test]
fn addresses_are_added_asked_for_reset_and_exchanged() {
    let place = Place::new();
    place.run(&["org", "create", "north", "--no-admin", "--zone", "UTC"]).ok();
    place.run(&["org", "create", "south", "--no-admin", "--zone", "UTC"]).ok();
    let north = |args: &[&str]| place.run(&[&["suppression"], args, &["--org", "north"]].concat());
    let south = |args: &[&str]| place.run(&[&["suppression"], args, &["--org", "south"]].concat());
    assert!(north(&["list"]).told().starts_with("1\n"), "there is none");
    let added = north(&["add", "email", "Lee@Home.example", "--reason", "complaint"]).ok();
    assert!(added.contains("Lee@Home.example  complaint  active"), "{added}");
    let wrong = north(&["add", "email", "lee", "--reason", "complaint"]).told();
    assert!(wrong.starts_with("2\n") && wrong.contains("is not an e-mail address"), "{wrong}");

    let asked = north(&["check", "email", "lee@home.example", "kim@home.example"]).told();
    assert!(asked.starts_with("1\n"), "{asked}");
    let lines: Vec<Vec<_>> =
        asked.lines().skip(2).map(|line| line.split_whitespace().collect::<Vec<_>>()).collect();
    let expected: [Vec<&str>; 2] =
        [vec!["lee@home.example", "true", "complaint"], vec!["kim@home.example", "false"]];
    assert_eq!(lines, expected);

    let file = north(&["export"]).ok();
    assert!(file.starts_with("channel,address,reason,"), "{file}");
    place.write("list.csv", &format!("{file}fax,1,,,,,,,,,,\n"));
    let became = south(&["import", "list.csv"]).told();
    assert!(became.starts_with("1\n1 added, 0 known, 1 refused\nline 3: channel: "), "{became}");
    let again = south(&["import", "list.csv"]).told();
    assert!(again.starts_with("1\n0 added, 1 known, 1 refused\n"), "{again}");

    place.write("theirs.csv", "address\nlee@home.example\nkim@home.example\n");
    let of = ["reconcile", "theirs.csv", "--channel", "email", "--reason", "bounce"];
    let differ = south(&of).told();
    assert!(
        differ.starts_with(
            "1\nsame 0, only_theirs 1, only_ours 0, other_reason 1, ended_here 0\n\
             only_theirs  kim@home.example  theirs: bounce"
        ) && differ.contains("lee@home.example  theirs: bounce  ours: complaint"),
        "{differ}"
    );
    let many = south(&[&of[..], &["--import", "2"]].concat()).told();
    assert!(!many.starts_with("0\n") && many.contains("1 are on their list alone"), "{many}");
    let done = south(&[&of[..], &["--import", "1"]].concat()).told();
    assert!(done.contains("imported 1\n"), "{done}");
    assert!(south(&of).told().contains("only_theirs 0"));

    let id = added.split_whitespace().next().unwrap().to_owned();
    let reset = ["reset", &id, "--reason", "She called"];
    let unsure = north(&reset).told();
    assert!(unsure.starts_with("3\n") && unsure.contains("confirm"), "{unsure}");
    let done = north(&[&reset[..], &["--confirmed"]].concat()).ok();
    assert!(done.contains(" complaint  cleared "), "{done}");
    assert!(north(&["check", "email", "lee@home.example"]).told().starts_with("0\n"));
    let told = place.run(&["count", "action:annals.suppression*"]).ok();
    let words = "added, exported, imported twice, compared four times and imported, reset";
    assert_eq!(told.trim(), "10", "{words}");
}
