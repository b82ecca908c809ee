//! Where Amazon SNS keeps its certificates.

use std::fmt;

/// Longer than any such address.
const LENGTH_MAX: usize = 256;

/// An address of a certificate that Amazon SNS signs with. Whoever fetches it must follow no
/// redirect, wait no longer than some seconds and read no more than
/// [`CERTIFICATE_MAX`](crate::CERTIFICATE_MAX).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CertUrl {
    url: String,
    region: String,
    china: bool,
}

impl CertUrl {
    /// An address that only Amazon can answer at: HTTPS, a host of Amazon SNS, a file of the kind
    /// that it uses; no port, no user, no query.
    pub(super) fn parse(url: &str) -> Option<Self> {
        let rest = url.strip_prefix("https://sns.").filter(|_| url.len() <= LENGTH_MAX)?;
        let (host, file) = rest.split_once('/')?;
        let (region, china) = match host.strip_suffix(".amazonaws.com") {
            Some(region) => (region, false),
            None => (host.strip_suffix(".amazonaws.com.cn")?, true),
        };
        let name = file.strip_prefix("SimpleNotificationService-")?.strip_suffix(".pem")?;
        let is_plain = |text: &str, more: &[u8]| {
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || more.contains(&byte))
        };
        let is_right = region.len() >= 3
            && is_plain(region, b"-")
            && !name.is_empty()
            && is_plain(name, b"_-");
        is_right.then(|| Self { url: url.to_owned(), region: region.to_owned(), china })
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The region of Amazon's that signs with it.
    pub(super) fn region(&self) -> &str {
        &self.region
    }

    /// Whether it is Amazon's in China, which is a world of its own.
    pub(super) fn is_china(&self) -> bool {
        self.china
    }
}

impl fmt::Display for CertUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}
