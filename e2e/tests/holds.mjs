import assert from "node:assert/strict";

import { follow, send } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

export default function define(world) {
  check(world, "holds: from a record to its release", {}, async (page, visit) => {
    const main = page.getByRole("main");
    await page.goto("/");
    // Families whose ids differ in a capital.
    const families = ["e2e-h1", "e2e-H2"].map((id) => ({ type: "family", id, name: "Held, Ida" }));
    const changed = (record) => ({ action: "family.updated", records: [record] });
    await send(page, visit.demo, families.map(changed));
    await page.goto("/records/family/e2e-h1");
    await follow(page, page.getByRole("link", { name: "Place a hold" }), /holds\/new/);
    await page.getByLabel("Matter").fill("Held v. Gym");
    await page.getByLabel("Records", { exact: true }).fill("family:e2e-h1\nfamily:e2e-h2");
    await page.getByLabel("Reason").fill("Letter of the court");
    const place = page.getByRole("button", { name: "Place a hold" });
    await follow(page, place, /holds\/new/);
    assert.match(await main.innerText(), /Nothing is known yet of a record[^]*family:e2e-h2/);
    await visit.assertAccessible();
    await page.setViewportSize({ width: 320, height: 900 });
    await visit.assertFits();
    await page.getByLabel(/^Hold them all the same/).check();
    await follow(page, place, /done=true/);
    assert.match(await main.innerText(), /in force[^]*e2e-h2\s+Nothing is known of it yet/i);
    await visit.assertFits();
    await visit.assertAccessible();
    await page.getByLabel("Why is it released?").fill("Settled");
    await page.getByLabel("What it kept may go").check();
    await follow(page, page.getByRole("button", { name: "Release the hold" }), /done=true/);
    await follow(page, main.getByRole("link", { name: "Legal Holds" }), /\/holds$/);
    assert.match(await main.innerText(), /Released[^]*Held v\. Gym/);
    await visit.assertAccessible();
  });
}
