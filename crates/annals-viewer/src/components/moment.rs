//! Moments, in the zone of whoever reads.

use jiff::Zoned;
use maud::{Markup, html};

/// "Nov 20, 2026 9:14:03 AM −06:00". The offset isn't copied with a selection, because a
/// spreadsheet that meets one takes the whole cell for text; the page names the zone.
pub fn moment(at: &Zoned) -> Markup {
    html! {
        time datetime=(machine(at)) title=(utc(at)) {
            span class="day" { (day(at)) }
            " "
            span class="clock" { (clock(at)) " " span class="offset" { (offset(at)) } }
        }
    }
}

/// "Nov 20, 2026".
pub fn day(at: &Zoned) -> String {
    at.strftime("%b %-d, %Y").to_string()
}

/// "9:14:03 AM".
pub fn clock(at: &Zoned) -> String {
    at.strftime("%-I:%M:%S %p").to_string()
}

/// "9:14 AM".
pub fn short_clock(at: &Zoned) -> String {
    at.strftime("%-I:%M %p").to_string()
}

/// "−06:00", with the minus sign that stands as high as the digits.
pub fn offset(at: &Zoned) -> String {
    at.strftime("%:z").to_string().replace('-', "−")
}

/// "2026-11-20T09:14:03.120-06:00", for machines.
pub fn machine(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

/// "2026-11-20 15:14:03.120 UTC".
pub fn utc(at: &Zoned) -> String {
    at.timestamp().strftime("%Y-%m-%d %H:%M:%S%.3f UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_in_its_zone() {
        let at: Zoned = "2026-11-20T15:14:03.12Z[UTC]".parse().unwrap();
        let at = at.in_tz("America/Chicago").unwrap();
        assert_eq!(
            moment(&at).into_string(),
            "<time datetime=\"2026-11-20T09:14:03.120-06:00\" \
             title=\"2026-11-20 15:14:03.120 UTC\"><span class=\"day\">Nov 20, 2026</span> \
             <span class=\"clock\">9:14:03 AM <span class=\"offset\">−06:00</span></span></time>"
        );
    }
}
