//! The power-cut disk itself: a child process of this test writes, and what is left is looked at.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use annals_testkit::{Disk, Loss, Random};

const CHILD: &str = "ANNALS_TEST_CHILD";

/// Something that the child does in the watched folder, with its name.
type Script = (&'static str, fn(&Path));

const SCRIPTS: &[Script] = &[
    ("synced", |folder| {
        let mut file = File::create(folder.join("a")).unwrap();
        file.write_all(b"synced").unwrap();
        file.sync_all().unwrap();
        sync_folder(folder);
        file.write_all(b" lost").unwrap();
        file.write_all_at(b"LOST", 0).unwrap();
    }),
    ("unnamed", |folder| {
        let mut file = File::create(folder.join("a")).unwrap();
        file.write_all(b"synced").unwrap();
        file.sync_all().unwrap();
    }),
    ("renamed", |folder| {
        fs::write(folder.join("a"), "content").unwrap();
        File::open(folder.join("a")).unwrap().sync_all().unwrap();
        sync_folder(folder);
        fs::rename(folder.join("a"), folder.join("b")).unwrap();
        fs::create_dir(folder.join("sub")).unwrap();
    }),
    ("removed", |folder| {
        fs::write(folder.join("a"), "content").unwrap();
        File::open(folder.join("a")).unwrap().sync_all().unwrap();
        sync_folder(folder);
        fs::remove_file(folder.join("a")).unwrap();
        // Likely to get the same inode.
        fs::write(folder.join("c"), "another").unwrap();
        File::open(folder.join("c")).unwrap().sync_all().unwrap();
    }),
    ("below", |folder| {
        let sub = folder.join("sub");
        fs::create_dir(&sub).unwrap();
        fs::write(sub.join("a"), "content").unwrap();
        File::open(sub.join("a")).unwrap().sync_all().unwrap();
        sync_folder(&sub);
        sync_folder(folder);
        fs::write(sub.join("b"), "lost").unwrap();
    }),
    ("truncated", |folder| {
        let mut file = open_all(&folder.join("a"));
        file.write_all(&[1; 10_000]).unwrap();
        file.sync_all().unwrap();
        sync_folder(folder);
        file.set_len(10).unwrap();
        file.set_len(100).unwrap();
        file.sync_data().unwrap();
        file.set_len(3).unwrap();
    }),
    ("retried", |folder| {
        let mut file = File::create(folder.join("a")).unwrap();
        sync_folder(folder);
        file.write_all(b"one").unwrap();
        assert!(file.sync_all().is_err());
        file.sync_all().unwrap();
        file.write_all(b"two").unwrap();
        file.sync_all().unwrap();
    }),
    ("written", |folder| {
        let mut file = File::create(folder.join("a")).unwrap();
        let result = (|| {
            file.write_all(b"1234")?;
            file.write_all(b"5678")?;
            file.write_all(b"90")
        })();
        let text = result.map_or_else(|error| error.to_string(), |()| "ok".to_owned());
        file.sync_all().unwrap();
        fs::write(folder.join("result"), text).unwrap();
        File::open(folder.join("result")).unwrap().sync_all().unwrap();
        sync_folder(folder);
    }),
    ("read", |folder| {
        fs::write(folder.join("a"), "1234").unwrap();
        let mut file = File::open(folder.join("a")).unwrap();
        let failed = file.read_to_end(&mut Vec::new()).is_err();
        file.rewind().unwrap();
        let succeeded = file.read_exact(&mut [0; 4]).is_ok();
        assert!(failed && succeeded);
    }),
];

/// Runs as the child when it was started as one; as a test of its own it has nothing to do.
#[test]
fn child() {
    let Ok(name) = std::env::var(CHILD) else { return };
    let folder = PathBuf::from(std::env::var_os("ANNALS_SHIM_FOLDER").unwrap());
    SCRIPTS.iter().find(|(script, _)| *script == name).unwrap().1(&folder);
}

fn open_all(path: &Path) -> File {
    OpenOptions::new().read(true).write(true).create_new(true).open(path).unwrap()
}

fn sync_folder(folder: &Path) {
    File::open(folder).unwrap().sync_all().unwrap();
}

/// Runs a script with a fault and cuts the power; the files that are left, with their content.
fn left(script: &str, fault: &str, loss: Loss) -> Vec<(String, Vec<u8>)> {
    let home = tempfile::tempdir().unwrap();
    let mut disk = Disk::new(home.path()).unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["child", "--exact", "--nocapture"]).env(CHILD, script);
    disk.watch(&mut command, fault).unwrap();
    let output = command.output().unwrap();
    let is_cut = fault.starts_with("cut");
    assert_eq!(output.status.success(), !is_cut, "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(disk.faults().unwrap().is_empty(), fault.is_empty(), "{fault} took place");
    assert!(disk.operations().unwrap() > 0);
    disk.cut(loss).unwrap();
    files(&disk.folder(), "")
}

fn files(folder: &Path, prefix: &str) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            files.push((format!("{name}/"), Vec::new()));
            files.extend(self::files(&path, &format!("{name}/")));
        } else {
            files.push((name, fs::read(&path).unwrap()));
        }
    }
    files.sort();
    files
}

fn check(script: &str, fault: &str, expected: &[(&str, &[u8])]) {
    let expected: Vec<_> =
        expected.iter().map(|&(name, content)| (name.to_owned(), content.to_vec())).collect();
    assert_eq!(left(script, fault, Loss::Everything), expected, "{script} {fault}");
}

#[test]
fn what_was_not_synced_is_lost() {
    check("synced", "", &[("a", b"synced")]);
    check("unnamed", "", &[]);
    check("renamed", "", &[("a", b"content")]);
    check("removed", "", &[("a", b"content")]);
    check("below", "", &[("sub/", b""), ("sub/a", b"content")]);
    let truncated = [vec![1; 10], vec![0; 90]].concat();
    check("truncated", "", &[("a", &truncated)]);
}

#[test]
fn a_failed_sync_loses_for_good() {
    check("retried", "fsync:1:1:/a", &[("a", b"\0\0\0two")]);
    check("synced", "lie:1:1:/a", &[("a", b"")]);
    check("synced", "lie:1:0:", &[]);
}

#[test]
fn writes_fail_as_told() {
    let written = |fault, content: &[u8], result: &str| {
        check("written", fault, &[("a", content), ("result", result.as_bytes())]);
    };
    written("short:1:0:/a", b"1234567890", "ok");
    written("enospc:2:1:/a", b"1234", "No space left on device (os error 28)");
    written("eio:3:0:/a", b"12345678", "Input/output error (os error 5)");
    check("read", "read:1:1:/a", &[]);
}

#[test]
fn a_cut_stops_before_the_operation() {
    // Operations: create, write, sync, sync of the folder, write, write.
    check("synced", "cut:1:1:", &[]);
    check("synced", "cut:3:1:", &[]);
    check("synced", "cut:4:1:", &[]);
    check("synced", "cut:5:1:", &[("a", b"synced")]);
}

#[test]
fn some_of_it_may_be_left() {
    let mut contents = Vec::new();
    for seed in 0..40 {
        let files = left("synced", "", Loss::SomePages(Random::new(seed)));
        assert_eq!(files.len(), 1);
        contents.push(files[0].1.clone());
    }
    assert!(contents.contains(&b"synced".to_vec()));
    assert!(contents.contains(&b"LOSTed lost".to_vec()));
}
