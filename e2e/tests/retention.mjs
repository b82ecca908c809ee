import assert from "node:assert/strict";

import { follow } from "../lib/browser.mjs";
import { api } from "../lib/people.mjs";
import { check } from "../lib/suite.mjs";

export default function define(world) {
  // Confirmed once, it is for all who look at this demo.
  check(world, "retention: what is due is seen, confirmed and purged", { script: false },
    async (page, { demo }) => {
      await page.goto("/");
      const old = { id: "e2e-retention", channel: "sms", to: { address: "+1 555 010 0177" } };
      const messages = [{ ...old, text: "Long ago", sent_at: "2020-02-03T09:00:00Z" }];
      const { messages: [{ id }] } = await api(page, demo, "post", "/v1/messages", { messages });
      await page.goto("/retention");
      const sms = page.getByRole("row", { name: /^SMS Log/ });
      assert.match(await sms.innerText(), /24 months[^]*Feb 3, 2020[^]*\s[1-9][\d,]*\s+[\d,]+$/);
      const confirm = page.getByRole("button", { name: "Confirm retention" });
      await confirm.click();
      await page.getByText("Tick the box to confirm it.").waitFor();
      await page.getByLabel("Purge what is due").check();
      await follow(page, confirm, /done=confirmed/);
      await page.getByText("It is confirmed.").waitFor();
      // All that the first run has not purged yet.
      await api(page, demo, "post", "/v1/retention/runs");
      await page.goto("/retention");
      assert.match(await sms.innerText(), /24 months[^]*\s0\s+[\d,]+$/);
      assert.match(await page.locator("main").innerText(), /Runs by itself[^]*gone from the files/);
      assert.equal(await confirm.count(), 0);
      await page.goto(`/messages/${id}`);
      assert.match(await page.locator("main").innerText(), /purged on .* kept for 24 months/);
    });

  for (const [name, options] of [
    ["light", {}],
    ["dark and Arabic", { colorScheme: "dark", locale: "ar" }],
  ]) {
    check(world, `retention: fits and is accessible, ${name}`, options, async (page, visit) => {
      await page.goto("/retention");
      for (const width of [320, 768, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        await visit.assertFits();
      }
      await visit.assertAccessible();
    });
  }
}
