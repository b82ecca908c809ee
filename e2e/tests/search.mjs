import assert from "node:assert/strict";

import { follow, found, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

async function search(page, words) {
  await page.getByLabel("Search the Audit Log").fill(words);
  await follow(page, page.getByRole("button", { name: "Search" }),
    (url) => (url.searchParams.get("q") ?? "") === words.trim());
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `search: the help page's example finds its entry, ${how}`, { script },
      async (page) => {
        await page.goto("/");
        await search(page, "01/01/2015 5:10 PM admin deleted Smith");
        assert.equal(await total(page), 1);
        const cells = await page.locator("table.entries tbody tr").first().innerText();
        assert.match(cells, /Jan 1, 2015/);
        assert.match(cells, /Deleted Charge/);
        // The address is short: empty fields of the form are not in it.
        const names = [...new URL(page.url()).searchParams.keys()];
        assert.deepEqual(names, ["q"]);
      });
  }

  check(world, "search: delete, update, create, payment, charge each find their forms", {},
    async (page) => {
      for (const word of ["delete", "update", "create", "payment", "charge"]) {
        await page.goto("/");
        await search(page, word);
        const labels = await page.locator("tbody th.action a").allTextContents();
        assert.ok(labels.some((label) => label.toLowerCase().includes(word)), `${word}: ${labels}`);
      }
    });

  check(world, "search: what is wrong is underlined, and the suggestion works", {},
    async (page, visit) => {
      const response = await page.goto("/?q=acter:admin+deleted");
      assert.equal(response.status(), 400);
      assert.equal(await page.locator(".echo mark").textContent(), "acter");
      assert.equal(await page.getByLabel("Search the Audit Log").getAttribute("aria-invalid"), "true");
      await visit.assertAccessible();
      await follow(page, page.getByRole("link", { name: "actor:admin deleted" }),
        (url) => url.searchParams.get("q") === "actor:admin deleted");
      assert.equal(await total(page), await found(page, "actor:admin deleted"));
    });

  check(world, "search: nothing found says what to change, and it helps", {},
    async (page, visit) => {
      await page.goto("/?q=deleted+zzzz&range=today");
      await page.getByRole("heading", { name: "Nothing found" }).waitFor();
      await visit.assertAccessible();
      const remedy = page.locator(".remedies li").first();
      const promised = Number((await remedy.locator(".count").textContent()).replaceAll(",", ""));
      await follow(page, remedy.getByRole("link"));
      assert.equal(await total(page), promised);
    });

  check(world, "search: hostile text is text", {}, async (page) => {
    await page.goto(`/?q=${encodeURIComponent('"<script>alert(1)</script>"')}`);
    assert.equal(await page.locator("main script:not([src])").count(), 0);
    assert.equal(await page.getByLabel("Search the Audit Log").inputValue(), '"<script>alert(1)</script>"');
    await page.goto("/?q=a&utm_source=%3Cb%3E");
    assert.match(await page.locator(".note[role=status]").textContent(), /utm_source/);
  });

  check(world, "search: help opens without script", { script: false }, async (page) => {
    await page.goto("/");
    await page.getByText("How to search").click();
    await follow(page, page.getByRole("link", { name: "payment OR charge" }),
      (url) => url.searchParams.get("q") === "payment OR charge");
    assert.equal(await total(page), await found(page, "payment OR charge"));
  });
}
