import assert from "node:assert/strict";

import { follow } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const language = (page) => page.locator("html").getAttribute("lang");
const direction = (page) => page.locator("html").getAttribute("dir");
const choose = (page, name) => page.getByRole("button", { name, exact: true }).click();

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `language: it is chosen where one is, ${how}`, { script }, async (page) => {
      await page.goto("/?q=payment&sort=user");
      assert.deepEqual([await language(page), await direction(page)], ["en", "ltr"]);
      await choose(page, "Español");
      await page.getByRole("heading", { name: "Registro de auditoría" }).waitFor();
      assert.equal(new URL(page.url()).search, "?q=payment&sort=user");
      await choose(page, "العربية");
      await page.getByRole("heading", { name: "سجل التدقيق" }).waitFor();
      assert.deepEqual([await language(page), await direction(page)], ["ar", "rtl"]);
      // It holds from then on.
      await page.goto("/views");
      await page.getByRole("heading", { name: "عروضك" }).waitFor();
      await choose(page, "English");
      await page.getByRole("heading", { name: "Your views" }).waitFor();
    });
  }

  check(world, "language: the browser's, also before signing in",
    { anonymous: true, locale: "es-MX" }, async (page, visit) => {
      await page.goto("/sign-in?next=/views");
      await page.getByLabel("Nombre de usuario").waitFor();
      await visit.assertAccessible();
      await choose(page, "العربية");
      await page.getByLabel("اسم المستخدم").fill("nobody");
      assert.equal(new URL(page.url()).search, "?next=/views");
      await page.getByLabel("كلمة المرور").fill("nothing");
      await page.getByRole("button", { name: "تسجيل الدخول" }).click();
      await page.getByText("اسم المستخدم أو كلمة المرور غير صحيحة.").waitFor();
      await visit.assertAccessible();
    });

  for (const [width, colorScheme] of [[1280, "dark"], [390, "light"]]) {
    check(world, `language: Arabic at ${width} pixels, ${colorScheme}`,
      { locale: "ar", width, colorScheme }, async (page, visit) => {
        for (const path of [
          "/", "/?q=payment&columns=id,date,action,type,area,description&density=compact",
          "/?q=acter:ana", "/?q=nothing-has-this-word", "/?live=1", "/views", "/go?q=audit",
          "/?q=13/45/2026+after:+type:delet+ip:x&from=31/31/2026&to=someday", "/delete?entries=x",
          "/delete?q=payment+-refund+OR+ip:203.0.113.0/24+after:30d", "/zone?in=Mars",
        ]) {
          await page.goto(path);
          assert.equal(await direction(page), "rtl", path);
          await visit.assertFits();
          await visit.assertAccessible();
        }
        await page.goto("/?q=payment");
        await follow(page, page.locator("table.entries tbody th a").first(),
          /\/entries\//);
        await visit.assertFits();
        await visit.assertAccessible();
      });
  }

  check(world, "language: a choice on a page that answered a form leads to its page",
    { locale: "ar" }, async (page) => {
      const name = "س".repeat(20);
      for (const refused of [false, true]) {
        await page.goto("/views?q=refund");
        await page.locator("#view-name").fill(name);
        await page.locator(".view-save button").click();
        if (refused) await page.getByText(`يوجد عرض بالاسم «${name}».`).waitFor();
        else await page.waitForURL(/view=/);
      }
      await choose(page, "Español");
      await page.getByRole("heading", { name: "Guardar esta búsqueda" }).waitFor();
      assert.equal(new URL(page.url()).search, "?q=refund");
    });

  check(world, "language: scripts say it, too", { locale: "ar" }, async (page) => {
    await page.goto("/?q=payment");
    const boxes = page.locator("tbody [data-row]");
    const words = page.locator("[data-count-words]");
    for (const [count, expected] of [[1, "حُدِّد قيد واحد"], [2, "حُدِّد قيدان"], [3, "حُدِّدت 3 قيود"]]) {
      await boxes.nth(count - 1).check();
      assert.equal(await words.textContent(), expected);
    }
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.locator(".palette [role=option]").first().waitFor();
    const status = await page.locator(".palette [role=status]").textContent();
    assert.match(status, /^النتائج: \d+$/);
    assert.match(await page.locator(".palette .palette-group").first().textContent(), /الصفحات/);
  });
}
