//! A block: the events of one group commit as they stand in the journal until they are sealed.
//!
//! Bytes: crc32c (u32 LE) of all that follows, then zstd of the entries. An entry is: organisation
//! (u32 LE), number (u64 LE), commitment (32 bytes), length of the document (u32 LE), document.
//! SQLite keeps no checksums of its own, hence the first field.

use std::io::Read;

use annals_model::{Number, OrganizationOrdinal};
use annals_proof::Commitment;

/// zstd's level: fast enough not to be noticed beside the commit.
const LEVEL: i32 = 1;

/// The bytes of an unpacked block that are believed; a group is far smaller.
const UNPACKED_BYTES_MAX: u64 = 1 << 30;

/// One event of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BlockEntry<'a> {
    pub(crate) organization: OrganizationOrdinal,
    pub(crate) number: Number,
    pub(crate) commitment: Commitment,
    pub(crate) document: &'a [u8],
}

/// Packs entries.
pub(crate) fn encode<'a>(
    entries: impl Iterator<Item = BlockEntry<'a>>,
) -> std::io::Result<Vec<u8>> {
    let mut plain = Vec::with_capacity(64 * 1024);
    for entry in entries {
        plain.extend_from_slice(&entry.organization.0.to_le_bytes());
        plain.extend_from_slice(&entry.number.0.to_le_bytes());
        plain.extend_from_slice(&entry.commitment.0);
        plain.extend_from_slice(&(entry.document.len() as u32).to_le_bytes());
        plain.extend_from_slice(entry.document);
    }
    let packed = zstd::bulk::compress(&plain, LEVEL)?;
    let mut body = Vec::with_capacity(packed.len() + 4);
    body.extend_from_slice(&crc32c::crc32c(&packed).to_le_bytes());
    body.extend_from_slice(&packed);
    Ok(body)
}

/// Checks and unpacks a block; the error says what does not fit.
pub(crate) fn unpack(body: &[u8]) -> Result<Vec<u8>, String> {
    let (checksum, packed) = body.split_first_chunk::<4>().ok_or("it is cut off")?;
    if crc32c::crc32c(packed) != u32::from_le_bytes(*checksum) {
        return Err("its checksum does not fit".to_owned());
    }
    let mut plain = Vec::new();
    zstd::stream::read::Decoder::new(packed)
        .and_then(|decoder| decoder.take(UNPACKED_BYTES_MAX).read_to_end(&mut plain))
        .map_err(|error| error.to_string())?;
    Ok(plain)
}

/// Reads the entries of an unpacked block.
pub(crate) fn entries(plain: &[u8]) -> Entries<'_> {
    Entries { rest: plain }
}

/// The entries of an unpacked block; an error ends them.
pub(crate) struct Entries<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Entries<'a> {
    type Item = Result<BlockEntry<'a>, String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let entry = split_entry(self.rest);
        self.rest = entry.map_or(&[][..], |(_, rest)| rest);
        Some(entry.map(|(entry, _)| entry).ok_or_else(|| "an entry is cut off".to_owned()))
    }
}

fn split_entry(bytes: &[u8]) -> Option<(BlockEntry<'_>, &[u8])> {
    let (organization, rest) = bytes.split_first_chunk::<4>()?;
    let (number, rest) = rest.split_first_chunk::<8>()?;
    let (commitment, rest) = rest.split_first_chunk::<32>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (document, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let entry = BlockEntry {
        organization: OrganizationOrdinal(u32::from_le_bytes(*organization)),
        number: Number(u64::from_le_bytes(*number)),
        commitment: Commitment(*commitment),
        document,
    };
    Some((entry, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let entries = (0..5u8).map(|i| BlockEntry {
            organization: OrganizationOrdinal(7),
            number: Number(u64::from(i)),
            commitment: Commitment([i; 32]),
            document: b"document",
        });
        encode(entries).unwrap()
    }

    #[test]
    fn what_was_packed_comes_back() {
        let plain = unpack(&sample()).unwrap();
        let numbers: Vec<u64> = entries(&plain).map(|entry| entry.unwrap().number.0).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn every_flipped_byte_is_noticed() {
        let body = sample();
        for at in 0..body.len() {
            let mut damaged = body.clone();
            damaged[at] ^= 1;
            assert!(unpack(&damaged).is_err(), "byte {at}");
        }
        assert!(unpack(&[]).is_err());
    }
}
