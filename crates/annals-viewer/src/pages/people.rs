//! Users and user groups: what their pages share.

pub mod account;
pub mod calendars;
pub mod deletion;
pub mod effective;
pub mod fields;
pub mod group;
pub mod groups;
pub mod members;
pub mod rights;
pub mod sign_in;
pub mod users;

use std::borrow::Cow;

use maud::{Markup, html};

use crate::address::{LogAddress, Zone, query_string};
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::standing::{Standing, mark};
use crate::components::text::{text, username};
use crate::messages::people as messages;

/// Where users are listed.
pub const USERS_PATH: &str = "/users";
/// Where groups are listed.
pub const GROUPS_PATH: &str = "/groups";

/// The organisation whose people are shown.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Its id in addresses, unless it is the reader's own.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// The zone that the reader chose.
    pub zone: Option<Zone>,
    /// What whoever reads may do here.
    pub may: May,
}

/// What whoever reads may do with people of an organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// See accounts.
    pub read_users: bool,
    /// Add, change and delete accounts.
    pub manage_users: bool,
    /// See groups and who is in them.
    pub read_groups: bool,
    /// Change groups and who is in them.
    pub manage_groups: bool,
    /// See rights.
    pub read_rights: bool,
    /// Give and take rights.
    pub manage_rights: bool,
    /// Whether calendar rights keep them from what they might manage.
    pub is_limited: bool,
}

impl Place {
    /// The page at `path` of the same organisation, in the same zone.
    pub fn href(&self, path: &str) -> String {
        self.with(path, &[])
    }

    /// The same with more that the address says.
    pub fn with(&self, path: &str, pairs: &[(&str, Cow<'_, str>)]) -> String {
        let own = self.pairs().map(|(name, value)| (name, Cow::from(value)));
        let all = own.chain(pairs.iter().map(|(name, value)| (*name, value.clone())));
        format!("{path}{}", query_string(&all.collect::<Vec<_>>()))
    }

    /// What a form that is sent by GET carries along.
    fn fields(&self) -> Markup {
        html! {
            @for (name, value) in self.pairs() {
                input type="hidden" name=(name) value=(value);
            }
        }
    }

    fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let id = self.id.as_deref().map(|id| ("organization", id));
        id.into_iter().chain(self.zone.as_ref().map(|zone| ("zone", zone.as_str())))
    }

    /// The way to an answer.
    fn help(&self, answer: &str) -> Markup {
        help::link(answer, &LogAddress { zone: self.zone.clone(), ..LogAddress::default() })
    }

    /// The name of an organisation that is not the reader's own.
    fn elsewhere(&self) -> Markup {
        html! { @if self.id.is_some() { p { strong { (text(&self.name)) } } } }
    }
}

/// Whose page it is.
#[derive(Clone, Debug)]
pub struct Head {
    /// A user or a group.
    pub whose: Whose,
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The pages of it that the reader may see, with how many things are on each.
    pub tabs: Vec<(Tab, Option<usize>)>,
    /// Where changes of it are told.
    pub changes: Option<String>,
    /// Where it is told what they did.
    pub deeds: Option<String>,
    /// Where the entries of their record of staff are.
    pub record: Option<String>,
}

/// A user or a group.
#[derive(Clone, Debug)]
pub enum Whose {
    /// A user.
    User {
        /// What they sign in with.
        username: String,
        /// What they are there.
        role: Option<String>,
        /// Whether they may sign in.
        standing: Standing,
    },
    /// A group; whether it is a role.
    Group(bool),
}

/// A page of a user or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What it is made of.
    Own,
    /// The groups of a user, or the users of a group.
    Members,
    /// Tool rights.
    Rights,
    /// Calendar rights.
    Calendars,
    /// What a user's rights come to.
    InEffect,
}

impl Tab {
    /// The word in the address.
    fn word(self, is_user: bool) -> &'static str {
        match self {
            Self::Own => "",
            Self::Members if is_user => "/groups",
            Self::Members => "/members",
            Self::Rights => "/rights",
            Self::Calendars => "/calendars",
            Self::InEffect => "/effective",
        }
    }

    /// Where it is explained.
    fn answer(self, is_user: bool) -> &'static str {
        match self {
            Self::Own if is_user => "accounts#fields",
            Self::Own => "groups#what",
            Self::Members => "groups#members",
            Self::Rights => "rights#give",
            Self::Calendars => "calendars#what",
            Self::InEffect => "rights#effective",
        }
    }

    fn label(self, is_user: bool) -> &'static str {
        match self {
            Self::Own if is_user => messages::account(),
            Self::Own => messages::group(),
            Self::Members if is_user => messages::in_groups(),
            Self::Members => messages::members(),
            Self::Rights => messages::tools(),
            Self::Calendars => messages::calendars(),
            Self::InEffect => messages::in_effect(),
        }
    }
}

impl Head {
    /// Where the page `tab` is.
    pub fn path(&self, tab: Tab) -> String {
        let list = if self.is_user() { USERS_PATH } else { GROUPS_PATH };
        format!("{list}/{}{}", self.id, tab.word(self.is_user()))
    }

    fn is_user(&self) -> bool {
        matches!(self.whose, Whose::User { .. })
    }
}

/// What stands above each page of a user or a group.
fn head(place: &Place, head: &Head, current: Tab) -> Markup {
    let is_user = head.is_user();
    let (list, title, name) = match is_user {
        true => (USERS_PATH, messages::users(), messages::account_pages()),
        false => (GROUPS_PATH, messages::groups(), messages::group_pages()),
    };
    html! {
        p class="back" { a href=(place.href(list)) { (icon(Icon::Left)) (title) } }
        (place.elsewhere())
        div class="person-head" {
            div {
                h1 { (text(&head.name)) }
                (who(&head.whose, &place.help(current.answer(is_user))))
            }
            (ways(head))
        }
        (limited(place))
        nav class="tabs" aria-label=(name) {
            ul {
                @for (tab, count) in &head.tabs {
                    li {
                        a href=(place.href(&head.path(*tab)))
                            aria-current=[(*tab == current).then_some("page")] {
                            (tab.label(is_user))
                            @if let Some(count) = count { " " span class="count" { (count) } }
                        }
                    }
                }
            }
        }
    }
}

fn who(whose: &Whose, help: &Markup) -> Markup {
    html! {
        p class="person-who" {
            @match whose {
                Whose::User { username: name, role, standing } => {
                    (username(name)) " " (mark(*standing))
                    @if let Some(role) = role { " " span class="hint" { (text(role)) } }
                }
                Whose::Group(true) => { span class="tag" { (messages::built_in()) } }
                Whose::Group(false) => {}
            }
            " " (help)
        }
    }
}

fn ways(head: &Head) -> Markup {
    html! {
        div class="person-ways" {
            @if let Some(href) = &head.changes {
                a class="button" href=(href) aria-label=(messages::changes_of(&head.name)) {
                    (messages::changes())
                }
            }
            @if let Some(href) = &head.deeds {
                a class="button" href=(href) aria-label=(messages::deeds_of(&head.name)) {
                    (messages::deeds())
                }
            }
            @if let Some(href) = &head.record {
                a class="button" href=(href) { (messages::staff_record()) }
            }
        }
    }
}

/// Why those whom calendars limit find nothing to change.
fn limited(place: &Place) -> Markup {
    html! {
        @if place.may.is_limited {
            p class="note" {
                (icon(Icon::Lock)) " " (messages::limited()) " "
                (place.help("calendars#limited"))
            }
        }
    }
}

/// What was just done.
fn notice(notice: Option<&str>) -> Markup {
    html! {
        @if let Some(notice) = notice {
            p class="note note-good" role="status" { (icon(Icon::Check)) " " (notice) }
        }
    }
}

/// The form that finds users or groups by what is typed.
fn find(place: &Place, path: &str, label: &str, hint: &str, typed: &str) -> Markup {
    html! {
        form class="go-form" role="search" method="get" action=(path) {
            (place.fields())
            label for="find" { (label) }
            div {
                input id="find" name="q" type="search" value=(typed) autocomplete="off"
                    spellcheck="false" dir="auto" maxlength="200" placeholder=(hint);
                button type="submit" class="button" { (messages::find_button()) }
            }
        }
    }
}
