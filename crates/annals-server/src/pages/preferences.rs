//! `/preferences`: system preferences, and `/preferences/{name}`, where one is changed.
//!
//! They are those of the reader's own organisation, or of the one that the address names. Every
//! form carries the version that was looked at, so that nobody undoes what they have not seen.

use annals_desk::{NewValue, PreferenceChange, PreferenceRefusal, PreferenceState, Refusal};
use annals_model::{
    Organization, OrganizationId, Origin, Permission, Preference, PreferenceValue, Principal,
};
use annals_query::fold;
use annals_viewer::Fault;
use annals_viewer::components::preference::{PATH, about, label};
use annals_viewer::fault::{PreferenceFault, RequestFault};
use annals_viewer::messages::preferences as messages;
use annals_viewer::pages::preferences::{
    EditView, From, Place, PreferenceView, PreferencesView, edit, preferences,
};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::selected::refused;
use super::{begun, branches, fault_of, page, status_of};
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

const READ: Permission = Permission::ReadPreferences;

pub(super) fn routes() -> Routes {
    Routes::new().route(PATH, get(list)).route("/preferences/{name}", get(show).post(change))
}

/// What an address says.
#[derive(serde::Deserialize)]
struct Asked {
    organization: Option<String>,
    #[serde(default)]
    q: String,
    changed: Option<String>,
}

async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let organization = find(&state, &visitor, asked.organization.as_deref())?;
        let principal = &visitor.signed_in.principal;
        let found = state.desk.preferences(principal, organization.ordinal).await?;
        let words = fold::word_list(&asked.q);
        let found = found.into_iter().filter(|one| is_meant(&words, one.preference));
        let below = branches::below(&state, principal, organization.ordinal, READ);
        let changed = asked.changed.as_deref().and_then(Preference::parse);
        let view = PreferencesView {
            frame: super::frame(&state, &visitor),
            place: place(&state, principal, &organization),
            notice: changed.map(|preference| messages::changed(label(preference))),
            typed: asked.q.clone(),
            preferences: found.map(|one| shown(&state, principal, one)).collect(),
            below,
        };
        Ok(super::html(StatusCode::OK, preferences(&view)))
    };
    page(&state, &visitor, made).await
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let view = page_of(&state, &visitor, &name, asked.organization.as_deref()).await?;
        Ok(super::html(StatusCode::OK, edit(&view)))
    };
    page(&state, &visitor, made).await
}

/// What was sent: what to do, the version it is based on, and the value.
struct Form {
    does: String,
    version: String,
    value: String,
    is_confirmed: bool,
}

impl Form {
    fn read(fields: &[(String, String)]) -> Result<Self, Failure> {
        let all = |name: &str| {
            let found = fields.iter().filter(|(field, _)| field == name);
            found.map(|(_, value)| &**value).collect::<Vec<_>>()
        };
        let one = |name: &str| {
            let missing = || refused(RequestFault::FieldMissing(name.to_owned()));
            all(name).first().map(|value| (*value).to_owned()).ok_or_else(missing)
        };
        Ok(Self {
            does: one("do")?,
            version: one("version")?,
            // Each box that is ticked is a value.
            value: all("value").join(" "),
            is_confirmed: !all("confirm").is_empty(),
        })
    }

    /// What is to be done, and what holds then.
    fn change(
        &self,
        now: &PreferenceView,
    ) -> Result<(PreferenceChange, PreferenceValue), PreferenceFault> {
        let nothing = PreferenceChange { seen: Some(self.version.clone()), ..Default::default() };
        match &*self.does {
            "reset" => {
                let value = Some(NewValue::Inherited);
                Ok((PreferenceChange { value, ..nothing }, now.inherited.clone()))
            }
            "lock" | "unlock" => {
                let is_locked = Some(self.does == "lock");
                Ok((PreferenceChange { is_locked, ..nothing }, now.value.clone()))
            }
            _ => {
                let value = now.preference.parse_value(&self.value);
                let value = value.map_err(PreferenceFault::Value)?;
                let own = Some(NewValue::Own(value.clone()));
                Ok((PreferenceChange { value: own, ..nothing }, value))
            }
        }
    }
}

async fn change(
    State(state): State<AppState>,
    requester: Requester,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let organization = asked.organization.as_deref();
    let done = async {
        let form = Form::read(&form)?;
        let page = page_of(&state, &visitor, &name, organization).await?;
        if !page.place.may_change {
            let manage = Permission::ManagePreferences;
            let reason = format!("this needs the permission {}", manage.as_str());
            return Err(Failure::new(Code::PermissionMissing, reason));
        }
        let preference = page.preference.preference;
        let (change, then) = match form.change(&page.preference) {
            Ok(change) => change,
            Err(fault) => return Ok(again(page, &form, fault)),
        };
        let goes_off = preference == Preference::AuditUsers
            && page.preference.value != then
            && then == PreferenceValue::YesNo(false);
        if goes_off && !form.is_confirmed {
            return Ok(again(page, &form, PreferenceFault::NotConfirmed));
        }
        let ordinal = find(&state, &visitor, organization)?.ordinal;
        let by = visitor.by(requester.client);
        match state.desk.change_preference(by, ordinal, preference, change).await {
            Ok(_) => Ok(Redirect::to(&done_href(preference, &page.place)).into_response()),
            Err(annals_desk::Error::Refused(refusal)) => {
                let page = page_of(&state, &visitor, &name, organization).await?;
                Ok(refused_page(page, &form, refusal))
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, done).await
}

fn done_href(preference: Preference, place: &Place) -> String {
    let name = preference.as_str();
    let organization = place.id.iter().map(|id| format!("&organization={id}"));
    format!("{PATH}?changed={name}{}#{name}", organization.collect::<String>())
}

/// The page again, with what was typed and what is wrong with it.
fn again(page: EditView, form: &Form, fault: PreferenceFault) -> Response {
    let page = typed(page, form, Some(fault.into()));
    super::html(StatusCode::UNPROCESSABLE_ENTITY, edit(&page))
}

/// The page as it is by now, with what was typed.
fn refused_page(page: EditView, form: &Form, refusal: Refusal) -> Response {
    let status = status_of(&refusal);
    let is_meanwhile = matches!(refusal, Refusal::Preference(PreferenceRefusal::Meanwhile { .. }));
    let problem = (!is_meanwhile).then(|| fault_of(refusal));
    let page = EditView { is_meanwhile, ..typed(page, form, problem) };
    super::html(status, edit(&page))
}

fn typed(page: EditView, form: &Form, problem: Option<Fault>) -> EditView {
    let typed = (form.does == "set").then(|| form.value.clone());
    EditView { typed, is_confirmed: form.is_confirmed, problem, ..page }
}

/// The organisation that is named, or the visitor's own, if its preferences may be read.
fn find(state: &AppState, visitor: &Visitor, named: Option<&str>) -> Result<Organization, Failure> {
    let id = named.map(OrganizationId::parse).transpose();
    let id = id.map_err(|reason| Failure::new(Code::NotFound, reason))?;
    let principal = &visitor.signed_in.principal;
    Ok(state.allow_named(principal, id.as_ref(), false, READ)?.0)
}

async fn page_of(
    state: &AppState,
    visitor: &Visitor,
    name: &str,
    named: Option<&str>,
) -> Result<EditView, Failure> {
    let missing = || Failure::new(Code::NotFound, "there is no preference of that name");
    let organization = find(state, visitor, named)?;
    let preference = Preference::parse(name).ok_or_else(missing)?;
    let principal = &visitor.signed_in.principal;
    let found = state.desk.preference(principal, organization.ordinal, preference).await?;
    Ok(EditView {
        frame: super::frame(state, visitor),
        place: place(state, principal, &organization),
        preference: shown(state, principal, found),
        typed: None,
        is_confirmed: false,
        problem: None,
        is_meanwhile: false,
        has_below: !branches::right_below(state, organization.ordinal).is_empty(),
    })
}

fn place(state: &AppState, principal: &Principal, organization: &Organization) -> Place {
    let manage = Permission::ManagePreferences;
    let is_home = organization.ordinal == principal.home;
    Place {
        id: (!is_home).then(|| organization.id.to_string()),
        name: organization.name.clone(),
        may_change: branches::may(state, principal, organization.ordinal, manage),
    }
}

fn shown(state: &AppState, principal: &Principal, found: PreferenceState) -> PreferenceView {
    let tree = state.store.organizations();
    // What lies above the reader's own organisation is not the reader's to know.
    let name = |at| {
        let is_known = branches::may(state, principal, at, READ);
        tree.get(at).filter(|_| is_known).map(|organization| organization.name.clone())
    };
    let version = found.version();
    PreferenceView {
        from: match found.origin {
            Origin::Own => From::Own,
            Origin::Default => From::Default,
            Origin::Inherited(at) => From::Above(name(at)),
            Origin::Locked(at) => From::Locked(name(at)),
        },
        preference: found.preference,
        value: found.value,
        default: found.default,
        inherited: found.inherited,
        own: found.own,
        is_locked: found.is_locked,
        version,
    }
}

/// Whether the words that were typed begin words of what a preference is called or does.
fn is_meant(words: &[String], preference: Preference) -> bool {
    let texts = [preference.as_str(), &preference.as_str().replace('_', " ")];
    let text = texts.into_iter().chain([label(preference), about(preference)]);
    begun::all_begin(words, &text.collect::<Vec<_>>().join(" "))
}
