//! A form with a file: [`CheckedForm`](crate::session::CheckedForm) takes none.

use std::collections::BTreeMap;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Form, FromRequest, FromRequestParts, Multipart, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use crate::error::{Code, Failure};
use crate::pages;
use crate::session::{FORM_TOKEN_FIELD, Visitor};
use crate::state::{AppState, Room};
use crate::suppression_file::FILE_BYTES_MAX;

/// Bytes of such a form: those of a file, and of the fields beside it.
pub(crate) const UPLOAD_BYTES_MAX: usize = FILE_BYTES_MAX + 64 * 1024;
/// Fields of such a form; one with more is none of ours.
const FIELDS_MAX: usize = 20;

/// A form of a page with the token of its sender's session. Of a field that comes twice the last
/// counts.
pub(crate) struct CheckedUpload {
    /// Who sent it.
    pub(crate) visitor: Visitor,
    /// Its fields, files among them.
    pub(crate) fields: BTreeMap<String, Bytes>,
    /// The room in memory that they take.
    _room: Room,
}

impl CheckedUpload {
    /// A field as text; empty, if it isn't there or no text.
    pub(crate) fn text(&self, name: &str) -> &str {
        let bytes = self.fields.get(name).map(Bytes::as_ref).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl FromRequest<AppState> for CheckedUpload {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        // Strangers can't fill the memory: what says how long it is has so much room, else all.
        let told = body.size_hint().exact().and_then(|told| usize::try_from(told).ok());
        let mut room = state.room();
        room.grow_to(told.map_or(UPLOAD_BYTES_MAX, |told| told.min(UPLOAD_BYTES_MAX)))
            .map_err(IntoResponse::into_response)?;
        // Read to its end whoever sends it, as every form is.
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
        let visitor =
            <Visitor as FromRequestParts<AppState>>::from_request_parts(&mut parts, state).await?;
        let bytes = bytes.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => {
                Failure::new(Code::TooLarge, "the file is too long: divide it").into_response()
            }
            _ => rejection.into_response(),
        })?;
        let fields = fields(&parts, bytes, state).await?;
        let token = fields.get(FORM_TOKEN_FIELD).map(Bytes::as_ref).unwrap_or_default();
        if !bool::from(token.ct_eq(visitor.form_token.as_bytes())) {
            // The file is chosen anew: whoever sends it by then looks at what they send.
            return Err(pages::outdated(state, &visitor, &parts, Vec::new()));
        }
        Ok(Self { visitor, fields, _room: room })
    }
}

async fn fields(
    parts: &Parts,
    bytes: Bytes,
    state: &AppState,
) -> Result<BTreeMap<String, Bytes>, Response> {
    let again = Request::from_parts(parts.clone(), Body::from(bytes));
    let content_type = parts.headers.get(header::CONTENT_TYPE);
    let is_divided = content_type.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    if !is_divided {
        let sent = Form::<Vec<(String, String)>>::from_request(again, state).await;
        let Form(sent) = sent.map_err(IntoResponse::into_response)?;
        return Ok(sent.into_iter().map(|(name, value)| (name, value.into())).collect());
    }
    let mut divided =
        Multipart::from_request(again, state).await.map_err(IntoResponse::into_response)?;
    let mut fields = BTreeMap::new();
    while let Some(field) = divided.next_field().await.map_err(IntoResponse::into_response)? {
        if fields.len() == FIELDS_MAX {
            let reason = format!("the form has more than {FIELDS_MAX} fields");
            return Err(Failure::new(Code::Malformed, reason).into_response());
        }
        let Some(name) = field.name().map(str::to_owned) else { continue };
        fields.insert(name, field.bytes().await.map_err(IntoResponse::into_response)?);
    }
    Ok(fields)
}
