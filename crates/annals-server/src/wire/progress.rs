//! How far a stream got in each log, as the id of its events.

use std::collections::BTreeMap;

use annals_model::{Number, OrganizationOrdinal};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::cursor::{CHECK_BYTES, check};

const VERSION: u8 = 1;
const DOMAIN: &[u8] = b"annals-progress/v1\n";
/// Logs that one stream follows at most: their numbers stand in the id of every event, and have to
/// fit into the header in which a client brings them back.
pub(crate) const LOGS_MAX: usize = 1_000;
/// Characters of an id; the numbers of as many logs as allowed fit, however large.
const ID_CHARS_MAX: usize = 24 * 1024;

/// For each log the number of the next entry to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Of one log; its id is the number of the last entry.
    One(OrganizationOrdinal, u64),
    /// Of an organisation's and those below it; its id is opaque.
    Many(BTreeMap<OrganizationOrdinal, u64>),
}

impl Progress {
    /// What an id says; the error is a sentence for people.
    pub(crate) fn parse(id: &str, one: Option<OrganizationOrdinal>) -> Result<Self, String> {
        if let Some(organization) = one {
            let last: u64 = id.parse().map_err(|_| "must be the number of an entry".to_owned())?;
            return Ok(Self::One(organization, last.saturating_add(1)));
        }
        let message = "must be the id of an event of a stream with below=true";
        decode(id).map(Self::Many).ok_or_else(|| message.to_owned())
    }

    /// The id that brings a client back to this place; `None` before the first entry of a log.
    pub(crate) fn id(&self) -> Option<String> {
        match self {
            Self::One(_, next) => next.checked_sub(1).map(|last| last.to_string()),
            Self::Many(next) => Some(encode(next)),
        }
    }

    /// Follows exactly these logs from now on; the new ones from their beginning.
    pub(crate) fn follow(&mut self, logs: &[OrganizationOrdinal]) {
        if let Self::Many(next) = self {
            next.retain(|log, _| logs.binary_search(log).is_ok());
            for log in logs {
                next.entry(*log).or_insert(0);
            }
        }
    }

    /// The logs with the next number of each.
    pub(crate) fn logs(&self) -> Vec<(OrganizationOrdinal, Number)> {
        match self {
            Self::One(log, next) => vec![(*log, Number(*next))],
            Self::Many(all) => all.iter().map(|(log, next)| (*log, Number(*next))).collect(),
        }
    }

    /// Goes on to `number` in one log.
    pub(crate) fn advance(&mut self, organization: OrganizationOrdinal, number: Number) {
        match self {
            Self::One(_, next) => *next = number.0,
            Self::Many(all) => {
                all.insert(organization, number.0);
            }
        }
    }
}

fn encode(next: &BTreeMap<OrganizationOrdinal, u64>) -> String {
    let mut bytes = vec![VERSION];
    let mut before = 0;
    for (log, number) in next {
        put(&mut bytes, u64::from(log.0 - before));
        put(&mut bytes, *number);
        before = log.0;
    }
    let check = check(DOMAIN, &bytes);
    bytes.extend(check);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decode(id: &str) -> Option<BTreeMap<OrganizationOrdinal, u64>> {
    if id.len() > ID_CHARS_MAX {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(id).ok()?;
    let (body, found) = bytes.split_at_checked(bytes.len().checked_sub(CHECK_BYTES)?)?;
    if found != check(DOMAIN, body) {
        return None;
    }
    let (&VERSION, mut rest) = body.split_first()? else { return None };
    let mut next = BTreeMap::new();
    let mut log = 0_u32;
    while !rest.is_empty() {
        log = log.checked_add(u32::try_from(take(&mut rest)?).ok()?)?;
        next.insert(OrganizationOrdinal(log), take(&mut rest)?);
    }
    Some(next)
}

/// Seven bits a byte, low ones first; the last byte is below 128.
fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn take(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, tail) = rest.split_first()?;
        *rest = tail;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(logs: usize, number: u64) -> Progress {
        Progress::Many((0..logs).map(|log| (OrganizationOrdinal(log as u32 * 3), number)).collect())
    }

    #[test]
    fn an_id_leads_back_to_its_place() {
        for progress in [many(0, 0), many(1, 0), many(3, 127), many(7, 128), many(9, u64::MAX)] {
            let id = progress.id().unwrap();
            assert_eq!(Progress::parse(&id, None), Ok(progress), "{id}");
        }
        let log = OrganizationOrdinal(5);
        assert_eq!(Progress::One(log, 0).id(), None);
        let one = Progress::One(log, 18);
        assert_eq!(Progress::parse(&one.id().unwrap(), Some(log)), Ok(one));
    }

    #[test]
    fn an_id_fits_into_a_header() {
        // Proxies take 8 KiB or more; a million entries each are plenty.
        assert!(many(LOGS_MAX, 1_000_000).id().unwrap().len() < 6 * 1024);
        let longest = many(LOGS_MAX, u64::MAX);
        assert_eq!(Progress::parse(&longest.id().unwrap(), None), Ok(longest));
    }

    #[test]
    fn what_is_no_id_is_refused() {
        let id = many(3, 300).id().unwrap();
        for bad in ["", "17", "!", &id[1..], &id[..id.len() - 2], &"A".repeat(ID_CHARS_MAX + 1)] {
            assert!(Progress::parse(bad, None).is_err(), "{bad}");
        }
        for bad in ["", "-1", "x", &id] {
            assert!(Progress::parse(bad, Some(OrganizationOrdinal(1))).is_err(), "{bad}");
        }
    }

    #[test]
    fn new_logs_are_followed_from_their_beginning() {
        let mut progress = many(2, 9);
        progress.follow(&[OrganizationOrdinal(3), OrganizationOrdinal(8)]);
        let logs = progress.logs();
        assert_eq!(
            logs,
            [(OrganizationOrdinal(3), Number(9)), (OrganizationOrdinal(8), Number(0))]
        );
    }
}
