//! Reports > User Security: its filters, its rows, the fields of one change, and who sees them.

use annals_model::{AreaField, EventType, Permission, SecurityArea};
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, north};
use crate::preferences::set;
use crate::support::{TestServer, event};

const PAGE: &str = "/reports/user-security";

/// A change of an area with all that it shows.
fn change(id: &str, area: SecurityArea, event_type: EventType) -> Value {
    let mut change = event(id, &format!("security.{}", event_type.as_str()));
    change["area"] = area.as_str().into();
    change["type"] = event_type.as_str().into();
    change["actor"] = json!({ "name": "Dana Whitfield", "username": "dwhitfield" });
    let value = |field: &AreaField| match field {
        AreaField::UserName => "JDoe2610",
        AreaField::GroupName => "School Nurses",
        AreaField::PreferenceName => "auditUsers",
        AreaField::ToolName => "BehaviorAdmin",
        AreaField::EndYear => "2027",
        _ => "Lincoln Elementary",
    };
    let details = area.objects().iter().map(|field| (field.as_str(), value(field)));
    change["details"] = details.collect();
    if area == SecurityArea::Preference {
        let record = json!({ "type": "preference", "id": "auditUsers", "name": "Watch accounts" });
        change["records"] = json!([record]);
    }
    if event_type == EventType::Change {
        change["changes"] = json!([{ "property": "Value", "old": "60", "new": "30" }]);
    }
    change
}

/// Every type of every area.
fn kinds() -> Vec<(SecurityArea, EventType)> {
    let all = SecurityArea::ALL.into_iter();
    all.flat_map(|area| area.types().iter().map(move |&one| (area, one))).collect()
}

fn changes() -> Vec<Value> {
    let kinds = kinds().into_iter().enumerate();
    kinds.map(|(n, (area, one))| change(&format!("k{n}"), area, one)).collect()
}

/// North with one change of each kind, and things that are none.
async fn server() -> TestServer {
    let (server, key) = north().await;
    let mut billing = event("other", "charge.deleted");
    billing["area"] = "Billing".into();
    billing["actor"] = json!({ "name": "Dana Whitfield", "username": "dwhitfield" });
    server.send(&key, &[billing, event("plain", "login")]).await;
    server.send(&key, &changes()).await;
    server
}

impl Browser<'_> {
    /// How many of the changes that were sent are found; Annals' own are there as well.
    async fn security(&self, search: &str) -> u64 {
        let who = if search.contains("user=") { "" } else { "&user=dwhitfield" };
        let page = self.get(&format!("{PAGE}?{search}{who}")).await;
        assert_eq!(page.0.status, 200, "{search}: {}", page.0.text);
        page.total()
    }
}

#[tokio::test]
async fn each_filter_finds_changes_of_user_security_alone() {
    let server = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let all = kinds().len() as u64;
    let of = |of: fn(&(SecurityArea, EventType)) -> bool| {
        kinds().iter().filter(|kind| of(kind)).count() as u64
    };
    let has = |field: AreaField| {
        kinds().iter().filter(|(area, _)| area.objects().contains(&field)).count() as u64
    };
    for sealed in [false, true] {
        if sealed {
            server.store.seal().await.unwrap();
        }
        for (search, total) in [
            ("", all),
            ("area=UserToolRights", 2),
            ("area=UserToolRights&area=Preference", 3),
            ("type=change", of(|(_, one)| *one == EventType::Change)),
            ("type=delete&area=UserGroup", 1),
            ("user=dwhitfield", all),
            ("user=nobody", 0),
            // By stored names and by labels, by whom it affects, and by beginnings.
            ("object=BehaviorAdmin", has(AreaField::ToolName)),
            ("object=behavior*", has(AreaField::ToolName)),
            ("object=JDoe2610", has(AreaField::UserName)),
            ("object=school+nurses", has(AreaField::GroupName)),
            ("object=auditUsers", 1),
            ("object=Watch+accounts", 1),
            ("object=nobody", 0),
            ("from=2020-01-01&to=today", all),
            ("to=2020-01-01", 0),
            // What the page doesn't have is left out, and said.
            ("q=nothing+like+it&area=Billing&live=1", all),
        ] {
            assert_eq!(ada.security(search).await, total, "{search}");
        }
    }
    let page = ada.get(&format!("{PAGE}?q=a&area=Billing&columns=ip")).await;
    let left_out = "left out: area=Billing, q, columns";
    assert!(page.0.text.contains(left_out), "{}", page.0.text);
    let page = ada.get(&format!("{PAGE}?from=2026-11-20&to=2026-11-19")).await;
    assert_eq!(page.0.status, 400);
    for words in ["End Date: ", "to-problem"] {
        assert!(page.0.text.contains(words), "{words}");
    }
}

#[tokio::test]
async fn tables_are_those_with_changes_in_the_range_with_their_numbers() {
    let server = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let areas = |page: &crate::browser::Page| -> Vec<(String, u64)> {
        let mut all: Vec<_> = page
            .facets()
            .into_iter()
            .filter_map(|(href, count)| {
                let (_, area) = href.split_once("area=")?;
                Some((area.split('&').next()?.to_owned(), count))
            })
            .collect();
        all.sort();
        all
    };
    let page = ada.get(&format!("{PAGE}?user=dwhitfield")).await;
    let mut expected: Vec<_> = SecurityArea::ALL
        .into_iter()
        .map(|area| (area.as_str().to_owned(), area.types().len() as u64))
        .collect();
    expected.sort();
    assert_eq!(areas(&page), expected);
    for (href, count) in page.facets().into_iter().filter(|(href, _)| href.contains("area=")) {
        assert_eq!(ada.get(&href).await.total(), count, "{href}");
    }
    assert_eq!(areas(&ada.get(&format!("{PAGE}?to=2020-01-01")).await), []);
    // Without script and with it, filters are counted alike.
    let part = ada.get("/facets?page=user-security&type=change").await;
    assert_eq!(
        (part.0.status, part.0.header("location")),
        (303, "/?page=user-security&type=change")
    );
    let home = ada.get("/?page=user-security&type=change").await;
    assert_eq!(home.0.header("location"), "/reports/user-security?type=change");
}

#[tokio::test]
async fn every_change_is_reached_however_many_there_are() {
    let (server, key) = north().await;
    let many = |n: usize| {
        let mut one = change(&format!("m{n}"), SecurityArea::UserAccount, EventType::Change);
        one["occurred_at"] = format!("2026-11-19T08:{:02}:{:02}Z", n / 60 % 60, n % 60).into();
        one
    };
    let events: Vec<_> = (0..620).map(many).collect();
    server.send(&key, &events).await;
    let ada = Browser::signed_in(&server, "ada").await;
    for sort in ["", "sort=user", "sort=date"] {
        let mut page = ada.get(&format!("{PAGE}?user=dwhitfield&{sort}")).await;
        let mut seen = std::collections::BTreeSet::new();
        loop {
            assert_eq!(page.total(), 620);
            seen.extend(page.rows());
            let Some(next) = page.turn("next") else { break };
            assert!(next.starts_with(PAGE), "{next}");
            page = ada.get(&next).await;
        }
        assert_eq!(seen.len(), 620, "{sort}");
        let back = page.turn("prev").unwrap();
        assert_eq!(ada.get(&back).await.rows().len(), 50);
    }
}

#[tokio::test]
async fn a_change_opens_with_exactly_the_fields_of_its_area() {
    let server = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let page = ada.get(&format!("{PAGE}?user=dwhitfield&sort=date")).await;
    let hrefs = page.all("<a href=\"/reports/user-security/", "\"");
    assert_eq!(hrefs.len(), kinds().len());
    for ((area, event_type), href) in kinds().into_iter().zip(hrefs) {
        let detail = ada.get(&format!("/reports/user-security/{href}")).await;
        assert_eq!(detail.0.status, 200);
        let fields: Vec<_> = area.fields(event_type).into_iter().map(AreaField::as_str).collect();
        assert_eq!(detail.all("<dt>", "</dt>"), fields, "{area:?} {event_type:?}");
        let back = detail.all("<p class=\"back\"><a href=\"", "#").remove(0);
        assert_eq!(back, "/reports/user-security?user=dwhitfield&sort=date");
    }
    let other = ada.get("/reports/user-security/77777").await;
    assert_eq!(other.0.status, 404);
}

#[tokio::test]
async fn what_annals_does_itself_has_all_fields_as_well() {
    let (server, key) = north().await;
    let ada = Browser::signed_in(&server, "ada").await;
    // Making a user makes an account, and gives it rights.
    let page = ada.get(PAGE).await;
    let hrefs = page.all("<a href=\"/reports/user-security/", "\"");
    assert!(hrefs.len() > 1, "{}", page.0.text);
    for href in hrefs {
        let detail = ada.get(&format!("/reports/user-security/{href}")).await.0.text;
        assert!(detail.contains("<bdi>ada</bdi>"), "{detail}");
        let fields = detail.split("<dl class=\"facts\">").nth(1).unwrap();
        assert!(!fields.split("</dl>").next().unwrap().contains("\"absent\""), "{fields}");
    }
    // By its stored name, which tables of exports read from the details, and by its label.
    set(&server, &key, "north", "audit_users", json!({ "value": false })).await;
    let found = server.get("/v1/events?q=area:Preference", &key).await;
    assert_eq!(found.body["entries"][0]["details"]["Preference Name"], "audit_users");
    for object in ["audit_users", "Audit+Users"] {
        let page = ada.get(&format!("{PAGE}?object={object}&area=Preference")).await;
        assert_eq!(page.total(), 1, "{object}");
    }
}

#[tokio::test]
async fn the_same_search_is_exported_told_and_shown_in_the_audit_log() {
    let server = server().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let page = ada.get(&format!("{PAGE}?type=delete&user=dwhitfield")).await;
    let total = page.total();
    let log = page.all("class=\"button\" href=\"", "\"");
    let log = log.iter().find(|href| href.starts_with("/?")).unwrap();
    assert_eq!(ada.get(log).await.total(), total, "{log}");
    let export = page.all("class=\"export-body\" method=\"post\" action=\"", "\"").remove(0);
    let token = ada.form_token().await;
    let form = format!("form_token={token}&format=csv&at=2026-11-20T09:00:00Z");
    let file = ada.post(&export, &form).await;
    assert_eq!(file.status(), 200);
    let lines = file.text().await.unwrap().trim_end().lines().count() as u64;
    assert_eq!(lines, total + 1);
    // Both are told with the areas that were looked through.
    let key = server.admin("north").await;
    for action in ["annals.log.viewed", "annals.log.exported"] {
        let path = format!("/v1/events?q=action:{action}");
        let told = server.get(&path, &key).await.text;
        assert!(told.contains("UserGroupToolRights"), "{action}: {told}");
    }
}

#[tokio::test]
async fn a_search_that_finds_nothing_says_what_to_change() {
    let (server, key) = north().await;
    let ada = Browser::signed_in(&server, "ada").await;
    server.send(&key, &[change("1", SecurityArea::UserGroup, EventType::Add)]).await;
    let page = ada.get(&format!("{PAGE}?area=UserGroup&type=delete")).await;
    for words in ["Nothing found", "Search every type", "Show all changes of user security"] {
        assert!(page.0.text.contains(words), "{words}");
    }
    assert!(!page.0.text.contains("No changes of user security yet"));
}

#[tokio::test]
async fn what_other_organisations_change_never_appears() {
    let server = server().await;
    for organization in ["south", "n1", "state"] {
        let key = server.admin(organization).await;
        let mut foreign = change("secret", SecurityArea::UserGroupMember, EventType::Add);
        foreign["details"] = json!({ "User Name": "SecretUser", "Group Name": "Secret Group" });
        foreign["actor"] = json!({ "name": "Secret Spy", "username": "secretspy" });
        server.send(&key, &[foreign]).await;
    }
    let ada = Browser::signed_in(&server, "ada").await;
    for search in ["", "?object=SecretUser", "?user=secretspy", "?area=UserGroupMember"] {
        let page = ada.get(&format!("{PAGE}{search}")).await;
        // What was typed is shown again, what it would find is not.
        let text = page.0.text.replace("SecretUser", "").replace("secretspy", "");
        assert!(!text.contains("Secret"), "{search}");
    }
    assert_eq!(ada.security("object=SecretUser").await, 0);
    assert_eq!(ada.security("area=UserGroupMember").await, 2);
    // A number of another organisation's log is one of this one's, or none.
    server.user("south", "sue", PASSWORD).await;
    let sue = Browser::signed_in(&server, "sue").await;
    let theirs = sue.get(&format!("{PAGE}?user=secretspy")).await;
    assert_eq!(theirs.total(), 1);
    assert!(theirs.0.text.contains("Secret Spy"));
}

#[tokio::test]
async fn those_who_may_not_read_the_log_see_neither_page_nor_way() {
    let server = server().await;
    server.user_who_may("north", "eve", &[Permission::WriteEvents]).await;
    let eve = Browser::signed_in(&server, "eve").await;
    for path in [PAGE, "/reports/user-security/3"] {
        let page = eve.get(path).await;
        assert_eq!(page.0.status, 403, "{path}");
        for words in ["Dana", "href=\"/reports", ">Audit Log</a>"] {
            assert!(!page.0.text.contains(words), "{path}: {words}");
        }
        let nobody = Browser { server: &server, cookie: String::new() };
        let page = nobody.get(path).await;
        assert_eq!(page.0.status, 303, "{path}");
        assert!(page.0.header("location").starts_with("/sign-in?next=/reports/"), "{path}");
    }
}
