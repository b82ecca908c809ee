//! A folder on a disk whose power can be cut, and whose system calls can be made to fail.
//!
//! A preloaded library (`shim/`) keeps beside the folder what is durable of it. After the program
//! is gone, [`Disk::cut`] leaves in the folder what a power cut would have left.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::Random;

/// A page of the page cache: written to the disk as a whole or not.
const PAGE: usize = 4096;

/// A watched folder.
pub struct Disk {
    home: PathBuf,
    /// Each run of a program has a shadow of its own.
    runs: u32,
}

/// How much of what was not synced is lost.
#[derive(Clone, Debug)]
pub enum Loss {
    /// All of it.
    Everything,
    /// All changes of names happened, and of the changed pages one in two, drawn from here.
    SomePages(Random),
}

impl Disk {
    /// An empty folder below `home`, which is a temporary folder of the test.
    pub fn new(home: &Path) -> io::Result<Self> {
        let disk = Self { home: home.to_owned(), runs: 0 };
        fs::create_dir_all(disk.folder())?;
        Ok(disk)
    }

    /// The watched folder.
    pub fn folder(&self) -> PathBuf {
        self.home.join("data")
    }

    fn shadow(&self) -> PathBuf {
        self.home.join(format!("shadow-{}", self.runs))
    }

    /// Lets `command` run on this disk. What is in the folder now is durable.
    ///
    /// `fault` is a list of `kind:at:count:part of the path`, as `shim/faults.c` explains.
    pub fn watch(&mut self, command: &mut Command, fault: &str) -> io::Result<()> {
        if self.runs > 0 {
            fs::remove_dir_all(self.shadow())?;
        }
        self.runs += 1;
        fs::create_dir_all(self.shadow())?;
        command
            .env("LD_PRELOAD", library()?)
            .env("ANNALS_SHIM_FOLDER", self.folder())
            .env("ANNALS_SHIM_SHADOW", self.shadow())
            .env("ANNALS_SHIM_FAULT", fault);
        Ok(())
    }

    /// Leaves in the folder what a power cut leaves; the program must have been killed before.
    pub fn cut(&self, loss: Loss) -> io::Result<()> {
        let after = self.home.join("after");
        fs::create_dir(&after)?;
        let shadow = Shadow::read(self.shadow())?;
        match loss {
            Loss::Everything => shadow.restore(0, &after)?,
            Loss::SomePages(mut random) => shadow.mix(&self.folder(), &after, &mut random)?,
        }
        fs::remove_dir_all(self.folder())?;
        fs::rename(&after, self.folder())
    }

    /// How many writes, syncs and changes of names the last run did.
    pub fn operations(&self) -> io::Result<u64> {
        let bytes = fs::read(self.shadow().join("operations"))?;
        let bytes = bytes.try_into().map_err(|_| io::Error::other("not eight bytes"))?;
        Ok(u64::from_ne_bytes(bytes))
    }

    /// The faults of the last run, as `kind path`.
    pub fn faults(&self) -> io::Result<Vec<String>> {
        match fs::read_to_string(self.shadow().join("notes")) {
            Ok(notes) => Ok(notes.lines().map(str::to_owned).collect()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

/// What the library wrote down.
struct Shadow {
    folder: PathBuf,
    /// Inodes to ids; an inode that was used again has the last one.
    ids: HashMap<u64, u64>,
}

impl Shadow {
    fn read(folder: PathBuf) -> io::Result<Self> {
        let nodes = fs::read_to_string(folder.join("nodes"))?;
        let pair = |line: &str| {
            let (id, inode) = line.split_once(' ')?;
            Some((inode.parse().ok()?, id.parse().ok()?))
        };
        Ok(Self { folder, ids: nodes.lines().filter_map(pair).collect() })
    }

    fn data(&self, id: u64) -> PathBuf {
        self.folder.join("data").join(id.to_string())
    }

    /// Only what was synced: names as of their folder's last fsync, content as of the file's.
    fn restore(&self, id: u64, to: &Path) -> io::Result<()> {
        for line in fs::read_to_string(self.folder.join("names").join(id.to_string()))?.lines() {
            let mut words = line.splitn(3, ' ');
            let mut word = || words.next().ok_or_else(|| io::Error::other(line.to_owned()));
            let (kind, id, name) = (word()?, word()?, word()?);
            let id = id.parse().map_err(io::Error::other)?;
            if kind == "d" {
                fs::create_dir(to.join(name))?;
                self.restore(id, &to.join(name))?;
            } else {
                fs::copy(self.data(id), to.join(name))?;
            }
        }
        Ok(())
    }

    /// Names as they are, pages as they are or as they were synced.
    fn mix(&self, from: &Path, to: &Path, random: &mut Random) -> io::Result<()> {
        let mut entries: Vec<_> = fs::read_dir(from)?.collect::<Result<_, _>>()?;
        // The order in which a folder is read is no part of the seed.
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let (from, to) = (entry.path(), to.join(entry.file_name()));
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                fs::create_dir(&to)?;
                self.mix(&from, &to, random)?;
            } else if let Some(&id) = self.ids.get(&metadata.ino())
                && metadata.is_file()
            {
                let pages = mix_pages(&fs::read(&from)?, &fs::read(self.data(id))?, random);
                fs::write(&to, pages)?;
            }
        }
        Ok(())
    }
}

/// Each page from one side or the other; the length of either.
fn mix_pages(new: &[u8], synced: &[u8], random: &mut Random) -> Vec<u8> {
    let len = if random.once_in(2) { new.len() } else { synced.len() };
    let mut mixed = vec![0; len];
    for (index, page) in mixed.chunks_mut(PAGE).enumerate() {
        let source = if random.once_in(2) { new } else { synced };
        let source = source.get(index * PAGE..).unwrap_or_default();
        let len = page.len().min(source.len());
        page[..len].copy_from_slice(&source[..len]);
    }
    mixed
}

/// The preloaded library, compiled once per test program.
fn library() -> io::Result<&'static Path> {
    static LIBRARY: OnceLock<Result<(tempfile::TempDir, PathBuf), String>> = OnceLock::new();
    let built = LIBRARY.get_or_init(|| compile().map_err(|error| error.to_string()));
    built.as_ref().map(|(_, path)| path.as_path()).map_err(|error| io::Error::other(error.clone()))
}

fn compile() -> io::Result<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let library = folder.path().join("libshim.so");
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("shim");
    let output = Command::new("cc")
        .args(["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o"])
        .arg(&library)
        .args(["shadow.c", "faults.c", "interpose.c"].map(|name| sources.join(name)))
        .args(["-ldl", "-pthread"])
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    Ok((folder, library))
}
