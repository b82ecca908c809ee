//! The limits, at their edges, and what reports share.

use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::fonts::{Fonts, SYSTEM_MAX};

/// A font with the one character `c`, which comes after 京.
fn font(c: char) -> Vec<u8> {
    let mut bytes = include_bytes!("../../tests/fonts/NotoSansCJK-two.otf").to_vec();
    let cmap = table(&bytes, 0, b"cmap").unwrap();
    let start = cmap.as_ptr().addr() - bytes.as_ptr().addr();
    let code = u16::try_from(u32::from(c)).unwrap();
    // Of the second of two ranges: its end, its start, and what makes a character its glyph.
    for (at, number) in [(44, code), (52, code), (58, 2u16.wrapping_sub(code))] {
        bytes[start + at..start + at + 2].copy_from_slice(&number.to_be_bytes());
    }
    bytes
}

/// Fonts in a folder, and what was told of them.
struct Folder {
    folder: PathBuf,
    told: Arc<Mutex<Vec<(PathBuf, String)>>>,
}

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(format!("annals-fonts-{process}-{count}"));
        fs::create_dir(&folder).unwrap();
        Self { folder, told: Arc::default() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), bytes).unwrap();
    }

    fn fonts(&self) -> SystemFonts {
        let told = Arc::clone(&self.told);
        SystemFonts::new(Some(self.folder.clone())).telling(move |path, why| {
            told.lock().unwrap().push((path.to_owned(), why.to_owned()));
        })
    }

    /// The one thing that was told.
    fn told(&self) -> (PathBuf, String) {
        let told = self.told.lock().unwrap();
        assert_eq!(told.len(), 1, "{told:?}");
        told[0].clone()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).unwrap();
    }
}

#[test]
fn so_many_files_are_looked_at() {
    for others in [FILES_MAX - 1, FILES_MAX] {
        let folder = Folder::new();
        for at in 0..others {
            folder.write(&format!("a-sans-{at:03}.ttf"), b"");
        }
        folder.write("z-sans.otf", &font('東'));
        assert_eq!(folder.fonts().find('東').is_some(), others < FILES_MAX, "{others} others");
        let told = folder.told.lock().unwrap();
        let (path, why) = told.first().unwrap();
        assert_eq!((path == &folder.path("z-sans.otf")), others == FILES_MAX);
        assert_eq!(why.contains("behind 500 others"), others == FILES_MAX, "{why}");
    }
}

#[test]
fn a_file_has_so_many_bytes() {
    for (len, is_found) in [(FILE_BYTES_MAX, true), (FILE_BYTES_MAX + 1, false)] {
        let folder = Folder::new();
        folder.write("a.otf", &font('東'));
        let file = fs::OpenOptions::new().write(true).open(folder.path("a.otf")).unwrap();
        file.set_len(len).unwrap();
        assert_eq!(folder.fonts().find('東').is_some(), is_found, "{len} bytes");
        if !is_found {
            let (path, why) = folder.told();
            assert_eq!(path, folder.path("a.otf"));
            assert!(why.contains("50331649 bytes"), "{why}");
        }
    }
}

#[test]
fn all_files_together_have_so_many_bytes() {
    let bytes = font('東');
    let both = 2 * bytes.len() as u64;
    for (all_bytes_max, is_found) in [(both, true), (both - 1, false)] {
        let folder = Folder::new();
        folder.write("a.otf", &bytes);
        folder.write("b.otf", &font('校'));
        let fonts = SystemFonts { all_bytes_max, ..folder.fonts() };
        assert!(fonts.find('東').is_some());
        assert_eq!(fonts.find('校').is_some(), is_found);
        if !is_found {
            assert_eq!(folder.told().0, folder.path("b.otf"));
        }
    }
}

#[test]
fn folders_are_so_deep() {
    for (depth, is_found) in [(DEPTH_MAX, true), (DEPTH_MAX + 1, false)] {
        let folder = Folder::new();
        folder.write(&format!("{}a.otf", "x/".repeat(depth)), &font('東'));
        assert_eq!(folder.fonts().find('東').is_some(), is_found, "{depth} folders");
    }
}

#[test]
fn a_report_uses_so_many_fonts() {
    let folder = Folder::new();
    let characters: Vec<char> = ('東'..).take(SYSTEM_MAX + 1).collect();
    for (at, c) in characters.iter().enumerate() {
        folder.write(&format!("{at}.otf"), &font(*c));
    }
    let system = Arc::new(folder.fonts());
    let (last, first) = characters.split_last().unwrap();
    let mut fonts = Fonts::new(Arc::clone(&system));
    for c in first {
        assert!(fonts.find(*c, false, None).is_some(), "{c}");
    }
    assert_eq!(fonts.find(*last, false, None), None);
    // Another report is free to take it.
    assert!(Fonts::new(system).find(*last, false, None).is_some());
}

#[test]
fn reports_share_what_they_read_and_leave_nothing() {
    let folder = Folder::new();
    folder.write("a.otf", &font('東'));
    let fonts = folder.fonts();
    let bytes = |face: &Face| match &face.bytes {
        Bytes::Read(bytes) => Arc::clone(bytes),
        Bytes::BuiltIn(_) => panic!("it was read"),
    };
    let (one, other) = (fonts.find('東').unwrap(), fonts.find('東').unwrap());
    assert!(Arc::ptr_eq(&bytes(&one), &bytes(&other)));
    let left = Arc::downgrade(&bytes(&one));
    drop((one, other));
    assert!(left.upgrade().is_none(), "nobody uses it any more");
    assert!(fonts.find('東').is_some(), "it is read again");
}

#[test]
fn another_file_than_was_looked_at_is_passed_over() {
    for bytes in [font('校'), b"no font".to_vec()] {
        let folder = Folder::new();
        folder.write("a.otf", &font('東'));
        let fonts = folder.fonts();
        fonts.look();
        folder.write("a.otf", &bytes);
        assert!(fonts.find('東').is_none());
    }
}
