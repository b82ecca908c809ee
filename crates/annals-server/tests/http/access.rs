//! Every route x kind of key x organisation: who gets what, and that nobody learns more.

use annals_model::{Millis, Permission};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, NOW, READS, TestServer, event};

/// The kinds of key, all of `north` and reaching below unless said otherwise.
const KEYS: [&str; 9] =
    ["none", "wrong", "revoked", "expired", "read", "write", "admin", "near", "metrics"];

struct Keys(Vec<(&'static str, String)>);

impl Keys {
    async fn of(server: &TestServer) -> Self {
        use Permission::{ReadMetrics, ReadOrganizations, ReadProof, WriteEvents};
        let read = [READS[0], READS[1], ReadProof, ReadOrganizations];
        let (revoked_id, revoked) = server.key_with("north", &Permission::ALL, |_| {}).await;
        server.desk.revoke_key(&server.desk.operator(), &revoked_id).await.unwrap();
        let expiring = server
            .key_with("north", &Permission::ALL, |new| {
                new.expires_at = Some(Millis(NOW.0 + 1_000));
            })
            .await
            .1;
        server.clock.advance(1_000);
        let near = |new: &mut annals_desk::NewKey| new.reaches_below = false;
        Self(vec![
            ("none", String::new()),
            ("wrong", format!("ann_{}", "0".repeat(52))),
            ("revoked", revoked),
            ("expired", expiring),
            ("read", server.key("north", &read).await),
            ("write", server.key("north", &[WriteEvents]).await),
            ("admin", server.admin("north").await),
            ("near", server.key_with("north", &Permission::ALL, near).await.1),
            ("metrics", server.key("north", &[ReadMetrics]).await),
        ])
    }
}

/// What each kind of key gets from a route, in the order of [`KEYS`]; the first four are always
/// refused and left out.
struct Case {
    method: Method,
    path: String,
    body: Option<Value>,
    /// read, write, admin, near, metrics
    expected: [u16; 5],
}

fn case(method: Method, path: &str, body: Option<Value>, expected: [u16; 5]) -> Case {
    Case { method, path: path.to_owned(), body, expected }
}

/// Users and groups of `place`, in which there is the user `user`.
fn people_cases(place: &str, user: &str, read: [u16; 5]) -> Vec<Case> {
    let like = |status: u16, other: u16| read.map(|one| if one == status { other } else { one });
    let refused = like(200, 409);
    let at = |path: &str| format!("{path}?organization={place}");
    let (users, groups) = (format!("/v1/users/{user}"), "/v1/groups/staff".to_owned());
    let mut cases = Vec::new();
    for path in ["/v1/users", "/v1/groups"].map(str::to_owned).into_iter().chain([
        users.clone(),
        format!("{users}/rights"),
        format!("{users}/calendars"),
        groups.clone(),
        format!("{groups}/rights"),
        format!("{groups}/calendars"),
        format!("{groups}/members"),
    ]) {
        cases.push(case(Method::GET, &at(&path), None, read));
    }
    let tools = json!({ "grant": ["reports:read"] });
    let year = json!({ "school": "Lincoln", "end_year": 2027 });
    let named = json!({ "organization": place, "name": "" });
    let account =
        json!({ "organization": place, "username": "", "name": "x", "password": "long enough" });
    let member = format!("{groups}/members/{user}");
    let absent = like(200, 404);
    cases.extend([
        // Refused for what they say only after it is clear that they may say it.
        case(Method::POST, "/v1/users", Some(account), like(200, 422)),
        case(Method::POST, "/v1/groups", Some(named), like(200, 422)),
        case(Method::PATCH, &at(&users), Some(json!({ "version": 1 })), read),
        case(Method::DELETE, &format!("{}&version=9", at(&users)), None, refused),
        case(Method::PATCH, &at(&groups), Some(json!({ "version": 0 })), refused),
        case(Method::DELETE, &format!("{}&version=0", at(&groups)), None, refused),
        case(Method::PATCH, &at(&format!("{users}/rights")), Some(tools.clone()), read),
        case(Method::PATCH, &at(&format!("{groups}/rights")), Some(tools), read),
        case(Method::POST, &at(&format!("{groups}/calendars")), Some(year.clone()), refused),
        case(Method::PATCH, &at(&format!("{users}/calendars/x")), Some(year.clone()), absent),
        case(Method::DELETE, &at(&format!("{users}/calendars/x")), None, absent),
        case(Method::PATCH, &at(&format!("{groups}/calendars/x")), Some(year), absent),
        case(Method::DELETE, &at(&format!("{groups}/calendars/x")), None, absent),
        case(Method::GET, &at(&format!("{users}/sessions")), None, read),
        case(Method::DELETE, &at(&format!("{users}/sessions")), None, like(200, 204)),
        case(Method::DELETE, &at(&format!("{users}/sessions/x")), None, like(200, 404)),
        case(Method::POST, &at(&format!("{users}/reset-link")), None, like(200, 201)),
        case(Method::GET, &at(&format!("{users}/second-factor")), None, read),
        case(Method::DELETE, &at(&format!("{users}/second-factor")), None, like(200, 204)),
        case(Method::GET, &at("/v1/sessions"), None, read),
        case(Method::PUT, &at(&member), None, like(200, 204)),
        case(Method::DELETE, &at(&member), None, like(200, 204)),
    ]);
    cases
}

fn cases(users: &[(&str, String)]) -> Vec<Case> {
    let mut cases = Vec::new();
    // (organisation, what a reader gets there, what one without reach gets)
    for (place, far, near) in [
        ("north", 200, 200),
        ("n1", 200, 404),
        ("south", 404, 404),
        ("state", 404, 404),
        ("installation", 404, 404),
        ("nowhere", 404, 404),
    ] {
        let read = [far, 403, far, near, 403];
        for path in [
            "/v1/events?",
            "/v1/events/count?",
            "/v1/events/facets?field=actor&",
            "/v1/events/histogram?",
        ] {
            cases.push(case(Method::GET, &format!("{path}organization={place}"), None, read));
        }
        let below = [far, 403, far, 403, 403];
        let path = format!("/v1/events/count?below=true&organization={place}");
        cases.push(case(Method::GET, &path, None, below));
        for path in ["", "/proof"] {
            let path = format!("/v1/events/in-{place}{path}?organization={place}");
            cases.push(case(Method::GET, &path, None, read));
            let path = path.split('?').next().unwrap().to_owned();
            cases.push(case(Method::GET, &path, None, read));
        }
        let path = format!("/v1/organizations/{place}");
        cases.push(case(Method::GET, &path, None, read));
        let manage = [403, 403, far, near, 403];
        let rename = Some(json!({ "name": "Renamed" }));
        cases.push(case(Method::PATCH, &path, rename, manage));
        let body = Some(json!({ "q": "", "organization": place, "dry_run": true }));
        cases.push(case(Method::POST, "/v1/events/delete", body, manage));
        let path = format!("/v1/keys?organization={place}");
        cases.push(case(Method::GET, &path, None, manage));
        let body = json!({ "name": "k", "organization": place, "scopes": ["events:read"] });
        let create = manage.map(|status| if status == 200 { 201 } else { status });
        cases.push(case(Method::POST, "/v1/keys", Some(body), create));
        let user = users.iter().find(|(at, _)| *at == place).map_or("nobody", |(_, id)| id);
        cases.extend(people_cases(place, user, manage));
        for path in ["", "/session_idle"] {
            let path = format!("/v1/preferences{path}?organization={place}");
            cases.push(case(Method::GET, &path, None, manage));
        }
        let path = format!("/v1/preferences/session_idle?organization={place}");
        let change = Some(json!({ "value": 30 }));
        cases.push(case(Method::PATCH, &path, change, manage));
        cases.push(case(Method::DELETE, &path, None, manage));
        let modules = format!("/v1/modules?organization={place}");
        cases.push(case(Method::GET, &modules, None, manage));
        let module = format!("/v1/modules/health?organization={place}");
        let body =
            json!({ "label": "Health", "rights": [{ "name": "office", "label": "Office" }] });
        cases.push(case(Method::PUT, &module, Some(body), manage));
        let removed = manage.map(|status| if status == 200 { 204 } else { status });
        cases.push(case(Method::DELETE, &module, None, removed));
        let writes = [403, far, far, near, 403];
        let records = format!("/v1/records?organization={place}");
        cases.push(case(Method::GET, &records, None, writes));
        cases.push(case(Method::PUT, &records, Some(json!({ "records": [] })), writes));
        let record = format!("/v1/records/student/17?organization={place}");
        let said = json!({ "name": "Alex Smith" });
        cases.push(case(Method::PUT, &record, Some(said), writes));
        cases.push(case(Method::GET, &record, None, read));
        let forgotten = writes.map(|status| if status == 200 { 204 } else { status });
        cases.push(case(Method::DELETE, &record, None, forgotten));
        let mut sent = event("sent", "a.created");
        sent["organization"] = place.into();
        let taken = |status| if status == 200 { 201 } else { 422 };
        let write = [403, taken(far), taken(far), taken(near), 403];
        cases.push(case(Method::POST, "/v1/events", Some(sent), write));
    }
    cases.push(case(Method::GET, "/v1/organizations", None, [200, 403, 200, 200, 403]));
    cases.push(case(Method::GET, "/metrics", None, [403, 403, 200, 200, 200]));
    cases.push(case(Method::DELETE, "/v1/sessions/unknown", None, [403, 403, 404, 404, 403]));
    cases.push(case(Method::DELETE, "/v1/keys/unknown", None, [403, 403, 404, 404, 403]));
    cases
}

async fn ask(server: &TestServer, case: &Case, key: &str) -> Answer {
    let mut request = server.request(case.method.clone(), &case.path, key);
    if let Some(body) = &case.body {
        request = request.json(body);
    }
    Answer::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn every_route_for_every_key_in_every_organisation() {
    let server = TestServer::start().await;
    let root = server.admin("installation").await;
    for place in ["north", "n1", "south", "state", "installation"] {
        let mut sent = event(&format!("in-{place}"), "a.created");
        sent["organization"] = place.into();
        server.send(&root, &[sent]).await;
    }
    let mut users = Vec::new();
    for place in ["north", "n1", "south", "state", "installation"] {
        users.push((place, server.user_who_may(place, &format!("u-{place}"), &[]).await));
    }
    let keys = Keys::of(&server).await;
    let mut wrong = Vec::new();
    for case in cases(&users) {
        for (index, (kind, key)) in keys.0.iter().enumerate() {
            assert_eq!(KEYS[index], *kind);
            let expected = if index < 4 { 401 } else { case.expected[index - 4] };
            let answer = ask(&server, &case, key).await;
            if answer.status != expected {
                let text = &answer.text;
                let Case { method, path, .. } = &case;
                wrong.push(format!(
                    "{method} {path} {kind}: {}, not {expected} {text}",
                    answer.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is open to everyone, whatever they show.
#[tokio::test]
async fn open_routes() {
    let server = TestServer::start().await;
    let keys = Keys::of(&server).await;
    for (_, key) in &keys.0 {
        for path in ["/healthz", "/readyz", "/openapi.json", "/docs/api"] {
            assert_eq!(server.get(path, key).await.status, 200, "{path}");
        }
    }
}

/// The answers for a foreign organisation and for none are the same to the byte.
#[tokio::test]
async fn a_foreign_organisation_looks_like_none() {
    let server = TestServer::start().await;
    let root = server.admin("installation").await;
    let mut foreign = event("secret-event", "a.created");
    foreign["organization"] = "south".into();
    server.send(&root, &[foreign]).await;
    let (foreign_key, _) = server.key_with("south", &[Permission::ReadEvents], |_| {}).await;
    let key = server.admin("north").await;
    let normal = |answer: Answer, name: &str| {
        let mut body = answer.body;
        body["request_id"] = Value::Null;
        (answer.status, body.to_string().replace(name, "NAME"))
    };
    for path in [
        "/v1/events?organization=NAME",
        "/v1/events/count?below=true&organization=NAME",
        "/v1/organizations/NAME",
        "/v1/keys?organization=NAME",
        "/v1/preferences?organization=NAME",
        "/v1/preferences/audit_users?organization=NAME",
        "/v1/events/secret-event?organization=NAME",
    ] {
        let south = server.get(&path.replace("NAME", "south"), &key).await;
        let nowhere = server.get(&path.replace("NAME", "nowhere"), &key).await;
        assert_eq!(normal(south, "south"), normal(nowhere, "nowhere"), "{path}");
    }
    let there = server.get("/v1/events/secret-event", &key).await;
    let not_there = server.get("/v1/events/no-such-event", &key).await;
    assert_eq!(normal(there, ""), normal(not_there, ""));
    let delete = async |id: &str| {
        let request = server.request(Method::DELETE, &format!("/v1/keys/{id}"), &key);
        normal(Answer::of(request.send().await.unwrap()).await, "")
    };
    assert_eq!(delete(&foreign_key.0).await, delete("0000000000000000").await);
    // An id that another organisation uses is free here.
    let sent = server.post("/v1/events", &key, &event("secret-event", "b.created")).await;
    assert_eq!((sent.status, &sent.body["repeated"]), (201, &json!(false)));
}
