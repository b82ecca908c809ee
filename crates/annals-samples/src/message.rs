//! Messages that the sample organisations sent.

use annals_model::{Channel, Kind, Millis, OrganizationId, RecordKey};

/// A message to one recipient, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleMessage {
    /// Who sent it.
    pub organization: OrganizationId,
    /// What its sender calls it.
    pub own_id: String,
    /// The way it went.
    pub channel: Channel,
    /// The address, the number, or the token of the device.
    pub address: String,
    /// Whose that is.
    pub recipient: String,
    /// The record it belongs to.
    pub record: RecordKey,
    /// The address or number that it shows as its sender.
    pub from: &'static str,
    /// The person or program that sent it.
    pub sent_by: &'static str,
    /// What it was sent for.
    pub campaign: &'static str,
    /// Its subject, of an e-mail or a notification.
    pub subject: Option<String>,
    /// Who carried it.
    pub provider: &'static str,
    /// What it says.
    pub text: String,
    /// The same, as it was laid out.
    pub html: Option<String>,
    /// When it was sent.
    pub sent_at: Millis,
    /// What became of it, in order.
    pub events: Vec<SampleMessageEvent>,
}

/// Something that a provider told of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleMessageEvent {
    /// What happened.
    pub kind: Kind,
    /// When.
    pub at: Millis,
    /// The provider's code for why.
    pub code: Option<&'static str>,
    /// Its words for why.
    pub reason: Option<&'static str>,
    /// The link that was followed.
    pub url: Option<&'static str>,
}
