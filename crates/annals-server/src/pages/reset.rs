//! `/reset/{token}`: the page of a link with which someone who forgot their password chooses
//! another one, once. Whoever has the link needs no session; the address is in no log and leads
//! nowhere else.

use annals_desk::PasswordRefusal;
use annals_viewer::fault::PasswordFault;
use annals_viewer::pages::account::PasswordField;
use annals_viewer::pages::reset::{ResetView, over, reset};
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::account::{chars_min, refusal};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::state::AppState;

/// Where links lead, followed by the token.
pub(crate) const PATH: &str = "/reset";

pub(super) fn routes() -> Routes {
    Routes::new().route(&format!("{PATH}/{{token}}"), get(show).post(take))
}

async fn show(
    State(state): State<AppState>,
    requester: Requester,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    page(&state, &requester, &token, None).await
}

/// The form, if the link holds.
async fn page(
    state: &AppState,
    requester: &Requester,
    token: &str,
    problem: Option<(StatusCode, (PasswordField, annals_viewer::Fault))>,
) -> Result<Response, Failure> {
    state.desk.refresh_preferences().await?;
    let user = match state.desk.user_of_reset_link(token, &requester.client).await {
        Ok(user) => user,
        Err(error) => return not_now(error),
    };
    let (status, problem) = problem.unzip();
    let view = ResetView {
        action: format!("{PATH}/{token}"),
        chars_min: chars_min(state, &user),
        username: user.username,
        problem,
    };
    Ok(super::html(status.unwrap_or(StatusCode::OK), reset(&view)))
}

/// What is said where the form can't be.
fn not_now(error: annals_desk::Error) -> Result<Response, Failure> {
    use annals_desk::{Error as Desk, Refusal};
    let (status, fault) = match error {
        Desk::NotFound | Desk::Refused(Refusal::Password(PasswordRefusal::LinkOver)) => {
            (StatusCode::NOT_FOUND, PasswordFault::LinkOver)
        }
        Desk::TooManyAttempts { .. } => (StatusCode::TOO_MANY_REQUESTS, PasswordFault::TooMany),
        other => return Err(other.into()),
    };
    Ok(super::html(status, over(&fault.into())))
}

#[derive(serde::Deserialize)]
struct NewPassword {
    new: String,
    again: String,
}

async fn take(
    State(state): State<AppState>,
    requester: Requester,
    Path(token): Path<String>,
    Form(NewPassword { new, again }): Form<NewPassword>,
) -> Result<Response, Failure> {
    if new != again {
        let problem = (PasswordField::Again, PasswordFault::NotRepeated.into());
        let problem = Some((StatusCode::UNPROCESSABLE_ENTITY, problem));
        return page(&state, &requester, &token, problem).await;
    }
    match state.desk.reset_password(&token, &requester.client, new).await {
        Ok(()) => Ok(Redirect::to("/sign-in?notice=password-set").into_response()),
        Err(annals_desk::Error::Refused(refused))
            if refused != PasswordRefusal::LinkOver.into() =>
        {
            let problem = refusal(annals_desk::Error::Refused(refused))?;
            page(&state, &requester, &token, Some(problem)).await
        }
        Err(error) => not_now(error),
    }
}
