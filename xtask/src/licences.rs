//! The licences of everything that is built in or built with.

use anyhow::Result;

use crate::metadata::{Package, packages};
use crate::report::Outcome;

/// Licences that ask for no more than keeping their notice.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Zlib",
];

/// Packages under another licence, each with the reason why it may stay.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "webpki-root-certs",
        "CDLA-Permissive-2.0",
        "root certificates for systems that have none; not part of a build for Linux",
    ),
    (
        "xxhash-rust",
        "BSL-1.0",
        "the Boost licence is permissive and asks for no notice with a binary",
    ),
];

/// Checks every package of the lock file.
pub(crate) fn run() -> Result<Outcome> {
    let packages = packages()?;
    let mut outcome = Outcome::default();
    for package in packages.iter().filter(|package| !package.ours) {
        match refused(package) {
            None => outcome.passed += 1,
            Some(why) => outcome.failed.push(why),
        }
    }
    for (name, licence, _) in EXCEPTIONS {
        let is_used = |package: &Package| package.name == *name && !is_allowed_as_is(package);
        if !packages.iter().any(is_used) {
            outcome.failed.push(format!("the exception for {name} ({licence}) is not needed"));
        }
    }
    let all = outcome.passed + outcome.failed.len();
    println!("{all} packages, {} exceptions", EXCEPTIONS.len());
    // Two hundred passed packages among the tests would say nothing.
    outcome.passed = usize::from(outcome.failed.is_empty());
    Ok(outcome)
}

fn is_allowed_as_is(package: &Package) -> bool {
    package.licence.as_deref().is_some_and(|licence| is_allowed(licence, ALLOWED))
}

fn refused(package: &Package) -> Option<String> {
    let Package { name, version, licence, .. } = package;
    let Some(licence) = licence else {
        return Some(format!("{name} {version} names no licence"));
    };
    let excepted = EXCEPTIONS.iter().find(|(excepted, ..)| excepted == name);
    let mut allowed = ALLOWED.to_vec();
    allowed.extend(excepted.map(|(_, licence, _)| *licence));
    (!is_allowed(licence, &allowed))
        .then(|| format!("{name} {version} is under {licence}, which is not on the list"))
}

/// Whether an SPDX expression can be met with allowed licences alone.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    // The old way to write OR.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    let mut rest = &words[..];
    any(&mut rest, allowed) && rest.is_empty()
}

fn any(rest: &mut &[&str], allowed: &[&str]) -> bool {
    let mut met = all(rest, allowed);
    while let ["OR", after @ ..] = rest {
        *rest = after;
        // Both sides are read, whichever decides.
        met |= all(rest, allowed);
    }
    met
}

fn all(rest: &mut &[&str], allowed: &[&str]) -> bool {
    let mut met = one(rest, allowed);
    while let ["AND", after @ ..] = rest {
        *rest = after;
        met &= one(rest, allowed);
    }
    met
}

fn one(rest: &mut &[&str], allowed: &[&str]) -> bool {
    match *rest {
        ["(", after @ ..] => {
            *rest = after;
            let met = any(rest, allowed);
            let closed = rest.first() == Some(&")");
            *rest = rest.get(1..).unwrap_or_default();
            met && closed
        }
        [licence, "WITH", exception, after @ ..] => {
            *rest = after;
            allowed.contains(&format!("{licence} WITH {exception}").as_str())
        }
        [licence, after @ ..] => {
            *rest = after;
            allowed.contains(licence)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        let check = |expression, expected| {
            assert_eq!(is_allowed(expression, ALLOWED), expected, "{expression}");
        };
        check("MIT", true);
        check("GPL-3.0-only", false);
        check("MIT OR GPL-3.0-only", true);
        check("GPL-3.0-only OR MIT", true);
        check("MIT AND GPL-3.0-only", false);
        check("GPL-3.0-only/MIT", true);
        check("(MIT OR Apache-2.0) AND Unicode-3.0", true);
        check("(MIT OR Apache-2.0) AND GPL-2.0-only", false);
        check("Apache-2.0 WITH LLVM-exception", true);
        check("GPL-2.0-only WITH Classpath-exception-2.0", false);
        check("MIT OR Apache-2.0 AND GPL-2.0-only", true);
        check("(MIT", false);
        check("MIT MIT", false);
        check("", false);
    }
}
