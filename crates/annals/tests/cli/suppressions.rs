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

    let id = added.split_whitespace().next().unwrap().to_owned();
    let reset = ["reset", &id, "--reason", "She called"];
    let unsure = north(&reset).told();
    assert!(unsure.starts_with("3\n") && unsure.contains("confirm"), "{unsure}");
    let done = north(&[&reset[..], &["--confirmed"]].concat()).ok();
    assert!(done.contains(" complaint  cleared "), "{done}");
    assert!(north(&["check", "email", "lee@home.example"]).told().starts_with("0\n"));
    let told = place.run(&["count", "action:annals.suppression*"]).ok();
    assert_eq!(told.trim(), "5", "added, exported, imported twice, reset");
}
