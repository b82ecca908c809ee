//! One entry of a record that tells something, looked for with few entries read.

use std::num::NonZeroUsize;

use annals_model::{Allow, Millis, RecordKey, TimeRange};
use annals_query::{Expr, Term};
use annals_store::{Entry, Order, PageRequest, Position, Result, Search, Snapshot};

/// Entries that are read at once, more and more: mostly the first is the one, and where it isn't,
/// it mostly is none of the many on what lies below the record.
const STEPS: [usize; 3] = [1, 19, LOOK_ENTRIES_MAX - 20];
/// Entries that are read for one answer.
pub(super) const LOOK_ENTRIES_MAX: usize = 200;

/// A record in a log, seen by someone.
pub(super) struct Look<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) allow: &'a Allow,
    pub(super) key: &'a RecordKey,
}

/// What came of looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found<T> {
    /// It was found.
    This(T),
    /// There is no such entry.
    Nothing,
    /// Among those that were read there is none, and there are others.
    Cut,
}

impl<T> Found<T> {
    pub(super) fn is_cut(&self) -> bool {
        matches!(self, Self::Cut)
    }

    pub(super) fn some(self) -> Option<T> {
        match self {
            Self::This(found) => Some(found),
            Self::Nothing | Self::Cut => None,
        }
    }
}

impl Look<'_> {
    /// The newest entry before `end` that matches `expr` and of which `take` makes something.
    pub(super) fn newest<T>(
        &self,
        expr: Expr,
        end: Millis,
        take: impl Fn(&Entry) -> Option<T>,
    ) -> Result<Found<T>> {
        self.first(expr, TimeRange { from: None, to: Some(end) }, true, take)
    }

    /// The oldest one from `start` on.
    pub(super) fn oldest<T>(
        &self,
        expr: Expr,
        time: TimeRange,
        take: impl Fn(&Entry) -> Option<T>,
    ) -> Result<Found<T>> {
        self.first(expr, time, false, take)
    }

    fn first<T>(
        &self,
        expr: Expr,
        time: TimeRange,
        descending: bool,
        take: impl Fn(&Entry) -> Option<T>,
    ) -> Result<Found<T>> {
        let expr = Expr::And(vec![super::on(self.key), expr, Expr::Term(Term::Time(time))]);
        let expr = expr.normal();
        let search = Search { allow: self.allow, expr: &expr };
        let order = Order { descending, ..Order::default() };
        let mut after: Option<Position> = None;
        for rows in STEPS {
            let rows_max = NonZeroUsize::new(rows).unwrap_or(NonZeroUsize::MIN);
            let request = PageRequest { order, after: after.take(), backwards: false, rows_max };
            let mut page = self.snapshot.page(&search, &request)?;
            if let Some(found) = page.entries.iter().find_map(&take) {
                return Ok(Found::This(found));
            }
            if !page.more {
                return Ok(Found::Nothing);
            }
            after = page.positions.pop();
        }
        Ok(Found::Cut)
    }
}
