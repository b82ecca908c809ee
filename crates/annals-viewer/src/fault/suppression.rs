//! Why an address is not reset.

use annals_model::ResetLimit;
use maud::{Markup, Render, html};

use crate::components::text::{code, text};
use crate::messages::{blacklist, fault};

/// Why an address is not reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuppressionFault {
    /// It can't be from here.
    Limit(ResetLimit),
    /// The box was not ticked that its owner wants messages again.
    Unconfirmed,
    /// The reason says nothing.
    ReasonMissing,
    /// The reason has too many characters.
    ReasonTooLong {
        /// How many it has.
        count: u64,
        /// How many it may have.
        max: u64,
    },
    /// The reason can't be shown.
    ReasonUnprintable,
}

/// Why it can't be reset from here, in a sentence.
pub(crate) fn limit(limit: ResetLimit) -> Markup {
    match limit {
        ResetLimit::OnlyTheOwner => blacklist::only_the_owner(&code("STOP"), &code("START")),
        ResetLimit::OnlySupport => blacklist::only_support(&text("Postmark")),
        ResetLimit::ProviderRefuses => html! { (blacklist::provider_refuses()) },
        ResetLimit::TokenIsGone => html! { (blacklist::token_is_gone()) },
        ResetLimit::NotActive => html! { (blacklist::not_active()) },
    }
}

impl Render for SuppressionFault {
    fn render(&self) -> Markup {
        html! {
            @match self {
                Self::Limit(of) => (limit(*of)),
                Self::Unconfirmed => (blacklist::unconfirmed()),
                Self::ReasonMissing => (blacklist::reason_missing()),
                Self::ReasonTooLong { count, max } => (fault::reason_too_long(*count, *max)),
                Self::ReasonUnprintable => (fault::reason_unprintable()),
            }
        }
    }
}
