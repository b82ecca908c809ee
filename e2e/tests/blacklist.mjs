import assert from "node:assert/strict";

import { follow } from "../lib/browser.mjs";
import { api } from "../lib/people.mjs";
import { check } from "../lib/suite.mjs";

const FAMILY = { type: "family", id: "f-b1" };
const HOSTILE = "<img/src=x/onerror=alert(1)>\u202E" + "w".repeat(200) + "@home.example";
let sends = 0;

/// An e-mail that bounces, and addresses that were entered by hand: one is being checked, one is
/// hostile.
async function listed(page, demo) {
  await page.goto("/");
  const id = `e2e-blacklist-${++sends}`;
  const address = `${id}@home.example`;
  const message = { id, channel: "email", to: { address }, record: FAMILY, subject: "Camp" };
  const ids = [`sg-${id}`];
  const messages = [{ ...message, provider: "sendgrid", provider_message_ids: ids }];
  await api(page, demo, "post", "/v1/messages", { messages });
  const bounce = { id: "1", kind: "bounced_hard", code: "5.1.1", reason: "No such user" };
  await api(page, demo, "post", "/v1/messages/events", {
    events: [{ ...bounce, message_own_id: id }],
  });
  const add = (data) => api(page, demo, "post", "/v1/suppressions", data);
  const since = "2026-01-05T08:00:00Z";
  await add({ channel: "email", address: "check@home.example", reason: "validate", since });
  await add({ channel: "email", address: HOSTILE, note: HOSTILE });
  const phone = { channel: "sms", address: "+1 555 010 0142", provider: "twilio", since };
  await add({ ...phone, reason: "complaint" });
  return address;
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `blacklist: from an address that bounced to its reset, ${how}`, { script },
      async (page, { demo }) => {
        const address = await listed(page, demo);
        const rows = page.locator(".blacklist tbody tr");
        await page.goto("/communications/blacklist");
        await page.getByLabel("Find addresses").fill("Verify");
        await follow(page, page.getByRole("button", { name: "Find" }), /q=Verify/);
        assert.equal(await rows.count(), 1);
        assert.match(await rows.innerText(), /check@home\.example[^]*Validate[^]*more than an hour/);
        await page.goto(`/records/family/f-b1`);
        const tab = page.locator(".tabs").getByRole("link", { name: "Communication" });
        await follow(page, tab, /communication\/email/);
        const short = page.locator(".blacklist-short li").filter({ hasText: address });
        assert.match(await short.innerText(), /Bounce/);
        await follow(page, short.getByRole("link"), /\/communications\/blacklist\//);
        const main = page.getByRole("main");
        assert.match(await main.innerText(), /Ask for another address/);
        await follow(page, main.getByRole("link", { name: "The message" }).first(), /\/messages\//);
        const standing = page.locator(".message-now").getByRole("link", { name: "Bounce" });
        await follow(page, standing, /\/communications\/blacklist\//);
        await page.getByLabel("Why it is reset").fill("-");
        await follow(page, main.getByRole("button", { name: "Reset" }), /blacklist\//);
        assert.match(await page.getByRole("alert").innerText(), /Say why/);
        await page.getByLabel("Why it is reset").fill(`${address} was mistyped there`);
        await follow(page, main.getByRole("button", { name: "Reset" }), /done=reset/);
        assert.match(await page.locator(".note-good").innerText(), /It was reset/);
        assert.equal(await main.getByRole("button", { name: "Reset" }).count(), 0);
        assert.equal(await page.locator(".message-timeline > li").count(), 2);
        await page.goto("/?q=action:annals.suppression.reset");
        const entry = await page.locator(".entries tbody tr").first().innerText();
        assert.match(entry, /Reset Blacklisted Recipient/);
        assert.equal(entry.includes(address), false, "entries name no address");
      });
  }

  check(world, "blacklist: a provider's list is compared and imported", {}, async (page, visit) => {
    const main = page.getByRole("main");
    const address = await listed(page, visit.demo);
    await page.goto("/communications/blacklist");
    await follow(page, page.getByRole("link", { name: "Compare a provider’s list" }), /compare/);
    await page.getByLabel("E-mail").check();
    await page.getByLabel("Provider").fill("sendgrid");
    const compare = page.getByRole("button", { name: "Compare", exact: true });
    const choose = (text, encoding) => page.getByLabel("The list (CSV)").setInputFiles({
      name: "bounces.csv", mimeType: "text/csv", buffer: Buffer.from(text, encoding),
    });
    for (const wrong of [["e-mail\n1\n"], ["address\nmuñoz@home.example\n", "latin1"]]) {
      await choose(...wrong);
      await follow(page, compare, /compare/);
      assert.match(await page.getByRole("alert").innerText(), /names columns that an export has/);
    }
    const theirs = `e2e-theirs-${sends}@home.example`;
    await choose(`address\n${theirs}\n${address}\nnobody\n${HOSTILE.replaceAll(/[",]/g, "")}\n`);
    await follow(page, compare, /compare/);
    const said = await main.innerText();
    assert.match(said, /1 address is on both lists[^]*Only on theirs: 2[^]*Only on ours: \d/);
    assert.match(said, /Line 4: address is no address of this channel\. nobody/);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await visit.assertFits();
    }
    await visit.assertAccessible();
    await page.getByLabel("Nothing more is to be sent there from here").check();
    await follow(page, page.getByRole("button", { name: "Import 2 addresses" }), /done=2/);
    assert.match(await main.innerText(), /2 addresses were imported/);
    await page.goto(`/communications/blacklist?q=${theirs}`);
    assert.match(await page.locator(".blacklist tbody").innerText(), /Bounce[^]*From a file/);
  });

  for (const [name, options] of [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["Arabic", { locale: "ar" }],
  ]) {
    check(world, `blacklist: fits and is accessible, ${name}`, options, async (page, visit) => {
      await listed(page, visit.demo);
      const list = await page.request.get("/v1/suppressions?reason=complaint");
      const [{ id }] = (await list.json()).suppressions;
      const paths = ["/communications/blacklist?past=true&sort=reason",
        `/communications/blacklist/${id}`];
      for (const path of paths) {
        await page.goto(path);
        for (const width of [320, 768, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          await visit.assertFits();
        }
        await visit.assertAccessible();
      }
    });
  }
}
