//! What is told of messages, as far as it says something of their addresses.

use annals_delivery::Provider;
use annals_model::SuppressionReason::{self, OptedOut, Unsubscribed};
use annals_model::{Channel, Kind, Millis, Organization, Sign, Step};
use annals_store::{CommandError, Transaction};

use super::Asked;
use super::rows::{self, Key};
use super::step::{self, NewStep};
use crate::message::{SENDER, masked_text};
use crate::{About, By, Message, MessageId, MessageReason, Reported, Teller};

/// Something that was told of an address.
#[derive(Debug)]
pub(crate) struct Told {
    channel: Channel,
    provider: String,
    address: String,
    key: String,
    kind: Kind,
    at: Option<Millis>,
    dedupe: String,
    source: String,
    message: Option<MessageId>,
    said: MessageReason,
    scope: String,
    can_reset: Option<bool>,
    is_ambiguous: bool,
}

/// What is said of one reason, and of which providers and scopes.
type Said<'a> = (Step, SuppressionReason, Vec<(&'a str, &'a str)>);

impl Told {
    /// What is told of a message that is known.
    pub(crate) fn of_message(report: &Reported, message: &Message, at: Option<Millis>) -> Self {
        let fields = &message.fields;
        let channel = fields.channel;
        let own = channel.listed_key(&fields.address).unwrap_or_default();
        let provider = match &report.about {
            About::Provider { provider, .. } => provider.clone(),
            _ => fields.provider.clone().unwrap_or_default(),
        };
        // Of copies to others, too, the provider tells under one id.
        let told = report.recipient.as_deref().and_then(|to| written(&provider, channel, to));
        let is_same = |key: &str| key.trim_start_matches('+') == own.trim_start_matches('+');
        let (address, key) =
            told.filter(|(_, key)| !is_same(key)).unwrap_or((fields.address.clone(), own));
        let message = Some(message.id.clone());
        Self { message, ..Self::new(report, (channel, provider), (address, key), at) }
    }

    /// What is told of an address, by whatever message.
    pub(crate) fn of_address(report: &Reported, at: Option<Millis>) -> Option<Self> {
        let (About::Provider { provider, .. } | About::Address { provider }) = &report.about else {
            return None;
        };
        let recipient = report.recipient.as_deref()?;
        let channel = channel_of(provider, recipient)?;
        let address = written(provider, channel, recipient)?;
        Some(Self::new(report, (channel, provider.clone()), address, at))
    }

    fn new(
        report: &Reported,
        (channel, provider): (Channel, String),
        (address, key): (String, String),
        at: Option<Millis>,
    ) -> Self {
        // What providers tell has a name that is its own; what senders tell has one in its message.
        let (dedupe, source) = match report.teller {
            Teller::Provider => (report.dedupe.clone(), provider.clone()),
            Teller::Sender => {
                let (field, id) = report.about.named();
                (format!("{field} {} {id} {}", id.len(), report.dedupe), SENDER.to_owned())
            }
        };
        Self {
            channel,
            provider,
            address,
            key,
            kind: report.kind,
            at,
            dedupe,
            source,
            message: None,
            said: report.reason.clone(),
            scope: report.list.scope.clone().unwrap_or_default(),
            can_reset: report.list.can_reset,
            is_ambiguous: report.list.ambiguous,
        }
    }

    /// What it says for each reason that it says something of.
    fn steps(&self) -> Vec<Said<'_>> {
        if self.kind == Kind::Resubscribed {
            let lifted = SuppressionReason::lifted(self.channel, &self.provider).iter();
            let lifted = lifted.map(|reason| (Step::Lifted, *reason, self.lifted_at(*reason)));
            return lifted.filter(|(_, _, places)| !places.is_empty()).collect();
        }
        if self.is_ambiguous {
            return Vec::new();
        }
        let sign = Sign {
            channel: self.channel,
            provider: &self.provider,
            kind: self.kind,
            code: self.said.code.as_deref(),
            text: self.said.text.as_deref(),
        };
        let step = if self.kind == Kind::Dropped { Step::Dropped } else { Step::Listed };
        let own = vec![(self.provider.as_str(), self.scope.as_str())];
        SuppressionReason::of(&sign).map(|reason| (step, reason, own)).into_iter().collect()
    }

    /// What a resubscription ends. Whoever may send events may claim one: it ends no more than what
    /// applications' own pages do, and nothing that providers or people keep for other reasons.
    fn lifted_at(&self, reason: SuppressionReason) -> Vec<(&str, &str)> {
        let own = (self.provider.as_str(), self.scope.as_str());
        if self.source == SENDER {
            return if reason == Unsubscribed { vec![own] } else { Vec::new() };
        }
        let mut all = vec![own, (&*self.provider, "")];
        // Lists of what owners said may be from elsewhere, and not say what they hold for.
        if matches!(reason, Unsubscribed | OptedOut) {
            all.push(("", ""));
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// An address that a provider names, and the form by which it is compared. Vonage writes numbers
/// with their country's code and no plus sign.
fn written(provider: &str, channel: Channel, address: &str) -> Option<(String, String)> {
    let is_vonage = [Provider::VonageSms, Provider::VonageMessages]
        .iter()
        .any(|vonage| vonage.as_str() == provider);
    let is_bare = address.bytes().all(|byte| byte.is_ascii_digit()) && !address.starts_with('0');
    let address = match is_vonage && is_bare {
        true => format!("+{address}"),
        false => address.to_owned(),
    };
    let key = channel.listed_key(&address).ok()?;
    Some((address, key))
}

/// Which way messages go that a provider carries.
fn channel_of(provider: &str, address: &str) -> Option<Channel> {
    match Provider::parse(provider)? {
        Provider::AmazonSes
        | Provider::SendGrid
        | Provider::Postmark
        | Provider::Mailgun
        | Provider::Resend => Some(Channel::Email),
        Provider::Twilio | Provider::VonageMessages | Provider::VonageSms => Some(Channel::Sms),
        Provider::Expo | Provider::Fcm | Provider::Apns => Some(Channel::Push),
        // Any that follow the standard.
        Provider::StandardWebhooks if address.contains('@') => Some(Channel::Email),
        Provider::StandardWebhooks if address.starts_with('+') => Some(Channel::Sms),
        Provider::StandardWebhooks => None,
    }
}

/// Notes what was told of an address; whether there was something to note that was not known.
pub(crate) async fn note(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    told: Told,
    asked: &mut Asked,
) -> Result<bool, CommandError> {
    // Not that something was opened: that may be a message of long before.
    if told.kind == Kind::Delivered {
        return confirm(transaction, by, organization, &told, asked).await;
    }
    let mut is_new = false;
    for (step, reason, places) in told.steps() {
        for (provider, scope) in places {
            let key = Key {
                organization: organization.ordinal,
                channel: told.channel,
                address_key: told.key.clone(),
                reason,
                provider: provider.to_owned(),
                scope: scope.to_owned(),
            };
            is_new |= put(transaction, by, organization, &key, &told, step).await?;
            // Rows follow from all that was told: look again.
            *asked = Asked::Unknown;
        }
    }
    Ok(is_new)
}

/// A message came to an address that was reset here: what its provider had is over.
async fn confirm(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    told: &Told,
    asked: &mut Asked,
) -> Result<bool, CommandError> {
    if !asked.may_have(told.channel, &told.key) {
        return Ok(false);
    }
    let (at, place) = (organization.ordinal, (told.provider.as_str(), told.scope.as_str()));
    let keys = rows::asked_for(transaction.sql(), at, told.channel, &told.key, place).await?;
    let mut is_new = false;
    for key in keys {
        *asked = Asked::Unknown;
        is_new |= put(transaction, by, organization, &key, told, Step::Delivered).await?;
    }
    Ok(is_new)
}

async fn put(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    key: &Key,
    told: &Told,
    step: Step,
) -> Result<bool, CommandError> {
    let now = transaction.now();
    let new = NewStep {
        dedupe: &told.dedupe,
        step,
        address: &told.address,
        at: told.at.unwrap_or(now),
        source: &told.source,
        message: told.message.as_ref(),
        code: masked_text(told.said.code.as_ref()),
        text: masked_text(told.said.text.as_ref()),
        can_reset: told.can_reset,
        who: None,
    };
    let is_new = step::put(transaction.sql(), key, &new, now).await?;
    if is_new || told.message.is_some() {
        rows::settle(transaction, Some(by), organization, key).await?;
    }
    Ok(is_new)
}
