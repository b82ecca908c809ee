//! Fonts that are installed on the computer, for characters that the program's own fonts lack.

use std::ffi::OsStr;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::SystemTime;
use std::{fmt, fs};

use subsetter::GlyphRemapper;

use crate::face::{Bytes, Face, table};

#[cfg(test)]
mod tests;

/// Files that are looked at.
const FILES_MAX: usize = 500;
/// Files beyond it are no fonts for text.
const FILE_BYTES_MAX: u64 = 48 << 20;
/// Of all files together. Reports share what they open, so that all of them, however many, have no
/// more of it in memory.
const ALL_BYTES_MAX: u64 = 512 << 20;
/// Glyphs that are tried at once: all those of a Chinese font would take half a gigabyte.
const TRIED_AT_ONCE: usize = 1_000;
/// Folders within folders.
const DEPTH_MAX: usize = 6;

/// Font files in a folder, and below it. They are looked at once, and read where they are needed.
pub struct SystemFonts {
    folder: Option<PathBuf>,
    all_bytes_max: u64,
    tell: Box<Tell>,
    found: OnceLock<Vec<Found>>,
}

/// Is told the path of a file that is not used, and why.
type Tell = dyn Fn(&Path, &str) + Send + Sync;

/// A font and its characters.
struct Found {
    path: PathBuf,
    characters: Vec<RangeInclusive<u32>>,
    /// The file, as long as a report uses it.
    shared: Mutex<Shared>,
}

#[derive(Default)]
struct Shared {
    bytes: Weak<Vec<u8>>,
    /// The file whose glyphs were all tried.
    tried: Option<Stamp>,
    /// It could not be used, which was told.
    is_unfit: bool,
}

/// Tells a file from another that took its place: its length, and when it was written.
type Stamp = (u64, Option<SystemTime>);

impl SystemFonts {
    /// The fonts in `folder`; `None` does without.
    pub fn new(folder: Option<PathBuf>) -> Self {
        let tell: Box<Tell> = Box::new(|_, _| {});
        Self { folder, all_bytes_max: ALL_BYTES_MAX, tell, found: OnceLock::new() }
    }

    /// `tell` is told of fonts that are passed over: the path, and why.
    #[must_use]
    pub fn telling(self, tell: impl Fn(&Path, &str) + Send + Sync + 'static) -> Self {
        Self { tell: Box::new(tell), ..self }
    }

    /// Reads all files once, which may take seconds; later calls do nothing. Without it the first
    /// character that needs one of them does so.
    pub fn look(&self) {
        self.found();
    }

    /// The first font that has a character.
    pub(crate) fn find(&self, c: char) -> Option<Face> {
        let has = |found: &&Found| {
            let at = found.characters.partition_point(|range| *range.end() < u32::from(c));
            found.characters.get(at).is_some_and(|range| range.contains(&u32::from(c)))
        };
        let fonts = self.found().iter().filter(has);
        // Another file may be there than was looked at.
        fonts.filter_map(|found| found.open(&self.tell)).find(|face| face.has(c))
    }

    fn found(&self) -> &[Found] {
        let search = || self.folder.as_deref().map(|folder| self.search(folder));
        self.found.get_or_init(|| search().unwrap_or_default())
    }

    fn search(&self, folder: &Path) -> Vec<Found> {
        let mut paths = Vec::new();
        gather(folder, DEPTH_MAX, &mut paths);
        // Whatever order the disk gives them in: upright fonts of a common weight, sans serif
        // first.
        paths.sort_by_key(|path| (unlike_ours(path), path.clone()));
        if let Some(first) = paths.get(FILES_MAX) {
            (self.tell)(first, &format!("is behind {FILES_MAX} others, with all that follow"));
            paths.truncate(FILES_MAX);
        }
        let (mut found, mut left) = (Vec::new(), self.all_bytes_max);
        for path in paths {
            match open(&path, left) {
                Ok(face) => {
                    left -= face.bytes.get().len() as u64;
                    let characters = characters(&face);
                    found.push(Found { path, characters, shared: Mutex::default() });
                }
                Err(why) => (self.tell)(&path, &why),
            }
        }
        found
    }
}

impl Default for SystemFonts {
    fn default() -> Self {
        Self::new(None)
    }
}

impl fmt::Debug for SystemFonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SystemFonts").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Found {
    /// The font, of which all reports have the same bytes.
    fn open(&self, tell: &Tell) -> Option<Face> {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.is_unfit {
            return None;
        }
        if let Some(bytes) = shared.bytes.upgrade() {
            return face(bytes).ok();
        }
        let stamp = fs::metadata(&self.path).ok().map(|of| (of.len(), of.modified().ok()));
        let opened = open(&self.path, FILE_BYTES_MAX).and_then(|face| {
            if stamp.is_none() || shared.tried != stamp {
                check(&face)?;
            }
            Ok(face)
        });
        match opened {
            Ok(face) => {
                if let Bytes::Read(bytes) = &face.bytes {
                    shared.bytes = Arc::downgrade(bytes);
                }
                shared.tried = stamp;
                Some(face)
            }
            Err(why) => {
                shared.is_unfit = true;
                tell(&self.path, &why);
                None
            }
        }
    }
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
        } else if path.is_file() && path.extension().is_some_and(is_font) {
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

/// The font of a file of up to `max` bytes.
fn open(path: &Path, max: u64) -> Result<Face, String> {
    let unreadable = |error| format!("can't be read: {error}");
    let len = fs::metadata(path).map_err(unreadable)?.len();
    if len > FILE_BYTES_MAX {
        return Err(format!("has {len} bytes, a font for text {FILE_BYTES_MAX} at most"));
    }
    if len > max {
        return Err(format!("is too much beside others: {ALL_BYTES_MAX} bytes are the most"));
    }
    face(Arc::new(fs::read(path).map_err(unreadable)?)).map_err(str::to_owned)
}

/// The first font of a file, if it may be embedded and has outlines that can be.
fn face(bytes: Arc<Vec<u8>>) -> Result<Face, &'static str> {
    let has_outlines = [b"glyf", b"CFF "].iter().any(|tag| table(&bytes, 0, tag).is_some());
    if !has_outlines {
        return Err("has no outlines, or not all of it is there");
    }
    if !may_be_embedded(&bytes) {
        return Err("may not be embedded, by its maker's word");
    }
    Face::new(Bytes::Read(bytes), 0).ok_or("is no font")
}

/// Whether it can be embedded, whichever of its glyphs a report will use: that is seen at the end
/// of a report, too late to do without it. It takes a second for the tens of thousands of Chinese.
fn check(face: &Face) -> Result<(), String> {
    let glyphs = u16::try_from(face.font.num_glyphs()).map_err(|_| "has too many glyphs")?;
    let all: Vec<u16> = (0..glyphs).collect();
    for some in all.chunks(TRIED_AT_ONCE) {
        let some = GlyphRemapper::new_from_glyphs_sorted(some);
        let subset = subsetter::subset(face.bytes.get(), face.index, &some);
        subset.map_err(|error| format!("can't be embedded: {error}"))?;
    }
    Ok(())
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
