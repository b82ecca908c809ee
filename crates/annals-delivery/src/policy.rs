//! What an endpoint accepts besides its secrets.

use crate::Certificate;

/// What an endpoint accepts besides its secrets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Policy<'a> {
    /// Amazon SNS: the topics that may call. None may unless it is listed: a signature only says
    /// that it is some topic of Amazon's.
    pub topics: &'a [String],
    /// Amazon SNS: what [`crate::cert_url`] named.
    pub certificate: Option<&'a Certificate>,
    /// Vonage's SMS API: the method that is set for the account. Amazon SNS: whether signatures of
    /// version 1, which is SHA-1, are taken as well. Topics sign so until their attribute
    /// `SignatureVersion` is set to 2.
    pub hash: HashMethod,
}

/// How Vonage's SMS API signs, or with [`HashMethod::Sha1`] that topics of Amazon SNS may still
/// sign so. It is agreed on, never guessed: a caller would choose the weakest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HashMethod {
    /// MD5 of the parameters and the secret: what accounts have unless they chose.
    Md5Hash,
    /// HMAC with MD5.
    Md5,
    /// HMAC with SHA-1.
    Sha1,
    /// HMAC with SHA-256.
    #[default]
    Sha256,
    /// HMAC with SHA-512.
    Sha512,
}

impl HashMethod {
    /// Every method.
    pub const ALL: [Self; 5] = [Self::Md5Hash, Self::Md5, Self::Sha1, Self::Sha256, Self::Sha512];

    /// The word that Vonage's settings use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Md5Hash => "md5hash",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
        }
    }

    /// The method that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_one_method_each() {
        assert!(HashMethod::ALL.iter().all(|one| HashMethod::parse(one.as_str()) == Some(*one)));
        assert_eq!(HashMethod::parse("SHA256"), None);
    }
}
