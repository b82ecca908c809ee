//! Every route of the pages of users and groups x who asks x whose people.

use std::collections::BTreeSet;

use annals_desk::{GroupFields, NewUser};
use annals_model::{Permission, Rights, Scopes};

use crate::browser::Browser;
use crate::support::{Answer, PASSWORD, TestServer};

/// The pages' routes, where it is said which there are.
const SOURCE: &str = include_str!("../../src/pages/people/mod.rs");

const READS: [Permission; 4] =
    [Permission::ReadEvents, Permission::ReadUsers, Permission::ReadGroups, Permission::ReadRights];

/// Who asks: everything here and below, everything here, reading here and below, the log alone.
const ASKERS: [&str; 4] = ["ada", "near", "rita", "leo"];

/// Whose people, with whether each of [`ASKERS`] is let in: `leo` nowhere.
const PLACES: [(&str, [bool; 3]); 7] = [
    ("north", [true, true, true]),
    ("n1", [true, false, true]),
    ("south", [false; 3]),
    ("state", [false; 3]),
    ("installation", [false; 3]),
    ("nowhere", [false; 3]),
    ("No%20Name%3Cb%3E", [false; 3]),
];

/// A path as it stands where routes are made, and what is asked of it.
struct Case {
    route: &'static str,
    /// The form that is sent; `None` where a page is asked for, and empty where it is a page for
    /// those who manage.
    form: Option<&'static str>,
    /// What who may manage gets of a form.
    sent: u16,
}

const fn show(route: &'static str) -> Case {
    Case { route, form: None, sent: 0 }
}

/// A page that is only for those who may change something.
const fn manage(route: &'static str) -> Case {
    Case { route, form: Some(""), sent: 200 }
}

const fn send(route: &'static str, form: &'static str, sent: u16) -> Case {
    Case { route, form: Some(form), sent }
}

/// A user without a name.
const NEW: &str =
    "name=&username=x&password=long+enough&email=&role=&expires=&homepage=&staff_record=";

const CASES: &[Case] = &[
    show("USERS_PATH"),
    manage("/users/new"),
    send("/users/new", NEW, 422),
    show("/users/{id}"),
    send("/users/{id}", "do=password&password=x&again=y", 422),
    manage("/users/{id}/delete"),
    send("/users/{id}/delete", "version=9", 409),
    show("/users/{id}/groups"),
    send("/users/{id}/groups", "do=add&group=none", 409),
    show("/users/{id}/rights"),
    send("/users/{id}/rights", "seen=events:read", 409),
    show("/users/{id}/calendars"),
    send("/users/{id}/calendars", "do=add&school=x&end_year=x", 422),
    show("/users/{id}/effective"),
    show("GROUPS_PATH"),
    manage("/groups/new"),
    send("/groups/new", "name=&description=", 422),
    show("/groups/{id}"),
    send("/groups/{id}", "version=9&name=x&description=", 409),
    manage("/groups/{id}/delete"),
    send("/groups/{id}/delete", "version=9", 409),
    show("/groups/{id}/members"),
    send("/groups/{id}/members", "do=add&user=none", 409),
    show("/groups/{id}/rights"),
    send("/groups/{id}/rights", "seen=events:read", 409),
    show("/groups/{id}/calendars"),
    send("/groups/{id}/calendars", "do=add&school=x&end_year=x", 422),
];

#[test]
fn every_route_is_listed() {
    let routes = SOURCE.split("fn routes()").nth(1).unwrap().split("\n}").next().unwrap();
    let paths = routes.split(".route(").skip(1);
    let paths = paths.map(|rest| rest.trim().split(',').next().unwrap());
    let paths: BTreeSet<_> = paths.map(|path| path.trim_matches('"')).collect();
    let listed: BTreeSet<_> = CASES.iter().map(|case| case.route).collect();
    assert_eq!(paths, listed);
    let posts = routes.matches("post(").count();
    let sent = CASES.iter().filter(|case| case.form.is_some_and(|form| !form.is_empty()));
    let forms: BTreeSet<_> = sent.map(|case| case.route).collect();
    assert_eq!(posts, forms.len());
}

/// A user and a group in each place, by the place's name.
async fn people(server: &TestServer) -> Vec<(&'static str, String, String)> {
    let mut people = Vec::new();
    for place in ["north", "n1", "south", "state", "installation"] {
        let user = server.user_who_may(place, &format!("u-{place}"), &[]).await;
        let fields = GroupFields { name: format!("g-{place}"), ..GroupFields::default() };
        let (operator, at) = (server.desk.operator(), server.ordinal(place));
        let group = server.desk.create_group(&operator, at, fields).await.unwrap();
        people.push((place, user, group.id.0));
    }
    people
}

async fn start() -> TestServer {
    let server = TestServer::start().await;
    server.user("north", "ada", PASSWORD).await;
    let near = NewUser {
        rights: Rights::here(Scopes::all()),
        ..NewUser::new(server.ordinal("north"), "near", "Near", PASSWORD)
    };
    server.desk.create_user(&server.desk.operator(), near).await.unwrap();
    server.user_who_may("north", "rita", &READS).await;
    server.user_who_may("north", "leo", &[Permission::ReadEvents]).await;
    server
}

#[tokio::test]
async fn every_page_for_everyone_in_every_organisation() {
    let server = start().await;
    let people = people(&server).await;
    let mut wrong = Vec::new();
    for (asker, username) in ASKERS.into_iter().enumerate() {
        let browser = Browser::signed_in(&server, username).await;
        let token = browser.form_token().await;
        for case in CASES {
            for (place, is_seen) in PLACES {
                // Of a place that is not theirs, somebody who is there.
                let found = people.iter().find(|(at, ..)| *at == place);
                let (user, group) = found.map_or(("u", "g"), |(_, user, group)| (user, group));
                let id = if case.route.starts_with("/users") { user } else { group };
                let path = case.route.replace("USERS_PATH", "/users");
                let path = path.replace("GROUPS_PATH", "/groups").replace("{id}", id);
                let path = format!("{path}?organization={place}");
                let answer = match case.form {
                    None => browser.get(&path).await.0,
                    Some("") => browser.get(&path).await.0,
                    Some(form) => {
                        let form = format!("form_token={token}&{form}");
                        let form = form.replace("{user}", user).replace("{group}", group);
                        Answer::of(browser.post(&path, &form).await).await
                    }
                };
                let is_seen = is_seen.get(asker).copied().unwrap_or_default();
                let expected = match (username, case.form) {
                    ("leo", _) => 403,
                    ("rita", Some(_)) => 403,
                    (_, None) if is_seen => 200,
                    (_, Some(_)) if is_seen => case.sent,
                    _ => 404,
                };
                if answer.status != expected {
                    let form = case.form.unwrap_or_default();
                    wrong.push(format!("{username} {path} {form}: {}", answer.status));
                }
                for other in ["state", "south", "installation"] {
                    if answer.text.contains(&format!("u-{other}"))
                        || answer.text.contains(&format!("g-{other}"))
                    {
                        wrong.push(format!("{username} {path} tells of {other}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Somebody of another organisation is as absent as nobody.
#[tokio::test]
async fn people_of_elsewhere_are_not_there() {
    let server = start().await;
    let people = people(&server).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let token = browser.form_token().await;
    let mut told = BTreeSet::new();
    for (place, user, group) in people.iter().filter(|(place, ..)| *place != "north") {
        for case in CASES.iter().filter(|case| case.route.contains("{id}")) {
            let id = if case.route.starts_with("/users") { user } else { group };
            let path = case.route.replace("{id}", id);
            let answer = match case.form {
                None | Some("") => browser.get(&path).await.0,
                Some(form) => {
                    let form = format!("form_token={token}&{form}");
                    Answer::of(browser.post(&path, &form).await).await
                }
            };
            // A link to someone below leads to their page.
            if *place == "n1" && case.route == "/users/{id}" && answer.status == 303 {
                let there = format!("/users/{id}?organization=n1");
                assert_eq!((answer.header("location"), case.form), (&*there, None));
                continue;
            }
            assert_eq!(answer.status, 404, "{}", case.route);
            let request = answer.header("x-request-id").to_owned();
            told.insert(answer.text.replace(&request, "ID"));
        }
    }
    let nobody = browser.get("/users/nobody").await.0;
    let request = nobody.header("x-request-id").to_owned();
    told.insert(nobody.text.replace(&request, "ID"));
    assert_eq!(told.len(), 1);
}
