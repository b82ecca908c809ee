//! Files that were made to hurt: an import ends in rejects or a clear error, in bounded memory.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Address space of an import. What it takes beside its input is far below; what grows with a
/// packed or endless input is soon above.
const MEMORY_KIB: u64 = 2 * 1024 * 1024;

const GIB: u64 = 1024 * 1024 * 1024;

struct Place(TempDir);

struct Ran {
    code: Option<i32>,
    summary: Value,
    err: String,
}

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let create = ["org", "create", "lincoln", "--name", "L", "--admin", "ada"];
        let made = place.command(&create).arg("--generate-password").output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let limited = format!("ulimit -v {MEMORY_KIB}; exec \"$@\"");
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &limited, "sh", env!("CARGO_BIN_EXE_annals")]).args(args);
        command.current_dir(self.0.path()).env_clear().env("TZ", "UTC");
        // Arenas reserve much and use little.
        command.env("MALLOC_ARENA_MAX", "2").env("ANNALS_LOG", "error");
        command
    }

    fn import(&self, args: &[&str]) -> Ran {
        let mut command = self.command(&["import", "--output", "json"]);
        let output = command.args(args).stdin(Stdio::null()).output().unwrap();
        Ran {
            code: output.status.code(),
            summary: serde_json::from_slice(&output.stdout).unwrap_or_default(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn rejects(&self, name: &str) -> Vec<Value> {
        let text = std::fs::read_to_string(self.path(&format!("{name}.rejects.ndjson"))).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn zeros(bytes: u64) -> impl Read {
    std::io::repeat(b'0').take(bytes)
}

#[test]
fn lines_without_end_and_packed_ones_that_grow() {
    let place = Place::new();
    place.write("zstd", zstd::encode_all(zeros(GIB), 1).unwrap());
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::copy(&mut zeros(GIB / 4), &mut gzip).unwrap();
    place.write("gzip", gzip.finish().unwrap());
    let plain = std::fs::File::create(place.path("plain")).unwrap();
    plain.set_len(GIB).unwrap();
    for file in ["zstd", "plain", "/dev/zero"] {
        let ran = place.import(&[file]);
        assert_ne!(ran.code, Some(0), "{file}");
        assert!(ran.err.contains("line 1 has more than 301989888 bytes"), "{file}: {}", ran.err);
    }
    // One that ends is only rejected.
    let ran = place.import(&["gzip"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let rejects = std::fs::read_to_string(place.path("gzip.rejects.ndjson")).unwrap();
    assert!(rejects.contains("it has more than 33554432 bytes"), "{}", &rejects[..200]);
}

#[test]
fn damaged_packings_are_errors_with_the_file() {
    let place = Place::new();
    let good = br#"{"action":"a","actor":{"id":"1"}}"#;
    let packed = zstd::encode_all(&good[..], 1).unwrap();
    place.write("cut", &packed[..packed.len() - 3]);
    place.write("gzip", [0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7]);
    // A frame that asks for a window of 2 GiB.
    let mut wide = zstd::Encoder::new(Vec::new(), 1).unwrap();
    wide.window_log(31).unwrap();
    wide.write_all(good).unwrap();
    place.write("wide", wide.finish().unwrap());
    for file in ["cut", "gzip", "wide"] {
        let ran = place.import(&[file]);
        assert_ne!(ran.code, Some(0), "{file}");
        assert!(ran.err.contains(&format!("can't read {file}")), "{file}: {}", ran.err);
    }
}

#[test]
fn hostile_lines_are_rejected_one_by_one() {
    let place = Place::new();
    let event = |action: &str| format!(r#"{{"action":"{action}","actor":{{"id":"1"}}}}"#);
    let deep = format!(r#"{{"action":"a","actor":{{"id":"1"}},"x":{}"#, "[".repeat(200_000));
    let lines: [(Vec<u8>, &str); 8] = [
        (event("annals.entries.deleted").into_bytes(), "action: annals.* is kept"),
        (event(" ANNALS.key.created").into_bytes(), "action: annals.* is kept"),
        (event("a\\u0000b").into_bytes(), "NUL"),
        (b"{\"action\":\"a\0\"}".to_vec(), "control character"),
        (b"{\"action\":\"\xff\",\"actor\":{\"id\":\"1\"}}".to_vec(), "UTF-8"),
        (deep.into_bytes(), "nest too deeply"),
        (b"\0\0\0".to_vec(), "not valid JSON"),
        (b"[1,2]".to_vec(), "object"),
    ];
    let mut content = Vec::new();
    for (line, _) in &lines {
        content.extend_from_slice(line);
        content.push(b'\n');
    }
    content.extend_from_slice(event("charge.deleted").as_bytes());
    place.write("native", content);
    let ran = place.import(&["native"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert_eq!(ran.summary["added"], 1, "{}", ran.summary);
    let mut rejects = place.rejects("native");
    rejects.sort_by_key(|reject| reject["line"].as_u64());
    assert_eq!(rejects.len(), lines.len());
    for (reject, (line, reason)) in rejects.iter().zip(&lines) {
        let told = reject["reason"].as_str().unwrap();
        assert!(
            told.contains(reason),
            "{}: {told}",
            String::from_utf8_lossy(&line[..line.len().min(80)])
        );
        assert!(reject["text"].as_str().unwrap().len() <= 3 * 64 * 1024);
    }
}

#[test]
fn one_line_of_another_product_can_not_become_a_flood() {
    let place = Place::new();
    place.write("own.toml", "product = 'own'\naction = '/a'\neach = '/l'\n[actor]\nid = '/b'\n");
    let commas = format!("[{}1]", "1,".repeat(8_000_000));
    let records = format!("[{}{{}}]", "{},".repeat(60_000));
    let text = "x".repeat(1024 * 1024);
    let each =
        json!({ "a": "a", "b": "b", "t": text, "l": (0..2_000).collect::<Vec<_>>() }).to_string();
    place.write("bombs", format!("{commas}\n{records}\n{each}\n[{{}},{{}}]\n"));
    let ran = place.import(&["bombs", "--format", "./own.toml"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let rejects = place.rejects("bombs");
    let reasons: Vec<_> = rejects.iter().map(|one| (&one["line"], &one["reason"])).collect();
    let has = |line: u64, reason: &str| {
        let is = |(at, told): &&(&Value, &Value)| **at == line && told.to_string().contains(reason);
        assert!(reasons.iter().any(|one| is(&one)), "{line} {reason}");
    };
    has(1, "commas");
    has(2, "more than 50000 events");
    has(3, "too large for so many");
    let twice: Vec<_> = rejects.iter().filter(|one| one["line"] == 4).collect();
    assert_eq!(twice.len(), 2);
    assert!(twice[0]["text"].is_string() && twice[1]["text"].is_null(), "its text stands once");
}

#[test]
fn hostile_mappings_are_told_apart_from_good_ones() {
    let place = Place::new();
    place.write("log", "{\"a\":[[1,2],[3]],\"b\":\"x\"}\n");
    let deep = format!("x = {}", "[".repeat(100_000));
    let stars = format!("action = '{}'", "/*".repeat(2_000));
    for (mapping, reason) in [
        ("\0", "own.toml"),
        (&*deep, "own.toml"),
        ("product = 'x'\naction = 'no/pointer{/a'\n[actor]\nid = '/b'", "own.toml"),
        (
            "product = 'x'\naction = '/a'\ntime = '/b'\ntime_formats = ['%Q%!']\n[actor]\nid = '/b'",
            "",
        ),
        (&*format!("product = 'x'\n{stars}\n[actor]\nid = '/b'"), ""),
    ] {
        place.write("own.toml", mapping);
        let ran = place.import(&["log", "--format", "./own.toml"]);
        assert!(ran.code.is_some_and(|code| code != 0), "{:?} {}", ran.code, ran.err);
        assert!(ran.err.contains(reason), "{}", ran.err);
    }
    for endless in ["/dev/zero", "./large.toml"] {
        place.write("large.toml", "#".repeat(2 * 1024 * 1024));
        let ran = place.import(&["log", "--format", endless]);
        assert!(ran.err.contains("more than 1048576 bytes"), "{endless}: {}", ran.err);
    }
}
