//! What is wrong with a search, in the language of the page.

use annals_query::{DateReason, Reason};
use maud::{Markup, html};

use crate::components::text::{code, short};
use crate::messages::query as messages;

/// The sentence. What is to be typed stands in it as code, what was typed as strangers' text.
pub(super) fn sentence(reason: &Reason) -> Markup {
    html! {
        @match reason {
            Reason::TooLong { max, bytes } => (messages::too_long(*max as u64, *bytes as u64)),
            Reason::NothingToFind => (messages::nothing_to_find()),
            Reason::LoneOr => (messages::lone_or(&code("OR"))),
            Reason::NotOpened => (messages::not_opened()),
            Reason::TooDeep { max } => (messages::too_deep(*max as u64)),
            Reason::NothingBetween => (messages::nothing_between()),
            Reason::ParenthesisOpen => (messages::parenthesis_open()),
            Reason::TooMany { max } => (messages::too_many(*max as u64)),
            Reason::StarWithin => (messages::star_within(&code("*"))),
            Reason::ValueMissing { written, example } => {
                (messages::value_missing(&code(written), &code(example)))
            }
            Reason::NoCondition { name } => {
                @let example = format!("record:{name}:…");
                (messages::no_condition(&key(name), &code(&example)))
            }
            Reason::OneValue { name } => (messages::one_value(&key(name))),
            Reason::RecordUnfinished => {
                (messages::record_unfinished(&key("record"), &code("record:student:17")))
            }
            Reason::RecordIdMissing { record_type } => {
                (messages::record_id_missing(&key(record_type)))
            }
            Reason::NoDate => (no_date()),
            Reason::Date(reason) => (date(reason, "value")),
            Reason::TypedDate(reason) => (date(reason, "words")),
            Reason::OutsideCalendar => (messages::outside_calendar()),
            Reason::QuotationOpen => (messages::quotation_open()),
            Reason::NoWord => (messages::no_word()),
            Reason::Empty => (messages::empty()),
            Reason::DetailMissing => {
                (messages::detail_missing(&code("detail.\"Tool Name\":reports")))
            }
            Reason::NoChoice { choices } => (messages::no_choice(&code(&choices.join(", ")))),
            Reason::NoAddress => (no_address()),
            Reason::CalendarStar => (messages::calendar_star(&code("*"))),
            Reason::NoCalendar => (messages::no_calendar()),
            Reason::OffOnly => (messages::off_only(&code("off"))),
        }
    }
}

/// What stands before a value.
fn key(name: &str) -> Markup {
    code(&format!("{name}:"))
}

fn no_date() -> Markup {
    messages::no_date(
        &code("2026-01-31"),
        &code("01/31/2026 5:10 PM"),
        &code("today"),
        &code("yesterday"),
        &code("7d, 12h, 30m, 2w, 3mo, 1y"),
    )
}

fn no_address() -> Markup {
    let [address, address6] = ["203.0.113.9", "2001:db8::9"].map(code);
    let [network, network6] = ["10.0.0.0/8", "2001:db8::/32"].map(code);
    messages::no_address(&address, &address6, &network, &network6)
}

/// `place` is "words" where the date stands among words, which it may have been meant as.
fn date(reason: &DateReason, place: &str) -> Markup {
    match reason {
        DateReason::NoDay { typed } => messages::no_day(place, &short(typed)),
        DateReason::Outside { typed } => messages::outside(place, &short(typed)),
        DateReason::TooLongAgo { typed } => messages::too_long_ago(place, &short(typed)),
        DateReason::EndsBefore { typed } => messages::ends_before(place, &short(typed)),
        DateReason::NoOffset { typed } => messages::no_offset(place, &short(typed)),
    }
}
