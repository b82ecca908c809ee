//! Messages in words: their logs, how they stand, and what was told of them.

use std::borrow::Cow;

use annals_delivery::Provider;
use annals_model::{Channel, Kind, Status, StatusGroup};
use annals_query::fold;
use maud::{Markup, html};

use crate::components::hook;
use crate::components::icon::{Icon, icon};
use crate::components::reports::{Way, ways};
use crate::components::shell::{Frame, User};
use crate::messages::{blacklist, communications as messages, webhooks};
use crate::pages::messages::log_path;
use crate::pages::{blacklist as blacklist_page, webhooks as webhooks_page};

/// Less of a word may begin too many.
const STATUS_CHARS_MIN: usize = 3;

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
pub fn mark(channel: Channel, status: Status) -> Markup {
    let (class, sign) = match status.group() {
        StatusGroup::UnderWay => ("under-way", Icon::Dot),
        StatusGroup::Delivered => ("delivered", Icon::Check),
        StatusGroup::NotDelivered => ("not-delivered", Icon::Cross),
        StatusGroup::Complaint => ("complaint", Icon::Alert),
    };
    html! {
        span class={ "message-status message-" (class) } {
            (icon(sign)) " " (status_label(channel, status))
        }
    }
}

/// The word of a status in a channel's log. Of text messages it says first whether they came.
pub fn status_label(channel: Channel, status: Status) -> Cow<'static, str> {
    let word = label(status).0;
    match status {
        _ if channel != Channel::Sms => word.into(),
        Status::Queued | Status::Sent => messages::delivery().into(),
        _ if status.group() == StatusGroup::NotDelivered => messages::not_delivered(word).into(),
        _ => word.into(),
    }
}

/// The statuses of a channel's log that words of `typed` name in the language of the page, and the
/// other words: what is read there is found there.
pub fn named_statuses(channel: Channel, typed: &str) -> Option<(Vec<Status>, String)> {
    let words_of = |status: &Status| fold::word_list(&status_label(channel, *status));
    let all: Vec<_> = Status::ALL.into_iter().map(|status| (status, words_of(&status))).collect();
    // The last part may be unfinished; the beginning of any other may be that of a name.
    let last = typed.split_whitespace().next_back().map(fold::word_list).unwrap_or_default();
    let is_named = |words: &[String], part: &[String]| {
        let is_begun = |one: &String, word: &String| {
            last.contains(one)
                && one.chars().count() >= STATUS_CHARS_MIN
                && word.starts_with(one.as_str())
        };
        let named = |one: &String| words.iter().any(|word| one == word || is_begun(one, word));
        !part.is_empty() && part.iter().all(named)
    };
    let parts = typed.split_whitespace().map(|part| (part, fold::word_list(part)));
    let (named, others): (Vec<_>, Vec<_>) =
        parts.partition(|(_, part)| all.iter().any(|(_, words)| is_named(words, part)));
    let named: Vec<String> = named.into_iter().flat_map(|(_, part)| part).collect();
    // "Delivered" is no part of "Not Delivered" when it is a status by itself.
    let whole: Vec<_> = all.iter().filter(|(_, words)| *words == named).collect();
    let parted = || all.iter().filter(|(_, words)| is_named(words, &named)).collect();
    let found: Vec<_> = if whole.is_empty() { parted() } else { whole };
    let others: Vec<_> = others.into_iter().map(|(part, _)| part).collect();
    (!found.is_empty())
        .then(|| (found.into_iter().map(|(status, _)| *status).collect(), others.join(" ")))
}

/// What a provider is called, where it is known here.
pub fn provider(name: &str) -> &str {
    match Provider::parse(name) {
        Some(provider) => hook::name(provider),
        None => name,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_found_by_their_words() {
        use Channel::{Email, Push, Sms};
        let check = |channel, typed: &str, statuses: &[Status], others: &str| {
            let wanted = (!statuses.is_empty()).then(|| (statuses.to_vec(), others.to_owned()));
            assert_eq!(named_statuses(channel, typed), wanted, "{typed:?}");
        };
        check(Email, "Smith", &[], "");
        check(Email, "", &[], "");
        check(Email, "DELIVERED hazel", &[Status::Delivered], "hazel");
        check(Email, "boun", &[Status::BouncedSoft, Status::Bounced], "");
        check(Email, "Bounced (soft)", &[Status::BouncedSoft], "");
        check(Email, "ana@delivered.example", &[], "");
        check(Email, "re", &[], "");
        // The beginning of a name is none of a status, unless it stands last.
        check(Email, "Del Rio", &[], "");
        check(Email, "boun smith", &[], "");
        check(Email, "smith boun", &[Status::BouncedSoft, Status::Bounced], "smith");
        check(Sms, "Delivery", &[Status::Queued, Status::Sent], "");
        check(Sms, "Delivered", &[Status::Delivered], "");
        check(Sms, "Not Delivered: Undelivered", &[Status::Undelivered], "");
        check(Sms, "lee rejected", &[Status::Rejected], "lee");
        check(Push, "device gone", &[Status::TokenInvalid], "");
        let not = named_statuses(Sms, "Not Delivered").unwrap().0;
        assert!(not.len() > 4 && !not.contains(&Status::Delivered), "{not:?}");
    }
}
