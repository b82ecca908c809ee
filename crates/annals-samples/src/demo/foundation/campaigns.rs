//! The campaigns of a foundation, from the first draft to the message.

use annals_model::EventType;

use super::{Contact, Foundation, PREPARED};
use crate::demo::campaign::{CAMPAIGNS, To, of_day, send_all};
use crate::demo::day::Day;
use crate::demo::life::{By, Life};
use crate::demo::post::Recipient;
use crate::demo::thing::Thing;

impl Foundation {
    /// A campaign that goes out some days later is written.
    pub(super) fn begin_campaign(&mut self, life: &mut Life, day: &Day) {
        let out = day.left - PREPARED;
        let own = CAMPAIGNS.iter().filter(|campaign| campaign.to == To::Contacts);
        for campaign in own.filter(|campaign| campaign.days_ago.contains(&out)) {
            self.made += 1;
            let by = self.by(life, 2);
            let thing = Thing::new("campaign", format!("q-{}", self.made), campaign.name)
                .with("status", "draft")
                .with("subject", campaign.subject);
            let told = life.tell("campaign.created", &by).creates(&thing);
            told.says(format!("Began the campaign {}", campaign.name)).done();
            self.campaigns.push((out, campaign, thing));
        }
    }

    pub(super) fn schedule(&mut self, life: &mut Life, day: &Day) {
        let by = self.by(life, 2);
        for (out, campaign, thing) in &mut self.campaigns {
            if *out == day.left - 1 {
                let on = day.later(1);
                let told = life.tell("campaign.scheduled", &by).of_type(EventType::Change);
                told.says(format!("Scheduled the campaign {} for {on}", campaign.name))
                    .sets(thing, "status", "scheduled")
                    .sets(thing, "send_on", on)
                    .done();
            }
        }
    }

    pub(super) fn send(&mut self, life: &mut Life, day: &Day) {
        for campaign in of_day(life, day, To::Contacts) {
            let there = self.contacts.iter_mut().filter(|contact| !contact.is_gone);
            let to = there.map(|Contact { thing, name, first, mailbox, .. }| Recipient {
                record: thing.key(),
                first: (*first).to_owned(),
                name: name.clone(),
                wants_news: thing.is("email_consent", "true"),
                mailbox,
            });
            let count = send_all(life, campaign, to);
            let name = campaign.1.name;
            let own = self
                .campaigns
                .iter()
                .position(|(out, own, _)| *out == day.left && own.name == name);
            let Some(place) = own else { continue };
            let (_, _, mut thing) = self.campaigns.swap_remove(place);
            let by = By::system("campaigns", "Campaigns", "Dashboard");
            let told = life.tell("campaign.sent", &by).of_type(EventType::Change);
            told.says(format!("Sent the campaign {name} to {count} contacts"))
                .sets(&mut thing, "status", "sent")
                .detail("Contacts", count)
                .done();
        }
    }
}
