//! A form of a session that is over: what was typed is kept, and sent again only when its sender
//! says so, who may be someone else by now.

use annals_viewer::pages::outdated::{OutdatedView, outdated as page};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;

use super::problem;
use crate::error::{Code, Failure};
use crate::middleware::asked;
use crate::session::{FORM_TOKEN_FIELD, Visitor};
use crate::state::AppState;

/// What isn't sent back in a page, so that a form with it is filled in anew.
const SECRETS: [&str; 5] = ["password", "old", "new", "again", "code"];
/// Fields that are kept; forms with more are opened anew.
const FIELDS_MAX: usize = 500;

/// Says that the form that was sent to `parts` with these fields is none of `visitor`'s session.
pub(crate) fn outdated(
    state: &AppState,
    visitor: &Visitor,
    parts: &Parts,
    sent: Vec<(String, String)>,
) -> Response {
    let frame = super::frame(state, visitor);
    if asked::is_by_script(&parts.headers) {
        let reason = "the form is of another session; reload the page";
        let failure = Failure::new(Code::CrossSite, reason);
        return problem::answer(&frame, &failure, &parts.uri, &parts.headers);
    }
    let is_secret = |(name, _): &(String, String)| SECRETS.contains(&&**name);
    // What is deleted is looked at first.
    let deletes = parts.uri.path().split('/').any(|part| part == "delete");
    let is_kept = !deletes && sent.len() <= FIELDS_MAX;
    let is_whole = !sent.iter().any(is_secret);
    let fields = sent.into_iter().filter(|sent| is_kept && !is_secret(sent));
    let mut fields: Vec<_> = fields.filter(|(name, _)| name != FORM_TOKEN_FIELD).collect();
    if !is_whole {
        // To be looked at only: of a password alone nothing is left to be seen.
        fields.retain(|(_, value)| !value.trim().is_empty());
    }
    let view = OutdatedView {
        frame,
        action: asked::page_of(&parts.uri),
        back: asked::page_before(&parts.headers).unwrap_or_else(|| asked::page_of(&parts.uri)),
        fields,
        is_whole,
    };
    super::html(StatusCode::FORBIDDEN, page(&view))
}
