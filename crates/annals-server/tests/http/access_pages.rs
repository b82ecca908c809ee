//! Who may do what, and why, on a page and as a file.

use annals_desk::{Holder, NewUser, OrganizationFields, Role};
use annals_model::{Permission, Rights, Scopes};

use crate::browser::{Browser, PASSWORD, Page};
use crate::support::TestServer;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Lines of the page's table, without markup.
fn lines(page: &Page) -> Vec<String> {
    let table = page.0.text.split("<tbody>").nth(1).unwrap_or_default();
    let table = table.split("</tbody>").next().unwrap_or_default();
    let rows = table.split("<tr>").skip(1);
    rows.map(|row| {
        let words = row.split('<').map(|part| part.split_once('>').map_or(part, |part| part.1));
        words.map(str::trim).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    })
    .collect()
}

async fn give(server: &TestServer, holder: &Holder, rights: Rights) {
    let operator = server.desk.operator();
    let old = server.desk.tool_rights(&operator, holder).await.unwrap();
    server.desk.set_tool_rights(&operator, holder, old, rights).await.unwrap();
}

async fn user(server: &TestServer, at: &str, username: &str) -> Holder {
    let (operator, at) = (server.desk.operator(), server.ordinal(at));
    let users = server.desk.users(&operator, at).await.unwrap();
    Holder::User(users.into_iter().find(|user| user.username == username).unwrap())
}

fn reads() -> Scopes {
    [Permission::ReadEvents].into_iter().collect()
}

/// `stella` administers the state; `ben` of north reads its log for a day.
async fn start() -> TestServer {
    let server = TestServer::start().await;
    server.user("state", "stella", PASSWORD).await;
    server.user_who_may("north", "ben", &[]).await;
    server.clock.advance(DAY_MS);
    let ben = user(&server, "north", "ben").await;
    give(&server, &ben, Rights::here(reads())).await;
    server.clock.advance(DAY_MS);
    give(&server, &ben, Rights::default()).await;
    let (operator, at) = (server.desk.operator(), server.ordinal("north"));
    let Holder::User(ben) = ben else { unreachable!("a user") };
    let staff = Role::Staff.group();
    server.desk.set_member(&operator, at, &ben.id, &staff, true).await.unwrap();
    let group = server.desk.group(&operator, at, &staff).await.unwrap();
    give(&server, &Holder::Group(group), Rights::reaching_below(reads())).await;
    server
}

#[tokio::test]
async fn each_right_is_told_with_its_reasons() {
    let server = start().await;
    let stella = Browser::signed_in(&server, "stella").await;
    let page = stella.get("/reports/access?organization=north&right=events:read").await;
    assert_eq!(page.0.status, 200, "{}", page.0.text);
    assert_eq!(
        lines(&page),
        [
            "ben in person ben Audit Log: View events:read from group STAFF · and below nothing",
            "stella in person stella Audit Log: View events:read from group ADMINISTRATORS · in \
             STATE , and below nothing",
        ]
    );
    // Below north ben has it from above.
    let below = stella.get("/reports/access?organization=n1&right=events:read").await;
    let below = lines(&below);
    assert!(below[0].contains("from group STAFF · in NORTH , and below"), "{below:?}");
    let all = stella.get("/reports/access?organization=north").await;
    assert_eq!(lines(&all).len(), Permission::ALL.len() + 1);
    let nobody = stella.get("/reports/access?organization=south&right=events:read").await;
    assert_eq!(lines(&nobody).len(), 1, "who administers the state");
}

#[tokio::test]
async fn the_past_is_told_as_it_was() {
    let server = start().await;
    let stella = Browser::signed_in(&server, "stella").await;
    let of_ben = async |on: &str| {
        let path = format!("/reports/access?organization=north&right=events:read&{on}");
        let page = stella.get(&path).await;
        assert_eq!(page.0.status, 200, "{on}: {}", page.0.text);
        lines(&page).into_iter().find(|line| line.contains(" ben "))
    };
    // The clock began at 2026-11-20T09:00Z; ben was given the right a day later.
    assert_eq!(of_ben("on=2026-11-20").await, None);
    let given = "ben in person ben Audit Log: View events:read given to them nothing";
    assert_eq!(of_ben("on=2026-11-21").await.as_deref(), Some(given));
    assert_eq!(of_ben("on=2026-11-21&time=00:00").await, None);
    let group = of_ben("on=2026-11-22").await.unwrap();
    assert!(group.contains("from group STAFF · and below"), "{group}");
    for (asked, words) in [
        ("on=yesterday", "Write the day as 2026-11-20"),
        ("on=2026-11-21&time=25:00", "Write the day as 2026-11-20"),
        ("time=10:00", "Write the day as 2026-11-20"),
        ("on=2027-01-01", "That day has not come yet."),
        ("on=9999-12-31", "Write the day as 2026-11-20"),
        ("right=bogus", "There is no such right."),
        ("on=2026-11-19&organization=north", "before then there was nothing to see."),
    ] {
        let page = stella.get(&format!("/reports/access?{asked}")).await.0;
        assert_eq!(page.status, 422, "{asked}: {}", page.text);
        assert!(page.text.contains(words), "{asked}");
    }
}

/// Organisations are called what they were called then, also those above.
#[tokio::test]
async fn the_past_has_the_names_of_then() {
    let server = start().await;
    for (id, name) in [("north", "Northern District"), ("state", "Old State")] {
        server.clock.advance(DAY_MS);
        let name = Some(name.to_owned());
        server.change(id, OrganizationFields { name, ..Default::default() }).await;
    }
    server.clock.advance(DAY_MS);
    let stella = Browser::signed_in(&server, "stella").await;
    // north has another name since the 23rd, the state since the 24th.
    for (on, north, state) in [
        ("", "Northern District", "Old State"),
        ("on=2026-11-24", "Northern District", "Old State"),
        ("on=2026-11-23", "Northern District", "STATE"),
        ("on=2026-11-22", "NORTH", "STATE"),
    ] {
        let path = format!("/reports/access?organization=north&right=events:read&{on}");
        let page = stella.get(&path).await;
        assert_eq!(page.0.status, 200, "{on}: {}", page.0.text);
        let main = page.0.text.split("<main").nth(1).unwrap();
        let names = ["Northern District", "NORTH"].map(|name| main.contains(name));
        assert_eq!(names, [north != "NORTH", north == "NORTH"], "{on}: {main}");
        let above = lines(&page).into_iter().find(|line| line.contains(" stella ")).unwrap();
        assert!(above.contains(&format!("· in {state} ,")), "{on}: {above}");
    }
}

/// What was seen in each hour is what the page says of that hour later, however organisations were
/// moved since; and who didn't see where one lay then is told just that.
#[tokio::test]
async fn the_past_has_organisations_where_they_lay() {
    let server = TestServer::start().await;
    server.organization("e1", "n1").await;
    for id in ["state", "north", "south", "n1", "e1"] {
        let name = format!("of-{id}");
        let new = NewUser {
            rights: Rights::reaching_below(Scopes::all()),
            ..NewUser::new(server.ordinal(id), &name, &name, PASSWORD)
        };
        server.desk.create_user(&server.desk.operator(), new).await.unwrap();
    }
    let state = Browser::signed_in(&server, "of-state").await;
    let north = Browser::signed_in(&server, "of-north").await;
    let report = async |browser: &Browser<'_>, id: &str, on: &str| {
        let path = format!("/reports/access?organization={id}&right=events:read&{on}");
        let page = browser.get(&path).await;
        (page.0.status, lines(&page), page.0.text)
    };
    let ids = ["north", "south", "n1", "e1"];
    let mut seen = Vec::new();
    // Hour after hour; e1 goes along with n1, and lies below each of them at times.
    let moves = [
        ("n1", "south"),
        ("e1", "north"),
        ("n1", "e1"),
        ("e1", "south"),
        ("south", "north"),
        ("n1", "state"),
        ("south", "state"),
        ("e1", "n1"),
        ("n1", "north"),
    ];
    for (hour, (moved, to)) in moves.into_iter().enumerate() {
        for id in ids {
            let (status, all, _) = report(&state, id, "").await;
            let (own_status, own, _) = report(&north, id, "").await;
            assert_eq!(status, 200);
            seen.push((hour, id, all, (own_status == 200).then_some(own)));
        }
        server.clock.advance(DAY_MS / 24);
        let parent = Some(server.ordinal(to));
        server.change(moved, OrganizationFields { parent, ..Default::default() }).await;
    }
    let (mut hidden, mut differ) = (0, 0);
    for (hour, id, expected, expected_of_north) in seen {
        // The clock began at nine.
        let on = format!("on=2026-11-20&time={:02}:30", 9 + hour);
        let (status, all, text) = report(&state, id, &on).await;
        assert_eq!((status, &all), (200, &expected), "{id} {on}: {text}");
        assert!(!text.contains("lay where you may not see"), "{id} {on}");
        differ += usize::from(report(&state, id, "").await.1 != expected);
        let (status, own, text) = report(&north, id, &on).await;
        let is_there_now = id != "south";
        assert_eq!(status, if is_there_now { 200 } else { 404 }, "{id} {on}: {text}");
        // Where it lay elsewhere, or below what lies elsewhere now: just that, and those whom they
        // see.
        assert!(!text.contains("of-south") && !text.contains("SOUTH"), "{id} {on}: {text}");
        let is_hidden = text.contains("lay where you may not see");
        hidden += usize::from(is_hidden);
        let file = format!("/reports/access.csv?organization={id}&right=events:read&{on}");
        let file = north.get(&file).await.0.text;
        assert_eq!(file.contains(",missing,"), is_hidden, "{id} {on}: {file}");
        match expected_of_north.filter(|_| is_there_now) {
            Some(expected) if !is_hidden => assert_eq!(own, expected, "{id} {on}: {text}"),
            _ => assert!(is_hidden || !is_there_now, "{id} {on}: {text}"),
        }
        let is_own = own.iter().all(|line| expected.contains(line));
        assert!(is_own || !is_there_now, "{id} {on}: {own:?} of {expected:?}");
    }
    assert!(hidden > 4 && differ > 10, "{hidden} {differ}");
}

#[tokio::test]
async fn the_file_has_all_and_is_told() {
    let server = start().await;
    let key = server.admin("north").await;
    let stella = Browser::signed_in(&server, "stella").await;
    let answer = stella.get("/reports/access.csv?organization=north&right=events:read").await.0;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"access-north-2026-11-22.csv\""
    );
    let mut lines = answer.text.lines();
    assert_eq!(
        lines.next().unwrap(),
        "organization,as_of,kind,username,name,may_sign_in,tool,module,from_group,reach,\
         from_organization,school_years"
    );
    let rest: Vec<&str> = lines.collect();
    assert_eq!(rest.len(), 3, "ben, the key and stella: {rest:?}");
    assert!(rest[0].contains(",user,ben,ben in person,yes,events:read,audit_log,STAFF,"));
    let told = server.get("/v1/events?q=action:annals.access.exported", &key).await.body;
    assert_eq!(told["entries"][0]["details"]["as_of"], "2026-11-22T09:00:00.000Z");
    assert_eq!(told["entries"][0]["actor"]["username"], "stella");
}

#[tokio::test]
async fn it_is_for_those_who_read_rights_and_the_past_for_those_who_read_the_log() {
    let server = start().await;
    let rights = [Permission::ReadUsers, Permission::ReadRights];
    server.user_who_may("north", "rita", &rights).await;
    server.user_who_may("north", "leo", &[Permission::ReadEvents]).await;
    let rita = Browser::signed_in(&server, "rita").await;
    let now = rita.get("/reports/access").await;
    assert_eq!(now.0.status, 200);
    // What lies above her organisation she doesn't see.
    assert!(!now.0.text.contains("stella") && !now.0.text.contains("STATE"));
    assert_eq!(rita.get("/reports/access?on=2026-11-21").await.0.status, 403);
    for place in ["state", "south", "nowhere"] {
        let page = rita.get(&format!("/reports/access?organization={place}")).await.0;
        assert_eq!(page.status, 404, "{place}");
        let file = rita.get(&format!("/reports/access.csv?organization={place}")).await.0;
        assert_eq!(file.status, 404, "{place}");
    }
    let leo = Browser::signed_in(&server, "leo").await;
    for path in ["/reports/access", "/reports/access.csv"] {
        assert_eq!(leo.get(path).await.0.status, 403, "{path}");
    }
    assert!(!leo.get("/").await.0.text.contains("/reports/access"));
}
