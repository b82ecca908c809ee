//! Where columns stand, and how much fits.

use crate::Report;
use crate::document::{GAP, MARGIN, PAD};
use crate::fonts::Fonts;
use crate::line::Line;
use crate::page::Page;

/// Left ends and widths of the columns.
pub(crate) fn columns(report: &Report, width: f32) -> Vec<(f32, f32)> {
    let shares: f32 = report.columns.iter().map(|column| column.share).sum();
    let mut used = 0.0;
    let column = |share: f32| {
        let (from, width_of) = (used, width * share / shares - GAP);
        used += width * share / shares;
        (MARGIN + if report.is_rtl { width - from - width_of } else { from }, width_of)
    };
    report.columns.iter().map(|column| column.share).map(column).collect()
}

/// How many lines fit into `room` points.
pub(crate) fn fitting(lines: &[Line], room: f32) -> usize {
    let mut left = room;
    let fits = |line: &&Line| {
        left -= line.style.leading();
        left >= 0.0
    };
    lines.iter().take_while(fits).count()
}

/// With the room above and below.
pub(crate) fn row_height(cells: &[Vec<Line>]) -> f32 {
    let height = |lines: &Vec<Line>| lines.iter().map(|line| line.style.leading()).sum::<f32>();
    cells.iter().map(height).fold(0.0, f32::max) + 2.0 * PAD
}

/// Draws lines downwards from `top`; from the right on where the report or a line begins there.
pub(crate) fn draw(
    page: &mut Page,
    fonts: &mut Fonts,
    lines: Option<&[Line]>,
    (left, width): (f32, f32),
    top: f32,
    is_rtl: bool,
) {
    let mut y = top;
    for line in lines.unwrap_or_default() {
        y -= line.style.leading();
        let x = if is_rtl || line.is_rtl { left + width - line.width } else { left };
        // The base line is a little above the line's lower end.
        page.line(fonts, line, x, y + line.style.size() * 0.3);
    }
}
