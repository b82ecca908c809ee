import assert from "node:assert/strict";

import { count, follow, followed, found, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const group = (page, name) => page.getByRole("region", { name });

/// Follows a value of a facet; the count beside it must be what is found.
async function choose(page, facet, at) {
  const value = group(page, facet).locator(".facet-value").nth(at);
  const promised = count(await value.locator(".count").textContent());
  await follow(page, value);
  return promised;
}

/** The active filters, without the one that everyone begins with. */
function chips(page) {
  return page.locator(".chip").filter({ hasNotText: "views and exports" });
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `filters: sources combine and counts are kept, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/");
        const first = await choose(page, "Source", 0);
        assert.equal(await total(page), first);
        // The other counts are as if no source were chosen: choosing one more adds to it.
        const second = await choose(page, "Source", 1);
        assert.equal(await total(page), first + second);
        assert.equal(await chips(page).count(), 2);
        if (script) await visit.assertAccessible();
        await follow(page, page.getByRole("link", { name: "Clear filters" }), "/");
        assert.equal(await chips(page).count(), 0);
      });
  }

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `filters: views and exports are left out until asked, ${how}`, { script },
      async (page) => {
        // What this test looks at is itself such an entry.
        const word = script ? "wanted" : "wished";
        await page.goto(`/?q=left+out+until+${word}`);
        await page.goto("/");
        const without = await total(page);
        const chip = page.getByRole("link", { name: /Without: views and exports/ });
        await follow(page, chip, "/?access=shown");
        const all = await total(page);
        assert.ok(all > without, `${all} with, ${without} without`);
        // Searching keeps the choice.
        const field = page.getByLabel("Search the Audit Log");
        await field.fill(`until ${word}`);
        await followed(page, () => field.press("Enter"), `/?q=until+${word}&access=shown`);
        assert.equal(await total(page), 1);
        const hide = page.getByRole("link", { name: "Hide views and exports" });
        await follow(page, hide, `/?q=until+${word}`);
        assert.equal(await page.getByText("Search views and exports, too").count(), 1);
        // Who names them gets them: the three looks so far.
        await page.goto(`/?q=type:access+${word}`);
        assert.equal(await total(page), 3);
        assert.equal(await page.getByText("Without: views and exports").count(), 0);
      });
  }

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `filters: an action by its category, a type and a table, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/");
        const category = group(page, "Action").locator(".category").first();
        const all = count(await category.locator(".count").first().textContent());
        await category.locator("summary").click();
        const action = category.locator("details .facet-value").first();
        const some = count(await action.locator(".count").textContent());
        await follow(page, action, /\?action=/);
        assert.equal(await total(page), some);
        // What is chosen is in sight, under its category, which takes the others in.
        const chosen = group(page, "Action").locator("details[open] .facet-value[aria-current]");
        assert.ok(await chosen.first().isVisible());
        const whole = group(page, "Action").locator(".category > .facet-value").first();
        await follow(page, whole, /category=/);
        assert.equal(await total(page), all);
        await follow(page, page.getByRole("link", { name: "Clear filters" }), "/");
        const deleted = await choose(page, "Type", 2);
        assert.equal(await total(page), deleted);
        // A folded group opens by its title, and stays open once something is chosen.
        const tables = group(page, "Table");
        assert.equal(await tables.locator(".facet-value").first().isVisible(), false);
        await page.goto("/");
        await tables.getByRole("heading").click();
        const table = await choose(page, "Table", 0);
        assert.equal(await total(page), table);
        assert.ok(await tables.locator(".facet-value[aria-current]").isVisible());
        if (script) await visit.assertAccessible();
      });
  }

  check(world, "filters: nothing found names the filters that are in the way", {},
    async (page) => {
      await page.goto("/?type=add&action=charge.deleted&object=nobody");
      await page.getByRole("link", { name: "Search every affected object" }).waitFor({
        state: "detached",
      });
      await page.goto("/?type=add&action=charge.deleted");
      const remedy = page.locator(".remedies li").filter({ hasText: "Search every type" });
      const promised = count(await remedy.locator(".count").textContent());
      await follow(page, remedy.getByRole("link"), "/?action=charge.deleted");
      assert.equal(await total(page), promised);
    });

  check(world, "filters: a user's count is what one finds", {}, async (page) => {
    await page.goto("/");
    for (const at of [0, 1, 2]) {
      await page.goto("/");
      const promised = await choose(page, "Users", at);
      assert.equal(await total(page), promised);
    }
    await page.goto("/");
    await page.getByLabel("Add a user").fill("admin");
    const add = group(page, "Users").getByRole("button", { name: "Add", exact: true });
    await follow(page, add, "/?user=admin");
    assert.equal(await total(page), await found(page, "user:admin"));
  });

  check(world, "filters: presets and typed dates", { script: false }, async (page) => {
    await page.goto("/");
    const all = await total(page);
    const preset = page.getByRole("link", { name: "Last 365 days" });
    await follow(page, preset, "/?range=365d");
    const year = await total(page);
    assert.ok(year > 0 && year < all, `${year} of ${all}`);
    // Typed dates take the place of a preset, and words and other filters stay.
    await page.getByLabel("Search the Audit Log").fill("payment");
    await page.getByLabel("From").fill("01/01/2015");
    await page.getByLabel("To", { exact: true }).fill("2025-12-31");
    const apply = page.getByRole("button", { name: "Apply" });
    await follow(page, apply, "/?q=payment&from=2015-01-01&to=2025-12-31");
    assert.match(await chips(page).textContent(), /Jan 1, 2015 – Dec 31, 2025/);
    assert.equal(await page.getByLabel("From").inputValue(), "01/01/2015");
    assert.equal(await page.getByLabel("To", { exact: true }).inputValue(), "12/31/2025");
    await page.getByLabel("To", { exact: true }).fill("13/13/2025");
    await follow(page, apply);
    assert.equal(await page.locator("#to-problem").count(), 1);
    assert.equal(await page.getByLabel("To", { exact: true }).inputValue(), "13/13/2025");
  });

  check(world, "filters: a bar of the chart leads to its entries", {}, async (page) => {
    await page.goto("/");
    const bar = page.locator(".bar-link").nth(40);
    const promised = count((await bar.locator("title").textContent()).split(": ").at(-1));
    await follow(page, bar.locator(".hit"), /from=/);
    assert.equal(await total(page), promised);
    // As fields teach to type it; typed so, the address stays.
    const from = await page.getByLabel("From").inputValue();
    assert.match(from, /^\d\d\/\d\d\/\d{4}$/);
    const address = page.url();
    await page.getByLabel("From").fill(from);
    await follow(page, page.getByRole("button", { name: "Apply" }), address);
    // The table beside the chart has the same links and figures.
    await page.goto("/");
    await page.getByText("Show as table").click();
    const row = page.locator(".figures tbody tr").nth(30);
    const shown = count(await row.locator("td").textContent());
    await follow(page, row.getByRole("link"), /from=/);
    assert.equal(await total(page), shown);
  });

  check(world, "filters: on a narrow screen they open by a link, without script",
    { script: false, width: 360 }, async (page) => {
      await page.goto("/");
      const panel = page.getByRole("complementary", { name: "Filters" });
      assert.equal(await panel.isVisible(), false);
      await page.getByRole("link", { name: "Filters", exact: true }).click();
      assert.equal(await panel.isVisible(), true);
      await page.getByRole("link", { name: "Close filters" }).click();
      assert.equal(await panel.isVisible(), false);
      // Closed they must not hide why nothing is shown.
      await page.goto("/?from=13/13/2025");
      assert.ok(await page.getByText("This date range can’t be used").isVisible());
    });
}
