//! Which crate may depend on which.

use crate::metadata::{Dependency, Package};

/// Our crates from top to bottom: each may depend on those below it, and no other.
const ORDER: &[&str] = &[
    "annals",
    "annals-server",
    "annals-viewer",
    "annals-desk",
    "annals-store",
    "annals-proof",
    "annals-query",
    "annals-samples",
    "annals-report",
    "annals-delivery",
    "annals-model",
];

/// Only tests, examples and benches may see it; it may see everything.
const TESTKIT: &str = "annals-testkit";

/// It drives the others as programs.
const XTASK: &str = "xtask";

/// What a crate must know nothing of.
const MUST_NOT: &[(&str, &[&str])] = &[
    // It shows what it is given: no HTTP, no SQL, no storage types.
    ("annals-viewer", &["annals-desk", "annals-store", "axum", "http", "hyper", "sqlx", "tokio"]),
    // It neither speaks SQL nor reads segment files.
    ("annals-server", &["sqlx", "libsqlite3-sys", "memmap2", "fst", "roaring"]),
    ("annals-desk", &["axum", "http", "hyper", "maud"]),
    ("annals-store", &["axum", "http", "hyper", "maud", "reqwest", "tower-http"]),
    // No I/O.
    ("annals-proof", &["tokio", "sqlx", "axum", "reqwest", "getrandom", "jiff"]),
    ("annals-query", &["tokio", "sqlx", "axum", "reqwest", "getrandom"]),
    // No I/O and no clock: what was sent, and when it came, are given to it.
    (
        "annals-delivery",
        &["tokio", "sqlx", "axum", "http", "hyper", "reqwest", "getrandom", "jiff", "url"],
    ),
    // No I/O, and no wire form: that belongs to the server.
    ("annals-model", &["tokio", "sqlx", "axum", "reqwest", "getrandom", "serde"]),
    // It sets what it is given; of files it only looks for fonts.
    ("annals-report", &["annals-model", "tokio", "axum", "sqlx", "jiff"]),
    // Nothing random without a seed.
    ("annals-samples", &["tokio", "sqlx", "getrandom", "rand"]),
];

/// Packages that only these crates may use.
const ONLY_IN: &[(&str, &[&str])] = &[
    // Libraries tell their callers what exactly went wrong.
    ("anyhow", &["annals", XTASK]),
    ("clap", &["annals", XTASK]),
    ("axum", &["annals-server"]),
    ("maud", &["annals-viewer", "annals-server"]),
    // The binary has the peer of the benchmark.
    ("sqlx", &["annals-store", "annals-desk", "annals"]),
];

/// Every dependency that is against the rules.
pub(crate) fn broken(packages: &[Package]) -> Vec<String> {
    let mut broken = Vec::new();
    for package in packages.iter().filter(|package| package.ours) {
        let from = package.name.as_str();
        if rank(from).is_none() && from != TESTKIT && from != XTASK {
            broken.push(format!("{from} has no place in the order of crates"));
        }
        for dependency in &package.dependencies {
            if let Some(why) = refused(from, dependency) {
                broken.push(format!("{from} must not depend on {}: {why}", dependency.name));
            }
        }
    }
    broken
}

fn refused(from: &str, dependency: &Dependency) -> Option<String> {
    let to = dependency.name.as_str();
    if to == TESTKIT {
        return (!dependency.dev && from != TESTKIT).then(|| "it is for tests only".into());
    }
    if let Some(below) = rank(to) {
        return match rank(from) {
            Some(above) if above >= below => Some("arrows point down the list".into()),
            None if from == XTASK => Some("it runs the others as programs".into()),
            _ => direct(from, dependency),
        };
    }
    direct(from, dependency)
}

fn direct(from: &str, dependency: &Dependency) -> Option<String> {
    let to = dependency.name.as_str();
    if dependency.dev {
        return None;
    }
    let forbidden = MUST_NOT.iter().any(|(name, list)| *name == from && list.contains(&to));
    if forbidden {
        return Some("it must know nothing of that".into());
    }
    let (_, only) = ONLY_IN.iter().find(|(name, _)| *name == to)?;
    (!only.contains(&from)).then(|| format!("only {} may", only.join(", ")))
}

fn rank(name: &str) -> Option<usize> {
    ORDER.iter().position(|krate| *krate == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies() {
        let check = |from: &str, to: &str, dev: bool, expected: Option<&str>| {
            let found = refused(from, &Dependency { name: to.into(), dev });
            match (&found, expected) {
                (None, None) => {}
                (Some(found), Some(part)) if found.contains(part) => {}
                _ => panic!("{from} on {to}: {found:?}"),
            }
        };
        check("annals-server", "annals-model", false, None);
        check("annals-model", "annals-server", false, Some("down"));
        check("annals-model", "annals-server", true, Some("down"));
        check("annals-query", "annals-proof", false, Some("down"));
        check("annals-viewer", "annals-store", false, Some("nothing"));
        check("annals-viewer", "annals-query", false, None);
        check("annals-store", "anyhow", false, Some("only annals"));
        check("annals-store", "anyhow", true, None);
        check("annals-store", "annals-testkit", false, Some("tests"));
        check("annals-store", "annals-testkit", true, None);
        check("annals-testkit", "annals-server", false, None);
        check("annals-model", "serde", false, Some("nothing"));
        check("xtask", "annals-store", false, Some("programs"));
    }
}
