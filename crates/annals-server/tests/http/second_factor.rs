//! The second factor over pages and API: set up, asked for at sign-in, taken away.

use annals_desk::code_of_app;
use annals_model::{Clock, Millis};
use reqwest::Method;
use serde_json::json;

use crate::browser::{Browser, north};
use crate::support::{Answer, TestServer};

const PATH: &str = "/account/second-factor";
const STEP_MS: i64 = 30_000;

async fn send(browser: &Browser<'_>, form: &str) -> Answer {
    let token = browser.get(PATH).await.all("name=\"form_token\" value=\"", "\"").remove(0);
    Answer::of(browser.post(PATH, &format!("form_token={token}&{form}")).await).await
}

/// What the app shows, `steps` from now.
pub(crate) fn code(server: &TestServer, key: &str, steps: i64) -> String {
    code_of_app(key, Millis(server.clock.now().0 + steps * STEP_MS))
}

/// Sets a second factor up: its key, and the recovery codes.
pub(crate) async fn set_up(browser: &Browser<'_>) -> (String, Vec<String>) {
    let begun = send(browser, "do=begin&password=correct+horse").await;
    assert_eq!((begun.status, begun.header("location")), (303, PATH), "{}", begun.text);
    let page = browser.get(PATH).await;
    let key: String = page.all("factor-key\">", "</p>").remove(0);
    let key: String = key.split("<span>").map(|part| part.split('<').next().unwrap()).collect();
    let form = format!("do=confirm&code={}", code(browser.server, &key, 0));
    let shown = send(browser, &form).await;
    assert_eq!(shown.status, 200, "{}", shown.text);
    let codes = shown.text.split("<code class=\"code\">").skip(1);
    let codes = codes.map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    browser.server.clock.advance(STEP_MS);
    (key, codes)
}

/// Sends a form of signing in, with a cookie.
pub(crate) async fn post(server: &TestServer, path: &str, cookie: &str, form: &str) -> Answer {
    let request = server
        .request(Method::POST, path, "")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", cookie)
        .body(form.to_owned());
    Answer::of(request.send().await.unwrap()).await
}

/// The first step of signing in: the cookie that names what awaits its code.
pub(crate) async fn password_step(server: &TestServer) -> String {
    let form = "username=ada&password=correct+horse&next=/entries/1";
    let answer = post(server, "/sign-in", "", form).await;
    assert_eq!(answer.header("location"), "/sign-in/code?next=/entries/1");
    let set = answer.header("set-cookie");
    let (pending, rest) = set.split_once(';').unwrap();
    assert!(pending.starts_with("annals-pending="));
    assert_eq!(rest, " Path=/sign-in/code; Max-Age=300; HttpOnly; SameSite=Strict");
    pending.to_owned()
}

#[tokio::test]
async fn signing_in_takes_a_second_step() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let (app, codes) = set_up(&browser).await;
    assert_eq!(codes.len(), 10);
    let account = browser.get("/account").await.0.text;
    assert!(account.contains("10 recovery codes are left."), "{account}");
    for page in [account, browser.get(PATH).await.0.text] {
        assert!(!page.contains(&app) && !page.contains(&codes[0]), "shown once");
    }

    let pending = password_step(&server).await;
    let as_session = pending.replace("annals-pending", "annals");
    let page = server.request(Method::GET, "/", "").header("cookie", as_session);
    assert_eq!(page.send().await.unwrap().status(), 303, "it is no session");
    let page = server.request(Method::GET, "/sign-in/code", "").header("cookie", &pending);
    let page = Answer::of(page.send().await.unwrap()).await;
    assert!(page.text.contains("one-time-code") && page.text.contains("Enter the code"));
    let wrong = post(&server, "/sign-in/code", &pending, "code=000000&next=/entries/1").await;
    assert_eq!(wrong.header("location"), "/sign-in/code?problem=code&next=/entries/1");
    let form = format!("code={}&next=/entries/1", code(&server, &app, 0));
    let entered = post(&server, "/sign-in/code", &pending, &form).await;
    assert_eq!((entered.status, entered.header("location")), (303, "/entries/1"));
    let cookies: Vec<_> = entered.headers.get_all("set-cookie").iter().collect();
    assert_eq!(cookies.len(), 2);
    assert!(cookies[0].to_str().unwrap().starts_with("annals="));
    assert!(
        cookies[1].to_str().unwrap().starts_with("annals-pending=; Path=/sign-in/code; Max-Age=0")
    );

    // The same code, by whoever looked over a shoulder; then a recovery code.
    let pending = password_step(&server).await;
    let again = post(&server, "/sign-in/code", &pending, &form).await;
    assert_eq!(again.header("location"), "/sign-in/code?problem=code&next=/entries/1");
    let form = format!("code={}", codes[0]);
    assert_eq!(post(&server, "/sign-in/code", &pending, &form).await.header("location"), "/");
    let used = password_step(&server).await;
    let again = post(&server, "/sign-in/code", &used, &form).await;
    assert_eq!(again.header("location"), "/sign-in/code?problem=code");
    // Without the first step there is no second one.
    for cookie in ["", "annals-pending=never-was"] {
        let over = post(&server, "/sign-in/code", cookie, &form).await;
        assert_eq!(over.header("location"), "/sign-in?problem=over");
    }
    assert_eq!(server.get("/sign-in/code", "").await.header("location"), "/sign-in");

    let told = server.get("/v1/events?q=area:UserAccount+type:change", &key).await;
    let changes: Vec<_> = told.body["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| format!("{} {}", entry["action"], entry["changes"]))
        .collect();
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert!(changes[0].starts_with("\"annals.user.recovery_code_used\""), "{changes:?}");
    assert!(changes[1].contains("authenticator app") && changes[1].contains("Second Factor"));
    let everything = server.get("/v1/events?limit=100", &key).await.text;
    for secret in codes.iter().chain([&app]) {
        assert!(!everything.contains(&**secret));
    }
}

#[tokio::test]
async fn it_is_given_up_with_password_and_code() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    for (form, said) in [
        ("do=begin&password=wrong+one", "This is not your password."),
        ("do=confirm&code=123456", ""),
    ] {
        let answer = send(&browser, form).await;
        assert_eq!(answer.status, if said.is_empty() { 303 } else { 422 }, "{form}");
        assert!(answer.text.contains(said), "{form}");
    }
    let (app, codes) = set_up(&browser).await;
    let right = code(&server, &app, 0);
    for (form, said) in [
        (format!("do=remove&password=wrong+one&code={right}"), "remove-password-problem"),
        ("do=remove&password=correct+horse&code=000000".to_owned(), "remove-code-problem"),
        ("do=renew&password=correct+horse&code=000000".to_owned(), "renew-code-problem"),
    ] {
        let answer = send(&browser, &form).await;
        assert_eq!(answer.status, 422, "{form}");
        assert!(answer.text.contains(said), "{form}: {}", answer.text);
    }
    let renewed = send(&browser, &format!("do=renew&password=correct+horse&code={right}")).await;
    assert!(renewed.status == 200 && !renewed.text.contains(&codes[0]), "{}", renewed.text);
    let refused = format!("do=remove&password=correct+horse&code={}", codes[0]);
    assert_eq!(send(&browser, &refused).await.status, 422, "replaced");

    // A manager sees that there is one, and takes it away; nobody their own.
    let users = server.get("/v1/users", &key).await.body;
    let path = format!("/v1/users/{}/second-factor", users["users"][0]["id"].as_str().unwrap());
    let found = server.get(&path, &key).await.body;
    let since = "2026-11-20T09:00:00.000Z";
    let expected = json!({ "enabled": true, "since": since, "app_since": since,
        "recovery_codes": 10, "passkeys": [] });
    assert_eq!(found, expected);
    let remove = || server.request(Method::DELETE, &path, &key).send();
    assert_eq!(remove().await.unwrap().status(), 204);
    assert_eq!(remove().await.unwrap().status(), 204, "twice is as good as once");
    let found = server.get(&path, &key).await.body;
    let nothing = json!({ "enabled": false, "since": null, "app_since": null,
        "recovery_codes": 0, "passkeys": [] });
    assert_eq!(found, nothing);
    Browser::signed_in(&server, "ada").await;
}

#[tokio::test]
async fn who_has_to_have_one_is_led_there() {
    let (server, key) = north().await;
    let browser = Browser::signed_in(&server, "ada").await;
    let request = server
        .request(Method::PATCH, "/v1/preferences/second_factor", &key)
        .json(&json!({ "value": "administrators" }));
    assert_eq!(request.send().await.unwrap().status(), 200);
    for (path, place) in [("/", PATH.to_owned()), ("/account", format!("{PATH}?next=/account"))] {
        let page = browser.get(path).await.0;
        assert_eq!((page.status, page.header("location")), (303, &*place));
    }
    let asked = server.request(Method::GET, "/v1/events", "").header("cookie", &browser.cookie);
    let refused = Answer::of(asked.send().await.unwrap()).await;
    assert_eq!(refused.problem(), "403 second_factor_required");
    assert!(browser.get(PATH).await.0.text.contains("asks for a second factor"));
    set_up(&browser).await;
    assert_eq!(browser.get("/").await.0.status, 200);
}
