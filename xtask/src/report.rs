//! What the steps of the test command found, and the plain lines at its end.

use std::time::{Duration, Instant};

/// What one step found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Checks or tests that passed.
    pub(crate) passed: usize,
    /// One line for each that failed.
    pub(crate) failed: Vec<String>,
    /// One line, with the reason, for each that could not be run.
    pub(crate) skipped: Vec<String>,
}

/// All steps so far.
#[derive(Default)]
pub(crate) struct Report {
    total: Outcome,
    steps: Vec<(String, Duration, &'static str)>,
}

impl Outcome {
    /// One check that passed.
    pub(crate) fn passed() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// One check that failed.
    pub(crate) fn failed(why: impl Into<String>) -> Self {
        Self { failed: vec![why.into()], ..Self::default() }
    }

    /// One check that could not be run.
    pub(crate) fn skipped(why: impl Into<String>) -> Self {
        Self { skipped: vec![why.into()], ..Self::default() }
    }

    /// Both together.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.passed += other.passed;
        self.failed.extend(other.failed);
        self.skipped.extend(other.skipped);
        self
    }
}

impl Report {
    /// Runs one step; a step that cannot even run has failed.
    pub(crate) fn step(&mut self, name: &str, run: impl FnOnce() -> anyhow::Result<Outcome>) {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = run().unwrap_or_else(|error| Outcome::failed(format!("{name}: {error:#}")));
        let took = start.elapsed();
        let word = if !outcome.failed.is_empty() {
            "FAILED"
        } else if outcome.passed == 0 && !outcome.skipped.is_empty() {
            "skipped"
        } else {
            "passed"
        };
        println!("== {name}: {word} in {}", seconds(took));
        self.steps.push((name.to_owned(), took, word));
        self.total = std::mem::take(&mut self.total).and(outcome);
    }

    /// Prints the summary and tells whether nothing failed.
    pub(crate) fn finish(self) -> bool {
        println!();
        let all: Duration = self.steps.iter().map(|(_, took, _)| *took).sum();
        for (name, took, word) in &self.steps {
            println!("{:>9}  {word:<7}  {name}", seconds(*took));
        }
        println!("{:>9}  in all\n", seconds(all));
        self.total.skipped.iter().for_each(|line| println!("skipped: {line}"));
        self.total.failed.iter().for_each(|line| println!("FAILED: {line}"));
        println!("{}", self.total.line());
        self.total.failed.is_empty()
    }
}

impl Outcome {
    /// The last line.
    fn line(&self) -> String {
        let (failed, skipped) = (self.failed.len(), self.skipped.len());
        format!("{} passed, {failed} failed, {skipped} skipped", self.passed)
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_plain() {
        let outcome = Outcome { passed: 7, ..Outcome::default() }
            .and(Outcome::failed("this"))
            .and(Outcome::skipped("that"))
            .and(Outcome::passed());
        assert_eq!(outcome.line(), "8 passed, 1 failed, 1 skipped");
    }
}
