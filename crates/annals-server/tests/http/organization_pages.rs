//! Organisations on pages, without script.

use annals_model::Permission;
use serde_json::json;

use crate::browser::{Browser, PASSWORD, north};
use crate::preferences::set;
use crate::support::{Answer, TestServer};

/// Sends the form of an organisation's page as it is there, with what a person typed.
async fn send(browser: &Browser<'_>, id: &str, does: &str, typed: &str) -> Answer {
    let path = format!("/organizations/{id}");
    let page = browser.get(&path).await;
    let seen = |name: &str| {
        let found = page.all(&format!("name=\"seen_{name}\" value=\""), "\"");
        found.into_iter().next().unwrap_or_default().replace(' ', "+")
    };
    let token = browser.form_token().await;
    let form = format!(
        "form_token={token}&do={does}&seen_name={}&seen_time_zone={}&seen_parent={}&{typed}",
        seen("name"),
        seen("time_zone"),
        seen("parent"),
    );
    Answer::of(browser.post(&path, &form).await).await
}

async fn create(browser: &Browser<'_>, typed: &str) -> Answer {
    let token = browser.form_token().await;
    let form = format!("form_token={token}&{typed}");
    Answer::of(browser.post("/organizations/-new", &form).await).await
}

/// The state's administrator, and an entry's changes by its action.
async fn state() -> (TestServer, String) {
    let server = TestServer::start().await;
    server.user("state", "stella", PASSWORD).await;
    let key = server.admin("state").await;
    (server, key)
}

async fn told(server: &TestServer, key: &str, place: &str, action: &str) -> serde_json::Value {
    let path = format!("/v1/events?organization={place}&q=action:annals.organization.{action}");
    server.get(&path, key).await.body["entries"][0].clone()
}

#[tokio::test]
async fn the_tree_is_seen_from_ones_own_organisation_on() {
    let (server, _) = north().await;
    server.organization("lincoln", "n1").await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/organizations").await;
    let listed = page.all("<a href=\"/organizations/", "\"");
    assert_eq!(listed, ["-new", "north", "n1", "lincoln"].map(str::to_owned)[1..]);
    assert!(page.0.text.contains("3 organisations"), "{}", page.0.text);
    let list = page.0.text.split("organization-list").nth(1).unwrap();
    for (level, id) in [("0", "north"), ("1", "n1"), ("2", "lincoln")] {
        let item = list.split("<li class=\"level-").find(|item| item.starts_with(level)).unwrap();
        assert!(item.contains(&format!("/organizations/{id}\"")), "{item}");
    }
    let found = browser.get("/organizations?q=linc").await;
    assert_eq!(found.all("<a href=\"/organizations/", "\""), ["lincoln"]);
    assert!(found.0.text.contains("in <bdi>N1</bdi>"), "{}", found.0.text);
    let none = browser.get("/organizations?q=%3Cb%3E").await.0.text;
    assert!(none.contains("No organisation is called <bdi>&lt;b&gt;</bdi>."), "{none}");
    // What lies above and beside is as what there is not.
    let nowhere = browser.get("/organizations/nowhere").await.0;
    assert_eq!(nowhere.status, 404);
    for id in ["state", "south", "installation"] {
        let answer = browser.get(&format!("/organizations/{id}")).await.0;
        assert_eq!(answer.status, 404);
        assert!(!answer.text.contains(&id.to_uppercase()), "{id}");
        let sent = send(&browser, id, "change", "name=Mine&time_zone=UTC").await;
        assert_eq!(sent.status, 404, "{id}");
    }
    // Nor does one's own say what lies above it.
    let own = browser.get("/organizations/north").await.0.text;
    assert!(!own.contains("STATE") && !own.contains("id=\"move\""), "{own}");
    assert!(!own.contains("id=\"close\""), "{own}");
}

#[tokio::test]
async fn name_and_zone_are_changed_and_nobody_undoes_what_they_did_not_see() {
    let (server, key) = state().await;
    let browser = Browser::signed_in(&server, "stella").await;
    let sent = send(&browser, "north", "change", "name=North+Side&time_zone=America/Chicago").await;
    assert_eq!((sent.status, sent.header("location")), (303, "/organizations/north?done=change"));
    let done = browser.get("/organizations/north?done=change").await.0.text;
    assert!(done.contains("North Side") && done.contains("The organisation was changed."));
    let told = told(&server, &key, "north", "updated").await;
    assert_eq!(
        told["changes"],
        json!([{ "property": "name", "old": "NORTH", "new": "North Side" }])
    );
    let path = "/v1/events?organization=north&q=action:annals.preference.changed";
    let told = server.get(path, &key).await.body["entries"][0].clone();
    assert_eq!((&told["area"], &told["type"]), (&json!("Preference"), &json!("change")));
    assert_eq!(
        told["changes"],
        json!([{ "property": "Value", "old": "UTC", "new": "America/Chicago" }])
    );
    let token = browser.form_token().await;
    let old = "seen_name=NORTH&seen_time_zone=UTC&seen_parent=state";
    let form = format!("form_token={token}&do=change&{old}&name=Mine&time_zone=UTC");
    let late = Answer::of(browser.post("/organizations/north", &form).await).await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains("Someone changed this organisation meanwhile"), "{}", late.text);
    assert!(late.text.contains("value=\"Mine\""), "what was typed is kept");
    for (typed, words) in [
        ("name=+&time_zone=UTC", "has 1 to 200 characters"),
        ("name=North&time_zone=Mars", "There is no time zone"),
        ("name=a%00b&time_zone=UTC", "that can’t be seen"),
    ] {
        let refused = send(&browser, "north", "change", typed).await;
        assert_eq!(refused.status, 422, "{typed}");
        assert!(refused.text.contains(words), "{typed}: {}", refused.text);
    }
    let wrong = send(&browser, "north", "explode", "name=x").await;
    assert_eq!(wrong.status, 400, "{}", wrong.text);
}

#[tokio::test]
async fn an_organisation_is_moved_among_those_one_manages() {
    let (server, key) = state().await;
    let browser = Browser::signed_in(&server, "stella").await;
    for (parent, status, words) in [
        ("installation", 422, "There is no organisation <bdi"),
        ("nowhere", 422, "There is no organisation <bdi"),
        ("n1", 409, "An organisation can’t lie below itself."),
    ] {
        let refused = send(&browser, "north", "move", &format!("parent={parent}")).await;
        assert_eq!(refused.status, status, "{parent}");
        assert!(refused.text.contains(words), "{parent}: {}", refused.text);
        assert!(refused.text.contains(&format!("value=\"{parent}\"")), "{parent} is kept");
    }
    let moved = send(&browser, "n1", "move", "parent=south").await;
    assert_eq!((moved.status, moved.header("location")), (303, "/organizations/n1?done=move"));
    let page = browser.get("/organizations/n1").await.0.text;
    assert!(page.contains("<a href=\"/organizations/south\"><bdi>SOUTH</bdi>"), "{page}");
    let told = told(&server, &key, "state", "moved").await;
    assert_eq!(told["changes"], json!([{ "property": "parent", "old": "north", "new": "south" }]));
}

#[tokio::test]
async fn closing_is_confirmed_and_can_be_undone() {
    let (server, key) = state().await;
    server.user("n1", "nora", PASSWORD).await;
    let nora = Browser::signed_in(&server, "nora").await;
    let browser = Browser::signed_in(&server, "stella").await;
    let hasty = send(&browser, "north", "close", "").await;
    assert_eq!(hasty.status, 422);
    assert!(hasty.text.contains("Tick the box to close it."), "{}", hasty.text);
    assert_eq!(nora.get("/").await.0.status, 200);
    let closed = send(&browser, "north", "close", "confirm=1").await;
    assert_eq!(closed.status, 303, "{}", closed.text);
    assert_eq!(nora.get("/").await.0.header("location"), "/sign-in");
    let page = browser.get("/organizations").await.0.text;
    let list = page.split("organization-list").nth(1).unwrap();
    assert_eq!(list.matches(">Closed</span>").count(), 1);
    assert_eq!(list.matches(">Closed above</span>").count(), 1);
    let critical = told(&server, &key, "north", "closed").await;
    assert_eq!(critical["critical"], true);
    let reopened = send(&browser, "north", "reopen", "").await;
    assert_eq!(reopened.status, 303);
    assert!(!browser.get("/organizations").await.0.text.contains(">Closed"));
}

#[tokio::test]
async fn one_is_created_below_another() {
    let (server, _) = state().await;
    let browser = Browser::signed_in(&server, "stella").await;
    let form = browser.get("/organizations/-new?parent=north").await;
    let parent = "name=\"parent\" type=\"text\" required maxlength=\"64\"";
    assert!(form.0.text.contains(parent), "{}", form.0.text);
    assert!(form.0.text.contains("value=\"north\""));
    for (typed, status, words) in [
        ("id=No+Name&name=X&parent=north&time_zone=UTC", 422, "An id has up to 64 characters"),
        ("id=south&name=X&parent=north&time_zone=UTC", 409, "is taken. Choose another one"),
        ("id=x&name=X&parent=nowhere&time_zone=UTC", 422, "There is no organisation"),
        ("id=x&name=X&parent=installation&time_zone=UTC", 422, "There is no organisation"),
    ] {
        let refused = create(&browser, typed).await;
        assert_eq!(refused.status, status, "{typed}: {}", refused.text);
        assert!(refused.text.contains(words), "{typed}: {}", refused.text);
        assert!(refused.text.contains("value=\"X\""), "what was typed is kept");
    }
    // Left empty, the zone is that of the one above.
    let created = create(&browser, "id=adams&name=Adams&parent=north&time_zone=").await;
    assert_eq!(created.status, 303, "{}", created.text);
    server.set_zone("north", "America/Chicago").await;
    assert!(browser.get("/organizations/adams").await.0.text.contains("America/Chicago"));
    let typed = "id=washington&name=Washington+School&parent=north&time_zone=America/Denver";
    let created = create(&browser, typed).await;
    let location = "/organizations/washington?done=created";
    assert_eq!((created.status, created.header("location")), (303, location));
    let page = browser.get(location).await.0.text;
    assert!(page.contains("The organisation was created.") && page.contains("America/Denver"));
    // Of two children, by name.
    assert!(browser.get("/organizations/north").await.0.text.contains("Washington School"));
}

#[tokio::test]
async fn a_zone_is_offered_to_who_may_change_it() {
    let (server, key) = state().await;
    let rights = [Permission::ReadOrganizations, Permission::ManageOrganizations];
    server.user_who_may("state", "rita", &rights).await;
    let rita = Browser::signed_in(&server, "rita").await;
    let page = rita.get("/organizations/north").await.0.text;
    assert!(page.contains("Change the name") && !page.contains("name=\"time_zone\""), "{page}");
    assert_eq!(send(&rita, "north", "change", "name=N&time_zone=Asia/Tokyo").await.status, 403);
    assert_eq!(send(&rita, "north", "change", "name=North+Side").await.status, 303);
    // Nor is it offered where one above has locked it; a new one below can't be given another.
    let stella = Browser::signed_in(&server, "stella").await;
    assert!(stella.get("/organizations/north").await.0.text.contains("name=\"time_zone\""));
    let lock = json!({ "value": "America/Chicago", "locked": true });
    set(&server, &key, "state", "time_zone", lock).await;
    let page = stella.get("/organizations/north").await.0.text;
    assert!(!page.contains("name=\"time_zone\"") && page.contains("America/Chicago"), "{page}");
    for sent in [
        send(&stella, "north", "change", "name=N&time_zone=Asia/Tokyo").await,
        create(&stella, "id=x&name=X&parent=north&time_zone=Asia/Tokyo").await,
    ] {
        assert_eq!(sent.status, 409, "{}", sent.text);
        assert!(sent.text.contains("An organisation above has locked the time zone."));
    }
}

#[tokio::test]
async fn who_may_not_manage_reads_and_who_may_not_read_does_not() {
    let (server, _) = state().await;
    server.user_who_may("state", "rita", &[Permission::ReadOrganizations]).await;
    server.user_who_may("state", "leo", &[Permission::ReadEvents]).await;
    let rita = Browser::signed_in(&server, "rita").await;
    let list = rita.get("/organizations").await.0;
    assert_eq!(list.status, 200);
    assert!(!list.text.contains("/organizations/-new") && !list.text.contains("Audit Log of"));
    let one = rita.get("/organizations/north").await;
    assert!(!one.0.text.contains("name=\"do\""), "{}", one.0.text);
    assert_eq!(rita.get("/organizations/-new").await.0.status, 403);
    let token = one.all("name=\"form_token\" value=\"", "\"").remove(0);
    let seen = "seen_name=NORTH&seen_time_zone=UTC&seen_parent=state";
    let form = format!("form_token={token}&do=change&{seen}&name=Mine&time_zone=UTC");
    assert_eq!(rita.post("/organizations/north", &form).await.status(), 403);
    let new = "id=x&name=X&parent=north&time_zone=UTC";
    let form = format!("form_token={token}&{new}");
    assert_eq!(rita.post("/organizations/-new", &form).await.status(), 403);
    let leo = Browser::signed_in(&server, "leo").await;
    for path in ["/organizations", "/organizations/north", "/organizations/-new"] {
        assert_eq!(leo.get(path).await.0.status, 403, "{path}");
    }
    assert!(!leo.get("/").await.0.text.contains("href=\"/organizations\""));
}

#[tokio::test]
async fn of_very_many_the_search_finds_each() {
    let (server, _) = state().await;
    server.organizations("school", 400, "north").await;
    let browser = Browser::signed_in(&server, "stella").await;
    let page = browser.get("/organizations").await.0.text;
    assert!(page.contains("404 organisations") && page.contains("104 more are not listed"));
    let found = browser.get("/organizations?q=school-399").await;
    assert_eq!(found.all("<a href=\"/organizations/", "\""), ["school-399"]);
    let north = browser.get("/organizations/north").await.0.text;
    assert!(north.contains("and 301 more"), "{north}");
}
