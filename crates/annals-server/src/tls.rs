//! TLS by own certificate, read again when its files change.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::{Error, Tls};

/// How often the files are looked at, when connections come.
const LOOK_EVERY: Duration = Duration::from_secs(10);

/// Takes TLS connections. Clones share the certificate.
#[derive(Clone)]
pub(crate) struct Acceptor {
    current: Arc<Mutex<Current>>,
}

struct Current {
    files: Tls,
    changed: [Option<SystemTime>; 2],
    looked_at: Instant,
    acceptor: TlsAcceptor,
}

impl Acceptor {
    /// Reads certificate and key.
    pub(crate) fn open(files: &Tls) -> Result<Self, Error> {
        let changed = changed(files);
        let acceptor = load(files)?;
        let current =
            Current { files: files.clone(), changed, looked_at: Instant::now(), acceptor };
        Ok(Self { current: Arc::new(Mutex::new(current)) })
    }

    /// Shakes hands.
    pub(crate) async fn accept(&self, stream: TcpStream) -> std::io::Result<TlsStream<TcpStream>> {
        let acceptor = self.renewed(LOOK_EVERY);
        acceptor.accept(stream).await
    }

    /// The certificate in use, read again if its files changed. A new one that can't be used
    /// leaves the old one in place: a half-copied file must not take the server down.
    fn renewed(&self, look_every: Duration) -> TlsAcceptor {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.looked_at.elapsed() < look_every {
            return current.acceptor.clone();
        }
        current.looked_at = Instant::now();
        let changed = changed(&current.files);
        if changed != current.changed {
            match load(&current.files) {
                Ok(acceptor) => {
                    tracing::info!("the certificate was read again");
                    current.acceptor = acceptor;
                    current.changed = changed;
                }
                Err(error) => tracing::warn!(%error, "the new certificate can't be used"),
            }
        }
        current.acceptor.clone()
    }
}

fn changed(files: &Tls) -> [Option<SystemTime>; 2] {
    [&files.certificate, &files.key]
        .map(|path| std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok())
}

fn load(files: &Tls) -> Result<TlsAcceptor, Error> {
    let failed = |path: &Path, reason: String| Error::Certificate {
        path: path.display().to_string(),
        reason,
    };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect)
        .map_err(|error| failed(&files.certificate, error.to_string()))?;
    if chain.is_empty() {
        return Err(failed(&files.certificate, "holds no certificate in PEM form".to_owned()));
    }
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .map_err(|error| failed(&files.key, error.to_string()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Config(error.to_string()))?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| failed(&files.certificate, error.to_string()))?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
