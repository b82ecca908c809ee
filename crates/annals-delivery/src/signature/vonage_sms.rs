//! Vonage's SMS API: a parameter that signs the others.

use std::collections::BTreeMap;

use hmac::{KeyInit, Mac};
use md5::{Digest, Md5};
use ring::hmac as ring_hmac;
use serde_json::Value;

use super::hex;
use crate::secret::{one_fits, same};
use crate::{Call, Envelope, HashMethod, LATE_MS, Refusal, Secret, form, window};

/// Says whether `sig` is that of the other parameters, in the query, the form or the JSON object,
/// by the method that is agreed on.
pub(crate) fn verify(
    secrets: &[Secret],
    call: &Call<'_>,
    method: HashMethod,
) -> Result<Envelope, Refusal> {
    let mut parameters = parameters(call.payload())?;
    let given = parameters.remove("sig").ok_or(Refusal::Missing("sig"))?;
    let text = text(&parameters);
    one_fits(secrets, &Refusal::WrongSignature, |secret| {
        Some(same(sign(method, &text, secret).as_bytes(), given.as_bytes()))
    })?;
    // It is signed like the rest, so who sees a call can't leave it out to send that again.
    if let Some(timestamp) = parameters.get("timestamp") {
        let sent = window::seconds(timestamp).ok_or(Refusal::Malformed("timestamp"))?;
        window::check(sent, call.now, LATE_MS)?;
    }
    Ok(Envelope::default())
}

/// The parameters by name. One that is there twice would be signed as one and read as another.
fn parameters(payload: &[u8]) -> Result<BTreeMap<String, String>, Refusal> {
    const BODY: Refusal = Refusal::Malformed("body");
    let mut found = BTreeMap::new();
    if payload.starts_with(b"{") {
        let Ok(Value::Object(object)) = serde_json::from_slice(payload) else { return Err(BODY) };
        for (name, value) in object {
            let value = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                _ => return Err(BODY),
            };
            found.insert(name, value);
        }
        return Ok(found);
    }
    for (name, value) in form::pairs(payload) {
        if found.insert(name.into_owned(), value.into_owned()).is_some() {
            return Err(BODY);
        }
    }
    Ok(found)
}

/// What is signed: `&name=value…`, sorted; what separates is replaced where it is part of a value.
fn text(parameters: &BTreeMap<String, String>) -> String {
    let part =
        |(name, value): (&String, &String)| format!("&{name}={}", value.replace(['&', '='], "_"));
    parameters.iter().map(part).collect()
}

fn sign(method: HashMethod, text: &str, secret: &str) -> String {
    let ring = |algorithm| {
        let key = ring_hmac::Key::new(algorithm, secret.as_bytes());
        hex(ring_hmac::sign(&key, text.as_bytes()).as_ref()).to_uppercase()
    };
    match method {
        HashMethod::Md5Hash => hex(&Md5::digest(format!("{text}{secret}"))),
        HashMethod::Md5 => hmac_md5(text, secret).to_uppercase(),
        HashMethod::Sha1 => ring(ring_hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY),
        HashMethod::Sha256 => ring(ring_hmac::HMAC_SHA256),
        HashMethod::Sha512 => ring(ring_hmac::HMAC_SHA512),
    }
}

fn hmac_md5(text: &str, secret: &str) -> String {
    let mut mac = hmac::Hmac::<Md5>::new_from_slice(secret.as_bytes())
        .expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    hex(&mac.finalize().into_bytes())
}
