//! Saved and ready views over real HTTP: what they keep, who sees them, what is told of them.

use annals_desk::{NewView, SHARED_VIEWS_MAX, USER_VIEWS_MAX};
use annals_model::Permission;
use reqwest::Response;
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, Page, north};
use crate::support::{Answer, READS, TestServer, event};

const STATE: &str = "?q=refund&range=7d&source=Office+Portal&sort=user&columns=ip,action";

fn location(response: &Response) -> String {
    response.headers()["location"].to_str().unwrap().to_owned()
}

impl Browser<'_> {
    /// Sends a form with its token.
    async fn send(&self, path: &str, form: &str) -> Response {
        let token = self.form_token().await;
        self.post(path, &format!("form_token={token}&{form}")).await
    }

    /// Saves a view; its id.
    async fn save(&self, state: &str, form: &str) -> String {
        let saved = self.send(&format!("/views{state}"), form).await;
        assert_eq!(saved.status(), 303);
        location(&saved).rsplit_once("view=").unwrap().1.to_owned()
    }

    /// The names in the menu of views, without the ready ones.
    async fn menu(&self) -> Vec<String> {
        let page = self.get("/").await;
        let lists = page.all("<div class=\"views-body\">", ">Ready to use<").remove(0);
        lists.split("<bdi>").skip(1).map(|part| part.split('<').next().unwrap().into()).collect()
    }
}

impl Page {
    fn heading(&self) -> String {
        let inside = self.0.text.split("<h1").nth(1).unwrap().split("</h1>").next().unwrap();
        let text = inside.split('>').skip(1).map(|part| part.split('<').next().unwrap());
        text.collect::<String>().trim().to_owned()
    }
}

/// What is told of views, the earliest first.
async fn told(server: &TestServer, key: &str) -> Vec<Value> {
    let page = server.get("/v1/events?q=action:annals.view.*&order=date", key).await;
    let tell = |entry: &Value| {
        let changes = entry["changes"].as_array().unwrap();
        let changes = changes.iter().map(|c| json!([c["property"], c["old"], c["new"]]));
        let record = &entry["records"][0];
        json!([
            entry["label"],
            entry["actor"]["username"],
            record["name"],
            record["change"],
            changes.collect::<Vec<_>>()
        ])
    };
    page.body["entries"].as_array().unwrap().iter().map(tell).collect()
}

#[tokio::test]
async fn a_view_keeps_its_search_until_it_is_changed_and_all_is_told() {
    let (server, key) = north().await;
    let ada = Browser::signed_in(&server, "ada").await;
    // The page and the view before don't belong to what is kept.
    let id = ada.save(&format!("{STATE}&view=exports&next=x"), "name=+Refunds+").await;
    let href = format!("/{STATE}&view={id}");
    let opened = ada.get(&format!("/views/{id}")).await;
    assert_eq!((opened.0.status, opened.0.header("location")), (303, &*href));
    let page = ada.get(&href).await;
    assert_eq!((page.0.status, &*page.heading()), (200, "Refunds"));
    assert!(!page.0.text.contains("Save changes"));
    assert_eq!(ada.menu().await, ["Refunds"]);

    // Filters stay within the view, which then differs, and can be kept or left.
    let narrowed = href.replace("range=7d&", "");
    let page = ada.get(&narrowed).await;
    assert_eq!(page.heading(), "Refunds changed");
    let action = page.all("<form method=\"post\" action=\"", "\"");
    let action = action.iter().find(|action| action.contains("/search")).unwrap();
    assert_eq!(location(&ada.send(action, "").await), narrowed);
    assert_eq!(ada.get(&narrowed).await.heading(), "Refunds");
    assert_eq!(ada.get(&href).await.heading(), "Refunds changed");

    let path = format!("/views/{id}");
    let edit = format!("{path}/edit");
    let renamed = ada.send(&edit, "name=Money+back&shared=1").await;
    assert_eq!(location(&renamed), "/views?notice=changed");
    let list = ada.get("/views?notice=changed").await;
    assert!(list.0.text.contains("The view was changed.") && list.0.text.contains("Money back"));
    // The same once more changes nothing and is not told.
    ada.send(&edit, "name=Money+back&shared=1").await;
    let edit = ada.get(&edit).await;
    assert!(edit.0.text.contains("and for everyone"), "who deletes is told that others lose it");
    let deleted = ada.send(&format!("{path}/delete"), "").await;
    assert_eq!(location(&deleted), "/views?notice=deleted");
    assert_eq!(ada.get(&path).await.0.status, 404);
    assert_eq!(ada.menu().await, Vec::<String>::new());

    let kept = narrowed.trim_start_matches('/').split("&view").next().unwrap();
    let expected = json!([
        [
            "Saved View",
            "ada",
            "Refunds",
            "add",
            [["name", null, "Refunds"], ["search", null, STATE]]
        ],
        ["Changed View", "ada", "Refunds", "change", [["search", STATE, kept]]],
        [
            "Changed View",
            "ada",
            "Money back",
            "change",
            [["name", "Refunds", "Money back"], ["shared", "false", "true"]]
        ],
        [
            "Deleted View",
            "ada",
            "Money back",
            "delete",
            [["search", kept, null], ["shared", "true", null]]
        ],
    ]);
    assert_eq!(json!(told(&server, &key).await), expected);
}

#[tokio::test]
async fn private_views_are_nobody_elses() {
    let (server, key) = north().await;
    server.user("north", "boss", PASSWORD).await;
    server.user("south", "sue", PASSWORD).await;
    server.user("state", "above", PASSWORD).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let id = ada.save("?q=who:boss", "name=Watch+the+boss").await;
    for username in ["boss", "sue", "above"] {
        let other = Browser::signed_in(&server, username).await;
        check_hidden(&other, &id).await;
        check_hidden(&other, "0000000000000000").await;
    }
    assert_eq!(told(&server, &key).await.len(), 1, "nothing was changed");
    assert_eq!(ada.menu().await, ["Watch the boss"]);
}

/// No answer about the view differs from one about a view that isn't there.
async fn check_hidden(other: &Browser<'_>, id: &str) {
    for path in [format!("/views/{id}"), format!("/views/{id}/edit")] {
        let page = other.get(&path).await;
        assert_eq!(page.0.status, 404, "{path}");
        assert!(!page.0.text.contains("Watch"), "{path}");
    }
    for path in ["/edit", "/search?q=mine", "/delete"] {
        let path = format!("/views/{id}{path}");
        assert_eq!(other.send(&path, "name=Mine").await.status(), 404, "{path}");
    }
    let page = other.get(&format!("/?q=x&view={id}")).await;
    assert_eq!((page.0.status, &*page.heading()), (200, "Audit Log"));
    assert!(page.0.text.contains("is not shared with you"));
    assert!(!page.0.text.contains("Watch"));
    assert_eq!(other.menu().await, Vec::<String>::new());
    assert!(!other.get("/views").await.0.text.contains("Watch"));
}

#[tokio::test]
async fn shared_views_are_of_the_organisation_and_changed_by_maker_and_administrators() {
    let (server, _) = north().await;
    server.user_who_may("north", "rita", &READS).await;
    server.user_who_may("north", "bob", &READS).await;
    server.user("south", "sue", PASSWORD).await;
    server.user("n1", "below", PASSWORD).await;
    let rita = Browser::signed_in(&server, "rita").await;
    let id = rita.save("?q=type:delete", "name=Gone&shared=1").await;
    let path = format!("/views/{id}");

    let bob = Browser::signed_in(&server, "bob").await;
    assert_eq!(bob.menu().await, ["Gone", "by rita in person"]);
    let page = bob.get(&format!("/?q=other&view={id}")).await;
    assert_eq!(page.heading(), "Gone changed");
    assert!(page.0.text.contains("Undo changes") && !page.0.text.contains("Save changes"));
    assert_eq!(bob.get(&format!("{path}/edit")).await.0.status, 404);
    for (sub, form) in [("/edit", "name=Bobs"), ("/search?q=x", ""), ("/delete", "")] {
        assert_eq!(bob.send(&format!("{path}{sub}"), form).await.status(), 404, "{sub}");
    }
    for username in ["sue", "below"] {
        let other = Browser::signed_in(&server, username).await;
        assert_eq!(other.get(&path).await.0.status, 404, "{username}");
        assert_eq!(other.send(&format!("{path}/delete"), "").await.status(), 404, "{username}");
        assert_eq!(other.menu().await, Vec::<String>::new(), "{username}");
    }

    // Ada administers the organisation. What she shares no longer is its maker's again.
    let ada = Browser::signed_in(&server, "ada").await;
    assert_eq!(ada.send(&format!("{path}/search?q=type:delete+x"), "").await.status(), 303);
    assert_eq!(ada.send(&format!("{path}/edit"), "name=Gone+for+good").await.status(), 303);
    assert_eq!(ada.get(&path).await.0.status, 404);
    assert_eq!(rita.menu().await, ["Gone for good"]);
    let kept = rita.get(&path).await;
    assert_eq!(kept.0.header("location"), format!("/?q=type:delete+x&view={id}"));
}

#[tokio::test]
async fn a_view_needs_a_name_room_the_permission_and_the_forms_token() {
    let (server, _) = north().await;
    let ada = Browser::signed_in(&server, "ada").await;
    ada.save("?q=a", "name=Refunds").await;
    let (long, longer) = ("x".repeat(81), "x".repeat(201));
    for (name, why) in [
        ("", "has 1 to 80 characters"),
        ("+", "has 1 to 80 characters"),
        (&*long, "has 1 to 80 characters"),
        (&*longer, "has 1 to 80 characters"),
        ("a%00b", "a character that can’t be seen, <bdi class=\"code\" dir=\"ltr\">U+0000"),
        ("REFUNDS", "There is a view called “<bdi>REFUNDS</bdi>” already"),
    ] {
        let answer = ada.send("/views?q=b&range=7d", &format!("name={name}&shared=1")).await;
        let page = Page(Answer::of(answer).await);
        let status = if name == "REFUNDS" { 409 } else { 422 };
        assert_eq!(page.0.status, status, "{name}");
        assert!(page.0.text.contains(why), "{name}: {}", page.0.text);
        // What was asked for is still there to be asked for again.
        assert!(page.0.text.contains("action=\"/views?q=b&amp;range=7d\""), "{name}");
        assert!(page.0.text.contains("value=\"1\" checked"), "{name}");
    }
    ada.save("?q=a", &format!("name={}", "%C3%A4".repeat(80))).await;
    let id = ada.save("?q=c", "name=Other").await;
    let taken = ada.send(&format!("/views/{id}/edit"), "name=refunds").await;
    assert_eq!(taken.status(), 409);
    let unsent = ada.post("/views?q=a", "name=Forged").await;
    assert_eq!(unsent.status(), 403);
    assert!(!ada.menu().await.contains(&"Forged".to_owned()));
    // Two people may call theirs the same.
    server.user("north", "bob", PASSWORD).await;
    Browser::signed_in(&server, "bob").await.save("?q=a", "name=Refunds").await;

    server.user_who_may("north", "writer", &[Permission::WriteEvents]).await;
    let writer = Browser::signed_in(&server, "writer").await;
    for path in ["/views", "/views/deletions", "/views/last-day", "/views/bulk-operations"] {
        assert_eq!(writer.get(path).await.0.status, 403, "{path}");
    }
    let forms = [
        "/views?q=a".to_owned(),
        format!("/views/{id}/edit"),
        format!("/views/{id}/search?q=a"),
        format!("/views/{id}/delete"),
    ];
    for path in forms {
        assert_eq!(writer.send(&path, "name=Mine").await.status(), 403, "{path}");
    }
    // Who has to sign in on the way is asked again.
    let page = server.get("/views?q=a", "").await;
    assert_eq!((page.status, page.header("location")), (303, "/sign-in?next=/views%3Fq%3Da"));
    assert!(ada.get("/views?q=a").await.0.text.contains("action=\"/views?q=a\""));
    assert_eq!(
        ada.get(&format!("/views/{id}/search?q=z")).await.0.header("location"),
        format!("/?q=z&view={id}")
    );
}

#[tokio::test]
async fn there_is_a_last_view_for_users_and_organisations() {
    let (server, _) = north().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let save = async |by: annals_model::Principal, name: String, is_shared| {
        let new = NewView { name, search: "?q=a".to_owned(), is_shared };
        server.desk.save_view(&by, new).await
    };
    let someone = |id: &str| {
        let home = server.ordinal("north");
        annals_model::Principal { id: id.to_owned(), home, ..server.desk.operator() }
    };
    for i in 0..USER_VIEWS_MAX {
        save(someone("one"), format!("{i}"), true).await.unwrap();
        save(someone("two"), format!("{i}"), i + USER_VIEWS_MAX < SHARED_VIEWS_MAX).await.unwrap();
    }
    let full = save(someone("one"), "more".to_owned(), false).await.unwrap_err().to_string();
    assert!(full.starts_with("you have 100 views"), "{full}");
    let refused = ada.send("/views?q=a", "name=more&shared=1").await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().await.unwrap().contains("200 views are shared here"));
    let id = ada.save("?q=a", "name=mine").await;
    let refused = ada.send(&format!("/views/{id}/edit"), "name=mine&shared=1").await;
    assert_eq!(refused.status(), 409);
    // All of them are listed on their page, the first few in the menu.
    let list = ada.get("/views").await;
    assert_eq!(list.all("<a href=\"/views/", "\"").len(), 201 + 7);
    assert_eq!(ada.menu().await.len(), 1 + 8);
}

#[tokio::test]
async fn ready_views_find_what_they_say() {
    let (server, key) = north().await;
    let mut events = Vec::new();
    let mut add = |id: &str, action: &str, more: Value| {
        let mut event = event(id, action);
        event.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        // A Tuesday at noon.
        event["occurred_at"] = json!("2026-11-17T12:00:00Z");
        if let Some(at) = more.get("occurred_at") {
            event["occurred_at"] = at.clone();
        }
        events.push(event);
    };
    add("in", "user.login", json!({}));
    add("fail-1", "user.login_failed", json!({}));
    add("fail-2", "portal.sign_in", json!({ "outcome": "denied" }));
    add("fail-3", "session.signin", json!({ "outcome": "failure", "type": "access" }));
    add("fail-not", "payment.created", json!({ "outcome": "failure" }));
    add("right-1", "tool_rights.granted", json!({ "area": "UserToolRights" }));
    add("right-2", "preference.changed", json!({ "area": "Preference" }));
    add("gone", "charge.voided", json!({ "type": "delete" }));
    add("out", "contact.exported", json!({ "type": "access" }));
    add("late", "payment.updated", json!({ "occurred_at": "2026-11-17T22:00:00Z" }));
    add("weekend", "payment.updated", json!({ "occurred_at": "2026-11-15T12:00:00Z" }));
    server.send(&key, &events).await;

    let ada = Browser::signed_in(&server, "ada").await;
    for (id, name, expected) in [
        ("failed-sign-ins", "Failed sign-ins", &["fail-1", "fail-2", "fail-3"][..]),
        ("permission-changes", "Permission changes", &["right-1", "right-2"]),
        ("deletions", "Deletions", &["gone"]),
        ("exports", "Exports", &["out"]),
        ("off-hours", "Off hours", &["late", "weekend"]),
    ] {
        let opened = ada.get(&format!("/views/{id}")).await;
        assert_eq!(opened.0.status, 303, "{id}");
        let href = opened.0.header("location").to_owned();
        let page = ada.get(&href).await;
        assert_eq!((page.0.status, &*page.heading()), (200, name));
        let numbers = page.rows();
        for (number, event) in server.get("/v1/events?limit=1000", &key).await.body["entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| (entry["number"].as_u64().unwrap(), entry["id"].as_str().unwrap()))
            .filter(|(_, id)| events.iter().any(|event| event["id"] == *id))
        {
            assert_eq!(numbers.contains(&number), expected.contains(&event), "{id}: {event}");
        }
        let other = ada.get(&href.replace("/?", "/?source=Kiosk&")).await;
        assert_eq!(other.heading(), format!("{name} changed"));
        assert_eq!(ada.get(&format!("/views/{id}/edit")).await.0.status, 404, "{id}");
    }
    // What Annals tells of itself: ada was given her rights.
    let rights = ada.get("/views/permission-changes").await.0.header("location").to_owned();
    assert!(ada.get(&rights).await.0.text.contains("Created User"));
}

#[tokio::test]
async fn a_last_day_is_that_of_the_newest_entry_in_the_organisations_zone() {
    let (server, key) = north().await;
    server.set_zone("north", "America/Chicago").await;
    let by = |id: &str, actor: Value, at: &str| {
        let mut event = event(id, "charge.deleted");
        (event["actor"], event["occurred_at"]) = (actor, json!(at));
        event
    };
    let bo = json!({ "name": "Bo Smith", "username": "bsmith" });
    server
        .send(
            &key,
            &[
                by("1", bo.clone(), "2026-10-02T15:00:00Z"),
                by("2", bo.clone(), "2026-10-03T14:00:00Z"),
                // In Chicago it is still the third.
                by("3", bo, "2026-10-04T03:00:00Z"),
                by("4", json!({ "name": "Ana Smith" }), "2026-10-05T15:00:00Z"),
            ],
        )
        .await;
    let foreign = server.admin("south").await;
    let secret = json!({ "name": "Zed Foreigner" });
    server.send(&foreign, &[by("5", secret, "2026-10-05T15:00:00Z")]).await;

    let ada = Browser::signed_in(&server, "ada").await;
    let day = "/?from=2026-10-03&to=2026-10-03&user=bsmith&access=shown&view=last-day";
    for person in ["bsmith", "Bo+Smith", "bo"] {
        let opened = ada.get(&format!("/views/last-day?person={person}")).await;
        assert_eq!((opened.0.status, opened.0.header("location")), (303, day), "{person}");
    }
    let page = ada.get(day).await;
    assert_eq!((&*page.heading(), page.total()), ("A person’s last day", 2));
    let several = ada.get("/views/last-day?person=smith").await;
    assert_eq!(several.0.status, 404);
    let links = several.all("<a href=\"/views/last-day?person=", "\"");
    assert_eq!(links, ["bsmith", "Ana+Smith"]);
    for person in ["nobody", "Zed+Foreigner", "%22", "%5C", "a%22+OR+*"] {
        let none = ada.get(&format!("/views/last-day?person={person}")).await;
        assert_eq!(none.0.status, 404, "{person}");
        assert!(none.0.text.contains("No entry in this log is by this person"), "{person}");
    }
    let asks = ada.get("/views/last-day").await;
    assert_eq!(asks.0.status, 200);
    let offered = asks.all("<option value=\"", "\"");
    assert!(offered.contains(&"bsmith".to_owned()), "{offered:?}");
    assert!(!asks.0.text.contains("Foreigner"));
    // Looking someone up is looking at the log.
    let path = "/v1/events?q=action:annals.log.viewed+actor:ada&order=date&limit=2";
    let told = server.get(path, &key).await.body;
    assert_eq!(told["entries"][0]["details"], json!({ "users": ["bsmith"] }));
}

#[tokio::test]
async fn bulk_operations_have_twenty_entries_or_records() {
    let (server, key) = north().await;
    let of = |operation: &str, number: usize, records: usize| {
        let mut event = event(&format!("{operation}-{number}"), "student.updated");
        event["correlation_id"] = json!(operation);
        let record = |i: usize| json!({ "type": "student", "id": format!("{number}-{i}") });
        event["records"] = (0..records).map(record).collect();
        event
    };
    let mut events: Vec<Value> = (0..20).map(|i| of("many entries", i, 0)).collect();
    events.extend((0..19).map(|i| of("few", i, 1)));
    events.extend([of("many-records", 0, 12), of("many-records", 1, 8)]);
    server.send(&key, &events).await;
    let foreign = server.admin("south").await;
    server.send(&foreign, &(0..30).map(|i| of("foreign", i, 1)).collect::<Vec<_>>()).await;

    let ada = Browser::signed_in(&server, "ada").await;
    let page = ada.get("/views/bulk-operations").await;
    assert_eq!((page.0.status, &*page.heading()), (200, "Bulk operations"));
    let links = page.all("<th scope=\"row\"><a href=\"", "\"");
    assert_eq!(
        links,
        [
            "/?q=correlation:%22many+entries%22&access=shown",
            "/?q=correlation:many-records&access=shown",
        ]
    );
    assert_eq!(page.all("data-label=\"Entries\">", "<"), ["20", "2"]);
    assert_eq!(page.all("data-label=\"Records\">", "<"), ["0", "20"]);
    assert_eq!(ada.get(&links[0]).await.total(), 20);
    assert!(!page.0.text.contains("Look further back"));
    let before = ada.get("/views/bulk-operations?before=2026-01-01T00:00:00Z/7").await;
    assert!(before.0.text.contains("None among these entries"));
    assert_eq!(ada.get("/views/bulk-operations?before=yesterday").await.0.status, 400);
}

#[tokio::test]
async fn looking_further_back_leaves_no_operation_out() {
    let (server, key) = north().await;
    // All of one millisecond, more than one page looks through.
    let of = |i: usize| {
        let mut event = event(&format!("e{i}"), "student.updated");
        event["correlation_id"] = json!(format!("c{:02}", i / 125));
        event
    };
    for from in (0..6_000).step_by(1_000) {
        server.send(&key, &(from..from + 1_000).map(of).collect::<Vec<_>>()).await;
    }
    let ada = Browser::signed_in(&server, "ada").await;
    let first = ada.get("/views/bulk-operations").await;
    let mut links = first.all("class=\"button\" href=\"", "\"").into_iter();
    let further = links.find(|href| href.contains("before=")).unwrap();
    let second = ada.get(&further).await;
    let mut seen: Vec<String> =
        [&first, &second].into_iter().flat_map(|page| page.all("/?q=correlation:", "&")).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 48);
}
