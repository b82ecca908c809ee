//! The files that pages load.

use annals_viewer::assets::{self, Asset};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::error::{Code, Failure};

/// A path changes with the content behind it, so a browser never needs to ask again.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The one path that can't change.
const FOR_A_DAY: &str = "public, max-age=86400";

pub(super) async fn show(Path(file): Path<String>) -> Result<Response, Failure> {
    match assets::find(&format!("/assets/{file}")) {
        Some(asset) => Ok(answer(asset, FOR_EVER)),
        None => Err(Failure::new(Code::NotFound, "there is no such file")),
    }
}

/// What browsers ask for without being told to.
pub(super) async fn icon() -> Response {
    answer(&assets::ICON, FOR_A_DAY)
}

fn answer(asset: &'static Asset, caching: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, caching)];
    (headers, &asset.bytes[..]).into_response()
}
