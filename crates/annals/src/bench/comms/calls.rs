//! Calls of providers, signed as theirs are, and events beside them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use annals_model::{Clock, SystemClock};
use annals_samples::Bench;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::json;

use super::super::BATCH_EVENTS;
use super::super::connection::Connection;
use super::super::ingest::Batch;
use super::load::Access;
use crate::machine;

/// What calls are signed with.
pub(super) const SECRET: &str = "whsec_YmVuY2htYXJrcyBrbm93IHRoaXMgc2VjcmV0";
const SECRET_BYTES: &[u8] = b"benchmarks know this secret";
/// The head of a public key of this curve, before the point.
const SPKI: &[u8] = &[
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];
/// Connections that send events, each a batch at a time.
const EVENT_CONNECTIONS: usize = 6;
/// Connections over which a steady stream of calls comes.
const STEADY_CONNECTIONS: u32 = 300;
const SENDGRID_EVENTS: u64 = 10_000;
const SENDGRID_BATCHES: usize = 5;

/// What the provider calls the message at this place.
pub(super) fn provider_id(place: u64) -> String {
    format!("re-{place}")
}

/// The key of SendGrid's event webhook.
pub(super) struct SendGridKey(EcdsaKeyPair);

impl SendGridKey {
    pub(super) fn new() -> anyhow::Result<Self> {
        let random = SystemRandom::new();
        let method = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let made = EcdsaKeyPair::generate_pkcs8(method, &random);
        let made = made.map_err(|_| anyhow::anyhow!("no key can be made"))?;
        let pair = EcdsaKeyPair::from_pkcs8(method, made.as_ref(), &random);
        Ok(Self(pair.map_err(|_| anyhow::anyhow!("no key can be made"))?))
    }

    /// As SendGrid shows it.
    pub(super) fn public(&self) -> String {
        STANDARD.encode([SPKI, self.0.public_key().as_ref()].concat())
    }

    fn sign(&self, text: &[u8]) -> anyhow::Result<String> {
        let signed = self.0.sign(&SystemRandom::new(), text);
        Ok(STANDARD.encode(signed.map_err(|_| anyhow::anyhow!("nothing can be signed"))?))
    }
}

/// Who calls.
pub(super) struct Calls {
    address: String,
    access: Access,
    stream: Bench,
    messages: u64,
    /// The next call, and the next event of the stream.
    next: AtomicU64,
    next_event: AtomicU64,
    /// Of this run, so that no call of an earlier one comes again.
    run: i64,
}

impl Calls {
    /// Events are those of the stream from a place on.
    pub(super) fn new(
        address: &str,
        access: Access,
        messages: u64,
        (stream, next_event): (Bench, u64),
    ) -> Self {
        Self {
            address: address.to_owned(),
            access,
            stream,
            messages,
            next: AtomicU64::new(0),
            next_event: AtomicU64::new(next_event),
            run: SystemClock.now().0,
        }
    }

    /// Where in the stream the next event is.
    pub(super) fn next_event(&self) -> u64 {
        self.next_event.load(Ordering::Relaxed)
    }

    /// Events a second, sent in batches for so long.
    pub(super) async fn events(self: &Arc<Self>, time: Duration) -> anyhow::Result<f64> {
        let begin = Instant::now();
        let tasks = (0..EVENT_CONNECTIONS).map(|_| {
            let this = Arc::clone(self);
            tokio::spawn(async move { this.send_events(begin + time).await })
        });
        let mut sent = 0;
        for task in tasks.collect::<Vec<_>>() {
            sent += task.await??;
        }
        Ok(sent as f64 / begin.elapsed().as_secs_f64())
    }

    async fn send_events(&self, until: Instant) -> anyhow::Result<u64> {
        let mut connection = Connection::open(&self.address).await?;
        let mut batch = Batch::new(&self.stream);
        let head = format!(
            "POST /v1/events HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n\
             content-type: application/x-ndjson\r\n",
            self.address, self.access.key
        );
        let mut sent = 0;
        while Instant::now() < until {
            let from = self.next_event.fetch_add(BATCH_EVENTS, Ordering::Relaxed);
            batch.draw(&self.stream, from..from + BATCH_EVENTS);
            let (status, answer) = connection.ask(&head, &batch.json).await?;
            anyhow::ensure!(status == 201, "{status}: {}", String::from_utf8_lossy(answer));
            sent += BATCH_EVENTS;
        }
        Ok(sent)
    }

    /// Calls as fast as they are answered: how many a second, and the slowest hundredth in ms.
    pub(super) async fn as_many_as_possible(
        self: &Arc<Self>,
        connections: usize,
        time: Duration,
    ) -> anyhow::Result<(f64, f64)> {
        let begin = Instant::now();
        let tasks = (0..connections).map(|_| {
            let this = Arc::clone(self);
            tokio::spawn(async move { this.call(begin + time, None).await })
        });
        let mut times = Vec::new();
        for task in tasks.collect::<Vec<_>>() {
            times.extend(task.await??);
        }
        let per_second = times.len() as f64 / begin.elapsed().as_secs_f64();
        times.sort_unstable();
        Ok((per_second, machine::quantile(&times, 0.99).as_secs_f64() * 1e3))
    }

    /// So many calls a second, if they are answered so fast; how many they were.
    pub(super) async fn steady(
        self: &Arc<Self>,
        per_second: u32,
        time: Duration,
    ) -> anyhow::Result<f64> {
        let pause = Duration::from_secs(1) * STEADY_CONNECTIONS / per_second;
        let begin = Instant::now();
        let tasks = (0..STEADY_CONNECTIONS).map(|_| {
            let this = Arc::clone(self);
            tokio::spawn(async move { this.call(begin + time, Some(pause)).await })
        });
        let mut count = 0;
        for task in tasks.collect::<Vec<_>>() {
            count += task.await??.len();
        }
        Ok(count as f64 / begin.elapsed().as_secs_f64())
    }

    async fn call(&self, until: Instant, pause: Option<Duration>) -> anyhow::Result<Vec<Duration>> {
        let mut connection = Connection::open(&self.address).await?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET_BYTES);
        let mut times = Vec::new();
        let mut due = Instant::now();
        while Instant::now() < until {
            if let Some(pause) = pause {
                tokio::time::sleep_until(due.into()).await;
                due += pause;
            }
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let now = SystemClock.now();
            let body = json!({
                "type": "email.delivered", "created_at": now.to_string(),
                "data": { "email_id": provider_id(place % self.messages), "to": ["a@b.example"] },
            })
            .to_string();
            let (id, seconds) = (format!("{}-{place}", self.run), now.0 / 1_000);
            let signed = hmac::sign(&key, format!("{id}.{seconds}.{body}").as_bytes());
            let head = format!(
                "POST /hooks/{} HTTP/1.1\r\nhost: {}\r\nwebhook-id: {id}\r\n\
                 webhook-timestamp: {seconds}\r\nwebhook-signature: v1,{}\r\n",
                self.access.hook,
                self.address,
                STANDARD.encode(signed)
            );
            let begin = Instant::now();
            let (status, answer) = connection.ask(&head, body.as_bytes()).await?;
            // Too many wait to be read, which is not taken.
            if status == 503 {
                continue;
            }
            anyhow::ensure!(status == 200, "{status}: {}", String::from_utf8_lossy(answer));
            times.push(begin.elapsed());
        }
        Ok(times)
    }

    /// How long the slowest of some batches of SendGrid's takes until it is answered, in ms.
    pub(super) async fn batches_of_sendgrid(&self) -> anyhow::Result<f64> {
        let mut connection = Connection::open(&self.address).await?;
        let mut slowest = Duration::ZERO;
        for batch in 0..SENDGRID_BATCHES {
            let seconds = SystemClock.now().0 / 1_000;
            let event = |place: u64| {
                json!({
                    "event": "delivered", "email": "a@b.example", "timestamp": seconds,
                    "sg_event_id": format!("{}-{batch}-{place}", self.run),
                    "sg_message_id": format!("{}.x", provider_id(place)),
                })
            };
            let body = json!((0..SENDGRID_EVENTS).map(event).collect::<Vec<_>>()).to_string();
            let signed = self.access.sendgrid_key.sign(format!("{seconds}{body}").as_bytes())?;
            let head = format!(
                "POST /hooks/{} HTTP/1.1\r\nhost: {}\r\n\
                 x-twilio-email-event-webhook-signature: {signed}\r\n\
                 x-twilio-email-event-webhook-timestamp: {seconds}\r\n",
                self.access.sendgrid, self.address
            );
            let begin = Instant::now();
            let (status, answer) = connection.ask(&head, body.as_bytes()).await?;
            anyhow::ensure!(status == 200, "{status}: {}", String::from_utf8_lossy(answer));
            slowest = slowest.max(begin.elapsed());
        }
        Ok(slowest.as_secs_f64() * 1e3)
    }
}
