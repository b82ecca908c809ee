//! Messages: what was sent to one person, and what providers told became of it.

mod address;
mod course;
mod standing;
mod suppression;

pub use course::{Course, Seen};
pub use standing::{STALE_AFTER_MS, Standing, Status, StatusGroup};
pub use suppression::{
    CHECK_OVERDUE_MS, Listing, ResetLimit, Sign, Step, SuppressionReason, SuppressionState,
};

/// The category of entries about messages: who may read them depends on the log of messages to
/// which they belong.
pub const MESSAGE_CATEGORY: &str = "Communication";

/// The detail in which such an entry names its log or logs, by the permissions to read them. Its
/// values are looked through by whoever may not read all logs: a name that applications don't use
/// for much else keeps them few.
pub const MESSAGE_LOG: &str = "Message Log";

/// The way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// An e-mail.
    Email,
    /// A text message.
    Sms,
    /// A notification on a device.
    Push,
}

impl Channel {
    /// Every channel, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Email, Self::Sms, Self::Push];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Push => "push",
        }
    }

    /// The channel that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == word)
    }
}

/// What can happen to a message on its way to one recipient, in one vocabulary for all providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The provider has it, and has not sent it yet.
    Queued,
    /// On its way; of an SMS, the carrier has it.
    Sent,
    /// The gateway of a push service took it.
    Accepted,
    /// The maker's own push service took it; whether the device did is not known.
    HandedOver,
    /// Not taken for now; the provider tries again.
    Deferred,
    /// The mailbox or the handset has it.
    Delivered,
    /// The application on the device has it.
    Received,
    /// Read, as the handset says.
    Read,
    /// Given up; the address itself is not dead.
    BouncedSoft,
    /// The address does not take messages.
    BouncedHard,
    /// The provider refused what is in it.
    Rejected,
    /// Never tried: the address is suppressed.
    Dropped,
    /// An error of the sender or of its settings.
    Failed,
    /// The carrier could not deliver it.
    Undelivered,
    /// Not delivered in time.
    Expired,
    /// Called back by the sender.
    Canceled,
    /// The device no longer takes notifications.
    TokenInvalid,
    /// Looked at by a person, as far as can be told.
    Opened,
    /// A link in it was followed.
    Clicked,
    /// Opened by a program that looks at every message; no sign that anyone read it.
    MachineOpened,
    /// A link was followed by such a program.
    MachineClicked,
    /// Reported as spam.
    Complained,
    /// Wants no more of these.
    Unsubscribed,
    /// Wants them again.
    Resubscribed,
    /// Answered by a program.
    AutoReplied,
    /// Something that isn't known here.
    Unknown,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 26] = [
        Self::Queued,
        Self::Sent,
        Self::Accepted,
        Self::HandedOver,
        Self::Deferred,
        Self::Delivered,
        Self::Received,
        Self::Read,
        Self::BouncedSoft,
        Self::BouncedHard,
        Self::Rejected,
        Self::Dropped,
        Self::Failed,
        Self::Undelivered,
        Self::Expired,
        Self::Canceled,
        Self::TokenInvalid,
        Self::Opened,
        Self::Clicked,
        Self::MachineOpened,
        Self::MachineClicked,
        Self::Complained,
        Self::Unsubscribed,
        Self::Resubscribed,
        Self::AutoReplied,
        Self::Unknown,
    ];

    /// The word on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::HandedOver => "handed_over",
            Self::Deferred => "deferred",
            Self::Delivered => "delivered",
            Self::Received => "received",
            Self::Read => "read",
            Self::BouncedSoft => "bounced_soft",
            Self::BouncedHard => "bounced_hard",
            Self::Rejected => "rejected",
            Self::Dropped => "dropped",
            Self::Failed => "failed",
            Self::Undelivered => "undelivered",
            Self::Expired => "expired",
            Self::Canceled => "canceled",
            Self::TokenInvalid => "token_invalid",
            Self::Opened => "opened",
            Self::Clicked => "clicked",
            Self::MachineOpened => "machine_opened",
            Self::MachineClicked => "machine_clicked",
            Self::Complained => "complained",
            Self::Unsubscribed => "unsubscribed",
            Self::Resubscribed => "resubscribed",
            Self::AutoReplied => "auto_replied",
            Self::Unknown => "unknown",
        }
    }

    /// The kind that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The same done by a program instead of a person.
    pub fn by_machine(self) -> Self {
        match self {
            Self::Opened => Self::MachineOpened,
            Self::Clicked => Self::MachineClicked,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_one_thing_each() {
        assert!(Channel::ALL.iter().all(|one| Channel::parse(one.as_str()) == Some(*one)));
        assert!(Kind::ALL.iter().all(|one| Kind::parse(one.as_str()) == Some(*one)));
        assert!(Status::ALL.iter().all(|one| Status::parse(one.as_str()) == Some(*one)));
        assert_eq!(Kind::parse("Delivered"), None);
    }
}
