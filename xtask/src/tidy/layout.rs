//! How long files, functions and lines may be, and how files begin.

use super::source::{Source, end_of_item};

const FILE_LINES_MAX: usize = 800;
const FUNCTION_LINES_MAX: usize = 70;
const COLUMNS_MAX: usize = 100;

/// Files over the limit.
pub(crate) fn file_lengths(sources: &[Source]) -> Vec<String> {
    let lines = |source: &Source| source.text.lines().count();
    sources
        .iter()
        .filter(|source| lines(source) > FILE_LINES_MAX)
        .map(|source| format!("{} has {}", source.path, lines(source)))
        .collect()
}

/// Functions over the limit, except in tests, where a table may be long.
pub(crate) fn function_lengths(sources: &[Source]) -> Vec<String> {
    sources.iter().flat_map(long_functions).collect()
}

fn long_functions(source: &Source) -> Vec<String> {
    let mut long = Vec::new();
    for (at, _) in source.code.match_indices("fn ") {
        let is_word = source.code[..at].chars().next_back().is_none_or(|c| !is_name(c));
        if !is_word || source.is_test_at(at) {
            continue;
        }
        let Some(end) = end_of_item(&source.code, at) else { continue };
        let lines = source.line(end - 1) - source.line(at) + 1;
        if lines > FUNCTION_LINES_MAX {
            let name: String = source.code[at + 3..].chars().take_while(|&c| is_name(c)).collect();
            long.push(format!("{} {name} has {lines}", source.place(at)));
        }
    }
    long
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Lines over the limit, except such as have no space to break at, and strings in tests, which
/// are often the fixture itself.
pub(crate) fn columns(sources: &[Source]) -> Vec<String> {
    let mut wide = Vec::new();
    for source in sources {
        let mut start = 0;
        for (index, line) in source.text.lines().enumerate() {
            let columns = line.chars().count();
            let is_fixture = || {
                source.is_test_at(start) && source.code.get(start..start + line.len()) != Some(line)
            };
            let can_be_broken = line.split_whitespace().count() > 2;
            if columns > COLUMNS_MAX && can_be_broken && !is_fixture() {
                wide.push(format!("{}:{} has {columns}", source.path, index + 1));
            }
            start += line.len() + 1;
        }
    }
    wide
}

/// Files that do not begin by saying what they are for.
pub(crate) fn headers(sources: &[Source]) -> Vec<String> {
    let lacks = |source: &&Source| !source.text.starts_with("//! ");
    sources
        .iter()
        .filter(lacks)
        .map(|source| format!("{} does not begin with `//! `", source.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: String) -> Vec<Source> {
        vec![Source::new("crates/annals-x/src/lib.rs", text)]
    }

    #[test]
    fn limits_are_met_exactly() {
        let function =
            |lines: usize| format!("fn f(a: [u8; 2]) {{\n{}}}\n", "a;\n".repeat(lines - 2));
        assert!(function_lengths(&source(function(70))).is_empty());
        let long = function_lengths(&source(function(71)));
        assert_eq!(long, ["crates/annals-x/src/lib.rs:1 f has 71"]);
        let in_test = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", function(71));
        assert!(function_lengths(&source(in_test)).is_empty());

        assert!(file_lengths(&source("\n".repeat(800))).is_empty());
        assert_eq!(file_lengths(&source("\n".repeat(801))).len(), 1);

        let line = |columns: usize| format!("a b {}", "c".repeat(columns - 4));
        assert!(columns(&source(line(100))).is_empty());
        assert_eq!(columns(&source(line(101))), ["crates/annals-x/src/lib.rs:1 has 101"]);
        assert!(columns(&source(format!("// {}", "c".repeat(200)))).is_empty());
        let fixture = format!("fn f() {{\n    \"a b {}\";\n}}\n", "c ".repeat(100));
        assert_eq!(columns(&source(fixture.clone())), ["crates/annals-x/src/lib.rs:2 has 211"]);
        assert!(columns(&[Source::new("crates/annals-x/tests/a.rs", fixture)]).is_empty());
    }

    #[test]
    fn files_begin_with_a_header() {
        assert!(headers(&source("//! This.\n".into())).is_empty());
        assert_eq!(headers(&source("use this;\n".into())).len(), 1);
        assert_eq!(headers(&source("//!\n".into())).len(), 1);
    }
}
