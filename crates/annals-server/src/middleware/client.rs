//! Who is at the other end: the connection's address, or what a trusted proxy says.

use std::net::{IpAddr, SocketAddr};

use annals_desk::Client;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use ipnet::IpNet;

use crate::error::{Code, Failure};
use crate::state::AppState;

/// The other end of the connection; put into the request by whoever accepted it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    /// Whether the connection is encrypted.
    pub(crate) tls: bool,
}

/// From where a request came, behind trusted proxies.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requester {
    /// Address and program, as they go into entries.
    pub(crate) client: Client,
    /// Whether the browser speaks HTTPS, to us or to the trusted proxy.
    pub(crate) secure: bool,
}

impl Requester {
    /// Reads what the connection and, if it is a trusted proxy's, its headers say.
    pub(crate) fn of(peer: Option<Peer>, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let user_agent = text(headers, header::USER_AGENT.as_str()).map(str::to_owned);
        let direct = peer.map(|peer| peer.address.ip().to_canonical());
        let is_trusted = |ip: IpAddr| trusted.iter().any(|net| net.contains(&ip));
        let mut requester = Self {
            client: Client { ip: direct, user_agent },
            secure: peer.is_some_and(|peer| peer.tls),
        };
        if !direct.is_some_and(is_trusted) {
            return requester;
        }
        if text(headers, "x-forwarded-proto").is_some_and(|proto| last(proto) == "https") {
            requester.secure = true;
        }
        // From the right, each trusted proxy vouches for the one before it; what stands further
        // left was written by the client and proves nothing.
        for hop in forwarded(headers).rev() {
            let Some(ip) = hop else { break };
            requester.client.ip = Some(ip);
            if !is_trusted(ip) {
                break;
            }
        }
        requester
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn last(list: &str) -> &str {
    list.rsplit(',').next().unwrap_or(list).trim()
}

/// The addresses in all `X-Forwarded-For` headers, left to right; `None` for what is none.
fn forwarded(headers: &HeaderMap) -> impl DoubleEndedIterator<Item = Option<IpAddr>> {
    let all: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .map(|value| value.to_str().unwrap_or_default())
        .flat_map(|list| list.split(','))
        .collect();
    let parsed: Vec<_> = all.into_iter().map(|text| address(text.trim())).collect();
    parsed.into_iter()
}

/// An address with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let ip = bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|full| full.ip()))?;
    Some(ip.to_canonical())
}

impl FromRequestParts<AppState> for Requester {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Failure> {
        let found = parts.extensions.get::<Self>().cloned();
        found.ok_or_else(|| Failure::new(Code::Internal, "the request has no origin"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(peer: &str, forwarded: &[&str], expected: &str) {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        headers.insert("x-forwarded-proto", "https".parse().unwrap());
        let peer = Peer { address: format!("{peer}:1234").parse().unwrap(), tls: false };
        let trusted = ["127.0.0.1/32".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
        let requester = Requester::of(Some(peer), &headers, &trusted);
        let found = format!("{} {}", requester.client.ip.unwrap(), requester.secure);
        assert_eq!(found, expected, "{forwarded:?}");
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        check("203.0.113.9", &["1.2.3.4"], "203.0.113.9 false");
        check("127.0.0.1", &["1.2.3.4"], "1.2.3.4 true");
        check("127.0.0.1", &["6.6.6.6, 1.2.3.4"], "1.2.3.4 true");
        check("127.0.0.1", &["6.6.6.6, 1.2.3.4, 10.1.1.1"], "1.2.3.4 true");
        check("127.0.0.1", &["6.6.6.6", "1.2.3.4"], "1.2.3.4 true");
        check("127.0.0.1", &["10.1.1.1, 10.1.1.2"], "10.1.1.1 true");
        check("127.0.0.1", &["garbage"], "127.0.0.1 true");
        check("127.0.0.1", &[], "127.0.0.1 true");
        check("127.0.0.1", &["[2001:db8::1]:99"], "2001:db8::1 true");
        check("127.0.0.1", &["::ffff:1.2.3.4"], "1.2.3.4 true");
    }
}
