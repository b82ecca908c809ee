//! Saved views: searches of the log under a name, for oneself or for all of the organisation.

use annals_model::{EventType, Millis, Organization, OrganizationOrdinal, Permission, Principal};
use annals_store::{Command, CommandError, Transaction};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteExecutor};

use crate::entry::Told;
use crate::{By, Desk, Error, Refusal, Result, UserId, ViewRefusal, look, secret};

/// Views that one user keeps, at most.
pub const USER_VIEWS_MAX: u32 = 100;
/// Views that are shared in one organisation, at most.
pub const SHARED_VIEWS_MAX: u32 = 200;
/// Characters of a view's name, at most.
pub const VIEW_NAME_CHARS_MAX: usize = 80;
/// Bytes of the search that a view keeps, at most: the longest search there is, percent-encoded,
/// with as much again of filters.
const SEARCH_BYTES_MAX: usize = 24 * 1024;

/// A view's stable id; not a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ViewId(pub String);

/// A search under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Stable id.
    pub id: ViewId,
    /// Whose it is.
    pub owner: UserId,
    /// Their name; empty when they are gone.
    pub owner_name: String,
    /// What it is called.
    pub name: String,
    /// The search as the query string of the log's page, of which the desk understands nothing.
    pub search: String,
    /// Whether all who read the organisation's log may use it.
    pub is_shared: bool,
}

/// What a new view is made of.
#[derive(Clone, Debug)]
pub struct NewView {
    /// What it is called; unique among the user's views, in upper or lower case.
    pub name: String,
    /// See [`View::search`].
    pub search: String,
    /// See [`View::is_shared`].
    pub is_shared: bool,
}

/// What becomes of a view.
#[derive(Clone, Debug)]
pub enum ViewChange {
    /// Another name, and for whom it is.
    Name {
        /// See [`NewView::name`].
        name: String,
        /// See [`View::is_shared`].
        is_shared: bool,
    },
    /// Another search.
    Search(String),
    /// It goes away.
    Delete,
}

impl View {
    /// Reads `id, user_id, owner's name, name, search, is_shared`.
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: ViewId(row.try_get(0)?),
            owner: UserId(row.try_get(1)?),
            owner_name: row.try_get::<Option<String>, _>(2)?.unwrap_or_default(),
            name: row.try_get(3)?,
            search: row.try_get(4)?,
            is_shared: row.try_get::<i64, _>(5)? != 0,
        })
    }

    /// Whether `by` made it.
    pub fn is_of(&self, by: &Principal) -> bool {
        self.owner.0 == by.id
    }
}

impl Desk {
    /// The views of `by` and those shared in their organisation, by name.
    pub async fn views(&self, by: &Principal) -> Result<Vec<View>> {
        let organization = self.require(by, by.home, Permission::ReadEvents)?;
        let rows = sqlx::query(
            "SELECT v.id, v.user_id, u.name, v.name, v.search, v.is_shared
             FROM desk_view v LEFT JOIN desk_user u ON u.id = v.user_id
             WHERE v.organization = $1 AND (v.user_id = $2 OR v.is_shared = 1)
             ORDER BY v.name_key, v.id",
        )
        .bind(i64::from(organization.ordinal.0))
        .bind(&by.id)
        .fetch_all(self.store.settings())
        .await?;
        Ok(rows.iter().map(View::from_row).collect::<Result<_, _>>()?)
    }

    /// One of them. Someone else's private view is not found, as one that is not there.
    pub async fn view(&self, by: &Principal, id: &ViewId) -> Result<View> {
        let organization = self.require(by, by.home, Permission::ReadEvents)?;
        let found = find(self.store.settings(), organization.ordinal, by, id).await?;
        found.ok_or(Error::NotFound)
    }

    /// Whether `by` may change a view that they see: their own, and as an administrator any.
    pub fn may_change_view(&self, by: &Principal, view: &View) -> bool {
        view.is_of(by) || self.require(by, by.home, Permission::ManageOrganizations).is_ok()
    }

    /// Keeps a search of `by` under a name.
    pub async fn save_view(&self, by: impl Into<By>, new: NewView) -> Result<View> {
        let by = by.into();
        let organization =
            self.require(&by.principal, by.principal.home, Permission::ReadEvents)?;
        let view = View {
            id: ViewId(secret::new_id()?),
            owner: UserId(by.principal.id.clone()),
            owner_name: by.principal.name.clone(),
            name: checked_name(&new.name)?,
            search: checked_search(new.search)?,
            is_shared: new.is_shared,
        };
        Ok(self.store.command(SaveView { by, organization, view }).await?)
    }

    /// Changes or deletes a view that `by` may change.
    pub async fn change_view(
        &self,
        by: impl Into<By>,
        id: &ViewId,
        change: ViewChange,
    ) -> Result<()> {
        let by = by.into();
        let organization =
            self.require(&by.principal, by.principal.home, Permission::ReadEvents)?;
        let view = self.view(&by.principal, id).await?;
        if !self.may_change_view(&by.principal, &view) {
            return Err(Error::NotAllowed);
        }
        let change = match change {
            ViewChange::Name { name, is_shared } => {
                ViewChange::Name { name: checked_name(&name)?, is_shared }
            }
            ViewChange::Search(search) => ViewChange::Search(checked_search(search)?),
            ViewChange::Delete => ViewChange::Delete,
        };
        let id = id.clone();
        Ok(self.store.command(ChangeView { by, organization, id, change }).await?)
    }
}

async fn find(
    database: impl SqliteExecutor<'_>,
    organization: OrganizationOrdinal,
    by: &Principal,
    id: &ViewId,
) -> Result<Option<View>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT v.id, v.user_id, u.name, v.name, v.search, v.is_shared
         FROM desk_view v LEFT JOIN desk_user u ON u.id = v.user_id
         WHERE v.organization = $1 AND v.id = $2 AND (v.user_id = $3 OR v.is_shared = 1)",
    )
    .bind(i64::from(organization.0))
    .bind(&id.0)
    .bind(&by.id)
    .fetch_optional(database)
    .await?;
    row.as_ref().map(View::from_row).transpose()
}

fn checked_name(name: &str) -> Result<String> {
    let name = name.trim();
    let chars_max = VIEW_NAME_CHARS_MAX;
    if name.is_empty() || name.chars().count() > chars_max {
        return Err(refused(ViewRefusal::NameLength { chars_max }));
    }
    if let Some(character) = look::unseen_in(name) {
        return Err(refused(ViewRefusal::NameUnprintable { character }));
    }
    Ok(name.to_owned())
}

fn checked_search(search: String) -> Result<String> {
    let is_encoded = search.bytes().all(|byte| byte.is_ascii_graphic());
    if search.len() > SEARCH_BYTES_MAX || !is_encoded {
        return Err(refused(ViewRefusal::TooLong));
    }
    Ok(search)
}

fn name_key(name: &str) -> String {
    name.to_lowercase()
}

fn taken(name: &str) -> CommandError {
    refuse(ViewRefusal::NameTaken { name: name.to_owned() })
}

fn refused(refusal: ViewRefusal) -> Error {
    Error::Refused(refusal.into())
}

/// The same within a command.
fn refuse(refusal: ViewRefusal) -> CommandError {
    Refusal::from(refusal).into()
}

async fn check_room_for_shared(
    transaction: &mut Transaction<'_>,
    organization: &Organization,
) -> Result<(), CommandError> {
    let sql = "SELECT COUNT(*) FROM desk_view WHERE organization = $1 AND is_shared = 1";
    let count: i64 = sqlx::query_scalar(sql)
        .bind(i64::from(organization.ordinal.0))
        .fetch_one(transaction.sql())
        .await?;
    if count < i64::from(SHARED_VIEWS_MAX) {
        return Ok(());
    }
    Err(refuse(ViewRefusal::SharedFull { max: SHARED_VIEWS_MAX }))
}

async fn check_room_for_own(
    transaction: &mut Transaction<'_>,
    organization: &Organization,
    owner: &UserId,
) -> Result<(), CommandError> {
    let sql = "SELECT COUNT(*) FROM desk_view WHERE organization = $1 AND user_id = $2";
    let count: i64 = sqlx::query_scalar(sql)
        .bind(i64::from(organization.ordinal.0))
        .bind(&owner.0)
        .fetch_one(transaction.sql())
        .await?;
    if count < i64::from(USER_VIEWS_MAX) {
        return Ok(());
    }
    Err(refuse(ViewRefusal::Full { max: USER_VIEWS_MAX }))
}

struct SaveView {
    by: By,
    organization: Organization,
    view: View,
}

impl Command for SaveView {
    type Output = View;

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<View, CommandError> {
        let Self { by, organization, view } = self;
        check_room_for_own(transaction, organization, &view.owner).await?;
        if view.is_shared {
            check_room_for_shared(transaction, organization).await?;
        }
        let Millis(now) = transaction.now();
        let inserted = sqlx::query(
            "INSERT INTO desk_view (id, organization, user_id, name, name_key, search, is_shared,
             created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (organization, user_id, name_key) DO NOTHING",
        )
        .bind(&view.id.0)
        .bind(i64::from(organization.ordinal.0))
        .bind(&view.owner.0)
        .bind(&view.name)
        .bind(name_key(&view.name))
        .bind(&view.search)
        .bind(i64::from(view.is_shared))
        .bind(now)
        .execute(transaction.sql())
        .await?;
        if inserted.rows_affected() == 0 {
            return Err(taken(&view.name));
        }
        Told::new(by, "view.saved")
            .event_type(EventType::Add)
            .record("view", &view.id.0, &view.name, Some(EventType::Add))
            .change("name", None, Some(&view.name))
            .change("search", None, Some(&view.search))
            .change("shared", None, view.is_shared.then_some("true"))
            .tell(transaction, organization)?;
        Ok(view.clone())
    }
}

struct ChangeView {
    by: By,
    organization: Organization,
    id: ViewId,
    change: ViewChange,
}

impl Command for ChangeView {
    type Output = ();

    async fn run(&mut self, transaction: &mut Transaction<'_>) -> Result<(), CommandError> {
        let Self { by, organization, id, change } = self;
        // Asked again: it may have been deleted, or shared no longer, since `by` looked at it.
        let found = find(transaction.sql(), organization.ordinal, &by.principal, id).await?;
        let old = found.ok_or_else(|| refuse(ViewRefusal::Gone))?;
        let new = match change {
            ViewChange::Delete => return delete(transaction, by, organization, &old).await,
            ViewChange::Search(search) => View { search: search.clone(), ..old.clone() },
            ViewChange::Name { name, is_shared } => {
                View { name: name.clone(), is_shared: *is_shared, ..old.clone() }
            }
        };
        if new == old {
            return Ok(());
        }
        if new.is_shared && !old.is_shared {
            check_room_for_shared(transaction, organization).await?;
        }
        update(transaction, &new).await?;
        Told::new(by, "view.changed")
            .event_type(EventType::Change)
            .record("view", &new.id.0, &new.name, Some(EventType::Change))
            .change("name", Some(&old.name), Some(&new.name))
            .change("search", Some(&old.search), Some(&new.search))
            .change("shared", Some(word(old.is_shared)), Some(word(new.is_shared)))
            .tell(transaction, organization)
    }
}

fn word(is_shared: bool) -> &'static str {
    if is_shared { "true" } else { "false" }
}

async fn update(transaction: &mut Transaction<'_>, view: &View) -> Result<(), CommandError> {
    let updated = sqlx::query(
        "UPDATE desk_view SET name = $2, name_key = $3, search = $4, is_shared = $5 WHERE id = $1",
    )
    .bind(&view.id.0)
    .bind(&view.name)
    .bind(name_key(&view.name))
    .bind(&view.search)
    .bind(i64::from(view.is_shared))
    .execute(transaction.sql())
    .await;
    match updated {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Err(taken(&view.name)),
        updated => Ok(updated.map(|_| ())?),
    }
}

async fn delete(
    transaction: &mut Transaction<'_>,
    by: &By,
    organization: &Organization,
    view: &View,
) -> Result<(), CommandError> {
    sqlx::query("DELETE FROM desk_view WHERE id = $1")
        .bind(&view.id.0)
        .execute(transaction.sql())
        .await?;
    Told::new(by, "view.deleted")
        .event_type(EventType::Delete)
        .record("view", &view.id.0, &view.name, Some(EventType::Delete))
        .change("search", Some(&view.search), None)
        .change("shared", view.is_shared.then_some("true"), None)
        .tell(transaction, organization)
}
