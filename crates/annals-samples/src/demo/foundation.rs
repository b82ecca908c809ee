//! A foundation of the demo, which keeps contacts in groups and writes to them in campaigns.

mod campaigns;
mod contacts;
mod groups;

use annals_model::{Actor, ActorKind, EventType};

use super::campaign::Campaign;
use super::day::Day;
use super::life::{By, Deed, Life, Story};
use super::post::Mailbox;
use super::thing::Thing;

/// Contacts, groups of them, campaigns, and the users who look after all that.
pub(super) struct Foundation {
    users: Vec<User>,
    contacts: Vec<Contact>,
    groups: Vec<Group>,
    /// Of each campaign that is being prepared: when it goes out, and its record.
    campaigns: Vec<(i64, &'static Campaign, Thing)>,
    made: u64,
}

/// Someone with a user profile.
struct User {
    thing: Thing,
    username: String,
    is_gone: bool,
}

struct Contact {
    thing: Thing,
    name: String,
    first: &'static str,
    mailbox: Mailbox,
    is_gone: bool,
}

struct Group {
    thing: Thing,
    /// Which contacts.
    members: Vec<usize>,
}

/// Name, username, role and permissions of those who are there from the start.
const USERS: [(&str, &str, &str, &str); 6] = [
    ("Nora Ellis", "foundation.admin", "Administrator", "everything"),
    ("Peter Lindqvist", "plindqvist", "Fundraiser", "contacts, groups, campaigns"),
    ("Aisha Rahman", "arahman", "Communications", "groups, campaigns"),
    ("Colin Price", "cprice", "Fundraiser", "contacts, groups, export"),
    ("June Watanabe", "jwatanabe", "Volunteer Coordinator", "contacts, groups"),
    ("Omar Haddad", "ohaddad", "Data Assistant", "contacts"),
];
/// The one who takes all contacts along one night, and is gone a week later.
const LEAVER: usize = 3;
const TAKEN: i64 = 41;
const LEFT: i64 = 34;
/// The one who marries.
const MARRIED: usize = 4;
const GROUPS: [&str; 8] = [
    "Newsletter",
    "Donors",
    "Volunteers",
    "Board and Friends",
    "Gala Guests",
    "Pantry Helpers",
    "Press",
    "Lapsed Donors",
];
/// So many groups are there from the start; these stay.
const GROUPS_STAY: usize = 4;
/// The first contacts stay, because stories are told of them.
const CONTACTS_STAY: usize = 10;
/// The contact whose address is dead, and the one who reports an appeal as spam.
const DEAD: usize = 4;
const ANNOYED: usize = 7;
const CITIES: [&str; 5] = ["Riverbend", "Millbrook", "Easton", "Fairhaven", "Port Ada"];
const ROLES: [(&str, &str); 4] = [
    ("Fundraiser", "contacts, groups, campaigns"),
    ("Data Assistant", "contacts"),
    ("Volunteer Coordinator", "contacts, groups"),
    ("Communications", "groups, campaigns"),
];
/// A campaign is begun so many days before it goes out, and scheduled the day before.
const PREPARED: i64 = 6;

impl Story for Foundation {
    const HOURS: [u8; 24] =
        [0, 0, 0, 0, 0, 0, 0, 2, 10, 18, 20, 18, 10, 16, 18, 16, 12, 6, 3, 2, 2, 1, 0, 0];

    fn begin(life: &mut Life, entries: u64) -> Self {
        let mut own = Self {
            users: Vec::new(),
            contacts: Vec::new(),
            groups: Vec::new(),
            campaigns: Vec::new(),
            made: 0,
        };
        let by = By::system("setup", "Setup", "Dashboard");
        for (name, username, role, permissions) in USERS {
            own.add_user(life, &by, (name, username.to_owned()), (role, permissions));
        }
        let by = own.by(life, 0);
        own.import(life, &by, (entries / 12).max(CONTACTS_STAY as u64 + 10), "donors-2024.csv");
        for name in &GROUPS[..GROUPS_STAY] {
            own.create_group(life, &by, name);
            let group = own.groups.len() - 1;
            let all = (0..own.contacts.len()).filter(|place| place % GROUPS_STAY >= group);
            own.add_many(life, &by, group, all.collect());
        }
        own
    }

    fn busy(day: &Day) -> u64 {
        let season = match day.month() {
            11 | 12 => 16,
            7 => 6,
            _ => 10,
        };
        season
            * if day.is_sunday() {
                1
            } else if day.is_weekend() {
                2
            } else {
                12
            }
    }

    fn due(&self, day: &Day) -> Vec<((i64, i64), Deed<Self>)> {
        let mut due: Vec<((i64, i64), Deed<Self>)> = vec![
            ((10, 10), Self::begin_campaign),
            ((15, 30), Self::schedule),
            ((16, 5), Self::send),
        ];
        match day.left {
            TAKEN => due.push(((2, 47), Self::take_all)),
            52 => due.push(((9, 50), Self::rename)),
            44 | 57 | 72 => due.push(((10, 30), |own, life, day| {
                own.change_profile_in(life, day.left as u64 % 3);
            })),
            12..18 => due.push(((14, 20), |own, life, day| own.update_in(life, day.left as u64))),
            66 => due.push(((13, 10), |own, life, _| {
                let by = own.by(life, 1);
                own.create_group(life, &by, "Open House");
            })),
            21 => due.push(((9, 15), Self::delete_group)),
            LEFT => due.push(((11, 20), Self::remove_leaver)),
            700 => due.push(((14, 0), |own, life, _| own.import_list(life, 24, "river-day.csv"))),
            410 => due.push(((11, 0), |own, life, _| own.import_list(life, 31, "gala-2025.csv"))),
            33 => due.push(((13, 30), |own, life, _| own.import_list(life, 22, "open-house.xlsx"))),
            300 => due.push(((1, 0), |own, _, _| own.contacts[DEAD].mailbox.is_dead = true)),
            27 => due.push(((1, 0), |own, _, _| own.contacts[ANNOYED].mailbox.is_annoyed = true)),
            _ => {}
        }
        due
    }

    fn everyday(&mut self, life: &mut Life, day: &Day) {
        let deeds: [(u64, Deed<Self>); 16] = [
            (120, Self::log_in),
            (90, Self::log_out),
            (150, Self::update),
            (60, Self::view),
            (55, Self::add_contact),
            (12, Self::delete_contact),
            (14, |own, life, day| own.export(life, day)),
            (45, Self::join_group),
            (24, Self::leave_group),
            (8, |own, life, _| {
                let by = own.someone(life);
                let name = life.rng.pick(&GROUPS);
                own.create_group(life, &by, name);
            }),
            (16, Self::change_group),
            (6, Self::delete_group),
            (22, Self::change_profile),
            (5, Self::new_user),
            (4, Self::remove_user),
            (40, Self::run_report),
        ];
        life.choose(&deeds)(self, life, day);
    }
}

impl Foundation {
    fn add_user(
        &mut self,
        life: &mut Life,
        by: &By,
        (name, username): (&str, String),
        (role, permissions): (&str, &str),
    ) {
        let id = format!("u-{}", self.users.len() + 1);
        let thing = Thing::new("user", id, name)
            .with("name", name)
            .with("email", format!("{username}@riverbend.example"))
            .with("role", role)
            .with("permissions", permissions);
        let told = life.tell("user_profile.created", by).creates(&thing);
        told.says(format!("Added the user {name}")).done();
        self.users.push(User { thing, username, is_gone: false });
    }

    fn by(&self, life: &mut Life, index: usize) -> By {
        let user = &self.users[index];
        let actor = Actor {
            id: Some(user.thing.id().to_owned()),
            name: Some(user.thing.name.clone()),
            username: Some(user.username.clone()),
            kind: ActorKind::Staff,
            role: Some(user.thing.shown("role")),
            ..Actor::default()
        };
        let ip = match life.rng.chance(60) {
            true => life.home(9, index as u64),
            false => [203, 0, 113, (index % 200) as u8 + 10].into(),
        };
        By { actor, source: "Dashboard", ip: Some(ip), agent: life.agent(150) }
    }

    fn user(&self, life: &mut Life) -> usize {
        loop {
            let index = life.rng.skewed(self.users.len() as u64) as usize;
            if !self.users[index].is_gone {
                return index;
            }
        }
    }

    fn someone(&self, life: &mut Life) -> By {
        let index = self.user(life);
        self.by(life, index)
    }

    fn remove_leaver(&mut self, life: &mut Life, _: &Day) {
        self.remove(life, LEAVER, "left the foundation");
    }

    fn remove(&mut self, life: &mut Life, index: usize, why: &str) {
        let by = self.by(life, 0);
        let user = &mut self.users[index];
        user.is_gone = true;
        let told = life.tell("user_profile.deleted", &by);
        told.says(format!("Deleted the user {}: {why}", user.thing.name))
            .ends(user.thing.clone())
            .done();
    }

    fn remove_user(&mut self, life: &mut Life, _: &Day) {
        let index = self.user(life);
        if index >= USERS.len() {
            self.remove(life, index, "no longer needed");
        }
    }

    fn new_user(&mut self, life: &mut Life, _: &Day) {
        let by = self.by(life, 0);
        let number = self.users.len() as u64;
        let (first, last) = (life.people.staff_first(number), life.people.staff_last(number));
        let username = format!("{}{last}{number}", &first[..1]).to_lowercase();
        let role = life.rng.pick(&ROLES);
        self.add_user(life, &by, (&format!("{first} {last}"), username), role);
    }

    /// Someone has another name since the wedding.
    fn rename(&mut self, life: &mut Life, _: &Day) {
        let by = self.by(life, MARRIED);
        let thing = &mut self.users[MARRIED].thing;
        let name = format!("{}-Cole", thing.name);
        let told = life.tell("user_profile.updated", &by);
        let told = told.says(format!("Changed the profile of {}", thing.name));
        thing.name.clone_from(&name);
        told.sets(thing, "name", name).done();
    }

    /// E-mail address, role or permissions of a user.
    fn change_profile(&mut self, life: &mut Life, _: &Day) {
        let what = life.rng.below(3);
        self.change_profile_in(life, what);
    }

    fn change_profile_in(&mut self, life: &mut Life, what: u64) {
        let index = self.user(life).max(1);
        let admin = self.by(life, 0);
        let own = self.by(life, index);
        let (role, permissions) = life.rng.pick(&ROLES);
        let User { thing, username, is_gone } = &mut self.users[index];
        if *is_gone {
            return;
        }
        let says = format!("Changed the profile of {}", thing.name);
        match what {
            0 => {
                let is_short = thing.shown("email").ends_with("riverbend.example");
                let host =
                    if is_short { "riverbend-foundation.example" } else { "riverbend.example" };
                let told = life.tell("user_profile.updated", &own).says(says);
                told.sets(thing, "email", format!("{username}@{host}")).done();
            }
            1 if !thing.is("role", role) => {
                let told = life.tell("user_profile.updated", &admin).says(says).critical();
                told.sets(thing, "role", role).sets(thing, "permissions", permissions).done();
            }
            _ => {
                let wanted = match thing.shown("permissions").strip_suffix(", export") {
                    Some(fewer) => fewer.to_owned(),
                    None => format!("{}, export", thing.shown("permissions")),
                };
                let told = life.tell("user_profile.updated", &admin).says(says).critical();
                told.sets(thing, "permissions", wanted).done();
            }
        }
    }

    fn log_in(&mut self, life: &mut Life, _: &Day) {
        let by = self.someone(life);
        life.tell("user.logged_in", &by).of_type(EventType::Access).done();
    }

    fn log_out(&mut self, life: &mut Life, _: &Day) {
        let by = self.someone(life);
        life.tell("user.logged_out", &by).of_type(EventType::Access).done();
    }

    fn run_report(&mut self, life: &mut Life, _: &Day) {
        let by = self.someone(life);
        let reports = ["Campaign Reporting", "Messaging Reports", "Engagement Funnel"];
        let name = life.rng.pick(&reports);
        let id = name.to_lowercase().replace(' ', "-");
        let told = life.tell("report.viewed", &by).about(&Thing::new("report", id, name));
        told.says(format!("Ran the report {name}")).done();
    }
}
