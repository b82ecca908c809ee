//! A value before and after, part by part: what differs is said by a sign and a word, and by
//! `<del>` and `<ins>`; colour only repeats it.

use annals_model::Value;
use maud::{Markup, html};

use crate::components::text::{block, json_value, text};
use crate::difference::{Difference, KeyChange, Line, difference};
use crate::messages::entry as messages;

/// So many parts are in sight; the rest is folded.
const PARTS_IN_SIGHT: usize = 30;
/// Objects within objects are compared so deep.
const DEPTH_MAX: usize = 4;

/// The parts that differ; nothing when the values are better shown whole.
pub fn comparison(old: &Value, new: &Value) -> Option<Markup> {
    compared(old, new, 0)
}

/// A value that was there before: absence in words, without the sign.
pub fn before(value: Option<&Value>) -> Markup {
    html! {
        @if value.is_some() { (sign("−")) del { (json_value(value)) } } @else { (json_value(None)) }
    }
}

/// A value that is there now.
pub fn after(value: Option<&Value>) -> Markup {
    html! {
        @if value.is_some() { (sign("+")) ins { (json_value(value)) } } @else { (json_value(None)) }
    }
}

fn compared(old: &Value, new: &Value, depth: usize) -> Option<Markup> {
    let (parts, same): (Vec<Markup>, usize) = match difference(old, new) {
        Difference::Whole => return None,
        Difference::Lines(lines) => (lines.iter().map(line).collect(), 0),
        Difference::Keys { keys, same } => {
            (keys.iter().map(|(key, change)| key_part(key, change, depth)).collect(), same)
        }
        Difference::Items { removed, added, same } => {
            let removed = removed.iter().map(|item| removed_part(None, item));
            (removed.chain(added.iter().map(|item| added_part(None, item))).collect(), same)
        }
    };
    Some(html! {
        (folded(&parts))
        @if same > 0 { p class="part gap" { (messages::unchanged(same as u64)) } }
    })
}

fn folded(parts: &[Markup]) -> Markup {
    let (first, rest) = parts.split_at(parts.len().min(PARTS_IN_SIGHT));
    let list = |parts: &[Markup]| html! { ul class="parts" { @for part in parts { (part) } } };
    html! {
        (list(first))
        @if !rest.is_empty() {
            details {
                summary { span class="link" { (messages::show_more(rest.len() as u64)) } }
                (list(rest))
            }
        }
    }
}

fn key_part(key: &str, change: &KeyChange, depth: usize) -> Markup {
    let (old, new) = match change {
        KeyChange::Removed(value) => return removed_part(Some(key), value),
        KeyChange::Added(value) => return added_part(Some(key), value),
        KeyChange::Changed(old, new) => (old, new),
    };
    let inner = (depth + 1 < DEPTH_MAX).then(|| compared(old, new, depth + 1)).flatten();
    let values = html! {
        @if let Some(inner) = inner { div class="parts-within" { (inner) } } @else {
            div class="value" { (for_the_ear(messages::existing_value())) (before(Some(old))) }
            div class="value" { (for_the_ear(messages::new_value())) (after(Some(new))) }
        }
    };
    part("changed", "±", &name(messages::changed(), Some(key)), &values)
}

fn removed_part(key: Option<&str>, value: &Value) -> Markup {
    let value = html! { del { (json_value(Some(value))) } };
    part("removed", "−", &name(messages::removed(), key), &value)
}

fn added_part(key: Option<&str>, value: &Value) -> Markup {
    let value = html! { ins { (json_value(Some(value))) } };
    part("added", "+", &name(messages::added(), key), &value)
}

fn name(word: &str, key: Option<&str>) -> Markup {
    html! {
        span class="part-name" {
            span class="part-word" { (word) }
            @if let Some(key) = key { " " span class="code" { (text(key)) } }
        }
    }
}

/// Lines are many: signs are enough for the eye, the word is for the ear.
fn line(line: &Line) -> Markup {
    match line {
        Line::Removed(text) => {
            let word = for_the_ear(messages::removed());
            part("removed", "−", &word, &html! { del { (line_text(text)) } })
        }
        Line::Added(text) => {
            let word = for_the_ear(messages::added());
            part("added", "+", &word, &html! { ins { (line_text(text)) } })
        }
        Line::Same(text) => part("same", "", &Markup::default(), &line_text(text)),
        Line::Skipped(count) => gap(&messages::unchanged_lines(*count as u64)),
    }
}

fn for_the_ear(word: &str) -> Markup {
    html! { span class="visually-hidden" { (word) " " } }
}

fn line_text(line: &str) -> Markup {
    if line.is_empty() {
        return html! { span class="absent" { (messages::empty_line()) } };
    }
    block(line)
}

fn part(class: &str, mark: &str, name: &Markup, value: &Markup) -> Markup {
    html! {
        li class={ "part " (class) } {
            (sign(mark))
            div class="part-body" { (name) div class="value" { (value) } }
        }
    }
}

fn gap(words: &str) -> Markup {
    html! { li class="part gap" { (words) } }
}

/// For the eye, and not copied with what stands beside it.
fn sign(sign: &str) -> Markup {
    html! { span class="sign" aria-hidden="true" { (sign) } }
}
