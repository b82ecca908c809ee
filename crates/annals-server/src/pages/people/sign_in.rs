//! How the user of an account signs in, as far as who manages users may change that.

use annals_desk::{Error, User, WhichSessions};
use annals_model::limits::PASSWORD_CHARS_MIN;
use annals_viewer::fault::RightsFault;
use annals_viewer::pages::people::account::account;
use annals_viewer::pages::people::sign_in::SignInForms;
use axum::http::StatusCode;
use axum::response::Response;

use super::account::{is_own, user_path, view};
use super::inputs::Form;
use super::{Done, Visit};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::{RESET_PATH, fault_of, html, status_of};
use crate::site::{BaseUrl, Here};

/// The forms as they are at first. One's own account has them on a page of its own.
pub(super) async fn forms(visit: &Visit<'_>, user: &User) -> Result<SignInForms, Failure> {
    let desk = &visit.state.desk;
    let chars_min = desk.preferences_of(user.organization).password_chars_min();
    let forms = SignInForms {
        chars_min: chars_min.max(PASSWORD_CHARS_MIN) as u64,
        is_own: is_own(visit, user),
        ..SignInForms::default()
    };
    if forms.is_own {
        return Ok(forms);
    }
    let factor = desk.second_factor(visit.principal(), user).await?;
    let current = &visit.visitor.signed_in.session_id;
    let sessions = desk.sessions_of(visit.principal(), user).await?.into_iter();
    Ok(SignInForms {
        factor: factor.as_ref().map(|on| visit.zoned(on.since)),
        passkeys: factor
            .iter()
            .flat_map(|on| &on.passkeys)
            .map(|one| crate::pages::passkeys::view(one, &Here::Unknown, &visit.zone()))
            .collect(),
        sessions: sessions
            .map(|one| crate::pages::account::shown(one, current, &visit.zone()))
            .collect(),
        ..forms
    })
}

pub(super) async fn set_password(
    visit: &Visit<'_>,
    requester: Requester,
    user: User,
    form: &Form,
) -> Result<Response, Failure> {
    let (password, again) = (form.need("password")?, form.need("again")?);
    let is_again = password != again;
    let (status, problem) = if is_again {
        (StatusCode::UNPROCESSABLE_ENTITY, RightsFault::PasswordsDiffer.into())
    } else {
        let (by, password) = (visit.by(requester), password.to_owned());
        let desk = &visit.state.desk;
        match desk.set_password(by, user.organization, &user.id, password, false).await {
            Ok(()) => return Ok(visit.done(&user_path(&user), Done::Password)),
            Err(Error::Refused(refusal)) => (status_of(&refusal), fault_of(refusal)),
            Err(error) => return Err(error.into()),
        }
    };
    let mut view = view(visit, &user).await?;
    match &mut view.form {
        Some(form) => {
            form.sign_in.problem = Some(problem);
            form.sign_in.is_again = is_again;
        }
        None => view.refusal = view.refusal.or(Some(problem)),
    }
    Ok(html(status, account(&view)))
}

/// Makes a link for a forgotten password, which the answer shows, and no address.
pub(super) async fn make_link(
    visit: &Visit<'_>,
    requester: Requester,
    user: User,
    BaseUrl(base_url): &BaseUrl,
) -> Result<Response, Failure> {
    let (desk, by) = (&visit.state.desk, visit.by(requester));
    let link = desk.make_reset_link(by, user.organization, &user.id).await?;
    let mut view = view(visit, &user).await?;
    if let Some(form) = &mut view.form {
        form.sign_in.link = Some(format!("{base_url}{RESET_PATH}/{}", link.token.0));
    }
    Ok(html(StatusCode::OK, account(&view)))
}

pub(super) async fn remove_factor(
    visit: &Visit<'_>,
    requester: Requester,
    user: User,
) -> Result<Response, Failure> {
    visit.state.desk.remove_second_factor(visit.by(requester), &user).await?;
    Ok(visit.done(&user_path(&user), Done::Factor))
}

pub(super) async fn end_sessions(
    visit: &Visit<'_>,
    requester: Requester,
    user: User,
    which: WhichSessions,
) -> Result<Response, Failure> {
    visit.state.desk.end_sessions(visit.by(requester), &user, which).await?;
    Ok(visit.done(&user_path(&user), Done::Sessions))
}
