//! The names of topics.

/// Whether it is the name of a topic of Amazon SNS.
pub fn is_topic(arn: &str) -> bool {
    Topic::parse(arn).is_some()
}

/// The parts of a topic's name that are looked at: `arn:aws:sns:us-east-1:123456789012:name`.
pub(super) struct Topic<'a> {
    pub(super) region: &'a str,
    pub(super) china: bool,
}

impl<'a> Topic<'a> {
    pub(super) fn parse(arn: &'a str) -> Option<Self> {
        let mut parts = arn.split(':');
        let mut part = || parts.next().filter(|part| !part.is_empty());
        let (scheme, partition, service) = (part()?, part()?, part()?);
        let (region, account, name) = (part()?, part()?, part()?);
        let is_plain = |text: &str| text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
        let is_right = scheme == "arn"
            && (partition == "aws" || partition.starts_with("aws-"))
            && service == "sns"
            && is_plain(region)
            && account.bytes().all(|it| it.is_ascii_digit())
            && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-.".contains(&it))
            && parts.next().is_none();
        is_right.then_some(Self { region, china: partition == "aws-cn" })
    }
}
