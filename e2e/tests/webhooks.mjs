import assert from "node:assert/strict";

import { follow } from "../lib/browser.mjs";
import { api } from "../lib/people.mjs";
import { check } from "../lib/suite.mjs";

const LIST = "/communications/webhooks";
const HOSTILE = "<img/src=x/onerror=alert(1)>مرحبا " + "w".repeat(150);

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `webhooks: from the choice of a provider to the first call, ${how}`, { script },
      async (page, { demo }) => {
        const main = page.getByRole("main");
        await page.goto(LIST);
        await follow(page, main.getByRole("link", { name: "Add webhook" }), /-new/);
        await follow(page, main.getByRole("link", { name: "Postmark" }), /provider=postmark/);
        await page.getByLabel("Name").fill(`Mail ${how}`);
        await page.getByLabel(/^Secret/).fill("short");
        await follow(page, main.getByRole("button", { name: "Add webhook" }), /-new/);
        assert.match(await page.getByRole("alert").innerText(), /or leave it empty/);
        assert.equal(await page.getByLabel(/^Secret/).inputValue(), "", "it never comes back");
        await follow(page, main.getByRole("button", { name: "Add webhook" }), /-new/);
        assert.match(await main.innerText(), /shown this once/);
        const address = await page.locator("#made").innerText();
        if (script) assert.ok(await main.getByRole("button", { name: "Copy" }).isVisible());
        const told = { RecordType: "Delivery", MessageID: `p ${how}`, Recipient: "lee@home.example" };
        // Providers have no cookies.
        for (const [url, status] of [[address, 200], [`${address}x`, 401]]) {
          const called = await fetch(url, { method: "POST", body: JSON.stringify(told) });
          assert.equal(called.status, status);
        }
        await page.goto(LIST);
        const row = page.locator(".webhooks tbody tr").filter({ hasText: `Mail ${how}` });
        await follow(page, row.getByRole("link"), /webhooks\/[0-9a-f]{32}/);
        assert.equal((await page.content()).includes(address), false);
        assert.match(await main.innerText(), /Refused[^]*The secret in the address/);
        await page.getByRole("button", { name: "Delete webhook" }).click();
        await page.getByText("Tick the box to delete it.").waitFor();
        await page.getByLabel(/^Delete Mail/).check();
        await follow(page, page.getByRole("button", { name: "Delete webhook" }), /done=delete/);
        assert.equal(await row.count(), 0);
      });
  }

  for (const [name, options] of [
    ["light", {}],
    ["dark", { colorScheme: "dark" }],
    ["Arabic", { locale: "ar" }],
  ]) {
    check(world, `webhooks: fits and is accessible, ${name}`, options, async (page, visit) => {
      await page.goto("/");
      const topic = "arn:aws:sns:us-east-1:000000000000:mail";
      const hooks = [];
      for (const [provider, secret] of [["amazon_ses", topic], ["resend", "whsec_eA=="]]) {
        const data = { name: HOSTILE, provider, secret };
        hooks.push(await api(page, visit.demo, "post", "/v1/hooks", data));
      }
      await fetch(`${visit.demo.url}/hooks/${hooks[1].id}`, { method: "POST", body: "{}" });
      const paths = [LIST, `${LIST}/-new`, `${LIST}/-new?provider=vonage_sms`];
      for (const path of paths.concat(hooks.map(({ id }) => `${LIST}/${id}`))) {
        await page.goto(path);
        for (const width of [320, 768, 1920]) {
          await page.setViewportSize({ width, height: 900 });
          await visit.assertFits();
        }
        await visit.assertAccessible();
      }
      for (const { id } of hooks) await api(page, visit.demo, "delete", `/v1/hooks/${id}`);
    });
  }
}
