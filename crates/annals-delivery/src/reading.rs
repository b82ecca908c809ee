//! Payloads of providers, read into one vocabulary.

mod amazon_ses;
mod answer;
mod apns;
mod expo;
mod fcm;
mod field;
mod mailgun;
mod postmark;
mod resend;
mod sendgrid;
mod twilio;
mod vonage_messages;
mod vonage_sms;

use std::cell::OnceCell;

use ring::digest::{Context, SHA256, digest};
use serde_json::Value;

use crate::signature::hex;
use crate::{Provider, Report};

/// The most reports that are taken of one call. SendGrid's batches have some thousands.
pub const REPORTS_MAX: usize = 20_000;

/// Why a payload says nothing. It is kept all the same: it may be read by a later version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Longer than [`Provider::body_max`].
    #[error("longer than what is taken of the provider")]
    TooLarge,
    /// Neither JSON nor, where the provider sends such, a form.
    #[error("not in the format that the provider uses")]
    Format,
    /// Of another shape than everything that the provider sends.
    #[error("not of a shape that the provider uses")]
    Shape,
    /// More reports than [`REPORTS_MAX`].
    #[error("more than {REPORTS_MAX} reports")]
    TooMany,
}

/// Reads what [`crate::Call::payload`] gave and [`crate::verify()`] accepted; `id` is what
/// [`crate::Envelope::id`] said. What isn't known here is [`annals_model::Kind::Unknown`], never an
/// error: providers add events whenever they like.
///
/// Expo, FCM and APNs don't call. Whoever sends passes on what they answered, one answer or a list:
///
/// - Expo: the body of `push/send` or of `getReceipts`.
/// - FCM: the body, which has the message's `name` or an `error`; beside it `id` and `token`, which
///   an error lacks.
/// - APNs: `{"id": "…", "token": "…", "status": 410, "reason": "…", "timestamp": …}`: the header
///   `apns-id`, the device's token, the status, and the body's fields.
pub fn read(
    provider: Provider,
    id: Option<&str>,
    payload: &[u8],
) -> Result<Vec<Report>, Unreadable> {
    if payload.len() > provider.body_max() {
        return Err(Unreadable::TooLarge);
    }
    let told = Told { provider, id, payload, hash: OnceCell::new() };
    let reports = match provider {
        Provider::AmazonSes => amazon_ses::read(&told)?,
        Provider::SendGrid => sendgrid::read(&told)?,
        Provider::Postmark => postmark::read(&told)?,
        Provider::Mailgun => mailgun::read(&told)?,
        Provider::Resend | Provider::StandardWebhooks => resend::read(&told)?,
        Provider::Twilio => twilio::read(&told)?,
        Provider::VonageMessages => vonage_messages::read(&told)?,
        Provider::VonageSms => vonage_sms::read(&told)?,
        Provider::Expo => expo::read(&told)?,
        Provider::Fcm => fcm::read(&told)?,
        Provider::Apns => apns::read(&told)?,
    };
    Ok(reports)
}

/// What was told, and how.
struct Told<'a> {
    provider: Provider,
    id: Option<&'a str>,
    payload: &'a [u8],
    hash: OnceCell<String>,
}

impl Told<'_> {
    fn json(&self) -> Result<Value, Unreadable> {
        serde_json::from_slice(self.payload).map_err(|_| Unreadable::Format)
    }

    /// What is told: a list, or one thing.
    fn items(&self) -> Result<Vec<Value>, Unreadable> {
        match self.json()? {
            Value::Array(items) if items.len() > REPORTS_MAX => Err(Unreadable::TooMany),
            Value::Array(items) => Ok(items),
            item @ Value::Object(_) => Ok(vec![item]),
            _ => Err(Unreadable::Shape),
        }
    }

    /// The one thing that is told.
    fn item(&self) -> Result<Value, Unreadable> {
        self.json()
            .and_then(|item| if item.is_object() { Ok(item) } else { Err(Unreadable::Shape) })
    }

    /// A key that is the same for the same parts and for no others.
    fn key(&self, parts: &[&str]) -> String {
        let mut hash = Context::new(&SHA256);
        for part in [&[self.provider.as_str()], parts].concat() {
            // With its length in front no part can be taken for two.
            hash.update(&(part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hex(&hash.finish().as_ref()[..16])
    }

    /// A key for what has no id: the same when the same bytes come again.
    fn key_of_bytes(&self, index: usize) -> String {
        // Once for all reports of a call, of which there may be thousands.
        let hash = self.hash.get_or_init(|| hex(digest(&SHA256, self.payload).as_ref()));
        self.key(&["bytes", hash, &index.to_string()])
    }
}
