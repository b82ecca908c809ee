import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";

import { check } from "../lib/suite.mjs";

const PASSWORD = "a long enough password";

/// Where browsers allow passkeys: the demo's own address is that of an IP address.
const localOf = (demo) => demo.url.replace("127.0.0.1", "localhost");

/// A user of this suite alone, made by the demo's administrator.
async function newUser(world) {
  const visit = await world.browser.visit();
  try {
    const { page } = visit;
    await page.goto("/account");
    const token = await page.locator("input[name=form_token]").first().getAttribute("value");
    const headers = { "X-Annals-Form-Token": token, Origin: world.demo.url };
    const username = `passkeys-${randomBytes(4).toString("hex")}`;
    const data = { username, name: "Robin Vale", password: PASSWORD };
    const response = await page.request.post("/v1/users", { data, headers });
    assert.ok(response.ok(), await response.text());
    return { username, id: (await response.json()).id };
  } finally {
    await visit.close();
  }
}

/// A device in the browser that keeps passkeys and looks at fingers.
async function newDevice(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /// Whether the finger is the right one.
    verify: (isUserVerified) =>
      session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    async keys() {
      const { credentials } = await session.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials;
    },
    forget: () => session.send("WebAuthn.clearCredentials", { authenticatorId }),
  };
}

/// What the page complained about but for being at another address of the same server.
function forgetHost(visit, local) {
  visit.complaints = visit.complaints.filter(
    (one) => !one.startsWith(`asked of another host: ${local}`),
  );
}

async function passwordStep(page, local, username) {
  await page.goto(`${local}/sign-in?next=/account/passkeys`);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function add(page, name, prove) {
  await page.getByLabel("Name of the passkey").fill(name);
  await prove();
  await page.waitForURL(/\/account\/passkeys\/new/);
  await page.getByRole("button", { name: "Make the passkey" }).click();
}

const withPassword = (page) => async () => {
  await page.getByLabel("Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Continue" }).click();
};

const withPasskey = (page) => () =>
  page.getByRole("button", { name: "Confirm with a passkey instead" }).click();

async function signOut(page, local) {
  await page.goto(`${local}/account`);
  await page.getByRole("button", { name: "Sign out here" }).click();
  await page.waitForURL(/\/sign-in/);
}

export default function define(world) {
  check(world, "passkeys: one is added, signs in alone and after the password, and is removed",
    { anonymous: true }, async (page, visit) => {
      const local = localOf(world.demo);
      const { username } = await newUser(world);
      const device = await newDevice(page);
      await passwordStep(page, local, username);
      await add(page, "Laptop", withPassword(page));
      await page.locator(".recovery-codes").waitFor();
      const codes = await page.locator(".recovery-codes code").allTextContents();
      assert.equal(codes.length, 10);
      const [key] = await device.keys();
      assert.deepEqual([key.rpId, key.isResidentCredential], ["localhost", true]);

      await signOut(page, local);
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await page.waitForURL(`${local}/`);

      await signOut(page, local);
      await passwordStep(page, local, username);
      await page.waitForURL(/\/sign-in\/code/);
      await device.verify(false);
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await page.getByRole("alert").waitFor();
      assert.match(await page.getByRole("alert").textContent(), /No passkey was used/);
      await device.verify(true);
      await page.getByRole("button", { name: "Use a passkey" }).click();
      await page.waitForURL(/\/account\/passkeys/);

      // The device has one already and makes no second one; another device does.
      await add(page, "Again", withPasskey(page));
      await page.getByRole("alert").waitFor();
      assert.match(await page.getByRole("alert").textContent(), /has a passkey of yours already/);
      await page.goto(`${local}/account/passkeys`);
      const rows = page.locator(".session-list > li");
      assert.equal(await rows.count(), 1);
      await page.getByRole("link", { name: "Change Laptop" }).click();
      await page.getByLabel("Name of the passkey").fill("Old laptop");
      await page.getByRole("button", { name: "Rename" }).click();
      assert.match(await page.getByRole("status").textContent(), /another name now/);
      await page.getByRole("link", { name: "Change Old laptop" }).click();
      assert.match(await page.locator("main").textContent(), /your only second factor/);
      await page.getByRole("button", { name: "Confirm with a passkey instead" }).click();
      assert.match(await page.getByRole("status").textContent(), /was removed/);
      assert.equal(await rows.count(), 0);

      // The device doesn't know; the server does.
      await signOut(page, local);
      await page.getByRole("button", { name: "Sign in with a passkey" }).click();
      await page.waitForURL(/problem=passkey/);
      assert.match(await page.getByRole("alert").textContent(), /was not taken/);
      forgetHost(visit, local);
    });

  check(world, "passkeys: the pages fit and read well, light and dark",
    { anonymous: true }, async (page, visit) => {
      const local = localOf(world.demo);
      const { username } = await newUser(world);
      await newDevice(page);
      const fits = async () => {
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          await visit.assertFits();
        }
      };
      await page.goto(`${local}/sign-in`);
      await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
      await fits();
      await visit.assertAccessible();
      await passwordStep(page, local, username);
      await add(page, "Laptop with a rather long name, of the office", withPassword(page));
      await page.locator(".recovery-codes").waitFor();
      await page.goto(`${local}/account/passkeys`);
      await fits();
      await visit.assertAccessible();
      await page.emulateMedia({ colorScheme: "dark" });
      await visit.assertAccessible();
      await page.getByRole("link", { name: /^Change Laptop/ }).click();
      await page.getByRole("button", { name: "Confirm with a passkey instead" }).waitFor();
      await fits();
      await visit.assertAccessible();
      await signOut(page, local);
      await passwordStep(page, local, username);
      await page.getByRole("button", { name: "Use a passkey" }).waitFor();
      await fits();
      await visit.assertAccessible();
      forgetHost(visit, local);
    });

  check(world, "passkeys: without script, and at an IP address, it is said what is missing",
    { anonymous: true, script: false }, async (page, visit) => {
      const local = localOf(world.demo);
      const { username } = await newUser(world);
      await passwordStep(page, world.demo.url, username);
      await page.waitForURL(/\/account\/passkeys/);
      const way = page.locator("main .note").getByRole("link", { name: local });
      assert.equal(await way.getAttribute("href"), `${local}/account/passkeys`);
      assert.equal(await page.getByLabel("Your password").count(), 0);
      await page.goto("/sign-in");
      assert.equal(await page.locator("[data-passkey]").count(), 0);
      await page.goto(`${local}/sign-in`);
      assert.ok(await page.locator("[data-passkey]").isHidden());
      await passwordStep(page, local, username);
      await page.waitForURL(/\/account\/passkeys/);
      assert.match(await page.locator("main").innerText(), /Passkeys need JavaScript/);
      forgetHost(visit, local);
    });
}
