//! How names look: what in them can't be seen, and which of them nobody can tell apart.
//!
//! An audit log says by names who did what to whom: two users whose names look the same would each
//! be able to pass for the other.

use std::fmt;

use unicode_security::{MixedScript, skeleton};

/// A character that can't be seen, or that turns its neighbours round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unseen(pub char);

impl fmt::Display for Unseen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X}", u32::from(self.0))
    }
}

/// The first character of `name` that can't be seen. Joiners and variation selectors are fine after
/// what they act on: Persian and emoji are written with them.
pub(crate) fn unseen_in(name: &str) -> Option<Unseen> {
    let mut before = None;
    name.chars().find_map(|c| {
        let acts = matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
            && before.is_some_and(|before: char| {
                !before.is_ascii() && !before.is_whitespace() && !is_unseen(before)
            });
        before = Some(c);
        (is_unseen(c) && !acts).then_some(Unseen(c))
    })
}

/// The first character of `username` that can't be seen: in what is typed to sign in nothing is.
pub(crate) fn unseen_in_username(username: &str) -> Option<Unseen> {
    let is_blank = |c: char| c.is_whitespace() && c != ' ';
    username.chars().find(|c| is_unseen(*c) || is_blank(*c)).map(Unseen)
}

/// The first word with letters of several scripts; those that are written together, as in Japanese,
/// count as one.
pub(crate) fn mixed_in(username: &str) -> Option<&str> {
    let is_mark = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
    username.split(is_mark).find(|word| !word.is_empty() && !word.is_single_script())
}

/// How a name looks (Unicode Technical Standard 39, "skeleton"), whatever its upper and lower case:
/// as it is written, and in small letters. A capital I is like a small l, and as a word it is the
/// same as a small i.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Looks {
    pub(crate) written: String,
    pub(crate) small: String,
}

impl Looks {
    pub(crate) fn of(name: &str) -> Self {
        let seen: String = name.trim().chars().filter(|c| !is_unseen(*c)).collect();
        let written = skeleton(&seen).collect::<String>().to_lowercase();
        Self { written, small: skeleton(&seen.to_lowercase()).collect() }
    }

    /// Whether one may be taken for the other.
    pub(crate) fn resemble(&self, other: &Self) -> bool {
        let of_other = [&other.written, &other.small];
        of_other.contains(&&self.written) || of_other.contains(&&self.small)
    }
}

/// Control characters, what Unicode calls Default_Ignorable_Code_Point, marks of direction, blanks
/// that take room like a letter, and ends of lines.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{00AD}'
                | '\u{034F}'
                | '\u{061C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_found() {
        for (name, expected) in [
            ("Ada Reyes", None),
            ("Zoë Ðặng 李小龍", None),
            ("می\u{200C}خواهم", None),
            ("\u{26BD}\u{FE0F} Football", None),
            ("a\u{7}b", Some("U+0007")),
            ("a\nb", Some("U+000A")),
            ("ad\u{200B}a", Some("U+200B")),
            ("ad\u{200D}a", Some("U+200D")),
            ("\u{200C}ada", Some("U+200C")),
            ("gro\u{202E}puorg", Some("U+202E")),
            ("soft\u{AD}ly", Some("U+00AD")),
            ("\u{3164}", Some("U+3164")),
            ("\u{2800}", Some("U+2800")),
            ("a\u{E0041}", Some("U+E0041")),
        ] {
            let found = unseen_in(name).map(|found| found.to_string());
            assert_eq!(found.as_deref(), expected, "{name:?}");
        }
        assert_eq!(unseen_in_username("می\u{200C}خواهم"), Some(Unseen('\u{200C}')));
        assert_eq!(unseen_in_username("ada\u{A0}reyes"), Some(Unseen('\u{A0}')));
        assert_eq!(unseen_in_username("ada reyes"), None);
    }

    #[test]
    fn words_have_letters_of_one_script() {
        for (username, expected) in [
            ("ada.reyes@north.example", None),
            ("o'brien-42", None),
            ("иванов@школа.example", None),
            ("東京タワーの人", None),
            ("김민준7", None),
            ("zoë", None),
            ("\u{0430}da", Some("\u{0430}da")),
            ("ada.r\u{0435}yes@north.example", Some("r\u{0435}yes")),
            ("αda", Some("αda")),
        ] {
            assert_eq!(mixed_in(username), expected, "{username:?}");
        }
    }

    #[test]
    fn names_that_look_the_same_are_found() {
        let resemble = |one, other| Looks::of(one).resemble(&Looks::of(other));
        for (one, other) in [
            ("ada", "ADA"),
            ("ada", "\u{0430}d\u{0430}"),
            ("PAYPAL", "\u{0420}\u{0410}\u{0423}\u{0420}\u{0410}L"),
            ("paypal", "\u{0420}\u{0410}\u{0423}\u{0420}\u{0410}L"),
            ("lain", "Iain"),
            ("areyes1", "areyesl"),
            ("zoë", "zoe\u{308}"),
            ("ada", "ad\u{200B}a"),
            ("ADMINISTRATORS", "\u{0410}dministrators"),
            ("gail", "GAIL"),
        ] {
            assert!(resemble(one, other), "{one:?} {other:?}");
        }
        for (one, other) in
            [("ada", "adam"), ("zoe", "zoë"), ("areyes", "breyes"), ("gail", "gall"), ("a b", "ab")]
        {
            assert!(!resemble(one, other), "{one:?} {other:?}");
        }
    }
}
