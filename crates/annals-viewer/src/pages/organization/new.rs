//! The page on which an organisation is created.

use annals_model::OrganizationId;
use maud::{Markup, html};

use super::{Fields, name_field, zone_field};
use crate::components::help;
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, shell};
use crate::components::switcher::PATH;
use crate::components::text::code;
use crate::components::views::token;
use crate::fault::Fault;
use crate::messages::organizations as messages;
use crate::messages::preferences;
use crate::pages::organizations::NEW_PATH;

/// The page of a new one.
#[derive(Clone, Debug)]
pub struct NewView {
    /// What stands around it.
    pub frame: Frame,
    /// What was typed as its id.
    pub id: String,
    /// What was typed else.
    pub typed: Fields,
    /// Ids and names of those below which it may lie, as far as they are suggested.
    pub parents: Vec<(OrganizationId, String)>,
    /// Why it can't be created.
    pub problem: Option<Fault>,
}

/// The page of a new one.
pub fn new(view: &NewView) -> Markup {
    let frame = &view.frame;
    let main = html! {
        div class="views-page preferences-page" {
            p class="back" {
                a href=(frame.way(PATH)) { (icon(Icon::Left)) (messages::title()) }
            }
            h1 { (messages::add()) " " (help::link("organizations#add", &frame.kept())) }
            p { (messages::add_about()) }
            @if let Some(user) = &frame.user {
                form class="view-form" method="post" action=(NEW_PATH) {
                    (token(user))
                    (name_field(&view.typed))
                    label for="id" { (messages::id()) }
                    input id="id" name="id" type="text" required maxlength="64" autocomplete="off"
                        autocapitalize="off" spellcheck="false" dir="ltr"
                        aria-describedby="id-hint" value=(view.id);
                    p class="hint" id="id-hint" { (messages::no_id(&code("a-z 0-9 - _ ."))) }
                    label for="parent" { (messages::parent()) }
                    input id="parent" name="parent" type="text" required maxlength="64"
                        autocomplete="off" autocapitalize="off" spellcheck="false" dir="ltr"
                        list="parents" value=(view.typed.parent);
                    datalist id="parents" {
                        @for (id, name) in &view.parents { option value=(id) { (name) } }
                    }
                    (zone_field(&view.typed, false, messages::zone_hint_new()))
                    @if let Some(problem) = &view.problem {
                        p class="field-problem" role="alert" { (icon(Icon::Alert)) (problem) }
                    }
                    div class="view-buttons" {
                        button type="submit" class="button strong" { (messages::add()) }
                        a class="button quiet" href=(frame.way(PATH)) { (preferences::cancel()) }
                    }
                }
            }
        }
    };
    shell(frame, messages::add(), &main)
}
