//! `/record-types`: what types of records are called and how they are shown;
//! `/record-types/{name}`, where one is declared, and `/record-types/-/new`.

use std::collections::BTreeMap;

use annals_desk::{EDIT_URL_BYTES_MAX, NAME_CHARS_MAX};
use annals_model::{EditUrl, Organization, Permission, RecordIcon, RecordTabs, RecordType};
use annals_viewer::Fault;
use annals_viewer::fault::{RecordTypeFault, RequestFault};
use annals_viewer::pages::record_types::{
    DeclaredBy, NEW_PATH, PATH, RecordTypeLine, RecordTypeView, RecordTypesView, Typed, WhatFor,
    path_of, record_type, record_types,
};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::selected::refused;
use super::{branches, fault_of, organization, page, status_of};
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

const READ: Permission = Permission::ReadEvents;
/// Who sends records says what they are.
const DECLARE: Permission = Permission::WriteEvents;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route(PATH, get(list))
        .route(NEW_PATH, get(begin).post(create))
        .route("/record-types/{name}", get(show).post(change))
}

/// What an address says besides the organisation.
#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    done: String,
}

async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    let shown = async {
        let organization = organization(&state, &visitor, READ)?;
        let principal = &visitor.signed_in.principal;
        let view = RecordTypesView {
            lines: known(&state, &visitor, &organization).await?.into_values().collect(),
            may_change: branches::may(&state, principal, organization.ordinal, DECLARE),
            was_removed: asked.done == "removed",
            frame: super::frame(&state, &visitor),
        };
        Ok(super::html(StatusCode::OK, record_types(&view)))
    };
    page(&state, &visitor, shown).await
}

/// All types that are known there, by name: the nearest declaration of each.
async fn known(
    state: &AppState,
    visitor: &Visitor,
    organization: &Organization,
) -> Result<BTreeMap<String, RecordTypeLine>, Failure> {
    let principal = &visitor.signed_in.principal;
    let declared = state.desk.record_types(principal, organization.ordinal).await?;
    let tree = state.store.organizations();
    let line = |name: &str, shown: &RecordType, from| {
        let (name, shown) = (name.to_owned(), shown.clone());
        (name.clone(), RecordTypeLine { name, shown, from })
    };
    let mut all = BTreeMap::new();
    let built_in = RecordType::all_built_in();
    all.extend(built_in.map(|(name, one)| line(name, one, DeclaredBy::BuiltIn)));
    let configured = state.config.catalogue.record_types();
    all.extend(configured.map(|(name, one)| line(name, one, DeclaredBy::Configuration)));
    all.extend(declared.iter().map(|(name, one, at)| {
        // What lies above the reader's own organisation is not the reader's to know.
        let is_known = branches::may_in(&tree, principal, *at, READ);
        let above = tree.get(*at).filter(|_| is_known).map(|one| one.name.clone());
        let is_own = *at == organization.ordinal;
        line(name, one, if is_own { DeclaredBy::Own } else { DeclaredBy::Above(above) })
    }));
    Ok(all)
}

async fn begin(State(state): State<AppState>, visitor: Visitor) -> Response {
    let shown = async {
        organization(&state, &visitor, READ)?;
        organization(&state, &visitor, DECLARE)?;
        let view = view(&state, &visitor, None, Typed::default());
        Ok(super::html(StatusCode::OK, record_type(&view)))
    };
    page(&state, &visitor, shown).await
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let shown = async {
        let organization = organization(&state, &visitor, READ)?;
        let line = find(&state, &visitor, &organization, &name).await?;
        let (typed, preview) = (typed(&line), Some(line.shown.clone()));
        let was_saved = asked.done == "saved" && line.from == DeclaredBy::Own;
        let view = view(&state, &visitor, Some(line), typed);
        let view = RecordTypeView { preview, was_saved, ..view };
        Ok(super::html(StatusCode::OK, record_type(&view)))
    };
    page(&state, &visitor, shown).await
}

async fn find(
    state: &AppState,
    visitor: &Visitor,
    organization: &Organization,
    name: &str,
) -> Result<RecordTypeLine, Failure> {
    let missing = || Failure::new(Code::NotFound, "there is no type of that name");
    known(state, visitor, organization).await?.remove(name).ok_or_else(missing)
}

/// A form that says what is so.
fn typed(line: &RecordTypeLine) -> Typed {
    let RecordType { label, plural, icon, edit_url, tabs } = line.shown.clone();
    let edit_url = edit_url.map(|url| url.template().to_owned()).unwrap_or_default();
    Typed { name: line.name.clone(), label, plural, icon, edit_url, tabs }
}

fn view(
    state: &AppState,
    visitor: &Visitor,
    line: Option<RecordTypeLine>,
    typed: Typed,
) -> RecordTypeView {
    RecordTypeView {
        frame: super::frame(state, visitor),
        line,
        typed,
        preview: None,
        may_change: organization(state, visitor, DECLARE).is_ok(),
        was_saved: false,
        problem: None,
        chars_max: (NAME_CHARS_MAX, EDIT_URL_BYTES_MAX),
    }
}

/// What a form says.
#[derive(serde::Deserialize)]
struct Sent {
    #[serde(rename = "do")]
    does: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    plural: String,
    #[serde(default)]
    icon: String,
    #[serde(default)]
    edit_url: String,
    activity: Option<String>,
    history: Option<String>,
    communication: Option<String>,
    confirm: Option<String>,
}

impl Sent {
    fn typed(&self, name: &str) -> Typed {
        let tabs = RecordTabs {
            activity: self.activity.is_some(),
            history: self.history.is_some(),
            communication: self.communication.is_some(),
        };
        Typed {
            name: name.to_owned(),
            label: self.label.trim().to_owned(),
            plural: self.plural.trim().to_owned(),
            icon: RecordIcon::parse(&self.icon).unwrap_or_default(),
            edit_url: self.edit_url.trim().to_owned(),
            tabs,
        }
    }

    /// What it comes to.
    fn declared(&self) -> Result<RecordType, RecordTypeFault> {
        let Typed { label, plural, edit_url, tabs, .. } = self.typed("");
        let icon = match &*self.icon {
            "" => RecordIcon::default(),
            word => RecordIcon::parse(word).ok_or(RecordTypeFault::NoIcon)?,
        };
        let edit_url = Some(edit_url).filter(|url| !url.is_empty());
        let edit_url = edit_url.map(|url| EditUrl::parse(&url)).transpose();
        let plural = if plural.is_empty() { format!("{label}s") } else { plural };
        let edit_url = edit_url.map_err(|_| RecordTypeFault::BadEditUrl)?;
        Ok(RecordType { label, plural, icon, edit_url, tabs })
    }
}

async fn create(
    State(state): State<AppState>,
    requester: Requester,
    CheckedForm { visitor, form: sent }: CheckedForm<Sent>,
) -> Response {
    let done = async {
        organization(&state, &visitor, READ)?;
        let organization = organization(&state, &visitor, DECLARE)?;
        let name = sent.name.trim().to_owned();
        let all = known(&state, &visitor, &organization).await?;
        if all.get(&name).is_some_and(|line| line.from == DeclaredBy::Own) {
            let problem = Some((WhatFor::Save, RecordTypeFault::NameTaken.into()));
            let view = view(&state, &visitor, None, sent.typed(&name));
            let view = RecordTypeView { problem, ..view };
            return Ok(super::html(StatusCode::CONFLICT, record_type(&view)));
        }
        save(&state, &visitor, requester, &organization, (None, &name), &sent).await
    };
    page(&state, &visitor, done).await
}

async fn change(
    State(state): State<AppState>,
    requester: Requester,
    Path(name): Path<String>,
    CheckedForm { visitor, form: sent }: CheckedForm<Sent>,
) -> Response {
    let done = async {
        organization(&state, &visitor, READ)?;
        let organization = organization(&state, &visitor, DECLARE)?;
        let line = find(&state, &visitor, &organization, &name).await?;
        if sent.does != "remove" {
            let what = (Some(line), &*name);
            return save(&state, &visitor, requester, &organization, what, &sent).await;
        }
        if sent.confirm.is_none() {
            let (typed, preview) = (typed(&line), Some(line.shown.clone()));
            let problem = Some((WhatFor::Remove, RecordTypeFault::NotConfirmed.into()));
            let view = view(&state, &visitor, Some(line), typed);
            let view = RecordTypeView { preview, problem, ..view };
            return Ok(super::html(StatusCode::UNPROCESSABLE_ENTITY, record_type(&view)));
        }
        let by = visitor.by(requester.client);
        state.desk.remove_record_type(by, organization.ordinal, &name).await?;
        let frame = super::frame(&state, &visitor);
        Ok(Redirect::to(&frame.way_with(PATH, &[("done", "removed")])).into_response())
    };
    page(&state, &visitor, done).await
}

/// Shows what the form comes to, or declares it.
async fn save(
    state: &AppState,
    visitor: &Visitor,
    requester: Requester,
    organization: &Organization,
    (line, name): (Option<RecordTypeLine>, &str),
    sent: &Sent,
) -> Result<Response, Failure> {
    let again = |status, preview, problem: Option<Fault>| {
        let problem = problem.map(|problem| (WhatFor::Save, problem));
        let view = view(state, visitor, line.clone(), sent.typed(name));
        let view = RecordTypeView { preview, problem, ..view };
        Ok(super::html(status, record_type(&view)))
    };
    let one = match sent.declared() {
        Ok(one) => one,
        Err(fault) => return again(StatusCode::UNPROCESSABLE_ENTITY, None, Some(fault.into())),
    };
    match &*sent.does {
        "preview" => return again(StatusCode::OK, Some(one), None),
        "save" => {}
        _ => return Err(refused(RequestFault::WrongForm)),
    }
    let by = visitor.by(requester.client);
    match state.desk.declare_record_type(by, organization.ordinal, name, one).await {
        Ok(()) => {
            let frame = super::frame(state, visitor);
            let to = frame.way_with(&path_of(name), &[("done", "saved")]);
            Ok(Redirect::to(&to).into_response())
        }
        Err(annals_desk::Error::Refused(refusal)) => {
            again(status_of(&refusal), None, Some(fault_of(refusal)))
        }
        Err(error) => Err(error.into()),
    }
}
