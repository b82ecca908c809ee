//! User security in the demo: now and then something changes in one of the eight areas, and in a
//! round of twenty steps every type of change occurs.

mod holder;

use annals_model::{EventType, SecurityArea};

use self::holder::Holder;
use super::day::Day;
use super::life::Life;
use super::office::Office;
use super::thing::Thing;

/// What users, groups, rights and preferences are called at a place.
#[derive(Debug)]
pub(super) struct Place {
    /// Those of calendar rights.
    pub(super) schools: &'static [&'static str],
    /// A group, and what it is renamed to.
    pub(super) group: [&'static str; 2],
    /// Sub-rights that come and go with a module, and the module.
    pub(super) tools: [&'static str; 4],
    pub(super) module: &'static str,
    /// A product security role.
    pub(super) role: &'static str,
    /// Machine name, label and value of each preference.
    pub(super) preferences: &'static [(&'static str, &'static str, &'static str)],
}

/// Those who have rights, besides the staff, and what they have.
pub(super) struct Security {
    place: &'static Place,
    settings: Vec<Thing>,
    /// How many preferences were changed.
    preferred: usize,
    accounts: Vec<Holder>,
    groups: Vec<Holder>,
    made: u64,
}

type Step = fn(&mut Security, &mut Life, &Office, &Day);

const ROUND: [Step; 20] = [
    Security::prefer,
    Security::create_account,
    Security::change_account,
    Security::create_group,
    Security::join_group,
    Security::rename_group,
    Security::take_role,
    |all, life, office, _| all.grant_module(life, office, false),
    |all, life, office, _| all.grant_module(life, office, true),
    |all, life, office, day| all.calendar(life, office, day, false),
    |all, life, office, day| all.calendar(life, office, day, true),
    |all, life, office, day| all.calendar(life, office, day, false),
    |all, life, office, day| all.calendar(life, office, day, true),
    Security::prefer,
    |all, life, office, day| all.calendar(life, office, day, false),
    |all, life, office, day| all.calendar(life, office, day, true),
    |all, life, office, _| all.revoke_module(life, office, true),
    |all, life, office, _| all.revoke_module(life, office, false),
    Security::delete_account,
    Security::delete_group,
];
/// A round takes so many days, and ends some days before the demo does.
const STEP_DAYS: i64 = 4;
/// From one round to the next.
const ROUND_DAYS: i64 = 400;

impl Security {
    pub(super) fn new(place: &'static Place) -> Self {
        let setting = |(name, label, value): &(&'static str, &'static str, &'static str)| {
            Thing::new("setting", (*name).to_owned(), *label).with("Value", *value)
        };
        Self {
            place,
            settings: place.preferences.iter().map(setting).collect(),
            preferred: 0,
            accounts: Vec::new(),
            groups: Vec::new(),
            made: 0,
        }
    }

    fn step(day: &Day) -> Option<usize> {
        let left = day.left % ROUND_DAYS;
        let place = ROUND.len() as i64 - left / STEP_DAYS;
        (left % STEP_DAYS == 0 && (0..ROUND.len() as i64).contains(&place))
            .then_some(place as usize)
    }

    /// Whether a round has a step on the day.
    pub(super) fn is_due(day: &Day) -> bool {
        Self::step(day).is_some()
    }

    pub(super) fn round(&mut self, life: &mut Life, office: &Office, day: &Day) {
        if let Some(step) = Self::step(day) {
            ROUND[step](self, life, office, day);
        }
    }

    /// Any of the steps.
    pub(super) fn anything(&mut self, life: &mut Life, office: &Office, day: &Day) {
        life.rng.pick(&ROUND)(self, life, office, day);
    }

    fn prefer(&mut self, life: &mut Life, office: &Office, _: &Day) {
        let by = office.administrator(life);
        // One after the other, so that each was changed after a few rounds, the first one at once.
        let place = self.preferred % self.settings.len();
        self.preferred += 1;
        let setting = &mut self.settings[place];
        let value = match &*setting.shown("Value") {
            "true" => "false".to_owned(),
            "false" => "true".to_owned(),
            number => {
                let number: u64 = number.parse().unwrap_or(30);
                (number % 90 + 15).to_string()
            }
        };
        let told = life.tell("preference.changed", &by).area(SecurityArea::Preference);
        told.says(format!("Changed the preference {}", setting.id()))
            .detail("Preference Name", setting.id().to_owned())
            .sets(setting, "Value", value)
            .done();
    }

    fn create_account(&mut self, life: &mut Life, office: &Office, _: &Day) {
        let by = office.administrator(life);
        self.made += 1;
        let number = 2_600 + self.made;
        let (first, last) = (life.people.staff_first(number), life.people.staff_last(number));
        let username = format!("{}{last}{number}", &first[..1]).to_lowercase();
        let thing = Thing::new("user", format!("u-{number}"), username).with("disabled", false);
        let told = life.tell("user_account.created", &by).area(SecurityArea::UserAccount);
        told.says(format!("Created the account {}", thing.name))
            .creates(&thing)
            .detail("User Name", thing.name.as_str())
            .done();
        self.accounts.push(Holder::new(thing, false));
    }

    /// The account that was created last; one is created if there is none.
    fn account(&mut self, life: &mut Life, office: &Office, day: &Day) -> &mut Holder {
        if self.accounts.is_empty() {
            self.create_account(life, office, day);
        }
        let last = self.accounts.len() - 1;
        &mut self.accounts[last]
    }

    fn change_account(&mut self, life: &mut Life, office: &Office, day: &Day) {
        let by = office.administrator(life);
        let secret = format!("(secret {})", life.rng.below(1_000_000));
        let thing = &mut self.account(life, office, day).thing;
        let is_disabled = thing.is("disabled", "true");
        let told = life.tell("user_account.changed", &by).area(SecurityArea::UserAccount);
        told.says(format!("Changed the account {}", thing.name))
            .detail("User Name", thing.name.as_str())
            .sets(thing, "disabled", !is_disabled)
            .sets(thing, "password", secret)
            .done();
    }

    fn delete_account(&mut self, life: &mut Life, office: &Office, _: &Day) {
        let Some(mut holder) = self.accounts.pop() else { return };
        holder.give_back(life, office);
        let by = office.administrator(life);
        let name = holder.thing.name.clone();
        let told = life.tell("user_account.deleted", &by).area(SecurityArea::UserAccount);
        told.says(format!("Deleted the account {name}"))
            .ends(holder.thing)
            .detail("User Name", name)
            .done();
    }

    fn create_group(&mut self, life: &mut Life, office: &Office, _: &Day) {
        let by = office.administrator(life);
        self.made += 1;
        let thing = Thing::new("group", format!("r-{}", self.made), self.place.group[0])
            .with("name", self.place.group[0]);
        let told = life.tell("user_group.created", &by).area(SecurityArea::UserGroup);
        told.says(format!("Created the group {}", thing.name))
            .creates(&thing)
            .detail("Group Name", thing.name.as_str())
            .done();
        self.groups.push(Holder::new(thing, true));
    }

    fn group(&mut self, life: &mut Life, office: &Office, day: &Day) -> &mut Holder {
        if self.groups.is_empty() {
            self.create_group(life, office, day);
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn rename_group(&mut self, life: &mut Life, office: &Office, day: &Day) {
        let by = office.administrator(life);
        let [old, new] = self.place.group;
        let thing = &mut self.group(life, office, day).thing;
        let new = if thing.name == new { old } else { new };
        let before = std::mem::replace(&mut thing.name, new.to_owned());
        let told = life.tell("user_group.changed", &by).area(SecurityArea::UserGroup);
        told.says(format!("Renamed {before} to {new}"))
            .detail("Group Name", new)
            .sets(thing, "name", new)
            .done();
    }

    fn delete_group(&mut self, life: &mut Life, office: &Office, _: &Day) {
        let Some(mut holder) = self.groups.pop() else { return };
        holder.give_back(life, office);
        let id = holder.thing.id().to_owned();
        for account in &mut self.accounts {
            account.leave(life, office, |group| group.id() == id);
        }
        let by = office.administrator(life);
        let name = holder.thing.name.clone();
        let told = life.tell("user_group.deleted", &by).area(SecurityArea::UserGroup);
        told.says(format!("Deleted the group {name}"))
            .ends(holder.thing)
            .detail("Group Name", name)
            .done();
    }

    fn join_group(&mut self, life: &mut Life, office: &Office, day: &Day) {
        let group = self.group(life, office, day).thing.clone();
        self.account(life, office, day).join(life, office, group);
    }

    /// A product security role is a group that is always there.
    fn take_role(&mut self, life: &mut Life, office: &Office, day: &Day) {
        let role = Thing::new("role", self.place.module.to_owned(), self.place.role);
        self.account(life, office, day).join(life, office, role);
    }

    fn holder(
        &mut self,
        life: &mut Life,
        office: &Office,
        day: &Day,
        is_group: bool,
    ) -> &mut Holder {
        match is_group {
            true => self.group(life, office, day),
            false => self.account(life, office, day),
        }
    }

    /// Granting a module writes one entry for each sub-right, tied together.
    fn grant_module(&mut self, life: &mut Life, office: &Office, is_group: bool) {
        self.made += 1;
        let operation = format!("{}-granted-{}", self.place.module, self.made);
        let tools = self.place.tools;
        let Some(holder) = self.last(is_group) else { return };
        for tool in tools {
            if !holder.tools.contains(&tool) {
                holder.tools.push(tool);
                holder.tell_tool(life, office, EventType::Add, tool, &operation);
            }
        }
    }

    /// And so does taking it.
    fn revoke_module(&mut self, life: &mut Life, office: &Office, is_group: bool) {
        self.made += 1;
        let operation = format!("{}-removed-{}", self.place.module, self.made);
        if let Some(holder) = self.last(is_group) {
            for tool in std::mem::take(&mut holder.tools) {
                holder.tell_tool(life, office, EventType::Delete, tool, &operation);
            }
        }
    }

    fn last(&mut self, is_group: bool) -> Option<&mut Holder> {
        if is_group { self.groups.last_mut() } else { self.accounts.last_mut() }
    }

    /// Rights in a calendar are given, changed, and in the end taken.
    fn calendar(&mut self, life: &mut Life, office: &Office, day: &Day, is_group: bool) {
        self.made += 1;
        let (id, school) = (format!("cr-{}", self.made), life.rng.pick(self.place.schools));
        let by = office.administrator(life);
        let holder = self.holder(life, office, day, is_group);
        let Some((right, school, year)) = &mut holder.calendar else {
            let year = day.end_year();
            let name = format!("{school} {}-{} of {}", year - 1, year % 100, holder.thing.name);
            let right = Thing::new("calendar_right", id, name);
            let right = right.with("modifyRights", false).with("overrideRights", true);
            holder.tell_calendar(life, office, EventType::Add, &right, (school, year));
            holder.calendar = Some((right, school, year));
            return;
        };
        if right.is("modifyRights", "true") {
            holder.lose_calendar(life, office);
            return;
        }
        let (area, action, field) = match holder.is_group {
            true => (
                SecurityArea::UserGroupSchoolYearRights,
                "user_group_school_year_rights.changed",
                "Group Name",
            ),
            false => {
                (SecurityArea::UserSchoolYearRights, "user_school_year_rights.changed", "User Name")
            }
        };
        let told =
            life.tell(action, &by).area(area).says(format!("Calendar rights: {}", right.name));
        told.sets(right, "modifyRights", true)
            .sets(right, "overrideRights", false)
            .about(&holder.thing)
            .detail(field, holder.thing.name.as_str())
            .detail("School", *school)
            .detail("End Year", year.to_string())
            .calendar(school, *year)
            .done();
    }
}
