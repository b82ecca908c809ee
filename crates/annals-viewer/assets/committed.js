// Reads the units of an entry, whose form docs/segment-format.md defines, and gives the entry's
// fields as the API writes them. Throws for what is in no such form.

import { unhex } from "./proof.js";

const TYPES = ["add", "change", "delete", "access", "other"];
const OUTCOMES = ["success", "failure", "denied"];
const KINDS = ["staff", "guardian", "student", "system", "support", "api"];
const FLAGS = ["time_missing", "clock_ahead", "masked", "redacted"];

/// Each field of a JSON object with its value's text in one form: no white space, no needless
/// escapes, numbers as they stand, since a parser would round large ones.
export function fieldsOf(json) {
  const fields = new Map();
  let [depth, key, value] = [0, null, ""];
  const end = () => key !== null && fields.set(key, value);
  for (const token of json.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? []) {
    const text = token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token;
    if (token === "}" || token === "]") depth -= 1;
    if (depth === 1 && token === ",") {
      end();
      [key, value] = [null, ""];
    } else if (depth === 1 && key === null) {
      key = JSON.parse(token);
    } else if (depth > 1 || (depth === 1 && !(token === ":" && value === ""))) {
      value += text;
    }
    if (token === "{" || token === "[") depth += 1;
  }
  end();
  return fields;
}

/// The fields of the entry that the units of a proof make up.
export function committedFields({ units, number, log_id }) {
  const of = new Units(units);
  const text = (path) => (of.has(path) ? utf8(of.get(path)) : null);
  const { tag } = units.find(({ path }) => path === "core") ?? {};
  const core = coreOf(new Reader(of.get("core")), tag);
  const network = tagged(of.get("network"));
  const details = detailsOf(of);
  const masked = details.filter(({ value }) => value === null).map(({ key }) => key);
  const fields = {
    id: quoted(core.id),
    organization: quoted(core.organization),
    number: String(number),
    log_id: quoted(log_id),
    occurred_at: quoted(core.occurredAt),
    recorded_at: quoted(core.recordedAt),
    action: quoted(core.action),
    label: quoted(core.label),
    type: quoted(core.type),
    category: quoted(core.category),
    area: quoted(core.area),
    source: quoted(core.source),
    actor: actorOf(tagged(of.get("actor.key")), tagged(of.get("actor.person"))),
    ip: quoted(network.has(1) ? address(network.get(1)) : null),
    user_agent: quoted(textOf(network, 2)),
    description: quoted(text("description")),
    records: recordsOf(of.get("records"), text),
    changes: changesOf(of),
    details: object(details.map(({ key, value }) => [key, value ?? "null"])),
    ...(masked.length > 0 && { masked_details: array(masked.map(quoted)) }),
    calendars: array(core.calendars),
    outcome: quoted(core.outcome),
    reason: quoted(text("reason")),
    correlation_id: quoted(core.correlation),
    critical: String(core.critical),
    flags: array(FLAGS.filter((_, bit) => core.flags & (1 << bit)).map(quoted)),
  };
  of.end();
  return fieldsOf(object(Object.entries(fields)));
}

/// The names of fields that differ.
export function differences(some, others) {
  const names = new Set([...some.keys(), ...others.keys()]);
  return [...names].filter((name) => some.get(name) !== others.get(name));
}

const quoted = (text) => JSON.stringify(text);
const array = (values) => `[${values.join()}]`;
const object = (pairs) => `{${pairs.map(([key, value]) => `${quoted(key)}:${value}`).join()}}`;
const utf8 = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

/// The values by their paths. None may be left over: it would be committed and not shown.
class Units {
  constructor(units) {
    this.values = new Map(units.map(({ path, value }) => [path, unhex(value)]));
    this.left = new Set(this.values.keys());
  }

  has(path) {
    return this.values.has(path);
  }

  get(path) {
    this.left.delete(path);
    return this.values.get(path);
  }

  end() {
    if (this.left.size > 0) throw new TypeError("a unit is not known");
  }
}

/// Reads from the front of bytes.
class Reader {
  constructor(bytes) {
    if (!bytes) throw new TypeError("a unit is missing");
    this.bytes = bytes;
  }

  get isEmpty() {
    return this.bytes.length === 0;
  }

  take(length) {
    if (length > this.bytes.length) throw new TypeError("a unit ends too early");
    const head = this.bytes.subarray(0, length);
    this.bytes = this.bytes.subarray(length);
    return head;
  }

  varint() {
    for (let [value, scale] = [0, 1]; ; scale *= 128) {
      const [byte] = this.take(1);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  bytesWithLength() {
    return this.take(this.varint());
  }

  text() {
    return utf8(this.bytesWithLength());
  }

  /// With one more than its length before it, so that 0 is "absent".
  optional() {
    const length = this.varint();
    return length === 0 ? null : utf8(this.take(length - 1));
  }

  *fields() {
    while (!this.isEmpty) yield [this.take(1)[0], this.bytesWithLength()];
  }
}

const tagged = (bytes) => new Map(bytes ? new Reader(bytes).fields() : []);
const textOf = (fields, tag) => (fields.has(tag) ? utf8(fields.get(tag)) : null);

function word(words, bytes) {
  if (bytes?.length !== 1 || !(bytes[0] in words)) throw new TypeError("a code is not known");
  return words[bytes[0]];
}

const uuid = (bytes) =>
  Array.from(bytes, (byte, i) => {
    return ([4, 6, 8, 10].includes(i) ? "-" : "") + byte.toString(16).padStart(2, "0");
  }).join("");

const big = (bytes) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const unzigzag = (value) => (value >> 1n) ^ -(value & 1n);
const moment = (millis) => new Date(Number(millis)).toISOString();

function coreOf(reader, tag) {
  const id = tag === 1 ? uuid(reader.take(16)) : reader.text();
  const all = [...reader.fields()];
  const fields = new Map(all);
  const time = (of) => (fields.has(of) ? unzigzag(big(fields.get(of))) : null);
  const occurred = time(1);
  const correlation = fields.has(5) ? uuid(fields.get(5)) : textOf(fields, 4);
  const calendars = all.filter(([of]) => of === 11).map(([, bytes]) => {
    const end_year = String(big(bytes.subarray(0, 2)));
    return object([["school", quoted(utf8(bytes.subarray(2)))], ["end_year", end_year]]);
  });
  return {
    id,
    occurredAt: moment(occurred),
    recordedAt: moment(time(3) ?? occurred + time(2)),
    correlation,
    critical: fields.has(6),
    flags: fields.get(7)?.[0] ?? 0,
    outcome: word(OUTCOMES, fields.get(8) ?? [0]),
    type: word(TYPES, fields.get(9)),
    organization: textOf(fields, 10),
    calendars,
    source: textOf(fields, 12),
    category: textOf(fields, 13),
    area: textOf(fields, 14),
    action: textOf(fields, 15),
    label: textOf(fields, 16),
  };
}

function actorOf(key, person) {
  const other = object([["id", quoted(textOf(key, 5))], ["name", quoted(textOf(person, 4))]]);
  return object([
    ["id", quoted(textOf(key, 1))],
    ["name", quoted(textOf(person, 1))],
    ["username", quoted(textOf(person, 2))],
    ["email", quoted(textOf(person, 3))],
    ["kind", quoted(word(KINDS, key.get(3) ?? [0]))],
    ["role", quoted(textOf(key, 2))],
    ["on_behalf_of", key.has(4) ? other : "null"],
  ]);
}

/// As RFC 5952 has it.
function address(bytes) {
  if (bytes.length === 4) return bytes.join(".");
  const groups = Array.from({ length: 8 }, (_, i) => big(bytes.subarray(2 * i, 2 * i + 2)));
  if (groups.slice(0, 5).every((group) => group === 0n) && groups[5] === 0xffffn) {
    return `::ffff:${bytes.subarray(12).join(".")}`;
  }
  const text = groups.map((group) => group.toString(16)).join(":");
  return new URL(`ws://[${text}]/`).hostname.slice(1, -1);
}

function recordsOf(bytes, nameAt) {
  const reader = new Reader(bytes ?? new Uint8Array());
  const records = [];
  while (!reader.isEmpty) {
    const [change] = reader.take(1);
    const [type, id] = [reader.text(), reader.text()];
    records.push(object([
      ["type", quoted(type)],
      ["id", quoted(id)],
      ["name", quoted(nameAt(`records/${place(records.length)}`))],
      ["change", quoted(change === 0 ? null : word(TYPES, [change - 1]))],
    ]));
  }
  return array(records);
}

function changesOf(of) {
  const reader = new Reader(of.get("changes") ?? new Uint8Array());
  const changes = [];
  while (!reader.isEmpty) {
    const values = tagged(of.get(`changes/${place(changes.length)}`));
    const [property, label] = [reader.text(), reader.optional()];
    const [masked] = reader.take(1);
    changes.push(object([
      ["property", quoted(property)],
      ...(label === null ? [] : [["label", quoted(label)]]),
      ["old", textOf(values, 1) ?? "null"],
      ["new", textOf(values, 2) ?? "null"],
      ...(masked === 1 ? [["masked", "true"]] : []),
    ]));
  }
  return array(changes);
}

const place = (index) => String(index).padStart(3, "0");

function detailsOf(of) {
  const details = [];
  while (of.has(`details/${place(details.length)}`)) {
    const reader = new Reader(of.get(`details/${place(details.length)}`));
    details.push({ key: reader.text(), value: reader.optional() });
  }
  return details;
}
