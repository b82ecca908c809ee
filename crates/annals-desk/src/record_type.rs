//! Types of records, as organisations declare them: what they are called and how they are shown,
//! in an organisation and those below it.

mod refusal;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use annals_model::{
    Catalogue, EditUrl, EventType, Organization, OrganizationOrdinal, Permission, Principal,
    RecordIcon, RecordTabs, RecordType, limits,
};
use annals_store::{Command, CommandError, Transaction};
use sqlx::{Row, SqliteExecutor};

use crate::cache::{Changes, Tells};
use crate::entry::Told;
use crate::{By, Desk, NAME_CHARS_MAX, Result, look};

pub use refusal::{RecordTypeRefusal, RecordTypeText};

/// Types that one organisation may declare.
pub const RECORD_TYPES_MAX: usize = 500;
/// Bytes of the address of an edit window.
pub const EDIT_URL_BYTES_MAX: usize = 2_000;

pub(crate) static CHANGES: Changes = Changes::none();

/// All declarations, by organisation and name.
pub(crate) type RecordTypes = HashMap<OrganizationOrdinal, BTreeMap<String, Arc<RecordType>>>;

impl Desk {
    /// The types that `organization` and those above it declare, where `by` may read events: the
    /// nearest declaration of each, with who made it.
    pub async fn record_types(
        &self,
        by: &Principal,
        organization: OrganizationOrdinal,
    ) -> Result<Vec<(String, Arc<RecordType>, OrganizationOrdinal)>> {
        self.require(by, organization, Permission::ReadEvents)?;
        self.refresh_record_types().await?;
        let found = self.record_types_in(organization).into_iter();
        Ok(found.map(|(name, (record_type, at))| (name, record_type, at)).collect())
    }

    /// Declares a type of `organization` and those below, or says anew how it is shown, where `by`
    /// may send events.
    pub async fn declare_record_type(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        name: &str,
        record_type: RecordType,
    ) -> Result<()> {
        check_type_name(name)?;
        check_text(RecordTypeText::Label, &record_type.label)?;
        check_text(RecordTypeText::Plural, &record_type.plural)?;
        let bytes = record_type.edit_url.as_ref().map_or(0, |url| url.template().len());
        if bytes > EDIT_URL_BYTES_MAX {
            let max = EDIT_URL_BYTES_MAX;
            return Err(RecordTypeRefusal::EditUrlLength { bytes, max }.into());
        }
        self.set_record_type(by.into(), organization, name, Some(record_type)).await
    }

    /// Takes a declaration back; one that is not there stays so.
    pub async fn remove_record_type(
        &self,
        by: impl Into<By>,
        organization: OrganizationOrdinal,
        name: &str,
    ) -> Result<()> {
        self.set_record_type(by.into(), organization, name, None).await
    }

    async fn set_record_type(
        &self,
        by: By,
        organization: OrganizationOrdinal,
        name: &str,
        record_type: Option<RecordType>,
    ) -> Result<()> {
        let organization = self.require(&by.principal, organization, Permission::WriteEvents)?;
        let (name, _tells) = (name.to_owned(), Tells(&CHANGES));
        let set = SetRecordType { _tells, by, organization, name, record_type };
        self.store.command(set).await?;
        CHANGES.tell();
        Ok(())
    }

    /// Reads again what has changed of types, so that [`Desk::catalogue_of`] waits for nothing.
    pub async fn refresh_record_types(&self) -> Result<()> {
        let read = async { Ok(read(self.store.settings(), None).await?) };
        self.record_types.refresh(&CHANGES, read).await
    }

    /// What records and actions are called in `organization`: as it and those above declare, and
    /// else as `base` has it.
    pub fn catalogue_of(&self, organization: OrganizationOrdinal, base: &Catalogue) -> Catalogue {
        let mut catalogue = base.clone();
        for (name, (record_type, _)) in self.record_types_in(organization) {
            catalogue.set_record_type(&name, (*record_type).clone());
        }
        catalogue
    }

    fn record_types_in(
        &self,
        organization: OrganizationOrdinal,
    ) -> BTreeMap<String, (Arc<RecordType>, OrganizationOrdinal)> {
        let (tree, all) = (self.store.organizations(), self.record_types.get());
        let mut found = BTreeMap::new();
        for place in tree.upwards(organization) {
            for (name, record_type) in all.get(&place.ordinal).into_iter().flatten() {
                let entry = found.entry(name.clone());
                entry.or_insert_with(|| (Arc::clone(record_type), place.ordinal));
            }
        }
        found
    }
}

/// What events may name as a type; a colon separates it from the id.
fn check_type_name(name: &str) -> Result<(), RecordTypeRefusal> {
    check_text(RecordTypeText::Name, name)?;
    let bytes_max = limits::CODE_BYTES_MAX;
    if name.len() > bytes_max || name.contains([':', '/']) || name.contains(char::is_whitespace) {
        return Err(RecordTypeRefusal::Name { bytes_max });
    }
    Ok(())
}

fn check_text(text: RecordTypeText, value: &str) -> Result<(), RecordTypeRefusal> {
    if value.trim().is_empty() || value.chars().count() > NAME_CHARS_MAX {
        return Err(RecordTypeRefusal::Length { text, chars_max: NAME_CHARS_MAX });
    }
    match look::unseen_in(value) {
        Some(character) => Err(RecordTypeRefusal::Unprintable { text, character }),
        None => Ok(()),
    }
}

async fn read(
    database: impl SqliteExecutor<'_>,
    only: Option<OrganizationOrdinal>,
) -> Result<RecordTypes, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT organization, name, label, plural, icon, edit_url, tabs FROM desk_record_type
         WHERE organization = $1 OR $1 IS NULL",
    )
    .bind(only.map(|only| i64::from(only.0)))
    .fetch_all(database)
    .await?;
    let mut found = RecordTypes::new();
    for row in &rows {
        let url: Option<&str> = row.try_get(5)?;
        let tabs: &str = row.try_get(6)?;
        // Words of a newer Annals mean what is usual.
        let record_type = RecordType {
            label: row.try_get(2)?,
            plural: row.try_get(3)?,
            icon: RecordIcon::parse(row.try_get(4)?).unwrap_or_default(),
            edit_url: url.and_then(|url| EditUrl::parse(url).ok()),
            tabs: RecordTabs::parse(tabs.split_whitespace()).unwrap_or_default(),
        };
        let of = found.entry(OrganizationOrdinal(row.try_get(0)?)).or_default();
        of.insert(row.try_get(1)?, Arc::new(record_type));
    }
    Ok(found)
}

struct SetRecordType {
    _tells: Tells,
    by: By,
    organization: Organization,
    name: String,
    /// How it is shown from now on; as usual if absent.
    record_type: Option<RecordType>,
}

impl Command for SetRecordType {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Self { by, organization, name, record_type, .. } = self;
        let at = organization.ordinal;
        let held = read(transaction.sql(), Some(at)).await?.remove(&at).unwrap_or_default();
        let (old, new) = (held.get(name).map(|old| &**old), record_type.as_ref());
        if old == new {
            return Ok(());
        }
        if old.is_none() && held.len() >= RECORD_TYPES_MAX {
            return Err(RecordTypeRefusal::TooMany { max: RECORD_TYPES_MAX }.into());
        }
        write(transaction, at, name, new).await?;
        let (action, change) = match (old, new) {
            (None, _) => ("record_type.declared", EventType::Add),
            (Some(_), Some(_)) => ("record_type.updated", EventType::Change),
            (Some(_), None) => ("record_type.removed", EventType::Delete),
        };
        let label = new.or(old).map(|one| one.label.clone()).unwrap_or_default();
        let told = Told::new(by, action).event_type(change).critical().record(
            "record_type",
            name,
            &label,
            Some(change),
        );
        let told = properties(old).into_iter().zip(properties(new)).fold(
            told,
            |told, ((property, old), (_, new))| {
                told.change(property, old.as_deref(), new.as_deref())
            },
        );
        told.tell(transaction, organization)
    }
}

/// What is told of a declaration.
fn properties(one: Option<&RecordType>) -> [(&'static str, Option<String>); 5] {
    let url = one.and_then(|one| one.edit_url.as_ref());
    [
        ("label", one.map(|one| one.label.clone())),
        ("plural", one.map(|one| one.plural.clone())),
        ("icon", one.map(|one| one.icon.as_str().to_owned())),
        ("edit_url", url.map(|url| url.template().to_owned())),
        ("tabs", one.map(|one| one.tabs.words().join(" "))),
    ]
}

async fn write(
    transaction: &mut Transaction<'_>,
    organization: OrganizationOrdinal,
    name: &str,
    record_type: Option<&RecordType>,
) -> Result<(), CommandError> {
    let organization = i64::from(organization.0);
    let Some(RecordType { label, plural, icon, edit_url, tabs }) = record_type else {
        sqlx::query("DELETE FROM desk_record_type WHERE organization = $1 AND name = $2")
            .bind(organization)
            .bind(name)
            .execute(transaction.sql())
            .await?;
        return Ok(());
    };
    sqlx::query(
        "INSERT INTO desk_record_type (organization, name, label, plural, icon, edit_url, tabs)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organization, name) DO UPDATE SET label = excluded.label,
             plural = excluded.plural, icon = excluded.icon, edit_url = excluded.edit_url,
             tabs = excluded.tabs",
    )
    .bind(organization)
    .bind(name)
    .bind(label)
    .bind(plural)
    .bind(icon.as_str())
    .bind(edit_url.as_ref().map(EditUrl::template))
    .bind(tabs.words().join(" "))
    .execute(transaction.sql())
    .await?;
    Ok(())
}
