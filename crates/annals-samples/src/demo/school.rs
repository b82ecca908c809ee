//! Schools of the demo, the district above them and the state above that: what they tell of
//! students carries school and end year.

use annals_model::EventType;

use super::campaign::{To, of_day, send_all};
use super::day::Day;
use super::households::{Entered, Households};
use super::life::{By, Deed, Life, Story};
use super::office::{Office, Setup};
use super::security::{Place, Security};
use super::thing::Thing;

/// A school, or what is above schools.
pub(super) struct School {
    office: Office,
    homes: Households,
    security: Security,
    kind: &'static Kind,
    /// Of each student, the enrolment of the year and its school.
    enrollments: Vec<Option<(Thing, &'static str)>>,
    /// Absences and grades that may still be corrected, with their students.
    absences: Vec<(usize, Thing)>,
    grades: Vec<(usize, Thing)>,
    made: u64,
}

/// What differs from one to another.
struct Kind {
    organization: &'static str,
    setup: Setup,
    place: Place,
    /// One student for so many entries; none at a state.
    entries_a_student: u64,
    /// How often user security changes.
    security: u64,
}

const fn setup(known: &'static [(usize, &'static str, &'static str, &'static str)]) -> Setup {
    Setup {
        known,
        roles: &["Registrar", "Teacher", "Counselor", "Nurse", "Teacher", "Office Manager"],
        source: "Office Portal",
        support: ("Help Desk", "Help Desk"),
        has_time_clock: false,
    }
}

const fn place(schools: &'static [&'static str]) -> Place {
    Place {
        schools,
        group: ["Nurses", "School Nurses"],
        tools: ["HealthOffice", "HealthImmunizations", "HealthScreenings", "HealthReports"],
        module: "health",
        role: "STUDENT INFORMATION SYSTEM",
        preferences: &[
            ("auditUsers", "Audit Users", "false"),
            ("sessionTimeoutMinutes", "Session Timeout", "60"),
            ("attendanceCutoff", "Attendance Cutoff", "45"),
            ("passwordExpirationDays", "Password Expiration", "75"),
        ],
    }
}

const LINCOLN: &str = "Lincoln Elementary";
const ROOSEVELT: &str = "Roosevelt High";

static KINDS: [Kind; 4] = [
    Kind {
        organization: "prairie",
        setup: setup(&[(0, "Dana Whitfield", "state.admin", "System Administrator")]),
        place: place(&["Prairie Academy"]),
        entries_a_student: u64::MAX,
        security: 300,
    },
    Kind {
        organization: "lakeview",
        setup: setup(&[(0, "Dana Whitfield", "dwhitfield", "System Administrator")]),
        place: place(&[LINCOLN, ROOSEVELT]),
        entries_a_student: 30,
        security: 120,
    },
    Kind {
        organization: "lincoln",
        setup: setup(&[(0, "Alice Delgado", "adelgado", "Principal")]),
        place: place(&[LINCOLN]),
        entries_a_student: 28,
        security: 20,
    },
    Kind {
        organization: "roosevelt",
        setup: setup(&[(0, "Thomas Hale", "thale", "Principal")]),
        place: place(&[ROOSEVELT]),
        entries_a_student: 28,
        security: 20,
    },
];

/// Absences or grades that may still be corrected.
const OPEN_MAX: usize = 40;
const SUBJECTS: [&str; 6] = ["Mathematics", "English", "Science", "History", "Art", "Music"];

impl Story for School {
    const HOURS: [u8; 24] =
        [0, 0, 0, 0, 0, 0, 4, 14, 20, 16, 14, 14, 12, 14, 16, 14, 8, 4, 2, 2, 1, 1, 0, 0];

    fn begin(life: &mut Life, entries: u64) -> Self {
        let id = life.organization.id.as_str();
        let kind = KINDS.iter().find(|kind| kind.organization == id).unwrap_or(&KINDS[2]);
        let size = 5 + entries.isqrt() as usize / 8;
        let mut school = Self {
            office: Office::begin(life, &kind.setup, size),
            homes: Households::default(),
            security: Security::new(&kind.place),
            kind,
            enrollments: Vec::new(),
            absences: Vec::new(),
            grades: Vec::new(),
            made: 0,
        };
        if kind.entries_a_student < u64::MAX {
            let by = school.office.helper(life);
            let how = Entered { by: &by, operation: Some("takeover-students") };
            while (school.homes.students.len() as u64) < (entries / kind.entries_a_student).max(16)
            {
                let family = school.homes.join(life, &how);
                school.homes.add(life, &how, family);
                if life.rng.chance(400) {
                    school.homes.add(life, &how, family);
                }
            }
            school.enrollments.resize_with(school.homes.students.len(), || None);
        }
        school
    }

    fn busy(day: &Day) -> u64 {
        let season = match day.month() {
            7 => 2,
            6 => 5,
            8 | 9 => 14,
            _ => 10,
        };
        season * if day.is_weekend() { 1 } else { 12 }
    }

    fn due(&self, day: &Day) -> Vec<((i64, i64), Deed<Self>)> {
        let mut due: Vec<((i64, i64), Deed<Self>)> = vec![((16, 5), Self::write)];
        if day.is_first_monday_of(8) || day.left == FIRST_DAY {
            due.push(((9, 30), Self::roll_over));
        }
        if Security::is_due(day) {
            let hour = 8 + day.left % 8;
            let round: Deed<Self> =
                |school, life, day| school.security.round(life, &school.office, day);
            due.push(((hour, 40), round));
        }
        if matches!(day.left, 27 | 190) {
            due.push(((10, 15), |school, life, day| school.office.support(life, day)));
        }
        due
    }

    fn everyday(&mut self, life: &mut Life, day: &Day) {
        let office: [(u64, Deed<Self>); 6] = [
            (120, |school, life, day| school.office.log_in(life, day)),
            (60, |school, life, day| school.office.log_out(life, day)),
            (70, |school, life, day| school.office.report(life, day)),
            (10, |school, life, day| school.office.update(life, day)),
            (2, |school, life, day| school.office.turnover(life, day)),
            (self.kind.security, |school, life, day| {
                school.security.anything(life, &school.office, day);
            }),
        ];
        let is_term = !matches!(day.month(), 6 | 7) && !day.is_weekend();
        let of_term = |weight: u64| if is_term { weight } else { 0 };
        let students: [(u64, Deed<Self>); 9] = [
            (70, |school, life, day| school.homes.log_in(life, day)),
            (10, |school, life, day| school.homes.reset(life, day)),
            (50, |school, life, _| school.homes.view(life, &school.office)),
            (50, |school, life, _| school.homes.update(life, &school.office)),
            (60, |school, life, _| school.homes.update_student(life, &school.office)),
            (40, |school, life, _| school.homes.note(life, &school.office)),
            (of_term(150), Self::miss),
            (of_term(120), Self::grade),
            (if day.month() == 8 { 40 } else { 4 }, Self::enroll_new),
        ];
        let mut deeds = office.to_vec();
        if !self.homes.students.is_empty() {
            deeds.extend(students);
            if self.kind.place.schools.len() > 1 {
                deeds.push((8, Self::transfer));
            }
        }
        life.choose(&deeds)(self, life, day);
    }
}

/// So many days come after the first one, on which enrolments of the running year are taken over.
const FIRST_DAY: i64 = super::WEEKS * 7 - 1;

impl School {
    fn school(&self, student: usize) -> &'static str {
        self.enrollments[student].as_ref().map_or(self.kind.place.schools[0], |(_, school)| school)
    }

    /// All students go on to the next school year in one go.
    fn roll_over(&mut self, life: &mut Life, day: &Day) {
        let by = self.office.administrator(life);
        let operation = format!("rollover-{}", day.end_year());
        for student in 0..self.homes.students.len() {
            if let Some((old, school)) = self.enrollments[student].take() {
                self.complete(life, &by, student, (old, school), &operation);
            }
            self.enroll(life, &by, student, day, Some(&operation));
        }
    }

    fn complete(
        &mut self,
        life: &mut Life,
        by: &By,
        student: usize,
        (mut old, school): (Thing, &'static str),
        operation: &str,
    ) {
        let own = &self.homes.students[student].thing;
        let year = old.shown("end_year").parse().unwrap_or_default();
        let told = life.tell("enrollment.completed", by).of_type(EventType::Change);
        told.says(format!("{} completed the school year at {school}", own.name))
            .sets(&mut old, "status", "completed")
            .about(own)
            .about(self.homes.family_of(student))
            .calendar(school, year)
            .within(operation)
            .done();
    }

    fn enroll(
        &mut self,
        life: &mut Life,
        by: &By,
        student: usize,
        day: &Day,
        operation: Option<&str>,
    ) {
        self.made += 1;
        let school = self.kind.place.schools[student % self.kind.place.schools.len()];
        let year = day.end_year();
        let name = format!("{school} {}-{}", year - 1, year % 100);
        let thing = Thing::new("enrollment", format!("e-{}", self.made), name)
            .with("school", school)
            .with("end_year", u64::from(year))
            .with("status", "active");
        let own = &self.homes.students[student].thing;
        let told = life.tell("enrollment.created", by);
        told.says(format!("Enrolled {} at {school} for {}-{}", own.name, year - 1, year % 100))
            .creates(&thing)
            .about(own)
            .about(self.homes.family_of(student))
            .calendar(school, year)
            .part_of(operation)
            .done();
        self.enrollments[student] = Some((thing, school));
    }

    /// A family moves here.
    fn enroll_new(&mut self, life: &mut Life, day: &Day) {
        let by = self.office.administrator(life);
        let how = Entered { by: &by, operation: None };
        let family = self.homes.join(life, &how);
        let student = self.homes.add(life, &how, family);
        self.enrollments.resize_with(self.homes.students.len(), || None);
        self.enroll(life, &by, student, day, None);
    }

    /// A student changes to another school of the district.
    fn transfer(&mut self, life: &mut Life, _: &Day) {
        let student = self.homes.student(life);
        let by = self.office.administrator(life);
        let schools = self.kind.place.schools;
        let Some((thing, school)) = &mut self.enrollments[student] else { return };
        let from =
            std::mem::replace(school, if *school == schools[0] { schools[1] } else { schools[0] });
        let year = thing.shown("end_year").parse().unwrap_or_default();
        let own = &self.homes.students[student].thing;
        let told = life.tell("enrollment.transferred", &by);
        told.says(format!("Transferred {} from {from} to {school}", own.name))
            .sets(thing, "school", *school)
            .about(own)
            .about(self.homes.family_of(student))
            .calendar(from, year)
            .calendar(school, year)
            .done();
    }

    /// A student isn't there; some of these are excused later.
    fn miss(&mut self, life: &mut Life, day: &Day) {
        let by = self.office.someone(life);
        if self.absences.len() > 9 && life.rng.chance(250) {
            let (student, mut absence) = self.absences.swap_remove(0);
            let own = &self.homes.students[student].thing;
            let told = life.tell("attendance.updated", &by);
            told.says(format!("Excused {}", absence.name))
                .sets(&mut absence, "attendance", "excused")
                .about(own)
                .about(self.homes.family_of(student))
                .calendar(self.school(student), day.end_year())
                .done();
            return;
        }
        self.made += 1;
        let student = self.homes.student(life);
        let own = &self.homes.students[student].thing;
        let (was, date) = (life.rng.pick(&["absent", "absent", "tardy"]), day.later(0));
        let name = format!("{}, {date}", own.name);
        let absence = Thing::new("attendance", format!("a-{}", self.made), name);
        let absence = absence.with("attendance", was);
        let told = life.tell("attendance.recorded", &by).of_type(EventType::Add);
        told.says(format!("{} was {was} on {date}", own.name))
            .creates(&absence)
            .about(own)
            .about(self.homes.family_of(student))
            .calendar(self.school(student), day.end_year())
            .done();
        self.absences.push((student, absence));
        if self.absences.len() > OPEN_MAX {
            self.absences.remove(0);
        }
    }

    /// A grade is given; some are changed later.
    fn grade(&mut self, life: &mut Life, day: &Day) {
        let by = self.office.someone(life);
        if self.grades.len() > 9 && life.rng.chance(120) {
            let (student, mut grade) = self.grades.swap_remove(0);
            let score = grade.shown("score").parse().unwrap_or(0) + 1 + life.rng.below(5);
            let own = &self.homes.students[student].thing;
            let told = life.tell("grade.updated", &by);
            told.says(format!("Changed the grade of {} in {}", own.name, grade.name))
                .sets(&mut grade, "score", score)
                .about(own)
                .about(self.homes.family_of(student))
                .calendar(self.school(student), day.end_year())
                .done();
            return;
        }
        self.made += 1;
        let student = self.homes.student(life);
        let own = &self.homes.students[student].thing;
        let subject = life.rng.pick(&SUBJECTS);
        let grade = Thing::new("grade", format!("q-{}", self.made), subject)
            .with("score", 60 + life.rng.below(36));
        let told = life.tell("grade.created", &by);
        told.says(format!("Graded {} in {subject}", own.name))
            .creates(&grade)
            .about(own)
            .about(self.homes.family_of(student))
            .calendar(self.school(student), day.end_year())
            .done();
        self.grades.push((student, grade));
        if self.grades.len() > OPEN_MAX {
            self.grades.remove(0);
        }
    }

    fn write(&mut self, life: &mut Life, day: &Day) {
        for campaign in of_day(life, day, To::Families) {
            send_all(life, campaign, self.homes.recipients());
        }
    }
}
