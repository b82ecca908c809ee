//! Webhooks in words: providers, what to do at each of them, and why calls are refused.

use annals_delivery::{HashMethod, Provider};
use maud::{Markup, html};

use crate::components::text::code;
use crate::messages::webhooks as messages;

/// Such an ARN.
pub(crate) const EXAMPLE_TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ses-events";
/// User and password.
pub(crate) const EXAMPLE_BASIC: &str = "user:password";
/// What makes a topic of Amazon SNS sign with SHA-256.
const SIGNATURE_VERSION: &str = "SignatureVersion";

/// What a provider calls itself, in every language.
pub fn name(provider: Provider) -> &'static str {
    match provider {
        Provider::AmazonSes => "Amazon SES",
        Provider::SendGrid => "SendGrid",
        Provider::Postmark => "Postmark",
        Provider::Mailgun => "Mailgun",
        Provider::Resend => "Resend",
        Provider::StandardWebhooks => "Standard Webhooks",
        Provider::Twilio => "Twilio",
        Provider::VonageMessages => "Vonage Messages API",
        Provider::VonageSms => "Vonage SMS API",
        Provider::Expo => "Expo",
        Provider::Fcm => "Firebase Cloud Messaging",
        Provider::Apns => "Apple Push Notification service",
    }
}

/// What to do there; nothing where a provider calls nobody. What stands on its pages is in the
/// words of the provider.
pub fn steps(provider: Provider) -> Markup {
    use messages as m;
    match provider {
        Provider::AmazonSes => html! { (m::amazon_steps()) },
        Provider::SendGrid => {
            m::sendgrid_steps(&code("Settings > Mail Settings > Event Webhook"), &code("Post URL"))
        }
        Provider::Postmark => {
            let events = "Delivery, Bounce, Spam complaint, Open, Link click, Subscription change";
            m::postmark_steps(&code("Webhooks > Add webhook"), &code(events))
        }
        Provider::Mailgun => m::mailgun_steps(&code("Send > Webhooks")),
        Provider::Resend => m::resend_steps(&code("Webhooks > Add webhook")),
        Provider::StandardWebhooks => html! { (m::standard_steps()) },
        Provider::Twilio => {
            m::twilio_steps(&code("Status callback"), &code("STOP"), &code("START"))
        }
        Provider::VonageMessages => m::vonage_messages_steps(&code("Status URL")),
        Provider::VonageSms => html! { (m::vonage_sms_steps()) },
        Provider::Expo | Provider::Fcm | Provider::Apns => Markup::default(),
    }
}

/// What the provider calls its secret.
pub fn secret_label(provider: Provider) -> &'static str {
    match provider {
        Provider::AmazonSes => messages::topic(),
        Provider::SendGrid => messages::verification_key(),
        Provider::Postmark => messages::postmark_secret(),
        Provider::Mailgun => messages::signing_key(),
        Provider::Resend => messages::signing_secret(),
        Provider::Twilio => messages::auth_token(),
        Provider::VonageMessages | Provider::VonageSms => messages::signature_secret(),
        _ => messages::secret(),
    }
}

/// How its secret looks.
pub fn secret_hint(provider: Provider) -> Markup {
    let kept = messages::secret_hint();
    match provider {
        Provider::AmazonSes => messages::topic_hint(&code(EXAMPLE_TOPIC)),
        Provider::Postmark => {
            messages::postmark_secret_hint(&code(EXAMPLE_BASIC), &code("Basic auth"))
        }
        Provider::Resend => html! { (messages::begins_hint(&code("whsec_"))) ". " (kept) },
        Provider::StandardWebhooks => {
            let hint = messages::standard_hint(&code("whsec_…"), &code("whpk_…"));
            html! { (hint) ". " (kept) }
        }
        _ => html! { (kept) },
    }
}

/// What makes a choice of the way of signing right.
pub fn hash_hint(provider: Provider) -> Markup {
    match provider {
        Provider::AmazonSes => messages::hash_method_amazon(&code(SIGNATURE_VERSION)),
        _ => html! { (messages::hash_method_vonage()) },
    }
}

/// How a way of signing is written everywhere.
pub fn hash_name(method: HashMethod) -> &'static str {
    match method {
        HashMethod::Md5Hash => "MD5 hash",
        HashMethod::Md5 => "HMAC MD5",
        HashMethod::Sha1 => "SHA-1",
        HashMethod::Sha256 => "SHA-256",
        HashMethod::Sha512 => "SHA-512",
    }
}

/// Why a call was refused and what to do, by the word that the log has for it.
pub fn why_refused(provider: Provider, word: &str) -> Markup {
    use messages as m;
    let words = match word {
        "wrong_signature" if provider == Provider::Twilio => m::wrong_url(),
        "wrong_signature" => m::wrong_signature(),
        "wrong_credentials" => m::wrong_credentials(),
        "missing" => m::unsigned(),
        "unusable_secret" => m::unusable_secret(),
        "no_secret" => m::no_secrets(),
        "too_large" => m::too_large(),
        "malformed" | "type_mismatch" => m::malformed(),
        "stale" => m::stale(),
        "early" => m::early(),
        "wrong_method" => m::wrong_method(),
        "wrong_body_hash" => m::wrong_body(),
        "raw_delivery" => m::raw_delivery(),
        "signature_version" => return m::signature_version(&code(SIGNATURE_VERSION)),
        "cert_url" | "region" => m::not_amazon(),
        "topic" => m::other_topic(),
        "certificate_dates" => m::certificate_dates(),
        "amazon_unreachable" | "no_certificate" => {
            return m::amazon_unreachable(&code("sns.<region>.amazonaws.com"));
        }
        "token_used" => m::token_used(),
        "broken_off" => m::broken_off(),
        _ => return m::other_reason(&code(word)),
    };
    html! { (words) }
}
