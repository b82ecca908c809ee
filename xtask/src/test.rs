//! `cargo xtask test`: everything that has to pass, in the order in which failures are cheapest.
//!
//! The last two steps run at once. Tests wait for disks and children, the browser's tests for one
//! another's answers: one after the other they leave a third of two processors idle.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::report::{Outcome, Report};
use crate::{browser, licences, packages, run, tidy};

/// Which part of it.
#[derive(Default)]
pub(crate) struct Options {
    /// Whether tests run their long variants; they read it from `ANNALS_TEST_LONG`.
    pub(crate) long: bool,
    /// Only the step of this name.
    pub(crate) only: Option<String>,
}

type Step = (&'static str, fn(&Options) -> Result<Outcome>);

/// One profile for all: clippy and rustdoc share the metadata of dependencies, the tests and the
/// binary that they start share their code.
const STEPS: &[Step] = &[
    ("tidy", |_| tidy::run()),
    ("licences", |_| licences::run()),
    ("format", |_| run::check(&mut run::cargo(&["fmt", "--all", "--check"]))),
    ("packages", |_| packages::provide()),
    ("clippy", |_| run::check(&mut run::cargo(CLIPPY))),
    ("docs", |_| run::check(run::cargo(DOCS).env("RUSTDOCFLAGS", "--deny warnings"))),
];
/// What is run of that which is built once for both.
const BUILT: [Step; 2] = [("tests", tests), ("browser", |_| browser::run())];

const CLIPPY: &[&str] = &[
    "clippy",
    "--locked",
    "--workspace",
    "--all-targets",
    "--keep-going",
    "--",
    "--deny",
    "warnings",
];
const DOCS: &[&str] =
    &["doc", "--locked", "--workspace", "--no-deps", "--document-private-items", "--keep-going"];
/// As the tests are built: by itself the binary lacks features of dependencies that only tests ask
/// for, and most would be compiled once more.
const BUILD: &[&str] = &["test", "--locked", "--workspace", "--no-run"];
const TESTS: &[&str] = &["test", "--locked", "--workspace", "--no-fail-fast"];

/// Runs the steps and prints what they found; fails if any failed.
pub(crate) fn run(options: &Options) -> Result<ExitCode> {
    let is_wanted = |(name, _): &&Step| options.only.as_ref().is_none_or(|only| only == name);
    let steps: Vec<_> = STEPS.iter().filter(is_wanted).collect();
    let built: Vec<_> = BUILT.iter().filter(is_wanted).collect();
    if steps.is_empty() && built.is_empty() {
        let names: Vec<_> = STEPS.iter().chain(&BUILT).map(|(name, _)| *name).collect();
        bail!("no such step; the steps are {}", names.join(", "));
    }
    let mut report = Report::default();
    for (name, step) in steps {
        report.step(name, || step(options));
    }
    if !built.is_empty() && report.step("build", || run::check(&mut run::cargo(BUILD))) {
        let steps = built.iter().map(|(name, step)| (*name, || step(options)));
        report.at_once(steps.collect());
    }
    Ok(if report.finish() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tests(options: &Options) -> Result<Outcome> {
    let mut command = run::cargo(TESTS);
    // Skipped tests say so on their standard output, which is otherwise shown of failures only.
    command.args(["--", "--show-output"]);
    if options.long {
        command.env("ANNALS_TEST_LONG", "1");
    }
    run::tests(&mut command)
}
