//! `/account/second-factor`: one's own second factor is set up, given up, and gets recovery codes.

use annals_desk::{Error, RecoveryCodes, Refusal, SecondFactor};
use annals_viewer::Fault;
use annals_viewer::components::proof::ProofField;
use annals_viewer::fault::RequestFault;
use annals_viewer::pages::account;
use annals_viewer::pages::second_factor::{
    CodesView, Factor, FactorForm, PATH, SecondFactorView, recovery_codes, second_factor,
};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::account::zone_of;
use super::passkeys::{proof, proof_fields, wrong_proof};
use super::selected::refused;
use super::{problem, zoned};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{CheckedForm, Visitor, local_path, with_next};
use crate::site::Here;
use crate::state::AppState;

pub(super) fn routes() -> Routes {
    Routes::new().route(PATH, get(show).post(take))
}

#[derive(serde::Deserialize)]
struct Next {
    next: Option<String>,
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    here: Here,
    Query(Next { next }): Query<Next>,
) -> Response {
    answer(&state, &visitor, &here, next.as_deref(), StatusCode::OK, None).await
}

/// The page as it is by now.
async fn answer(
    state: &AppState,
    visitor: &Visitor,
    here: &Here,
    next: Option<&str>,
    status: StatusCode,
    problem: Option<(FactorForm, ProofField, Fault)>,
) -> Response {
    match factor(state, visitor).await {
        Ok((found, factor)) => {
            let page = SecondFactorView {
                frame: super::frame(state, visitor),
                is_required: visitor.signed_in.required.is_some(),
                next: next.and_then(local_path).map(str::to_owned),
                factor,
                proof: proof_fields(found.as_ref(), here),
                problem,
            };
            super::html(status, second_factor(&page))
        }
        Err(failure) => problem::page(&super::frame(state, visitor), &failure),
    }
}

/// One's own second factor, and how far its app is.
async fn factor(
    state: &AppState,
    visitor: &Visitor,
) -> Result<(Option<SecondFactor>, Factor), Failure> {
    let who = &visitor.signed_in;
    let found = state.desk.second_factor(&who.principal, &who.user).await?;
    if let Some((on, app)) = found.as_ref().and_then(|on| Some((on, on.app?))) {
        let since = zoned(app, &zone_of(state, visitor));
        let has_passkeys = !on.passkeys.is_empty();
        let recovery_codes = on.recovery_codes.into();
        let on = Factor::On { since, recovery_codes, has_passkeys };
        return Ok((found, on));
    }
    let factor = match state.desk.second_factor_set_up(who).await? {
        Some(set_up) => Factor::SetUp { secret: set_up.secret, uri: set_up.uri },
        None => Factor::Off { recovery_codes: found.as_ref().map(|on| on.recovery_codes.into()) },
    };
    Ok((found, factor))
}

#[derive(serde::Deserialize)]
struct Typed {
    #[serde(rename = "do")]
    does: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    passkey: String,
    next: Option<String>,
}

async fn take(
    State(state): State<AppState>,
    requester: Requester,
    here: Here,
    CheckedForm { visitor, form }: CheckedForm<Typed>,
) -> Result<Response, Failure> {
    let Typed { does, password, code, passkey, next } = form;
    let unknown = || refused(RequestFault::FieldMissing("do".to_owned()));
    let form = FactorForm::parse(&does).ok_or_else(unknown)?;
    let (desk, who, client) = (&state.desk, &visitor.signed_in, &requester.client);
    let (next, site) = (next.as_deref(), here.site());
    let done = match form {
        FactorForm::Confirm => desk.confirm_second_factor(who, client, &code).await.map(Some),
        FactorForm::Begin => {
            let proof = proof(password, code, passkey);
            desk.begin_second_factor(who, client, site, proof).await.map(|()| None)
        }
        FactorForm::Renew => {
            let proof = proof(password, code, passkey);
            desk.renew_recovery_codes(who, client, site, proof).await.map(Some)
        }
        FactorForm::Remove => {
            let proof = proof(password, code, passkey);
            desk.remove_own_second_factor(who, client, site, proof).await.map(|()| None)
        }
    };
    match done {
        Ok(Some(codes)) => Ok(shown(&state, &visitor, codes, next)),
        Ok(None) if form == FactorForm::Remove => {
            Ok(Redirect::to(&format!("{}?notice=factor-removed", account::PATH)).into_response())
        }
        Ok(None) => Ok(Redirect::to(&with_next(PATH, next.unwrap_or("/"))).into_response()),
        Err(error) => {
            let Some((status, field, fault)) = wrong_proof(&error) else {
                return match error {
                    // It is otherwise by now; the page says how.
                    Error::Refused(Refusal::SecondFactor(_)) => {
                        Ok(Redirect::to(&with_next(PATH, next.unwrap_or("/"))).into_response())
                    }
                    error => Err(error.into()),
                };
            };
            Ok(answer(&state, &visitor, &here, next, status, Some((form, field, fault))).await)
        }
    }
}

/// New codes, shown once: the answer to the form itself, which no address leads to.
fn shown(
    state: &AppState,
    visitor: &Visitor,
    codes: RecoveryCodes,
    next: Option<&str>,
) -> Response {
    let page = CodesView {
        frame: super::frame(state, visitor),
        codes: codes.0,
        with_passkey: false,
        next: next.and_then(local_path).unwrap_or(account::PATH).to_owned(),
    };
    super::html(StatusCode::OK, recovery_codes(&page))
}
