import assert from "node:assert/strict";

import { follow, signIn, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const ANYONE = { anonymous: true };
const menu = (page) => page.locator("details.switcher");
const choice = (page, name) => menu(page).getByRole("link", { name, exact: true });

/// As the administrator of a state, with a district and two schools below.
async function arrive(page, { demo }) {
  await page.goto("/sign-in");
  await signIn(page, "state.admin", demo.password);
  await page.waitForURL("/");
}

async function choose(page, name) {
  await menu(page).locator("summary").click();
  await choice(page, name).click();
  await page.waitForLoadState();
}

export default function define(world) {
  const verify = (name, options, body) => check(
    world, `organizations: ${name}`, { ...ANYONE, ...options }, async (page, visit) => {
      await arrive(page, visit);
      await body(page, visit);
    },
  );

  for (const script of [true, false]) {
    const how = script ? "" : " without script";
    verify(`another one is chosen and the search stays${how}`, { script }, async (page) => {
      await page.goto("/?q=deleted&sort=user");
      await choose(page, "Lincoln Elementary School");
      assert.equal(new URL(page.url()).search, "?organization=lincoln&q=deleted&sort=user");
      assert.match(await menu(page).locator("summary").innerText(), /Lincoln Elementary School/);
      const school = await total(page);
      await choose(page, "Lakeview School District and below");
      const url = new URL(page.url());
      assert.equal(url.search, "?organization=lakeview&below=true&q=deleted&sort=user");
      assert.ok(await total(page) > school);
      // Each row says whose it is, and leads to that one's entry.
      const row = page.locator("table.entries tbody tr", { hasText: "Lincoln" }).first();
      await row.locator("th a").click();
      await page.waitForLoadState();
      assert.equal(new URL(page.url()).searchParams.get("log"), "lincoln");
      await page.locator(".back a").click();
      assert.equal(new URL(page.url()).search, url.search);
    });
  }

  verify("the menu follows a page that changes in place", {}, async (page) => {
    await page.goto("/?below=true");
    await follow(page, page.locator(".presets").getByRole("link", { name: "Last 30 days" }));
    await choose(page, "Roosevelt High School");
    assert.equal(new URL(page.url()).search, "?organization=roosevelt&range=30d");
    await follow(page, page.locator(".presets").getByRole("link", { name: "Any time" }));
    const ways = page.locator("header.bar > a");
    for (const href of await ways.evaluateAll((all) => all.map((way) => way.search))) {
      assert.equal(href, "?organization=roosevelt");
    }
  });

  verify("the keyboard opens, chooses and closes", {}, async (page) => {
    const summary = menu(page).locator("summary");
    await summary.focus();
    await page.keyboard.press("Enter");
    assert.equal(await choice(page, "Lakeview School District").isVisible(), true);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    assert.equal(await choice(page, "Lakeview School District").isVisible(), false);
    assert.equal(await summary.evaluate((own) => own === document.activeElement), true);
    await page.keyboard.press("Enter");
    await page.locator("#summary").click();
    assert.equal(await choice(page, "Lakeview School District").isVisible(), false);
  });

  verify("the search of pages finds them by name", {}, async (page) => {
    await page.keyboard.press("Control+k");
    await page.locator("#palette").fill("roosevelt high");
    const found = page.locator(".palette [role=option]", { hasText: "Roosevelt High School" });
    await found.first().click();
    await page.waitForURL(/organization=roosevelt/);
  });

  for (const width of [320, 360, 1280, 2560]) {
    for (const colorScheme of ["light", "dark"]) {
      verify(`all of it fits ${width} pixels, ${colorScheme}`, { width, colorScheme },
        async (page, visit) => {
          await page.goto("/?below=true");
          await menu(page).locator("summary").click();
          await visit.assertFits();
          await visit.assertAccessible();
        });
    }
  }
}
