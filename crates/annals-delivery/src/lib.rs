//! What providers of e-mail, SMS and push tell about messages: signatures checked on raw bytes,
//! payloads read into one vocabulary.
//!
//! [`verify()`] says whether a [`Call`] comes from whom it claims to come from. Whoever receives it
//! then keeps [`Call::payload`] as it came, with the [`Envelope`], answers, and later [`read`]s it.
//! Nothing here does I/O or asks a clock: what was sent and what time it is are given, and the one
//! thing that has to be fetched, the certificate of Amazon SNS, is named by [`cert_url`] and handed
//! in as a [`Certificate`].

mod call;
mod form;
mod policy;
mod provider;
mod reading;
mod refusal;
mod report;
mod secret;
mod signature;
mod verify;
mod window;

pub use call::{BODY_MAX, Call, SENDGRID_BODY_MAX, SNS_BODY_MAX};
pub use policy::{HashMethod, Policy};
pub use provider::Provider;
pub use reading::{REPORTS_MAX, Unreadable, read};
pub use refusal::Refusal;
pub use report::{ADDRESS_MAX, ID_MAX, Report, TAG_MAX, TAGS_MAX, TEXT_MAX, URL_MAX};
pub use secret::Secret;
pub use signature::{
    CERTIFICATE_MAX, CertUrl, Certificate, CertificateFault, Confirmation, SIGNATURES_MAX,
    cert_url, is_topic,
};
pub use verify::{Envelope, Verified, verify};
pub use window::{AHEAD_MS, FRESH_MS, LATE_MS};
