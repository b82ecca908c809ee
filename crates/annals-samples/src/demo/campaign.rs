//! What the organisations of the demo write about.

use annals_model::Channel::{self, Email, Push, Sms};

/// A message that goes to many, once or again and again.
#[derive(Debug)]
pub(super) struct Campaign {
    /// Who sends it.
    pub(super) organization: &'static str,
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
    /// Only to one of so many families each time; to all, if 1.
    pub(super) one_of: u64,
    pub(super) is_news: bool,
    pub(super) is_stuck: bool,
}

impl Campaign {
    /// Whether it goes to the family the `time`th time.
    pub(super) fn is_for(&self, family: u64, time: usize) -> bool {
        (family + time as u64).is_multiple_of(self.one_of)
    }
}

const OFFICE: &str = "office@summit.example";
const GYM_NUMBER: &str = "+13125550199";
const DISTRICT: &str = "news@lakeview.example";

const fn campaign(channel: Channel, name: &'static str, days_ago: &'static [i64]) -> Campaign {
    Campaign {
        organization: "summit",
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
        is_stuck: false,
    }
}

pub(super) static CAMPAIGNS: [Campaign; 9] = [
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
        one_of: 2,
        ..campaign(Email, "Statement", &[3, 33, 64, 94, 125, 156, 186, 217, 247, 278])
    },
    Campaign {
        subject: "Closed on Friday",
        text: "Hello {first},\n\nthe gym stays closed this Friday because of the storm. Every \
               class of that day can be made up until the end of the month.",
        sent_by: "Alex Morgan",
        ..campaign(Email, "Closing", &[2])
    },
    Campaign {
        subject: "Choose a new password",
        text: "Hello {first},\n\nyou asked for a new password:\n\n\
               https://portal.summit.example/reset?token=9f8e7d6c5b4a39281706\n\n\
               The link is good for one hour.",
        one_of: 6,
        ..campaign(Email, "Password reset", &[9, 101, 305])
    },
    Campaign {
        text: "Summit Gymnastics: closed this Friday because of the storm. Make up your class any \
               day until the end of the month.",
        sent_by: "Alex Morgan",
        is_stuck: true,
        ..campaign(Sms, "Closing", &[2])
    },
    Campaign {
        text: "Summit Gymnastics: {first}, your makeup lesson is tomorrow at 4:30 PM.",
        one_of: 3,
        ..campaign(Sms, "Makeup reminder", &[1, 8, 15, 29, 50, 78, 120, 190, 260])
    },
    Campaign {
        subject: "Picked up",
        text: "Your child was checked out at the front desk.",
        one_of: 3,
        ..campaign(Push, "Check-out", &[1, 4, 5, 11, 18, 25, 40, 70, 110])
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
];
