import assert from "node:assert/strict";

import { follow, followed, signIn } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

export default function define(world) {
  check(world, "session: signing in leads back to where one wanted to go", { anonymous: true },
    async (page, visit) => {
      await page.goto("/entries/7?q=smith");
      assert.match(page.url(), /\/sign-in\?next=/);
      await visit.assertAccessible();
      await signIn(page, visit.demo.username, "not the password");
      await page.getByRole("alert").waitFor();
      assert.match(await page.getByRole("alert").textContent(), /not right/);
      await visit.assertAccessible();
      assert.equal(await page.getByLabel("Username").inputValue(), visit.demo.username);
      await followed(page, () => signIn(page, visit.demo.username, visit.demo.password),
        "/entries/7?q=smith");
      assert.match(await page.locator("#entry-number").textContent(), /^7$/);
    });

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `session: signing out ends it, ${how}`, { anonymous: true, script },
      async (page, visit) => {
        await page.goto("/sign-in");
        await followed(page, () => signIn(page, visit.demo.username, visit.demo.password), "/");
        await page.locator("details.profile > summary").click();
        await follow(page, page.getByRole("button", { name: "Sign out" }),
          /\/sign-in/);
        assert.match(await page.getByRole("status").textContent(), /signed out/);
        await page.goto("/");
        assert.match(page.url(), /\/sign-in$/);
        assert.equal(await page.getByRole("status").count(), 0, "nothing ended but by oneself");
      });
  }

  check(world, "session: nothing is shown to those who are not signed in", { anonymous: true },
    async (page) => {
      for (const path of ["/", "/entries/0", "/?q=smith"]) {
        await page.goto(path);
        assert.match(page.url(), /\/sign-in/);
        assert.equal(await page.getByRole("link", { name: "Audit Log" }).count(), 0);
      }
    });
}
