//! Text that is put together only where it is written, so that drawing an event allocates nothing.

use std::ops::Range;

/// A part of a text. None of them needs an escape in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// As it is.
    Str(&'static str),
    /// In lower case.
    Lower(&'static str),
    /// The first letter in lower case.
    Initial(&'static str),
    /// A decimal number.
    Number(u64),
    /// Cents as dollars: 12500 is `125.00`.
    Cents(u64),
    /// A number of exactly four digits.
    Pad4(u64),
    /// A hyphen and a number of exactly two digits.
    Dash2(u8),
}

/// The pieces of all texts of one event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces(Vec<Piece>);

/// One text among [`Pieces`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text(u16, u16);

impl Pieces {
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn text(&mut self, pieces: &[Piece]) -> Text {
        let start = self.0.len() as u16;
        self.0.extend_from_slice(pieces);
        Text(start, self.0.len() as u16)
    }

    /// A text of all pieces since `start`.
    pub(crate) fn text_since(&self, start: usize) -> Text {
        Text(start as u16, self.0.len() as u16)
    }

    pub(crate) fn push(&mut self, piece: Piece) {
        self.0.push(piece);
    }

    pub(crate) fn push_all(&mut self, pieces: &[Piece]) {
        self.0.extend_from_slice(pieces);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Appends the text to `out`.
    pub(crate) fn write(&self, text: Text, out: &mut Vec<u8>) {
        for piece in &self.0[text.range()] {
            match *piece {
                Piece::Str(s) => out.extend_from_slice(s.as_bytes()),
                Piece::Lower(s) => out.extend(s.bytes().map(|b| b.to_ascii_lowercase())),
                Piece::Initial(s) => out.extend(s.bytes().take(1).map(|b| b.to_ascii_lowercase())),
                Piece::Number(n) => write_number(n, out),
                Piece::Cents(n) => {
                    write_number(n / 100, out);
                    out.push(b'.');
                    write_padded(n % 100, 2, out);
                }
                Piece::Pad4(n) => write_padded(n, 4, out),
                Piece::Dash2(n) => {
                    out.push(b'-');
                    write_padded(n.into(), 2, out);
                }
            }
        }
    }

    pub(crate) fn to_string(&self, text: Text) -> String {
        let mut out = Vec::with_capacity(32);
        self.write(text, &mut out);
        String::from_utf8(out).unwrap_or_default()
    }
}

impl Text {
    fn range(self) -> Range<usize> {
        usize::from(self.0)..usize::from(self.1)
    }
}

pub(crate) fn write_number(mut n: u64, out: &mut Vec<u8>) {
    let mut digits = [0_u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (n % 10) as u8;
        n /= 10;
        if n == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

pub(crate) fn write_padded(n: u64, width: u32, out: &mut Vec<u8>) {
    for place in (0..width).rev() {
        out.push(b'0' + (n / 10_u64.pow(place) % 10) as u8);
    }
}
