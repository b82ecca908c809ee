//! Postmark: no signature, only a password or an address that nobody else knows.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::secret::{one_fits, same};
use crate::{Call, Envelope, Refusal, Secret};

/// Says whether the call knows a secret: `user:password` as basic authentication or, without a
/// colon, the last part of the URL's path. What it tells stays marked as unsigned.
pub(crate) fn verify(secrets: &[Secret], call: &Call<'_>) -> Result<Envelope, Refusal> {
    let credentials = match call.header_if_any("authorization")? {
        Some(header) => Some(basic(header).ok_or(Refusal::Malformed("authorization"))?),
        None => None,
    };
    let part = last_part(call.url);
    one_fits(secrets, &Refusal::WrongCredentials, |secret| {
        let given = match (secret.contains(':'), &credentials) {
            (true, Some(credentials)) => credentials.as_slice(),
            (true, None) => return Some(false),
            (false, _) => part.as_bytes(),
        };
        Some(same(secret.as_bytes(), given))
    })?;
    Ok(Envelope { unsigned: true, ..Envelope::default() })
}

/// `user:password` of a header.
fn basic(header: &str) -> Option<Vec<u8>> {
    let (scheme, credentials) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("basic").then(|| STANDARD.decode(credentials).ok())?
}

fn last_part(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_of_the_path() {
        for (url, expected) in [
            ("https://audit.example.org/hooks/e1/s3cret", "s3cret"),
            ("https://audit.example.org/hooks/e1/s3cret?a=b/c", "s3cret"),
            ("https://audit.example.org/hooks/e1/s3cret#/d", "s3cret"),
            ("https://audit.example.org/hooks/", ""),
        ] {
            assert_eq!(last_part(url), expected, "{url}");
        }
    }
}
