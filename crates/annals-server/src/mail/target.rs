//! Where links and pictures of messages lead.

use url::Url;

/// Characters of an address that are shown.
const SHOWN_CHARS_MAX: usize = 500;

/// An address that a message names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Of a server: its name as browsers ask for it, and the whole.
    Server(String, String),
    /// Of a person, or of another kind: the whole.
    Other(String),
    /// A picture within the message.
    Inside,
    /// A place within the message, or nothing.
    None,
}

impl Target {
    /// What `address` leads to. Names of servers in other letters are written in those of the
    /// Latin alphabet (`xn--…`), as names that only look like another one then don't.
    pub(super) fn of(address: &str) -> Self {
        let address = address.trim();
        if address.is_empty() || address.starts_with('#') {
            return Self::None;
        }
        match Url::parse(address) {
            Ok(url) if url.scheme() == "data" || url.scheme() == "cid" => Self::Inside,
            Ok(url) => match url.host_str().filter(|host| !host.is_empty()) {
                Some(host) => Self::Server(host.to_owned(), short(url.as_str())),
                None => Self::Other(short(url.as_str())),
            },
            // `//host/path` is what a mail program takes for another server.
            Err(_) => match Url::parse(&format!("https:{address}")) {
                Ok(url) if address.starts_with("//") => {
                    Self::Server(url.host_str().unwrap_or_default().to_owned(), short(url.as_str()))
                }
                _ => Self::Other(short(address)),
            },
        }
    }
}

fn short(address: &str) -> String {
    match address.char_indices().nth(SHOWN_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &address[..end]),
        None => address.to_owned(),
    }
}

/// Whether `address` is a picture that the message itself holds. SVG can be a program.
pub(super) fn is_picture_inside(address: &str) -> bool {
    let start: String = address.trim_start().chars().take(24).collect();
    let start = start.to_ascii_lowercase();
    ["png", "jpeg", "jpg", "gif", "webp"]
        .iter()
        .any(|kind| start.starts_with(&format!("data:image/{kind};base64,")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_is_the_one_that_would_be_asked() {
        let server = |host: &str| Some(host.to_owned());
        for (address, expected) in [
            ("https://gym.example/a?b", server("gym.example")),
            (" HTTPS://gym.example@evil.example/", server("evil.example")),
            ("https:\\\\evil.example\\gym.example", server("evil.example")),
            ("//evil.example/x", server("evil.example")),
            ("https://аррӏе.example/", server("xn--80ak6aa92e.example")),
            ("https://[::1]/", server("[::1]")),
            ("mailto:a@b.example", None),
            ("javascript:alert(1)", None),
            ("/relative", None),
            ("https://", None),
        ] {
            let found = match Target::of(address) {
                Target::Server(host, _) => Some(host),
                _ => None,
            };
            assert_eq!(found, expected, "{address}");
        }
        assert_eq!(Target::of("#top"), Target::None);
        assert_eq!(Target::of("cid:logo"), Target::Inside);
        let long = Target::of(&format!("https://x.example/{}", "é".repeat(5_000)));
        assert!(matches!(long, Target::Server(_, whole) if whole.chars().count() == 501));
    }

    #[test]
    fn only_pictures_of_dots_are_shown() {
        for (address, expected) in [
            ("data:image/png;base64,AAAA", true),
            (" DATA:image/GIF;base64,AAAA", true),
            ("data:image/svg+xml;base64,AAAA", false),
            ("data:text/html;base64,AAAA", false),
            ("data:image/png,<svg>", false),
            ("https://x.example/a.png", false),
        ] {
            assert_eq!(is_picture_inside(address), expected, "{address}");
        }
    }
}
