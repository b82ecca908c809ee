//! Calls that are wrong everywhere, or in some crates.

use super::source::Source;

/// Something that must not be written.
struct Banned {
    /// What is looked for in code, outside strings and comments.
    text: &'static str,
    /// Where it is wrong.
    place: Place,
    /// What to do instead, or why not.
    instead: &'static str,
}

enum Place {
    /// In all code.
    Anywhere,
    /// Outside tests.
    NotInTests,
    /// Outside tests, in these crates.
    In(&'static [&'static str]),
    /// Outside tests, in all crates but these.
    Except(&'static [&'static str]),
}

/// Crates that do no I/O and ask nobody for the time.
const PURE: Place =
    Place::In(&["annals-model", "annals-query", "annals-proof", "annals-samples", "annals-viewer"]);

/// Who may ask the system for the time: the clock that all others are given, and tools.
const NOT_A_CLOCK: Place = Place::Except(&["annals", "xtask", "annals-testkit"]);

const GIVEN_CLOCK: &str = "ask the `Clock` that you are given";
const NO_IO: &str = "this crate does no I/O";
const SEED: &str = "draw from the seed";

const BANNED: &[Banned] = &[
    ban("todo!", Place::Anywhere, "finish it"),
    ban("unimplemented!", Place::Anywhere, "finish it"),
    ban("dbg!", Place::Anywhere, "use tracing"),
    ban("#[ignore", Place::Anywhere, "long tests ask for ANNALS_TEST_LONG"),
    ban("std::fs", PURE, NO_IO),
    ban("std::net::Tcp", PURE, NO_IO),
    ban("std::process", PURE, NO_IO),
    ban("std::env", PURE, NO_IO),
    ban("SystemTime::now", NOT_A_CLOCK, GIVEN_CLOCK),
    ban("Timestamp::now", NOT_A_CLOCK, GIVEN_CLOCK),
    ban("Zoned::now", NOT_A_CLOCK, GIVEN_CLOCK),
    ban("Instant::now", PURE, GIVEN_CLOCK),
    ban("Uuid::new_v4", Place::In(&["annals-samples"]), SEED),
    ban("Uuid::now_v7", Place::In(&["annals-samples"]), SEED),
    ban("Serialize", Place::In(&["annals-model"]), "the wire form belongs to the server"),
    ban("Deserialize", Place::In(&["annals-model"]), "the wire form belongs to the server"),
    ban("unsafe {", Place::NotInTests, "only the map of segment files may"),
    ban("unsafe fn", Place::NotInTests, "only the map of segment files may"),
];

/// A file where something banned is right, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "crates/annals-model/src/clock.rs",
        "SystemTime::now",
        "the clock that everyone else is given",
    ),
    ("crates/annals-store/src/segment/map.rs", "unsafe {", "the map of segment files"),
];

const fn ban(text: &'static str, place: Place, instead: &'static str) -> Banned {
    Banned { text, place, instead }
}

/// Every banned call.
pub(crate) fn banned(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for banned in BANNED {
            if is_excepted(source, banned) {
                continue;
            }
            for at in calls(source, banned) {
                let Banned { text, instead, .. } = banned;
                found.push(format!("{} has `{text}`: {instead}", source.place(at)));
            }
        }
    }
    found
}

/// Exceptions for something that is not there.
pub(crate) fn needless_exceptions(sources: &[Source]) -> Vec<String> {
    let is_needed = |path: &str, text: &str| {
        let source = sources.iter().find(|source| source.path == path);
        let banned = BANNED.iter().find(|banned| banned.text == text);
        source.zip(banned).is_some_and(|(source, banned)| !calls(source, banned).is_empty())
    };
    EXCEPTIONS
        .iter()
        .filter(|(path, text, _)| !is_needed(path, text))
        .map(|(path, text, _)| format!("the one for `{text}` in {path} is not"))
        .collect()
}

fn is_excepted(source: &Source, banned: &Banned) -> bool {
    EXCEPTIONS.iter().any(|(path, text, _)| source.path == *path && banned.text == *text)
}

fn calls(source: &Source, banned: &Banned) -> Vec<usize> {
    let is_wrong = |at: usize| match banned.place {
        Place::Anywhere => true,
        Place::NotInTests => !source.is_test_at(at),
        Place::In(crates) => !source.is_test_at(at) && crates.contains(&source.krate()),
        Place::Except(crates) => !source.is_test_at(at) && !crates.contains(&source.krate()),
    };
    let is_word = |at: usize| {
        let before = source.code[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || c == '_'))
    };
    let places = source.code.match_indices(banned.text).map(|(at, _)| at);
    places.filter(|&at| is_word(at) && is_wrong(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_where_they_are_wrong() {
        let check = |path: &str, text: &str, expected: usize| {
            let found = banned(&[Source::new(path, text.to_owned())]);
            assert_eq!(found.len(), expected, "{path}: {text}: {found:?}");
        };
        check("crates/annals-store/src/a.rs", "fn f() { todo!() }", 1);
        check("crates/annals-store/src/a.rs", "fn f() { \"todo!()\" /* todo!() */ }", 0);
        check("crates/annals-store/tests/a.rs", "#[test]\n#[ignore = \"\"]\nfn f() {}", 1);
        check("crates/annals-store/src/a.rs", "use std::fs::File;", 0);
        check("crates/annals-query/src/a.rs", "use std::fs::File;", 1);
        check("crates/annals-query/tests/a.rs", "use std::fs::File;", 0);
        check("crates/annals-store/src/a.rs", "SystemTime::now()", 1);
        check("crates/annals-store/src/a.rs", "MySystemTime::now()", 0);
        check("crates/annals-model/src/clock.rs", "SystemTime::now()", 0);
        check("crates/annals-model/src/a.rs", "#[derive(Serialize)]", 1);
        check("crates/annals-server/src/a.rs", "#[derive(Serialize)]", 0);
    }

    #[test]
    fn an_exception_must_be_needed() {
        assert_eq!(needless_exceptions(&[]).len(), EXCEPTIONS.len());
    }
}
