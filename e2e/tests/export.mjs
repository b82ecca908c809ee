import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { count, follow, numbers, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

/// The lines of a CSV file in which no cell has line ends.
const lines = (text) => text.trimEnd().split("\r\n");

/// Opens the export and chooses a format; gives the file's name and text.
async function take(page, label) {
  const button = page.getByRole("button", { name: label });
  if (!(await button.isVisible())) await page.locator(".export > summary").click();
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const text = await readFile(await download.path(), "utf8");
  return { name: download.suggestedFilename(), text };
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `export: a search as a file, ${how}`, { script }, async (page) => {
      await page.goto("/?q=-type:access+refund&sort=user");
      const expected = await total(page);
      await page.locator(".export > summary").click();
      assert.equal(count(await page.locator(".export-body p").first().textContent()), expected);
      const csv = await take(page, "CSV for spreadsheets");
      assert.match(csv.name, /^[a-z0-9-]+-audit-log-\d{4}-\d\d-\d\d\.csv$/);
      assert.match(csv.text, /^\uFEFFID,Date and Time,Time Zone,UTC,Member Name,/);
      assert.equal(lines(csv.text).length, expected + 1);
      const ndjson = await take(page, "NDJSON for programs");
      assert.match(ndjson.name, /\.ndjson$/);
      const entries = ndjson.text.trimEnd().split("\n").map((line) => JSON.parse(line));
      assert.equal(entries.length, expected);
      // Newest first, as the page has them without another order.
      await page.goto("/?q=-type:access+refund");
      const shown = await numbers(page);
      assert.deepEqual(entries.slice(0, shown.length).map(({ number }) => `e${number}`), shown);
    });
  }

  const files = [["Excel workbook", "xlsx"], ["PDF report", "pdf"]];
  for (const [label, ending, script] of files.flatMap((of) => [[...of, true], [...of, false]])) {
    const how = script ? "with script" : "without script";
    check(world, `export: the ${label} is made on a page of its own, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/?q=-type:access+refund");
        const expected = await total(page);
        await page.locator(".export > summary").click();
        await page.getByRole("button", { name: label }).click();
        await page.getByRole("heading", { name: "The file is ready" }).waitFor();
        await visit.assertFits();
        if (script) await visit.assertAccessible();
        const made = await page.locator("main").textContent();
        assert.equal(count(made.match(/([\d,]+) (entry|entries), /)[1]), expected);
        const link = page.getByRole("link", { name: "Download" });
        const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
        const name = download.suggestedFilename();
        assert.match(name, /-audit-log-\d{4}-\d\d-\d\d\.[a-z]+$/);
        assert.ok(name.endsWith(`.${ending}`), name);
        const bytes = await readFile(await download.path());
        const digest = createHash("sha256").update(bytes).digest("hex");
        assert.equal(await page.locator("#checksum").textContent(), digest);
        await follow(page, page.getByRole("button", { name: "Remove the file" }),
          /\/\?q=/);
        assert.equal(await total(page), expected);
      });
  }

  check(world, "export: is an entry itself", {}, async (page) => {
    await page.goto("/?q=-type:access+refund");
    const expected = await total(page);
    await take(page, "CSV for spreadsheets");
    await page.goto("/?q=type:access+action:annals.log.exported");
    await follow(page, page.locator("tbody th.action a").first(), /\/entries\/\d+/);
    const told = await page.locator("main").textContent();
    assert.ok(told.includes(`${expected} entries as CSV`), told);
  });

  for (const width of [320, 1280]) {
    check(world, `export: fits and is accessible at ${width} pixels`, { width },
      async (page, visit) => {
        await page.goto("/?q=-type:access+refund");
        await page.locator(".export > summary").click();
        await page.getByRole("button", { name: "CSV for spreadsheets" }).waitFor();
        await visit.assertFits();
        await visit.assertAccessible();
      });
  }
}
