import assert from "node:assert/strict";

import { settled } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const PAGES = [
  "/",
  "/?q=payment&range=365d&source=Office+Portal",
  "/?q=acter:x+(",
  "/entries/0",
  "/?q=zzzz",
  "/#filters",
];

/// Moments that are cut, a table that sticks out of its frame, and words over others.
function withoutRoom(page) {
  return page.evaluate(() => {
    const box = (element) => element.getBoundingClientRect();
    const wide = [...document.querySelectorAll(".entries-frame")].filter((frame) =>
      box(frame.firstElementChild).width > box(frame).width + 0.5);
    const cut = [...document.querySelectorAll("td.date")].filter((cell) =>
      cell.scrollWidth > cell.clientWidth || box(cell.querySelector("time")).width > box(cell).width);
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(".histogram figcaption"));
    const other = box(document.querySelector(".figures > summary"));
    const covered = [...range.getClientRects()].filter((line) =>
      line.left < other.right && other.left < line.right &&
      line.top < other.bottom && other.top < line.bottom);
    return [
      ...wide.map(() => "the table sticks out"),
      ...cut.map((cell) => `cut: ${cell.innerText}`),
      ...covered.map(() => "the chart's words lie over one another"),
    ];
  });
}

export default function define(world) {
  for (const path of PAGES) {
    check(world, `layout: nothing of ${path} sticks out at any width`, {}, async (page, visit) => {
      await page.goto(path);
      for (const width of [320, 360, 768, 1021, 1024, 1273, 1280, 1440, 1600, 1920, 2560]) {
        await page.setViewportSize({ width, height: 900 });
        await visit.assertFits();
      }
    });
  }

  // Words are longer elsewhere than in English, and every width has its own columns.
  for (const locale of ["en-US", "es", "ar"]) {
    check(world, `layout: all has room at every width in ${locale}`, { locale },
      async (page, visit) => {
        for (const path of ["/", "/?density=compact"]) {
          await page.goto(path);
          await settled(page);
          for (let width = 320; width <= 2000; width += width < 1000 ? 120 : 20) {
            await page.setViewportSize({ width, height: 900 });
            await visit.assertFits();
            assert.deepEqual(await withoutRoom(page), [], `${path} at ${width} pixels`);
          }
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
