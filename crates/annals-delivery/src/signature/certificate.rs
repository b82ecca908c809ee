//! The certificate that Amazon SNS signs with.

use annals_model::Millis;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::signature;
use x509_cert::der::Decode;
use x509_cert::der::asn1::ObjectIdentifier;

/// The longest file that is read, in bytes; theirs have about 2 KiB.
pub const CERTIFICATE_MAX: usize = 16 * 1024;

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

/// A certificate of Amazon SNS: its RSA key and when that may be used. It is trusted because of
/// where it was fetched from, over TLS, so its own chain is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The key in the form of PKCS #1.
    key: Vec<u8>,
    from: Millis,
    until: Millis,
}

/// Why a file is no certificate that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// Longer than [`CERTIFICATE_MAX`].
    #[error("longer than {CERTIFICATE_MAX} bytes")]
    TooLarge,
    /// Not one certificate in PEM with nothing around it.
    #[error("not one certificate in PEM with nothing around it")]
    NotPem,
    /// What is in it can't be read.
    #[error("the certificate can't be read")]
    Unreadable,
    /// Its key is of another kind than RSA.
    #[error("the key of the certificate is not an RSA key")]
    NotRsa,
}

impl Certificate {
    /// Reads the file that was fetched.
    pub fn parse(file: &[u8]) -> Result<Self, CertificateFault> {
        if file.len() > CERTIFICATE_MAX {
            return Err(CertificateFault::TooLarge);
        }
        let der = der(file).ok_or(CertificateFault::NotPem)?;
        let certificate = x509_cert::Certificate::from_der(&der);
        let certificate = certificate.map_err(|_| CertificateFault::Unreadable)?;
        let body = certificate.tbs_certificate();
        let key = body.subject_public_key_info();
        if key.algorithm.oid != RSA {
            return Err(CertificateFault::NotRsa);
        }
        let bits = key.subject_public_key.as_bytes().ok_or(CertificateFault::Unreadable)?;
        let millis = |time: x509_cert::time::Time| {
            Millis(i64::try_from(time.to_unix_duration().as_millis()).unwrap_or(i64::MAX))
        };
        let validity = body.validity();
        let (from, until) = (millis(validity.not_before), millis(validity.not_after));
        Ok(Self { key: bits.to_vec(), from, until })
    }

    /// From when on and until when it may be used, both included.
    pub fn validity(&self) -> (Millis, Millis) {
        (self.from, self.until)
    }

    /// Whether it may be used at that time. Its last second counts whole.
    pub(super) fn is_valid(&self, now: Millis) -> bool {
        self.from <= now && now.0 < self.until.0.saturating_add(1000)
    }

    /// Whether `given` is its signature of `text`.
    pub(super) fn signed(&self, text: &[u8], given: &[u8], sha1: bool) -> bool {
        let method = if sha1 {
            &signature::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY
        } else {
            &signature::RSA_PKCS1_2048_8192_SHA256
        };
        signature::UnparsedPublicKey::new(method, &self.key).verify(text, given).is_ok()
    }
}

/// The bytes of the only thing in the file. Whatever else stands there makes it something else than
/// what Amazon SNS keeps there.
fn der(file: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(file).ok()?.trim_end();
    let inside = text.strip_prefix(BEGIN)?.strip_suffix(END)?;
    let starts_and_ends = inside.starts_with(['\r', '\n']) && inside.ends_with('\n');
    let lines: String = inside.lines().map(str::trim_end).collect();
    starts_and_ends.then(|| STANDARD.decode(lines).ok())?
}
