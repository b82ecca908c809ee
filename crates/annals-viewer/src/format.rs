//! The forms of an exported file.

/// The form of an exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A workbook, for spreadsheets.
    Xlsx,
    /// A table, for spreadsheets.
    Csv,
    /// A report, for paper and people: in the language of whoever asks, as pages are.
    Pdf,
    /// One entry a line in its wire form, for programs.
    Ndjson,
}

impl Format {
    /// All of them, in the order of their buttons.
    pub const ALL: [Self; 4] = [Self::Xlsx, Self::Csv, Self::Pdf, Self::Ndjson];

    /// The word for it, in forms and at the end of a file's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
            Self::Ndjson => "ndjson",
        }
    }

    /// The format that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }
}
