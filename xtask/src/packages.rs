//! Debian packages that tests need beside Rust.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::report::Outcome;
use crate::run;

/// A program, the package it comes in and what goes untested without it.
struct Needed {
    program: &'static str,
    package: &'static str,
    what: &'static str,
}

const NEEDED: &[Needed] = &[
    Needed { program: "chromium", package: "chromium", what: "the browser test" },
    Needed { program: "node", package: "nodejs", what: "the browser test" },
    Needed { program: "npm", package: "npm", what: "the browser test" },
    Needed { program: "cc", package: "gcc", what: "the power-cut test" },
];

/// Installs what is missing, or says the one command that would.
pub(crate) fn provide() -> Result<Outcome> {
    let missing: Vec<_> = NEEDED.iter().filter(|needed| !is_installed(needed.program)).collect();
    if missing.is_empty() {
        return Ok(Outcome::passed());
    }
    let names: Vec<_> = missing.iter().map(|needed| needed.package).collect();
    let install = format!("apt-get install -y --no-install-recommends {}", names.join(" "));
    if is_root() {
        run::check(Command::new("sh").args(["-c", &format!("apt-get update && {install}")]))
    } else {
        println!("to run all tests:\n  sudo {install}");
        // Each test says itself that it is skipped; counting here as well would be twice.
        for needed in missing {
            println!("without {}: {} is skipped", needed.package, needed.what);
        }
        Ok(Outcome::passed())
    }
}

/// Whether a program is found.
pub(crate) fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

/// Whether this process may install packages; read from the owner of its own entry in /proc.
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    Path::new("/proc/self").metadata().is_ok_and(|metadata| metadata.uid() == 0)
}
