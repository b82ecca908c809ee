// Commitments and the tree, as docs/proof-format.md defines them.

import { sha256 } from "./sha256.js";

const UNITS_MAX = 0xffff;
const LEAF_SALT_INDEX = 0xffff; // No unit has it.

/// Bytes of hexadecimal digits; throws for anything else.
export function unhex(text) {
  if (typeof text !== "string" || !/^(?:[0-9a-f]{2})*$/.test(text)) throw new TypeError("no hex");
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => parseInt(digits, 16));
}

/// Hexadecimal digits of bytes.
export const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

const ascii = (text) => new TextEncoder().encode(text);
const u32 = (value) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const u16 = (value) => [(value >>> 8) & 255, value & 255];

function joined(...parts) {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

async function salt(seed, index) {
  return (await sha256(joined(ascii("annals-salt/v1\n"), seed, u16(index)))).subarray(0, 16);
}

/// Like the order of their bytes.
const ascending = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/// The commitment to units of `path`, `tag` and `value`, texts in hexadecimal.
export async function commitment(seedText, units) {
  const seed = unhex(seedText);
  if (seed.length !== 16) throw new TypeError("a seed has 16 bytes");
  if (units.length > UNITS_MAX) throw new TypeError("too many units");
  const named = units.map(({ path, tag, value }) => {
    if (!Number.isInteger(tag) || tag < 0 || tag > 255) throw new TypeError("a tag is one byte");
    return { path: ascii(path), tag, value: unhex(value) };
  });
  named.sort((a, b) => ascending(hex(a.path), hex(b.path)));
  if (named.some(({ path }, i) => i > 0 && hex(path) === hex(named[i - 1].path))) {
    throw new TypeError("two units have one path");
  }
  const digests = await Promise.all(named.map(async ({ path, tag, value }, index) => {
    const parts = [u16(path.length), path, [tag], u32(value.length), value];
    return hex(await sha256(joined(ascii("annals-field/v1\n"), await salt(seed, index), ...parts)));
  }));
  const bound = digests.sort(ascending).map(unhex);
  const leafSalt = await salt(seed, LEAF_SALT_INDEX);
  const head = joined(ascii("annals-event/v1\n"), leafSalt, u16(units.length));
  return hex(await sha256(joined(head, ...bound)));
}

/// The hash of a commitment's leaf.
export const leaf = async (committed) => hex(await sha256(joined([0, 1], unhex(committed))));

/// The root to which a path leads from leaf `number` of a tree of `size` leaves; nothing when the
/// path has not exactly as many hashes as it takes (RFC 9162, 2.1.3.2).
export async function root(leafHash, number, size, path) {
  if (![number, size].every(Number.isSafeInteger) || number < 0 || number >= size) return null;
  let [at, last] = [number, size - 1];
  let hash = unhex(leafHash);
  // Not with shifts, which end at 32 bits.
  const up = () => ([at, last] = [Math.floor(at / 2), Math.floor(last / 2)]);
  for (const text of path) {
    const sibling = unhex(text);
    if (last === 0 || sibling.length !== 32) return null;
    if (at % 2 === 1 || at === last) {
      hash = await sha256(joined([1], sibling, hash));
      while (at % 2 === 0 && at !== 0) up();
    } else {
      hash = await sha256(joined([1], hash, sibling));
    }
    up();
  }
  return last === 0 ? hex(hash) : null;
}
