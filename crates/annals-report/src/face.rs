//! One font, and what a part uses of it.

use std::sync::Arc;

use harfrust::font::Blob;
use harfrust::{Font, GlyphId};
use subsetter::GlyphRemapper;

/// A font that text can be set in.
pub(crate) struct Face {
    pub(crate) font: Font,
    /// The file.
    pub(crate) bytes: Bytes,
    /// Which font of a collection.
    pub(crate) index: u32,
    /// Glyphs used since [`Face::forget`], under the numbers that they get in the file.
    pub(crate) used: GlyphRemapper,
    /// What each of them stands for, if that is the same wherever it is used.
    pub(crate) texts: Vec<Option<Box<str>>>,
    /// Advance of each of them, in thousandths of an em.
    pub(crate) widths: Vec<f32>,
}

/// Where a font file is.
#[derive(Clone)]
pub(crate) enum Bytes {
    BuiltIn(&'static [u8]),
    Read(Arc<Vec<u8>>),
}

impl Bytes {
    pub(crate) fn get(&self) -> &[u8] {
        match self {
            Self::BuiltIn(bytes) => bytes,
            Self::Read(bytes) => bytes,
        }
    }

    fn blob(&self) -> Blob {
        match self {
            Self::BuiltIn(bytes) => Blob::Static(bytes),
            Self::Read(bytes) => {
                let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::<Vec<u8>>::clone(bytes);
                Blob::Shared(shared)
            }
        }
    }
}

impl Face {
    /// `None` if it is no font.
    pub(crate) fn new(bytes: Bytes, index: u32) -> Option<Self> {
        let font = Font::new(bytes.blob(), index)?;
        let mut face = Self {
            font,
            bytes,
            index,
            used: GlyphRemapper::new(),
            texts: Vec::new(),
            widths: Vec::new(),
        };
        face.forget();
        Some(face)
    }

    /// Begins anew, for another file.
    pub(crate) fn forget(&mut self) {
        self.used = GlyphRemapper::new();
        // The glyph for what is missing is in every font, and never shown.
        (self.texts, self.widths) = (vec![None], vec![self.advance(0)]);
    }

    pub(crate) fn has(&self, c: char) -> bool {
        let glyph = self.font.charmap().map_unicode(c).map_or(0, |glyph| glyph.to_u32());
        self.glyph(glyph) != 0
    }

    /// The glyph, or the one for what is missing where a damaged font names one that it lacks.
    pub(crate) fn glyph(&self, glyph: u32) -> u16 {
        u16::try_from(glyph).ok().filter(|_| glyph < self.font.num_glyphs()).unwrap_or(0)
    }

    /// The glyph's number in the file.
    pub(crate) fn take(&mut self, glyph: u16) -> u16 {
        let number = self.used.remap(glyph);
        if usize::from(number) == self.widths.len() {
            self.widths.push(self.advance(glyph));
            self.texts.push(None);
        }
        number
    }

    /// Whether the glyph of this number stands for `text` and nothing else so far.
    pub(crate) fn stands_for(&mut self, number: u16, text: &str) -> bool {
        let slot = &mut self.texts[usize::from(number)];
        slot.get_or_insert_with(|| text.into()).as_ref() == text
    }

    /// Whether glyphs of it are used.
    pub(crate) fn is_used(&self) -> bool {
        self.widths.len() > 1
    }

    fn advance(&self, glyph: u16) -> f32 {
        let advance = self.font.glyph_metrics().h_advance(GlyphId::new(glyph.into()));
        advance * 1000.0 / f32::from(self.font.units_per_em())
    }
}

/// A table of a font file, which is checked to be within it.
pub(crate) fn table<'b>(bytes: &'b [u8], index: u32, tag: &[u8; 4]) -> Option<&'b [u8]> {
    let number = |at: usize| -> Option<usize> {
        let four = bytes.get(at..at.checked_add(4)?)?;
        Some(u32::from_be_bytes(four.try_into().ok()?) as usize)
    };
    let start = match bytes.get(..4)? {
        b"ttcf" => number(12 + 4 * index as usize)?,
        _ => 0,
    };
    let count = usize::from(u16::from_be_bytes(bytes.get(start + 4..start + 6)?.try_into().ok()?));
    (0..count).map(|at| start + 12 + 16 * at).find_map(|record| {
        if bytes.get(record..record + 4)? != tag {
            return None;
        }
        let (from, len) = (number(record + 8)?, number(record + 12)?);
        bytes.get(from..from.checked_add(len)?)
    })
}
