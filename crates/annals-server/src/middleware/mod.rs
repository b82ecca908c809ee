//! What happens around every request.

mod accepted;
pub(crate) mod asked;
mod client;
mod compress;
mod cross_site;
mod headers;
mod language;
mod request;

pub(crate) use client::{Peer, Requester};
pub(crate) use headers::FRAMING_POLICY;
pub(crate) use language::{LANGUAGE_COOKIE, in_language};
pub(crate) use request::{around, within};
