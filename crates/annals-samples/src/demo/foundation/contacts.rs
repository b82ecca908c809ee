//! The contacts of a foundation: entered, imported, changed, exported, deleted.

use annals_model::EventType;

use super::{CITIES, CONTACTS_STAY, Contact, Foundation, LEAVER};
use crate::demo::day::Day;
use crate::demo::life::{By, Life};
use crate::demo::post::Mailbox;
use crate::demo::thing::Thing;

impl Foundation {
    pub(super) fn contact(&self, life: &mut Life) -> usize {
        loop {
            let index = life.rng.below(self.contacts.len() as u64) as usize;
            if !self.contacts[index].is_gone {
                return index;
            }
        }
    }

    /// A contact who is told of next.
    pub(super) fn newcomer(&mut self, life: &mut Life) -> usize {
        let number = self.contacts.len() as u64;
        let (first, last) = (life.people.guardian_first(number), life.people.family_last(number));
        let name = format!("{first} {last}");
        let mailbox = Mailbox::new(life, &format!("{first}.{last}{number}"), number);
        let thing = Thing::new("contact", format!("o-{number}"), name.as_str())
            .with("email", mailbox.email.as_str())
            .with("phone", life.phone())
            .with("city", life.rng.pick(&CITIES))
            .with("email_consent", true);
        self.contacts.push(Contact { thing, name, first, mailbox, is_gone: false });
        number as usize
    }

    /// Many contacts of one file: one operation.
    pub(super) fn import(&mut self, life: &mut Life, by: &By, count: u64, file: &str) {
        for row in 1..=count {
            let index = self.newcomer(life);
            let contact = &self.contacts[index];
            let told = life.tell("contact.imported", by).critical().within(file);
            told.says(format!("Imported the contact {} from {file}", contact.name))
                .creates(&contact.thing)
                .detail("File", file)
                .detail("Row", row)
                .done();
        }
    }

    /// An import, whose contacts come into the newsletter.
    pub(super) fn import_list(&mut self, life: &mut Life, count: u64, file: &str) {
        let by = self.by(life, 5);
        let before = self.contacts.len();
        self.import(life, &by, count, file);
        self.add_many(life, &by, 0, (before..self.contacts.len()).collect());
    }

    pub(super) fn add_contact(&mut self, life: &mut Life, _: &Day) {
        let by = self.someone(life);
        let index = self.newcomer(life);
        let contact = &self.contacts[index];
        let told = life.tell("contact.created", &by).creates(&contact.thing);
        told.says(format!("Added the contact {}", contact.name)).done();
    }

    pub(super) fn update(&mut self, life: &mut Life, _: &Day) {
        let what = life.rng.below(12);
        self.update_in(life, what);
    }

    /// Changes one thing that is known of a contact.
    pub(super) fn update_in(&mut self, life: &mut Life, what: u64) {
        let by = self.someone(life);
        // The first ones go on to read what stories are told of.
        let is_of_mail = what % 6 < 2;
        let mut index = self.contact(life);
        while is_of_mail && index < CONTACTS_STAY {
            index = self.contact(life);
        }
        let (phone, house) = (life.phone(), 1 + life.rng.below(400));
        let Contact { thing, name, first, mailbox, .. } = &mut self.contacts[index];
        let told = life.tell("contact.updated", &by).says(format!("Updated the contact {name}"));
        let told = match what % 6 {
            0 => {
                let is_in = thing.is("email_consent", "true");
                told.sets(thing, "email_consent", !is_in)
            }
            1 => {
                let (local, host) = mailbox.email.split_once('@').unwrap_or_default();
                let host = if host == "example.org" { "example.com" } else { "example.org" };
                let email = format!("{local}@{host}");
                mailbox.move_to(email.clone());
                told.sets(thing, "email", email)
            }
            2 => told.sets(thing, "address", format!("{house} River Road")),
            3 if thing.get("preferred_name").is_none() => {
                told.sets(thing, "preferred_name", *first)
            }
            _ => told.sets(thing, "phone", phone),
        };
        told.done();
    }

    pub(super) fn view(&mut self, life: &mut Life, _: &Day) {
        let (by, index) = (self.someone(life), self.contact(life));
        let contact = &self.contacts[index];
        let told = life.tell("contact.viewed", &by).about(&contact.thing);
        told.says(format!("Opened the profile of {}", contact.name)).done();
    }

    pub(super) fn delete_contact(&mut self, life: &mut Life, _: &Day) {
        let (by, index) = (self.someone(life), self.contact(life));
        if index < CONTACTS_STAY {
            return;
        }
        for group in 0..self.groups.len() {
            self.leave(life, &by, group, index);
        }
        let contact = &mut self.contacts[index];
        contact.is_gone = true;
        let why = life.rng.pick(&["asked to be forgotten", "entered twice", "moved away"]);
        let told = life.tell("contact.deleted", &by);
        told.says(format!("Deleted the contact {}: {why}", contact.name))
            .ends(contact.thing.clone())
            .done();
    }

    /// Contacts leave as a file: those of a group.
    pub(super) fn export(&mut self, life: &mut Life, _: &Day) {
        let by = self.someone(life);
        let place = life.rng.below(self.groups.len() as u64) as usize;
        let group = &self.groups[place];
        let (name, count) = (group.thing.name.as_str(), group.members.len() as u64);
        let told = life.tell("contact.exported", &by).critical().about(&group.thing);
        told.says(format!("Exported {count} contacts of the group {name} as CSV"))
            .detail("List", name)
            .detail("Contacts", count)
            .done();
    }

    /// All of them, at night, from home.
    pub(super) fn take_all(&mut self, life: &mut Life, _: &Day) {
        let home = life.home(9, LEAVER as u64);
        let by = By { ip: Some(home), ..self.by(life, LEAVER) };
        life.tell("user.logged_in", &by).of_type(EventType::Access).done();
        life.wait(90_000);
        let count = self.contacts.iter().filter(|contact| !contact.is_gone).count() as u64;
        let told = life.tell("contact.exported", &by).critical();
        told.says(format!("Exported {count} contacts of the list All Contacts as CSV"))
            .detail("List", "All Contacts")
            .detail("Contacts", count)
            .done();
        life.wait(30_000);
        life.tell("user.logged_out", &by).of_type(EventType::Access).done();
    }
}
