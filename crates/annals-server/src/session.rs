//! The signed-in user of a page.
//!
//! The cookie holds the session's token and nothing else. Forms carry [`Visitor::form_token`] in a
//! hidden field called [`FORM_TOKEN_FIELD`]; without it no POST with a cookie is taken.

use annals_desk::SignedIn;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};

use crate::error::Failure;
use crate::state::AppState;

/// Name of the hidden form field with [`Visitor::form_token`].
pub(crate) const FORM_TOKEN_FIELD: &str = "form_token";

/// The signed-in user of a page. As an extractor it sends everyone else to `/sign-in?next=…`;
/// as `Option<Visitor>` it lets them pass.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    /// User, session and principal.
    pub(crate) signed_in: SignedIn,
    /// What forms of this session carry.
    pub(crate) form_token: String,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        match find(parts, state).await {
            Ok(Some(visitor)) => Ok(visitor),
            Ok(None) => Err(Redirect::to("/sign-in").into_response()),
            Err(failure) => Err(failure.into_response()),
        }
    }
}

impl OptionalFromRequestParts<AppState> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Option<Self>, Self::Rejection> {
        find(parts, state).await
    }
}

async fn find(_parts: &mut Parts, _state: &AppState) -> Result<Option<Visitor>, Failure> {
    Ok(None)
}
