import assert from "node:assert/strict";

import { follow, followed } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const field = (page) => page.getByRole("combobox", { name: "Page, view, person or record" });
const options = (page) => page.locator(".palette").getByRole("option");
const chosen = (page) => page.locator(".palette [aria-selected=true]");

async function openPalette(page) {
  await page.keyboard.press("Control+k");
  await options(page).first().waitFor();
}

/// What the field says is active, for those who don't see it.
const active = (page) => field(page).evaluate((one) =>
  document.getElementById(one.getAttribute("aria-activedescendant"))?.innerText ?? null);

export default function define(world) {
  check(world, "palette: typing Audit Log gets there", {}, async (page) => {
    await page.goto("/entries/0");
    await page.keyboard.press("Control+k");
    // As fast as the keyboard goes: the options come later, and Enter waits for them.
    await page.keyboard.type("Audit Log");
    await followed(page, () => page.keyboard.press("Enter"), "/");
    assert.equal(await page.getByRole("dialog").count(), 0);
  });

  check(world, "palette: views, people and records by keyboard only", {}, async (page, visit) => {
    await page.goto("/?q=payment");
    const someone = await page.locator("td.member bdi").first().innerText();
    const record = page.locator("td.affected a bdi").first();
    const something = await record.innerText();
    for (const [typed, group, url] of [
      ["delet", "Views", /view=deletions/],
      [someone, "People", /user=/],
      [something, "Records", /q=record:/],
    ]) {
      await page.goto("/");
      await openPalette(page);
      await page.keyboard.type(typed);
      await page.locator(".palette").getByText(`Search the Audit Log for “${typed}”`).waitFor();
      const of = page.locator(`.palette [role=group]:has(:text-is("${group}")) [role=option]`);
      const wanted = await of.first().innerText();
      for (let step = 0; step < 20 && await active(page) !== wanted; step += 1) {
        await page.keyboard.press("ArrowDown");
      }
      assert.equal(await active(page), wanted);
      assert.equal(await chosen(page).count(), 1);
      await visit.assertAccessible("dialog.palette");
      await followed(page, () => page.keyboard.press("Enter"), url);
    }
  });

  check(world, "palette: what it finds keeps the zone of the page", {}, async (page) => {
    const zone = "zone=Asia/Kathmandu";
    const allHelp = page.locator("dialog.keys a");
    await page.goto(`/?q=payment&${zone}`);
    await openPalette(page);
    await page.keyboard.type("Audit Log");
    await followed(page, () => page.keyboard.press("Enter"), `/?${zone}`);
    assert.equal(await allHelp.getAttribute("href"), `/help?${zone}`);
    // Its form leads to a page when there are no options.
    await openPalette(page);
    await page.route("**/go/results*", (route) => route.fulfill({ status: 404 }));
    await page.keyboard.type("help");
    await page.getByText("can’t be loaded").waitFor();
    await followed(page, () => page.keyboard.press("Enter"), /\/go\?/);
    assert.equal(new URL(page.url()).searchParams.get("zone"), "Asia/Kathmandu");
    await page.unroute("**/go/results*");
    // Where the page changes in place, it is the zone that is shown.
    await page.goto(`/?q=payment&${zone}`);
    await follow(page, page.getByRole("link", { name: /Remove filter: Time Zone/ }));
    assert.equal(await allHelp.getAttribute("href"), "/help");
    await openPalette(page);
    await page.keyboard.type("Audit Log");
    await followed(page, () => page.keyboard.press("Enter"), "/");
  });

  check(world, "palette: opens, turns round, closes, and gives the focus back", {},
    async (page, visit) => {
      await page.goto("/");
      const search = page.getByLabel("Search the Audit Log");
      await search.focus();
      await openPalette(page);
      assert.ok(await field(page).evaluate((one) => one === document.activeElement));
      assert.equal(await field(page).getAttribute("aria-expanded"), "true");
      assert.match(await page.locator(".palette-status").innerText(), /^Results: 25$/);
      assert.match(await active(page), /^Audit Log/);
      await page.keyboard.press("ArrowUp");
      assert.match(await active(page), /^A person’s last day/);
      await page.keyboard.press("ArrowDown");
      assert.match(await active(page), /^Audit Log/);
      await visit.assertAccessible("dialog.palette");
      await page.keyboard.press("Escape");
      assert.ok(await search.evaluate((one) => one === document.activeElement));
      // By the link, closed by its button.
      const link = page.getByRole("link", { name: /^Search pages/ });
      await link.focus();
      await page.keyboard.press("Enter");
      await options(page).first().waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(await page.getByRole("dialog").count(), 0);
      assert.ok(await link.evaluate((one) => one === document.activeElement));
      assert.equal(page.url(), `${visit.demo.url}/`);
    });

  check(world, "palette: asks once per pause, and forgets what is out of date", {},
    async (page) => {
      await page.goto("/");
      await openPalette(page);
      const asked = [];
      let release;
      const held = new Promise((resolve) => (release = resolve));
      await page.route(/\/go\/results\?q=dele$/, async (route) => {
        await held;
        await route.continue().catch(() => {});
      });
      page.on("request", (request) => {
        const { pathname, searchParams } = new URL(request.url());
        if (pathname === "/go/results") asked.push(searchParams.get("q"));
      });
      const first = page.waitForRequest(/q=dele$/);
      await page.keyboard.type("dele");
      await first;
      await page.keyboard.type("tions");
      release();
      await followed(page, () => page.keyboard.press("Enter"), /view=deletions/);
      assert.deepEqual(asked, ["dele", "deletions"]);
    });

  check(world, "palette: an option is clicked, or opened in a tab", {}, async (page, visit) => {
    await page.goto("/");
    await openPalette(page);
    const tab = visit.context.waitForEvent("page");
    await options(page).filter({ hasText: "Exports" }).click({ modifiers: ["Control"] });
    await (await tab).waitForURL(/view=exports/);
    await follow(page, options(page).filter({ hasText: "Off hours" }),
      /view=off-hours/);
    await page.goBack();
    assert.equal(await page.getByRole("dialog").count(), 0);
  });

  check(world, "palette: says when the session is over", {}, async (page, visit) => {
    await page.goto("/");
    await visit.context.clearCookies();
    await page.keyboard.press("Control+k");
    await page.getByText("can’t be loaded").waitFor();
    await page.keyboard.type("maria");
    await page.getByText("can’t be loaded").waitFor();
    await followed(page, () => page.keyboard.press("Enter"), /\/sign-in\?next=/);
  });

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `palette: the same on a page of its own, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/");
        if (script) await page.goto("/go");
        else await page.getByRole("link", { name: /^Search pages/ }).click();
        await page.waitForURL("/go");
        const box = page.getByRole("searchbox", { name: "Page, view, person or record" });
        await box.fill("audit log");
        await followed(page, () => box.press("Enter"), "/go?q=audit+log");
        if (script) await visit.assertAccessible();
        const link = page.locator("main").getByRole("link", { name: "Audit Log", exact: true });
        await follow(page, link, "/");
      });
  }

  for (const [width, colorScheme] of [[320, "light"], [768, "dark"], [1280, "light"], [1920, "dark"]]) {
    check(world, `palette: fits and is accessible, ${width} pixels, ${colorScheme}`,
      { width, colorScheme }, async (page, visit) => {
        await page.goto("/go?q=smith");
        await visit.assertFits();
        await visit.assertAccessible();
        await openPalette(page);
        await page.keyboard.type("smith");
        await page.getByText("Search the Audit Log for “smith”").last().waitFor();
        await visit.assertFits();
        await visit.assertAccessible("dialog.palette");
        const box = await page.locator("dialog.palette").boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= width);
      });
  }
}
