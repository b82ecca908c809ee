//! What pages offer: nobody is led to what they are then refused.

use std::collections::{BTreeSet, VecDeque};

use annals_desk::{GroupFields, Holder, NewUser};
use annals_model::Permission::{self, *};
use annals_model::{Rights, Scopes};
use reqwest::Method;
use serde_json::json;

use crate::browser::{Browser, PASSWORD, Page};
use crate::routes::{Needs, Route, routes};
use crate::support::{TestServer, event};

/// Pages of one reader at most: the test has lost its way beyond.
const PAGES_MAX: usize = 1_500;

/// Kinds of reader, all of them of `north`.
fn readers() -> Vec<(&'static str, Rights)> {
    let below = |rights: &[Permission]| Rights::reaching_below(rights.iter().copied().collect());
    let without = |missing: &[Permission]| {
        let rights = Permission::ALL.into_iter().filter(|right| !missing.contains(right));
        below(&rights.collect::<Vec<_>>())
    };
    vec![
        ("everything", below(&Permission::ALL)),
        ("everything here", Rights::here(Scopes::all())),
        ("nothing", Rights::default()),
        ("the log's rows", below(&[ReadEvents])),
        ("entries", below(&[ReadEvents, ReadEventDetails])),
        ("the log, to delete from it", below(&[ReadEvents, DeleteEvents])),
        ("users to manage", below(&[ReadUsers, ManageUsers])),
        ("groups to manage", below(&[ReadGroups, ManageGroups])),
        ("rights", below(&[ReadRights])),
        ("rights to manage", below(&[ReadUsers, ReadGroups, ReadRights, ManageRights])),
        ("preferences", below(&[ReadPreferences])),
        ("organisations", below(&[ReadOrganizations])),
        ("all but entries", without(&[ReadEventDetails])),
        ("all but the log", without(&[ReadEvents])),
        ("all but users", without(&[ReadUsers, ManageUsers])),
        ("all but groups", without(&[ReadGroups, ManageGroups])),
        ("all but rights", without(&[ReadRights, ManageRights])),
        (
            "nothing to manage",
            without(&[
                ManageUsers,
                ManageGroups,
                ManageRights,
                ManagePreferences,
                ManageOrganizations,
                DeleteEvents,
            ]),
        ),
    ]
}

/// Entries of all kinds in `north` and below, with users, groups and views.
async fn world() -> TestServer {
    let server = TestServer::start().await;
    let root = server.admin("installation").await;
    for (place, count) in [("north", 52), ("n1", 2)] {
        let mut events: Vec<_> = (0..count)
            .map(|number| {
                let mut sent = event(&format!("in-{place}-{number}"), "charge.updated");
                sent["organization"] = place.into();
                sent["actor"] = json!({ "name": "Ada Reyes", "username": "ada", "kind": "staff" });
                sent["records"] = json!([
                    { "type": "charge", "id": "c-17", "name": "Tuition", "change": "change" },
                    { "type": "family", "id": "f-12", "name": "Smith" },
                ]);
                sent["changes"] = json!([{ "property": "amount", "old": "1", "new": "2" }]);
                sent
            })
            .collect();
        let mut staff = event(&format!("staff-{place}"), "staff.updated");
        staff["organization"] = place.into();
        staff["records"] =
            json!([{ "type": "staff", "id": "s-1", "name": "Bo", "change": "change" }]);
        events.push(staff);
        server.send(&root, &events).await;
        let (operator, at) = (server.desk.operator(), server.ordinal(place));
        let mut bo = NewUser {
            rights: Rights::here([ReadEvents].into_iter().collect()),
            ..NewUser::new(at, &format!("bo-{place}"), "Bo", PASSWORD)
        };
        bo.fields.staff_record = Some("staff:s-1".to_owned());
        let bo = server.desk.create_user(&operator, bo).await.unwrap();
        let fields = GroupFields { name: format!("Office {place}"), ..GroupFields::default() };
        let group = server.desk.create_group(&operator, at, fields).await.unwrap();
        server.desk.set_member(&operator, at, &bo.id, &group.id, true).await.unwrap();
    }
    server
}

/// Ways of one page: links, what scripts fetch, and forms.
fn ways(page: &Page) -> Vec<(Method, String)> {
    let get = |name: &str| page.all(&format!(" {name}=\""), "\"");
    let links = ["href", "data-proof"].map(get).concat();
    let mut ways: Vec<_> = links.into_iter().map(|link| (Method::GET, link)).collect();
    for form in page.all("<form ", "</form>") {
        let (head, fields) = form.split_once('>').unwrap_or_default();
        let attribute = |text: &str, name: &str| {
            let value = text.split(&format!("{name}=\"")).nth(1)?;
            Some(value.split('"').next()?.to_owned())
        };
        let Some(mut action) = attribute(head, "action") else { continue };
        if attribute(head, "method").is_some_and(|method| method == "post") {
            ways.push((Method::POST, action));
            continue;
        }
        let hidden = fields.split("<input type=\"hidden\"").skip(1);
        for field in hidden.map(|field| field.split('>').next().unwrap_or_default()) {
            let (name, value) = (attribute(field, "name"), attribute(field, "value"));
            let join = if action.contains('?') { '&' } else { '?' };
            action = format!("{action}{join}{}={}", name.unwrap(), value.unwrap_or_default());
        }
        ways.push((Method::GET, action));
    }
    // What comes live has no end.
    let elsewhere = ["/assets/", "/live"];
    ways.retain(|(_, target)| {
        target.starts_with('/') && !elsewhere.iter().any(|start| target.starts_with(start))
    });
    ways
}

/// The route that answers `path`: the one with the fewest gaps.
fn route_of<'r>(routes: &'r [Route], method: &Method, path: &str) -> Option<&'r Route> {
    let parts: Vec<_> = path.split('/').collect();
    let fits = |route: &&Route| {
        let pattern: Vec<_> = route.pattern.split('/').collect();
        let same = |(a, b): (&&str, &&str)| a.starts_with('{') || a == b;
        route.method == *method
            && pattern.len() == parts.len()
            && pattern.iter().zip(&parts).all(same)
    };
    routes.iter().filter(fits).min_by_key(|route| route.pattern.matches('{').count())
}

/// What is new about a way: of those that differ in values alone one is followed, and of those that
/// say several things at once one for each thing.
fn news(routes: &[Route], method: &Method, target: &str) -> Vec<String> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pattern = route_of(routes, method, path).map_or(path, |route| route.pattern);
    // Each of these has ways of its own.
    let each = ["/users/{", "/groups/{", "/help/{"];
    let is_each = each.iter().any(|start| pattern.starts_with(start));
    let pattern = if is_each { path } else { pattern };
    let pairs: Vec<_> = query.split('&').collect();
    let is_place = |pair: &&&str| {
        let name = pair.split('=').next().unwrap_or_default();
        ["organization", "log", "page", "below"].contains(&name)
    };
    let place: BTreeSet<_> = pairs.iter().filter(is_place).collect();
    let names = pairs.iter().map(|pair| pair.split('=').next().unwrap_or_default());
    let news = names.map(|name| format!("{method} {pattern} {name}"));
    news.chain([format!("{method} {pattern} {place:?}")]).collect()
}

async fn walk(browser: &Browser<'_>, rights: &Rights, starts: &[&str]) -> (usize, Vec<String>) {
    let routes = routes();
    let (mut wrong, mut seen, mut followed) = (Vec::new(), BTreeSet::new(), 0);
    let mut open: VecDeque<(String, String)> =
        starts.iter().map(|start| ((*start).to_owned(), "the start".to_owned())).collect();
    while let Some((target, from)) = open.pop_front() {
        let page = browser.get(&target).await;
        followed += 1;
        assert!(followed < PAGES_MAX, "{target} from {from}");
        let status = page.0.status;
        if status >= 400 {
            wrong.push(format!("{status} GET {target} from {from}"));
            continue;
        }
        let location = page.0.header("location").to_owned();
        let ways = ways(&page);
        let ways =
            ways.into_iter().chain((!location.is_empty()).then_some((Method::GET, location)));
        for (method, way) in ways {
            let way = way.split('#').next().unwrap_or_default().to_owned();
            let news = news(&routes, &method, &way);
            let is_new = news.into_iter().filter(|one| seen.insert(one.clone())).count() > 0;
            if !is_new || !way.starts_with('/') {
                continue;
            }
            if method == Method::GET {
                if way != "/sign-out" {
                    open.push_back((way, target.clone()));
                }
                continue;
            }
            let path = way.split('?').next().unwrap_or_default();
            let Some(route) = route_of(&routes, &method, path) else {
                wrong.push(format!("no route {method} {way} from {target}"));
                continue;
            };
            if let Needs::Rights(needed) | Needs::Reach(needed) = route.needs
                && !needed.iter().all(|right| rights.scopes().contains(*right))
            {
                wrong.push(format!("{needed:?} {method} {way} from {target}"));
            }
        }
    }
    (followed, wrong)
}

#[tokio::test]
async fn nobody_is_led_to_what_they_are_refused() {
    let server = world().await;
    let operator = server.desk.operator();
    let alex = server.user_who_may("north", "alex", &[ReadEvents]).await;
    let browser = Browser::signed_in(&server, "alex").await;
    let users = server.desk.users(&operator, server.ordinal("north")).await.unwrap();
    let alex = Holder::User(users.into_iter().find(|user| user.id.0 == alex).unwrap());
    let mut wrong = Vec::new();
    for (name, rights) in readers() {
        let old = server.desk.tool_rights(&operator, &alex).await.unwrap();
        server.desk.set_tool_rights(&operator, &alex, old, rights).await.unwrap();
        let starts: &[&str] = match rights.scopes().contains(ReadEvents) {
            true => &["/", "/account", "/help"],
            false => &["/account", "/help"],
        };
        let (followed, found) = walk(&browser, &rights, starts).await;
        println!("{name}: {followed} pages, {} wrong", found.len());
        wrong.extend(found.into_iter().map(|found| format!("{name}: {found}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
