//! The pages over real HTTP: who sees what, figures that agree, ways through the rows.

use annals_model::Permission;
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, north};
use crate::support::{NOW, TestServer, event};

/// Events of which groups of seven share their millisecond.
fn many(count: usize) -> Vec<Value> {
    let sources = ["Office Portal", "Mobile App", "Autopilot"];
    let event = |i: usize| {
        let at = annals_model::Millis(NOW.0 - 60_000 * (i as i64 / 7));
        let mut event = event(&format!("e{i}"), "payment.updated");
        event["occurred_at"] = json!(at.to_string());
        event["source"] = json!(sources[i % 3]);
        event["actor"] = match i % 4 {
            0 => json!({ "name": "Maria Garcia", "username": "mgarcia" }),
            1 => json!({ "name": "Maria Garcia", "username": "mgarcia2" }),
            2 => json!({ "name": "Autopilot", "kind": "system" }),
            _ => json!({ "id": "k-17", "kind": "api" }),
        };
        event
    };
    (0..count).map(event).collect()
}

#[tokio::test]
async fn every_row_is_reached_both_ways_and_ranks_are_right() {
    let (server, key) = north().await;
    server.send(&key, &many(173)).await;
    let browser = Browser::signed_in(&server, "ada").await;
    for sort in ["", "&sort=date", "&sort=user", "&sort=-source", "&sort=action", "&sort=ip"] {
        let mut page = browser.get(&format!("/?q=payment{sort}")).await;
        let mut pages = vec![page.rows()];
        let mut summaries = vec![page.summary()];
        while let Some(next) = page.turn("next") {
            page = browser.get(&next).await;
            pages.push(page.rows());
            summaries.push(page.summary());
        }
        let mut all = pages.concat();
        let is_by_date = sort.is_empty() || sort.contains("date");
        let ranks = ["1–50", "51–100", "101–150", "151–173"];
        for (summary, rank) in summaries.iter().zip(ranks) {
            assert!(!is_by_date || summary.starts_with(&format!("{rank} of 173")), "{summary}");
        }
        while let Some(previous) = page.turn("prev") {
            pages.pop();
            page = browser.get(&previous).await;
            assert_eq!(Some(&page.rows()), pages.last(), "{sort}");
        }
        assert_eq!(pages.len(), 1, "{sort}");
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 173, "{sort}");
    }
}

#[tokio::test]
async fn figures_agree_with_what_their_links_find() {
    let (server, key) = north().await;
    server.send(&key, &many(120)).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/?q=payment").await;
    let facets = page.facets();
    // Sources, users, and one each of category, action, type and outcome.
    assert_eq!(facets.len(), 3 + 4 + 4);
    for (href, count) in &facets {
        let found = browser.get(href).await;
        assert_eq!(found.total(), *count, "{href}");
        // A chosen value keeps its count, and its link leads back.
        assert!(found.facets().contains(&("/?q=payment".to_owned(), *count)), "{href}");
    }
    // Two people of one name are told apart.
    let told_apart = "<bdi>Maria Garcia</bdi> <span class=\"facet-code\"><bdi>mgarcia2</bdi>";
    assert!(page.0.text.contains(told_apart));
    let bars: u64 = page
        .all("<title>", "</title>")
        .iter()
        .filter_map(|title| title.rsplit_once(": ")?.1.split(' ').next()?.parse::<u64>().ok())
        .sum();
    assert_eq!(bars, 120);
}

#[tokio::test]
async fn others_see_nothing() {
    let (server, key) = north().await;
    let foreign = server.admin("south").await;
    let mut secret = event("s1", "secret.plan");
    secret["source"] = json!("Hidden Portal");
    secret["actor"]["name"] = json!("Foreigner");
    server.send(&foreign, &[secret]).await;
    server.send(&key, &[event("n1", "charge.deleted")]).await;
    let browser = Browser::signed_in(&server, "ada").await;
    for path in ["/", "/?q=secret", "/?q=foreigner", "/?source=Hidden+Portal", "/entries/1"] {
        let page = browser.get(path).await;
        let main = page.0.text.split("<main").nth(1).unwrap();
        let told = main.replace("Hidden+Portal", "").replace("value=\"Hidden Portal\"", "");
        for word in ["secret.plan", "Secret Plan", "Plan Secret"] {
            assert!(!told.contains(word), "{path} tells {word}");
        }
    }
    assert_eq!(browser.get("/?q=secret").await.rows(), Vec::<u64>::new());
    // A cursor of another organisation leads nowhere.
    server.user("south", "sue", PASSWORD).await;
    server.send(&foreign, &many(60)).await;
    let sue = Browser::signed_in(&server, "sue").await;
    let next = sue.get("/").await.turn("next").unwrap();
    let page = browser.get(&next).await;
    assert!(page.0.text.contains("belongs to another search"));
}

#[tokio::test]
async fn without_the_permission_there_is_no_log() {
    let (server, key) = north().await;
    server.send(&key, &[event("n1", "charge.deleted")]).await;
    let others = Permission::ALL.into_iter().filter(|one| *one != Permission::ReadEvents);
    server.user_who_may("north", "bob", &others.collect::<Vec<_>>()).await;
    let browser = Browser::signed_in(&server, "bob").await;
    for path in ["/?q=x", "/?q=charge", "/entries/0"] {
        let page = browser.get(path).await;
        assert_eq!(page.0.status, 403, "{path}");
        assert!(page.0.text.contains("You may not see this"), "{path}");
        for words in ["Deleted Charge", ">Audit Log</a>", "href=\"/reports"] {
            assert!(!page.0.text.contains(words), "{path}: {words}");
        }
        assert!(page.0.text.contains("Sign out"), "{path}");
    }
}

/// Each right of the log, what it opens together with those that it needs, and what stays shut.
#[tokio::test]
async fn each_right_of_the_log_opens_its_part() {
    use Permission::{ExportEvents, ReadEventDetails, ReadEvents, ReadProof};
    let (server, key) = north().await;
    server.send(&key, &[event("n1", "charge.deleted")]).await;
    // The page, an entry, its proof, an export; then through the API the same but for the export.
    for (name, scopes, pages, calls) in [
        ("a", &[ReadEvents][..], [200, 403, 403, 403], [200, 403, 403]),
        ("b", &[ReadEvents, ReadProof], [200, 403, 403, 403], [200, 403, 403]),
        ("c", &[ReadEvents, ExportEvents], [200, 403, 403, 403], [200, 403, 403]),
        ("d", &[ReadEventDetails, ExportEvents], [403, 403, 403, 403], [403, 403, 403]),
        ("e", &[ReadEvents, ReadEventDetails], [200, 200, 403, 403], [200, 200, 403]),
        ("f", &[ReadEvents, ReadEventDetails, ReadProof], [200, 200, 200, 403], [200, 200, 200]),
        ("g", &[ReadEvents, ReadEventDetails, ExportEvents], [200, 200, 403, 200], [200, 200, 403]),
    ] {
        server.user_who_may("north", name, scopes).await;
        let browser = Browser::signed_in(&server, name).await;
        let export = browser.export("", "csv").await;
        let mut found = Vec::new();
        for path in ["/", "/entries/0", "/entries/0/proof"] {
            found.push(browser.get(path).await.0.status);
        }
        found.push(export.status().as_u16());
        assert_eq!(found, pages, "{name}");
        let key = server.key("north", scopes).await;
        let mut found = Vec::new();
        for path in ["/v1/events/count", "/v1/events/n1", "/v1/events/n1/proof"] {
            found.push(server.get(path, &key).await.status);
        }
        assert_eq!(found, calls, "{name}");
        assert_eq!(server.get("/v1/events", &key).await.status, calls[1], "{name}");
    }
}

#[tokio::test]
async fn hostile_values_are_shown_as_they_are() {
    let (server, key) = north().await;
    let evil = "<script>alert(1)</script>\u{202E}";
    let mut event = event("x", "charge.deleted");
    event["actor"]["name"] = json!(evil);
    event["source"] = json!(evil);
    event["description"] = json!(evil);
    event["records"] = json!([{ "type": "student", "id": evil, "name": evil }]);
    event["changes"] = json!([{ "property": evil, "old": evil, "new": { "a": evil } }]);
    event["details"] = json!({ evil: evil });
    let receipts = server.send(&key, &[event]).await;
    let number = receipts["receipts"][0]["number"].as_u64().unwrap_or(0);
    let browser = Browser::signed_in(&server, "ada").await;
    let log = browser.get("/").await;
    let found = log.rows();
    for path in ["/".to_owned(), format!("/entries/{number}"), format!("/entries/{}", found[1])] {
        let page = browser.get(&path).await;
        assert_eq!(page.0.status, 200, "{path}");
        assert!(!page.0.text.contains("<script>"), "{path}");
        // Values of fields and links are exact; what is read shows the character instead.
        let read = page.all(">", "<").concat();
        assert!(!read.contains('\u{202E}') && read.contains("U+202E"), "{path}");
    }
    let records = log.all("<span class=\"records", "</td>").pop().unwrap();
    let (_, record) = records.split_once("<a href=\"").unwrap();
    let record = record.split('"').next().unwrap().replace("&amp;", "&");
    assert_eq!(browser.get(&record).await.total(), 1, "{record}");
}

#[tokio::test]
async fn browsers_get_pages_and_programs_get_problems() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (path, status, title) in [
        ("/nowhere", 404, "Page not found"),
        ("/entries/77", 404, "Page not found"),
        ("/assets/annals-0.css", 404, "Page not found"),
        ("/?q=acter:ada", 400, "can’t be run"),
        ("/?from=someday", 400, "from-problem"),
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.0.status, status, "{path}");
        assert!(page.0.text.contains(title), "{path}: {}", page.0.text);
        assert_eq!(page.0.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert!(page.0.header("content-security-policy").contains("default-src 'none'"));
    }
    assert_eq!(server.get("/nowhere", "").await.problem(), "404 not_found");
    let api = browser.get("/v1/nowhere").await.0;
    assert_eq!(api.problem(), "404 not_found");
}

#[tokio::test]
async fn a_form_leaves_a_short_address() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/?q=+payment+&from=&to=&user=&source=Office+Portal").await;
    assert_eq!(
        (page.0.status, page.0.header("location")),
        (303, "/?q=payment&source=Office+Portal")
    );
    let page = browser.get("/?q=&from=&to=&user=").await;
    assert_eq!((page.0.status, page.0.header("location")), (303, "/"));
    let page = browser.get("/?q=payment&utm=x").await;
    assert!(page.0.text.contains("not understood and was left out: utm"));
}

#[tokio::test]
async fn an_organisation_without_events_is_told_how_to_send_one() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/").await;
    assert!(page.0.text.contains("No application has sent an event yet"));
    assert!(page.0.text.contains(&format!("curl {}/v1/events", server.url)));
    assert!(page.0.text.contains("--org north"));
    server.send(&key, &[event("n1", "charge.deleted")]).await;
    assert!(!browser.get("/").await.0.text.contains("No application"));
}

#[tokio::test]
async fn a_user_filter_means_one_user_and_counts_what_the_list_said() {
    let server = TestServer::start().await;
    let key = server.admin("north").await;
    server.user("north", "ada", PASSWORD).await;
    let actors = [
        json!({ "name": "Ana" }),
        json!({ "name": "Ana Maria" }),
        json!({ "name": "ANA", "username": "Ana Maria 2" }),
        json!({ "id": "Ana" }),
        json!({ "name": "An*" }),
    ];
    let events: Vec<Value> = (0..15)
        .map(|i| {
            let mut event = event(&format!("e-{i}"), "charge.deleted");
            event["actor"] = actors[i % 5].clone();
            event
        })
        .collect();
    server.send(&key, &events).await;
    let browser = Browser::signed_in(&server, "ada").await;
    for sealed in [false, true] {
        if sealed {
            server.store.seal().await.unwrap();
        }
        let facets = server.get("/v1/events/facets?field=actor&q=action:charge.*", &key).await.body;
        let values = facets["facets"]["actor"].as_array().unwrap();
        assert_eq!(values.len(), 4, "{values:?}");
        for value in values {
            let (name, count) = (value["value"].as_str().unwrap(), value["count"].as_u64());
            let form = name.replace(' ', "+").replace('*', "%2A");
            let page = browser.get(&format!("/?q=charge&user={form}")).await;
            assert_eq!(Some(page.total()), count, "{name}");
            let path = format!("/v1/events/count?q=charge+who:%22{form}%22");
            assert_eq!(server.get(&path, &key).await.body["total"].as_u64(), count, "{name}");
        }
    }
}

#[tokio::test]
async fn a_choice_of_columns_is_kept_in_the_address_and_in_a_cookie() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let form = "/columns?q=a&column=ip&column=id&density=compact&next=t";
    let answer = browser.get(&format!("{form}&front=id")).await.0;
    let chosen = "/?q=a&columns=id,ip,action&density=compact&next=t#column-id";
    assert_eq!((answer.status, answer.header("location")), (303, chosen));
    let set = "annals-columns=id.ip.action:compact; Path=/; Max-Age=34560000; HttpOnly; \
               SameSite=Lax";
    assert_eq!(answer.header("set-cookie"), set);
    let answer = browser.get(&format!("{form}&usual=1")).await.0;
    assert_eq!((answer.status, answer.header("location")), (303, "/?q=a&next=t"));
    assert!(answer.header("set-cookie").starts_with("annals-columns=; Path=/; Max-Age=0"));
    // What somebody else wrote into the cookie is no reason not to show the log.
    for word in ["x", "id.name:compact", "\"><script>:compact"] {
        let cookie = format!("{}; annals-columns={word}", browser.cookie);
        let page = Browser { cookie, ..browser }.get("/").await;
        assert_eq!(page.0.status, 200);
    }
}

#[tokio::test]
async fn what_a_page_counts_is_what_the_api_counts() {
    let (server, key) = north().await;
    server.send(&key, &many(60)).await;
    let browser = Browser::signed_in(&server, "ada").await;
    for search in [
        "",
        "?q=paym",
        "?q=updated+paym&source=Mobile+App&source=Autopilot",
        "?q=payment+OR+x&user=mgarcia&user=k-17&range=7d",
        "?q=-type:access&from=2020-01-01&to=today&sort=user",
    ] {
        let page = browser.get(&format!("/{search}")).await;
        let href = page.all("data-count=\"", "\"").remove(0);
        let total: u64 = page.all("data-total=\"", "\"").remove(0).parse().unwrap();
        let counted = browser.get(&href).await.0;
        assert_eq!(counted.body["total"], json!(total), "{search}");
    }
    // Rows that a reader has turned to are not the newest anyway.
    let page = browser.get("/?q=payment").await;
    let next = browser.get(&page.turn("next").unwrap()).await;
    assert!(next.all("data-count=\"", "\"").is_empty());
}

#[tokio::test]
async fn a_search_that_is_too_broad_is_said_at_the_search_bar() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let words: Vec<String> = (0..70).map(|word| format!("w{word}*")).collect();
    let page = browser.get(&format!("/?q={}", words.join("+OR+"))).await;
    assert_eq!(page.0.status, 400);
    assert!(page.0.text.contains("stand for many values"), "{}", page.0.text);
    assert!(page.0.text.contains("w69*") && page.0.text.contains("type=\"search\""));
}

#[tokio::test]
async fn who_may_not_read_the_log_begins_on_the_first_page_that_is_theirs() {
    let (server, _) = north().await;
    for (name, rights, first) in [
        ("pia", &[Permission::ReadPreferences][..], "/preferences"),
        ("ole", &[Permission::ReadOrganizations, Permission::ReadGroups], "/groups"),
        ("eva", &[Permission::ReadUsers, Permission::ReadRights], "/reports/access"),
        ("max", &[Permission::ReadUsers, Permission::ReadPushLog], "/communications/push"),
    ] {
        server.user_who_may("north", name, rights).await;
        let browser = Browser::signed_in(&server, name).await;
        let begun = browser.get("/").await.0;
        assert_eq!((begun.status, begun.header("location")), (303, first), "{name}");
        assert_eq!(browser.get(first).await.0.status, 200, "{name}");
        // What asks for the log itself is told.
        assert_eq!(browser.get("/?q=smith").await.0.status, 403, "{name}");
    }
    server.user_who_may("north", "nora", &[]).await;
    let begun = Browser::signed_in(&server, "nora").await.get("/").await.0;
    assert_eq!(begun.status, 403);
    for words in ["Nothing is open to you yet", "of <bdi>NORTH</bdi> to give", "<bdi>nora</bdi>"] {
        assert!(begun.text.contains(words), "{words}: {}", begun.text);
    }
    assert!(begun.text.contains("href=\"/account\""), "{}", begun.text);
}
