//! Vonage's Messages API: a JSON Web Token with the hash of the body.

use annals_model::Millis;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde_json::Value;

use super::sha256;
use crate::secret::{one_fits, same};
use crate::{AHEAD_MS, Call, Envelope, FRESH_MS, Refusal, Secret, window};

const HEADER: &str = "authorization";

/// Says whether the token is signed with HS256 and no other method, is of now, and carries the
/// hash of this body.
pub(crate) fn verify(secrets: &[Secret], call: &Call<'_>) -> Result<Envelope, Refusal> {
    let malformed = || Refusal::Malformed(HEADER);
    let header = call.header(HEADER)?;
    let (scheme, token) = header.split_once(' ').ok_or_else(malformed)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(malformed());
    }
    let (signed, signature) = token.rsplit_once('.').ok_or_else(malformed)?;
    let (head, claims) = signed.split_once('.').ok_or_else(malformed)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| malformed())?;
    // A token may name any method, "none" and those of public keys among them: it is not asked.
    if decoded(head).ok_or_else(malformed)?.get("alg") != Some(&Value::from("HS256")) {
        return Err(Refusal::WrongMethod);
    }
    one_fits(secrets, &Refusal::WrongSignature, |secret| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        Some(hmac::verify(&key, signed.as_bytes(), &signature).is_ok())
    })?;
    check_claims(&decoded(claims).ok_or_else(malformed)?, call)?;
    Ok(Envelope::default())
}

fn check_claims(claims: &Value, call: &Call<'_>) -> Result<(), Refusal> {
    let time = |name| claims.get(name).and_then(seconds);
    let issued = time("iat").ok_or(Refusal::Missing("iat"))?;
    window::check(issued, call.now, FRESH_MS)?;
    if time("exp").is_some_and(|until| call.now.0 > until.0.saturating_add(AHEAD_MS)) {
        return Err(Refusal::Stale);
    }
    if time("nbf").is_some_and(|from| from.0.saturating_sub(AHEAD_MS) > call.now.0) {
        return Err(Refusal::Early);
    }
    let hash = claims.get("payload_hash").and_then(Value::as_str);
    let hash = hash.ok_or(Refusal::Missing("payload_hash"))?;
    if !same(hash.as_bytes(), sha256(call.body).as_bytes()) {
        return Err(Refusal::WrongBodyHash);
    }
    Ok(())
}

fn seconds(value: &Value) -> Option<Millis> {
    Some(Millis(value.as_i64()?.saturating_mul(1000)))
}

fn decoded(part: &str) -> Option<Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
