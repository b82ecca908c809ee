//! Webhooks: who may make them, what is taken at their addresses, and what becomes of it.

use std::sync::Arc;

use annals_delivery::{Envelope, HashMethod, Provider};
use annals_desk::{Arrived, Desk, ENVELOPE_DAYS, HOOK_SECRETS_MAX, MIGRATIONS, NewHook, Site};
use annals_model::{OrganizationOrdinal, Permission};
use annals_server::{Config, Server};
use annals_store::{Options, Store};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use reqwest::Method;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use ring::{digest, hmac};
use serde_json::{Value, json};

use crate::support::{Answer, NOW, TestServer};

pub(crate) const ORIGIN: &str = "https://annals.example";
pub(crate) const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

fn seconds() -> i64 {
    NOW.0 / 1_000
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hmac_sha256(key: &[u8], text: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text).as_ref().to_vec()
}

pub(crate) async fn start() -> TestServer {
    let site = Arc::new(Site::parse(ORIGIN).unwrap());
    TestServer::start_with(|_| {}, |config| config.site = Some(site)).await
}

/// What is called, and how.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// After the address of the webhook.
    pub(crate) rest: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Call {
    pub(crate) fn post(body: impl Into<Vec<u8>>) -> Self {
        let (rest, headers) = (String::new(), Vec::new());
        Self { method: Method::POST, rest, headers, body: body.into() }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) async fn send(&self, server: &TestServer, hook: &str) -> Answer {
        let path = format!("/hooks/{hook}{}", self.rest);
        let mut request = server.request(self.method.clone(), &path, "");
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        Answer::of(request.body(self.body.clone()).send().await.unwrap()).await
    }
}

/// Sender of a provider with its key.
pub(crate) struct Sender {
    pub(crate) provider: &'static str,
    pub(crate) secret: String,
    pub(crate) pair: Option<EcdsaKeyPair>,
}

impl Sender {
    pub(crate) fn new(provider: &'static str) -> Self {
        let secret = match provider {
            "resend" | "standard_webhooks" => SECRET,
            "postmark" => "mailer:hunter22222222222",
            _ => "a-key-that-both-sides-know-well",
        };
        if provider != "sendgrid" {
            return Self { provider, secret: secret.to_owned(), pair: None };
        }
        let (random, algorithm) = (SystemRandom::new(), &ECDSA_P256_SHA256_ASN1_SIGNING);
        let key = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, key.as_ref(), &random).unwrap();
        // What stands before the point of every public key on P-256.
        let mut public = STANDARD.decode("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgA=").unwrap();
        public.extend_from_slice(pair.public_key().as_ref());
        Self { provider, secret: STANDARD.encode(public), pair: Some(pair) }
    }

    /// A call that says that `message` was delivered.
    pub(crate) fn delivered(&self, hook: &str, message: &str) -> Call {
        let (at, time) = (seconds(), "2026-11-20T09:00:00Z");
        let body = match self.provider {
            "sendgrid" => format!(
                "[{{\"event\":\"delivered\",\"sg_event_id\":\"e-{message}\",\"sg_message_id\":\
                 \"{message}.x\",\"email\":\"lee@home.example\",\"timestamp\":{at}}}]\r\n"
            ),
            "resend" | "standard_webhooks" => json!({
                "type": "email.delivered", "created_at": time,
                "data": { "email_id": message, "to": ["lee@home.example"] },
            })
            .to_string(),
            "postmark" => json!({
                "RecordType": "Delivery", "MessageID": message,
                "Recipient": "lee@home.example", "DeliveredAt": time,
            })
            .to_string(),
            "mailgun" => mailgun(&self.secret, "token-1", message),
            "twilio" => format!("MessageSid={message}&MessageStatus=delivered"),
            "vonage_messages" => {
                json!({ "message_uuid": message, "status": "delivered", "timestamp": time })
                    .to_string()
            }
            _ => format!("messageId={message}&status=delivered"),
        };
        self.signed(hook, &body)
    }

    pub(crate) fn signed(&self, hook: &str, body: &str) -> Call {
        let (at, call) = (seconds(), Call::post(body));
        match self.provider {
            "sendgrid" => {
                let pair = self.pair.as_ref().unwrap();
                let signed = format!("{at}{body}");
                let signature = pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
                call.with("x-twilio-email-event-webhook-timestamp", at.to_string()).with(
                    "x-twilio-email-event-webhook-signature",
                    STANDARD.encode(signature.as_ref()),
                )
            }
            "resend" | "standard_webhooks" => {
                let id = format!(
                    "msg_{}",
                    &hex(digest::digest(&digest::SHA256, body.as_bytes()).as_ref())[..16]
                );
                let key = STANDARD.decode(self.secret.trim_start_matches("whsec_")).unwrap();
                let tag = hmac_sha256(&key, format!("{id}.{at}.{body}").as_bytes());
                let names = match self.provider {
                    "resend" => ["svix-id", "svix-timestamp", "svix-signature"],
                    _ => ["webhook-id", "webhook-timestamp", "webhook-signature"],
                };
                call.with(names[0], id)
                    .with(names[1], at.to_string())
                    .with(names[2], format!("v1,{}", STANDARD.encode(tag)))
            }
            "postmark" => {
                call.with("authorization", format!("Basic {}", STANDARD.encode(&self.secret)))
            }
            "twilio" => {
                let said: String = body.replace(['&', '='], "");
                let text = format!("{ORIGIN}/hooks/{hook}{said}");
                let key = hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY;
                let key = hmac::Key::new(key, self.secret.as_bytes());
                let tag = hmac::sign(&key, text.as_bytes());
                call.with("content-type", "application/x-www-form-urlencoded")
                    .with("x-twilio-signature", STANDARD.encode(tag.as_ref()))
            }
            "vonage_messages" => {
                let hash = hex(digest::digest(&digest::SHA256, body.as_bytes()).as_ref());
                let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
                let claims = json!({ "iat": at, "payload_hash": hash });
                let text = format!("{}.{}", part(json!({ "alg": "HS256" })), part(claims));
                let tag = hmac_sha256(self.secret.as_bytes(), text.as_bytes());
                let token = format!("{text}.{}", URL_SAFE_NO_PAD.encode(tag));
                call.with("authorization", format!("Bearer {token}"))
            }
            "vonage_sms" => {
                let tag = hmac_sha256(self.secret.as_bytes(), format!("&{body}").as_bytes());
                let sig = hex(&tag).to_uppercase();
                let rest = format!("?{body}&sig={sig}");
                Call { method: Method::GET, rest, body: Vec::new(), ..call }
            }
            _ => call,
        }
    }
}

fn mailgun(secret: &str, token: &str, message: &str) -> String {
    let at = seconds();
    let tag = hmac_sha256(secret.as_bytes(), format!("{at}{token}").as_bytes());
    json!({
        "signature": { "timestamp": at.to_string(), "token": token, "signature": hex(&tag) },
        "event-data": { "event": "delivered", "id": format!("e-{message}"), "timestamp": at,
                        "recipient": "lee@home.example",
                        "message": { "headers": { "message-id": message } } },
    })
    .to_string()
}

pub(crate) async fn create(server: &TestServer, key: &str, sender: &Sender) -> String {
    let new = json!({ "name": "Mail", "provider": sender.provider, "secret": sender.secret });
    let answer = server.post("/v1/hooks", key, &new).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.body["id"].as_str().unwrap().to_owned()
}

pub(crate) async fn record(server: &TestServer, key: &str, sender: &Sender, messages: &[&str]) {
    let is_sms = matches!(sender.provider, "twilio" | "vonage_messages" | "vonage_sms");
    let (channel, address) =
        if is_sms { ("sms", "+15550100199") } else { ("email", "lee@home.example") };
    let message = |id: &&str| {
        json!({ "id": id, "channel": channel, "to": { "address": address }, "text": "Hi",
                "provider": sender.provider, "provider_message_ids": [id],
                "sent_at": "2026-11-20T08:00:00Z" })
    };
    for some in messages.chunks(1_000) {
        let some: Vec<_> = some.iter().map(message).collect();
        let answer = server.post("/v1/messages", key, &json!({ "messages": some })).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
    }
}

/// Waits until all that came is read.
pub(crate) async fn read(server: &TestServer) {
    let mut commits = server.store.commits();
    while server.desk.envelopes_waiting().await.unwrap() > 0 {
        commits.changed().await.unwrap();
    }
}

/// Statuses of the messages that a key may see, by their own ids.
async fn statuses(server: &TestServer, key: &str) -> Vec<(String, String)> {
    let answer = server.get("/v1/messages", key).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let messages = answer.body["messages"].as_array().unwrap().clone();
    let mut found: Vec<_> =
        messages.iter().map(|one| (text(&one["own_id"]), text(&one["status"]))).collect();
    found.sort();
    found
}

async fn events(server: &TestServer, key: &str) -> Vec<Value> {
    let list = server.get("/v1/messages", key).await;
    let id = list.body["messages"][0]["id"].as_str().unwrap().to_owned();
    let one = server.get(&format!("/v1/messages/{id}"), key).await;
    one.body["events"].as_array().unwrap().clone()
}

#[tokio::test]
async fn each_provider_is_believed_if_it_signed() {
    for provider in [
        "sendgrid",
        "resend",
        "standard_webhooks",
        "postmark",
        "mailgun",
        "twilio",
        "vonage_messages",
        "vonage_sms",
    ] {
        let server = start().await;
        let admin = server.admin("north").await;
        let sender = Sender::new(provider);
        let hook = create(&server, &admin, &sender).await;
        // The webhook is faster than the sender, and tries five times.
        let call = sender.delivered(&hook, "m-1");
        for _ in 0..5 {
            let answer = call.send(&server, &hook).await;
            assert_eq!(answer.status, 200, "{provider}: {}", answer.text);
        }
        read(&server).await;
        record(&server, &admin, &sender, &["m-1"]).await;
        assert_eq!(
            statuses(&server, &admin).await,
            [("m-1".to_owned(), "delivered".to_owned())],
            "{provider}"
        );
        let told = events(&server, &admin).await;
        assert_eq!(told.len(), 1, "{provider}: {told:?}");
        assert_eq!(told[0]["source"], provider);

        // One bit of what is signed.
        let mut flipped = sender.delivered(&hook, "m-2");
        match provider {
            "vonage_sms" => flipped.rest = flipped.rest.replace("m-2", "m-3"),
            "postmark" => flipped.headers[0].1 = format!("Basic {}", STANDARD.encode("mailer:x")),
            "mailgun" => {
                let text = String::from_utf8(flipped.body).unwrap();
                flipped.body = text.replace("token-1", "token-0").into_bytes();
            }
            _ => {
                let middle = flipped.body.len() / 2;
                flipped.body[middle] ^= 1;
            }
        }
        let refused = flipped.send(&server, &hook).await;
        assert_eq!(refused.problem(), "401 unauthenticated", "{provider}");
        assert_eq!(refused.body["detail"], "the call is not accepted");
        assert_eq!(server.desk.envelopes_waiting().await.unwrap(), 0, "{provider}");
    }
}

#[tokio::test]
async fn nobody_reads_secrets() {
    let server = start().await;
    let admin = server.admin("north").await;
    let sender = Sender::new("mailgun");
    let hook = create(&server, &admin, &sender).await;
    let path = format!("/v1/hooks/{hook}");
    let shown = server.get(&path, &admin).await;
    assert_eq!(shown.body["url"], format!("{ORIGIN}/hooks/{hook}"));
    assert!(!shown.text.contains(&sender.secret), "{}", shown.text);
    let secrets = format!("{path}/secrets");
    for more in 1..HOOK_SECRETS_MAX {
        // They are listed by their age.
        server.clock.advance(1);
        let secret = json!({ "secret": format!("another-secret-{more}") });
        assert_eq!(server.post(&secrets, &admin, &secret).await.status, 201);
    }
    let full = server.post(&secrets, &admin, &json!({ "secret": "one-too-many" })).await;
    assert_eq!(full.status, 409, "{}", full.text);

    // The old one goes while both are good, and the last one never goes.
    let ids: Vec<String> = server.get(&path, &admin).await.body["secrets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|secret| secret["id"].as_str().unwrap().to_owned())
        .collect();
    let call = sender.delivered(&hook, "m-1");
    assert_eq!(call.send(&server, &hook).await.status, 200);
    let mut gone = Vec::new();
    for id in &ids {
        let path = format!("{secrets}/{id}");
        let answer = server.request(Method::DELETE, &path, &admin).send().await.unwrap();
        gone.push(answer.status().as_u16());
    }
    assert_eq!(gone, [204, 204, 204, 409]);
    assert_eq!(call.send(&server, &hook).await.status, 401);

    let postmark = json!({ "name": "Post", "provider": "postmark" });
    let made = server.post("/v1/hooks", &admin, &postmark).await;
    let (id, secret) = (made.body["id"].as_str().unwrap(), made.body["secret"].as_str().unwrap());
    let told = json!({ "RecordType": "Delivery", "MessageID": "p-1" }).to_string();
    let with = |rest: &str| Call { rest: rest.to_owned(), ..Call::post(told.clone()) };
    assert_eq!(with(&format!("/{secret}")).send(&server, id).await.status, 200);
    assert_eq!(with("/guessed").send(&server, id).await.status, 401);
    assert_eq!(with("").send(&server, id).await.status, 401);

    let log = server.get("/v1/events?q=action:annals.hook.*&limit=100", &admin).await;
    assert_eq!(log.status, 200, "{}", log.text);
    for text in [&sender.secret, "another-secret", secret] {
        assert!(!log.text.contains(text), "{text}");
    }
    assert!(log.text.contains("annals.hook.secret_removed"), "{}", log.text);
}

#[tokio::test]
async fn what_is_closed_takes_nothing() {
    let server = start().await;
    let admin = server.admin("north").await;
    let sender = Sender::new("resend");
    let hook = create(&server, &admin, &sender).await;
    let call = sender.delivered(&hook, "m-1");
    let path = format!("/v1/hooks/{hook}");
    let change = async |body: Value| {
        let request = server.request(Method::PATCH, &path, &admin).json(&body);
        Answer::of(request.send().await.unwrap()).await
    };
    let disabled = change(json!({ "disabled": true, "name": "Quiet" })).await;
    assert_eq!(disabled.body["name"], "Quiet");
    assert!(disabled.body["disabled_at"].is_string());
    assert_eq!(call.send(&server, &hook).await.status, 401);
    assert_eq!(change(json!({ "disabled": false })).await.body["disabled_at"], Value::Null);
    assert_eq!(call.send(&server, &hook).await.status, 200);
    let deleted = server.request(Method::DELETE, &path, &admin).send().await.unwrap();
    assert_eq!(deleted.status(), 204);
    assert_eq!(call.send(&server, &hook).await.status, 401);
    assert_eq!(server.get(&path, &admin).await.status, 404);
    for provider in ["expo", "carrier_pigeon"] {
        let new = json!({ "name": "x", "provider": provider, "secret": "y" });
        assert_eq!(server.post("/v1/hooks", &admin, &new).await.status, 422, "{provider}");
    }
    // Without a public address nothing can be checked that Twilio signs.
    let local = TestServer::start().await;
    let admin = local.admin("north").await;
    let new = json!({ "name": "x", "provider": "twilio", "secret": "y" });
    let refused = local.post("/v1/hooks", &admin, &new).await;
    assert_eq!(refused.problem(), "409 refused");
    assert!(refused.text.contains("public_url"));
}

#[tokio::test]
async fn a_webhook_tells_of_its_organisation_only() {
    let server = start().await;
    let sender = Sender::new("resend");
    let (north, south) = (server.admin("north").await, server.admin("south").await);
    let hook = create(&server, &north, &sender).await;
    for key in [&north, &south] {
        record(&server, key, &sender, &["m-1"]).await;
    }
    assert_eq!(sender.delivered(&hook, "m-1").send(&server, &hook).await.status, 200);
    read(&server).await;
    assert_eq!(statuses(&server, &north).await[0].1, "delivered");
    assert_eq!(statuses(&server, &south).await[0].1, "queued");
    assert_eq!(server.get(&format!("/v1/hooks/{hook}"), &south).await.status, 404);
    let reads = server.key("north", &[Permission::ReadKeys]).await;
    assert_eq!(server.get(&format!("/v1/hooks/{hook}"), &reads).await.status, 200);
}

#[tokio::test]
async fn tokens_count_once_and_what_cant_be_read_is_kept() {
    let server = start().await;
    let admin = server.admin("north").await;
    let sender = Sender::new("mailgun");
    let hook = create(&server, &admin, &sender).await;
    let call = sender.delivered(&hook, "m-1");
    for _ in 0..2 {
        assert_eq!(call.send(&server, &hook).await.status, 200);
    }
    let forged = Call::post(mailgun(&sender.secret, "token-1", "m-2"));
    assert_eq!(forged.send(&server, &hook).await.status, 401);

    let resend = Sender::new("resend");
    let other = create(&server, &admin, &resend).await;
    assert_eq!(resend.signed(&other, "{").send(&server, &other).await.status, 200);
    read(&server).await;
    let shown = server.get(&format!("/v1/hooks/{other}"), &admin).await.body;
    assert_eq!((&shown["waiting"], &shown["unreadable"]), (&json!(0), &json!(1)));

    server.clock.advance(ENVELOPE_DAYS * 24 * 60 * 60 * 1_000);
    assert_eq!(server.desk.forget_envelopes().await.unwrap(), 0, "30 days to the millisecond");
    server.clock.advance(1);
    // Two that came, a token, what was told of a message that nobody recorded, and the refusal.
    assert_eq!(server.desk.forget_envelopes().await.unwrap(), 5);
}

#[tokio::test]
async fn who_goes_on_trying_fills_no_log() {
    let server = start().await;
    let admin = server.admin("north").await;
    let sender = Sender::new("resend");
    let hook = create(&server, &admin, &sender).await;
    for _ in 0..7 {
        assert_eq!(Call::post("{}").send(&server, &hook).await.status, 401);
    }
    let told = async |store: &TestServer| {
        let found = store.get("/v1/events?q=action:annals.hook.refused", &admin).await;
        found.body["entries"].as_array().unwrap().clone()
    };
    let first = told(&server).await;
    assert_eq!(first.len(), 1);
    assert_eq!(
        (&first[0]["reason"], &first[0]["details"]["Calls"]),
        (&json!("missing"), &json!("1"))
    );
    assert_eq!(first[0]["actor"]["id"], hook);
    server.clock.advance(10 * 60 * 1_000);
    assert_eq!(Call::post("{}").send(&server, &hook).await.status, 401);
    let second = told(&server).await;
    assert_eq!((second.len(), &second[0]["details"]["Calls"]), (2, &json!("7")));
}

#[tokio::test]
async fn ten_thousand_events_of_a_call_are_noted() {
    const EVENTS: usize = 10_000;
    const MESSAGES: usize = 100;
    let server = start().await;
    let admin = server.admin("north").await;
    let sender = Sender::new("sendgrid");
    let hook = create(&server, &admin, &sender).await;
    let ids: Vec<_> = (0..MESSAGES).map(|i| format!("m-{i}")).collect();
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    record(&server, &admin, &sender, &ids).await;
    let at = seconds();
    let events: Vec<_> = (0..EVENTS)
        .map(|i| {
            json!({ "event": "open", "sg_event_id": format!("e-{i}"), "timestamp": at,
                    "sg_message_id": format!("m-{}.x", i % MESSAGES), "email": "lee@home.example",
                    "useragent": "x".repeat(500) })
        })
        .collect();
    let body = format!("{}\r\n", Value::from(events));
    assert!(body.len() > 5 * 1024 * 1024, "{}", body.len());
    let answer = sender.signed(&hook, &body).send(&server, &hook).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    read(&server).await;
    let list = server.get(&format!("/v1/messages?limit={MESSAGES}"), &admin).await;
    let messages = list.body["messages"].as_array().unwrap();
    let opens: Vec<_> = messages.iter().map(|one| one["opens"].as_u64().unwrap()).collect();
    assert_eq!(opens, vec![(EVENTS / MESSAGES) as u64; MESSAGES]);
}

/// Between the answer and the reading the machine stops: what was answered is on disk, and is read
/// at the next start.
#[tokio::test]
async fn what_was_answered_outlives_a_stop() {
    let folder = tempfile::tempdir().unwrap();
    let open = async || {
        let options = Options {
            migrations: MIGRATIONS,
            background: false,
            disk_refuse_percent: 0,
            ..Options::default()
        };
        Store::open(folder.path(), options).await.unwrap()
    };
    let store = open().await;
    let desk = Desk::new(store.clone());
    let new = NewHook {
        organization: OrganizationOrdinal(0),
        name: "Mail".to_owned(),
        provider: Provider::Resend,
        hash: HashMethod::default(),
        secret: Some(SECRET.to_owned()),
    };
    let (hook, made) = desk.create_hook(&desk.operator(), new).await.unwrap();
    assert_eq!(made, None);
    let called = desk.hook_called(&hook.id).await.unwrap().unwrap();
    let told = json!({ "type": "email.delivered", "data": { "email_id": "m-1" } }).to_string();
    let kept = desk.keep_envelope(&called, Envelope::default(), told.into_bytes()).await.unwrap();
    assert_eq!(kept, Arrived::New);
    store.close().await;
    drop((store, desk));

    let store = open().await;
    let desk = Desk::new(store.clone());
    assert_eq!(desk.envelopes_waiting().await.unwrap(), 1);
    let mut commits = store.commits();
    let listen = "127.0.0.1:0".parse().unwrap();
    let server = Server::bind(store.clone(), Config { listen, ..Config::default() }).await.unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async move { stopped.await.unwrap_or(()) }));
    while desk.envelopes_waiting().await.unwrap() > 0 {
        commits.changed().await.unwrap();
    }
    drop(stop);
    running.await.unwrap().unwrap();
    assert_eq!(desk.hook(&desk.operator(), &hook.id).await.unwrap().unreadable, 0);
}
