import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { check } from "../lib/suite.mjs";

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `access: a right, a day and the file, ${how}`, { script }, async (page) => {
      await page.goto("/");
      await page.locator("details.reports > summary").first().click();
      await page.getByRole("link", { name: "Who Can See What" }).first().click();
      await page.waitForURL(/\/reports\/access/);
      await page.getByLabel("Right").selectOption("events:delete");
      await page.getByRole("button", { name: "Show" }).click();
      await page.waitForURL(/right=events/);
      const rows = page.locator("table.access-table tbody tr");
      assert.ok(await rows.count() > 0);
      assert.match(await rows.first().innerText(), /from group ADMINISTRATORS/);
      assert.equal(await rows.filter({ hasNotText: "Audit Log: Delete" }).count(), 0);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download as CSV" }).click(),
      ]);
      const file = await readFile(await download.path(), "utf8");
      assert.match(file, /^organization,as_of,kind/);
      await page.getByLabel("On the day").fill("2001-02-03");
      await page.getByRole("button", { name: "Show" }).click();
      await page.getByText("before then there was nothing to see").waitFor();
      assert.equal(await page.getByLabel("On the day").inputValue(), "2001-02-03");
    });
  }

  for (const [widths, colorScheme] of [[[320, 768, 1280], "light"], [[2560, 360], "dark"]]) {
    check(world, `access: fits and is accessible, ${colorScheme}`, { colorScheme },
      async (page, visit) => {
        for (const path of ["/reports/access", "/reports/access?on=3000-01-01"]) {
          await page.goto(path);
          for (const width of widths) {
            await page.setViewportSize({ width, height: 900 });
            await visit.assertFits();
          }
          await visit.assertAccessible();
        }
      });
  }
}
