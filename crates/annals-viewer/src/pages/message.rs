//! One message: what it was, how it stands, and all that was told of it.

use annals_model::{Channel, Kind, RecordKey, Status, SuppressionReason};
use jiff::Zoned;
use maud::{Markup, html};

use super::blacklist;
use super::messages::{MESSAGES_PATH, log_path};
use crate::components::help;
use crate::components::hold::{HoldMark, on_hold};
use crate::components::icon::{Icon, icon};
use crate::components::message::{kind, log_title, mark, next_step, provider};
use crate::components::moment::moment;
use crate::components::shell::{Frame, shell};
use crate::components::text::{block, text, username};
use crate::messages::communications as messages;

/// The page.
#[derive(Clone, Debug)]
pub struct MessageView {
    /// What stands around it.
    pub frame: Frame,
    /// The id.
    pub id: String,
    /// The way it went.
    pub channel: Channel,
    /// Its subject.
    pub subject: Option<String>,
    /// Whose the address is.
    pub recipient: Option<String>,
    /// The address, the number, or the token of the device.
    pub address: String,
    /// The record that it belongs to, and what that is called.
    pub record: Option<(RecordKey, String)>,
    /// What else is said of it: labels and values.
    pub facts: Vec<(&'static str, String)>,
    /// When it was sent.
    pub sent_at: Zoned,
    /// How it stands.
    pub status: Status,
    /// The code and the words of who refused it.
    pub reason: (Option<String>, Option<String>),
    /// Whether that it came follows only from its being opened.
    pub is_inferred: bool,
    /// Whether what was told doesn't go together.
    pub is_conflict: bool,
    /// Whether nothing was heard for days.
    pub is_stale: bool,
    /// Why nothing more is to be sent to its address, and where that is told.
    pub blacklisted: Vec<(SuppressionReason, String)>,
    /// The holds that keep what it says.
    pub holds: Vec<HoldMark>,
    /// The last that was told of it, oldest first.
    pub events: Vec<EventLine>,
    /// Whether more was told.
    pub has_more_events: bool,
    /// What it says.
    pub body: BodyShown,
}

/// Something that was told of a message.
#[derive(Clone, Debug)]
pub struct EventLine {
    /// What happened.
    pub kind: Kind,
    /// When.
    pub at: Zoned,
    /// When it was told.
    pub received: Zoned,
    /// Whether the one who told it said when.
    pub is_timed: bool,
    /// Which provider told it; the sender, if absent.
    pub source: Option<String>,
    /// A code.
    pub code: Option<String>,
    /// Words.
    pub reason: Option<String>,
    /// The link that was followed.
    pub url: Option<String>,
}

/// What a message says, as far as it is shown.
#[derive(Clone, Debug)]
pub enum BodyShown {
    /// It came without any.
    NotKept,
    /// It was purged after so many months.
    Purged {
        /// When.
        at: Zoned,
        /// After how many months.
        months: u32,
    },
    /// The reader may not read it.
    MayNotRead,
    /// It is shown when it is asked for, which is logged.
    OnRequest,
    /// As plain text, and as it was sent, if that was HTML.
    Text {
        /// The text.
        text: String,
        /// Where the other is.
        as_sent: Option<AsSent>,
    },
}

/// The HTML of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsSent {
    /// What opens its document.
    pub look: String,
    /// Whether the text says something else.
    pub differs: bool,
}

/// A message.
pub fn message(view: &MessageView) -> Markup {
    let title = view.subject.as_deref().unwrap_or(messages::no_subject());
    let to = view.recipient.as_deref().unwrap_or(&view.address);
    let title = match view.channel {
        Channel::Sms => messages::sms_to(to),
        Channel::Email | Channel::Push => title.to_owned(),
    };
    let log = view.frame.way(log_path(view.channel));
    let main = html! {
        div class="views-page people-page message-page" {
            p class="back" {
                a href=(log) { (icon(Icon::Left)) (log_title(view.channel)) }
            }
            h1 { (text(&title)) }
            (standing(view))
            (facts(view))
            (body(view))
            (timeline(view))
        }
    };
    shell(&view.frame, &title, &main)
}

fn standing(view: &MessageView) -> Markup {
    let (code, words) = &view.reason;
    html! {
        section class="message-now" {
            @let help = help::link("communication#statuses", &view.frame.kept());
            p { (mark(view.channel, view.status)) " " (help) }
            p { (next_step(view.status)) }
            @if code.is_some() || words.is_some() {
                p class="message-reason" {
                    @if let Some(code) = code { span class="code" { (code) } " " }
                    @if let Some(words) = words { (text(words)) }
                }
            }
            @if view.is_inferred { p class="hint" { (messages::inferred()) } }
            @let warnings =
                [(view.is_conflict, messages::conflict()), (view.is_stale, messages::stale())];
            @for (_, warning) in warnings.iter().filter(|(is_so, _)| *is_so) {
                p class="note" { (icon(Icon::Alert)) " " (warning) }
            }
            (blacklist::of_address(&view.frame, &view.blacklisted))
            (on_hold(&view.frame.kept(), &view.holds))
        }
    }
}

fn facts(view: &MessageView) -> Markup {
    let same = view.frame.way_with(log_path(view.channel), &[("q", &view.address)]);
    html! {
        section {
            h2 { (messages::facts()) }
            dl class="record-facts" {
                dt { (messages::recipient()) }
                dd {
                    @if let Some(recipient) = &view.recipient { (text(recipient)) " " }
                    (username(&view.address))
                    div { a href=(same) { (messages::same_address()) } }
                }
                @if let Some((key, name)) = &view.record {
                    dt { (messages::record()) }
                    dd {
                        @if view.frame.user.as_ref().is_some_and(|user| user.reads_log) {
                            a href=(view.frame.kept().of_record(key).href()) { (text(name)) }
                        } @else { (text(name)) }
                        " " span class="hint code" { (text(&key.to_string())) }
                    }
                }
                dt { (messages::sent_at()) }
                dd { (moment(&view.sent_at)) }
                @for (label, value) in &view.facts {
                    dt { (label) }
                    dd { (text(value)) }
                }
            }
        }
    }
}

fn body(view: &MessageView) -> Markup {
    let here = view.frame.way(&format!("{MESSAGES_PATH}/{}/text", view.id));
    html! {
        section {
            h2 id="body" { (messages::body()) }
            @match &view.body {
                BodyShown::NotKept => p class="hint" { (messages::no_body()) },
                BodyShown::Purged { at, months } => p class="hint" {
                    (messages::purged(&moment(at), u64::from(*months)))
                },
                BodyShown::MayNotRead => p class="hint" { (messages::may_not_read()) },
                BodyShown::OnRequest => {
                    p {
                        a class="button" href={ (here) "#body" } rel="nofollow" {
                            (icon(Icon::Magnifier)) (messages::show_body())
                        }
                    }
                    p class="hint" { (messages::show_body_about()) }
                }
                BodyShown::Text { text, as_sent } => {
                    @if text.is_empty() { p class="hint" { (messages::no_text()) } }
                    @else { div class="message-text" { (block(text)) } }
                    @if let Some(as_sent) = as_sent { (sent(view, as_sent)) }
                }
            }
        }
    }
}

/// Its document is asked for when this is opened: nothing else of the page waits for it.
fn sent(view: &MessageView, as_sent: &AsSent) -> Markup {
    let path = format!("{MESSAGES_PATH}/{}/as-sent", view.id);
    let address = view.frame.way_with(&path, &[("look", &as_sent.look)]);
    html! {
        @if as_sent.differs {
            p class="note" { (icon(Icon::Alert)) " " (messages::parts_differ()) }
        }
        details class="message-sent" {
            summary { (messages::as_sent()) }
            p class="hint" { (messages::as_sent_about()) }
            iframe src=(address) sandbox="" loading="lazy" referrerpolicy="no-referrer"
                title=(messages::as_sent()) {}
        }
    }
}

fn timeline(view: &MessageView) -> Markup {
    html! {
        section {
            h2 { (messages::timeline()) }
            @if view.events.is_empty() { p class="hint" { (messages::timeline_empty()) } }
            @else {
                ol class="message-timeline" { @for event in &view.events { (line(event)) } }
                @if view.has_more_events {
                    p class="hint" { (messages::timeline_cut(view.events.len() as u64)) }
                }
            }
        }
    }
}

fn line(event: &EventLine) -> Markup {
    let by_sender = || html! { (messages::by_sender()) };
    let source = event.source.as_deref().map_or_else(by_sender, |name| text(provider(name)));
    html! {
        li {
            div { strong { (kind(event.kind)) } " " (moment(&event.at)) }
            @if event.code.is_some() || event.reason.is_some() {
                div {
                    @if let Some(code) = &event.code { span class="code" { (code) } " " }
                    @if let Some(reason) = &event.reason { (text(reason)) }
                }
            }
            @if let Some(url) = &event.url { div class="code" { (text(url)) } }
            div class="hint" {
                @if event.is_timed {
                    (messages::told_by(&source, &moment(&event.received)))
                } @else { (messages::told_untimed(&source)) }
            }
        }
    }
}
