//! Clients that send events as fast as they are answered, and read everything back.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use annals_proof::{Commitment, Hash};
use annals_testkit::{Found, Ledger, Random, Receipt};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};

const CLIENTS: usize = 6;
const START_MS: i64 = 1_767_225_600_000;
const DAY_MS: i64 = 86_400_000;
const TIMEOUT: Duration = Duration::from_secs(60);

/// What the clients share.
pub(crate) struct Load {
    pub(crate) ledger: Mutex<Ledger>,
    pub(crate) refused: Mutex<String>,
    /// Changes of rights that were acknowledged.
    pub(crate) rights_changed: AtomicU64,
    seed: u64,
    pub(crate) key: String,
    pub(crate) client: Client,
}

/// A request that follows from the seed and its number.
struct Request {
    log: &'static str,
    ids: Vec<String>,
    body: String,
    content_type: &'static str,
}

impl Load {
    pub(crate) fn new(seed: u64, key: String) -> Arc<Self> {
        // Another test of this program may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().timeout(TIMEOUT).build().unwrap();
        let (ledger, refused, rights_changed) = Default::default();
        Arc::new(Self { ledger, refused, rights_changed, seed, key, client })
    }

    /// Sends again what was not acknowledged, then new requests until told to stop or the server
    /// is gone.
    pub(crate) async fn run(self: &Arc<Self>, url: &str, stop: &Arc<AtomicBool>) {
        let (open, next) = {
            let ledger = self.ledger.lock().unwrap();
            (ledger.open(), ledger.next())
        };
        for number in open {
            if self.send(url, number).await.is_err() {
                return;
            }
        }
        let next = Arc::new(AtomicU64::new(next));
        let mut clients = tokio::task::JoinSet::new();
        for _ in 0..CLIENTS {
            let (load, url, stop) = (Arc::clone(self), url.to_owned(), Arc::clone(stop));
            let next = Arc::clone(&next);
            clients.spawn(async move {
                while !stop.load(Ordering::SeqCst) {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if load.send(&url, number).await.is_err() {
                        break;
                    }
                }
            });
        }
        clients.join_all().await;
    }

    /// Sends again what was not acknowledged.
    pub(crate) async fn retry(&self, url: &str) {
        let open = self.ledger.lock().unwrap().open();
        for number in open {
            self.send(url, number).await.unwrap();
        }
    }

    /// An error means that the server is gone.
    async fn send(&self, url: &str, number: u64) -> reqwest::Result<()> {
        let Request { log, ids, body, content_type } = self.request(number);
        self.ledger.lock().unwrap().sent(number, log, ids);
        let request = self.client.post(format!("{url}/v1/events")).bearer_auth(&self.key);
        let response = request.header("content-type", content_type).body(body).send().await?;
        let status = response.status();
        let text = response.text().await?;
        if status == StatusCode::CREATED {
            let receipts = receipts(&serde_json::from_str(&text).unwrap());
            self.ledger.lock().unwrap().acknowledged(number, receipts).unwrap();
        } else {
            assert!(status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS, "{text}");
            *self.refused.lock().unwrap() = format!("{status} {text}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // Crashes are looked for, not throughput: less to read afterwards.
        tokio::time::sleep(Duration::from_millis(3)).await;
        Ok(())
    }

    fn request(&self, number: u64) -> Request {
        let mut random = Random::new(self.seed ^ number.wrapping_mul(0x1234_5678_9abc_def1));
        let log = if random.once_in(3) { "org2" } else { "org1" };
        let size = match random.below(20) {
            0 => 100 + random.below(400),
            1..8 => 2 + random.below(40),
            _ => 1,
        };
        // Some are days late, so that segments overlap.
        let days_late = random.below(5) as i64;
        let ids: Vec<_> = (0..size).map(|index| format!("r{number}-{index}")).collect();
        let events = ids.iter().map(|id| {
            json!({
                "id": id,
                "organization": log,
                "occurred_at": rfc3339(START_MS + number as i64 - days_late * DAY_MS),
                "action": "enrollment.created",
                "actor": { "name": format!("Member {}", number % 17) },
                "description": format!("Request {number} enrolled a student"),
                "records": [{ "type": "student", "id": format!("s-{}", number % 50) }],
            })
            .to_string()
        });
        let body = events.collect::<Vec<_>>().join("\n");
        let content_type = if size == 1 { "application/json" } else { "application/x-ndjson" };
        Request { log, ids, body, content_type }
    }

    /// All entries of both organisations.
    pub(crate) async fn list(&self, url: &str) -> Result<Vec<Found>, String> {
        let mut found = Vec::new();
        let mut query = "below=true".to_owned();
        loop {
            let page = self.get(&format!("{url}/v1/events?limit=1000&{query}")).await?;
            found.extend(page["entries"].as_array().into_iter().flatten().map(|entry| Found {
                log: text(&entry["organization"]),
                number: entry["number"].as_u64().unwrap(),
                id: text(&entry["id"]),
            }));
            match page["next"].as_str() {
                Some(cursor) => query = format!("cursor={cursor}"),
                None => return Ok(found),
            }
        }
    }

    /// Commitment, path and tree of an entry.
    pub(crate) async fn proof(&self, url: &str, id: &str) -> Result<(Receipt, Vec<Hash>), String> {
        let proof = self.get(&format!("{url}/v1/events/{id}/proof")).await?;
        let path = proof["path"].as_array().into_iter().flatten();
        Ok((receipt(&proof), path.map(|hash| Hash(bytes(hash))).collect()))
    }

    pub(crate) async fn get(&self, url: &str) -> Result<Value, String> {
        let request = self.client.get(url).bearer_auth(&self.key);
        let response = request.send().await.map_err(|error| error.to_string())?;
        let status = response.status();
        let text = response.text().await.map_err(|error| error.to_string())?;
        match status {
            StatusCode::OK => Ok(serde_json::from_str(&text).unwrap()),
            _ => Err(format!("{url}: {status} {text}")),
        }
    }
}

fn receipts(answer: &Value) -> Vec<Receipt> {
    match answer["receipts"].as_array() {
        Some(receipts) => receipts.iter().map(receipt).collect(),
        None => vec![receipt(answer)],
    }
}

fn receipt(value: &Value) -> Receipt {
    Receipt {
        number: value["number"].as_u64().unwrap(),
        commitment: Commitment(bytes(&value["commitment"])),
        tree_size: value["tree_size"].as_u64().unwrap(),
        root: Hash(bytes(&value["root"])),
    }
}

fn bytes(hex: &Value) -> [u8; 32] {
    let hex = hex.as_str().unwrap();
    let byte = |index: usize| u8::from_str_radix(&hex[2 * index..2 * index + 2], 16).unwrap();
    std::array::from_fn(byte)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn rfc3339(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).unwrap().to_string()
}
