//! Listening, answering, and the end.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use annals_desk::Desk;
use annals_store::Store;
use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio_io_timeout::TimeoutWriter;
use tower::ServiceExt as _;

use crate::middleware::Peer;
use crate::readings::{self, Readings};
use crate::state::AppState;
use crate::tls::Acceptor;
use crate::{Config, api, router};

/// After a failed accept (no more file descriptors), wait for some to be closed.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Why the server does not serve.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address can't be had.
    #[error("can't listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The failure.
        source: std::io::Error,
    },
    /// The configuration contradicts itself or is unsafe; a sentence for people.
    #[error("{0}")]
    Config(String),
    /// Certificate or key can't be used.
    #[error("{path}: {reason}")]
    Certificate {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// A server that has its address and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    acceptor: Option<Acceptor>,
    drain: Duration,
    closing: watch::Sender<bool>,
    state: AppState,
}

impl Server {
    /// Checks the configuration, reads the certificate and takes the address.
    pub async fn bind(store: Store, config: Config) -> Result<Self, Error> {
        check(&config)?;
        let acceptor = config.tls.as_ref().map(Acceptor::open).transpose()?;
        let listen = config.listen;
        let failed = |source| Error::Listen { address: listen, source };
        let listener = TcpListener::bind(listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        api::install_metrics();
        let (closing, closes) = watch::channel(false);
        let drain = config.drain;
        let state = AppState::with_closing(store, config, closes);
        Ok(Self { listener, address, acceptor, drain, closing, state })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://…` or `https://…` with the address.
    pub fn url(&self) -> String {
        let scheme = if self.acceptor.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// The settings as this server holds them. Whoever changes settings while it runs uses this
    /// one: another [`Desk`] of the same store would not tell it, say, of a revoked key.
    pub fn desk(&self) -> Desk {
        self.state.desk.clone()
    }

    /// Answers until `shutdown`; then takes no more, ends streams and lets open requests end
    /// within [`Config::drain`].
    pub async fn run(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), Error> {
        let Self { closing, drain, .. } = self;
        let Config { connections_max, head_timeout, write_timeout, .. } = *self.state.config;
        let readings = self.state.readings.clone();
        let hooks = self.state.hooks.clone();
        hooks.begin().await;
        let working = [
            tokio::spawn(sweep(readings.clone())),
            tokio::spawn(hooks.clone().read_all()),
            tokio::spawn(hooks.clone().sweep()),
            tokio::spawn(self.state.retention.clone().go_on()),
        ];
        let connections = Connections {
            router: router::routes(self.state),
            graceful: GracefulShutdown::new(),
            room: Arc::new(Semaphore::new(connections_max)),
            acceptor: self.acceptor,
            head_timeout,
            write_timeout,
        };
        tokio::select! {
            () = connections.accept(&self.listener) => {}
            () = shutdown => {}
        }
        drop(self.listener);
        let _ = closing.send(true);
        if tokio::time::timeout(drain, connections.graceful.shutdown()).await.is_err() {
            tracing::warn!("requests that were still open after {} s were cut", drain.as_secs());
        }
        for work in &working {
            work.abort();
        }
        hooks.close().await;
        readings.close().await;
        Ok(())
    }
}

/// Listens and answers until `shutdown`.
pub async fn serve(
    store: Store,
    config: Config,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    Server::bind(store, config).await?.run(shutdown).await
}

/// Sums repeated readings up, for ever.
async fn sweep(readings: Readings) {
    loop {
        tokio::time::sleep(readings::SWEEP_INTERVAL).await;
        readings.sweep().await;
    }
}

/// Passwords and keys must not cross a network in the clear by oversight.
fn check(config: &Config) -> Result<(), Error> {
    let plain = config.tls.is_none() && !config.allow_plain && config.trusted_proxies.is_empty();
    if plain && !config.listen.ip().is_loopback() {
        let address = config.listen;
        return Err(Error::Config(format!(
            "without a certificate Annals listens on loopback addresses only, not on {address}: \
             name a certificate, the proxy in front (trusted_proxies), or allow plain HTTP"
        )));
    }
    Ok(())
}

struct Connections {
    router: Router,
    graceful: GracefulShutdown,
    room: Arc<Semaphore>,
    acceptor: Option<Acceptor>,
    head_timeout: Duration,
    write_timeout: Duration,
}

impl Connections {
    async fn accept(&self, listener: &TcpListener) {
        loop {
            let Ok(permit) = self.room.clone().acquire_owned().await else { return };
            let (stream, address) = match listener.accept().await {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            // Small answers would otherwise wait for the acknowledgement of what went before.
            let _ = stream.set_nodelay(true);
            let acceptor = self.acceptor.clone();
            let answering = Answering {
                router: self.router.clone(),
                watcher: self.graceful.watcher(),
                head_timeout: self.head_timeout,
                write_timeout: self.write_timeout,
            };
            tokio::spawn(async move {
                connect(stream, address, acceptor, answering).await;
                drop(permit);
            });
        }
    }
}

/// What one connection is answered with.
struct Answering {
    router: Router,
    watcher: Watcher,
    head_timeout: Duration,
    write_timeout: Duration,
}

async fn connect(
    stream: TcpStream,
    address: SocketAddr,
    acceptor: Option<Acceptor>,
    answering: Answering,
) {
    let Some(acceptor) = acceptor else {
        return answering.answer(stream, Peer { address, tls: false }).await;
    };
    match tokio::time::timeout(answering.head_timeout, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => answering.answer(stream, Peer { address, tls: true }).await,
        Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
        Err(_) => tracing::debug!("a TLS handshake took too long"),
    }
}

impl Answering {
    async fn answer<S>(self, stream: S, peer: Peer)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let service = self.router.map_request(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(peer);
            request.map(axum::body::Body::new)
        });
        // One that is never read would hold its place, and what it searches, for ever.
        let mut stream = TimeoutWriter::new(stream);
        stream.set_timeout(Some(self.write_timeout));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.head_timeout)
            .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(service));
        if let Err(error) = self.watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_leaves_the_machine_only_when_told() {
        let config = |listen: &str| Config { listen: listen.parse().unwrap(), ..Config::default() };
        assert!(check(&config("127.0.0.1:80")).is_ok());
        assert!(check(&config("[::1]:80")).is_ok());
        assert!(check(&config("0.0.0.0:80")).is_err());
        assert!(check(&Config { allow_plain: true, ..config("0.0.0.0:80") }).is_ok());
        let trusted_proxies = vec!["10.0.0.1/32".parse().unwrap()];
        assert!(check(&Config { trusted_proxies, ..config("0.0.0.0:80") }).is_ok());
        let tls = Some(crate::Tls { certificate: "c".into(), key: "k".into() });
        assert!(check(&Config { tls, ..config("0.0.0.0:80") }).is_ok());
    }
}
