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
use tower::ServiceExt as _;

use crate::middleware::Peer;
use crate::state::AppState;
use crate::tls::Acceptor;
use crate::{Config, api, router};

/// Connections open at once; more wait in the kernel's queue.
const CONNECTIONS_MAX: usize = 10_000;
/// The head of a request must be there after so long.
const HEAD_TIMEOUT: Duration = Duration::from_secs(15);
/// A TLS handshake must be done after so long.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);
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
        let connections = Connections {
            router: router::routes(self.state),
            graceful: GracefulShutdown::new(),
            room: Arc::new(Semaphore::new(CONNECTIONS_MAX)),
            acceptor: self.acceptor,
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
            let router = self.router.clone();
            let acceptor = self.acceptor.clone();
            let watcher = self.graceful.watcher();
            tokio::spawn(async move {
                connect(stream, address, router, acceptor, watcher).await;
                drop(permit);
            });
        }
    }
}

async fn connect(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    acceptor: Option<Acceptor>,
    watcher: Watcher,
) {
    let Some(acceptor) = acceptor else {
        return answer(stream, Peer { address, tls: false }, router, watcher).await;
    };
    match tokio::time::timeout(HANDSHAKE_TIMEOUT, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => answer(stream, Peer { address, tls: true }, router, watcher).await,
        Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
        Err(_) => tracing::debug!("a TLS handshake took too long"),
    }
}

async fn answer<S>(stream: S, peer: Peer, router: Router, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = router.map_request(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        request.map(axum::body::Body::new)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .pipeline_flush(true)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
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
