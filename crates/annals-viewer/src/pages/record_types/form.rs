//! The page of one type of records, with the forms that declare it and take that back.

use annals_model::{RecordIcon, RecordTabs, RecordType};
use maud::{Markup, html};

use super::{NEW_PATH, PATH, RecordTypeView, declared_by, path_of, tab, tabs};
use crate::components::help;
use crate::components::icon::{Icon, icon, record_icon};
use crate::components::shell::{User, shell};
use crate::components::text::{code, text};
use crate::components::views::token;
use crate::fault::{Fault, RecordTypeFault, RecordTypeField};
use crate::messages::preferences;
use crate::messages::record_types as messages;

/// Made-up ids: one as most are, and one that shows how others are written in an address.
const SAMPLE_IDS: [&str; 2] = ["17", "a/b c"];
const EXAMPLE_NAME: &str = "swim_meet";
const EXAMPLE_URL: &str = "https://app.example/students/{id}";

/// What is typed of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What events call it.
    pub name: String,
    /// What people call one.
    pub label: String,
    /// What people call several.
    pub plural: String,
    /// The drawing.
    pub icon: RecordIcon,
    /// The address of edit windows.
    pub edit_url: String,
    /// The tabs.
    pub tabs: RecordTabs,
}

/// A form of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatFor {
    /// To declare it.
    Save,
    /// To take that back.
    Remove,
}

/// The page.
pub fn record_type(view: &RecordTypeView) -> Markup {
    let title = match &view.line {
        Some(line) => line.shown.label.clone(),
        None => messages::add().to_owned(),
    };
    let is_own = view.line.as_ref().is_some_and(|line| line.from == super::DeclaredBy::Own);
    let main = html! {
        div class="views-page people-page record-type-page" {
            p class="back" {
                a href=(view.frame.way(PATH)) { (icon(Icon::Left)) (messages::title()) }
            }
            h1 { (text(&title)) " " (help::link("records#types", &view.frame.kept())) }
            @if view.was_saved {
                p class="note note-good" role="status" {
                    (icon(Icon::Check)) " " (messages::was_saved())
                }
            }
            @if view.line.is_some() { (facts(view)) }
            (preview(view))
            @if let (true, Some(user)) = (view.may_change, &view.frame.user) {
                (declare(view, user, is_own))
                @if is_own { (remove(view, user)) }
            }
        }
    };
    shell(&view.frame, &format!("{title} · {}", messages::title()), &main)
}

fn facts(view: &RecordTypeView) -> Markup {
    html! {
        @if let Some(line) = &view.line {
            dl class="preference-facts" {
                div { dt { (messages::name()) } dd { (code(&line.name)) } }
                div { dt { (messages::origin()) } dd { (declared_by(&line.from)) } }
                div { dt { (messages::several()) } dd { (text(&line.shown.plural)) } }
                div { dt { (messages::tabs()) } dd { (tabs(line.shown.tabs)) } }
            }
        }
    }
}

fn preview(view: &RecordTypeView) -> Markup {
    html! {
        @if let Some(shown) = &view.preview {
            section class="message-now" aria-labelledby="preview" {
                h2 id="preview" { (messages::preview()) }
                p class="hint" { (messages::preview_about()) }
                @for id in SAMPLE_IDS { (sample(shown, id)) }
            }
        }
    }
}

fn sample(shown: &RecordType, id: &str) -> Markup {
    let address = shown.edit_url.as_ref().and_then(|url| url.address(id));
    html! {
        div {
            p { (record_icon(shown.icon)) " " strong { (text(&format!("{} {id}", shown.label))) } }
            @if let Some(address) = address {
                @let way = html! { a href=(address) rel="noreferrer" { (code(&address)) } };
                p class="hint" { (icon(Icon::Magnifier)) " " (messages::leads_to(&way)) }
            }
        }
    }
}

/// What is wrong with `field`, where that is what is wrong with the form.
fn problem_of(view: &RecordTypeView, field: RecordTypeField) -> Option<&Fault> {
    let (_, fault) = view.problem.as_ref()?;
    Some(fault).filter(|fault| field_of(fault) == Some(field))
}

fn field_of(fault: &Fault) -> Option<RecordTypeField> {
    match fault {
        Fault::RecordType(fault) => RecordTypeFault::field(fault),
        _ => None,
    }
}

fn declare(view: &RecordTypeView, user: &User, is_own: bool) -> Markup {
    let (is_new, typed) = (view.line.is_none(), &view.typed);
    let path = if is_new { NEW_PATH.to_owned() } else { path_of(&typed.name) };
    let whole = view
        .problem
        .as_ref()
        .filter(|(what, fault)| *what == WhatFor::Save && field_of(fault).is_none());
    let id_hint = messages::edit_url_hint(&code("{id}"), &code(EXAMPLE_URL));
    let name_hint = messages::name_hint(&code(EXAMPLE_NAME));
    let (names, urls) = view.chars_max;
    use RecordTypeField as F;
    html! {
        section aria-labelledby=[(!is_new).then_some("change")] {
            @if !is_new {
                h2 id="change" {
                    @if is_own { (messages::change()) } @else { (messages::change_here()) }
                }
                @if !is_own { p { (messages::change_here_about()) } }
            }
            form class="view-form" method="post" action=(view.frame.way(&path)) {
                (token(user))
                @if is_new {
                    (field(view, F::Name, (messages::name(), &name_hint), (&typed.name, 100)))
                }
                @let label_hint = html! { (messages::label_hint()) };
                (field(view, F::Label, (messages::label(), &label_hint), (&typed.label, names)))
                @let plural_hint = html! { (messages::several_hint()) };
                @let several = (messages::several(), &plural_hint);
                (field(view, F::Plural, several, (&typed.plural, names)))
                (icons(view))
                (field(view, F::EditUrl, (messages::edit_url(), &id_hint), (&typed.edit_url, urls)))
                (tab_boxes(typed.tabs))
                @if let Some((_, problem)) = whole {
                    p class="field-problem" role="alert" { (icon(Icon::Alert)) (problem) }
                }
                div class="view-buttons" {
                    button type="submit" name="do" value="save" class="button strong" {
                        (messages::save())
                    }
                    button type="submit" name="do" value="preview" class="button" {
                        (messages::show_preview())
                    }
                    a class="button quiet" href=(view.frame.way(PATH)) { (preferences::cancel()) }
                }
            }
        }
    }
}

/// The name of a field in the form, and whether it has to be there.
fn named(field: RecordTypeField) -> (&'static str, bool) {
    match field {
        RecordTypeField::Name => ("name", true),
        RecordTypeField::Label => ("label", true),
        RecordTypeField::Plural => ("plural", false),
        RecordTypeField::Icon => ("icon", true),
        RecordTypeField::EditUrl => ("edit_url", false),
        RecordTypeField::Confirm => ("confirm", false),
    }
}

fn field(
    view: &RecordTypeView,
    field: RecordTypeField,
    (label, hint): (&str, &Markup),
    (value, chars_max): (&str, usize),
) -> Markup {
    let (name, is_required) = named(field);
    let problem = problem_of(view, field);
    let is_machine = matches!(field, RecordTypeField::Name | RecordTypeField::EditUrl);
    let hint_id = format!("{name}-hint");
    let described = match problem {
        Some(_) => format!("{hint_id} {name}-problem"),
        None => hint_id.clone(),
    };
    html! {
        label for=(name) { (label) }
        input id=(name) name=(name) type="text" required[is_required] maxlength=(chars_max)
            autocomplete="off" dir=(if is_machine { "ltr" } else { "auto" })
            autocapitalize=[is_machine.then_some("off")]
            spellcheck=[is_machine.then_some("false")] value=(value)
            aria-invalid=[problem.map(|_| "true")] aria-describedby=(described);
        p class="hint" id=(hint_id) { (hint) }
        @if let Some(problem) = problem {
            p class="field-problem" id={ (name) "-problem" } role="alert" {
                (icon(Icon::Alert)) (problem)
            }
        }
    }
}

fn icons(view: &RecordTypeView) -> Markup {
    let problem = problem_of(view, RecordTypeField::Icon);
    html! {
        fieldset class="record-type-choice" {
            legend { (messages::icon()) }
            @for one in RecordIcon::ALL {
                label class="check" {
                    input type="radio" name="icon" value=(one.as_str())
                        checked[one == view.typed.icon];
                    span { (record_icon(one)) " " (icon_word(one)) }
                }
            }
            @if let Some(problem) = problem {
                p class="field-problem" role="alert" { (icon(Icon::Alert)) (problem) }
            }
        }
    }
}

fn icon_word(icon: RecordIcon) -> &'static str {
    match icon {
        RecordIcon::Record => messages::icon_record(),
        RecordIcon::Person => messages::icon_person(),
        RecordIcon::People => messages::icon_people(),
        RecordIcon::Book => messages::icon_book(),
        RecordIcon::Calendar => messages::icon_calendar(),
        RecordIcon::Money => messages::icon_money(),
        RecordIcon::Envelope => messages::icon_envelope(),
        RecordIcon::Gear => messages::icon_gear(),
    }
}

fn tab_boxes(chosen: RecordTabs) -> Markup {
    let chosen = chosen.words();
    html! {
        fieldset class="record-type-choice" {
            legend { (messages::tabs()) }
            @for word in RecordTabs::WORDS {
                label class="check" {
                    input type="checkbox" name=(word) value="1" checked[chosen.contains(&word)];
                    span { (tab(word)) }
                }
            }
            p class="hint" { (messages::tabs_hint()) }
        }
    }
}

fn remove(view: &RecordTypeView, user: &User) -> Markup {
    let problem = problem_of(view, RecordTypeField::Confirm);
    html! {
        section aria-labelledby="remove" {
            h2 id="remove" { (messages::remove()) }
            @let action = view.frame.way(&path_of(&view.typed.name));
            form class="view-form" method="post" action=(action) {
                (token(user))
                input type="hidden" name="do" value="remove";
                p { (messages::remove_about()) }
                label class="check confirm" {
                    input type="checkbox" name="confirm" value="1"
                        aria-describedby=[problem.map(|_| "confirm-problem")];
                    span { (messages::confirm_remove(&code(&view.typed.name))) }
                }
                @if let Some(problem) = problem {
                    p class="field-problem" id="confirm-problem" role="alert" {
                        (icon(Icon::Alert)) (problem)
                    }
                }
                div class="view-buttons" {
                    button type="submit" class="button danger" { (messages::remove()) }
                }
            }
        }
    }
}
