//! What tests share, and nothing else may depend on: damaged inputs, a disk that loses what was
//! not synced, failing system calls, a ledger of what was acknowledged, a device with passkeys,
//! readers of reports and pages.

mod authenticator;
mod disk;
mod english;
mod ledger;
pub mod mutation;
pub mod pdf;
mod random;

pub use authenticator::Authenticator;
pub use disk::{Disk, Loss};
pub use english::english_left;
pub use ledger::{Found, Ledger, Receipt};
pub use random::{Random, is_long, seed};
