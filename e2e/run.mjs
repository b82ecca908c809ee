// The browser test: starts the demo and looks at it as people do.
//
//   node e2e/run.mjs            all tests
//   node e2e/run.mjs paging     tests whose name contains "paging"
//
// Needs `npm ci` in this folder, a built target/debug/annals (or ANNALS_BIN) and Chromium
// (/usr/bin/chromium-headless-shell, or CHROMIUM).

import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import { openBrowser } from "./lib/browser.mjs";
import { startDemo } from "./lib/demo.mjs";
import { run, testsOf } from "./lib/suite.mjs";

const SUITES = [
  "session", "account", "passkeys", "profile", "search", "complete", "filters", "values", "parts", "paging",
  "table", "selection", "live", "deletion", "views", "security", "preferences", "users",
  "groups", "palette", "zones", "help",
  "export", "entry", "verify", "detail", "layout", "keyboard", "headers", "language",
  "organizations", "access", "records", "messages", "blacklist", "webhooks", "retention",
  "foundation", "record_types", "holds",
];
/// Demos with a browser each, at once: server, browser and test wait for one another, so one alone
/// leaves a processor idle half of the time. A number that doesn't depend on the machine, because
/// the suites of a lane see what those before them left in its demo.
const LANES = 2;
const TIMEOUT_MS = 2_400_000;
const TEST_TIMEOUT_MS = 120_000;

/// The suites with tests that are wanted, in lanes of about as many tests each.
async function lanes(word) {
  const all = Array.from({ length: LANES }, () => ({ world: {}, tests: [] }));
  for (const name of SUITES) {
    const { default: define } = await import(`./tests/${name}.mjs`);
    const lane = all.reduce((least, one) => (one.tests.length < least.tests.length ? one : least));
    lane.tests.push(...testsOf(define, lane.world, word));
  }
  return all.filter(({ tests }) => tests.length > 0);
}

const wanted = await lanes(process.argv[2]);

describe("in the browser", { concurrency: LANES, timeout: TIMEOUT_MS }, () => {
  wanted.forEach(({ world, tests }, lane) => {
    describe(`lane ${lane + 1}`, { concurrency: false, timeout: TIMEOUT_MS }, () => {
      before(async () => {
        world.demo = await startDemo();
        world.browser = await openBrowser(world.demo);
      });

      after(async () => {
        await world.browser?.close();
        await world.demo?.stop();
        await wait(0);
      });

      for (const one of tests) {
        test(one.name, { timeout: TEST_TIMEOUT_MS }, () => run(world, one));
      }
    });
  });
});
