//! Whole numbers.

/// "12,408".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn groups_of_three() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (12_408_001, "12,408,001")];
        for (number, expected) in cases {
            assert_eq!(grouped(number), expected);
        }
    }
}
