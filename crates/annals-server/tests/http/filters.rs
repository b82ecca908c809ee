//! Filters of the log's page and completion of what is typed: what they offer, count and find.

use annals_model::Permission;
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, Page, north};
use crate::support::{TestServer, event};

/// An entry of each kind that filters tell apart; `name` is that of whom it affected.
fn varied(id: &str, action: &str, mut more: Value) -> Value {
    let mut event = event(id, action);
    event["actor"] = json!({ "name": "Maria Garcia", "username": "mgarcia" });
    event.as_object_mut().unwrap().append(more.as_object_mut().unwrap());
    event
}

fn events() -> Vec<Value> {
    let user = |id: &str, name: &str| json!([{ "type": "user", "id": id, "name": name }]);
    let alex = json!([{ "type": "student", "id": "17", "name": "Alex Smith" }]);
    let status = json!([{ "property": "status", "label": "Enrolment Status", "new": "late" }]);
    vec![
        varied("1", "charge.created", json!({ "records": alex, "source": "Office Portal" })),
        varied("2", "charge.deleted", json!({ "records": alex, "category": "Money" })),
        varied("3", "enrollment.updated", json!({ "changes": status, "records": alex })),
        varied(
            "4",
            "rights.granted",
            json!({ "area": "UserToolRights", "records": user("JDoe2610", "John Doe") }),
        ),
        varied(
            "5",
            "rights.removed",
            json!({ "area": "UserToolRights", "outcome": "denied",
            "records": user("bo", "Bo Smith") }),
        ),
        varied("6", "student.viewed", json!({ "records": alex })),
        varied("7", "login", json!({ "outcome": "failure" })),
        varied("8", "charge.deleted", json!({ "area": "Billing", "source": "Mobile App" })),
    ]
}

fn foreign() -> Value {
    json!({
        "id": "f", "action": "secret.hidden", "source": "Secret Portal", "category": "Secrecy",
        "area": "SecretArea", "actor": { "name": "Secretive Spy", "username": "secretspy" },
        "records": [{ "type": "secretrecord", "id": "secret-1", "name": "Secret Smith" }],
        "changes": [{ "property": "secretproperty", "old": "a", "new": "b" }],
    })
}

async fn server() -> TestServer {
    let (server, key) = north().await;
    server.send(&key, &events()).await;
    let south = server.admin("south").await;
    server.send(&south, &[foreign()]).await;
    server
}

impl Browser<'_> {
    async fn total(&self, search: &str) -> u64 {
        let page = self.get(&format!("/?{search}")).await;
        assert_eq!(page.0.status, 200, "{search}: {}", page.0.text);
        page.total()
    }

    /// What each option puts into the field.
    async fn completions(&self, query: &str) -> Vec<String> {
        let page = self.get(&format!("/complete?{query}")).await;
        assert_eq!(page.0.status, 200, "{query}: {}", page.0.text);
        assert!(!page.0.text.contains("<html"));
        page.all("data-insert=\"", "\"")
    }
}

#[tokio::test]
async fn each_filter_finds_its_entries_and_all_combine() {
    let server = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    for (search, total) in [
        ("category=Charge", 2),
        ("category=Money", 1),
        // An action of one category or any of another: one group.
        ("category=Money&action=enrollment.updated", 2),
        ("category=Charge&type=delete", 1),
        ("action=charge.deleted", 2),
        ("action=charge.deleted&source=Mobile+App", 1),
        ("area=UserToolRights", 2),
        ("area=UserToolRights&area=Billing", 3),
        ("area=UserToolRights&outcome=denied", 1),
        ("outcome=denied&outcome=failure", 2),
        ("type=add&user=mgarcia", 2),
        // Whoever chooses what is left out else, gets it.
        ("type=access&user=mgarcia", 1),
        ("object=Alex+Smith", 3),
        ("object=Alex+Smith&access=shown", 4),
        ("object=smi*", 4),
        ("object=JDoe2610", 1),
        ("object=john+doe", 1),
        ("object=student:17&category=Charge", 1),
        ("object=%26", 0),
        ("q=smith&object=bo&from=2020-01-01&to=today&outcome=denied&category=Rights", 1),
    ] {
        assert_eq!(ada.total(search).await, total, "{search}");
    }
    let page = ada.get("/?type=add&category=Money&area=Billing&object=x").await;
    for words in ["Search every type", "Search every action"] {
        // Only what finds something is suggested.
        assert!(!page.0.text.contains(words), "{words}");
    }
    let page = ada.get("/?type=add&category=Money").await;
    for words in ["Search every type", "Search every action"] {
        assert!(page.0.text.contains(words), "{words}");
    }
    assert!(ada.get("/?type=adds").await.0.text.contains("left out: type=adds"));
}

#[tokio::test]
async fn a_group_lists_so_many_values() {
    let (server, key) = north().await;
    let from = |n: usize| varied(&format!("{n}"), "login", json!({ "source": format!("S{n:03}") }));
    let ada = Browser::signed_in(&server, "ada").await;
    server.send(&key, &(0..198).map(from).collect::<Vec<_>>()).await;
    // Signing in is of the source Annals. What is chosen is listed besides.
    for (next, search, listed) in [(198, "", 200), (199, "", 200), (200, "source=x", 201)] {
        server.send(&key, &[from(next)]).await;
        let page = ada.get(&format!("/?{search}")).await;
        assert_eq!(page.all("id=\"source-", "\"").len(), listed, "{next}");
    }
}

#[tokio::test]
async fn every_count_is_what_its_link_finds() {
    let server = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    for sealed in [false, true] {
        if sealed {
            server.store.seal().await.unwrap();
        }
        for search in ["user=mgarcia", "user=mgarcia&category=Charge&type=delete&object=alex"] {
            let page = ada.get(&format!("/?{search}")).await;
            let facets = page.facets();
            assert!(facets.len() > 5, "{facets:?}");
            let own = format!("/?{search}");
            for (href, count) in facets {
                let found = ada.get(&href).await;
                // A link that takes a value back counts that value, not what is found then.
                match found.facets().iter().find(|(back, _)| *back == own) {
                    Some((_, again)) => assert_eq!(*again, count, "{href}"),
                    None => assert!(href.len() < own.len(), "{own} {href} {:?}", found.facets()),
                }
            }
        }
        let page = ada.get("/?user=mgarcia").await;
        let is_narrower = |href: &str| href.contains("user=mg") && !href.contains("&user=");
        for (href, count) in page.facets().iter().filter(|(href, _)| !href.contains("user=mg")) {
            assert_eq!((&**href, *count), ("/", 7), "only the chosen user leads back");
        }
        for (href, count) in page.facets().iter().filter(|(href, _)| is_narrower(href)) {
            assert_eq!(ada.get(href).await.total(), *count, "{href}");
        }
    }
}

#[tokio::test]
async fn actions_stand_under_their_categories_and_areas_with_both_names() {
    let server = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let text = ada.get("/?user=mgarcia").await.0.text;
    let group = |id: &str| {
        let group = text.split(&format!("<h2 id=\"{id}\">")).nth(1).unwrap();
        group.split("</section>").next().unwrap().to_owned()
    };
    let actions = group("actions");
    let rights = actions.split("category=Rights\"").nth(1).unwrap();
    let rights = rights.split("<li class=\"category\">").next().unwrap();
    assert!(rights.contains("Granted Rights") && rights.contains("Removed Rights"), "{rights}");
    assert!(!rights.contains("Deleted Charge"), "{rights}");
    let without = actions.split_once("Without category").unwrap().1;
    assert!(without.contains("action=login"), "{without}");
    let areas = group("areas");
    assert!(areas.contains("Tool Rights of Users") && areas.contains("UserToolRights"), "{areas}");
    // Only areas in which something happened.
    assert!(areas.contains("Billing") && !areas.contains("User Accounts"), "{areas}");
    let types = group("types");
    let places = ["Add", "Change", "Delete", "Access", "Other"].map(|one| {
        types.find(&format!("<bdi>{one}</bdi>")).unwrap_or_else(|| panic!("{one} in {types}"))
    });
    assert!(places.is_sorted(), "{types}");
}

#[tokio::test]
async fn fields_show_dates_as_they_teach_them_and_addresses_keep_them() {
    for (day_first, taught, from, to) in [
        (false, "11/20/2026 5:10 PM", "11/02/2026", "11/20/2026 5:10 PM"),
        (true, "20/11/2026 5:10 PM", "02/11/2026", "20/11/2026 5:10 PM"),
    ] {
        let server = TestServer::start_with(|_| {}, |config| config.month_first = !day_first).await;
        server.user("north", "ada", PASSWORD).await;
        let ada = Browser::signed_in(&server, "ada").await;
        let values = |page: &Page| {
            let field = |name| page.all(&format!("<input id=\"{name}\""), ">").remove(0);
            ["from", "to"].map(|name| {
                let field = field(name);
                assert!(field.contains(&format!("placeholder=\"{taught}\"")), "{field}");
                let (_, value) = field.split_once("value=\"").unwrap();
                value.split('"').next().unwrap().to_owned()
            })
        };
        assert_eq!(values(&ada.get("/").await), [String::new(), String::new()]);
        let kept = "/?q=x&from=2026-11-02&to=2026-11-20+17:10";
        assert_eq!(values(&ada.get(kept).await), [from, to]);
        // Sent as it is shown it is the same address again, and so the same view.
        let sent = format!("/?q=x&from={from}&to={to}").replace(' ', "+");
        let answer = ada.get(&sent).await.0;
        assert_eq!((answer.status, answer.header("location")), (303, kept), "{sent}");
        // What can't be understood stays, beside what is wrong with it.
        let wrong = ada.get("/?from=31/31/2026&to=yesterday").await;
        assert_eq!(values(&wrong), ["31/31/2026", "yesterday"]);
        assert!(wrong.0.text.contains("id=\"from-problem\""));
    }
}

#[tokio::test]
async fn a_record_that_much_happens_to_hides_no_other_from_completion() {
    let (server, key) = north().await;
    server.send(&key, &events()).await;
    let smith = |id: &str| json!([{ "type": "family", "id": "f-1", "name": id }]);
    let often = |n: usize| {
        varied(&format!("often-{n}"), "family.updated", json!({ "records": smith("Often Smith") }))
    };
    server.send(&key, &(0..250).map(often).collect::<Vec<_>>()).await;
    let ada = Browser::signed_in(&server, "ada").await;
    for (query, expected) in [
        ("of=object&q=smith", ["Alex Smith", "Often Smith"]),
        ("of=q&q=object:smith", ["\"Alex Smith\"", "\"Often Smith\""]),
        ("of=q&q=record:smith", ["student:17", "family:f-1"]),
        // One that is picked is searched for by its id: others may be called the same.
        ("of=q&q=smith", ["record:student:17", "record:family:f-1"]),
    ] {
        let found = ada.completions(query).await;
        for one in expected {
            assert!(found.iter().any(|found| found == one), "{one} in {found:?} of {query}");
        }
    }
}

#[tokio::test]
async fn what_is_typed_is_completed() {
    let server = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    for (typed, first) in [
        ("sou", "source:"),
        ("source:off", "\"Office Portal\""),
        ("source:mob", "\"Mobile App\""),
        ("source:%22Mobile+A", "\"Mobile App\""),
        ("by:mar", "\"Maria Garcia\""),
        ("by:%22Maria+Gar", "\"Maria Garcia\""),
        ("who:gar", "mgarcia"),
        ("user:mg", "mgarcia"),
        ("category:mon", "Money"),
        ("area:tool", "UserToolRights"),
        ("area:usert", "UserToolRights"),
        ("type:del", "delete"),
        ("outcome:", "success"),
        ("outcome:de", "denied"),
        ("action:charge.d", "charge.deleted"),
        ("action:removed", "rights.removed"),
        ("changed:enrol", "status"),
        ("changed:", "status"),
        ("object:al", "\"Alex Smith\""),
        ("record:al", "student:17"),
        ("record:student:1", "student:17"),
        ("student:", "17"),
        ("student:ale", "17"),
        ("stud", "student:"),
        ("enrollment+-sour", "source:"),
        ("has:rec", "records"),
        ("garc", "who:mgarcia"),
        ("grant", "action:rights.granted"),
    ] {
        let found = ada.completions(&format!("of=q&q={typed}")).await;
        assert_eq!(found.first().map(String::as_str), Some(first), "{typed}: {found:?}");
    }
    for typed in ["smith%22xq", "xyzzy", "source:nowhere", "a:b:c:d", "by:m*", "%00%F0%9F%98%80"] {
        assert_eq!(ada.completions(&format!("of=q&q={typed}")).await.len(), 0, "{typed}");
    }
    // Where one types, in the units of browsers.
    let page = ada.get("/complete?of=q&q=%F0%9F%98%80+sou+x&at=6").await;
    assert_eq!(page.all("data-from=\"", "\""), ["3"]);
    assert_eq!(page.all("data-to=\"", "\""), ["6"]);
    assert_eq!(ada.completions("of=q&q=").await.len(), 12);
    for (query, first) in [
        ("of=user&q=maria", "mgarcia"),
        ("of=action&q=deleted", "charge.deleted"),
        ("of=object&q=bo", "Bo Smith"),
    ] {
        assert_eq!(ada.completions(query).await[0], first, "{query}");
    }
    assert_eq!(ada.completions("of=nothing&q=a").await.len(), 0);
    let long = "a".repeat(5_000);
    assert_eq!(ada.completions(&format!("of=q&q={long}")).await.len(), 0);
    // Counts are exact.
    let page = ada.get("/complete?of=q&q=action:charge.d").await;
    assert_eq!(page.all("class=\"count\">", "<"), ["2"]);
}

#[tokio::test]
async fn a_record_is_completed_by_its_whole_id_however_old_it_is() {
    let (server, key) = north().await;
    let on = |i: usize, record_type: &str, id: &str| {
        let mut event = event(&format!("e{i}"), "record.updated");
        event["records"] = json!([{ "type": record_type, "id": id, "change": "change" }]);
        event
    };
    let mut events = vec![on(0, "Student", "old-17"), on(1, "family", "old-9")];
    // More than are looked through for their types and names.
    events.extend((2..252).map(|i| on(i, "charge", &format!("c{i}"))));
    server.send(&key, &events).await;
    let ada = Browser::signed_in(&server, "ada").await;
    for (typed, expected) in [
        ("family:old-9", &["old-9"][..]),
        ("Student:old-17", &["old-17"]),
        ("record:Student:old-17", &["Student:old-17"]),
        // Types differ by their letters, also in searches.
        ("student:old-17", &[]),
    ] {
        assert_eq!(ada.completions(&format!("of=q&q={typed}")).await, expected, "{typed}");
    }
}

#[tokio::test]
async fn nothing_foreign_is_offered() {
    let server = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let page = ada.get("/?access=shown").await;
    for word in ["ecret", "Secrecy"] {
        assert!(!page.0.text.contains(word), "{word}");
    }
    for field in [
        "",
        "source:",
        "category:",
        "area:",
        "action:",
        "by:",
        "who:",
        "user:",
        "object:",
        "changed:",
        "record:",
        "secretrecord:",
        "record:secretrecord:",
        "type:",
        "outcome:",
    ] {
        for typed in ["", "s", "se", "secret", "spy"] {
            let found = ada.completions(&format!("of=q&q={field}{typed}")).await;
            let told = found.join(" ").to_lowercase();
            assert!(!told.contains("secre") && !told.contains("spy"), "{field}{typed}: {told}");
        }
    }
    for of in ["user", "action", "object"] {
        assert_eq!(ada.completions(&format!("of={of}&q=secret")).await.len(), 0, "{of}");
    }
    server.user("south", "sue", PASSWORD).await;
    let sue = Browser::signed_in(&server, "sue").await;
    assert_eq!(sue.completions("of=q&q=source:sec").await, ["\"Secret Portal\""]);
    assert_eq!(sue.completions("of=q&q=secretrecord:").await, ["secret-1"]);
}

#[tokio::test]
async fn only_readers_are_helped() {
    let server = server().await;
    server.user_who_may("north", "writer", &[Permission::WriteEvents]).await;
    let writer = Browser::signed_in(&server, "writer").await;
    let page = writer.get("/complete?of=q&q=source:").await;
    assert_eq!((page.0.status, page.0.text.contains("Portal")), (403, false));
    let page = server.get("/complete?of=q&q=source:", "").await;
    assert_eq!((page.status, page.text.contains("Portal")), (303, false));
}

#[tokio::test]
async fn completing_is_one_look_at_names_and_filters_are_told() {
    let (server, key) = north().await;
    server.send(&key, &events()).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let told = async || {
        let path = "/v1/events?q=action:annals.log.viewed+actor:ada&order=date";
        let entries = server.get(path, &key).await.body["entries"].as_array().unwrap().clone();
        entries.iter().map(|entry| entry["details"].clone()).collect::<Vec<_>>()
    };
    // Names of conditions are not in the log.
    ada.completions("of=q&q=s").await;
    assert_eq!(told().await, Vec::<Value>::new());
    for typed in ["by:m", "by:ma", "by:mar", "source:"] {
        ada.completions(&format!("of=q&q={typed}")).await;
    }
    let names = json!({ "only": "names of people and records" });
    assert_eq!(told().await, std::slice::from_ref(&names));
    server.clock.advance(10 * 60 * 1_000);
    ada.completions("of=q&q=by:m").await;
    assert_eq!(told().await, [names.clone(), names], "letters are no further looks");
    ada.get("/?category=Charge&action=login&area=Billing&type=add&object=x&outcome=denied").await;
    assert_eq!(
        told().await[2],
        json!({ "categories": ["Charge"], "actions": ["login"], "types": ["add"],
            "areas": ["Billing"], "objects": ["x"], "outcomes": ["denied"] })
    );
}
