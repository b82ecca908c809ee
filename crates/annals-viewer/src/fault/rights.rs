//! Why users, groups and rights are not changed.

use maud::{Markup, Render, html};

use crate::components::text::{code, short};
use crate::messages::fault as messages;

/// Why users, groups and rights are not changed; a number is the most there may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RightsFault {
    /// Someone else was faster.
    ChangedMeanwhile,
    /// The username is in use.
    UsernameTaken,
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
}

impl Render for RightsFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::ChangedMeanwhile => (messages::changed_meanwhile()),
                Self::UsernameTaken => (messages::username_taken()),
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
            }
        }
    }
}
