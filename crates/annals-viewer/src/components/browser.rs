//! What a session was begun with, in words.

use crate::messages::account as messages;

/// What browsers call themselves, the narrower names before those that they have from others.
const BROWSERS: [(&str, &str); 13] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("HeadlessChrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];
const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// "Firefox on Windows"; what a program calls itself where that is no browser's name. It is what
/// the program says: a hint for people, and proof of nothing.
pub fn browser(user_agent: Option<&str>) -> String {
    let Some(said) = user_agent.filter(|said| !said.trim().is_empty()) else {
        return messages::unknown_program().to_owned();
    };
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| said.contains(sign)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => messages::browser_on(browser, system),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Language, in_language};

    #[test]
    fn browsers_are_called_as_people_call_them() {
        for (said, expected) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like \
                 Gecko) Version/18.0 Safari/605.1.15",
                "Safari on macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1",
                "Chrome on iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) \
                 SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
                "Samsung Internet on Android",
            ),
            ("curl/8.10.1", "curl"),
            ("office-sync 3", "office-sync 3"),
            (" ", "An unknown program"),
        ] {
            let found = in_language(Language::English, || browser(Some(said)));
            assert_eq!(found, expected, "{said}");
        }
        let none = in_language(Language::English, || browser(None));
        assert_eq!(none, "An unknown program");
    }
}
