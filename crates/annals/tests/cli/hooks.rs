//! Webhooks at the command line.

use insta::assert_snapshot;
use serde_json::Value;

use crate::Place;

fn listed(place: &Place) -> Vec<Value> {
    let lines = place.run(&["hook", "list", "--output", "json"]).ok();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn webhooks_are_made_changed_and_deleted_and_their_secrets_never_listed() {
    let place = Place::new();
    place.run(&["org", "create", "north", "--no-admin", "--zone", "UTC"]).ok();
    let create =
        |provider: &'static str| ["hook", "create", "--name", "Mail", "--provider", provider];
    // Postmark shows no secret: the path ends with one that was made.
    let path = place.run(&create("postmark")).ok();
    let parts: Vec<_> = path.trim().split('/').collect();
    assert_eq!((parts.len(), parts[1]), (4, "hooks"), "{path}");
    // Others show one, which doesn't stand in the list of processes.
    assert_snapshot!(place.run(&create("mailgun")).told(), @r"
    3
    annals: give the secret that the provider shows for its webhooks
    ");
    let secret = "key-1234567890abcdef";
    let new = [&create("mailgun")[..], &["--secret-stdin"]].concat();
    let path = place.run_with(&format!("{secret}\n"), &new).ok();
    let id = path.trim().strip_prefix("/hooks/").unwrap();
    assert!(!id.contains('/'), "{path}");
    let all = place.run(&["hook", "list", "--output", "json"]).ok();
    assert!(!all.contains(secret) && !all.contains(parts[3]), "{all}");
    assert_eq!(listed(&place)[0]["provider"], "mailgun", "newest first");

    // One secret takes the place of another without a gap.
    let add = ["hook", "add-secret", id, "--secret-stdin"];
    place.run_with("key-fedcba0987654321\n", &add).ok();
    let secrets = listed(&place)[0]["secrets"].as_array().unwrap().clone();
    assert_eq!(secrets.len(), 2);
    place.run(&["hook", "remove-secret", id, secrets[0]["id"].as_str().unwrap()]).ok();
    assert_eq!(listed(&place)[0]["secrets"].as_array().unwrap().len(), 1);

    place.run(&["hook", "change", id, "--name", "Mailgun EU", "--disabled", "true"]).ok();
    let hook = &listed(&place)[0];
    assert_eq!(hook["name"], "Mailgun EU");
    assert!(hook["disabled_at"].is_string(), "{hook}");
    place.run(&["hook", "change", id, "--disabled", "false"]).ok();
    assert!(listed(&place)[0]["disabled_at"].is_null());
    place.run(&["hook", "delete", id]).ok();
    assert_eq!(listed(&place).len(), 1);
    assert_snapshot!(place.run(&["hook", "delete", "nobody"]).told(), @r"
    3
    annals: there is no such webhook or secret; `annals hook list` shows the ids
    ");
    let hash = [&create("mailgun")[..], &["--hash-method", "sha256"]].concat();
    assert_snapshot!(place.run(&hash).told(), @r"
    2
    annals: --hash-method is for vonage_sms and amazon_ses only
    ");
}
