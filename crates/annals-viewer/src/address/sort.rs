//! Orders of rows.

/// The order of rows; newest first as usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// Whether from the greatest down.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { by: SortBy::Date, descending: true }
    }
}

/// A column by which rows can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// Date and Time.
    Date,
    /// Member Name.
    User,
    /// Source.
    Source,
    /// IP Address.
    Ip,
    /// Action.
    Action,
}

impl SortBy {
    const ALL: [Self; 5] = [Self::Date, Self::User, Self::Source, Self::Ip, Self::Action];

    fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::User => "user",
            Self::Source => "source",
            Self::Ip => "ip",
            Self::Action => "action",
        }
    }
}

impl Sort {
    /// Reads `date`, `-date`, `user`, ...
    pub fn parse(word: &str) -> Option<Self> {
        let (name, descending) = word.strip_prefix('-').map_or((word, false), |name| (name, true));
        let by = SortBy::ALL.into_iter().find(|by| by.as_str() == name)?;
        Some(Self { by, descending })
    }

    /// The word in the address: `-date`.
    pub fn word(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.by.as_str())
    }
}
