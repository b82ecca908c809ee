//! Runs the searches of the log page: rows and total, then values to filter by, and the chart.

use std::num::NonZeroUsize;

use annals_model::{Allow, Millis, OrganizationOrdinal, TimeRange};
use annals_query::{Expr, Field, Pattern, Term};
use annals_store::{Order, OrderBy, Page, PageRequest, Position, Result, Search, Snapshot};
use annals_viewer::components::bins::Bins;
use annals_viewer::components::facet::Facets;
use annals_viewer::components::histogram::Histogram;
use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::facets;
use super::filters::{Filters, Without};
use super::remedies::{Count, Counted};
use crate::wire::Progress;

/// Rows of one page.
const ROWS: NonZeroUsize = NonZeroUsize::new(50).expect("50 is not zero");
/// A chart without a chosen range shows so many days before its last entry: one stray entry of ten
/// years ago must not squeeze the rest into a corner.
const CHART_DAYS_MAX: i64 = 730;
/// A chart of fewer bars says less than the table.
const CHART_BARS_MIN: usize = 8;
/// Where Annals' own entries come from.
const OWN_SOURCE: &str = "annals";

/// What is to be run.
pub(super) struct Request {
    pub(super) allow: Allow,
    pub(super) organization: OrganizationOrdinal,
    pub(super) below: bool,
    pub(super) filters: Filters,
    pub(super) order: Order,
    pub(super) after: Option<Position>,
    pub(super) backwards: bool,
    pub(super) zone: TimeZone,
    /// Searches to count when nothing is found.
    pub(super) remedies: Vec<Count>,
}

/// What was found.
pub(super) struct Found {
    pub(super) page: Page,
    /// Whether these are the first rows.
    pub(super) is_first: bool,
    pub(super) total: u64,
    /// How many of them are found by what a record is called elsewhere.
    pub(super) called: u64,
    pub(super) first_rank: Option<u64>,
    /// Whether there is enough for a chart: the page keeps its place free.
    pub(super) has_chart: bool,
    pub(super) remedies: Vec<Counted>,
    /// How far the logs go, whether their last entries match or not: what a live log goes on from.
    pub(super) last: Option<String>,
    /// Whether there is yet anything for the page, which in the log an application has sent.
    pub(super) is_in_use: bool,
}

impl Request {
    /// Runs what the rows need on one snapshot, so that all figures agree.
    pub(super) fn run(&self, snapshot: &Snapshot) -> Result<Found> {
        let expr = self.filters.expr(Without::Nothing);
        let total = self.total(snapshot, &expr)?;
        let called = match self.filters.is_widened() {
            true => {
                let typed = self.total(snapshot, &self.filters.expr(Without::Called))?;
                total.saturating_sub(typed)
            }
            false => 0,
        };
        let (page, is_first) = self.page(snapshot, &expr)?;
        let first_rank = match page.positions.first() {
            _ if is_first => Some(1),
            Some(first) => self.rank(snapshot, &expr, first)?,
            None => None,
        };
        let has_chart =
            total > 1 && self.filters.has_chart() && self.bins(snapshot, &expr)?.is_some();
        let remedies = if total == 0 { self.count_remedies(snapshot)? } else { Vec::new() };
        let is_in_use = match self.filters.is_of_log() {
            true => !self.filters.is_everything() || self.is_in_use(snapshot)?,
            false => total > 0 || self.total(snapshot, &self.filters.of_page())? > 0,
        };
        Ok(Found {
            page,
            is_first,
            total,
            called,
            first_rank,
            has_chart,
            remedies,
            last: self.last(snapshot),
            is_in_use,
        })
    }

    /// The values to filter by, each count as it would be, were its filter not set.
    pub(super) fn facets(&self, snapshot: &Snapshot) -> Result<Facets> {
        facets::count(snapshot, self)
    }

    /// The entries over time.
    pub(super) fn chart(&self, snapshot: &Snapshot) -> Result<Option<Histogram>> {
        let expr = self.filters.expr(Without::Nothing);
        let Some(bins) = self.bins(snapshot, &expr)? else { return Ok(None) };
        let millis = |at: &jiff::Zoned| Millis(at.timestamp().as_millisecond());
        let edges: Vec<Millis> = bins.edges.iter().map(millis).collect();
        let counts = snapshot.histogram(&self.search(&expr), &edges)?;
        let before = TimeRange { from: None, to: edges.first().copied() };
        let earlier = self.total(snapshot, &within(&expr, before))?;
        Ok(Some(Histogram { bins, counts, earlier }))
    }

    fn search<'a>(&'a self, expr: &'a Expr) -> Search<'a> {
        Search { allow: &self.allow, expr }
    }

    fn total(&self, snapshot: &Snapshot, expr: &Expr) -> Result<u64> {
        snapshot.total(&self.search(expr))
    }

    /// The rows, and whether they are the first. Going back beyond the first row gives the whole
    /// first page rather than what happens to be left.
    fn page(&self, snapshot: &Snapshot, expr: &Expr) -> Result<(Page, bool)> {
        let mut request = PageRequest {
            order: self.order,
            after: self.after.clone(),
            backwards: self.backwards,
            rows_max: ROWS,
        };
        let page = snapshot.page(&self.search(expr), &request)?;
        if request.after.is_none() || !self.backwards || page.more {
            return Ok((page, request.after.is_none()));
        }
        request.after = None;
        request.backwards = false;
        Ok((snapshot.page(&self.search(expr), &request)?, true))
    }

    /// The place of the row at `first` among all rows, from 1; known in the order of time only.
    fn rank(&self, snapshot: &Snapshot, expr: &Expr, first: &Position) -> Result<Option<u64>> {
        if self.order.by != OrderBy::Date {
            return Ok(None);
        }
        let at = first.occurred_at;
        let next = Millis(at.0.saturating_add(1));
        let before = match self.order.descending {
            true => TimeRange { from: Some(next), to: None },
            false => TimeRange { from: None, to: Some(at) },
        };
        let before = self.total(snapshot, &within(expr, before))?;
        // Entries of the same millisecond are in front as well when their numbers say so.
        let same = within(expr, TimeRange { from: Some(at), to: Some(next) });
        let rows_max = NonZeroUsize::new(annals_model::limits::PAGE_ROWS_MAX).unwrap_or(ROWS);
        let request = PageRequest { order: self.order, after: None, backwards: false, rows_max };
        let page = snapshot.page(&self.search(&same), &request)?;
        let place = page.positions.iter().position(|position| {
            (position.organization, position.number) == (first.organization, first.number)
        });
        Ok(place.map(|place| before + place as u64 + 1))
    }

    /// Where the bars of the chart lie.
    fn bins(&self, snapshot: &Snapshot, expr: &Expr) -> Result<Option<Bins>> {
        let Some((first, last)) = snapshot.time_bounds(&self.search(expr))? else {
            return Ok(None);
        };
        let range = self.filters.time;
        let to = super::zoned(range.to.unwrap_or(Millis(last.0 + 1)), &self.zone);
        let mut from = super::zoned(range.from.unwrap_or(first), &self.zone);
        if range.from.is_none()
            && let Ok(earliest) = to.checked_sub(CHART_DAYS_MAX.days())
        {
            from = from.max(earliest);
        }
        Ok(Bins::over(&from, &to).filter(|bins| bins.edges.len() > CHART_BARS_MIN))
    }

    fn count_remedies(&self, snapshot: &Snapshot) -> Result<Vec<Counted>> {
        let mut counted = Vec::new();
        for remedy in &self.remedies {
            let count = self.total(snapshot, &remedy.expr)?;
            counted.push(Counted { remedy: remedy.clone(), count });
        }
        Ok(counted)
    }

    fn last(&self, snapshot: &Snapshot) -> Option<String> {
        let logs = self.allow.organizations().iter();
        let sizes = logs.map(|log| (*log, snapshot.log_size(*log)));
        match self.below {
            true => Progress::Many(sizes.collect()).id(),
            false => Progress::One(self.organization, snapshot.log_size(self.organization)).id(),
        }
    }

    /// Whether there is an entry that Annals didn't write about itself.
    fn is_in_use(&self, snapshot: &Snapshot) -> Result<bool> {
        let own = Expr::Term(Term::Field(Field::Source, Pattern(OWN_SOURCE.to_owned())));
        let request = PageRequest::newest(NonZeroUsize::MIN);
        let foreign = Expr::Not(Box::new(own));
        let mut logs = self.allow.organizations().iter();
        Ok(logs.any(|log| snapshot.log_size(*log) > 0)
            && !snapshot.page(&self.search(&foreign), &request)?.entries.is_empty())
    }
}

fn within(expr: &Expr, range: TimeRange) -> Expr {
    Expr::And(vec![expr.clone(), Expr::Term(Term::Time(range))]).normal()
}
