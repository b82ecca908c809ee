//! `/users/{id}/effective`: what a user may do, and why.

use annals_desk::{Effective, Reach, Source as Origin};
use annals_model::{Calendar, Permission};
use annals_viewer::pages::people::effective::{EffectiveView, Held, Source, effective};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{Visit, account, head, page};
use crate::session::Visitor;
use crate::state::AppState;

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let made = async {
        let visit = Visit::new(&state, &visitor, Permission::ReadRights)?;
        let user = account::find(&visit, &id).await?;
        let found = state.desk.effective_rights(visit.principal(), &user).await?;
        let view = EffectiveView {
            frame: visit.frame(),
            place: visit.place(),
            head: head::of_user(&visit, &user).await?,
            tools: tools(&found),
            years: years(&found),
            without_calendar: found.without_calendar.iter().map(source).collect(),
        };
        Ok(crate::pages::html(StatusCode::OK, effective(&view)))
    };
    page(&state, &visitor, made).await
}

/// Each right with all of its sources.
fn tools(found: &Effective) -> Vec<Held> {
    let mut tools: Vec<Held> = Vec::new();
    for (right, reach, from) in &found.tools {
        let from = (source(from), *reach == Reach::Below);
        match tools.last_mut().filter(|last| last.right == *right) {
            Some(last) => last.sources.push(from),
            None => tools.push(Held { right: *right, sources: vec![from] }),
        }
    }
    tools
}

/// Each school year with all of its sources.
fn years(found: &Effective) -> Vec<(Calendar, Vec<Source>)> {
    let mut years: Vec<(Calendar, Vec<Source>)> = Vec::new();
    for (year, from) in &found.calendars {
        match years.iter_mut().find(|(one, _)| one == year) {
            Some((_, sources)) => sources.push(source(from)),
            None => years.push((year.clone(), vec![source(from)])),
        }
    }
    years.sort_by(|(a, _), (b, _)| (&a.school, a.end_year).cmp(&(&b.school, b.end_year)));
    years
}

fn source(from: &Origin) -> Source {
    match from {
        Origin::Own => Source::Own,
        Origin::Group { id, name } => Source::Group { id: id.0.clone(), name: name.clone() },
    }
}
