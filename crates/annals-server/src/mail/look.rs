//! What lets the document of a message be shown: that its reader just looked at what it says, of
//! which there is an entry.

use annals_model::{Millis, OrganizationOrdinal};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use ring::rand::SystemRandom;

/// How long a look lasts. The document is asked for when its part of the page is opened.
pub(crate) const LOOK_MS: i64 = 10 * 60 * 1_000;

/// Signs looks, with a key that nobody knows: not even the reader can make one.
#[derive(Clone)]
pub(crate) struct Looks {
    key: hmac::Key,
}

/// Who looked at what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look<'l> {
    /// What is known of the session alone.
    pub(crate) session: &'l str,
    pub(crate) organization: OrganizationOrdinal,
    pub(crate) message: &'l str,
}

impl Looks {
    /// With a key that lasts as long as the process.
    ///
    /// # Panics
    ///
    /// If the system has no randomness to give, without which nothing else is safe either.
    pub(crate) fn new() -> Self {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new());
        Self { key: key.expect("the system gives randomness") }
    }

    /// A look, as part of an address.
    pub(crate) fn sign(&self, look: Look<'_>, now: Millis) -> String {
        let tag = hmac::sign(&self.key, &signed(look, now.0));
        format!("{}.{}", now.0, URL_SAFE_NO_PAD.encode(tag.as_ref()))
    }

    /// Whether `token` stands for this look, not too long ago.
    pub(crate) fn holds(&self, token: &str, look: Look<'_>, now: Millis) -> bool {
        let Some((at, tag)) = token.split_once('.') else { return false };
        let Ok(at) = at.parse::<i64>() else { return false };
        let Ok(tag) = URL_SAFE_NO_PAD.decode(tag) else { return false };
        let is_recent = (0..=LOOK_MS).contains(&now.0.saturating_sub(at));
        hmac::verify(&self.key, &signed(look, at), &tag).is_ok() && is_recent
    }
}

fn signed(look: Look<'_>, at: i64) -> Vec<u8> {
    let mut signed = Vec::new();
    for part in [look.session, look.message] {
        signed.extend((part.len() as u64).to_be_bytes());
        signed.extend(part.as_bytes());
    }
    signed.extend(look.organization.0.to_be_bytes());
    signed.extend(at.to_be_bytes());
    signed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_one_session_s_at_one_message_for_a_while() {
        let (looks, now) = (Looks::new(), Millis(1_795_166_043_000));
        let look = Look { session: "s", organization: OrganizationOrdinal(3), message: "m" };
        let token = looks.sign(look, now);
        let after = |ms| Millis(now.0 + ms);
        assert!(looks.holds(&token, look, now) && looks.holds(&token, look, after(LOOK_MS)));
        assert!(!looks.holds(&token, look, after(LOOK_MS + 1)));
        assert!(!looks.holds(&token, look, after(-1)));
        for other in [
            Look { session: "t", ..look },
            Look { message: "n", ..look },
            Look { organization: OrganizationOrdinal(4), ..look },
            Look { session: "sm", message: "", ..look },
        ] {
            assert!(!looks.holds(&token, other, now), "{other:?}");
        }
        assert!(!Looks::new().holds(&token, look, now), "another process");
        let later = token.replacen("1795166043000", "1795166043001", 1);
        for wrong in [&later, "", ".", "1795166043000.", "x.y"] {
            assert!(!looks.holds(wrong, look, now), "{wrong}");
        }
    }
}
