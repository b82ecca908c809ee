//! SHA-256 over messages that lie in one piece.
//!
//! Nearly everything hashed here is one or two blocks long, where the buffering of an incremental
//! hasher costs as much as the hashing. So messages are padded in place and given to the
//! compression function in one call; a test compares with the crate's own digest.

use sha2::block_api::compress256;

const BLOCK: usize = 64;
const LENGTH: usize = 8;
const INITIAL: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// Hashes the message and leaves its padding in the buffer: the caller clears it before reuse.
pub(crate) fn sha256_in_place(message: &mut Vec<u8>) -> [u8; 32] {
    let bits = (message.len() as u64) * 8;
    message.push(0x80);
    let padded = (message.len() + LENGTH).next_multiple_of(BLOCK);
    message.resize(padded - LENGTH, 0);
    message.extend_from_slice(&bits.to_be_bytes());
    let (blocks, _) = message.as_chunks::<BLOCK>();
    compress(blocks)
}

/// Hashes the first `len` bytes of `blocks`, of which the rest is zero and holds the padding.
pub(crate) fn sha256_blocks<const N: usize>(blocks: &mut [[u8; BLOCK]; N], len: usize) -> [u8; 32] {
    let bytes = blocks.as_flattened_mut();
    debug_assert!(len + 1 + LENGTH <= bytes.len() && len + 1 + LENGTH > bytes.len() - BLOCK);
    bytes[len] = 0x80;
    let end = bytes.len();
    bytes[end - LENGTH..].copy_from_slice(&((len as u64) * 8).to_be_bytes());
    compress(blocks)
}

fn compress(blocks: &[[u8; BLOCK]]) -> [u8; 32] {
    let mut state = INITIAL;
    compress256(&mut state, blocks);
    let mut hash = [0; 32];
    for (bytes, word) in hash.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    hash
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn agrees_with_the_incremental_hasher_at_every_padding() {
        for len in 0..400 {
            let message: Vec<u8> = (0..len).map(|byte| byte as u8).collect();
            let expected: [u8; 32] = Sha256::digest(&message).into();
            assert_eq!(sha256_in_place(&mut message.clone()), expected, "{len} bytes");
        }
    }

    #[test]
    fn agrees_on_blocks_of_the_stack() {
        for len in 0..56 {
            let mut blocks = [[0; BLOCK]; 1];
            blocks[0][..len].fill(0xa5);
            let expected: [u8; 32] = Sha256::digest(&blocks[0][..len]).into();
            assert_eq!(sha256_blocks(&mut blocks, len), expected, "{len} bytes");
        }
        for len in 56..120 {
            let mut blocks = [[0; BLOCK]; 2];
            blocks.as_flattened_mut()[..len].fill(0xa5);
            let expected: [u8; 32] = Sha256::digest(&blocks.as_flattened()[..len]).into();
            assert_eq!(sha256_blocks(&mut blocks, len), expected, "{len} bytes");
        }
    }
}
