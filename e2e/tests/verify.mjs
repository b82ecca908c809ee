import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { followed } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const section = (page) => page.locator("details.proof");
const status = (page) => section(page).getByRole("status");
const outcome = (page) => status(page).locator("[data-outcome]:visible:not([data-outcome=running])");

/// Without the browser's own hash, as over plain HTTP.
const withoutSubtle = () => {
  Object.defineProperty(globalThis.crypto, "subtle", { value: undefined });
};

/// Opens an entry's proof, presses the button, gives what it says.
async function verify(page, path) {
  await page.goto(path);
  return verifyHere(page);
}

async function verifyHere(page) {
  await section(page).locator("summary").click();
  await page.getByRole("button", { name: "Verify" }).click();
  await outcome(page).waitFor();
  return outcome(page).innerText();
}

/// Lets a proof come changed by `change`.
async function tampered(page, change) {
  await page.unroute("**/proof");
  await page.route("**/proof", async (route) => {
    const response = await route.fetch();
    const proof = await response.json();
    await change(proof);
    await route.fulfill({ response, json: proof });
  });
}

/// The digit turned into another one.
const flipped = (text, at) => {
  const other = text[at] === "0" ? "1" : "0";
  return text.slice(0, at) + other + text.slice(at + 1);
};

/// The blocks of the worked example: maps from word to what stands behind it.
async function example() {
  const text = await readFile(new URL("../../docs/proof-format.md", import.meta.url), "utf8");
  const block = text.split("## A worked example")[1].split("```text\n")[1].split("```")[0];
  const parts = block.trim().split("\n\n").map((part) => part.split("\n"));
  const found = (lines, word) => lines.find((line) => line.split(/\s+/)[0] === word)?.split(/\s+/)[1];
  const tree = parts.pop();
  const events = parts.map((lines) => ({
    seed: found(lines, "seed"),
    commitment: found(lines, "E"),
    leaf: found(lines, "leaf"),
    units: lines.filter((line) => line.startsWith("unit")).map((line) => {
      const [, , path, tag, value] = line.split(/\s+/);
      return { path, tag: parseInt(tag, 16), value: value === "-" ? "" : value };
    }),
  }));
  return { events, node: found(tree, "node"), root: found(tree, "root") };
}

/// Runs in the page: what its own modules make of the worked example.
async function computed({ events, node }) {
  const [{ name }] = performance.getEntriesByType("resource")
    .filter((entry) => entry.name.includes("/assets/proof-"));
  const { commitment, leaf, root } = await import(name);
  const commitments = [];
  const leaves = [];
  for (const { seed, units } of events) {
    commitments.push(await commitment(seed, units.toReversed()));
    leaves.push(await leaf(commitments.at(-1)));
  }
  const paths = [[leaves[1], leaves[2]], [leaves[0], leaves[2]], [node]];
  const roots = await Promise.all(leaves.map((hash, i) => root(hash, i, 3, paths[i])));
  const refused = await Promise.all([
    root(leaves[0], 0, 3, [leaves[1]]),
    root(leaves[0], 0, 3, [...paths[0], node]),
    root(leaves[0], 3, 3, paths[0]),
    root(leaves[2], 2, 3, []),
    root(leaves[0], 0, 3, [leaves[1], leaves[2].slice(2)]),
  ]);
  return { commitments, leaves, roots, refused };
}

export default function define(world) {
  for (const subtle of [true, false]) {
    const how = subtle ? "with Web Crypto" : "with its own SHA-256";

    check(world, `verify: the worked example of the format, ${how}`, {}, async (page) => {
      if (!subtle) await page.addInitScript(withoutSubtle);
      await page.goto("/entries/0");
      assert.equal(await page.evaluate(() => crypto.subtle !== undefined), subtle);
      const { events, node, root } = await example();
      assert.equal(events.length, 3);
      const found = await page.evaluate(computed, { events, node });
      assert.deepEqual(found.commitments, events.map(({ commitment }) => commitment));
      assert.deepEqual(found.leaves, events.map(({ leaf }) => leaf));
      assert.deepEqual(found.roots, [root, root, root]);
      assert.deepEqual(found.refused, [null, null, null, null, null]);
    });

    check(world, `verify: entries of all kinds match, ${how}`, {}, async (page, visit) => {
      if (!subtle) await page.addInitScript(withoutSubtle);
      for (const query of ["has:changes", "has:records", "type:access", "source:annals", "has:ip"]) {
        await page.goto(`/?q=${query}&access=shown`);
        const href = await page.locator("tbody th.action a").first().getAttribute("href");
        const words = await verify(page, href);
        assert.ok(words.includes("Matches this server’s current root, not yet anchored."), words);
      }
      await visit.assertAccessible();
    });
  }

  check(world, "verify: hashes are right at the edges of blocks", {}, async (page) => {
    await page.goto("/entries/0");
    const differing = await page.evaluate(async () => {
      const [{ name }] = performance.getEntriesByType("resource")
        .filter((entry) => entry.name.includes("/assets/sha256-"));
      const { sha256 } = await import(name);
      const all = Array.from({ length: 200 }, (_, n) => Uint8Array.from({ length: n }, (_, i) => i));
      const native = await Promise.all(all.map(sha256));
      Object.defineProperty(crypto, "subtle", { value: undefined });
      const own = await Promise.all(all.map(sha256));
      return own.filter((hash, n) => hash.join() !== native[n].join()).length;
    });
    assert.equal(differing, 0);
  });

  check(world, "verify: many entries are what their units say", {}, async (page) => {
    await page.goto("/entries/0");
    const wrong = await page.evaluate(async () => {
      const { faultsOf } = await import(document.querySelector("script[src*=verify]").src);
      const wrong = [];
      for (let number = 0; number < 4000; number += 41) {
        const [proof, text] = await Promise.all([
          fetch(`/entries/${number}/proof`).then((response) => response.json()),
          fetch(`/entries/${number}`).then((response) => response.text()),
        ]);
        const shown = new DOMParser().parseFromString(text, "text/html");
        const entry = shown.getElementById("raw-entry").textContent;
        const faults = await faultsOf(proof, { ...proof, entry });
        if (faults.length > 0) wrong.push({ number, faults });
      }
      return wrong;
    });
    assert.deepEqual(wrong, []);
  });

  check(world, "verify: a change anywhere is named", {}, async (page, visit) => {
    await page.goto("/?q=has:changes");
    const href = await page.locator("tbody th.action a").first().getAttribute("href");
    const cases = [
      [(proof) => (proof.seed = flipped(proof.seed, 7)), /contents do not give the commitment/],
      [(proof) => (proof.path[0] = flipped(proof.path[0], 63)), /does not lead to the root/],
      [(proof) => proof.path.pop(), /as many hashes/],
      [(proof) => proof.path.push(proof.root), /as many hashes/],
      [(proof) => (proof.root = flipped(proof.root, 0)), /does not lead to the root/],
      [(proof) => (proof.commitment = flipped(proof.commitment, 9)), /another commitment than/],
      [(proof) => (proof.number += 1), /another entry/],
      [(proof) => (proof.log_id = flipped(proof.log_id, 3)), /another entry or another log/],
      [(proof) => (proof.tree_size = 1), /smaller/],
      [(proof) => proof.units.pop(), /contents do not give/],
    ];
    for (let i = 0; i < 12; i += 1) {
      cases.push([(proof) => {
        const unit = proof.units[i % proof.units.length];
        unit.value = flipped(unit.value, (i * 5) % unit.value.length);
      }, /contents do not give/]);
    }
    for (const [change, expected] of cases) {
      await tampered(page, change);
      const words = await verify(page, href);
      assert.match(words, /This entry does not match its proof/, String(change));
      assert.match(words, expected, String(change));
    }
    await visit.assertAccessible();
    await visit.assertFits();
  });

  check(world, "verify: a page that shows something else is found out", {}, async (page) => {
    await page.goto("/?q=has:changes");
    const href = await page.locator("tbody th.action a").first().getAttribute("href");
    const isPage = (url) => /^\/entries\/\d+$/.test(url.pathname);
    await page.route(isPage, async (route) => {
      const response = await route.fetch();
      const body = await response.text();
      // The raw entry: its first time is another one.
      const changed = body.replace(/(&quot;occurred_at&quot;: &quot;\d{3})\d/, "$19");
      assert.notEqual(changed, body);
      await route.fulfill({ response, body: changed });
    });
    assert.match(await verify(page, href), /Fields that differ:\s+occurred_at$/);
    await page.unroute(isPage);

    // Another root for a tree of the same size.
    await page.goto(href);
    await tampered(page, async (proof) => {
      await section(page).evaluate((element, size) => {
        element.dataset.treeSize = size;
        element.dataset.root = "0".repeat(64);
      }, proof.tree_size);
    });
    assert.match(await verifyHere(page), /another one than on this page, for a tree of the same/);
  });

  check(world, "verify: says so when nothing was checked", {}, async (page) => {
    const cases = [
      [{ status: 404, json: {} }, /not there any more/],
      [{ status: 429, json: {} }, /could not give the proof/],
      [{ status: 200, body: "no" }, /not a proof/],
      [{ status: 200, json: {} }, /not a proof/],
      [{ status: 200, json: { seed: "xx", units: [] } }, /not a proof/],
    ];
    for (const [answer, expected] of cases) {
      await page.unroute("**/proof");
      await page.route("**/proof", (route) => route.fulfill(answer));
      const words = await verify(page, "/entries/0");
      assert.match(words, /Nothing was checked/);
      assert.match(words, expected);
    }
  });

  check(world, "verify: says that the session is over", { anonymous: true }, async (page, visit) => {
    const { signIn } = await import("../lib/browser.mjs");
    await page.goto("/sign-in?next=/entries/0");
    await followed(page, () => signIn(page, visit.demo.username, visit.demo.password),
      "/entries/0");
    await visit.context.clearCookies();
    assert.match(await verifyHere(page), /session is over/);
  });

  check(world, "verify: figures and command without script", { script: false }, async (page) => {
    await page.goto("/entries/0");
    await section(page).locator("summary").click();
    assert.equal(await page.getByRole("button", { name: "Verify" }).isVisible(), false);
    for (const name of ["ID", "Tree size", "Root", "Commitment"]) {
      assert.ok(await section(page).locator(`> .facts dt:text-is('${name}') + dd`).isVisible(), name);
    }
    const command = await page.locator("#proof-command").innerText();
    assert.match(command, /^curl .*\/v1\/events\/[^/]+\/proof\?organization=/);
  });
}
