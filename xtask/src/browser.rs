//! The browser test: `e2e/` on Debian's Chromium, against the binary that the tests have built.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::packages::missing;
use crate::report::Outcome;
use crate::run;

/// How far the report moves the tests in: each is in a lane of the run.
const TEST_INDENT: &str = "        ";
/// Older ones lack what `e2e/` is written in; Debian has had a newer one since release 13.
const NODE_MAJOR_MIN: u32 = 20;

/// Runs it, or says what it lacks.
pub(crate) fn run() -> Result<Outcome> {
    if let Some(lack) = lack()? {
        return Ok(Outcome::skipped(format!("the browser test: {lack}")));
    }
    let folder = run::root().join("e2e");
    let install = run::check(Command::new("npm").args(["ci", "--silent"]).current_dir(&folder))?;
    if !install.failed.is_empty() {
        return Ok(install);
    }
    let spec = run::target().join("browser.txt");
    let tap = run::target().join("browser.tap");
    let mut command = Command::new("node");
    command
        .arg("--test-reporter=spec")
        .arg(format!("--test-reporter-destination={}", spec.display()))
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", tap.display()))
        .arg("run.mjs")
        .env("ANNALS_BIN", run::target().join("debug/annals"))
        .current_dir(&folder);
    let whole = run::check(&mut command)?;
    // In one piece: other tests print their lines meanwhile.
    print!("{}", std::fs::read_to_string(&spec)?);
    Ok(count(&tap, whole))
}

/// What the browser test needs and is not there.
fn lack() -> Result<Option<String>> {
    let missing: Vec<_> = missing().iter().map(|(program, _)| *program).collect();
    if !missing.is_empty() {
        return Ok(Some(format!("{} not installed", missing.join(", "))));
    }
    let version = run::output(Command::new("node").arg("--version"))?;
    let major = version.trim_start_matches('v').split('.').next();
    let major: u32 = major.and_then(|text| text.parse().ok()).context("the version of node")?;
    Ok((major < NODE_MAJOR_MIN)
        .then(|| format!("node is {}, it needs {NODE_MAJOR_MIN}", version.trim())))
}

/// Counts the tests that the run tells of; a run that fails and tells of none has failed as a
/// whole.
fn count(tap: &Path, whole: Outcome) -> Outcome {
    let text = std::fs::read_to_string(tap).unwrap_or_default();
    let mut outcome = counted(&text);
    if outcome.failed.is_empty() && !whole.failed.is_empty() || outcome.passed == 0 {
        outcome = outcome.and(whole);
    }
    outcome
}

fn counted(tap: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for line in tap.lines() {
        if let Some(count) = line.strip_prefix("# pass ") {
            outcome.passed = count.trim().parse().unwrap_or(0);
        } else if let Some(test) = line.trim_start().strip_prefix("not ok ") {
            let name = test.split_once(" - ").map_or(test, |(_, name)| name);
            // The lane and the run around a failed test have failed as well, and are no tests.
            if line.starts_with(TEST_INDENT) {
                outcome.failed.push(format!("browser: {name}"));
            }
        }
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_tests_and_not_suites() {
        let tap = "\
TAP version 13
# Subtest: in the browser
    # Subtest: lane 1
        # Subtest: signs in
        ok 1 - signs in
        not ok 2 - pages
    not ok 1 - lane 1
not ok 1 - in the browser
# tests 2
# suites 1
# pass 1
# fail 1
";
        let outcome = counted(tap);
        assert_eq!(outcome.passed, 1);
        assert_eq!(outcome.failed, ["browser: pages"]);
    }
}
