//! An organisation's zone, which is a preference, given where organisations are made and changed.

use std::sync::Arc;

use annals_model::{Organization, Origin, Preference, PreferenceProblem, PreferenceValue};
use annals_store::{Command, CommandError, Transaction};

use crate::cache::Tells;
use crate::preference::{ChangePreference, held_in};
use crate::preference_cache::{self, Defaults};
use crate::{By, Desk, NewValue, OrganizationRefusal, PreferenceChange, Refusal};

const ZONE: Preference = Preference::TimeZone;

/// The zone called `name`.
pub(super) fn parse(name: &str) -> Result<PreferenceValue, Refusal> {
    let refused = |_: PreferenceProblem| OrganizationRefusal::NoZone { name: name.to_owned() };
    ZONE.parse_value(name).map_err(|problem| refused(problem).into())
}

/// The zone that holds in `organization` as the transaction sees it.
pub(super) async fn of(
    transaction: &mut Transaction<'_>,
    organization: &Organization,
) -> Result<PreferenceValue, CommandError> {
    Ok(held_in(transaction, organization.ordinal, ZONE).await?.1)
}

/// Part of the commands that give an organisation a zone.
pub(super) struct SetZone {
    /// With the commit, which comes after that of the preference's own command has run.
    _tells: Tells,
    by: By,
    zone: PreferenceValue,
    defaults: Arc<Defaults>,
}

impl SetZone {
    /// Sets it, unless it holds there anyway: who names the zone of the organisation above doesn't
    /// mean to keep it when that moves. Refused where one above has locked another one.
    pub(super) async fn run(
        &self,
        transaction: &mut Transaction<'_>,
        organization: &Organization,
    ) -> Result<(), CommandError> {
        let (origin, value) = held_in(transaction, organization.ordinal, ZONE).await?;
        if value == self.zone {
            return Ok(());
        }
        if matches!(origin, Origin::Locked(_)) {
            return Err(Refusal::from(OrganizationRefusal::ZoneLocked).into());
        }
        let value = Some(NewValue::Own(self.zone.clone()));
        let change = PreferenceChange { value, ..PreferenceChange::default() };
        let (by, defaults) = (self.by.clone(), Arc::clone(&self.defaults));
        let organization = organization.clone();
        ChangePreference::new(by, organization, ZONE, change, defaults).run(transaction).await?;
        Ok(())
    }
}

impl Desk {
    pub(super) fn set_zone(&self, by: &By, zone: PreferenceValue) -> SetZone {
        let _tells = Tells(&preference_cache::CHANGES);
        SetZone { _tells, by: by.clone(), zone, defaults: Arc::clone(&self.defaults) }
    }
}

#[cfg(test)]
mod tests {
    use annals_model::{OrganizationId, OrganizationOrdinal};
    use annals_store::{Migration, Options, Store};

    use super::*;
    use crate::{MIGRATIONS, NewOrganization};

    /// Writes zones as they were kept before they were preferences.
    struct Old(Vec<(OrganizationOrdinal, &'static str)>);

    impl Command for Old {
        type Output = ();

        async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
            for (ordinal, zone) in &self.0 {
                sqlx::query("UPDATE organization SET time_zone = $1 WHERE ordinal = $2")
                    .bind(zone)
                    .bind(ordinal.0)
                    .execute(transaction.sql())
                    .await?;
            }
            Ok(())
        }
    }

    async fn open(folder: &std::path::Path, migrations: &'static [Migration]) -> Store {
        let options = Options { background: false, migrations, ..Options::default() };
        Store::open(folder, options).await.unwrap()
    }

    #[tokio::test]
    async fn zones_of_before_go_on_holding() {
        let folder = tempfile::tempdir().unwrap();
        let is_this = |each: &Migration| each.name == "desk-24-time-zone";
        let before = MIGRATIONS.iter().position(is_this).unwrap();
        let store = open(folder.path(), &MIGRATIONS[..before]).await;
        let desk = Desk::new(store.clone());
        let (chicago, denver) = ("America/Chicago", "America/Denver");
        let zones = [
            ("top", chicago),
            ("same", chicago),
            ("other", denver),
            ("back", chicago),
            ("utc", "UTC"),
        ];
        let mut above = desk.root().unwrap().ordinal;
        let mut old = Vec::new();
        for (id, zone) in zones {
            let id = OrganizationId::parse(id).unwrap();
            let new = NewOrganization { name: id.to_string(), id, parent: above, time_zone: None };
            above = desk.create_organization(&desk.operator(), new).await.unwrap().ordinal;
            old.push((above, zone));
        }
        store.command(Old(old.clone())).await.unwrap();
        store.close().await;
        drop((store, desk));

        let store = open(folder.path(), MIGRATIONS).await;
        let desk = Desk::new(store.clone());
        desk.refresh_preferences().await.unwrap();
        for (ordinal, zone) in old {
            assert_eq!(desk.preferences_of(ordinal).time_zone_name(), zone);
        }
        // Only where an organisation differs from the one above it.
        let sql =
            "SELECT o.id FROM desk_preference p JOIN organization o ON o.ordinal = p.organization
                   WHERE p.name = 'time_zone' AND p.is_locked = 0 ORDER BY o.ordinal";
        let said: Vec<String> = sqlx::query_scalar(sql).fetch_all(store.settings()).await.unwrap();
        assert_eq!(said, ["top", "other", "back", "utc"]);
        let sql = "SELECT DISTINCT time_zone FROM organization";
        let left: Vec<String> = sqlx::query_scalar(sql).fetch_all(store.settings()).await.unwrap();
        assert_eq!(left, ["UTC"]);
        store.close().await;
    }
}
