//! A gym of the demo: classes that fill up in August and January, and lose some in June and
//! December.

mod enrollments;
mod lessons;

use super::billing::Billing;
use super::campaign::{To, of_day, send_all};
use super::day::Day;
use super::households::{Entered, Households};
use super::life::{Deed, Life, Story};
use super::office::{Office, Setup};
use super::post::{Recipient, send};
use super::security::{Place, Security};
use super::smiths;
use super::thing::Thing;
use crate::names::{CLASSES, DAYS};

/// One with classes, whose families pay by the month.
pub(super) struct Gym {
    office: Office,
    homes: Households,
    security: Security,
    billing: Billing,
    classes: Vec<Class>,
    enrollments: Vec<Enrollment>,
    /// Lessons whose attendance may still be corrected.
    attended: Vec<(usize, usize, Thing)>,
    made: u64,
}

struct Class {
    thing: Thing,
    seats: u64,
    /// What it costs a month, in cents.
    price: u64,
    enrolled: u64,
}

struct Enrollment {
    thing: Thing,
    student: usize,
    class: usize,
}

static SETUP: Setup = Setup {
    known: &[
        (0, "Alex Morgan", "admin", "Owner"),
        (2, "Иван Петренко", "ipetrenko", "Front Desk"),
        (6, "Maria Garcia", "mgarcia7", "Front Desk"),
    ],
    roles: &["Front Desk", "Instructor", "Office Manager", "Coach", "Bookkeeper", "Instructor"],
    source: "Office Portal",
    support: ("iClassPro", "iClassPro Support"),
    has_time_clock: true,
};

static PLACE: Place = Place {
    schools: &["Summit Preschool"],
    group: ["Coaches", "Head Coaches"],
    tools: ["ClassRoster", "ClassAttendance", "ClassTransfers", "ClassReports"],
    module: "classes",
    role: "CLASS MANAGEMENT",
    preferences: &[
        ("auditUsers", "Audit Users", "false"),
        ("sessionTimeoutMinutes", "Session Timeout", "60"),
        ("makeupDaysMax", "Makeup Lessons: Days", "30"),
    ],
};

/// The class from which everyone is moved in one go, and the one to which.
const MONDAY: usize = 0;
const WEDNESDAY: usize = 1;
/// So many are moved.
const MOVED: usize = 24;
/// The family whose address died, and whose new one works; and when.
const ADDRESS_DIED: usize = 3;
const DIED: i64 = 336;
const MOVED_ON: i64 = 150;
/// The family that reports a newsletter as spam; and which one.
const ANNOYED: usize = 5;
const COMPLAINED: i64 = 61;
/// The family that a text message doesn't reach; and when.
const SILENT: usize = 1;
/// On the last days something happens each morning and evening.
const QUIET_DAYS: i64 = 10;
/// Attendance of so many lessons may still be corrected.
const ATTENDED_MAX: usize = 30;

impl Story for Gym {
    const HOURS: [u8; 24] =
        [0, 0, 0, 0, 0, 1, 4, 6, 10, 12, 12, 12, 12, 12, 14, 20, 22, 22, 20, 14, 8, 4, 1, 0];

    fn once(life: &mut Life) {
        if life.organization.index == 0 {
            smiths::tell(life);
        }
    }

    fn begin(life: &mut Life, entries: u64) -> Self {
        let office = Office::begin(life, &SETUP, 6 + entries.isqrt() as usize / 12);
        let mut gym = Self {
            office,
            homes: Households::default(),
            security: Security::new(&PLACE),
            billing: Billing::default(),
            classes: Vec::new(),
            enrollments: Vec::new(),
            attended: Vec::new(),
            made: 0,
        };
        gym.take_over(life, (entries / 110).max(8));
        gym
    }

    fn busy(day: &Day) -> u64 {
        let season = match day.month() {
            8 => 15,
            1 => 13,
            6 | 12 => 9,
            _ => 10,
        };
        season
            * if day.is_sunday() {
                2
            } else if day.is_weekend() {
                6
            } else {
                10
            }
    }

    fn due(&self, day: &Day) -> Vec<((i64, i64), Deed<Self>)> {
        let mut due: Vec<((i64, i64), Deed<Self>)> = Vec::new();
        match day.date.day() {
            1 => due.push(((2, 0), |gym, life, day| gym.charge_all(life, day))),
            5 => due.push(((4, 0), |gym, life, _| gym.billing.collect(life, &gym.homes))),
            _ => {}
        }
        due.push(((16, 5), Self::write));
        let hour = 9 + day.left % 9;
        if Security::is_due(day) {
            due.push(((hour, 20), |gym, life, day| gym.security.round(life, &gym.office, day)));
        }
        if day.is_first_monday_of(8) || day.left == 16 {
            due.push(((17, 10), Self::fill_monday));
        }
        if day.left < QUIET_DAYS {
            // Whoever looks at the demo on a Sunday finds something of the day before, too.
            due.extend([((9, 40), Self::check_in as Deed<Self>), ((18, 30), Self::check_in)]);
        }
        match day.left {
            3 => due.push(((15, 40), Self::move_monday)),
            DIED => due.push(((1, 0), |gym, _, _| gym.mailbox(ADDRESS_DIED).is_dead = true)),
            MOVED_ON => due.push(((19, 30), |gym, life, _| {
                gym.homes.tell_address(life, ADDRESS_DIED);
            })),
            COMPLAINED => due.push(((1, 0), |gym, _, _| gym.mailbox(ANNOYED).is_annoyed = true)),
            9 => due.push(((1, 0), |gym, _, _| gym.mailbox(SILENT).is_silent = true)),
            13 | 200 | 410 => due.push(((10, 40), |gym, life, day| gym.office.support(life, day))),
            _ => {}
        }
        due
    }

    fn everyday(&mut self, life: &mut Life, day: &Day) {
        let (joins, leaves) = match day.month() {
            8 => (10, 1),
            1 => (6, 1),
            6 | 12 => (1, 5),
            _ => (1, 1),
        };
        let deeds: [(u64, Deed<Self>); 27] = [
            (20 * joins, Self::enroll),
            (7 * joins, Self::welcome),
            (9 * leaves, Self::drop_one),
            (2 * leaves, Self::farewell),
            (90, |gym, life, day| gym.office.log_in(life, day)),
            (70, |gym, life, day| gym.homes.log_in(life, day)),
            (45, |gym, life, day| gym.office.log_out(life, day)),
            (60, |gym, life, day| gym.office.clock(life, day)),
            (30, |gym, life, day| gym.office.report(life, day)),
            (6, |gym, life, day| gym.office.update(life, day)),
            (1, |gym, life, day| gym.office.turnover(life, day)),
            (6, |gym, life, day| gym.security.anything(life, &gym.office, day)),
            (50, |gym, life, _| gym.homes.view(life, &gym.office)),
            (40, |gym, life, _| gym.homes.update(life, &gym.office)),
            (50, |gym, life, _| gym.homes.update_student(life, &gym.office)),
            (34, |gym, life, _| gym.homes.note(life, &gym.office)),
            (12, |gym, life, day| gym.homes.reset(life, day)),
            (30, Self::evaluate),
            (110, Self::check_in),
            (100, Self::attend),
            (14, Self::transfer),
            (22, Self::make_up),
            (12, Self::change_class),
            (150, |gym, life, day| gym.billing.pay(life, &gym.homes, &gym.office, day)),
            (14, |gym, life, _| gym.billing.correct(life, &gym.homes, &gym.office)),
            (20, |gym, life, _| gym.billing.mend(life, &gym.homes, &gym.office)),
            (8, |gym, life, _| gym.billing.autopay(life, &mut gym.homes)),
        ];
        life.choose(&deeds)(self, life, day);
    }
}

impl Gym {
    /// What is there when the gym begins to use this program.
    fn take_over(&mut self, life: &mut Life, families: u64) {
        let by = self.office.helper(life);
        let how = Entered { by: &by, operation: Some("takeover-families") };
        for number in 0..8 + families / 4 {
            self.open(life, number);
        }
        for _ in 0..families {
            let family = self.homes.join(life, &how);
            for _ in 0..1 + life.rng.below(5) / 2 {
                self.homes.add(life, &how, family);
            }
        }
        for student in 0..self.homes.students.len() {
            for _ in 0..1 + life.rng.below(4) / 3 {
                let class = self.class(life);
                if self.is_free(student, class) {
                    self.enter(life, &how, (student, class), "2024-08-19");
                }
            }
        }
    }

    /// Opens a class.
    fn open(&mut self, life: &mut Life, number: u64) {
        let by = self.office.helper(life);
        let hash = life.people.hash(6, number);
        let (course, weekday) = (CLASSES[(hash % 30) as usize], DAYS[(hash >> 20) as usize % 6]);
        let hour = 3 + (hash >> 40) % 5;
        let name = match number as usize {
            MONDAY => "Monday Beginners".to_owned(),
            WEDNESDAY => "Wednesday Beginners".to_owned(),
            _ => format!("{course}, {weekday} {hour}:00 PM"),
        };
        let seats = if number < 2 { 30 } else { 10 + hash % 8 };
        let price = (8 + hash % 8) * 1_000;
        let thing = Thing::new("class", format!("k-{number}"), name)
            .with("capacity", seats)
            .with("tuition", super::thing::dollars(price));
        let told = life.tell("class.imported", &by).creates(&thing).within("takeover-families");
        told.says(format!("Opened the class {}", thing.name)).done();
        self.classes.push(Class { thing, seats, price, enrolled: 0 });
    }

    /// Any class but the two that are kept for the move.
    fn class(&self, life: &mut Life) -> usize {
        2 + life.rng.skewed(self.classes.len() as u64 - 2) as usize
    }

    fn mailbox(&mut self, family: usize) -> &mut super::post::Mailbox {
        &mut self.homes.families[family].mailbox
    }

    /// A new family, with its first enrolments.
    fn welcome(&mut self, life: &mut Life, day: &Day) {
        let by = self.office.someone(life);
        let family = self.homes.join(life, &Entered { by: &by, operation: None });
        let by = self.homes.either(life, &self.office, family);
        let how = Entered { by: &by, operation: None };
        for _ in 0..1 + life.rng.below(3) / 2 {
            let student = self.homes.add(life, &how, family);
            let (class, start) = (self.class(life), day.later(life.rng.below(14)));
            self.enter(life, &how, (student, class), &start);
        }
    }

    /// A family leaves, once nothing is open.
    fn farewell(&mut self, life: &mut Life, _: &Day) {
        let Some(family) = self.homes.leaver(life) else { return };
        let by = self.office.someone(life);
        let is_of = |one: &Enrollment| self.homes.students[one.student].family == family;
        let mut own: Vec<usize> =
            (0..self.enrollments.len()).filter(|at| is_of(&self.enrollments[*at])).collect();
        // From behind: what is taken out makes room by what stands last.
        while let Some(place) = own.pop() {
            self.take_out(life, &by, place);
        }
        self.billing.write_off(life, &by, &self.homes, family);
        self.attended.retain(|(student, ..)| self.homes.students[*student].family != family);
        self.homes.leave(life, &by, family);
    }

    fn change_class(&mut self, life: &mut Life, _: &Day) {
        let class = self.class(life);
        let by = self.office.someone(life);
        let own = &mut self.classes[class];
        own.seats += 1;
        let told = life.tell("class.updated", &by);
        told.says(format!("Changed the class {}", own.thing.name))
            .sets(&mut own.thing, "capacity", own.seats)
            .done();
    }

    fn charge_all(&mut self, life: &mut Life, day: &Day) {
        let mut sums = vec![0; self.homes.families.len()];
        for one in self.enrollments.iter().filter(|one| one.thing.is("status", "active")) {
            sums[self.homes.students[one.student].family] += self.classes[one.class].price;
        }
        self.billing.charge(life, &self.homes, &sums, day);
    }

    fn write(&mut self, life: &mut Life, day: &Day) {
        for campaign in of_day(life, day, To::Families) {
            send_all(life, campaign, self.homes.recipients());
        }
        for (_, campaign) in of_day(life, day, To::Forgetful) {
            let family = self.homes.forget(life);
            send(life, campaign, self.homes.families[family].recipient());
        }
        for campaign in of_day(life, day, To::Staff) {
            let there = self.office.members.iter_mut().filter(|member| !member.is_gone);
            let to = there.map(|member| Recipient {
                record: member.thing.key(),
                first: member.thing.name.split(' ').next().unwrap_or_default().to_owned(),
                name: member.thing.name.clone(),
                wants_news: true,
                mailbox: &mut member.mailbox,
            });
            send_all(life, campaign, to);
        }
    }
}
