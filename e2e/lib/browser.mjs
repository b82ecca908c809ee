import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const pictures = fileURLToPath(new URL("../pictures/", import.meta.url));
const AXE = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
const RULES = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
/// What the dark scheme may break that the light one, which every page is looked at in, does not.
const RULES_OF_COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
const CHANGE_MS_MAX = 60_000;
/// What a page with script says, for `followed` alone, when it has other content.
const CHANGED = "annals:page";
/// Rows and bars after these are made of the same parts as those, and cost seconds a look; merely
/// excluded, they cost half of that.
const ALIKE = "table tbody tr:nth-child(n + 11), svg.chart a:nth-child(n + 11)";
const QUIET = [
  // A container has neither a sandbox for root nor a graphics card, and nothing here is to be
  // asked of other hosts.
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/// One browser; each visit has its own cookies.
export async function openBrowser(demo) {
  // The shell without windows: the same engine for half of the processor.
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
  const browser = await chromium.launch({ executablePath, args: QUIET });
  let signedIn;
  return {
    close: () => browser.close(),
    /// A page; signed in unless `anonymous`. `script: false` switches JavaScript off.
    async visit({ anonymous = false, script = true, width = 1280, height = 900, ...more } = {}) {
      if (!anonymous && !signedIn) signedIn = await signInOnce(browser, demo);
      const context = await browser.newContext({
        baseURL: demo.url,
        viewport: { width, height },
        javaScriptEnabled: script,
        locale: "en-US",
        storageState: anonymous ? undefined : signedIn,
        ...more,
      });
      await context.addInitScript((changed) => {
        document.addEventListener(changed, () => console.debug(changed));
      }, CHANGED);
      return new Visit(context, await context.newPage(), demo);
    },
  };
}

async function signInOnce(browser, demo) {
  const context = await browser.newContext({ baseURL: demo.url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signIn(page, demo.username, demo.password);
  await page.waitForURL("/");
  const state = await context.storageState();
  await context.close();
  return state;
}

export async function signIn(page, username, password) {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const axe = await readFile(AXE, "utf8");

/// Runs in the page. What is wrong, without lists of what is right and where each part is.
async function look({ within, alike, light, dark }) {
  const rules = matchMedia("(prefers-color-scheme: dark)").matches ? dark : light;
  const hidden = new CSSStyleSheet();
  hidden.replaceSync(`${alike} { display: none !important }`);
  document.adoptedStyleSheets.push(hidden);
  // The page is shorter then, and what would lie half under the table's head looks too small.
  const { scrollX, scrollY } = globalThis;
  scrollTo(0, 0);
  const { violations } = await globalThis.axe.run(
    { include: [within] },
    { runOnly: rules, resultTypes: ["violations"], selectors: false, elementRef: false },
  );
  document.adoptedStyleSheets.pop();
  scrollTo(scrollX, scrollY);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
}

class Visit {
  constructor(context, page, demo) {
    this.context = context;
    this.page = page;
    this.demo = demo;
    this.complaints = [];
    page.on("console", (message) => {
      // Chromium reports the status of a page that is meant to be an error as a failed resource.
      const expected = /the server responded with a status of 4\d\d/.test(message.text());
      if (["error", "warning"].includes(message.type()) && !expected) {
        this.complaints.push(`${message.type()}: ${message.text()}`);
      }
    });
    page.on("pageerror", (error) => this.complaints.push(`script: ${error.message}`));
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText;
      if (reason !== "net::ERR_ABORTED") this.complaints.push(`${request.url()}: ${reason}`);
    });
    page.on("request", (request) => {
      const local = request.url().startsWith(demo.url) || request.url().startsWith("blob:");
      if (!local) this.complaints.push(`asked of another host: ${request.url()}`);
    });
  }

  /// Nothing was blocked by the policy, nothing failed, nothing was loaded from elsewhere.
  assertQuiet() {
    assert.deepEqual(this.complaints, []);
  }

  /// `within` names the part that is looked at, where it covers others.
  async assertAccessible(within = "html") {
    await this.page.evaluate(axe);
    const told = await this.page.evaluate(look, {
      within, alike: ALIKE, light: RULES, dark: RULES_OF_COLOURS,
    });
    assert.deepEqual(told, [], this.page.url());
  }

  /// Nothing sticks out to the side.
  async assertFits() {
    const excess = await this.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    assert.equal(excess, 0, `${this.page.url()} is wider than the window`);
  }

  async keepPicture(name) {
    await mkdir(pictures, { recursive: true });
    const file = `${name.replace(/[^a-z0-9]+/gi, "-")}.png`;
    await this.page.screenshot({ path: join(pictures, file) }).catch(() => {});
  }

  close() {
    return this.context.close();
  }
}

/// Does what changes the page, and waits until it has changed, filters and chart included: who leaves
/// sooner breaks off what is on its way. `to` is the address that the page has then, in the forms of
/// `waitForURL`.
export async function followed(page, deed, to) {
  await changed(page, deed, to);
  await settled(page);
}

/// The same by a click on a link or a button.
export function follow(page, way, to) {
  return followed(page, () => way.click(), to);
}

/// As `followed`, without what follows the rows: waits until the page's own script says that it has other
/// content, or another document was loaded. The address alone doesn't tell: it changes before the
/// rows do.
export async function changed(page, deed, to) {
  const timeout = CHANGE_MS_MAX;
  const isTold = (message) => message.text() === CHANGED;
  const changes = [
    page.waitForEvent("load", { timeout }),
    page.waitForEvent("console", { predicate: isTold, timeout }),
  ];
  const first = Promise.race(changes);
  // One of them never comes, and a deed may fail before either does.
  for (const one of [...changes, first]) one.catch(() => {});
  await deed();
  await first;
  if (to !== undefined) await page.waitForURL(to);
}

/// Waits for what follows the rows.
export function settled(page) {
  return page.locator("#log [aria-busy=true]").first().waitFor({ state: "detached" });
}

/// The number in "1–50 of 4,044 entries" or "1 entry".
export async function total(page) {
  const words = await page.locator(".summary strong").textContent();
  return count(words.split(" of ").at(-1));
}

/// How many entries the API finds, leaving out what the page leaves out.
export async function found(page, q) {
  const params = { q: `(${q}) -type:access` };
  const response = await page.request.get("/v1/events/count", { params });
  assert.equal(response.status(), 200, await response.text());
  return (await response.json()).total;
}

/// The number that begins the text.
export function count(words) {
  return Number(words.match(/[\d,]+/)[0].replaceAll(",", ""));
}

/// The numbers of the entries in the table.
export function numbers(page) {
  return page.locator("table.entries tbody tr").evaluateAll((rows) => rows.map((row) => row.id));
}

/// Sends events as the signed-in page may.
export async function send(page, demo, events) {
  const token = await page.locator("input[name=form_token]").first().getAttribute("value");
  const headers = { "X-Annals-Form-Token": token, Origin: demo.url };
  for (const event of events) {
    const data = { actor: { name: "Ana" }, ...event };
    const response = await page.request.post("/v1/events", { data, headers });
    assert.equal(response.status(), 201, await response.text());
  }
}
