//! What a mapping did not use: kept as details, so that nothing is lost.

use std::collections::BTreeSet;

use annals_model::{Detail, Value, limits};

use super::json::{Json, Node, quote};

/// How deep objects are opened: deeper ones stay one value. If that gives too many, less deep.
const DEPTHS: [usize; 3] = [4, 2, 1];

/// Details made of everything in `roots` that is not in `used`, with the paths as keys; one more
/// holds what is over `room`.
pub(super) fn rest(
    roots: &[(&str, &Json<'_>)],
    used: &BTreeSet<usize>,
    room: usize,
) -> Vec<Detail> {
    let mut collected = Vec::new();
    for depth in DEPTHS {
        let mut walk = Walk { used, depth_max: depth, out: Vec::new() };
        for (name, json) in roots {
            walk.open(name, json, 0);
        }
        collected = walk.out;
        if collected.len() <= room {
            break;
        }
    }
    if collected.len() > room {
        let over = collected.split_off(room.saturating_sub(1));
        let entries: Vec<String> =
            over.iter().map(|(key, raw)| format!("{}:{raw}", quote(key))).collect();
        collected.push(("more".to_owned(), format!("{{{}}}", entries.join(","))));
    }
    let mut details = Vec::new();
    for (key, raw) in collected {
        push(&key, &raw, &mut details);
    }
    details
}

struct Walk<'u> {
    used: &'u BTreeSet<usize>,
    depth_max: usize,
    out: Vec<(String, String)>,
}

impl Walk<'_> {
    fn open(&mut self, path: &str, json: &Json<'_>, depth: usize) {
        if self.used.contains(&json.place())
            && !matches!(json.node, Node::Object(_) | Node::List(_))
        {
            return;
        }
        let end = json.place() + json.raw.len();
        // A list or object begins where its own bytes do, never where a value inside does.
        let is_used = |json: &Json<'_>| self.used.contains(&json.place());
        if is_used(json) && depth > 0 {
            return;
        }
        let holds_used = self.used.range(json.place() + 1..end).next().is_some();
        let too_long = json.raw.len() > limits::VALUE_BYTES_MAX;
        let must_open = holds_used || too_long || depth == 0;
        match &json.node {
            Node::Null => {}
            Node::Text(text) if text.is_empty() => {}
            Node::Object(entries) if must_open || depth < self.depth_max => {
                for (key, value) in entries {
                    self.open(&join(path, key), value, depth + 1);
                }
            }
            Node::List(items) if must_open => {
                for (i, item) in items.iter().enumerate() {
                    self.open(&join(path, &i.to_string()), item, depth + 1);
                }
            }
            Node::List(items) if items.is_empty() => {}
            _ => self.out.push((path.to_owned(), json.raw.to_owned())),
        }
    }
}

fn join(path: &str, key: &str) -> String {
    let key = if key.is_empty() { "\"\"" } else { key };
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Adds one detail, or several when the value is longer than a detail may be. A key that is taken
/// gets a number, because the wire form of an event has each key once.
fn push(key: &str, raw: &str, details: &mut Vec<Detail>) {
    let key = key.replace('\0', "\u{2400}");
    let whole = key.len() <= limits::NAME_BYTES_MAX - 32;
    let (key, raw) = match whole {
        true => (key, raw.to_owned()),
        false => {
            let end = key.floor_char_boundary(limits::NAME_BYTES_MAX - 32);
            (key[..end].to_owned(), format!("{{{}:{raw}}}", quote(&key)))
        }
    };
    for raw in cut(raw) {
        let mut name = key.clone();
        let mut count = 1;
        while details.iter().any(|detail| detail.key == name) {
            count += 1;
            name = format!("{key} ({count})");
        }
        details.push(Detail { key: name, value: Some(Value::from_json(raw)) });
    }
}

/// A value in parts that fit: texts stay texts, anything else becomes text.
fn cut(raw: String) -> Vec<String> {
    if raw.len() <= limits::VALUE_BYTES_MAX {
        return vec![raw];
    }
    let text = match serde_json::from_str::<String>(&raw) {
        Ok(text) => text,
        Err(_) => raw,
    };
    // An escape such as \u0001 makes six bytes of one.
    let part_bytes = limits::VALUE_BYTES_MAX / 6 - 2;
    let mut parts = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.floor_char_boundary(part_bytes));
        parts.push(quote(part));
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, used: &[&str], room: usize, expected: &str) {
        let json = Json::parse(text).unwrap();
        let place = |pointer: &&str| {
            super::super::pointer::Pointer::parse(pointer).unwrap().all(&json)[0].place()
        };
        let used: BTreeSet<usize> = used.iter().map(place).collect();
        let details = rest(&[("", &json)], &used, room);
        let shown: Vec<String> = details
            .iter()
            .map(|detail| {
                format!("{}={}", detail.key, detail.value.as_ref().map_or("", Value::as_json))
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn what_is_left_keeps_its_path_and_its_bytes() {
        let text = r#"{"a":{"b":1.50,"c":"x"},"l":[{"n":1,"m":2},3],"e":"","z":null,"big":9007199254740993}"#;
        check(text, &[], 9, r#"a.b=1.50 a.c="x" l=[{"n":1,"m":2},3] big=9007199254740993"#);
        check(text, &["/a/b", "/l/0/n"], 9, r#"a.c="x" l.0.m=2 l.1=3 big=9007199254740993"#);
        check(text, &["/a", "/l"], 9, "big=9007199254740993");
        check(r#"{"a":1,"a":2,"b":{"c":3},"a (2)":4}"#, &[], 9, "a=1 a (2)=2 b.c=3 a (2) (2)=4");
        check(r#"{"a":1,"b":2,"c":3}"#, &[], 2, r#"a=1 more={"b":2,"c":3}"#);
        check(r#"{"a":{"b":{"c":{"d":{"e":1}}}}}"#, &[], 9, r#"a.b.c.d={"e":1}"#);
        check(r#"{"":1}"#, &[], 9, r#"""=1"#);
    }

    #[test]
    fn long_values_are_cut_without_loss() {
        let long = "ж".repeat(limits::VALUE_BYTES_MAX);
        let text = format!("{{\"a\":\"{long}\"}}");
        let json = Json::parse(&text).unwrap();
        let details = rest(&[("", &json)], &BTreeSet::new(), 1_000);
        assert!(details.len() > 1);
        let joined: String = details
            .iter()
            .filter_map(|detail| detail.value.as_ref())
            .map(|value| value.display().into_owned())
            .collect();
        assert_eq!(joined, long);
        assert!(details.iter().all(|detail| {
            detail.value.as_ref().is_some_and(|v| v.as_json().len() <= limits::VALUE_BYTES_MAX)
        }));
    }
}
