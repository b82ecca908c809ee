//! Numbers as the language of the page prints them.

use crate::messages::{Language, language};

/// "12,408".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let (separator, digits_min) = match language() {
        Language::English | Language::Arabic => (',', 4),
        // 1234 and 12.408
        Language::Spanish => ('.', 5),
    };
    if digits.len() < digits_min {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// "95.4".
pub fn tenths(number: f64) -> String {
    let text = format!("{number:.1}");
    match language() {
        Language::English | Language::Arabic => text,
        Language::Spanish => text.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::in_language;

    #[test]
    fn groups_of_three() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (12_408_001, "12,408,001")];
        for (number, expected) in cases {
            assert_eq!(grouped(number), expected);
            assert_eq!(in_language(Language::Arabic, || grouped(number)), expected);
        }
        let spanish =
            [(999, "999"), (1_000, "1000"), (12_408, "12.408"), (12_408_001, "12.408.001")];
        for (number, expected) in spanish {
            assert_eq!(in_language(Language::Spanish, || grouped(number)), expected);
        }
        assert_eq!(tenths(95.44), "95.4");
        assert_eq!(in_language(Language::Spanish, || tenths(95.44)), "95,4");
    }
}
