import assert from "node:assert/strict";

import {
  changed, count, follow, followed, numbers, settled, signIn, total,
} from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const BYTES_MAX = 150_000;

const facet = (page, name, at) =>
  page.getByRole("region", { name }).locator(".facet-value").nth(at);
const focus = (page) => page.evaluate(() => document.activeElement.id);

/// What tells this document from one that was loaded afterwards.
const mark = (page) => page.evaluate(() => (globalThis.marked = true));
const isMarked = (page) => page.evaluate(() => globalThis.marked === true);

/// Holds requests that match until they are let go.
async function hold(page, pattern) {
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route(pattern, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

/// Waits until what was changed has been laid out and painted.
const painted = (page) => page.evaluate(() => new Promise((resolve) => {
  requestAnimationFrame(() => requestAnimationFrame(resolve));
}));

/// Notes what moves from the beginning of each document on.
const watchShifts = (page) => page.addInitScript(() => {
  const moved = [];
  const take = (entries) => moved.push(...entries.flatMap(({ sources }) => sources));
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  globalThis.shifts = () => {
    take(observer.takeRecords());
    return moved;
  };
});

/// What moved in the document, as far as it is no part of the filters: its name, where it was and
/// where it is.
async function shifts(page) {
  await painted(page);
  const told = await page.evaluate(() => {
    const place = ({ x, y, width, height }) => `${x},${y} ${width}x${height}`;
    const outside = globalThis.shifts().filter(
      ({ node }) => !(node?.nodeType === 1 && node.closest("#facets")));
    return outside.map(({ node, previousRect, currentRect }) =>
      `${node?.id || node?.className || node?.nodeName}: `
        + `${place(previousRect)} to ${place(currentRect)}`);
  });
  return told.join("\n");
}

export default function define(world) {
  check(world, "parts: filters, order and pages change the content in place", {},
    async (page, visit) => {
      await page.goto("/");
      await mark(page);
      const first = facet(page, "Source", 0);
      const promised = count(await first.locator(".count").textContent());
      await follow(page, first);
      assert.equal(await total(page), promised);
      await visit.assertAccessible();
      await follow(page, page.getByRole("link", { name: "Member Name" }));
      await follow(page, page.locator(".results-head a.step-next"));
      const field = page.getByLabel("Search the Audit Log");
      await field.fill("payment");
      await followed(page, () => field.press("Enter"), /q=payment/);
      assert.doesNotMatch(page.url(), /from=|next=/);
      assert.match(await page.title(), /^payment · Audit Log/);
      await follow(page, page.locator("a.bar-link").nth(80));
      assert.ok(await isMarked(page), "no document was loaded");
      // What is left without a filter is loaded no more than the rest.
      await follow(page, page.getByRole("link", { name: "Clear filters" }));
      assert.ok(await isMarked(page));
    });

  check(world, "parts: back and forward lead through what was shown", {}, async (page) => {
    await page.goto("/?q=payment");
    await mark(page);
    const seen = [[page.url(), await numbers(page)]];
    for (const link of [
      facet(page, "Source", 0),
      page.locator(".results-head a.step-next"),
      page.getByRole("columnheader", { name: "Source" }).getByRole("link"),
    ]) {
      await follow(page, link);
      seen.push([page.url(), await numbers(page)]);
    }
    const leadsTo = async (place, deed) => {
      const [url, rows] = seen[place];
      await followed(page, deed, url);
      assert.deepEqual(await numbers(page), rows);
    };
    const back = () => page.goBack();
    await leadsTo(2, back);
    await leadsTo(1, back);
    await leadsTo(2, () => page.goForward());
    assert.ok(await isMarked(page));
    // The same after another page, and after a reload.
    const entry = page.locator("table.entries tbody th a").nth(3);
    await follow(page, entry, /\/entries\//);
    await leadsTo(2, back);
    await leadsTo(1, back);
    await leadsTo(1, () => page.reload());
    await leadsTo(0, back);
    assert.equal(await page.getByLabel("Search the Audit Log").inputValue(), "payment");
    assert.ok((await facet(page, "Source", 0).count()) > 0);
  });

  check(world, "parts: focus and place stay, by keyboard", {}, async (page) => {
    await page.goto("/");
    const value = facet(page, "Source", 2);
    const id = await value.getAttribute("id");
    const enter = () => page.keyboard.press("Enter");
    await value.focus();
    await followed(page, enter, /source=/);
    // The value that was chosen stands first now, and keeps the focus.
    assert.equal(await facet(page, "Source", 0).getAttribute("id"), id);
    assert.equal(await focus(page), id);
    await followed(page, enter, (url) => !url.search.includes("source="));
    assert.equal(await focus(page), id);
    // What is removed leaves the focus at the results, and not at the beginning of the page.
    await page.goto("/?source=Office+Portal");
    await page.locator(".chip").first().focus();
    await followed(page, enter, "/");
    assert.equal(await focus(page), "results");
    await page.getByLabel("Search the Audit Log").fill("refund");
    await followed(page, enter, "/?q=refund");
    assert.equal(await focus(page), "q");
    // Further down, a filter leaves the page where it is.
    await page.goto("/");
    await page.evaluate(() => scrollTo({ top: 300, behavior: "instant" }));
    await follow(page, facet(page, "Users", 0));
    assert.equal(await page.evaluate(() => Math.round(scrollY)), 300);
    // Other rows are read from the first on.
    await page.goto("/");
    await follow(page, page.locator(".results-foot a.step-next"));
    const top = await page.locator("#results").evaluate((node) => node.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 200, `${top}`);
  });

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    check(world, `parts: filters come before rows for the Tab key, ${how}`, { script },
      async (page) => {
        await page.goto("/");
        await page.locator("#from").focus();
        const seen = [];
        while (!seen.includes("row") && seen.length < 200) {
          await page.keyboard.press("Tab");
          const focused = page.locator(":focus");
          const is = (selector) => focused.evaluate((node, s) => node.closest(s) !== null, selector);
          seen.push((await is("#facets")) ? "facet" : (await is("#chart")) ? "chart"
            : (await is("table.entries")) ? "row" : "");
        }
        const order = seen.filter((one, at) => one && one !== seen[at - 1]);
        assert.deepEqual(order, ["facet", "chart", "row"]);
      });
  }

  for (const width of [1280, 360]) {
    check(world, `parts: nothing moves when filters and chart come, at ${width} pixels`,
      { width }, async (page) => {
        // So slow that each part is painted before the next has come.
        const session = await page.context().newCDPSession(page);
        const slow = { offline: false, latency: 0, downloadThroughput: 60_000, uploadThroughput: -1 };
        await session.send("Network.emulateNetworkConditions", slow);
        await watchShifts(page);
        await page.goto("/");
        assert.equal(await shifts(page), "");
        await session.send("Network.emulateNetworkConditions", { ...slow, downloadThroughput: -1 });
        // On a page that is there as well.
        const letGo = await hold(page, /\/(facets|chart)\?/);
        await page.goto("/?q=zzzz");
        await page.getByLabel("Search the Audit Log").fill("payment");
        await changed(page, () => page.keyboard.press("Enter"), "/?q=payment");
        const before = await shifts(page);
        assert.match(before, /^results: /);
        letGo();
        await settled(page);
        assert.ok((await page.locator(".bar-link").count()) > 8);
        assert.equal(await shifts(page), before);
      });
  }

  check(world, "parts: rows come first, and what is there stays until the rest has come", {},
    async (page) => {
      await page.goto("/");
      const first = facet(page, "Source", 0);
      const before = await first.textContent();
      const promised = count(await first.locator(".count").textContent());
      const letGo = await hold(page, /\/(facets|chart)\?/);
      await changed(page, () => first.click(), /source=/);
      assert.equal(await total(page), promised);
      for (const part of ["#facets", "#chart"]) {
        assert.equal(await page.locator(part).getAttribute("aria-busy"), "true");
      }
      assert.equal(await facet(page, "Source", 0).textContent(), before);
      letGo();
      await settled(page);
      assert.equal(await facet(page, "Source", 0).getAttribute("aria-current"), "true");
      // Another page of the same search has the same filters.
      const asked = [];
      page.on("request", (request) => {
        if (!request.url().includes("/assets/")) asked.push(new URL(request.url()).pathname);
      });
      await follow(page, page.locator(".results-head a.step-next"));
      assert.deepEqual(asked, ["/"]);
    });

  check(world, "parts: what takes its time is dimmed", {}, async (page) => {
    await page.goto("/");
    const rows = await numbers(page);
    const letGo = await hold(page, /q=payment/);
    await page.getByLabel("Search the Audit Log").fill("payment");
    await page.keyboard.press("Enter");
    await page.locator("#results[aria-busy=true]").waitFor();
    assert.deepEqual(await numbers(page), rows);
    await followed(page, letGo, "/?q=payment");
    assert.equal(await page.locator("#log [aria-busy]").count(), 0);
  });

  check(world, "parts: a failure is told beside what is there, and tried again", {},
    async (page, visit) => {
      await page.goto("/");
      const rows = await numbers(page);
      const note = page.locator("#trouble");
      // The server itself refuses.
      await page.route(/q=payment/, (route) => route.continue({ url: `${world.demo.url}/nowhere` }));
      await page.getByLabel("Search the Audit Log").fill("payment");
      await page.keyboard.press("Enter");
      await note.getByText("Page not found").waitFor();
      assert.match(await note.textContent(), /Request ID\s*[0-9a-f-]{36}/);
      assert.deepEqual([await numbers(page), page.url()], [rows, `${world.demo.url}/`]);
      await visit.assertAccessible();
      // A proxy says that there is no server.
      await page.unroute(/q=payment/);
      await page.route(/q=payment/, (route) => route.fulfill({ status: 502, body: "Bad gateway" }));
      await page.keyboard.press("Enter");
      await note.getByText("Annals can’t be reached").waitFor();
      assert.deepEqual(await numbers(page), rows);
      visit.complaints = visit.complaints.filter((one) => !one.includes("502"));
      await page.unroute(/q=payment/);
      const again = note.getByRole("link", { name: "Try again" });
      await follow(page, again, "/?q=payment");
      assert.equal(await note.textContent(), "");
      // A part alone.
      const wrong = `${world.demo.url}/chart?q=acter:x`;
      await page.route(/\/chart/, (route) => route.continue({ url: wrong }));
      const source = facet(page, "Source", 0);
      const promised = count(await source.locator(".count").textContent());
      await follow(page, source);
      await page.locator("#chart .trouble").waitFor();
      assert.equal(await total(page), promised);
      await page.unroute(/\/chart/);
    });

  check(world, "parts: without a connection the page stays, and goes on afterwards", {},
    async (page, visit) => {
      await page.goto("/");
      const rows = await numbers(page);
      await page.context().setOffline(true);
      const note = page.locator("#trouble");
      await note.getByText("You are offline").waitFor();
      await page.getByLabel("Search the Audit Log").fill("payment");
      await page.keyboard.press("Enter");
      await note.getByText("What you asked for").waitFor();
      assert.deepEqual(await numbers(page), rows);
      await visit.assertAccessible();
      await page.waitForFunction(() => document.querySelector("#trouble a").href.includes("payment"));
      await followed(page, () => page.context().setOffline(false), "/?q=payment");
      assert.equal(await note.textContent(), "");
      const expected = /ERR_INTERNET_DISCONNECTED|htmx:error/;
      assert.deepEqual(visit.complaints.filter((one) => !expected.test(one)), []);
      visit.complaints.length = 0;
    });

  check(world, "parts: an ended session leads to sign in and back", { anonymous: true },
    async (page, visit) => {
      await page.goto("/sign-in");
      const { username, password } = visit.demo;
      const enter = (to) => followed(page, () => signIn(page, username, password), to);
      await enter("/");
      const leave = () => page.context().clearCookies();
      await leave();
      await follow(page, facet(page, "Source", 0), /\/sign-in\?next=/);
      await enter(/\/\?source=/);
      // Back to a page that was left with a session.
      await page.getByLabel("Search the Audit Log").fill("payment");
      await followed(page, () => page.keyboard.press("Enter"), /q=payment/);
      await leave();
      await followed(page, () => page.goBack(), /\/sign-in\?next=/);
      await enter(/\/\?source=/);
      // A form that is sent too late leads to its page, and isn't done.
      await leave();
      await page.getByText("Export", { exact: true }).click();
      const csv = page.getByRole("button", { name: "CSV" }).first();
      await follow(page, csv, /\/sign-in\?next=/);
      await enter(/\/\?source=/);
    });

  check(world, "parts: dragging over bars chooses their range", {}, async (page) => {
    await page.goto("/");
    await mark(page);
    const box = await page.locator("svg.chart .axis").boundingBox();
    const x = (part) => box.x + box.width * part;
    const y = box.y - 20;
    const words = page.locator(".brushed");
    const drag = async (from, to) => {
      await page.mouse.move(x(from), y);
      await page.mouse.down();
      await page.mouse.move(x((from + to) / 2), y);
      await page.mouse.move(x(to), y);
      await words.waitFor();
    };
    await drag(0.3, 0.6);
    await page.keyboard.press("Escape");
    assert.equal(await words.isVisible(), false);
    await page.mouse.up();
    assert.equal(new URL(page.url()).search, "");
    // From right to left as well.
    await drag(0.7, 0.4);
    const promised = count((await words.textContent()).split(": ").at(-1));
    await followed(page, () => page.mouse.up(), /from=.*to=/);
    assert.equal(await total(page), promised);
    assert.equal(await words.isVisible(), false);
    assert.ok(await isMarked(page));
    await followed(page, () => page.goBack(), "/");
    assert.equal(new URL(page.url()).search, "");
  });

  check(world, "parts: a finger scrolls over the chart",
    { hasTouch: true, isMobile: true, width: 390 }, async (page) => {
      await page.goto("/");
      const box = await page.locator("svg.chart").boundingBox();
      const session = await page.context().newCDPSession(page);
      const [x, y] = [box.x + 100, box.y + 30];
      const touch = (type, ...touchPoints) =>
        session.send("Input.dispatchTouchEvent", { type, touchPoints });
      await touch("touchStart", { x, y });
      for (let moved = 10; moved <= 200; moved += 10) await touch("touchMove", { x, y: y - moved });
      await touch("touchEnd");
      await page.waitForFunction(() => scrollY > 100);
      assert.equal(new URL(page.url()).search, "");
    });

  check(world, "parts: keys for dates, links and the export",
    { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await page.goto("/?q=payment");
      await page.keyboard.press("t");
      assert.equal(await focus(page), "from");
      await page.keyboard.press("t");
      assert.equal(await page.locator("#from").inputValue(), "t", "in a field it is a letter");
      await page.locator("#results").focus();
      const copied = () => page.evaluate(() => navigator.clipboard.readText());
      await page.keyboard.press("c");
      await page.getByText("Link copied").waitFor();
      assert.equal(await copied(), page.url());
      await page.keyboard.press("j");
      await page.keyboard.press("c");
      await page.waitForFunction(async () =>
        (await navigator.clipboard.readText()).includes("/entries/"));
      await page.keyboard.press("e");
      assert.equal(await page.locator("details.export").getAttribute("open"), "");
      // They do the same after the content has changed.
      await follow(page, facet(page, "Source", 0));
      await page.keyboard.press("t");
      assert.equal(await focus(page), "from");
    });

  check(world, "parts: a first visit is light", {}, async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    const sent = [];
    session.on("Network.responseReceived", ({ response }) => sent.push(response.url));
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto("/", { waitUntil: "networkidle" });
    assert.ok(sent.some((url) => url.includes("htmx")), `${sent}`);
    assert.ok(bytes > 20_000 && bytes <= BYTES_MAX, `${bytes} bytes: ${sent}`);
    console.log(`# first visit: ${bytes} bytes in ${sent.length} answers`);
  });
}
