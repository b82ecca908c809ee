//! Every text on screen that is not data.
//!
//! The texts stand in `messages/<language>/<area>.ftl`, in the syntax of Project Fluent; `build/`
//! makes a module of every area and a function of every message, so that a text without its
//! numbers and names can't be asked for. A text that has gaps says how its parts stand together,
//! because languages order them differently; pages never join words into sentences themselves.
//!
//! Making Rust of them rather than reading them at run time costs a page nothing, and there is no
//! message that could be missing or malformed while someone waits for it.

mod language;
mod plural;

pub use language::{Language, UnknownLanguage, in_language, language};

/// Name of the product, in titles and the header.
pub const PRODUCT: &str = "Annals";

/// What the generated functions are made of.
#[allow(unused_imports, reason = "what messages may need")]
mod generated {
    pub(super) use maud::{Markup, Render, html};

    pub(super) use super::language::{Language, language};
    pub(super) use super::plural::{Category, plural};
    pub(super) use crate::components::number::grouped;
    pub(super) use crate::components::text::text;
}

include!(concat!(env!("OUT_DIR"), "/messages.rs"));
