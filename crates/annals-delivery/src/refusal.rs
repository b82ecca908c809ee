//! Why a call is not taken.

/// Why a call is not taken. It is for counters and for the operator: the sender of a call that is
/// refused only ever learns that it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The provider never calls.
    #[error("the provider has no webhook; its answers are passed on by whoever sends")]
    NoWebhook,
    /// Nothing is set to compare with.
    #[error("no secret is set for this endpoint")]
    NoSecret,
    /// None of the secrets is of the form that the provider uses.
    #[error("no secret of this endpoint has the form that this provider uses")]
    UnusableSecret,
    /// Longer than the provider would send.
    #[error("longer than {limit} bytes")]
    TooLarge {
        /// The longest that is taken, in bytes.
        limit: usize,
    },
    /// A header or a field that every true call has is absent.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A header or a field can't be read, or is there twice.
    #[error("{0} can't be read")]
    Malformed(&'static str),
    /// Sent too long ago.
    #[error("sent too long ago")]
    Stale,
    /// Sent later than now.
    #[error("sent later than now: one of two clocks is wrong")]
    Early,
    /// The signature is not that of these bytes under any secret.
    #[error("the signature is not that of these bytes")]
    WrongSignature,
    /// The password or the secret part of the address is wrong.
    #[error("the password, or the secret part of the address, is wrong")]
    WrongCredentials,
    /// The signature is made by another method than the one that is agreed on.
    #[error("the signature is made by a method that is not accepted")]
    WrongMethod,
    /// The hash within what is signed is not that of the body.
    #[error("the hash that is signed is not that of the body")]
    WrongBodyHash,
    /// Amazon SNS delivers without its envelope, and so without a signature.
    #[error("raw message delivery is on: it has no signature; turn it off for this subscription")]
    RawDelivery,
    /// Header and body disagree about what it is.
    #[error("the header names another type than the body")]
    TypeMismatch,
    /// The signature is of a version that is not accepted.
    #[error("signature version {0:?} is not accepted")]
    SignatureVersion(String),
    /// The certificate is not at an address of Amazon SNS; nothing was fetched from there.
    #[error("the certificate is not at an address of Amazon SNS")]
    CertUrl,
    /// The topic is of another region than the certificate.
    #[error("the topic is of another region than the certificate")]
    Region,
    /// The topic is not one of this endpoint's. Anyone can have a topic, with valid signatures.
    #[error("topic {0:?} is not one of this endpoint's")]
    Topic(String),
    /// The certificate was not handed in.
    #[error("the certificate of the signature is not at hand")]
    NoCertificate,
    /// The certificate is not valid now.
    #[error("the certificate is not valid now")]
    CertificateDates,
}

impl Refusal {
    /// A word for counters; words are few, whatever callers send.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoWebhook => "no_webhook",
            Self::NoSecret => "no_secret",
            Self::UnusableSecret => "unusable_secret",
            Self::TooLarge { .. } => "too_large",
            Self::Missing(_) => "missing",
            Self::Malformed(_) => "malformed",
            Self::Stale => "stale",
            Self::Early => "early",
            Self::WrongSignature => "wrong_signature",
            Self::WrongCredentials => "wrong_credentials",
            Self::WrongMethod => "wrong_method",
            Self::WrongBodyHash => "wrong_body_hash",
            Self::RawDelivery => "raw_delivery",
            Self::TypeMismatch => "type_mismatch",
            Self::SignatureVersion(_) => "signature_version",
            Self::CertUrl => "cert_url",
            Self::Region => "region",
            Self::Topic(_) => "topic",
            Self::NoCertificate => "no_certificate",
            Self::CertificateDates => "certificate_dates",
        }
    }
}
