//! Addresses to which nothing more is to be sent, and why.

mod listing;

pub use listing::{Listing, Step};

use super::{Channel, Kind};

/// After so long, whoever checks an address should have found what it is worth.
pub const CHECK_OVERDUE_MS: i64 = 60 * 60 * 1000;

/// Twilio: the number has opted out.
const TWILIO_OPTED_OUT: &str = "21610";
/// Vonage's SMS API: the number has opted out.
const VONAGE_OPTED_OUT: &str = "9";
/// Vonage's SMS API: a number that nobody has, or that is barred.
const VONAGE_DEAD: [&str; 2] = ["3", "4"];
/// Postmark: no mailbox can have this address.
const POSTMARK_BAD: &str = "BadEmailAddress";
const POSTMARK: &str = "postmark";
const TWILIO: &str = "twilio";
const VONAGE_SMS: &str = "vonage_sms";

/// Why nothing more is to be sent to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuppressionReason {
    /// The mail server said that nobody has it.
    Bounce,
    /// Its owner reported a message as spam.
    Complaint,
    /// Whoever checked it found that nothing can come there.
    Invalid,
    /// It is being checked.
    Validate,
    /// Its owner wants no more of these messages.
    Unsubscribed,
    /// Its owner answered STOP.
    OptedOut,
    /// Someone wanted it so.
    Manual,
    /// The device no longer takes notifications.
    TokenInvalid,
}

/// How it stands with an address that was suppressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuppressionState {
    /// Nothing is to be sent there.
    Active,
    /// It was reset here; whether its provider sends there again isn't known yet.
    ResetRequested,
    /// Messages may be sent there.
    Cleared,
    /// It was reset here, and its provider still sent nothing there.
    ResetRefused,
}

/// Why it can't be reset from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResetLimit {
    /// Only its owner can, by answering START.
    OnlyTheOwner,
    /// Only Postmark's support takes back what a complaint did.
    OnlySupport,
    /// Its provider said that it won't.
    ProviderRefuses,
    /// The device gives a new token once it takes notifications again.
    TokenIsGone,
    /// It isn't suppressed.
    NotActive,
}

/// What was told that may suppress an address.
#[derive(Clone, Copy, Debug)]
pub struct Sign<'a> {
    /// The way the message went.
    pub channel: Channel,
    /// Who carried it.
    pub provider: &'a str,
    /// What happened.
    pub kind: Kind,
    /// The provider's code.
    pub code: Option<&'a str>,
    /// Its words.
    pub text: Option<&'a str>,
}

impl SuppressionReason {
    /// Every reason, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Bounce,
        Self::Complaint,
        Self::Invalid,
        Self::Validate,
        Self::Unsubscribed,
        Self::OptedOut,
        Self::Manual,
        Self::TokenInvalid,
    ];

    /// The word on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bounce => "bounce",
            Self::Complaint => "complaint",
            Self::Invalid => "invalid",
            Self::Validate => "validate",
            Self::Unsubscribed => "unsubscribed",
            Self::OptedOut => "opted_out",
            Self::Manual => "manual",
            Self::TokenInvalid => "token_invalid",
        }
    }

    /// The reason that `word` names. Some know an address that is being checked as `verify`.
    pub fn parse(word: &str) -> Option<Self> {
        if word == "verify" {
            return Some(Self::Validate);
        }
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }

    /// The reason for which `sign` suppresses an address, if it does.
    pub fn of(sign: &Sign<'_>) -> Option<Self> {
        let code = sign.code.unwrap_or_default();
        match (sign.channel, sign.kind) {
            (Channel::Email, Kind::BouncedHard) => Some(Self::Bounce),
            (Channel::Email, Kind::Complained) => Some(Self::Complaint),
            (Channel::Email, Kind::Unsubscribed) => Some(Self::Unsubscribed),
            (Channel::Email, Kind::Dropped) => Some(Self::of_drop(sign)),
            (Channel::Email, Kind::Rejected)
                if sign.provider == POSTMARK && code == POSTMARK_BAD =>
            {
                Some(Self::Invalid)
            }
            (Channel::Sms, Kind::Unsubscribed) => Some(Self::OptedOut),
            (Channel::Sms, Kind::Rejected | Kind::Failed | Kind::Undelivered) => match code {
                TWILIO_OPTED_OUT if sign.provider == TWILIO => Some(Self::OptedOut),
                VONAGE_OPTED_OUT if sign.provider == VONAGE_SMS => Some(Self::OptedOut),
                dead if sign.provider == VONAGE_SMS && VONAGE_DEAD.contains(&dead) => {
                    Some(Self::Invalid)
                }
                _ => None,
            },
            (Channel::Push, Kind::TokenInvalid) => Some(Self::TokenInvalid),
            _ => None,
        }
    }

    /// Why a provider has on its list what it didn't send to, in the words of those that say it:
    /// `Bounced Address` (SendGrid), `suppress-complaint` (Mailgun), `UnsubscribedRecipient` (SES).
    fn of_drop(sign: &Sign<'_>) -> Self {
        let words = [sign.code, sign.text].map(Option::unwrap_or_default).join(" ").to_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
        if has(&["complain", "spam"]) {
            Self::Complaint
        } else if has(&["unsubscribe"]) {
            Self::Unsubscribed
        } else if has(&["invalid"]) {
            Self::Invalid
        } else if has(&["manual"]) {
            Self::Manual
        } else {
            Self::Bounce
        }
    }

    /// What ends when the owner of an address, or its provider, says that messages may come again.
    /// Postmark says it of everything, whatever had ended it; others only of what the owner said.
    pub fn lifted(channel: Channel, provider: &str) -> &'static [Self] {
        match channel {
            Channel::Email if provider == POSTMARK => {
                &[Self::Unsubscribed, Self::Bounce, Self::Complaint, Self::Invalid, Self::Manual]
            }
            Channel::Email => &[Self::Unsubscribed],
            Channel::Sms => &[Self::OptedOut],
            Channel::Push => &[],
        }
    }

    /// Whether whoever resets it has to say once more that they know what they do: its owner said
    /// that they don't want these messages.
    pub fn needs_confirmation(self) -> bool {
        matches!(self, Self::Complaint | Self::Unsubscribed)
    }

    /// Why it can't be reset from here. What someone entered here, they may take back; of the rest
    /// `can_reset` is what its provider said of that, if it did.
    pub fn reset_limit(
        self,
        provider: &str,
        is_by_hand: bool,
        can_reset: Option<bool>,
    ) -> Option<ResetLimit> {
        match self {
            _ if is_by_hand => None,
            Self::OptedOut => Some(ResetLimit::OnlyTheOwner),
            Self::Complaint if provider == POSTMARK => Some(ResetLimit::OnlySupport),
            Self::TokenInvalid => Some(ResetLimit::TokenIsGone),
            _ if can_reset == Some(false) => Some(ResetLimit::ProviderRefuses),
            _ => None,
        }
    }
}

impl SuppressionState {
    /// Every state, in the order in which they are listed.
    pub const ALL: [Self; 4] =
        [Self::Active, Self::ResetRequested, Self::Cleared, Self::ResetRefused];

    /// The word on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::ResetRequested => "reset_requested",
            Self::Cleared => "cleared",
            Self::ResetRefused => "reset_refused",
        }
    }

    /// The state that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

impl ResetLimit {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnlyTheOwner => "only_the_owner",
            Self::OnlySupport => "only_support",
            Self::ProviderRefuses => "provider_refuses",
            Self::TokenIsGone => "token_is_gone",
            Self::NotActive => "not_active",
        }
    }

    /// Why, in a sentence for programs.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::OnlyTheOwner => {
                "its owner answered STOP, and only their answer START to the same number ends that"
            }
            Self::OnlySupport => {
                "its owner reported a message as spam, and Postmark takes that back by its support \
                 alone"
            }
            Self::ProviderRefuses => "its provider said that it can't be taken off its list",
            Self::TokenIsGone => {
                "the device no longer takes notifications; it gives another token once it does"
            }
            Self::NotActive => "it is not suppressed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SuppressionReason as R;

    #[test]
    fn words_name_one_thing_each() {
        assert!(R::ALL.iter().all(|one| R::parse(one.as_str()) == Some(*one)));
        assert_eq!(R::parse("verify"), Some(R::Validate));
        let states = SuppressionState::ALL;
        assert!(states.iter().all(|one| SuppressionState::parse(one.as_str()) == Some(*one)));
    }

    #[test]
    fn what_is_told_suppresses_for_a_reason() {
        let check = |(channel, provider, kind, code, text), expected: Option<R>| {
            let sign = Sign { channel, provider, kind, code, text };
            assert_eq!(R::of(&sign), expected, "{sign:?}");
        };
        use Channel::{Email, Push, Sms};
        check((Email, "", Kind::BouncedHard, None, None), Some(R::Bounce));
        check((Email, "", Kind::BouncedSoft, None, None), None);
        check((Email, "", Kind::Complained, None, None), Some(R::Complaint));
        check((Email, "", Kind::Unsubscribed, None, None), Some(R::Unsubscribed));
        for (code, text, reason) in [
            (None, Some("Bounced Address"), R::Bounce),
            (None, Some("Spam Reporting Address"), R::Complaint),
            (None, Some("Unsubscribed Address"), R::Unsubscribed),
            (None, Some("Invalid"), R::Invalid),
            (Some("suppress-complaint"), None, R::Complaint),
            (Some("suppress-bounce"), None, R::Bounce),
            (Some("OnAccountSuppressionList"), None, R::Bounce),
            (Some("UnsubscribedRecipient"), None, R::Unsubscribed),
            (Some("ManuallyDeactivated"), None, R::Manual),
            (None, None, R::Bounce),
        ] {
            check((Email, "x", Kind::Dropped, code, text), Some(reason));
        }
        check((Email, "postmark", Kind::Rejected, Some(POSTMARK_BAD), None), Some(R::Invalid));
        check((Email, "mailgun", Kind::Rejected, Some(POSTMARK_BAD), None), None);
        check((Sms, "twilio", Kind::Unsubscribed, Some("STOP"), None), Some(R::OptedOut));
        check((Sms, "twilio", Kind::Rejected, Some("21610"), None), Some(R::OptedOut));
        check((Sms, "vonage_sms", Kind::Rejected, Some("21610"), None), None);
        check((Sms, "vonage_sms", Kind::Rejected, Some("9"), None), Some(R::OptedOut));
        check((Sms, "vonage_sms", Kind::Failed, Some("3"), None), Some(R::Invalid));
        check((Sms, "twilio", Kind::Undelivered, Some("30003"), None), None);
        check((Sms, "twilio", Kind::BouncedHard, None, None), None);
        check((Push, "apns", Kind::TokenInvalid, None, None), Some(R::TokenInvalid));
        check((Push, "apns", Kind::Failed, None, None), None);
    }

    #[test]
    fn some_can_not_be_reset_from_here() {
        use ResetLimit as L;
        assert_eq!(R::OptedOut.reset_limit("twilio", false, None), Some(L::OnlyTheOwner));
        assert_eq!(R::OptedOut.reset_limit("", true, None), None);
        assert_eq!(R::Complaint.reset_limit("postmark", false, Some(true)), Some(L::OnlySupport));
        assert_eq!(R::Complaint.reset_limit("sendgrid", false, None), None);
        assert_eq!(R::Bounce.reset_limit("postmark", false, Some(false)), Some(L::ProviderRefuses));
        assert_eq!(R::Bounce.reset_limit("postmark", false, Some(true)), None);
        assert_eq!(R::TokenInvalid.reset_limit("fcm", false, None), Some(L::TokenIsGone));
    }
}
