//! What a search depends on besides its text, and what is wrong with one that can't be understood.

use std::fmt;
use std::ops::Range;

use annals_model::Millis;
use jiff::tz::TimeZone;

use crate::{Reason, WorkingHours};

/// Who searches, as far as the language cares.
#[derive(Clone, Debug)]
pub struct Context {
    /// The present moment, for `today`, `after:7d` and the like.
    pub now: Millis,
    /// The zone in which dates and times are typed.
    pub zone: TimeZone,
    /// How `01/02/2015` is meant.
    pub date_order: DateOrder,
    /// What `hours:off` excludes.
    pub working_hours: WorkingHours,
    /// Whether a word at the very end of the text may be unfinished: set by search bars, not by
    /// the API, where a saved search must not change its meaning.
    pub prefix_last_word: bool,
}

impl Context {
    /// A context in UTC, month first, with working hours from Monday to Friday, 7 to 19 o'clock.
    pub fn utc(now: Millis) -> Self {
        Self {
            now,
            zone: TimeZone::UTC,
            date_order: DateOrder::MonthFirst,
            working_hours: WorkingHours::default(),
            prefix_last_word: false,
        }
    }
}

/// How a date of three numbers is meant when its year comes last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// `12/31/2015`
    #[default]
    MonthFirst,
    /// `31/12/2015`
    DayFirst,
}

impl Default for WorkingHours {
    fn default() -> Self {
        let days = [true, true, true, true, true, false, false];
        Self { zone: "UTC".to_owned(), from_minute: 7 * 60, to_minute: 19 * 60, days }
    }
}

/// One thing that is wrong with a search, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The bytes of the text that it is about; both ends lie between characters.
    pub span: Range<usize>,
    /// What is wrong.
    pub reason: Reason,
    /// What to write in place of the span, when there is a good guess; nothing, when it is best
    /// left out.
    pub suggestion: Option<String>,
}

impl ParseError {
    /// The suggestion in words.
    pub fn hint(&self) -> Option<String> {
        self.suggestion.as_ref().map(|suggestion| match suggestion.as_str() {
            "" => "leave it out".to_owned(),
            suggestion => format!("did you mean {suggestion}?"),
        })
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at {}: {}", self.span.start, self.reason)?;
        match self.hint() {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// Everything that is wrong with a search, in the order of the text; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ParseErrors(pub Vec<ParseError>);

impl fmt::Display for ParseErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}
