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
}

impl Serve {
    pub(crate) async fn run(self, settings: &Settings) -> anyhow::Result<Outcome> {
        let config = settings.server(&self.flags)?;
        let store = context::open(&settings.data, Options::default()).await?;
        let server = Server::bind(store.clone(), config).await?;
        if context::desk(&store).has_no_users().await? {
            tracing::warn!("nobody can sign in yet: run `annals org create`");
        }
        tracing::info!(data = %settings.data.display(), "serving {}", server.url());
        super::output::print_line(&server.url())?;
        let operator = super::operator::listen(&store, &settings.data);
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
