//! Opaque, versioned tokens that say where a page begins, in which search and order.
//!
//! A cursor carries its whole search, so that a link never pages through another one. It grants
//! nothing: whoever shows it is asked who they are as for a first page. The checksum is there to
//! tell a damaged or edited token from ours, not to keep a secret.

use annals_model::{Millis, Number, OrganizationId, OrganizationOrdinal};
use annals_store::{Order, OrderBy, Position};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

const VERSION: u8 = 1;
const DOMAIN: &[u8] = b"annals-cursor/v1\n";
pub(super) const CHECK_BYTES: usize = 8;
/// Characters of a token; a search as long as allowed fits.
const TOKEN_CHARS_MAX: usize = 16 * 1024;

/// A page's beginning, with everything that makes the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// The search as typed.
    pub(crate) q: String,
    /// What "today" meant in it.
    pub(crate) asked_at: Millis,
    /// Name of the organisation.
    pub(crate) organization: OrganizationId,
    /// Whether those below are searched as well.
    pub(crate) below: bool,
    /// The order.
    pub(crate) order: Order,
    /// The row beside which the page lies.
    pub(crate) position: Position,
    /// Whether the page lies before it.
    pub(crate) backwards: bool,
}

const ORDERS: [OrderBy; 5] =
    [OrderBy::Date, OrderBy::User, OrderBy::Action, OrderBy::Source, OrderBy::Ip];

impl Cursor {
    /// The token.
    pub(crate) fn encode(&self) -> String {
        let mut bytes = vec![VERSION];
        let order = ORDERS.iter().position(|by| *by == self.order.by).unwrap_or_default() as u8;
        bytes.push(order);
        let bits = [self.order.descending, self.below, self.backwards];
        bytes.push(bits.iter().enumerate().map(|(i, &bit)| u8::from(bit) << i).sum());
        bytes.extend(self.asked_at.0.to_be_bytes());
        bytes.extend(self.position.occurred_at.0.to_be_bytes());
        bytes.extend(self.position.organization.0.to_be_bytes());
        bytes.extend(self.position.number.0.to_be_bytes());
        for part in [self.organization.as_str().as_bytes(), &self.position.value, self.q.as_bytes()]
        {
            bytes.extend((part.len() as u32).to_be_bytes());
            bytes.extend(part);
        }
        bytes.extend(check(DOMAIN, &bytes));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The cursor of a token that [`Cursor::encode`] made.
    pub(crate) fn decode(token: &str) -> Option<Self> {
        if token.len() > TOKEN_CHARS_MAX {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (body, found) = bytes.split_at_checked(bytes.len().checked_sub(CHECK_BYTES)?)?;
        if found != check(DOMAIN, body) {
            return None;
        }
        let mut rest = body;
        let [version, order, bits] = take(&mut rest)?;
        if version != VERSION {
            return None;
        }
        let by = *ORDERS.get(usize::from(order))?;
        let asked_at = Millis(i64::from_be_bytes(take(&mut rest)?));
        let occurred_at = Millis(i64::from_be_bytes(take(&mut rest)?));
        let ordinal = OrganizationOrdinal(u32::from_be_bytes(take(&mut rest)?));
        let number = Number(u64::from_be_bytes(take(&mut rest)?));
        let organization =
            OrganizationId::parse(&String::from_utf8(part(&mut rest)?).ok()?).ok()?;
        let value = part(&mut rest)?;
        let q = String::from_utf8(part(&mut rest)?).ok()?;
        rest.is_empty().then_some(Self {
            q,
            asked_at,
            organization,
            below: bits & 2 != 0,
            order: Order { by, descending: bits & 1 != 0 },
            position: Position { value, occurred_at, organization: ordinal, number },
            backwards: bits & 4 != 0,
        })
    }
}

/// A checksum of `bytes`; `domain` keeps tokens of one kind from being taken for another.
pub(super) fn check(domain: &[u8], bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let mut hasher = Sha256::new();
    hasher.update(domain);
    hasher.update(bytes);
    let digest: [u8; 32] = hasher.finalize().into();
    let mut short = [0; CHECK_BYTES];
    short.copy_from_slice(&digest[..CHECK_BYTES]);
    short
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(*head)
}

fn part(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let bytes = u32::from_be_bytes(take(rest)?) as usize;
    let (head, tail) = rest.split_at_checked(bytes)?;
    *rest = tail;
    Some(head.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor() -> Cursor {
        Cursor {
            q: "actor:ada \"café\"".to_owned(),
            asked_at: Millis(1_763_600_000_000),
            organization: OrganizationId::parse("lincoln").unwrap(),
            below: true,
            order: Order { by: OrderBy::Source, descending: false },
            position: Position {
                value: b"Office".to_vec(),
                occurred_at: Millis(-5),
                organization: OrganizationOrdinal(3),
                number: Number(u64::MAX),
            },
            backwards: true,
        }
    }

    #[test]
    fn comes_back_as_it_was() {
        assert_eq!(Cursor::decode(&cursor().encode()), Some(cursor()));
    }

    #[test]
    fn every_changed_character_is_noticed() {
        let token = cursor().encode();
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(Cursor::decode(&String::from_utf8(changed).unwrap()), None, "{at}");
        }
        for bad in ["", "A", "AAAAAAAAAAAAAAAA", "!"] {
            assert_eq!(Cursor::decode(bad), None);
        }
    }
}
