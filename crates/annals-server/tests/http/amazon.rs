//! Webhooks of Amazon SES: only the topics that were named, certificates from nowhere but Amazon,
//! and subscriptions that are confirmed and told of.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use annals_server::Outgoing;
use reqwest::Method;
use rustls::pki_types::PrivateKeyDer;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use crate::support::{Answer, TestServer};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn vectors() -> Value {
    let file = include_str!("../../../annals-delivery/tests/fixtures/webhook-vectors.json");
    serde_json::from_str::<Value>(file).unwrap()["vectors"]["sns"].clone()
}

fn more() -> Value {
    let file = include_str!("../../../annals-delivery/tests/fixtures/sns-more.json");
    serde_json::from_str(file).unwrap()
}

/// Amazon in two of its regions: its certificates, and its ear for confirmations.
struct Amazon {
    outgoing: Outgoing,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Amazon {
    async fn start() -> Self {
        let regions = ["us-east-1", "eu-central-1"];
        let names = regions.map(|region| format!("sns.{region}.amazonaws.com"));
        let made = rcgen::generate_simple_self_signed(names.to_vec()).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let heard = asked.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(stream) = acceptor.accept(stream).await else { continue };
                let mut stream = BufReader::new(stream);
                let mut line = String::new();
                stream.read_line(&mut line).await.unwrap();
                let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
                let answer = answer(&path);
                heard.lock().unwrap().push(path);
                stream.write_all(answer.as_bytes()).await.unwrap();
                let _ = stream.shutdown().await;
            }
        });
        let addresses = names.map(|name| (name, address)).to_vec();
        let roots = vec![made.cert.der().to_vec()];
        Self { outgoing: Outgoing { addresses, roots }, asked }
    }

    /// What was asked for since the last time.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

fn answer(path: &str) -> String {
    let (status, body) = match path {
        "/SimpleNotificationService-own.pem" => (200, vectors()["certificate_pem"].clone()),
        "/SimpleNotificationService-made.pem" => (200, more()["certificate_pem"].clone()),
        "/SimpleNotificationService-long.pem" => (200, "x".repeat(20_000).into()),
        "/SimpleNotificationService-led.pem" => (302, "".into()),
        path if path.starts_with("/?Action=ConfirmSubscription&") => (200, "<ok/>".into()),
        _ => (404, "".into()),
    };
    let body = body.as_str().unwrap().to_owned();
    let location = "location: https://sns.us-east-1.amazonaws.com/x";
    format!("HTTP/1.1 {status} X\r\n{location}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

async fn start(amazon: &Amazon) -> TestServer {
    let outgoing = amazon.outgoing.clone();
    TestServer::start_with(|_| {}, |config| config.outgoing = outgoing).await
}

async fn create(server: &TestServer, key: &str, topic: &str) -> String {
    let new = json!({ "name": "Mail", "provider": "amazon_ses", "secret": topic,
                      "hash_method": "sha1" });
    let answer = server.post("/v1/hooks", key, &new).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    assert_eq!(answer.body["secrets"][0]["topic"], topic);
    assert_eq!(answer.body["hash_method"], "sha1");
    answer.body["id"].as_str().unwrap().to_owned()
}

async fn call(server: &TestServer, hook: &str, message: &Value) -> Answer {
    call_with(server, hook, message["Type"].as_str().unwrap(), message.to_string()).await
}

async fn call_with(server: &TestServer, hook: &str, kind: &str, body: String) -> Answer {
    let request = server
        .request(Method::POST, &format!("/hooks/{hook}"), "")
        .header("x-amz-sns-message-type", kind)
        .header("content-type", "text/plain; charset=UTF-8")
        .body(body);
    Answer::of(request.send().await.unwrap()).await
}

async fn actions(server: &TestServer, key: &str) -> Vec<String> {
    let path = "/v1/events?q=action:annals.hook.*+-action:annals.hook.created&limit=100";
    let page = server.get(path, key).await.body;
    let entries = page["entries"].as_array().unwrap().iter();
    entries.map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_topic_is_confirmed_heard_and_missed() {
    let amazon = Amazon::start().await;
    let server = start(&amazon).await;
    let admin = server.admin("north").await;
    let cases = vectors()["cases"].clone();
    let [bounce, again, confirmation] = [0, 1, 2].map(|at| cases[at]["message"].clone());
    let hook = create(&server, &admin, confirmation["TopicArn"].as_str().unwrap()).await;

    assert_eq!(call(&server, &hook, &confirmation).await.status, 200);
    let confirm = "/?Action=ConfirmSubscription&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000\
                   %3Ases-events&Token=tok-1";
    assert_eq!(amazon.asked(), ["/SimpleNotificationService-own.pem", confirm]);
    assert_eq!(actions(&server, &admin).await, ["annals.hook.subscribed"]);
    assert_eq!(call(&server, &hook, &confirmation).await.status, 200);
    let again_spaced = format!(" {confirmation}");
    assert_eq!(
        call_with(&server, &hook, "SubscriptionConfirmation", again_spaced).await.status,
        200
    );
    assert_eq!(actions(&server, &admin).await.len(), 1, "told once");
    assert!(amazon.asked().is_empty(), "and confirmed once");

    let message = json!({
        "id": "m-1", "channel": "email", "to": { "address": "parent@example.org" }, "text": "Hi",
        "provider": "amazon_ses", "provider_message_ids": ["own-ses-1"],
        "sent_at": "2026-11-20T08:00:00Z",
    });
    let sent = server.post("/v1/messages", &admin, &json!({ "messages": [message] })).await;
    // The same bounce comes twice, under two ids of Amazon SNS and by two kinds of signature.
    for told in [&bounce, &again, &bounce] {
        assert_eq!(call(&server, &hook, told).await.status, 200);
    }
    let mut commits = server.store.commits();
    while server.desk.envelopes_waiting().await.unwrap() > 0 {
        commits.changed().await.unwrap();
    }
    let id = sent.body["messages"][0]["id"].as_str().unwrap();
    let found = server.get(&format!("/v1/messages/{id}"), &admin).await.body;
    assert_eq!((&found["status"], &found["code"]), (&json!("bounced"), &json!("5.1.1")));
    assert_eq!(found["events"].as_array().unwrap().len(), 1, "{found}");
    assert!(amazon.asked().is_empty(), "the certificate is kept");

    let farewell = more()["cases"]["farewell"].clone();
    server.clock.advance(3 * DAY_MS);
    assert_eq!(call(&server, &hook, &farewell).await.status, 401, "of another topic");
    assert!(amazon.asked().is_empty());
    let other = create(&server, &admin, farewell["TopicArn"].as_str().unwrap()).await;
    for _ in 0..2 {
        assert_eq!(call(&server, &other, &farewell).await.status, 200);
    }
    assert_eq!(amazon.asked(), ["/SimpleNotificationService-made.pem"]);
    let told = actions(&server, &admin).await;
    assert_eq!(told[0], "annals.hook.unsubscribed");
    let times = async |hook: &str| {
        let found = server.get(&format!("/v1/hooks/{hook}"), &admin).await.body;
        let topic = &found["secrets"][0];
        [topic["subscribed_at"].is_string(), topic["unsubscribed_at"].is_string()]
    };
    assert_eq!([times(&hook).await, times(&other).await], [[true, false], [false, true]]);
    assert_eq!(told.iter().filter(|action| action.ends_with("subscribed")).count(), 2, "{told:?}");
}

#[tokio::test]
async fn nothing_is_asked_of_anyone_else_nor_without_end() {
    let amazon = Amazon::start().await;
    let server = start(&amazon).await;
    let admin = server.admin("north").await;
    let bounce = vectors()["cases"][0]["message"].clone();
    let hook = create(&server, &admin, bounce["TopicArn"].as_str().unwrap()).await;
    let changed = |field: &str, value: &str| {
        let mut message = bounce.clone();
        message[field] = value.into();
        message
    };
    let elsewhere = "https://169.254.169.254/SimpleNotificationService-own.pem";
    for (message, status) in [
        (changed("SigningCertURL", elsewhere), 401),
        (changed("TopicArn", "arn:aws:sns:us-east-1:000000000000:other"), 401),
        (changed("Timestamp", "2026-11-18T08:00:02.000Z"), 401),
    ] {
        assert_eq!(call(&server, &hook, &message).await.status, status, "{message}");
    }
    assert!(amazon.asked().is_empty());
    let changed_text = changed("Message", "{}");
    assert_eq!(call(&server, &hook, &changed_text).await.status, 401);
    assert_eq!(amazon.asked(), ["/SimpleNotificationService-own.pem"]);

    // What isn't there, what is too long, what leads on: it comes again, up to a limit.
    let file = |name: &str| {
        let url =
            format!("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-{name}.pem");
        changed("SigningCertURL", &url)
    };
    let mut names = vec!["long".to_owned(), "led".to_owned()];
    names.extend((0..20).map(|at| format!("missing-{at}")));
    for name in &names {
        assert_eq!(call(&server, &hook, &file(name)).await.status, 503, "{name}");
    }
    assert_eq!(amazon.asked().len(), annals_server::AMAZON_FAILURES_MAX);
    assert_eq!(call(&server, &hook, &bounce).await.status, 200, "a certificate that is kept is");
    // The allowance of another webhook is its own.
    let other = create(&server, &admin, bounce["TopicArn"].as_str().unwrap()).await;
    assert_eq!(call(&server, &other, &file("led")).await.status, 503);
    assert_eq!(amazon.asked(), ["/SimpleNotificationService-led.pem"]);
    let told = server.get("/v1/events?q=action:annals.hook.refused", &admin).await.text;
    assert!(told.contains("cert_url") && told.contains("amazon_unreachable"), "{told}");
    server.clock.advance(60_000);
    assert_eq!(call(&server, &hook, &file("led")).await.status, 503);
    assert_eq!(amazon.asked(), ["/SimpleNotificationService-led.pem"]);

    for (secret, hash) in [
        (json!("word"), Value::Null),
        (Value::Null, Value::Null),
        (json!("arn:aws:sqs:us-east-1:000000000000:queue"), Value::Null),
        (json!("arn:aws:sns:us-east-1:000000000000:mail"), json!("md5")),
    ] {
        let new = json!({ "name": "x", "provider": "amazon_ses", "secret": secret,
                          "hash_method": hash });
        let refused = server.post("/v1/hooks", &admin, &new).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
    }
}

#[tokio::test]
async fn a_server_that_only_claims_to_be_amazon_is_not_believed() {
    let amazon = Amazon::start().await;
    let stranger = Amazon::start().await;
    let address: SocketAddr = stranger.outgoing.addresses[0].1;
    let mut outgoing = amazon.outgoing.clone();
    outgoing.addresses.iter_mut().for_each(|(_, at)| *at = address);
    let server = TestServer::start_with(|_| {}, |config| config.outgoing = outgoing).await;
    let admin = server.admin("north").await;
    let bounce = vectors()["cases"][0]["message"].clone();
    let hook = create(&server, &admin, bounce["TopicArn"].as_str().unwrap()).await;
    assert_eq!(call(&server, &hook, &bounce).await.status, 503);
    assert!(stranger.asked().is_empty());
}
