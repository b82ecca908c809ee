//! What an event is found by.

use annals_model::Event;

/// A field of terms. The number is its place in dictionaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(crate) enum TermField {
    /// Id, username, name and e-mail joined by [`SEPARATOR`]; see [`actor_parts`].
    Actor = 1,
    /// The source, as it is.
    Source,
    /// Code and label joined by [`SEPARATOR`].
    Action,
    /// The category, as it is.
    Category,
    /// The area, as it is.
    Area,
    /// `EventType::as_str`.
    Type,
    /// `Outcome::as_str`.
    Outcome,
    /// `ActorKind::as_str`.
    Kind,
    /// `type:id`, as it is.
    Record = 0x10,
    /// 16 bytes, IPv4 mapped into IPv6.
    Ip,
    /// Changed property and its label (or nothing) joined by [`SEPARATOR`], as they are.
    Property,
    /// Folded key and folded text of the value joined by [`SEPARATOR`]; see [`DETAIL_BYTES_MAX`].
    Detail,
    /// Folded school, [`SEPARATOR`], end year as two bytes, high byte first.
    Calendar,
    /// The correlation id, folded.
    Correlation,
    /// `critical`, `has:ip` and so on, only where it is so.
    Flag,
    /// Folded words of everything that is searched by words.
    Word = 0x20,
    /// Stems of the words of action code, label and category.
    Stem,
    /// Folded words of the names of affected records.
    Object,
}

/// Fields of which an entry has at most one term; each has a column of codes.
pub(crate) const CODED: [TermField; 8] = [
    TermField::Actor,
    TermField::Source,
    TermField::Action,
    TermField::Category,
    TermField::Area,
    TermField::Type,
    TermField::Outcome,
    TermField::Kind,
];

/// Separates the parts of a term.
pub(crate) const SEPARATOR: u8 = 0x1F;

/// The folded text of a longer detail value is left out of its term, which then ends in two
/// separators: such entries are candidates to be checked on the document.
pub(crate) const DETAIL_BYTES_MAX: usize = 128;

/// Hands every term of `event` to `emit`; the same one may come more than once.
pub(crate) fn terms(_event: &Event, _emit: &mut dyn FnMut(TermField, &[u8])) {
    unimplemented!()
}

/// Id, username, name and e-mail of a term of [`TermField::Actor`]; absent ones are empty.
pub(crate) fn actor_parts(_term: &[u8]) -> [&[u8]; 4] {
    unimplemented!()
}

/// The two parts of a term of `Action`, `Property` or `Detail`.
pub(crate) fn pair(_term: &[u8]) -> (&[u8], &[u8]) {
    unimplemented!()
}

/// Folded school and end year of a term of [`TermField::Calendar`].
pub(crate) fn calendar_parts(_term: &[u8]) -> Option<(&[u8], u16)> {
    unimplemented!()
}
