import assert from "node:assert/strict";

import { check } from "../lib/suite.mjs";

export default function define(world) {
  check(world, "headers: the policy is strict and pages are not kept", {}, async (page) => {
    const response = await page.goto("/");
    const policy = response.headers()["content-security-policy"];
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*|data:|http:/);
    assert.match(response.headers()["cache-control"], /no-store/);
    assert.equal(response.headers()["x-content-type-options"], "nosniff");
  });

  check(world, "headers: assets are kept for ever, under names that change", {}, async (page) => {
    const assets = [];
    page.on("response", (response) => {
      if (response.url().includes("/assets/")) assets.push(response);
    });
    await page.goto("/", { waitUntil: "networkidle" });
    assert.ok(assets.length >= 2, "the page loads its style and script");
    for (const asset of assets) {
      assert.equal(asset.status(), 200);
      assert.match(asset.headers()["cache-control"], /immutable/);
      assert.match(asset.url(), /-[0-9a-f]{16}\.(css|js|svg)$/);
    }
  });

  check(world, "headers: the policy holds against an injected script", {}, async (page, visit) => {
    await page.goto("/");
    const ran = await page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "globalThis.injected = true";
      document.body.append(script);
      return globalThis.injected === true;
    });
    assert.equal(ran, false);
    // The control: a violation is noticed by these tests.
    assert.ok(visit.complaints.some((text) => text.includes("Content Security Policy")));
    visit.complaints.length = 0;
  });
}
