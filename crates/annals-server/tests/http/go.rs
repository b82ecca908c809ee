//! The search of pages over real HTTP: what it finds, and for whom.

use annals_desk::NewUser;
use annals_model::{Permission, Rights};
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, north};
use crate::support::{TestServer, event};

impl Browser<'_> {
    /// Name and address of each option, which the page must list alike.
    async fn options(&self, typed: &str) -> Vec<(String, String)> {
        let options = self.get(&format!("/go/results?q={typed}")).await;
        assert_eq!(options.0.status, 200, "{typed}: {}", options.0.text);
        assert!(!options.0.text.contains("<html"));
        let hrefs = options.all("data-href=\"", "\"");
        let names = options.all("class=\"palette-name\"><bdi>", "</bdi>");
        let found: Vec<_> = names.into_iter().zip(hrefs).collect();
        let page = self.get(&format!("/go?q={typed}")).await;
        let list: Vec<_> =
            page.all("<li><a href=\"", "</a>").iter().filter_map(|link| split(link)).collect();
        assert_eq!(found, list, "{typed}");
        found
    }

    async fn first(&self, typed: &str) -> String {
        self.options(typed).await.first().map(|(_, href)| href.clone()).unwrap_or_default()
    }
}

/// Name and address of what was found; what stands around the page is none of it.
fn split(link: &str) -> Option<(String, String)> {
    let (href, name) = link.split_once("\"><bdi>")?;
    Some((name.trim_end_matches("</bdi>").to_owned(), href.to_owned()))
}

fn named(id: &str, name: &str, record: (&str, &str, &str)) -> Value {
    let mut event = event(id, "student.updated");
    event["actor"] = json!({ "name": name, "username": name.to_lowercase().replace(' ', ".") });
    let (kind, key, name) = record;
    event["records"] = json!([{ "type": kind, "id": key, "name": name, "change": "change" }]);
    event
}

async fn server() -> (TestServer, String) {
    let (server, key) = north().await;
    server
        .send(
            &key,
            &[
                named("1", "Maria Garcia", ("student", "17", "Alex Smith")),
                named("2", "Zoë Weiß", ("family", "f 9", "Smith Family")),
            ],
        )
        .await;
    let foreign = server.admin("south").await;
    let secret = named("3", "Maria Foreigner", ("student", "99", "Secret Smith"));
    server.send(&foreign, &[secret]).await;
    (server, key)
}

#[tokio::test]
async fn pages_views_people_records_and_entries_are_found() {
    let (server, _) = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    for typed in ["Audit+Log", "audit+log", "AUDIT", "log+aud", "%C3%80udit"] {
        assert_eq!(ada.first(typed).await, "/", "{typed}");
    }
    assert_eq!(ada.first("saved+views").await, "/views");
    for typed in ["user+security", "reports", "permissions+accounts"] {
        assert_eq!(ada.first(typed).await, "/reports/user-security", "{typed}");
    }
    // A table by its machine name and by its label.
    for typed in ["UserToolRights", "tool+rights+of+users"] {
        let table = "/reports/user-security?area=UserToolRights";
        assert_eq!(ada.first(typed).await, table, "{typed}");
    }
    assert_eq!(ada.first("deletions").await, "/views/deletions");
    assert_eq!(ada.first("last+day").await, "/views/last-day");
    for (typed, href) in [
        ("maria", "/?user=maria.garcia"),
        ("garcia+mar", "/?user=maria.garcia"),
        ("zoe+weiss", "/?user=zo%C3%AB.wei%C3%9F"),
        ("alex", "/?q=record:student:17"),
        ("student:17", "/?q=record:student:17"),
        ("smith+fam", "/?q=record:%22family:f+9%22"),
    ] {
        assert_eq!(ada.first(typed).await, href, "{typed}");
        let found = ada.get(href).await;
        assert_eq!(found.total(), 1, "{href}");
    }
    let smiths = ada.options("smith").await;
    let names: Vec<_> = smiths.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["Smith Family", "Alex Smith", "Search the Audit Log for “smith”"]);
    let number = ada.get("/?q=alex").await.rows()[0];
    for typed in [format!("{number}"), format!("%23{number}")] {
        assert_eq!(ada.first(&typed).await, format!("/entries/{number}"));
    }
    // What is nowhere can still be searched for.
    let nothing = ada.options("n%C3%B6%22where").await;
    assert_eq!(nothing.len(), 1);
    assert_eq!(nothing[0].1, "/?q=n%C3%B6%22where");
    let all = ada.options("").await;
    assert_eq!(all.len(), 18 + 7);
    assert_eq!(ada.first("system+pref").await, "/preferences");
    assert_eq!(ada.first("session+length").await, "/preferences");
    assert_eq!(ada.first("bounced+sms").await, "/communications/sms");
    assert_eq!(ada.first("districts").await, "/organizations");
    ada.options(&"x+".repeat(4_000)).await;
    ada.options("%00%F0%9F%98%80*%22(").await;
}

#[tokio::test]
async fn all_ways_keep_the_zone_that_was_chosen() {
    let (server, _) = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let zone = "zone=Asia/Kathmandu";
    let page = ada.get(&format!("/?{zone}")).await;
    let kept = page.all("type=\"hidden\" name=\"zone\" value=\"", "\"");
    assert!(!kept.is_empty() && kept.iter().all(|kept| format!("zone={kept}") == zone), "{kept:?}");
    for typed in ["smith", "student:17", "1", "audit", "help", "how+search"] {
        let found = ada.options(&format!("{typed}&{zone}")).await;
        assert!(!found.is_empty(), "{typed}");
        for (name, href) in found {
            // A view has the zone in which it was saved.
            assert!(href.contains(zone) || href.starts_with("/views/"), "{typed}: {name} {href}");
            let page = ada.get(&href).await;
            assert!([200, 303].contains(&page.0.status), "{typed}: {href}");
        }
    }
    for path in ["/", "/entries/0", "/delete", "/?q=nothing-has-this"] {
        let path = format!("{path}{}{zone}", if path.contains('?') { '&' } else { '?' });
        let page = ada.get(&path).await;
        let help = page.all("href=\"/help", "\"");
        assert!(help.len() > 2, "{path}: {help:?}");
        for href in help {
            let (_, query) = href.split_once('?').unwrap_or_else(|| panic!("{path}: {href}"));
            assert_eq!(query.split('#').next(), Some(zone), "{path}: {href}");
        }
    }
}

#[tokio::test]
async fn nobody_finds_what_is_not_theirs() {
    let (server, _) = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    for typed in ["foreigner", "secret", "student:99", "maria", "smith"] {
        for (name, href) in ada.options(typed).await {
            let told = format!("{name} {href}").replace(typed, "");
            assert!(!told.contains("oreigner") && !told.contains("99"), "{typed}: {told}");
            assert!(!told.contains("Secret Smith"), "{typed}: {told}");
        }
    }
    // Private views are their makers'; shared ones the organisation's.
    server.user("north", "bob", PASSWORD).await;
    server.user("south", "sue", PASSWORD).await;
    for (name, is_shared) in [("Hidden plan", false), ("Open plan", true)] {
        let search = "?q=x".to_owned();
        let new = annals_desk::NewView { name: name.to_owned(), search, is_shared };
        let home = server.ordinal("north");
        let by = annals_model::Principal { home, ..server.desk.operator() };
        server.desk.save_view(&by, new).await.unwrap();
    }
    for (username, expected) in [("bob", 1), ("sue", 0)] {
        let browser = Browser::signed_in(&server, username).await;
        let found = browser.options("plan").await;
        let plans = found.iter().filter(|(_, href)| href.starts_with("/views/")).count();
        assert_eq!(plans, expected, "{username}");
    }
    server.user_who_may("north", "writer", &[Permission::WriteEvents]).await;
    let writer = Browser::signed_in(&server, "writer").await;
    // Who may not read the log finds the pages that are theirs, and nothing of it.
    server.user_who_may("north", "manager", &[Permission::ReadUsers]).await;
    let manager = Browser::signed_in(&server, "manager").await;
    let of_all = ["/account", "/help"];
    for (browser, typed, own) in [
        (&writer, "", &[][..]),
        (&manager, "", &["/users"]),
        (&manager, "accou", &["/users"]),
        (&writer, "smith", &[]),
        (&manager, "student:17", &[]),
        (&manager, "%230", &[]),
        (&manager, "UserToolRights", &[]),
        (&writer, "north", &[]),
    ] {
        let found = browser.options(typed).await;
        let found = found.into_iter().map(|(_, href)| href);
        let found: Vec<_> = found.filter(|href| !href.starts_with("/help/")).collect();
        let is_known = |href: &String| own.contains(&&**href) || of_all.contains(&&**href);
        assert!(found.iter().all(is_known), "{typed}: {found:?}");
        assert!(own.iter().all(|href| found.iter().any(|one| one == href)), "{typed}: {found:?}");
        assert!(!typed.is_empty() || found.len() == own.len() + of_all.len(), "{found:?}");
    }
    let page = manager.get("/go?q=smith").await;
    assert!(!page.0.text.contains("Smith"), "{}", page.0.text);
    assert!(manager.get("/account").await.0.text.contains("class=\"go-link\" href=\"/go\""));
    // On a page of an organisation whose log is not theirs there are still pages and help.
    let rights = Rights::here([Permission::ReadEvents].into_iter().collect());
    let rights =
        rights.union(Rights::reaching_below([Permission::ReadUsers].into_iter().collect()));
    let new = NewUser { rights, ..NewUser::new(server.ordinal("north"), "both", "Both", PASSWORD) };
    server.desk.create_user(&server.desk.operator(), new).await.unwrap();
    let both = Browser::signed_in(&server, "both").await;
    let found = both.get("/go/results?q=smith&organization=n1").await;
    assert_eq!((found.0.status, found.0.text.contains("Smith")), (200, false));
    let found = both.get("/go/results?q=accou&organization=n1").await;
    assert!(found.0.text.contains("/users?organization=n1"), "{}", found.0.text);
    let page = server.get("/go/results?q=smith", "").await;
    assert_eq!((page.status, page.text.contains("Smith")), (303, false));
}

#[tokio::test]
async fn looking_names_up_is_told_once_in_ten_minutes() {
    let (server, key) = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let told = async || {
        let path = "/v1/events?q=action:annals.log.viewed+actor:ada&order=date";
        let entries = server.get(path, &key).await.body["entries"].as_array().unwrap().clone();
        let tell = |entry: &Value| json!([entry["details"], entry["description"]]);
        entries.iter().map(tell).collect::<Vec<_>>()
    };
    // Pages and views are not in the log.
    for typed in ["", "a"] {
        ada.get(&format!("/go/results?q={typed}")).await;
    }
    assert_eq!(told().await, Vec::<Value>::new());
    for typed in ["al", "ale", "alex", "foreigner"] {
        ada.get(&format!("/go/results?q={typed}")).await;
    }
    let first = json!([{ "only": "names of people and records" }, null]);
    assert_eq!(told().await, std::slice::from_ref(&first));
    server.clock.advance(10 * 60 * 1_000);
    ada.get("/go/results?q=alex").await;
    // Letters that were typed, and what was looked for next, are not told as further times.
    assert_eq!(told().await, [first.clone(), first]);
}

#[tokio::test]
async fn a_record_that_much_happens_to_does_not_hide_the_others() {
    let (server, key) = server().await;
    let often: Vec<_> = (0..250)
        .map(|n| named(&format!("often-{n}"), "Ada Reyes", ("family", "f-1", "Often Smith")))
        .collect();
    server.send(&key, &often).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let names: Vec<_> = ada.options("smith").await.into_iter().map(|(name, _)| name).collect();
    for name in ["Often Smith", "Alex Smith", "Smith Family"] {
        assert!(names.iter().any(|found| found == name), "{name} in {names:?}");
    }
    // Told apart in words.
    let page = ada.get("/go/results?q=often").await;
    assert!(page.0.text.contains("<bdi>Family f-1</bdi>"), "{}", page.0.text);
}
