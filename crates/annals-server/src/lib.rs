//! HTTP: the API, the pages, streams, sessions and errors.
//!
//! Nothing here touches SQL or segment files: events go in and out through [`annals_store`],
//! settings through [`annals_desk`].

mod access;
mod api;
mod config;
mod deletion;
mod error;
mod export;
#[doc(hidden)]
pub mod fuzzing;
pub mod history;
mod hooks;
mod mail;
mod middleware;
mod outgoing;
mod pages;
mod preferences;
mod proof;
mod readings;
mod retention;
mod router;
mod routes;
mod searches;
mod seats;
mod serve;
mod session;
mod site;
mod state;
pub mod suppression_file;
mod tail;
mod tls;
mod upload;
pub mod wire;

pub use config::{Config, SystemFonts, Tls};
pub use hooks::AMAZON_FAILURES_MAX;
pub use outgoing::Outgoing;
pub use preferences::{date_order, working_hours};
pub use router::{addresses, router};
pub use serve::{Error, Server, serve};
