//! `/account/second-factor`: one's own second factor is set up, given up, and gets recovery codes.

use annals_desk::{Error, RecoveryCodes, Refusal};
use annals_viewer::Fault;
use annals_viewer::fault::{PasswordFault, RequestFault, SecondFactorFault};
use annals_viewer::pages::account;
use annals_viewer::pages::second_factor::{
    CodesView, Factor, FactorField, FactorForm, PATH, SecondFactorView, recovery_codes,
    second_factor,
};
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::account::zone_of;
use super::selected::refused;
use super::{problem, zoned};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::session::{CheckedForm, Visitor, local_path, with_next};
use crate::state::AppState;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route(PATH, get(show).post(take))
}

#[derive(serde::Deserialize)]
struct Next {
    next: Option<String>,
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(Next { next }): Query<Next>,
) -> Response {
    answer(&state, &visitor, next.as_deref(), StatusCode::OK, None).await
}

/// The page as it is by now.
async fn answer(
    state: &AppState,
    visitor: &Visitor,
    next: Option<&str>,
    status: StatusCode,
    problem: Option<(FactorForm, FactorField, Fault)>,
) -> Response {
    match factor(state, visitor).await {
        Ok(factor) => {
            let page = SecondFactorView {
                frame: super::frame(state, visitor),
                is_required: visitor.signed_in.required.is_some(),
                next: next.and_then(local_path).map(str::to_owned),
                factor,
                problem,
            };
            super::html(status, second_factor(&page))
        }
        Err(failure) => problem::page(&super::frame(state, visitor), &failure),
    }
}

/// How far one's own second factor is.
async fn factor(state: &AppState, visitor: &Visitor) -> Result<Factor, Failure> {
    let who = &visitor.signed_in;
    if let Some(found) = state.desk.second_factor(&who.principal, &who.user).await? {
        let since = zoned(found.since, &zone_of(state, visitor));
        return Ok(Factor::On { since, recovery_codes: found.recovery_codes.into() });
    }
    let set_up = state.desk.second_factor_set_up(who).await?;
    Ok(set_up.map_or(Factor::Off, |found| Factor::SetUp { secret: found.secret, uri: found.uri }))
}

#[derive(serde::Deserialize)]
struct Typed {
    #[serde(rename = "do")]
    does: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
    next: Option<String>,
}

async fn take(
    State(state): State<AppState>,
    requester: Requester,
    CheckedForm { visitor, form }: CheckedForm<Typed>,
) -> Result<Response, Failure> {
    let Typed { does, password, code, next } = form;
    let unknown = || refused(RequestFault::FieldMissing("do".to_owned()));
    let form = FactorForm::parse(&does).ok_or_else(unknown)?;
    let (desk, who, client) = (&state.desk, &visitor.signed_in, &requester.client);
    let next = next.as_deref();
    let done = match form {
        FactorForm::Begin => desk.begin_second_factor(who, client, password).await.map(|()| None),
        FactorForm::Confirm => desk.confirm_second_factor(who, client, &code).await.map(Some),
        FactorForm::Renew => {
            desk.renew_recovery_codes(who, client, password, &code).await.map(Some)
        }
        FactorForm::Remove => {
            desk.remove_own_second_factor(who, client, password, &code).await.map(|()| None)
        }
    };
    match done {
        Ok(Some(codes)) => Ok(shown(&state, &visitor, codes, next)),
        Ok(None) if form == FactorForm::Remove => {
            Ok(Redirect::to(&format!("{}?notice=factor-removed", account::PATH)).into_response())
        }
        Ok(None) => Ok(Redirect::to(&with_next(PATH, next.unwrap_or("/"))).into_response()),
        Err(error) => {
            let Some((status, field, fault)) = wrong(&error, form) else {
                return match error {
                    // It is otherwise by now; the page says how.
                    Error::Refused(Refusal::SecondFactor(_)) => {
                        Ok(Redirect::to(&with_next(PATH, next.unwrap_or("/"))).into_response())
                    }
                    error => Err(error.into()),
                };
            };
            Ok(answer(&state, &visitor, next, status, Some((form, field, fault))).await)
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
        next: next.and_then(local_path).unwrap_or(account::PATH).to_owned(),
    };
    super::html(StatusCode::OK, recovery_codes(&page))
}

/// What is wrong with what was typed, and with which field.
fn wrong(error: &Error, form: FactorForm) -> Option<(StatusCode, FactorField, Fault)> {
    match error {
        Error::WrongCredentials => Some((
            StatusCode::UNPROCESSABLE_ENTITY,
            FactorField::Password,
            PasswordFault::Wrong.into(),
        )),
        Error::WrongCode => Some((
            StatusCode::UNPROCESSABLE_ENTITY,
            FactorField::Code,
            SecondFactorFault::WrongCode.into(),
        )),
        Error::TooManyAttempts { .. } => {
            let field = match form {
                FactorForm::Confirm => FactorField::Code,
                _ => FactorField::Password,
            };
            Some((StatusCode::TOO_MANY_REQUESTS, field, PasswordFault::TooMany.into()))
        }
        _ => None,
    }
}
