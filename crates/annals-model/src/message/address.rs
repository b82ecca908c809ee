//! Addresses that messages go to, in the form by which they are compared.

use super::Channel;

/// Digits of a phone number, at least; shorter ones are short codes, which receive nothing.
const PHONE_DIGITS_MIN: usize = 5;
/// Digits of a phone number, at most (ITU-T E.164).
const PHONE_DIGITS_MAX: usize = 15;

/// Digits of a number that has its country's code, at least. Those of some countries are shorter,
/// and can't be told from numbers without it.
const WHOLE_PHONE_DIGITS_MIN: usize = 11;

impl Channel {
    /// The form by which addresses of this channel are compared, or what is wrong with this one.
    /// What is shown stays as it was written.
    pub fn address_key(self, address: &str) -> Result<String, &'static str> {
        let address = address.trim();
        match self {
            Self::Email => email(address),
            Self::Sms => phone(address),
            Self::Push if address.is_empty() => Err("must not be empty"),
            // Tokens of devices, of which every letter counts.
            Self::Push => Ok(address.to_owned()),
        }
    }
}

impl Channel {
    /// The form by which addresses that get nothing more are compared: that of
    /// [`Channel::address_key`], and a number with its country's code is the same with a plus sign
    /// and without.
    pub fn listed_key(self, address: &str) -> Result<String, &'static str> {
        let key = self.address_key(address)?;
        let is_whole = key.len() >= WHOLE_PHONE_DIGITS_MIN && !key.starts_with(['+', '0']);
        Ok(if self == Self::Sms && is_whole { format!("+{key}") } else { key })
    }
}

/// Lower case throughout: that the part before the @ may tell upper from lower case is used by
/// nobody, and one address in two forms would be suppressed in one of them only.
fn email(address: &str) -> Result<String, &'static str> {
    let (name, host) = address.rsplit_once('@').unwrap_or_default();
    if name.is_empty() || host.is_empty() || address.contains(char::is_whitespace) {
        return Err("is not an e-mail address such as ana@school.example");
    }
    Ok(address.to_lowercase())
}

/// Its digits after a plus sign, if it has one: people write the rest as they like.
fn phone(address: &str) -> Result<String, &'static str> {
    const WRONG: &str = "is not a phone number such as +1 555 010 0199";
    let is_plus = address.starts_with('+');
    let rest = if is_plus { &address[1..] } else { address };
    if rest.contains(|c: char| !c.is_ascii_digit() && !" -.()/".contains(c)) {
        return Err(WRONG);
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    if !(PHONE_DIGITS_MIN..=PHONE_DIGITS_MAX).contains(&digits.len()) {
        return Err(WRONG);
    }
    Ok(if is_plus { format!("+{digits}") } else { digits })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_key() {
        let check = |channel: Channel, address: &str, key: Option<&str>| {
            assert_eq!(channel.address_key(address).ok().as_deref(), key, "{address:?}");
        };
        use Channel as C;
        check(C::Email, " Ana@School.Example ", Some("ana@school.example"));
        check(C::Email, "\"a@b\"@school.example", Some("\"a@b\"@school.example"));
        for wrong in ["", "ana", "@school.example", "ana@", "ana @school.example"] {
            check(C::Email, wrong, None);
        }
        check(C::Sms, "+1 (555) 010-0199", Some("+15550100199"));
        check(C::Sms, "0555/010.0199", Some("05550100199"));
        check(C::Sms, "12345", Some("12345"));
        check(C::Sms, "+123456789012345", Some("+123456789012345"));
        for wrong in ["", "1234", "+1234567890123456", "++15550100199", "555-FLOWERS"] {
            check(C::Sms, wrong, None);
        }
        check(C::Push, " Token ", Some("Token"));
        for (written, key) in [
            ("15550100199", "+15550100199"),
            ("+1 555 010 0199", "+15550100199"),
            ("5550100199", "5550100199"),
            ("05550100199", "05550100199"),
        ] {
            assert_eq!(C::Sms.listed_key(written).as_deref(), Ok(key));
        }
        assert_eq!(C::Push.listed_key("abcdefghijkl").as_deref(), Ok("abcdefghijkl"));
        check(C::Push, " ", None);
    }
}
