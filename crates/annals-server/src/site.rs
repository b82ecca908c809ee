//! The address by which browsers reach this server, for passkeys and for links that are passed on.

use std::sync::Arc;

use annals_desk::Site;
use annals_viewer::components::passkey::PasskeySite;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use std::convert::Infallible;
use std::net::IpAddr;

use crate::middleware::Requester;
use crate::state::AppState;

/// Where a request's browser is, for passkeys.
#[derive(Clone, Debug)]
pub(crate) enum Here {
    /// They work at this site.
    Site(Arc<Site>),
    /// They would work at this address of the same server.
    Rather(String),
    /// Nobody said by which address people reach the server.
    Unknown,
}

impl Here {
    /// The site, if passkeys work.
    pub(crate) fn site(&self) -> Option<&Site> {
        match self {
            Self::Site(site) => Some(site),
            Self::Rather(_) | Self::Unknown => None,
        }
    }

    /// Its address, if passkeys work.
    pub(crate) fn origin(&self) -> Option<String> {
        self.site().map(|site| site.origin().to_owned())
    }

    /// The same for pages.
    pub(crate) fn view(&self) -> PasskeySite {
        match self {
            Self::Site(site) => PasskeySite::At(site.origin().to_owned()),
            Self::Rather(url) => PasskeySite::Rather(url.clone()),
            Self::Unknown => PasskeySite::Unknown,
        }
    }

    /// Without a public address: what the browser says, if that is the machine itself. Any other
    /// name could be one that only an attacker gave to this server.
    fn of_host(host: Option<&str>, secure: bool) -> Self {
        let Some(host) = host.and_then(|host| host.parse::<Authority>().ok()) else {
            return Self::Unknown;
        };
        let scheme = if secure { "https" } else { "http" };
        let name = host.host().trim_start_matches('[').trim_end_matches(']');
        if name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback()) {
            let port = host.port().map(|port| format!(":{port}")).unwrap_or_default();
            return Self::Rather(format!("{scheme}://localhost{port}"));
        }
        let is_local = name == "localhost" || name.ends_with(".localhost");
        match is_local.then(|| Site::parse(&format!("{scheme}://{host}"))) {
            Some(Ok(site)) => Self::Site(Arc::new(site)),
            _ => Self::Unknown,
        }
    }
}

impl FromRequestParts<AppState> for Here {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        if let Some(site) = &state.config.site {
            return Ok(Self::Site(Arc::clone(site)));
        }
        let secure = parts.extensions.get::<Requester>().is_some_and(|from| from.secure);
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        Ok(Self::of_host(host, secure))
    }
}

/// Where links begin that are copied, mailed or printed: the public address, and without one that
/// by which this request came. Whoever can make a request with another `Host` would otherwise have
/// somebody else's link for a new password lead to themselves.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl(pub(crate) String);

impl FromRequestParts<AppState> for BaseUrl {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        if let Some(site) = &state.config.site {
            return Ok(Self(site.origin().to_owned()));
        }
        let secure = parts.extensions.get::<Requester>().is_some_and(|from| from.secure);
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let scheme = if secure { "https" } else { "http" };
        Ok(Self(format!("{scheme}://{}", host.unwrap_or("localhost"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_machine_itself_needs_no_public_address() {
        let of = |host, secure| match Here::of_host(host, secure) {
            Here::Site(site) => site.origin().to_owned(),
            Here::Rather(url) => format!("rather {url}"),
            Here::Unknown => "unknown".to_owned(),
        };
        for (host, secure, expected) in [
            (Some("localhost:8321"), false, "http://localhost:8321"),
            (Some("localhost"), true, "https://localhost"),
            (Some("a.localhost:80"), false, "http://a.localhost"),
            (Some("127.0.0.1:8321"), false, "rather http://localhost:8321"),
            (Some("[::1]:8321"), true, "rather https://localhost:8321"),
            (Some("log.example"), true, "unknown"),
            (Some("192.0.2.1"), true, "unknown"),
            (Some("localhost.evil.example"), false, "unknown"),
            (Some("no host"), false, "unknown"),
            (None, false, "unknown"),
        ] {
            assert_eq!(of(host, secure), expected, "{host:?}");
        }
    }
}
