import assert from "node:assert/strict";

import { follow, followed, numbers, settled, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const PAGE = "/reports/user-security";
const fields = (scope) => scope.locator("dt").allTextContents();

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `security: the menu of reports leads there, ${how}`, { script }, async (page) => {
      await page.goto("/");
      const nav = page.getByRole("navigation", { name: "Main" });
      await nav.getByText("Reports").click();
      await follow(page, nav.getByRole("link", { name: "User Security" }), PAGE);
      assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "User Security");
      assert.ok(await total(page) > 0);
    });

    check(world, `security: filters, the fields of a change, and back, ${how}`, { script },
      async (page, visit) => {
        await page.goto(PAGE);
        if (script) await settled(page);
        const all = await total(page);
        const table = page.locator("#filters [id^=area-]").filter({ hasText: "UserToolRights" });
        const count = Number(await table.locator(".count").textContent());
        await follow(page, table, `${PAGE}?area=UserToolRights`);
        assert.equal(await total(page), count);
        assert.ok(count < all);
        const deletions = page.locator("#filters [id^=type-]").filter({ hasText: "Delete" });
        await follow(page, deletions, `${PAGE}?type=delete&area=UserToolRights`);
        if (script) await visit.assertAccessible();
        const way = page.locator("table.security tbody th a").first();
        if (script) {
          await way.click();
          const dialog = page.getByRole("dialog");
          await dialog.waitFor();
          assert.deepEqual(await fields(dialog),
            ["Timestamp", "User Name", "Tool Name", "Area", "Changed By", "Type"]);
          await visit.assertAccessible("dialog[open]");
          await page.keyboard.press("Escape");
          await dialog.waitFor({ state: "hidden" });
          assert.ok(await way.evaluate((link) => link === document.activeElement));
        } else {
          await follow(page, way);
          assert.deepEqual(await fields(page.locator("main")),
            ["Timestamp", "User Name", "Tool Name", "Area", "Changed By", "Type"]);
          await follow(page, page.getByRole("link", { name: "Back to User Security" }),
            /user-security\?type=delete&area=UserToolRights#e\d+$/);
        }
      });
  }

  check(world, "security: dates are typed, and objects found by their stored names", {},
    async (page) => {
      await page.goto(PAGE);
      await settled(page);
      await page.getByLabel("Name or username").fill("auditUsers");
      await followed(page, () => page.keyboard.press("Enter"), `${PAGE}?object=auditUsers`);
      assert.ok(await total(page) > 0);
      await page.getByLabel("End Date").fill("01/01/2010");
      await followed(page, () => page.keyboard.press("Enter"), /to=2010-01-01/);
      await page.getByRole("heading", { name: "Nothing found" }).waitFor();
      await follow(page, page.getByRole("link", { name: /Search any time/ }),
        `${PAGE}?object=auditUsers`);
    });

  check(world, "security: the Audit Log and a file have the same", {}, async (page) => {
    await page.goto(`${PAGE}?type=change`);
    const here = await total(page);
    await page.getByText("Export", { exact: true }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV" }).click();
    assert.match((await download).suggestedFilename(), /\.csv$/);
    await follow(page, page.getByRole("link", { name: "Show in the Audit Log" }), /\/\?/);
    assert.equal(await total(page), here);
  });

  check(world, "security: pages, keys and sorting", {}, async (page) => {
    const first = async () => (await numbers(page))[0];
    await page.goto(PAGE);
    await settled(page);
    const newest = await first();
    await followed(page, () => page.keyboard.press("["), /next=/);
    assert.notEqual(await first(), newest);
    await followed(page, () => page.keyboard.press("]"));
    assert.equal(await first(), newest);
    await follow(page, page.locator("thead").getByRole("link", { name: "Changed By" }), /sort=user/);
    await page.locator("th.member[aria-sort=ascending]").waitFor();
  });

  for (const [name, options] of [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["narrow", { width: 320 }],
    ["Arabic", { locale: "ar" }],
    ["Spanish and narrow", { locale: "es", width: 360 }],
    ["forced colours", { forcedColors: "active" }],
  ]) {
    check(world, `security: accessible and within the window in ${name}`, options,
      async (page, visit) => {
        for (const path of [PAGE, `${PAGE}?area=UserGroup&to=2010-01-01`, `${PAGE}#filters`,
          `${PAGE}?from=2026-11-20&to=2026-11-19`]) {
          await page.goto(path);
          await settled(page);
          await visit.assertFits();
          await visit.assertAccessible();
        }
        await page.goto(PAGE);
        const href = await page.locator("table.security tbody th a").first().getAttribute("href");
        await page.goto(href);
        await visit.assertFits();
        await visit.assertAccessible();
      });
  }

  for (const locale of ["en-US", "es", "ar"]) {
    check(world, `security: all has room at every width in ${locale}`, { locale },
      async (page, visit) => {
        await page.goto(PAGE);
        await settled(page);
        for (let width = 320; width <= 2000; width += width < 1000 ? 120 : 40) {
          await page.setViewportSize({ width, height: 900 });
          await visit.assertFits();
          const excess = await page.locator(".entries-frame").evaluate((frame) =>
            frame.firstElementChild.getBoundingClientRect().width
              - frame.getBoundingClientRect().width);
          assert.ok(excess < 0.5, `the table sticks out at ${width} pixels`);
        }
      });
  }
}
