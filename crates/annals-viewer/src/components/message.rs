//! Messages in words: their logs, how they stand, and what was told of them.

use annals_model::{Channel, Kind, Status, StatusGroup};
use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::components::reports::{Way, ways};
use crate::components::shell::{Frame, User};
use crate::messages::{blacklist, communications as messages, webhooks};
use crate::pages::messages::log_path;
use crate::pages::{blacklist as blacklist_page, webhooks as webhooks_page};

/// The name of a channel's log.
pub fn log_title(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => messages::email_log(),
        Channel::Sms => messages::sms_log(),
        Channel::Push => messages::push_log(),
    }
}

/// The menu in the header that leads to the pages about messages which `user` may see.
pub fn menu(frame: &Frame, user: &User) -> Markup {
    let pages = pages(user);
    html! {
        @if !pages.is_empty() {
            details class="bar-menu reports" name="bar-menu" {
                summary { (messages::title()) (icon(Icon::Right)) }
                div class="bar-menu-body" { (ways(frame, &pages)) }
            }
        }
    }
}

/// The logs that `user` may see.
pub fn logs(user: &User) -> Vec<Way> {
    let way = |channel: &Channel| (log_title(*channel), log_path(*channel));
    user.reads_messages.iter().map(way).collect()
}

/// The same, the addresses that get nothing more, and where providers tell.
pub fn pages(user: &User) -> Vec<Way> {
    let blacklist = (blacklist::title(), blacklist_page::PATH);
    let blacklist = (!user.reads_messages.is_empty()).then_some(blacklist);
    let webhooks = (webhooks::title(), webhooks_page::PATH);
    let webhooks = user.reads_webhooks.then_some(webhooks);
    logs(user).into_iter().chain(blacklist).chain(webhooks).collect()
}

/// What a channel's log has, in a sentence.
pub fn log_about(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => messages::email_about(),
        Channel::Sms => messages::sms_about(),
        Channel::Push => messages::push_about(),
    }
}

/// A status as a mark: a sign beside the word, so that colour alone says nothing.
pub fn mark(status: Status) -> Markup {
    let (class, sign) = match status.group() {
        StatusGroup::UnderWay => ("under-way", Icon::Dot),
        StatusGroup::Delivered => ("delivered", Icon::Check),
        StatusGroup::NotDelivered => ("not-delivered", Icon::Cross),
        StatusGroup::Complaint => ("complaint", Icon::Alert),
    };
    html! {
        span class={ "message-status message-" (class) } { (icon(sign)) " " (label(status).0) }
    }
}

/// What a status means, and what to do about it.
pub fn next_step(status: Status) -> &'static str {
    label(status).1
}

/// The word of a status, and what it means.
fn label(status: Status) -> (&'static str, &'static str) {
    use messages as m;
    match status {
        Status::Queued => (m::queued(), m::queued_next()),
        Status::Sent => (m::sent(), m::sent_next()),
        Status::Delayed => (m::delayed(), m::delayed_next()),
        Status::Accepted => (m::accepted(), m::accepted_next()),
        Status::HandedOver => (m::handed_over(), m::handed_over_next()),
        Status::PartlyDelivered => (m::partly_delivered(), m::partly_delivered_next()),
        Status::Delivered => (m::delivered(), m::delivered_next()),
        Status::OpenedByMachine => (m::opened_by_machine(), m::opened_by_machine_next()),
        Status::Opened => (m::opened(), m::opened_next()),
        Status::Clicked => (m::clicked(), m::clicked_next()),
        Status::Read => (m::read(), m::read_next()),
        Status::BouncedSoft => (m::bounced_soft(), m::bounced_soft_next()),
        Status::Bounced => (m::bounced(), m::bounced_next()),
        Status::Complaint => (m::complaint(), m::complaint_next()),
        Status::Dropped => (m::dropped(), m::dropped_next()),
        Status::Rejected => (m::rejected(), m::rejected_next()),
        Status::Failed => (m::failed(), m::failed_next()),
        Status::Undelivered => (m::undelivered(), m::undelivered_next()),
        Status::Expired => (m::expired(), m::expired_next()),
        Status::Canceled => (m::canceled(), m::canceled_next()),
        Status::TokenInvalid => (m::token_invalid(), m::token_invalid_next()),
    }
}

/// What happened, in a word.
pub fn kind(kind: Kind) -> &'static str {
    let status = match kind {
        Kind::Received => return messages::received(),
        Kind::Unsubscribed => return messages::unsubscribed(),
        Kind::Resubscribed => return messages::resubscribed(),
        Kind::AutoReplied => return messages::auto_replied(),
        Kind::MachineClicked => return messages::machine_clicked(),
        Kind::Unknown => return messages::unknown(),
        Kind::Queued => Status::Queued,
        Kind::Sent => Status::Sent,
        Kind::Accepted => Status::Accepted,
        Kind::HandedOver => Status::HandedOver,
        Kind::Deferred => Status::Delayed,
        Kind::Delivered => Status::Delivered,
        Kind::Read => Status::Read,
        Kind::BouncedSoft => Status::BouncedSoft,
        Kind::BouncedHard => Status::Bounced,
        Kind::Rejected => Status::Rejected,
        Kind::Dropped => Status::Dropped,
        Kind::Failed => Status::Failed,
        Kind::Undelivered => Status::Undelivered,
        Kind::Expired => Status::Expired,
        Kind::Canceled => Status::Canceled,
        Kind::TokenInvalid => Status::TokenInvalid,
        Kind::Opened => Status::Opened,
        Kind::Clicked => Status::Clicked,
        Kind::MachineOpened => Status::OpenedByMachine,
        Kind::Complained => Status::Complaint,
    };
    label(status).0
}
