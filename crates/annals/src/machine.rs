//! What the machine can do: disk, processor, memory. For `doctor` and for figures that are only
//! worth something beside the machine's own.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

/// Times of small durable writes.
#[derive(Clone, Copy, Debug)]
pub struct SyncSpeed {
    /// Half of the writes took at most this.
    pub median: Duration,
    /// 99 of a hundred took at most this.
    pub p99: Duration,
}

/// Measures writes of 4 KiB, each made durable with fdatasync, in `directory`.
///
/// They overwrite a file of fixed length, as a journal that is reused does.
pub fn sync_speed(directory: &Path, writes: usize) -> io::Result<SyncSpeed> {
    let path = directory.join(".annals-probe");
    let _remove = Remove(path.clone());
    let mut file = File::create(&path)?;
    let block = [0x5a_u8; 4096];
    let mut times = Vec::with_capacity(writes);
    for write in 0..writes + 1 {
        io::Seek::rewind(&mut file)?;
        let begin = Instant::now();
        file.write_all(&block)?;
        file.sync_data()?;
        // The first one makes the file's length durable as well.
        if write > 0 {
            times.push(begin.elapsed());
        }
    }
    times.sort_unstable();
    Ok(SyncSpeed { median: quantile(&times, 0.5), p99: quantile(&times, 0.99) })
}

/// Bytes a second of one long write, made durable at its end.
pub fn sequential_speed(directory: &Path, bytes: usize) -> io::Result<f64> {
    let path = directory.join(".annals-probe");
    let _remove = Remove(path.clone());
    let mut file = File::create(&path)?;
    // Not zeros: some disks and file systems don't write those.
    let block: Vec<u8> =
        (0..1 << 20).map(|i: u32| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let begin = Instant::now();
    for _ in 0..bytes.div_ceil(block.len()) {
        file.write_all(&block)?;
    }
    file.sync_data()?;
    Ok(bytes as f64 / begin.elapsed().as_secs_f64())
}

/// Bytes a second that one core hashes with SHA-256.
pub fn hash_speed() -> f64 {
    let block = vec![0x5a_u8; 1 << 20];
    let mut hasher = Sha256::new();
    let begin = Instant::now();
    let mut blocks = 0;
    while begin.elapsed() < Duration::from_millis(300) {
        hasher.update(&block);
        blocks += 1;
    }
    let seconds = begin.elapsed().as_secs_f64();
    std::hint::black_box(hasher.finalize());
    blocks as f64 * block.len() as f64 / seconds
}

/// The processor's name and the number of cores that this process may use.
pub fn processor() -> (String, usize) {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = cpuinfo
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown", |(_, name)| name);
    (name.to_owned(), std::thread::available_parallelism().map_or(1, usize::from))
}

/// The type of the file system on which `path` lies: `ext4`, `tmpfs`.
pub fn file_system(path: &Path) -> Option<String> {
    let path = path.canonicalize().ok()?;
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    file_system_in(&mounts, &path)
}

fn file_system_in(mounts: &str, path: &Path) -> Option<String> {
    let parse = |line: &str| {
        let (before, after) = line.split_once(" - ")?;
        let mount = before.split(' ').nth(4)?.replace("\\040", " ");
        Some((PathBuf::from(mount), after.split(' ').next()?.to_owned()))
    };
    mounts
        .lines()
        .filter_map(parse)
        .filter(|(mount, _)| path.starts_with(mount))
        // Of two mounts at one place the later one is seen.
        .enumerate()
        .max_by_key(|(at, (mount, _))| (mount.components().count(), *at))
        .map(|(_, (_, kind))| kind)
}

/// Whether what lies there is gone after a power cut.
pub fn is_volatile(file_system: &str) -> bool {
    matches!(file_system, "tmpfs" | "ramfs" | "devtmpfs" | "rootfs")
}

/// Anonymous memory of this process in bytes: what it can't give back.
pub fn anonymous_memory() -> Option<u64> {
    anonymous_memory_of("self")
}

/// The same of the process with this id.
pub fn anonymous_memory_of(process: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// Processor time that this process has used.
pub fn processor_time() -> Option<Duration> {
    processor_time_of("self")
}

/// The same of the process with this id.
pub fn processor_time_of(process: &str) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in parentheses may hold spaces; user and system time are the 12th and 13th after it.
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    // USER_HZ is 100 on every Linux that Rust runs on.
    Some(Duration::from_millis(ticks * 10))
}

/// Bytes of all files below `directory`.
pub fn bytes_below(directory: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += match metadata.is_dir() {
            true => bytes_below(&entry.path())?,
            false => metadata.len(),
        };
    }
    Ok(bytes)
}

/// The value below which the part `q` of the sorted `times` lies.
pub fn quantile(times: &[Duration], q: f64) -> Duration {
    let at = (times.len() as f64 * q) as usize;
    times.get(at.min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

struct Remove(PathBuf);

impl Drop for Remove {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_decides() {
        let mounts = "22 1 8:1 / / rw - ext4 /dev/vda rw\n\
                      23 22 0:5 / /dev/shm rw shared:3 - tmpfs tmpfs rw\n\
                      24 22 0:6 / /srv/a\\040b rw - xfs /dev/vdb rw\n";
        for (path, expected) in [
            ("/home/x", "ext4"),
            ("/dev/shm/x", "tmpfs"),
            ("/dev/shmx", "ext4"),
            ("/srv/a b", "xfs"),
        ] {
            assert_eq!(
                file_system_in(mounts, Path::new(path)).as_deref(),
                Some(expected),
                "{path}"
            );
        }
    }

    #[test]
    fn probes_measure_something() {
        let directory = tempfile::tempdir().unwrap();
        let speed = sync_speed(directory.path(), 3).unwrap();
        assert!(speed.median <= speed.p99 && speed.p99 > Duration::ZERO);
        assert!(sequential_speed(directory.path(), 1 << 20).unwrap() > 0.0);
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);
        assert!(anonymous_memory().unwrap() > 0);
        assert!(processor_time().is_some());
    }

    #[test]
    fn quantiles_are_of_the_values_themselves() {
        let times: Vec<_> = (1..=100).map(Duration::from_millis).collect();
        assert_eq!(quantile(&times, 0.5), Duration::from_millis(51));
        assert_eq!(quantile(&times, 0.99), Duration::from_millis(100));
        assert_eq!(quantile(&times, 1.0), Duration::from_millis(100));
        assert_eq!(quantile(&[], 0.5), Duration::ZERO);
    }
}
