//! System preferences on pages, without script.

use annals_model::Permission;
use serde_json::json;

use crate::browser::{Browser, north};
use crate::preferences::set;
use crate::support::{Answer, TestServer};

/// Sends the form of a preference's page with what a person chose.
async fn send(browser: &Browser<'_>, path: &str, does: &str, chosen: &str) -> Answer {
    let page = browser.get(path).await;
    let version = page.all("name=\"version\" value=\"", "\"").remove(0);
    send_seen(browser, path, does, chosen, &version).await
}

async fn send_seen(
    browser: &Browser<'_>,
    path: &str,
    does: &str,
    chosen: &str,
    version: &str,
) -> Answer {
    let token = browser.form_token().await;
    let version = version.replace(' ', "+");
    let form = format!("form_token={token}&do={does}&version={version}&{chosen}");
    Answer::of(browser.post(path, &form).await).await
}

async fn value(server: &TestServer, key: &str, place: &str, name: &str) -> serde_json::Value {
    let path = format!("/v1/preferences/{name}?organization={place}");
    server.get(&path, key).await.body["value"].clone()
}

#[tokio::test]
async fn a_value_of_every_type_is_chosen_and_reset() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (name, chosen, expected, words) in [
        ("session_idle", "value=30", json!(30), "30 minutes"),
        ("date_order", "value=day_first", json!("day_first"), "Day first: 31/12/2026"),
        ("working_hours_begin", "value=08%3A30", json!("08:30"), "8:30 AM"),
        ("working_days", "value=mon&value=sat", json!(["mon", "sat"]), "Mon · Sat"),
        ("audit_users", "value=false&confirm=1", json!(false), "Off"),
    ] {
        let path = format!("/preferences/{name}");
        let sent = send(&browser, &path, "set", chosen).await;
        let place = format!("/preferences?changed={name}#{name}");
        assert_eq!((sent.status, sent.header("location")), (303, &*place), "{}", sent.text);
        assert_eq!(value(&server, &key, "north", name).await, expected);
        let list = browser.get(&place).await.0.text;
        assert!(list.contains(words) && list.contains("was changed."), "{name}: {words}");
        assert!(list.contains("<dd>this organisation</dd>"));

        let sent = send(&browser, &path, "reset", "").await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let state = server.get(&format!("/v1/preferences/{name}"), &key).await.body;
        assert_eq!((&state["value"], &state["origin"]), (&state["default"], &json!("default")));
    }
}

#[tokio::test]
async fn what_is_wrong_stands_beside_what_was_typed() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (name, chosen, typed, said) in [
        ("session_idle", "value=3+hours", "value=\"3 hours\"", "Type a whole number."),
        ("session_idle", "value=1000", "value=\"1000\"", "Type a number from 5 to 720."),
        ("working_hours_end", "value=25%3A00", "value=\"25:00\"", "such as 07:00."),
        ("working_days", "", "value=\"mon\"", "Choose at least one day."),
        ("date_order", "value=%3Cb%3E", "value=\"day_first\"", "one of those"),
        ("audit_users", "", "value=\"false\"", "Choose one of the two."),
        ("session_idle", "value=%3Cscript%3E", "value=\"&lt;script&gt;\"", "whole number"),
    ] {
        let sent = send(&browser, &format!("/preferences/{name}"), "set", chosen).await;
        assert_eq!(sent.status, 422, "{name} {chosen}");
        for expected in [typed, said, "id=\"value-problem\"", "aria-describedby=\""] {
            assert!(sent.text.contains(expected), "{name} {chosen}: {expected}");
        }
        let state = server.get(&format!("/v1/preferences/{name}"), &key).await.body;
        assert_eq!(state["origin"], "default", "{name} {chosen}");
    }
}

#[tokio::test]
async fn audit_users_goes_off_only_when_the_box_says_so() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = "/preferences/audit_users";
    let sent = send(&browser, path, "set", "value=false").await;
    assert_eq!(sent.status, 422);
    assert!(sent.text.contains("Tick the box to switch it off."), "{}", sent.text);
    assert!(sent.text.contains("value=\"false\" required checked"), "what was chosen is kept");
    assert_eq!(value(&server, &key, "north", "audit_users").await, json!(true));
    // Nor by taking away the value that keeps it on.
    let root = server.admin("installation").await;
    set(&server, &key, "north", "audit_users", json!({ "value": true })).await;
    set(&server, &root, "state", "audit_users", json!({ "value": false })).await;
    assert_eq!(send(&browser, path, "reset", "").await.status, 422);
    assert_eq!(value(&server, &key, "north", "audit_users").await, json!(true));
    assert_eq!(send(&browser, path, "reset", "confirm=1").await.status, 303);
    assert_eq!(value(&server, &key, "north", "audit_users").await, json!(false));
    // On it goes without a question.
    assert_eq!(send(&browser, path, "set", "value=true").await.status, 303);
}

#[tokio::test]
async fn the_second_of_two_sees_the_first_and_keeps_what_was_typed() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = "/preferences/session_idle";
    let seen = browser.get(path).await.all("name=\"version\" value=\"", "\"").remove(0);
    set(&server, &key, "north", "session_idle", json!({ "value": 60 })).await;
    let sent = send_seen(&browser, path, "set", "value=45", &seen).await;
    assert_eq!(sent.status, 409);
    assert!(sent.text.contains("It is now 60 minutes."), "{}", sent.text);
    assert!(sent.text.contains("value=\"45\""));
    assert_eq!(value(&server, &key, "north", "session_idle").await, json!(60));
    // Saved again, knowingly.
    assert_eq!(send(&browser, path, "set", "value=45").await.status, 303);
    assert_eq!(value(&server, &key, "north", "session_idle").await, json!(45));
}

#[tokio::test]
async fn a_preference_is_locked_for_those_below() {
    let (server, key) = north().await;
    server.user("n1", "ben", crate::support::PASSWORD).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let below = Browser::signed_in(&server, "ben").await;
    let path = "/preferences/session_idle";
    let seen = below.get(path).await.all("name=\"version\" value=\"", "\"").remove(0);
    assert_eq!(send(&below, path, "set", "value=90").await.status, 303);
    assert_eq!(send(&browser, path, "lock", "").await.status, 303);
    assert!(browser.get("/preferences").await.0.text.contains("locked for all below"));

    let page = below.get(path).await.0.text;
    assert!(page.contains("an organisation above, which has locked it"), "{page}");
    assert!(page.contains("Its own value, 90 minutes, holds again"), "{page}");
    assert!(!page.contains("name=\"do\"") && !page.contains("NORTH"), "nothing can be changed");
    let list = below.get("/preferences").await.0.text;
    assert!(!list.contains("Change Quiet Session Ends After"));
    let sent = send_seen(&below, path, "set", "value=30", &seen).await;
    assert_eq!(sent.status, 409);
    assert_eq!(value(&server, &key, "n1", "session_idle").await, json!(720));

    assert_eq!(send(&browser, path, "unlock", "").await.status, 303);
    assert_eq!(value(&server, &key, "n1", "session_idle").await, json!(90));
}

#[tokio::test]
async fn organisations_below_are_reached_and_no_others() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let list = browser.get("/preferences").await.0.text;
    assert!(list.contains("href=\"/preferences?organization=n1\">"), "{list}");
    let path = "/preferences/session_idle?organization=n1";
    let sent = send(&browser, path, "set", "value=33").await;
    let to = "/preferences?changed=session_idle&organization=n1#session_idle";
    assert_eq!((sent.status, sent.header("location")), (303, to));
    assert_eq!(value(&server, &key, "n1", "session_idle").await, json!(33));
    assert_eq!(value(&server, &key, "north", "session_idle").await, json!(720));
    for place in ["south", "state", "installation", "nowhere", "NO%20WHERE", "%00"] {
        for path in ["/preferences", "/preferences/session_idle"] {
            let page = browser.get(&format!("{path}?organization={place}")).await;
            assert_eq!(page.0.status, 404, "{place}");
        }
        let path = format!("/preferences/session_idle?organization={place}");
        let sent = send_seen(&browser, &path, "set", "value=5", "x").await;
        assert_eq!(sent.status, 404, "{place}");
    }
    assert_eq!(browser.get("/preferences/colour").await.0.status, 404);
}

#[tokio::test]
async fn so_many_organisations_below_are_listed_and_the_rest_counted() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let listed = async || {
        let page = browser.get("/preferences").await;
        let links = page.all("<a href=\"/preferences?organization=", "\"").len();
        (links, page.all("<li>and ", " more</li>"))
    };
    // With n1, which is there.
    server.organizations("school", 49, "north").await;
    assert_eq!(listed().await, (50, Vec::new()));
    server.organization("one-more", "north").await;
    assert_eq!(listed().await, (50, vec!["1".to_owned()]));
}

#[tokio::test]
async fn who_may_not_change_reads_and_who_may_not_read_does_not() {
    let (server, _) = north().await;
    server.user_who_may("north", "rita", &[Permission::ReadPreferences]).await;
    server.user_who_may("north", "leo", &[Permission::ReadEvents]).await;
    let rita = Browser::signed_in(&server, "rita").await;
    let page = rita.get("/preferences").await.0;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("not change them") && !page.text.contains(">Change</a>"));
    assert!(!page.text.contains(">History</a>"), "she does not read the log");
    let one = rita.get("/preferences/audit_users").await;
    assert!(!one.0.text.contains("name=\"do\""));
    let token = one.all("name=\"form_token\" value=\"", "\"").remove(0);
    let form = format!("form_token={token}&do=set&version=x&value=false&confirm=1");
    assert_eq!(rita.post("/preferences/audit_users", &form).await.status(), 403);
    let leo = Browser::signed_in(&server, "leo").await;
    assert_eq!(leo.get("/preferences").await.0.status, 403);
    assert_eq!(leo.get("/preferences/audit_users").await.0.status, 403);
}

#[tokio::test]
async fn preferences_are_found_by_name_machine_name_and_what_they_do() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let found = async |q: &str| {
        let page = browser.get(&format!("/preferences?q={q}")).await;
        page.all("<code class=\"code hint\">", "</code>")
    };
    assert_eq!(found("audit_users").await, ["audit_users"]);
    assert_eq!(found("audit+us").await, ["audit_users"]);
    assert_eq!(found("PASSWORD").await, ["password_length_min", "second_factor"]);
    assert_eq!(found("off+hours").await, ["working_hours_begin"]);
    assert_eq!(found("").await.len(), annals_model::Preference::ALL.len());
    let none = browser.get("/preferences?q=%3Cb%3Ecolour").await.0.text;
    assert!(none.contains("No preference is called “&lt;b&gt;colour”."), "{none}");
}

#[tokio::test]
async fn the_history_has_the_entries_of_the_preference() {
    let (server, key) = north().await;
    set(&server, &key, "north", "session_idle", json!({ "value": 60 })).await;
    set(&server, &key, "north", "session_age", json!({ "value": 24 })).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/preferences/session_idle").await;
    let links = page.all("class=\"button quiet\" href=\"", "\"");
    let history = links.iter().find(|href| href.contains("q=")).unwrap();
    assert_eq!(browser.get(history).await.total(), 1);
    // What n1 changes is told in its own log, which is not the one that the way leads to.
    let other = browser.get("/preferences/session_idle?organization=n1").await;
    assert!(!other.0.text.contains(">History</a>"));
}

#[tokio::test]
async fn a_form_of_elsewhere_changes_nothing() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let path = "/preferences/audit_users";
    let form = "form_token=x&do=set&version=x&value=false&confirm=1";
    assert_eq!(browser.post(path, form).await.status(), 403);
    let token = browser.form_token().await;
    for form in ["do=set", "version=x&value=false", ""] {
        let sent = browser.post(path, &format!("form_token={token}&{form}")).await;
        assert_eq!(sent.status(), 400, "{form}");
    }
    assert_eq!(value(&server, &key, "north", "audit_users").await, json!(true));
}
