//! `/users/{id}`: the account of a user.

use annals_desk::{Error, Refusal, RightsRefusal, SessionId, User, UserId, WhichSessions};
use annals_model::Permission;
use annals_viewer::Fault;
use annals_viewer::fault::{RequestFault, RightsFault};
use annals_viewer::pages::people::USERS_PATH;
use annals_viewer::pages::people::account::{AccountForm, AccountView, Facts, account};
use annals_viewer::pages::people::fields::{Field, Input};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::inputs::{self, Form};
use super::{Asked, Done, Visit, head, page, sign_in};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::selected::refused;
use crate::pages::{html, status_of};
use crate::session::{CheckedForm, Visitor};
use crate::site::BaseUrl;
use crate::state::AppState;

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ReadUsers)?;
        if let Some(there) = elsewhere(&visit, &id).await {
            return Ok(Redirect::to(&there).into_response());
        }
        let user = find(&visit, &id).await?;
        let view = AccountView { notice: asked.notice(), ..view(&visit, &user).await? };
        Ok(html(StatusCode::OK, account(&view)))
    };
    page(&state, &visitor, made).await
}

/// Where the page is of a user with `id` of an organisation below, when none is named: who follows
/// a link to someone need not know where they are. Others' users are nowhere.
async fn elsewhere(visit: &Visit<'_>, id: &str) -> Option<String> {
    if visit.visitor.place.organization.is_some() {
        return None;
    }
    let id = UserId(id.to_owned());
    let at = visit.state.desk.organization_of_user(visit.principal(), &id).await.ok()?;
    let organization = visit.state.store.organizations().get(at)?.clone();
    if organization.ordinal == visit.organization.ordinal {
        return None;
    }
    let there = Visit { organization, ..*visit };
    Some(there.place().with(&format!("{USERS_PATH}/{}", id.0), &[]))
}

/// The user with `id`.
pub(super) async fn find(visit: &Visit<'_>, id: &str) -> Result<User, Failure> {
    let (desk, at) = (&visit.state.desk, visit.organization.ordinal);
    Ok(desk.user(visit.principal(), at, &UserId(id.to_owned())).await?)
}

pub(super) async fn change(
    State(state): State<AppState>,
    requester: Requester,
    base_url: BaseUrl,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageUsers)?;
        let user = find(&visit, &id).await?;
        let form = Form(form);
        match form.need("do")? {
            "change" => change_account(&visit, requester, user, &form).await,
            "password" => sign_in::set_password(&visit, requester, user, &form).await,
            "reset-link" => sign_in::make_link(&visit, requester, user, &base_url).await,
            "remove-factor" => sign_in::remove_factor(&visit, requester, user).await,
            "end" => {
                let which = WhichSessions::One(SessionId(form.need("session")?.to_owned()));
                sign_in::end_sessions(&visit, requester, user, which).await
            }
            "others" => sign_in::end_sessions(&visit, requester, user, WhichSessions::All).await,
            _ => Err(refused(RequestFault::WrongForm)),
        }
    };
    page(&state, &visitor, made).await
}

async fn change_account(
    visit: &Visit<'_>,
    requester: Requester,
    user: User,
    form: &Form,
) -> Result<Response, Failure> {
    let mut inputs = form.inputs(&Field::OF_ACCOUNT)?;
    inputs::explain(visit, &mut inputs);
    let (by, desk) = (visit.by(requester), &visit.state.desk);
    let mut seen = form.version()?;
    let mut user = user;
    loop {
        let Some(fields) = inputs::account(visit, &mut inputs, user.fields()) else {
            let form = Again { inputs, version: seen, problem: None };
            return again(visit, &user, form, StatusCode::UNPROCESSABLE_ENTITY).await;
        };
        let changed = desk.change_user(&by, user.organization, &user.id, seen, fields).await;
        let refusal = match changed {
            Ok(_) => return Ok(visit.done(&user_path(&user), Done::Changed)),
            Err(Error::Refused(refusal)) => refusal,
            Err(error) => return Err(error.into()),
        };
        user = find(visit, &user.id.0).await?;
        let status = status_of(&refusal);
        let is_meanwhile = refusal == Refusal::Rights(RightsRefusal::ChangedMeanwhile);
        let version = if is_meanwhile { user.version } else { seen };
        if is_meanwhile {
            let now = inputs::of_account(visit, &Field::OF_ACCOUNT, &user.fields());
            // What no field shows was changed: nothing of it is overwritten.
            if !inputs::merge(&mut inputs, &now) && seen != version {
                seen = version;
                continue;
            }
        }
        let problem = if is_meanwhile { None } else { inputs::place(&mut inputs, refusal) };
        let form = Again { inputs, version, problem };
        return again(visit, &user, form, status).await;
    }
}

/// The form of an account as it is shown again.
struct Again {
    inputs: Vec<Input>,
    version: i64,
    problem: Option<Fault>,
}

async fn again(
    visit: &Visit<'_>,
    user: &User,
    again: Again,
    status: StatusCode,
) -> Result<Response, Failure> {
    let mut view = view(visit, user).await?;
    let Again { inputs, version, problem } = again;
    match &mut view.form {
        Some(form) => {
            *form = AccountForm { inputs, version, problem, ..form.clone() };
        }
        // The reason stands where the form would.
        None => view.refusal = view.refusal.or(problem),
    }
    Ok(html(status, account(&view)))
}

/// Where the account is.
pub(super) fn user_path(user: &User) -> String {
    format!("{}/{}", annals_viewer::pages::people::USERS_PATH, user.id.0)
}

pub(super) async fn view(visit: &Visit<'_>, user: &User) -> Result<AccountView, Failure> {
    let place = visit.place();
    let desk = &visit.state.desk;
    let mut refusal = None;
    let mut form = None;
    if place.may.manage_users {
        refusal = desk.outranks(visit.principal(), user).await?;
    }
    if place.may.manage_users && refusal.is_none() {
        form = Some(AccountForm {
            inputs: inputs::of_account(visit, &Field::OF_ACCOUNT, &user.fields()),
            version: user.version,
            problem: None,
            sign_in: sign_in::forms(visit, user).await?,
            is_own: is_own(visit, user),
        });
    }
    Ok(AccountView {
        frame: visit.frame(),
        place,
        head: head::of_user(visit, user).await?,
        notice: None,
        facts: facts(visit, user),
        form,
        refusal: refusal.map(|right| RightsFault::Outranked(right).into()),
    })
}

pub(super) fn is_own(visit: &Visit<'_>, user: &User) -> bool {
    visit.principal().id == user.id.0
}

fn facts(visit: &Visit<'_>, user: &User) -> Facts {
    let user = user.clone();
    Facts {
        standing: visit.standing(&user),
        expires: user.expires_at.map(|at| visit.zoned(at)),
        username: user.username,
        email: user.email,
        role: user.role,
        homepage: user.homepage,
        staff_record: user.staff_record.map(|record| {
            let href = head::staff_href(visit, &record);
            (record, href)
        }),
        without_calendar: user.without_calendar,
    }
}
