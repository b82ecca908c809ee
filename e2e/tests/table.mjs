import assert from "node:assert/strict";

import { follow, followed, numbers, send } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const ALL =
  "columns=id,date,member,username,source,ip,action,description,affected,area,type";
const USUAL = ["date", "member", "username", "source", "ip", "action", "affected"];

/// What the heads of the table say, and the columns of the first row.
const heads = (page) => page.locator("table.entries thead th").allInnerTexts();
const classes = (page) => page.locator("table.entries tbody tr:first-child > *")
  .evaluateAll((cells) => cells.map((cell) => cell.className));

const menu = (page) => page.locator(".columns > summary");
const apply = (page) =>
  follow(page, page.locator(".columns").getByRole("button", { name: "Apply" }));

export default function define(world) {
  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";

    check(world, `table: every order is a link in its head, ${how}`, { script }, async (page) => {
      for (const [label, word] of [
        ["Member Name", "user"], ["Action", "action"], ["Source", "source"], ["IP Address", "ip"],
      ]) {
        await page.goto("/?q=payment");
        for (const [sort, direction] of [[word, "ascending"], [`-${word}`, "descending"]]) {
          const head = page.getByRole("columnheader", { name: label });
          await follow(page, head.getByRole("link"));
          assert.equal(new URL(page.url()).search, `?q=payment&sort=${sort}`);
          assert.equal(await head.getAttribute("aria-sort"), direction);
          assert.equal(await page.locator("thead [aria-sort]").count(), 1);
        }
      }
      const head = page.getByRole("columnheader", { name: "Date and Time" });
      await follow(page, head.getByRole("link"));
      assert.equal(await head.getAttribute("aria-sort"), "descending");
      await follow(page, head.getByRole("link"));
      assert.equal(await head.getAttribute("aria-sort"), "ascending");
    });

    check(world, `table: columns are chosen, moved and remembered, ${how}`, { script },
      async (page) => {
        await page.goto("/?q=payment");
        assert.deepEqual(await classes(page), USUAL);
        await menu(page).click();
        await page.getByLabel("ID", { exact: true }).check();
        await page.getByLabel("Username", { exact: true }).uncheck();
        await page.getByLabel("Compact").check();
        await apply(page);
        const chosen = ["date", "member", "source", "ip", "action", "affected", "id"];
        assert.deepEqual(await classes(page), chosen);
        const { searchParams } = new URL(page.url());
        assert.equal(searchParams.get("q"), "payment");
        assert.equal(searchParams.get("columns"), chosen.join(","));
        assert.equal(searchParams.get("density"), "compact");
        await menu(page).click();
        await follow(page, page.getByRole("button", { name: "Move ID towards the front" }));
        // The menu is open still, where it was.
        assert.ok(await page.locator("#column-id").isVisible());
        assert.deepEqual((await classes(page)).slice(-2), ["id", "affected"]);
        // An address that names no columns has the chosen ones; one that does has its own.
        await page.goto("/");
        assert.deepEqual((await classes(page)).slice(-2), ["id", "affected"]);
        await page.goto("/?columns=ip,action&density=comfortable");
        assert.deepEqual(await heads(page), ["IP Address", "Action"]);
        await page.goto("/");
        await menu(page).click();
        await follow(page, page.getByRole("button", { name: "Back to the usual" }));
        assert.equal(new URL(page.url()).search, "");
        assert.deepEqual(await classes(page), USUAL);
      });
  }

  check(world, "table: a choice of columns stays on its page, its entries and its search", {},
    async (page) => {
      await page.goto("/?q=payment");
      await follow(page, page.getByRole("link", { name: "Older" }).first());
      const rows = await numbers(page);
      await menu(page).click();
      await page.getByRole("checkbox", { name: "Type", exact: true }).check();
      await apply(page);
      assert.deepEqual(await numbers(page), rows);
      assert.equal((await heads(page)).at(-1), "Type");
      await follow(page, page.locator("tbody th.action a").first());
      await follow(page, page.getByRole("link", { name: "Audit Log" }).last(),
        /^[^?]*\/\?/);
      assert.equal((await heads(page)).at(-1), "Type");
      await page.getByLabel("Search the Audit Log").fill("refund");
      await followed(page, () => page.keyboard.press("Enter"), /q=refund/);
      assert.equal((await heads(page)).at(-1), "Type");
    });

  check(world, "table: columns that do not exist are named", {}, async (page) => {
    await page.goto("/?columns=ip,name&density=dense");
    const notice = page.locator(".note[role=status]");
    assert.match(await notice.textContent(), /columns=name, density=dense/);
    assert.deepEqual(await classes(page), ["ip", "action"]);
  });

  /// An entry that changed a student, and where its book is.
  const book = (page) => page.locator("td.affected").first().getByRole("link", { name: /updated/i });
  const magnifier = (part) => part.getByRole("link", { name: /^Open .* for editing/ }).first();

  check(world, "table: the book opens the list of updated records, with script", {},
    async (page, visit) => {
      await page.goto("/?q=action:student.updated");
      await book(page).click();
      const dialog = page.getByRole("dialog", { name: "Updated records" });
      await dialog.waitFor();
      assert.equal(page.url(), `${visit.demo.url}/?q=action:student.updated`);
      assert.match(await magnifier(dialog).getAttribute("href"),
        /^https:\/\/office\.example\/students\/[\w%.-]+$/);
      assert.match(await dialog.locator("table.record-list").innerText(), /Student/);
      assert.ok(await dialog.locator("table.changes tr").count() > 1);
      await visit.assertAccessible("dialog");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      const name = await page.evaluate(() => document.activeElement.title);
      assert.match(name, /updated record/i, "the focus is on the book again");
    });

  check(world, "table: the book leads to the list of updated records, without script",
    { script: false, width: 360 }, async (page, visit) => {
      await page.goto("/?q=action:student.updated&density=compact");
      const back = await page.locator("table.entries tbody tr").first().getAttribute("id");
      await follow(page, book(page));
      assert.match(new URL(page.url()).pathname, /^\/entries\/\d+\/records$/);
      assert.ok(await magnifier(page.locator("main")).isVisible());
      await visit.assertFits();
      await follow(page, page.locator(".back a"));
      assert.equal(new URL(page.url()).hash, `#${back}`);
      assert.equal(new URL(page.url()).searchParams.get("density"), "compact");
    });

  check(world, "table: affected records are blank where no record was changed", {},
    async (page) => {
      await page.goto("/?q=type:access");
      const cells = await page.locator("td.affected").allTextContents();
      assert.ok(cells.length > 5);
      assert.deepEqual(cells.filter((cell) => cell.trim() !== ""), []);
    });

  check(world, "table: what is critical, failed or denied is said in words", {}, async (page) => {
    await page.goto("/?q=critical:yes");
    const first = page.locator("tbody th.action").first();
    assert.ok(await first.getByRole("img", { name: "Critical" }).isVisible());
    assert.match(await first.getByRole("link").getAttribute("title"), /^[a-z_.]+$/);
    await page.goto("/?q=outcome:failure");
    assert.match(await page.locator("tbody th.action").first().innerText(), /Failed/);
  });

  check(world, "table: the head stays in sight", {}, async (page) => {
    const last = page.locator("table.entries tbody tr").last();
    const top = async (part) => (await page.locator(part).first().boundingBox()).y;
    await page.goto("/");
    await last.scrollIntoViewIfNeeded();
    assert.equal(Math.round(await top("table.entries thead th")), 0);
    // A wide table moves within its frame, which has its own head and fits into the window.
    await page.goto(`/?${ALL}`);
    await last.scrollIntoViewIfNeeded();
    const frame = await page.locator(".entries-frame").boundingBox();
    assert.ok(frame.height < page.viewportSize().height);
    assert.ok(await top("table.entries thead th") - frame.y <= 1);
  });

  for (const [name, options] of [
    ["left to right", {}],
    ["right to left", { locale: "ar" }],
  ]) {
    check(world, `table: a shadow tells to which side there is more, ${name}`, options,
      async (page) => {
        await page.goto(`/?${ALL}`);
        const seen = () => page.locator(".entries-frame").evaluate(async (frame) => {
          // What goes by scrolling is known with the next picture.
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          // Scrolled to the end it may be a part of a pixel short of it.
          return ["::before", "::after"].map((part) =>
            Math.round(Number(getComputedStyle(frame, part).opacity)));
        });
        const scroll = (by) => page.locator(".entries-frame").evaluate((frame, by) => {
          const { direction } = getComputedStyle(frame);
          const room = frame.scrollWidth - frame.clientWidth;
          frame.scrollLeft = room * by * (direction === "rtl" ? -1 : 1);
          return room;
        }, by);
        assert.ok(await scroll(0) > 100);
        assert.deepEqual(await seen(), [0, 1]);
        await scroll(0.5);
        assert.deepEqual(await seen(), [1, 1]);
        await scroll(1);
        assert.deepEqual(await seen(), [1, 0]);
        // The usual columns have room.
        await page.goto("/");
        const parts = await page.locator(".entries-frame").evaluate((frame) =>
          ["::before", "::after"].map((part) => getComputedStyle(frame, part).content));
        assert.deepEqual(parts, ["none", "none"]);
      });
  }

  check(world, "table: tells of new entries, and Back keeps the place", {},
    async (page, visit) => {
      await page.goto("/?q=-type:access");
      const news = page.getByRole("link", { name: /new$/ });
      assert.equal(await news.count(), 0);
      const row = page.locator("table.entries tbody tr").nth(20);
      const id = await row.getAttribute("id");
      await row.scrollIntoViewIfNeeded();
      await send(page, visit.demo, [{ action: "class.opened" }, { action: "class.closed" }]);
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await news.waitFor();
      assert.equal(await news.innerText(), "2 new");
      const before = await row.boundingBox();
      const label = await row.locator("th a").innerText();
      await follow(page, row.locator("th a"), /\/entries\//);
      await page.goBack({ waitUntil: "load" });
      const again = page.locator(`#${id}`);
      await page.waitForFunction(([id, y]) =>
        Math.abs(document.getElementById(id).getBoundingClientRect().top - y) < 2, [id, before.y]);
      const focus = await page.evaluate(() => document.activeElement.closest("tr")?.id);
      assert.equal(focus, id);
      assert.equal(await again.locator("th a").innerText(), label);
      await page.goto("/");
      assert.deepEqual(await page.locator("tbody th.action a").evaluateAll((all) =>
        all.slice(0, 2).map((one) => one.title)), ["class.closed", "class.opened"]);
    });

  check(world, "table: a page that nobody uses counts no more", {}, async (page) => {
    let counts = 0;
    page.on("request", (request) => (counts += request.url().includes("/v1/events/count") ? 1 : 0));
    await page.clock.install();
    await page.goto("/");
    const answered = page.waitForResponse(/events\/count/);
    await page.clock.fastForward(15_000);
    await answered;
    await page.clock.fastForward(31 * 60_000);
    await page.clock.fastForward(60_000);
    assert.equal(counts, 1);
  });

  const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };
  const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
  const box = (page, row) => page.locator("[data-row]").nth(row);
  const selected = (page) => page.locator("[data-row]").evaluateAll((all) =>
    all.flatMap((one, row) => (one.checked ? [row] : [])));

  check(world, "table: selected rows paste into a spreadsheet", clipboard, async (page, visit) => {
    await page.goto("/");
    await send(page, visit.demo, [{
      id: "table-hostile",
      action: "charge.updated",
      actor: { name: "=cmd|'/c calc'!A1", username: "@x\ty\r\nz" },
      description: "-1\n+2",
      source: "\u202E=3",
      records: [{ type: "student", id: "7", name: "+Ana \"Bo\"", change: "change" }],
    }]);
    await page.goto("/?q=id:table-hostile&columns=member,username,source,description,affected,id");
    await box(page, 0).check();
    assert.equal(await page.locator(".selection").innerText(), ["1 selected\n", "?", "Copy rows", "Export Excel",
      "Export CSV", "PDF report", "Export NDJSON", "Delete…", "Clear"].join("\n"));
    await page.getByRole("button", { name: "Copy rows" }).click();
    await page.getByText("Copied").waitFor();
    const row = (await numbers(page))[0].slice(1);
    const cells = ["'=cmd|'/c calc'!A1", "'@x y  z", "'\u202E=3", "'-1 +2",
      "'+Ana \"Bo\" (Student 7)", row, "Updated Charge"];
    assert.equal(await copied(page), `${cells.join("\t")}\n`);
  });

  check(world, "table: rows are selected by range and copied by key", clipboard, async (page) => {
    await page.goto("/?q=payment&columns=id,action");
    const rows = await numbers(page);
    await box(page, 1).click();
    await box(page, 4).click({ modifiers: ["Shift"] });
    assert.deepEqual(await selected(page), [1, 2, 3, 4]);
    await box(page, 3).click({ modifiers: ["Shift"] });
    assert.deepEqual(await selected(page), [1, 2]);
    await page.keyboard.press("Control+c");
    // A table has heads.
    const [heads, ...lines] = (await copied(page)).trimEnd().split("\n");
    assert.equal(heads, "ID\tAction");
    assert.deepEqual(lines.map((line) => `e${line.split("\t")[0]}`), rows.slice(1, 3));
    const all = page.getByLabel("Select all entries of this page");
    assert.ok(await all.evaluate((one) => one.indeterminate));
    await all.check();
    assert.equal((await selected(page)).length, rows.length);
    await page.getByRole("button", { name: "Clear" }).click();
    assert.deepEqual(await selected(page), []);
    assert.equal(await page.locator(".selection").isVisible(), false);
    // Text that is selected by hand is copied as it is.
    await box(page, 0).check();
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector("h1")));
    await page.keyboard.press("Control+c");
    assert.equal(await copied(page), "Audit Log");
  });

  check(world, "table: rows are selected with the keyboard only", {}, async (page, visit) => {
    await page.goto("/?q=payment");
    await page.getByLabel("Select all entries of this page").focus();
    for (let step = 0; step < 7; step += 1) await page.keyboard.press("Tab");
    const name = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
    assert.match(await name(), /^Select entry \d+$/);
    await page.keyboard.press("Space");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    assert.deepEqual(await selected(page), [0, 1, 2]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+Space");
    assert.deepEqual(await selected(page), [0, 1, 2, 4]);
    await visit.assertAccessible();
    await page.keyboard.press("Control+a");
    assert.equal((await selected(page)).length, 50);
    await page.keyboard.press("Escape");
    assert.deepEqual(await selected(page), []);
    assert.match(await name(), /^Select entry/, "the focus stays");
  });

  // Just above the widths at which rows become cards and filters fold away, and beneath.
  check(world, "table: keeps to its column at every width", {}, async (page) => {
    await page.goto("/");
    for (const width of [1020, 1021, 1272, 1273]) {
      await page.setViewportSize({ width, height: 900 });
      const excess = await page.locator(".entries-frame").evaluate((frame) =>
        frame.scrollWidth - frame.clientWidth);
      assert.equal(excess, 0, `${width} pixels`);
    }
  });

  const PATHS = [`/?${ALL}`, `/?${ALL}&density=compact`, "/?density=compact", "/#column-ip"];

  check(world, "table: fits at every width", {}, async (page, visit) => {
    for (const path of PATHS) {
      await page.goto(path);
      for (const width of [360, 768, 1024, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        await visit.assertFits();
      }
    }
  });

  // Rows are cards in a narrow window.
  for (const [width, colorScheme] of [[360, "dark"], [1280, "light"], [1280, "dark"]]) {
    check(world, `table: is accessible, ${width} pixels, ${colorScheme}`,
      { width, colorScheme }, async (page, visit) => {
        for (const path of PATHS) {
          await page.goto(path);
          await visit.assertAccessible(path.includes("#") ? ".columns" : "html");
        }
      });
  }
}
