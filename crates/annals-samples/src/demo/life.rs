//! What happens in an organisation of the demo, in the order of time: the clock, the dice and what
//! was told so far.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use annals_model::{Actor, ActorKind, Draft, EventId, Millis};
use uuid::Builder;

use super::day::{Day, days};
use super::directory::Directory;
use super::telling::Telling;
use crate::message::SampleMessage;
use crate::names::BROWSERS;
use crate::rng::Rng;
use crate::roster::Roster;
use crate::{SampleOrganization, SampleRecord};

const SALT_LIFE: u64 = 5;
const SALT_ID: u64 = 6;

/// Where a story is told.
pub(super) struct Life {
    pub(super) organization: Arc<SampleOrganization>,
    pub(super) people: Roster,
    pub(super) rng: Rng,
    /// Nothing is told of what comes later.
    until: Millis,
    now: Millis,
    ids: u64,
    /// Messages so far.
    pub(super) sent: u64,
    pub(super) entries: Vec<Draft>,
    pub(super) messages: Vec<SampleMessage>,
    directory: Directory,
}

/// Who does something, and from where.
#[derive(Clone, Debug)]
pub(super) struct By {
    pub(super) actor: Actor,
    pub(super) source: &'static str,
    pub(super) ip: Option<IpAddr>,
    pub(super) agent: Option<&'static str>,
}

/// Something that a story does on a day.
pub(super) type Deed<S> = fn(&mut S, &mut Life, &Day);

impl Life {
    fn new(organization: Arc<SampleOrganization>, until: Millis) -> Self {
        Self {
            people: Roster::of(&organization),
            rng: Rng::at(super::SEED, SALT_LIFE, organization.index as u64),
            organization,
            until,
            now: Millis(i64::MIN),
            ids: 0,
            sent: 0,
            entries: Vec::new(),
            messages: Vec::new(),
            directory: Directory::default(),
        }
    }

    pub(super) fn now(&self) -> Millis {
        self.now
    }

    pub(super) fn until(&self) -> Millis {
        self.until
    }

    /// Time goes on to this moment, and never back.
    pub(super) fn go_to(&mut self, at: Millis) {
        self.now = self.now.max(at);
    }

    pub(super) fn wait(&mut self, ms: u64) {
        self.now.0 += self.rng.below(ms) as i64;
    }

    /// Begins an entry. Each comes later than the one before, so that their order is that in which
    /// things happened.
    pub(super) fn tell(&mut self, action: &str, by: &By) -> Telling<'_> {
        self.now.0 += 120 + self.rng.below(180) as i64;
        self.ids += 1;
        let index = self.ids << 8 | self.organization.index as u64;
        let mut id = Rng::at(super::SEED, SALT_ID, index);
        let id = u128::from(id.next()) << 64 | u128::from(id.next());
        let id = EventId::Uuid(Builder::from_random_bytes(id.to_be_bytes()).into_uuid());
        Telling::new(self, id, action, by)
    }

    /// Takes an entry, if its time has come.
    pub(super) fn take(&mut self, draft: Draft) {
        if self.now <= self.until {
            self.directory.read(&draft);
            self.entries.push(draft);
        }
    }

    /// One of the things that may be done, by their weights.
    pub(super) fn choose<S>(&mut self, deeds: &[(u64, Deed<S>)]) -> Deed<S> {
        let mut place = self.rng.below(deeds.iter().map(|(weight, _)| weight).sum());
        for (weight, deed) in deeds {
            if place < *weight {
                return *deed;
            }
            place -= weight;
        }
        |_, _, _| {}
    }

    /// The address of a home, always the same one but for the last of IPv6.
    pub(super) fn home(&mut self, purpose: u64, index: u64) -> IpAddr {
        let bytes = self.people.hash(purpose, index).to_be_bytes();
        if bytes[0] < 26 {
            let part = |i: usize| u16::from_be_bytes([bytes[i], bytes[i + 1]]);
            let host = 1 + self.rng.below(8) as u16;
            return Ipv6Addr::new(0x2001, 0xdb8, part(1), part(3), 0, 0, 0, host).into();
        }
        Ipv4Addr::new(24 + bytes[1] % 70, bytes[2], bytes[3], bytes[4].max(1)).into()
    }

    /// The browser of some of those who come.
    pub(super) fn agent(&mut self, per_mille: u64) -> Option<&'static str> {
        self.rng.chance(per_mille).then(|| self.rng.pick(BROWSERS))
    }

    /// A telephone number that is given to nobody.
    pub(super) fn phone(&mut self) -> String {
        format!("{}-555-{:04}", 201 + self.rng.below(700), 100 + self.rng.below(100))
    }
}

impl By {
    /// A program.
    pub(super) fn system(id: &str, name: &str, source: &'static str) -> Self {
        let actor = Actor {
            id: Some(id.to_owned()),
            name: Some(name.to_owned()),
            kind: ActorKind::System,
            ..Actor::default()
        };
        Self { actor, source, ip: None, agent: None }
    }

    pub(super) fn autopilot() -> Self {
        Self::system("autopilot", "Autopilot", "Autopilot")
    }
}

/// What an organisation of the demo is like.
pub(super) trait Story: Sized + 'static {
    /// How busy each hour of a day is.
    const HOURS: [u8; 24];

    /// What is told of long before.
    fn once(_: &mut Life) {}

    /// What is there when it begins.
    fn begin(life: &mut Life, entries: u64) -> Self;

    /// How busy a day is.
    fn busy(day: &Day) -> u64;

    /// What has to happen on a day, and at which hour and minute.
    fn due(&self, day: &Day) -> Vec<((i64, i64), Deed<Self>)>;

    /// One of the many things that people do.
    fn everyday(&mut self, life: &mut Life, day: &Day);
}

/// A story of any kind that is being told.
pub(super) trait Tells {
    /// Tells what happened on all days that begin before `end`.
    fn tell(&mut self, end: Millis);

    fn entries(&mut self) -> &mut Vec<Draft>;

    fn messages(&mut self) -> &mut Vec<SampleMessage>;

    /// What is said of the records that are there.
    fn records(&self) -> Vec<SampleRecord>;
}

/// A story, day by day.
pub(super) struct Told<S> {
    story: S,
    life: Life,
    days: std::iter::Peekable<std::vec::IntoIter<Day>>,
    /// How many entries there should be when all is told.
    wanted: u64,
    /// How busy all days are together.
    busy: u64,
    /// How busy those so far were.
    busy_so_far: u64,
    /// How many more were told than the days so far were worth: a bulk operation is made up for in
    /// the weeks after it, rather than by days on which nobody does anything.
    ahead: i64,
}

impl<S: Story> Told<S> {
    pub(super) fn new(
        organization: &Arc<SampleOrganization>,
        (from, until): (Millis, Millis),
        wanted: u64,
    ) -> Self {
        let zone = jiff::tz::TimeZone::get(organization.time_zone);
        let days = days(from, until, &zone.unwrap_or(jiff::tz::TimeZone::UTC));
        let mut life = Life::new(Arc::clone(organization), until);
        S::once(&mut life);
        life.go_to(from);
        let story = S::begin(&mut life, wanted);
        Self {
            story,
            ahead: life.entries.len() as i64,
            life,
            wanted,
            busy: days.iter().map(S::busy).sum::<u64>().max(1),
            busy_so_far: 0,
            days: days.into_iter().peekable(),
        }
    }

    /// How many things people do on their own that day.
    fn deeds(&mut self, day: &Day) -> i64 {
        let worth =
            |busy: u64| (u128::from(self.wanted) * u128::from(busy) / u128::from(self.busy)) as i64;
        let before = worth(self.busy_so_far);
        self.busy_so_far += S::busy(day);
        let today = worth(self.busy_so_far) - before;
        self.ahead -= today;
        (today - (self.ahead + today) / 28).max(today / 5)
    }
}

impl<S: Story> Tells for Told<S> {
    fn tell(&mut self, end: Millis) {
        while let Some(day) = self.days.next_if(|day| day.start < end) {
            let before = self.life.ids;
            let mut deeds: Vec<(Millis, Deed<S>)> = Vec::new();
            for ((hour, minute), deed) in self.story.due(&day) {
                let later = self.life.rng.below(50_000) as i64;
                deeds.push((Millis(day.at(hour, minute).0 + later), deed));
            }
            for _ in 0..self.deeds(&day) {
                deeds.push((day.moment(&S::HOURS, &mut self.life.rng), S::everyday));
            }
            deeds.sort_by_key(|(at, _)| *at);
            for (at, deed) in deeds {
                self.life.go_to(at);
                deed(&mut self.story, &mut self.life, &day);
            }
            self.ahead += (self.life.ids - before) as i64;
        }
    }

    fn entries(&mut self) -> &mut Vec<Draft> {
        &mut self.life.entries
    }

    fn messages(&mut self) -> &mut Vec<SampleMessage> {
        &mut self.life.messages
    }

    fn records(&self) -> Vec<SampleRecord> {
        self.life.directory.records().collect()
    }
}
