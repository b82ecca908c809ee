//! Why a search can't be understood: reasons with their values, so that pages can tell them in the
//! language of their readers; in English for programs and the command line.

/// Why a part of a search can't be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The text is longer than any search.
    #[error("a search has at most {max} bytes; this one has {bytes}")]
    TooLong {
        /// How long it may be.
        max: usize,
        /// How long it is.
        bytes: usize,
    },
    /// Signs alone.
    #[error("there is no letter, digit or condition to search for")]
    NothingToFind,
    /// An OR without a condition before or after it.
    #[error("OR needs a condition on both sides; quote it to find the word")]
    LoneOr,
    /// A `)` too many.
    #[error("no parenthesis was opened before this")]
    NotOpened,
    /// More parentheses within each other than are read.
    #[error("parentheses nest at most {max} deep")]
    TooDeep {
        /// How many may.
        max: usize,
    },
    /// `()`
    #[error("there is nothing between the parentheses")]
    NothingBetween,
    /// A `)` too few.
    #[error("this parenthesis is not closed")]
    ParenthesisOpen,
    /// More conditions than a search may have.
    #[error("a search has at most {max} conditions")]
    TooMany {
        /// How many it may have.
        max: usize,
    },
    /// A `*` within a word or before it.
    #[error("a * stands for the rest of a word, at its end only")]
    StarWithin,
    /// A condition without its value.
    #[error("{written} needs a value right after it, such as {example}")]
    ValueMissing {
        /// The condition as it was written: `after:`.
        written: String,
        /// The same with a value.
        example: String,
    },
    /// A word before a colon that most likely is a slip.
    #[error("{name}: is no condition; for a record of this type write record:{name}:…")]
    NoCondition {
        /// The word.
        name: String,
    },
    /// Several values in parentheses.
    #[error("{name}: takes one value; repeat it for several")]
    OneValue {
        /// The condition.
        name: String,
    },
    /// `record:` without a type or an id.
    #[error("record: needs a type and an id, such as record:student:17")]
    RecordUnfinished,
    /// A type of records without an id.
    #[error("{record_type}: needs the id of a record")]
    RecordIdMissing {
        /// The type.
        record_type: String,
    },
    /// What is to be a date and isn't like one.
    #[error(
        "this is no date or time; write 2026-01-31, 01/31/2026 5:10 PM, today, yesterday, or how \
         long ago: 7d, 12h, 30m, 2w, 3mo, 1y"
    )]
    NoDate,
    /// A date that there isn't.
    #[error("{0}")]
    Date(DateReason),
    /// The same among words, where it may not have been meant as a date.
    #[error("{0}; quote it to find it as text")]
    TypedDate(DateReason),
    /// A time that can't be reckoned with.
    #[error("this lies outside the calendar")]
    OutsideCalendar,
    /// A quotation mark too few.
    #[error("this quotation mark is not closed")]
    QuotationOpen,
    /// Signs alone as a value that is looked for.
    #[error("this value has no letter or digit to look for")]
    NoWord,
    /// `""`
    #[error("this value is empty")]
    Empty,
    /// `detail.:`
    #[error("write which detail is meant: detail.\"Tool Name\":reports")]
    DetailMissing,
    /// None of the values that there are.
    #[error("this takes {}", .choices.join(", "))]
    NoChoice {
        /// Those that there are, or the most usual of them.
        choices: Vec<&'static str>,
    },
    /// Neither an IP address nor a network.
    #[error(
        "an address is written as 203.0.113.9 or 2001:db8::9, a network as 10.0.0.0/8 or \
         2001:db8::/32"
    )]
    NoAddress,
    /// A calendar with a `*`.
    #[error("a calendar is compared as a whole, without *")]
    CalendarStar,
    /// No calendar.
    #[error("a calendar is written as school, 2027 or school/2027")]
    NoCalendar,
    /// Other hours than there are.
    #[error("this takes off only")]
    OffOnly,
}

/// Why a date or time that was read is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateReason {
    /// The calendar has no such day. In the words of whoever typed it, who may have meant its parts
    /// another way.
    #[error("there is no day {typed}")]
    NoDay {
        /// As it was typed.
        typed: String,
    },
    /// Too early or too late to reckon with.
    #[error("{typed} lies outside the calendar")]
    Outside {
        /// As it was typed.
        typed: String,
    },
    /// Longer ago than the calendar goes back.
    #[error("{typed} ago lies before the calendar begins")]
    TooLongAgo {
        /// As it was typed: `100000y`.
        typed: String,
    },
    /// The last day of a range before its first.
    #[error("{typed} ends before it begins")]
    EndsBefore {
        /// As it was typed.
        typed: String,
    },
    /// An offset from UTC that no clock has.
    #[error("{typed} is no time with an offset from UTC")]
    NoOffset {
        /// As it was typed.
        typed: String,
    },
}
