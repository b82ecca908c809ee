//! Draws one event: who did what to whom, in one organisation.
//!
//! People and records are not stored anywhere: the name of student 17 is a hash of 17, so a
//! million students cost nothing and event number n needs no event before it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use annals_model::{ActorKind, EventType, Millis, Outcome};
use uuid::Builder;

use crate::SampleOrganization;
use crate::action::{ACTIONS, Action, By, Noun, Property, Say, Values};
use crate::names::{BROWSERS, CLASSES, DAYS, FIRST, GROUPS, NOTES, PREFERENCES, ROLES, TOOLS};
use crate::rng::Rng;
use crate::roster::Roster;
use crate::sample::{Sample, SampleActor, SampleChange, SampleRecord, SampleValue};
use crate::text::{Piece, Text};

/// Chooses actions by their weights.
#[derive(Clone, Debug)]
pub(crate) struct ActionTable(Vec<u8>);

impl ActionTable {
    pub(crate) fn new() -> Self {
        let weighted = |(i, action): (usize, &Action)| {
            std::iter::repeat_n(i as u8, usize::from(action.weight))
        };
        Self(ACTIONS.iter().enumerate().flat_map(weighted).collect())
    }

    fn pick(&self, rng: &mut Rng) -> &'static Action {
        &ACTIONS[usize::from(rng.pick(&self.0))]
    }
}

/// Fills `sample` with an event of `organization` at `occurred_at`.
pub(crate) fn draw(
    sample: &mut Sample,
    organization: &Arc<SampleOrganization>,
    actions: &ActionTable,
    occurred_at: Millis,
    mut rng: Rng,
) {
    sample.pieces.clear();
    sample.records.clear();
    sample.changes.clear();
    sample.details.clear();
    if !Arc::ptr_eq(&sample.organization, organization) {
        sample.organization = Arc::clone(organization);
    }
    let id = u128::from(rng.next()) << 64 | u128::from(rng.next());
    sample.id = Builder::from_random_bytes(id.to_be_bytes()).into_uuid();
    sample.occurred_at = occurred_at;
    let action = actions.pick(&mut rng);
    sample.action = action;
    sample.critical = action.critical;
    sample.outcome = match action.code {
        "payment.failed" | "user.login_failed" | "message.bounced" => Outcome::Failure,
        _ if rng.chance(6) => Outcome::Denied,
        _ => Outcome::Success,
    };
    let mut scene = Scene::new(organization, &mut rng);
    scene.actor(sample, &mut rng);
    scene.lists(sample, &mut rng);
    sample.description = (!action.says.is_empty()).then(|| {
        let start = sample.pieces.len();
        action.says.iter().for_each(|say| scene.say(sample, *say));
        sample.pieces.text_since(start)
    });
    sample.reason = (sample.outcome == Outcome::Denied).then_some("missing permission");
    sample.correlation = rng.chance(120).then(|| {
        let bits = u128::from(rng.next()) << 64 | u128::from(rng.next());
        Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    });
}

/// Who and what an event is about.
struct Scene<'a> {
    organization: &'a SampleOrganization,
    roster: Roster,
    student: u64,
    class: u64,
    staff: u64,
    user: u64,
    number: u64,
    cents: u64,
    draw: u64,
}

impl<'a> Scene<'a> {
    fn new(organization: &'a SampleOrganization, rng: &mut Rng) -> Self {
        let people = organization.people;
        Self {
            organization,
            roster: Roster::of(organization),
            student: rng.skewed(people.students),
            class: rng.skewed(people.classes),
            staff: rng.skewed(people.staff),
            user: rng.below(people.staff),
            number: rng.below(900_000) + 1,
            cents: (rng.below(60) + 4) * 250,
            draw: rng.next(),
        }
    }

    fn family(&self) -> u64 {
        scale_by(
            self.student,
            self.organization.people.families(),
            self.organization.people.students,
        )
    }

    fn student_name(&self) -> [Piece; 3] {
        let first = self.roster.student_first(self.student);
        [Piece::Str(first), Piece::Str(" "), Piece::Str(self.roster.family_last(self.family()))]
    }

    fn guardian_name(&self) -> [Piece; 3] {
        let family = self.family();
        [
            Piece::Str(self.roster.guardian_first(family)),
            Piece::Str(" "),
            Piece::Str(self.roster.family_last(family)),
        ]
    }

    fn staff_name(&self, staff: u64) -> [Piece; 3] {
        [
            Piece::Str(self.roster.staff_first(staff)),
            Piece::Str(" "),
            Piece::Str(self.roster.staff_last(staff)),
        ]
    }

    fn username(&self, staff: u64) -> [Piece; 3] {
        let (first, last) = (self.roster.staff_first(staff), self.roster.staff_last(staff));
        [Piece::Initial(first), Piece::Lower(last), Piece::Number(staff + 1)]
    }

    fn class_name(&self) -> [Piece; 5] {
        let hash = self.roster.hash(6, self.class);
        let hour = 3 + (hash >> 40) % 5;
        [
            Piece::Str(CLASSES[(hash % CLASSES.len() as u64) as usize]),
            Piece::Str(", "),
            Piece::Str(DAYS[(hash >> 20) as usize % DAYS.len()]),
            Piece::Str(" "),
            Piece::Number(hour),
        ]
    }

    fn actor(&self, sample: &mut Sample, rng: &mut Rng) {
        let by = match sample.action.by {
            By::Either if rng.chance(450) => By::Guardian,
            By::Either => By::Staff,
            by => by,
        };
        sample.user_agent = None;
        match by {
            By::System => self.system(sample),
            By::Guardian => self.guardian(sample, rng),
            _ if rng.chance(12) => self.support(sample, rng),
            By::Administrator => self.member(sample, rng, self.staff % self.administrators()),
            _ => self.member(sample, rng, self.staff),
        }
    }

    fn administrators(&self) -> u64 {
        1 + self.organization.people.staff / 20
    }

    fn system(&self, sample: &mut Sample) {
        let pieces = &mut sample.pieces;
        sample.actor = SampleActor {
            id: pieces.text(&[Piece::Str("autopilot")]),
            name: pieces.text(&[Piece::Str("Autopilot")]),
            kind: ActorKind::System,
            ..SampleActor::default()
        };
        sample.source = "Autopilot";
        sample.ip = None;
    }

    fn guardian(&self, sample: &mut Sample, rng: &mut Rng) {
        let family = self.family();
        let pieces = &mut sample.pieces;
        let last = Piece::Lower(self.roster.family_last(family));
        let first = Piece::Lower(self.roster.guardian_first(family));
        let email =
            [first, Piece::Str("."), last, Piece::Number(family), Piece::Str("@example.com")];
        let email = pieces.text(&email);
        sample.actor = SampleActor {
            id: pieces.text(&[Piece::Str("g-"), Piece::Number(family)]),
            name: pieces.text(&self.guardian_name()),
            username: Some(email),
            kind: ActorKind::Guardian,
            ..SampleActor::default()
        };
        sample.source = match sample.action.code {
            "checkin.recorded" => "Check-In Kiosk",
            _ => rng.pick(&["Customer Portal", "Customer Portal", "Mobile App"]),
        };
        sample.user_agent = rng.chance(200).then(|| rng.pick(BROWSERS));
        sample.ip = Some(home_address(self.roster.hash(7, family), rng));
    }

    fn member(&self, sample: &mut Sample, rng: &mut Rng, staff: u64) {
        let pieces = &mut sample.pieces;
        sample.actor = SampleActor {
            id: pieces.text(&[Piece::Str("u-"), Piece::Number(staff)]),
            name: pieces.text(&self.staff_name(staff)),
            username: Some(pieces.text(&self.username(staff))),
            kind: ActorKind::Staff,
            role: Some(self.role(staff)),
            ..SampleActor::default()
        };
        sample.source = match sample.action.code {
            "timecard.created" => "Time Clock Kiosk",
            "attendance.recorded" => "Staff Portal",
            _ if rng.chance(120) => "Staff Portal",
            _ if rng.chance(30) => "Mobile App",
            _ => "Office Portal",
        };
        sample.user_agent = rng.chance(100).then(|| rng.pick(BROWSERS));
        let office = self.roster.hash(8, 0).to_be_bytes();
        let desk = self.roster.hash(9, staff) as u8;
        sample.ip = Some(match rng.chance(40) {
            true => home_address(self.roster.hash(9, staff), rng),
            false => IpAddr::V4(Ipv4Addr::new(10, office[0], office[1], desk.max(1))),
        });
    }

    fn role(&self, staff: u64) -> &'static str {
        if staff < self.administrators() {
            return "Administrator";
        }
        ROLES[self.roster.hash(10, staff) as usize % ROLES.len()]
    }

    fn support(&self, sample: &mut Sample, rng: &mut Rng) {
        let agent = rng.below(12);
        let behalf = self.staff_name(self.user);
        let pieces = &mut sample.pieces;
        let name = FIRST[agent as usize];
        sample.actor = SampleActor {
            id: pieces.text(&[Piece::Str("support-"), Piece::Number(agent)]),
            name: pieces.text(&[Piece::Str(name), Piece::Str(" (iClassPro Support)")]),
            username: Some(pieces.text(&[Piece::Str("support."), Piece::Lower(name)])),
            kind: ActorKind::Support,
            on_behalf_of: Some((
                pieces.text(&[Piece::Str("u-"), Piece::Number(self.user)]),
                pieces.text(&behalf),
            )),
            ..SampleActor::default()
        };
        sample.source = "iClassPro";
        sample.ip = Some(IpAddr::V4(Ipv4Addr::new(198, 51, 100, agent as u8 + 1)));
    }

    fn lists(&mut self, sample: &mut Sample, rng: &mut Rng) {
        let action = sample.action;
        for (i, noun) in action.records.iter().enumerate() {
            let record = self.record(sample, *noun);
            let change = (i == 0 && !matches!(action.event_type, EventType::Access))
                .then_some(action.event_type);
            sample.records.push(SampleRecord { change, ..record });
        }
        for property in action.changes {
            let change = property_change(sample, property, rng);
            sample.changes.push(change);
        }
        for (key, say) in action.details {
            let value = match say {
                Say::Number => SampleValue::Number(self.number % 4000),
                Say::Year => SampleValue::Number(u64::from(end_year(sample.occurred_at))),
                _ => {
                    let start = sample.pieces.len();
                    self.say(sample, *say);
                    SampleValue::Text(sample.pieces.text_since(start))
                }
            };
            sample.details.push((key, value));
        }
        let school_year = action.area == Some("UserSchoolYearRights");
        sample.calendar = (school_year || rng.chance(150)).then(|| {
            let start = sample.pieces.len();
            self.say(sample, Say::School);
            (sample.pieces.text_since(start), end_year(sample.occurred_at))
        });
    }

    fn record(&self, sample: &mut Sample, noun: Noun) -> SampleRecord {
        let (record_type, letter, number) = match noun {
            Noun::Enrollment => ("enrollment", "e-", self.number),
            Noun::Student => ("student", "s-", self.student),
            Noun::Family => ("family", "f-", self.family()),
            Noun::Charge => ("charge", "c-", self.number),
            Noun::Payment => ("payment", "p-", self.number),
            Noun::Class => ("class", "k-", self.class),
            Noun::Staff => ("staff", "u-", self.user),
            Noun::Message => ("message", "m-", self.number),
            Noun::Contact => ("contact", "o-", self.family()),
            Noun::Group => ("group", "r-", self.draw % GROUPS.len() as u64),
            Noun::User => ("user", "u-", self.user),
            Noun::Setting => ("setting", "t-", self.draw % PREFERENCES.len() as u64),
            Noun::Note => ("note", "n-", self.number),
            Noun::TimeCard => ("timecard", "w-", self.number),
            Noun::Report => ("report", "x-", self.draw % CLASSES.len() as u64),
        };
        let id = sample.pieces.text(&[Piece::Str(letter), Piece::Number(number)]);
        let start = sample.pieces.len();
        match noun {
            Noun::Enrollment | Noun::Class => self.say(sample, Say::Class),
            Noun::Student => self.say(sample, Say::Student),
            Noun::Family => {
                let [first, _, last] = self.guardian_name();
                sample.pieces.text(&[last, Piece::Str(", "), first]);
            }
            Noun::Contact => self.say(sample, Say::Guardian),
            Noun::Charge => {
                sample.pieces.text(&[Piece::Str("Tuition $"), Piece::Cents(self.cents)]);
            }
            Noun::Payment => {
                sample.pieces.text(&[Piece::Str("Payment $"), Piece::Cents(self.cents)]);
            }
            Noun::Staff | Noun::TimeCard => self.say(sample, Say::Staff),
            Noun::Message | Noun::Report => self.say(sample, Say::Subject),
            Noun::Group => self.say(sample, Say::Group),
            Noun::User => self.say(sample, Say::User),
            Noun::Setting => self.say(sample, Say::Preference),
            Noun::Note => sample.pieces.push(Piece::Str(NOTES[self.draw as usize % NOTES.len()])),
        }
        SampleRecord { record_type, id, name: sample.pieces.text_since(start), change: None }
    }

    /// Appends what `say` stands for to the pieces.
    fn say(&self, sample: &mut Sample, say: Say) {
        let draw = self.draw as usize;
        let pieces = &mut sample.pieces;
        match say {
            Say::T(text) => pieces.push(Piece::Str(text)),
            Say::Student => pieces.push_all(&self.student_name()),
            Say::Guardian => pieces.push_all(&self.guardian_name()),
            Say::Class => {
                pieces.push_all(&self.class_name());
                pieces.push(Piece::Str(":00 PM"));
            }
            Say::Day => pieces.push_all(&day(sample.occurred_at, self.draw)),
            Say::Amount => pieces.push(Piece::Cents(self.cents)),
            Say::Staff => pieces.push_all(&self.staff_name(self.user)),
            Say::User => pieces.push_all(&self.username(self.user)),
            Say::Tool => pieces.push(Piece::Str(TOOLS[draw % TOOLS.len()])),
            Say::Group => pieces.push(Piece::Str(GROUPS[draw % GROUPS.len()])),
            Say::Preference => pieces.push(Piece::Str(PREFERENCES[draw % PREFERENCES.len()])),
            Say::Subject => {
                pieces.push(Piece::Str(CLASSES[draw % CLASSES.len()]));
                pieces.push(Piece::Str(" news"));
            }
            Say::Number => pieces.push(Piece::Number(self.number)),
            Say::Year => pieces.push(Piece::Number(u64::from(end_year(sample.occurred_at)))),
            Say::School => {
                let (_, place) = crate::names::PLACES[self.roster.salt() as usize % 25];
                pieces.push(Piece::Str(place));
                pieces.push(Piece::Str([" Main", " East", " West", " Annex"][draw % 4]));
            }
        }
    }
}

fn property_change(sample: &mut Sample, property: &Property, rng: &mut Rng) -> SampleChange {
    let event_type = sample.action.event_type;
    let old = match event_type {
        EventType::Add | EventType::Other => SampleValue::Null,
        _ => property_value(sample, property, rng),
    };
    let new = match event_type {
        EventType::Delete => SampleValue::Null,
        _ => property_value(sample, property, rng),
    };
    SampleChange { property: property.name, old, new }
}

fn property_value(sample: &mut Sample, property: &Property, rng: &mut Rng) -> SampleValue {
    let pieces = &mut sample.pieces;
    let text: Text = match property.values {
        Values::Words(words) => pieces.text(&[Piece::Str(rng.pick(words))]),
        Values::Notes => pieces.text(&[Piece::Str(rng.pick(NOTES))]),
        Values::Class => pieces.text(&[Piece::Str(rng.pick(CLASSES))]),
        Values::Amount => pieces.text(&[Piece::Cents((rng.below(60) + 4) * 250)]),
        Values::Phone => {
            let area_code = 200 + rng.below(700);
            let line = Piece::Pad4(rng.below(10_000));
            pieces.text(&[Piece::Number(area_code), Piece::Str("-555-"), line])
        }
        Values::Day => {
            let pieces_of_day = day(sample.occurred_at, rng.next());
            sample.pieces.text(&pieces_of_day)
        }
        Values::Bool => return SampleValue::Bool(rng.chance(500)),
        Values::UpTo(max) => return SampleValue::Number(rng.below(max) + 1),
    };
    SampleValue::Text(text)
}

/// A day within the three weeks after `time`, as `2026-11-20`.
fn day(time: Millis, draw: u64) -> [Piece; 3] {
    let then = Millis(time.0 + (draw % 21) as i64 * 86_400_000);
    let date = jiff::tz::Offset::UTC.to_datetime(then.timestamp().unwrap_or_default()).date();
    [
        Piece::Pad4(date.year().unsigned_abs().into()),
        Piece::Dash2(date.month().unsigned_abs()),
        Piece::Dash2(date.day().unsigned_abs()),
    ]
}

/// The school year around `time` ends in this year.
fn end_year(time: Millis) -> u16 {
    let date = jiff::tz::Offset::UTC.to_datetime(time.timestamp().unwrap_or_default()).date();
    date.year().unsigned_abs() + u16::from(date.month() >= 8)
}

fn home_address(hash: u64, rng: &mut Rng) -> IpAddr {
    let bytes = hash.to_be_bytes();
    if bytes[0] < 26 {
        let part = |i: usize| u16::from_be_bytes([bytes[i], bytes[i + 1]]);
        let host = 1 + rng.below(8) as u16;
        return IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, part(1), part(3), 0, 0, 0, host));
    }
    IpAddr::V4(Ipv4Addr::new(24 + bytes[1] % 70, bytes[2], bytes[3], bytes[4].max(1)))
}

fn scale_by(index: u64, to: u64, from: u64) -> u64 {
    index * to / from.max(1)
}
