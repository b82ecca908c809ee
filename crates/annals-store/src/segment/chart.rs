//! How many entries some organisations have in each quarter of an hour of a segment.
//!
//! Charts over hundreds of organisations would read the time of every entry, and look alike from
//! one page to the next but for the width of their bars and the zone of the viewer. All zones are
//! whole quarters of an hour apart, so that counts by quarter serve them all.

use std::sync::Arc;

use annals_model::{Millis, OrganizationOrdinal};

use super::Segment;
use super::recent::Recent;
use crate::Result;

/// What the edges of a chart must be multiples of.
pub(crate) const QUARTER_MS: i64 = 15 * 60 * 1000;
/// Charts of so many sets of organisations are remembered; the oldest one makes room.
const CHARTS_MAX: usize = if cfg!(test) { 2 } else { 8 };
/// So many quarters are charted: seven years, a megabyte.
const QUARTERS_MAX: usize = 1 << 18;

/// Entries by quarter of an hour.
pub(crate) struct Chart {
    /// The first quarter, counted from 1970.
    first: i64,
    /// How many entries lie before the end of each.
    until: Box<[u32]>,
}

/// Charts by organisations.
pub(super) type Charts = Recent<Box<[OrganizationOrdinal]>, Arc<Chart>, CHARTS_MAX>;

impl Chart {
    /// How many entries happened before `time`, a multiple of [`QUARTER_MS`].
    pub(crate) fn before(&self, time: Millis) -> u64 {
        let quarters = time.0.div_euclid(QUARTER_MS).saturating_sub(self.first);
        let quarters = usize::try_from(quarters).unwrap_or(0).min(self.until.len());
        quarters.checked_sub(1).map_or(0, |last| u64::from(self.until[last]))
    }
}

impl Segment {
    /// The chart of all entries of `organizations`; `None` where their times are too far apart.
    pub(crate) fn chart(
        &self,
        organizations: &[OrganizationOrdinal],
    ) -> Result<Option<Arc<Chart>>> {
        let charts = &self.inner.charts;
        if let Some(chart) = charts.find(|set| **set == *organizations) {
            return Ok(Some(chart));
        }
        let Some(chart) = self.make_chart(organizations)?.map(Arc::new) else { return Ok(None) };
        charts.add(organizations.into(), Arc::clone(&chart), 1);
        Ok(Some(chart))
    }

    fn make_chart(&self, organizations: &[OrganizationOrdinal]) -> Result<Option<Chart>> {
        let slices: Vec<_> = organizations.iter().filter_map(|&one| self.slice(one)).collect();
        let quarter = |time: Millis| time.0.div_euclid(QUARTER_MS);
        let first = slices.iter().map(|slice| quarter(slice.time_bounds().0)).min();
        let last = slices.iter().map(|slice| quarter(slice.time_bounds().1)).max();
        let (first, last) = first.zip(last).unwrap_or((0, -1));
        let quarters = usize::try_from(last.saturating_sub(first).saturating_add(1));
        let Some(quarters) = quarters.ok().filter(|&quarters| quarters <= QUARTERS_MAX) else {
            return Ok(None);
        };
        let mut until = vec![0_u32; quarters];
        for slice in slices {
            slice.times_in(0..slice.len(), |times| {
                // A time that lies outside of the slice's bounds is damage that others report.
                for &time in times {
                    if let Some(count) = until.get_mut((quarter(time) - first) as usize) {
                        *count += 1;
                    }
                }
            })?;
        }
        let mut sum = 0;
        for count in &mut until {
            sum += *count;
            *count = sum;
        }
        Ok(Some(Chart { first, until: until.into() }))
    }
}
