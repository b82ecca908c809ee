//! Mapping of segment files: the only place of the store with `unsafe`.

use std::fs::File;
use std::io;

use memmap2::{Advice, Mmap};

/// Maps a whole file for reading.
pub(super) fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: segment files are written under another name, synced, renamed and from then on only
    // unlinked, never changed or cut; the data directory is locked against a second process. A file
    // that someone else cuts while it is mapped ends the process with SIGBUS, as it would in every
    // program that maps files.
    #[expect(unsafe_code, reason = "a mapping is only as safe as the file is left alone")]
    let map = unsafe { Mmap::map(file)? };
    // Look-ups jump about; reading ahead would fill memory with what nobody asked for.
    map.advise(Advice::Random)?;
    Ok(map)
}
