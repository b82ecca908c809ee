import assert from "node:assert/strict";

import { followed, numbers } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

/// The place of the row that has the focus.
const row = (page) => page.evaluate(() =>
  [...document.querySelectorAll("table.entries tbody tr")]
    .indexOf(document.activeElement.closest("tr")));

/// What has the focus, in words.
const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  return at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent.trim();
});

/// Presses Tab until `wanted` has the focus; everything on the way must show it.
async function tabTo(page, wanted, steps = 60) {
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => {
      const style = getComputedStyle(document.activeElement);
      return style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
    });
    const now = await focused(page);
    assert.ok(outline, `the focus on “${now}” can't be seen`);
    if (now.includes(wanted)) return;
  }
  assert.fail(`Tab does not reach “${wanted}”`);
}

export default function define(world) {
  check(world, "keyboard: searching and opening an entry without a mouse", {}, async (page) => {
    await page.goto("/");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Skip to the content");
    await page.keyboard.press("Enter");
    await tabTo(page, "Search the Audit Log");
    await page.keyboard.type("deleted");
    await followed(page, () => page.keyboard.press("Enter"), "/?q=deleted");
    const label = await page.locator("tbody th.action a").first().textContent();
    await tabTo(page, label, 100);
    await followed(page, () => page.keyboard.press("Enter"), /\/entries\/\d+/);
    // Past the one in the header, to the way back.
    await tabTo(page, "User menu");
    await tabTo(page, "Audit Log");
    await followed(page, () => page.keyboard.press("Enter"), /q=deleted#e\d+$/);
  });

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `keyboard: the second stop leads past all filters to the entries, ${how}`,
      { script }, async (page) => {
        await page.goto("/");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
        const skip = page.getByRole("link", { name: "Skip to the entries" });
        assert.ok(await skip.evaluate((link) => link === document.activeElement));
        assert.ok((await skip.boundingBox()).y >= 0, "it is seen while it has the focus");
        await page.keyboard.press("Enter");
        await page.waitForURL(/#entries$/);
        await page.keyboard.press("Tab");
        assert.equal(await row(page), 0);
        // Not beneath the head, which stays in sight.
        const [box, head] = await page.evaluate(() =>
          [document.activeElement, document.querySelector("thead th")].map((one) => {
            const { top, bottom } = one.getBoundingClientRect();
            return { top, bottom };
          }));
        assert.ok(box.top >= head.bottom && head.top >= 0, JSON.stringify([box, head]));
        // There is such a place also where nothing is found.
        await page.goto("/?q=zzzz");
        assert.ok(await page.locator("#entries").isVisible());
      });
  }

  check(world, "keyboard: Escape closes how to search", {}, async (page) => {
    await page.goto("/");
    const help = page.locator("details.help");
    const entries = async () => (await page.locator(".entries-frame").boundingBox()).y;
    const before = await entries();
    await page.getByText("How to search").focus();
    await page.keyboard.press("Enter");
    await page.locator(".help-body").waitFor();
    assert.equal(await entries(), before, "it hangs over the page");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await page.locator(".help-body").waitFor({ state: "hidden" });
    assert.equal(await help.locator("summary").evaluate((one) =>
      one === document.activeElement), true);
  });

  check(world, "keyboard: choosing a source and turning pages without a mouse", {},
    async (page) => {
      await page.goto("/");
      await tabTo(page, "Filter by: Office Portal");
      await followed(page, () => page.keyboard.press("Enter"), "/?source=Office+Portal");
      await tabTo(page, "Older", 100);
      await followed(page, () => page.keyboard.press("Enter"), /next=/);
    });

  check(world, "keyboard: exporting without a mouse", {}, async (page) => {
    await page.goto("/?q=refund");
    await tabTo(page, "Export", 100);
    await page.keyboard.press("Enter");
    await tabTo(page, "CSV for spreadsheets", 2);
    const download = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    assert.match((await download).suggestedFilename(), /\.csv$/);
  });

  check(world, "keyboard: the slash goes to the search bar, and can be switched off", {},
    async (page, visit) => {
      await page.goto("/");
      await page.keyboard.press("/");
      assert.equal(await focused(page), "Search the Audit Log");
      await page.keyboard.type("a/b");
      assert.equal(await page.getByLabel("Search the Audit Log").inputValue(), "a/b");
      await page.keyboard.press("Tab");
      await page.keyboard.press("?");
      const sheet = page.getByRole("dialog", { name: "Keyboard" });
      await sheet.getByLabel("Use keys of one letter or sign").uncheck();
      await page.keyboard.press("Escape");
      await page.reload();
      for (const key of ["/", "j", "?", "["]) await page.keyboard.press(key);
      assert.equal(page.url(), `${visit.demo.url}/`);
      assert.equal(await focused(page), await page.evaluate(() =>
        document.body.textContent.trim()), "nothing has the focus");
      assert.equal(await page.getByRole("dialog").count(), 0);
      assert.equal(await page.locator("main [aria-keyshortcuts]").count(), 0);
      // With a modifier, and to be switched on again by a button.
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog", { name: "Search pages" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByText("How to search").click();
      await page.getByRole("button", { name: "All keys" }).click();
      await sheet.getByLabel("Use keys of one letter or sign").check();
      await page.keyboard.press("Escape");
      await page.keyboard.press("j");
      assert.equal(await row(page), 0);
    });

  check(world, "keyboard: rows, pages and the sheet of keys", {}, async (page, visit) => {
    await page.goto("/?q=-type:access");
    const rows = await numbers(page);
    await page.keyboard.press("k");
    assert.equal(await row(page), 0);
    for (const key of ["j", "j", "k", "j"]) await page.keyboard.press(key);
    assert.equal(await row(page), 2);
    for (let step = 0; step < 60; step += 1) await page.keyboard.press("j");
    assert.equal(await row(page), rows.length - 1);
    // The bar ticks that row, and doesn't scroll.
    const scrolled = await page.evaluate(() => scrollY);
    await page.keyboard.press("Space");
    const ticked = () => page.locator("[data-row]:checked").evaluateAll((all) =>
      all.map((box) => box.closest("tr").id));
    assert.deepEqual(await ticked(), [rows.at(-1)]);
    assert.equal(await row(page), rows.length - 1);
    assert.equal(await page.evaluate(() => scrollY), scrolled);
    await page.keyboard.press("Space");
    assert.deepEqual(await ticked(), []);
    // From a row's box as well, but never from a field.
    await page.locator("[data-row]").nth(4).focus();
    await page.keyboard.press("j");
    assert.equal(await row(page), 5);
    const head = await page.locator("table.entries thead").boundingBox();
    const box = await page.locator("table.entries tbody tr").nth(5).boundingBox();
    assert.ok(box.y >= head.y + head.height - 1, "the row is not behind the head");
    await followed(page, () => page.keyboard.press("Enter"),
      new RegExp(`/entries/${rows[5].slice(1)}`));
    await page.goBack();
    await followed(page, () => page.keyboard.press("["), /next=/);
    await followed(page, () => page.keyboard.press("]"), /previous=/);
    assert.deepEqual(await numbers(page), rows);
    await page.goto("/?q=-type:access&sort=date");
    await followed(page, () => page.keyboard.press("]"), /next=/);
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keyboard" });
    await sheet.waitFor();
    await visit.assertAccessible("dialog.keys");
    await page.keyboard.press("j");
    assert.equal(await row(page), -1, "keys rest while the sheet is open");
    await page.keyboard.press("Escape");
    assert.equal(await sheet.isVisible(), false);
  });

  check(world, "keyboard: a long list is not in the way of the chart's figures", {},
    async (page) => {
      await page.goto("/");
      const hidden = await page.locator(".bar-link").evaluateAll((all) =>
        all.every((link) => link.tabIndex === -1 || link.getAttribute("tabindex") === "-1"));
      assert.ok(hidden, "bars are for the mouse, the table beside them is for the keyboard");
    });

  const permissions = ["clipboard-read", "clipboard-write"];
  check(world, "keyboard: copy buttons copy", { permissions },
    async (page) => {
      await page.goto("/entries/0");
      await page.getByText("Raw entry (JSON)").click();
      await page.getByRole("button", { name: "Copy", exact: true }).click();
      await page.getByText("Copied").waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(JSON.parse(copied).number, 0);
    });
}
