//! How each provider signs.

mod cert_url;
mod certificate;
mod mailgun;
mod postmark;
mod sendgrid;
mod sns;
mod standard;
mod topic;
mod twilio;
mod vonage_messages;
mod vonage_sms;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};

pub use cert_url::CertUrl;
pub use certificate::{CERTIFICATE_MAX, Certificate, CertificateFault};
pub(crate) use mailgun::verify as mailgun;
pub(crate) use postmark::verify as postmark;
pub(crate) use sendgrid::verify as sendgrid;
pub(crate) use sns::verify as sns;
pub use sns::{Confirmation, cert_url};
pub use standard::SIGNATURES_MAX;
pub(crate) use standard::verify as standard;
pub use topic::is_topic;
pub(crate) use twilio::verify as twilio;
pub(crate) use vonage_messages::verify as vonage_messages;
pub(crate) use vonage_sms::verify as vonage_sms;

/// The bytes of strict base64: one text for the same bytes, so that a changed signature is another.
fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Bytes as small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The SHA-256 of some bytes as small hexadecimal digits.
fn sha256(bytes: &[u8]) -> String {
    hex(digest(&SHA256, bytes).as_ref())
}
