//! Twilio: HMAC-SHA1 of the URL and of what a form says.

use std::collections::BTreeSet;

use ring::hmac;

use super::{base64, sha256};
use crate::secret::{one_fits, same};
use crate::{Call, Envelope, Refusal, Secret, form};

const HEADER: &str = "x-twilio-signature";

/// The part of the query that says the hash of a body that is no form.
const BODY_HASH: &str = "bodySHA256";

/// Says whether the signature is that of the URL and of the form, whatever parameters it has; of a
/// body that is no form the URL says the hash. There is no time in it: that nothing counts twice
/// is up to what is kept.
pub(crate) fn verify(secrets: &[Secret], call: &Call<'_>) -> Result<Envelope, Refusal> {
    let given = base64(call.header(HEADER)?).ok_or(Refusal::Malformed(HEADER))?;
    let query = form::pairs(call.query().unwrap_or_default().as_bytes());
    let has_hash = query.iter().any(|(key, _)| key == BODY_HASH);
    let said = if has_hash {
        let hash = form::only(&query, BODY_HASH).ok_or(Refusal::Malformed(BODY_HASH))?;
        if !same(hash.as_bytes(), sha256(call.body).as_bytes()) {
            return Err(Refusal::WrongBodyHash);
        }
        String::new()
    } else {
        said(call.body)
    };
    let texts: Vec<String> = urls(call.url).iter().map(|url| format!("{url}{said}")).collect();
    one_fits(secrets, &Refusal::WrongSignature, |secret| {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret.as_bytes());
        Some(texts.iter().any(|text| hmac::verify(&key, text.as_bytes(), &given).is_ok()))
    })?;
    Ok(Envelope::default())
}

/// Names and values, sorted; what is there twice with the same value counts once.
fn said(body: &[u8]) -> String {
    let pairs: BTreeSet<_> = form::pairs(body).into_iter().collect();
    pairs.into_iter().flat_map(|(key, value)| [key, value]).collect()
}

/// The URL as it is, without its port, and with the port that goes without saying: Twilio's own
/// services differ in what they sign.
fn urls(url: &str) -> Vec<String> {
    let mut urls = vec![url.to_owned()];
    let Some((scheme, rest)) = url.split_once("://") else { return urls };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let default = match scheme {
        "https" => "443",
        "http" => "80",
        _ => return urls,
    };
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit());
    match authority.rsplit_once(':') {
        Some((host, port)) if is_port(port) => urls.push(format!("{scheme}://{host}{path}")),
        _ => urls.push(format!("{scheme}://{authority}:{default}{path}")),
    }
    urls
}
