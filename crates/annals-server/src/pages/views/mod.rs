//! `/views`: saved and ready views of the log.
//!
//! `/views/{id}` leads to the log in the view's state, which stands in the address from there on.
//! Forms that keep a search have it in their own query string, as on the log's page, so that
//! signing in again on the way leads to a page that asks again.

mod last_day;
mod operations;

use annals_desk::{NewView, Refusal, View, ViewChange, ViewId};
use annals_model::Principal;
use annals_viewer::LogAddress;
use annals_viewer::components::shell::Frame;
use annals_viewer::components::typed::range_in_address;
use annals_viewer::components::views::{PATH, SaveForm, SavedView};
use annals_viewer::messages::views as messages;
use annals_viewer::pages::views::{EditView, ViewsView, edit, views};
use annals_viewer::ready::{Finds, ReadyView};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::{fault_of, problem, status_of};
use crate::error::{Code, Failure};
use crate::middleware::Requester;
use crate::routes::Routes;
use crate::session::{CheckedForm, NoFields, Visitor};
use crate::state::AppState;

type Pairs = Query<Vec<(String, String)>>;

pub(super) fn routes() -> Routes {
    Routes::new()
        .route(PATH, get(list).post(save))
        .route("/views/{id}", get(open))
        .route("/views/{id}/edit", get(show_edit).post(rename))
        .route("/views/{id}/search", get(again).post(save_changes))
        .route("/views/{id}/delete", get(show_edit).post(delete))
}

/// What a form of a view says besides its search.
#[derive(serde::Deserialize)]
struct NameForm {
    name: String,
    shared: Option<String>,
}

/// The views of whoever is signed in, as pages show them.
pub(super) async fn saved(
    state: &AppState,
    principal: &Principal,
) -> Result<Vec<SavedView>, Failure> {
    let views = state.desk.views(principal).await?;
    Ok(views.into_iter().map(|view| shown(state, principal, view)).collect())
}

fn shown(state: &AppState, principal: &Principal, view: View) -> SavedView {
    SavedView {
        may_change: state.desk.may_change_view(principal, &view),
        owner: (!view.is_of(principal)).then_some(view.owner_name),
        id: view.id.0,
        name: view.name,
        is_shared: view.is_shared,
        state: read(&view.search, !state.desk.preferences_of(principal.home).month_first()),
    }
}

/// The state that a view keeps as a query string; its dates may have been kept as they were typed.
fn read(search: &str, day_first: bool) -> LogAddress {
    let uri = format!("/{search}").parse::<Uri>().unwrap_or_default();
    let pairs = Pairs::try_from_uri(&uri).map(|Query(pairs)| pairs).unwrap_or_default();
    let state = LogAddress::read(pairs).0.state();
    LogAddress { range: range_in_address(&state.range, day_first), ..state }
}

/// A failure as a page with the visitor's frame.
fn or_problem(frame: &Frame, answer: Result<Response, Failure>) -> Response {
    answer.unwrap_or_else(|failure| problem::page(frame, &failure))
}

fn check_reads(state: &AppState, visitor: &Visitor) -> Result<(), Failure> {
    state.allow_place(&visitor.signed_in.principal, &visitor.place).map(|_| ())
}

async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(mut pairs): Pairs,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let mut notice = None;
    pairs.retain(|(name, value)| match &**name {
        "notice" => {
            notice = [("deleted", messages::deleted()), ("changed", messages::renamed())]
                .into_iter()
                .find_map(|(word, notice)| (word == value).then_some(notice));
            false
        }
        _ => true,
    });
    let kept = LogAddress::read(pairs).0.state();
    let save = (kept != LogAddress::default()).then(|| (kept, SaveForm::default()));
    let page = list_page(&state, &visitor, notice, save).await;
    or_problem(&frame, page.map(|page| super::html(StatusCode::OK, views(&page))))
}

async fn list_page(
    state: &AppState,
    visitor: &Visitor,
    notice: Option<&'static str>,
    save: Option<(LogAddress, SaveForm)>,
) -> Result<ViewsView, Failure> {
    check_reads(state, visitor)?;
    let views = saved(state, &visitor.signed_in.principal).await?;
    Ok(ViewsView { frame: super::frame(state, visitor), notice, views, save })
}

/// Saves the search in the query string.
async fn save(
    State(state): State<AppState>,
    requester: Requester,
    Query(pairs): Pairs,
    CheckedForm { visitor, form }: CheckedForm<NameForm>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let (address, _) = LogAddress::read(pairs);
    let kept = address.state();
    let new = NewView {
        name: form.name.clone(),
        search: kept.query_string(),
        is_shared: form.shared.is_some(),
    };
    if let Err(failure) = check_reads(&state, &visitor) {
        return problem::page(&frame, &failure);
    }
    let by = visitor.by(requester.client);
    let answer = match state.desk.save_view(by, new).await {
        Ok(view) => Ok(Redirect::to(&kept.of_view(&view.id.0).href()).into_response()),
        Err(annals_desk::Error::Refused(refusal)) => {
            let status = status_of(&refusal);
            let form = typed(form, refusal);
            let page = list_page(&state, &visitor, None, Some((kept, form))).await;
            page.map(|page| super::html(status, views(&page)))
        }
        Err(error) => Err(error.into()),
    };
    or_problem(&frame, answer)
}

fn typed(form: NameForm, refusal: Refusal) -> SaveForm {
    let problem = Some(fault_of(refusal));
    SaveForm { name: form.name, is_shared: form.shared.is_some(), problem }
}

/// Leads to what a view shows.
async fn open(
    State(state): State<AppState>,
    visitor: Visitor,
    requester: Requester,
    Path(id): Path<String>,
    Query(pairs): Pairs,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let answer = async {
        check_reads(&state, &visitor)?;
        match ReadyView::find(&id).map(|view| (view.finds, view.state())) {
            Some((_, Some(kept))) => {
                let kept = LogAddress { place: frame.place.clone(), ..kept };
                Ok(Redirect::to(&kept.of_view(&id).href()).into_response())
            }
            Some((Finds::LastDay, _)) => last_day::answer(&state, &visitor, requester, pairs).await,
            Some(_) => operations::answer(&state, &visitor, requester, pairs).await,
            None => {
                let view = found(&state, &visitor, id).await?;
                let href = view.state.of_view(&view.id).href();
                Ok(Redirect::to(&href).into_response())
            }
        }
    };
    or_problem(&frame, answer.await)
}

async fn found(state: &AppState, visitor: &Visitor, id: String) -> Result<SavedView, Failure> {
    let principal = &visitor.signed_in.principal;
    let view = state.desk.view(principal, &ViewId(id)).await?;
    Ok(shown(state, principal, view))
}

async fn show_edit(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    let page = edit_page(&state, &visitor, id, None).await;
    or_problem(&frame, page.map(|page| super::html(StatusCode::OK, edit(&page))))
}

async fn edit_page(
    state: &AppState,
    visitor: &Visitor,
    id: String,
    form: Option<SaveForm>,
) -> Result<EditView, Failure> {
    check_reads(state, visitor)?;
    let view = found(state, visitor, id).await?;
    if !view.may_change {
        return Err(Failure::new(Code::NotFound, "the view is someone else's"));
    }
    let (name, is_shared) = (view.name.clone(), view.is_shared);
    let form = form.unwrap_or(SaveForm { name, is_shared, problem: None });
    Ok(EditView { frame: super::frame(state, visitor), view, form })
}

/// Gives a view another name, shares it or keeps it for oneself.
async fn rename(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<NameForm>,
) -> Response {
    let frame = super::frame(&state, &visitor);
    if let Err(failure) = check_reads(&state, &visitor) {
        return problem::page(&frame, &failure);
    }
    let by = visitor.by(requester.client);
    let change = ViewChange::Name { name: form.name.clone(), is_shared: form.shared.is_some() };
    let answer = match state.desk.change_view(by, &ViewId(id.clone()), change).await {
        Ok(()) => Ok(Redirect::to(&format!("{PATH}?notice=changed")).into_response()),
        Err(annals_desk::Error::Refused(refusal)) => {
            let status = status_of(&refusal);
            let page = edit_page(&state, &visitor, id, Some(typed(form, refusal))).await;
            page.map(|page| super::html(status, edit(&page)))
        }
        Err(error) => Err(error.into()),
    };
    or_problem(&frame, answer)
}

/// Where someone comes who had to sign in first: to the search, which is not yet kept.
async fn again(Path(id): Path<String>, Query(pairs): Pairs) -> Redirect {
    Redirect::to(&LogAddress::read(pairs).0.of_view(&id).href())
}

/// Keeps the search in the query string in place of the one that the view had.
async fn save_changes(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    Query(pairs): Pairs,
    CheckedForm { visitor, form: NoFields {} }: CheckedForm<NoFields>,
) -> Response {
    let kept = LogAddress::read(pairs).0.state();
    let change = ViewChange::Search(kept.query_string());
    let to = kept.of_view(&id).href();
    changed(&state, &visitor, requester, id, change, &to).await
}

async fn delete(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form: NoFields {} }: CheckedForm<NoFields>,
) -> Response {
    let to = format!("{PATH}?notice=deleted");
    changed(&state, &visitor, requester, id, ViewChange::Delete, &to).await
}

async fn changed(
    state: &AppState,
    visitor: &Visitor,
    requester: Requester,
    id: String,
    change: ViewChange,
    to: &str,
) -> Response {
    let answer = async {
        check_reads(state, visitor)?;
        let by = visitor.by(requester.client);
        state.desk.change_view(by, &ViewId(id), change).await?;
        Ok(Redirect::to(to).into_response())
    };
    or_problem(&super::frame(state, visitor), answer.await)
}
