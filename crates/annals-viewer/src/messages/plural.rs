//! Plural forms of whole numbers, by the rules of CLDR 48 (cardinals, without decimals).

use super::language::{Language, language};

/// A plural category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

/// The category of `number` in the language of what is written now.
pub(super) fn plural(number: u64) -> Category {
    category(language(), number)
}

fn category(language: Language, number: u64) -> Category {
    match (language, number) {
        (Language::English | Language::Spanish, 1) => Category::One,
        // "1 000 000 de entradas"
        (Language::Spanish, 1..) if number.is_multiple_of(1_000_000) => Category::Many,
        (Language::English | Language::Spanish, _) => Category::Other,
        (Language::Arabic, 0) => Category::Zero,
        (Language::Arabic, 1) => Category::One,
        (Language::Arabic, 2) => Category::Two,
        (Language::Arabic, _) => match number % 100 {
            3..=10 => Category::Few,
            11..=99 => Category::Many,
            _ => Category::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Category::{self, Few, Many, One, Other, Two, Zero};
    use super::*;

    fn check(language: Language, cases: &[(u64, Category)]) {
        for (number, expected) in cases {
            assert_eq!(category(language, *number), *expected, "{language:?}: {number}");
        }
    }

    #[test]
    fn numbers_fall_into_the_categories_of_their_language() {
        check(
            Language::English,
            &[(0, Other), (1, One), (2, Other), (11, Other), (1_000_000, Other)],
        );
        check(
            Language::Spanish,
            &[
                (0, Other),
                (1, One),
                (2, Other),
                (100, Other),
                (1_000_000, Many),
                (1_000_001, Other),
            ],
        );
        check(Language::Arabic, &[(0, Zero), (1, One), (2, Two), (3, Few), (10, Few), (11, Many)]);
        check(Language::Arabic, &[(99, Many), (100, Other), (102, Other), (103, Few), (111, Many)]);
        check(Language::Arabic, &[(1_000, Other), (1_001, Other), (1_003, Few)]);
    }
}
