//! Files that are made before they are sent: workbooks and reports, which can't be sent while they
//! grow, and exports so large that people want to see how far they are, and a checksum.
//!
//! They have no name in the file system: whatever ends the process, nothing of them stays.

use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use annals_desk::UserId;
use annals_model::Millis;
use annals_viewer::Fault;
use annals_viewer::fault::ExportFault;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::{Code, Failure};
use crate::wire::Hex;

/// How long a file is kept after it was made.
pub(crate) const KEPT: Duration = Duration::from_secs(60 * 60);
/// Files of one person; a further one takes the place of the oldest that is done.
const KEPT_PER_USER_MAX: usize = 3;
/// Files of everyone.
const KEPT_MAX: usize = 64;

/// All of them; clones share them.
#[derive(Clone, Default)]
pub(crate) struct PreparedFiles {
    files: Arc<Mutex<Vec<Arc<PreparedFile>>>>,
}

/// A file that is being made, or was.
pub(crate) struct PreparedFile {
    /// Hard to guess, though only its owner gets it.
    pub(crate) id: String,
    owner: UserId,
    /// What was asked for.
    pub(crate) new: NewFile,
    done: AtomicU64,
    is_cancelled: AtomicBool,
    state: Mutex<Prepared>,
}

/// A file that somebody asks for.
pub(crate) struct NewFile {
    /// What it is called when it is saved.
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    /// The page from which it was asked for.
    pub(crate) back: String,
    /// The zone of its times.
    pub(crate) zone: TimeZone,
    /// Entries that it will hold.
    pub(crate) total: u64,
    /// How many documents it consists of, if of several.
    pub(crate) parts: Option<u64>,
}

/// How far a file is.
#[derive(Clone)]
pub(crate) enum Prepared {
    Growing,
    Ready(Ready),
    /// With a reason that its owner can do something about.
    Failed(Option<Fault>),
}

/// A file that can be saved.
#[derive(Clone)]
pub(crate) struct Ready {
    file: Arc<File>,
    pub(crate) bytes: u64,
    /// SHA-256, in hexadecimal digits.
    pub(crate) checksum: String,
    /// When it goes.
    pub(crate) until: Millis,
}

impl PreparedFiles {
    /// Makes room for a file that `owner` asks for.
    pub(crate) fn begin(&self, owner: &UserId, new: NewFile) -> Result<Arc<PreparedFile>, Failure> {
        let file = Arc::new(PreparedFile {
            id: Uuid::new_v4().simple().to_string(),
            owner: owner.clone(),
            new,
            done: AtomicU64::new(0),
            is_cancelled: AtomicBool::new(false),
            state: Mutex::new(Prepared::Growing),
        });
        let mut files = self.lock();
        let own = |file: &Arc<PreparedFile>| file.owner == *owner;
        if files.iter().filter(|file| own(file)).count() >= KEPT_PER_USER_MAX {
            let done = files.iter().position(|file| own(file) && !file.is_growing());
            let done = done.ok_or_else(|| busy(ExportFault::PreparedTaken))?;
            files.remove(done);
        }
        if files.len() >= KEPT_MAX {
            return Err(busy(ExportFault::PreparedFull));
        }
        files.push(Arc::clone(&file));
        Ok(file)
    }

    /// The file, if it is `owner`'s.
    pub(crate) fn find(&self, owner: &UserId, id: &str) -> Option<Arc<PreparedFile>> {
        self.lock().iter().find(|file| file.owner == *owner && file.id == id).cloned()
    }

    /// Forgets a file; it goes from the disk when nobody is sent it any more.
    pub(crate) fn remove(&self, file: &PreparedFile) {
        file.is_cancelled.store(true, Ordering::Relaxed);
        self.lock().retain(|other| other.id != file.id);
    }

    /// Forgets a file after [`KEPT`].
    pub(crate) fn remove_later(&self, file: &Arc<PreparedFile>) {
        let (files, file) = (Arc::downgrade(&self.files), Arc::downgrade(file));
        tokio::spawn(async move {
            tokio::time::sleep(KEPT).await;
            if let (Some(files), Some(file)) = (Weak::upgrade(&files), Weak::upgrade(&file)) {
                Self { files }.remove(&file);
            }
        });
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Arc<PreparedFile>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PreparedFile {
    /// Entries written so far.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Tells how far it is; whether to go on.
    pub(crate) fn advance(&self, done: u64) -> bool {
        self.done.store(done, Ordering::Relaxed);
        !self.is_cancelled()
    }

    /// Whether nobody wants it any more.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }

    pub(crate) fn state(&self) -> Prepared {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells how it ended.
    pub(crate) fn end(&self, state: Prepared) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    fn is_growing(&self) -> bool {
        matches!(self.state(), Prepared::Growing)
    }
}

impl Ready {
    /// Up to `len` bytes from `from` on; none at the end.
    pub(crate) fn read(&self, from: u64, len: usize) -> io::Result<Vec<u8>> {
        let rest = usize::try_from(self.bytes - from).unwrap_or(len);
        let mut bytes = vec![0; len.min(rest)];
        self.file.read_exact_at(&mut bytes, from)?;
        Ok(bytes)
    }
}

/// Writes a file and its checksum.
pub(crate) struct Growing {
    file: File,
    bytes: u64,
    hasher: Sha256,
}

impl Growing {
    pub(crate) fn new(directory: &Path) -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile_in(directory)?, bytes: 0, hasher: Sha256::new() })
    }

    pub(crate) fn finish(self, now: Millis) -> Ready {
        Ready {
            file: Arc::new(self.file),
            bytes: self.bytes,
            checksum: Hex(&self.hasher.finalize()).to_string(),
            until: Millis(now.0 + KEPT.as_millis() as i64),
        }
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn busy(fault: ExportFault) -> Failure {
    Failure::told(Code::Busy, fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(files: &PreparedFiles, owner: &str) -> Result<Arc<PreparedFile>, Failure> {
        let (name, back) = ("a.csv".to_owned(), "/".to_owned());
        let (media_type, zone) = ("text/csv", TimeZone::UTC);
        let new = NewFile { name, media_type, back, zone, total: 1, parts: None };
        files.begin(&UserId(owner.to_owned()), new)
    }

    fn finish(file: &PreparedFile) {
        let mut growing = Growing::new(&std::env::temp_dir()).unwrap();
        growing.write_all(b"abc").unwrap();
        file.end(Prepared::Ready(growing.finish(Millis(0))));
    }

    fn has(files: &PreparedFiles, owner: &str, file: &PreparedFile) -> bool {
        files.find(&UserId(owner.to_owned()), &file.id).is_some()
    }

    #[test]
    fn one_person_keeps_so_many_files() {
        let files = PreparedFiles::default();
        let own: Vec<_> = (0..KEPT_PER_USER_MAX).map(|_| begin(&files, "a").unwrap()).collect();
        assert!(begin(&files, "a").is_err());
        let other = begin(&files, "b").unwrap();
        finish(&own[1]);
        let further = begin(&files, "a").unwrap();
        assert!(has(&files, "a", &own[0]) && has(&files, "a", &further));
        assert!(!has(&files, "a", &own[1]));
        assert!(has(&files, "b", &other) && !has(&files, "a", &other));
    }

    #[test]
    fn all_together_keep_so_many_files() {
        let files = PreparedFiles::default();
        for owner in 0..KEPT_MAX {
            begin(&files, &owner.to_string()).unwrap();
        }
        assert!(begin(&files, "one more").is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_file_goes_after_its_time() {
        let files = PreparedFiles::default();
        let file = begin(&files, "a").unwrap();
        finish(&file);
        files.remove_later(&file);
        tokio::time::sleep(KEPT - Duration::from_secs(1)).await;
        assert!(has(&files, "a", &file));
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert!(!has(&files, "a", &file));
    }

    #[test]
    fn a_file_is_read_in_pieces_and_has_its_checksum() {
        let files = PreparedFiles::default();
        let file = begin(&files, "a").unwrap();
        finish(&file);
        let Prepared::Ready(ready) = file.state() else { panic!("it was finished") };
        let pieces = [0, 2, 3].map(|from| ready.read(from, 2).unwrap());
        assert_eq!(pieces, [b"ab".to_vec(), b"c".to_vec(), Vec::new()]);
        // The test vector of FIPS 180-2.
        let vector = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!((ready.bytes, &*ready.checksum), (3, vector));
        assert_eq!(ready.until, Millis(3_600_000));
    }
}
