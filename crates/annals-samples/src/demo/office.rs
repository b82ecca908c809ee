//! The people who work in an organisation of the demo: they come and go, log in, clock in, run
//! reports and are helped.

use annals_model::{Actor, ActorKind, EventType, OnBehalfOf, Outcome, SecurityArea};

use super::day::Day;
use super::life::{By, Life};
use super::post::Mailbox;
use super::thing::Thing;
use crate::names::CLASSES;

/// What an organisation's work is like.
#[derive(Debug)]
pub(super) struct Setup {
    /// Those whom others count on, from the first on: name, username and role.
    pub(super) known: &'static [(usize, &'static str, &'static str, &'static str)],
    /// What the others do; the first is that of those who look after users.
    pub(super) roles: &'static [&'static str],
    /// Where they work.
    pub(super) source: &'static str,
    /// Whence those come who help them, and what these call themselves.
    pub(super) support: (&'static str, &'static str),
    pub(super) has_time_clock: bool,
}

/// Everyone who works there.
pub(super) struct Office {
    pub(super) setup: &'static Setup,
    pub(super) members: Vec<Member>,
    cards: Vec<(usize, Thing)>,
    signed_in: Vec<usize>,
    made_cards: u64,
    sessions: u64,
}

/// Someone who works there.
pub(super) struct Member {
    pub(super) thing: Thing,
    /// The account with which they sign in.
    pub(super) account: Thing,
    pub(super) mailbox: Mailbox,
    role: &'static str,
    pub(super) is_gone: bool,
}

impl Setup {
    /// The first place behind those whom others count on.
    fn first_others(&self) -> usize {
        self.known.iter().map(|(at, ..)| at + 1).max().unwrap_or(1)
    }
}

impl Office {
    /// So many people, taken over from the program that was used before.
    pub(super) fn begin(life: &mut Life, setup: &'static Setup, size: usize) -> Self {
        let mut office = Self {
            setup,
            members: Vec::new(),
            cards: Vec::new(),
            signed_in: Vec::new(),
            made_cards: 0,
            sessions: 0,
        };
        for _ in 0..size.max(setup.first_others()) {
            let member = office.newcomer(life);
            office.members.push(member);
        }
        let by = office.helper(life);
        for member in &office.members {
            tell_of_start(life, &by, member, Some("takeover-staff"));
        }
        office
    }

    fn newcomer(&self, life: &mut Life) -> Member {
        let index = self.members.len();
        let hash = life.people.hash(10, index as u64);
        let known = self.setup.known.iter().find(|(at, ..)| *at == index);
        let (first, last) =
            (life.people.staff_first(index as u64), life.people.staff_last(index as u64));
        let (name, username, role) = match known {
            Some((_, name, username, role)) => ((*name).to_owned(), (*username).to_owned(), *role),
            None => {
                let username = format!("{}{last}{}", &first[..1], index + 1).to_lowercase();
                let role = self.setup.roles[hash as usize % self.setup.roles.len()];
                (format!("{first} {last}"), username, role)
            }
        };
        let id = format!("u-{}", index + 1);
        let mailbox = Mailbox::new(life, &username, index as u64 + 40);
        let thing = Thing::new("staff", id.clone(), name)
            .with("role", role)
            .with("email", mailbox.email.as_str())
            .with("phone", life.phone());
        let account = Thing::new("user", id, username).with("disabled", false);
        Member { thing, account, mailbox, role, is_gone: false }
    }

    /// Someone who is there.
    pub(super) fn anyone(&self, life: &mut Life) -> usize {
        loop {
            let index = life.rng.skewed(self.members.len() as u64) as usize;
            if !self.members[index].is_gone {
                return index;
            }
        }
    }

    /// One of those, as they work.
    pub(super) fn by(&self, life: &mut Life, index: usize) -> By {
        let member = &self.members[index];
        let source = match life.rng.below(1_000) {
            // The app of such places is for families alone.
            0..150 if self.setup.has_time_clock => "Staff Portal",
            120..150 => "Mobile App",
            _ => self.setup.source,
        };
        let [.., a, b] = life.people.hash(8, 0).to_be_bytes();
        let net = if life.organization.index == 0 { [20, 30] } else { [a, b] };
        let ip = match life.rng.chance(40) {
            true => life.home(9, index as u64),
            false => [10, net[0], net[1], (index % 250) as u8 + 4].into(),
        };
        By { actor: member.actor(), source, ip: Some(ip), agent: life.agent(100) }
    }

    /// Anyone of those, as they work.
    pub(super) fn someone(&self, life: &mut Life) -> By {
        let index = self.anyone(life);
        self.by(life, index)
    }

    /// Who looks after users and money.
    pub(super) fn administrator(&self, life: &mut Life) -> By {
        By { source: self.setup.source, ..self.by(life, 0) }
    }

    /// Someone of the maker's support, in place of the administrator.
    pub(super) fn helper(&self, life: &mut Life) -> By {
        let agent = life.rng.below(6) as usize;
        let name = crate::names::FIRST[agent];
        let admin = &self.members[0].thing;
        let actor = Actor {
            id: Some(format!("support-{agent}")),
            name: Some(format!("{name} ({})", self.setup.support.1)),
            username: Some(format!("support.{}", name.to_lowercase())),
            kind: ActorKind::Support,
            on_behalf_of: Some(OnBehalfOf {
                id: Some(admin.id().to_owned()),
                name: Some(admin.name.clone()),
            }),
            ..Actor::default()
        };
        let ip = [198, 51, 100, agent as u8 + 1].into();
        By { actor, source: self.setup.support.0, ip: Some(ip), agent: None }
    }

    pub(super) fn log_in(&mut self, life: &mut Life, _: &Day) {
        let index = self.anyone(life);
        let by = self.by(life, index);
        if life.rng.chance(60) {
            let told = life.tell("user.login_failed", &by).of_type(EventType::Access);
            told.fails(Outcome::Failure, "wrong password").done();
            life.wait(9_000);
        }
        life.tell("user.logged_in", &by).of_type(EventType::Access).done();
        if !self.signed_in.contains(&index) {
            self.signed_in.push(index);
        }
    }

    pub(super) fn log_out(&mut self, life: &mut Life, _: &Day) {
        let Some(index) = self.signed_in.pop() else { return };
        let by = self.by(life, index);
        life.tell("user.logged_out", &by).of_type(EventType::Access).done();
    }

    /// Someone comes to work, or leaves it for the day.
    pub(super) fn clock(&mut self, life: &mut Life, day: &Day) {
        let index = self.anyone(life);
        let member = &self.members[index];
        let own = self.cards.iter().position(|(of, _)| *of == index);
        let time =
            Thing::new("timecard", format!("w-{}", self.made_cards + 1), member.thing.name.clone());
        let mut by = self.by(life, index);
        by.source = "Time Clock Kiosk";
        let clock = clock_time(life, day);
        match own {
            None => {
                self.made_cards += 1;
                let card = time.with("day", day.later(0)).with("in", clock);
                life.tell("timecard.created", &by)
                    .says(format!("{} clocked in", member.thing.name))
                    .creates(&card)
                    .about(&member.thing)
                    .done();
                self.cards.push((index, card));
            }
            Some(place) => {
                let (_, mut card) = self.cards.swap_remove(place);
                let is_today = card.is("day", &day.later(0));
                let out = if is_today { clock } else { "17:00".to_owned() };
                let (by, says) = match is_today {
                    true => (by, format!("{} clocked out", member.thing.name)),
                    false => {
                        let says = format!("Corrected hours of {}", member.thing.name);
                        (self.administrator(life), says)
                    }
                };
                let told = life.tell("timecard.updated", &by).says(says);
                told.sets(&mut card, "out", out).about(&member.thing).done();
            }
        }
    }

    pub(super) fn report(&mut self, life: &mut Life, _: &Day) {
        let by = self.someone(life);
        let name = report_name(life);
        let (id, name) = (format!("x-{}", name.0), name.1);
        let report = Thing::new("report", id, name.as_str());
        match life.rng.below(10) {
            0 => {
                let rows = 20 + life.rng.below(400);
                let by = self.administrator(life);
                let told = life.tell("report.exported", &by).about(&report).critical();
                told.says(format!("Exported the report {name}")).detail("Rows", rows).done();
            }
            1 => {
                let told = life.tell("report.exported", &by).about(&report);
                let told = told.says(format!("Tried to export the report {name}"));
                told.fails(Outcome::Denied, "missing permission").done();
            }
            _ => {
                let told = life.tell("report.viewed", &by).about(&report);
                told.says(format!("Ran the report {name}")).done();
            }
        }
    }

    /// Somebody's profile changes.
    pub(super) fn update(&mut self, life: &mut Life, _: &Day) {
        let by = self.administrator(life);
        let index = self.anyone(life).max(1).min(self.members.len() - 1);
        let phone = life.phone();
        let member = &mut self.members[index];
        if member.is_gone {
            return;
        }
        let told = life.tell("staff.updated", &by);
        let told = told.says(format!("Changed the profile of {}", member.thing.name));
        told.sets(&mut member.thing, "phone", phone).done();
    }

    /// Somebody new comes; then and when somebody leaves.
    pub(super) fn turnover(&mut self, life: &mut Life, _: &Day) {
        let by = self.administrator(life);
        let index = self.anyone(life);
        if index < self.setup.first_others().max(self.members.len() / 2) {
            let member = self.newcomer(life);
            tell_of_start(life, &by, &member, None);
            self.members.push(member);
            return;
        }
        let member = &mut self.members[index];
        member.is_gone = true;
        self.signed_in.retain(|own| *own != index);
        self.cards.retain(|(of, _)| *of != index);
        let name = member.thing.name.clone();
        let told = life.tell("user_account.changed", &by).area(SecurityArea::UserAccount);
        told.says(format!("Disabled the account {}", member.account.name))
            .sets(&mut member.account, "disabled", true)
            .detail("User Name", member.account.name.as_str())
            .done();
        let told = life.tell("staff.deleted", &by);
        told.says(format!("Removed {name} from the staff")).ends(member.thing.clone()).done();
    }

    /// The support looks into something, signed in for the administrator.
    pub(super) fn support(&mut self, life: &mut Life, _: &Day) {
        self.sessions += 1;
        let by = self.helper(life);
        let session = format!("support-session-{}", self.sessions);
        let says = |life: &mut Life, action: &str, says: &str| {
            let told = life.tell(action, &by).of_type(EventType::Access);
            told.says(says).within(&session).done();
            life.wait(60_000);
        };
        let admin = self.members[0].thing.name.clone();
        let begun = format!("Support session for {admin}: a report shows too little");
        says(life, "user.logged_in", &begun);
        for (place, report) in CLASSES.iter().enumerate().take(3) {
            let name = Thing::new("report", format!("x-{place}"), format!("{report} attendance"));
            let told = life.tell("report.viewed", &by).about(&name).within(&session);
            told.says(format!("Ran the report {}", name.name)).done();
            life.wait(60_000);
        }
        says(life, "user.logged_out", &format!("The support session for {admin} ended"));
    }
}

impl Member {
    pub(super) fn actor(&self) -> Actor {
        Actor {
            id: Some(self.thing.id().to_owned()),
            name: Some(self.thing.name.clone()),
            username: Some(self.account.name.clone()),
            kind: ActorKind::Staff,
            role: Some(self.role.to_owned()),
            ..Actor::default()
        }
    }
}

/// Tells of someone new, and of the account that goes with it.
fn tell_of_start(life: &mut Life, by: &By, member: &Member, operation: Option<&str>) {
    let told = life.tell("staff.created", by);
    let told = told.says(format!("Added {} to the staff", member.thing.name));
    told.creates(&member.thing).part_of(operation).done();
    let told = life.tell("user_account.created", by).area(SecurityArea::UserAccount);
    told.says(format!("Created the account {}", member.account.name))
        .creates(&member.account)
        .about(&member.thing)
        .detail("User Name", member.account.name.as_str())
        .part_of(operation)
        .done();
}

/// A report: its number and its name.
fn report_name(life: &mut Life) -> (u64, String) {
    let place = life.rng.below(CLASSES.len() as u64);
    (place, format!("{} attendance", CLASSES[place as usize]))
}

/// What the clock on the wall says.
fn clock_time(life: &Life, day: &Day) -> String {
    let minutes = (life.now().0 - day.start.0) / 60_000;
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}
