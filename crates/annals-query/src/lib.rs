//! The search language: one language for the page, the API, the command line and streams.
//!
//! Pure functions, no I/O. [`parse()`] makes an [`Expr`] of what was typed, [`matches()`] says what
//! it means on one event (the store's bitmaps must agree with it, and streams use it as it is),
//! [`searched_words`] are the words an event is found by, and [`fold`] is how text is compared:
//! without case, accents and width. `docs/search.md` describes the language for its users.

mod ast;
mod context;
mod dates;
mod describe;
mod edit;
pub mod fold;
#[doc(hidden)]
pub mod fuzzing;
mod matches;
mod moment;
mod normal;
mod parse;
mod print;
mod qualifier;
mod reason;
mod searched;
mod term;
mod unfinished;

pub use ast::{Expr, Field, Has, Pattern, Term, Text, WorkingHours};
pub use context::{Context, DateOrder, ParseError, ParseErrors};
pub use describe::describe;
pub use matches::{
    actor_matches, actor_parts_match, calendar_matches, has_matches, matches, net_contains,
    term_matches,
};
pub use moment::{dated, end_of, moment};
pub use parse::parse;
pub use print::{print, print_term};
pub use reason::{DateReason, Reason};
pub use searched::{
    WordKind, actor_key, object_texts, searched_texts, searched_words, stemmed_texts, stems,
    value_text,
};
pub use unfinished::{Unfinished, qualifiers, unfinished};
