//! System preferences: all of an organisation, and one to be changed.

use annals_model::{Preference, PreferenceGroup, PreferenceValue, Record};
use maud::{Markup, html};

use crate::address::query_string;
use crate::components::below::{Below, below};
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::preference::{PATH, about, field, group, label, value};
use crate::components::record::entries_href;
use crate::components::shell::{Frame, User, shell};
use crate::components::text::text;
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::preferences as messages;

/// From where a value comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// The organisation itself.
    Own,
    /// Nobody says anything.
    Default,
    /// An organisation above; its name if the reader may know it.
    Above(Option<String>),
    /// The same, which has locked it.
    Locked(Option<String>),
}

/// A preference as it is.
#[derive(Clone, Debug)]
pub struct PreferenceView {
    /// Which.
    pub preference: Preference,
    /// What holds.
    pub value: PreferenceValue,
    /// What holds where nobody says anything.
    pub default: PreferenceValue,
    /// What would hold if the organisation said nothing.
    pub inherited: PreferenceValue,
    /// What it says.
    pub own: Option<PreferenceValue>,
    /// From where the value comes.
    pub from: From,
    /// Whether it is locked for those below.
    pub is_locked: bool,
    /// What a change is based on.
    pub version: String,
}

/// Of which organisation preferences are shown.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Its id in addresses, unless it is the reader's own.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Whether the reader may change preferences here.
    pub may_change: bool,
}

impl Place {
    /// The page at `path` of the same organisation.
    pub(super) fn href(&self, path: &str) -> String {
        let query = self.id.iter().map(|id| ("organization", id.into())).collect::<Vec<_>>();
        format!("{path}{}", query_string(&query))
    }
}

/// All preferences.
#[derive(Clone, Debug)]
pub struct PreferencesView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// What was just done.
    pub notice: Option<String>,
    /// What was typed to find some.
    pub typed: String,
    /// Those that are shown.
    pub preferences: Vec<PreferenceView>,
    /// Organisations right below.
    pub below: Below,
}

/// One preference, to be changed.
#[derive(Clone, Debug)]
pub struct EditView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// The preference as it is by now.
    pub preference: PreferenceView,
    /// What was typed or chosen, as values are written; what holds, unless it was.
    pub typed: Option<String>,
    /// Whether the box was ticked.
    pub is_confirmed: bool,
    /// What is wrong with it.
    pub problem: Option<Fault>,
    /// Whether someone else changed it meanwhile.
    pub is_meanwhile: bool,
    /// Whether there are organisations below.
    pub has_below: bool,
}

/// The page of all preferences.
pub fn preferences(view: &PreferencesView) -> Markup {
    let PreferencesView { frame, place, .. } = view;
    let main = html! {
        div class="views-page preferences-page" {
            h1 { (messages::title()) " " (help::link("preferences#what", &frame.kept())) }
            @if place.id.is_some() { p { strong { (text(&place.name)) } } }
            p {
                (messages::about())
                @if !place.may_change { " " (messages::read_only()) }
            }
            @if let Some(notice) = &view.notice {
                p class="note note-good" role="status" { (icon(Icon::Check)) " " (text(notice)) }
            }
            (find(view))
            @if view.preferences.is_empty() {
                p class="note" role="status" {
                    (text(&messages::none(&view.typed))) " "
                    a href=(place.href(PATH)) { (messages::show_all()) }
                }
            }
            @for each in PreferenceGroup::ALL { (of_group(view, each)) }
            (below(PATH, &view.below))
        }
    };
    shell(frame, messages::title(), &main)
}

fn find(view: &PreferencesView) -> Markup {
    html! {
        form class="go-form" role="search" method="get" action=(PATH) {
            @if let Some(id) = &view.place.id {
                input type="hidden" name="organization" value=(id);
            }
            (view.frame.zone_field())
            label for="find" { (messages::find()) }
            div {
                input id="find" name="q" type="search" value=(view.typed) autocomplete="off"
                    spellcheck="false" dir="auto" maxlength="200";
                button type="submit" class="button" { (messages::find_button()) }
            }
        }
    }
}

fn of_group(view: &PreferencesView, each: PreferenceGroup) -> Markup {
    let found = view.preferences.iter().filter(|one| one.preference.group() == each);
    let found: Vec<_> = found.collect();
    let id = each.as_str();
    html! {
        @if !found.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (group(each)) }
                ul class="view-list preference-list" {
                    @for one in found { (item(view, one)) }
                }
            }
        }
    }
}

fn item(view: &PreferencesView, one: &PreferenceView) -> Markup {
    let name = one.preference.as_str();
    let label = label(one.preference);
    let may_change = view.place.may_change && !matches!(one.from, From::Locked(_));
    html! {
        li id=(name) {
            div class="preference-name" {
                h3 { (label) }
                code class="code hint" { (name) }
                p class="hint" { (about(one.preference)) }
            }
            (facts(one))
            div class="preference-ways" {
                @if may_change {
                    a class="button" href=(view.place.href(&edit_path(one.preference)))
                        aria-label=(messages::change_named(label)) { (messages::change()) }
                }
                (history(&view.frame, &view.place, one.preference))
            }
        }
    }
}

/// What it is, and from where that comes.
fn facts(one: &PreferenceView) -> Markup {
    html! {
        dl class="preference-facts" {
            div {
                dt { (messages::value()) }
                dd class="preference-value" {
                    (value(one.preference, &one.value))
                    @if one.is_locked {
                        " " span class="tag" { (icon(Icon::Lock)) " " (messages::locked_here()) }
                    }
                }
            }
            div {
                dt { (messages::from()) }
                dd {
                    @if matches!(one.from, From::Locked(_)) { (icon(Icon::Lock)) " " }
                    (from(&one.from))
                }
            }
            @if one.value != one.default {
                div {
                    dt { (messages::default()) }
                    dd { (value(one.preference, &one.default)) }
                }
            }
        }
    }
}

fn from(from: &From) -> Markup {
    html! {
        @match from {
            From::Own => (messages::own()),
            From::Default => (messages::from_default()),
            From::Above(Some(name)) => (messages::from_organization(&text(name))),
            From::Above(None) => (messages::from_above()),
            From::Locked(Some(name)) => (messages::locked_by(&text(name))),
            From::Locked(None) => (messages::locked_above()),
        }
    }
}

fn edit_path(preference: Preference) -> String {
    format!("{PATH}/{}", preference.as_str())
}

/// The way to the entries that tell of its changes, for those who read the log. Those of another
/// organisation are in its own log, to which no page leads yet.
fn history(frame: &Frame, place: &Place, preference: Preference) -> Markup {
    let record = Record {
        record_type: "preference".to_owned(),
        id: preference.as_str().to_owned(),
        name: None,
        change: None,
    };
    let log = frame.kept();
    let name = messages::history_named(label(preference));
    let reads_log = frame.user.as_ref().is_some_and(|user| user.reads_log);
    html! {
        @if reads_log && place.id.is_none() {
            a class="button quiet" href=(entries_href(&record, &log)) aria-label=(name) {
                (messages::history())
            }
        }
    }
}

/// The page on which a preference is changed.
pub fn edit(view: &EditView) -> Markup {
    let EditView { frame, place, preference: one, .. } = view;
    let title = label(one.preference);
    let is_fixed = matches!(one.from, From::Locked(_));
    let main = html! {
        div class="views-page preferences-page" {
            p class="back" { a href=(place.href(PATH)) { (icon(Icon::Left)) (messages::title()) } }
            h1 { (title) }
            @if place.id.is_some() { p { strong { (text(&place.name)) } } }
            p { code class="code hint" { (one.preference.as_str()) } }
            p { (about(one.preference)) }
            @if view.is_meanwhile {
                @let now = value(one.preference, &one.value);
                p class="note" role="alert" {
                    (icon(Icon::Alert)) " " (text(&messages::changed_meanwhile(&now)))
                }
            }
            (facts(one))
            @if is_fixed {
                p class="note" {
                    (icon(Icon::Lock)) " " (messages::cannot_change())
                    @if let Some(own) = &one.own {
                        " " (text(&messages::waiting(&value(one.preference, own))))
                    }
                }
            }
            @if let (Some(user), true) = (&frame.user, place.may_change && !is_fixed) {
                (value_form(view, user))
                @if one.own.is_some() { (reset_form(view, user)) }
                @if view.has_below || one.is_locked { (lock_form(view, user)) }
            }
            p { (history(frame, place, one.preference)) }
        }
    };
    shell(frame, title, &main)
}

/// What every form here begins with: what it does, and what it is based on.
fn begin(view: &EditView, user: &User, does: &str) -> Markup {
    html! {
        (token(user))
        input type="hidden" name="do" value=(does);
        input type="hidden" name="version" value=(view.preference.version);
    }
}

fn action(view: &EditView) -> String {
    view.place.href(&edit_path(view.preference.preference))
}

fn value_form(view: &EditView, user: &User) -> Markup {
    let one = &view.preference;
    let now = one.value.to_string();
    let typed = view.typed.as_deref().unwrap_or(&now);
    let problem = view.problem.as_ref();
    html! {
        form class="view-form" method="post" action=(action(view)) {
            (begin(view, user, "set"))
            (field(one.preference, typed, problem.map(|_| "value-problem")))
            @if one.value == PreferenceValue::YesNo(true)
                && one.preference == Preference::AuditUsers
            {
                (confirm(view))
            }
            @if let Some(problem) = problem {
                p class="field-problem" id="value-problem" role="alert" {
                    (icon(Icon::Alert)) (problem)
                }
            }
            div class="view-buttons" {
                button type="submit" class="button strong" { (messages::save()) }
                a class="button quiet" href=(view.place.href(PATH)) { (messages::cancel()) }
            }
        }
    }
}

/// The box without which Audit Users does not go off.
fn confirm(view: &EditView) -> Markup {
    html! {
        label class="check confirm" {
            input type="checkbox" name="confirm" value="1" checked[view.is_confirmed];
            span { (messages::confirm_off()) }
        }
    }
}

fn reset_form(view: &EditView, user: &User) -> Markup {
    let one = &view.preference;
    let goes_off = one.preference == Preference::AuditUsers
        && one.value == PreferenceValue::YesNo(true)
        && one.inherited == PreferenceValue::YesNo(false);
    let then = value(one.preference, &one.inherited);
    html! {
        section aria-labelledby="reset" {
            h2 id="reset" { (messages::reset()) }
            form class="view-form" method="post" action=(action(view)) {
                (begin(view, user, "reset"))
                p { (text(&messages::reset_about(&then))) }
                @if goes_off { (confirm(view)) }
                button type="submit" class="button" { (messages::reset()) }
            }
        }
    }
}

fn lock_form(view: &EditView, user: &User) -> Markup {
    let (does, about, button) = match view.preference.is_locked {
        true => ("unlock", messages::is_locked_about(), messages::unlock()),
        false => ("lock", messages::lock_about(), messages::lock()),
    };
    html! {
        section aria-labelledby="lock" {
            h2 id="lock" { (messages::lock_title()) }
            form class="view-form" method="post" action=(action(view)) {
                (begin(view, user, does))
                p { (about) }
                button type="submit" class="button" { (button) }
            }
        }
    }
}
