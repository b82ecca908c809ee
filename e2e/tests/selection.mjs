import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { numbers, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const box = (page, row) => page.locator("[data-row]").nth(row);
const bar = (page) => page.locator(".selection");
const words = (page) => page.locator(".selection strong").innerText();
const everything = (page) => page.getByLabel(/^Select all [\d,]+ that match$/);
const allOfPage = (page) => page.getByLabel("Select all entries of this page");

/// Exports what is selected; gives the entries' rows.
async function take(page) {
  const button = page.getByRole("button", { name: "Export NDJSON" });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const text = await readFile(await download.path(), "utf8");
  return text.trimEnd().split("\n").map((line) => `e${JSON.parse(line).number}`);
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";

    check(world, `selection: ticked rows as a file, ${how}`, { script }, async (page) => {
      await page.goto("/?q=payment&sort=user");
      const rows = await numbers(page);
      assert.equal(await bar(page).isVisible(), false);
      await box(page, 3).check();
      await box(page, 1).check();
      if (script) assert.equal(await words(page), "2 selected");
      const taken = await take(page);
      assert.deepEqual(taken.toSorted(), [rows[1], rows[3]].toSorted());
      // They are still ticked, for the next thing to do with them.
      assert.ok(await box(page, 3).isChecked());
      await page.getByRole("button", { name: "Clear" }).click();
      assert.equal(await bar(page).isVisible(), false);
    });

    check(world, `selection: all that match as a file, ${how}`, { script }, async (page) => {
      await page.goto("/?q=payment");
      const expected = await total(page);
      assert.ok(expected > 50);
      if (script) await allOfPage(page).check();
      else await box(page, 0).check();
      await everything(page).check();
      const taken = await take(page);
      assert.equal(taken.length, expected);
    });
  }

  check(world, "selection: beyond the page, and back", {}, async (page) => {
    await page.goto("/?q=payment");
    const expected = (await total(page)).toLocaleString("en-US");
    await box(page, 0).check();
    assert.equal(await everything(page).isVisible(), false);
    await allOfPage(page).check();
    assert.equal(await words(page), "All 50 on this page are selected.");
    await everything(page).check();
    assert.equal(await words(page), `All ${expected} that match are selected.`);
    assert.equal(await page.getByRole("button", { name: "Copy rows" }).isVisible(), false);
    await everything(page).uncheck();
    assert.equal(await words(page), "All 50 on this page are selected.");
    // Who takes one out means the page's.
    await everything(page).check();
    await box(page, 7).uncheck();
    assert.equal(await words(page), "49 selected");
    await allOfPage(page).check();
    assert.equal(await everything(page).isChecked(), false);
    // Where nothing else matches there is nothing to add.
    await page.goto("/?q=id:none OR action:annals.user.created");
    await allOfPage(page).check();
    assert.match(await words(page), /^\d+ selected$/);
    assert.equal(await everything(page).count(), 0);
  });

  check(world, "selection: with the keyboard only", {}, async (page, visit) => {
    await page.goto("/?q=payment");
    await allOfPage(page).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    for (let step = 0; step < 6; step += 1) await page.keyboard.press("Tab");
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label")
      ?? document.activeElement.textContent);
    assert.match(await focused(), /^Select entry/);
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "Copy rows");
    // The sign of help stands between.
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Space");
    assert.match(await words(page), /that match are selected/);
    await visit.assertAccessible();
    await page.keyboard.press("Escape");
    assert.equal(await bar(page).isVisible(), false);
    assert.match(await focused(), /^Select entry/, "the focus is not lost");
  });

  for (const colorScheme of ["light", "dark"]) {
    check(world, `selection: fits and is accessible, ${colorScheme}`, { colorScheme },
      async (page, visit) => {
        for (const width of [320, 360, 768, 1280, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto("/?q=payment");
          await box(page, 0).check();
          await page.keyboard.press("Control+a");
          await everything(page).waitFor();
          await visit.assertFits();
          if (width === 360 || width === 1280) await visit.assertAccessible();
        }
      });
  }
}
