import assert from "node:assert/strict";

import { follow, numbers, settled, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

/// Says that a family has a student who was another's before; the page of the family.
async function described(page, demo) {
  await page.goto("/");
  const token = await page.locator("input[name=form_token]").first().getAttribute("value");
  const family = { type: "family", id: "f-2", emails: ["home@family.example"] };
  const parents = [{ type: "family", id: "f-2", from: "2026-01-01T00:00:00Z" }];
  const student = { type: "student", id: "e2e-1", name: "Robin <b>Reed</b>", parents };
  const headers = { "X-Annals-Form-Token": token, Origin: demo.url };
  const data = { records: [family, student] };
  const answer = await page.request.put("/v1/records", { data, headers });
  assert.equal(answer.status(), 200, await answer.text());
  return "/records/family/f-2";
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `records: from an entry to the page of its record and back, ${how}`, { script },
      async (page, { demo }) => {
        const path = await described(page, demo);
        await page.goto("/?q=record:family:f-2");
        await page.locator("tbody th.action a").last().click();
        await follow(page, page.locator(`a[href^="${path}"]`).first(), /\/records\/family\/f-2/);
        assert.ok(await page.getByText("home@family.example").isVisible());
        const all = await total(page);
        assert.ok(all > 0);
        await follow(page, page.getByRole("link", { name: "Activity Log" }), /\/activity/);
        assert.ok((await numbers(page)).length < all, "staff did something as well");
        await follow(page, page.getByRole("link", { name: "Robin <b>Reed</b>" }),
          "/records/student/e2e-1");
        assert.equal(await page.locator("h1").innerText(), "Robin <b>Reed</b>");
      });
  }

  check(world, "records: searched as the log is", {}, async (page, { demo }) => {
    await page.goto(await described(page, demo));
    const all = await total(page);
    await page.locator("#q").fill("type:change");
    await follow(page, page.getByRole("button", { name: "Search", exact: true }), /q=type/);
    assert.ok(page.url().includes("/records/family/f-2?"), page.url());
    assert.ok((await total(page)) < all);
    assert.equal(await page.locator("h1").count(), 1);
  });

  check(world, "records: what a student was, and who set it", { script: false },
    async (page) => {
      await page.goto("/?q=action:student.updated+has:changes");
      await page.locator("tbody th.action a").last().click();
      await follow(page, page.locator('a[href^="/records/student/"]').first(), /\/records\/student/);
      await follow(page, page.getByRole("link", { name: "History" }), /\/history/);
      const changes = page.locator("table.record-changes tbody tr");
      const all = await changes.count();
      const values = await page.locator("table.record-values tbody tr").count();
      assert.ok(all > 0 && values > 0);
      // As of the moment before the first change nothing was set, and values come from it.
      await page.getByLabel("As of").fill("01/01/2015");
      await follow(page, page.getByRole("button", { name: "Show" }), /at=01%2F01%2F2015/);
      assert.equal(await changes.count(), 0);
      assert.equal(await page.getByLabel("As of").inputValue(), "01/01/2015");
      await follow(page, page.getByRole("link", { name: "Values now" }), /history$/);
      await follow(page, changes.last().locator("td a").first(), /property=/);
      assert.ok(await page.getByRole("link", { name: "Show all" }).isVisible());
      await follow(page, changes.last().locator("th a"), /\/entries\/\d+/);
    });

  for (const [name, options] of [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["Arabic", { locale: "ar" }],
  ]) {
    check(world, `records: fit and are accessible, ${name}`, options, async (page, visit) => {
      await page.goto(await described(page, visit.demo));
      for (const width of [320, 768, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        await visit.assertFits();
      }
      await visit.assertAccessible();
      await page.goto("/?q=action:student.updated+has:changes");
      const record = page.locator("tbody .records a").first();
      const key = new URL(await record.getAttribute("href"), visit.demo.url).searchParams.get("q");
      const [, type, id] = key.match(/^record:"?(\w+):([^"]+)/);
      await page.goto(`/records/${type}/${id}/history?at=2026-06-01`);
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await visit.assertFits();
      }
      await visit.assertAccessible();
    });
  }
}
