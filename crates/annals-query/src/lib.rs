//! The search language: one language for the page, the API, the command line and streams.
//!
//! Pure functions, no I/O. [`parse`] makes an [`Expr`] of what was typed, [`matches`] says what it
//! means on one event (the store's bitmaps must agree with it, and streams use it as it is), and
//! [`fold`] is how text is compared: without case, accents and width.

mod ast;

pub use ast::{Expr, Field, Has, Pattern, Term, Text, WorkingHours};
