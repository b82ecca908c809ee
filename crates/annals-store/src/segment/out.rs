//! Where a segment is written: memory, or a file that appears complete or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::layout::CHUNK_LEN;
use crate::{Error, Result, disk};

const BUFFER_LEN: usize = 1024 * 1024;

pub(super) enum Out {
    Memory(Vec<u8>),
    File(FileOut),
}

/// A file under a temporary name, with the checksums of what was written.
pub(super) struct FileOut {
    file: BufWriter<File>,
    path: PathBuf,
    temporary: PathBuf,
    written: u64,
    checksums: Vec<u32>,
    checksum: u32,
    published: bool,
}

impl Out {
    pub(super) fn create(path: &Path) -> Result<Self> {
        let mut name = path.as_os_str().to_owned();
        name.push(".tmp");
        let temporary = PathBuf::from(name);
        let file = disk::open_private(&temporary)?;
        // A crash may have left some of it.
        file.set_len(0).map_err(|source| io_error(&temporary, source))?;
        Ok(Self::File(FileOut {
            file: BufWriter::with_capacity(BUFFER_LEN, file),
            path: path.to_owned(),
            temporary,
            written: 0,
            checksums: Vec::new(),
            checksum: 0,
            published: false,
        }))
    }

    pub(super) fn is_memory(&self) -> bool {
        matches!(self, Self::Memory(_))
    }

    pub(super) fn position(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::File(file) => file.written,
        }
    }

    #[inline]
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        match self {
            Self::Memory(out) => {
                out.extend_from_slice(bytes);
                Ok(())
            }
            Self::File(file) => file.write(bytes),
        }
    }

    /// The checksums of all chunks so far, the last one perhaps of a short chunk.
    pub(super) fn checksums(&self) -> Vec<u32> {
        match self {
            Self::Memory(_) => Vec::new(),
            Self::File(file) => {
                let mut checksums = file.checksums.clone();
                if !file.written.is_multiple_of(CHUNK_LEN as u64) {
                    checksums.push(file.checksum);
                }
                checksums
            }
        }
    }
}

impl FileOut {
    fn write(&mut self, mut bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|source| io_error(&self.temporary, source))?;
        while !bytes.is_empty() {
            let room = CHUNK_LEN - (self.written % CHUNK_LEN as u64) as usize;
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.checksum = crc32c::crc32c_append(self.checksum, now);
            self.written += now.len() as u64;
            if now.len() == room {
                self.checksums.push(std::mem::take(&mut self.checksum));
            }
            bytes = later;
        }
        Ok(())
    }

    /// Syncs the file, gives it its name and syncs the folder.
    pub(super) fn publish(mut self) -> Result<PathBuf> {
        let write = |out: &mut Self| -> io::Result<()> {
            out.file.flush()?;
            out.file.get_ref().sync_all()?;
            fs::rename(&out.temporary, &out.path)?;
            out.published = true;
            let folder = out.path.parent().filter(|folder| !folder.as_os_str().is_empty());
            File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
        };
        write(&mut self).map_err(|source| io_error(&self.path, source))?;
        Ok(self.path.clone())
    }
}

impl Drop for FileOut {
    fn drop(&mut self) {
        if !self.published {
            // Nothing can be done about a failure here; orphans go at the next start.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

pub(super) fn io_error(path: &Path, source: io::Error) -> Error {
    Error::Io { path: path.to_owned(), source }
}
