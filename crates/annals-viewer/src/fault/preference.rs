//! Why a preference is not changed.

use annals_model::PreferenceProblem;
use maud::{Markup, Render, html};

use crate::components::text::{code, short};
use crate::messages::{fault as messages, organizations, preferences};

/// Why a preference is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreferenceFault {
    /// What was typed is no value of it.
    Value(PreferenceProblem),
    /// Audit Users goes off only when the box says so.
    NotConfirmed,
    /// Someone else was faster.
    Meanwhile,
    /// An organisation above has locked it.
    Locked,
}

impl Render for PreferenceFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::Value(problem) => (value(problem)),
                Self::NotConfirmed => (preferences::not_confirmed()),
                Self::Meanwhile => (messages::preference_meanwhile()),
                Self::Locked => (messages::preference_locked()),
            }
        }
    }
}

fn value(problem: &PreferenceProblem) -> Markup {
    html! {
        @match problem {
            PreferenceProblem::NotYesNo => (messages::not_yes_no()),
            PreferenceProblem::NotWhole => (messages::not_whole()),
            PreferenceProblem::OutOfRange { min, max, .. } => {
                (messages::out_of_range(*min, *max))
            }
            PreferenceProblem::NoChoice(_) | PreferenceProblem::NoDay(_) => {
                (messages::no_such_choice())
            }
            PreferenceProblem::NoTime => (messages::no_time_of_day()),
            PreferenceProblem::NoDays => (messages::no_days()),
            PreferenceProblem::NoZone(name) => {
                (organizations::no_zone(&short(name), &code("America/Chicago")))
            }
        }
    }
}
