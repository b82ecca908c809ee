import assert from "node:assert/strict";

import { check } from "../lib/suite.mjs";

const PAGES = [
  "/",
  "/?q=payment&range=365d&source=Office+Portal",
  "/?q=acter:x+(",
  "/entries/0",
  "/?q=zzzz",
  "/#filters",
];

export default function define(world) {
  for (const width of [320, 360, 768, 1021, 1024, 1273, 1280, 1440, 1600, 1920, 2560]) {
    check(world, `layout: nothing sticks out at ${width} pixels`, { width }, async (page, visit) => {
      for (const path of PAGES) {
        await page.goto(path);
        await visit.assertFits();
      }
    });
  }

  for (const [name, options] of [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["narrow", { width: 360 }],
    ["narrow and dark", { width: 360, colorScheme: "dark" }],
    ["high contrast", { contrast: "more" }],
    ["forced colours", { forcedColors: "active" }],
  ]) {
    check(world, `layout: accessible in ${name}`, options, async (page, visit) => {
      // Each page in the usual colours; where only colours differ, the two that have them all.
      const paths = Object.keys(options).length ? PAGES.slice(1, 4) : PAGES;
      for (const path of paths) {
        await page.goto(path);
        await visit.assertAccessible();
      }
    });
  }

  check(world, "layout: a copied selection pastes into a spreadsheet", {}, async (page) => {
    await page.goto("/?q=01/01/2015+5:10+PM+admin+deleted+Smith");
    const text = await page.evaluate(() => {
      const selection = getSelection();
      selection.selectAllChildren(document.querySelector("table.entries tbody"));
      return selection.toString();
    });
    const cells = text.trim().split("\t").map((cell) => cell.trim());
    assert.equal(cells[0], "Jan 1, 2015 5:10:24 PM");
    assert.deepEqual(cells.slice(1, 5), ["Alex Morgan", "admin", "Office Portal", "10.20.30.4"]);
    assert.equal(cells.length, 7);
  });

  check(world, "layout: times carry their offset", {}, async (page) => {
    await page.goto("/");
    const times = await page.locator("td.date time").evaluateAll((all) =>
      all.map((time) => [time.dateTime, time.textContent]));
    for (const [machine, words] of times) {
      assert.match(machine, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
      assert.match(words, /^\w{3} \d+, \d{4} \d+:\d\d:\d\d [AP]M [+−]\d\d:\d\d$/);
      assert.ok(!Number.isNaN(Date.parse(machine)));
    }
  });
}
