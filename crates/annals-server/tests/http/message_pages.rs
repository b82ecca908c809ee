//! The page of a message: what it says as text, and as it was sent, in a frame.

use annals_desk::MESSAGE_WORDS_MAX;
use annals_model::Permission::{self, *};
use serde_json::{Value, json};

use crate::browser::{Browser, Page, north};
use crate::support::{Answer, READS, TestServer};

const HTML: &str = "<p>Bring a <b>towel</b></p><script>alert(1)</script>\
    <img src=https://tracker.example/a.png width=300 alt=Logo>\
    <a href=https://gym.example/camp>Choose</a>";

/// Records messages; their ids.
async fn sent<const N: usize>(server: &TestServer, key: &str, messages: [Value; N]) -> [String; N] {
    let answer = server.post("/v1/messages", key, &json!({ "messages": messages.to_vec() })).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let ids = answer.body["messages"].as_array().unwrap();
    std::array::from_fn(|at| ids[at]["id"].as_str().unwrap().to_owned())
}

fn email(parts: &Value) -> Value {
    let mut message = json!({ "channel": "email", "to": { "address": "lee@home.example" },
                              "record": { "type": "family", "id": "f-1" }, "subject": "Camp" });
    for (name, value) in parts.as_object().unwrap() {
        message[name] = value.clone();
    }
    message
}

/// The way to the frame's document.
fn framed(page: &Page) -> String {
    page.all("<iframe src=\"", "\"").remove(0).replace("&amp;", "&")
}

#[tokio::test]
async fn the_frame_belongs_to_one_look_which_is_one_entry() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let [html, other, text] = sent(
        &server,
        &admin,
        [
            email(&json!({ "html": HTML })),
            email(&json!({ "html": HTML })),
            email(&json!({ "text": "x" })),
        ],
    )
    .await;
    server.user("north", "ana", "correct horse").await;
    let ana = Browser::signed_in(&server, "ana").await;
    let told = async || {
        let path = "/v1/events/count?q=type:access+action:annals.message.viewed";
        server.get(path, &admin).await.body["total"].as_u64().unwrap()
    };
    let page = ana.get(&format!("/messages/{html}/text")).await;
    assert_eq!((page.0.status, told().await), (200, 1));
    assert!(page.0.text.contains("Bring a towel") && !page.0.text.contains("tracker.example"));
    assert!(page.0.header("content-security-policy").contains("; frame-src 'self';"));
    assert!(page.0.text.contains("sandbox=\"\""));

    let way = framed(&page);
    let document = ana.get(&way).await;
    assert_eq!((document.0.status, told().await), (200, 1), "one look is one entry");
    for (name, value) in [
        (
            "content-security-policy",
            "sandbox; default-src 'none'; img-src data:; \
             style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
        ),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("content-type", "text/html; charset=utf-8"),
    ] {
        assert_eq!(document.0.header(name), value, "{name}");
    }
    let shown = &document.0.text;
    assert!(shown.contains("<p>Bring a <b>towel</b></p>") && shown.contains("tracker.example"));
    assert!(shown.contains("<bdi>https://gym.example/camp</bdi>"));
    for gone in ["<script", "alert", "href=", "src="] {
        assert!(!shown.contains(gone), "{gone}: {shown}");
    }

    // Without a look, with that at another message, in another session, or too late.
    let token = way.split("look=").nth(1).unwrap();
    for path in [
        format!("/messages/{html}/as-sent"),
        format!("/messages/{html}/as-sent?look=1795165200000.AAAA"),
        format!("/messages/{other}/as-sent?look={token}"),
    ] {
        let refused = ana.get(&path).await;
        assert_eq!(refused.0.status, 410, "{path}");
        assert!(!refused.0.text.contains("towel"));
    }
    let again = Browser::signed_in(&server, "ana").await;
    assert_eq!(again.get(&way).await.0.status, 410);
    server.clock.advance(10 * 60_000 + 1);
    assert_eq!(ana.get(&way).await.0.status, 410);
    assert_eq!(ana.get(&format!("/messages/{html}")).await.all("<iframe", ">").len(), 0);

    let page = ana.get(&format!("/messages/{text}/text")).await;
    assert_eq!((page.0.status, page.all("<iframe", ">").len()), (200, 0), "it was sent as text");
    let token = ana.get(&format!("/messages/{html}/text")).await;
    assert_eq!(ana.get(&framed(&token)).await.0.status, 200);
    assert_eq!(told().await, 3);
}

#[tokio::test]
async fn the_frame_is_for_those_who_may_read_the_message() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let [id] = sent(&server, &admin, [email(&json!({ "html": HTML }))]).await;
    let all = [ReadFamilyEmailLog, ReadMessageContent];
    let cases: [(&str, &[Permission], u16); 3] = [
        ("bea", &all[..1], 403),
        ("cid", &[ReadSmsLogs, ReadMessageContent], 404),
        ("dan", &all, 200),
    ];
    for (name, rights, expected) in cases {
        server.user_who_may("north", name, &[rights, &READS].concat()).await;
        let browser = Browser::signed_in(&server, name).await;
        let page = browser.get(&format!("/messages/{id}/text")).await;
        assert_eq!(page.0.status, expected, "{name}");
        let frame = browser.get(&format!("/messages/{id}/as-sent?look=1.A")).await;
        assert_eq!(frame.0.status, if expected == 200 { 410 } else { expected }, "{name}");
        if expected == 200 {
            assert_eq!(browser.get(&framed(&page)).await.0.status, 200);
        }
    }
}

#[tokio::test]
async fn a_text_that_says_something_else_is_pointed_out() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    let text = "Camp starts on Monday at nine: bring a towel and a bottle of water";
    let html = "<p>Your invoice is overdue, pay seventy dollars by Friday, or lose your place</p>";
    let [same, other] = sent(
        &server,
        &admin,
        [
            email(&json!({ "text": text, "html": format!("<h1>{text}</h1>") })),
            email(&json!({ "text": text, "html": html })),
        ],
    )
    .await;
    server.user("north", "ana", "correct horse").await;
    let ana = Browser::signed_in(&server, "ana").await;
    for (id, expected) in [(same, false), (other, true)] {
        let page = ana.get(&format!("/messages/{id}/text")).await.0.text;
        assert_eq!(page.contains("says something else than"), expected);
    }
}

/// A filter that is passed over shows more than was asked for.
#[tokio::test]
async fn lists_say_what_of_their_address_is_not_understood() {
    let server = TestServer::start().await;
    server.user("north", "ana", "correct horse").await;
    let ana = Browser::signed_in(&server, "ana").await;
    for (path, expected) in [
        ("/communications/email?q=x&sort=recipient&reversed=true&organization=n1&zone=utc", None),
        ("/communications/email?sort=size", Some("sort=size")),
        ("/communications/sms?density=compact&cursor=x", Some("cursor=x, density")),
        ("/communications/push?needs_attention=1", Some("needs_attention=1")),
        ("/communications/blacklist?channel=sms&reason=bounce&past=true&sort=address", None),
        ("/communications/blacklist?reason=so&sort=size", Some("reason=so, sort=size")),
        ("/communications/blacklist?channel=fax&<b>=1", Some("channel=fax, &lt;b&gt;")),
    ] {
        let page = ana.get(path).await.0;
        assert_eq!(page.status, 200, "{path}");
        let words = "Part of this link is not understood and was left out: ";
        let said = page.text.split(words).nth(1).map(|rest| rest.split("</").next().unwrap());
        assert_eq!(said.is_some(), expected.is_some(), "{path}: {said:?}");
        assert!(said.is_none_or(|said| said.contains(expected.unwrap())), "{path}: {said:?}");
    }
}

#[tokio::test]
async fn recipients_have_a_column_once_there_are_several() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    server.user("north", "ana", "correct horse").await;
    let ana = Browser::signed_in(&server, "ana").await;
    let other = json!({ "to": { "address": "kim@home.example" },
                        "record": { "type": "family", "id": "f-2" } });
    sent(&server, &admin, [email(&json!({})), email(&json!({ "subject": "Bus" })), email(&other)])
        .await;
    let path = "/records/family/f-1/communication/email";
    let check = async |path: &str, has_column: bool| {
        let page = ana.get(path).await.0.text;
        assert_eq!(page.contains("sort-recipient"), has_column, "{path}: {page}");
        assert_eq!(page.contains(" · to <bdi"), !has_column, "{path}: {page}");
    };
    check(path, false).await;
    check("/communications/email", true).await;
    let cousin = email(&json!({ "to": { "address": "cousin@home.example" }, "subject": "Lost" }));
    sent(&server, &admin, [cousin]).await;
    check(path, true).await;
    // Whatever else is looked for.
    check(&format!("{path}?q=camp"), true).await;
}

#[tokio::test]
async fn so_many_words_are_looked_for_at_once() {
    let server = TestServer::start().await;
    let admin = server.admin("north").await;
    server.user("north", "ana", "correct horse").await;
    let ana = Browser::signed_in(&server, "ana").await;
    for (words, status) in [(MESSAGE_WORDS_MAX, 200), (MESSAGE_WORDS_MAX + 1, 400)] {
        let q = vec!["camp"; words].join("+");
        assert_eq!(ana.get(&format!("/communications/email?q={q}")).await.0.status, status);
        assert_eq!(server.get(&format!("/v1/messages?q={q}"), &admin).await.status, status);
    }
    let q = "a".repeat(annals_model::limits::QUERY_BYTES_MAX + 1);
    assert_eq!(server.get(&format!("/v1/messages?q={q}"), &admin).await.status, 400);
}

#[tokio::test]
async fn a_providers_list_is_compared_on_a_page_and_imported_in_a_second_step() {
    let (server, admin) = north().await;
    let body = json!({ "channel": "email", "address": "mine@home.example", "reason": "bounce",
                       "provider": "sendgrid" });
    let added = server.post("/v1/suppressions", &admin, &body).await;
    assert!(added.status < 300, "{}", added.text);
    let ada = Browser::signed_in(&server, "ada").await;
    let path = "/communications/blacklist/-/compare";
    assert!(ada.get("/communications/blacklist").await.0.text.contains(path));
    let token = ada.form_token().await;
    let post = async |form: &str| {
        let form = format!("form_token={token}&{form}");
        Answer::of(ada.post(path, &form).await).await
    };
    for (form, said) in [
        ("", "Choose of which channel"),
        ("channel=email&list=", "Choose the file"),
        ("channel=email&list=e-mail%0Alee", "can\u{2019}t be read"),
        ("channel=email&list=address%0A%22lee", "Line 2:"),
    ] {
        let answer = post(form).await;
        let is_refused = !said.starts_with("Line");
        assert_eq!(answer.status == 422, is_refused, "{form}: {}", answer.text);
        assert!(answer.text.contains(said), "{form}: {}", answer.text);
    }
    let rows = "lee@home.example%0A".repeat(10_001);
    let long = post(&format!("channel=email&list=address%0A{rows}")).await;
    assert!(long.status == 422 && long.text.contains("too long"), "{}", long.status);
    let larger =
        post(&format!("channel=email&list={}", "a".repeat(4 * 1024 * 1024 + 65_536))).await;
    assert_eq!(larger.status, 413);

    // A line that is refused is on their list nevertheless.
    let list = "channel=email&provider=sendgrid&reason=bounce&list=address,since%0A\
                <b>@home.example,%0Amine@home.example,yesterday%0A";
    let found = post(list).await;
    assert_eq!(found.status, 200, "{}", found.text);
    for said in ["Only on theirs: 1", "Only on ours: 0", "&lt;b&gt;@home.example", "Line 3:"] {
        assert!(found.text.contains(said), "{said}: {}", found.text);
    }
    let listed = async || server.get("/v1/suppressions?q=home.example", &admin).await.body;
    assert_eq!(listed().await["suppressions"].as_array().unwrap().len(), 1, "nothing changed");
    for (more, said) in [("&import=2&confirmed=1", "Since you looked"), ("&import=1", "Tick the")] {
        let answer = post(&format!("{list}{more}")).await;
        assert!(answer.status == 422 && answer.text.contains(said), "{more}: {}", answer.text);
    }
    let done = post(&format!("{list}&import=1&confirmed=1")).await;
    assert_eq!(done.status, 303);
    let page = ada.get(done.header("location")).await.0.text;
    assert!(page.contains("1 address was imported"), "{page}");
    assert_eq!(listed().await["suppressions"].as_array().unwrap().len(), 2);
    // A form of another session sends nothing.
    let foreign = ada.post(path, &format!("form_token=x&{list}&import=1&confirmed=1")).await;
    assert_eq!(foreign.status(), 403);
}

#[tokio::test]
async fn a_log_is_searched_by_all_that_it_shows() {
    let (server, admin) = north().await;
    let ada = Browser::signed_in(&server, "ada").await;
    let sms = |id: &str, at: &str| {
        json!({ "id": id, "channel": "sms", "to": { "address": "+15550100199" }, "text": id,
                "sent_at": at })
    };
    let both = [sms("lost", "2026-03-05T23:30:00Z"), sms("waits", "2026-03-07T09:00:00Z")];
    sent(&server, &admin, both).await;
    let told = json!({ "events": [{ "id": "1", "kind": "undelivered", "message_own_id": "lost",
                                    "code": "30003", "reason": "Unreachable handset",
                                    "at": "2026-03-05T23:30:05Z" }] });
    let told = server.post("/v1/messages/events", &admin, &told).await;
    assert!(told.status < 300, "{}", told.text);
    for (q, language, found) in [
        ("Not+Delivered", "en", "lost"),
        ("undelivered", "en", "lost"),
        ("Delivery", "en", "waits"),
        ("En+entrega", "es", "waits"),
        ("30003", "en", "lost"),
        ("unreachable", "en", "lost"),
        ("3/5/2026", "en", "lost"),
        ("waits+2026-03-07", "en", "waits"),
        ("lost+2026-03-07", "en", ""),
        ("Delivery+2026-03-05", "en", ""),
    ] {
        let cookie = format!("{}; annals-language={language}", ada.cookie);
        let reader = Browser { server: &server, cookie };
        let page = reader.get(&format!("/communications/sms?zone=utc&q={q}")).await.0.text;
        for id in ["lost", "waits"] {
            assert_eq!(page.contains(&format!(">{id}</bdi>")), id == found, "{q} {id}: {page}");
        }
    }
}
