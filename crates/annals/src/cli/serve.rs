//! `annals serve`: the server.

use annals_server::Server;
use annals_store::Options;
use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use super::{Outcome, context};
use crate::config::{ServerFlags, Settings};

/// Run the server
///
/// The first line on stdout is the address it listens on. SIGTERM and SIGINT let open requests end,
/// then stop it.
#[derive(Args, Debug)]
pub(crate) struct Serve {
    #[command(flatten)]
    flags: ServerFlags,
    #[command(flatten)]
    test: TestFlags,
}

/// What only the crash tests set.
#[derive(Args, Debug)]
struct TestFlags {
    /// Seal the tail when it has so many events, so that a short run seals and compacts, too
    #[arg(long, hide = true, value_name = "EVENTS")]
    tail_events_max: Option<usize>,
    /// Take events however full the disk is
    #[arg(long, hide = true)]
    ignore_disk_space: bool,
    /// Lose acknowledged events in a power cut, which the test must notice
    #[arg(long, hide = true)]
    unsafe_no_sync: bool,
}

impl TestFlags {
    fn options(&self) -> Options {
        let mut options = Options { unsafe_no_sync: self.unsafe_no_sync, ..Options::default() };
        options.tail_events_max = self.tail_events_max.unwrap_or(options.tail_events_max);
        if self.ignore_disk_space {
            options.disk_refuse_percent = 0;
        }
        options
    }
}

impl Serve {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let config = settings.server(&self.flags)?;
        let store = context::open(&settings.data, self.test.options()).await?;
        let server = Server::bind(store.clone(), config).await?;
        if context::desk(&store).has_no_users().await? {
            tracing::warn!("nobody can sign in yet: run `annals org create` or `annals org admin`");
        }
        tracing::info!(data = %settings.data.display(), "serving {}", server.url());
        super::output::print_line(&server.url())?;
        let operator = super::operator::listen(&store, server.desk(), &settings.data);
        server.run(stopped()?).await?;
        drop(operator);
        store.close().await;
        tracing::info!("stopped");
        Ok(Outcome::Done)
    }
}

/// Ends when the process is told to stop.
pub(crate) fn stopped() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
