//! Effective rights against a naive computation, over random users, groups, rights and calendars.

use std::collections::{BTreeMap, BTreeSet};

use annals_desk::{CalendarChange, Group, Holder, Role, User};
use annals_model::{
    Calendar, OrganizationOrdinal, Permission, Rights, Scopes, decide, decide_with_below,
};
use proptest::prelude::*;

use crate::Office;

const PLACES: [&str; 4] = ["state", "north", "n1", "south"];

/// One change; numbers choose among what is there.
#[derive(Clone, Debug)]
enum Step {
    Tools { holder: usize, here: u64, below: u64 },
    Calendar { holder: usize, school: u8, end_year: u16 },
    WithoutCalendar { holder: usize },
    Member { user: usize, group: usize, is_member: bool },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..20usize, any::<u64>(), any::<u64>()).prop_map(|(holder, here, below)| Step::Tools {
            holder,
            here,
            below
        }),
        (0..20usize, 0..3u8, 2026..2028u16)
            .prop_map(|(holder, school, end_year)| { Step::Calendar { holder, school, end_year } }),
        (0..20usize).prop_map(|holder| Step::WithoutCalendar { holder }),
        (0..20usize, 0..20usize, prop::bool::weighted(0.7))
            .prop_map(|(user, group, is_member)| Step::Member { user, group, is_member }),
    ]
}

/// What a holder was given, by its id (roles by organisation and id).
#[derive(Clone, Debug, Default)]
struct Held {
    here: BTreeSet<Permission>,
    below: BTreeSet<Permission>,
    calendars: BTreeSet<Calendar>,
    without_calendar: bool,
}

#[derive(Clone, Default)]
struct Model {
    held: BTreeMap<(OrganizationOrdinal, String), Held>,
    members: BTreeSet<(String, String)>,
}

impl Model {
    /// The naive computation: all that a user and their groups hold, added up.
    fn of(&self, user: &User) -> Held {
        let mut all = Held::default();
        let groups = self.members.iter().filter(|(member, _)| *member == user.id.0);
        let holders = groups.map(|(_, group)| group.clone()).chain([user.id.0.clone()]);
        for holder in holders {
            match &*holder {
                "administrators" => {
                    all.here.extend(Permission::ALL);
                    all.below.extend(Permission::ALL);
                }
                "auditors" => {
                    let reads = |right: &Permission| {
                        let word = right.as_str();
                        word.ends_with(":read")
                            || ["events:details", "events:export"].contains(&word)
                    };
                    all.here.extend(Permission::ALL.into_iter().filter(reads));
                    all.below.extend(Permission::ALL.into_iter().filter(reads));
                }
                _ => {}
            }
            let held = self.held.get(&(user.organization, holder)).cloned().unwrap_or_default();
            all.here.extend(held.here);
            all.below.extend(held.below);
            all.calendars.extend(held.calendars);
            all.without_calendar |= held.without_calendar;
        }
        all
    }
}

struct World {
    office: Office,
    model: Model,
    users: Vec<User>,
    groups: Vec<Group>,
}

impl World {
    async fn new() -> Self {
        let office = Office::open().await;
        let (mut users, mut groups) = (Vec::new(), Vec::new());
        for place in PLACES {
            for name in ["a", "b"] {
                users.push(office.user(place, &format!("{place}-{name}")).await);
                groups.push(office.group(place, &format!("{place} {name}")).await);
            }
            let operator = office.operator();
            for role in Role::ALL {
                let at = office.at(place);
                groups.push(office.desk.group(&operator, at, &role.group()).await.unwrap());
            }
        }
        Self { office, model: Model::default(), users, groups }
    }

    fn holder(&self, number: usize) -> Holder {
        let number = number % (self.users.len() + self.groups.len());
        match self.users.get(number) {
            Some(user) => Holder::User(user.clone()),
            None => Holder::Group(self.groups[number - self.users.len()].clone()),
        }
    }

    fn held(&mut self, holder: &Holder) -> &mut Held {
        let key = (holder.organization(), holder.id().to_owned());
        self.model.held.entry(key).or_default()
    }

    async fn take(&mut self, step: &Step) {
        match *step {
            Step::Tools { holder, here, below } => {
                self.tools(self.holder(holder), here, below).await;
            }
            Step::Calendar { holder, school, end_year } => {
                let calendar = Calendar { school: format!("school {school}"), end_year };
                self.calendar(self.holder(holder), calendar).await;
            }
            Step::WithoutCalendar { holder } => self.without_calendar(holder).await,
            Step::Member { user, group, is_member } => self.member(user, group, is_member).await,
        }
    }

    async fn tools(&mut self, holder: Holder, here: u64, below: u64) {
        let some = |bits: u64| {
            let all = Permission::ALL.into_iter().enumerate();
            all.filter(move |(i, _)| bits >> i & 1 == 1).map(|(_, right)| right)
        };
        let below: Scopes = some(below & here).collect();
        let rights = Rights::here(some(here).collect()).union(Rights::reaching_below(below));
        let operator = self.office.operator();
        let old = self.office.desk.tool_rights(&operator, &holder).await.unwrap();
        let set = self.office.desk.set_tool_rights(&operator, &holder, old, rights).await;
        if matches!(holder.id(), "administrators" | "auditors") {
            assert!(set.unwrap_err().to_string().contains("built in"));
            return;
        }
        set.unwrap();
        let held = self.held(&holder);
        held.here = rights.scopes().iter().collect();
        held.below = rights.below().iter().collect();
    }

    async fn calendar(&mut self, holder: Holder, calendar: Calendar) {
        let operator = self.office.operator();
        let add = CalendarChange::Add(calendar.clone());
        let added = self.office.desk.change_calendar_rights(&operator, &holder, add).await;
        if Role::parse(holder.id()).is_some() {
            assert!(added.unwrap_err().to_string().contains("built in"));
            return;
        }
        let before = self.model.clone();
        let is_new = self.held(&holder).calendars.insert(calendar);
        // Who is limited by it and an administrator may not be the last one who sees everything.
        let is_limited = |user: &User| {
            let in_group = (user.id.0.clone(), holder.id().to_owned());
            user.id.0 == holder.id() || self.model.members.contains(&in_group)
        };
        let at = holder.organization();
        let limits = self.administrators(at).iter().any(is_limited);
        let is_refused = is_new && limits && !self.sees_everything(at);
        assert_eq!(added.is_ok(), is_new && !is_refused, "{added:?}");
        if is_refused {
            assert!(added.unwrap_err().to_string().contains("last active"));
            self.model = before;
        }
    }

    async fn without_calendar(&mut self, number: usize) {
        let number = number % self.groups.len();
        let (operator, group) = (self.office.operator(), self.groups[number].clone());
        if group.role.is_some() {
            return;
        }
        let fields = annals_desk::GroupFields {
            name: group.name.clone(),
            description: group.description.clone(),
            without_calendar: !group.without_calendar,
        };
        let at = group.organization;
        let desk = &self.office.desk;
        let changed = desk.change_group(&operator, at, &group.id, group.version, fields).await;
        let changed = changed.unwrap();
        self.held(&Holder::Group(changed.clone())).without_calendar = changed.without_calendar;
        self.groups[number] = changed;
    }

    async fn member(&mut self, user: usize, group: usize, is_member: bool) {
        let user = self.users[user % self.users.len()].clone();
        let group = self.groups[group % self.groups.len()].clone();
        let operator = self.office.operator();
        let at = group.organization;
        let set = self.office.desk.set_member(&operator, at, &user.id, &group.id, is_member).await;
        let key = (user.id.0.clone(), group.id.0.clone());
        if user.organization != group.organization {
            assert!(set.unwrap_err().to_string().contains("changed meanwhile"));
            return;
        }
        let before = self.model.clone();
        let is_changed = match is_member {
            true => self.model.members.insert(key),
            false => self.model.members.remove(&key),
        };
        let limits = match is_member {
            true => {
                let is_administrator = self.administrators(at).iter().any(|one| one.id == user.id);
                is_administrator && !self.held(&Holder::Group(group)).calendars.is_empty()
            }
            false => group.role == Some(Role::Administrators),
        };
        let is_refused = is_changed && limits && !self.sees_everything(at);
        assert_eq!(set.is_ok(), !is_refused, "{set:?}");
        if is_refused {
            assert!(set.unwrap_err().to_string().contains("last active"));
            self.model = before;
        }
    }

    fn administrators(&self, at: OrganizationOrdinal) -> Vec<User> {
        let is_one = |user: &&User| {
            let role = (user.id.0.clone(), Role::Administrators.id().to_owned());
            user.organization == at && self.model.members.contains(&role)
        };
        self.users.iter().filter(is_one).cloned().collect()
    }

    /// Whether one of its administrators does.
    fn sees_everything(&self, at: OrganizationOrdinal) -> bool {
        self.administrators(at).iter().any(|user| self.model.of(user).calendars.is_empty())
    }

    async fn check(&self) {
        let operator = self.office.operator();
        let tree = self.office.store.organizations();
        for user in &self.users {
            let expected = self.model.of(user);
            let found = self.office.desk.effective_rights(&operator, user).await.unwrap();
            let rights = found.rights();
            let here: BTreeSet<_> = rights.scopes().iter().collect();
            let below: BTreeSet<_> = rights.below().iter().collect();
            assert_eq!((&here, &below), (&expected.here, &expected.below), "{}", user.username);
            let rows = found.rows();
            let calendars: Vec<_> = expected.calendars.iter().cloned().collect();
            assert_eq!(rows.calendars, calendars);
            let without = expected.without_calendar && !calendars.is_empty();
            assert_eq!(rows.without_calendar, without);
            let signed_in = self.office.principal_of(user).await;
            for (place, permission) in
                PLACES.iter().flat_map(|place| Permission::ALL.map(|right| (*place, right)))
            {
                let at = self.office.at(place);
                let is_home = at == user.organization;
                let is_below = !is_home && tree.is_within(at, user.organization);
                let has = |set: &BTreeSet<Permission>, right: Permission| {
                    let mut needed = Some(right);
                    let mut has = true;
                    while let Some(right) = needed {
                        has &= set.contains(&right);
                        needed = right.needs();
                    }
                    has
                };
                let may = is_home && has(&here, permission) || is_below && has(&below, permission);
                let decided = decide(&tree, &signed_in, at, permission).allowed();
                assert_eq!(decided.is_some(), may, "{} {place} {permission:?}", user.username);
                let wide = decide_with_below(&tree, &signed_in, at, permission).allowed();
                let reaches = may && has(&below, permission);
                assert_eq!(wide.is_some(), reaches, "{} {place} {permission:?}", user.username);
            }
        }
    }
}

impl Office {
    async fn principal_of(&self, user: &User) -> annals_model::Principal {
        let found = self.desk.effective_rights(&self.operator(), user).await.unwrap();
        found.principal(user)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn effective_rights_are_what_adds_up(steps in prop::collection::vec(step(), 1..25)) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let mut world = World::new().await;
            for step in &steps {
                world.take(step).await;
            }
            world.check().await;
        });
    }
}
