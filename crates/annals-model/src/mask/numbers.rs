//! Social security numbers and payment card numbers, told by their form.

use std::ops::Range;

/// Fewer digits are neither; most texts are done with here.
const DIGITS_MIN: usize = 9;

/// Finds social security numbers (`123-45-6789`) and payment card numbers: 13 to 19 digits, grouped
/// or not, that pass the Luhn check of ISO/IEC 7812-1 and begin as cards do (2 to 6).
pub(super) fn find(text: &str, spans: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    if bytes.iter().filter(|byte| byte.is_ascii_digit()).count() < DIGITS_MIN {
        return;
    }
    let mut at = 0;
    while at < bytes.len() {
        let starts = bytes[at].is_ascii_digit()
            && (at == 0
                || !(bytes[at - 1].is_ascii_alphanumeric() || b"-.".contains(&bytes[at - 1])));
        if !starts {
            at += 1;
            continue;
        }
        let end = run_end(bytes, at);
        if is_ssn(&bytes[at..end]) || is_card(&bytes[at..end]) {
            spans.push(at..end);
        }
        at = end;
    }
}

/// The end of a run of digits with single spaces or hyphens between them.
fn run_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < bytes.len() {
        let joint = joint_len(&bytes[end..]);
        let joins = joint > 0 && bytes.get(end + joint).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !joins {
            break;
        }
        end += usize::max(joint, 1);
    }
    end
}

/// Bytes of the space or hyphen that `bytes` begin with: plain, no-break, or one of the thin and
/// wide ones (U+2000 to U+2015, U+202F) that word processors put between groups.
fn joint_len(bytes: &[u8]) -> usize {
    match bytes {
        [b' ' | b'-', ..] => 1,
        [0xc2, 0xa0, ..] => 2,
        [0xe2, 0x80, 0x80..=0x95 | 0xaf, ..] => 3,
        _ => 0,
    }
}

fn is_ssn(run: &[u8]) -> bool {
    run.len() == 11
        && run.iter().enumerate().all(|(i, byte)| match i {
            3 | 6 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && !run.starts_with(b"000")
        && !run.starts_with(b"666")
        && run[0] != b'9'
}

fn is_card(run: &[u8]) -> bool {
    let digits = || run.iter().filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0');
    let count = digits().count();
    if !(13..=19).contains(&count) || !(b'2'..=b'6').contains(&run[0]) {
        return false;
    }
    // 13 digits in one run are far more often a time in milliseconds than a card.
    if count == 13 && run.len() == 13 {
        return false;
    }
    let sum: u32 = digits()
        .enumerate()
        .map(|(i, digit)| match (count - 1 - i) % 2 {
            1 if digit > 4 => u32::from(digit * 2 - 9),
            1 => u32::from(digit * 2),
            _ => u32::from(digit),
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    fn found(text: &str) -> Vec<&str> {
        let mut spans = Vec::new();
        super::find(text, &mut spans);
        spans.into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn cards_in_every_grouping() {
        let joints = ["", " ", "-", "\u{a0}", "\u{2009}", "\u{202f}", "\u{2007}", "\u{2011}"];
        for joint in joints {
            let card = ["4111", "1111", "1111", "1111"].join(joint);
            assert_eq!(found(&format!("card {card}, thanks")), [&card], "{joint:?}");
            let wrong = ["4111", "1111", "1111", "1112"].join(joint);
            assert!(found(&format!("card {wrong}")).is_empty(), "{joint:?}");
        }
        assert_eq!(found("378282246310005 and 6011 0009 9013 9424").len(), 2);
    }

    #[test]
    fn other_numbers_are_left() {
        for text in [
            "1732093443120",
            "at 2026-11-20 09:14:03.120",
            "order 4111-1111",
            "call +1 555 867 5309",
            "000-12-3456",
            "x4111111111111111",
            "1.4111111111111111",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
        assert_eq!(found("SSN 123-45-6789 on file"), ["123-45-6789"]);
    }
}
