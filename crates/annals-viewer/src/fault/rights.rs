//! Why users, groups and rights are not changed.

use annals_model::Permission;
use maud::{Markup, Render, html};

use crate::components::right;
use crate::components::text::{code, short};
use crate::messages::{fault as messages, people};

/// Why users, groups and rights are not changed; a number is the most there may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RightsFault {
    /// Someone else was faster.
    ChangedMeanwhile,
    /// The username is in use.
    UsernameTaken,
    /// The username looks like one that is in use.
    UsernameLooksTaken,
    /// A group has this name.
    GroupTaken(String),
    /// The group with this name is built in.
    BuiltIn(String),
    /// Who gives this right lacks it.
    Beyond(&'static str),
    /// Who gives this right lacks it in the organisations below.
    BeyondBelow(&'static str),
    /// Calendars limit who wants to manage rights.
    LimitedByCalendars,
    /// Nobody would be left to manage the organisation.
    LastAdministrator,
    /// Someone would lock themselves out.
    OwnAccount,
    /// There are so many.
    TooMany(u64),
    /// The school year is there already.
    CalendarTaken,
    /// The year lies outside of these.
    EndYear(u64, u64),
    /// A text is empty, or longer than so many characters.
    Length(u64),
    /// A text is longer than so many characters.
    TooLong(u64),
    /// A text contains this character, which can't be seen.
    Unprintable(String),
    /// This word of a username has letters of several scripts.
    MixedScripts(String),
    /// Not an e-mail address.
    NoEmail,
    /// Not a page of Annals.
    NoPath,
    /// Not the type and the id of a record.
    NoRecord,
    /// Not a day and a time.
    NoMoment,
    /// A day and a time that lie after all that can be kept.
    TooLate,
    /// Not a year.
    NoYear,
    /// The password was typed again in another way.
    PasswordsDiffer,
    /// The user of an account may do this, which who wants to change it may not.
    Outranked(Permission),
    /// Nobody here is the one that was chosen.
    NobodyChosen,
}

impl Render for RightsFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::ChangedMeanwhile => (messages::changed_meanwhile()),
                Self::UsernameTaken => (messages::username_taken()),
                Self::UsernameLooksTaken => (messages::username_looks_taken()),
                Self::GroupTaken(name) => (messages::group_taken(&short(name))),
                Self::BuiltIn(name) => (messages::built_in(&short(name))),
                Self::Beyond(right) => (messages::beyond(&code(right))),
                Self::BeyondBelow(right) => (messages::beyond_below(&code(right))),
                Self::LimitedByCalendars => (messages::limited_by_calendars()),
                Self::LastAdministrator => (messages::last_administrator()),
                Self::OwnAccount => (messages::own_account()),
                Self::TooMany(max) => (messages::too_many_already(*max)),
                Self::CalendarTaken => (messages::calendar_taken()),
                Self::EndYear(from, to) => {
                    (messages::end_year(&from.to_string(), &to.to_string()))
                }
                Self::Length(max) => (messages::text_length(*max)),
                Self::TooLong(max) => (messages::text_too_long(*max)),
                Self::Unprintable(character) => (messages::text_unprintable(&code(character))),
                Self::MixedScripts(word) => (messages::mixed_scripts(&short(word))),
                Self::NoEmail => (messages::no_email(&code("name@example.org"))),
                Self::NoPath => (messages::no_path(&code("/?q=type:delete"))),
                Self::NoRecord => (messages::no_record(&code("staff:s-17"))),
                Self::NoMoment => (messages::no_moment(&code("2027-06-30T17:00"))),
                Self::TooLate => (messages::too_late(&code("9999-12-30T00:00"))),
                Self::NoYear => (messages::no_year(&code("2027"))),
                Self::PasswordsDiffer => (messages::passwords_differ()),
                Self::Outranked(permission) => {
                    (people::outranked(right::right(*permission)))
                }
                Self::NobodyChosen => (messages::nobody_chosen()),
            }
        }
    }
}
