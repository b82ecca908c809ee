import assert from "node:assert/strict";

import { followed, found, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const field = (page) => page.getByLabel("Search the Audit Log");
const options = (page) => page.locator(".completions:not([hidden]) > [role=option]");
const labels = (page) => options(page).locator(".completion-label").allInnerTexts();

/// Waits until the first option is `label`.
async function offered(page, label) {
  const first = options(page).first().locator(".completion-label");
  await first.filter({ hasText: label }).waitFor();
}

/// What the field says is active, for those who don't see it.
const active = (page) => field(page).evaluate((one) =>
  document.getElementById(one.getAttribute("aria-activedescendant"))?.innerText ?? null);

export default function define(world) {
  check(world, "complete: a condition and its value by keyboard only", {}, async (page, visit) => {
    await page.goto("/");
    await page.keyboard.press("/");
    await page.keyboard.type("sou");
    await offered(page, "source:");
    assert.equal(await field(page).getAttribute("role"), "combobox");
    assert.equal(await field(page).getAttribute("aria-expanded"), "true");
    assert.equal(await active(page), null, "nothing is taken that nobody chose");
    await page.keyboard.press("ArrowDown");
    assert.match(await active(page), /^source:/);
    await visit.assertAccessible();
    await page.keyboard.press("Enter");
    assert.equal(await field(page).inputValue(), "source:");
    await page.keyboard.type("off");
    await offered(page, "Office Portal");
    const promised = await options(page).first().locator(".count").innerText();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    // The options may be those of before "off" was typed; what was chosen is taken all the same.
    const has = (value) => document.querySelector("[name=q]").value === value;
    await page.waitForFunction(has, 'source:"Office Portal" ');
    assert.equal(await field(page).getAttribute("aria-expanded"), "false");
    await followed(page, () => page.keyboard.press("Enter"),
      (url) => url.searchParams.get("q") === 'source:"Office Portal"');
    assert.equal((await total(page)).toLocaleString("en-US"), promised);
  });

  check(world, "complete: Escape closes, arrows go round, Enter searches what is typed", {},
    async (page) => {
      await page.goto("/");
      await field(page).focus();
      await page.keyboard.press("ArrowDown");
      await offered(page, "by:");
      const all = await labels(page);
      await page.keyboard.press("ArrowUp");
      assert.ok((await active(page)).startsWith(all.at(-1)));
      await page.keyboard.press("ArrowDown");
      assert.equal(await active(page), null, "beyond the end is the field");
      await page.keyboard.press("ArrowDown");
      assert.ok((await active(page)).startsWith(all[0]));
      await page.keyboard.press("Escape");
      assert.equal(await options(page).count(), 0);
      await page.keyboard.type("pay");
      await options(page).first().waitFor();
      await page.keyboard.press("Escape");
      assert.equal(await field(page).inputValue(), "pay", "Escape empties nothing");
      await page.keyboard.type("m");
      await options(page).first().waitFor();
      await followed(page, () => page.keyboard.press("Enter"), "/?q=paym");
      // Without a choice Tab goes on.
      await field(page).focus();
      await page.keyboard.press("End");
      await page.keyboard.type(" by:");
      await options(page).first().waitFor();
      await page.keyboard.press("Tab");
      assert.equal(await options(page).count(), 0);
      assert.equal(await field(page).inputValue(), "paym by:");
    });

  check(world, "complete: an option is clicked in the middle of a search", {}, async (page) => {
    await page.goto("/");
    await field(page).fill("refund typ payment");
    await field(page).evaluate((one) => one.setSelectionRange(10, 10));
    await page.keyboard.press("ArrowDown");
    await offered(page, "type:");
    await options(page).first().click();
    await options(page).filter({ hasText: /^delete/ }).click();
    assert.equal(await field(page).inputValue(), "refund type:delete payment");
    assert.ok(await field(page).evaluate((one) => one === document.activeElement));
  });

  check(world, "complete: asks once per pause, and forgets what is out of date", {},
    async (page) => {
      await page.goto("/");
      const asked = [];
      let release;
      const held = new Promise((resolve) => (release = resolve));
      await page.route(/\/complete\?.*q=source%3Aoff&/, async (route) => {
        await held;
        await route.continue().catch(() => {});
      });
      page.on("request", (request) => {
        const { pathname, searchParams } = new URL(request.url());
        if (pathname === "/complete") asked.push(searchParams.get("q"));
      });
      const first = page.waitForRequest(/q=source%3Aoff&/);
      await field(page).pressSequentially("source:off");
      await first;
      await field(page).fill("source:mob");
      release();
      await offered(page, "Mobile App");
      assert.deepEqual(asked.slice(-2), ["source:off", "source:mob"]);
    });

  check(world, "complete: a user and an affected object are added by name", {}, async (page) => {
    await page.goto("/");
    const person = await page.locator("td.member bdi").first().innerText();
    const user = page.getByLabel("Add a user");
    await user.fill(person);
    await options(page).first().waitFor();
    await page.keyboard.press("ArrowDown");
    await followed(page, () => page.keyboard.press("Enter"), /\?user=/);
    await page.goto("/");
    const name = await page.locator("td.affected a bdi").first().innerText();
    await page.getByRole("heading", { name: "Affected Object" }).click();
    await page.getByLabel("Name or username").fill(name);
    await offered(page, name);
    await page.keyboard.press("ArrowDown");
    await followed(page, () => page.keyboard.press("Enter"), /\?object=/);
    assert.equal(await total(page), await found(page, `object:"${name}"`));
    assert.match(await page.locator(".chip").first().innerText(), /Affected Object/);
  });

  check(world, "complete: nothing is lost without script", { script: false }, async (page) => {
    await page.goto("/");
    assert.equal(await page.locator("[role=combobox]:visible").count(), 0);
    await field(page).fill("source:\"Office Portal\"");
    await followed(page, () => field(page).press("Enter"), /q=source/);
    assert.equal(await total(page), await found(page, 'source:"Office Portal"'));
  });

  check(world, "complete: says nothing when the session is over", {}, async (page, visit) => {
    await page.goto("/");
    await visit.context.clearCookies();
    const answer = page.waitForResponse(/\/complete/);
    await field(page).fill("sou");
    await answer;
    await followed(page, () => page.keyboard.press("Enter"), /\/sign-in\?next=/);
  });

  for (const width of [320, 1280]) {
    for (const colorScheme of ["light", "dark"]) {
      check(world, `complete: fits and is accessible, ${width} pixels, ${colorScheme}`,
        { width, colorScheme }, async (page, visit) => {
          await page.goto("/");
          await field(page).fill("pa");
          await options(page).first().waitFor();
          await visit.assertFits();
          await visit.assertAccessible();
          const box = await page.locator(".completions:not([hidden])").boundingBox();
          assert.ok(box.x >= 0 && box.x + box.width <= width);
        });
    }
  }
}
