import assert from "node:assert/strict";

import { follow, followed, numbers, send, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const box = (page, row) => page.locator("[data-row]").nth(row);
const remove = (page) => page.getByRole("button", { name: "Delete…" });
const order = (page) => page.getByRole("button", { name: /^Delete [\d,]+ entr/ });

/// Entries of this test's own, found by the action.
async function sample(page, demo, action, count) {
  await page.goto("/");
  const one = (i) => ({ id: `${action}-${i}`, action, description: `Number ${i}` });
  await send(page, demo, Array.from({ length: count }, (_, i) => one(i)));
  await page.goto(`/?q=action:${action}`);
  assert.equal(await total(page), count);
}

async function fill(page, reason, number) {
  await page.getByLabel("Reason").fill(reason);
  await page.getByLabel(/^Type [\d,]+ to confirm$/).fill(number);
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";

    check(world, `deletion: ticked rows, looked at, confirmed, told, ${how}`, { script },
      async (page, visit) => {
        const action = script ? "draft.scripted" : "draft.plain";
        await sample(page, visit.demo, action, 4);
        const rows = await numbers(page);
        await box(page, 0).check();
        await box(page, 2).check();
        await remove(page).click();
        await page.getByText("2 entries will be deleted").waitFor();
        assert.equal(await page.locator(".deletion-sample li").count(), 2);
        await fill(page, "Test data", "3");
        await order(page).click();
        await page.getByText("This is not 2").waitFor();
        assert.equal(await page.getByLabel("Reason").inputValue(), "Test data");
        await fill(page, "Test data", "2");
        await follow(page, order(page), /\/deletions\/\d+/);
        assert.match(await page.locator("main").innerText(), /deleted 2 entries/);
        const entry = page.getByRole("link", { name: "The entry that tells of it" });
        await follow(page, entry, /\/entries\/\d+/);
        const told = await page.locator("main").innerText();
        assert.match(told, /Test data/);
        assert.ok(told.includes(rows[0].slice(1)) && told.includes(rows[2].slice(1)), told);
        await page.goto(`/?q=action:${action}`);
        assert.deepEqual(await numbers(page), [rows[1], rows[3]]);
      });
  }

  check(world, "deletion: all that match, without what came meanwhile", {}, async (page, visit) => {
    await sample(page, visit.demo, "draft.many", 60);
    await page.getByLabel("Select all entries of this page").check();
    await page.getByLabel("Select all 60 that match").check();
    await remove(page).click();
    await page.getByText("60 entries will be deleted").waitFor();
    const other = await visit.context.newPage();
    await other.goto("/");
    await send(other, visit.demo, [{ id: "draft-late", action: "draft.many" }]);
    await fill(page, "Imported twice", "60");
    await follow(page, order(page), /\/deletions\/\d+/);
    await follow(page, page.getByRole("link", { name: "Back to the Audit Log" }),
      /\/\?q=action:draft.many/);
    assert.equal(await total(page), 1);
  });

  check(world, "deletion: what has changed is looked at again", {}, async (page, visit) => {
    await sample(page, visit.demo, "draft.shared", 3);
    await box(page, 0).check();
    await page.keyboard.press("Control+a");
    await remove(page).click();
    const other = await visit.context.newPage();
    await other.goto("/?q=id:draft.shared-1");
    await box(other, 0).check();
    await remove(other).click();
    await fill(other, "The first one to do it", "1");
    await follow(other, order(other), /\/deletions\/\d+/);
    await fill(page, "The second one", "3");
    await order(page).click();
    await page.getByText("3 then, 2 now").waitFor();
    assert.equal(await page.getByLabel("Reason").inputValue(), "The second one");
    await follow(page, page.getByRole("link", { name: "Cancel" }));
    assert.equal(await total(page), 2);
  });

  check(world, "deletion: with the keyboard only", {}, async (page, visit) => {
    await sample(page, visit.demo, "draft.typed", 2);
    await box(page, 0).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Delete…");
    await page.keyboard.press("Enter");
    await page.getByText("1 entry will be deleted").waitFor();
    await page.getByLabel("Reason").focus();
    await page.keyboard.type("Typed");
    await page.keyboard.press("Tab");
    await page.keyboard.type("1");
    await followed(page, () => page.keyboard.press("Enter"), /\/deletions\/\d+/);
    await visit.assertAccessible();
    await page.goto("/?q=action:draft.typed");
    assert.equal(await total(page), 1);
  });

  for (const colorScheme of ["light", "dark"]) {
    check(world, `deletion: fits and is accessible, ${colorScheme}`, { colorScheme },
      async (page, visit) => {
        for (const width of [320, 360, 768, 1280, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto("/delete?q=payment&access=shown");
          await visit.assertFits();
          // Axe passes over words in the colour of their ground.
          const [words, ground] = await order(page).evaluate((button) => {
            const { color, backgroundColor } = getComputedStyle(button);
            return [color, backgroundColor];
          });
          assert.notEqual(words, ground);
          await fill(page, "…", "0");
          await order(page).click();
          await page.locator("#confirm-problem").waitFor();
          await visit.assertFits();
          if (width === 360 || width === 1280) await visit.assertAccessible();
        }
        await page.goto("/delete?q=id:nothing");
        await visit.assertFits();
        await visit.assertAccessible();
      });
  }
}
