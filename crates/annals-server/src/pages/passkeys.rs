//! `/account/passkeys`: one's own passkeys are listed, added, renamed and removed.

use annals_desk::{
    Error, Passkey, PasskeyId, PasskeyRefusal, Proof, Refusal, SecondFactor, SignedIn,
};
use annals_model::limits::PASSKEYS_OF_USER_MAX;
use annals_viewer::Fault;
use annals_viewer::components::proof::{ASK_PATH, ProofField, ProofFields};
use annals_viewer::fault::{PasskeyFault, PasswordFault, RequestFault, SecondFactorFault};
use annals_viewer::messages::passkeys as messages;
use annals_viewer::pages::passkeys::{
    NEW_PATH, NewPasskeyView, OnePasskeyView, PATH, PasskeyField, PasskeyView, PasskeysView,
    new_passkey, one_passkey, passkeys,
};
use annals_viewer::pages::second_factor::{CodesView, recovery_codes};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use jiff::tz::TimeZone;

use super::account::zone_of;
use super::selected::refused;
use super::{fault_of, problem, zoned};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{CheckedForm, NoFields, Visitor};
use crate::site::Here;
use crate::state::AppState;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route(PATH, get(show).post(begin))
        .route(ASK_PATH, post(ask))
        .route(NEW_PATH, get(show_new).post(add))
        .route("/account/passkeys/{id}", get(show_one).post(change))
}

/// What was just done.
#[derive(Default, serde::Deserialize)]
struct Arrival {
    notice: Option<String>,
}

/// What is wrong with what was typed, and with which field.
type Problem = (PasskeyField, Fault);

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    here: Here,
    Query(arrival): Query<Arrival>,
) -> Response {
    let notice = match arrival.notice.as_deref() {
        Some("added") => Some(messages::was_added()),
        Some("renamed") => Some(messages::was_renamed()),
        Some("removed") => Some(messages::was_removed()),
        _ => None,
    };
    list(&state, &visitor, &here, (notice, ""), StatusCode::OK, None).await
}

/// The list as it is by now.
async fn list(
    state: &AppState,
    visitor: &Visitor,
    here: &Here,
    (notice, name): (Option<&'static str>, &str),
    status: StatusCode,
    problem: Option<Problem>,
) -> Response {
    let frame = super::frame(state, visitor);
    let factor = match factor_of(state, &visitor.signed_in).await {
        Ok(factor) => factor,
        Err(failure) => return problem::page(&frame, &failure),
    };
    let zone = zone_of(state, visitor);
    let known = factor.iter().flat_map(|factor| &factor.passkeys);
    let page = PasskeysView {
        is_required: visitor.signed_in.required.is_some(),
        notice,
        site: here.view(),
        passkeys: known.map(|one| view(one, here, &zone)).collect(),
        max: PASSKEYS_OF_USER_MAX.into(),
        proof: proof_fields(factor.as_ref(), here),
        name: name.to_owned(),
        problem,
        frame,
    };
    super::html(status, passkeys(&page))
}

async fn factor_of(state: &AppState, who: &SignedIn) -> Result<Option<SecondFactor>, Failure> {
    Ok(state.desk.second_factor(&who.principal, &who.user).await?)
}

/// A passkey as pages show it.
pub(super) fn view(passkey: &Passkey, here: &Here, zone: &TimeZone) -> PasskeyView {
    let is_here = here.site().is_some_and(|site| site.id() == passkey.site);
    PasskeyView {
        id: passkey.id.0.clone(),
        name: passkey.name.clone(),
        site: (!is_here).then(|| passkey.site.clone()),
        added: zoned(passkey.added_at, zone),
        used: passkey.last_used_at.map(|at| zoned(at, zone)),
    }
}

/// What a user shows before what they sign in with is changed.
pub(super) fn proof_fields(factor: Option<&SecondFactor>, here: &Here) -> ProofFields {
    let known = factor.iter().flat_map(|factor| &factor.passkeys);
    let site = here.site();
    let is_usable = known.into_iter().any(|one| site.is_some_and(|site| site.id() == one.site));
    ProofFields { needs_code: factor.is_some(), origin: here.origin().filter(|_| is_usable) }
}

/// What was shown, of fields of a form: a passkey, if there is one.
pub(super) fn proof(password: String, code: String, passkey: String) -> Proof {
    match passkey.is_empty() {
        true => Proof::Password { password, code },
        false => Proof::Passkey { answer: passkey },
    }
}

/// What is wrong with what was shown, and with which field.
pub(super) fn wrong_proof(error: &Error) -> Option<(StatusCode, ProofField, Fault)> {
    let (field, fault): (_, Fault) = match error {
        Error::WrongCredentials => (ProofField::Password, PasswordFault::Wrong.into()),
        Error::WrongCode => (ProofField::Code, SecondFactorFault::WrongCode.into()),
        Error::WrongPasskey => (ProofField::Passkey, PasskeyFault::Wrong.into()),
        Error::TooManyAttempts { .. } => {
            let fault = PasswordFault::TooMany.into();
            return Some((StatusCode::TOO_MANY_REQUESTS, ProofField::Password, fault));
        }
        _ => return None,
    };
    Some((StatusCode::UNPROCESSABLE_ENTITY, field, fault))
}

/// What a form of these pages says is wrong; what no field explains is a failure.
fn wrong(error: Error) -> Result<(StatusCode, Problem), Failure> {
    if let Some((status, field, fault)) = wrong_proof(&error) {
        return Ok((status, (PasskeyField::Proof(field), fault)));
    }
    match error {
        Error::Refused(refusal) => {
            let field = match refusal {
                Refusal::Passkey(PasskeyRefusal::NameLength { .. })
                | Refusal::Passkey(PasskeyRefusal::NameUnprintable) => PasskeyField::Name,
                _ => PasskeyField::Proof(ProofField::Passkey),
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, (field, fault_of(refusal))))
        }
        error => Err(error.into()),
    }
}

/// Options for the browser that shows one's passkey.
async fn ask(
    State(state): State<AppState>,
    here: Here,
    CheckedForm { visitor, form: NoFields {} }: CheckedForm<NoFields>,
) -> Result<Response, Failure> {
    let Some(site) = here.site() else { return Err(no_site()) };
    Ok(options(state.desk.ask_to_confirm(&visitor.signed_in, site).await?))
}

/// Options, as scripts get them.
pub(super) fn options(json: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], json).into_response()
}

/// What is answered where passkeys don't work; pages there have no button that asks.
pub(super) fn no_site() -> Failure {
    refused(RequestFault::FieldMissing("passkey".to_owned()))
}

#[derive(serde::Deserialize)]
struct NewForm {
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    passkey: String,
}

async fn begin(
    State(state): State<AppState>,
    requester: Requester,
    here: Here,
    CheckedForm { visitor, form }: CheckedForm<NewForm>,
) -> Result<Response, Failure> {
    let NewForm { name, password, code, passkey } = form;
    let Some(site) = here.site() else { return Err(no_site()) };
    let (who, client) = (&visitor.signed_in, &requester.client);
    let proof = proof(password, code, passkey);
    match state.desk.begin_passkey(who, client, site, &name, proof).await {
        Ok(()) => Ok(Redirect::to(NEW_PATH).into_response()),
        Err(error) => {
            let (status, problem) = wrong(error)?;
            Ok(list(&state, &visitor, &here, (None, &name), status, Some(problem)).await)
        }
    }
}

async fn show_new(State(state): State<AppState>, visitor: Visitor, here: Here) -> Response {
    let begun = state.desk.passkey_begun(&visitor.signed_in);
    // It was awaited too long, or is there by now.
    let (Some(begun), Some(origin)) = (begun, here.origin()) else {
        return Redirect::to(PATH).into_response();
    };
    let frame = super::frame(&state, &visitor);
    let page = NewPasskeyView { frame, name: begun.name, options: begun.options, origin };
    super::html(StatusCode::OK, new_passkey(&page))
}

#[derive(serde::Deserialize)]
struct MadeForm {
    passkey: String,
}

async fn add(
    State(state): State<AppState>,
    requester: Requester,
    here: Here,
    CheckedForm { visitor, form: MadeForm { passkey } }: CheckedForm<MadeForm>,
) -> Result<Response, Failure> {
    let Some(site) = here.site() else { return Err(no_site()) };
    let (who, client) = (&visitor.signed_in, &requester.client);
    match state.desk.add_passkey(who, client, site, &passkey).await {
        Ok(None) => Ok(Redirect::to(&format!("{PATH}?notice=added")).into_response()),
        Ok(Some(codes)) => {
            let page = CodesView {
                frame: super::frame(&state, &visitor),
                codes: codes.0,
                with_passkey: true,
                next: PATH.to_owned(),
            };
            Ok(super::html(StatusCode::OK, recovery_codes(&page)))
        }
        Err(error) => {
            let (status, problem) = wrong(error)?;
            Ok(list(&state, &visitor, &here, (None, ""), status, Some(problem)).await)
        }
    }
}

async fn show_one(
    State(state): State<AppState>,
    visitor: Visitor,
    here: Here,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    one(&state, &visitor, &here, &id, None, StatusCode::OK, None).await
}

/// The page of a passkey; the list where it is gone.
async fn one(
    state: &AppState,
    visitor: &Visitor,
    here: &Here,
    id: &str,
    typed: Option<String>,
    status: StatusCode,
    problem: Option<Problem>,
) -> Result<Response, Failure> {
    let Some(factor) = factor_of(state, &visitor.signed_in).await? else {
        return Ok(Redirect::to(PATH).into_response());
    };
    let Some(passkey) = factor.passkeys.iter().find(|one| one.id.0 == id) else {
        return Ok(Redirect::to(PATH).into_response());
    };
    let page = OnePasskeyView {
        frame: super::frame(state, visitor),
        passkey: view(passkey, here, &zone_of(state, visitor)),
        is_last: factor.app.is_none() && factor.passkeys.len() == 1,
        name: typed.unwrap_or_else(|| passkey.name.clone()),
        proof: proof_fields(Some(&factor), here),
        problem,
    };
    Ok(super::html(status, one_passkey(&page)))
}

#[derive(serde::Deserialize)]
struct ChangeForm {
    #[serde(rename = "do")]
    does: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    passkey: String,
}

async fn change(
    State(state): State<AppState>,
    requester: Requester,
    here: Here,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<ChangeForm>,
) -> Result<Response, Failure> {
    let (desk, who, client) = (&state.desk, &visitor.signed_in, &requester.client);
    let which = PasskeyId(id.clone());
    let is_rename = form.does == "rename";
    let (done, notice) = match &*form.does {
        "rename" => (desk.rename_passkey(who, client, &which, &form.name).await, "renamed"),
        "remove" => {
            let proof = proof(form.password, form.code, form.passkey);
            (desk.remove_passkey(who, client, here.site(), &which, proof).await, "removed")
        }
        _ => return Err(refused(RequestFault::FieldMissing("do".to_owned()))),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}?notice={notice}")).into_response()),
        Err(error) => {
            let (status, problem) = wrong(error)?;
            let typed = is_rename.then_some(form.name);
            one(&state, &visitor, &here, &id, typed, status, Some(problem)).await
        }
    }
}
