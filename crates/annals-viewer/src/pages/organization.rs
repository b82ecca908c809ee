//! One organisation, to be looked at and changed.

pub mod new;

use annals_model::{OrganizationId, Preference};
use jiff::Zoned;
use maud::{Markup, html};

use crate::address::Place;
use crate::components::copy;
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::preference::{PATH as PREFERENCES_PATH, zone_input};
use crate::components::shell::{Frame, User, shell};
use crate::components::switcher::PATH;
use crate::components::text::{code, text};
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::organizations as messages;
use crate::messages::{log, preferences};
use crate::pages::organizations::{NEW_PATH, OrganizationState, href, state_tag};

/// All that the page of one shows.
#[derive(Clone, Debug)]
pub struct OrganizationView {
    /// What stands around it.
    pub frame: Frame,
    /// Its name on the wire.
    pub id: OrganizationId,
    /// Whose entries, preferences and so on are its own.
    pub place: Place,
    /// What can be changed, as it is.
    pub fields: Fields,
    /// The name of the one above it.
    pub above: Option<String>,
    /// The name of its log in proofs.
    pub log_id: String,
    /// When it came to be.
    pub created_at: Zoned,
    /// Since when it is closed.
    pub closed_at: Option<Zoned>,
    /// Whether it is open.
    pub state: OrganizationState,
    /// Those right below it, as far as they are listed.
    pub below: Vec<(OrganizationId, String)>,
    /// How many there are besides.
    pub more_below: u64,
    /// What the reader may do with it.
    pub may: May,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// What was sent and can't be done.
    pub refused: Option<Refused>,
}

/// What can be changed of an organisation, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// Its name on screen.
    pub name: String,
    /// IANA name of its zone.
    pub time_zone: String,
    /// Id of the one above it; empty where the reader may not know it.
    pub parent: String,
}

/// What a reader may do with an organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// Change its name.
    pub change: bool,
    /// Change its zone.
    pub zone: bool,
    /// Move, close and reopen it.
    pub place: bool,
    /// Create one below it.
    pub create: bool,
    /// Read its entries.
    pub read_log: bool,
    /// Read its preferences.
    pub read_preferences: bool,
}

/// A form of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Name and zone.
    Change,
    /// The one above it.
    Move,
    /// Closing it.
    Close,
    /// Reopening it.
    Reopen,
}

/// What was sent and can't be done.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Which form.
    pub form: Form,
    /// What was typed.
    pub typed: Fields,
    /// Why not.
    pub problem: Fault,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Change, Self::Move, Self::Close, Self::Reopen];

    /// What the form says that it does.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Change => "change",
            Self::Move => "move",
            Self::Close => "close",
            Self::Reopen => "reopen",
        }
    }
}

/// The page of one.
pub fn organization(view: &OrganizationView) -> Markup {
    let frame = &view.frame;
    let main = html! {
        div class="views-page preferences-page" {
            p class="back" {
                a href=(frame.way(PATH)) { (icon(Icon::Left)) (messages::title()) }
            }
            h1 { (text(&view.fields.name)) (state_tag(view.state)) }
            @if let Some(notice) = view.notice {
                p class="note note-good" role="status" { (icon(Icon::Check)) " " (notice) }
            }
            (ways(view))
            (facts(view))
            (below(view))
            @if let Some(user) = &frame.user {
                @if view.may.change { (change_form(view, user)) }
                @if view.may.place {
                    (move_form(view, user))
                    @match view.closed_at {
                        None => (close_form(view, user)),
                        Some(_) => (reopen_form(view, user)),
                    }
                }
            }
        }
    };
    shell(frame, &view.fields.name, &main)
}

fn ways(view: &OrganizationView) -> Markup {
    let kept = view.frame.kept().at(view.place.clone());
    let query = kept.query_string();
    html! {
        p class="preference-ways organization-ways" {
            @if view.may.read_log { a class="button" href=(kept.href()) { (log::title()) } }
            @if view.may.read_preferences {
                a class="button" href={ (PREFERENCES_PATH) (query) } { (preferences::title()) }
            }
        }
    }
}

fn facts(view: &OrganizationView) -> Markup {
    html! {
        dl class="preference-facts" {
            div { dt { (messages::id()) } dd { (code(view.id.as_str())) } }
            @if let Some(above) = &view.above {
                div {
                    dt { (messages::above()) }
                    dd {
                        @match OrganizationId::parse(&view.fields.parent) {
                            Ok(id) => a href=(view.frame.way(&href(&id))) { (text(above)) },
                            Err(_) => (text(above)),
                        }
                    }
                }
            }
            div {
                dt { (messages::zone()) }
                dd {
                    @if view.may.read_preferences {
                        a href=(zone_href(view)) { (text(&view.fields.time_zone)) }
                    } @else {
                        (text(&view.fields.time_zone))
                    }
                }
            }
            div { dt { (messages::created()) } dd { (moment(&view.created_at)) } }
            @if let Some(closed_at) = &view.closed_at {
                div { dt { (messages::closed_since()) } dd { (moment(closed_at)) } }
            }
            div {
                dt { (messages::log_id()) }
                dd class="organization-log" {
                    code id="log-id" class="code" { (view.log_id) }
                    (copy::button("log-id", messages::copy_log_id()))
                }
            }
        }
    }
}

/// Where it is seen from where the zone comes.
fn zone_href(view: &OrganizationView) -> String {
    let kept = view.frame.kept().at(view.place.clone());
    format!("{PREFERENCES_PATH}/{}{}", Preference::TimeZone.as_str(), kept.query_string())
}

fn below(view: &OrganizationView) -> Markup {
    let query = [("parent", view.id.as_str().into())];
    html! {
        @if !view.below.is_empty() || view.may.create {
            section aria-labelledby="below" {
                h2 id="below" { (messages::right_below()) }
                @if view.below.is_empty() { p class="hint" { (messages::none_below()) } }
                ul class="preference-below" {
                    @for (id, name) in &view.below {
                        li { a href=(view.frame.way(&href(id))) { (text(name)) } }
                    }
                    @if view.more_below > 0 { li { (messages::more_below(view.more_below)) } }
                }
                @if view.may.create {
                    p {
                        a class="button"
                            href={ (NEW_PATH) (crate::address::query_string(&query)) } {
                            (messages::add_below())
                        }
                    }
                }
            }
        }
    }
}

/// What a form begins with: what it does, and what it is based on.
fn begin(view: &OrganizationView, user: &User, form: Form) -> Markup {
    html! {
        (token(user))
        input type="hidden" name="do" value=(form.as_str());
        input type="hidden" name="seen_name" value=(view.fields.name);
        input type="hidden" name="seen_time_zone" value=(view.fields.time_zone);
        input type="hidden" name="seen_parent" value=(view.fields.parent);
    }
}

/// What was typed in a form, if that was sent, and what is wrong with it.
fn refused(view: &OrganizationView, form: Form) -> Option<&Refused> {
    view.refused.as_ref().filter(|refused| refused.form == form)
}

fn problem(refused: Option<&Refused>) -> Markup {
    html! {
        @if let Some(refused) = refused {
            p class="field-problem" id="problem" role="alert" {
                (icon(Icon::Alert)) (refused.problem)
            }
        }
    }
}

fn change_form(view: &OrganizationView, user: &User) -> Markup {
    let refused = refused(view, Form::Change);
    let typed = refused.map_or(&view.fields, |refused| &refused.typed);
    html! {
        section aria-labelledby="change" {
            h2 id="change" {
                (if view.may.zone { messages::change() } else { messages::change_name() }) " "
                (help::link("organizations#change", &view.frame.kept()))
            }
            form class="view-form" method="post" action=(href(&view.id)) {
                (begin(view, user, Form::Change))
                (name_field(typed))
                @if view.may.zone { (zone_field(typed, true, messages::zone_hint())) }
                (problem(refused))
                div class="view-buttons" {
                    button type="submit" class="button strong" { (preferences::save()) }
                }
            }
        }
    }
}

fn name_field(typed: &Fields) -> Markup {
    html! {
        label for="name" { (messages::name()) }
        input id="name" name="name" type="text" required maxlength="200" autocomplete="off"
            dir="auto" value=(typed.name);
    }
}

fn zone_field(typed: &Fields, is_required: bool, hint: &str) -> Markup {
    html! {
        label for="time_zone" { (messages::zone()) }
        (zone_input("time_zone", &typed.time_zone, is_required, None))
        p class="hint" id="time_zone-hint" { (hint) }
    }
}

fn move_form(view: &OrganizationView, user: &User) -> Markup {
    let refused = refused(view, Form::Move);
    let typed = refused.map_or(&view.fields, |refused| &refused.typed);
    html! {
        section aria-labelledby="move" {
            h2 id="move" { (messages::move_title()) }
            form class="view-form" method="post" action=(href(&view.id)) {
                (begin(view, user, Form::Move))
                p { (messages::move_about()) }
                label for="parent" { (messages::parent()) }
                input id="parent" name="parent" type="text" required autocomplete="off"
                    spellcheck="false" autocapitalize="off" dir="ltr" maxlength="64"
                    value=(typed.parent);
                (problem(refused))
                button type="submit" class="button" { (messages::move_submit()) }
            }
        }
    }
}

fn close_form(view: &OrganizationView, user: &User) -> Markup {
    html! {
        section aria-labelledby="close" {
            h2 id="close" {
                (messages::close()) " "
                (help::link("organizations#close", &view.frame.kept()))
            }
            form class="view-form" method="post" action=(href(&view.id)) {
                (begin(view, user, Form::Close))
                p { (messages::close_about()) }
                label class="check confirm" {
                    input type="checkbox" name="confirm" value="1";
                    span { (messages::confirm_close(&text(&view.fields.name))) }
                }
                (problem(refused(view, Form::Close)))
                button type="submit" class="button" { (messages::close()) }
            }
        }
    }
}

fn reopen_form(view: &OrganizationView, user: &User) -> Markup {
    html! {
        section aria-labelledby="reopen" {
            h2 id="reopen" { (messages::reopen()) }
            form class="view-form" method="post" action=(href(&view.id)) {
                (begin(view, user, Form::Reopen))
                p { (messages::reopen_about()) }
                (problem(refused(view, Form::Reopen)))
                button type="submit" class="button" { (messages::reopen()) }
            }
        }
    }
}
