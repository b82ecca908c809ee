//! The language in which a page is written.

use std::cell::Cell;
use std::fmt;
use std::str::FromStr;

/// A language that the catalogue has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, from which the others are translated.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// Arabic, written from right to left.
    Arabic,
}

thread_local! {
    /// A page is rendered in one go on one thread. Set around that, this spares every component a
    /// parameter that it would only pass on.
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
}

/// The language of what is written now: English outside of [`in_language`].
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Runs `write`, whose messages are in `language`. What `write` leaves for later, such as a stream
/// that renders when it is read, enters its language by itself.
pub fn in_language<T>(language: Language, write: impl FnOnce() -> T) -> T {
    /// Puts the language back that was before, also when writing panics.
    struct Before(Language);
    impl Drop for Before {
        fn drop(&mut self) {
            LANGUAGE.set(self.0);
        }
    }
    let _before = Before(LANGUAGE.replace(language));
    write()
}

/// A tag that the catalogue has no language for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tags = Language::ALL.map(Language::tag).join(", ");
        write!(f, "language is one of {tags}")
    }
}

impl std::error::Error for UnknownLanguage {}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::English, Self::Spanish, Self::Arabic];

    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::Arabic => "ar",
        }
    }

    /// What it calls itself, for those who can't read the page as it is.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
            Self::Arabic => "العربية",
        }
    }

    /// The direction in which it is written, as HTML has it.
    pub fn direction(self) -> &'static str {
        match self {
            Self::English | Self::Spanish => "ltr",
            Self::Arabic => "rtl",
        }
    }

    /// The tag by which scripts print numbers as the pages do. Arabic pages have the digits of the
    /// rest of the log: addresses, times and ids are read, typed and compared in them.
    pub fn number_tag(self) -> &'static str {
        match self {
            Self::English | Self::Spanish => self.tag(),
            Self::Arabic => "ar-u-nu-latn",
        }
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads what [`Language::tag`] gives.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|language| language.tag() == tag).ok_or(UnknownLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_holds_within_and_not_beyond() {
        let inner = in_language(Language::Arabic, || {
            let spanish = in_language(Language::Spanish, language);
            (spanish, language())
        });
        assert_eq!(inner, (Language::Spanish, Language::Arabic));
        let panics = || in_language(Language::Arabic, || panic!("while writing"));
        assert!(std::panic::catch_unwind(panics).is_err());
        assert_eq!(language(), Language::English);
    }

    #[test]
    fn tags_lead_back() {
        for language in Language::ALL {
            assert_eq!(language.tag().parse(), Ok(language));
        }
        for tag in ["", "EN", "de", "es-MX"] {
            assert_eq!(tag.parse::<Language>(), Err(UnknownLanguage), "{tag}");
        }
    }
}
