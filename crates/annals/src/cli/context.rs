//! What commands share: the log, the open store, the organisation that is meant.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use annals_desk::Desk;
use annals_model::{
    DAY_FIRST, MONTH_FIRST, Organization, OrganizationId, Preference, PreferenceValue,
};
use annals_store::{Options, Store};
use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{LogFormat, Settings};

/// An error of the command line that clap can't see by itself; ends with exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

/// Sends the log to stderr.
pub(crate) fn start_log(settings: &Settings) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log)
        .with_context(|| format!("{:?} is not a filter of the log", settings.log))?;
    // It would write whole credentials, with their ids and whose they are, when everything is asked
    // for.
    let quiet = "webauthn_rs_core=error".parse().context("the filter of passkeys")?;
    let filter = filter.add_directive(quiet);
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // A second subscriber within one process happens in tests only and changes nothing.
    let _ = match settings.log_format {
        LogFormat::Json => builder.json().try_init(),
        LogFormat::Text => builder.with_target(false).try_init(),
    };
    Ok(())
}

/// Opens the data directory for a command that ends soon, without sealing in the background.
pub(crate) async fn open_quiet(directory: &Path) -> anyhow::Result<Store> {
    open(directory, Options { background: false, ..Options::default() }).await
}

/// The same, but fails where there is none: reading must never create an empty one.
pub(crate) async fn open_existing(directory: &Path) -> anyhow::Result<Store> {
    require_data(directory)?;
    open_quiet(directory).await
}

/// Opens the data directory.
pub(crate) async fn open(directory: &Path, options: Options) -> anyhow::Result<Store> {
    let options = Options { migrations: annals_desk::MIGRATIONS, ..options };
    Store::open(directory, options).await.map_err(explain)
}

/// Why the data directory can't be opened, and what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoData {
    /// It belongs to a running process.
    #[error("{0}; stop that one first")]
    InUse(annals_store::Error),
    /// It is none.
    #[error("{} is no data directory of Annals; name one with --data", .0.display())]
    Absent(PathBuf),
}

/// Adds what to do about a directory that another process has open.
pub(crate) fn explain(error: annals_store::Error) -> anyhow::Error {
    match error {
        annals_store::Error::Locked { .. } => NoData::InUse(error).into(),
        error => error.into(),
    }
}

/// Whether another process has the directory open.
pub(crate) fn is_in_use(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(NoData::InUse(_)))
}

/// Adds the other way, for commands that have one.
pub(crate) fn or_ask_a_server(error: anyhow::Error) -> anyhow::Error {
    match error.downcast::<NoData>() {
        Ok(error) => {
            anyhow::anyhow!("{error}, or ask a server with --server URL and a key in ANNALS_KEY")
        }
        Err(error) => error,
    }
}

/// Fails unless `directory` is a data directory.
pub(crate) fn require_data(directory: &Path) -> Result<(), NoData> {
    match directory.join("journal.db").exists() {
        true => Ok(()),
        false => Err(NoData::Absent(directory.to_owned())),
    }
}

/// The organisation called `id`, or the only one besides the installation when none is named.
pub(crate) fn organization(store: &Store, id: Option<&str>) -> anyhow::Result<Organization> {
    let tree = store.organizations();
    if let Some(id) = id {
        let id = OrganizationId::parse(id).map_err(Usage)?;
        let found = tree.find(&id).cloned();
        return found.with_context(|| format!("there is no organisation called {id}"));
    }
    let root = OrganizationId::installation();
    let mut others = tree.iter().filter(|organization| organization.id != root);
    match (others.next(), others.next()) {
        (Some(only), None) => Ok(only.clone()),
        (None, _) => {
            anyhow::bail!("there is no organisation yet; make one with `annals org create`")
        }
        _ => Err(Usage("there are several organisations; name one with --org".to_owned()).into()),
    }
}

/// The settings part of an open store.
pub(crate) fn desk(store: &Store) -> Desk {
    Desk::new(store.clone())
}

/// The same with what the configuration says of preferences.
pub(crate) fn configured_desk(store: &Store, settings: &Settings) -> Desk {
    let order = if settings.month_first() { MONTH_FIRST } else { DAY_FIRST };
    desk(store).defaulting(Preference::DateOrder, PreferenceValue::Choice(order))
}

/// Writes a file that only its owner may read.
pub(crate) fn write_private(path: &Path, content: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(content)
}
