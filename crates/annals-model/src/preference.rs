//! System preferences: what an organisation decides about how Annals works for its people.
//!
//! The catalogue is data: every preference has a type, a default and words in English, and all that
//! shows or changes one, wherever that is, goes by them. Only what does something when it changes
//! is listed.

mod effective;
mod value;

pub use effective::{Origin, OwnPreference, effective};
pub use value::{Day, PreferenceProblem, PreferenceValue};

use crate::limits;

/// A preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preference {
    /// Whether Annals' own changes of users, groups and rights are told whole.
    AuditUsers,
    /// After how long a quiet session ends.
    SessionIdle,
    /// After how long any session ends.
    SessionAge,
    /// Characters of a password, at least.
    PasswordLengthMin,
    /// Who has to have a second factor.
    SecondFactor,
    /// Whose clock people live by.
    TimeZone,
    /// How `1/2/2026` is meant.
    DateOrder,
    /// When work begins.
    WorkingHoursBegin,
    /// When work ends.
    WorkingHoursEnd,
    /// On which days people work.
    WorkingDays,
    /// Entries of one export, at most.
    ExportEntriesMax,
    /// After how many months what e-mails say is purged.
    EmailContentMonths,
    /// The same of text messages.
    SmsContentMonths,
    /// The same of notifications.
    PushContentMonths,
}

/// What preferences are about, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PreferenceGroup {
    /// What is told of users and their rights.
    AccountSecurity,
    /// Sessions and passwords.
    SigningIn,
    /// How dates are read, and when people work.
    DatesAndHours,
    /// Files.
    Exports,
    /// How long things are kept.
    Retention,
}

/// What values a preference takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreferenceKind {
    /// Yes or no.
    YesNo,
    /// A number from `min` to `max`.
    Whole {
        /// The least.
        min: u64,
        /// The most.
        max: u64,
        /// Of what.
        unit: Unit,
    },
    /// One of several words.
    Choice(&'static [&'static str]),
    /// A minute of the day.
    Time,
    /// Days of the week, at least one.
    Days,
    /// A time zone of the IANA database.
    Zone,
    /// A number from `min` to `max`, or the word [`FOREVER`].
    Period {
        /// The least.
        min: u64,
        /// The most.
        max: u64,
        /// Of what.
        unit: Unit,
    },
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Characters of a text.
    Characters,
    /// Entries of the log.
    Entries,
    /// Months of the calendar.
    Months,
}

impl Unit {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Characters => "characters",
            Self::Entries => "entries",
            Self::Months => "months",
        }
    }
}

impl PreferenceGroup {
    /// Every group, in the order in which they are listed.
    pub const ALL: [Self; 5] = [
        Self::AccountSecurity,
        Self::SigningIn,
        Self::DatesAndHours,
        Self::Exports,
        Self::Retention,
    ];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccountSecurity => "account_security",
            Self::SigningIn => "signing_in",
            Self::DatesAndHours => "dates_and_hours",
            Self::Exports => "exports",
            Self::Retention => "retention",
        }
    }
}

impl PreferenceKind {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::YesNo => "yes_no",
            Self::Whole { .. } => "whole",
            Self::Choice(_) => "choice",
            Self::Time => "time",
            Self::Days => "days",
            Self::Zone => "zone",
            Self::Period { .. } => "period",
        }
    }
}

/// `12/31/2015`, the word of [`Preference::DateOrder`].
pub const MONTH_FIRST: &str = "month_first";
/// `31/12/2015`, the word of [`Preference::DateOrder`].
pub const DAY_FIRST: &str = "day_first";
/// Whoever wants one, the word of [`Preference::SecondFactor`].
pub const NOBODY: &str = "off";
/// Whoever manages anything, the word of [`Preference::SecondFactor`].
pub const ADMINISTRATORS: &str = "administrators";
/// Without an end, the word of [`PreferenceKind::Period`].
pub const FOREVER: &str = "forever";
/// Everyone, the word of [`Preference::SecondFactor`].
pub const EVERYONE: &str = "everyone";

impl Preference {
    /// Every preference, in the order in which they are listed.
    pub const ALL: [Self; 14] = [
        Self::AuditUsers,
        Self::SessionIdle,
        Self::SessionAge,
        Self::PasswordLengthMin,
        Self::SecondFactor,
        Self::TimeZone,
        Self::DateOrder,
        Self::WorkingHoursBegin,
        Self::WorkingHoursEnd,
        Self::WorkingDays,
        Self::ExportEntriesMax,
        Self::EmailContentMonths,
        Self::SmsContentMonths,
        Self::PushContentMonths,
    ];

    /// The machine name: what is stored, and shown as Preference Name in the log.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AuditUsers => "audit_users",
            Self::SessionIdle => "session_idle",
            Self::SessionAge => "session_age",
            Self::PasswordLengthMin => "password_length_min",
            Self::SecondFactor => "second_factor",
            Self::TimeZone => "time_zone",
            Self::DateOrder => "date_order",
            Self::WorkingHoursBegin => "working_hours_begin",
            Self::WorkingHoursEnd => "working_hours_end",
            Self::WorkingDays => "working_days",
            Self::ExportEntriesMax => "export_entries_max",
            Self::EmailContentMonths => "email_content_months",
            Self::SmsContentMonths => "sms_content_months",
            Self::PushContentMonths => "push_content_months",
        }
    }

    /// The preference that `name` names.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preference| preference.as_str() == name)
    }

    /// What it is called in English: in entries, for programs and at the command line.
    pub fn label(self) -> &'static str {
        match self {
            Self::AuditUsers => "Audit Users",
            Self::SessionIdle => "Quiet Session Ends After",
            Self::SessionAge => "Every Session Ends After",
            Self::PasswordLengthMin => "Shortest Password",
            Self::SecondFactor => "Second Factor Required",
            Self::TimeZone => "Time Zone",
            Self::DateOrder => "Order of Dates",
            Self::WorkingHoursBegin => "Work Begins",
            Self::WorkingHoursEnd => "Work Ends",
            Self::WorkingDays => "Working Days",
            Self::ExportEntriesMax => "Entries of One Export",
            Self::EmailContentMonths => "What E-mails Say Is Kept For",
            Self::SmsContentMonths => "What Text Messages Say Is Kept For",
            Self::PushContentMonths => "What Notifications Say Is Kept For",
        }
    }

    /// What it does, in English.
    pub fn description(self) -> &'static str {
        match self {
            Self::AuditUsers => {
                "Whether changes of users, groups and rights are logged with all they changed. \
                 While it is off, each leaves a bare security entry. Changes of preferences are \
                 always logged."
            }
            Self::SessionIdle => {
                "Who does nothing for so long signs in again. Holds for sessions that are open, \
                 too."
            }
            Self::SessionAge => {
                "Who signed in so long ago signs in again, whatever they do. Holds for sessions \
                 that are open, too."
            }
            Self::PasswordLengthMin => {
                "How long a new password is at least. Passwords that are there stay valid."
            }
            Self::SecondFactor => {
                "Who has to have a second factor: a code besides the password, or a passkey. Who \
                 has not set one up does so before anything else. Administrators are all who may \
                 manage users, groups, rights, preferences, organisations or keys."
            }
            Self::TimeZone => {
                "Whose clock dates and working hours follow: the name of a zone such as \
                 America/Chicago. Readers may choose another one for what they look at."
            }
            Self::DateOrder => "How 1/2/2026 is read in searches, and how fields show dates.",
            Self::WorkingHoursBegin => {
                "With the end and the days of work: all else is off hours, which hours:off and \
                 the view Off hours find."
            }
            Self::WorkingHoursEnd => {
                "The first minute after work. Before the beginning, it means the next day; the \
                 same time means all day."
            }
            Self::WorkingDays => "On which days people work, by the organisation's clock.",
            Self::ExportEntriesMax => {
                "An export of more entries is refused before it begins, whatever its form."
            }
            Self::EmailContentMonths => {
                "After so many months from when it was sent, the text of an e-mail is purged, or \
                 never. That it was sent and what became of it stays. A shorter time has to be \
                 confirmed on the page of retention."
            }
            Self::SmsContentMonths => "The same for what text messages say.",
            Self::PushContentMonths => "The same for what notifications say.",
        }
    }

    /// Where it is listed.
    pub fn group(self) -> PreferenceGroup {
        match self {
            Self::AuditUsers => PreferenceGroup::AccountSecurity,
            Self::SessionIdle | Self::SessionAge | Self::PasswordLengthMin | Self::SecondFactor => {
                PreferenceGroup::SigningIn
            }
            Self::TimeZone
            | Self::DateOrder
            | Self::WorkingHoursBegin
            | Self::WorkingHoursEnd
            | Self::WorkingDays => PreferenceGroup::DatesAndHours,
            Self::ExportEntriesMax => PreferenceGroup::Exports,
            Self::EmailContentMonths | Self::SmsContentMonths | Self::PushContentMonths => {
                PreferenceGroup::Retention
            }
        }
    }

    /// What values it takes.
    pub fn kind(self) -> PreferenceKind {
        use limits::{
            CONTENT_MONTHS_MAX, EXPORT_ENTRIES_MAX, PASSWORD_CHARS_MIN, PASSWORD_LENGTH_MIN_MAX,
            SESSION_AGE_HOURS_MAX, SESSION_IDLE_MINUTES_MAX, SESSION_IDLE_MINUTES_MIN,
        };
        let whole = |min, max, unit| PreferenceKind::Whole { min, max, unit };
        match self {
            Self::AuditUsers => PreferenceKind::YesNo,
            Self::SessionIdle => {
                whole(SESSION_IDLE_MINUTES_MIN, SESSION_IDLE_MINUTES_MAX, Unit::Minutes)
            }
            Self::SessionAge => whole(1, SESSION_AGE_HOURS_MAX, Unit::Hours),
            Self::PasswordLengthMin => {
                whole(PASSWORD_CHARS_MIN as u64, PASSWORD_LENGTH_MIN_MAX, Unit::Characters)
            }
            Self::SecondFactor => PreferenceKind::Choice(&[NOBODY, ADMINISTRATORS, EVERYONE]),
            Self::TimeZone => PreferenceKind::Zone,
            Self::DateOrder => PreferenceKind::Choice(&[MONTH_FIRST, DAY_FIRST]),
            Self::WorkingHoursBegin | Self::WorkingHoursEnd => PreferenceKind::Time,
            Self::WorkingDays => PreferenceKind::Days,
            Self::ExportEntriesMax => whole(1, EXPORT_ENTRIES_MAX, Unit::Entries),
            Self::EmailContentMonths | Self::SmsContentMonths | Self::PushContentMonths => {
                PreferenceKind::Period { min: 1, max: CONTENT_MONTHS_MAX, unit: Unit::Months }
            }
        }
    }

    /// What holds where no organisation says otherwise.
    pub fn default_value(self) -> PreferenceValue {
        use PreferenceValue::{Choice, Days, Time, Whole, YesNo, Zone};
        match self {
            Self::AuditUsers => YesNo(true),
            Self::SessionIdle => Whole(limits::SESSION_IDLE_MINUTES_MAX),
            Self::SessionAge => Whole(limits::SESSION_AGE_HOURS_MAX),
            Self::PasswordLengthMin => Whole(limits::PASSWORD_CHARS_MIN as u64),
            Self::SecondFactor => Choice(NOBODY),
            Self::TimeZone => Zone("UTC".to_owned()),
            Self::DateOrder => Choice(MONTH_FIRST),
            Self::WorkingHoursBegin => Time(7 * 60),
            Self::WorkingHoursEnd => Time(19 * 60),
            Self::WorkingDays => Days([true, true, true, true, true, false, false]),
            Self::ExportEntriesMax => Whole(limits::EXPORT_ENTRIES_MAX),
            Self::EmailContentMonths | Self::SmsContentMonths | Self::PushContentMonths => {
                Whole(limits::CONTENT_MONTHS)
            }
        }
    }

    /// The value that `text` says, or why it is none: see [`PreferenceValue`] for how they are
    /// written.
    pub fn parse_value(self, text: &str) -> Result<PreferenceValue, PreferenceProblem> {
        PreferenceValue::parse(self.kind(), text)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_preference_is_listed_once_under_its_own_name() {
        let names: BTreeSet<_> = Preference::ALL.iter().map(|each| each.as_str()).collect();
        let labels: BTreeSet<_> = Preference::ALL.iter().map(|each| each.label()).collect();
        assert_eq!((names.len(), labels.len()), (Preference::ALL.len(), Preference::ALL.len()));
        for preference in Preference::ALL {
            let name = preference.as_str();
            let is_snake = |c: char| c.is_ascii_lowercase() || c == '_';
            assert!(name.chars().all(is_snake), "{name}");
            assert_eq!(Preference::parse(name), Some(preference));
            assert!(preference.description().ends_with('.'), "{name}");
        }
        assert_eq!(Preference::parse("Audit_Users"), None);
        let grouped = Preference::ALL.windows(2).all(|two| two[0].group() <= two[1].group());
        assert!(grouped, "those of one group stand together");
    }

    #[test]
    fn defaults_are_values_that_may_be_chosen() {
        for preference in Preference::ALL {
            let default = preference.default_value();
            let text = default.to_string();
            assert_eq!(preference.parse_value(&text), Ok(default), "{}", preference.as_str());
        }
    }
}
