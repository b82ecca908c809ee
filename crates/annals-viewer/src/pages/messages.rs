//! The logs of messages: of an organisation, or of one record.

mod table;

use annals_model::{Catalogue, Channel, RecordKey, Status};
use jiff::Zoned;
use maud::{Markup, html};

use crate::address::{LogAddress, record_path};
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::message::{log_about, log_title};
use crate::components::record::RecordNames;
use crate::components::shell::{Frame, shell};
use crate::components::text::{text, username};
use crate::messages::{communications as messages, people};
use crate::pages::blacklist::{self, BlacklistLine};
use crate::pages::record::{self, RecordHead};

/// Where the log of an organisation's messages is.
pub fn log_path(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "/communications/email",
        Channel::Sms => "/communications/sms",
        Channel::Push => "/communications/push",
    }
}

/// The name of where a page begins, in addresses.
pub const CURSOR: &str = "cursor";
/// Where single messages are.
pub const MESSAGES_PATH: &str = "/messages";

/// The page.
#[derive(Clone, Debug)]
pub struct MessagesView {
    /// What stands around it.
    pub frame: Frame,
    /// The record whose log it is, and what its pages keep.
    pub record: Option<(RecordHead, LogAddress)>,
    /// Of its addresses those that get nothing more.
    pub blacklisted: Vec<BlacklistLine>,
    /// What types of records are called.
    pub catalogue: Catalogue,
    /// What the records of the rows are called.
    pub names: RecordNames,
    /// Whose log is shown.
    pub channel: Channel,
    /// Those whose logs the reader may see.
    pub channels: Vec<Channel>,
    /// What is looked for.
    pub asked: MessagesAsked,
    /// What of the address is not understood, in words.
    pub notice: Option<String>,
    /// The person and the address to whom all messages of the record went, if they did: that is
    /// said once, not in each row.
    pub only_recipient: Option<(Option<String>, String)>,
    /// Those on this page.
    pub lines: Vec<MessageLine>,
    /// How many there are, and whether that is all.
    pub total: (u64, bool),
    /// Whether the address names another page than the first.
    pub is_later: bool,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// What the address of a log says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessagesAsked {
    /// Words as typed.
    pub words: String,
    /// Only those that need attention.
    pub needs_attention: bool,
    /// By what they are sorted: `recipient` or `status`; by time, if empty.
    pub sort: String,
    /// The other way round.
    pub reversed: bool,
}

/// A message in a list.
#[derive(Clone, Debug)]
pub struct MessageLine {
    /// The id.
    pub id: String,
    /// When something was last heard of it.
    pub at: Zoned,
    /// Whose the address is.
    pub recipient: Option<String>,
    /// The address, the number, or the token of the device.
    pub address: String,
    /// The record that it belongs to.
    pub record: Option<RecordKey>,
    /// Its subject.
    pub subject: Option<String>,
    /// What it says, unless it is an e-mail.
    pub said: Option<String>,
    /// How it stands.
    pub status: Status,
    /// Why, in the words of who refused it.
    pub reason: Option<String>,
    /// Whether nothing was heard for days.
    pub is_stale: bool,
    /// Whether what was told doesn't go together.
    pub is_conflict: bool,
    /// Whether what it says is kept, and the reader may see it.
    pub has_body: bool,
}

impl MessagesAsked {
    fn pairs(&self) -> Vec<(&'static str, &str)> {
        let flag = |set: bool| if set { "true" } else { "" };
        let pairs = [
            ("q", &*self.words),
            ("needs_attention", flag(self.needs_attention)),
            ("sort", &*self.sort),
            ("reversed", flag(self.reversed)),
        ];
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

impl MessagesView {
    fn path(&self, channel: Channel) -> String {
        match &self.record {
            None => log_path(channel).to_owned(),
            Some((record, _)) => messages_of(&record.page.key, channel),
        }
    }

    /// Whether each row says to whom it went.
    fn has_recipients(&self) -> bool {
        let is_of_devices = self.channel == Channel::Push && self.record.is_some();
        !is_of_devices && self.only_recipient.is_none()
    }

    fn href(&self, channel: Channel, asked: &MessagesAsked, cursor: Option<&str>) -> String {
        let cursor = cursor.map(|cursor| (CURSOR, cursor));
        let pairs: Vec<_> = asked.pairs().into_iter().chain(cursor).collect();
        self.frame.way_with(&self.path(channel), &pairs)
    }
}

/// Where the log of a record's messages is.
pub fn messages_of(key: &RecordKey, channel: Channel) -> String {
    format!("{}/communication/{}", record_path(key), channel.as_str())
}

/// The log.
pub fn messages(view: &MessagesView) -> Markup {
    let title = log_title(view.channel);
    let help = help::link("communication#logs", &view.frame.kept());
    let main = html! {
        @if let Some((record, address)) = &view.record {
            (record::head(record, address, &view.catalogue))
        }
        div class="views-page people-page messages-page" {
            @if view.record.is_none() { h1 { (title) " " (help) } }
            @else { h2 { (title) " " (help) } }
            p { (log_about(view.channel)) }
            (channels(view))
            (blacklist::of_record(&view.frame, &view.blacklisted))
            (find(view))
            @if let Some(notice) = &view.notice { p class="note" role="status" { (text(notice)) } }
            (choices(view))
            (found(view))
        }
    };
    let name = view.record.as_ref().map(|(record, _)| record.title(&view.catalogue));
    let title = name.map_or_else(|| title.to_owned(), |name| format!("{name} · {title}"));
    shell(&view.frame, &title, &main)
}

fn channels(view: &MessagesView) -> Markup {
    html! {
        @if view.channels.len() > 1 {
            nav class="choices" aria-label=(messages::logs()) {
                ul {
                    @for channel in &view.channels {
                        li {
                            a href=(view.href(*channel, &MessagesAsked::default(), None))
                                aria-current=[(*channel == view.channel).then_some("page")] {
                                (log_title(*channel))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn find(view: &MessagesView) -> Markup {
    let kept = MessagesAsked { words: String::new(), ..view.asked.clone() };
    let path = view.path(view.channel);
    let asked = (&*path, kept.pairs(), &*view.asked.words);
    find_form(&view.frame, asked, (messages::find(), messages::find_hint()))
}

/// The field that finds rows of a list at `path` by words, and keeps what else is asked.
pub(super) fn find_form(
    frame: &Frame,
    (path, kept, words): (&str, Vec<(&str, &str)>, &str),
    (label, hint): (&str, &str),
) -> Markup {
    html! {
        form class="go-form" role="search" method="get" action=(path) {
            (frame.kept_fields())
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            label for="find" { (label) }
            div {
                input id="find" name="q" type="search" value=(words) autocomplete="off"
                    spellcheck="false" dir="auto" maxlength="200" placeholder=(hint);
                button type="submit" class="button" { (people::find_button()) }
            }
        }
    }
}

fn choices(view: &MessagesView) -> Markup {
    let choice = |needs_attention: bool, label: &str| {
        let asked = MessagesAsked { needs_attention, ..view.asked.clone() };
        let is_chosen = view.asked.needs_attention == needs_attention;
        html! {
            li {
                a href=(view.href(view.channel, &asked, None))
                    aria-current=[is_chosen.then_some("true")] { (label) }
            }
        }
    };
    html! {
        nav class="choices" aria-label=(messages::filter()) {
            ul {
                (choice(false, messages::all()))
                (choice(true, messages::needs_attention()))
            }
        }
        @if view.asked.needs_attention { p class="hint" { (messages::needs_attention_about()) } }
    }
}

fn found(view: &MessagesView) -> Markup {
    let is_whole = view.asked.words.is_empty() && !view.asked.needs_attention;
    html! {
        @if view.lines.is_empty() && is_whole && !view.is_later {
            div class="empty" {
                h2 { (messages::none()) }
                p { (messages::none_about()) }
            }
        } @else if view.lines.is_empty() {
            p class="note" role="status" {
                (messages::nothing_found()) " "
                a href=(view.href(view.channel, &MessagesAsked::default(), None)) {
                    (messages::show_all())
                }
            }
        } @else {
            p class="hint" role="status" {
                @match view.total {
                    (count, true) => (messages::count(count)),
                    (count, false) => (messages::count_more(count)),
                }
                @if let Some((name, address)) = only_recipient(view) {
                    " · " (messages::all_to()) " "
                    @if let Some(name) = name { (text(name)) ", " }
                    (username(address))
                }
            }
            (table::table(view))
            @if view.is_later || view.next.is_some() { (turn(view)) }
        }
    }
}

fn only_recipient(view: &MessagesView) -> Option<&(Option<String>, String)> {
    view.only_recipient.as_ref().filter(|_| view.channel != Channel::Push)
}

fn turn(view: &MessagesView) -> Markup {
    html! {
        nav class="turn" aria-label=(people::pages()) {
            @if view.is_later {
                a class="button" href=(view.href(view.channel, &view.asked, None)) {
                    (icon(Icon::Left)) (messages::first())
                }
            }
            @if let Some(next) = &view.next {
                @let href = view.href(view.channel, &view.asked, Some(next));
                a class="button" rel="next" href=(href) {
                    (messages::next()) (icon(Icon::Right))
                }
            }
        }
    }
}
