//! What searches take from the preferences of an organisation.

use annals_desk::Preferences;
use annals_query::{DateOrder, WorkingHours};

/// How dates are typed.
pub fn date_order(preferences: &Preferences) -> DateOrder {
    match preferences.month_first() {
        true => DateOrder::MonthFirst,
        false => DateOrder::DayFirst,
    }
}

/// When people work, by their organisation's clock.
pub fn working_hours(preferences: &Preferences) -> WorkingHours {
    let zone = preferences.time_zone_name();
    let (from_minute, to_minute) = preferences.working_minutes();
    WorkingHours { zone, from_minute, to_minute, days: preferences.working_days() }
}
