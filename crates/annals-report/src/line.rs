//! From words to lines that fit.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::{BidiInfo, Level};

use crate::Style;
use crate::paragraph::{Mark, Segment};
use crate::shape::Word;

/// Room on each side of a number in its frame, in ems.
pub(crate) const FRAME: f32 = 0.18;
/// How much of a line is filled at least before a word is broken at a sign.
const FILLED_MIN: f32 = 0.4;
/// Signs after which a long word is rather broken than elsewhere: parts of addresses and codes.
const SIGNS: [char; 14] = ['@', '.', '_', '-', '/', '\\', ':', ';', ',', '&', '=', '?', '+', ')'];

/// A line, set.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) style: Style,
    /// From left to right.
    pub(crate) pieces: Vec<Piece>,
    /// In points, without blanks at the end.
    pub(crate) width: f32,
    /// Whether it begins at the right.
    pub(crate) is_rtl: bool,
}

/// Some of a word on a line.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) word: Arc<Word>,
    pub(crate) clusters: Range<usize>,
    /// From the line's left end, in points.
    pub(crate) x: f32,
    pub(crate) width: f32,
    /// Whether it is a character's number.
    pub(crate) mark: Option<Mark>,
}

/// Lines of `width` points of a paragraph.
pub(crate) fn fill(
    segments: &[Segment],
    base: Level,
    style: Style,
    width: f32,
    lines: &mut Vec<Line>,
) {
    let mut filling = Filling { base, style, width, used: 0.0, parts: Vec::new(), lines };
    let mut rest = segments;
    while !rest.is_empty() {
        let end = rest.iter().position(|segment| segment.breaks).map_or(rest.len(), |at| at + 1);
        let (unit, after) = rest.split_at(end);
        filling.place(unit);
        rest = after;
    }
    filling.end_line();
}

/// Some of a segment.
struct Part<'s> {
    segment: &'s Segment,
    clusters: Range<usize>,
}

struct Filling<'s, 'l> {
    base: Level,
    style: Style,
    width: f32,
    used: f32,
    /// Of the line so far.
    parts: Vec<Part<'s>>,
    lines: &'l mut Vec<Line>,
}

impl<'s> Filling<'s, '_> {
    /// Places what belongs together, on the next line if it must be.
    fn place(&mut self, unit: &'s [Segment]) {
        let whole = |segment: &'s Segment| {
            let clusters = 0..segment.word.clusters.len();
            Part { segment, clusters }
        };
        let width: f32 = unit.iter().map(|segment| self.part_width(&whole(segment))).sum();
        let blank = unit.last().map_or(0.0, |last| self.blank_after(&whole(last)));
        if width - blank > self.width {
            return self.place_in_pieces(unit);
        }
        if self.used + width - blank > self.width {
            self.end_line();
        }
        self.used += width;
        self.parts.extend(unit.iter().map(whole));
    }

    /// Places what is longer than a line, where it breaks best.
    fn place_in_pieces(&mut self, unit: &'s [Segment]) {
        if self.used > self.width * (1.0 - FILLED_MIN) {
            self.end_line();
        }
        let all = unit.iter().flat_map(|segment| {
            let count = segment.word.clusters.len();
            // A number in its frame stays whole.
            let step = if segment.mark.is_some() { count.max(1) } else { 1 };
            let starts = (0..count).step_by(step);
            starts.map(move |at| Part { segment, clusters: at..at + step })
        });
        let atoms: Vec<Part<'s>> = all.collect();
        let mut start = 0;
        while start < atoms.len() {
            let (mut end, mut used, mut good) = (start, self.used, None);
            while let Some(atom) = atoms.get(end) {
                let wide = self.part_width(atom);
                let is_first = end == start && self.parts.is_empty();
                if used + wide - self.blank_after(atom) > self.width && !is_first {
                    break;
                }
                (end, used) = (end + 1, used + wide);
                if used > self.width * FILLED_MIN && atom.ends_with_sign() {
                    good = Some(end);
                }
            }
            if end < atoms.len() {
                end = good.unwrap_or(end);
            }
            for atom in &atoms[start..end] {
                self.add(atom);
            }
            start = end;
            if start < atoms.len() {
                self.end_line();
            }
        }
    }

    fn add(&mut self, atom: &Part<'s>) {
        self.used += self.part_width(atom);
        let (segment, clusters) = (atom.segment, atom.clusters.clone());
        match self.parts.last_mut() {
            Some(last)
                if std::ptr::eq(last.segment, segment) && last.clusters.end == clusters.start =>
            {
                last.clusters.end = clusters.end;
            }
            _ => self.parts.push(Part { segment, clusters }),
        }
    }

    fn end_line(&mut self) {
        let is_rtl = self.base.is_rtl();
        let mut parts = std::mem::take(&mut self.parts);
        let mut width = self.used;
        self.used = 0.0;
        if let Some(last) = parts.last_mut() {
            width -= self.blank_after(last);
            // On the left they would move what stands there.
            if is_rtl || last.segment.word.is_rtl {
                last.clusters.end -= last.blanks();
            }
        }
        let levels: Vec<Level> = parts.iter().map(|part| part.segment.level).collect();
        let mut x = 0.0;
        let place = |at: usize| {
            let part = &parts[at];
            let (word, mark) = (Arc::clone(&part.segment.word), part.segment.mark);
            let width = self.part_width(part);
            x += width;
            Piece { word, clusters: part.clusters.clone(), x: x - width, width, mark }
        };
        let pieces = BidiInfo::reorder_visual(&levels).into_iter().map(place).collect();
        self.lines.push(Line { style: self.style, pieces, width, is_rtl });
    }

    fn part_width(&self, part: &Part<'_>) -> f32 {
        let clusters = &part.segment.word.clusters[part.clusters.clone()];
        let frame = if part.segment.mark.is_some() { 2.0 * FRAME } else { 0.0 };
        let ems: f32 = clusters.iter().map(|cluster| cluster.width).sum();
        (ems + frame) * self.style.size()
    }

    /// Width of the blanks at its end, which need no room at the end of a line.
    fn blank_after(&self, part: &Part<'_>) -> f32 {
        let clusters = &part.segment.word.clusters[part.clusters.clone()];
        let blanks = clusters.iter().rev().take(part.blanks());
        blanks.map(|cluster| cluster.width).sum::<f32>() * self.style.size()
    }
}

impl Part<'_> {
    /// How many of its last clusters are blank.
    fn blanks(&self) -> usize {
        let word = &self.segment.word;
        let clusters = word.clusters[self.clusters.clone()].iter().rev();
        clusters.take_while(|cluster| word.is_blank(cluster)).count()
    }

    fn ends_with_sign(&self) -> bool {
        let word = &self.segment.word;
        let last = self.clusters.clone().last().map(|at| word.clusters[at].text.clone());
        last.is_some_and(|text| word.text[text].ends_with(SIGNS))
    }
}
