//! Users and groups on pages, without script.

use annals_desk::{AccountFields, CalendarChange, GroupFields, Holder, NewUser, Role, UserStatus};
use annals_model::{Calendar, Millis, Permission, Rights};

use crate::browser::{Browser, north};
use crate::support::{NOW, PASSWORD, TestServer};

/// The names that a list has, in its order.
async fn names(browser: &Browser<'_>, path: &str) -> Vec<String> {
    let page = browser.get(path).await;
    assert_eq!(page.0.status, 200, "{path}");
    let rows = page.all("<th scope=\"row\"><a href=", "</a>");
    rows.iter().map(|row| row.split("clamp\">").nth(1).unwrap().replace("</bdi>", "")).collect()
}

async fn someone(server: &TestServer, fields: AccountFields) -> annals_desk::User {
    let new = NewUser { fields, ..NewUser::new(server.ordinal("north"), "", "", PASSWORD) };
    server.desk.create_user(&server.desk.operator(), new).await.unwrap()
}

#[tokio::test]
async fn users_are_found_by_what_is_typed_and_by_their_status() {
    let (server, _) = north().await;
    let account = |username: &str, name: &str| AccountFields::new(username, name);
    for fields in [
        AccountFields {
            email: Some("zo@lee.example".to_owned()),
            ..account("jdoe2610", "Zoë Álvarez")
        },
        AccountFields { status: UserStatus::Locked, ..account("tlee", "Terry Lee") },
        AccountFields { status: UserStatus::Disabled, ..account("gone", "bo Gone") },
        AccountFields { expires_at: Some(NOW), ..account("late", "Late <b>") },
        AccountFields { expires_at: Some(Millis(NOW.0 + 1)), ..account("soon", "Soon") },
    ] {
        someone(&server, fields).await;
    }
    let browser = Browser::signed_in(&server, "ada").await;
    let all = ["ada in person", "bo Gone", "Late <b>", "Soon", "Terry Lee", "Zoë Álvarez"];
    assert_eq!(names(&browser, "/users").await, all);
    for (query, expected) in [
        ("q=alvarez", &["Zoë Álvarez"][..]),
        ("q=DOE26", &["Zoë Álvarez"]),
        ("q=lee", &["Terry Lee", "Zoë Álvarez"]),
        ("q=lee+te", &["Terry Lee"]),
        ("q=%3Cb%3E", &["Late <b>"]),
        ("status=active", &["ada in person", "Soon", "Zoë Álvarez"]),
        ("status=expired", &["Late <b>"]),
        ("status=disabled", &["bo Gone"]),
        ("status=locked&q=lee", &["Terry Lee"]),
        ("status=locked&q=ada", &[]),
        ("status=none&page=x", &all),
    ] {
        assert_eq!(names(&browser, &format!("/users?{query}")).await, expected, "{query}");
    }
    let none = browser.get("/users?q=%3Cb%3Eno").await.0.text;
    assert!(none.contains("Nobody here is called “&lt;b&gt;no”."), "{none}");
    // How many of each there are among those that were typed for.
    let page = browser.get("/users?q=lee").await;
    assert_eq!(page.all("<span class=\"count\">", "</span>"), ["2", "1", "1"]);
}

#[tokio::test]
async fn users_are_listed_page_by_page() {
    let (server, _) = north().await;
    for number in 0..100 {
        someone(&server, AccountFields::new(&format!("u{number:03}"), "Same Name")).await;
    }
    let browser = Browser::signed_in(&server, "ada").await;
    let first = browser.get("/users?q=n").await;
    assert!(first.0.text.contains("1–100 of 101 users"), "{}", first.0.text);
    assert_eq!(first.turn("prev"), None);
    let second = first.turn("next").unwrap();
    assert_eq!(second, "/users?q=n&page=2");
    assert_eq!(names(&browser, &second).await.len(), 1);
    let second = browser.get(&second).await;
    assert!(second.0.text.contains("101–101 of 101 users") && second.turn("next").is_none());
    // A page that isn't there is the last one.
    assert_eq!(names(&browser, "/users?page=99").await.len(), 1);
}

#[tokio::test]
async fn groups_stand_beside_users_and_roles_come_first() {
    let (server, _) = north().await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    let fields = GroupFields {
        name: "Nurses".to_owned(),
        description: "Health office".to_owned(),
        without_calendar: false,
    };
    let nurses = server.desk.create_group(&operator, at, fields).await.unwrap();
    let user = someone(&server, AccountFields::new("tlee", "Terry Lee")).await;
    for group in [nurses.id.clone(), Role::Staff.group()] {
        server.desk.set_member(&operator, at, &user.id, &group, true).await.unwrap();
    }
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/users?q=terry").await;
    let groups = page.all("<ul class=\"names\">", "</ul>");
    assert!(groups[0].find("STAFF").unwrap() < groups[0].find("Nurses").unwrap());
    let listed = ["ADMINISTRATORS", "AUDITORS", "STAFF", "Nurses"];
    assert_eq!(names(&browser, "/groups").await, listed);
    assert_eq!(names(&browser, "/groups?q=health").await, ["Nurses"]);
    let members = browser.get("/groups").await.all("data-label=\"Members\">", "</td>");
    assert_eq!(members, ["1", "0", "1", "1"]);
    // Who may not see groups sees none beside users.
    server.user_who_may("north", "rita", &[Permission::ReadEvents, Permission::ReadUsers]).await;
    let rita = Browser::signed_in(&server, "rita").await;
    let page = rita.get("/users?q=terry").await.0.text;
    assert!(page.contains("Terry Lee") && !page.contains("Nurses") && !page.contains("/groups"));
}

#[tokio::test]
async fn rights_in_effect_say_where_they_come_from() {
    let (server, _) = north().await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    let user = someone(&server, AccountFields::new("tlee", "Terry Lee")).await;
    let fields = GroupFields { name: "Office".to_owned(), ..GroupFields::default() };
    let office = server.desk.create_group(&operator, at, fields).await.unwrap();
    server.desk.set_member(&operator, at, &user.id, &office.id, true).await.unwrap();
    let scopes = |rights: &[Permission]| rights.iter().copied().collect();
    let own = Holder::User(user.clone());
    let group = Holder::Group(office);
    for (holder, rights) in [
        (&own, Rights::here(scopes(&[Permission::ReadProof, Permission::ReadReports]))),
        (&group, Rights::reaching_below(scopes(&[Permission::ReadReports]))),
    ] {
        let set = server.desk.set_tool_rights(&operator, holder, Rights::default(), rights);
        set.await.unwrap();
    }
    let browser = Browser::signed_in(&server, "ada").await;
    let path = format!("/users/{}/effective", user.id.0);
    let text = browser.get(&path).await.0.text;
    let plain = text.replace("<bdi>", "").replace("</bdi>", "");
    for expected in [
        "given directly, in this organisation",
        "from group <a href=\"/groups/",
        "here and in all below",
        "worth nothing without Audit Log: View Details",
        "every entry.",
    ] {
        assert!(plain.contains(expected), "{expected}: {text}");
    }
    let year = Calendar { school: "Lincoln".to_owned(), end_year: 2027 };
    for holder in [&own, &group] {
        let add = CalendarChange::Add(year.clone());
        server.desk.change_calendar_rights(&operator, holder, add).await.unwrap();
    }
    let text = browser.get(&path).await.0.text;
    assert!(text.contains("Entries without a school year are hidden."), "{text}");
    let years = text.split("id=\"years\"").nth(1).unwrap().split("</main>").next().unwrap();
    assert_eq!(years.matches("<th scope=\"row\">").count(), 1);
    assert!(years.contains("given directly") && years.contains("from group"));
}

#[tokio::test]
async fn an_account_leads_to_its_changes_and_to_what_was_done() {
    let (server, _) = north().await;
    let fields = AccountFields {
        staff_record: Some("staff:s-17".to_owned()),
        ..AccountFields::new("tlee", "Terry Lee")
    };
    let user = someone(&server, fields).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get(&format!("/users/{}", user.id.0)).await;
    for expected in [
        "href=\"/reports/user-security?object=tlee\"",
        "href=\"/?user=tlee\"",
        "href=\"/records/staff/s-17\"",
    ] {
        assert!(page.0.text.contains(expected), "{expected}: {}", page.0.text);
    }
    assert_eq!(browser.get("/reports/user-security?object=tlee").await.total(), 1);
    // Below, the ways lead into that organisation's log.
    let below = server.user_who_may("n1", "kim", &[]).await;
    let page = browser.get(&format!("/users/{below}?organization=n1")).await.0.text;
    assert!(page.contains("href=\"/?organization=n1&amp;user=kim\""), "{page}");
    assert!(page.contains("href=\"/users?organization=n1\""));
    // Who may not read the log isn't led there.
    server.user_who_may("north", "rita", &[Permission::ReadUsers]).await;
    let rita = Browser::signed_in(&server, "rita").await;
    let page = rita.get(&format!("/users/{}", user.id.0)).await.0.text;
    assert!(page.contains("tlee") && !page.contains("/reports/") && !page.contains("/?user"));
    assert!(!page.contains("/effective"), "she may not read rights");
}

#[tokio::test]
async fn menus_and_the_search_of_pages_lead_there_for_those_who_may() {
    let (server, _) = north().await;
    let log = Permission::ReadEvents;
    server.user_who_may("north", "rita", &[log, Permission::ReadUsers]).await;
    server.user_who_may("north", "gus", &[log, Permission::ReadGroups]).await;
    server.user_who_may("north", "leo", &[log]).await;
    for (username, users, groups) in
        [("ada", true, true), ("rita", true, false), ("gus", false, true), ("leo", false, false)]
    {
        let browser = Browser::signed_in(&server, username).await;
        for path in ["/", "/go?q=acc", "/go?q=role"] {
            let text = browser.get(path).await.0.text;
            assert_eq!(text.contains("href=\"/users\""), users, "{username} {path}");
            assert_eq!(text.contains("href=\"/groups\""), groups, "{username} {path}");
        }
        let found = browser.get("/go?q=members").await.all("class=\"view-list\"", "</ul>").join("");
        assert_eq!(found.contains("href=\"/groups\""), groups, "{username}");
    }
}

#[tokio::test]
async fn an_organisation_without_users_says_so() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get("/users?organization=n1").await.0.text;
    assert!(page.contains("Nobody signs in to this organisation yet"), "{page}");
    assert!(browser.get("/users").await.0.text.contains("href=\"/users?organization=n1\">"));
}
