//! Whether a call comes from whom it claims to come from.

use crate::signature::{self, Confirmation};
use crate::{Call, Policy, Provider, Refusal, Secret};

/// What a call is that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// It tells about messages.
    Reports(Envelope),
    /// Amazon SNS asks whether it may tell. An administrator says so, then
    /// [`Confirmation::url`] is called.
    Confirmation(Confirmation),
    /// Amazon SNS tells that it won't tell any more. Somebody should know.
    Ended {
        /// The topic that was subscribed to.
        topic_arn: String,
        /// The call's id, the same each time it comes.
        id: String,
    },
}

/// What has to be kept with the payload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The sender's id of what it tells, the same each time it tries; from the headers, so it is
    /// not in the payload.
    pub id: Option<String>,
    /// What must never come again. Mailgun does not sign its bodies, so whoever saw one call
    /// could otherwise use its signature with a body of their own.
    pub single_use: Option<String>,
    /// Whether the provider doesn't sign: it came with a password, and nothing says that it is
    /// what the provider sent.
    pub unsigned: bool,
}

/// Says whether a call comes from its provider, by the raw bytes, under one of the secrets in use.
///
/// | provider | secret |
/// |---|---|
/// | `sendgrid` | the verification key, base64 |
/// | `postmark` | `user:password`, or the last part of the URL's path |
/// | `mailgun` | the HTTP webhook signing key |
/// | `resend`, `standard_webhooks` | `whsec_…`, or the sender's public key `whpk_…` |
/// | `twilio` | the auth token |
/// | `vonage_messages`, `vonage_sms` | the signature secret |
/// | `amazon_ses` | none: [`Policy::topics`] and [`Policy::certificate`] |
pub fn verify(
    provider: Provider,
    secrets: &[Secret],
    call: &Call<'_>,
    policy: &Policy<'_>,
) -> Result<Verified, Refusal> {
    call.check_size(provider)?;
    let envelope = match provider {
        Provider::AmazonSes => return signature::sns(call, policy),
        Provider::SendGrid => signature::sendgrid(secrets, call)?,
        Provider::Postmark => signature::postmark(secrets, call)?,
        Provider::Mailgun => signature::mailgun(secrets, call)?,
        Provider::Resend | Provider::StandardWebhooks => signature::standard(secrets, call)?,
        Provider::Twilio => signature::twilio(secrets, call)?,
        Provider::VonageMessages => signature::vonage_messages(secrets, call)?,
        Provider::VonageSms => signature::vonage_sms(secrets, call, policy.hash)?,
        Provider::Expo | Provider::Fcm | Provider::Apns => return Err(Refusal::NoWebhook),
    };
    Ok(Verified::Reports(envelope))
}
