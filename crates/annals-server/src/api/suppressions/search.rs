//! Lists of suppressions.

use annals_desk::{
    SUPPRESSIONS_COUNTED_MAX, SUPPRESSIONS_LISTED_MAX, SuppressionOrder, SuppressionSearch,
};
use annals_model::{OrganizationId, SuppressionReason, SuppressionState};
use axum::extract::State;

use super::super::caller::Caller;
use super::super::messages::{allow_logs, cursor};
use super::super::params::Params;
use super::super::reply::Json;
use super::write;
use crate::error::{Code, Failure};
use crate::state::AppState;
use crate::suppression_file::{channel, reason, state};
use crate::wire::{Object, write_list};

/// Rows of one page, if nothing else is asked for.
const LISTED: usize = 50;

/// Those that a search finds, of the channels whose log the caller may see.
pub(super) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json, Failure> {
    let named = params.take_parsed("organization", OrganizationId::parse)?;
    let search = SuppressionSearch {
        rows_max: params.take_count("limit", LISTED, SUPPRESSIONS_LISTED_MAX)?,
        after: match params.take("cursor")? {
            Some(text) => Some(cursor::parse(&text).ok_or_else(|| {
                Failure::new(Code::InvalidCursor, "give `next` of a page as it was")
            })?),
            None => None,
        },
        ..take_search(&mut params)?
    };
    params.finish()?;
    let principal = &caller.by.principal;
    let at = allow_logs(&state, principal, named.as_ref(), search.channel)?;
    let page = state.desk.suppressions(principal, at, &search).await?;
    let mut out = String::new();
    let mut object = Object::new(&mut out);
    write_list(object.value("suppressions"), &page.suppressions, write::suppression);
    object.raw("total", page.total.min(SUPPRESSIONS_COUNTED_MAX));
    object.raw("total_is_exact", page.total <= SUPPRESSIONS_COUNTED_MAX);
    object.text("next", page.next.as_ref().map(cursor::token).as_deref());
    object.end();
    Ok(Json::ok(out))
}

/// What is looked for, and in which order.
pub(super) fn take_search(params: &mut Params) -> Result<SuppressionSearch, Failure> {
    let order = |word: &str| match word {
        "told" => Ok(SuppressionOrder::Told),
        "address" => Ok(SuppressionOrder::Address),
        "reason" => Ok(SuppressionOrder::Reason),
        _ => Err("is none of told, address and reason".to_owned()),
    };
    Ok(SuppressionSearch {
        channel: params.take_parsed("channel", channel)?,
        reasons: params.take_parsed("reason", reasons)?.unwrap_or_default(),
        states: params.take_parsed("state", states)?.unwrap_or_default(),
        address: params.take("address")?,
        words: params.take("q")?.unwrap_or_default(),
        order: params.take_parsed("sort", order)?.unwrap_or_default(),
        reversed: params.take_bool("reversed")?,
        ..SuppressionSearch::default()
    })
}

/// Reasons with commas between.
fn reasons(text: &str) -> Result<Vec<SuppressionReason>, String> {
    text.split(',').map(reason).collect()
}

/// States with commas between.
fn states(text: &str) -> Result<Vec<SuppressionState>, String> {
    text.split(',').map(state).collect()
}
