//! Rust files, and their code without what strings and comments say.

use std::process::Command;

use anyhow::{Context, Result};

use crate::run;

/// A Rust file of the repository.
pub(crate) struct Source {
    /// Its path from the workspace's folder.
    pub(crate) path: String,
    /// What is in it.
    pub(crate) text: String,
    /// The same with the inside of strings, characters and comments blanked, byte for byte.
    pub(crate) code: String,
    /// Whether all of it is compiled for tests, benches or examples only.
    pub(crate) is_test: bool,
    /// Bytes within `#[cfg(test)]`.
    test_ranges: Vec<std::ops::Range<usize>>,
}

/// Every Rust file that is or could be committed.
pub(crate) fn all() -> Result<Vec<Source>> {
    let list = ["ls-files", "--cached", "--others", "--exclude-standard", "--", "*.rs"];
    let paths = run::output(Command::new("git").args(list).current_dir(run::root()))?;
    let mut sources = Vec::new();
    for path in paths.lines() {
        let file = run::root().join(path);
        // A file that was deleted and not yet committed is still listed.
        if file.exists() {
            let text = std::fs::read_to_string(&file).with_context(|| path.to_owned())?;
            sources.push(Source::new(path, text));
        }
    }
    mark_test_modules(&mut sources);
    Ok(sources)
}

/// Files that are only reached through `#[cfg(test)] mod name;` are tests.
fn mark_test_modules(sources: &mut [Source]) {
    let mut prefixes = Vec::new();
    for source in sources.iter() {
        let file = source.path.trim_end_matches(".rs");
        let folder = match file.rsplit_once('/') {
            Some((folder, "lib" | "main" | "mod")) => folder,
            _ => file,
        };
        let modules =
            source.test_ranges.iter().filter_map(|range| module(&source.code[range.clone()]));
        prefixes.extend(modules.map(|name| format!("{folder}/{name}")));
    }
    for source in sources {
        let file = source.path.trim_end_matches(".rs");
        source.is_test |= prefixes.iter().any(|prefix| {
            file.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
    }
}

/// The name in `#[cfg(test)] mod name;`.
fn module(code: &str) -> Option<&str> {
    let (_, name) = code.strip_suffix(';')?.rsplit_once("mod ")?;
    Some(name.trim())
}

impl Source {
    /// A file with this text.
    pub(crate) fn new(path: &str, text: String) -> Self {
        let code = blank(&text);
        let test_ranges = test_ranges(&code);
        let is_test = ["/tests/", "/benches/", "/examples/"].iter().any(|it| path.contains(it))
            || path.ends_with("/tests.rs");
        Self { path: path.to_owned(), text, code, is_test, test_ranges }
    }

    /// The crate it belongs to: the name of its folder.
    pub(crate) fn krate(&self) -> &str {
        let path = self.path.strip_prefix("crates/").unwrap_or(&self.path);
        path.split('/').next().unwrap_or(path)
    }

    /// Whether what stands at this byte is compiled for tests only.
    pub(crate) fn is_test_at(&self, at: usize) -> bool {
        self.is_test || self.test_ranges.iter().any(|range| range.contains(&at))
    }

    /// The line of a byte, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.text[..at].bytes().filter(|&byte| byte == b'\n').count() + 1
    }

    /// `path:line`.
    pub(crate) fn place(&self, at: usize) -> String {
        format!("{}:{}", self.path, self.line(at))
    }
}

/// The end of the block or statement that begins at `from`: after its `}` or `;`.
pub(crate) fn end_of_item(code: &str, from: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 && byte == b'}' {
                    return Some(at + 1);
                }
            }
            b';' if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn test_ranges(code: &str) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    for attribute in ["#[cfg(test)]", "#[cfg(all(test"] {
        for (at, _) in code.match_indices(attribute) {
            let end = end_of_item(code, at).unwrap_or(code.len());
            ranges.push(at..end);
        }
    }
    ranges
}

/// Replaces the inside of strings, characters and comments with spaces, keeping line breaks.
fn blank(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = opaque(bytes, at);
        for byte in &mut code[at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    // Only whole characters were blanked, so this is still UTF-8.
    String::from_utf8(code).unwrap_or_default()
}

/// The end of the string, character or comment at `at`; `at` itself when there is none.
fn opaque(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let in_word = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    match rest {
        [b'/', b'/', ..] => at + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len()),
        [b'/', b'*', ..] => at + block_comment(rest),
        [b'"', ..] => at + string(rest),
        [b'\'', ..] => at + character(rest),
        [b'r', b'"' | b'#', ..] if !in_word => at + raw_string(rest, 1),
        [b'b' | b'c', b'r', b'"' | b'#', ..] if !in_word => at + raw_string(rest, 2),
        _ => at,
    }
}

fn block_comment(rest: &[u8]) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while at + 1 < rest.len() {
        match &rest[at..at + 2] {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    rest.len()
}

fn string(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// A character of at most ten bytes (`'\u{10ffff}'`); anything else is a lifetime.
fn character(rest: &[u8]) -> usize {
    let first = if rest.get(1) == Some(&b'\\') { 3 } else { 2 };
    let Some(tail) = rest.get(first..) else { return 0 };
    let end = tail.iter().take(9).position(|&byte| byte == b'\'');
    let Some(end) = end else { return 0 };
    let inside = &rest[1..first + end];
    // Two lifetimes in a row, as in `<'a, 'b>`, are no character.
    let is_one = std::str::from_utf8(inside).is_ok_and(|text| text.chars().count() == 1);
    if is_one || inside.starts_with(b"\\") { first + end + 1 } else { 0 }
}

fn raw_string(rest: &[u8], prefix: usize) -> usize {
    let hashes = rest[prefix..].iter().take_while(|&&byte| byte == b'#').count();
    let body = prefix + hashes;
    // `r#type` is a name.
    if rest.get(body) != Some(&b'"') {
        return 0;
    }
    let close: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    let end = rest[body + 1..].windows(close.len()).position(|window| window == close);
    end.map_or(rest.len(), |end| body + 1 + end + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_comments_are_blanked() {
        let check = |text: &str, expected: &str| assert_eq!(blank(text), expected, "{text}");
        check("a // b\nc", "a     \nc");
        check("a /* /* b */ c */ d", "a                 d");
        check(r#"f("x\"y", z)"#, "f(      , z)");
        check(r##"r#"a "b" c"# + d"##, "             + d");
        check("br\"a\" r#type b'x'", "      r#type b   ");
        check("fn f<'a, 'b>(x: &'a str)", "fn f<'a, 'b>(x: &'a str)");
        check("'{' => '\\'', '\\u{7d}'", "    =>     ,         ");
        check("\"a\nb\"", "  \n  ");
        check("'ø'", "    ");
    }

    #[test]
    fn code_within_cfg_test_is_known() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\nfn c() {}\n";
        let source = Source::new("crates/annals-x/src/lib.rs", text.to_owned());
        let at = |what| text.find(what).unwrap();
        assert!(!source.is_test_at(at("fn a")));
        assert!(source.is_test_at(at("fn b")));
        assert!(!source.is_test_at(at("fn c")));
        assert_eq!(source.krate(), "annals-x");
        assert_eq!(source.place(at("fn b")), "crates/annals-x/src/lib.rs:4");
    }

    #[test]
    fn modules_for_tests_are_known() {
        let source = |path, text: &str| Source::new(path, text.to_owned());
        let mut sources = vec![
            source("crates/a/src/lib.rs", "#[cfg(test)]\nmod model;\nmod other;"),
            source("crates/a/src/model.rs", ""),
            source("crates/a/src/model/deep.rs", ""),
            source("crates/a/src/other.rs", "#[cfg(test)]\nmod checks;"),
            source("crates/a/src/other/checks.rs", ""),
            source("crates/a/tests/api.rs", ""),
        ];
        mark_test_modules(&mut sources);
        let tests: Vec<_> = sources.iter().map(|source| source.is_test).collect();
        assert_eq!(tests, [false, true, true, false, true, true]);
    }
}
