//! Debian packages that tests need beside Rust.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::report::Outcome;
use crate::run;

/// What builds the memory allocator, the programs of the browser test, and the packages they come
/// in. The C compiler is there: without one nothing could have linked this.
const NEEDED: &[(&str, &str)] = &[
    ("make", "make"),
    ("chromium-headless-shell", "chromium-headless-shell"),
    ("node", "nodejs"),
    ("npm", "npm"),
];

/// Programs that are not there, with their packages.
pub(crate) fn missing() -> Vec<&'static (&'static str, &'static str)> {
    NEEDED.iter().filter(|(program, _)| !is_installed(program)).collect()
}

/// Installs what is missing, or says the one command that would.
pub(crate) fn provide() -> Result<Outcome> {
    let packages: Vec<_> = missing().iter().map(|(_, package)| *package).collect();
    if packages.is_empty() {
        return Ok(Outcome::passed());
    }
    let install = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if is_root() {
        return run::check(
            Command::new("sh").args(["-c", &format!("apt-get update && {install}")]),
        );
    }
    // Whatever lacks it fails or is skipped by itself; counting here as well would be twice.
    println!("to build and test everything:\n  sudo {install}");
    Ok(Outcome::passed())
}

/// Whether a program is found.
fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Whether this process may install packages; read from the owner of its own entry in /proc.
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    Path::new("/proc/self").metadata().is_ok_and(|metadata| metadata.uid() == 0)
}
