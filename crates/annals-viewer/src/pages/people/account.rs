//! The account of a user: what it is made of, to be read or changed, and a new one.

use jiff::Zoned;
use maud::{Markup, html};

use super::fields::{self, Input};
use super::{Head, Place, Tab, USERS_PATH, head, notice, sign_in};
use crate::components::icon::{Icon, icon};
use crate::components::moment::moment;
use crate::components::shell::{Frame, User, shell};
use crate::components::standing::Standing;
use crate::components::text::{text, username};
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::people as messages;

/// The page.
#[derive(Clone, Debug)]
pub struct AccountView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// Whose account it is.
    pub head: Head,
    /// What was just done.
    pub notice: Option<&'static str>,
    /// What it is made of.
    pub facts: Facts,
    /// What can be done with it, for those who may.
    pub form: Option<AccountForm>,
    /// Why they may not.
    pub refusal: Option<Fault>,
}

/// What an account is made of.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What they sign in with.
    pub username: String,
    /// Whether they may sign in.
    pub standing: Standing,
    /// From when on they may not.
    pub expires: Option<Zoned>,
    /// E-mail address.
    pub email: Option<String>,
    /// What they are there.
    pub role: Option<String>,
    /// The page that they see first.
    pub homepage: Option<String>,
    /// The record of the member of staff, and where its entries are.
    pub staff_record: Option<(String, Option<String>)>,
    /// Whether, limited by calendars, they see entries without a school year, too.
    pub without_calendar: bool,
}

/// The form of an account.
#[derive(Clone, Debug)]
pub struct AccountForm {
    /// Its fields.
    pub inputs: Vec<Input>,
    /// What the change is based on.
    pub version: i64,
    /// What is wrong with all of it.
    pub problem: Option<Fault>,
    /// How they sign in.
    pub sign_in: sign_in::SignInForms,
    /// Whether it is the reader's own account, which nobody deletes.
    pub is_own: bool,
}

/// A new account.
#[derive(Clone, Debug)]
pub struct NewAccountView {
    /// What stands around it.
    pub frame: Frame,
    /// Of which organisation.
    pub place: Place,
    /// Its fields.
    pub inputs: Vec<Input>,
    /// Groups to be in, by id and name, and whether they are chosen; none where the reader may not
    /// say so.
    pub groups: Vec<(String, String, bool)>,
    /// What is wrong with all of it.
    pub problem: Option<Fault>,
}

/// The page.
pub fn account(view: &AccountView) -> Markup {
    let main = html! {
        div class="views-page people-page" {
            (head(&view.place, &view.head, Tab::Own))
            (notice(view.notice))
            @match (&view.form, &view.frame.user) {
                (Some(form), Some(user)) => (forms(view, form, user)),
                _ => {
                    @if let Some(refusal) = &view.refusal {
                        p class="note" role="status" { (icon(Icon::Lock)) " " (refusal) }
                    }
                    (facts(&view.facts))
                }
            }
        }
    };
    shell(&view.frame, &view.head.name, &main)
}

fn forms(view: &AccountView, form: &AccountForm, user: &User) -> Markup {
    let path = view.head.path(Tab::Own);
    let action = view.place.href(&path);
    html! {
        (fields::meanwhile(&form.inputs))
        (fields::problem(form.problem.as_ref()))
        form class="person-form" method="post" action=(action) {
            (token(user))
            input type="hidden" name="do" value="change";
            input type="hidden" name="version" value=(form.version);
            (fields::fields(&form.inputs))
            div class="view-buttons" {
                button type="submit" class="button strong" { (messages::save()) }
                a class="button quiet" href=(action) { (messages::cancel()) }
            }
        }
        (sign_in::section(&form.sign_in, &action, user))
        @if !form.is_own {
            section aria-labelledby="delete" {
                h2 id="delete" { (messages::delete_account()) }
                p { (messages::delete_account_about()) }
                p {
                    a class="button" href=(view.place.href(&format!("{path}/delete"))) {
                        (messages::delete_account())
                    }
                }
            }
        }
    }
}

fn facts(facts: &Facts) -> Markup {
    let without = if facts.without_calendar { messages::shown() } else { messages::hidden() };
    let line = |label: &str, value: Option<Markup>| {
        html! {
            dt { (label) }
            dd { @if let Some(value) = value { (value) } @else { span class="absent" { "–" } } }
        }
    };
    let plain = |value: &Option<String>| value.as_deref().map(text);
    let code = |value: &str| html! { span class="code" { (text(value)) } };
    html! {
        dl class="facts person-facts" {
            (line(messages::username(), Some(username(&facts.username))))
            (line(messages::status(), Some(html! { (facts.standing.label()) })))
            (line(messages::expires(), Some(match &facts.expires {
                Some(at) => moment(at),
                None => html! { (messages::never()) },
            })))
            (line(messages::role(), plain(&facts.role)))
            (line(messages::email(), facts.email.as_deref().map(username)))
            (line(messages::homepage(), facts.homepage.as_deref().map(code)))
            (line(messages::staff_record(), facts.staff_record.as_ref().map(|(record, href)| {
                html! {
                    @if let Some(href) = href { a href=(href) { (code(record)) } }
                    @else { (code(record)) }
                }
            })))
            (line(messages::without_calendar(), Some(html! { (without) })))
        }
    }
}

/// The page of a new account.
pub fn new_account(view: &NewAccountView) -> Markup {
    let NewAccountView { frame, place, .. } = view;
    let list = place.href(USERS_PATH);
    let main = html! {
        div class="views-page people-page" {
            p class="back" { a href=(list) { (icon(Icon::Left)) (messages::users()) } }
            h1 { (messages::add_user()) " " (place.help("accounts#add")) }
            (place.elsewhere())
            (fields::problem(view.problem.as_ref()))
            @if let Some(user) = &frame.user {
                form class="person-form" method="post"
                    action=(place.href(&format!("{USERS_PATH}/new"))) {
                    (token(user))
                    (fields::fields(&view.inputs))
                    (groups(&view.groups))
                    div class="view-buttons" {
                        button type="submit" class="button strong" { (messages::add_user()) }
                        a class="button quiet" href=(list) { (messages::cancel()) }
                    }
                }
            }
        }
    };
    shell(frame, messages::add_user(), &main)
}

fn groups(groups: &[(String, String, bool)]) -> Markup {
    html! {
        @if !groups.is_empty() {
            fieldset class="form-field form-groups" {
                legend { (messages::in_groups()) }
                div class="group-boxes" {
                    @for (id, name, is_chosen) in groups {
                        label class="check" {
                            input type="checkbox" name="group" value=(id) checked[*is_chosen];
                            (text(name))
                        }
                    }
                }
            }
        }
    }
}
