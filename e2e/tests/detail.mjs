import assert from "node:assert/strict";

import { check } from "../lib/suite.mjs";

/// An entry with every kind of change. Its id makes a second sending the same entry.
const COURSE = {
  id: "detail-course",
  action: "course.updated",
  actor: { id: "17", name: "Maria Garcia", username: "detail.mgarcia" },
  source: "Office Portal",
  ip: "203.0.113.9",
  correlation_id: "detail-1",
  description: "=HYPERLINK(\"https://evil.example\"), changed",
  records: [
    { type: "course", id: "detail-9", name: "Tumbling <b>\u202E", change: "change" },
    { type: "family", id: "f-1", name: "Smith" },
  ],
  changes: [
    { property: "capacity", old: 12, new: 16 },
    { property: "price", old: { amount: 120, unit: "USD" }, new: { amount: 145, unit: "USD" } },
    { property: "days", old: ["Mon", "Wed"], new: ["Wed", "Fri"] },
    { property: "notes", old: "Water.\nHall A\nNo phones.", new: "Water.\nHall <i>B</i>\nNo phones." },
    { property: "essay", old: "x".repeat(10_000), new: "short" },
    { property: "password", old: "detail-one", new: "detail-two" },
    { property: "اسم", old: "محمد", new: "مريم" },
  ],
};

const BUTTONS = [
  "Copy link",
  "Copy event ID",
  "Copy as curl",
  "Copy CSV row",
  "Copy query",
  "Copy JSON",
];

/// Opens the page of that entry.
async function open(page, demo) {
  await page.goto("/");
  const token = await page.locator("input[name=form_token]").first().getAttribute("value");
  const headers = { "X-Annals-Form-Token": token, Origin: demo.url };
  const response = await page.request.post("/v1/events", { data: COURSE, headers });
  assert.equal(response.status(), 201, await response.text());
  const { number } = await response.json();
  await page.goto(`/entries/${number}`);
  return number;
}

function row(page, property) {
  const name = page.locator("th .code", { hasText: property });
  return page.locator("table.changes tbody tr").filter({ has: name });
}

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `detail: values are compared part by part, ${how}`, { script },
      async (page, visit) => {
        await open(page, visit.demo);
        const parts = async (property, kind) =>
          (await row(page, property).locator(`.part.${kind}`).allInnerTexts())
            .map((text) => text.replace(/\s+/g, " ").trim());
        assert.deepEqual(await parts("price", "changed"), 
          ["± Changed amount Existing Value − 120 New Value + 145"]);
        assert.deepEqual(await parts("days", "removed"), ["− Removed Mon"]);
        assert.deepEqual(await parts("days", "added"), ["+ Added Fri"]);
        assert.deepEqual(await parts("days", "gap"), ["1 unchanged"]);
        assert.deepEqual(await parts("notes", "removed"), ["− Removed Hall A"]);
        assert.deepEqual(await parts("notes", "added"), ["+ Added Hall <i>B</i>"]);
        assert.equal(await row(page, "capacity").locator("del").innerText(), "12");
        assert.equal(await row(page, "capacity").locator("ins").innerText(), "16");
        assert.match(await row(page, "password").innerText(), /changed, value not kept/);
        assert.doesNotMatch(await page.content(), /detail-one|detail-two/);
        const essay = row(page, "essay");
        await essay.getByText("Show all 10,000 characters").click();
        assert.ok((await essay.locator("del").innerText()).includes("x".repeat(10_000)));
        if (script) await visit.assertAccessible();
      });
  }

  for (const [width, colorScheme] of [[360, "light"], [1024, "dark"], [1920, "light"]]) {
    check(world, `detail: fits and is accessible, ${width} pixels, ${colorScheme}`,
      { width, colorScheme }, async (page, visit) => {
        await open(page, visit.demo);
        await visit.assertFits();
        await visit.assertAccessible();
      });
  }

  check(world, "detail: a sentence says what happened", {}, async (page, visit) => {
    await open(page, visit.demo);
    const words = (await page.locator(".sentence").innerText()).replace(/\s+/g, " ");
    assert.match(words, /^Maria Garcia updated Course: Tumbling <b>U\+202E\. It happened /);
    assert.match(words, / in Office Portal, from 203\.0\.113\.9\.$/);
  });

  check(world, "detail: the log around the entry has it", {}, async (page, visit) => {
    const number = await open(page, visit.demo);
    const links = page.locator("[aria-labelledby=around] a");
    const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    const queries = hrefs.map((href) => new URLSearchParams(href.split(/[?#]/)[1]).get("q"));
    assert.deepEqual(queries,
      ["who:detail.mgarcia", "record:course:detail-9", null, "correlation:detail-1"]);
    for (const href of hrefs) {
      await page.goto(href);
      assert.ok(await page.locator(`#e${number}`).isVisible(), href);
    }
  });

  check(world, "detail: is copied in every form",
    { permissions: ["clipboard-read", "clipboard-write"] }, async (page, visit) => {
      const number = await open(page, visit.demo);
      const copied = async (name) => {
        const group = page.getByRole("group", { name: "Copy this entry" });
        const button = group.locator("button").nth(BUTTONS.indexOf(name));
        assert.equal(await button.innerText(), name);
        await button.click();
        await button.getByText("Copied").waitFor();
        return page.evaluate(() => navigator.clipboard.readText());
      };
      // With the organisation: whoever gets the link may belong to the one above.
      const link = `${visit.demo.url}/entries/${number}?organization=summit`;
      assert.equal(await copied("Copy link"), link);
      assert.equal(await copied("Copy event ID"), "detail-course");
      assert.equal(JSON.parse(await copied("Copy JSON")).number, number);
      const curl = await copied("Copy as curl");
      assert.ok(curl.startsWith('curl -H "Authorization: Bearer $ANNALS_KEY" '), curl);
      const address = curl.match(/'([^']+)'$/)[1];
      const response = await page.request.get(address);
      assert.equal((await response.json()).id, "detail-course");
      const csv = await copied("Copy CSV row");
      assert.ok(csv.startsWith(`${number},`), csv);
      assert.ok(csv.includes(`,"'=HYPERLINK(""https://evil.example""), changed",`), csv);
      const query = await copied("Copy query");
      await page.goto(`/?q=${encodeURIComponent(query)}`);
      assert.equal(await page.locator("table.entries tbody tr").count(), 1);
      assert.ok(await page.locator(`#e${number}`).isVisible());
    });

  check(world, "detail: the forms to copy are there as text without script", { script: false },
    async (page, visit) => {
      const number = await open(page, visit.demo);
      assert.equal(await page.locator("button.copy:visible").count(), 0);
      await page.locator(".copies summary").click();
      assert.equal(await page.locator("#copy-link").innerText(),
        `${visit.demo.url}/entries/${number}?organization=summit`);
      assert.equal(await page.locator("#copy-query").innerText(), "id:detail-course");
    });
}
