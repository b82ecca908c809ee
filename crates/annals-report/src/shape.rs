//! From characters to glyphs.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use harfrust::{Buffer, Direction, Script, ShapeOptions, ShapePlan, ShaperFont, shape};

use crate::face::Face;
use crate::fonts::Fonts;

/// Words that are remembered, as the same ones come row after row: some 10 MB.
const REMEMBERED_MAX: usize = 20_000;
/// So far above or below its place a shape goes, in ems: marks in piles as writing has them stay
/// within, and a name of three hundred accents doesn't strike out the rows above.
const RISE_MAX: f32 = 0.8;
/// Longer ones hardly come again.
const REMEMBERED_BYTES_MAX: usize = 64;

/// Some text of one font and direction, with its glyphs; lengths in ems.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) face: usize,
    pub(crate) is_rtl: bool,
    pub(crate) text: Box<str>,
    /// In the order in which they are read.
    pub(crate) clusters: Vec<Cluster>,
    glyphs: Vec<Glyph>,
}

/// What can't be parted: a letter with its marks, or a ligature.
#[derive(Debug)]
pub(crate) struct Cluster {
    /// Of the word's text.
    pub(crate) text: Range<usize>,
    glyphs: Range<usize>,
    pub(crate) width: f32,
}

/// A shape and where it goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) advance: f32,
    /// Off the base line's place.
    pub(crate) x: f32,
    pub(crate) y: f32,
}

impl Word {
    /// The cluster's glyphs from left to right.
    pub(crate) fn glyphs(&self, cluster: &Cluster) -> &[Glyph] {
        &self.glyphs[cluster.glyphs.clone()]
    }

    pub(crate) fn is_blank(&self, cluster: &Cluster) -> bool {
        self.text[cluster.text.clone()].chars().all(char::is_whitespace)
    }
}

/// Shapes words.
#[derive(Default)]
pub(crate) struct Shaper {
    remembered: HashMap<(usize, bool), HashMap<Box<str>, Arc<Word>>>,
    count: usize,
    plans: HashMap<(usize, bool, Option<Script>), ShapePlan>,
}

impl Shaper {
    pub(crate) fn word(
        &mut self,
        fonts: &Fonts,
        face: usize,
        is_rtl: bool,
        text: &str,
    ) -> Arc<Word> {
        let known = self.remembered.get(&(face, is_rtl)).and_then(|words| words.get(text));
        if let Some(known) = known {
            return Arc::clone(known);
        }
        let word = Arc::new(self.shape(&fonts.faces[face], face, is_rtl, text));
        if text.len() <= REMEMBERED_BYTES_MAX {
            if self.count == REMEMBERED_MAX {
                self.remembered.clear();
                self.count = 0;
            }
            self.count += 1;
            let words = self.remembered.entry((face, is_rtl)).or_default();
            words.insert(text.into(), Arc::clone(&word));
        }
        word
    }

    fn shape(&mut self, of: &Face, face: usize, is_rtl: bool, text: &str) -> Word {
        let font = &of.font;
        let direction = if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        let mut buffer = Buffer::new();
        buffer.push_str(text);
        buffer.set_direction(direction);
        buffer.guess_segment_properties();
        let script = buffer.script();
        let new = || ShapePlan::new(font, direction, script, None, &[]);
        let plan = self.plans.entry((face, is_rtl, script)).or_insert_with(new);
        let options = ShapeOptions::new().plan(Some(plan));
        shape(&ShaperFont::new(font), &mut buffer, options)
            .expect("the plan was made for this direction and script");

        let em = f32::from(font.units_per_em());
        let length = |units: i32| units as f32 / em;
        let positions = buffer.glyph_positions().iter();
        let infos = buffer.glyph_infos();
        let glyphs: Vec<Glyph> = infos
            .iter()
            .zip(positions)
            .map(|(info, position)| Glyph {
                id: of.glyph(info.glyph_id),
                advance: length(position.x_advance),
                x: length(position.x_offset),
                y: length(position.y_offset).clamp(-RISE_MAX, RISE_MAX),
            })
            .collect();
        let starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        let clusters = clusters(&starts, &glyphs, is_rtl, text.len());
        Word { face, is_rtl, text: text.into(), clusters, glyphs }
    }
}

/// Glyphs that stand for the same text, in the order in which it is read; `starts` says of each
/// glyph where its text begins.
fn clusters(starts: &[usize], glyphs: &[Glyph], is_rtl: bool, len: usize) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (at, (&start, glyph)) in starts.iter().zip(glyphs).enumerate() {
        match clusters.last_mut() {
            Some(last) if last.text.start == start => {
                last.glyphs.end = at + 1;
                last.width += glyph.advance;
            }
            _ => {
                let glyphs = at..at + 1;
                clusters.push(Cluster { text: start..len, glyphs, width: glyph.advance });
            }
        }
    }
    if is_rtl {
        clusters.reverse();
    }
    for at in 1..clusters.len() {
        clusters[at - 1].text.end = clusters[at].text.start;
    }
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::REGULAR;

    #[test]
    fn piles_of_marks_stay_near_their_line() {
        let fonts = Fonts::new(Arc::default());
        let highest = |marks: usize| {
            let text = format!("a{}", "\u{301}".repeat(marks));
            let word = Shaper::default().word(&fonts, REGULAR, false, &text);
            word.glyphs.iter().map(|glyph| glyph.y).fold(0.0, f32::max)
        };
        let (two, three) = (highest(2), highest(3));
        assert!(0.0 < two && two < three && three < RISE_MAX, "{two} {three}");
        assert_eq!(highest(300), RISE_MAX);
    }
}
