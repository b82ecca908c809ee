//! Numbers and byte strings of varying length, and reading them from bytes that may be anything.

/// Appends `value`, seven bits a byte, low bits first.
pub(crate) fn put_u64(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends the length of `bytes` and then themselves.
pub(crate) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_u64(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Reads from the front of untrusted bytes; every method gives `None` when they do not reach.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a>(pub(crate) &'a [u8]);

impl<'a> Cursor<'a> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[inline]
    pub(crate) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(head)
    }

    #[inline]
    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }

    #[inline]
    pub(crate) fn u8(&mut self) -> Option<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// Only the shortest form is taken, so that a number has one encoding.
    #[inline]
    pub(crate) fn u64(&mut self) -> Option<u64> {
        // Nearly every number in a segment is a small one.
        if let Some((&byte, rest)) = self.0.split_first()
            && byte < 0x80
        {
            self.0 = rest;
            return Some(u64::from(byte));
        }
        self.long_u64()
    }

    fn long_u64(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for (i, &byte) in self.0.iter().enumerate().take(10) {
            let bits = u64::from(byte & 0x7F);
            if i == 9 && bits > 1 {
                return None;
            }
            value |= bits << (7 * i);
            if byte < 0x80 {
                self.0 = &self.0[i + 1..];
                return (byte != 0).then_some(value);
            }
        }
        None
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.u64()?.try_into().ok()
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let len = self.u64()?;
        self.take(usize::try_from(len).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(value: u64) {
            let mut out = Vec::new();
            put_u64(&mut out, value);
            let mut cursor = Cursor(&out);
            prop_assert_eq!(cursor.u64(), Some(value));
            prop_assert!(cursor.is_empty());
        }
    }

    #[test]
    fn only_the_shortest_form_is_taken() {
        let cases: [(&[u8], Option<u64>); 8] = [
            (&[], None),
            (&[0x00], Some(0)),
            (&[0x80], None),
            (&[0x80, 0x00], None),
            (&[0x81, 0x00], None),
            (&[0x80, 0x01], Some(128)),
            (&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], Some(u64::MAX)),
            (&[0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02], None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(Cursor(bytes).u64(), expected, "{bytes:?}");
        }
    }
}
