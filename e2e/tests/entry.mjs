import assert from "node:assert/strict";

import { follow, found, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `entry: opens from its row and leads back to it, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/?q=has:changes");
        const row = page.locator("table.entries tbody tr").nth(5);
        const id = await row.getAttribute("id");
        const label = await row.locator("th.action a").textContent();
        await follow(page, row.locator("th.action a"),
          `/entries/${id.slice(1)}?q=has:changes`);
        assert.ok((await page.getByRole("heading", { level: 1 }).textContent()).includes(label));
        for (const name of ["Property Name", "Existing Value", "New Value"]) {
          await page.getByRole("columnheader", { name }).waitFor();
        }
        if (script) await visit.assertAccessible();
        await follow(page, page.locator(".back a"),
          `/?q=has:changes#${id}`);
        assert.ok(await page.locator(`#${id}`).isVisible());
      });
  }

  check(world, "entry: raw JSON and proof are there", {}, async (page, visit) => {
    await page.goto("/entries/0");
    await page.getByText("Raw entry (JSON)").click();
    const raw = JSON.parse(await page.locator("#raw-entry").textContent());
    assert.equal(raw.number, 0);
    assert.equal(raw.action, await page.locator("dt:text-is('Action code') + dd").textContent());
    await page.getByText("Proof", { exact: true }).click();
    const commitment = await page.locator("#commitment").textContent();
    assert.match(commitment, /^[0-9a-f]{64}$/);
    await visit.assertAccessible();
  });

  check(world, "entry: a record leads to all of its entries", {}, async (page) => {
    await page.goto("/?q=has:records");
    await page.locator("td.affected .icon-link").first().click();
    const record = page.getByRole("dialog").locator(".record-list tbody tr").first();
    const name = await record.getByRole("link").first().textContent();
    await follow(page, record.getByRole("link").first(),
      (url) => url.searchParams.get("q")?.startsWith("record:"));
    assert.equal(await total(page), await found(page, new URL(page.url()).searchParams.get("q")));
    assert.ok((await page.locator("td.affected").allTextContents()).join().includes(name));
  });

  check(world, "entry: links to related entries are searches that run", {}, async (page) => {
    await page.goto("/?q=has:ip+has:records");
    await page.locator("tbody th.action a").first().click();
    const links = page.locator(".related a");
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.ok(hrefs.length >= 3);
    for (const href of hrefs) {
      const response = await page.goto(href);
      assert.equal(response.status(), 200, href);
      assert.ok((await total(page)) >= 1, href);
    }
  });

  check(world, "entry: what does not exist is not found", {}, async (page, visit) => {
    for (const path of ["/entries/999999999", "/entries/x", "/entries/-1", "/nowhere"]) {
      const response = await page.goto(path);
      assert.equal(response.status(), 404, path);
      await page.getByRole("heading", { name: "Page not found" }).waitFor();
      await visit.assertAccessible();
    }
  });
}
