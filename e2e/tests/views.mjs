import assert from "node:assert/strict";

import { follow, followed, found, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const menu = (page) => page.locator(".views > summary");
const heading = (page) => page.locator("h1").innerText();
const item = (page, name) => page.locator(".views").getByRole("link", { name, exact: true });

/// Saves the search on the page as a view.
async function save(page, name, { shared = false } = {}) {
  await menu(page).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  if (shared) await page.getByLabel(/^Share with everyone/).check();
  await follow(page, page.getByRole("button", { name: "Save", exact: true }));
}

async function remove(page, name) {
  await page.goto("/views");
  await follow(page, page.getByRole("link", { name: `Edit the view ${name}` }));
  await page.getByText("Delete this view").click();
  await follow(page, page.getByRole("button", { name: "Delete", exact: true }));
  assert.match(await page.getByRole("status").innerText(), /deleted/);
  assert.equal(await page.getByRole("link", { name, exact: true }).count(), 0);
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";

    check(world, `views: saved, opened, changed, renamed and deleted, ${how}`, { script },
      async (page, visit) => {
        const name = `Payments ${how}`;
        await page.goto("/?q=-type:access&range=90d");
        await save(page, name, { shared: true });
        assert.equal(await heading(page), name);
        assert.match(await page.title(), new RegExp(`^${name} · Audit Log`));
        const own = page.url();
        const found = await total(page);

        // From elsewhere, by the menu.
        await page.goto("/");
        assert.equal(await heading(page), "Audit Log");
        await menu(page).click();
        await follow(page, item(page, name));
        assert.equal(page.url(), own);
        assert.equal(await total(page), found);
        await menu(page).click();
        assert.equal(await item(page, name).getAttribute("aria-current"), "true");

        // Narrowed, undone; widened, kept.
        await follow(page, page.getByRole("link", { name: /^Filter by: Office Portal/ }));
        assert.match(await heading(page), /changed$/);
        await follow(page, page.getByRole("link", { name: "Undo changes" }));
        assert.equal(page.url(), own);
        await follow(page, page.getByRole("link", { name: "Last 30 days" }));
        await follow(page, page.getByRole("link", { name: "Older" }).first());
        await follow(page, page.getByRole("button", { name: "Save changes" }));
        assert.match(page.url(), /range=30d(?!.*next=)/);
        assert.equal(await heading(page), name);

        const id = new URL(page.url()).searchParams.get("view");
        await page.goto(`/views/${id}`);
        assert.equal(new URL(page.url()).searchParams.get("range"), "30d");
        await page.goto(`/views/${id}/edit`);
        await page.getByLabel("Name", { exact: true }).fill(`${name}!`);
        await follow(page, page.getByRole("button", { name: "Save", exact: true }));
        assert.equal(await page.getByRole("link", { name: `${name}!`, exact: true }).count(), 1);
        if (script) await visit.assertAccessible();
        await remove(page, `${name}!`);
        assert.equal((await page.goto(`/views/${id}`)).status(), 404);
      });

    check(world, `views: a name that is taken is asked for again, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/?q=void");
        await save(page, `Twice ${how}`);
        await page.goto("/?q=refund&range=7d");
        await save(page, `twice ${how}`);
        const field = page.getByLabel("Name", { exact: true });
        assert.equal(await field.inputValue(), `twice ${how}`);
        assert.match(await page.getByRole("alert").innerText(), /already/);
        if (script) await visit.assertAccessible();
        await field.fill(`Thrice ${how}`);
        await follow(page, page.getByRole("button", { name: "Save", exact: true }));
        assert.equal(await heading(page), `Thrice ${how}`);
        assert.equal(new URL(page.url()).searchParams.get("q"), "refund");
        await remove(page, `Twice ${how}`);
        await remove(page, `Thrice ${how}`);
      });

    check(world, `views: a person's last day is asked for, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/");
        await menu(page).click();
        await follow(page, item(page, "A person’s last day"));
        if (script) await visit.assertAccessible();
        await page.getByLabel("Person", { exact: true }).fill("nobody at all");
        await follow(page, page.getByRole("button", { name: "Show the day" }));
        assert.match(await page.getByRole("alert").innerText(), /No entry/);
        const [someone] = await page.locator("#people option").evaluateAll((all) =>
          all.map((one) => one.value)).then((all) => all.length ? all : ["autopilot"]);
        await page.getByLabel("Person", { exact: true }).fill(someone);
        await follow(page, page.getByRole("button", { name: "Show the day" }));
        assert.equal(await heading(page), "A person’s last day");
        const { searchParams } = new URL(page.url());
        assert.equal(searchParams.get("from"), searchParams.get("to"));
        const day = `who:"${searchParams.get("user")}" ${searchParams.get("from")}`;
        assert.equal(await total(page), await found(page, day));
      });
  }

  check(world, "views: every ready view opens", {}, async (page) => {
    await page.goto("/");
    await menu(page).click();
    const names = await page.locator(".views-body ul").last().getByRole("link").allInnerTexts();
    assert.equal(names.length, 7);
    for (const name of names) {
      await page.goto("/views");
      await follow(page, page.getByRole("link", { name, exact: true }));
      assert.equal(await heading(page), name);
    }
  });

  check(world, "views: columns and density are kept, and shared with the rest", {},
    async (page) => {
      await page.goto("/?q=payment&columns=ip,action&density=compact");
      await save(page, "Addresses");
      assert.equal(new URL(page.url()).searchParams.get("columns"), "ip,action");
      assert.equal(await page.locator("table.entries.compact").count(), 1);
      await remove(page, "Addresses");
      // Chosen by cookie, they are kept as well.
      await page.goto("/?q=payment");
      await page.locator(".columns > summary").click();
      await page.getByLabel("Username", { exact: true }).uncheck();
      await follow(page, page.locator(".columns").getByRole("button", { name: "Apply" }));
      await page.goto("/?q=payment");
      await save(page, "Without usernames");
      assert.doesNotMatch(new URL(page.url()).searchParams.get("columns"), /username/);
      await remove(page, "Without usernames");
    });

  check(world, "views: with the keyboard only", {}, async (page) => {
    await page.goto("/?q=refund");
    await menu(page).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Name", { exact: true }).focus();
    await page.keyboard.type("By hand");
    await followed(page, () => page.keyboard.press("Enter"), /view=/);
    assert.equal(await heading(page), "By hand");
    await menu(page).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "By hand");
    await remove(page, "By hand");
  });

  check(world, "views: a view that is gone is named as such", {}, async (page) => {
    await page.goto("/?q=refund&view=0000000000000000");
    assert.equal(await heading(page), "Audit Log");
    assert.match(await page.locator(".note[role=status]").innerText(), /does not exist/);
    assert.equal((await page.goto("/views/0000000000000000")).status(), 404);
  });

  for (const [widths, colorScheme] of [[[768, 360], "dark"], [[1920, 1280], "light"]]) {
    check(world, `views: fit and are accessible, ${widths.join(" and ")} pixels, ${colorScheme}`,
      { colorScheme }, async (page, visit) => {
        const looked = async () => {
          for (const width of widths) {
            await page.setViewportSize({ width, height: 900 });
            await visit.assertFits();
          }
          await visit.assertAccessible();
        };
        await page.goto("/?q=type:delete+refund&view=deletions");
        await menu(page).click();
        await looked();
        for (const path of ["/views?q=refund&range=7d", "/views/last-day",
          "/views/bulk-operations"]) {
          await page.goto(path);
          await looked();
        }
      });
  }
}
