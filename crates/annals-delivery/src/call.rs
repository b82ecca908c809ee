//! A request that a provider made.

use annals_model::Millis;

use crate::{Provider, Refusal};

/// The longest body that is looked at, and the longest URL, in bytes.
pub const BODY_MAX: usize = 1024 * 1024;

/// The longest body of Amazon SNS, which carries no longer messages.
pub const SNS_BODY_MAX: usize = 256 * 1024;

/// The longest body of SendGrid, whose batches have up to ten thousand events.
pub const SENDGRID_BODY_MAX: usize = 8 * 1024 * 1024;

/// A request as it came.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The public URL that the provider was given, with the query of this request. Behind a proxy
    /// the `Host` header says something else, so it is never made of headers.
    pub url: &'a str,
    /// The method, in capitals.
    pub method: &'a str,
    /// The headers; names are in small letters.
    pub headers: &'a [(String, String)],
    /// The body, byte for byte.
    pub body: &'a [u8],
    /// What time it is.
    pub now: Millis,
}

impl<'a> Call<'a> {
    /// What is kept and read: the body, or the query of a `GET`.
    pub fn payload(&self) -> &'a [u8] {
        if self.method == "GET" {
            return self.query().unwrap_or_default().as_bytes();
        }
        self.body
    }

    /// What stands after the first `?` of the URL.
    pub(crate) fn query(&self) -> Option<&'a str> {
        let before_fragment = self.url.split('#').next().unwrap_or(self.url);
        before_fragment.split_once('?').map(|(_, query)| query)
    }

    /// The one header of this name. Of two it can't be told which the provider set.
    pub(crate) fn header(&self, name: &'static str) -> Result<&'a str, Refusal> {
        self.header_if_any(name)?.ok_or(Refusal::Missing(name))
    }

    /// The one header of this name, if there is one.
    pub(crate) fn header_if_any(&self, name: &'static str) -> Result<Option<&'a str>, Refusal> {
        let mut found = self.headers.iter().filter(|(key, _)| key == name);
        let first = found.next().map(|(_, value)| value.as_str());
        if found.next().is_some() {
            return Err(Refusal::Malformed(name));
        }
        Ok(first)
    }

    /// Refuses what is longer than its provider would send.
    pub(crate) fn check_size(&self, provider: Provider) -> Result<(), Refusal> {
        let body_max = provider.body_max();
        for (part, limit) in [(self.body.len(), body_max), (self.url.len(), body_max.min(BODY_MAX))]
        {
            if part > limit {
                return Err(Refusal::TooLarge { limit });
            }
        }
        Ok(())
    }
}
