//! Which font has which character.

use std::collections::HashMap;
use std::sync::Arc;

use crate::face::{Bytes, Face};
use crate::system::SystemFonts;

/// Fonts of the program: Latin, Greek and Cyrillic twice, and whatever else names and messages are
/// written with, but for the tens of thousands of characters of Chinese, Japanese and Korean, whose
/// font would be larger than the rest of the program. Where and how they were taken from is in
/// `assets/fonts/README.md`.
const BUILT_IN: [&[u8]; 7] = [
    include_bytes!("../assets/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../assets/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../assets/fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../assets/fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../assets/fonts/NotoSansMath-Regular.ttf"),
    include_bytes!("../assets/fonts/NotoSansSymbols2-Regular.ttf"),
    include_bytes!("../assets/fonts/NotoEmoji-Regular.ttf"),
];
/// The fonts of most text.
pub(crate) const REGULAR: usize = 0;
pub(crate) const BOLD: usize = 1;
/// Fonts of the system that one report uses; characters of further ones are shown by number.
pub(crate) const SYSTEM_MAX: usize = 8;

/// The fonts of a report.
pub(crate) struct Fonts {
    pub(crate) faces: Vec<Face>,
    /// The font of characters that were asked for, without the bold one.
    known: HashMap<char, Option<usize>>,
    system: Arc<SystemFonts>,
}

impl Fonts {
    pub(crate) fn new(system: Arc<SystemFonts>) -> Self {
        let built_in = |bytes: &'static [u8]| {
            Face::new(Bytes::BuiltIn(bytes), 0).expect("the fonts of the program are fonts")
        };
        let faces = BUILT_IN.map(built_in).into_iter().collect();
        Self { faces, known: HashMap::new(), system }
    }

    /// The font for a character: that of its neighbour if it can be, because marks, joiners and
    /// blanks belong to what they stand with.
    pub(crate) fn find(&mut self, c: char, is_bold: bool, before: Option<usize>) -> Option<usize> {
        if c.is_ascii() {
            return Some(if is_bold { BOLD } else { REGULAR });
        }
        if let Some(before) = before.filter(|_| follows(c))
            && (is_ignorable(c) || self.faces[before].has(c))
        {
            return Some(before);
        }
        if is_bold && self.faces[BOLD].has(c) {
            return Some(BOLD);
        }
        if let Some(known) = self.known.get(&c) {
            return *known;
        }
        let found = self.search(c);
        self.known.insert(c, found);
        found
    }

    /// Begins anew, for another file.
    pub(crate) fn forget(&mut self) {
        self.faces.iter_mut().for_each(Face::forget);
    }

    fn search(&mut self, c: char) -> Option<usize> {
        let found = (0..self.faces.len()).find(|face| *face != BOLD && self.faces[*face].has(c));
        if found.is_some() || is_ignorable(c) || self.faces.len() == BUILT_IN.len() + SYSTEM_MAX {
            return found.or(is_ignorable(c).then_some(REGULAR));
        }
        self.faces.push(self.system.find(c)?);
        Some(self.faces.len() - 1)
    }
}

/// What is set with the character before it.
fn follows(c: char) -> bool {
    is_ignorable(c)
        || matches!(
            c,
            '\u{0300}'..='\u{036F}'      // marks on letters
                | '\u{1AB0}'..='\u{1AFF}'
                | '\u{20D0}'..='\u{20FF}' // marks on symbols: the frame of a keycap
                | '\u{FE20}'..='\u{FE2F}'
                | '\u{1F3FB}'..='\u{1F3FF}' // tones of skin
        )
}

/// What has no shape of its own: joiners and selectors of variants.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{034F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}
