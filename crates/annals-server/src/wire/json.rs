//! A strict reader of JSON (RFC 8259) that keeps values as the bytes that were sent.
//!
//! Written by hand because no library does all of it in one pass: refuse a key that stands twice
//! at any depth (the copy that one reader shows is not the one that another masks), name the field
//! with a wrong type and read on, and slice values out unparsed.

use std::borrow::Cow;

/// How deep values may nest; deeper ones are refused.
pub(super) const DEPTH_MAX: usize = 64;

/// What is not JSON, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) what: &'static str,
}

pub(super) type Read<T> = Result<T, Broken>;

/// What a value begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Bool,
    Number,
    Text,
    Array,
    Object,
}

/// Reads `text` from the front.
pub(super) struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0 }
    }

    /// The place of the next byte.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn broken<T>(&self, what: &'static str) -> Read<T> {
        Err(Broken { at: self.at, what })
    }

    /// The next byte that is not white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        while let Some(&byte) = self.bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Whether nothing but white space is left.
    pub(super) fn at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// What the next value is.
    #[inline]
    pub(super) fn kind(&mut self) -> Read<Kind> {
        match self.peek() {
            Some(b'"') => Ok(Kind::Text),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'n') => Ok(Kind::Null),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(_) => self.broken("a value was expected"),
            None => self.broken("the text ends where a value was expected"),
        }
    }

    #[inline]
    fn word(&mut self, word: &'static str) -> Read<()> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        self.broken("a value was expected")
    }

    pub(super) fn null(&mut self) -> Read<()> {
        self.word("null")
    }

    pub(super) fn bool(&mut self) -> Read<bool> {
        if self.bytes.get(self.at) == Some(&b't') {
            return self.word("true").map(|()| true);
        }
        self.word("false").map(|()| false)
    }

    /// Enters an array or object: whether it has a first item.
    #[inline]
    pub(super) fn enter(&mut self, close: u8) -> Read<bool> {
        self.at += 1;
        match self.peek() {
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            Some(_) => Ok(true),
            None => self.broken("the text ends within an array or object"),
        }
    }

    /// After an item: whether another one follows.
    #[inline]
    pub(super) fn another(&mut self, close: u8) -> Read<bool> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            Some(_) => self.broken("',' or the closing bracket was expected"),
            None => self.broken("the text ends within an array or object"),
        }
    }

    /// A key with its colon.
    #[inline]
    pub(super) fn key(&mut self) -> Read<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return self.broken("a key in quotation marks was expected");
        }
        let key = self.string()?;
        if self.peek() != Some(b':') {
            return self.broken("':' was expected after a key");
        }
        self.at += 1;
        Ok(key)
    }

    /// The text of a string.
    #[inline]
    pub(super) fn string(&mut self) -> Read<Cow<'a, str>> {
        let start = self.at + 1;
        self.at = start;
        self.skip_plain();
        if self.bytes.get(self.at) == Some(&b'"') {
            let text = self.slice(start, self.at)?;
            self.at += 1;
            return Ok(Cow::Borrowed(text));
        }
        self.string_with_escapes(start).map(Cow::Owned)
    }

    fn slice(&self, from: usize, to: usize) -> Read<&'a str> {
        // Both ends lie beside ASCII bytes of valid UTF-8, so this never fails.
        self.text.get(from..to).ok_or(Broken { at: from, what: "the text is not UTF-8" })
    }

    /// Moves to the next quotation mark, backslash or control character, eight bytes at a time.
    #[inline]
    fn skip_plain(&mut self) {
        const ONES: u64 = 0x0101_0101_0101_0101;
        const HIGHS: u64 = 0x8080_8080_8080_8080;
        while let Some(chunk) = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            let word = u64::from_le_bytes(*chunk);
            let quote = word ^ (ONES * b'"' as u64);
            let slash = word ^ (ONES * b'\\' as u64);
            let zero = |w: u64| w.wrapping_sub(ONES) & !w;
            let control = word.wrapping_sub(ONES * 0x20) & !word;
            let found = (zero(quote) | zero(slash) | control) & HIGHS;
            if found != 0 {
                self.at += (found.trailing_zeros() / 8) as usize;
                return;
            }
            self.at += 8;
        }
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte == b'"' || byte == b'\\' || byte < 0x20 {
                return;
            }
            self.at += 1;
        }
    }

    fn string_with_escapes(&mut self, start: usize) -> Read<String> {
        let mut out = String::new();
        let mut from = start;
        loop {
            self.skip_plain();
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    out.push_str(self.slice(from, self.at)?);
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    out.push_str(self.slice(from, self.at)?);
                    self.at += 1;
                    out.push(self.escape()?);
                    from = self.at;
                }
                Some(_) => return self.broken("a control character stands unescaped in a string"),
                None => return self.broken("the text ends within a string"),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let Some(&byte) = self.bytes.get(self.at) else {
            return self.broken("the text ends within a string");
        };
        self.at += 1;
        Ok(match byte {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => {
                self.at -= 1;
                return self.broken("an unknown escape stands in a string");
            }
        })
    }

    fn unicode_escape(&mut self) -> Read<char> {
        let at = self.at;
        let lone = Broken { at, what: "half a surrogate pair stands in a string" };
        let high = self.hex4()?;
        if !(0xd800..0xe000).contains(&high) {
            return char::from_u32(high).ok_or(lone);
        }
        let follows = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u"));
        if high >= 0xdc00 || !follows {
            return Err(lone);
        }
        self.at += 2;
        let low = self.hex4()?;
        if !(0xdc00..0xe000).contains(&low) {
            return Err(lone);
        }
        char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)).ok_or(lone)
    }

    fn hex4(&mut self) -> Read<u32> {
        let digits = self.bytes.get(self.at..self.at + 4).unwrap_or_default();
        let mut value = 0;
        for &byte in digits {
            let Some(digit) = char::from(byte).to_digit(16) else {
                return self.broken("four hexadecimal digits were expected after \\u");
            };
            value = value * 16 + digit;
        }
        if digits.len() < 4 {
            return self.broken("the text ends within a string");
        }
        self.at += 4;
        Ok(value)
    }

    /// The text of a number.
    pub(super) fn number(&mut self) -> Read<&'a str> {
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        match self.bytes.get(self.at) {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits()?,
            _ => return self.broken("a digit was expected"),
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        self.slice(start, self.at)
    }

    fn digits(&mut self) -> Read<()> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        if self.at == start {
            return self.broken("a digit was expected");
        }
        Ok(())
    }

    /// Any value, checked to its depth, as it was sent.
    pub(super) fn raw(&mut self) -> Read<&'a str> {
        self.kind()?;
        let start = self.at;
        self.skip(0)?;
        self.slice(start, self.at)
    }

    fn skip(&mut self, depth: usize) -> Read<()> {
        if depth > DEPTH_MAX {
            return self.broken("values nest too deeply");
        }
        match self.kind()? {
            Kind::Null => self.null(),
            Kind::Bool => self.bool().map(|_| ()),
            Kind::Number => self.number().map(|_| ()),
            Kind::Text => self.string().map(|_| ()),
            Kind::Array => {
                let mut more = self.enter(b']')?;
                while more {
                    self.skip(depth + 1)?;
                    more = self.another(b']')?;
                }
                Ok(())
            }
            Kind::Object => {
                let mut keys = Vec::new();
                let mut more = self.enter(b'}')?;
                while more {
                    keys.push(self.key()?);
                    self.skip(depth + 1)?;
                    more = self.another(b'}')?;
                }
                self.refuse_twins(keys)
            }
        }
    }

    /// Sorting keeps an object of thousands of keys from costing their square.
    fn refuse_twins(&self, mut keys: Vec<Cow<'a, str>>) -> Read<()> {
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair.first() == pair.last()) {
            return self.broken("a key stands twice in an object");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn accepts(text: &str) -> Result<(), Broken> {
        let mut reader = Reader::new(text);
        reader.raw()?;
        if reader.at_end() { Ok(()) } else { reader.broken("more text") }
    }

    #[test]
    fn strict() {
        for good in [
            "0",
            "-0.5e+9",
            "\"\\u00e9\\ud83d\\ude00\"",
            " [ 1 , {\"a\" : null} ] ",
            "{\"a\":{\"a\":1}}",
            "\"é\u{7f}\"",
        ] {
            assert_eq!(accepts(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "01",
            "+1",
            ".5",
            "1.",
            "1e",
            "nul",
            "NaN",
            "[1,]",
            "{,}",
            "{\"a\"}",
            "{a:1}",
            "'a'",
            "\"\t\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u12\"",
            "\"a",
            "[",
            "{\"a\":1,\"\\u0061\":2}",
            "[{\"x\":{\"k\":1,\"l\":2,\"k\":3}}]",
            "1 2",
        ] {
            assert!(accepts(bad).is_err(), "{bad}");
        }
        assert_eq!(accepts(&("[".repeat(65) + &"]".repeat(65))), Ok(()));
        assert!(accepts(&("[".repeat(66) + &"]".repeat(66))).is_err());
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            any::<f64>().prop_map(Into::into),
            ".{0,12}".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
                prop::collection::btree_map(".{0,4}", inner, 0..5)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json_on_good_text(value in json(), pretty: bool) {
            let text = if pretty { format!("{value:#}") } else { value.to_string() };
            let mut reader = Reader::new(&text);
            prop_assert_eq!(reader.raw(), Ok(text.as_str()));
            if let serde_json::Value::String(expected) = &value {
                let read = Reader::new(&text).string();
                prop_assert_eq!(read.as_deref(), Ok(expected.as_str()));
            }
        }

        #[test]
        fn takes_nothing_that_serde_json_refuses(value in json(), at: prop::sample::Index, byte in "[ -~\t\n]") {
            let mut text = value.to_string();
            let at = at.index(text.len());
            prop_assume!(text.is_char_boundary(at) && text.is_char_boundary(at + 1));
            text.replace_range(at..=at, &byte);
            let read = accepts(&text);
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            if read.is_ok() {
                // Numbers beyond a double are kept as they are here and refused there.
                let range = theirs.as_ref().is_err_and(|error| error.to_string().contains("range"));
                prop_assert!(theirs.is_ok() || range, "{text}");
            } else if let Err(Broken { what, .. }) = read {
                prop_assert!(theirs.is_err() || what.contains("twice"), "{text}: {what}");
            }
        }
    }
}
