//! From text to words: which font and direction each piece has, and where a line may end.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_linebreak::linebreaks;

use crate::fonts::{BOLD, Fonts, REGULAR};
use crate::line::{Line, fill};
use crate::shape::{Shaper, Word};
use crate::{APART, Paragraph, Report, SystemFonts};

/// What a tab is as wide as.
const TAB: &str = "    ";

/// Sets text; remembers words.
pub(crate) struct Setter {
    pub(crate) fonts: Fonts,
    shaper: Shaper,
    is_hidden: fn(char) -> bool,
    /// Of the report's own words.
    base: Level,
}

/// Some of a paragraph that has one font and one direction.
pub(crate) struct Segment {
    pub(crate) word: Arc<Word>,
    pub(crate) level: Level,
    /// Whether it is a character's number.
    pub(crate) mark: Option<Mark>,
    /// Whether a line may end after it.
    pub(crate) breaks: bool,
}

/// Why a character is shown by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It would hide, or turn round what stands beside it.
    Hidden,
    /// No font has it. Whoever copies or hears the text gets it.
    Missing(char),
}

/// A paragraph with numbers in place of what can't be seen.
struct Shown<'t> {
    text: Cow<'t, str>,
    /// In their order.
    marks: Vec<(Range<usize>, Mark)>,
    /// Where another font begins.
    faces: Vec<(usize, usize)>,
}

impl Setter {
    pub(crate) fn new(system: Arc<SystemFonts>, report: &Report) -> Self {
        let (fonts, shaper) = (Fonts::new(system), Shaper::default());
        let base = if report.is_rtl { Level::rtl() } else { Level::ltr() };
        Self { fonts, shaper, is_hidden: report.is_hidden, base }
    }

    /// The lines of paragraphs under one another, each as wide as `width` at most.
    pub(crate) fn lines(&mut self, paragraphs: &[Paragraph], width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        for Paragraph { text, style, is_own } in paragraphs {
            for text in text.split('\n') {
                let (segments, base) = self.segments(text, style.is_bold(), *is_own);
                fill(&segments, base, *style, width, &mut lines);
            }
        }
        lines
    }

    fn segments(&mut self, text: &str, is_bold: bool, is_own: bool) -> (Vec<Segment>, Level) {
        let shown = self.show(text, is_bold, is_own);
        let text = &*shown.text;
        let given = is_own.then_some(self.base);
        let bidi = (!text.is_ascii() || given.is_some_and(|base| base.is_rtl()))
            .then(|| ParagraphBidiInfo::new(text, given));
        let base = bidi.as_ref().map_or(Level::ltr(), |bidi| bidi.paragraph_level);
        let level = |at: usize| bidi.as_ref().map_or(base, |bidi| bidi.levels[at]);

        let inside = |at: usize| shown.mark(at).is_some_and(|(of, _)| of.start < at);
        let mut breaks: Vec<usize> = linebreaks(text).map(|(at, _)| at).collect();
        if !shown.marks.is_empty() {
            breaks.retain(|at| !inside(*at));
            breaks.extend(shown.marks.iter().flat_map(|(of, _)| [of.start, of.end]));
            breaks.sort_unstable();
        }
        let mut cuts = breaks.clone();
        cuts.extend(shown.faces.iter().map(|(at, _)| *at));
        if bidi.is_some() {
            let starts = text.char_indices().map(|(at, _)| at).skip(1);
            cuts.extend(starts.filter(|&at| level(at) != level(at - 1)));
        }
        if is_own {
            let marks = text.match_indices(APART);
            cuts.extend(marks.flat_map(|(at, mark)| [at, at + mark.len()]));
        }
        cuts.push(text.len());
        cuts.sort_unstable();
        cuts.dedup();

        let mut segments: Vec<Segment> = Vec::with_capacity(cuts.len());
        let mut start = 0;
        for end in cuts.into_iter().filter(|cut| *cut > 0) {
            let may_break = breaks.binary_search(&end).is_ok();
            if is_own && text[start..end].starts_with(APART) {
                // It has done its work, and has no shape.
                segments.last_mut().into_iter().for_each(|last| last.breaks |= may_break);
                start = end;
                continue;
            }
            let level = level(start);
            let at = shown.faces.partition_point(|(from, _)| *from <= start) - 1;
            let face = shown.faces[at].1;
            let word = self.shaper.word(&self.fonts, face, level.is_rtl(), &text[start..end]);
            let mark = shown.mark(start).map(|(_, mark)| *mark);
            segments.push(Segment { word, level, mark, breaks: may_break });
            start = end;
        }
        (segments, base)
    }

    fn show<'t>(&mut self, text: &'t str, is_bold: bool, is_own: bool) -> Shown<'t> {
        let plain = if is_bold { BOLD } else { REGULAR };
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            let faces = vec![(0, plain)];
            return Shown { text: Cow::Borrowed(text), marks: Vec::new(), faces };
        }
        let (mut out, mut marks) = (String::with_capacity(text.len() + 16), Vec::new());
        let mut faces: Vec<(usize, usize)> = Vec::new();
        for c in text.chars() {
            let before = faces.last().map(|(_, face)| *face);
            let is_apart = is_own && APART.contains(&c);
            let is_hidden = (self.is_hidden)(c) && c != '\t' && !is_apart;
            let found = match is_apart {
                true => before.or(Some(plain)),
                false if is_hidden => None,
                false => self.fonts.find(c, is_bold, before),
            };
            let (start, face) = (out.len(), found.unwrap_or(REGULAR));
            match found {
                Some(_) if c == '\t' => out.push_str(TAB),
                Some(_) => out.push(c),
                None => {
                    out.push_str(&format!("U+{:04X}", u32::from(c)));
                    let mark = if is_hidden { Mark::Hidden } else { Mark::Missing(c) };
                    marks.push((start..out.len(), mark));
                }
            }
            if before != Some(face) {
                faces.push((start, face));
            }
        }
        Shown { text: Cow::Owned(out), marks, faces }
    }
}

impl Shown<'_> {
    /// The number of a character that a place of the text is in.
    fn mark(&self, at: usize) -> Option<&(Range<usize>, Mark)> {
        let next = self.marks.partition_point(|(of, _)| of.start <= at);
        self.marks[..next].last().filter(|(of, _)| at < of.end)
    }
}
