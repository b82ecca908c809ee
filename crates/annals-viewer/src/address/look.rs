//! How the table of the log looks: which columns, in which order, how dense.

use crate::address::SortBy;
use crate::messages::{columns, entry, export, log, organizations};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The entry's number.
    Id,
    /// Organisation; shown by itself among entries of several.
    Organization,
    /// Date and Time.
    Date,
    /// Member Name.
    Member,
    /// Username.
    Username,
    /// Source.
    Source,
    /// IP Address.
    Ip,
    /// Action; always shown, because it leads to the entry.
    Action,
    /// Description; stands under the action where it has no column.
    Description,
    /// Affected Records.
    Affected,
    /// Area.
    Area,
    /// Type.
    Type,
}

impl Column {
    /// Every column, in the order of the help pages.
    pub const ALL: [Self; 12] = [
        Self::Id,
        Self::Organization,
        Self::Date,
        Self::Member,
        Self::Username,
        Self::Source,
        Self::Ip,
        Self::Action,
        Self::Description,
        Self::Affected,
        Self::Area,
        Self::Type,
    ];

    /// The word in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Organization => "organization",
            Self::Date => "date",
            Self::Member => "member",
            Self::Username => "username",
            Self::Source => "source",
            Self::Ip => "ip",
            Self::Action => "action",
            Self::Description => "description",
            Self::Affected => "affected",
            Self::Area => "area",
            Self::Type => "type",
        }
    }

    /// The column that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.as_str() == word)
    }

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Id => entry::id(),
            Self::Organization => organizations::one(),
            Self::Date => log::date_and_time(),
            Self::Member => log::member_name(),
            Self::Username => log::username(),
            Self::Source => log::source(),
            Self::Ip => log::ip_address(),
            Self::Action => log::action(),
            Self::Description => export::description(),
            Self::Affected => log::affected_records(),
            Self::Area => entry::area(),
            Self::Type => entry::change_type(),
        }
    }

    /// The order of rows by this column, if there is one.
    pub fn sort(self) -> Option<SortBy> {
        match self {
            Self::Date => Some(SortBy::Date),
            Self::Member => Some(SortBy::User),
            Self::Source => Some(SortBy::Source),
            Self::Ip => Some(SortBy::Ip),
            Self::Action => Some(SortBy::Action),
            _ => None,
        }
    }
}

/// Columns in the order in which they stand: each at most once, Action among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<Column>);

impl Default for Columns {
    /// Those of the help pages.
    fn default() -> Self {
        use Column::{Action, Affected, Date, Ip, Member, Source, Username};
        Self(vec![Date, Member, Username, Source, Ip, Action, Affected])
    }
}

impl Columns {
    /// These columns; Action comes last where it isn't among them.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        let mut kept = Vec::new();
        for column in columns.into_iter().chain([Column::Action]) {
            if !kept.contains(&column) {
                kept.push(column);
            }
        }
        Self(kept)
    }

    /// Reads `date,ip,action`; also returns the names that are no column's.
    pub fn parse(words: &str) -> (Self, Vec<&str>) {
        let (known, unknown): (Vec<_>, Vec<_>) =
            words.split(',').partition(|word| Column::parse(word).is_some());
        (Self::new(known.into_iter().filter_map(Column::parse)), unknown)
    }

    /// The words in the address: `date,ip,action`.
    pub fn words(&self) -> String {
        self.0.iter().map(|column| column.as_str()).collect::<Vec<_>>().join(",")
    }

    /// The columns, from the first to the last.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Column> {
        self.0.iter().copied()
    }

    /// Whether `column` is shown.
    pub fn has(&self, column: Column) -> bool {
        self.0.contains(&column)
    }

    /// Whether they need more room than those of the help pages; a description needs that of two.
    pub fn is_wide(&self) -> bool {
        let usual = Self::default().0.len();
        self.0.len() + usize::from(self.has(Column::Description)) > usual
    }

    /// With `column` before all others, if it isn't among them.
    #[must_use]
    pub fn beginning_with(self, column: Column) -> Self {
        if self.has(column) { self } else { Self::new([column].into_iter().chain(self.0)) }
    }

    /// With `column` one place further to the front, or to the end.
    #[must_use]
    pub fn moved(&self, column: Column, to_front: bool) -> Self {
        let mut columns = self.0.clone();
        if let Some(at) = columns.iter().position(|have| *have == column) {
            let other = if to_front { at.checked_sub(1) } else { Some(at + 1) };
            if let Some(other) = other.filter(|other| *other < columns.len()) {
                columns.swap(at, other);
            }
        }
        Self(columns)
    }
}

/// How much room rows take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// As many lines as a row needs.
    #[default]
    Comfortable,
    /// One line a row.
    Compact,
}

impl Density {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Comfortable, Self::Compact];

    /// The word in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Comfortable => "comfortable",
            Self::Compact => "compact",
        }
    }

    /// The words on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Comfortable => columns::comfortable(),
            Self::Compact => columns::compact(),
        }
    }

    /// The density that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|density| density.as_str() == word)
    }
}

/// What the table looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Which columns, in which order.
    pub columns: Columns,
    /// How much room rows take.
    pub density: Density,
}

impl Look {
    /// Reads what [`Look::word`] has written.
    pub fn parse(word: &str) -> Option<Self> {
        let (columns, density) = word.split_once(':')?;
        let columns = columns.replace('.', ",");
        let (columns, unknown) = Columns::parse(&columns);
        let density = Density::parse(density)?;
        unknown.is_empty().then_some(Self { columns, density })
    }

    /// `date.ip.action:compact`, of characters that a cookie may have.
    pub fn word(&self) -> String {
        format!("{}:{}", self.columns.words().replace(',', "."), self.density.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_once_and_action_is_among_them() {
        for (words, expected, unknown) in [
            ("date,ip,action", "date,ip,action", vec![]),
            ("ip,ip,date", "ip,date,action", vec![]),
            ("action,date", "action,date", vec![]),
            ("name,id", "id,action", vec!["name"]),
            ("", "action", vec![""]),
        ] {
            let (columns, not_understood) = Columns::parse(words);
            assert_eq!((columns.words(), not_understood), (expected.to_owned(), unknown));
        }
    }

    #[test]
    fn a_column_moves_as_far_as_there_is_room() {
        let check = |column, to_front, expected: &str| {
            let (columns, _) = Columns::parse("date,ip,action");
            assert_eq!(columns.moved(column, to_front).words(), expected);
        };
        check(Column::Ip, true, "ip,date,action");
        check(Column::Ip, false, "date,action,ip");
        check(Column::Date, true, "date,ip,action");
        check(Column::Action, false, "date,ip,action");
        check(Column::Area, true, "date,ip,action");
    }

    #[test]
    fn a_look_is_read_as_it_was_written() {
        let look = Look { columns: Columns::new(Column::ALL), density: Density::Compact };
        assert_eq!(Look::parse(&look.word()), Some(look));
        for word in ["", "date.action", "date.action:dense", "name:compact", ":compact"] {
            assert_eq!(Look::parse(word), None, "{word}");
        }
    }
}
