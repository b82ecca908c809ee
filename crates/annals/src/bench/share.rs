//! What a query that takes long spends its time on while others want the processors too.

use std::time::{Duration, Instant};

/// Times one thread; begun before a query and ended after it on the same thread.
pub(super) struct Stopwatch {
    begin: Instant,
    before: Option<Shares>,
}

/// How long it took, and how much of that the thread computed or waited for a processor. The rest
/// it waited for something else: a file, a lock, another thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Took {
    pub(super) all: Duration,
    /// Absent where the system doesn't tell.
    pub(super) shares: Option<Shares>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shares {
    pub(super) computing: Duration,
    pub(super) waiting: Duration,
}

impl Stopwatch {
    pub(super) fn begin() -> Self {
        let before = Shares::of_this_thread();
        Self { begin: Instant::now(), before }
    }

    pub(super) fn end(self) -> Took {
        let all = self.begin.elapsed();
        let after = Shares::of_this_thread();
        let shares = self.before.zip(after).map(|(before, after)| Shares {
            computing: after.computing.saturating_sub(before.computing),
            waiting: after.waiting.saturating_sub(before.waiting),
        });
        Took { all, shares }
    }
}

impl Shares {
    fn of_this_thread() -> Option<Self> {
        Self::parse(&std::fs::read_to_string("/proc/thread-self/schedstat").ok()?)
    }

    /// Nanoseconds on a processor, nanoseconds waiting for one, turns: `sched-stats` of the Linux
    /// kernel's documentation.
    fn parse(text: &str) -> Option<Self> {
        let mut nanos = text.split_ascii_whitespace().map(|part| part.parse().ok());
        let mut next = || nanos.next().flatten().map(Duration::from_nanos);
        Some(Self { computing: next()?, waiting: next()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_system_says() {
        let shares = Shares {
            computing: Duration::from_nanos(81_234),
            waiting: Duration::from_nanos(5_600),
        };
        assert_eq!(Shares::parse("81234 5600 12\n"), Some(shares));
        assert_eq!(Shares::parse("81234"), None);
        assert_eq!(Shares::parse("a b c"), None);
    }
}
