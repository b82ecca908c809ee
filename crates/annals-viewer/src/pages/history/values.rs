//! The values of a record as of a moment.

use maud::{Markup, html};

use super::{HistoryAsked, HistoryView, KnownValue, LifeView, PropertyLine, StateView};
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::table::heads;
use crate::components::text::{json_value, short, text};
use crate::components::typed;
use crate::messages::{filter, history as messages};

pub(super) fn values(view: &HistoryView) -> Markup {
    html! {
        section aria-labelledby="values" {
            h3 id="values" { (messages::values()) }
            (form(view))
            @if let Some(state) = &view.state { (shown(view, state)) }
        }
    }
}

fn form(view: &HistoryView) -> Markup {
    let at = typed::in_field(&view.asked.at, view.day_first);
    let example = match view.day_first {
        true => filter::date_example_day_first(),
        false => filter::date_example(),
    };
    let problem = view.problem.as_ref();
    let described_by = if problem.is_some() { "at-problem" } else { "at-hint" };
    let path = super::history_of(&view.record.0.page.key);
    html! {
        form class="go-form" method="get" action=(path) {
            (view.frame.kept_fields())
            @if !view.asked.property.is_empty() {
                input type="hidden" name="property" value=(view.asked.property);
            }
            label for="at" { (messages::as_of()) }
            div {
                input id="at" name="at" type="text" value=(at) maxlength="64" autocomplete="off"
                    spellcheck="false" placeholder=(example)
                    aria-invalid=[problem.map(|_| "true")] aria-describedby=(described_by);
                button type="submit" class="button" { (messages::show()) }
            }
            @if let Some(problem) = problem {
                p class="field-problem" id="at-problem" { (icon(Icon::Alert)) (problem) }
            }
            p class="hint" id="at-hint" { (messages::as_of_hint()) }
        }
    }
}

fn shown(view: &HistoryView, state: &StateView) -> Markup {
    let now = HistoryAsked { at: String::new(), ..view.asked.clone() };
    html! {
        p role="status" {
            @match &state.at {
                None => (messages::at_now()),
                Some(at) => {
                    (messages::at(&moment(at))) " "
                    a href=(view.href(&now, None)) { (messages::now()) }
                }
            }
            " " (life(view, &state.life))
        }
        @if !matches!(state.life, LifeView::NotYet(_)) { (table(view, state)) }
        @if state.has_more {
            p class="hint" { (messages::more_properties(state.properties.len() as u64)) }
        }
        @if !state.unread.is_empty() {
            @let names = html! {
                @for (at, name) in state.unread.iter().enumerate() {
                    @if at > 0 { ", " }
                    (text(name))
                }
            };
            p class="hint" { (messages::unread(&names)) }
        }
    }
}

fn life(view: &HistoryView, life: &LifeView) -> Markup {
    match life {
        LifeView::There(None) => Markup::default(),
        LifeView::There(Some(told)) => messages::created(&view.way(told), &view.member(told)),
        LifeView::Gone(told) => messages::deleted(&view.way(told), &view.member(told)),
        LifeView::NotYet(told) => messages::not_yet(&view.way(told), &view.member(told)),
        LifeView::Unsure => html! { (messages::unsure()) },
    }
}

fn table(view: &HistoryView, state: &StateView) -> Markup {
    let columns = [messages::property(), messages::value(), messages::set_by(), messages::since()];
    html! {
        @if state.properties.is_empty() {
            p class="hint" { (messages::no_values()) }
        } @else {
            table class="people record-values" {
                (heads(&columns))
                tbody { @for line in &state.properties { (row(view, state, line)) } }
            }
        }
    }
}

fn row(view: &HistoryView, state: &StateView, line: &PropertyLine) -> Markup {
    html! {
        tr {
            th scope="row" { (property(view, &line.property, line.label.as_deref())) }
            td data-label=(messages::value()) {
                div class="value" { (value(&line.known)) }
                (notes(view, state, line))
            }
            td data-label=(messages::set_by()) {
                @match &line.set {
                    Some(told) => (view.member(told)),
                    None if matches!(line.known, KnownValue::Derived(_)) => {
                        span class="absent" { (messages::derived()) }
                    }
                    None => {}
                }
            }
            td data-label=(messages::since()) {
                @if let Some(told) = &line.set { (view.way(told)) }
            }
        }
    }
}

fn value(known: &KnownValue) -> Markup {
    match known {
        KnownValue::Set(value) | KnownValue::Derived(value) => json_value(value.as_ref()),
        KnownValue::Masked => html! { span class="absent" { (messages::masked()) } },
        KnownValue::Unknown => html! { span class="absent" { (messages::unknown()) } },
    }
}

/// What later changes say of the value.
fn notes(view: &HistoryView, state: &StateView, line: &PropertyLine) -> Markup {
    let Some(later) = &line.later else { return Markup::default() };
    let way = view.way(later);
    let said = match (&line.differs, &line.known) {
        (Some(found), _) => messages::differs(&way, &short(&found.display())),
        (None, KnownValue::Derived(_)) => messages::derived_from(&way),
        (None, _) if state.at.is_some() => messages::changed_later(&way),
        (None, _) => return Markup::default(),
    };
    html! { p class="hint" { (said) } }
}

/// The name of a property, which leads to its changes alone.
pub(super) fn property(view: &HistoryView, name: &str, label: Option<&str>) -> Markup {
    let only = HistoryAsked { property: name.to_owned(), ..view.asked.clone() };
    let called = label.unwrap_or(name);
    html! {
        a href=(view.href(&only, None)) title=(messages::only_this(called)) {
            @if let Some(label) = label { (text(label)) }
            @else { span class="code" { (text(name)) } }
        }
        @if label.is_some() { span class="machine-name code" { (text(name)) } }
    }
}
