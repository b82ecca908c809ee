//! Where entries are read from: a server, or a data directory that nobody has open.

use std::num::NonZeroUsize;

use annals_desk::{Desk, LogExport, LogSearch};
use annals_model::{
    Allow, Clock, EventId, Number, OrganizationId, OrganizationOrdinal, Permission, RecordKey,
    SystemClock, decide_with_below, limits,
};
use annals_query::{Context as QueryContext, Expr};
use annals_server::history;
use annals_server::wire::write_entry;
use annals_server::{date_order, working_hours};
use annals_store::{Entry, Order, PageRequest, Search, Snapshot, Store};
use anyhow::Context;
use clap::Args;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::client::Client;
use super::context::{self, Usage};
use super::record::AskedOfRecord;
use crate::config::Settings;

/// Where to read.
#[derive(Args, Clone, Debug)]
pub(crate) struct SourceFlags {
    /// Ask this server instead of opening the data directory
    #[arg(long, env = "ANNALS_SERVER", value_name = "URL")]
    pub(crate) server: Option<String>,
    /// API key for --server; better given in the environment than on the command line, where others
    /// on the machine see it
    #[arg(long, env = "ANNALS_KEY", hide_env_values = true, value_name = "SECRET")]
    pub(crate) key: Option<String>,
    /// Organisation [default: the key's, or with a data directory all]
    #[arg(long, value_name = "ID")]
    pub(crate) org: Option<String>,
    /// Search the organisations below as well
    #[arg(long)]
    pub(crate) below: bool,
    /// Zone of dates [default: the organisation's, or this machine's]. A server takes typed dates
    /// in the organisation's zone whatever is said here
    #[arg(long, value_name = "IANA NAME")]
    pub(crate) zone: Option<String>,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) q: String,
    pub(crate) org: Option<String>,
    pub(crate) below: bool,
    pub(crate) zone: TimeZone,
}

/// Where entries are read from.
pub(crate) enum Source {
    Server(Client),
    Directory(Box<Directory>),
}

/// An open data directory.
pub(crate) struct Directory {
    store: Store,
    desk: Desk,
}

impl SourceFlags {
    pub(crate) async fn open(&self, settings: &Settings) -> anyhow::Result<Source> {
        if let Some(server) = &self.server {
            return Ok(Source::Server(Client::new(server, self.key.clone())?));
        }
        let store = context::open_existing(&settings.data).await;
        let store = store.map_err(context::or_ask_a_server)?;
        let desk = context::configured_desk(&store, settings);
        desk.refresh_preferences().await?;
        Ok(Source::Directory(Box::new(Directory { store, desk })))
    }

    /// What is looked for in `source`.
    pub(crate) fn asked(&self, words: &[String], source: &Source) -> anyhow::Result<Asked> {
        Ok(Asked {
            q: words.join(" "),
            org: self.org.clone(),
            below: self.below,
            zone: self.zone(source)?,
        })
    }

    fn zone(&self, source: &Source) -> anyhow::Result<TimeZone> {
        if let Some(name) = &self.zone {
            let unknown = format!("{name:?} is no zone; write one such as America/Chicago");
            return Ok(TimeZone::get(name).map_err(|_| Usage(unknown))?);
        }
        let organization = match source {
            Source::Directory(directory) => {
                context::organization(&directory.store, self.org.as_deref()).ok()
            }
            Source::Server(_) => None,
        };
        let zone = match (source, organization) {
            (Source::Directory(directory), Some(found)) => {
                Some(directory.desk.preferences_of(found.ordinal).time_zone())
            }
            _ => None,
        };
        Ok(zone.unwrap_or_else(TimeZone::system))
    }
}

impl Source {
    /// Hands out the newest entries, newest first, at most `rows_max` of them.
    pub(crate) async fn search(
        &self,
        asked: &Asked,
        rows_max: usize,
        emit: &mut (dyn FnMut(Value) -> anyhow::Result<()> + Send),
    ) -> anyhow::Result<usize> {
        match self {
            Self::Server(client) => client.search(asked, rows_max, emit).await,
            Self::Directory(directory) => {
                let snapshot = directory.store.snapshot();
                directory.pages(&snapshot, &directory.plan(asked)?, rows_max, emit)
            }
        }
    }

    /// Tells `begin` how many entries there are, then hands out all of them, newest first. The
    /// operator's export of a data directory is told in its log before the first of them.
    pub(crate) async fn export(
        &self,
        asked: &Asked,
        begin: &mut (dyn FnMut(u64) + Send),
        emit: &mut (dyn FnMut(Value) -> anyhow::Result<()> + Send),
    ) -> anyhow::Result<usize> {
        match self {
            Self::Server(client) => {
                begin(client.count(asked).await?);
                client.search(asked, usize::MAX, emit).await
            }
            Self::Directory(directory) => {
                let plan = directory.plan(asked)?;
                // Neither the entry about the export nor what comes later is part of it.
                let snapshot = directory.store.snapshot();
                let total = snapshot.total(&Search { allow: &plan.0, expr: &plan.1 })?;
                directory.tell_export(asked, total).await?;
                begin(total);
                directory.pages(&snapshot, &plan, usize::MAX, emit)
            }
        }
    }

    /// The exact number of entries.
    pub(crate) async fn count(&self, asked: &Asked) -> anyhow::Result<u64> {
        match self {
            Self::Server(client) => client.count(asked).await,
            Self::Directory(directory) => directory.count(asked),
        }
    }

    /// The entry with an id, or with a number (`#17`) in one organisation.
    pub(crate) async fn get(&self, id: &str, asked: &Asked) -> anyhow::Result<Option<Value>> {
        match self {
            Self::Server(client) => client.get(id, asked).await,
            Self::Directory(directory) => directory.get(id, asked.org.as_deref()),
        }
    }

    /// A page of a record's history after `cursor`, or its state; nothing if there is no entry on
    /// it.
    pub(crate) async fn record_history(
        &self,
        asked: &AskedOfRecord,
        cursor: Option<&str>,
    ) -> anyhow::Result<Option<Value>> {
        match self {
            Self::Server(client) => client.record_history(asked, cursor).await,
            Self::Directory(directory) => directory.record_history(asked, cursor),
        }
    }

    pub(crate) async fn close(self) {
        if let Self::Directory(directory) = self {
            directory.store.close().await;
        }
    }
}

impl Directory {
    fn pages(
        &self,
        snapshot: &Snapshot,
        (allow, expr): &(Allow, Expr),
        rows_max: usize,
        emit: &mut dyn FnMut(Value) -> anyhow::Result<()>,
    ) -> anyhow::Result<usize> {
        let search = Search { allow, expr };
        let (mut rows, mut after) = (0, None);
        while let Some(rest) = NonZeroUsize::new((rows_max - rows).min(limits::PAGE_ROWS_MAX)) {
            let order = Order::default();
            let request = PageRequest { order, after, backwards: false, rows_max: rest };
            let page = snapshot.page(&search, &request)?;
            for entry in &page.entries {
                emit(self.json(entry)?)?;
                rows += 1;
            }
            after = page.positions.last().cloned();
            if !page.more || after.is_none() {
                break;
            }
        }
        Ok(rows)
    }

    async fn tell_export(&self, asked: &Asked, entries: u64) -> anyhow::Result<()> {
        let search = LogSearch {
            below: asked.below || asked.org.is_none(),
            text: asked.q.clone(),
            zone: asked.zone.iana_name().map(str::to_owned),
            ..LogSearch::everything(self.place(asked.org.as_deref())?)
        };
        let export = LogExport { search, format: "sql", entries };
        Ok(self.desk.tell_export(&self.desk.operator(), export).await?)
    }

    fn count(&self, asked: &Asked) -> anyhow::Result<u64> {
        let (allow, expr) = self.plan(asked)?;
        Ok(self.store.snapshot().total(&Search { allow: &allow, expr: &expr })?)
    }

    fn get(&self, id: &str, org: Option<&str>) -> anyhow::Result<Option<Value>> {
        let snapshot = self.store.snapshot();
        let found = match id.strip_prefix('#').map(str::parse) {
            Some(Ok(number)) => {
                let organization = context::organization(&self.store, org)?.ordinal;
                let allow = self.allow(organization)?;
                snapshot.by_number(&allow, organization, Number(number))?
            }
            _ => {
                let id = EventId::parse(id).map_err(Usage)?;
                snapshot.by_id(&self.allow(self.place(org)?)?, &id)?
            }
        };
        found.map(|entry| self.json(&entry)).transpose()
    }

    fn record_history(
        &self,
        asked: &AskedOfRecord,
        cursor: Option<&str>,
    ) -> anyhow::Result<Option<Value>> {
        let organization = context::organization(&self.store, asked.org.as_deref())?;
        let allow = self.allow_only(organization.ordinal)?;
        let preferences = self.desk.preferences_of(organization.ordinal);
        let context = QueryContext {
            zone: preferences.time_zone(),
            date_order: date_order(&preferences),
            working_hours: working_hours(&preferences),
            ..QueryContext::utc(SystemClock.now())
        };
        let AskedOfRecord { record_type, id, at, property, .. } = asked.clone();
        let wanted = history::Wanted {
            organization: organization.id,
            key: RecordKey { record_type, id },
            at: at
                .map(|at| annals_query::end_of(&at, &context))
                .transpose()
                .map_err(|reason| Usage(format!("--at: {reason}")))?,
            property,
            cursor: cursor.map(str::to_owned),
            rows_max: history::ROWS_MAX,
        };
        let found = history::answer(&self.store.snapshot(), &allow, &wanted)?;
        found.map(|json| Ok(serde_json::from_str(&json)?)).transpose()
    }

    fn plan(&self, asked: &Asked) -> anyhow::Result<(Allow, Expr)> {
        let place = self.place(asked.org.as_deref())?;
        let preferences = self.desk.preferences_of(place);
        let context = QueryContext {
            zone: asked.zone.clone(),
            date_order: date_order(&preferences),
            working_hours: working_hours(&preferences),
            ..QueryContext::utc(SystemClock.now())
        };
        let expr = annals_query::parse(&asked.q, &context)
            .map_err(|errors| Usage(format!("the search can't be understood: {errors}")))?;
        // The operator who names no organisation means all of them.
        let below = asked.below || asked.org.is_none();
        let allow = if below { self.allow(place)? } else { self.allow_only(place)? };
        Ok((allow, expr))
    }

    fn place(&self, org: Option<&str>) -> anyhow::Result<OrganizationOrdinal> {
        let root = OrganizationId::installation();
        let id = org.unwrap_or(root.as_str());
        Ok(context::organization(&self.store, Some(id))?.ordinal)
    }

    /// The organisation and those below it.
    fn allow(&self, place: OrganizationOrdinal) -> anyhow::Result<Allow> {
        let (tree, operator) = (self.store.organizations(), self.desk.operator());
        decide_with_below(&tree, &operator, place, Permission::ReadEvents)
            .allowed()
            .context("the operator may read everything")
    }

    fn allow_only(&self, place: OrganizationOrdinal) -> anyhow::Result<Allow> {
        let (tree, operator) = (self.store.organizations(), self.desk.operator());
        annals_model::decide(&tree, &operator, place, Permission::ReadEvents)
            .allowed()
            .context("the operator may read everything")
    }

    fn json(&self, entry: &Entry) -> anyhow::Result<Value> {
        let tree = self.store.organizations();
        let organization =
            tree.get(entry.organization).context("an entry's organisation is missing")?;
        let mut json = String::new();
        write_entry(&mut json, organization, entry.number, &entry.event, None);
        Ok(serde_json::from_str(&json)?)
    }
}
