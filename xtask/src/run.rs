//! Running other programs.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::report::Outcome;

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    let xtask = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().map_or_else(|| xtask.clone(), PathBuf::from)
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// `cargo` as it was called, with arguments.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(args).current_dir(root());
    // Set by the cargo that runs xtask; with another value in it, everything would be built anew.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "RUSTUP_TOOLCHAIN_SOURCE"] {
        command.env_remove(name);
    }
    command
}

/// Runs a check whose exit code says all.
pub(crate) fn check(command: &mut Command) -> Result<Outcome> {
    let shown = show(command);
    println!("$ {shown}");
    let status = command.status().with_context(|| shown.clone())?;
    Ok(if status.success() { Outcome::passed() } else { Outcome::failed(shown) })
}

/// What a program prints on its standard output; its failure is an error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| shown.clone())?;
    anyhow::ensure!(output.status.success(), "{shown}: {}", output.status);
    String::from_utf8(output.stdout).with_context(|| shown)
}

/// Runs `cargo test`, shows its output as it comes, and counts the tests in it.
pub(crate) fn tests(command: &mut Command) -> Result<Outcome> {
    let shown = show(command);
    println!("$ {shown}");
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| shown.clone())?;
    let stdout = child.stdout.take().context("the child's output is piped")?;
    let mut outcome = Outcome::default();
    let mut of_passed = false;
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        count(&line, &mut outcome);
        of_passed = match line.as_str() {
            "successes:" => true,
            "failures:" => false,
            line => of_passed && !line.starts_with("test result: "),
        };
        // Hundreds of passed tests, and what they print, would hide the one that did not.
        if !(of_passed || line.ends_with(" ... ok") || line.is_empty()) {
            println!("{line}");
            std::io::stdout().flush()?;
        }
    }
    let status = child.wait()?;
    if !status.success() && outcome.failed.is_empty() {
        outcome.failed.push(format!("{shown}: {status}"));
    }
    Ok(outcome)
}

/// Counts one line of a test binary's output.
///
/// A test that cannot run where it is prints `skipped: <reason>` and passes; it is not counted as
/// passed here. Tests marked `#[ignore]` do not exist, tidy sees to that.
fn count(line: &str, outcome: &mut Outcome) {
    if let Some(result) = line.strip_prefix("test result: ") {
        let mut words = result.split_whitespace().peekable();
        while let Some(word) = words.next() {
            if words.peek() == Some(&"passed;") {
                outcome.passed += word.parse::<usize>().unwrap_or(0);
            }
        }
    } else if let Some(name) =
        line.strip_prefix("test ").and_then(|line| line.strip_suffix(" ... FAILED"))
    {
        outcome.failed.push(format!("test {name}"));
    } else if let Some(reason) = line.strip_prefix("skipped: ") {
        outcome.passed = outcome.passed.saturating_sub(1);
        outcome.skipped.push(reason.to_owned());
    }
}

fn show(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program()).to_owned();
    let words = std::iter::once(program.as_os_str()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_test_binaries_print() {
        let mut outcome = Outcome::default();
        for line in [
            "running 3 tests",
            "test roots ... ok",
            "test proofs ... FAILED",
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
            "test result: ok. 11 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
        ] {
            count(line, &mut outcome);
        }
        assert_eq!(outcome.passed, 13);
        assert_eq!(outcome.failed, ["test proofs"]);
        count("skipped: no browser", &mut outcome);
        assert_eq!((outcome.passed, &outcome.skipped[..]), (12, &["no browser".to_owned()][..]));
    }
}
