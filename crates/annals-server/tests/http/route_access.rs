//! Every route × kind of principal × organisation: who gets what, and that nobody learns more.

use std::collections::{BTreeMap, BTreeSet};

use annals_desk::{GroupFields, Holder};
use annals_model::{Millis, Permission, Rights, Scopes};
use reqwest::Method;
use serde_json::json;

use crate::browser::{Browser, Page};
use crate::routes::{Needs, Route, routes};
use crate::support::{Answer, NOW, TestServer, event};

/// Organisations, as `north` sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kin {
    Own,
    Child,
    /// A sibling, those above, and none.
    Foreign,
}

const PLACES: [(&str, Kin); 6] = [
    ("north", Kin::Own),
    ("n1", Kin::Child),
    ("south", Kin::Foreign),
    ("state", Kin::Foreign),
    ("installation", Kin::Foreign),
    ("nowhere", Kin::Foreign),
];

/// With what someone comes.
#[derive(Clone, Copy, Debug)]
enum Credential<'c> {
    Nothing,
    Key(&'c str),
    /// A session's cookie and the token of its forms.
    Session(&'c str, &'c str),
}

/// Who asks.
struct Asker<'c> {
    name: String,
    credential: Credential<'c>,
    /// `None` for those whom nobody knows.
    rights: Option<Rights>,
}

impl Asker<'_> {
    fn expected(&self, route: &Route, kin: Kin) -> Vec<u16> {
        let is_key = matches!(self.credential, Credential::Key(_));
        let Some(rights) = self.rights.as_ref().filter(|_| route.is_api() || !is_key) else {
            return match route.needs {
                Needs::Nothing => vec![route.status],
                // No page can take the place of what a script asked for.
                _ if route.is_api() || is_part(route) => vec![401],
                _ => vec![303],
            };
        };
        let needed = match route.needs {
            // Whoever is in already.
            Needs::Nothing if route.pattern == "/sign-in" && !is_key => return vec![303],
            Needs::Nothing | Needs::Session => return vec![route.status],
            Needs::SessionOr(_) if !is_key => return vec![route.status],
            Needs::SessionWith(more) if !more.iter().all(|one| rights.scopes().contains(*one)) => {
                return vec![route.status];
            }
            Needs::SessionWith(needed)
            | Needs::SessionOr(needed)
            | Needs::Rights(needed)
            | Needs::Reach(needed) => needed,
        };
        let has = |right: &Permission| rights.scopes().contains(*right);
        let below = needed.iter().all(|right| rights.below().contains(*right));
        let has_reach = below || !matches!(route.needs, Needs::Reach(_));
        if !needed.iter().all(has) || !has_reach {
            // Who has one of two rights may be told instead that there is nothing they could see.
            let is_told = route.hides || kin != Kin::Own || needed.iter().any(has);
            return if is_told { vec![403, route.elsewhere] } else { vec![403] };
        }
        match kin {
            Kin::Own => vec![route.status],
            Kin::Child if below => vec![route.status],
            Kin::Child | Kin::Foreign => vec![route.elsewhere],
        }
    }
}

/// What pages ask for by script, and show in a place of their own.
fn is_part(route: &Route) -> bool {
    matches!(route.pattern, "/facets" | "/chart")
}

/// Whether failures are answered later and later.
fn is_slowed_down(route: &Route) -> bool {
    let guesses = ["/reset/{token}", "/sign-in"];
    route.needs == Needs::Nothing && guesses.contains(&route.pattern)
}

/// What is there to be asked for.
struct World {
    server: TestServer,
    /// User and group of each place.
    people: BTreeMap<&'static str, (String, String)>,
    /// A notification in each place.
    messages: BTreeMap<&'static str, String>,
    /// A file that pages name.
    asset: String,
}

impl World {
    async fn start() -> Self {
        let server = TestServer::start().await;
        let root = server.admin("installation").await;
        let mut people = BTreeMap::new();
        let mut messages = BTreeMap::new();
        for place in ["north", "n1", "south", "state", "installation"] {
            let mut sent = event(&format!("in-{place}"), "charge.deleted");
            sent["organization"] = place.into();
            sent["actor"] = json!({ "name": format!("Person of {place}") });
            sent["records"] = json!([{ "type": "student", "id": "17",
                "name": format!("Child of {place}"), "change": "delete" }]);
            server.send(&root, &[sent]).await;
            let path = format!("/v1/records/student/17?organization={place}");
            let said = server.request(Method::PUT, &path, &root).json(&json!({ "name": "Alex" }));
            assert_eq!(said.send().await.unwrap().status(), 200);
            let user = server.user_who_may(place, &format!("u-{place}"), &[]).await;
            let (operator, at) = (server.desk.operator(), server.ordinal(place));
            let fields = GroupFields { name: format!("g-{place}"), ..GroupFields::default() };
            let group = server.desk.create_group(&operator, at, fields).await.unwrap();
            let push = json!({ "channel": "push", "text": "x", "to": { "address": format!("of {place}") } });
            let path = format!("/v1/messages?organization={place}");
            let sent = server.post(&path, &root, &json!({ "messages": [push] })).await;
            let id = sent.body["messages"][0]["id"].as_str().unwrap();
            messages.insert(place, id.to_owned());
            people.insert(place, (user, group.id.0));
        }
        let asset = Page(server.get("/sign-in", "").await).all("/assets/", "\"").remove(0);
        Self { server, people, messages, asset }
    }

    fn path(&self, route: &Route, place: &str) -> String {
        let nobody = ("nobody".to_owned(), "nothing".to_owned());
        let (user, group) = self.people.get(place).unwrap_or(&nobody);
        let path = route.pattern;
        let id = match () {
            () if path.contains("/users/") => user,
            () if path.contains("/groups/") => group,
            () if path.contains("/organizations/") => place,
            () if path.contains("/messages/") => {
                self.messages.get(place).map_or("unknown", String::as_str)
            }
            () if path.contains("/events/") => &format!("in-{place}"),
            () if path.contains("/preferences/") => "session_idle",
            () if path.contains("/modules/") => "health",
            // What is forgotten is not what others look at.
            () if path.contains("/records/") && route.method == Method::DELETE => "18",
            () if path.contains("/records/") => "17",
            () if path == "/views/{id}" => "deletions",
            () => "unknown",
        };
        let number = if path.contains("user-security") { "1" } else { "0" };
        let path = path.replace("{id}", id).replace("{user}", user).replace("{number}", number);
        let path = path
            .replace("{name}", "session_idle")
            .replace("{type}", "student")
            .replace("{channel}", "push");
        let path = path.replace("{topic}", "searching").replace("{file}", &self.asset);
        let path = ["{session}", "{right}", "{token}"]
            .iter()
            .fold(path, |path, gap| path.replace(gap, "unknown"));
        format!("{path}{}", route.query.replace("{place}", place))
    }

    async fn ask(&self, route: &Route, place: &str, credential: Credential<'_>) -> Answer {
        let path = self.path(route, place);
        let request = self.server.request(route.method.clone(), &path, "");
        let body = route.body.replace("{place}", place);
        let is_form = !route.is_api() && route.method == Method::POST;
        let mut request = match credential {
            Credential::Nothing => request,
            Credential::Key(key) => request.bearer_auth(key),
            Credential::Session(cookie, token) => {
                request.header("cookie", cookie).header("x-annals-form-token", token)
            }
        };
        if is_form {
            let token = match credential {
                Credential::Session(_, token) if !body.contains("form_token") => token,
                _ => "",
            };
            let is_of_page = !token.is_empty();
            let body = if is_of_page { format!("form_token={token}&{body}") } else { body };
            request =
                request.header("content-type", "application/x-www-form-urlencoded").body(body);
        } else if !body.is_empty() {
            request = request.header("content-type", "application/json").body(body);
        }
        if !route.is_api() {
            request = request.header("accept", "text/html,*/*;q=0.8");
        }
        if is_part(route) {
            request = request.header("hx-request", "true").header("hx-request-type", "partial");
        }
        let response = request.header("sec-fetch-site", "same-origin").send().await.unwrap();
        let has_end = !matches!(route.pattern, "/live" | "/v1/events/stream");
        if has_end || response.status() != 200 {
            return Answer::of(response).await;
        }
        let headers = response.headers().clone();
        Answer { status: 200, headers, text: String::new(), body: json!(null) }
    }
}

/// What is wrong about the answers, and how many there were.
#[derive(Default)]
struct Found {
    wrong: Vec<String>,
    requests: usize,
    kinds: BTreeSet<String>,
    asked: BTreeSet<(String, &'static str)>,
}

impl Found {
    /// Asks for `route` in every organisation.
    async fn walk(&mut self, world: &World, route: &Route, asker: &Asker<'_>) {
        self.kinds.insert(asker.name.clone());
        self.asked.insert((route.method.to_string(), route.pattern));
        let places = match (route.is_placed(), asker.rights.is_some()) {
            (false, _) => &PLACES[..1],
            // Whom nobody knows is told nothing of any.
            (true, false) => &PLACES[..3],
            (true, true) => &PLACES[..],
        };
        let mut refusals = BTreeSet::new();
        for (place, kin) in places {
            let answer = world.ask(route, place, asker.credential).await;
            self.requests += 1;
            let expected = asker.expected(route, *kin);
            let told = format!("{} {} {place}: {}", asker.name, route.method, route.pattern);
            if !expected.contains(&answer.status) {
                let text: String = answer.text.chars().take(300).collect();
                let status = answer.status;
                self.wrong.push(format!("{told}: {status}, not {expected:?}: {text}"));
            }
            for other in ["state", "south", "installation"] {
                let names = [format!("u-{other}"), format!("g-{other}"), format!("of {other}")];
                if names.iter().any(|name| answer.text.contains(name)) {
                    self.wrong.push(format!("{told} tells of {other}"));
                }
            }
            // What isn't theirs is as absent as what isn't there: the same to the letter, but for
            // what they asked for and what tells requests apart.
            if *kin == Kin::Foreign && asker.rights.is_some() {
                let request = answer.header("x-request-id").to_owned();
                let (status, text) = (answer.status, &answer.text);
                refusals.insert((status, text.replace(&request, "ID").replace(place, "PLACE")));
            }
        }
        if refusals.len() > 1 {
            let told = format!("{} {} {}", asker.name, route.method, route.pattern);
            self.wrong.push(format!("{told}: {} kinds of refusal: {refusals:?}", refusals.len()));
        }
    }
}

async fn set_rights(world: &World, holder: &Holder, rights: Rights) {
    let (desk, operator) = (&world.server.desk, world.server.desk.operator());
    let old = desk.tool_rights(&operator, holder).await.unwrap();
    desk.set_tool_rights(&operator, holder, old, rights).await.unwrap();
}

/// A key with these rights; there is none without any.
async fn key(world: &World, rights: &Rights) -> Option<String> {
    let scopes: Vec<_> = rights.scopes().iter().collect();
    let reaches_below = rights.below().iter().next().is_some();
    if scopes.is_empty() {
        return None;
    }
    let key = world.server.key_with("north", &scopes, |new| new.reaches_below = reaches_below);
    Some(key.await.1)
}

/// Those whom nobody knows: without anything, and with keys and a session that hold no longer.
async fn walk_unknown(world: &World, found: &mut Found) {
    let server = &world.server;
    let (revoked_id, revoked) = server.key_with("north", &Permission::ALL, |_| {}).await;
    server.desk.revoke_key(&server.desk.operator(), &revoked_id).await.unwrap();
    let at = Millis(NOW.0 + 1_000);
    let expiring = server.key_with("north", &Permission::ALL, |new| new.expires_at = Some(at));
    let expired = expiring.await.1;
    server.clock.advance(1_000);
    server.user("north", "gone", crate::support::PASSWORD).await;
    let gone = Browser::signed_in(server, "gone").await;
    let token = gone.form_token().await;
    gone.post("/sign-out", &format!("form_token={token}")).await;
    let wrong = format!("ann_{}", "0".repeat(52));
    for (name, credential) in [
        ("nobody", Credential::Nothing),
        ("wrong key", Credential::Key(&wrong)),
        ("revoked key", Credential::Key(&revoked)),
        ("expired key", Credential::Key(&expired)),
        ("session that ended", Credential::Session(&gone.cookie, &token)),
    ] {
        let asker = Asker { name: name.to_owned(), credential, rights: None };
        for route in routes() {
            if route.needs != Needs::Nothing || name == "nobody" {
                found.walk(world, &route, &asker).await;
            }
        }
    }
}

fn without(right: Permission) -> Scopes {
    Permission::ALL.into_iter().filter(|other| *other != right).collect()
}

/// What a route needs, with who has it, just not, or more.
fn kinds(needed: &[Permission]) -> Vec<(String, Rights)> {
    let scopes: Scopes = needed.iter().copied().collect();
    let mut kinds = vec![
        ("just that, reaching below".to_owned(), Rights::reaching_below(scopes)),
        ("just that, here".to_owned(), Rights::here(scopes)),
    ];
    kinds.extend(needed.iter().map(|right| {
        let name = format!("all but {}", right.as_str());
        (name, Rights::reaching_below(without(*right)))
    }));
    kinds
}

#[tokio::test]
async fn every_route_for_every_principal_in_every_organisation() {
    let world = World::start().await;
    let server = &world.server;
    let alex = server.user_who_may("north", "alex", &[Permission::ReadEvents]).await;
    let browser = Browser::signed_in(server, "alex").await;
    let token = browser.form_token().await;
    let users = server.desk.users(&server.desk.operator(), server.ordinal("north")).await.unwrap();
    let alex = Holder::User(users.into_iter().find(|user| user.id.0 == alex).unwrap());
    let mut found = Found::default();
    walk_unknown(&world, &mut found).await;

    // Which routes are asked for by whom.
    let routes = routes();
    let mut by_need: BTreeMap<Needs, Vec<&Route>> = BTreeMap::new();
    for route in &routes {
        by_need.entry(route.needs).or_default().push(route);
    }
    let all: Vec<&Route> = routes.iter().collect();
    let mut walks = vec![
        ("nothing".to_owned(), Rights::default(), &all),
        ("everything".to_owned(), Rights::reaching_below(Scopes::all()), &all),
    ];
    for (needs, routes) in &by_need {
        let needed = match needs {
            Needs::Nothing | Needs::Session => None,
            Needs::SessionWith(needed)
            | Needs::SessionOr(needed)
            | Needs::Rights(needed)
            | Needs::Reach(needed) => Some(needed),
        };
        if let Some(needed) = needed {
            walks.extend(kinds(needed).into_iter().map(|(name, rights)| (name, rights, routes)));
        }
    }
    for (name, rights, routes) in walks {
        set_rights(&world, &alex, rights).await;
        let secret = key(&world, &rights).await;
        let session = Credential::Session(&browser.cookie, &token);
        let key = secret.as_ref().map(|secret| (Credential::Key(secret), "key"));
        for (credential, what) in key.into_iter().chain([(session, "user")]) {
            let asker =
                Asker { name: format!("{what} with {name}"), credential, rights: Some(rights) };
            for route in routes.iter() {
                // Keys open no pages, and who may is not looked at where all may: once is enough.
                let is_open = route.needs == Needs::Nothing;
                let is_once = is_open || !route.is_api() && what == "key";
                if is_once && name != "everything" || is_slowed_down(route) {
                    continue;
                }
                found.walk(&world, route, &asker).await;
            }
        }
    }
    let methods = found.asked.len();
    println!(
        "{} routes ({methods} with their methods) x {} kinds of principal x {} organisations (own, \
         child, sibling, parent, installation, none) = {} requests",
        routes.iter().map(|route| route.pattern).collect::<BTreeSet<_>>().len(),
        found.kinds.len(),
        PLACES.len(),
        found.requests
    );
    assert_eq!(methods, routes.len());
    assert!(found.wrong.is_empty(), "{}\n{} wrong", found.wrong.join("\n"), found.wrong.len());
}

/// What an address doesn't take is named, whatever else it is asked: an organisation that is passed
/// over would be another one.
#[tokio::test]
async fn no_route_of_the_api_passes_over_a_parameter() {
    let world = World::start().await;
    let secret = key(&world, &Rights::reaching_below(Scopes::all())).await.unwrap();
    let mut wrong = Vec::new();
    for route in routes().into_iter().filter(|route| route.pattern.starts_with("/v1/")) {
        for bogus in ["organisation=n1", "organization=n1&organization=n1"] {
            let is_empty = route.query.is_empty();
            // Where it may stand once, twice is as wrong.
            if bogus.contains('&') && !is_empty {
                continue;
            }
            let query = format!("{}{}{bogus}", route.query, if is_empty { "?" } else { "&" });
            let route = Route { query: query.leak(), ..route.clone() };
            let answer = world.ask(&route, "north", Credential::Key(&secret)).await;
            let name = bogus.split('=').next().unwrap();
            let is_named = answer.text.contains("\"invalid_parameter\"")
                && answer.text.contains(&format!("\"field\":\"{name}\""));
            if answer.status != 400 || !is_named {
                let told = format!("{} {} {}", route.method, route.pattern, answer.status);
                wrong
                    .push(format!("{told}: {}", answer.text.chars().take(200).collect::<String>()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
}

/// The table and the server have the same routes and methods, and the API's are described.
#[tokio::test]
async fn every_route_is_listed() {
    let server = TestServer::start().await;
    let mut listed = BTreeSet::new();
    for route in routes() {
        let is_new = listed.insert((route.pattern.to_owned(), route.method.to_string()));
        assert!(is_new, "{} {} is listed twice", route.method, route.pattern);
    }
    let mut served = BTreeSet::new();
    for pattern in annals_server::addresses() {
        let path = pattern.replace(['{', '}'], "");
        // No route takes this, and each says what it takes instead.
        let answer = server.request(Method::TRACE, &path, "").send().await.unwrap();
        assert_eq!(answer.status(), 405, "{pattern}");
        let allowed = answer.headers()["allow"].to_str().unwrap();
        let methods = allowed.split(',').filter(|method| *method != "HEAD");
        served.extend(methods.map(|method| (pattern.clone(), method.to_owned())));
    }
    let unlisted: Vec<_> = served.difference(&listed).collect();
    let absent: Vec<_> = listed.difference(&served).collect();
    assert!(
        unlisted.is_empty() && absent.is_empty(),
        "routes.rs lacks {unlisted:?}, and lists {absent:?}, which the server has not"
    );

    let document = server.get("/openapi.json", "").await.body;
    let described: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(|method| (path.clone(), method.to_uppercase()))
        })
        .collect();
    let of_programs = ["/healthz", "/readyz", "/openapi.json", "/docs/api"];
    let described_by_table: BTreeSet<_> = routes()
        .iter()
        .filter(|route| route.is_api() || of_programs.contains(&route.pattern))
        .map(|route| (route.pattern.to_owned(), route.method.to_string()))
        .collect();
    assert_eq!(described, described_by_table, "/openapi.json describes other routes");
}
