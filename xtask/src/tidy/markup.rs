//! What pages must not have: script and style within them, text that isn't escaped.
//!
//! The policy that is sent with pages forbids the first two as well; here it is said at once, and
//! by line. htmx evaluates script in the attributes named below, and nowhere else.

use super::source::Source;

/// Crates that make pages.
const CRATES: [&str; 2] = ["annals-viewer", "annals-server"];
/// Names in code.
const NAMES: [(&str, &str); 3] = [
    ("PreEscaped", "text that isn't escaped"),
    ("hx-on", "script within the page"),
    ("style=", "style within the page"),
];
/// What a value begins with that is evaluated.
const SCRIPT: [&str; 2] = ["js:", "javascript:"];

/// Lines of pages with any of it.
pub(crate) fn inline(sources: &[Source]) -> Vec<String> {
    let of_pages = |source: &&Source| CRATES.contains(&source.krate());
    sources.iter().filter(of_pages).flat_map(broken).collect()
}

fn broken(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |at, what| {
        if !source.is_test_at(at) {
            found.push(format!("{} has {what}", source.place(at)));
        }
    };
    for (name, what) in NAMES {
        for (at, _) in source.code.match_indices(name) {
            let before = source.code[..at].chars().next_back();
            if before.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '_') {
                add(at, what);
            }
        }
    }
    for (at, _) in source.code.match_indices(" hx-") {
        let attribute = source.text[at + 1..].lines().next().unwrap_or_default();
        let Some((name, value)) = attribute.split_once('=') else { continue };
        let value = value.trim_start_matches(['(', '[', '"']);
        if SCRIPT.iter().any(|script| value.starts_with(script)) {
            add(at, "script within the page");
        }
        let is_trigger = name == "hx-trigger";
        if is_trigger && value.split('"').next().is_some_and(|value| value.contains('[')) {
            add(at, "a filter that is evaluated as script");
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expected: usize) {
        let text = format!("fn page() {{\n{code}\n}}\n");
        let of = |path: &str| inline(&[Source::new(path, text.clone())]).len();
        assert_eq!(of("crates/annals-viewer/src/pages/a.rs"), expected, "{code}");
        assert_eq!(of("crates/annals-store/src/a.rs") + of("crates/annals-viewer/tests/a.rs"), 0);
    }

    #[test]
    fn script_and_style_within_pages_are_found() {
        check(r#"html! { p class="a" hx-sync="replace" { "style=js:" } }"#, 0);
        check(r#"html! { p style="color: red" {} }"#, 1);
        check(r#"html! { p style=(style) {} }"#, 1);
        check(r#"html! { p data-style="x" {} }"#, 0);
        check(r#"html! { p hx-on:click="go()" {} }"#, 1);
        check(r#"html! { p hx-vals="js:{a: 1}" {} }"#, 1);
        check(r#"html! { p hx-confirm="javascript:ask()" {} }"#, 1);
        check(r#"html! { p hx-trigger="click[ctrlKey]" {} }"#, 1);
        check(r#"html! { p hx-trigger="click" title="[a]" {} }"#, 0);
        check("PreEscaped(text)", 1);
        check("// PreEscaped, style=", 0);
    }
}
