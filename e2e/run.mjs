// The browser test: starts the demo and looks at it as people do.
//
//   node e2e/run.mjs            all tests
//   node e2e/run.mjs paging     tests whose name contains "paging"
//
// Needs `npm ci` in this folder, a built target/debug/annals (or ANNALS_BIN) and Chromium
// (/usr/bin/chromium, or CHROMIUM).

import { after, before, describe } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import { openBrowser } from "./lib/browser.mjs";
import { startDemo } from "./lib/demo.mjs";
import { filter } from "./lib/suite.mjs";

const suites = [
  "session", "profile", "search", "complete", "filters", "values", "parts", "paging", "table",
  "selection", "live", "deletion", "views", "security", "preferences", "palette", "zones", "help",
  "export", "entry", "verify", "detail", "layout", "keyboard", "headers", "language",
  "organizations",
];
const world = {};

describe("in the browser", { concurrency: false, timeout: 2_400_000 }, async () => {
  before(async () => {
    world.demo = await startDemo();
    world.browser = await openBrowser(world.demo);
  });

  after(async () => {
    await world.browser?.close();
    await world.demo?.stop();
    await wait(0);
  });

  filter.word = process.argv[2];
  for (const name of suites) {
    const { default: define } = await import(`./tests/${name}.mjs`);
    define(world);
  }
});
