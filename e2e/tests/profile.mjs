import assert from "node:assert/strict";

import { follow } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const menu = (page) => page.locator("details.profile");
const picture = (page) => page.locator("details.profile > summary");
const isOpen = (page) => menu(page).evaluate((details) => details.open);

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `profile: the picture opens the menu of the user, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/views");
        assert.equal(await picture(page).locator(".initials").textContent(), "AM");
        await picture(page).click();
        for (const words of ["Alex Morgan", "admin", "Summit Gymnastics"]) {
          await menu(page).getByText(words, { exact: true }).last().waitFor();
        }
        const ways = menu(page).getByRole("navigation", { name: "Your pages" }).getByRole("link");
        const expected = [
          "Audit Log", "User Security", "Who Can See What", "Email Log", "SMS Log",
          "Push Notifications Log", "Blacklisted Recipients", "Webhooks", "Users", "User Groups",
          "System Preferences", "Retention", "Legal Holds", "Record Types", "Organisations",
          "Your account", "Help",
        ];
        assert.deepEqual(await ways.allTextContents(), expected);
        if (script) await visit.assertAccessible();
        await follow(page, ways.first(), "/");
      });
  }

  check(world, "profile: keys open it, Escape closes it, and so does going on", {},
    async (page) => {
      await page.goto("/");
      await picture(page).focus();
      await page.keyboard.press("Enter");
      assert.ok(await isOpen(page));
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Audit Log");
      await page.keyboard.press("Escape");
      assert.ok(!await isOpen(page));
      assert.ok(await picture(page).evaluate((summary) => summary === document.activeElement));
      // A click elsewhere closes it.
      await page.keyboard.press("Enter");
      assert.ok(await isOpen(page));
      await page.locator("h1").click();
      assert.ok(!await isOpen(page));
      // So does the Tab key on its way out, and another menu.
      await picture(page).click();
      await menu(page).getByRole("button", { name: "Sign out" }).focus();
      await page.keyboard.press("Tab");
      assert.ok(!await isOpen(page));
      await picture(page).click();
      await page.keyboard.press("Shift+Tab");
      assert.ok(!await isOpen(page));
    });

  check(world, "profile: a language is chosen in it", {}, async (page) => {
    await page.goto("/");
    await picture(page).click();
    await follow(page, menu(page).getByRole("button", { name: "Español" }), "/");
    await picture(page).click();
    await menu(page).getByRole("button", { name: "Cerrar sesión" }).waitFor();
    await follow(page, menu(page).getByRole("button", { name: "English" }), "/");
  });

  for (const [name, options] of [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["narrow", { width: 320 }],
    ["low", { width: 640, height: 320 }],
    ["Arabic", { locale: "ar" }],
    ["forced colours", { forcedColors: "active" }],
  ]) {
    check(world, `profile: within the window and accessible in ${name}`, options,
      async (page, visit) => {
        await page.goto("/help");
        await picture(page).click();
        await visit.assertFits();
        // What it lies over for a while is of no size to aim at.
        await visit.assertAccessible("header.bar");
        const body = menu(page).locator(".bar-menu-body");
        const box = await body.boundingBox();
        const { width, height } = page.viewportSize();
        assert.ok(box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
        assert.ok(box.y >= 0 && box.y + box.height <= height, JSON.stringify(box));
        await menu(page).locator(".session button").scrollIntoViewIfNeeded();
        assert.ok(await menu(page).locator(".session button").isVisible());
      });
  }
}
