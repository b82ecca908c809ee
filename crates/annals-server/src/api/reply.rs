//! Answers in JSON.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

use crate::error::{Code, Failure};

/// A finished JSON text.
pub(crate) struct Json(pub(crate) StatusCode, pub(crate) String);

impl Json {
    /// The answer of something that went well.
    pub(crate) fn ok(body: String) -> Self {
        Self(StatusCode::OK, body)
    }
}

impl IntoResponse for Json {
    fn into_response(self) -> Response {
        let mut response = (self.0, self.1).into_response();
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        response
    }
}

/// Reads a small body of settings.
pub(crate) fn read_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(body)
        .map_err(|error| Failure::new(Code::Malformed, format!("the body: {error}")))
}
