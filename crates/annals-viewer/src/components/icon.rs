//! Icons, drawn on a grid of 16 units with strokes of the text's colour.

use annals_model::{EventType, RecordIcon};
use maud::{Markup, html};

use crate::messages::{language, words};

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// The list of updated records.
    Book,
    /// The record's edit window; search.
    Magnifier,
    /// Something came into being.
    Plus,
    /// Something changed.
    Pencil,
    /// Something went away.
    Minus,
    /// Something was read or signed in to.
    Eye,
    /// Anything else.
    Dot,
    /// A chosen value.
    Check,
    /// Removes.
    Cross,
    /// To the page before: where lines begin, which is on the right in Arabic.
    Left,
    /// To the page after.
    Right,
    /// Rows go up.
    Up,
    /// Rows go down.
    Down,
    /// Stands out.
    Alert,
    /// Filters.
    Funnel,
    /// Copies.
    Copy,
    /// Saves as a file.
    Download,
    /// The table's columns.
    Columns,
    /// Views.
    Bookmark,
    /// Can't be changed.
    Lock,
    /// Signs in.
    Key,
}

impl Icon {
    /// The icon of a type of change.
    pub fn of(event_type: EventType) -> Self {
        match event_type {
            EventType::Add => Self::Plus,
            EventType::Change => Self::Pencil,
            EventType::Delete => Self::Minus,
            EventType::Access => Self::Eye,
            EventType::Other => Self::Dot,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Book => {
                "M8 3.8C6.4 2.7 4.2 2.4 1.8 2.6v10c2.4-.2 4.6.1 6.2 1.2 1.6-1.1 3.8-1.4 6.2-1.2v-10\
                 C11.8 2.4 9.6 2.7 8 3.8Zm0 0v10"
            }
            Self::Magnifier => "M7 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Zm3.6 8.4 3.4 3.4",
            Self::Plus => "M8 3.2v9.6M3.2 8h9.6",
            Self::Pencil => "M3 13l.6-2.8 7-7a1.4 1.4 0 0 1 2 0l.2.2a1.4 1.4 0 0 1 0 2l-7 7L3 13Z",
            Self::Minus => "M3.2 8h9.6",
            Self::Eye => {
                "M1.4 8S3.8 3.6 8 3.6 14.6 8 14.6 8 12.2 12.4 8 12.4 1.4 8 1.4 8Zm6.6-1.7\
                 a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4Z"
            }
            Self::Dot => "M8 6.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Z",
            Self::Check => "M3 8.4l3.3 3.3L13 4.8",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Left if !is_mirrored() => "M10 3.2 5.2 8l4.8 4.8",
            Self::Right if is_mirrored() => "M10 3.2 5.2 8l4.8 4.8",
            Self::Left | Self::Right => "M6 3.2 10.8 8 6 12.8",
            Self::Up => "M8 12.6V3.6M4.4 7.2 8 3.6l3.6 3.6",
            Self::Down => "M8 3.4v9M4.4 8.8 8 12.4l3.6-3.6",
            Self::Alert => "M8 2.2 14.4 13.4H1.6L8 2.2Zm0 4.2v3.2m0 1.8v.2",
            Self::Funnel => "M2 3.2h12L9.6 8.4v4.2l-3.2 1V8.4L2 3.2Z",
            Self::Download => "M8 2.4v7.8M4.6 6.8 8 10.2l3.4-3.4M2.6 13.4h10.8",
            Self::Bookmark => "M4 2.4h8v11.4l-4-3-4 3V2.4Z",
            Self::Key => {
                "M5.4 7.2a3 3 0 1 1 0 6 3 3 0 0 1 0-6Zm2.2.9 5.6-5.6M10.4 5.2l2 2M8.9 6.7l1.2 1.2"
            }
            Self::Lock => "M3.4 7h9.2v6.6H3.4V7Zm1.8 0V5a2.8 2.8 0 0 1 5.6 0v2",
            Self::Columns => "M2.4 3h11.2v10H2.4V3Zm3.8 0v10M9.8 3v10",
            Self::Copy => "M5.6 5.6h7.8v7.8H5.6V5.6Zm-2 4.8h-1V2.6h7.8v1",
        }
    }
}

fn is_mirrored() -> bool {
    language().direction() == "rtl"
}

/// An icon beside words that say the same.
pub fn icon(icon: Icon) -> Markup {
    html! {
        svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" {
            path d=(icon.path()) {}
        }
    }
}

/// The drawing of a type of records, beside its label.
pub fn record_icon(icon: RecordIcon) -> Markup {
    let path = match icon {
        RecordIcon::Record => "M3.4 2.2h6.2l3 3v8.6H3.4V2.2Zm6.2 0v3h3M5.6 8.2h4.8M5.6 10.8h4.8",
        RecordIcon::Person => {
            "M8 2.4a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM2.8 13.8a5.2 5.2 0 0 1 10.4 0"
        }
        RecordIcon::People => {
            "M5.8 3a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8ZM1.4 13.4a4.4 4.4 0 0 1 8.8 0M10.4 3.2\
             a2.2 2.2 0 0 1 0 4.4M11.6 9.4a4.2 4.2 0 0 1 3 4"
        }
        RecordIcon::Book => {
            "M8 3.8C6.4 2.7 4.2 2.4 1.8 2.6v10c2.4-.2 4.6.1 6.2 1.2 1.6-1.1 3.8-1.4 6.2-1.2v-10\
             C11.8 2.4 9.6 2.7 8 3.8Zm0 0v10"
        }
        RecordIcon::Calendar => "M2.4 3.6h11.2v10H2.4v-10Zm0 3.2h11.2M5.4 2v3M10.6 2v3",
        RecordIcon::Money => {
            "M1.8 4h12.4v8H1.8V4Zm6.2 2.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6ZM4 6v.2M12 9.8v.2"
        }
        RecordIcon::Envelope => "M1.8 3.6h12.4v8.8H1.8V3.6Zm0 .6L8 9l6.2-4.8",
        RecordIcon::Gear => {
            "M8 5.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8ZM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2\
             M3.6 3.6 5 5M11 11l1.4 1.4M12.4 3.6 11 5M5 11l-1.4 1.4"
        }
    };
    html! {
        svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" {
            path d=(path) {}
        }
    }
}

/// An icon that stands alone and is named for those who don't see it.
pub fn named_icon(icon: Icon, name: &str) -> Markup {
    html! {
        svg class="icon" viewBox="0 0 16 16" width="16" height="16" role="img" aria-label=(name) {
            path d=(icon.path()) {}
        }
    }
}

/// The product's mark: an A whose bar runs on as the lines of a ledger.
pub fn logo() -> Markup {
    html! {
        svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" {
            rect class="logo-ground" width="32" height="32" rx="7" {}
            path class="logo-lines" d="M19.5 12.5H27M18.2 18H27M21.4 23.5H27" {}
            path class="logo-letter" d="M5 25.5 12.5 7l7.5 18.5M8 18h9" {}
        }
    }
}

/// The word for a type of change, as the help pages have it.
pub fn type_word(event_type: EventType) -> &'static str {
    match event_type {
        EventType::Add => words::add(),
        EventType::Change => words::change(),
        EventType::Delete => words::delete(),
        EventType::Access => words::access(),
        EventType::Other => words::other(),
    }
}

/// The mark of a type of change: icon, colour and name.
pub fn type_mark(event_type: EventType) -> Markup {
    html! {
        span class={ "mark mark-" (event_type.as_str()) } {
            (named_icon(Icon::of(event_type), type_word(event_type)))
        }
    }
}
