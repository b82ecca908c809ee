//! What calls of Amazon SNS need of Amazon: the certificate of their signature, and a word back
//! when it asks whether it may call.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use annals_delivery::{CERTIFICATE_MAX, CertUrl, Certificate, Confirmation};
use annals_desk::HookId;
use annals_model::{Clock, Millis};
use reqwest::Client;

use crate::outgoing::{self, Outgoing, Unreachable};

/// Certificates that are kept. Amazon has one for each region, and another each year.
const CERTIFICATES_MAX: usize = 64;
/// So many failures of a webhook, and nothing more is asked for it in the minute: whoever calls
/// names the file, before it is known who they are. That many webhooks may go as far.
pub const AMAZON_FAILURES_MAX: usize = 10;
const FAILING_HOOKS_MAX: usize = 10;
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
    /// Webhooks and ids of calls.
    told: HashSet<(HookId, String)>,
    failures: HashMap<HookId, usize>,
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

    /// The certificate at an address that was checked to be Amazon's, for a webhook.
    pub(super) async fn certificate(
        &self,
        hook: &HookId,
        url: &CertUrl,
    ) -> Result<Arc<Certificate>, Unreachable> {
        let kept = || self.known(|known| known.certificates.get(url).cloned());
        if let Some(certificate) = kept() {
            return Ok(certificate);
        }
        let _one_asks = self.asking.lock().await;
        if let Some(certificate) = kept() {
            return Ok(certificate);
        }
        let file = self.get(hook, url.as_str(), CERTIFICATE_MAX).await?;
        let certificate = match Certificate::parse(&file) {
            Ok(certificate) => Arc::new(certificate),
            Err(fault) => return Err(self.failed(hook, fault.to_string())),
        };
        self.known(|known| {
            make_room(&mut known.certificates);
            known.certificates.insert(url.clone(), certificate.clone());
        });
        Ok(certificate)
    }

    /// Says for a webhook that Amazon SNS may call.
    pub(super) async fn confirm(
        &self,
        hook: &HookId,
        confirmation: &Confirmation,
    ) -> Result<(), Unreachable> {
        let _one_asks = self.asking.lock().await;
        self.get(hook, &confirmation.url(), ANSWER_MAX).await.map(drop)
    }

    /// Whether a call was told of.
    pub(super) fn was_told(&self, hook: &HookId, call: &str) -> bool {
        self.known(|known| known.told.contains(&(hook.clone(), call.to_owned())))
    }

    /// Notes that a call was told of.
    pub(super) fn note_told(&self, hook: &HookId, call: &str) {
        self.known(|known| {
            if known.told.len() >= TOLD_MAX {
                known.told.clear();
            }
            known.told.insert((hook.clone(), call.to_owned()));
        });
    }

    async fn get(
        &self,
        hook: &HookId,
        url: &str,
        bytes_max: usize,
    ) -> Result<Vec<u8>, Unreachable> {
        let now = self.clock.now();
        let is_too_often = self.known(|known| {
            if known.until.is_none_or(|until| until <= now) {
                known.failures.clear();
                known.until = Some(Millis(now.0.saturating_add(MINUTE_MS)));
            }
            let all: usize = known.failures.values().sum();
            known.failures.get(hook).is_some_and(|own| *own >= AMAZON_FAILURES_MAX)
                || all >= AMAZON_FAILURES_MAX * FAILING_HOOKS_MAX
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
        let got = outgoing::get(client, url, bytes_max).await;
        got.map_err(|reason| self.failed(hook, reason))
    }

    fn failed(&self, hook: &HookId, reason: String) -> Unreachable {
        self.known(|known| *known.failures.entry(hook.clone()).or_default() += 1);
        reason
    }

    fn known<T>(&self, of: impl FnOnce(&mut Known) -> T) -> T {
        of(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Leaves out one, whichever, where there are as many as may be.
fn make_room(certificates: &mut HashMap<CertUrl, Arc<Certificate>>) {
    if certificates.len() >= CERTIFICATES_MAX
        && let Some(one) = certificates.keys().next().cloned()
    {
        certificates.remove(&one);
    }
}
