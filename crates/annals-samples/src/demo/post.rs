//! What the organisations of the demo wrote, and what became of it.

use annals_model::{Channel, Kind, Millis, RecordKey};

use super::campaign::Campaign;
use super::life::Life;
use crate::message::{SampleMessage, SampleMessageEvent};
use crate::rng::Rng;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Those who are written to: one goes to all of a small organisation, and to the first ones of
/// a large one, so that a demo of a million entries doesn't write more than one of thousands.
pub(super) const RECIPIENTS_MAX: usize = 40;

/// How someone is reached, and how that goes.
#[derive(Clone, Debug)]
pub(super) struct Mailbox {
    pub(super) email: String,
    phone: String,
    device: String,
    /// Nobody is there any more.
    pub(super) is_dead: bool,
    /// Reports the next newsletter as spam.
    pub(super) is_annoyed: bool,
    /// The carrier says nothing of the next text message.
    pub(super) is_silent: bool,
    /// No more mail is tried, and why.
    suppressed: Option<&'static str>,
}

/// Who is written to.
pub(super) struct Recipient<'a> {
    pub(super) record: RecordKey,
    pub(super) first: String,
    pub(super) name: String,
    /// Whether newsletters are welcome.
    pub(super) wants_news: bool,
    pub(super) mailbox: &'a mut Mailbox,
}

impl Mailbox {
    pub(super) fn new(life: &Life, local: &str, index: u64) -> Self {
        Self {
            email: format!("{}@example.com", local.to_lowercase()),
            // Numbers that are never given to anyone.
            phone: format!("+1312555{:04}", 100 + life.people.hash(11, index) % 100),
            device: format!("device-{:016x}", life.people.hash(12, index)),
            is_dead: false,
            is_annoyed: false,
            is_silent: false,
            suppressed: None,
        }
    }

    /// A new address works.
    pub(super) fn move_to(&mut self, email: String) {
        *self = Self { email, is_dead: false, suppressed: None, ..self.clone() };
    }
}

/// Sends a campaign to one, now.
pub(super) fn send(life: &mut Life, campaign: &'static Campaign, to: Recipient<'_>) {
    let sent_at = life.now();
    life.go_to(Millis(sent_at.0 + 700));
    if sent_at > life.until() {
        return;
    }
    life.sent += 1;
    let text = campaign.text.replace("{first}", &to.first);
    let mailbox = to.mailbox;
    let mut told = Told(Vec::new(), sent_at);
    match campaign.channel {
        Channel::Email => told.of_email(campaign, mailbox, &mut life.rng),
        Channel::Sms => told.of_sms(mailbox, &mut life.rng),
        Channel::Push => told.of_push(&mut life.rng),
    }
    told.0.retain(|event| event.at <= life.until());
    let address = match campaign.channel {
        Channel::Email => &mailbox.email,
        Channel::Sms => &mailbox.phone,
        Channel::Push => &mailbox.device,
    };
    let message = SampleMessage {
        organization: life.organization.id.clone(),
        own_id: format!("{}-m{}", life.organization.id, life.sent),
        channel: campaign.channel,
        address: address.clone(),
        recipient: to.name,
        record: to.record,
        from: campaign.from,
        sent_by: campaign.sent_by,
        campaign: campaign.name,
        subject: (campaign.channel != Channel::Sms).then(|| campaign.subject.to_owned()),
        provider: campaign.provider,
        html: (campaign.channel == Channel::Email).then(|| html(campaign.subject, &text)),
        text,
        sent_at,
        events: told.0,
    };
    life.messages.push(message);
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

/// What is told of one message, each later than the one before.
struct Told(Vec<SampleMessageEvent>, Millis);

impl Told {
    fn of_email(&mut self, campaign: &Campaign, mailbox: &mut Mailbox, rng: &mut Rng) {
        self.after(rng.below(3_000) as i64, Kind::Sent);
        if let Some(why) = mailbox.suppressed {
            self.after(300, Kind::Dropped).because("suppressed", why);
            return;
        }
        if mailbox.is_dead {
            mailbox.suppressed = Some("On the suppression list: bounced");
            self.after(2_500, Kind::BouncedHard).because("5.1.1", "550 5.1.1 No such user here");
            return;
        }
        if !mailbox.is_annoyed && rng.chance(25) {
            self.after(5_000, Kind::Deferred).because("4.2.2", "452 4.2.2 Mailbox is full");
            if rng.chance(400) {
                self.after(26 * HOUR_MS, Kind::BouncedSoft)
                    .because("4.2.2", "452 4.2.2 Mailbox is full");
                return;
            }
        }
        self.after(1_500 + rng.below(20_000) as i64, Kind::Delivered);
        if campaign.is_news && mailbox.is_annoyed {
            mailbox.is_annoyed = false;
            mailbox.suppressed = Some("On the suppression list: complaint");
            self.after(7 * HOUR_MS, Kind::Complained).because("abuse", "Reported as spam");
            return;
        }
        if rng.chance(180) {
            self.after(4_000, Kind::MachineOpened);
        }
        if rng.chance(560) {
            self.after(10 * MINUTE_MS + rng.skewed(16 * HOUR_MS as u64) as i64, Kind::Opened);
            if campaign.link.is_some() && rng.chance(350) {
                self.after(40_000, Kind::Clicked).url = campaign.link;
            }
        }
    }

    fn of_sms(&mut self, mailbox: &mut Mailbox, rng: &mut Rng) {
        self.after(400, Kind::Sent);
        if std::mem::take(&mut mailbox.is_silent) {
            return;
        }
        match rng.below(1_000) {
            0..60 => self
                .after(30_000, Kind::Undelivered)
                .because("30003", "Unreachable destination handset"),
            60..90 => self
                .after(4_000, Kind::Undelivered)
                .because("30006", "Landline or unreachable carrier"),
            _ => drop(self.after(2_000 + rng.below(8_000) as i64, Kind::Delivered)),
        }
    }

    fn of_push(&mut self, rng: &mut Rng) {
        self.after(200, Kind::Accepted);
        if rng.chance(120) {
            self.after(300, Kind::TokenInvalid).because("UNREGISTERED", "The app was removed");
        } else if rng.chance(700) {
            self.after(900, Kind::Received);
        }
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
