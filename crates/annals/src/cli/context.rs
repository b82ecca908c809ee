//! What commands share: the log, the open store, the organisation that is meant.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use annals_desk::Desk;
use annals_model::{
    DAY_FIRST, MONTH_FIRST, Organization, OrganizationId, Preference, PreferenceValue,
};
use annals_store::{Options, Store};
use anyhow::Context;
use tracing::{Level, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::layer::{Filter, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{LogFormat, Settings};

/// An error of the command line that clap can't see by itself; ends with exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);

/// Sends the log to stderr.
pub(crate) fn start_log(settings: &Settings) -> anyhow::Result<()> {
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let layer = match settings.log_format {
        LogFormat::Json => layer.json().boxed(),
        LogFormat::Text => layer.with_target(false).boxed(),
    };
    let log = tracing_subscriber::registry().with(layer.with_filter(log_filter(&settings.log)?));
    // A second subscriber within one process happens in tests only and changes nothing.
    let _ = log.try_init();
    Ok(())
}

/// What of the log is written, as `directives` ask for it, and never what the library of passkeys
/// says but for its errors: it would write whole credentials, with their ids and whose they are. A
/// directive for that would give way to one that names a module of the library.
fn log_filter<S>(directives: &str) -> anyhow::Result<impl Filter<S> + use<S>>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let asked = EnvFilter::try_new(directives)
        .with_context(|| format!("{directives:?} is not a filter of the log"))?;
    let says_no_more = filter_fn(|about| {
        !about.target().starts_with("webauthn") || *about.level() == Level::ERROR
    });
    Ok(asked.and(says_no_more))
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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// Whatever is asked for, credentials don't come into the log.
    #[test]
    fn the_library_of_passkeys_says_nothing_but_errors() {
        for directives in [
            "trace",
            "info",
            "webauthn_rs_core=trace",
            "webauthn_rs_core::core=trace",
            "annals=info,webauthn_rs=debug,webauthn_rs_core::attestation=trace",
        ] {
            let written = Written::default();
            let writer = written.clone();
            let layer = tracing_subscriber::fmt::layer().with_writer(move || writer.clone());
            let layer = layer.with_filter(log_filter(directives).unwrap());
            let log = tracing_subscriber::registry().with(layer);
            tracing::subscriber::with_default(log, || {
                tracing::trace!(target: "webauthn_rs_core::core", "a credential");
                tracing::debug!(target: "webauthn_rs_core::attestation", "a credential");
                tracing::info!(target: "webauthn_rs_core", "a credential");
                tracing::warn!(target: "webauthn_rs", "a credential");
                tracing::error!(target: "webauthn_rs_core::core", "a broken one");
                tracing::info!(target: "annals", "serving");
            });
            let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
            assert!(!text.contains("a credential"), "{directives}: {text}");
            let asks_for_all = !directives.starts_with("webauthn");
            assert_eq!(text.contains("serving"), asks_for_all, "{directives}: {text}");
            assert!(text.contains("a broken one") || directives.starts_with("annals"), "{text}");
        }
        assert!(log_filter::<tracing_subscriber::Registry>("no=such=filter").is_err());
    }
}
