//! Long tables as PDF reports: pages that people print, file and send.
//!
//! Knows neither the log nor HTTP: it is given words and rows, and writes a file as it goes. What
//! has been written is forgotten, so that a report takes the same memory however long it gets;
//! only the places of its objects are kept, some 200 bytes a row.
//!
//! The file is tagged, so that it can be read aloud and its table be walked through; its fonts are
//! embedded. Text is shaped by HarfBuzz's rules and ordered by Unicode's, because names are written
//! in every script. A character without a glyph, or one that would not be seen, is drawn as its
//! number in a frame, and the page says what that means: nothing is left out in silence.

mod document;
mod embed;
mod face;
mod file;
mod finish;
mod fonts;
mod layout;
mod line;
mod page;
mod paragraph;
mod shape;
mod structure;
mod system;

pub use document::{Document, Reporter};
pub use system::SystemFonts;

/// What all parts of a report have in common.
#[derive(Clone, Debug)]
pub struct Report {
    /// Language of the words, as in HTML: "en".
    pub language: String,
    /// Whether that is written from right to left; the pages then are, too.
    pub is_rtl: bool,
    /// What it is: "Audit Log".
    pub title: String,
    /// Whose it is.
    pub organization: String,
    /// From left to right.
    pub columns: Vec<Column>,
    /// What it is printed on.
    pub paper: Paper,
    /// Stands at the foot of every page: when it was made.
    pub made: String,
    /// Says which page it is, for the number of pages to follow: "Page 7 of".
    pub page_words: fn(u64) -> String,
    /// Stands where a row goes on that began on an earlier page.
    pub continued: String,
    /// Stands at the foot of a page on which a character is shown by its number.
    pub unshown: String,
    /// Whether a character would hide, or turn round what stands beside it.
    pub is_hidden: fn(char) -> bool,
}

/// A column of the table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its share of the width.
    pub share: f32,
}

/// What a report is printed on, the long side across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 297 by 210 millimetres.
    A4,
    /// 11 by 8½ inches.
    Letter,
}

/// What distinguishes a part of a report, and stands at its beginning.
#[derive(Clone, Debug)]
pub struct Part {
    /// "Part 2 of 6", if there are several.
    pub name: Option<String>,
    /// What the reader has to know of it, as names and values. Values are words, with [`apart`]
    /// around what isn't.
    pub facts: Vec<(String, String)>,
}

/// One row: the cells, each with paragraphs one under the other.
pub type Row = Vec<Vec<Paragraph>>;

/// Some text of one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// It may have several lines.
    pub text: String,
    /// What it looks like.
    pub style: Style,
    /// Whether these are words of the report, in its language.
    is_own: bool,
}

/// What text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// As in a table.
    Plain,
    /// What must not be missed.
    Strong,
    /// What matters less.
    Faint,
    /// The heading of the report.
    Title,
    /// The line above it.
    Over,
    /// Facts beneath it.
    Fact,
    /// Names of these.
    FactName,
}

impl Paragraph {
    /// Text as in a table.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::styled(text, Style::Plain)
    }

    /// Text of another look.
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, is_own: false }
    }

    /// Words of the report: they run as its language does, and what [`apart`] marked in them keeps
    /// its own direction.
    pub(crate) fn own(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, is_own: true }
    }
}

/// Around what has a direction of its own.
pub(crate) const APART: [char; 2] = ['\u{2068}', '\u{2069}'];

/// A value among the words of a report, so that neither turns the other round: times and names
/// within Arabic words keep their order. The marks are obeyed in words and never shown; in rows,
/// and where the value has them itself, they are shown by their numbers.
pub fn apart(value: &str) -> String {
    let number = |c: char| match c {
        '\u{2066}'..='\u{2069}' => format!("U+{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    let [begin, end] = APART;
    format!("{begin}{}{end}", value.chars().map(number).collect::<String>())
}

impl Style {
    /// In points.
    pub(crate) fn size(self) -> f32 {
        match self {
            Self::Plain | Self::Strong => 7.5,
            Self::Faint => 6.5,
            Self::Title => 18.0,
            Self::Over => 10.0,
            Self::Fact | Self::FactName => 9.0,
        }
    }

    /// From one base line to the next, in points.
    pub(crate) fn leading(self) -> f32 {
        self.size() * 1.36
    }

    pub(crate) fn is_bold(self) -> bool {
        matches!(self, Self::Strong | Self::Title)
    }

    /// How light it is, from 0 for black to 1. Grey on white keeps a contrast of 4.5.
    pub(crate) fn gray(self) -> f32 {
        match self {
            Self::Faint | Self::FactName => 0.38,
            _ => 0.08,
        }
    }
}

impl Paper {
    /// Width and height in points.
    pub(crate) fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (841.89, 595.28),
            Self::Letter => (792.0, 612.0),
        }
    }
}
