//! One's own account: where one is signed in, another password, and links for a forgotten one.

use std::sync::Arc;

use annals_desk::Site;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD, north};
use crate::support::{Answer, TestServer};

const NEW: &str = "a+sentence+is+better";

async fn send(browser: &Browser<'_>, path: &str, form: &str) -> Answer {
    let token = browser.get("/account/password").await;
    let token = token.all("name=\"form_token\" value=\"", "\"").remove(0);
    Answer::of(browser.post(path, &format!("form_token={token}&{form}")).await).await
}

async fn user_id(server: &TestServer, key: &str, username: &str) -> String {
    let users = server.get("/v1/users", key).await.body;
    let users = users["users"].as_array().unwrap().clone();
    let user = users.into_iter().find(|user| user["username"] == username).unwrap();
    user["id"].as_str().unwrap().to_owned()
}

async fn delete(server: &TestServer, path: &str, key: &str) -> u16 {
    server.request(Method::DELETE, path, key).send().await.unwrap().status().as_u16()
}

/// The ids of sessions, those used last first.
fn ids(body: &Value) -> Vec<String> {
    let sessions = body["sessions"].as_array().unwrap();
    sessions.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn one_sees_where_one_is_signed_in_and_signs_out_elsewhere() {
    let (server, _) = north().await;
    server.user("north", "bo", PASSWORD).await;
    let here = Browser::signed_in(&server, "ada").await;
    server.clock.advance(60_000);
    let there = Browser::signed_in(&server, "ada").await;
    let elsewhere = Browser::signed_in(&server, "ada").await;
    let foreign = Browser::signed_in(&server, "bo").await;
    let foreign_id = foreign.get("/account").await.all("<li id=\"session-", "\"").remove(0);

    let page = here.get("/account").await;
    let listed = page.all("<li id=\"session-", "\"");
    assert_eq!(listed.len(), 3);
    assert_eq!(page.0.text.matches("This browser").count(), 1);
    assert!(page.0.text.contains("127.0.0.1") && page.0.text.contains("Sign out everywhere else"));
    assert!(!page.0.text.contains(here.cookie.split('=').nth(1).unwrap()), "never the token");

    let ended = send(&here, "/account/sessions", &format!("do=end&session={}", listed[0])).await;
    assert_eq!((ended.status, ended.header("location")), (303, "/account?ended=1#sessions"));
    let page = here.get(ended.header("location")).await;
    assert!(page.0.text.contains("One session was ended."));
    let both = [&there, &elsewhere].map(|browser| async move { browser.get("/account").await });
    let mut statuses = Vec::new();
    for one in both {
        statuses.push(one.await.0.status);
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 303], "one of them");
    // Someone else's session is none of one's own.
    let ended = send(&here, "/account/sessions", &format!("do=end&session={foreign_id}")).await;
    assert_eq!(ended.header("location"), "/account?ended=0#sessions");
    assert_eq!(foreign.get("/account").await.0.status, 200);

    let ended = send(&here, "/account/sessions", "do=others").await;
    assert_eq!(ended.header("location"), "/account?ended=1#sessions");
    assert_eq!(here.get("/account").await.0.status, 200);
    for other in [&there, &elsewhere] {
        assert_eq!(other.get("/account").await.0.status, 303);
    }
    // Not by another site's form.
    let forged = Answer::of(here.post("/account/sessions", "form_token=x&do=others").await).await;
    assert_eq!(forged.status, 403);
}

#[tokio::test]
async fn managers_see_and_end_sessions_over_the_api() {
    let (server, key) = north().await;
    let id = user_id(&server, &key, "ada").await;
    let first = Browser::signed_in(&server, "ada").await;
    server.clock.advance(60_000);
    let second = Browser::signed_in(&server, "ada").await;
    let path = format!("/v1/users/{id}/sessions");
    let found = server.get(&path, &key).await.body;
    let listed = ids(&found);
    assert_eq!(listed.len(), 2);
    insta::assert_json_snapshot!(found["sessions"][0], {
        ".id" => "[id]", ".user" => "[id]",
    }, @r#"
    {
      "began_at": "2026-11-20T09:01:00.000Z",
      "current": false,
      "id": "[id]",
      "ip": "127.0.0.1",
      "last_used_at": "2026-11-20T09:01:00.000Z",
      "user": "[id]",
      "user_agent": null,
      "username": "ada"
    }
    "#);
    assert_eq!(ids(&server.get("/v1/sessions", &key).await.body), listed);
    let with = |browser: &Browser<'_>, path: &str| {
        let request = server.request(Method::GET, path, "").header("cookie", &browser.cookie);
        async { Answer::of(request.send().await.unwrap()).await.body }
    };
    let own = with(&first, "/v1/sessions").await;
    assert_eq!((ids(&own).len(), &own["sessions"][1]["current"]), (2, &json!(true)));

    assert_eq!(delete(&server, &format!("{path}/{}", listed[0]), &key).await, 204);
    assert_eq!(second.get("/account").await.0.status, 303);
    assert_eq!(delete(&server, &format!("/v1/sessions/{}", listed[1]), &key).await, 204);
    assert_eq!(first.get("/account").await.0.status, 303);
    Browser::signed_in(&server, "ada").await;
    assert_eq!(delete(&server, &path, &key).await, 204);
    assert_eq!(ids(&server.get(&path, &key).await.body), [""; 0]);
    let told = server.get("/v1/events?q=action:annals.session.ended", &key).await.body;
    assert_eq!(told["entries"].as_array().unwrap().len(), 3);
    let south = server.admin("south").await;
    assert_eq!(delete(&server, &format!("/v1/sessions/{}", listed[0]), &south).await, 404);
}

#[tokio::test]
async fn what_ended_nothing_does_not_say_that_it_did() {
    let (server, key) = north().await;
    server.user("north", "bea", crate::browser::PASSWORD).await;
    let ada = user_id(&server, &key, "ada").await;
    let bea = user_id(&server, &key, "bea").await;
    let browser = Browser::signed_in(&server, "ada").await;
    let of_ada = ids(&server.get(&format!("/v1/users/{ada}/sessions"), &key).await.body);
    // Ada's session is none of Bea's, and one that is over can't end again.
    let path = format!("/v1/users/{bea}/sessions/{}", of_ada[0]);
    assert_eq!(delete(&server, &path, &key).await, 404);
    assert_eq!(browser.get("/account").await.0.status, 200);
    let path = format!("/v1/users/{ada}/sessions/{}", of_ada[0]);
    assert_eq!(delete(&server, &path, &key).await, 204);
    assert_eq!(delete(&server, &path, &key).await, 404);
    assert_eq!(delete(&server, &format!("/v1/sessions/{}", of_ada[0]), &key).await, 404);
}

#[tokio::test]
async fn who_has_to_choose_a_password_does_nothing_before() {
    let (server, key) = north().await;
    let id = user_id(&server, &key, "ada").await;
    let earlier = Browser::signed_in(&server, "ada").await;
    let change = json!({ "version": 1, "must_change_password": true });
    let request = server.request(Method::PATCH, &format!("/v1/users/{id}"), &key).json(&change);
    assert_eq!(request.send().await.unwrap().status(), 200);
    let later = Browser::signed_in(&server, "ada").await;
    for browser in [&earlier, &later] {
        for (path, place) in [
            ("/", "/account/password"),
            ("/account", "/account/password?next=/account"),
            ("/?q=smith", "/account/password?next=/%3Fq%3Dsmith"),
            ("/entries/0", "/account/password?next=/entries/0"),
            ("/preferences", "/account/password?next=/preferences"),
        ] {
            let page = browser.get(path).await.0;
            assert_eq!((page.status, page.header("location")), (303, place));
        }
        for path in ["/v1/events", "/v1/events/count", "/v1/sessions", "/v1/users"] {
            let request = server.request(Method::GET, path, "").header("cookie", &browser.cookie);
            let answer = Answer::of(request.send().await.unwrap()).await;
            assert_eq!(answer.problem(), "403 password_change_required", "{path}");
        }
        let post = send(browser, "/preferences/session_idle", "do=set&version=x&value=30").await;
        assert_eq!((post.status, &post.header("location")[..17]), (303, "/account/password"));
    }
    let page = later.get("/account/password?next=/entries/0").await;
    assert!(page.0.text.contains("before you go on"), "{}", page.0.text);
    for (form, status, said) in [
        ("old=wrong+one&new=another+long+one&again=another+long+one", 422, "not your password"),
        ("old=correct+horse&new=another+long+one&again=another", 422, "are not the same"),
        ("old=correct+horse&new=short&again=short", 422, "10 to 1,000 characters"),
        ("old=correct+horse&new=correct+horse&again=correct+horse", 422, "is the old one"),
    ] {
        let answer = send(&later, "/account/password", form).await;
        assert_eq!(answer.status, status, "{form}");
        assert!(answer.text.contains(said), "{form}: {}", answer.text);
        assert!(!answer.text.contains("another long one"), "nothing typed comes back");
    }
    let form = format!("old=correct+horse&new={NEW}&again={NEW}&next=/entries/0");
    let done = send(&later, "/account/password", &form).await;
    assert_eq!((done.status, done.header("location")), (303, "/entries/0"));
    assert_eq!(later.get("/account").await.0.status, 200);
    assert_eq!(earlier.get("/").await.0.header("location"), "/sign-in", "others ended");
}

/// Where links begin is not for whoever makes a request to say.
#[tokio::test]
async fn links_lead_to_the_public_address() {
    let site = Some(Arc::new(Site::parse("https://log.example:8443").unwrap()));
    for (site, expected) in [(site, "https://log.example:8443"), (None, "http://evil.example")] {
        let server = TestServer::start_with(|_| {}, |config| config.site = site).await;
        server.user("north", "ada", PASSWORD).await;
        let id = server.user_who_may("north", "tlee", &[]).await;
        let key = server.admin("north").await;
        let path = format!("/v1/users/{id}/reset-link");
        let made = server.request(Method::POST, &path, &key).header("host", "evil.example");
        let made = Answer::of(made.send().await.unwrap()).await.body;
        let url = format!("{expected}{}", made["path"].as_str().unwrap());
        assert_eq!(made["url"], url);

        let browser = Browser::signed_in(&server, "ada").await;
        let token = browser.form_token().await;
        let form = format!("form_token={token}&do=reset-link");
        let page = server
            .request(Method::POST, &format!("/users/{id}"), "")
            .header("host", "evil.example")
            .header("cookie", &browser.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        let page = Answer::of(page.send().await.unwrap()).await.text;
        assert!(page.contains(&format!("{expected}/reset/")), "{page}");
        let log = server.request(Method::GET, "/entries/0", "").header("host", "evil.example");
        let log = log.header("cookie", &browser.cookie).send().await.unwrap();
        let log = Answer::of(log).await.text;
        assert!(log.contains(&format!("{expected}/entries/0")), "the link to pass on: {log}");
        assert_eq!(log.contains("evil.example"), expected.contains("evil.example"));
    }
}

#[tokio::test]
async fn a_link_leads_to_another_password_once() {
    let (server, key) = north().await;
    let id = user_id(&server, &key, "ada").await;
    let browser = Browser::signed_in(&server, "ada").await;
    let made = server.post(&format!("/v1/users/{id}/reset-link"), &key, &Value::Null).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = made.body["path"].as_str().unwrap();
    assert_eq!(made.body["url"], format!("{}{path}", server.url));
    assert_eq!(made.body["expires_at"], "2026-11-21T09:00:00.000Z");
    let page = server.get(path, "").await;
    assert!(
        page.status == 200 && page.text.contains("For the account <bdi>ada</bdi>."),
        "{}",
        page.text
    );
    // The address goes to no other server, and nobody keeps the page.
    assert_eq!(page.header("referrer-policy"), "same-origin");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.text.contains("name=\"referrer\" content=\"same-origin\""));
    let send = async |path: &str, form: &str| {
        let request = server
            .request(Method::POST, path, "")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(form.to_owned());
        Answer::of(request.send().await.unwrap()).await
    };
    for (form, said) in [
        ("new=another+long+one&again=another", "are not the same"),
        ("new=short&again=short", "10 to 1,000 characters"),
    ] {
        let answer = send(path, form).await;
        assert_eq!(answer.status, 422, "{}", answer.text);
        assert!(answer.text.contains(said), "{}", answer.text);
    }
    assert_eq!(browser.get("/account").await.0.status, 200);
    let form = format!("new={NEW}&again={NEW}");
    let done = send(path, &form).await;
    assert_eq!((done.status, done.header("location")), (303, "/sign-in?notice=password-set"));
    assert_eq!(browser.get("/account").await.0.status, 303);
    for answer in [server.get(path, "").await, send(path, &form).await] {
        assert_eq!(answer.status, 404);
        assert!(answer.text.contains("holds no longer"), "{}", answer.text);
    }
    let form = format!("username=ada&password={NEW}");
    assert_eq!(send("/sign-in", &form).await.header("location"), "/");
    // By another site's form, with a link that it knows, nothing is set either.
    let made = server.post(&format!("/v1/users/{id}/reset-link"), &key, &Value::Null).await;
    let request = server
        .request(Method::POST, made.body["path"].as_str().unwrap(), "")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .body("new=another+long+one&again=another+long+one");
    assert_eq!(Answer::of(request.send().await.unwrap()).await.problem(), "403 cross_site");
}

#[tokio::test]
async fn managers_help_on_the_page_of_an_account() {
    let (server, key) = north().await;
    let id = server.user_who_may("north", "tlee", &[]).await;
    let manager = Browser::signed_in(&server, "ada").await;
    let (first, second) =
        (Browser::signed_in(&server, "tlee").await, Browser::signed_in(&server, "tlee").await);
    let path = format!("/users/{id}");
    let page = manager.get(&path).await;
    let sessions = page.all("<li id=\"session-", "\"");
    assert_eq!(sessions.len(), 2);
    let ended = send(&manager, &path, &format!("do=end&session={}", sessions[0])).await;
    assert_eq!((ended.status, ended.header("location")), (303, &*format!("{path}?done=sessions")));
    let link = send(&manager, &path, "do=reset-link").await;
    let url = link.text.split(&format!("{}/reset/", server.url)).nth(1).unwrap();
    let reset = format!("/reset/{}", url.split('<').next().unwrap());
    assert_eq!(server.get(&reset, "").await.status, 200);
    assert!(!manager.get(&path).await.0.text.contains(&reset), "shown once");
    let ended = send(&manager, &path, "do=others").await;
    assert!(manager.get(ended.header("location")).await.0.text.contains("They were signed out."));
    for browser in [&first, &second] {
        assert_eq!(browser.get("/account").await.0.status, 303);
    }
    // One's own account has all that on a page of its own.
    let own = format!("/users/{}", user_id(&server, &key, "ada").await);
    let page = manager.get(&own).await.0.text;
    assert!(page.contains("with the old one") && !page.contains("session-list"));
    let refused = send(&manager, &own, "do=reset-link").await;
    assert_eq!(refused.status, 403, "{}", refused.text);
    assert!(refused.text.contains("This can’t be done"), "{}", refused.text);
    // Who may read users, and no more, neither sees nor does any of it.
    server.user_who_may("north", "reader", &[annals_model::Permission::ReadUsers]).await;
    let reader = Browser::signed_in(&server, "reader").await;
    assert!(!reader.get(&path).await.0.text.contains("Make a link"));
    assert_eq!(send(&reader, &path, "do=reset-link").await.status, 403);
}
