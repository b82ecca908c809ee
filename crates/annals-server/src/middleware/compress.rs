//! Pages and their files, compressed.

use std::io::{self, Write};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures::StreamExt;

use super::accepted::accepted;

/// Little is gained by more: a page of 50 rows takes a millisecond.
const LEVEL: u32 = 4;

/// The answer, compressed if it is a page or one of its files and the browser takes it.
///
/// gzip and not Brotli: for pages that are made anew each time it is as small at the same cost, and
/// every browser and proxy takes it.
pub(super) fn answer(response: Response, asked: &HeaderMap) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is = |prefix: &[u8]| kind.is_some_and(|kind| kind.starts_with(prefix));
    let is_page = is(b"text/html");
    let is_file = is(b"text/css") || is(b"text/javascript") || is(b"image/svg+xml");
    let has_body = response.status() != StatusCode::NOT_MODIFIED;
    if !(is_page || is_file) || !has_body {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    parts.headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if !takes_gzip(asked) || (is_page && !is_by_own_page(asked)) {
        return Response::from_parts(parts, body);
    }
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts.headers.remove(header::CONTENT_LENGTH);
    let squeeze = GzEncoder::new(Vec::new(), Compression::new(LEVEL));
    let state = Some((body.into_data_stream(), squeeze));
    let chunks = futures::stream::unfold(state, |state| async move {
        let (mut body, mut squeeze) = state?;
        match body.next().await {
            Some(Ok(chunk)) => {
                let out = flushed(&mut squeeze, &chunk);
                Some((out, Some((body, squeeze))))
            }
            Some(Err(error)) => Some((Err(io::Error::other(error)), None)),
            None => Some((squeeze.finish().map(Bytes::from), None)),
        }
    });
    Response::from_parts(parts, Body::from_stream(chunks))
}

/// What comes now goes out now: the rows don't wait for the chart.
fn flushed(squeeze: &mut GzEncoder<Vec<u8>>, chunk: &[u8]) -> io::Result<Bytes> {
    squeeze.write_all(chunk)?;
    squeeze.flush()?;
    Ok(Bytes::from(std::mem::take(squeeze.get_mut())))
}

fn takes_gzip(asked: &HeaderMap) -> bool {
    let lists = asked.get_all(header::ACCEPT_ENCODING).iter();
    let mut codings = lists.filter_map(|list| list.to_str().ok()).flat_map(accepted);
    codings.any(|(name, _)| name.eq_ignore_ascii_case("gzip"))
}

/// Whether nobody but one of our pages, or who typed the address, can have asked.
///
/// A page shows what an address says beside secrets. Another site that makes a browser ask for many
/// addresses, and whoever sees the lengths of the compressed answers, could find these letter by
/// letter (BREACH); answers to it keep their length. Browsers say who asks wherever the connection
/// is worth it; where they don't, pages are not compressed.
fn is_by_own_page(asked: &HeaderMap) -> bool {
    let site = asked.get("sec-fetch-site").map(HeaderValue::as_bytes);
    matches!(site, Some(b"same-origin" | b"none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            (axum::http::HeaderName::from_static(name), HeaderValue::from_static(value))
        });
        pairs.collect()
    }

    #[test]
    fn encodings() {
        for (list, expected) in [
            ("gzip", true),
            ("gzip, deflate, br", true),
            ("br, GZIP;q=0.5", true),
            ("br;q=1.0, gzip; q=0", false),
            ("gzip;q=0.000", false),
            ("gzip;q=0.001", true),
            ("br", false),
            ("", false),
        ] {
            assert_eq!(takes_gzip(&asked(&[("accept-encoding", list)])), expected, "{list}");
        }
    }

    #[test]
    fn a_page_that_another_site_asks_for_keeps_its_length() {
        let encoding = |kind: &'static str, site: &'static str| {
            let mut response = Response::new(Body::from("x"));
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            let asked = asked(&[("accept-encoding", "gzip"), ("sec-fetch-site", site)]);
            answer(response, &asked).headers().contains_key(header::CONTENT_ENCODING)
        };
        for site in ["same-origin", "none"] {
            assert!(encoding("text/html; charset=utf-8", site), "{site}");
        }
        for site in ["cross-site", "same-site", "x"] {
            assert!(!encoding("text/html; charset=utf-8", site), "{site}");
            assert!(encoding("text/css; charset=utf-8", site), "{site}");
        }
        // A stream of entries would wait in the encoder, and files are compressed by themselves.
        for kind in ["text/event-stream", "text/csv", "application/json"] {
            assert!(!encoding(kind, "same-origin"), "{kind}");
        }
    }
}
