//! `annals retention`.

use serde_json::{Value, json};

use crate::Place;

#[test]
fn retention_is_previewed_confirmed_and_run() {
    let place = Place::with_events();
    let retention = |args: &[&str]| place.run(&[&["retention"], args].concat());
    let preview = retention(&["preview"]).ok();
    assert!(preview.contains("24 months"), "{preview}");
    assert!(preview.contains("annals retention confirm 24-24-24 --org lincoln"), "{preview}");
    assert!(retention(&["status"]).ok().starts_with("waits for confirmation"));
    let refused = retention(&["run"]).told();
    assert!(refused.contains("has to be confirmed first"), "{refused}");
    assert!(retention(&["confirm", "24"]).told().contains("no periods such as"));
    assert!(retention(&["confirm", "24-24-1"]).told().contains("meanwhile"));
    let status = retention(&["confirm", "24-24-24"]).ok();
    assert!(status.starts_with("confirmed by Operator at "), "{status}");
    assert_eq!(
        retention(&["run"]).ok(),
        "purged: 0 of e-mails, 0 of text messages, 0 of notifications\n"
    );
    let serving = place.serve();
    let status = retention(&["status", "--output", "json"]).ok();
    assert_eq!(serving.stop(), 0);
    let status: Value = serde_json::from_str(&status).unwrap();
    assert_eq!((&status["needs_confirmation"], &status["runs"]), (&false.into(), &json!([])));
}
