//! An organisation's zone: where it comes from, and who can't give it another one.

use insta::assert_snapshot;

use crate::Place;

#[test]
fn a_zone_comes_from_above_and_is_locked_there() {
    let place = Place::with_events();
    let create =
        |id: &str, more: &[&str]| place.run(&[&["org", "create", id, "--no-admin"], more].concat());
    create("north", &["--parent", "lincoln"]).ok();
    place.run(&["pref", "lock", "time_zone", "--org", "lincoln"]).ok();
    assert_snapshot!(create("south", &["--parent", "lincoln", "--zone", "Asia/Tokyo"]).told(), @r##"
    3
    annals: an organisation above has locked the time zone; leave it out
    "##);
    assert_snapshot!(place.run(&["org", "rename", "north", "--zone", "Asia/Tokyo"]).told(), @r##"
    3
    annals: an organisation above has locked the time zone; leave it out
    "##);
    create("south", &["--parent", "lincoln"]).ok();
    // Right below an installation that says nothing it is the machine's, here UTC, which is what
    // holds there anyway.
    create("other", &[]).ok();
    place.run(&["pref", "set", "time_zone", "Asia/Tokyo", "--org", "installation"]).ok();
    create("tokyo", &[]).ok();
    assert_snapshot!(place.run(&["org", "list"]).ok(), @r##"
    ID            Name          Above         Zone             Entries  State
    installation  Installation                Asia/Tokyo       4
      lincoln     lincoln       installation  America/Chicago  11
        north     north         lincoln       America/Chicago  0
        south     south         lincoln       America/Chicago  0
      other       other         installation  Asia/Tokyo       0
      tokyo       tokyo         installation  Asia/Tokyo       0
    "##);
    // What is searched goes by it, too.
    let count = || place.run(&["count", "on:2015-01-02", "--org", "lincoln"]).out;
    assert_eq!(count(), "0\n");
    place.run(&["pref", "set", "time_zone", "Asia/Tokyo", "--org", "lincoln"]).ok();
    assert_eq!(count(), "2\n");
}
