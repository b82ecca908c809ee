import assert from "node:assert/strict";

import { follow, followed, found, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const search = (page) => new URL(page.url()).searchParams;

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `values: an entry's page includes, leaves out, shows only, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/?q=paym");
        const all = await total(page);
        await follow(page, page.locator("tbody th.action a").first(), /entries/);
        const source = page.getByTitle("Filter by Source");
        const here = page.url();
        const open = async (name, to) => {
          await page.goto(here);
          await source.click();
          if (script) await visit.assertAccessible();
          const link = page.getByRole("link", { name, exact: true }).and(page.locator(":visible"));
          await follow(page, link, to);
        };
        await open("Include in the search", /q=paym&source=/);
        const some = await total(page);
        await open("Leave out of the search", /q=-source/);
        assert.equal(some + (await total(page)), all);
        assert.match(search(page).get("q"), /^-source:.* paym$/);
        await open("Only this", /\/\?source=/);
        const alone = `source:"${search(page).get("source")}"`;
        assert.equal(await total(page), await found(page, alone));
      });
  }

  check(world, "values: an entry's page by keyboard only", {}, async (page) => {
    await page.goto("/?q=payment");
    await page.locator("table.entries tbody th.action a").first().focus();
    await followed(page, () => page.keyboard.press("Enter"), /\/entries\//);
    await page.getByTitle("Filter by Type").focus();
    const menu = page.locator("details.value-menu[open]");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    assert.equal(await menu.count(), 0);
    await page.keyboard.press("Enter");
    assert.equal(await menu.count(), 1, "the focus is where it was");
    await page.keyboard.press("Tab");
    await followed(page, () => page.keyboard.press("Enter"), /q=payment&type=/);
  });

  check(world, "values: a click in the table offers the same", {}, async (page, visit) => {
    await page.goto("/?q=paym&next=");
    const all = await total(page);
    const cell = page.locator("td.source[data-value]").first();
    const value = await cell.getAttribute("data-value");
    await cell.locator(".clamp").click();
    const menu = page.locator(".value-popover");
    await menu.waitFor();
    await visit.assertAccessible();
    assert.ok(await menu.getByText("Include").evaluate((one) => one === document.activeElement));
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
    await cell.locator(".clamp").click();
    await follow(page, menu.getByText("Leave out of the search"),
      (url) => url.searchParams.get("q")?.startsWith("-source:"));
    const others = await total(page);
    assert.equal(others, await found(page, `paym* -source:"${value}"`));
    await page.goto("/?q=paym");
    await cell.locator(".clamp").click();
    await follow(page, menu.getByText("Include in the search"),
      (url) => url.searchParams.get("source") === value);
    assert.equal(others + (await total(page)), all);
    await page.goto("/?q=paym");
    await page.locator("td.member[data-value]").first().locator("bdi").first().click();
    await follow(page, menu.getByText("Only this"),
      (url) => url.search.startsWith("?user="));
    assert.equal(await total(page), await found(page, `who:"${search(page).get("user")}"`));
  });

  check(world, "values: on a narrow screen the menu stays within it", { width: 320 },
    async (page, visit) => {
      await page.goto("/");
      await page.locator("td.source[data-value] .clamp").first().click();
      const menu = page.locator(".value-popover");
      await menu.waitFor();
      const box = await menu.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box));
      await visit.assertFits();
    });
}
