//! Standard Webhooks, and Svix from which it comes: what Resend and many others use.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::{hmac, signature};

use super::base64;
use crate::secret::one_fits;
use crate::{Call, Envelope, FRESH_MS, Refusal, Secret, window};

/// The most signatures that are looked at; a sender that replaces its key sends two.
pub const SIGNATURES_MAX: usize = 16;

/// Longer than any id that is in use.
const ID_MAX: usize = 256;

/// The same three headers under the name of the specification and under the older one.
const HEADERS: [[&str; 3]; 2] = [
    ["webhook-id", "webhook-timestamp", "webhook-signature"],
    ["svix-id", "svix-timestamp", "svix-signature"],
];

/// Says whether one of the signatures is that of id, time and body. The id is the same each time
/// the sender tries.
pub(crate) fn verify(secrets: &[Secret], call: &Call<'_>) -> Result<Envelope, Refusal> {
    let [id_name, timestamp_name, signature_name] = names(call);
    let id = call.header(id_name)?;
    let timestamp = call.header(timestamp_name)?;
    // A full stop ends the id in what is signed, so none may be in it.
    if id.is_empty() || id.len() > ID_MAX || id.contains('.') {
        return Err(Refusal::Malformed(id_name));
    }
    let sent = window::seconds(timestamp).ok_or(Refusal::Malformed(timestamp_name))?;
    let given = Signatures::of(call.header(signature_name)?, signature_name)?;
    let mut signed = format!("{id}.{timestamp}.").into_bytes();
    signed.extend_from_slice(call.body);
    one_fits(secrets, &Refusal::WrongSignature, |secret| given.hold(secret, &signed))?;
    window::check(sent, call.now, FRESH_MS)?;
    Ok(Envelope { id: Some(id.to_owned()), ..Envelope::default() })
}

/// The names of the headers that the sender uses.
fn names(call: &Call<'_>) -> [&'static str; 3] {
    let is_there = |name: &str| call.headers.iter().any(|(key, _)| key == name);
    let [specified, older] = HEADERS;
    if is_there(older[0]) && !is_there(specified[0]) { older } else { specified }
}

#[derive(Default)]
struct Signatures {
    /// HMAC-SHA256.
    shared: Vec<Vec<u8>>,
    /// Ed25519.
    public: Vec<Vec<u8>>,
}

impl Signatures {
    /// The signatures of a header; versions that aren't known are left out.
    fn of(header: &str, name: &'static str) -> Result<Self, Refusal> {
        let mut found = Self::default();
        for (index, word) in header.split(' ').enumerate() {
            let (version, value) = word.split_once(',').ok_or(Refusal::Malformed(name))?;
            let list = match version {
                _ if index >= SIGNATURES_MAX => return Err(Refusal::Malformed(name)),
                "v1" => &mut found.shared,
                "v1a" => &mut found.public,
                _ => continue,
            };
            list.extend(base64(value));
        }
        Ok(found)
    }

    /// Whether one of them is that of `signed`; `None` for what is no key.
    fn hold(&self, secret: &str, signed: &[u8]) -> Option<bool> {
        if let Some(key) = secret.strip_prefix("whpk_") {
            let key = STANDARD.decode(key).ok().filter(|key| key.len() == 32)?;
            let key = signature::UnparsedPublicKey::new(&signature::ED25519, key);
            return Some(self.public.iter().any(|given| key.verify(signed, given).is_ok()));
        }
        let key = secret.strip_prefix("whsec_").unwrap_or(secret);
        let key = STANDARD.decode(key).ok().filter(|key| (24..=64).contains(&key.len()))?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        Some(self.shared.iter().any(|given| hmac::verify(&key, signed, given).is_ok()))
    }
}
