//! Pages of rows in the order of time.

use annals_model::limits;

use super::scan::{Direction, Hit, Scan};
use super::{Plan, View, parallel};
use crate::segment::DocumentCache;
use crate::{Entry, OrderBy, Page, PageRequest, Position, Result, Search};

impl<'a> View<'a> {
    /// Rows of a search.
    pub(crate) fn page(&self, search: &Search<'_>, request: &PageRequest) -> Result<Page> {
        let plan = Plan::new(search)?;
        let rows_max = request.rows_max.get().min(limits::PAGE_ROWS_MAX);
        // One more than asked for says whether there are more.
        let mut rows = match request.order.by {
            OrderBy::Date => self.by_date(search, &plan, request, rows_max + 1)?,
            _ => self.by_value(search, &plan, request, rows_max + 1)?,
        };
        let more = rows.len() > rows_max;
        rows.truncate(rows_max);
        if request.backwards {
            rows.reverse();
        }
        let positions = rows.iter().map(Found::position).collect();
        Ok(Page { entries: read(rows)?, positions, more })
    }

    fn by_date(
        &self,
        search: &Search<'_>,
        plan: &Plan,
        request: &PageRequest,
        rows_max: usize,
    ) -> Result<Vec<Found<'a>>> {
        let newest = request.order.descending != request.backwards;
        let direction = if newest { Direction::Newest } else { Direction::Oldest };
        let mut scan = Scan::new(self, search.allow, plan, direction, request.after.as_ref());
        let mut rows = Vec::new();
        while rows.len() < rows_max {
            let Some(hit) = scan.next()? else { break };
            rows.push(Found { hit, value: Vec::new() });
        }
        Ok(rows)
    }
}

/// A row of a page, with the value that it is ordered by.
pub(super) struct Found<'a> {
    pub(super) hit: Hit<'a>,
    pub(super) value: Vec<u8>,
}

impl Found<'_> {
    fn position(&self) -> Position {
        Position {
            value: self.value.clone(),
            occurred_at: self.hit.at,
            organization: self.hit.slot.slice.organization(),
            number: self.hit.number,
        }
    }
}

/// Rows this far apart are hardly in one block of documents.
const APART: u32 = 256;

/// Reads the rows' events, those of one block of documents together, and returns them in order.
fn read(rows: Vec<Found<'_>>) -> Result<Vec<Entry>> {
    let place = |hit: &Hit<'_>| (hit.slot.index, hit.slot.slice.organization(), hit.position);
    let mut rows: Vec<(usize, Hit<'_>)> = rows.into_iter().map(|row| row.hit).enumerate().collect();
    rows.sort_unstable_by_key(|(_, hit)| place(hit));
    // What takes time is unpacking blocks, so rows are shared out by block.
    let blocks: Vec<&[(usize, Hit<'_>)]> = rows
        .chunk_by(|(_, a), (_, b)| {
            let ((a_index, a_slice, a_at), (b_index, b_slice, b_at)) = (place(a), place(b));
            (a_index, a_slice) == (b_index, b_slice) && b_at - a_at < APART
        })
        .collect();
    let parts = parallel::fold(&blocks, BLOCK_SLICES, |read: &mut Reading, rows| {
        for (place, hit) in *rows {
            read.entries.push((*place, hit.read(&mut read.cache)?));
        }
        Ok(())
    })?;
    let mut entries: Vec<_> = parts.into_iter().flat_map(|part| part.entries).collect();
    entries.sort_unstable_by_key(|(place, _)| *place);
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}

/// Unpacking a block takes as long as looking into so many slices.
const BLOCK_SLICES: usize = 16;

#[derive(Default)]
struct Reading {
    entries: Vec<(usize, Entry)>,
    cache: DocumentCache,
}
