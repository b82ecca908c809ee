//! `annals demo`: a server with a few organisations and thousands of entries to look at.

mod messages;
mod records;

use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use annals_desk::{Desk, NewKey, NewOrganization, NewUser, OrganizationFields, Role};
use annals_model::{
    Catalogue, Clock, Masker, Millis, OrganizationId, OrganizationOrdinal, Permission, SystemClock,
    admit,
};
use annals_samples::{
    DEMO_ENTRIES, DEMO_SEARCH, Demo as Samples, SampleMessage, SampleOrganization, SampleRecord,
};
use annals_server::Server;
use annals_store::{NewEvent, Options, Store};
use anyhow::Context;
use clap::{Args, value_parser};
use serde::{Deserialize, Serialize};

use super::{Outcome, context, password, serve};
use crate::config::{ServerFlags, Settings};

/// Run a server with sample organisations to look at
///
/// The data stays in .annals-demo (or --data) and is used again at the next start; delete the
/// directory to begin afresh.
#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// How many entries are made at the first start
    #[arg(long, default_value_t = DEMO_ENTRIES, value_parser = value_parser!(u64).range(ENTRIES))]
    entries: u64,
    #[command(flatten)]
    flags: ServerFlags,
}

const DIRECTORY: &str = ".annals-demo";
/// Beside the data: what must be the same at the next start.
const STATE: &str = "demo.json";
/// Entries of a demo.
const ENTRIES: std::ops::RangeInclusive<u64> = 1_000..=10_000_000;
const BATCH_EVENTS: usize = 4_000;

#[derive(Serialize, Deserialize)]
struct State {
    /// The time that the samples lead up to; the same again when a first start was cut short, so
    /// that repeated events are recognised.
    until_ms: i64,
    /// How many were asked for; those of the first start count.
    #[serde(default = "default_entries")]
    entries: u64,
    password: String,
    key: Option<String>,
    seeded: bool,
}

fn default_entries() -> u64 {
    DEMO_ENTRIES
}

impl Demo {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let directory = match settings.data_is_named {
            true => settings.data.clone(),
            false => PathBuf::from(DIRECTORY),
        };
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&directory)
            .with_context(|| format!("can't create {}", directory.display()))?;
        let mut state = State::load(&directory, self.entries)?;
        let store = context::open(&directory, Options::default()).await?;
        let samples = Samples::new(Millis(state.until_ms), state.entries);
        if !state.seeded {
            seed(&store, &samples, &mut state).await?;
            state.save(&directory)?;
        }
        let server = self.bind(&store, settings).await?;
        announce(&server.url(), &directory, &state, &samples)?;
        let operator = super::operator::listen(&store, server.desk(), &directory);
        server.run(serve::stopped()?).await?;
        drop(operator);
        store.close().await;
        Ok(Outcome::Done)
    }

    /// Takes the configured address, or any port when nobody asked for one and the usual is taken.
    async fn bind(&self, store: &Store, settings: &Settings) -> anyhow::Result<Server> {
        let mut config = settings.server(&self.flags)?;
        let taken = |error: &annals_server::Error| {
            matches!(error, annals_server::Error::Listen { source, .. }
                if source.kind() == ErrorKind::AddrInUse)
        };
        match Server::bind(store.clone(), config.clone()).await {
            Err(error) if self.flags.listen.is_none() && taken(&error) => {
                config.listen.set_port(0);
                Ok(Server::bind(store.clone(), config).await?)
            }
            bound => Ok(bound?),
        }
    }
}

impl State {
    fn load(directory: &Path, entries: u64) -> anyhow::Result<Self> {
        let path = directory.join(STATE);
        match std::fs::read(&path) {
            Ok(json) => serde_json::from_slice(&json).with_context(|| {
                format!("{} is damaged; delete {}", path.display(), directory.display())
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let occupied = directory.join("journal.db").exists();
                anyhow::ensure!(
                    !occupied,
                    "{} holds data that is not the demo's; name another directory",
                    directory.display()
                );
                let state = Self {
                    until_ms: SystemClock.now().0,
                    entries,
                    password: password::generate()?,
                    key: None,
                    seeded: false,
                };
                state.save(directory)?;
                Ok(state)
            }
            Err(error) => Err(error).with_context(|| format!("can't read {}", path.display())),
        }
    }

    fn save(&self, directory: &Path) -> anyhow::Result<()> {
        let path = directory.join(STATE);
        context::write_private(&path, &serde_json::to_vec_pretty(self)?)
            .with_context(|| format!("can't write {}", path.display()))
    }
}

/// Makes organisations, users and entries. What an earlier start has made already is left.
async fn seed(store: &Store, samples: &Samples, state: &mut State) -> anyhow::Result<()> {
    let desk = context::desk(store);
    // The others take it from the installation, but for the one that has another.
    let time_zone = Some(samples.home().time_zone.to_owned());
    let (zone, seen) =
        (OrganizationFields { time_zone, ..Default::default() }, OrganizationFields::default());
    let root = ordinal(store, &OrganizationId::installation())?;
    desk.change_organization(&desk.operator(), root, zone, seen).await?;
    create_organizations(store, &desk, samples.organizations()).await?;
    if desk.has_no_users().await? {
        for (organization, username, name) in users(samples) {
            create_user(store, &desk, organization, username, name, &state.password).await?;
        }
    }
    let new = NewKey {
        organization: ordinal(store, &samples.home().id)?,
        name: "Demo".to_owned(),
        scopes: [Permission::ReadEvents, Permission::WriteEvents].into_iter().collect(),
        reaches_below: false,
        expires_at: None,
    };
    let (_, secret) = desk.create_key(&desk.operator(), new).await?;
    let (sent, described) = append(store, samples, state.entries).await?;
    records::describe(store, &desk, samples, described).await?;
    messages::record(store, &desk, samples, &sent).await?;
    state.key = Some(secret.0);
    state.seeded = true;
    Ok(())
}

fn users(samples: &Samples) -> [(&Arc<SampleOrganization>, &'static str, &'static str); 3] {
    [
        (samples.home(), "admin", "Alex Morgan"),
        (samples.state(), "state.admin", "Dana Whitfield"),
        (samples.foundation(), "foundation.admin", "Nora Ellis"),
    ]
}

/// Creates those of `organizations` that are not there yet.
pub(crate) async fn create_organizations(
    store: &Store,
    desk: &Desk,
    organizations: &[Arc<SampleOrganization>],
) -> anyhow::Result<()> {
    for sample in organizations {
        if store.organizations().find(&sample.id).is_some() {
            continue;
        }
        let parent = match sample.parent {
            Some(parent) => organizations[parent].id.clone(),
            None => OrganizationId::installation(),
        };
        let new = NewOrganization {
            id: sample.id.clone(),
            name: sample.name.clone(),
            parent: ordinal(store, &parent)?,
            time_zone: Some(sample.time_zone.to_owned()),
        };
        desk.create_organization(&desk.operator(), new).await?;
    }
    Ok(())
}

async fn create_user(
    store: &Store,
    desk: &Desk,
    organization: &SampleOrganization,
    username: &str,
    name: &str,
    password: &str,
) -> anyhow::Result<()> {
    let new = NewUser {
        groups: vec![Role::Administrators.group()],
        ..NewUser::new(ordinal(store, &organization.id)?, username, name, password)
    };
    desk.create_user(&desk.operator(), new).await?;
    Ok(())
}

/// Appends the entries in their order: while some are being committed the next are made. What was
/// sent meanwhile, and what is said of the records that are there.
async fn append(
    store: &Store,
    samples: &Samples,
    entries: u64,
) -> anyhow::Result<(Vec<SampleMessage>, Vec<SampleRecord>)> {
    let (catalogue, masker) = (Catalogue::default(), Masker::default());
    let progress = super::progress::bar(entries, "entries");
    let mut before: Option<tokio::task::JoinHandle<annals_store::Result<_>>> = None;
    let mut batches = samples.batches();
    for batch in &mut batches {
        let mut batch = batch.into_iter().peekable();
        while batch.peek().is_some() {
            let mut events = Vec::with_capacity(BATCH_EVENTS);
            for draft in batch.by_ref().take(BATCH_EVENTS) {
                let id = draft.organization.clone().unwrap_or_else(OrganizationId::installation);
                let organization = ordinal(store, &id)?;
                let admitted = admit(draft, id, &catalogue, &masker, SystemClock.now());
                let (event, fingerprint) = admitted
                    .map_err(|problems| anyhow::anyhow!("a sample was refused: {problems:?}"))?;
                events.push(NewEvent { organization, event, fingerprint });
            }
            if let Some(before) = before.take() {
                before.await??;
            }
            progress.inc(events.len() as u64);
            let store = store.clone();
            before = Some(tokio::spawn(async move { store.append(events).await }));
        }
    }
    if let Some(before) = before {
        before.await??;
    }
    progress.finish_and_clear();
    Ok((batches.messages(), batches.records()))
}

fn ordinal(store: &Store, id: &OrganizationId) -> anyhow::Result<OrganizationOrdinal> {
    let tree = store.organizations();
    let found = tree.find(id).with_context(|| format!("the organisation {id} is missing"))?;
    Ok(found.ordinal)
}

fn announce(url: &str, directory: &Path, state: &State, samples: &Samples) -> anyhow::Result<()> {
    use super::output::print_line;
    print_line(&format!("{url}\n"))?;
    for (organization, username, _) in users(samples) {
        let label = if username == "admin" { "Sign in as" } else { "or as" };
        print_line(&format!("  {label:<12}{username:<18}{}", organization.name))?;
    }
    print_line(&format!("  Password    {}", state.password))?;
    print_line(&format!("  Try         {DEMO_SEARCH}"))?;
    // Browsers allow none at an IP address.
    if let Some(port) = url.strip_prefix("http://127.0.0.1") {
        print_line(&format!("  Passkeys    at http://localhost{port}"))?;
    }
    if let Some(key) = &state.key {
        print_line(&format!("  API key     {key}"))?;
    }
    print_line(&format!(
        "\nThe data stays in {}; delete it to begin afresh. Ctrl+C stops the demo.",
        directory.display()
    ))?;
    Ok(())
}
