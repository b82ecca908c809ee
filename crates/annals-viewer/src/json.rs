//! JSON for reading: indented, every number and escape exactly as it was kept.

/// Indents well-formed JSON text without parsing its values, because a parser would round numbers
/// above 2^53. Other text comes back unchanged in substance.
pub(crate) fn indent(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut chars = json.trim().chars().peekable();
    let mut in_string = false;
    while let Some(c) = chars.next() {
        if in_string {
            out.push(c);
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
            ("", ""),
        ];
        for (json, expected) in cases {
            assert_eq!(indent(json), expected);
        }
    }
}
