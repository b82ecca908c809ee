//! Fonts that are installed on the computer, for characters that the program's own fonts lack.

use std::ffi::OsStr;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::face::{Bytes, Face, table};

/// Files that are looked at.
const FILES_MAX: usize = 500;
/// Files beyond it are no fonts for text.
const FILE_BYTES_MAX: u64 = 48 << 20;
/// Folders within folders.
const DEPTH_MAX: usize = 6;

/// Font files in a folder, and below it. They are looked at when one is first needed, once.
#[derive(Debug, Default)]
pub struct SystemFonts {
    folder: Option<PathBuf>,
    found: OnceLock<Vec<Found>>,
}

/// A font and its characters.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    characters: Vec<RangeInclusive<u32>>,
}

impl SystemFonts {
    /// The fonts in `folder`; `None` does without.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, found: OnceLock::new() }
    }

    /// The first font that has a character.
    pub(crate) fn find(&self, c: char) -> Option<Face> {
        let folder = self.folder.as_deref()?;
        let found = self.found.get_or_init(|| look(folder));
        let has = |found: &&Found| {
            let at = found.characters.partition_point(|range| *range.end() < u32::from(c));
            found.characters.get(at).is_some_and(|range| range.contains(&u32::from(c)))
        };
        found.iter().filter(has).find_map(|found| open(&found.path))
    }
}

fn look(folder: &Path) -> Vec<Found> {
    let mut paths = Vec::new();
    gather(folder, DEPTH_MAX, &mut paths);
    // Whatever order the disk gives them in: upright fonts of a common weight, sans serif first.
    paths.sort_by_key(|path| (unlike_ours(path), path.clone()));
    let found = |path: PathBuf| {
        let characters = characters(&open(&path)?);
        Some(Found { path, characters })
    };
    paths.into_iter().take(FILES_MAX).filter_map(found).collect()
}

fn gather(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let path = entry.path();
        let is_font = |extension: &OsStr| {
            ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
        };
        if path.is_dir() {
            if depth > 0 {
                gather(&path, depth - 1, paths);
            }
        } else if path.extension().is_some_and(is_font) {
            paths.push(path);
        }
    }
}

/// How far a font is from those of the program, by its name.
fn unlike_ours(path: &Path) -> usize {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let other = ["bold", "italic", "oblique", "light", "thin", "black", "mono", "serif", "color"];
    let is_other = other.iter().filter(|word| name.contains(**word)).count();
    is_other * 2 + usize::from(!name.contains("sans"))
}

/// The first font of a file, if it may be embedded and has outlines that can be.
fn open(path: &Path) -> Option<Face> {
    if fs::metadata(path).ok()?.len() > FILE_BYTES_MAX {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    let has_outlines = [b"glyf", b"CFF "].iter().any(|tag| table(&bytes, 0, tag).is_some());
    if !has_outlines || !may_be_embedded(&bytes) {
        return None;
    }
    let face = Face::new(Bytes::Read(Arc::new(bytes)), 0)?;
    // Glyphs have numbers of two bytes in a report.
    (face.font.num_glyphs() <= u32::from(u16::MAX) + 1).then_some(face)
}

/// What the font's maker says: no to fonts under a restricted licence, and to those that want to be
/// embedded whole.
fn may_be_embedded(bytes: &[u8]) -> bool {
    const RESTRICTED: u16 = 0x0002;
    const WHOLE: u16 = 0x0100;
    const AS_PICTURES: u16 = 0x0200;
    let kind = table(bytes, 0, b"OS/2").and_then(|table| table.get(8..10)?.try_into().ok());
    let kind = kind.map_or(0, u16::from_be_bytes);
    // The other permissions outrank a restriction that stands with them.
    kind & 0x000F != RESTRICTED && kind & (WHOLE | AS_PICTURES) == 0
}

fn characters(face: &Face) -> Vec<RangeInclusive<u32>> {
    let mut all: Vec<u32> = face.font.charmap().unicodes().map(|(c, _)| c).collect();
    all.sort_unstable();
    let mut ranges: Vec<RangeInclusive<u32>> = Vec::new();
    for c in all {
        match ranges.last_mut() {
            Some(range) if c <= *range.end() + 1 => *range = *range.start()..=c,
            _ => ranges.push(c..=c),
        }
    }
    ranges
}
