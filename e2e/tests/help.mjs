import assert from "node:assert/strict";

import { follow, followed, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const heading = (page) => page.locator("h1").innerText();

/// The answer that the address names is on the page, and in sight.
async function assertAnswer(page, place, question) {
  await page.waitForURL((url) => url.pathname + url.hash === `/help/${place}`);
  const answer = page.locator(`h2[id="${place.split("#")[1]}"]`);
  assert.equal(await answer.innerText(), question);
  assert.ok(await answer.evaluate((node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  }), "the answer is in sight");
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";

    check(world, `help: beside each thing stands the way to its answer, ${how}`, { script },
      async (page, visit) => {
        for (const [question, place] of [
          ["How do I choose a range of dates?", "searching#dates"],
          ["Which sources are there?", "sources#which"],
          ["Why is Affected Records blank?", "records#blank"],
          ["Are the totals exact?", "entries#totals"],
          ["In which zone are the times?", "zones#which"],
        ]) {
          await page.goto("/?q=payment");
          await page.getByRole("link", { name: `Help: ${question}` }).first().click();
          await assertAnswer(page, place, question);
          await page.goBack();
          assert.equal(new URL(page.url()).search, "?q=payment");
        }
        for (const [path, question, place] of [
          ["/users", "What is an account made of?", "accounts#fields"],
          ["/groups/administrators/rights", "How do I give or take a right?", "rights#give"],
          ["/organizations", "How do organisations lie below one another?", "organizations#tree"],
          ["/reports/access", "Who may do what here, and why?", "access#what"],
        ]) {
          await page.goto(path);
          await page.getByRole("link", { name: `Help: ${question}` }).click();
          await assertAnswer(page, place, question);
        }
        await page.goto("/help");
        if (script) await visit.assertAccessible();
        await page.getByRole("link", { name: "How do words combine?" }).click();
        await assertAnswer(page, "searching#combine", "How do words combine?");
        if (script) await visit.assertAccessible();
        const example = page.getByRole("link", { name: "01/01/2015 5:10 PM admin deleted Smith" });
        await follow(page, example, "/?q=01/01/2015+5:10+PM+admin+deleted+Smith");
        assert.equal(await total(page), 1);
      });

    check(world, `help: short answers stand where people stumble, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/?q=-has:records");
        const blank = page.locator(".brief").filter({ hasText: "Why is Affected Records blank?" });
        await blank.locator("summary").click();
        assert.match(await blank.innerText(), /signed in or out/);
        if (script) await visit.assertAccessible();
        await follow(page, page.locator("table.entries tbody th a").first(),
          /entries/);
        await blank.locator("summary").click();
        await blank.getByRole("link", { name: "More about this" }).click();
        await assertAnswer(page, "records#blank", "Why is Affected Records blank?");
        await page.goto("/");
        const autopilot = page.getByText("Why is the source iClassPro or Autopilot?");
        await autopilot.click();
        assert.ok(await page.getByText("Autopilot is an automatic process").isVisible());
      });
  }

  check(world, "help: is found among pages, with the keyboard only", {}, async (page) => {
    await page.goto("/");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("why blank");
    await page.getByRole("option", { name: /Why is Affected Records blank/ }).waitFor();
    await page.keyboard.press("Enter");
    await assertAnswer(page, "records#blank", "Why is Affected Records blank?");
    await page.keyboard.press("Tab");
    await page.goto("/help/views");
    await page.getByRole("link", { name: "Which keys are there?" }).focus();
    await page.keyboard.press("Enter");
    await assertAnswer(page, "views#keys", "Which keys are there?");
    await page.getByRole("link", { name: "All help" }).focus();
    await followed(page, () => page.keyboard.press("Enter"), "/help");
    assert.equal(await heading(page), "Help");
  });

  for (const [locale, typed, question, answer, key] of [
    ["es", "vacía", "¿Por qué está vacía la columna «Registros afectados»?", /cerró sesión/,
      "¿Qué teclas hay?"],
    ["ar", "سجلات فارغة", "لماذا «السجلات المتأثرة» فارغة؟", /سجّل شخص الدخول/,
      "ما المفاتيح الموجودة؟"],
  ]) {
    check(world, `help: in the language of the page, ${locale}`, { locale }, async (page, visit) => {
      await page.goto("/?q=-has:records");
      const blank = page.locator(".brief").filter({ hasText: question });
      await blank.locator("summary").click();
      assert.match(await blank.innerText(), answer);
      await page.keyboard.press("Control+k");
      await page.keyboard.type(typed);
      await page.getByRole("option", { name: question }).waitFor();
      await page.keyboard.press("Enter");
      await assertAnswer(page, "records#blank", question);
      await page.goto("/help/views");
      await page.getByRole("link", { name: key }).click();
      await assertAnswer(page, "views#keys", key);
      // What is typed runs to the right in every language.
      const typing = page.locator(".answer dt .code").first();
      assert.equal(await typing.evaluate((node) => getComputedStyle(node).direction), "ltr");
      for (const path of ["/help", "/help/searching", "/help/security", "/help/views"]) {
        await page.goto(path);
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          await visit.assertFits();
        }
        await visit.assertAccessible();
      }
    });
  }

  for (const [widths, colorScheme] of [[[768, 320], "dark"], [[768, 1280], "light"]]) {
    check(world, `help: fits and is accessible, ${widths.at(-1)} pixels, ${colorScheme}`,
      { colorScheme }, async (page, visit) => {
        for (const path of ["/help", "/help/searching", "/help/security", "/help/sources"]) {
          await page.goto(path);
          for (const width of widths) {
            await page.setViewportSize({ width, height: 900 });
            await visit.assertFits();
          }
          await visit.assertAccessible();
        }
      });
  }
}
