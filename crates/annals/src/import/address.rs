//! Addresses as products write them.

use std::net::{IpAddr, SocketAddr};

/// The address in `text`: alone, with a port, in brackets, or first of a list. Names of hosts and
/// services are none. The second part says whether `text` was nothing but the address.
pub(super) fn read(text: &str) -> Option<(IpAddr, bool)> {
    let text = text.trim();
    if let Ok(ip) = text.parse::<IpAddr>() {
        return Some((ip.to_canonical(), true));
    }
    let first = text.split([',', ' ']).find(|part| !part.is_empty())?;
    let inner = first.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(first);
    // A zone such as `fe80::1%eth0` means something on the other machine only.
    let plain = inner.split('%').next().unwrap_or(inner);
    let ip = plain.parse::<IpAddr>().or_else(|_| first.parse::<SocketAddr>().map(|at| at.ip()));
    ip.ok().map(|ip| (ip.to_canonical(), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_many_makes() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(read(text).map(|(ip, _)| ip.to_string()).as_deref(), expected, "{text}");
        };
        check("203.0.113.9", Some("203.0.113.9"));
        check(" 203.0.113.9 ", Some("203.0.113.9"));
        check("203.0.113.9:443", Some("203.0.113.9"));
        check("[2001:db8::9]:443", Some("2001:db8::9"));
        check("[2001:db8::9]", Some("2001:db8::9"));
        check("2001:db8::9", Some("2001:db8::9"));
        check("::ffff:203.0.113.9", Some("203.0.113.9"));
        check("fe80::1%eth0", Some("fe80::1"));
        check("203.0.113.9, 10.0.0.1", Some("203.0.113.9"));
        check("-", None);
        check("", None);
        check("AWS Internal", None);
        check("cloudtrail.amazonaws.com", None);
        check("12.000.22.33", None);
        assert_eq!(read("203.0.113.9:443").map(|(_, whole)| whole), Some(false));
    }
}
