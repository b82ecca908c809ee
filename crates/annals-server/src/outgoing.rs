//! How other servers are asked: over HTTPS, for moments, and wherever they lead, no further.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::{Certificate, Client, redirect};

/// How long an answer may take, its body included.
const TIMEOUT: Duration = Duration::from_secs(5);

/// How other servers are found and trusted: by the system's names and roots, unless others are
/// named here.
#[derive(Clone, Debug, Default)]
pub struct Outgoing {
    /// Addresses of names that are not asked for.
    pub addresses: Vec<(String, SocketAddr)>,
    /// In DER: the only roots, unless there are none.
    pub roots: Vec<Vec<u8>>,
}

/// Why something could not be got, without the address, which may hold a token.
pub(crate) type Unreachable = String;

impl Outgoing {
    pub(crate) fn client(&self) -> reqwest::Result<Client> {
        // There may be one already, which does as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut client =
            Client::builder().https_only(true).redirect(redirect::Policy::none()).timeout(TIMEOUT);
        for (name, address) in &self.addresses {
            client = client.resolve(name, *address);
        }
        if !self.roots.is_empty() {
            let roots = self.roots.iter().map(|root| Certificate::from_der(root));
            client = client.tls_certs_only(roots.collect::<reqwest::Result<Vec<_>>>()?);
        }
        client.build()
    }
}

/// What is at an address, of at most `bytes_max` bytes.
pub(crate) async fn get(
    client: &Client,
    url: &str,
    bytes_max: usize,
) -> Result<Vec<u8>, Unreachable> {
    let reason = |error: reqwest::Error| error.without_url().to_string();
    let mut response = client.get(url).send().await.map_err(reason)?;
    if !response.status().is_success() {
        return Err(format!("it answered {}", response.status()));
    }
    let mut bytes = Vec::new();
    while let Some(part) = response.chunk().await.map_err(reason)? {
        if bytes.len() + part.len() > bytes_max {
            return Err(format!("it answered more than {bytes_max} bytes"));
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}
