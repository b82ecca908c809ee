//! Why a type of records is not declared.

use maud::{Markup, Render, html};

use crate::components::text::code;
use crate::messages::record_types as messages;

/// Why a type of records is not declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordTypeFault {
    /// A text is empty, or has more characters than this.
    Length(RecordTypeField, u64),
    /// A text has this character, which can't be seen.
    Unprintable(RecordTypeField, String),
    /// The name has more characters than this, or one that separates it from ids.
    BadName(u64),
    /// The organisation declares it already.
    NameTaken,
    /// There is no such drawing.
    NoIcon,
    /// The address of edit windows is none.
    BadEditUrl,
    /// The address has more characters than this.
    EditUrlLength(u64),
    /// There are as many as there may be.
    TooMany(u64),
    /// The box was not ticked.
    NotConfirmed,
}

/// A field of the forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordTypeField {
    /// What events call the type.
    Name,
    /// What people call one.
    Label,
    /// What people call several.
    Plural,
    /// The drawing.
    Icon,
    /// The address of edit windows.
    EditUrl,
    /// The box.
    Confirm,
}

impl RecordTypeFault {
    /// The field that it is about; none if it is the whole form.
    pub fn field(&self) -> Option<RecordTypeField> {
        match self {
            Self::Length(field, _) | Self::Unprintable(field, _) => Some(*field),
            Self::BadName(_) | Self::NameTaken => Some(RecordTypeField::Name),
            Self::NoIcon => Some(RecordTypeField::Icon),
            Self::BadEditUrl | Self::EditUrlLength(_) => Some(RecordTypeField::EditUrl),
            Self::NotConfirmed => Some(RecordTypeField::Confirm),
            Self::TooMany(_) => None,
        }
    }
}

impl Render for RecordTypeFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::Length(_, max) => (messages::length(*max)),
                Self::Unprintable(_, character) => (messages::unprintable(&code(character))),
                Self::BadName(max) => (messages::bad_name(*max, &code(":"), &code("/"))),
                Self::NameTaken => (messages::name_taken()),
                Self::NoIcon => (messages::no_icon()),
                Self::BadEditUrl => {
                    (messages::bad_edit_url(&code("https://"), &code("/"), &code("{id}")))
                }
                Self::EditUrlLength(max) => (messages::edit_url_length(*max)),
                Self::TooMany(max) => (messages::too_many(*max)),
                Self::NotConfirmed => (messages::not_confirmed()),
            }
        }
    }
}
