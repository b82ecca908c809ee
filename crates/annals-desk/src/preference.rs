//! System preferences: what they are in an organisation, from where that comes, and how it changes.

use std::sync::Arc;

use annals_model::{
    AreaField, EventType, Organization, OrganizationOrdinal, OrganizationTree, Origin,
    OwnPreference, Permission, Preference, PreferenceValue, Principal, SecurityArea, effective,
};
use annals_store::{Command, CommandError, Transaction};

use crate::cache::Tells;
use crate::entry::Told;
use crate::preference_cache::{self, Defaults, Said, default_value, read};
use crate::{By, Desk, PreferenceRefusal, Refusal, Result};

/// Record type of preferences.
const RECORD_TYPE: &str = "preference";
/// What a value is called in entries.
const VALUE: &str = "Value";
/// What a lock is called in entries.
const LOCK: &str = "Lock";

/// A preference in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreferenceState {
    /// Which.
    pub preference: Preference,
    /// The value that holds.
    pub value: PreferenceValue,
    /// From where it comes.
    pub origin: Origin,
    /// What the organisation itself says; of no effect while one above has locked it.
    pub own: Option<PreferenceValue>,
    /// What would hold if it said nothing.
    pub inherited: PreferenceValue,
    /// What holds where no organisation says anything.
    pub default: PreferenceValue,
    /// Whether the organisation has locked it for those below.
    pub is_locked: bool,
}

impl PreferenceState {
    fn of(
        tree: &OrganizationTree,
        defaults: &Defaults,
        said: &Said,
        organization: OrganizationOrdinal,
        preference: Preference,
    ) -> Self {
        let default = default_value(defaults, preference);
        let or_default = |value: Option<&PreferenceValue>| value.unwrap_or(&default).clone();
        let all = |at| said.get(&(at, preference));
        let (origin, value) = effective(tree, organization, all);
        let others = |at| all(at).filter(|_| at != organization);
        let (_, inherited) = effective(tree, organization, others);
        let own = all(organization).cloned().unwrap_or_default();
        Self {
            preference,
            value: or_default(value),
            origin,
            own: own.value,
            inherited: or_default(inherited),
            is_locked: own.is_locked,
            default,
        }
    }

    /// Whether an organisation above decides.
    pub fn is_locked_above(&self) -> bool {
        matches!(self.origin, Origin::Locked(_))
    }

    /// All that someone looks at before a change, as a word for forms and requests: what was
    /// looked at is still so if its word is.
    pub fn version(&self) -> String {
        let own = if self.own.is_some() { "own" } else { "inherited" };
        let lock = if self.is_locked { "locked" } else { "open" };
        let above = if self.is_locked_above() { "fixed" } else { "free" };
        format!("{own}-{lock}-{above}-{}", self.value)
    }
}

/// What becomes of the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewValue {
    /// This one.
    Own(PreferenceValue),
    /// That of the organisation above, or the default.
    Inherited,
}

/// What becomes of a preference; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreferenceChange {
    /// The value.
    pub value: Option<NewValue>,
    /// Whether it is locked for those below.
    pub is_locked: Option<bool>,
    /// The [`PreferenceState::version`] that was looked at; without, whatever it is by now.
    pub seen: Option<String>,
}

impl Desk {
    /// This desk with another default of a preference, for installations that configure one.
    #[must_use]
    pub fn defaulting(self, preference: Preference, value: PreferenceValue) -> Self {
        let mut defaults = (*self.defaults).clone();
        defaults.insert(preference, value);
        Self { defaults: Arc::new(defaults), ..self }
    }

    /// All preferences of an organisation where `by` may read them.
    pub async fn preferences(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<PreferenceState>> {
        self.require(by, organization, Permission::ReadPreferences)?;
        let said = read(self.store.settings(), None).await?;
        let (tree, defaults) = (self.store.organizations(), &self.defaults);
        let state =
            |preference| PreferenceState::of(&tree, defaults, &said, organization, preference);
        Ok(Preference::ALL.into_iter().map(state).collect())
    }

    /// One of them.
    pub async fn preference(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
        preference: Preference,
    ) -> Result<PreferenceState> {
        self.require(by, organization, Permission::ReadPreferences)?;
        let said = read(self.store.settings(), Some(preference)).await?;
        let tree = self.store.organizations();
        Ok(PreferenceState::of(&tree, &self.defaults, &said, organization, preference))
    }

    /// Changes a preference of an organisation where `by` may. It holds when this returns.
    pub async fn change_preference(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        preference: Preference,
        change: PreferenceChange,
    ) -> Result<PreferenceState> {
        let by = by.into();
        let manage = Permission::ManagePreferences;
        let organization = self.require(&by.principal, organization, manage)?;
        let defaults = Arc::clone(&self.defaults);
        let command = ChangePreference::new(by, organization, preference, change, defaults);
        let state = self.store.command(command).await;
        preference_cache::CHANGES.tell();
        Ok(state?)
    }
}

/// Whether changes of users, groups and rights are told whole in the log of `organization`.
pub(crate) async fn audits_users(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
) -> Result<bool, CommandError> {
    let value = value_in(transaction, organization, Preference::AuditUsers).await?;
    Ok(value != PreferenceValue::YesNo(false))
}

/// What holds in `organization` as the transaction sees it, of a preference whose default nobody
/// configures.
pub(crate) async fn value_in(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
    preference: Preference,
) -> Result<PreferenceValue, CommandError> {
    Ok(held_in(transaction, organization, preference).await?.1)
}

/// The same, with from where it comes.
pub(crate) async fn held_in(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
    preference: Preference,
) -> Result<(Origin, PreferenceValue), CommandError> {
    let tree = transaction.organizations_upwards(&[organization]).await?;
    let said = read(transaction.sql(), Some(preference)).await?;
    let (origin, value) = effective(&tree, organization, |at| said.get(&(at, preference)));
    Ok((origin, value.cloned().unwrap_or_else(|| preference.default_value())))
}

/// The change of one preference, by someone who may: a command, and part of others.
pub(crate) struct ChangePreference {
    _tells: Tells,
    by: By,
    organization: Organization,
    preference: Preference,
    change: PreferenceChange,
    defaults: Arc<Defaults>,
}

impl ChangePreference {
    pub(crate) fn new(
        by: By,
        organization: Organization,
        preference: Preference,
        change: PreferenceChange,
        defaults: Arc<Defaults>,
    ) -> Self {
        let _tells = Tells(&preference_cache::CHANGES);
        Self { _tells, by, organization, preference, change, defaults }
    }

    /// The preference as it is by now.
    async fn state(
        &self,
        transaction: &mut Transaction<'_>,
    ) -> Result<PreferenceState, CommandError> {
        let ordinal = self.organization.ordinal;
        let tree = transaction.organizations_upwards(&[ordinal]).await?;
        let said = read(transaction.sql(), Some(self.preference)).await?;
        Ok(PreferenceState::of(&tree, &self.defaults, &said, ordinal, self.preference))
    }

    async fn write(
        &self,
        transaction: &mut Transaction<'_>,
        own: &OwnPreference,
    ) -> Result<(), CommandError> {
        let (ordinal, name) = (i64::from(self.organization.ordinal.0), self.preference.as_str());
        if *own == OwnPreference::default() {
            sqlx::query("DELETE FROM desk_preference WHERE organization = $1 AND name = $2")
                .bind(ordinal)
                .bind(name)
                .execute(transaction.sql())
                .await?;
            return Ok(());
        }
        sqlx::query(
            "INSERT INTO desk_preference (organization, name, value, is_locked)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (organization, name)
             DO UPDATE SET value = excluded.value, is_locked = excluded.is_locked",
        )
        .bind(ordinal)
        .bind(name)
        .bind(own.value.as_ref().map(ToString::to_string))
        .bind(i64::from(own.is_locked))
        .execute(transaction.sql())
        .await?;
        Ok(())
    }

    /// The beginning of an entry about it.
    fn told(&self, action: &str) -> Told {
        let (name, label) = (self.preference.as_str(), self.preference.label());
        let told = Told::new(&self.by, action).event_type(EventType::Change).record(
            RECORD_TYPE,
            name,
            label,
            Some(EventType::Change),
        );
        let told = told.named(AreaField::PreferenceName.as_str(), name);
        match self.preference {
            Preference::AuditUsers => told.critical(),
            _ => told,
        }
    }

    async fn tell(
        &self,
        told: Told,
        transaction: &mut Transaction<'_>,
    ) -> Result<(), CommandError> {
        let area = SecurityArea::Preference;
        told.tell_of_security(area, transaction, &self.organization).await
    }
}

impl Command for ChangePreference {
    type Output = PreferenceState;

    async fn run(
        &mut self,
        transaction: &mut Transaction<'_>,
    ) -> Result<PreferenceState, CommandError> {
        let old = self.state(transaction).await?;
        if self.change.seen.as_ref().is_some_and(|seen| *seen != old.version()) {
            let value = old.value;
            return Err(Refusal::from(PreferenceRefusal::Meanwhile { value }).into());
        }
        if old.is_locked_above() {
            return Err(Refusal::from(PreferenceRefusal::Locked).into());
        }
        let own = OwnPreference {
            value: match &self.change.value {
                None => old.own.clone(),
                Some(NewValue::Own(value)) => Some(value.clone()),
                Some(NewValue::Inherited) => None,
            },
            is_locked: self.change.is_locked.unwrap_or(old.is_locked),
        };
        self.write(transaction, &own).await?;
        let new = self.state(transaction).await?;
        if new.own != old.own {
            let action =
                if own.value.is_some() { "preference.changed" } else { "preference.reset" };
            let (before, after) = (old.value.to_string(), new.value.to_string());
            self.tell(self.told(action).set(VALUE, &before, &after), transaction).await?;
        }
        if new.is_locked != old.is_locked {
            let action = if new.is_locked { "preference.locked" } else { "preference.unlocked" };
            let word = |is_locked| if is_locked { "true" } else { "false" };
            let told = self.told(action).set(LOCK, word(old.is_locked), word(new.is_locked));
            self.tell(told, transaction).await?;
        }
        Ok(new)
    }
}

#[cfg(test)]
mod tests {
    use annals_model::OrganizationId;
    use annals_store::{Options, Store};

    use super::*;
    use crate::NewOrganization;

    /// A store with `state` and, below it, `school`.
    async fn desk() -> (tempfile::TempDir, Store, Desk, Organization, Organization) {
        let folder = tempfile::tempdir().unwrap();
        let options =
            Options { background: false, migrations: crate::MIGRATIONS, ..Options::default() };
        let store = Store::open(folder.path(), options).await.unwrap();
        let desk = Desk::new(store.clone());
        let root = desk.root().unwrap().ordinal;
        let state = create(&desk, "state", root).await;
        let school = create(&desk, "school", state.ordinal).await;
        (folder, store, desk, state, school)
    }

    async fn create(desk: &Desk, id: &str, parent: OrganizationOrdinal) -> Organization {
        let id = OrganizationId::parse(id).unwrap();
        let new = NewOrganization { name: id.to_string(), id, parent, time_zone: None };
        desk.create_organization(&desk.operator(), new).await.unwrap()
    }

    fn value(value: bool) -> PreferenceChange {
        let value = Some(NewValue::Own(PreferenceValue::YesNo(value)));
        PreferenceChange { value, ..PreferenceChange::default() }
    }

    #[tokio::test]
    async fn a_change_holds_though_the_caller_went_away() {
        let (_folder, store, desk, state, school) = desk().await;
        desk.refresh_preferences().await.unwrap();
        assert!(desk.preferences_of(school.ordinal).audits_users());
        // All that is left when the future of `change_preference` is dropped: its command.
        let (by, what) = (By::from(&desk.operator()), Preference::AuditUsers);
        let command = ChangePreference::new(by, state, what, value(false), Arc::default());
        store.command(command).await.unwrap();
        let other = Desk::new(store);
        for desk in [desk, other] {
            desk.refresh_preferences().await.unwrap();
            assert!(!desk.preferences_of(school.ordinal).audits_users());
        }
    }

    struct Asks(OrganizationOrdinal);

    impl Command for Asks {
        type Output = bool;

        async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<bool, CommandError> {
            audits_users(transaction, self.0).await
        }
    }

    #[tokio::test]
    async fn users_are_audited_as_the_organisation_above_locks_it() {
        let (_folder, store, desk, state, school) = desk().await;
        let audits = async |at: &Organization| store.command(Asks(at.ordinal)).await.unwrap();
        let change = async |at: &Organization, change| {
            let (by, preference) = (desk.operator(), Preference::AuditUsers);
            desk.change_preference(&by, at.ordinal, preference, change).await.unwrap();
        };
        assert!(audits(&school).await);
        change(&state, value(false)).await;
        assert_eq!((audits(&state).await, audits(&school).await), (false, false));
        change(&school, value(true)).await;
        assert_eq!((audits(&state).await, audits(&school).await), (false, true));
        let lock = PreferenceChange { is_locked: Some(true), ..PreferenceChange::default() };
        change(&state, lock).await;
        assert_eq!((audits(&state).await, audits(&school).await), (false, false));
    }
}
