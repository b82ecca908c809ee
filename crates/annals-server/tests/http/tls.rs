//! TLS by own certificate.

use std::path::Path;
use std::sync::Arc;

use annals_server::Tls;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::TestServer;

/// Writes a certificate for `localhost` and returns it.
fn certificate(directory: &Path) -> CertificateDer<'static> {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    std::fs::write(directory.join("cert.pem"), made.cert.pem()).unwrap();
    std::fs::write(directory.join("key.pem"), made.signing_key.serialize_pem()).unwrap();
    made.cert.der().clone()
}

fn files(directory: &Path) -> Tls {
    Tls { certificate: directory.join("cert.pem"), key: directory.join("key.pem") }
}

/// Asks for `/healthz` trusting only `root`.
async fn ask(address: &str, root: CertificateDer<'static>) -> std::io::Result<String> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(root).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = tokio::net::TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
    let mut stream = connector.connect(name, stream).await?;
    let request = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::test]
async fn the_certificate_is_used_and_cookies_become_secure() {
    let directory = tempfile::tempdir().unwrap();
    let root = certificate(directory.path());
    let other = tempfile::tempdir().unwrap();
    let stranger = certificate(other.path());
    let tls = Some(files(directory.path()));
    let server = TestServer::start_with(|_| {}, |config| config.tls = tls).await;
    assert!(server.url.starts_with("https://"));
    let address = server.url.trim_start_matches("https://");
    let answer = ask(address, root).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"));
    assert!(ask(address, stranger).await.is_err());
    // Plain HTTP gets no answer there.
    let plain = server.http.get(format!("http://{address}/healthz")).send().await;
    assert!(plain.is_err());
}

#[tokio::test]
async fn a_certificate_that_can_not_be_used_is_named() {
    let directory = tempfile::tempdir().unwrap();
    certificate(directory.path());
    let store = TestServer::start().await.store;
    for (file, content, expected) in [
        ("cert.pem", "", "cert.pem: holds no certificate in PEM form"),
        ("key.pem", "", "key.pem: "),
    ] {
        let kept = std::fs::read(directory.path().join(file)).unwrap();
        std::fs::write(directory.path().join(file), content).unwrap();
        let tls = Some(files(directory.path()));
        let listen = "127.0.0.1:0".parse().unwrap();
        let config = annals_server::Config { listen, tls, ..annals_server::Config::default() };
        let error = annals_server::Server::bind(store.clone(), config).await.err().unwrap();
        assert!(error.to_string().contains(expected), "{error}");
        std::fs::write(directory.path().join(file), kept).unwrap();
    }
}
