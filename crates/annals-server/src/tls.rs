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

#[cfg(test)]
mod tests {
    use super::*;

    fn write(directory: &Path) -> CertificateDer<'static> {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        std::fs::write(directory.join("cert.pem"), made.cert.pem()).unwrap();
        std::fs::write(directory.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
        made.cert.der().clone()
    }

    /// Moves the files' times, which a fast test would leave within one tick.
    fn age(directory: &Path, seconds: u64) {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        for file in ["cert.pem", "key.pem"] {
            let file = std::fs::File::options().write(true).open(directory.join(file)).unwrap();
            file.set_modified(time).unwrap();
        }
    }

    /// Which acceptor is in use, by its configuration's address.
    fn used(acceptor: &TlsAcceptor) -> *const ServerConfig {
        Arc::as_ptr(acceptor.config())
    }

    #[test]
    fn a_new_certificate_is_taken_up_and_a_broken_one_is_not() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path();
        let first = write(path);
        age(path, 1_000);
        let files = Tls { certificate: path.join("cert.pem"), key: path.join("key.pem") };
        let acceptor = Acceptor::open(&files).unwrap();
        let before = acceptor.renewed(Duration::ZERO);
        assert_eq!(used(&before), used(&acceptor.renewed(Duration::ZERO)), "unchanged");

        std::fs::write(path.join("key.pem"), "half a ").unwrap();
        assert_eq!(used(&before), used(&acceptor.renewed(Duration::ZERO)), "broken");

        assert_ne!(write(path), first);
        age(path, 2_000);
        assert_eq!(used(&before), used(&acceptor.renewed(LOOK_EVERY)), "too early to look");
        let after = acceptor.renewed(Duration::ZERO);
        assert_ne!(used(&before), used(&after), "renewed");
        assert_eq!(used(&after), used(&acceptor.renewed(Duration::ZERO)));
    }
}
