//! What happens around every request.

mod client;
mod cross_site;
mod headers;
mod request;

pub(crate) use client::{Peer, Requester};
pub(crate) use request::around;
