//! What all organisations say of all preferences, in memory: every request asks for some.
//!
//! Values that hold are found from it and the tree at every look, which is a few steps upwards:
//! an organisation that moves takes nothing along that would have to be forgotten.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use annals_model::{
    ADMINISTRATORS, Channel, DAY_FIRST, EVERYONE, OrganizationOrdinal, OrganizationTree, Origin,
    OwnPreference, Permission, Preference, PreferenceValue, Principal, effective,
};
use jiff::tz::TimeZone;
use sqlx::{Row, SqliteExecutor};

use crate::cache::Changes;
use crate::{Desk, Result};

pub(crate) static CHANGES: Changes = Changes::none();

/// Whoever has one of these is an administrator to [`Preference::SecondFactor`], whatever their
/// groups are called.
const MANAGING: [Permission; 6] = [
    Permission::ManageUsers,
    Permission::ManageGroups,
    Permission::ManageRights,
    Permission::ManagePreferences,
    Permission::ManageOrganizations,
    Permission::ManageKeys,
];

/// What organisations say.
pub(crate) type Said = HashMap<(OrganizationOrdinal, Preference), OwnPreference>;
/// What holds where none says anything, where that isn't as the catalogue has it.
pub(crate) type Defaults = BTreeMap<Preference, PreferenceValue>;

/// What organisations say, of one preference or all.
pub(crate) async fn read(
    database: impl SqliteExecutor<'_>,
    only: Option<Preference>,
) -> Result<Said, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT organization, name, value, is_locked FROM desk_preference
         WHERE name = $1 OR $1 IS NULL",
    )
    .bind(only.map(Preference::as_str))
    .fetch_all(database)
    .await?;
    let mut said = Said::with_capacity(rows.len());
    for row in &rows {
        let organization = OrganizationOrdinal(row.try_get(0)?);
        // Those of a newer Annals do nothing here.
        let Some(preference) = Preference::parse(row.try_get(1)?) else { continue };
        let text: Option<&str> = row.try_get(2)?;
        let value = text.and_then(|text| {
            let parsed = preference.parse_value(text);
            let name = preference.as_str();
            parsed.inspect_err(|why| tracing::error!(%why, name, "a stored preference")).ok()
        });
        let is_locked = row.try_get::<i64, _>(3)? != 0;
        said.insert((organization, preference), OwnPreference { value, is_locked });
    }
    Ok(said)
}

/// The values that hold in one organisation, as they are now.
#[derive(Clone)]
pub struct Preferences {
    organization: OrganizationOrdinal,
    tree: Arc<OrganizationTree>,
    said: Arc<Said>,
    defaults: Arc<Defaults>,
}

impl Preferences {
    /// The value of `preference`.
    pub fn get(&self, preference: Preference) -> PreferenceValue {
        let own = |at| self.said.get(&(at, preference));
        let (_, value) = effective(&self.tree, self.organization, own);
        value.cloned().unwrap_or_else(|| default_value(&self.defaults, preference))
    }

    /// Whether an organisation above decides about `preference`.
    pub fn is_locked_above(&self, preference: Preference) -> bool {
        let own = |at| self.said.get(&(at, preference));
        matches!(effective(&self.tree, self.organization, own).0, Origin::Locked(_))
    }

    /// Whether changes of users, groups and rights are told whole.
    pub fn audits_users(&self) -> bool {
        self.get(Preference::AuditUsers) != PreferenceValue::YesNo(false)
    }

    /// Whose clock people live by. A name that this machine's database does not know is UTC:
    /// times are then shown with the offset +00:00 and are right.
    pub fn time_zone(&self) -> TimeZone {
        match self.get(Preference::TimeZone) {
            PreferenceValue::Zone(name) => TimeZone::get(&name).unwrap_or(TimeZone::UTC),
            _ => TimeZone::UTC,
        }
    }

    /// Its IANA name.
    pub fn time_zone_name(&self) -> String {
        self.get(Preference::TimeZone).to_string()
    }

    /// Whether `1/2/2026` is the second of January.
    pub fn month_first(&self) -> bool {
        self.get(Preference::DateOrder) != PreferenceValue::Choice(DAY_FIRST)
    }

    /// The first minute of the working day, and the first one after it.
    pub fn working_minutes(&self) -> (u16, u16) {
        let minute = |preference| match self.get(preference) {
            PreferenceValue::Time(minute) => minute,
            _ => 0,
        };
        (minute(Preference::WorkingHoursBegin), minute(Preference::WorkingHoursEnd))
    }

    /// The working days, Monday first.
    pub fn working_days(&self) -> [bool; 7] {
        match self.get(Preference::WorkingDays) {
            PreferenceValue::Days(days) => days,
            _ => [true; 7],
        }
    }

    /// Entries that an export may hold.
    pub fn export_entries_max(&self) -> u64 {
        self.number(Preference::ExportEntriesMax)
    }

    /// Months after which what messages of `channel` say is purged; none, if never.
    pub fn content_months(&self, channel: Channel) -> Option<u32> {
        self.get(crate::retention::preference_of(channel)).months()
    }

    /// Characters of a password, at least.
    pub fn password_chars_min(&self) -> usize {
        self.number(Preference::PasswordLengthMin) as usize
    }

    /// Milliseconds after which a quiet session ends.
    pub(crate) fn session_idle_ms(&self) -> i64 {
        self.number(Preference::SessionIdle) as i64 * 60 * 1000
    }

    /// Milliseconds after which any session ends.
    pub fn session_age_ms(&self) -> i64 {
        self.number(Preference::SessionAge) as i64 * 60 * 60 * 1000
    }

    /// Whether someone who may do this has to have a second factor.
    pub fn asks_second_factor(&self, principal: &Principal) -> bool {
        match self.get(Preference::SecondFactor) {
            PreferenceValue::Choice(EVERYONE) => true,
            PreferenceValue::Choice(ADMINISTRATORS) => MANAGING
                .into_iter()
                .any(|right| principal.scopes.contains(right) || principal.below.contains(right)),
            _ => false,
        }
    }

    fn number(&self, preference: Preference) -> u64 {
        match self.get(preference) {
            PreferenceValue::Whole(number) => number,
            _ => 0,
        }
    }
}

/// What holds where no organisation says anything.
pub(crate) fn default_value(defaults: &Defaults, preference: Preference) -> PreferenceValue {
    defaults.get(&preference).cloned().unwrap_or_else(|| preference.default_value())
}

impl Desk {
    /// Reads again what has changed of preferences: whoever comes with a session or a key has
    /// seen to it by that, so that [`Desk::preferences_of`] waits for nothing.
    pub async fn refresh_preferences(&self) -> Result<()> {
        let read = async { Ok(read(self.store.settings(), None).await?) };
        self.preferences.refresh(&CHANGES, read).await
    }

    /// What holds in `organization`, as it was when something last asked who someone is; for the
    /// program itself, whoever asks.
    pub fn preferences_of(&self, organization: OrganizationOrdinal) -> Preferences {
        Preferences {
            organization,
            tree: self.store.organizations(),
            said: self.preferences.get(),
            defaults: Arc::clone(&self.defaults),
        }
    }
}
