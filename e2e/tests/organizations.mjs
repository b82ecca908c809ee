import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { follow, send, settled, signIn, total } from "../lib/browser.mjs";
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
      const row = page.locator("table.entries tbody tr", { hasText: "Lincoln Elementary School" }).first();
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

  verify("rows of several are ticked, leave in one file, and go in each", {},
    async (page, visit) => {
      await page.goto("/");
      const of = (organization) => ({ organization, action: "draft.shared_out" });
      await send(page, visit.demo, ["lincoln", "lincoln", "roosevelt"].map(of));
      await page.goto("/?organization=lakeview&below=true&q=action:draft.shared_out");
      assert.equal(await total(page), 3);
      await page.getByLabel("Select all entries of this page").check();
      await page.locator("[data-row]").nth(1).uncheck();
      const csv = page.getByRole("button", { name: "Export CSV" });
      const [download] = await Promise.all([page.waitForEvent("download"), csv.click()]);
      const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
      assert.equal(lines.length, 3);
      assert.match(lines[1], /roosevelt\s*$/);
      assert.match(lines[2], /lincoln\s*$/);
      await page.getByRole("button", { name: "Delete…" }).click();
      await page.getByText("2 entries will be deleted").waitFor();
      const main = page.locator("main");
      assert.match(await main.innerText(), /By organisation\s+Lincoln Elementary School\s+1/);
      await page.getByLabel("Reason").fill("Test data");
      await page.getByLabel("Type 2 to confirm").fill("2");
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await visit.assertFits();
      }
      await page.getByRole("button", { name: "Delete 2 entries" }).click();
      await page.getByRole("heading", { name: "Deleted", exact: true }).waitFor();
      assert.match(await main.innerText(), /Lincoln Elementary School: 1 entry deleted\./);
      await visit.assertAccessible();
      await follow(page, page.getByRole("link", { name: "The entry that tells of it" }).last(),
        /\/entries\/\d+/);
      assert.equal(new URL(page.url()).searchParams.get("log"), "roosevelt");
      assert.match(await main.innerText(), /Deleted Audit Log Entries[\s\S]*Test data/);
      await page.goto("/?organization=lakeview&below=true&q=action:draft.shared_out");
      assert.equal(await total(page), 1);
    });

  verify("the search of pages finds them by name", {}, async (page) => {
    await page.keyboard.press("Control+k");
    await page.locator("#palette").fill("roosevelt high");
    const found = page.locator(".palette [role=option]", { hasText: "Roosevelt High School" });
    await found.first().click();
    await page.waitForURL(/organization=roosevelt/);
  });

  for (const locale of ["en", "es", "ar"]) {
    verify(`tables of several have room at every width in ${locale}`, {},
      async (page, visit) => {
        const language = { name: "annals-language", value: locale, url: visit.demo.url };
        await visit.context.addCookies([language]);
        for (const path of ["/reports/user-security?below=true", "/?below=true"]) {
          await page.goto(path);
          await settled(page);
          for (let width = 360; width <= 1500; width += width < 1000 ? 150 : 30) {
            await page.setViewportSize({ width, height: 900 });
            await visit.assertFits();
          }
        }
      });
  }

  for (const [widths, colorScheme] of [[[320, 2560, 1280], "light"], [[2560, 360], "dark"]]) {
    verify(`the menu fits and is accessible, ${colorScheme}`, { colorScheme },
      async (page, visit) => {
        await page.goto("/?below=true");
        await menu(page).locator("summary").click();
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          await visit.assertFits();
        }
        await visit.assertAccessible();
      });
  }

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    const id = script ? "jefferson" : "madison";
    verify(`one is created, renamed, closed and reopened, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/organizations");
        await page.locator(".organization-list h2 a", { hasText: "Lakeview" }).click();
        await page.getByRole("link", { name: "Add one below" }).click();
        await page.getByLabel("Name", { exact: true }).fill("<b>School</b>");
        await page.getByLabel("Id", { exact: true }).fill("Not An Id");
        await page.keyboard.press("Enter");
        await page.getByRole("alert").waitFor();
        assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "<b>School</b>");
        await page.getByLabel("Id", { exact: true }).fill(id);
        await page.keyboard.press("Enter");
        await page.waitForURL(`/organizations/${id}?done=created`);
        assert.equal(await page.locator("h1").innerText(), "<b>School</b>");
        await page.getByLabel("Name", { exact: true }).fill(`School ${id}`);
        await page.keyboard.press("Enter");
        await page.waitForURL(/done=change/);
        const close = page.getByRole("button", { name: "Close the organisation" });
        await close.click();
        await page.getByRole("alert").waitFor();
        if (script) await visit.assertAccessible();
        await page.getByLabel(/^Close School/).check();
        await close.click();
        await page.waitForURL(/done=close/);
        assert.match(await page.locator("h1").innerText(), /Closed/);
        await page.goto(`/organizations?q=${id}`);
        assert.match(await page.locator(".organization-list li").innerText(), /Closed/);
        await page.goto(`/organizations/${id}`);
        await page.getByRole("button", { name: "Reopen the organisation" }).click();
        await page.waitForURL(/done=reopen/);
        assert.equal(await page.locator("h1").innerText(), `School ${id}`);
      });
  }

  for (const colorScheme of ["light", "dark"]) {
    verify(`the tree and its pages fit and are accessible, ${colorScheme}`, { colorScheme },
      async (page, visit) => {
        for (const path of ["/organizations", "/organizations/lakeview", "/organizations/-new",
          "/organizations?q=nowhere"]) {
          await page.goto(path);
          for (const width of [320, 768, 1280, 2560]) {
            await page.setViewportSize({ width, height: 900 });
            await visit.assertFits();
          }
          await page.setViewportSize({ width: colorScheme === "dark" ? 360 : 1280, height: 900 });
          await visit.assertAccessible();
        }
      });
  }
}
