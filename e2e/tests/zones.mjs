import assert from "node:assert/strict";

import { follow, followed, send, total } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const ZONES = ["UTC", "America/New_York", "Asia/Kathmandu"];
const choice = (page) => page.getByRole("region", { name: "Time Zone" });
const chosen = (page) => new URL(page.url()).searchParams.get("zone");

/// The organisation's zone, as the choice names it.
async function home(page) {
  const words = await choice(page).getByRole("link", { name: /^Organisation/ }).innerText();
  return words.match(/\((.+)\)/)[1];
}

/// Every time on the page is what a clock in `zone` shows.
async function assertTimes(page, zone) {
  const words = await choice(page).locator(".hint").innerText();
  assert.ok(words.startsWith(`All times are in ${zone}, now UTC`), words);
  const times = await page.locator("table.entries time").evaluateAll((all) => all.map((time) =>
    [time.dateTime, `${time.querySelector(".day").textContent} `
      + time.querySelector(".clock").firstChild.textContent.trim()]));
  assert.ok(times.length > 0);
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, month: "short", day: "numeric", year: "numeric", hour: "numeric",
    minute: "2-digit", second: "2-digit",
  });
  for (const [machine, shown] of times) {
    const expected = format.format(new Date(machine)).replace(/(\d{4}), /, "$1 ");
    assert.equal(shown, expected.replaceAll("\u202f", " "), machine);
  }
}

/// Twice an hour from `first` on, for four hours.
const clockEvents = (action, first) => Array.from({ length: 8 }, (_, i) => ({
  action, occurred_at: new Date(Date.parse(first) + i * 30 * 60_000).toISOString(),
}));

export default function define(world) {
  for (const timezoneId of ZONES) {
    check(world, `zones: the own clock is offered and u goes round, in ${timezoneId}`,
      { timezoneId }, async (page) => {
        await page.goto("/?q=payment");
        const organization = await home(page);
        await assertTimes(page, organization);
        const found = await total(page);
        const ring = [null, "utc"];
        if (![organization, "UTC"].includes(timezoneId)) ring.push(timezoneId);
        const own = choice(page).getByRole("link", { name: `Your time (${timezoneId})` });
        assert.equal(await own.count(), ring.length - 2);
        for (let step = 1; step <= ring.length; step += 1) {
          await followed(page, () => page.locator("body").press("u"));
          const zone = ring[step % ring.length];
          assert.equal(chosen(page), zone);
          await assertTimes(page, zone === "utc" ? "UTC" : (zone ?? organization));
          assert.equal(await total(page), found);
        }
        if (ring.length === 3) {
          await follow(page, own);
          const current = choice(page).locator("[aria-current]");
          assert.match(await current.innerText(), /^Your time/);
          // On from page to entry and back.
          await follow(page, page.locator("table.entries tbody th a").first());
          assert.match(page.url(), /entries/);
          assert.equal(chosen(page), timezoneId);
          await followed(page, () => page.locator("body").press("u"));
          assert.equal(chosen(page), null);
          assert.match(page.url(), /entries/);
          await page.goBack();
          assert.equal(chosen(page), timezoneId);
        }
      });

    check(world, `zones: days on which clocks change, in ${timezoneId}`, { timezoneId },
      async (page, visit) => {
        const action = `clock${timezoneId.replace(/\W/g, "").toLowerCase()}.changed`;
        const word = action.split(".")[0];
        await page.goto("/");
        const days = [["2025-03-09", "2025-03-09T05:15Z"], ["2025-11-02", "2025-11-02T04:45Z"]];
        for (const [, first] of days) {
          await send(page, visit.demo, clockEvents(action, first));
        }
        for (const [day, first] of days) {
          const zone = `zone=${timezoneId}&density=compact`;
          await page.goto(`/?q=${word}&from=${day}&to=${day}&${zone}`);
          assert.equal(await total(page), 8);
          await assertTimes(page, timezoneId);
          // All rows differ in what is read and in what is copied.
          const read = await page.locator("td.date time").evaluateAll((all) =>
            all.map((time) => time.innerText));
          const copied = await page.locator("[data-row]").evaluateAll((all) =>
            all.map((box) => box.dataset.row.split("\t")[0]));
          assert.equal(new Set(read).size, 8, read.join());
          assert.equal(new Set(copied).size, 8, copied.join());
          const twice = await page.locator(".offset.twice").allInnerTexts();
          const isFall = timezoneId === "America/New_York" && first.includes("-11-");
          assert.deepEqual(twice.toSorted(), isFall ? ["−04:00", "−04:00", "−05:00", "−05:00"] : []);
          // Copied by hand as well.
          const selection = await page.evaluate(() => {
            getSelection().selectAllChildren(document.querySelector("table.entries tbody"));
            return getSelection().toString();
          });
          const first_cells = selection.trim().split("\n").map((row) => row.split("\t")[0].trim());
          assert.equal(new Set(first_cells).size, 8, first_cells.join());
          await visit.assertAccessible();
        }
      });
  }

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `zones: any zone is chosen from the list, ${how}`, { script, timezoneId: "UTC" },
      async (page, visit) => {
        await page.goto("/?q=payment&range=90d");
        await follow(page, choice(page).getByRole("link", { name: "UTC" }));
        assert.equal(page.url().split("/").at(-1), "?q=payment&range=90d&zone=utc");
        await assertTimes(page, "UTC");
        await follow(page, choice(page).getByRole("link", { name: "Another zone…" }));
        if (script) await visit.assertAccessible();
        await page.getByLabel("Place").selectOption("Asia/Kathmandu");
        await follow(page, page.getByRole("button", { name: "Show times there" }));
        assert.equal(chosen(page), "Asia/Kathmandu");
        await assertTimes(page, "Asia/Kathmandu");
        // Searching and turning keep it; its chip takes it away.
        await followed(page, () => page.getByLabel("Search the Audit Log").press("Enter"));
        assert.equal(chosen(page), "Asia/Kathmandu");
        await follow(page, page.getByRole("link", { name: /Remove filter: Time Zone/ }));
        assert.equal(chosen(page), null);
        // A range that moves with today is pinned.
        await follow(page, page.getByRole("link", { name: "Pin as absolute dates" }));
        assert.match(page.url(), /from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/);
        assert.equal(await page.getByRole("link", { name: "Pin as absolute dates" }).count(), 0);
      });
  }

  check(world, "zones: with the keyboard only", { timezoneId: "America/New_York" },
    async (page) => {
      await page.goto("/?q=refund");
      await choice(page).getByRole("link", { name: "Another zone…" }).focus();
      await followed(page, () => page.keyboard.press("Enter"), /\/zone\?/);
      await page.getByLabel("Place").focus();
      await page.keyboard.type("Kathm");
      await page.keyboard.press("Tab");
      await followed(page, () => page.keyboard.press("Enter"), /zone=Asia/);
      await assertTimes(page, "Asia/Kathmandu");
    });

  check(world, "zones: ways in the header keep the one that is shown", {}, async (page) => {
    const ways = () => page.locator("header.bar a").evaluateAll((all) =>
      all.map((way) => way.getAttribute("href")));
    await page.goto("/?q=refund&zone=Asia/Kathmandu");
    const kept = await ways();
    for (const path of ["/", "/reports/user-security", "/go", "/help"]) {
      assert.ok(kept.includes(`${path}?zone=Asia/Kathmandu`), path);
    }
    for (const way of kept) assert.match(way, /^\/[a-z/-]*\?zone=Asia\/Kathmandu$/);
    // Also where the page changes in place.
    await follow(page, page.getByRole("link", { name: /Remove filter: Time Zone/ }));
    assert.deepEqual(await ways(), kept.map((way) => way.split("?")[0]));
    await followed(page, () => page.goBack());
    assert.deepEqual(await ways(), kept);
    // Over help and back to the log.
    await follow(page, page.getByRole("link", { name: "Help", exact: true }));
    await follow(page, page.getByRole("link", { name: "Time zones", exact: true }).first());
    await follow(page, page.getByRole("link", { name: "Annals", exact: true }));
    assert.equal(new URL(page.url()).search, "?zone=Asia/Kathmandu");
    await assertTimes(page, "Asia/Kathmandu");
  });

  check(world, "zones: one that there is not is named", {}, async (page) => {
    await page.goto("/?q=refund&zone=Mars/Olympus");
    const organization = await home(page);
    const said = `There is no time zone “Mars/Olympus”. All times are in ${organization}.`;
    assert.equal(await page.locator(".note[role=status]").first().innerText(), said);
    await assertTimes(page, organization);
  });

  for (const width of [320, 768, 1280]) {
    check(world, `zones: fit and are accessible at ${width} pixels`,
      { width, colorScheme: width === 768 ? "dark" : "light", timezoneId: "Asia/Kathmandu" },
      async (page, visit) => {
        for (const path of ["/?zone=America/Argentina/ComodRivadavia&range=7d#filters", "/zone?q=a",
          "/entries/1?zone=utc"]) {
          await page.goto(path);
          await visit.assertFits();
          await visit.assertAccessible();
        }
      });
  }
}
