//! Why a second factor is not changed.

use maud::{Markup, Render, html};

use crate::messages::fault as messages;

/// Why a second factor is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactorFault {
    /// The code is another one, or was used.
    WrongCode,
    /// There is one.
    Already,
    /// There is none to change.
    Over,
    /// One's own is given up with a code.
    Own,
}

impl Render for SecondFactorFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::WrongCode => (messages::wrong_code()),
                Self::Already => (messages::factor_already()),
                Self::Over => (messages::factor_over()),
                Self::Own => (messages::factor_own()),
            }
        }
    }
}
