//! Passkeys over pages and API: made, shown, refused, and taken away.

use std::sync::Arc;

use annals_desk::Site;
use annals_testkit::Authenticator;
use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD};
use crate::second_factor::{password_step, post};
use crate::support::{Answer, TestServer};

const PATH: &str = "/account/passkeys";
const ORIGIN: &str = "https://log.example";

/// A server that knows its address, with the user `ada`.
async fn north() -> (TestServer, String) {
    let site = Some(Arc::new(Site::parse(ORIGIN).unwrap()));
    let server = TestServer::start_with(|_| {}, |config| config.site = site).await;
    server.user("north", "ada", PASSWORD).await;
    let key = server.admin("north").await;
    (server, key)
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn send(browser: &Browser<'_>, path: &str, form: &str) -> Answer {
    let token = browser.form_token().await;
    Answer::of(browser.post(path, &format!("form_token={token}&{form}")).await).await
}

/// Adds a passkey with `proof`, fields of a form: what the last form is answered.
async fn add(browser: &Browser<'_>, device: &mut Authenticator, name: &str, proof: &str) -> Answer {
    let begun = send(browser, PATH, &format!("name={}&{proof}", encoded(name))).await;
    assert_eq!((begun.status, begun.header("location")), (303, "/account/passkeys/new"));
    let page = browser.get("/account/passkeys/new").await;
    let options = page.all("data-options=\"", "\"").remove(0);
    assert!(page.0.text.contains(&format!("data-origin=\"{ORIGIN}\"")), "{}", page.0.text);
    let answer = encoded(&device.create(&options));
    browser.server.clock.advance(1_000);
    send(browser, "/account/passkeys/new", &format!("passkey={answer}")).await
}

/// What confirms a change with a passkey: a field of a form.
async fn confirmed(browser: &Browser<'_>, device: &mut Authenticator) -> String {
    let asked = send(browser, "/account/passkeys/ask", "").await;
    assert_eq!((asked.status, asked.header("content-type")), (200, "application/json"));
    format!("passkey={}", encoded(&device.show(&asked.text)))
}

/// `ada`'s browser and device.
async fn with_passkey(server: &TestServer) -> (Browser<'_>, Authenticator, Vec<String>) {
    let browser = Browser::signed_in(server, "ada").await;
    let mut device = Authenticator::new(ORIGIN);
    let shown = add(&browser, &mut device, "Phone", "password=correct+horse").await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let codes = shown.text.split("<code class=\"code\">").skip(1);
    let codes: Vec<_> = codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10);
    (browser, device, codes)
}

/// Asks for options without a session: them, and the cookie that names them.
async fn asked(server: &TestServer) -> (String, String) {
    let asked = post(server, "/sign-in/passkey/ask", "", "").await;
    assert_eq!(asked.status, 200, "{}", asked.text);
    let (cookie, rest) = asked.header("set-cookie").split_once(';').unwrap();
    assert_eq!(rest, " Path=/sign-in/passkey; Max-Age=300; HttpOnly; SameSite=Strict");
    (asked.text.clone(), cookie.to_owned())
}

async fn sign_in(server: &TestServer, cookie: &str, answer: &str) -> Answer {
    let form = format!("passkey={}&next=/entries/1", encoded(answer));
    post(server, "/sign-in/passkey", cookie, &form).await
}

async fn sign_in_with(server: &TestServer, device: &mut Authenticator) -> Answer {
    let (options, cookie) = asked(server).await;
    sign_in(server, &cookie, &device.show(&options)).await
}

const REFUSED: &str = "/sign-in?problem=passkey&next=/entries/1";

#[tokio::test]
async fn one_signs_in_with_it_alone() {
    let (server, key) = north().await;
    let page = server.get("/sign-in", "").await.text;
    assert!(page.contains("hidden data-passkey=\"show\""), "{page}");
    let (browser, mut device, codes) = with_passkey(&server).await;
    let account = browser.get("/account").await.0.text;
    assert!(account.contains("You have one passkey."), "{account}");
    assert!(account.contains("10 recovery codes are left."), "{account}");

    let (options, cookie) = asked(&server).await;
    let asked_for: Value = serde_json::from_str(&options).unwrap();
    assert_eq!(asked_for["allowCredentials"], json!([]), "whoever asks learns nothing");
    let answer = device.show(&options);
    let entered = sign_in(&server, &cookie, &answer).await;
    assert_eq!((entered.status, entered.header("location")), (303, "/entries/1"));
    let cookies: Vec<_> = entered.headers.get_all("set-cookie").iter().collect();
    assert!(cookies[0].to_str().unwrap().starts_with("annals="));
    assert!(cookies[1].to_str().unwrap().starts_with("annals-passkey=; "));
    let session = cookies[0].to_str().unwrap().split(';').next().unwrap().to_owned();
    let inside = Browser { server: &server, cookie: session };
    assert_eq!(inside.get("/").await.0.status, 200);

    let again = sign_in(&server, &cookie, &answer).await;
    assert_eq!(again.header("location"), REFUSED, "replayed");
    let (_, other) = asked(&server).await;
    assert_eq!(sign_in(&server, &other, &answer).await.header("location"), REFUSED);
    let (options, _) = asked(&server).await;
    let (_, other) = asked(&server).await;
    let swapped = sign_in(&server, &other, &device.show(&options)).await;
    assert_eq!(swapped.header("location"), REFUSED, "of another browser");
    assert_eq!(sign_in(&server, "", &answer).await.header("location"), REFUSED);

    // The password alone leads to a second step, which a passkey or a recovery code ends.
    let pending = password_step(&server).await;
    let page = server.request(Method::GET, "/sign-in/code", "").header("cookie", &pending);
    let page = Answer::of(page.send().await.unwrap()).await.text;
    assert!(page.contains("Use a passkey, or a recovery code."), "{page}");
    let asked = post(&server, "/sign-in/code/passkey/ask", &pending, "").await;
    let known: Value = serde_json::from_str(&asked.text).unwrap();
    assert_eq!(known["allowCredentials"].as_array().unwrap().len(), 1);
    let form = format!("passkey={}&next=/entries/1", encoded(&device.show(&asked.text)));
    let entered = post(&server, "/sign-in/code/passkey", &pending, &form).await;
    assert_eq!((entered.status, entered.header("location")), (303, "/entries/1"));
    let over = post(&server, "/sign-in/code/passkey", &pending, &form).await;
    assert_eq!(over.header("location"), "/sign-in?problem=over&next=/entries/1");
    let pending = password_step(&server).await;
    let form = format!("code={}", codes[0]);
    assert_eq!(post(&server, "/sign-in/code", &pending, &form).await.header("location"), "/");

    let told = server.get("/v1/events?q=passkey&limit=100", &key).await.body;
    let told = told["entries"].as_array().unwrap();
    assert!(told.iter().any(|entry| entry["changes"][0]["new"] == "Phone"), "{told:?}");
    let everything = server.get("/v1/events?limit=100", &key).await.text;
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert!(!everything.contains(answer["id"].as_str().unwrap()));
}

#[tokio::test]
async fn what_is_wrong_about_it_lets_nobody_in() {
    let (server, key) = north().await;
    let (_, mut device, _) = with_passkey(&server).await;
    server.user("north", "bo", PASSWORD).await;
    type Twist = fn(&mut Authenticator);
    let twists: [Twist; 4] = [
        |device| device.origin = "https://log.example.evil".to_owned(),
        |device| device.rp_id = Some("evil.example".to_owned()),
        |device| device.verifies = false,
        |_| {},
    ];
    for twist in twists {
        device.origin = ORIGIN.to_owned();
        (device.rp_id, device.verifies) = (None, true);
        twist(&mut device);
        // The last one is right.
        let is_right = device.verifies && device.rp_id.is_none() && device.origin == ORIGIN;
        let place = if is_right { "/entries/1" } else { REFUSED };
        let answer = sign_in_with(&server, &mut device).await;
        assert_eq!(answer.header("location"), place);
        server.clock.advance(15 * 60_000);
    }
    for junk in ["", "{}", "null", "\"\"", "not json", &"x".repeat(20_000)] {
        let (_, cookie) = asked(&server).await;
        assert_eq!(sign_in(&server, &cookie, junk).await.header("location"), REFUSED);
        server.clock.advance(15 * 60_000);
    }
    // Another user's, in the second step after a password; and another session's.
    let bo = Browser::signed_in(&server, "bo").await;
    let mut other = Authenticator::new(ORIGIN);
    assert_eq!(add(&bo, &mut other, "Key", "password=correct+horse").await.status, 200);
    let pending = password_step(&server).await;
    let asked = post(&server, "/sign-in/code/passkey/ask", &pending, "").await;
    let form = format!("passkey={}", encoded(&other.show(&asked.text)));
    let refused = post(&server, "/sign-in/code/passkey", &pending, &form).await;
    assert_eq!(refused.header("location"), "/sign-in/code?problem=passkey");
    let page = server.request(Method::GET, "/sign-in/code?problem=passkey", "");
    let page = Answer::of(page.header("cookie", &pending).send().await.unwrap()).await;
    assert!(page.text.contains("The passkey was not taken."), "{}", page.text);
    let proof = confirmed(&bo, &mut device).await;
    let refused = send(&bo, PATH, &format!("name=Third&{proof}")).await;
    assert!(refused.status == 422 && refused.text.contains("was not taken"), "{}", refused.text);

    let failed = server.get("/v1/events?q=outcome:failure&limit=100", &key).await.body;
    let reasons: Vec<_> = failed["entries"].as_array().unwrap().iter().collect();
    let reason = |text: &str| reasons.iter().filter(|entry| entry["reason"] == text).count();
    assert_eq!(reason("the passkey was shown to another address"), 2);
    assert_eq!(reason("the device did not verify who used the passkey"), 1);
    assert_eq!(reason("wrong passkey"), 2);
}

#[tokio::test]
async fn one_renames_and_removes_it_and_shows_who_asks() {
    let (server, key) = north().await;
    let (browser, mut device, codes) = with_passkey(&server).await;
    for (form, said) in [
        ("name=Key&password=wrong+one&code=1", "This is not your password."),
        ("name=Key&password=correct+horse&code=", "The code is not right"),
        ("name=Key&password=correct+horse&code=000000", "The code is not right"),
        ("name=&password=correct+horse", "has 1 to 60 characters"),
        ("name=Key&passkey=%7B%7D", "The passkey was not taken."),
    ] {
        let answer = send(&browser, PATH, form).await;
        assert!(answer.status == 422 && answer.text.contains(said), "{form}: {}", answer.text);
        assert!(!answer.text.contains("wrong one"), "no password comes back");
    }
    let mut second = Authenticator::new(ORIGIN);
    let proof = format!("password=correct+horse&code={}", codes[0]);
    let added = add(&browser, &mut second, "<b>Key</b>", &proof).await;
    assert_eq!((added.status, added.header("location")), (303, "/account/passkeys?notice=added"));
    let page = browser.get(PATH).await;
    assert!(page.0.text.contains("&lt;b&gt;Key&lt;/b&gt;"));
    let paths = page.all("<a class=\"button\" href=\"/account/passkeys/", "\"");
    let [phone, other] = [0, 1].map(|place| format!("{PATH}/{}", paths[place]));
    let renamed = send(&browser, &other, "do=rename&name=Key+ring").await;
    assert_eq!(renamed.header("location"), "/account/passkeys?notice=renamed");
    let refused = send(&browser, &other, "do=rename&name=").await;
    assert!(refused.status == 422 && refused.text.contains("name-problem"), "{}", refused.text);
    let refused = send(&browser, &phone, "do=remove&password=correct+horse&code=").await;
    assert!(refused.status == 422 && refused.text.contains("remove-code-problem"));
    let proof = confirmed(&browser, &mut device).await;
    let removed = send(&browser, &phone, &format!("do=remove&{proof}")).await;
    assert_eq!(removed.header("location"), "/account/passkeys?notice=removed");
    assert_eq!(sign_in_with(&server, &mut device).await.header("location"), REFUSED);
    assert_eq!(browser.get(&phone).await.0.header("location"), PATH, "it is gone");

    // Nobody else's are there; a manager sees them, and takes them away.
    server.user("north", "bo", PASSWORD).await;
    let bo = Browser::signed_in(&server, "bo").await;
    assert_eq!(bo.get(&other).await.0.header("location"), PATH);
    let theirs = send(&bo, &other, "do=rename&name=Mine").await;
    assert!(theirs.header("location") == PATH || theirs.status == 422, "{}", theirs.status);
    let users = server.get("/v1/users", &key).await.body;
    let is_ada = |user: &&Value| user["username"] == "ada";
    let ada = users["users"].as_array().unwrap().iter().find(is_ada).unwrap();
    let path = format!("/v1/users/{}/second-factor", ada["id"].as_str().unwrap());
    let found = server.get(&path, &key).await.body;
    let at = "2026-11-20T09:00:02.000Z";
    let expected = json!([{ "name": "Key ring", "site": "log.example", "added_at": at,
        "last_used_at": null }]);
    assert_eq!((&found["enabled"], &found["app_since"]), (&json!(true), &Value::Null));
    assert_eq!(found["passkeys"], expected);
    let remove = server.request(Method::DELETE, &path, &key).send().await.unwrap();
    assert_eq!(remove.status(), 204);
    assert_eq!(server.get(&path, &key).await.body["passkeys"], json!([]));
    Browser::signed_in(&server, "ada").await;
}

#[tokio::test]
async fn it_is_a_second_factor_for_who_has_to_have_one() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let request = server
        .request(Method::PATCH, "/v1/preferences/second_factor", &key)
        .json(&json!({ "value": "administrators" }));
    assert_eq!(request.send().await.unwrap().status(), 200);
    let page = browser.get("/account/second-factor").await.0.text;
    assert!(page.contains("href=\"/account/passkeys\""), "{page}");
    assert!(browser.get(PATH).await.0.text.contains("asks for a second factor"));
    let token = browser.get(PATH).await.all("name=\"form_token\" value=\"", "\"").remove(0);
    let form = format!("form_token={token}&name=Phone&password=correct+horse");
    assert_eq!(browser.post(PATH, &form).await.status(), 303);
    let options = browser.get("/account/passkeys/new").await.all("data-options=\"", "\"");
    let mut device = Authenticator::new(ORIGIN);
    let answer = encoded(&device.create(&options[0]));
    let form = format!("form_token={token}&passkey={answer}");
    assert_eq!(browser.post("/account/passkeys/new", &form).await.status(), 200);
    assert_eq!(browser.get("/").await.0.status, 200, "let go on");
    assert_eq!(sign_in_with(&server, &mut device).await.header("location"), "/entries/1");
}

#[tokio::test]
async fn without_a_public_address_only_the_machine_itself_has_them() {
    let server = TestServer::start().await;
    server.user("north", "ada", PASSWORD).await;
    let browser = Browser::signed_in(&server, "ada").await;
    let page = browser.get(PATH).await.0.text;
    let port = server.url.rsplit(':').next().unwrap();
    assert!(page.contains(&format!("href=\"http://localhost:{port}/account/passkeys\"")), "{page}");
    assert!(!page.contains("name=\"password\""), "nothing is offered that can't work");
    let refused = send(&browser, PATH, "name=Phone&password=correct+horse").await;
    assert_eq!(refused.status, 400);
    let at = async |host: &str, path: &str| {
        let request = server.request(Method::GET, path, "").header("cookie", &browser.cookie);
        Answer::of(request.header("host", host).send().await.unwrap()).await.text
    };
    assert!(at("log.example", PATH).await.contains("public_url"));
    let local = at("localhost:1234", PATH).await;
    assert!(local.contains("name=\"password\"") && !local.contains("public_url"));
    assert_eq!(post(&server, "/sign-in/passkey/ask", "", "").await.status, 400);
    assert!(!server.get("/sign-in", "").await.text.contains("data-passkey"));
    let request = server.request(Method::GET, "/sign-in", "").header("host", "localhost:1234");
    let page = Answer::of(request.send().await.unwrap()).await.text;
    assert!(page.contains("data-origin=\"http://localhost:1234\""), "{page}");
}

/// Forms count with their token alone, and steps of signing in on this site's pages alone.
#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let (server, _) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for path in ["", "/ask", "/new", "/x"] {
        let path = format!("{PATH}{path}");
        let forged = browser.post(&path, "form_token=x&name=x&do=rename&passkey=x").await;
        assert_eq!(forged.status(), 403, "{path}");
    }
    for path in ["/sign-in/passkey", "/sign-in/code/passkey"] {
        let elsewhere = server
            .request(Method::POST, path, "")
            .header("sec-fetch-site", "cross-site")
            .header("content-type", "application/x-www-form-urlencoded")
            .body("passkey=x");
        assert_eq!(elsewhere.send().await.unwrap().status(), 403, "{path}");
        assert!(server.get(path, "").await.header("location").starts_with("/sign-in"));
        let asked = server
            .request(Method::POST, &format!("{path}/ask"), "")
            .header("sec-fetch-site", "cross-site");
        assert_eq!(asked.send().await.unwrap().status(), 403, "{path}");
    }
    // Nobody's second step is told to whoever has no cookie of it.
    assert_eq!(post(&server, "/sign-in/code/passkey/ask", "", "").await.status, 401);
}
