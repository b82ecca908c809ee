// Takes the README's picture from a fresh demo: node e2e/picture.mjs docs/images/audit-log.png
//
// `pngquant --force --ext .png 128 docs/images/audit-log.png` afterwards keeps it small.

import { openBrowser } from "./lib/browser.mjs";
import { startDemo } from "./lib/demo.mjs";

const path = process.argv[2];
if (!path) throw new Error("usage: node e2e/picture.mjs FILE");
const demo = await startDemo();
const browser = await openBrowser(demo);
try {
  const visit = await browser.visit({ width: 1440, height: 900, deviceScaleFactor: 2 });
  await visit.page.goto("/?q=smith&range=365d");
  await visit.page.screenshot({ path });
} finally {
  await browser.close();
  await demo.stop();
}
