//! Modules of applications: tool rights of theirs that are given and taken together. An event that
//! names a module and no right stands for one of each right in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use annals_model::{EventType, Organization, OrganizationOrdinal, Permission, Principal};
use annals_store::{Command, CommandError, Transaction};
use sqlx::{Row, SqliteExecutor};

use crate::cache::{Changes, Tells};
use crate::entry::Told;
use crate::rights_refusal::refuse;
use crate::{By, Desk, Error, Result, RightsRefusal, check_name};

/// Modules that one organisation may declare.
pub const MODULES_MAX: usize = 500;
/// Rights in one module: so many entries come of one event.
pub const MODULE_RIGHTS_MAX: usize = 100;

pub(crate) static CHANGES: Changes = Changes::none();

/// A module of an application, by its machine name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredModule {
    /// The machine name, as events name it.
    pub name: String,
    /// The name on screen.
    pub label: String,
    /// What belongs to it, in its order.
    pub rights: Vec<DeclaredRight>,
}

/// A right of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredRight {
    /// The machine name.
    pub name: String,
    /// The name on screen.
    pub label: String,
}

/// All modules, by who declared them and by name.
pub(crate) type Modules = BTreeMap<(OrganizationOrdinal, String), Arc<DeclaredModule>>;

impl DeclaredModule {
    fn check(&self) -> Result<()> {
        check_machine_name("the module", &self.name)?;
        check_name("the label of the module", &self.label)?;
        let count = self.rights.len();
        if count == 0 || count > MODULE_RIGHTS_MAX {
            let max = MODULE_RIGHTS_MAX;
            return Err(Error::refused(format!("a module has 1 to {max} rights, not {count}")));
        }
        for (place, right) in self.rights.iter().enumerate() {
            check_machine_name("a right", &right.name)?;
            check_name("the label of a right", &right.label)?;
            if self.rights.iter().take(place).any(|other| other.name == right.name) {
                let name = &right.name;
                return Err(Error::refused(format!("the module has the right {name:?} twice")));
            }
        }
        Ok(())
    }

    fn words(&self) -> String {
        self.rights.iter().map(|right| &*right.name).collect::<Vec<_>>().join(", ")
    }
}

/// What stands in addresses and in ids of entries.
fn check_machine_name(what: &str, name: &str) -> Result<()> {
    check_name(what, name)?;
    let may = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    if name.len() > 64 || !name.chars().all(may) {
        return Err(Error::refused(format!(
            "{what} {name:?} may have up to 64 letters, digits and - _ . : only"
        )));
    }
    Ok(())
}

impl Desk {
    /// The modules that events of `organization` may name, where `by` may read rights: its own, and
    /// those of the organisations above. Each with whether it is its own.
    pub async fn modules(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<(bool, Arc<DeclaredModule>)>> {
        self.require(by, organization, Permission::ReadRights)?;
        self.refresh_modules().await?;
        let (tree, all) = (self.store.organizations(), self.modules.get());
        let mut found: BTreeMap<&str, (bool, &Arc<DeclaredModule>)> = BTreeMap::new();
        for place in tree.upwards(organization) {
            for ((at, name), module) in &*all {
                if *at == place.ordinal {
                    let is_own = place.ordinal == organization;
                    found.entry(name).or_insert((is_own, module));
                }
            }
        }
        Ok(found.into_values().map(|(is_own, module)| (is_own, Arc::clone(module))).collect())
    }

    /// Declares a module of `organization` and those below, or another meaning of it, where `by`
    /// may manage rights: what it leaves out would be missing in the log.
    pub async fn declare_module(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        module: DeclaredModule,
    ) -> Result<()> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ManageRights)?;
        module.check()?;
        let name = module.name.clone();
        let _tells = Tells(&CHANGES);
        let set = SetModule { _tells, by, organization, name, module: Some(module) };
        self.store.command(set).await?;
        CHANGES.tell();
        Ok(())
    }

    /// Takes a declaration back; one that is not there stays so.
    pub async fn remove_module(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        name: &str,
    ) -> Result<()> {
        let by = by.into();
        let organization = self.require(&by.principal, organization, Permission::ManageRights)?;
        let (name, _tells) = (name.to_owned(), Tells(&CHANGES));
        let set = SetModule { _tells, by, organization, name, module: None };
        self.store.command(set).await?;
        CHANGES.tell();
        Ok(())
    }

    /// Reads again what has changed of modules, so that [`Desk::module`] waits for nothing.
    pub async fn refresh_modules(&self) -> Result<()> {
        let read = async { Ok(read(self.store.settings(), None).await?) };
        self.modules.refresh(&CHANGES, read).await
    }

    /// What `name` stands for in events of `organization`: the declaration of the nearest one from
    /// it upwards. For whoever may write there.
    pub fn module(
        &self,
        organization: OrganizationOrdinal,
        name: &str,
    ) -> Option<Arc<DeclaredModule>> {
        let (tree, all) = (self.store.organizations(), self.modules.get());
        let mut upwards = tree.upwards(organization);
        upwards.find_map(|place| all.get(&(place.ordinal, name.to_owned())).cloned())
    }
}

/// All modules, or those of one organisation.
async fn read(
    database: impl SqliteExecutor<'_>,
    only: Option<OrganizationOrdinal>,
) -> Result<Modules, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT m.organization, m.name, m.label, r.name, r.label
         FROM desk_module m JOIN desk_module_right r
             ON r.organization = m.organization AND r.module = m.name
         WHERE m.organization = $1 OR $1 IS NULL
         ORDER BY m.organization, m.name, r.place",
    )
    .bind(only.map(|only| i64::from(only.0)))
    .fetch_all(database)
    .await?;
    let mut found: BTreeMap<_, DeclaredModule> = BTreeMap::new();
    for row in rows {
        let name: String = row.try_get(1)?;
        let label = row.try_get(2)?;
        let module = found
            .entry((OrganizationOrdinal(row.try_get(0)?), name.clone()))
            .or_insert(DeclaredModule { name, label, rights: Vec::new() });
        module.rights.push(DeclaredRight { name: row.try_get(3)?, label: row.try_get(4)? });
    }
    Ok(found.into_iter().map(|(key, module)| (key, Arc::new(module))).collect())
}

struct SetModule {
    _tells: Tells,
    by: By,
    organization: Organization,
    name: String,
    /// What it stands for from now on; nothing any more if absent.
    module: Option<DeclaredModule>,
}

impl Command for SetModule {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Self { by, organization, name, module, .. } = self;
        let held = read(transaction.sql(), Some(organization.ordinal)).await?;
        let old = held.get(&(organization.ordinal, name.clone())).map(|old| &**old);
        if old == module.as_ref() {
            return Ok(());
        }
        if old.is_none() && held.len() >= MODULES_MAX {
            return Err(refuse(RightsRefusal::TooMany { max: MODULES_MAX as u64 }));
        }
        write(transaction, organization.ordinal, name, module.as_ref()).await?;
        let (action, change) = match (old, &module) {
            (None, _) => ("module.declared", EventType::Add),
            (Some(_), Some(_)) => ("module.updated", EventType::Change),
            (Some(_), None) => ("module.removed", EventType::Delete),
        };
        let label = |module: Option<&DeclaredModule>| module.map(|module| module.label.clone());
        let words = |module: Option<&DeclaredModule>| module.map(DeclaredModule::words);
        let new = module.as_ref();
        let name_on_screen = label(new).or(label(old)).unwrap_or_default();
        Told::new(by, action)
            .event_type(change)
            .critical()
            .record("module", name, &name_on_screen, Some(change))
            .change("label", label(old).as_deref(), label(new).as_deref())
            .change("rights", words(old).as_deref(), words(new).as_deref())
            .tell(transaction, organization)
    }
}

async fn write(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
    name: &str,
    module: Option<&DeclaredModule>,
) -> Result<(), CommandError> {
    let organization = i64::from(organization.0);
    for sql in [
        "DELETE FROM desk_module_right WHERE organization = $1 AND module = $2",
        "DELETE FROM desk_module WHERE organization = $1 AND name = $2",
    ] {
        sqlx::query(sql).bind(organization).bind(name).execute(transaction.sql()).await?;
    }
    let Some(module) = module else { return Ok(()) };
    sqlx::query("INSERT INTO desk_module (organization, name, label) VALUES ($1, $2, $3)")
        .bind(organization)
        .bind(name)
        .bind(&module.label)
        .execute(transaction.sql())
        .await?;
    for (place, right) in module.rights.iter().enumerate() {
        sqlx::query(
            "INSERT INTO desk_module_right (organization, module, place, name, label)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(organization)
        .bind(name)
        .bind(place as i64)
        .bind(&right.name)
        .bind(&right.label)
        .execute(transaction.sql())
        .await?;
    }
    Ok(())
}
