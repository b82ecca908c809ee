//! What is shared with a provider, and how it is compared.

use std::fmt;

use subtle::ConstantTimeEq;

use crate::Refusal;

/// What a provider shares with us, as its console shows it: a key, a password, or the provider's
/// public key. What exactly, [`crate::verify()`] says.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A secret; white space around it, which copying brings along, is left out.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// What is shared.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

/// Never shows it: secrets must not reach a log.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Whether two texts are the same, in a time that tells nothing but their lengths.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

/// Whether one of the secrets in use fits. While one is replaced there are two.
///
/// `fits` says `None` of a secret that can't be used, such as one that isn't base64 where it has to
/// be: that is the operator's to repair, and counted apart from wrong signatures.
pub(crate) fn one_fits(
    secrets: &[Secret],
    wrong: &Refusal,
    mut fits: impl FnMut(&str) -> Option<bool>,
) -> Result<(), Refusal> {
    if secrets.is_empty() {
        return Err(Refusal::NoSecret);
    }
    let mut refusal = Refusal::UnusableSecret;
    // An empty key would make a signature that anyone can make.
    for secret in secrets.iter().filter(|secret| !secret.text().is_empty()) {
        match fits(secret.text()) {
            Some(true) => return Ok(()),
            Some(false) => refusal = wrong.clone(),
            None => {}
        }
    }
    Err(refusal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "Secret(..)");
    }

    #[test]
    fn one_of_several_is_enough() {
        let secrets = |texts: &[&str]| -> Vec<Secret> {
            texts.iter().map(|text| Secret::new(text)).collect()
        };
        let fits = |text: &str| match text {
            "right" => Some(true),
            "wrong" => Some(false),
            _ => None,
        };
        let check = |texts: &[&str], expected: Result<(), Refusal>| {
            let found = one_fits(&secrets(texts), &Refusal::WrongSignature, fits);
            assert_eq!(found, expected, "{texts:?}");
        };
        check(&["right"], Ok(()));
        check(&["wrong", "odd", " right\n"], Ok(()));
        check(&["wrong", "odd"], Err(Refusal::WrongSignature));
        check(&["odd"], Err(Refusal::UnusableSecret));
        check(&["", " "], Err(Refusal::UnusableSecret));
        check(&[], Err(Refusal::NoSecret));
    }
}
