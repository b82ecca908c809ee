//! What a change did to a value: the parts that differ, for a reader.

use std::collections::{BTreeMap, BTreeSet};

use annals_model::Value;
use serde::Deserialize;
use serde_json::value::RawValue;
use similar::{ChangeTag, TextDiff};

use crate::json;

/// Texts of more lines are not compared: the time grows with the product of their lengths.
const LINES_MAX: usize = 500;
/// So many unchanged lines stand around those that changed.
const CONTEXT_LINES: usize = 2;
/// Deeper values are the same only if they are written the same. Their depth is a stranger's
/// choice, the stack isn't.
const DEPTH_MAX: usize = 8;

/// How two values differ.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Difference {
    /// One value in place of the other: they have no parts to compare.
    Whole,
    /// Two objects, key by key.
    Keys { keys: Vec<(String, KeyChange)>, same: usize },
    /// Two lists without repeats: what is in only one of them.
    Items { removed: Vec<Value>, added: Vec<Value>, same: usize },
    /// Two texts of several lines, or two lists item by item.
    Lines(Vec<Line>),
}

/// What happened to a key of an object.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum KeyChange {
    /// It is gone.
    Removed(Value),
    /// It is new.
    Added(Value),
    /// It has another value.
    Changed(Value, Value),
}

/// A line of two texts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Only in the old text.
    Removed(String),
    /// Only in the new text.
    Added(String),
    /// In both.
    Same(String),
    /// So many lines that are in both and far from any change.
    Skipped(usize),
}

/// Compares what a property was with what it became.
pub(crate) fn difference(old: &Value, new: &Value) -> Difference {
    keys(old, new)
        .or_else(|| items(old, new))
        .or_else(|| lines(old, new))
        .unwrap_or(Difference::Whole)
}

type Object<'a> = BTreeMap<String, &'a RawValue>;
type List<'a> = Vec<&'a RawValue>;

/// The parts stay as they were written: a parser would round numbers above 2^53.
fn parse<'a, T: Deserialize<'a>>(json: &'a str) -> Option<T> {
    serde_json::from_str(json).ok()
}

fn value(raw: &RawValue) -> Value {
    Value::from_json(raw.get())
}

fn keys(old: &Value, new: &Value) -> Option<Difference> {
    let old: Object<'_> = parse(old.as_json())?;
    let mut new: Object<'_> = parse(new.as_json())?;
    let mut keys = Vec::new();
    let mut same = 0;
    for (key, before) in old {
        match new.remove(&key) {
            None => keys.push((key, KeyChange::Removed(value(before)))),
            Some(after) if canonical(before.get(), 0) == canonical(after.get(), 0) => same += 1,
            Some(after) => keys.push((key, KeyChange::Changed(value(before), value(after)))),
        }
    }
    keys.extend(new.into_iter().map(|(key, after)| (key, KeyChange::Added(value(after)))));
    (!keys.is_empty()).then_some(Difference::Keys { keys, same })
}

/// Lists in which nothing repeats are sets, unless their order is all that changed.
fn items(old: &Value, new: &Value) -> Option<Difference> {
    let (old, new): (List<'_>, List<'_>) = (parse(old.as_json())?, parse(new.as_json())?);
    let (before, after) = (set(&old)?, set(&new)?);
    let only = |list: &[&RawValue], other: &BTreeSet<String>| -> Vec<Value> {
        let is_only = |raw: &&&RawValue| !other.contains(&canonical(raw.get(), 0));
        list.iter().filter(is_only).map(|raw| value(raw)).collect()
    };
    let (removed, added) = (only(&old, &after), only(&new, &before));
    let same = before.len() - removed.len();
    (!removed.is_empty() || !added.is_empty()).then_some(Difference::Items { removed, added, same })
}

fn set(list: &[&RawValue]) -> Option<BTreeSet<String>> {
    let set: BTreeSet<String> = list.iter().map(|raw| canonical(raw.get(), 0)).collect();
    (set.len() == list.len()).then_some(set)
}

/// The same text for values that mean the same: however their strings are escaped, their keys
/// ordered and their parts spaced.
fn canonical(json: &str, depth: usize) -> String {
    let json = json.trim();
    let inner = |raw: &RawValue| canonical(raw.get(), depth + 1);
    let joined = match json.as_bytes().first() {
        Some(b'"') => Some(quoted(&Value::from_json(json).display())),
        Some(b'{') if depth < DEPTH_MAX => parse(json).map(|object: Object<'_>| {
            let keys = object.into_iter().map(|(key, raw)| quoted(&key) + ":" + &inner(raw));
            format!("{{{}}}", keys.collect::<Vec<_>>().join(","))
        }),
        Some(b'[') if depth < DEPTH_MAX => parse(json).map(|list: List<'_>| {
            format!("[{}]", list.into_iter().map(inner).collect::<Vec<_>>().join(","))
        }),
        _ => None,
    };
    joined.unwrap_or_else(|| json::indent(json))
}

fn quoted(text: &str) -> String {
    Value::text(text).as_json().to_owned()
}

fn lines(old: &Value, new: &Value) -> Option<Difference> {
    let is_text = |value: &Value| value.as_json().starts_with('"');
    if is_text(old) != is_text(new) {
        return None;
    }
    let (old, new) = (lines_of(old)?, lines_of(new)?);
    let longest = old.len().max(new.len());
    // Line ends alone, which `lines_of` evens out, make no line differ.
    (old != new && 1 < longest && longest <= LINES_MAX)
        .then(|| Difference::Lines(compare(&old, &new)))
}

/// The lines of a text, whichever line ends it has; the items of a list.
fn lines_of(value: &Value) -> Option<Vec<String>> {
    if value.as_json().starts_with('[') {
        let list: List<'_> = parse(value.as_json())?;
        return Some(list.into_iter().map(|raw| raw.get().to_owned()).collect());
    }
    let text = value.as_json().starts_with('"').then(|| value.display())?;
    let is_empty = text.is_empty();
    (!is_empty).then(|| text.replace("\r\n", "\n").split('\n').map(str::to_owned).collect())
}

fn compare(old: &[String], new: &[String]) -> Vec<Line> {
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let mut out = Vec::new();
    let mut told = 0;
    for group in diff.grouped_ops(CONTEXT_LINES) {
        for op in group {
            let range = op.old_range();
            skip(&mut out, range.start - told);
            told = range.end;
            out.extend(diff.iter_changes(&op).map(|change| {
                let line = change.value().to_owned();
                match change.tag() {
                    ChangeTag::Delete => Line::Removed(line),
                    ChangeTag::Insert => Line::Added(line),
                    ChangeTag::Equal => Line::Same(line),
                }
            }));
        }
    }
    skip(&mut out, old.len() - told);
    out
}

fn skip(out: &mut Vec<Line>, count: usize) {
    if count > 0 {
        out.push(Line::Skipped(count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &str, new: &str) -> Difference {
        difference(&Value::from_json(old), &Value::from_json(new))
    }

    fn json(text: &str) -> Value {
        Value::from_json(text)
    }

    #[test]
    fn objects_key_by_key() {
        let old = r#"{"a": 1, "b": [1, 2], "gone": null, "big": 12345678901234567890}"#;
        let new = r#"{"b":[1,2],"a":2,"new":{},"big":12345678901234567891}"#;
        let keys = vec![
            ("a".to_owned(), KeyChange::Changed(json("1"), json("2"))),
            (
                "big".to_owned(),
                KeyChange::Changed(json("12345678901234567890"), json("12345678901234567891")),
            ),
            ("gone".to_owned(), KeyChange::Removed(json("null"))),
            ("new".to_owned(), KeyChange::Added(json("{}"))),
        ];
        assert_eq!(of(old, new), Difference::Keys { keys, same: 1 });
        assert_eq!(of(r#"{"a":{"x":1,"y":2}}"#, r#"{"a":{"y":2,"x":1}}"#), Difference::Whole);
    }

    #[test]
    fn lists_without_repeats_are_sets() {
        let items = |removed: &[&str], added: &[&str], same| {
            let values = |list: &[&str]| list.iter().map(|text| json(text)).collect();
            Difference::Items { removed: values(removed), added: values(added), same }
        };
        assert_eq!(of("[1,2,3]", "[4, 3, 1]"), items(&["2"], &["4"], 2));
        assert_eq!(of("[]", r#"["a"]"#), items(&[], &[r#""a""#], 0));
        assert_eq!(of(r#"["\u00e9"]"#, r#"["é",{"a":1}]"#), items(&[], &[r#"{"a":1}"#], 1));
        assert!(matches!(of("[1,2]", "[2,1]"), Difference::Lines(_)), "the order is what changed");
        assert!(matches!(of("[1,1]", "[1]"), Difference::Lines(_)), "one of two equal ones went");
    }

    #[test]
    fn texts_line_by_line() {
        let text = |lines: &[&str]| Value::text(&lines.join("\n"));
        let old = text(&["1", "2", "3", "4", "5", "6", "7"]);
        let new = text(&["1", "2", "3", "four", "5", "6", "7", ""]);
        let same = |line: &str| Line::Same(line.to_owned());
        let expected = vec![
            Line::Skipped(1),
            same("2"),
            same("3"),
            Line::Removed("4".to_owned()),
            Line::Added("four".to_owned()),
            same("5"),
            same("6"),
            same("7"),
            Line::Added(String::new()),
        ];
        assert_eq!(difference(&old, &new), Difference::Lines(expected));
        let check = |old: &str, new: &str| {
            assert_eq!(difference(&Value::text(old), &Value::text(new)), Difference::Whole);
        };
        check("one line", "another");
        check("", "two\nlines");
        check("a\nb", "a\r\nb");
    }

    #[test]
    fn lines_are_compared_up_to_a_limit() {
        let text = |lines: usize, last: &str| Value::text(&("x\n".repeat(lines - 1) + last));
        let at = |lines| difference(&text(lines, "a"), &text(lines, "b"));
        let Difference::Lines(lines) = at(LINES_MAX) else { panic!("within the limit") };
        assert_eq!(lines[0], Line::Skipped(LINES_MAX - 1 - CONTEXT_LINES));
        assert_eq!(at(LINES_MAX + 1), Difference::Whole);
    }

    #[test]
    fn a_deep_value_is_no_danger() {
        let deep = |core: &str| {
            let depth = 20_000;
            format!("{{\"a\":{}{core}{}}}", "[".repeat(depth), "]".repeat(depth))
        };
        assert_eq!(of(&deep("1"), &deep(" 1")), Difference::Whole);
        assert!(matches!(of(&deep("1"), &deep("2")), Difference::Keys { .. }));
    }

    #[test]
    fn other_values_are_whole() {
        for (old, new) in [("1", "2"), ("true", "\"true\""), ("{}", "[]"), ("null", "{}")] {
            assert_eq!(of(old, new), Difference::Whole, "{old} {new}");
        }
    }
}
