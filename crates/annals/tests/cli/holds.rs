//! `annals hold`.

use serde_json::Value;

use crate::Place;

#[test]
fn holds_are_placed_listed_and_released() {
    let place = Place::with_events();
    let hold = |args: &[&str]| place.run(&[&["hold"], args].concat());
    assert_eq!(hold(&["list"]).code, 1, "none is in force");
    let json = |args: &[&str]| -> Value {
        serde_json::from_str(&hold(&[args, &["--output", "json"]].concat()).ok()).unwrap()
    };
    let smith = ["place", "Smith v. Gym", "--reason", "Court", "--record", "family:f-12"];
    let placed = json(&smith);
    assert_eq!(
        (&placed["state"], &placed["records"][0]),
        (&"in force".into(), &"family:f-12".into())
    );
    let id = placed["id"].as_str().unwrap();
    for (args, expected) in [
        (&["place", "x", "--reason", "y", "--record", "smith"][..], "is no record such as"),
        (&["place", "x", "--reason", "y"], "--record"),
        (&["place", "x", "--reason", "y", "--below"], "--whole"),
        (&["place", "x", "--reason", ".", "--whole"], "say why"),
        (&["release", id, "--reason", "Settled"], "confirm that this is meant"),
        (&["release", "none", "--reason", "Settled", "--confirmed"], "not found"),
    ] {
        let told = hold(args).told();
        assert!(told.contains(expected), "{args:?}: {told}");
    }
    let serving = place.serve();
    let listed = hold(&["list"]).ok();
    assert!(listed.contains("Smith v. Gym") && listed.contains("in force"), "{listed}");
    let released = json(&["release", id, "--reason", "Settled", "--confirmed"]);
    assert_eq!(serving.stop(), 0);
    assert_eq!(released["release_reason"], "Settled");
    assert_eq!(json(&["show", id])["state"], "released");
    assert_eq!(hold(&["list"]).code, 1, "none is in force any more");
}
