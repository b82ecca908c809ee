//! `/users/{id}/calendars` and `/groups/{id}/calendars`: calendar rights.

use annals_desk::{CalendarChange, CalendarRight, Error, Field, Holder, Refusal, RightsRefusal};
use annals_model::{Calendar, Permission};
use annals_viewer::fault::{RequestFault, RightsFault};
use annals_viewer::pages::people::calendars::{CalendarsView, TypedYear, YearRight, calendars};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::inputs::Form;
use super::kind::{Kind, head_of, path_of};
use super::{Done, Visit, page};
use crate::error::Failure;
use crate::middleware::Requester;
use crate::pages::selected::refused;
use crate::pages::{fault_of, html, status_of};
use crate::session::{CheckedForm, Visitor};
use crate::state::AppState;

/// What an address says.
#[derive(serde::Deserialize)]
pub(super) struct Asked {
    /// The id of the right that is to be changed.
    change: Option<String>,
    #[serde(flatten)]
    said: super::Asked,
}

pub(super) async fn show<K: Kind>(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ReadRights)?;
        let holder = K::find(&visit, &id).await?;
        let view = view(&visit, &holder).await?;
        let one = view.years.iter().find(|year| Some(&year.id) == asked.change.as_ref()).cloned();
        let typed = one.as_ref().map(|year| TypedYear {
            school: year.school.clone(),
            end_year: year.end_year.to_string(),
            ..TypedYear::default()
        });
        let view = CalendarsView {
            notice: asked.said.notice(),
            changing: one.map(|year| year.id),
            typed: typed.unwrap_or_default(),
            ..view
        };
        Ok(html(StatusCode::OK, calendars(&view)))
    };
    page(&state, &visitor, made).await
}

async fn view(visit: &Visit<'_>, holder: &Holder) -> Result<CalendarsView, Failure> {
    let (desk, by) = (&visit.state.desk, visit.principal());
    let held = desk.calendar_rights(by, holder).await?;
    let year = |right: CalendarRight| YearRight {
        id: right.id,
        school: right.calendar.school,
        end_year: right.calendar.end_year,
    };
    Ok(CalendarsView {
        frame: visit.frame(),
        place: visit.place(),
        head: head_of(visit, holder).await?,
        notice: None,
        years: held.into_iter().map(year).collect(),
        changing: None,
        typed: TypedYear::default(),
        is_role: matches!(holder, Holder::Group(group) if group.role.is_some()),
        schools: desk.schools(by, holder.organization()).await?,
        problem: None,
    })
}

pub(super) async fn change<K: Kind>(
    State(state): State<AppState>,
    requester: Requester,
    Path(id): Path<String>,
    CheckedForm { visitor, form }: CheckedForm<Vec<(String, String)>>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ManageRights)?;
        let holder = K::find(&visit, &id).await?;
        let form = Form(form);
        let (change, done) = match read(&form)? {
            Ok(read) => read,
            Err(typed) => {
                let view = CalendarsView { typed, ..again(&visit, &holder, &form).await? };
                return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, calendars(&view)));
            }
        };
        let by = visit.by(requester);
        match state.desk.change_calendar_rights(by, &holder, change).await {
            Ok(()) => Ok(visit.done(&format!("{}/calendars", path_of(&holder)), done)),
            Err(Error::Refused(refusal)) => {
                let status = status_of(&refusal);
                let view = place(again(&visit, &holder, &form).await?, refusal);
                Ok(html(status, calendars(&view)))
            }
            Err(error) => Err(error.into()),
        }
    };
    page(&state, &visitor, made).await
}

/// What the form asks for, or what was typed with what is wrong with it.
fn read(form: &Form) -> Result<Result<(CalendarChange, Done), TypedYear>, Failure> {
    let does = form.need("do")?;
    if does == "delete" {
        return Ok(Ok((CalendarChange::Delete(old(form)?), Done::YearRemoved)));
    }
    let typed = typed(form)?;
    let Ok(end_year) = typed.end_year.parse() else {
        let year_problem = Some(RightsFault::NoYear.into());
        return Ok(Err(TypedYear { year_problem, ..typed }));
    };
    let new = Calendar { school: typed.school, end_year };
    Ok(Ok(match does {
        "add" => (CalendarChange::Add(new), Done::YearAdded),
        "change" => (CalendarChange::Change { old: old(form)?, new }, Done::YearChanged),
        _ => return Err(refused(RequestFault::WrongForm)),
    }))
}

/// The right as it was looked at.
fn old(form: &Form) -> Result<CalendarRight, Failure> {
    let end_year = form.need("was.end_year")?.parse();
    let end_year = end_year.map_err(|_| refused(RequestFault::WrongForm))?;
    let calendar = Calendar { school: form.need("was.school")?.to_owned(), end_year };
    Ok(CalendarRight { id: form.need("id")?.to_owned(), calendar })
}

fn typed(form: &Form) -> Result<TypedYear, Failure> {
    Ok(TypedYear {
        school: form.need("school")?.trim().to_owned(),
        end_year: form.need("end_year")?.trim().to_owned(),
        ..TypedYear::default()
    })
}

/// The page as it is by now, with what was typed.
async fn again(visit: &Visit<'_>, holder: &Holder, form: &Form) -> Result<CalendarsView, Failure> {
    let view = view(visit, holder).await?;
    if form.need("do")? == "delete" {
        return Ok(view);
    }
    let id = form.get("id");
    let one = view.years.iter().find(|year| Some(&*year.id) == id);
    let changing = one.map(|year| year.id.clone());
    Ok(CalendarsView { changing, typed: typed(form)?, ..view })
}

/// Puts a refusal where it belongs.
fn place(view: CalendarsView, refusal: Refusal) -> CalendarsView {
    let field = match &refusal {
        Refusal::Rights(RightsRefusal::Field(refusal)) => Some(refusal.field()),
        _ => None,
    };
    let is_year = matches!(refusal, Refusal::Rights(RightsRefusal::EndYear { .. }));
    let fault = Some(fault_of(refusal));
    match field {
        Some(Field::School) => {
            let typed = TypedYear { school_problem: fault, ..view.typed };
            CalendarsView { typed, ..view }
        }
        _ if is_year => {
            let typed = TypedYear { year_problem: fault, ..view.typed };
            CalendarsView { typed, ..view }
        }
        _ => CalendarsView { problem: fault, ..view },
    }
}
