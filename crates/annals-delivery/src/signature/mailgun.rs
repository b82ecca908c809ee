//! Mailgun: HMAC-SHA256 of a time and a token. The body is not signed.

use ring::hmac;
use serde_json::Value;

use super::hex;
use crate::secret::{one_fits, same};
use crate::{Call, Envelope, LATE_MS, Refusal, Secret, window};

/// Longer than any token of theirs, which have 50 characters.
const TOKEN_MAX: usize = 128;

/// Says whether the signature in the body is that of its time and token. The token has to be kept:
/// it may be used once.
pub(crate) fn verify(secrets: &[Secret], call: &Call<'_>) -> Result<Envelope, Refusal> {
    let body: Value = serde_json::from_slice(call.body).map_err(|_| Refusal::Malformed("body"))?;
    let signed = body.get("signature").ok_or(Refusal::Missing("signature"))?;
    let field = |name| signed.get(name).and_then(Value::as_str);
    let timestamp = field("timestamp").ok_or(Refusal::Missing("timestamp"))?;
    let token = field("token").ok_or(Refusal::Missing("token"))?;
    let given = field("signature").ok_or(Refusal::Missing("signature"))?;
    // Nothing stands between the two in what is signed. Of one length, no digit of the time can
    // be passed off as the first of the token, which would make it another token.
    let sent = window::seconds(timestamp).filter(|_| timestamp.len() == 10);
    let sent = sent.ok_or(Refusal::Malformed("timestamp"))?;
    if token.is_empty() || token.len() > TOKEN_MAX {
        return Err(Refusal::Malformed("token"));
    }
    one_fits(secrets, &Refusal::WrongSignature, |secret| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let tag = hmac::sign(&key, format!("{timestamp}{token}").as_bytes());
        Some(same(hex(tag.as_ref()).as_bytes(), given.as_bytes()))
    })?;
    window::check(sent, call.now, LATE_MS)?;
    Ok(Envelope { single_use: Some(token.to_owned()), ..Envelope::default() })
}
