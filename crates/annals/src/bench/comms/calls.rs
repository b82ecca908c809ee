//! Calls of providers, signed as theirs are, and events beside them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use annals_model::{Clock, SystemClock};
use annals_samples::Bench;
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::json;
use tokio::task::JoinHandle;

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
/// Connections over which a steady stream of calls comes: so many that calls which are answered
/// late don't hold up others.
const STEADY_CONNECTIONS: u32 = 1_500;
/// How long until it is asked again how many calls wait.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
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

/// Calls that were answered.
pub(super) struct Kept {
    pub(super) count: u64,
    pub(super) per_second: f64,
    pub(super) p99_ms: f64,
    /// Those of which too many waited: their provider comes again.
    pub(super) refused: u64,
}

type Calling = JoinHandle<anyhow::Result<(Vec<Duration>, u64)>>;

impl Kept {
    async fn of(begin: Instant, tasks: Vec<Calling>) -> anyhow::Result<Self> {
        let (mut times, mut refused) = (Vec::new(), 0);
        for task in tasks {
            let (kept, others) = task.await??;
            times.extend(kept);
            refused += others;
        }
        let count = times.len() as u64;
        let per_second = count as f64 / begin.elapsed().as_secs_f64();
        times.sort_unstable();
        let p99_ms = machine::quantile(&times, 0.99).as_secs_f64() * 1e3;
        Ok(Self { count, per_second, p99_ms, refused })
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

    /// Calls as fast as they are answered.
    pub(super) async fn as_many_as_possible(
        self: &Arc<Self>,
        connections: usize,
        time: Duration,
    ) -> anyhow::Result<Kept> {
        let begin = Instant::now();
        let tasks = (0..connections).map(|_| {
            let this = Arc::clone(self);
            tokio::spawn(async move { this.call((begin, begin + time), None).await })
        });
        Kept::of(begin, tasks.collect()).await
    }

    /// So many calls a second, if they are answered so fast.
    pub(super) async fn steady(
        self: &Arc<Self>,
        per_second: u32,
        time: Duration,
    ) -> anyhow::Result<Kept> {
        let gap = Duration::from_secs(1) / per_second;
        let begin = Instant::now();
        let tasks = (0..STEADY_CONNECTIONS).map(|place| {
            let this = Arc::clone(self);
            let pause = Some(gap * STEADY_CONNECTIONS);
            // One after the other, and not all at once each time.
            let first = begin + gap * place;
            tokio::spawn(async move { this.call((first, begin + time), pause).await })
        });
        Kept::of(begin, tasks.collect()).await
    }

    /// How many calls are kept and not read yet.
    pub(super) async fn unread(&self) -> anyhow::Result<u64> {
        let mut connection = Connection::open(&self.address).await?;
        let Access { hook, key, .. } = &self.access;
        let head = format!(
            "GET /v1/hooks/{hook} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {key}\r\n",
            self.address
        );
        let (status, answer) = connection.ask(&head, b"").await?;
        anyhow::ensure!(status == 200, "{status}: {}", String::from_utf8_lossy(answer));
        let told: serde_json::Value = serde_json::from_slice(answer)?;
        told["waiting"].as_u64().context("the webhook doesn't say how many wait")
    }

    /// Waits until all calls are read.
    pub(super) async fn until_read(&self) -> anyhow::Result<()> {
        while self.unread().await? > 0 {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        Ok(())
    }

    /// Calls over one connection from and until a moment; how long each took that was kept, and
    /// how many were not.
    async fn call(
        &self,
        (mut due, until): (Instant, Instant),
        pause: Option<Duration>,
    ) -> anyhow::Result<(Vec<Duration>, u64)> {
        let mut connection = Connection::open(&self.address).await?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET_BYTES);
        let (mut times, mut refused) = (Vec::new(), 0);
        while due.max(Instant::now()) < until {
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
                refused += 1;
                continue;
            }
            anyhow::ensure!(status == 200, "{status}: {}", String::from_utf8_lossy(answer));
            times.push(begin.elapsed());
        }
        Ok((times, refused))
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
