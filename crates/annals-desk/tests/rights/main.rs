//! Users, groups and rights: what each change does and tells, who may make it, and that what comes
//! out is what a naive computation says.

#![allow(clippy::unwrap_used, reason = "tests")]

mod changes;
mod effective;
mod limits;
mod looks;
mod losses;
mod migration;
mod passkeys;
mod passwords;
mod past;
mod second_factor;
mod sessions;
mod superiors;

use std::num::NonZeroUsize;
use std::sync::Arc;

use annals_desk::{
    Client, Desk, Group, GroupFields, Holder, MIGRATIONS, NewOrganization, NewUser, Role,
    SessionToken, SignIn, SignedIn, User,
};
use annals_model::{
    Event, FixedClock, Millis, OrganizationId, OrganizationOrdinal, Permission, Principal, Rights,
    decide,
};
use annals_query::Expr;
use annals_store::{Options, PageRequest, Search, Store};

/// The time that tests take for now: 2026-01-01T00:00:00Z.
const NOW: Millis = Millis(1_767_225_600_000);
const PASSWORD: &str = "correct horse battery";

/// A desk with the organisations `state > north > n1` and `state > south`.
struct Office {
    folder: tempfile::TempDir,
    store: Store,
    desk: Desk,
    clock: Arc<FixedClock>,
}

impl Office {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::new(NOW));
        let options = Options {
            background: false,
            migrations: MIGRATIONS,
            clock: clock.clone(),
            ..Options::default()
        };
        let store = Store::open(folder.path(), options).await.unwrap();
        let desk = Desk::with_clock(store.clone(), clock.clone());
        let office = Self { folder, store, desk, clock };
        for (id, parent) in
            [("state", "installation"), ("north", "state"), ("n1", "north"), ("south", "state")]
        {
            let new = NewOrganization {
                id: OrganizationId::parse(id).unwrap(),
                name: id.to_owned(),
                parent: office.at(parent),
                time_zone: None,
            };
            office.desk.create_organization(&office.desk.operator(), new).await.unwrap();
        }
        office
    }

    fn at(&self, id: &str) -> OrganizationOrdinal {
        self.store.organizations().find(&OrganizationId::parse(id).unwrap()).unwrap().ordinal
    }

    fn operator(&self) -> Principal {
        self.desk.operator()
    }

    async fn user(&self, at: &str, username: &str) -> User {
        self.user_with(at, username, |_| {}).await
    }

    async fn user_with(&self, at: &str, username: &str, more: impl FnOnce(&mut NewUser)) -> User {
        let name = format!("{username} in person");
        let mut new = NewUser::new(self.at(at), username, &name, PASSWORD);
        more(&mut new);
        self.desk.create_user(&self.operator(), new).await.unwrap()
    }

    async fn administrator(&self, at: &str, username: &str) -> User {
        self.user_with(at, username, |new| new.groups = vec![Role::Administrators.group()]).await
    }

    async fn group(&self, at: &str, name: &str) -> Group {
        let fields = GroupFields { name: name.to_owned(), ..GroupFields::default() };
        self.desk.create_group(&self.operator(), self.at(at), fields).await.unwrap()
    }

    /// What the user may do, as whoever signs in.
    async fn principal(&self, user: &User) -> Principal {
        self.sign_in(&user.username, PASSWORD, "192.0.2.1").await.unwrap().1.principal
    }

    /// Signs in from `ip` with `password`.
    async fn sign_in(
        &self,
        username: &str,
        password: &str,
        ip: &str,
    ) -> annals_desk::Result<(SessionToken, SignedIn)> {
        let (username, password) = (username.to_owned(), password.to_owned());
        let entered = self.desk.sign_in(SignIn { username, password, client: from(ip) }).await?;
        Ok(entered.session().unwrap())
    }

    async fn give(&self, holder: &Holder, rights: Rights) {
        let operator = self.operator();
        let old = self.desk.tool_rights(&operator, holder).await.unwrap();
        self.desk.set_tool_rights(&operator, holder, old, rights).await.unwrap();
    }

    /// The entries of an organisation with an area, oldest first.
    fn told(&self, at: &str) -> Vec<Event> {
        let mut events = self.told_all(at);
        events.retain(|event| event.area.is_some());
        events
    }

    /// All entries of an organisation, oldest first.
    fn told_all(&self, at: &str) -> Vec<Event> {
        let operator = self.operator();
        let tree = self.store.organizations();
        let allow = decide(&tree, &operator, self.at(at), Permission::ReadEvents).allowed();
        let search = Search { allow: &allow.unwrap(), expr: &Expr::All };
        let request = PageRequest::newest(NonZeroUsize::new(1_000).unwrap());
        let page = self.store.snapshot().page(&search, &request).unwrap();
        assert!(!page.more);
        let mut entries = page.entries;
        entries.sort_by_key(|entry| entry.number);
        entries.into_iter().map(|entry| entry.event).collect()
    }
}

/// Someone at this address.
fn from(ip: &str) -> Client {
    Client { ip: Some(ip.parse().unwrap()), user_agent: Some("Test/1".to_owned()) }
}

/// An entry in a line: area, type, and its named values; on a change also what changed.
fn line(event: &Event) -> String {
    let mut line =
        format!("{} {}", event.area.as_deref().unwrap_or("-"), event.event_type.as_str());
    for detail in &event.details {
        let value = detail.value.as_ref().map(ToString::to_string).unwrap_or_default();
        line.push_str(&format!(" | {}: {value}", detail.key));
    }
    if event.event_type == annals_model::EventType::Change {
        for change in &event.changes {
            let text = |value: &Option<annals_model::Value>| {
                value.as_ref().map_or("-".to_owned(), ToString::to_string)
            };
            let (old, new) = (text(&change.old), text(&change.new));
            line.push_str(&format!(" | {} {old} > {new}", change.property));
        }
    }
    line
}
