//! Who carries messages, and tells what became of them.

use crate::{BODY_MAX, HashMethod, SENDGRID_BODY_MAX, SNS_BODY_MAX};

/// Whose words a payload is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// Amazon SES, which tells through Amazon SNS.
    AmazonSes,
    /// Twilio SendGrid's event webhook.
    SendGrid,
    /// Postmark.
    Postmark,
    /// Mailgun.
    Mailgun,
    /// Resend.
    Resend,
    /// Any sender that follows the Standard Webhooks specification.
    StandardWebhooks,
    /// Twilio's messages: status callbacks and what people answer.
    Twilio,
    /// Vonage's Messages API.
    VonageMessages,
    /// Vonage's SMS API.
    VonageSms,
    /// Expo's push service.
    Expo,
    /// Firebase Cloud Messaging.
    Fcm,
    /// Apple's push notification service.
    Apns,
}

impl Provider {
    /// Every provider, in the order in which they are listed.
    pub const ALL: [Self; 12] = [
        Self::AmazonSes,
        Self::SendGrid,
        Self::Postmark,
        Self::Mailgun,
        Self::Resend,
        Self::StandardWebhooks,
        Self::Twilio,
        Self::VonageMessages,
        Self::VonageSms,
        Self::Expo,
        Self::Fcm,
        Self::Apns,
    ];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AmazonSes => "amazon_ses",
            Self::SendGrid => "sendgrid",
            Self::Postmark => "postmark",
            Self::Mailgun => "mailgun",
            Self::Resend => "resend",
            Self::StandardWebhooks => "standard_webhooks",
            Self::Twilio => "twilio",
            Self::VonageMessages => "vonage_messages",
            Self::VonageSms => "vonage_sms",
            Self::Expo => "expo",
            Self::Fcm => "fcm",
            Self::Apns => "apns",
        }
    }

    /// The provider that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.as_str() == word)
    }

    /// Whether it calls by itself. The others only answer when a message is handed to them or when
    /// they are asked; whoever sends passes their answers on.
    pub fn has_webhook(self) -> bool {
        !matches!(self, Self::Expo | Self::Fcm | Self::Apns)
    }

    /// The longest body of its that is looked at, in bytes.
    pub fn body_max(self) -> usize {
        match self {
            Self::AmazonSes => SNS_BODY_MAX,
            Self::SendGrid => SENDGRID_BODY_MAX,
            _ => BODY_MAX,
        }
    }

    /// The methods of which one is agreed on; none where there is no choice.
    pub fn hash_methods(self) -> &'static [HashMethod] {
        match self {
            Self::VonageSms => &HashMethod::ALL,
            Self::AmazonSes => &[HashMethod::Sha1, HashMethod::Sha256],
            _ => &[],
        }
    }

    /// Whether its calls carry a signature. Postmark's carry a password at best.
    pub fn signs(self) -> bool {
        self.has_webhook() && self != Self::Postmark
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_one_provider_each() {
        assert!(Provider::ALL.iter().all(|one| Provider::parse(one.as_str()) == Some(*one)));
        assert_eq!(Provider::parse("SendGrid"), None);
        assert_eq!(Provider::ALL.iter().filter(|one| one.has_webhook()).count(), 9);
        assert_eq!(Provider::ALL.iter().filter(|one| one.signs()).count(), 8);
    }
}
