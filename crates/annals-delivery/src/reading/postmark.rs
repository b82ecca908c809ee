//! Postmark: one object, of a kind that it names.

use annals_model::Kind;
use serde_json::Value;

use super::{Told, Unreadable, field};
use crate::Report;

pub(super) fn read(told: &Told<'_>) -> Result<Vec<Report>, Unreadable> {
    let item = told.item()?;
    let text = |name: &str| field::text(&item, &format!("/{name}"));
    let word = text("RecordType").unwrap_or_default();
    let kind = kind(&item, word);
    let is_bounce = matches!(word, "Bounce" | "SpamComplaint");
    let time = ["DeliveredAt", "BouncedAt", "ReceivedAt", "ChangedAt"];
    let at = time.into_iter().find_map(text).and_then(field::time);
    let recipient = text("Recipient").or_else(|| text("Email"));
    let message = text("MessageID");
    let link = text("OriginalLink").unwrap_or_default();
    let bounce = field::scalar(&item, "/ID").filter(|_| is_bounce);
    let key = match (bounce, message, recipient) {
        (Some(id), ..) => told.key(&["bounce", &id]),
        (None, None, None) => told.key_of_bytes(0),
        (None, message, recipient) => {
            let (message, recipient) = (message.unwrap_or_default(), recipient.unwrap_or_default());
            told.key(&[word, message, recipient, &field::key_of_time(at), link])
        }
    };
    let mut tags = Vec::new();
    field::add_tags(&mut tags, item.get("Metadata"));
    if let Some(tag) = item.get("Tag") {
        field::add_tag(&mut tags, "tag", tag);
    }
    let code = if is_bounce { text("Type") } else { text("SuppressionReason") };
    let words = text("Details").or_else(|| text("Description"));
    Ok(vec![Report {
        message: message.and_then(field::id),
        recipient: recipient.and_then(field::address),
        at,
        code: code.map(field::code),
        text: words.map(field::reason),
        url: text("OriginalLink").map(field::url),
        tags,
        scope: text("MessageStream").and_then(field::id),
        can_reset: item.get("CanActivate").and_then(Value::as_bool),
        ..Report::of(kind, word, key)
    }])
}

fn kind(item: &Value, word: &str) -> Kind {
    match word {
        "Delivery" => Kind::Delivered,
        "Open" => Kind::Opened,
        "Click" => Kind::Clicked,
        "SpamComplaint" => Kind::Complained,
        "Bounce" => bounce(field::text(item, "/Type").unwrap_or_default()),
        "SubscriptionChange" => subscription(item),
        _ => Kind::Unknown,
    }
}

/// Postmark calls everything a bounce that comes back.
fn bounce(kind: &str) -> Kind {
    match kind {
        "HardBounce" => Kind::BouncedHard,
        "SoftBounce" | "Blocked" | "DMARCPolicy" => Kind::BouncedSoft,
        "Transient" | "DnsError" => Kind::Deferred,
        "SpamComplaint" | "SpamNotification" => Kind::Complained,
        "BadEmailAddress" | "VirusNotification" => Kind::Rejected,
        "SMTPApiError" | "TemplateRenderingFailed" => Kind::Failed,
        "ManuallyDeactivated" => Kind::Dropped,
        "Unsubscribe" => Kind::Unsubscribed,
        "AutoResponder" | "AddressChange" | "ChallengeVerification" => Kind::AutoReplied,
        _ => Kind::Unknown,
    }
}

/// A change of what Postmark sends to an address. For a bounce or a complaint it is told like this,
/// too, and nobody has unsubscribed then.
fn subscription(item: &Value) -> Kind {
    match item.get("SuppressSending") {
        Some(Value::Bool(false)) => Kind::Resubscribed,
        Some(Value::Bool(true)) => match field::text(item, "/SuppressionReason") {
            Some("HardBounce") => Kind::BouncedHard,
            Some("SpamComplaint") => Kind::Complained,
            _ => Kind::Unsubscribed,
        },
        _ => Kind::Unknown,
    }
}
