//! Signing in and out, cookies, and requests from other sites.

use annals_desk::NewUser;
use reqwest::{Method, RequestBuilder};

use crate::support::{Answer, TestServer};

async fn sign_in(server: &TestServer, username: &str, password: &str) -> Answer {
    let form = format!("username={username}&password={password}&next=%2Fentries%2F1");
    let request = server
        .request(Method::POST, "/sign-in", "")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(form);
    Answer::of(request.send().await.unwrap()).await
}

fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_session_begins_and_ends() {
    let server = TestServer::start().await;
    server.user("north", "ada", "correct+horse").await;
    let wrong = sign_in(&server, "ada", "wrong").await;
    assert_eq!(wrong.status, 303);
    assert_eq!(wrong.header("location"), "/sign-in?problem=credentials&next=/entries/1");
    let tried = wrong.header("set-cookie");
    assert_eq!(tried, "annals-tried=YWRh; Path=/sign-in; Max-Age=60; HttpOnly; SameSite=Strict");
    let again = server
        .request(Method::GET, "/sign-in?problem=credentials", "")
        .header("cookie", tried.split(';').next().unwrap());
    let again = Answer::of(again.send().await.unwrap()).await;
    assert!(again.text.contains("name=\"username\" type=\"text\" value=\"ada\""));

    // Upper and lower case of a username are the same; a plus in a form is a space.
    let answer = sign_in(&server, "ADA", "correct%2Bhorse").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/entries/1"));
    let set = answer.header("set-cookie");
    assert!(set.ends_with("; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax"), "{set}");
    let cookie = cookie(&answer);
    let with = |method: Method, path: &str| -> RequestBuilder {
        server.request(method, path, "").header("cookie", &cookie)
    };
    let page = Answer::of(with(Method::GET, "/").send().await.unwrap()).await;
    assert_eq!(page.status, 200);
    let count = with(Method::GET, "/v1/events/count").send().await.unwrap();
    assert_eq!(count.status(), 200);

    let token = page.text.split("name=\"form_token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let sign_out = |token: &str| {
        with(Method::POST, "/sign-out")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(format!("form_token={token}"))
            .send()
    };
    assert_eq!(sign_out("").await.unwrap().status(), 403);
    let forged = "A".repeat(token.len());
    assert_eq!(sign_out(&forged).await.unwrap().status(), 403);
    let out = Answer::of(sign_out(token).await.unwrap()).await;
    assert_eq!((out.status, out.header("location")), (303, "/sign-in?notice=signed-out"));
    assert!(out.header("set-cookie").starts_with("annals=; Path=/; Max-Age=0"));
    let count = with(Method::GET, "/v1/events/count").send().await.unwrap();
    assert_eq!(count.status(), 401);
    // Whose browser still has the cookie is told why.
    let ended = "Your session has ended. Sign in to go on.";
    let page =
        Answer::of(with(Method::GET, "/sign-in?next=/entries/1").send().await.unwrap()).await;
    assert!(page.text.contains(ended), "{}", page.text);
    assert!(!server.get("/sign-in", "").await.text.contains(ended));
    let page = Answer::of(with(Method::GET, "/").send().await.unwrap()).await;
    assert_eq!((page.status, page.header("location")), (303, "/sign-in"));
}

#[tokio::test]
async fn signing_in_is_told_where_it_belongs() {
    let server = TestServer::start().await;
    server.user("north", "ada", "correct+horse").await;
    sign_in(&server, "ada", "wrong").await;
    sign_in(&server, "nobody-typed-secret", "x").await;
    sign_in(&server, "ada", "correct%2Bhorse").await;
    let north = server.admin("north").await;
    let root = server.admin("installation").await;
    let actions = async |key: &str, organization: &str| {
        let path = format!("/v1/events?q=action:annals.session.*&organization={organization}");
        let page = server.get(&path, key).await.body;
        let entries = page["entries"].as_array().unwrap().clone();
        let line = |entry: &serde_json::Value| {
            let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
            [&entry["action"], &entry["actor"]["username"], &entry["reason"], &entry["ip"]]
                .map(text)
                .join(" ")
        };
        entries.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        actions(&north, "north").await,
        [
            "annals.session.signed_in ada - 127.0.0.1",
            "annals.session.sign_in_failed ada wrong password 127.0.0.1"
        ]
    );
    // The name that was typed may be a password in the wrong field.
    assert_eq!(
        actions(&root, "installation").await,
        ["annals.session.sign_in_failed - unknown username 127.0.0.1"]
    );
}

#[tokio::test]
async fn sessions_end_by_themselves() {
    let server = TestServer::start().await;
    server.user("north", "ada", "correct+horse").await;
    let hour = 60 * 60 * 1000;
    for (idle_hours, times, holds) in [(11, 10, true), (12, 1, false), (11, 16, false)] {
        let cookie = cookie(&sign_in(&server, "ada", "correct%2Bhorse").await);
        let mut status = 0;
        for _ in 0..times {
            server.clock.advance(idle_hours * hour);
            let request = server.request(Method::GET, "/v1/events/count", "");
            status = request.header("cookie", &cookie).send().await.unwrap().status().as_u16();
            // The note of the last use is written beside the answer; wait for its commit.
            wait_for_touch(&server).await;
        }
        assert_eq!(status, if holds { 200 } else { 401 }, "{idle_hours} h x {times}");
    }
}

/// Runs a command of its own: commands commit in order, so the one before it is done.
pub(crate) async fn wait_for_touch(server: &TestServer) {
    tokio::task::yield_now().await;
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    let name = server.store.organizations().len().to_string();
    server.organization(&format!("wait-{name}"), "south").await;
}

#[tokio::test]
async fn changes_come_from_our_own_pages() {
    let server = TestServer::start().await;
    server.user("north", "ada", "correct+horse").await;
    let cookie = cookie(&sign_in(&server, "ada", "correct%2Bhorse").await);
    let body = r#"{"name":"k","scopes":["events:read"]}"#;
    let post = |headers: &[(&'static str, &str)]| {
        let mut request = server
            .request(Method::POST, "/v1/keys", "")
            .header("content-type", "application/json")
            .header("cookie", &cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(body).send()
    };
    let cases: [&[(&'static str, &str)]; 6] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        // The right site but not the page's token: a form elsewhere on this host.
        &[("sec-fetch-site", "same-origin")],
    ];
    for headers in cases {
        let answer = Answer::of(post(headers).await.unwrap()).await;
        assert_eq!(answer.problem(), "403 cross_site", "{headers:?}");
    }
    let form = "username=ada&password=correct%2Bhorse";
    let request = server
        .request(Method::POST, "/sign-in", "")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body(form);
    let answer = Answer::of(request.send().await.unwrap()).await;
    assert_eq!(answer.problem(), "403 cross_site", "nobody is signed in by another site");
}

#[tokio::test]
async fn next_leads_nowhere_else() {
    let server = TestServer::start().await;
    server.user("north", "ada", "correct+horse").await;
    for next in ["//evil.example", "https:%2F%2Fevil.example", "%2F%5Cevil.example", "%2Fa%0Ab"] {
        let request = server
            .request(Method::POST, "/sign-in", "")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("username=ada&password=correct%2Bhorse&next={next}"));
        let answer = Answer::of(request.send().await.unwrap()).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/"), "{next}");
    }
}

#[tokio::test]
async fn who_came_from_nowhere_begins_on_their_homepage() {
    let server = TestServer::start().await;
    for (number, homepage, expected) in [
        (0, Some("/reports/user-security"), "/reports/user-security"),
        (1, Some("/?q=деньги 5"), "/?q=%D0%B4%D0%B5%D0%BD%D1%8C%D0%B3%D0%B8%205"),
        (2, Some("/\\elsewhere.example"), "/%5Celsewhere.example"),
        (3, None, "/"),
    ] {
        let username = format!("user{number}");
        let mut new =
            NewUser::new(server.ordinal("north"), &username, "Some Body", "correct horse");
        new.fields.homepage = homepage.map(str::to_owned);
        server.desk.create_user(&server.desk.operator(), new).await.unwrap();
        for (next, expected) in [("", expected), ("%2F", expected), ("%2Fviews", "/views")] {
            let form = format!("username={username}&password=correct+horse&next={next}");
            let request = server
                .request(Method::POST, "/sign-in", "")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .body(form);
            let answer = Answer::of(request.send().await.unwrap()).await;
            assert_eq!((answer.status, answer.header("location")), (303, expected));
        }
    }
}
