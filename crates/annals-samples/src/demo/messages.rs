//! What the gym and the district wrote to families and staff in two years, and what became of it.

use annals_model::{Channel, Kind, Millis, OrganizationId, RecordKey};
use jiff::tz::TimeZone;

use super::SEED;
use super::campaign::{CAMPAIGNS, Campaign};
use crate::SampleOrganization;
use crate::message::{SampleMessage, SampleMessageEvent};
use crate::rng::Rng;
use crate::roster::Roster;

const SALT_MESSAGE: u64 = 4;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Families that are written to; the first ones are those whom the entries name most.
const FAMILIES: u64 = 12;
/// The family whose address died, and whose new one works.
const MOVED: u64 = 3;
/// So many days before the end mail to it bounced, and from then on wasn't tried.
const DIED: i64 = 335;
/// So many days before the end the family told its new one.
const MOVED_ON: i64 = 150;
/// The family that reported a newsletter as spam, and gets no more mail.
const ANNOYED: u64 = 5;
const COMPLAINED: i64 = 61;

/// Every message of an organisation, earliest first.
pub(super) fn messages(organization: &SampleOrganization, until: Millis) -> Vec<SampleMessage> {
    let mut messages: Vec<_> = CAMPAIGNS
        .iter()
        .enumerate()
        .filter(|(_, campaign)| campaign.organization == organization.id.as_str())
        .flat_map(|(number, campaign)| sent(organization, until, number, campaign))
        .collect();
    messages.sort_by_key(|message| message.sent_at);
    messages
}

/// One campaign, to everyone whom it is for, each time that it went out.
fn sent(
    organization: &SampleOrganization,
    until: Millis,
    number: usize,
    campaign: &'static Campaign,
) -> impl Iterator<Item = SampleMessage> {
    let times = campaign.days_ago.iter().enumerate();
    times.flat_map(move |(time, &days)| {
        (0..FAMILIES).filter(move |to| campaign.is_for(*to, time)).map(move |to| {
            let place = (number as u64) << 32 | (time as u64) << 16 | to;
            let index = place << 8 | organization.index as u64;
            let mut rng = Rng::at(SEED, SALT_MESSAGE, index);
            let sent_at = Millis(afternoon(organization, until, days).0 + (to as i64) * 700);
            let to = Recipient::new(organization, campaign.channel, to, days);
            let own_id = format!("{}-{place:x}", organization.id);
            let mut message = message(campaign, to, own_id, sent_at, &mut rng);
            message.events.retain(|event| event.at <= until);
            message
        })
    })
}

/// When the office sends things: five past four, so many days ago.
fn afternoon(organization: &SampleOrganization, until: Millis, days: i64) -> Millis {
    let then = Millis(until.0 - days * DAY_MS).timestamp().unwrap_or_default();
    let zone = TimeZone::get(organization.time_zone).unwrap_or(TimeZone::UTC);
    let sent = zone.to_datetime(then).date().at(16, 5, 0, 0);
    let sent = zone.to_ambiguous_zoned(sent).compatible();
    sent.map_or(Millis(until.0 - days * DAY_MS), |sent| Millis(sent.timestamp().as_millisecond()))
}

/// Whom a message is for.
struct Recipient {
    number: u64,
    record: RecordKey,
    first: &'static str,
    name: String,
    address: String,
    /// So many days before the end it goes out.
    days: i64,
}

impl Recipient {
    fn new(organization: &SampleOrganization, channel: Channel, number: u64, days: i64) -> Self {
        let roster = Roster::of(organization);
        let (first, last) = (roster.guardian_first(number), roster.family_last(number));
        let lower = format!("{first}.{last}{number}").to_lowercase();
        let address = match channel {
            Channel::Email if number == MOVED && days < MOVED_ON => format!("{lower}@example.org"),
            Channel::Email => format!("{lower}@example.com"),
            // Numbers that are never given to anyone.
            Channel::Sms => format!("+1312555{:04}", 100 + roster.hash(11, number) % 100),
            Channel::Push => format!("device-{:016x}", roster.hash(12, number)),
        };
        let record = RecordKey { record_type: "family".to_owned(), id: format!("f-{number}") };
        Self { number, record, first, name: format!("{first} {last}"), address, days }
    }
}

fn message(
    campaign: &'static Campaign,
    to: Recipient,
    own_id: String,
    sent_at: Millis,
    rng: &mut Rng,
) -> SampleMessage {
    let text = campaign.text.replace("{first}", to.first);
    let events = match campaign.channel {
        Channel::Email => email_events(campaign, &to, sent_at, rng),
        Channel::Sms => sms_events(campaign, &to, sent_at, rng),
        Channel::Push => push_events(sent_at, rng),
    };
    let html = (campaign.channel == Channel::Email).then(|| html(campaign.subject, &text));
    SampleMessage {
        organization: OrganizationId::parse(campaign.organization)
            .unwrap_or_else(|_| OrganizationId::installation()),
        own_id,
        channel: campaign.channel,
        address: to.address,
        recipient: to.name,
        record: to.record,
        from: campaign.from,
        sent_by: campaign.sent_by,
        campaign: campaign.name,
        subject: (campaign.channel != Channel::Sms).then(|| campaign.subject.to_owned()),
        provider: campaign.provider,
        text,
        html,
        sent_at,
        events,
    }
}

/// The text laid out as newsletters are.
fn html(subject: &str, text: &str) -> String {
    let paragraph = |text: &str| format!("<p style=\"line-height:1.5\">{text}</p>");
    let paragraphs: String = text.split("\n\n").map(paragraph).collect();
    format!(
        "<div style=\"font-family:sans-serif;color:#222;max-width:600px\">\
         <h1 style=\"color:#0b5a8a;font-size:22px\">{subject}</h1>{paragraphs}</div>"
    )
}

fn email_events(
    campaign: &Campaign,
    to: &Recipient,
    sent_at: Millis,
    rng: &mut Rng,
) -> Vec<SampleMessageEvent> {
    let mut told = Telling::since(sent_at);
    told.after(rng.below(3_000) as i64, Kind::Sent);
    match (to.number, to.days) {
        (MOVED, DIED) => {
            let bounced = told.after(2_500, Kind::BouncedHard);
            bounced.because("5.1.1", "550 5.1.1 No such user here");
            return told.0;
        }
        (MOVED, MOVED_ON..DIED) | (ANNOYED, 0..COMPLAINED) => {
            told.after(300, Kind::Dropped).because("suppressed", "On the suppression list");
            return told.0;
        }
        _ => {}
    }
    if rng.chance(25) {
        told.after(5_000, Kind::Deferred).because("4.2.2", "452 4.2.2 Mailbox is full");
        if rng.chance(400) {
            let given_up = told.after(26 * HOUR_MS, Kind::BouncedSoft);
            given_up.because("4.2.2", "452 4.2.2 Mailbox is full");
            return told.0;
        }
    }
    told.after(1_500 + rng.below(20_000) as i64, Kind::Delivered);
    if campaign.is_news && (to.number, to.days) == (ANNOYED, COMPLAINED) {
        told.after(7 * HOUR_MS, Kind::Complained).because("abuse", "Reported as spam");
        return told.0;
    }
    if rng.chance(180) {
        told.after(4_000, Kind::MachineOpened);
    }
    if rng.chance(560) {
        told.after(10 * MINUTE_MS + rng.skewed(16 * HOUR_MS as u64) as i64, Kind::Opened);
        if campaign.link.is_some() && rng.chance(350) {
            told.after(40_000, Kind::Clicked).url = campaign.link;
        }
    }
    told.0
}

fn sms_events(
    campaign: &Campaign,
    to: &Recipient,
    sent_at: Millis,
    rng: &mut Rng,
) -> Vec<SampleMessageEvent> {
    let mut told = Telling::since(sent_at);
    told.after(400, Kind::Sent);
    // One of the last ones is stuck: the carrier never said more.
    if campaign.is_stuck && to.number == 1 {
        return told.0;
    }
    match rng.below(1_000) {
        0..60 => {
            told.after(30_000, Kind::Undelivered)
                .because("30003", "Unreachable destination handset");
        }
        60..90 => {
            told.after(4_000, Kind::Undelivered)
                .because("30006", "Landline or unreachable carrier");
        }
        _ => {
            told.after(2_000 + rng.below(8_000) as i64, Kind::Delivered);
        }
    }
    told.0
}

fn push_events(sent_at: Millis, rng: &mut Rng) -> Vec<SampleMessageEvent> {
    let mut told = Telling::since(sent_at);
    told.after(200, Kind::Accepted);
    if rng.chance(120) {
        told.after(300, Kind::TokenInvalid).because("UNREGISTERED", "The app was removed");
    } else if rng.chance(700) {
        told.after(900, Kind::Received);
    }
    told.0
}

/// What is told of one message, each later than the one before.
struct Telling(Vec<SampleMessageEvent>, Millis);

impl Telling {
    fn since(sent_at: Millis) -> Self {
        Self(Vec::new(), sent_at)
    }

    fn after(&mut self, ms: i64, kind: Kind) -> &mut SampleMessageEvent {
        self.1 = Millis(self.1.0 + ms);
        self.0.push(SampleMessageEvent { kind, at: self.1, code: None, reason: None, url: None });
        let last = self.0.len() - 1;
        &mut self.0[last]
    }
}

impl SampleMessageEvent {
    fn because(&mut self, code: &'static str, reason: &'static str) {
        (self.code, self.reason) = (Some(code), Some(reason));
    }
}
