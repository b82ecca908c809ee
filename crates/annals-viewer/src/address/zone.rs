//! Time zones as they stand in an address.

use jiff::tz::TimeZone;

/// A time zone that was chosen in place of the organisation's: UTC, or one of the IANA database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// The word for UTC in an address.
const UTC: &str = "utc";
/// What the database holds besides places: nobody's time, and that of the server's machine.
const NO_PLACES: [&str; 4] = ["Etc/Unknown", "Factory", "localtime", "posixrules"];
/// Names that browsers may still give, and what the places are called now.
const RENAMED: [(&str, &str); 12] = [
    ("Africa/Asmera", "Africa/Asmara"),
    ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ("America/Godthab", "America/Nuuk"),
    ("America/Indianapolis", "America/Indiana/Indianapolis"),
    ("Asia/Calcutta", "Asia/Kolkata"),
    ("Asia/Katmandu", "Asia/Kathmandu"),
    ("Asia/Rangoon", "Asia/Yangon"),
    ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
    ("Atlantic/Faeroe", "Atlantic/Faroe"),
    ("Europe/Kiev", "Europe/Kyiv"),
    ("Pacific/Enderbury", "Pacific/Kanton"),
    ("Pacific/Truk", "Pacific/Chuuk"),
];

impl Zone {
    /// The zone called `name`, in upper or lower case; none if there is no such zone.
    pub fn parse(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case(UTC) {
            return Some(Self(TimeZone::UTC));
        }
        if NO_PLACES.iter().any(|no_place| no_place.eq_ignore_ascii_case(name)) {
            return None;
        }
        let now = RENAMED.iter().find(|(old, _)| old.eq_ignore_ascii_case(name));
        // An old database may know the old name only.
        let found = now.and_then(|(_, new)| TimeZone::get(new).ok());
        let found = found.or_else(|| TimeZone::get(name).ok())?;
        found.iana_name().is_some().then_some(Self(found))
    }

    /// Old names that browsers may give, with the new ones: `Asia/Katmandu=Asia/Kathmandu`, blanks
    /// between.
    pub fn renamed() -> String {
        RENAMED.map(|(old, new)| format!("{old}={new}")).join(" ")
    }

    /// The word in an address: `utc`, `Asia/Kathmandu`.
    pub fn as_str(&self) -> &str {
        match self.0.iana_name() {
            Some(name) if self.0 != TimeZone::UTC => name,
            _ => UTC,
        }
    }

    /// The words on screen.
    pub fn label(&self) -> &str {
        name(&self.0)
    }

    /// Its clock.
    pub fn time_zone(&self) -> &TimeZone {
        &self.0
    }

    /// Every place that can be chosen by name, in alphabetical order.
    pub fn places() -> Vec<String> {
        let mut names: Vec<String> = jiff::tz::db()
            .available()
            .map(|name| name.as_str().to_owned())
            // The rest are other names of these, and zones without summer time or place.
            .filter(|name| name.contains('/') && !name.starts_with("Etc/"))
            .filter(|name| RENAMED.iter().all(|(old, _)| old != name))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// What a zone is called on screen.
pub fn name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_name_and_nothing_else_is_one() {
        for (name, word, label) in [
            ("utc", "utc", "UTC"),
            ("UTC", "utc", "UTC"),
            ("Asia/Kathmandu", "Asia/Kathmandu", "Asia/Kathmandu"),
            ("asia/katmandu", "Asia/Kathmandu", "Asia/Kathmandu"),
            ("america/new_york", "America/New_York", "America/New_York"),
            ("America/Argentina/Ushuaia", "America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ] {
            let zone = Zone::parse(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!((zone.as_str(), zone.label()), (word, label));
            assert_eq!(Zone::parse(zone.as_str()), Some(zone));
        }
        for name in [
            "",
            "Mars/Olympus_Mons",
            "+05:45",
            "Etc/Unknown",
            "localtime",
            "right/America/New_York",
            "../../../etc/passwd",
            "America/New_York\0",
            "America/",
            "EST5EDT,M3.2.0,M11.1.0",
        ] {
            assert_eq!(Zone::parse(name), None, "{name}");
        }
    }

    #[test]
    fn places_can_all_be_chosen() {
        let places = Zone::places();
        assert!(places.len() > 300, "{}", places.len());
        for place in &places {
            assert_eq!(
                Zone::parse(place).map(|zone| zone.as_str().to_owned()),
                Some(place.clone())
            );
        }
    }
}
