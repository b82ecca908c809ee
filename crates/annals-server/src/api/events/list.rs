//! `GET /v1/events`

use std::num::NonZeroUsize;

use annals_model::{Permission, limits};
use annals_store::{Order, Page, PageRequest, Position};
use axum::extract::State;

use crate::api::caller::Caller;
use crate::api::params::{Params, invalid};
use crate::api::query::{Asked, Place, take_order};
use crate::api::reply::Json;
use crate::error::{Code, Failure};
use crate::readings::Part;
use crate::state::AppState;
use crate::wire::{Cursor, Object, write_entry, write_list};

const ROWS_DEFAULT: usize = 50;

/// Which page of which search.
struct Wanted {
    asked: Asked,
    order: Order,
    after: Option<Position>,
    backwards: bool,
}

/// Rows of a search, newest first unless told otherwise, with cursors to the neighbouring pages.
pub(crate) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let limit = params.take_count("limit", ROWS_DEFAULT, limits::PAGE_ROWS_MAX)?;
    let rows_max = NonZeroUsize::new(limit).unwrap_or(NonZeroUsize::MIN);
    let wanted = match params.take("cursor")? {
        Some(token) => from_cursor(&state, &caller, &token)?,
        None => {
            let permission = Permission::ReadEventDetails;
            let asked = Asked::take(&state, &caller.by.principal, &mut params, permission)?;
            Wanted { asked, order: take_order(&mut params)?, after: None, backwards: false }
        }
    };
    params.finish()?;
    let Wanted { asked, order, after, backwards } = wanted;
    let part = if after.is_some() { Part::Rest } else { Part::First };
    let organizations = state.store.organizations();
    let body = asked
        .read(&state, &caller.by, part, move |asked, snapshot| {
            let request = PageRequest { order, after, backwards, rows_max };
            let page = snapshot.page(&asked.search(), &request)?;
            let mut out = String::with_capacity(page.entries.len() * 1_000 + 500);
            let mut object = Object::new(&mut out);
            write_list(object.value("entries"), &page.entries, |out, entry| {
                if let Some(organization) = organizations.get(entry.organization) {
                    write_entry(out, organization, entry.number, &entry.event, None);
                }
            });
            let (next, previous) = neighbours(asked, &request, &page);
            object.text("next", next.as_deref());
            object.text("previous", previous.as_deref());
            object.end();
            Ok(out)
        })
        .await?;
    Ok(Json::ok(body))
}

fn from_cursor(state: &AppState, caller: &Caller, token: &str) -> Result<Wanted, Failure> {
    let cursor = Cursor::decode(token).ok_or_else(|| {
        let reason = "use `next` and `previous` as they came; a cursor holds its whole search";
        let mut failure = invalid("cursor", reason);
        failure.code = Code::InvalidCursor;
        failure
    })?;
    let Cursor { q, asked_at, organization, below, order, position, backwards } = cursor;
    let principal = &caller.by.principal;
    let permission = Permission::ReadEventDetails;
    let place = Place { organization: Some(&organization), below, permission };
    let asked = Asked::new(state, principal, q, &place, asked_at)?;
    Ok(Wanted { asked, order, after: Some(position), backwards })
}

/// The cursors to the next and the previous page.
fn neighbours(
    asked: &Asked,
    request: &PageRequest,
    page: &Page,
) -> (Option<String>, Option<String>) {
    let came_from_page = request.after.is_some();
    let token = |position: Option<&Position>, backwards: bool| {
        let cursor = Cursor {
            q: asked.q.clone(),
            asked_at: asked.asked_at,
            organization: asked.organization.id.clone(),
            below: asked.below,
            order: request.order,
            position: position?.clone(),
            backwards,
        };
        Some(cursor.encode())
    };
    let next = page.more || (request.backwards && came_from_page);
    let previous = if request.backwards { page.more } else { came_from_page };
    // A page without rows lies beside the row that the cursor named.
    let last = page.positions.last().or(request.after.as_ref());
    let first = page.positions.first().or(request.after.as_ref());
    (if next { token(last, false) } else { None }, if previous { token(first, true) } else { None })
}
