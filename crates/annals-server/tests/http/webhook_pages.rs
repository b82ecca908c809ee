//! Webhooks on pages, without script.

use annals_desk::{CALLS_COUNTED_MAX, CALLS_LISTED_MAX, HOOK_SECRETS_MAX, UNMATCHED_LISTED_MAX};
use annals_model::Permission;
use serde_json::{Value, json};

use crate::browser::{Browser, PASSWORD};
use crate::hooks::{Call, ORIGIN, SECRET, Sender, create, read, record, start};
use crate::support::{Answer, TestServer};

const LIST: &str = "/communications/webhooks";
const NEW: &str = "/communications/webhooks/-new";

async fn send(browser: &Browser<'_>, path: &str, form: &str) -> Answer {
    let token = browser.form_token().await;
    Answer::of(browser.post(path, &format!("form_token={token}&{form}")).await).await
}

/// The actions of the entries about webhooks, the newest first, without what all begin with.
async fn told(server: &TestServer, key: &str) -> Vec<String> {
    let found = server.get("/v1/events?q=action:annals.hook.*", key).await.body;
    let actions = found["entries"].as_array().unwrap().iter().map(|entry| &entry["action"]);
    actions.map(|action| action.as_str().unwrap().replace("annals.hook.", "")).collect()
}

#[tokio::test]
async fn a_webhook_is_added_changed_and_deleted() {
    let server = start().await;
    server.user("north", "ada", PASSWORD).await;
    let admin = server.admin("north").await;
    let ada = Browser::signed_in(&server, "ada").await;
    let none = ada.get(LIST).await.0.text;
    assert!(none.contains("No provider tells anything yet") && none.contains(NEW), "{none}");
    let choice = ada.get(NEW).await;
    let providers = choice.all("-new?provider=", "\"");
    assert_eq!(providers.len(), 9, "{providers:?}");
    for provider in &providers {
        let form = ada.get(&format!("{NEW}?provider={provider}")).await.0;
        assert!(form.status == 200 && form.text.contains("name=\"secret\""), "{provider}");
    }
    let topic = "arn:aws:sns:us-east-1:000000000000:mail";
    for (form, field) in [
        ("provider=expo&name=x&secret=y".to_owned(), "problem"),
        ("provider=resend&name=&secret=y".to_owned(), "name-problem"),
        ("provider=resend&name=a%E2%80%AEb&secret=y".to_owned(), "name-problem"),
        (format!("provider=resend&name={}&secret=y", "x".repeat(201)), "name-problem"),
        ("provider=resend&name=x&secret=+".to_owned(), "secret-problem"),
        (format!("provider=resend&name=x&secret={}", "s".repeat(1_001)), "secret-problem"),
        ("provider=amazon_ses&name=x&secret=word".to_owned(), "secret-problem"),
        ("provider=postmark&name=x&secret=short".to_owned(), "secret-problem"),
        (format!("provider=amazon_ses&name=x&secret={topic}&hash_method=md5"), "hash-problem"),
        (format!("provider=amazon_ses&name=x&secret={topic}&hash_method=%3Cb%3E"), "hash-problem"),
    ] {
        let sent = send(&ada, NEW, &form).await;
        assert_eq!(sent.status, 422, "{form}");
        assert!(sent.text.contains(&format!("id=\"{field}\"")), "{form}: {}", sent.text);
    }
    assert_eq!(told(&server, &admin).await, [""; 0]);

    let sent = send(&ada, NEW, &format!("provider=resend&name=+News+&secret={SECRET}")).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let page = sent.header("location").to_owned();
    let (path, _) = page.split_once('?').unwrap();
    let id = path.rsplit('/').next().unwrap();
    let shown = ada.get(&page).await.0.text;
    for words in [&format!("{ORIGIN}/hooks/{id}"), "The webhook was added.", "No call came yet."] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(ada.get(LIST).await.0.text.contains(path));

    // The last secret stays as long as calls are taken.
    let secrets = async || ada.get(path).await.all("name=\"secret\" value=\"", "\"");
    let first = secrets().await.remove(0);
    let end = |secret: &str| format!("do=end-secret&secret={secret}");
    let refused = send(&ada, path, &end(&first)).await;
    assert!(refused.status == 409 && refused.text.contains("This is the last secret."));
    for at in 1..HOOK_SECRETS_MAX {
        let sent = send(&ada, path, &format!("do=add-secret&secret=whsec_{at}")).await;
        assert_eq!(sent.header("location"), format!("{path}?done=add-secret"));
    }
    let full = send(&ada, path, "do=add-secret&secret=whsec_x").await;
    assert!(full.status == 409 && full.text.contains("as many as there may be"), "{}", full.text);
    assert_eq!(send(&ada, path, &end(&first)).await.status, 303);
    let gone = send(&ada, path, &end(&first)).await;
    assert!(gone.status == 409 && gone.text.contains("ended meanwhile"), "{}", gone.text);
    assert_eq!(secrets().await.len(), HOOK_SECRETS_MAX - 1);

    let refused = send(&ada, path, "do=rename&name=%00").await;
    assert!(refused.status == 422 && refused.text.contains("id=\"name-problem\""));
    assert_eq!(send(&ada, path, "do=rename&name=Weekly").await.status, 303);
    assert_eq!(send(&ada, path, "do=disable").await.status, 303);
    let shown = ada.get(&format!("{path}?done=disable")).await.0.text;
    assert!(shown.contains("takes no more calls") && shown.contains("<bdi>Weekly</bdi>"));
    assert_eq!(send(&ada, path, "do=enable").await.status, 303);
    assert_eq!(send(&ada, path, "do=nothing").await.status, 400);
    assert_eq!(send(&ada, path, "do=delete").await.status, 422);
    let deleted = send(&ada, path, "do=delete&confirm=1").await;
    assert_eq!(deleted.header("location"), format!("{LIST}?done=delete"));
    assert_eq!(ada.get(path).await.0.status, 404);
    assert_eq!(
        told(&server, &admin).await,
        [
            "deleted",
            "enabled",
            "disabled",
            "renamed",
            "secret_removed",
            "secret_added",
            "secret_added",
            "secret_added",
            "created",
        ]
    );
}

#[tokio::test]
async fn secrets_are_shown_once_or_never() {
    let server = start().await;
    server.user("north", "ada", PASSWORD).await;
    let ada = Browser::signed_in(&server, "ada").await;
    let secret = "a-secret-that-nobody-guesses";
    let mut pages = Vec::new();
    for provider in ["mailgun", "vonage_sms&hash_method=md5"] {
        let form = format!("provider={provider}&name=x&secret={secret}");
        let sent = send(&ada, NEW, &form).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        pages.push(ada.get(sent.header("location")).await.0.text);
    }
    assert!(pages[1].contains("HMAC MD5"), "{}", pages[1]);
    pages.push(send(&ada, NEW, &format!("provider=mailgun&name=&secret={secret}")).await.text);
    pages.push(ada.get(LIST).await.0.text);
    // One that is made stands at the end of the address, on this page alone.
    let made = send(&ada, NEW, "provider=postmark&name=Mail&secret=").await;
    assert_eq!(made.status, 200);
    let address = made.text.split(&format!("{ORIGIN}/hooks/")).nth(1).unwrap();
    let (id, rest) = address.split_once('/').unwrap();
    let own = rest.split('<').next().unwrap().to_owned();
    assert!(own.len() > 20, "{own}");
    let call = Call { rest: format!("/{own}"), ..Call::post("{}") };
    assert_eq!(call.send(&server, id).await.status, 200, "it is what calls are known by");
    pages.push(ada.get(&format!("{LIST}/{id}")).await.0.text);
    for page in pages {
        assert!(!page.contains(secret) && !page.contains(&own), "{page}");
    }
    // Without a public address nothing can be checked that Twilio signs.
    let local = TestServer::start().await;
    local.user("north", "ada", PASSWORD).await;
    let ada = Browser::signed_in(&local, "ada").await;
    let sent = send(&ada, NEW, "provider=twilio&name=x&secret=y").await;
    assert!(sent.status == 409 && sent.text.contains("public_url"), "{}", sent.text);
}

#[tokio::test]
async fn what_came_is_told_with_what_to_do() {
    let server = start().await;
    server.user("north", "ada", PASSWORD).await;
    let admin = server.admin("north").await;
    let ada = Browser::signed_in(&server, "ada").await;
    let sender = Sender::new("resend");
    let hook = create(&server, &admin, &sender).await;
    record(&server, &admin, &sender, &["m-1"]).await;
    for message in ["m-1", "m-2"] {
        let call = sender.delivered(&hook, message);
        assert_eq!(call.send(&server, &hook).await.status, 200);
    }
    assert_eq!(sender.signed(&hook, "{").send(&server, &hook).await.status, 200);
    let other = Sender { secret: "whsec_b3RoZXI=".to_owned(), ..Sender::new("resend") };
    server.clock.advance(1_000);
    for _ in 0..3 {
        assert_eq!(other.delivered(&hook, "m-1").send(&server, &hook).await.status, 401);
    }
    read(&server).await;
    let path = format!("{LIST}/{hook}");
    let page = ada.get(&path).await;
    let calls = page.0.text.split("webhook-calls").nth(1).unwrap().split("</table>").next();
    let rows: Vec<_> = calls.unwrap().split("<tr>").skip(2).collect();
    // The first refused call at once, and those after it together.
    for (row, words) in rows.iter().zip([
        "2 calls refused",
        "Refused",
        "of no form that this provider uses",
        "1 of a message that was not recorded",
        "Taken and read: 1 event",
    ]) {
        assert!(row.contains(words), "{words}: {row}");
    }
    assert_eq!(rows.len(), 5);
    assert!(rows[0].contains("signed by another secret") && rows[0].contains("127.0.0.1"));
    let unmatched = page.0.text.split("webhook-unmatched").nth(1).unwrap();
    let unmatched = unmatched.split("</table>").next().unwrap();
    assert!(unmatched.contains("<bdi>m-2</bdi>") && unmatched.contains("Dec 20"), "{unmatched}");
    let list = ada.get(LIST).await.0.text;
    for (label, count) in [("Taken in 24 h", 3), ("Refused in 24 h", 3), ("Not matched", 1)] {
        assert!(list.contains(&format!("data-label=\"{label}\">{count}<")), "{label}: {list}");
    }
    // Matched by itself, and counted for a day.
    record(&server, &admin, &sender, &["m-2"]).await;
    server.clock.advance(24 * 60 * 60 * 1_000);
    let ada = Browser::signed_in(&server, "ada").await;
    let page = ada.get(&path).await.0.text;
    assert!(page.contains("Everything that was told is of recorded messages."), "{page}");
    assert!(page.contains("<dt>Taken in 24 h</dt><dd>0</dd>"), "{page}");
}

#[tokio::test]
async fn webhooks_of_others_are_not_there() {
    let server = start().await;
    let sender = Sender::new("resend");
    let (north, below, south) =
        (server.admin("north").await, server.admin("n1").await, server.admin("south").await);
    let own = create(&server, &north, &sender).await;
    let lower = create(&server, &below, &sender).await;
    let foreign = create(&server, &south, &sender).await;
    server.user_who_may("north", "reader", &[Permission::ReadKeys]).await;
    server.user_who_may("north", "other", &[Permission::ReadEvents]).await;
    let reader = Browser::signed_in(&server, "reader").await;
    let other = Browser::signed_in(&server, "other").await;
    for (path, status) in [
        (format!("{LIST}/{own}"), 200),
        (format!("{LIST}/{lower}?organization=n1"), 200),
        // A page is of the organisation that its address names.
        (format!("{LIST}/{lower}"), 404),
        (format!("{LIST}/{own}?organization=n1"), 404),
        (format!("{LIST}/{foreign}"), 404),
        (format!("{LIST}/{foreign}?organization=south"), 404),
        (format!("{LIST}?organization=south"), 404),
        (format!("{LIST}/{}", "0".repeat(32)), 404),
        (NEW.to_owned(), 403),
    ] {
        let answer = reader.get(&path).await.0;
        assert_eq!(answer.status, status, "{path}");
        assert!(status == 200 || !answer.text.contains("/hooks/"), "{path}");
        assert_eq!(other.get(&path).await.0.status, 403, "{path}");
    }
    let page = reader.get(&format!("{LIST}/{own}")).await.0.text;
    assert!(!page.contains("name=\"do\"") && page.contains("/hooks/"), "{page}");
    let form = "do=delete&confirm=1";
    assert_eq!(send(&reader, &format!("{LIST}/{own}"), form).await.status, 403);
    let menu = |page: &str| page.contains("href=\"/communications/webhooks\"");
    assert!(menu(&reader.get("/help").await.0.text) && !menu(&other.get("/help").await.0.text));
    server.user("north", "ada", PASSWORD).await;
    let ada = Browser::signed_in(&server, "ada").await;
    assert_eq!(send(&ada, &format!("{LIST}/{foreign}"), form).await.status, 404);
    assert_eq!(send(&ada, &format!("{LIST}/{lower}"), form).await.status, 404);
    assert_eq!(server.get(&format!("/v1/hooks/{foreign}"), &south).await.status, 200);
}

#[tokio::test]
async fn lists_of_what_came_end() {
    let server = start().await;
    server.user("north", "ada", PASSWORD).await;
    let admin = server.admin("north").await;
    let ada = Browser::signed_in(&server, "ada").await;
    let sender = Sender::new("sendgrid");
    let hook = create(&server, &admin, &sender).await;
    let events = |from: usize, count: usize| -> String {
        let event = |i| {
            json!({ "event": "open", "sg_event_id": format!("e-{i}"), "timestamp": 1,
                               "sg_message_id": format!("m-{i}.x"), "email": "lee@home.example" })
        };
        format!("{}\r\n", Value::from((from..from + count).map(event).collect::<Vec<_>>()))
    };
    let path = format!("{LIST}/{hook}");
    let row = |page: &str, table: &str| {
        let table = page.split(table).nth(1).unwrap().split("</table>").next().unwrap().to_owned();
        table.matches("<th scope=\"row\">").count()
    };
    let call = async |from, count| {
        let sent = sender.signed(&hook, &events(from, count)).send(&server, &hook).await;
        assert_eq!(sent.status, 200);
    };
    for at in 0..=CALLS_LISTED_MAX {
        call(at, 1).await;
    }
    read(&server).await;
    let page = ada.get(&path).await.0.text;
    assert_eq!(row(&page, "webhook-calls"), CALLS_LISTED_MAX);
    assert_eq!(row(&page, "webhook-unmatched"), UNMATCHED_LISTED_MAX);
    assert!(page.contains("The newest 50 of 51"), "{page}");
    let counted = usize::try_from(CALLS_COUNTED_MAX).unwrap();
    call(51, counted - 51).await;
    read(&server).await;
    assert!(ada.get(&path).await.0.text.contains("The newest 50 of 10,000"));
    call(counted, 1).await;
    read(&server).await;
    assert!(ada.get(&path).await.0.text.contains("The newest 50 of more than 10,000"));
}
