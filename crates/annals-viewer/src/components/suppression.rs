//! Blacklisted Recipients in words: why, how it stands, and by what it is known.

use annals_model::{Channel, RecordKey, Step, SuppressionReason, SuppressionState};
use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::components::message::provider;
use crate::components::shell::Frame;
use crate::components::text::{clamped, code, text};
use crate::messages::blacklist as messages;
use crate::pages::messages::MESSAGES_PATH;

/// Who told it, where someone entered it here.
pub const BY_HAND: &str = "manual";
/// Who told it, where it came in a file.
pub const BY_IMPORT: &str = "import";
/// Who told it, where that was the application that sends.
pub const BY_SENDER: &str = "sender";

/// What a reason is called.
pub fn reason(reason: SuppressionReason) -> &'static str {
    use SuppressionReason as R;
    match reason {
        R::Bounce => messages::bounce(),
        R::Complaint => messages::complaint(),
        R::Invalid => messages::invalid(),
        R::Validate => messages::validate(),
        R::Unsubscribed => messages::unsubscribed(),
        R::OptedOut => messages::opted_out(),
        R::Manual => messages::manual(),
        R::TokenInvalid => messages::token_invalid(),
    }
}

/// What it means, in a sentence.
pub fn about(reason: SuppressionReason) -> Markup {
    use SuppressionReason as R;
    let words = match reason {
        R::Bounce => messages::bounce_about(),
        R::Complaint => messages::complaint_about(),
        R::Invalid => messages::invalid_about(),
        R::Validate => messages::validate_about(),
        R::Unsubscribed => messages::unsubscribed_about(),
        R::OptedOut => return messages::opted_out_about(&code("STOP")),
        R::Manual => messages::manual_about(),
        R::TokenInvalid => messages::token_invalid_about(),
    };
    html! { (words) }
}

/// What to do about it; nothing for devices, which tell by themselves.
pub fn advice(channel: Channel, reason: SuppressionReason) -> Option<&'static str> {
    use SuppressionReason as R;
    match (channel, reason) {
        (_, R::Complaint | R::Unsubscribed | R::OptedOut) => Some(messages::ask_owner()),
        (Channel::Email, _) => Some(messages::ask_other()),
        (Channel::Sms, _) => Some(messages::ask_number()),
        (Channel::Push, _) => None,
    }
}

/// What a channel is called.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => messages::email(),
        Channel::Sms => messages::sms(),
        Channel::Push => messages::push(),
    }
}

/// What was told or done, in a word.
pub fn step(step: Step) -> &'static str {
    match step {
        Step::Listed => messages::step_listed(),
        Step::Dropped => messages::step_dropped(),
        Step::Lifted => messages::step_lifted(),
        Step::Reset => messages::step_reset(),
        Step::Delivered => messages::step_delivered(),
    }
}

/// The word of a state, and what it means where that isn't the reason's to say.
pub fn state(state: SuppressionState) -> (&'static str, Option<&'static str>) {
    use SuppressionState as S;
    match state {
        S::Active => (messages::active(), None),
        S::ResetRequested => (messages::reset_requested(), Some(messages::reset_requested_about())),
        S::Cleared => (messages::cleared(), Some(messages::cleared_about())),
        S::ResetRefused => (messages::reset_refused(), Some(messages::reset_refused_about())),
    }
}

/// A reason as a mark, and how it stands where it isn't simply so: a sign beside each word.
pub fn mark(why: SuppressionReason, how: SuppressionState) -> Markup {
    let (class, sign) = match how {
        SuppressionState::Active if why == SuppressionReason::Validate => ("under-way", Icon::Dot),
        SuppressionState::Active => ("not-delivered", Icon::Cross),
        SuppressionState::ResetRequested => ("under-way", Icon::Dot),
        SuppressionState::Cleared => ("delivered", Icon::Check),
        SuppressionState::ResetRefused => ("complaint", Icon::Alert),
    };
    html! {
        span class={ "message-status message-" (class) } { (icon(sign)) " " (reason(why)) }
        @if how != SuppressionState::Active { div class="hint" { (state(how).0) } }
    }
}

/// Who told it.
pub fn source(source: &str) -> Markup {
    match source {
        BY_HAND => html! { (messages::by_hand()) },
        BY_IMPORT => html! { (messages::by_import()) },
        BY_SENDER => html! { (messages::by_sender()) },
        name => text(provider(name)),
    }
}

/// By what it is known: who told it, what was said, and the message.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Who told it.
    pub source: String,
    /// A code.
    pub code: Option<String>,
    /// Words.
    pub text: Option<String>,
    /// The id of the message.
    pub message: Option<String>,
}

/// The same as a cell.
pub fn evidence(frame: &Frame, evidence: &Evidence) -> Markup {
    html! {
        div { (source(&evidence.source)) }
        @if evidence.code.is_some() || evidence.text.is_some() {
            div class="hint" {
                @if let Some(text) = &evidence.code { span class="code" { (text) } " " }
                @if let Some(text) = &evidence.text { (clamped(text)) }
            }
        }
        @if let Some(id) = &evidence.message {
            div { a href=(frame.way(&format!("{MESSAGES_PATH}/{id}"))) { (messages::message()) } }
        }
    }
}

/// Records that have an address, with their names, each a link for those who may read the log.
pub fn records(frame: &Frame, records: &[(RecordKey, String)]) -> Markup {
    html! {
        ul class="record-relations" {
            @for (key, name) in records {
                li {
                    @if frame.user.as_ref().is_some_and(|user| user.reads_log) {
                        a href=(frame.kept().of_record(key).href()) { (text(name)) }
                    } @else { (text(name)) }
                }
            }
        }
    }
}
