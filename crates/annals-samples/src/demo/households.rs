//! Families of the demo, their students, and what is kept about them.

use annals_model::{Actor, ActorKind, EventType, Outcome};

use super::day::Day;
use super::life::{By, Life};
use super::office::Office;
use super::post::{Mailbox, Recipient};
use super::thing::Thing;
use crate::names::NOTES;

/// Guardian, student and organisation of families whose names are written in other scripts, or
/// with marks that a search must ignore.
const CAST: [(&str, &str, &str); 12] = [
    ("Анна Иванова", "Мария Иванова", "summit"),
    ("Сергей Кузнецов", "Дмитрий Кузнецов", "lincoln"),
    ("محمد الأحمد", "ليلى الأحمد", "summit"),
    ("فاطمة حسن", "يوسف حسن", "roosevelt"),
    ("王伟", "王小明", "summit"),
    ("陳美玲", "陳志強", "harbor"),
    ("田中健一", "田中さくら", "summit"),
    ("サトウ ケンジ", "サトウ ユイ", "lincoln"),
    ("김민준", "김서연", "summit"),
    ("José Álvarez", "Zoë Álvarez", "summit"),
    ("Łukasz Kowalczyk", "Małgorzata Kowalczyk", "lincoln"),
    ("Søren Ærø", "Bjørn Ærø", "harbor"),
];
/// They come after so many others.
const CAST_FROM: usize = 6;
/// The first families stay, because stories are told of them and messages go to them.
const STAY: usize = 16;
/// Notes that may still be deleted.
const NOTES_MAX: usize = 40;
const STREETS: [&str; 8] = [
    "Maple Street",
    "Oak Avenue",
    "Lake Road",
    "Elm Street",
    "Hill Lane",
    "Park Avenue",
    "Mill Road",
    "Cedar Court",
];

/// All families and students of an organisation.
#[derive(Default)]
pub(super) struct Households {
    pub(super) families: Vec<Family>,
    pub(super) students: Vec<Student>,
    notes: Vec<(usize, Thing)>,
    made_notes: u64,
    /// Those who asked for a new password and haven't chosen one yet.
    resets: Vec<usize>,
}

pub(super) struct Family {
    pub(super) thing: Thing,
    /// The guardian's name.
    pub(super) name: String,
    first: String,
    username: String,
    pub(super) mailbox: Mailbox,
    pub(super) is_gone: bool,
}

pub(super) struct Student {
    pub(super) thing: Thing,
    pub(super) family: usize,
    pub(super) is_gone: bool,
}

/// A family that one enters, or one of many that are taken over.
pub(super) struct Entered<'a> {
    pub(super) by: &'a By,
    pub(super) operation: Option<&'a str>,
}

impl Entered<'_> {
    pub(super) fn action(&self, noun: &str) -> String {
        format!("{noun}.{}", if self.operation.is_some() { "imported" } else { "created" })
    }
}

impl Households {
    /// A new family without students.
    pub(super) fn join(&mut self, life: &mut Life, how: &Entered<'_>) -> usize {
        let index = self.families.len();
        let number = index as u64;
        let (first, last) = (life.people.guardian_first(number), life.people.family_last(number));
        let cast = cast(life, index);
        let name = cast.map_or_else(|| format!("{first} {last}"), |(name, _)| name.to_owned());
        let listed = if cast.is_some() { name.clone() } else { format!("{last}, {first}") };
        let local = match cast {
            Some(_) => format!("family{number}"),
            None => format!("{first}.{last}{number}"),
        };
        let mailbox = Mailbox::new(life, &local, number);
        let house = 10 + life.people.hash(13, number) % 900;
        let street = STREETS[(house % 8) as usize];
        let autopay = if life.rng.chance(600) { "visa" } else { "off" };
        let thing = Thing::new("family", format!("f-{number}"), listed)
            .with("phone", life.phone())
            .with("email", mailbox.email.as_str())
            .with("address", format!("{house} {street}"))
            .with("email_opt_in", true)
            .with("autopay", autopay);
        let first = if cast.is_some() { name.as_str() } else { first }.to_owned();
        let username = mailbox.email.clone();
        let told = life.tell(&how.action("family"), how.by);
        let told = told.says(format!("Opened an account for {name}")).creates(&thing);
        told.part_of(how.operation).done();
        self.families.push(Family { thing, name, first, username, mailbox, is_gone: false });
        index
    }

    /// A new student of a family.
    pub(super) fn add(&mut self, life: &mut Life, how: &Entered<'_>, family: usize) -> usize {
        let index = self.students.len();
        let own = &self.families[family];
        let first = life.people.student_first(index as u64);
        let has_sibling = self.students.iter().any(|student| student.family == family);
        let last = own.name.rsplit(' ').next().unwrap_or_default();
        let name = match cast(life, family) {
            Some((_, student)) if !has_sibling => student.to_owned(),
            _ => format!("{first} {last}"),
        };
        let level = life.rng.pick(&["beginner", "beginner", "intermediate", "advanced"]);
        let thing = Thing::new("student", format!("s-{index}"), name)
            .with("level", level)
            .with("skills", life.rng.below(12));
        let told = life.tell(&how.action("student"), how.by);
        told.says(format!("Added student {}", thing.name))
            .creates(&thing)
            .about(&own.thing)
            .part_of(how.operation)
            .done();
        self.students.push(Student { thing, family, is_gone: false });
        index
    }

    /// A family that is there.
    pub(super) fn family(&self, life: &mut Life) -> usize {
        loop {
            let index = life.rng.skewed(self.families.len() as u64) as usize;
            if !self.families[index].is_gone {
                return index;
            }
        }
    }

    /// A student who is there.
    pub(super) fn student(&self, life: &mut Life) -> usize {
        loop {
            let index = life.rng.skewed(self.students.len() as u64) as usize;
            if !self.students[index].is_gone {
                return index;
            }
        }
    }

    /// The record of a student's family.
    pub(super) fn family_of(&self, student: usize) -> &Thing {
        &self.families[self.students[student].family].thing
    }

    /// The guardian, at home or on the way.
    pub(super) fn guardian(&self, life: &mut Life, family: usize) -> By {
        let own = &self.families[family];
        let actor = Actor {
            id: Some(format!("g-{family}")),
            name: Some(own.name.clone()),
            username: Some(own.username.clone()),
            kind: ActorKind::Guardian,
            ..Actor::default()
        };
        By {
            actor,
            source: life.rng.pick(&["Customer Portal", "Customer Portal", "Mobile App"]),
            ip: Some(life.home(7, family as u64)),
            agent: life.agent(200),
        }
    }

    /// The guardian, or someone in the office for them.
    pub(super) fn either(&self, life: &mut Life, office: &Office, family: usize) -> By {
        match life.rng.chance(450) {
            true => self.guardian(life, family),
            false => office.someone(life),
        }
    }

    pub(super) fn view(&mut self, life: &mut Life, office: &Office) {
        let by = office.someone(life);
        let family = &self.families[self.family(life)];
        let told = life.tell("family.viewed", &by).about(&family.thing);
        told.says(format!("Opened the record of {}", family.name)).done();
    }

    /// Something of a family is different from now on.
    pub(super) fn update(&mut self, life: &mut Life, office: &Office) {
        let index = self.family(life);
        let by = self.either(life, office, index);
        let (phone, draw) = (life.phone(), life.rng.next());
        let family = &mut self.families[index];
        let told = life.tell("family.updated", &by);
        let told = told.says(format!("Updated contact details of {}", family.name));
        let thing = &mut family.thing;
        match draw % 8 {
            0..4 => told.sets(thing, "phone", phone).done(),
            4..7 => {
                let (house, street) = (10 + draw / 8 % 900, STREETS[(draw >> 40) as usize % 8]);
                told.sets(thing, "address", format!("{house} {street}")).done();
            }
            // The first ones go on to read what stories are told of.
            _ if index < STAY => told.sets(thing, "phone", phone).done(),
            _ => {
                let is_in = thing.is("email_opt_in", "true");
                told.sets(thing, "email_opt_in", !is_in).done();
            }
        }
    }

    /// The family that moved tells its new address.
    pub(super) fn tell_address(&mut self, life: &mut Life, index: usize) {
        let by = self.guardian(life, index);
        let family = &mut self.families[index];
        let email = family.mailbox.email.replace("@example.com", "@example.org");
        family.mailbox.move_to(email.clone());
        let told = life.tell("family.updated", &by);
        let told = told.says(format!("Updated contact details of {}", family.name));
        told.sets(&mut family.thing, "email", email).done();
    }

    /// What is known of a student changes.
    pub(super) fn update_student(&mut self, life: &mut Life, office: &Office) {
        let index = self.student(life);
        let by = self.either(life, office, self.students[index].family);
        let (phone, note) = (life.phone(), life.rng.pick(NOTES));
        let Student { thing, family, .. } = &mut self.students[index];
        let told = life.tell("student.updated", &by);
        let told = told.says(format!("Updated the profile of {}", thing.name));
        let told = match thing.is("note", note) {
            true => told.sets(thing, "emergency_phone", phone),
            false => told.sets(thing, "note", note),
        };
        told.about(&self.families[*family].thing).done();
    }

    /// A note on a family, written or taken away.
    pub(super) fn note(&mut self, life: &mut Life, office: &Office) {
        let by = office.someone(life);
        if self.notes.len() > 3 && (self.notes.len() == NOTES_MAX || life.rng.chance(90)) {
            let place = life.rng.below(self.notes.len() as u64) as usize;
            let (family, note) = self.notes.swap_remove(place);
            let family = &self.families[family];
            let told = life.tell("note.deleted", &by);
            told.says(format!("Deleted a note on {}", family.name))
                .ends(note)
                .about(&family.thing)
                .done();
            return;
        }
        let index = self.family(life);
        let family = &self.families[index];
        self.made_notes += 1;
        let text = life.rng.pick(NOTES);
        let note = Thing::new("note", format!("n-{}", self.made_notes), text).with("note", text);
        let told = life.tell("note.created", &by);
        told.says(format!("Wrote a note on {}", family.name))
            .creates(&note)
            .about(&family.thing)
            .done();
        self.notes.push((index, note));
    }

    pub(super) fn log_in(&mut self, life: &mut Life, _: &Day) {
        let index = self.family(life);
        let by = self.guardian(life, index);
        if life.rng.chance(70) {
            let told = life.tell("user.login_failed", &by).of_type(EventType::Access);
            told.fails(Outcome::Failure, "wrong password").done();
            life.wait(9_000);
        }
        life.tell("user.logged_in", &by).of_type(EventType::Access).done();
    }

    /// Someone forgot a password, or chooses a new one.
    pub(super) fn reset(&mut self, life: &mut Life, _: &Day) {
        let Some(index) = self.resets.pop() else {
            self.forget(life);
            return;
        };
        if self.families[index].is_gone {
            return;
        }
        let by = self.guardian(life, index);
        let told = life.tell("user.password_changed", &by);
        told.says(format!("{} chose a new password", self.families[index].name)).done();
    }

    /// Someone asks for a new password; which family.
    pub(super) fn forget(&mut self, life: &mut Life) -> usize {
        let index = self.family(life);
        let by = self.guardian(life, index);
        let told = life.tell("user.password_reset_requested", &by);
        told.says(format!("{} asked for a new password", self.families[index].name)).done();
        self.resets.push(index);
        index
    }

    /// A family that may leave.
    pub(super) fn leaver(&self, life: &mut Life) -> Option<usize> {
        let later = self.families.len().checked_sub(STAY).filter(|later| *later > 0)?;
        let index = STAY + life.rng.below(later as u64) as usize;
        Some(index).filter(|index| !self.families[*index].is_gone)
    }

    /// It leaves, with all students, of whom nothing else is left by then.
    pub(super) fn leave(&mut self, life: &mut Life, by: &By, index: usize) {
        let family = &mut self.families[index];
        for student in self.students.iter_mut().filter(|student| student.family == index) {
            if !std::mem::replace(&mut student.is_gone, true) {
                let told = life.tell("student.deleted", by);
                told.says(format!("Deleted student {}", student.thing.name))
                    .ends(student.thing.clone())
                    .about(&family.thing)
                    .done();
            }
        }
        while let Some(place) = self.notes.iter().position(|(of, _)| *of == index) {
            let (_, note) = self.notes.swap_remove(place);
            let told = life.tell("note.deleted", by).ends(note).about(&family.thing);
            told.says(format!("Deleted a note on {}", family.name)).done();
        }
        family.is_gone = true;
        let told = life.tell("family.deleted", by);
        told.says(format!("Deleted the account of {}", family.name))
            .ends(family.thing.clone())
            .done();
    }

    /// Families who are there, to be written to.
    pub(super) fn recipients(&mut self) -> impl Iterator<Item = Recipient<'_>> {
        let there = self.families.iter_mut().filter(|family| !family.is_gone);
        there.map(Family::recipient)
    }
}

impl Family {
    pub(super) fn recipient(&mut self) -> Recipient<'_> {
        Recipient {
            record: self.thing.key(),
            first: self.first.clone(),
            name: self.name.clone(),
            wants_news: self.thing.is("email_opt_in", "true"),
            mailbox: &mut self.mailbox,
        }
    }
}

/// The family of other names at this place, if there is one: guardian and student.
fn cast(life: &Life, index: usize) -> Option<(&'static str, &'static str)> {
    let id = life.organization.id.as_str();
    let own = CAST.iter().filter(|(.., organization)| *organization == id);
    let place = index.checked_sub(CAST_FROM)?;
    own.map(|(guardian, student, _)| (*guardian, *student)).nth(place)
}
