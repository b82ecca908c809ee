import assert from "node:assert/strict";

import { count, follow, followed, numbers, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

// What comes is what the test itself does: each search is told in the log.
const PATH = "/?access=shown&live=1";
const control = (page) => page.locator("[data-live]");
const state = (page, name) => control(page).locator(`[data-state=${name}]`);
const connected = (page) => state(page, "connected").waitFor();
const firstRow = (page) => page.locator("table.entries tbody tr").first();

let looks = 0;

/// Reads something new, which becomes an entry; gives the words that stand in it.
async function happen(page) {
  const words = `look${(looks += 1)}${Date.now()}`;
  const response = await page.request.get(`/?q=${words}`);
  assert.equal(response.status(), 200);
  return words;
}

/// A stream that says this, and then nothing more.
const says = (events) => ({
  status: 200,
  contentType: "text/event-stream",
  body: events.map(([name, data, id]) => `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`).join(""),
});

const row = (number) =>
  JSON.stringify(`<tr id="e${number}"><td class="date">${number}</td>`
    + `<th class="action" scope="row"><label class="pick"><input type="checkbox" name="entry"`
    + ` value="${number}" form="selection" aria-label="Select entry ${number}"`
    + ` data-row="${number}"></label><a href="/entries/${number}">Made up</a></th></tr>`);

export default function define(world) {
  check(world, "live: new rows come on top, as the table has them", {}, async (page, visit) => {
    await page.goto("/?access=shown&sort=user");
    await follow(page, page.getByRole("link", { name: "Live", exact: true }), PATH);
    await connected(page);
    assert.match(await page.locator(".summary").innerText(), /when this page was opened/);
    assert.equal(await page.locator(".news").count(), 0);
    const before = await numbers(page);
    const counted = count(await page.locator(".summary").textContent());
    await happen(page);
    await page.locator("tr.fresh").waitFor();
    const after = await numbers(page);
    assert.deepEqual(after.slice(1), before);
    assert.match(await control(page).innerText(), /1 new/);
    await visit.assertAccessible();
    await visit.assertFits();

    // A page that is loaded now has the same row.
    const live = await firstRow(page).evaluate((row) => {
      row.classList.remove("fresh");
      row.removeAttribute("class");
      row.querySelector("[data-row]").removeAttribute("tabindex");
      return row.outerHTML;
    });
    const again = await (await page.request.get(PATH)).text();
    const same = await page.evaluate(([text, id]) => {
      const row = new DOMParser().parseFromString(text, "text/html").getElementById(id);
      return row.outerHTML;
    }, [again, after[0]]);
    assert.equal(live, same);

    await follow(page, firstRow(page).locator("th.action a"), /\/entries\//);
    await follow(page, page.locator(".back a"),
      (url) => url.searchParams.get("live") === "1");
    await follow(page, page.getByRole("link", { name: "Stop" }), "/?access=shown");
    assert.equal(await control(page).count(), 0);
    // Now it is a page like any other: it has what came, and a total that counts it.
    assert.ok((await numbers(page)).includes(after[0]));
    assert.ok((await total(page)) > counted);
  });

  check(world, "live: the same filters", {}, async (page) => {
    // One that nobody else opens, and that itself tells of no reading: it is told at once.
    await page.goto("/?q=has:changes+-type:access&sort=date");
    const unread = (await numbers(page)).at(-1).slice(1);
    await page.goto("/?q=action:annals.entry.viewed&access=shown&live=1");
    await connected(page);
    const before = await numbers(page);
    await happen(page);
    await page.request.get(`/entries/${unread}`);
    await page.locator("tr.fresh").waitFor();
    const after = await numbers(page);
    assert.deepEqual(after.slice(1), before);
    assert.equal(await firstRow(page).locator("th.action a").textContent(), "Viewed Audit Log Entry");
  });

  check(world, "live: waits while paused, selected or scrolled", { height: 700 }, async (page) => {
    await page.goto(PATH);
    await connected(page);
    const before = await numbers(page);
    const waits = async (count) => {
      await happen(page);
      await control(page).getByText(`${count} waiting`).waitFor();
      await state(page, "paused").waitFor();
    };
    await page.getByRole("button", { name: "Pause" }).click();
    await waits(1);
    await waits(2);
    assert.deepEqual(await numbers(page), before);
    await page.getByRole("button", { name: "Resume" }).click();
    await connected(page);
    assert.deepEqual((await numbers(page)).slice(2), before);

    const box = page.locator("[data-row]").nth(3);
    await box.check();
    await waits(1);
    assert.ok(await box.isChecked());
    // The rows that came are selected like the others.
    await box.uncheck();
    await connected(page);
    await page.locator("[data-row]").first().check();
    assert.equal(await page.locator(".selection strong").innerText(), "1 selected");
    await page.keyboard.press("Escape");

    const rows = (await numbers(page)).length;
    await page.locator("table.entries tbody tr").nth(30).evaluate((row) => row.scrollIntoView());
    await state(page, "paused").waitFor({ state: "attached" });
    await happen(page);
    await control(page).getByText("1 waiting").waitFor({ state: "attached" });
    assert.equal((await numbers(page)).length, rows);
    await page.evaluate(() => scrollTo(0, 0));
    await connected(page);
    assert.equal((await numbers(page)).length, rows + 1);
  });

  check(world, "live: goes on where it was after the connection broke", {}, async (page) => {
    const asked = [];
    let answers = 0;
    await page.route("**/live?*", async (route) => {
      asked.push(await route.request().headerValue("last-event-id"));
      answers += 1;
      if (answers === 1) return route.fulfill(says([["entry", row(900_001), 900_001]]));
      if (answers === 2) return route.fulfill({ status: 429, json: {} });
      if (answers === 3) return route.fulfill(says([["missed", 1234, 902_235]]));
      return route.fulfill({ status: 400, json: {} });
    });
    await page.goto(PATH);
    await page.locator("#e900001").waitFor();
    await state(page, "busy").waitFor();
    await control(page).getByText("Missed 1,234 entries.").waitFor();
    const href = await control(page).getByRole("link", { name: "Reload" }).getAttribute("href");
    assert.equal(href, PATH);
    await state(page, "refused").waitFor();
    assert.deepEqual(asked, [null, "900001", "900001", "902235"]);
  });

  check(world, "live: keeps 500 rows and says so", {}, async (page, visit) => {
    const many = Array.from({ length: 520 }, (_, i) => ["entry", row(900_000 + i), 900_000 + i]);
    let isFirst = true;
    await page.route("**/live?*", (route) => {
      const answer = isFirst ? says(many) : { status: 400, json: {} };
      isFirst = false;
      return route.fulfill(answer);
    });
    await page.goto(PATH);
    await control(page).getByText("Only the newest 500 rows are kept here.").waitFor();
    const rows = await numbers(page);
    assert.equal(rows.length, 500);
    assert.deepEqual([rows[0], rows[499]], ["e900519", "e900020"]);
    await visit.assertFits();
  });

  check(world, "live: says that the session is over", { anonymous: true }, async (page, visit) => {
    const { signIn } = await import("../lib/browser.mjs");
    await page.goto("/sign-in");
    await followed(page, () => signIn(page, visit.demo.username, visit.demo.password), "/");
    await page.goto(PATH);
    await connected(page);
    const token = await page.locator("[name=form_token]").first().getAttribute("value");
    const form = { form_token: token };
    await page.request.post("/sign-out", { form, headers: { "sec-fetch-site": "same-origin" } });
    // At the next heartbeat.
    await state(page, "over").waitFor();
    const href = page.url();
    await page.goto(href);
    assert.equal(new URL(page.url()).searchParams.get("next"), PATH);
  });

  check(world, "live: not without script", { script: false }, async (page) => {
    await page.goto("/");
    assert.equal(await page.getByRole("link", { name: "Live", exact: true }).isVisible(), false);
    await page.goto(PATH);
    await page.getByText("New entries can’t come by themselves").waitFor();
    assert.equal(await page.getByRole("button", { name: "Pause" }).isVisible(), false);
    await follow(page, page.getByRole("link", { name: "Stop" }), "/?access=shown");
  });
}
