import assert from "node:assert/strict";

import { check } from "../lib/suite.mjs";

/// Chooses a value on a preference's page and saves it.
async function change(page, name, choose) {
  await page.goto(`/preferences/${name}`);
  await choose(page);
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/changed=/);
}

export default function define(world) {
  check(world, "preferences: listed, found and shown at every width", {}, async (page, visit) => {
    for (const width of [320, 360, 768, 1440, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/preferences");
      await visit.assertFits();
      await page.goto("/preferences/working_days");
      await visit.assertFits();
    }
    await page.goto("/preferences");
    await visit.assertAccessible();
    await page.getByLabel("Find a preference").fill("shortest");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=shortest/);
    assert.equal(await page.locator(".preference-list li").count(), 1);
  });

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `preferences: changed, refused and reset by keyboard, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/preferences/session_idle");
        if (script) await visit.assertAccessible();
        await page.getByLabel("New value").fill("3 hours");
        await page.keyboard.press("Enter");
        const problem = page.getByRole("alert");
        await problem.waitFor();
        assert.match(await problem.textContent(), /whole number/);
        assert.equal(await page.getByLabel("New value").inputValue(), "3 hours");
        if (script) await visit.assertAccessible();
        await page.getByLabel("New value").fill("240");
        await page.keyboard.press("Enter");
        await page.waitForURL(/changed=session_idle/);
        assert.match(await page.locator("#session_idle").textContent(), /240 minutes/);
        assert.match(await page.getByRole("status").textContent(), /was changed/);
        await page.goto("/preferences/session_idle");
        await page.getByRole("button", { name: "Reset" }).click();
        await page.waitForURL(/changed=session_idle/);
        assert.match(await page.locator("#session_idle").textContent(), /720 minutes/);
      });
  }

  check(world, "preferences: every page warns while Audit Users is off", {}, async (page, visit) => {
    await page.goto("/preferences/audit_users");
    await visit.assertAccessible();
    await page.getByRole("radio", { name: "Off" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").waitFor();
    assert.ok(await page.getByRole("radio", { name: "Off" }).isChecked(), "what was chosen is kept");
    await visit.assertAccessible();
    await page.getByLabel(/Switch it off/).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/changed=/);
    const warning = page.getByRole("complementary", { name: "Warning" });
    for (const path of ["/", "/views", "/help", "/preferences"]) {
      await page.goto(path);
      assert.match(await warning.textContent(), /Audit Users is off/);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await visit.assertFits();
      }
      await visit.assertAccessible();
    }
    await warning.getByRole("link").click();
    await page.waitForURL(/\/preferences\/audit_users/);
    await change(page, "audit_users", () => page.getByLabel("On", { exact: true }).check());
    await page.goto("/");
    assert.equal(await warning.count(), 0);
  });

  check(world, "preferences: days and times are chosen, and Off hours go by them", {},
    async (page, visit) => {
      await change(page, "working_days", async () => {
        await visit.assertAccessible();
        await page.getByLabel("Sat").check();
      });
      assert.match(await page.locator("#working_days").textContent(), /Fri · Sat/);
      await change(page, "working_hours_begin", async () => {
        await visit.assertAccessible();
        await page.getByLabel("New value").fill("06:30");
      });
      assert.match(await page.locator("#working_hours_begin").textContent(), /6:30 AM/);
      for (const name of ["working_days", "working_hours_begin"]) {
        await page.goto(`/preferences/${name}`);
        await page.getByRole("button", { name: "Reset" }).click();
        await page.waitForURL(/changed=/);
      }
    });

  check(world, "preferences: a zone is typed, and the log is read in it", {}, async (page, visit) => {
    await page.goto("/preferences/time_zone");
    await visit.assertAccessible();
    for (const width of [320, 768, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      await visit.assertFits();
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    const field = page.getByLabel("New value");
    const suggested = page.locator("datalist#zones option");
    assert.equal(await suggested.first().getAttribute("value"), "UTC");
    assert.ok(await suggested.count() > 300);
    await field.fill("Mars/Olympus");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    assert.equal(await field.inputValue(), "Mars/Olympus");
    await visit.assertAccessible();
    await field.fill("asia/kathmandu");
    await page.keyboard.press("Enter");
    await page.waitForURL(/changed=time_zone/);
    assert.match(await page.locator("#time_zone").textContent(), /Asia\/Kathmandu/);
    await page.goto("/");
    assert.match(await page.locator(".zones").textContent(), /Asia\/Kathmandu/);
    await page.goto("/preferences/time_zone");
    await page.getByRole("button", { name: "Reset" }).click();
    await page.waitForURL(/changed=/);
    assert.match(await page.locator("#time_zone").textContent(), /America\/Chicago/);
  });
}
