//! JSON for reading: indented, every number and escape exactly as it was kept.

use std::fmt::Write;

use crate::components::text::is_hidden;

/// Indents well-formed JSON text without parsing its values, because a parser would round numbers
/// above 2^53. Other text comes back unchanged in substance.
pub(crate) fn indent(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut chars = json.trim().chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        if in_string {
            push_visible(&mut out, c);
            match c {
                '\\' => out.extend(chars.next()),
                '"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match c {
            '"' => {
                in_string = true;
                out.push(c);
            }
            '{' | '[' => {
                out.push(c);
                while chars.next_if(|c| c.is_ascii_whitespace()).is_some() {}
                if let Some(close) = chars.next_if(|c| matches!(c, '}' | ']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            c if c.is_ascii_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}

/// The same JSON: a character that would hide or reorder what is written becomes its escape.
fn push_visible(out: &mut String, c: char) {
    if !is_hidden(c) {
        out.push(c);
        return;
    }
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing to a String does not fail.
        let _ = write!(out, "\\u{unit:04x}");
    }
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    // Deep nesting must not push the text off the screen.
    out.extend(std::iter::repeat_n("  ", depth.min(16)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indented_as_kept() {
        let cases = [
            ("12345678901234567890.10", "12345678901234567890.10"),
            (
                r#"{"a":[1, 2],"b":{},"c":[ ]}"#,
                "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {},\n  \"c\": []\n}",
            ),
            (r#"{"a":"x:{,\"}"}"#, "{\n  \"a\": \"x:{,\\\"}\"\n}"),
            ("\"a\u{202E}b\u{E0041}é\"", "\"a\\u202eb\\udb40\\udc41é\""),
            ("", ""),
        ];
        for (json, expected) in cases {
            assert_eq!(indent(json), expected);
        }
    }
}
