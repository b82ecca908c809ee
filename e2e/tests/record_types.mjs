import assert from "node:assert/strict";

import { follow } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const LIST = "/record-types";

export default function define(world) {
  check(world, "record types: declared with a preview, and taken back", { script: false },
    async (page) => {
      const main = page.getByRole("main");
      await page.goto(LIST);
      const row = page.locator(".record-types tbody tr").filter({ hasText: "Swim Meet" });
      assert.equal(await row.count(), 0);
      await follow(page, main.getByRole("link", { name: "Declare a type" }), /-\/new/);
      await page.getByLabel("Name in events").fill("swim_meet");
      await page.getByLabel("Label").fill("Swim Meet");
      await page.getByLabel("Calendar", { exact: true }).check();
      await page.getByLabel("Edit window").fill("https://app.example/meets");
      await follow(page, main.getByRole("button", { name: "Preview" }), /new/);
      assert.match(await page.getByRole("alert").innerText(), /after its host/);
      await page.getByLabel("Edit window").fill("https://app.example/meets/{id}");
      await follow(page, main.getByRole("button", { name: "Preview" }), /new/);
      const preview = page.getByRole("region", { name: "Preview" });
      assert.match(await preview.innerText(), /Swim Meet 17[^]*meets\/a%2Fb%20c/);
      await follow(page, main.getByRole("button", { name: "Save" }), /swim_meet\?done=saved/);
      await page.goto(LIST);
      await follow(page, row.getByRole("link"), /swim_meet/);
      await page.getByLabel("Remove the declaration of").check();
      const remove = main.getByRole("button", { name: "Remove the declaration" });
      await follow(page, remove, /done=removed/);
      assert.equal(await row.count(), 0);
    });

  for (const [name, options] of [
    ["light", {}],
    ["dark and Arabic", { colorScheme: "dark", locale: "ar" }],
  ]) {
    check(world, `record types: fits and is accessible, ${name}`, options, async (page, visit) => {
      for (const path of [LIST, `${LIST}/student`]) {
        await page.goto(path);
        for (const width of [320, 768, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          await visit.assertFits();
        }
        await visit.assertAccessible();
      }
    });
  }
}
