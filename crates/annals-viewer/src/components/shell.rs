//! What stands around every page.

use std::borrow::Cow;

use annals_model::{Channel, Preference};
use maud::{DOCTYPE, Markup, html};

use crate::address::{LogAddress, Place, USER_SECURITY_PATH, Zone, query_string, way};
use crate::assets;
use crate::components::icon::{Icon, icon, logo};
use crate::components::keys;
use crate::components::languages::languages;
use crate::components::message;
use crate::components::palette;
use crate::components::preference;
use crate::components::profile;
use crate::components::reports;
use crate::components::switcher::{self, Switcher, switcher};
use crate::components::views;
use crate::help;
use crate::messages::{self, preferences};
use crate::pages::people::{GROUPS_PATH, USERS_PATH};
use crate::pages::{access, blacklist, holds, record_types, retention, webhooks};

/// No style of its own, which the policy would have to allow, and no extension but those that are
/// named here, which is none.
const HTMX_CONFIG: &str = r#"{"includeIndicatorCSS": false, "extensions": "none"}"#;

/// What stands around a page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Name of the organisation whose log is shown.
    pub organization: Option<String>,
    /// The organisations of which one may be chosen; absent where there is one only.
    pub switcher: Option<Switcher>,
    /// The search that the page shows, which a choice of another organisation keeps.
    pub search: Option<LogAddress>,
    /// Who is signed in.
    pub user: Option<User>,
    /// While Audit Users is off: where it is switched on, for those who may.
    pub unaudited: Option<Unaudited>,
    /// Whose entries the reader looks at, which ways to other pages keep.
    pub place: Place,
    /// The zone that the reader chose, which ways to other pages keep: it is how someone reads, not
    /// what they look for.
    pub zone: Option<Zone>,
}

impl Frame {
    /// What ways to other pages keep.
    pub fn kept(&self) -> LogAddress {
        let (place, zone) = (self.place.clone(), self.zone.clone());
        LogAddress { place, zone, ..LogAddress::default() }
    }

    /// The way to the page at `path`, which has no query of its own.
    pub fn way(&self, path: &str) -> String {
        way(path, &self.kept())
    }

    /// The same with more that the address says.
    pub fn way_with(&self, path: &str, pairs: &[(&str, &str)]) -> String {
        let kept = self.kept();
        let own = pairs.iter().map(|(name, value)| (*name, Cow::from(*value)));
        let all: Vec<_> = kept.pairs().into_iter().chain(own).collect();
        format!("{path}{}", query_string(&all))
    }

    /// The zone alone, for a form that is sent by GET.
    pub fn zone_field(&self) -> Markup {
        html! {
            @if let Some(zone) = &self.zone {
                input type="hidden" name="zone" value=(zone.as_str());
            }
        }
    }

    /// What ways keep, for a form that is sent by GET.
    pub fn kept_fields(&self) -> Markup {
        html! {
            @for (name, value) in self.kept().pairs() {
                input type="hidden" name=(name) value=(value);
            }
        }
    }
}

/// That changes of users and rights are not told whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unaudited {
    /// Whether whoever reads the page may switch Audit Users on.
    pub may_change: bool,
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct User {
    /// Their name.
    pub name: String,
    /// What they sign in with.
    pub username: String,
    /// The name of the organisation to which they belong, whichever one they look at.
    pub organization: String,
    /// What forms carry so that no other site can send them: the field's name and its value.
    pub form_token: (String, String),
    /// Whether they may read the log: without, there is no menu entry.
    pub reads_log: bool,
    /// The same of system preferences.
    pub reads_preferences: bool,
    /// The same of users and their rights.
    pub reads_rights: bool,
    /// The same of how long what messages say is kept.
    pub reads_retention: bool,
    /// The same of organisations.
    pub reads_organizations: bool,
    /// The same of users.
    pub reads_users: bool,
    /// The same of user groups.
    pub reads_groups: bool,
    /// Whether they may place and release legal holds.
    pub holds_entries: bool,
    /// The channels of messages whose logs they may read.
    pub reads_messages: Vec<Channel>,
    /// Whether they may see webhooks.
    pub reads_webhooks: bool,
}

impl User {
    /// Whether they may see what is at `address`, which help names: it is offered to them then.
    pub fn may_open(&self, address: &str) -> bool {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        match path {
            "/" | USER_SECURITY_PATH | record_types::PATH => self.reads_log,
            _ if path.starts_with(views::PATH) => self.reads_log,
            access::PATH => self.reads_rights,
            USERS_PATH => self.reads_users,
            GROUPS_PATH => self.reads_groups,
            preference::PATH => self.reads_preferences,
            retention::PATH => self.reads_retention,
            holds::PATH => self.holds_entries,
            switcher::PATH => self.reads_organizations,
            blacklist::PATH => !self.reads_messages.is_empty(),
            webhooks::PATH => self.reads_webhooks,
            _ => true,
        }
    }
}

/// What the browser's tab is called.
pub fn document_title(frame: &Frame, title: &str) -> String {
    let titles = [Some(title), frame.organization.as_deref(), Some(messages::PRODUCT)];
    titles.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A whole document.
pub fn shell(frame: &Frame, title: &str, main: &Markup) -> Markup {
    shell_with_ways(frame, title, &Markup::default(), main)
}

/// The same with more [ways](skip) that the keyboard comes by first.
pub fn shell_with_ways(frame: &Frame, title: &str, ways: &Markup, main: &Markup) -> Markup {
    let title = document_title(frame, title);
    let language = messages::language();
    let reads_log = frame.user.as_ref().is_some_and(|user| user.reads_log);
    html! {
        (DOCTYPE)
        html lang=(language.tag()) dir=(language.direction())
            data-numbers=(language.number_tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="same-origin";
                title { (title) }
                link rel="stylesheet" href=(assets::STYLE.path);
                link rel="icon" type="image/svg+xml" href=(assets::ICON.path);
                script type="module" src=(assets::SCRIPT.path) {}
                @if frame.user.is_some() {
                    script type="module" src=(assets::PALETTE.path) {}
                }
                @if reads_log {
                    meta name="htmx-config" content=(HTMX_CONFIG);
                    script type="module" src=(assets::KEYS.path) {}
                }
            }
            body {
                (skip("#main", messages::session::skip()))
                (ways)
                (header(frame))
                (warning(frame))
                main id="main" tabindex="-1" { (main) }
                footer class="foot" { (languages()) }
                @if frame.user.is_some() { (palette::palette(frame)) }
                @if reads_log { (keys::sheet(frame)) }
            }
        }
    }
}

/// A way past what comes first, which is seen when the keyboard comes to it.
pub fn skip(to: &str, words: &str) -> Markup {
    html! { a class="skip" href=(to) { (words) } }
}

/// What everyone should know as long as it is so.
fn warning(frame: &Frame) -> Markup {
    let Some(Unaudited { may_change }) = frame.unaudited else { return Markup::default() };
    let href = frame.way(&format!("{}/{}", preference::PATH, Preference::AuditUsers.as_str()));
    html! {
        aside class="warning" aria-label=(preferences::warning_name()) {
            p {
                (icon(Icon::Alert)) " " (preferences::warning())
                @if may_change { " " a href=(href) { (preferences::warning_link()) } }
            }
        }
    }
}

/// Where someone begins: at the log, or at the first page that they may see.
fn first_page(user: &User) -> &'static str {
    if user.reads_log { "/" } else { profile::first_page(user) }
}

fn header(frame: &Frame) -> Markup {
    html! {
        header class="bar" {
            a class="brand" href=(frame.way(frame.user.as_ref().map_or("/", first_page))) {
                (logo())
                span { (messages::PRODUCT) }
            }
            @if let Some(organization) = &frame.organization {
                (switcher(frame, organization))
            }
            @if let Some(user) = &frame.user {
                @if user.reads_log || !message::pages(user).is_empty() {
                    nav aria-label=(messages::session::main()) {
                        @if user.reads_log {
                            a href=(frame.way("/")) { (messages::log::title()) }
                            (reports::menu(frame, user))
                        }
                        (message::menu(frame, user))
                    }
                }
                (palette::link(&frame.way(palette::PATH)))
                a class="help-home" href=(frame.way(help::PATH)) {
                    span class="sign" aria-hidden="true" { (messages::help::sign()) }
                    span class="word" { (messages::help::title()) }
                }
                (profile::profile(frame, user))
            }
        }
    }
}
