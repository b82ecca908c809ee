//! Faults of addresses and forms. No page sends them, but links are cut short and pages grow old.

use maud::{Markup, Render, html};

use crate::components::text::{code, short};
use crate::format::Format;
use crate::messages::{Language, fault as messages, organizations};

/// What is wrong with an address or a form; a text is what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestFault {
    /// The search can't be run.
    NotUnderstood,
    /// Parts of an address of which nothing may be left out: more would be done than was meant.
    AddressPart(String),
    /// Is no moment.
    NoTime(String),
    /// Is no place in a list.
    NoPlace(String),
    /// Not all that match in several organisations are deleted at once.
    OneLogOnly,
    /// The number of an entry, without the one of several organisations whose it is.
    NumberAlone(u64),
    /// Entries of more organisations can't be followed as they come.
    TooManyLogs(u64),
    /// Is not the number of an entry.
    NoEntryNumber(String),
    /// A form lacks the field of this name.
    FieldMissing(String),
    /// Is no form of a file.
    NoFormat(String),
    /// The catalogue has no such language.
    NoLanguage,
    /// No page sends that.
    WrongForm,
    /// No box is ticked.
    NothingSelected,
    /// Too many boxes are ticked.
    TooManySelected {
        /// How many.
        count: u64,
        /// How many may be.
        max: u64,
    },
    /// An address names entries twice, by this word.
    SelectedTwice(&'static str),
}

impl Render for RequestFault {
    fn render(&self) -> Markup {
        let time = code("2026-11-20T09:14:03.120Z");
        html! {
            @match self {
                Self::NotUnderstood => (messages::not_understood()),
                Self::AddressPart(parts) => (messages::address_part(&short(parts))),
                Self::NoTime(typed) => (messages::no_time(&short(typed), &time)),
                Self::OneLogOnly => (organizations::choose_one()),
                Self::NumberAlone(number) => {
                    (organizations::number_alone(*number, &code(&format!("lincoln:{number}"))))
                }
                Self::TooManyLogs(max) => (organizations::too_many_logs(*max)),
                Self::NoPlace(typed) => {
                    (messages::no_place(&short(typed), &code("2026-11-20T09:14:03.120Z/17")))
                }
                Self::NoEntryNumber(typed) => (messages::no_entry_number(&short(typed))),
                Self::FieldMissing(name) => (messages::field_missing(&code(name))),
                Self::NoFormat(typed) => {
                    @let formats = Format::ALL.map(Format::as_str).join(", ");
                    (messages::no_format(&short(typed), &code(&formats)))
                }
                Self::NoLanguage => {
                    @let tags = Language::ALL.map(Language::tag).join(", ");
                    (messages::no_language(&code(&tags)))
                }
                Self::WrongForm => (messages::wrong_form()),
                Self::NothingSelected => (messages::nothing_selected()),
                Self::TooManySelected { count, max } => {
                    (messages::too_many_selected(*count, *max))
                }
                Self::SelectedTwice(name) => (messages::selected_twice(&code(name))),
            }
        }
    }
}
