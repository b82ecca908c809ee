//! A search as a tree. Text in it is already folded (see [`crate::fold`]), times are already
//! resolved in the viewer's zone, so that running it needs no further context.

use ipnet::IpNet;

use annals_model::{EventType, Outcome, TimeRange};

/// Which entries are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    /// Every entry.
    All,
    /// Entries that match every part; never empty.
    And(Vec<Expr>),
    /// Entries that match at least one part; never empty.
    Or(Vec<Expr>),
    /// Entries that do not match.
    Not(Box<Expr>),
    /// Entries that match one term.
    Term(Term),
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// Words anywhere: names, usernames, actions with their labels and verb forms, categories,
    /// descriptions, record names, changed properties and values, details.
    Anywhere(Text),
    /// `actor:` a word, prefix or phrase in name, username or e-mail, or the whole id.
    Actor(Text),
    /// `who:` the actor as lists name it (see [`crate::actor_key`]), compared exactly.
    Who(String),
    /// `object:` words in the names of affected records, or of the user a security entry is about.
    Object(Text),
    /// `description:` words in the description.
    Description(Text),
    /// `changed:` the property's machine name or label, as a whole.
    Changed(Pattern),
    /// `detail.<key>:` words in the value of one detail; the key is compared folded.
    Detail {
        /// The folded key.
        key: String,
        /// What its value must contain.
        text: Text,
    },
    /// `user: source: action: category: area: correlation: kind:`, a whole value.
    Field(Field, Pattern),
    /// `type:`
    Type(EventType),
    /// `outcome:`
    Outcome(Outcome),
    /// `critical:`
    Critical(bool),
    /// `student:17` or `record:student:17`; compared exactly.
    Record {
        /// The record's type.
        record_type: String,
        /// The record's id.
        id: String,
    },
    /// `ip:`, one address or a network.
    Ip(IpNet),
    /// `calendar:` one school year, or every year of a school, or one year of every school.
    Calendar {
        /// The folded school.
        school: Option<String>,
        /// The end year.
        end_year: Option<u16>,
    },
    /// `id:`, the event's id, or `#17`, the entry's number.
    Id(String),
    /// `#17`, the entry's number.
    Number(u64),
    /// `has:`
    Has(Has),
    /// `after: before: on:` and typed dates.
    Time(TimeRange),
    /// `hours:off`
    OffHours(WorkingHours),
}

/// Folded text to look for among words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Text {
    /// One whole word, in any verb form or number.
    Word(String),
    /// The beginning of a word.
    Prefix(String),
    /// Words that stand beside one another in this order.
    Phrase(Vec<String>),
    /// The same, of which the last is only the beginning of a word: `charge.del*`.
    PhrasePrefix(Vec<String>),
}

/// A folded value to compare as a whole; `*` stands for any run of characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern(pub String);

/// Fields that are compared as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The actor's username.
    User,
    /// Where it was done.
    Source,
    /// The action's code, or its label.
    Action,
    /// The category.
    Category,
    /// The area.
    Area,
    /// The correlation id.
    Correlation,
    /// The kind of actor.
    Kind,
}

/// What an entry may have or lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Has {
    /// At least one affected record.
    Records,
    /// At least one change.
    Changes,
    /// At least one detail.
    Details,
    /// An address.
    Ip,
    /// A reason.
    Reason,
    /// A description.
    Description,
    /// A calendar.
    Calendar,
    /// A correlation id.
    Correlation,
    /// An area.
    Area,
}

/// When people are expected to work; all else is off hours.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WorkingHours {
    /// IANA name of the zone.
    pub zone: String,
    /// Minute of the day at which work begins.
    pub from_minute: u16,
    /// First minute of the day after work.
    pub to_minute: u16,
    /// Working days, Monday first.
    pub days: [bool; 7],
}
