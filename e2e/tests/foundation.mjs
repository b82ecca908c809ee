import assert from "node:assert/strict";

import { follow, settled, signIn, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

/// What an office looks for in a log of contacts: each is one search away.
const SEARCHES = [
  "updated contact", "changed:phone", 'changed:"E-mail"', 'changed:"Preferred Name"', "deleted contact",
  "created contact", "imported contact", "exported contact", "updated group", "deleted group",
  "updated user profile changed:name", "user profile changed:email", "user profile changed:role",
  "user profile changed:permissions", "deleted user profile", "campaign scheduled",
];

export default function define(world) {
  check(world, "foundation: what is monitored is found, and who did it", { anonymous: true },
    async (page, visit) => {
      await page.goto("/sign-in");
      await signIn(page, "foundation.admin", visit.demo.password);
      await page.waitForURL("/");
      for (const q of SEARCHES) {
        const answer = await page.request.get("/v1/events", { params: { q, limit: 5 } });
        assert.equal(answer.status(), 200, q);
        const { entries } = await answer.json();
        assert.ok(entries.length > 0, q);
        for (const { actor, occurred_at: at } of entries) assert.ok(actor.name && at, q);
      }
      // All contacts left at night; whose doing that was is gone a week later.
      await page.goto("/?q=action:contact.exported+%22All+Contacts%22&access=shown");
      await settled(page);
      assert.equal(await total(page), 1);
      assert.match(await page.locator("td.date").innerText(), /2:\d\d:\d\d AM/);
      const who = await page.locator("td.member").innerText();
      await page.goto(`/?q=deleted+user+profile+%22${encodeURIComponent(who.trim())}%22`);
      assert.equal(await total(page), 1);
      // A contact's page: what was written to it, and what became of the address.
      await page.goto("/records/contact/o-4");
      const tab = page.locator(".tabs").getByRole("link", { name: "Communication" });
      await follow(page, tab, /communication\/email/);
      const main = await page.getByRole("main").innerText();
      assert.match(main, /Blacklisted Recipients[^]*Bounce[^]*Dropped[^]*Bounced/);
      await visit.assertAccessible();
    });
}
