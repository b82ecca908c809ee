//! Random secrets and what is kept of them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::{Error, Result};

/// Bytes of a secret: 256 bits, which nobody guesses, so that a plain hash of it is enough.
const SECRET_BYTES: usize = 32;

/// `N` random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| Error::Machine(format!("the system gives no random numbers: {error}")))?;
    Ok(bytes)
}

/// A new secret as text.
pub(crate) fn new_secret() -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random::<SECRET_BYTES>()?))
}

/// A new id: 16 hexadecimal digits.
pub(crate) fn new_id() -> Result<String> {
    Ok(random::<8>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What is kept of a secret, and by which it is looked up.
///
/// Looking up by hash leaks nothing through time: what is compared depends on the secret only
/// through SHA-256.
pub(crate) fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
