//! Calendar rights that a user or a group holds itself.

use maud::{Markup, html};

use super::{Head, Place, Tab, fields, head, notice};
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, User, shell};
use crate::components::text::{clamped, text};
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::people as messages;

/// The page.
#[derive(Clone, Debug)]
pub struct CalendarsView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// Whose rights.
    pub head: Head,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// What is held.
    pub years: Vec<YearRight>,
    /// The one that is being changed, by its id.
    pub changing: Option<String>,
    /// What was typed, for the one that is being changed or for a new one.
    pub typed: TypedYear,
    /// Whether it is a role, whose users are never limited by it.
    pub is_role: bool,
    /// Schools to choose from.
    pub schools: Vec<String>,
    /// What is wrong with none of the fields.
    pub problem: Option<Fault>,
}

/// A school year that is held.
#[derive(Clone, Debug)]
pub struct YearRight {
    /// The id.
    pub id: String,
    /// The school.
    pub school: String,
    /// The year in which it ends.
    pub end_year: u16,
}

/// A school year that was typed.
#[derive(Clone, Debug, Default)]
pub struct TypedYear {
    /// The school.
    pub school: String,
    /// The year in which it ends.
    pub end_year: String,
    /// What is wrong with the school.
    pub school_problem: Option<Fault>,
    /// What is wrong with the year.
    pub year_problem: Option<Fault>,
}

/// The list from which a school is chosen.
const SCHOOLS: &str = "schools";

/// The page.
pub fn calendars(view: &CalendarsView) -> Markup {
    let user = view.frame.user.as_ref();
    let user = user.filter(|_| view.place.may.manage_rights && !view.is_role);
    let main = html! {
        div class="views-page people-page" {
            (head(&view.place, &view.head, Tab::Calendars))
            (notice(view.notice))
            h2 { (messages::calendars()) }
            @if view.is_role {
                p class="note" { (icon(Icon::Lock)) " " (messages::role_calendars()) }
            }
            @else if view.head.is_user() { p { (messages::calendars_of_user_about()) } }
            @else { p { (messages::calendars_of_group_about()) } }
            (fields::problem(view.problem.as_ref()))
            @if !view.is_role { (held(view, user)) }
            @if let (Some(user), None) = (user, &view.changing) { (add(view, user)) }
            @if user.is_some() && !view.schools.is_empty() {
                datalist id=(SCHOOLS) {
                    @for school in &view.schools { option value=(school) {} }
                }
            }
        }
    };
    shell(&view.frame, &view.head.name, &main)
}

fn path(view: &CalendarsView) -> String {
    view.place.href(&view.head.path(Tab::Calendars))
}

fn held(view: &CalendarsView, user: Option<&User>) -> Markup {
    html! {
        @if view.years.is_empty() {
            p class="note" { (messages::no_calendars()) }
        } @else {
            ul class="view-list member-list years" {
                @for year in &view.years {
                    li id=(year.id) {
                        @match user {
                            Some(user) if view.changing.as_ref() == Some(&year.id) => {
                                (change(view, year, user))
                            }
                            _ => (line(view, year, user)),
                        }
                    }
                }
            }
        }
    }
}

fn line(view: &CalendarsView, year: &YearRight, user: Option<&User>) -> Markup {
    let named = format!("{} {}", year.school, year.end_year);
    let own_path = view.head.path(Tab::Calendars);
    let changing = view.place.with(&own_path, &[("change", year.id.as_str().into())]);
    html! {
        div {
            p { (clamped(&year.school)) }
            p class="hint" { (messages::ends_in(&year.end_year.to_string())) }
        }
        @if let Some(user) = user {
            div class="year-deeds" {
                a class="button" href={ (changing) "#" (year.id) }
                    aria-label=(messages::change_named(&named)) { (messages::change()) }
                form method="post" action=(path(view)) {
                    (begin(user, "delete", Some(year)))
                    button type="submit" class="button"
                        aria-label=(messages::remove_named(&named)) {
                        (messages::remove())
                    }
                }
            }
        }
    }
}

/// What every form here begins with.
fn begin(user: &User, does: &str, year: Option<&YearRight>) -> Markup {
    html! {
        (token(user))
        input type="hidden" name="do" value=(does);
        @if let Some(year) = year {
            input type="hidden" name="id" value=(year.id);
            input type="hidden" name="was.school" value=(year.school);
            input type="hidden" name="was.end_year" value=(year.end_year);
        }
    }
}

fn change(view: &CalendarsView, year: &YearRight, user: &User) -> Markup {
    let named = messages::change_named(&format!("{} {}", year.school, year.end_year));
    html! {
        form class="year-form" method="post" action=(path(view)) aria-label=(named) {
            (begin(user, "change", Some(year)))
            (year_fields(view))
            div class="view-buttons" {
                button type="submit" class="button strong" { (messages::save()) }
                a class="button quiet" href=(path(view)) { (messages::cancel()) }
            }
        }
    }
}

fn add(view: &CalendarsView, user: &User) -> Markup {
    html! {
        section aria-labelledby="add" {
            h2 id="add" { (messages::add_year()) }
            @if view.years.is_empty() { p { (text(messages::first_year())) } }
            form class="year-form" method="post" action=(path(view)) {
                (begin(user, "add", None))
                (year_fields(view))
                div class="view-buttons" {
                    button type="submit" class="button strong" { (messages::add()) }
                }
            }
        }
    }
}

fn year_fields(view: &CalendarsView) -> Markup {
    let TypedYear { school, end_year, school_problem, year_problem } = &view.typed;
    let schools = (!view.schools.is_empty()).then_some(SCHOOLS);
    html! {
        (field("school", messages::school(), school, schools, school_problem.as_ref()))
        (field("end_year", messages::end_year(), end_year, None, year_problem.as_ref()))
    }
}

fn field(
    name: &str,
    label: &str,
    typed: &str,
    list: Option<&str>,
    problem: Option<&Fault>,
) -> Markup {
    let is_school = name == "school";
    let told = problem.map(|_| format!("{name}-problem"));
    html! {
        div class={ "form-field form-" (name) } {
            label for=(name) { (label) }
            input id=(name) name=(name) type="text" value=(typed) required autocomplete="off"
                spellcheck="false" dir="auto" maxlength=(if is_school { "200" } else { "4" })
                inputmode=[(!is_school).then_some("numeric")] list=[list]
                aria-invalid=[problem.map(|_| "true")] aria-describedby=[told.as_deref()];
            @if let Some(problem) = problem {
                p class="field-problem" id=[told] role="alert" { (icon(Icon::Alert)) (problem) }
            }
        }
    }
}
