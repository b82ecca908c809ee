//! Forms of what accounts and groups are made of.
//!
//! Every field carries what stood in it when the form was made. So whoever comes second learns what
//! the first one changed, and overwrites nothing that they didn't touch themselves.

use maud::{Markup, html};

use crate::components::icon::{Icon, icon};
use crate::components::standing::Standing;
use crate::components::text::text;
use crate::fault::Fault;
use crate::messages::people as messages;

/// Before the names of fields that carry what stood there.
pub const WAS: &str = "was.";

/// A field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name of a user or a group.
    Name,
    /// What someone signs in with.
    Username,
    /// The first password of a new account.
    Password,
    /// E-mail address.
    Email,
    /// What someone is there.
    Role,
    /// Whether they may sign in.
    Status,
    /// From when on they may not.
    Expires,
    /// The page that they see first.
    Homepage,
    /// The record of a member of staff.
    StaffRecord,
    /// What a group is for.
    Description,
    /// Whether they have to choose another password before anything else.
    MustChange,
    /// Whether those whom calendars limit see entries without a school year, too.
    WithoutCalendar,
}

impl Field {
    /// What an account is made of, in the order of the form.
    pub const OF_ACCOUNT: [Self; 10] = [
        Self::Name,
        Self::Username,
        Self::Email,
        Self::Role,
        Self::Status,
        Self::Expires,
        Self::Homepage,
        Self::StaffRecord,
        Self::MustChange,
        Self::WithoutCalendar,
    ];

    /// What a group is made of.
    pub const OF_GROUP: [Self; 3] = [Self::Name, Self::Description, Self::WithoutCalendar];

    /// Its name in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Username => "username",
            Self::Password => "password",
            Self::Email => "email",
            Self::Role => "role",
            Self::Status => "status",
            Self::Expires => "expires",
            Self::Homepage => "homepage",
            Self::StaffRecord => "staff_record",
            Self::Description => "description",
            Self::MustChange => "must_change_password",
            Self::WithoutCalendar => "without_calendar",
        }
    }

    /// The field of that name in forms.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let all = Self::OF_ACCOUNT.into_iter().chain(Self::OF_GROUP);
        all.into_iter().find(|field| field.as_str() == name)
    }

    /// Whether it is a box that is ticked or not.
    pub fn is_box(self) -> bool {
        matches!(self, Self::MustChange | Self::WithoutCalendar)
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Name => messages::name(),
            Self::Username => messages::username(),
            Self::Password => messages::first_password(),
            Self::Email => messages::email(),
            Self::Role => messages::role(),
            Self::Status => messages::status(),
            Self::Expires => messages::expires(),
            Self::Homepage => messages::homepage(),
            Self::StaffRecord => messages::staff_record(),
            Self::Description => messages::description(),
            Self::MustChange => messages::must_change(),
            Self::WithoutCalendar => messages::without_calendar(),
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Username => Some(messages::username_hint()),
            Self::Role => Some(messages::role_hint()),
            Self::Homepage => Some(messages::homepage_hint()),
            Self::StaffRecord => Some(messages::staff_record_hint()),
            Self::Expires => Some(messages::expires_hint()),
            _ => None,
        }
    }

    /// A value in words.
    pub(crate) fn words(self, value: &str) -> String {
        match self {
            Self::MustChange if value.is_empty() => messages::no().to_owned(),
            Self::MustChange => messages::yes().to_owned(),
            Self::WithoutCalendar if value.is_empty() => messages::hidden().to_owned(),
            Self::WithoutCalendar => messages::shown().to_owned(),
            Self::Status => {
                Standing::parse(value).map_or(value, |status| status.label()).to_owned()
            }
            _ if value.is_empty() => messages::nothing().to_owned(),
            _ => value.to_owned(),
        }
    }
}

/// A field with what stands in it.
#[derive(Clone, Debug)]
pub struct Input {
    /// Which.
    pub field: Field,
    /// What stands in it; a box that is ticked has some text.
    pub typed: String,
    /// What stood there when the form was made.
    pub was: String,
    /// What stood there before somebody else changed it, since this form was made.
    pub before: Option<String>,
    /// What is wrong with it.
    pub problem: Option<Fault>,
    /// What is to be known about it besides.
    pub note: Option<String>,
}

impl Input {
    /// As it is.
    pub fn new(field: Field, value: impl Into<String>) -> Self {
        let typed = value.into();
        let was = typed.clone();
        Self { field, typed, was, before: None, problem: None, note: None }
    }
}

/// What somebody else changed since the form was made.
pub(super) fn meanwhile(inputs: &[Input]) -> Markup {
    let changed = || inputs.iter().filter(|input| input.before.is_some());
    html! {
        @if changed().next().is_some() {
            div class="note" role="alert" {
                p { (icon(Icon::Alert)) " " (messages::meanwhile()) }
                ul class="meanwhile" {
                    @for input in changed() {
                        @let before = input.before.as_deref().unwrap_or_default();
                        @let label = input.field.label();
                        @let [was, now] = [before, &input.was].map(|one| input.field.words(one));
                        li {
                            (messages::meanwhile_field(label, &text(&was), &text(&now)))
                            @if input.typed != input.was {
                                " " strong { (messages::meanwhile_both()) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is wrong with no field in particular.
pub(super) fn problem(problem: Option<&Fault>) -> Markup {
    html! {
        @if let Some(problem) = problem {
            p class="note note-problem" role="alert" { (icon(Icon::Alert)) " " (problem) }
        }
    }
}

/// The fields, each with what stood in it.
pub(super) fn fields(inputs: &[Input]) -> Markup {
    html! { @for input in inputs { (field(input)) } }
}

fn field(input: &Input) -> Markup {
    let Input { field, was, .. } = input;
    let name = field.as_str();
    html! {
        div class={ "form-field form-" (name) } {
            @if *field != Field::Password {
                input type="hidden" name={ (WAS) (name) } value=(was);
            }
            @match field {
                Field::Status => (statuses(input)),
                Field::MustChange => {
                    @let words = messages::has_to_change();
                    (tick_box(input, words, messages::must_change_hint()))
                }
                Field::WithoutCalendar => {
                    @let words = messages::show_without_calendar();
                    (tick_box(input, words, messages::without_calendar_hint()))
                }
                _ => {
                    label for=(name) { (field.label()) }
                    (control(input))
                    (about(input))
                }
            }
            @if let Some(problem) = &input.problem {
                p class="field-problem" id={ (name) "-problem" } role="alert" {
                    (icon(Icon::Alert)) (problem)
                }
            }
        }
    }
}

fn tick_box(input: &Input, words: &str, hint: &str) -> Markup {
    let name = input.field.as_str();
    html! {
        label class="check" {
            input type="checkbox" name=(name) value="1" checked[!input.typed.is_empty()]
                aria-describedby={ (name) "-hint" };
            (words)
        }
        p class="hint" id={ (name) "-hint" } { (hint) }
    }
}

/// What is said about a field: its hint and what is to be known besides.
fn about(input: &Input) -> Markup {
    html! {
        @if has_about(input) {
            p class="hint" id={ (input.field.as_str()) "-hint" } {
                @if let Some(hint) = input.field.hint() { (hint) " " }
                @if let Some(note) = &input.note { (note) }
            }
        }
    }
}

fn has_about(input: &Input) -> bool {
    input.field.hint().is_some() || input.note.is_some()
}

fn described_by(input: &Input) -> Option<String> {
    let name = input.field.as_str();
    let hint = has_about(input).then(|| format!("{name}-hint"));
    let problem = input.problem.as_ref().map(|_| format!("{name}-problem"));
    let ids: Vec<_> = hint.into_iter().chain(problem).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn control(input: &Input) -> Markup {
    let Input { field, typed, .. } = input;
    let name = field.as_str();
    let invalid = input.problem.as_ref().map(|_| "true");
    let described_by = described_by(input);
    let kind = match field {
        Field::Password => "password",
        Field::Expires => "datetime-local",
        _ => "text",
    };
    let is_required = matches!(field, Field::Name | Field::Username | Field::Password);
    let step = (*field == Field::Expires).then_some("any");
    let direction = (kind == "text").then_some("auto");
    // Not the reader's own, which browsers would fill in.
    let complete = if kind == "password" { "new-password" } else { "off" };
    html! {
        @if *field == Field::Description {
            textarea id=(name) name=(name) rows="3" dir="auto" aria-invalid=[invalid]
                aria-describedby=[described_by] { (typed) }
        } @else {
            input id=(name) name=(name) type=(kind) value=(typed) step=[step] dir=[direction]
                required[is_required] autocomplete=(complete) spellcheck="false"
                aria-invalid=[invalid] aria-describedby=[described_by];
        }
    }
}

fn statuses(input: &Input) -> Markup {
    let all = [
        (Standing::Active, messages::active_about()),
        (Standing::Disabled, messages::disabled_about()),
        (Standing::Locked, messages::locked_about()),
    ];
    let problem = input.problem.as_ref().map(|_| "status-problem");
    html! {
        fieldset aria-describedby=[problem] {
            legend { (input.field.label()) }
            @for (status, about) in all {
                @let word = status.as_str();
                label class="check" {
                    input type="radio" name=(input.field.as_str()) value=(word) required
                        checked[input.typed == word];
                    span { (status.label()) " " span class="hint" { (about) } }
                }
            }
        }
    }
}
