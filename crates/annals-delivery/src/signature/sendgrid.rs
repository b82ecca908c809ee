//! SendGrid: ECDSA on P-256 of a time and the body.

use ring::signature;

use super::base64;
use crate::secret::one_fits;
use crate::{Call, Envelope, LATE_MS, Refusal, Secret, window};

const SIGNATURE: &str = "x-twilio-email-event-webhook-signature";
const TIMESTAMP: &str = "x-twilio-email-event-webhook-timestamp";

/// What stands before the point of every public key on P-256.
const KEY_HEAD: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Says whether the signature is that of the time and the body, down to the line break at its end.
pub(crate) fn verify(secrets: &[Secret], call: &Call<'_>) -> Result<Envelope, Refusal> {
    let timestamp = call.header(TIMESTAMP)?;
    let sent = window::seconds(timestamp).ok_or(Refusal::Malformed(TIMESTAMP))?;
    let given = base64(call.header(SIGNATURE)?).ok_or(Refusal::Malformed(SIGNATURE))?;
    let mut signed = timestamp.as_bytes().to_vec();
    signed.extend_from_slice(call.body);
    one_fits(secrets, &Refusal::WrongSignature, |secret| {
        let key = base64(secret)?;
        let point = key.strip_prefix(&KEY_HEAD).filter(|point| point.len() == 65)?;
        let key = signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_ASN1, point);
        Some(key.verify(&signed, &given).is_ok())
    })?;
    window::check(sent, call.now, LATE_MS)?;
    Ok(Envelope::default())
}
