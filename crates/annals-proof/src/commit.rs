//! The commitment to an event, unit of disclosure by unit of disclosure.
//!
//! Every unit is hashed with a salt of its own, so that any of them can be shown or erased alone:
//! whoever keeps `C` of an erased unit in place of its value still arrives at the same commitment,
//! and a value cannot be guessed from `C` once its salt is gone. The digests are hashed in sorted
//! order, so neither the place nor the path of an erased unit shows.

use std::fmt;

use crate::hash::fmt_hex;
use crate::sha::{sha256_blocks, sha256_in_place};
use crate::{Commitment, Error, Result};

/// At most so many units make up an event: their index and count are 16 bits wide.
pub const UNITS_MAX: usize = 0xFFFF;

const SALT_DOMAIN: &[u8; 15] = b"annals-salt/v1\n";
const UNIT_DOMAIN: &[u8; 16] = b"annals-field/v1\n";
const EVENT_DOMAIN: &[u8; 16] = b"annals-event/v1\n";
/// The index whose salt goes into the commitment itself; no unit has it, see [`UNITS_MAX`].
const LEAF_SALT_INDEX: u16 = 0xFFFF;

/// The random bytes that all salts of an event come from; forgotten when any unit is erased.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub [u8; 16]);

/// What makes the digest of one unit unguessable.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

/// The salted digest of one unit (`C` in the format): what is kept of it when it is erased.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitDigest(pub [u8; 32]);

/// The smallest part of an event that can be shown or erased alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit<'a> {
    /// Its name, unique within the event; at most 65,535 bytes.
    pub path: &'a [u8],
    /// How `value` is to be read.
    pub tag: u8,
    /// Its bytes exactly as stored; at most 4 GiB less one byte.
    pub value: &'a [u8],
}

/// A unit as someone knows it who has not the event's seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// The unit and its salt are known.
    Shown {
        /// The unit's salt.
        salt: Salt,
        /// The unit.
        unit: Unit<'a>,
    },
    /// Only the digest was kept.
    Hidden(UnitDigest),
}

/// Computes commitments; keeps its buffers from one event to the next.
#[derive(Default)]
pub struct Committer {
    message: Vec<u8>,
    order: Vec<u32>,
    digests: Vec<UnitDigest>,
}

/// Commits to an event: see [`Committer::commit`], which is faster for many events.
pub fn commit(seed: &Seed, units: &[Unit<'_>]) -> Result<Commitment> {
    Committer::new().commit(seed, units)
}

/// Recomputes the commitment to an event of which some units may be erased or withheld.
///
/// The order of `parts` does not matter. Fails like [`commit`].
pub fn commit_parts(leaf_salt: &Salt, parts: &[Part<'_>]) -> Result<Commitment> {
    Committer::new().commit_parts(leaf_salt, parts)
}

/// The salt of the unit that is `index`th (from 0) by path among the units of its event.
pub fn unit_salt(seed: &Seed, index: u16) -> Salt {
    let mut blocks = [[0; 64]; 1];
    blocks[0][..15].copy_from_slice(SALT_DOMAIN);
    blocks[0][15..31].copy_from_slice(&seed.0);
    blocks[0][31..33].copy_from_slice(&index.to_be_bytes());
    let hash = sha256_blocks(&mut blocks, 33);
    let mut salt = [0; 16];
    salt.copy_from_slice(&hash[..16]);
    Salt(salt)
}

/// The salt of the commitment itself, which hides how many and which digests it binds.
pub fn leaf_salt(seed: &Seed) -> Salt {
    unit_salt(seed, LEAF_SALT_INDEX)
}

/// The digest of one unit.
pub fn unit_digest(salt: &Salt, unit: &Unit<'_>) -> Result<UnitDigest> {
    digest_in(&mut Vec::new(), salt, unit)
}

impl Committer {
    /// One with empty buffers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Commits to an event whose units may come in any order (ascending by path is fastest).
    ///
    /// Fails when there are more than [`UNITS_MAX`], when a path or value is too long for its
    /// length field, and when two units have the same path.
    pub fn commit(&mut self, seed: &Seed, units: &[Unit<'_>]) -> Result<Commitment> {
        check_count(units.len())?;
        self.sort(units)?;
        self.digests.clear();
        for (index, &position) in self.order.iter().enumerate() {
            let salt = unit_salt(seed, index as u16);
            let unit = &units[position as usize];
            self.digests.push(digest_in(&mut self.message, &salt, unit)?);
        }
        Ok(self.bind(&leaf_salt(seed)))
    }

    /// Recomputes the commitment to an event of which some units may be erased or withheld.
    ///
    /// The order of `parts` does not matter. Fails like [`Committer::commit`].
    pub fn commit_parts(&mut self, leaf_salt: &Salt, parts: &[Part<'_>]) -> Result<Commitment> {
        check_count(parts.len())?;
        let mut paths = Vec::with_capacity(parts.len());
        self.digests.clear();
        for part in parts {
            self.digests.push(match part {
                Part::Shown { salt, unit } => {
                    paths.push(unit.path);
                    digest_in(&mut self.message, salt, unit)?
                }
                Part::Hidden(digest) => *digest,
            });
        }
        paths.sort_unstable();
        if paths.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Error::DuplicatePath);
        }
        Ok(self.bind(leaf_salt))
    }

    /// Fills `order` with the positions of `units` in the order of their paths.
    fn sort(&mut self, units: &[Unit<'_>]) -> Result<()> {
        self.order.clear();
        self.order.extend(0..units.len() as u32);
        if !units.is_sorted_by(|left, right| left.path < right.path) {
            self.order.sort_unstable_by_key(|&position| units[position as usize].path);
            let path = |position: u32| units[position as usize].path;
            if self.order.windows(2).any(|pair| path(pair[0]) == path(pair[1])) {
                return Err(Error::DuplicatePath);
            }
        }
        Ok(())
    }

    /// Hashes the digests, sorted, under the leaf salt.
    fn bind(&mut self, leaf_salt: &Salt) -> Commitment {
        self.digests.sort_unstable();
        self.message.clear();
        self.message.extend_from_slice(EVENT_DOMAIN);
        self.message.extend_from_slice(&leaf_salt.0);
        self.message.extend_from_slice(&(self.digests.len() as u16).to_be_bytes());
        for digest in &self.digests {
            self.message.extend_from_slice(&digest.0);
        }
        Commitment(sha256_in_place(&mut self.message))
    }
}

fn check_count(units: usize) -> Result<()> {
    if units > UNITS_MAX { Err(Error::TooManyUnits { found: units }) } else { Ok(()) }
}

fn digest_in(message: &mut Vec<u8>, salt: &Salt, unit: &Unit<'_>) -> Result<UnitDigest> {
    let path_len = u16::try_from(unit.path.len())
        .map_err(|_| Error::UnitTooLong { part: "path", found: unit.path.len() })?;
    let value_len = u32::try_from(unit.value.len())
        .map_err(|_| Error::UnitTooLong { part: "value", found: unit.value.len() })?;
    message.clear();
    message.extend_from_slice(UNIT_DOMAIN);
    message.extend_from_slice(&salt.0);
    message.extend_from_slice(&path_len.to_be_bytes());
    message.extend_from_slice(unit.path);
    message.push(unit.tag);
    message.extend_from_slice(&value_len.to_be_bytes());
    message.extend_from_slice(unit.value);
    Ok(UnitDigest(sha256_in_place(message)))
}

impl fmt::Debug for Seed {
    /// Never shows the bytes: a seed in a log line would undo every later erasure.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(..)")
    }
}

impl fmt::Debug for Salt {
    /// Never shows the bytes: a salt in a log line would undo the erasure of its unit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

impl fmt::Debug for UnitDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt_hex(&self.0, f)
    }
}
