//! What preferences and their values are called, and the field in which one is chosen.

use annals_model::{
    ADMINISTRATORS, Channel, DAY_FIRST, Day, EVERYONE, FOREVER, MONTH_FIRST, NOBODY, Preference,
    PreferenceGroup, PreferenceKind, PreferenceValue, Unit,
};
use maud::{Markup, html};

use crate::address::Zone;
use crate::messages::{preferences as messages, time};

/// Where preferences are listed.
pub const PATH: &str = "/preferences";

/// The one that says how long what messages of `channel` say is kept.
pub fn of_channel(channel: Channel) -> Preference {
    match channel {
        Channel::Email => Preference::EmailContentMonths,
        Channel::Sms => Preference::SmsContentMonths,
        Channel::Push => Preference::PushContentMonths,
    }
}

/// What a preference is called.
pub fn label(preference: Preference) -> &'static str {
    match preference {
        Preference::AuditUsers => messages::audit_users(),
        Preference::SessionIdle => messages::session_idle(),
        Preference::SessionAge => messages::session_age(),
        Preference::PasswordLengthMin => messages::password_length_min(),
        Preference::SecondFactor => messages::second_factor(),
        Preference::TimeZone => messages::time_zone(),
        Preference::DateOrder => messages::date_order(),
        Preference::WorkingHoursBegin => messages::working_hours_begin(),
        Preference::WorkingHoursEnd => messages::working_hours_end(),
        Preference::WorkingDays => messages::working_days(),
        Preference::ExportEntriesMax => messages::export_entries_max(),
        Preference::EmailContentMonths => messages::email_content_months(),
        Preference::SmsContentMonths => messages::sms_content_months(),
        Preference::PushContentMonths => messages::push_content_months(),
    }
}

/// What it does.
pub fn about(preference: Preference) -> &'static str {
    match preference {
        Preference::AuditUsers => messages::audit_users_about(),
        Preference::SessionIdle => messages::session_idle_about(),
        Preference::SessionAge => messages::session_age_about(),
        Preference::PasswordLengthMin => messages::password_length_min_about(),
        Preference::SecondFactor => messages::second_factor_about(),
        Preference::TimeZone => messages::time_zone_about(),
        Preference::DateOrder => messages::date_order_about(),
        Preference::WorkingHoursBegin => messages::working_hours_begin_about(),
        Preference::WorkingHoursEnd => messages::working_hours_end_about(),
        Preference::WorkingDays => messages::working_days_about(),
        Preference::ExportEntriesMax => messages::export_entries_max_about(),
        Preference::EmailContentMonths => messages::email_content_months_about(),
        Preference::SmsContentMonths => messages::sms_content_months_about(),
        Preference::PushContentMonths => messages::push_content_months_about(),
    }
}

/// What a group is called.
pub fn group(group: PreferenceGroup) -> &'static str {
    match group {
        PreferenceGroup::AccountSecurity => messages::account_security(),
        PreferenceGroup::SigningIn => messages::signing_in(),
        PreferenceGroup::DatesAndHours => messages::dates_and_hours(),
        PreferenceGroup::Exports => messages::exports(),
        PreferenceGroup::Retention => messages::retention(),
    }
}

/// A value in words.
pub fn value(preference: Preference, value: &PreferenceValue) -> String {
    match value {
        PreferenceValue::YesNo(true) => messages::on().to_owned(),
        PreferenceValue::YesNo(false) => messages::off().to_owned(),
        PreferenceValue::Whole(number) => match preference.kind() {
            PreferenceKind::Whole { unit, .. } | PreferenceKind::Period { unit, .. } => {
                of(unit, *number)
            }
            _ => number.to_string(),
        },
        PreferenceValue::Choice(word) => choice(word).to_owned(),
        PreferenceValue::Time(minute) => clock(*minute),
        PreferenceValue::Days(_) => {
            value.days().into_iter().map(day).collect::<Vec<_>>().join(" · ")
        }
        PreferenceValue::Zone(name) => name.clone(),
    }
}

fn of(unit: Unit, count: u64) -> String {
    match unit {
        Unit::Minutes => messages::minutes(count),
        Unit::Hours => messages::hours(count),
        Unit::Characters => messages::characters(count),
        Unit::Entries => messages::entries(count),
        Unit::Months => messages::months(count),
    }
}

fn choice(word: &'static str) -> &'static str {
    match word {
        MONTH_FIRST => messages::month_first(),
        DAY_FIRST => messages::day_first(),
        FOREVER => messages::forever(),
        NOBODY => messages::second_factor_off(),
        ADMINISTRATORS => messages::second_factor_administrators(),
        EVERYONE => messages::second_factor_everyone(),
        other => other,
    }
}

fn day(day: Day) -> String {
    time::weekday(day as u64 + 1)
}

/// "7:30 AM".
fn clock(minute: u16) -> String {
    let (hour, minute) = (minute / 60, minute % 60);
    let half = if hour < 12 { "am" } else { "pm" };
    let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
    time::clock(&format!("{hour}:{minute:02}"), half)
}

/// The field for a value of `preference`; `typed` is what stands in it, as values are written, and
/// `described_by` the id of what is wrong with it.
pub fn field(preference: Preference, typed: &str, described_by: Option<&str>) -> Markup {
    let invalid = described_by.map(|_| "true");
    match preference.kind() {
        PreferenceKind::YesNo => {
            let options = [("true", messages::on()), ("false", messages::off())];
            radios(&options, typed, described_by)
        }
        PreferenceKind::Choice(words) => {
            let options: Vec<_> = words.iter().map(|word| (*word, choice(word))).collect();
            radios(&options, typed, described_by)
        }
        PreferenceKind::Whole { min, max, unit } => {
            number(typed, (min, max, unit), true, described_by)
        }
        PreferenceKind::Period { min, max, unit } => {
            let is_forever = typed.split(' ').any(|word| word == FOREVER);
            let months = typed.split(' ').find(|word| *word != FOREVER).unwrap_or_default();
            html! {
                (number(months, (min, max, unit), false, described_by))
                label class="check" {
                    input type="checkbox" name="value" value=(FOREVER) checked[is_forever];
                    (messages::forever())
                }
            }
        }
        PreferenceKind::Time => html! {
            label for="value" { (messages::new_value()) }
            input id="value" name="value" type="time" value=(typed) required aria-invalid=[invalid]
                aria-describedby=[described_by];
        },
        PreferenceKind::Days => days(typed, described_by),
        PreferenceKind::Zone => html! {
            label for="value" { (messages::new_value()) }
            (zone_input("value", typed, true, described_by))
            p class="hint" id="value-hint" { (messages::zone_hint()) }
        },
    }
}

/// The field for the name of a zone, which suggests every one that begins or goes on as typed; its
/// hint has the id `{name}-hint`.
pub fn zone_input(
    name: &str,
    typed: &str,
    is_required: bool,
    described_by: Option<&str>,
) -> Markup {
    let invalid = described_by.map(|_| "true");
    let hint = format!("{name}-hint");
    let ids = [hint.as_str()].into_iter().chain(described_by).collect::<Vec<_>>().join(" ");
    html! {
        input id=(name) name=(name) type="text" required[is_required] autocomplete="off"
            autocapitalize="off" spellcheck="false" dir="ltr" list="zones" value=(typed)
            aria-invalid=[invalid] aria-describedby=(ids);
        datalist id="zones" {
            option value="UTC" {}
            @for zone in Zone::places() { option value=(zone) {} }
        }
    }
}

fn number(
    typed: &str,
    (min, max, unit): (u64, u64, Unit),
    is_required: bool,
    described_by: Option<&str>,
) -> Markup {
    let hint = messages::from_to(min, &of(unit, max));
    let ids = ["value-hint"].into_iter().chain(described_by).collect::<Vec<_>>().join(" ");
    html! {
        label for="value" { (messages::new_value()) }
        input id="value" name="value" type="text" inputmode="numeric" value=(typed)
            required[is_required] maxlength="20" autocomplete="off"
            aria-invalid=[described_by.map(|_| "true")] aria-describedby=(ids);
        p class="hint" id="value-hint" { (hint) }
    }
}

fn radios(options: &[(&str, &str)], typed: &str, described_by: Option<&str>) -> Markup {
    html! {
        fieldset aria-describedby=[described_by] {
            legend { (messages::new_value()) }
            @for (word, name) in options {
                label class="check" {
                    input type="radio" name="value" value=(word) required
                        checked[*word == typed];
                    (name)
                }
            }
        }
    }
}

fn days(typed: &str, described_by: Option<&str>) -> Markup {
    let chosen: Vec<&str> = typed.split(' ').collect();
    html! {
        fieldset aria-describedby=[described_by] {
            legend { (messages::new_value()) }
            div class="days" {
                @for each in Day::ALL {
                    label class="check" {
                        input type="checkbox" name="value" value=(each.as_str())
                            checked[chosen.contains(&each.as_str())];
                        (day(each))
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Language, in_language};

    #[test]
    fn pages_and_entries_call_preferences_alike() {
        in_language(Language::English, || {
            for preference in Preference::ALL {
                assert_eq!(label(preference), preference.label());
            }
        });
    }

    #[test]
    fn values_are_told_in_words() {
        let told = |preference: Preference, text: &str| {
            let parsed = preference.parse_value(text).expect("a value of the test");
            in_language(Language::English, || value(preference, &parsed))
        };
        for (preference, text, expected) in [
            (Preference::AuditUsers, "true", "On"),
            (Preference::SessionAge, "1", "1 hour"),
            (Preference::ExportEntriesMax, "1000000", "1,000,000 entries"),
            (Preference::TimeZone, "asia/kolkata", "Asia/Kolkata"),
            (Preference::SmsContentMonths, "1", "1 month"),
            (Preference::SmsContentMonths, "forever", "For ever"),
            (Preference::DateOrder, "day_first", "Day first: 31/12/2026"),
            (Preference::WorkingHoursBegin, "00:00", "12:00 AM"),
            (Preference::WorkingHoursBegin, "12:05", "12:05 PM"),
            (Preference::WorkingHoursEnd, "19:30", "7:30 PM"),
            (Preference::WorkingDays, "sun mon", "Mon · Sun"),
        ] {
            assert_eq!(told(preference, text), expected);
        }
    }
}
