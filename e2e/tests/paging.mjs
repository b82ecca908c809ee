import assert from "node:assert/strict";

import { follow, followed, numbers, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

function link(page, name) {
  const pages = page.getByRole("navigation", { name: "Pages", exact: true });
  return pages.getByRole("link", { name, exact: true });
}

async function turn(page, name) {
  await follow(page, link(page, name));
  return numbers(page);
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `paging: older and newer lead there and back, ${how}`, { script },
      async (page) => {
        await page.goto("/?q=payment");
        const pages = [await numbers(page)];
        pages.push(await turn(page, "Older"));
        assert.match(await page.locator(".summary").textContent(), /^51–100 of [\d,]+ entries/);
        pages.push(await turn(page, "Older"));
        const all = pages.flat();
        assert.equal(new Set(all).size, all.length, "no entry stands on two pages");
        assert.deepEqual(await turn(page, "Newer"), pages[1]);
        assert.deepEqual(await turn(page, "Newer"), pages[0]);
        // Back at the first page its address is the plain one.
        assert.equal(await page.getByRole("link", { name: "Newest" }).count(), 0);
      });
  }

  check(world, "paging: every row is reached, in each order", {}, async (page) => {
    for (const sort of ["", "&sort=date", "&sort=user", "&sort=-action"]) {
      await page.goto(`/?q=refund${sort}`);
      const expected = await total(page);
      const seen = await numbers(page);
      const next = page.locator(".results-head a.step-next");
      while (await next.count()) {
        await follow(page, next);
        seen.push(...(await numbers(page)));
      }
      assert.equal(seen.length, expected, sort);
      assert.equal(new Set(seen).size, expected, sort);
    }
  });

  check(world, "paging: heads sort, and say so", {}, async (page) => {
    await page.goto("/");
    await follow(page, page.getByRole("link", { name: "Member Name" }),
      "/?sort=user");
    const head = page.getByRole("columnheader", { name: "Member Name" });
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    await follow(page, page.getByRole("link", { name: "Member Name" }),
      "/?sort=-user");
    assert.equal(await head.getAttribute("aria-sort"), "descending");
  });

  check(world, "paging: a cursor of another search is not followed", {}, async (page) => {
    await page.goto("/?q=payment");
    const href = await link(page, "Older").getAttribute("href");
    await page.goto(href.replace("q=payment", "q=charge"));
    assert.match(await page.locator(".note[role=status]").textContent(), /another search/);
    await page.goto("/?next=abc");
    assert.match(await page.locator(".note[role=status]").textContent(), /another search/);
  });
}
