//! What the organisations of the demo write about.

use annals_model::Channel::{self, Email, Push, Sms};

use super::day::Day;
use super::life::Life;
use super::post::{RECIPIENTS_MAX, Recipient, send};

/// A message that goes to many, once or again and again.
#[derive(Debug)]
pub(super) struct Campaign {
    /// Who sends it.
    pub(super) organization: &'static str,
    pub(super) to: To,
    pub(super) channel: Channel,
    pub(super) name: &'static str,
    pub(super) subject: &'static str,
    /// `{first}` stands for the first name.
    pub(super) text: &'static str,
    pub(super) from: &'static str,
    pub(super) sent_by: &'static str,
    pub(super) provider: &'static str,
    pub(super) link: Option<&'static str>,
    /// So many days before the end of the demo it went out.
    pub(super) days_ago: &'static [i64],
    /// Only to one of so many each time; to all, if 1.
    pub(super) one_of: usize,
    pub(super) is_news: bool,
}

/// To whom a campaign goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    Families,
    /// To a family that forgot its password.
    Forgetful,
    Staff,
    Contacts,
}

/// What an organisation sends on a day to those.
pub(super) fn of_day(
    life: &Life,
    day: &Day,
    to: To,
) -> impl Iterator<Item = (usize, &'static Campaign)> + use<> {
    let (id, left) = (life.organization.id.clone(), day.left);
    let own = CAMPAIGNS
        .iter()
        .filter(move |campaign| campaign.organization == id.as_str() && campaign.to == to);
    own.filter_map(move |campaign| {
        let time = campaign.days_ago.iter().position(|ago| *ago == left)?;
        Some((time, campaign))
    })
}

/// Sends it for the `time`th time. To how many.
pub(super) fn send_all<'a>(
    life: &mut Life,
    (time, campaign): (usize, &'static Campaign),
    recipients: impl Iterator<Item = Recipient<'a>>,
) -> u64 {
    let wanted = |(place, to): &(usize, Recipient<'_>)| {
        (place + time).is_multiple_of(campaign.one_of) && (!campaign.is_news || to.wants_news)
    };
    let before = life.sent;
    for (_, to) in recipients.take(RECIPIENTS_MAX).enumerate().filter(wanted) {
        send(life, campaign, to);
    }
    life.sent - before
}

const OFFICE: &str = "office@summit.example";
const GYM_NUMBER: &str = "+13125550199";
const DISTRICT: &str = "news@lakeview.example";

const fn campaign(channel: Channel, name: &'static str, days_ago: &'static [i64]) -> Campaign {
    Campaign {
        organization: "summit",
        to: To::Families,
        channel,
        name,
        subject: name,
        text: "",
        from: match channel {
            Email => OFFICE,
            Sms => GYM_NUMBER,
            Push => "Summit Gymnastics",
        },
        sent_by: "Autopilot",
        provider: match channel {
            Email => "amazon_ses",
            Sms => "twilio",
            Push => "fcm",
        },
        link: None,
        days_ago,
        one_of: 1,
        is_news: false,
    }
}

/// What the foundation writes; each is a record of its own there, of this name.
const fn appeal(name: &'static str, days_ago: &'static [i64], text: &'static str) -> Campaign {
    Campaign {
        organization: "riverbend",
        to: To::Contacts,
        from: "hello@riverbend.example",
        sent_by: "Campaigns",
        provider: "sendgrid",
        link: Some("https://riverbend.example/give"),
        text,
        is_news: true,
        ..campaign(Email, name, days_ago)
    }
}

pub(super) static CAMPAIGNS: [Campaign; 16] = [
    Campaign {
        text: "Hello {first},\n\nthis month in the gym: open practice on Saturdays, new times for \
               the beginners, and pictures of the last meet.\n\nSee you soon,\nyour team at Summit",
        sent_by: "Maria Garcia",
        link: Some("https://summit.example/news"),
        is_news: true,
        ..campaign(Email, "Monthly newsletter", &[12, 61, 152, 244, 335, 427, 518, 640])
    },
    Campaign {
        subject: "Your statement for this month",
        text: "Hello {first},\n\nyour statement for this month is ready. Automatic payments are \
               taken on the fifth.\n\nQuestions? Answer this e-mail.",
        link: Some("https://portal.summit.example/billing"),
        one_of: 3,
        ..campaign(Email, "Statement", &[5, 33, 64, 94, 125, 156, 186, 217, 247, 278])
    },
    Campaign {
        subject: "Closed on Friday",
        text: "Hello {first},\n\nthe gym stays closed this Friday because of the storm. Every \
               class of that day can be made up until the end of the month.",
        sent_by: "Alex Morgan",
        ..campaign(Email, "Closing", &[9])
    },
    Campaign {
        subject: "Choose a new password",
        text: "Hello {first},\n\nyou asked for a new password:\n\n\
               https://portal.summit.example/reset?token=9f8e7d6c5b4a39281706\n\n\
               The link is good for one hour.",
        to: To::Forgetful,
        ..campaign(Email, "Password reset", &[7, 101, 305])
    },
    Campaign {
        text: "Summit Gymnastics: closed this Friday because of the storm. Make up your class any \
               day until the end of the month.",
        sent_by: "Alex Morgan",
        ..campaign(Sms, "Closing", &[9])
    },
    Campaign {
        text: "Summit Gymnastics: {first}, your makeup lesson is tomorrow at 4:30 PM.",
        one_of: 6,
        ..campaign(Sms, "Makeup reminder", &[1, 8, 15, 29, 50, 78, 120, 190, 260])
    },
    Campaign {
        subject: "Picked up",
        text: "Your child was checked out at the front desk.",
        one_of: 6,
        ..campaign(Push, "Check-out", &[1, 4, 5, 11, 18, 25, 40, 70, 110])
    },
    Campaign {
        to: To::Staff,
        subject: "Schedule of next week",
        text: "Hello {first},\n\nthe schedule of next week is on the portal. Tell us until Sunday \
               if you can't come.",
        sent_by: "Maria Garcia",
        ..campaign(Email, "Schedule", &[4, 11, 18, 25])
    },
    Campaign {
        to: To::Staff,
        text: "Summit Gymnastics: the gym stays closed this Friday. Please don't come in.",
        sent_by: "Alex Morgan",
        ..campaign(Sms, "Closing, staff", &[9])
    },
    Campaign {
        organization: "lakeview",
        from: DISTRICT,
        sent_by: "Communications Office",
        provider: "postmark",
        subject: "School begins on Monday",
        text: "Dear {first},\n\nschool begins on Monday at 8:00. Buses run as last year; the list \
               of stops is on our page.",
        link: Some("https://lakeview.example/buses"),
        ..campaign(Email, "Start of school", &[80, 445])
    },
    Campaign {
        organization: "lakeview",
        from: "+13125550188",
        sent_by: "Communications Office",
        text: "Lakeview Schools: all schools open two hours late today because of ice.",
        ..campaign(Sms, "Late start", &[290, 301])
    },
    appeal(
        "Autumn newsletter",
        &[26],
        "Dear {first},\n\nthe new reading room is open, and forty children came on its first \
         day. Pictures are on our page.\n\nThank you,\nRiverbend Community Foundation",
    ),
    appeal(
        "Year-end appeal",
        &[9, 355],
        "Dear {first},\n\nyour gift keeps the food pantry open through the winter. Twenty-five \
         dollars feed a family for a week.",
    ),
    appeal(
        "Spring gala invitation",
        &[230, 595],
        "Dear {first},\n\nwe would love to see you at the spring gala in the boathouse. Tell us \
         until the end of the month if you can come.",
    ),
    appeal(
        "Volunteer day",
        &[120, 480],
        "Dear {first},\n\non Saturday we clean the river bank together. Gloves and lunch are \
         there; bring good shoes.",
    ),
    Campaign {
        channel: Sms,
        from: "+13125550177",
        provider: "vonage",
        link: None,
        ..appeal(
            "Pantry hours",
            &[5],
            "Riverbend: the food pantry opens at noon this week, not at ten.",
        )
    },
];
