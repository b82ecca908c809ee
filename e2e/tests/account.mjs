import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";

import { signIn } from "../lib/browser.mjs";
import { check } from "../lib/suite.mjs";

const PASSWORD = "a long enough password";

/// What the script of a page may do for whoever is signed in there.
async function api(page, demo, method, path, data) {
  const token = await page.locator("input[name=form_token]").first().getAttribute("value");
  const headers = { "X-Annals-Form-Token": token, Origin: demo.url };
  const response = await page.request.fetch(path, { method, data, headers });
  assert.ok(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`);
  return response.status() === 204 ? undefined : response.json();
}

/// A user of this suite alone; returns their id, version and name for signing in.
async function newUser(world, more = {}) {
  const visit = await world.browser.visit();
  try {
    await visit.page.goto("/account");
    const username = `account-${randomBytes(4).toString("hex")}`;
    const account = { username, name: "Robin Vale", password: PASSWORD, ...more };
    const { id } = await api(visit.page, world.demo, "POST", "/v1/users", account);
    return { id, username };
  } finally {
    await visit.close();
  }
}

async function asAdministrator(world, work) {
  const visit = await world.browser.visit();
  try {
    await visit.page.goto("/account");
    return await work((method, path, data) => api(visit.page, world.demo, method, path, data));
  } finally {
    await visit.close();
  }
}

async function signInAs(page, username, password = PASSWORD) {
  await page.goto("/sign-in?next=/account");
  await signIn(page, username, password);
}

async function choose(page, fields) {
  for (const [label, value] of Object.entries(fields)) {
    await page.getByLabel(label, { exact: true }).fill(value);
  }
  await page.getByRole("button", { name: "Save password" }).click();
}

/// What an app shows for the key, `steps` from now.
function codeOf(key, steps = 0) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g).map((byte) => Number.parseInt(byte, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", Buffer.from(bytes)).update(counter).digest();
  const number = mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/// Sets a second factor up from the page of the account; returns its key and the recovery codes.
/// The code of the step before now is used up, so that those of now and after it are left.
async function setUp(page) {
  await page.goto("/account/second-factor");
  await page.getByLabel("Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("img", { name: /Picture of the key/ }).waitFor();
  const key = (await page.locator(".factor-key").textContent()).replace(/\s/g, "");
  assert.equal(key.length, 32);
  await page.getByLabel("Code that the app shows").fill(codeOf(key, -1));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.locator(".recovery-codes").waitFor();
  const codes = await page.locator(".recovery-codes code").allTextContents();
  assert.equal(codes.length, 10);
  return { key, codes };
}

async function enter(page, code) {
  await page.getByLabel("Code, or a recovery code").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
}

export default function define(world) {
  check(world, "account: one signs out elsewhere, one browser by one and all at once",
    { anonymous: true, script: false }, async (page, visit) => {
      const { username } = await newUser(world);
      await signInAs(page, username);
      const others = [];
      for (let i = 0; i < 3; i += 1) {
        const other = await world.browser.visit({ anonymous: true, script: false });
        await signInAs(other.page, username);
        others.push(other);
      }
      try {
        await page.goto("/account");
        const rows = page.locator(".session-list > li");
        assert.equal(await rows.count(), 4);
        assert.equal(await rows.filter({ hasText: "This browser" }).count(), 1);
        await rows.getByRole("button", { name: /^Sign out Chrome on Linux/ }).first().click();
        assert.match(await page.getByRole("status").textContent(), /One session was ended/);
        assert.equal(await rows.count(), 3);
        await page.getByRole("button", { name: "Sign out everywhere else" }).click();
        assert.match(await page.getByRole("status").textContent(), /2 sessions were ended/);
        assert.equal(await rows.count(), 1);
        for (const other of others) {
          await other.page.goto("/account");
          assert.match(other.page.url(), /\/sign-in/);
        }
        visit.assertQuiet();
      } finally {
        for (const other of others) await other.close();
      }
    });

  check(world, "account: the page fits and reads well, light and dark", {}, async (page, visit) => {
    await page.goto("/");
    await page.locator("details.profile > summary").click();
    await page.locator("details.profile").getByRole("link", { name: "Your account" }).click();
    await page.waitForURL("/account");
    for (const width of [320, 768, 1280, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      await visit.assertFits();
    }
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await visit.assertAccessible();
    }
    await page.goto("/account/password");
    await page.setViewportSize({ width: 320, height: 900 });
    await visit.assertFits();
    await visit.assertAccessible();
  });

  check(world, "account: a password that has to be changed goes before everything",
    { anonymous: true }, async (page, visit) => {
      const { username } = await newUser(world, { must_change_password: true });
      await page.goto("/sign-in?next=/help");
      await signIn(page, username, PASSWORD);
      await page.waitForURL(/\/account\/password\?next=/);
      await visit.assertAccessible();
      await page.goto("/account");
      await page.waitForURL(/\/account\/password\?next=/);
      await page.goto("/account/password?next=/help");
      const next = "another long password";
      await choose(page,
        { "Old password": "wrong", "New password": next, "New password, once more": next });
      assert.match(await page.getByRole("alert").textContent(), /not your password/);
      await visit.assertAccessible();
      await choose(page,
        { "Old password": PASSWORD, "New password": next, "New password, once more": "other" });
      assert.match(await page.getByRole("alert").textContent(), /not the same/);
      await choose(page,
        { "Old password": PASSWORD, "New password": next, "New password, once more": next });
      await page.waitForURL("/help");
      await page.goto("/account");
      assert.equal(await page.locator("h1").textContent(), "Your account");
    });

  check(world, "account: a link leads to another password, once, without script",
    { anonymous: true, script: false }, async (page, visit) => {
      const { id, username } = await newUser(world);
      const { url } = await asAdministrator(world, (ask) =>
        ask("POST", `/v1/users/${id}/reset-link`));
      await page.goto(url);
      await page.setViewportSize({ width: 320, height: 800 });
      await visit.assertFits();
      const next = "found it again, at last";
      await choose(page, { "New password": next, "New password, once more": next });
      await page.waitForURL(/\/sign-in\?notice=password-set/);
      await signIn(page, username, next);
      await page.goto(url);
      assert.match(await page.getByRole("alert").textContent(), /holds no longer/);
    });

  check(world, "account: a second factor is set up, asked for and given up, without script",
    { anonymous: true, script: false }, async (page, visit) => {
      const { username } = await newUser(world);
      await signInAs(page, username);
      const { key, codes } = await setUp(page);
      await page.getByRole("link", { name: "I have kept them" }).click();
      await page.waitForURL("/account");
      assert.match(await page.locator("#second-factor + *").textContent(), /It is on since/);

      const other = await world.browser.visit({ anonymous: true, script: false });
      try {
        await signInAs(other.page, username);
        await other.page.waitForURL(/\/sign-in\/code\?next=/);
        await other.page.setViewportSize({ width: 320, height: 800 });
        await other.assertFits();
        await enter(other.page, "000000");
        assert.match(await other.page.getByRole("alert").textContent(), /not right/);
        await enter(other.page, codeOf(key));
        await other.page.waitForURL("/account");
        await other.page.getByRole("button", { name: "Sign out here" }).click();
        await other.page.waitForURL(/\/sign-in/);
        await signInAs(other.page, username);
        await enter(other.page, codes[0].toUpperCase());
        await other.page.waitForURL("/account");
        assert.match(await other.page.locator("main").textContent(), /9 recovery codes are left/);
      } finally {
        await other.close();
      }

      await page.goto("/account/second-factor");
      const remove = page.locator("form").filter({ hasText: "Remove the second factor" });
      await remove.getByLabel("Your password").fill(PASSWORD);
      await remove.getByLabel("Code, or a recovery code").fill(codes[0]);
      await remove.getByRole("button").click();
      assert.match(await page.getByRole("alert").textContent(), /used already/);
      await remove.getByLabel("Your password").fill(PASSWORD);
      await remove.getByLabel("Code, or a recovery code").fill(codes[1]);
      await remove.getByRole("button").click();
      assert.match(await page.getByRole("status").textContent(), /was removed/);
    });

  check(world, "account: the pages of the second factor fit and read well, light and dark",
    { anonymous: true }, async (page, visit) => {
      const { username } = await newUser(world);
      await signInAs(page, username);
      await page.goto("/account/second-factor");
      await page.getByLabel("Your password").fill(PASSWORD);
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("img", { name: /Picture of the key/ }).waitFor();
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await visit.assertFits();
      }
      await page.emulateMedia({ colorScheme: "dark" });
      await visit.assertAccessible();
      const key = (await page.locator(".factor-key").textContent()).replace(/\s/g, "");
      await page.getByLabel("Code that the app shows").fill(codeOf(key));
      await page.getByRole("button", { name: "Confirm" }).click();
      await page.locator(".recovery-codes").waitFor();
      await visit.assertAccessible();
      await page.setViewportSize({ width: 320, height: 900 });
      await visit.assertFits();
      await page.goto("/account/second-factor");
      await visit.assertAccessible();
      await page.goto("/account");
      await page.getByRole("button", { name: "Sign out here" }).click();
      await page.waitForURL(/\/sign-in/);
      await signInAs(page, username);
      await page.waitForURL(/\/sign-in\/code/);
      await visit.assertAccessible();
      await enter(page, "000000");
      await page.getByRole("alert").waitFor();
      await page.emulateMedia({ colorScheme: "light" });
      await visit.assertAccessible();
    });
}
