//! What the steps of the test command found, and the plain lines at its end.

use std::thread;
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
pub(crate) struct Report {
    start: Instant,
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

impl Default for Report {
    fn default() -> Self {
        Self { start: Instant::now(), total: Outcome::default(), steps: Vec::new() }
    }
}

impl Report {
    /// Runs one step and tells whether it passed; one that cannot even run has failed.
    pub(crate) fn step(
        &mut self,
        name: &str,
        run: impl FnOnce() -> anyhow::Result<Outcome>,
    ) -> bool {
        println!("\n== {name}");
        let (outcome, took) = timed(name, run);
        self.add(name, took, outcome)
    }

    /// Runs steps that don't lean on one another.
    pub(crate) fn at_once<F>(&mut self, steps: Vec<(&str, F)>)
    where
        F: FnOnce() -> anyhow::Result<Outcome> + Send,
    {
        let names: Vec<_> = steps.iter().map(|(name, _)| *name).collect();
        println!("\n== {}", names.join(" and "));
        let outcomes: Vec<_> = thread::scope(|scope| {
            let start = |(name, run)| (name, scope.spawn(move || timed(name, run)));
            let running: Vec<_> = steps.into_iter().map(start).collect();
            let end = |(name, thread): (_, thread::ScopedJoinHandle<_>)| {
                let broken = |_| (Outcome::failed(format!("{name}: panicked")), Duration::ZERO);
                (name, thread.join().unwrap_or_else(broken))
            };
            running.into_iter().map(end).collect()
        });
        for (name, (outcome, took)) in outcomes {
            self.add(name, took, outcome);
        }
    }

    fn add(&mut self, name: &str, took: Duration, outcome: Outcome) -> bool {
        let passed = outcome.failed.is_empty();
        let word = if !passed {
            "FAILED"
        } else if outcome.passed == 0 && !outcome.skipped.is_empty() {
            "skipped"
        } else {
            "passed"
        };
        println!("== {name}: {word} in {}", seconds(took));
        self.steps.push((name.to_owned(), took, word));
        self.total = std::mem::take(&mut self.total).and(outcome);
        passed
    }

    /// Prints the summary and tells whether nothing failed.
    pub(crate) fn finish(self) -> bool {
        println!();
        for (name, took, word) in &self.steps {
            println!("{:>9}  {word:<7}  {name}", seconds(*took));
        }
        println!("{:>9}  in all\n", seconds(self.start.elapsed()));
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

fn timed(name: &str, run: impl FnOnce() -> anyhow::Result<Outcome>) -> (Outcome, Duration) {
    let start = Instant::now();
    let outcome = run().unwrap_or_else(|error| Outcome::failed(format!("{name}: {error:#}")));
    (outcome, start.elapsed())
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
