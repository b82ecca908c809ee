//! Dates in fields and in addresses.
//!
//! An address has `2026-11-20 17:10`, which means the same in whichever order days and months are
//! typed here. A field shows the same as it teaches to type it: `11/20/2026 5:10 PM`. What is
//! written in neither way, `yesterday` or `Nov 20, 2026`, stays as it was typed.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::address::Range;
use crate::components::moment;

/// The same moment in an address and, after its day, in a field.
const FORMS: [(&str, &str); 4] = [
    ("%Y-%m-%d", ""),
    ("%Y-%m-%d %H:%M", " %-I:%M %p"),
    ("%Y-%m-%d %H:%M:%S", " %-I:%M:%S %p"),
    ("%Y-%m-%d %H:%M:%S%.3f", " %-I:%M:%S%.3f %p"),
];

/// What a field shows of `text`; `day_first` is how days are typed here.
pub fn in_field(text: &str, day_first: bool) -> String {
    let found = canonical(text);
    found.map_or_else(|| text.to_owned(), |(at, form)| print(at, &field_form(form, day_first)))
}

/// What an address has of `text`, which was typed into a field.
pub fn in_address(text: &str, day_first: bool) -> String {
    // Years of two digits are left to the search language.
    let day = text.split(' ').next().unwrap_or_default();
    let has_year = day.rsplit('/').next().is_some_and(|year| year.len() == 4);
    let typed = FORMS.iter().find_map(|form| {
        let at = DateTime::strptime(field_form(form.1, day_first), text).ok()?;
        Some(print(at, form.0))
    });
    typed.filter(|_| has_year).unwrap_or_else(|| text.to_owned())
}

/// The range as an address has it.
#[must_use]
pub fn range_in_address(range: &Range, day_first: bool) -> Range {
    match range {
        Range::Typed { from, to } => {
            Range::Typed { from: in_address(from, day_first), to: in_address(to, day_first) }
        }
        other => other.clone(),
    }
}

/// What people read of `text` elsewhere than in a field: "Nov 20, 2026".
pub fn in_words(text: &str) -> String {
    let zoned = canonical(text).and_then(|(at, form)| {
        let at = at.to_zoned(TimeZone::UTC).ok()?;
        let day = moment::day(&at);
        Some(if form.is_empty() { day } else { format!("{day}, {}", moment::short_clock(&at)) })
    });
    zoned.unwrap_or_else(|| text.to_owned())
}

/// The moment of a text that is written as in an address, and how a field writes its time.
fn canonical(text: &str) -> Option<(DateTime, &'static str)> {
    FORMS.into_iter().find_map(|(address, field)| {
        let at = DateTime::strptime(address, text).ok()?;
        (print(at, address) == text).then_some((at, field))
    })
}

fn field_form(time: &str, day_first: bool) -> String {
    let day = if day_first { "%d/%m/%Y" } else { "%m/%d/%Y" };
    format!("{day}{time}")
}

fn print(at: DateTime, form: &str) -> String {
    at.strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_show_what_they_teach_and_addresses_what_lasts() {
        for (address, month_first, day_first) in [
            ("2025-07-21", "07/21/2025", "21/07/2025"),
            ("2026-11-20 17:10", "11/20/2026 5:10 PM", "20/11/2026 5:10 PM"),
            ("2026-11-20 00:00", "11/20/2026 12:00 AM", "20/11/2026 12:00 AM"),
            ("2026-11-20 12:05:09", "11/20/2026 12:05:09 PM", "20/11/2026 12:05:09 PM"),
            ("2026-11-20 09:14:03.500", "11/20/2026 9:14:03.500 AM", "20/11/2026 9:14:03.500 AM"),
            ("2026-02-01", "02/01/2026", "01/02/2026"),
            // Two moments without the offset, which no field teaches.
            ("2025-11-02T01:00-04:00", "2025-11-02T01:00-04:00", "2025-11-02T01:00-04:00"),
        ] {
            for (field, order) in [(month_first, false), (day_first, true)] {
                assert_eq!(in_field(address, order), field);
                assert_eq!(in_address(field, order), address, "{field}");
                // A link that says it already is not changed.
                assert_eq!(in_address(address, order), address);
            }
        }
    }

    #[test]
    fn what_is_written_another_way_stays() {
        for text in [
            "",
            "today",
            "12h",
            "2026",
            "2026-11",
            "2026-1-2",
            "1/2/26",
            "31.1.2026",
            "Nov 20, 2026",
            "13/13/2026",
            "2026-02-30",
            "11/20/2026 17:10",
            "11/20/2026 5 PM",
            "11/20/2026 5:10 PM x",
            "11/20/2026..11/21/2026",
        ] {
            for day_first in [false, true] {
                assert_eq!(in_field(text, day_first), text);
                assert_eq!(in_address(text, day_first), text);
            }
        }
        assert_eq!(in_address("1/2/2026", false), "2026-01-02");
        assert_eq!(in_address("1/2/2026 5:10 pm", true), "2026-02-01 17:10");
        // Only one reading makes sense of it, which the search language finds.
        assert_eq!(in_address("31/12/2026", false), "31/12/2026");
    }

    #[test]
    fn dates_are_read_as_elsewhere_on_the_page() {
        assert_eq!(in_words("2026-11-20"), "Nov 20, 2026");
        assert_eq!(in_words("2026-11-20 17:10"), "Nov 20, 2026, 5:10 PM");
        assert_eq!(in_words("yesterday"), "yesterday");
    }
}
