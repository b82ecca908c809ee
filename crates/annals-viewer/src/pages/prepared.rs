//! An export that is made before it is sent: how far it is, then the file.

use jiff::Zoned;
use maud::{Markup, html};

use crate::address::LogAddress;
use crate::components::copy;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::number::tenths;
use crate::components::shell::{Frame, shell};
use crate::components::text::text;
use crate::fault::Fault;
use crate::messages::export as messages;

/// Finds the entries about exports.
const TOLD_QUERY: &str = "type:access action:annals.log.exported";

/// The page of a file.
#[derive(Clone, Debug)]
pub struct PreparedView {
    /// What stands around it.
    pub frame: Frame,
    /// The page's own address.
    pub href: String,
    /// What the file is called.
    pub name: String,
    /// The page from which it was asked for.
    pub back: String,
    /// What it consists of, in words, if of several documents.
    pub parts: Option<String>,
    /// How far it is.
    pub state: PreparedState,
}

/// How far a file is.
#[derive(Clone, Debug)]
pub enum PreparedState {
    /// So many of all entries are written.
    Growing {
        /// Written so far.
        done: u64,
        /// In the end.
        total: u64,
    },
    /// It can be saved.
    Ready {
        /// Entries in it.
        entries: u64,
        /// Its length.
        bytes: u64,
        /// SHA-256, in hexadecimal digits.
        checksum: String,
        /// When it goes.
        until: Zoned,
    },
    /// It could not be made; with a reason that the reader can do something about.
    Failed(Option<Fault>),
}

/// The page.
pub fn prepared(view: &PreparedView) -> Markup {
    let (title, body) = match &view.state {
        PreparedState::Growing { done, total } => {
            (messages::growing(), growing(view, *done, *total))
        }
        PreparedState::Ready { .. } => (messages::ready(), ready(view)),
        PreparedState::Failed(reason) => (messages::failed(), failed(reason.as_ref())),
    };
    let main = html! {
        div class="panel-page prepared" {
            h1 { (title) }
            p class="code" { (text(&view.name)) }
            @if let Some(parts) = &view.parts { p { (parts) } }
            (body)
            p { a href=(view.back) { (messages::back()) } }
        }
    };
    shell(&view.frame, title, &main)
}

/// The page where a file was, or may have been.
pub fn gone(frame: &Frame) -> Markup {
    let exports = LogAddress::default().with_query(TOLD_QUERY).href();
    let main = html! {
        div class="panel-page prepared" {
            h1 { (messages::gone()) }
            p { (messages::gone_text()) }
            p { (messages::gone_again()) " " a href=(exports) { (messages::gone_find()) } }
            p { a class="button strong" href="/" { (messages::back()) } }
        }
    };
    shell(frame, messages::gone(), &main)
}

fn growing(view: &PreparedView, done: u64, total: u64) -> Markup {
    let progress = messages::progress(done, total);
    html! {
        progress value=(done) max=(total.max(1)) aria-label=(messages::growing()) { (progress) }
        p { (progress) }
        p class="hint" { (messages::growing_text()) }
        (remove(view, messages::cancel()))
    }
}

fn ready(view: &PreparedView) -> Markup {
    let PreparedState::Ready { entries, bytes, checksum, until } = &view.state else {
        return html! {};
    };
    html! {
        p {
            a class="button strong" href={ (view.href) "/file" } download=(view.name) {
                (icon(Icon::Download)) (messages::download())
            }
        }
        p { (messages::size(*entries, &length(*bytes))) }
        dl class="facts" {
            dt { (messages::checksum()) }
            dd {
                span class="code" id="checksum" { (checksum) }
                (copy::button("checksum", messages::copy_checksum()))
            }
            dt { (messages::until()) }
            dd { (moment(until)) }
        }
        (remove(view, messages::remove()))
    }
}

fn length(bytes: u64) -> String {
    let tenths = |unit: u64| tenths(bytes as f64 / unit as f64);
    match bytes {
        0..1_000 => messages::bytes(bytes),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        1_000_000..1_000_000_000 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}

fn failed(reason: Option<&Fault>) -> Markup {
    html! {
        @match reason {
            Some(reason) => p { (reason) },
            None => p { (messages::failed_text()) },
        }
    }
}

fn remove(view: &PreparedView, label: &str) -> Markup {
    html! {
        @if let Some(user) = &view.frame.user {
            form method="post" action={ (view.href) "/cancel" } {
                input type="hidden" name=(user.form_token.0) value=(user.form_token.1);
                button type="submit" class="button" { (label) }
            }
        }
    }
}
