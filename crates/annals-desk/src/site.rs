//! The address by which people reach Annals, which passkeys are bound to.

use std::sync::Arc;
use std::time::Duration;

use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder};

use crate::passkey_ceremony::CEREMONY_MINUTES;

/// What authenticators call Annals, where they show a name.
const NAME: &str = "Annals";

/// Where Annals is for browsers: a passkey that was made there answers to nobody else.
#[derive(Clone, Debug)]
pub struct Site {
    origin: String,
    id: String,
    pub(crate) webauthn: Arc<Webauthn>,
}

/// Why passkeys can't be bound to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiteError {
    /// It is none.
    #[error("it is no address such as https://log.example")]
    NoAddress,
    /// There is something after the host and the port.
    #[error("it has a path, a user or a question; only https://log.example, or with a port")]
    More,
    /// It names no host, but an IP address.
    #[error("passkeys are bound to names; an IP address can't have any")]
    NoName,
    /// Browsers refuse passkeys there.
    #[error("browsers allow passkeys over https only, but for http://localhost")]
    Plain,
}

impl Site {
    /// The site at `url`: `https://log.example`, with a port if it has one, or
    /// `http://localhost:8321`.
    pub fn parse(url: &str) -> Result<Self, SiteError> {
        let url = Url::parse(url).map_err(|_| SiteError::NoAddress)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(SiteError::NoAddress);
        }
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !is_bare || !url.username().is_empty() || url.password().is_some() {
            return Err(SiteError::More);
        }
        let id = url.domain().ok_or(SiteError::NoName)?.to_owned();
        if url.scheme() != "https" && !is_local(&id) {
            return Err(SiteError::Plain);
        }
        let timeout = Duration::from_secs(u64::from(CEREMONY_MINUTES) * 60);
        let builder = WebauthnBuilder::new(&id, &url).map_err(|_| SiteError::NoName)?;
        let webauthn = builder.rp_name(NAME).timeout(timeout).build();
        let webauthn = Arc::new(webauthn.map_err(|_| SiteError::NoName)?);
        Ok(Self { origin: url.origin().ascii_serialization(), id, webauthn })
    }

    /// The address, as browsers say where a page is: `https://log.example`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The name that passkeys are bound to: `log.example`.
    pub fn id(&self) -> &str {
        &self.id
    }
}

/// Whether a name is the machine itself, for every browser.
fn is_local(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_an_address_that_browsers_allow_passkeys_at() {
        for (url, origin, id) in [
            ("https://log.example", "https://log.example", "log.example"),
            ("https://Log.Example:8443/", "https://log.example:8443", "log.example"),
            ("http://localhost:8321", "http://localhost:8321", "localhost"),
            ("http://a.localhost", "http://a.localhost", "a.localhost"),
        ] {
            let site = Site::parse(url).unwrap();
            assert_eq!((site.origin(), site.id()), (origin, id));
        }
        for (url, why) in [
            ("", SiteError::NoAddress),
            ("log.example", SiteError::NoAddress),
            ("ftp://log.example", SiteError::NoAddress),
            ("https://log.example/annals", SiteError::More),
            ("https://ada@log.example", SiteError::More),
            ("https://log.example/?q=1", SiteError::More),
            ("https://192.0.2.1", SiteError::NoName),
            ("http://127.0.0.1:8321", SiteError::NoName),
            ("http://[::1]:8321", SiteError::NoName),
            ("http://log.example", SiteError::Plain),
            ("http://notlocalhost", SiteError::Plain),
        ] {
            assert_eq!(Site::parse(url).err(), Some(why), "{url}");
        }
    }
}
