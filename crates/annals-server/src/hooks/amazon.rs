//! What calls of Amazon SNS need of Amazon: the certificate of their signature, and a word back
//! when it asks whether it may call.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use annals_delivery::{CERTIFICATE_MAX, CertUrl, Certificate, Confirmation};
use annals_desk::HookId;
use annals_model::{Clock, Millis};
use reqwest::Client;
use sha2::{Digest, Sha256};

use crate::outgoing::{self, Outgoing, Unreachable};

/// Certificates that are kept. Amazon has one for each region, and another each year.
const CERTIFICATES_MAX: usize = 64;
/// So many failures, and nothing more is asked for in the minute: whoever calls names the file,
/// before it is known who they are.
pub const AMAZON_FAILURES_MAX: u32 = 10;
const MINUTE_MS: i64 = 60_000;
/// Answers to a confirmation that are read, in bytes.
const ANSWER_MAX: usize = 64 * 1024;
/// Calls that were told of and are remembered, so that one sent again is not told again.
const TOLD_MAX: usize = 1_000;

/// Amazon, as calls need it. Clones share it.
#[derive(Clone)]
pub(crate) struct Amazon {
    outgoing: Outgoing,
    clock: Arc<dyn Clock>,
    client: Arc<OnceLock<Client>>,
    /// Held while something is asked for: many calls with one new certificate ask once.
    asking: Arc<tokio::sync::Mutex<()>>,
    known: Arc<Mutex<Known>>,
}

#[derive(Default)]
struct Known {
    certificates: HashMap<CertUrl, Arc<Certificate>>,
    /// By digests of webhook and call.
    told: HashSet<[u8; 32]>,
    failures: u32,
    /// When failures are counted anew.
    until: Option<Millis>,
}

impl Amazon {
    pub(super) fn new(outgoing: Outgoing, clock: Arc<dyn Clock>) -> Self {
        Self {
            outgoing,
            clock,
            client: Arc::default(),
            asking: Arc::default(),
            known: Arc::default(),
        }
    }

    /// The certificate at an address that was checked to be Amazon's.
    pub(super) async fn certificate(&self, url: &CertUrl) -> Result<Arc<Certificate>, Unreachable> {
        let kept = || self.known(|known| known.certificates.get(url).cloned());
        if let Some(certificate) = kept() {
            return Ok(certificate);
        }
        let _one_asks = self.asking.lock().await;
        if let Some(certificate) = kept() {
            return Ok(certificate);
        }
        let file = self.get(url.as_str(), CERTIFICATE_MAX).await?;
        let certificate = match Certificate::parse(&file) {
            Ok(certificate) => Arc::new(certificate),
            Err(fault) => return Err(self.failed(fault.to_string())),
        };
        self.known(|known| {
            if known.certificates.len() >= CERTIFICATES_MAX {
                known.certificates.clear();
            }
            known.certificates.insert(url.clone(), certificate.clone());
        });
        Ok(certificate)
    }

    /// Says that Amazon SNS may call.
    pub(super) async fn confirm(&self, confirmation: &Confirmation) -> Result<(), Unreachable> {
        let _one_asks = self.asking.lock().await;
        self.get(&confirmation.url(), ANSWER_MAX).await.map(drop)
    }

    /// Whether a call was told of.
    pub(super) fn was_told(&self, hook: &HookId, body: &[u8]) -> bool {
        self.known(|known| known.told.contains(&digest(hook, body)))
    }

    /// Notes that a call was told of.
    pub(super) fn note_told(&self, hook: &HookId, body: &[u8]) {
        self.known(|known| {
            if known.told.len() >= TOLD_MAX {
                known.told.clear();
            }
            known.told.insert(digest(hook, body));
        });
    }

    async fn get(&self, url: &str, bytes_max: usize) -> Result<Vec<u8>, Unreachable> {
        let now = self.clock.now();
        let is_too_often = self.known(|known| {
            if known.until.is_none_or(|until| until <= now) {
                known.failures = 0;
                known.until = Some(Millis(now.0.saturating_add(MINUTE_MS)));
            }
            known.failures >= AMAZON_FAILURES_MAX
        });
        if is_too_often {
            return Err("it failed too often in this minute".to_owned());
        }
        let client = match self.client.get() {
            Some(client) => client,
            None => {
                let made = self.outgoing.client().map_err(|error| error.to_string())?;
                self.client.get_or_init(|| made)
            }
        };
        outgoing::get(client, url, bytes_max).await.map_err(|reason| self.failed(reason))
    }

    fn failed(&self, reason: String) -> Unreachable {
        self.known(|known| known.failures = known.failures.saturating_add(1));
        reason
    }

    fn known<T>(&self, of: impl FnOnce(&mut Known) -> T) -> T {
        of(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn digest(hook: &HookId, body: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(&hook.0).chain_update(body).finalize().into()
}
