import assert from "node:assert/strict";

import { api, dropGroups, dropUsers, makeUser } from "../lib/people.mjs";
import { check } from "../lib/suite.mjs";

const WIDTHS = [320, 360, 768, 1440, 2560];
const HOSTILE = "<img src=x onerror=alert(1)> &lt;b&gt; ${1}";

async function fitsEverywhere(page, visit, paths) {
  for (const path of paths) {
    await page.goto(path);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await visit.assertFits();
    }
  }
}

export default function define(world) {
  check(world, "users: lists and accounts at every width, also with hostile names", {},
    async (page, visit) => {
      await page.goto("/users");
      const long = "W".repeat(150);
      const user = await makeUser(page, visit.demo, `e2e-long-${"w".repeat(100)}`, {
        name: `${HOSTILE} ${long}`, role: long, email: `${long}@example.org`,
        homepage: `/?q=${long}`, staff_record: `staff:${long}`, expires_at: "2031-06-30T05:00:00Z",
      });
      const path = `/users/${user.id}`;
      const paths = ["/users", "/users/new", "/groups", path, `${path}/effective`, `${path}/delete`];
      await fitsEverywhere(page, visit, paths);
      await page.setViewportSize({ width: 1280, height: 900 });
      for (const shown of paths) {
        await page.goto(shown);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await visit.assertAccessible();
        }
      }
      await dropUsers(page, visit.demo, "e2e-long-");
    });

  check(world, "users: found by name, username and e-mail, and by status", {},
    async (page, visit) => {
      await page.goto("/users");
      await makeUser(page, visit.demo, "e2e-find-1", { name: "Zoë Finder", status: "locked" });
      await makeUser(page, visit.demo, "e2e-find-2", { name: "Bo", email: "bo@finder.example" });
      await page.getByLabel("Find a user").fill("finder");
      await page.keyboard.press("Enter");
      await page.waitForURL(/q=finder/);
      assert.equal(await page.locator(".people tbody tr").count(), 2);
      await page.getByRole("navigation", { name: "Status" }).getByRole("link", { name: /Locked/ }).click();
      await page.waitForURL(/status=locked/);
      assert.deepEqual(await page.locator(".people tbody th a").allTextContents(), ["Zoë Finder"]);
      await page.goto("/users?q=nobody-is-called-so");
      await visit.assertAccessible();
      await page.getByRole("link", { name: "Show all" }).click();
      await page.waitForURL("/users");
      await dropUsers(page, visit.demo, "e2e-find-");
    });

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    const username = script ? "e2e-acc-1" : "e2e-acc-0";
    check(world, `users: added, changed and deleted by keyboard, ${how}`, { script },
      async (page, visit) => {
        await page.goto("/users");
        await page.getByRole("link", { name: "Add user" }).focus();
        await page.keyboard.press("Enter");
        await page.waitForURL("/users/new");
        await page.getByLabel("Name", { exact: true }).fill("Terry Lee");
        await page.getByLabel("Username").fill(username);
        await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
        await page.getByLabel("E-mail").fill("nowhere");
        await page.getByRole("checkbox", { name: "STAFF" }).check();
        await page.getByLabel("Name", { exact: true }).press("Enter");
        const problem = page.getByRole("alert");
        await problem.waitFor();
        assert.match(await problem.textContent(), /looks like/);
        assert.equal(await page.getByLabel("Username").inputValue(), username);
        assert.ok(await page.getByRole("checkbox", { name: "STAFF" }).isChecked());
        if (script) await visit.assertAccessible();
        await page.getByLabel("E-mail").fill("");
        await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
        await page.keyboard.press("Enter");
        await page.waitForURL(/done=created/);
        assert.match(await page.getByRole("status").first().textContent(), /was added/);

        await page.getByLabel("Role").fill("Registrar");
        await page.getByLabel("Expires").fill("2031-06-30T17:00");
        await page.getByRole("radio", { name: /Locked/ }).check();
        await page.keyboard.press("Enter");
        await page.waitForURL(/done=changed/);
        assert.match(await page.locator(".person-who").textContent(), /Locked.*Registrar/);
        assert.equal(await page.getByLabel("Expires").inputValue(), "2031-06-30T17:00");

        await page.getByLabel("New password").fill("another long password");
        await page.getByLabel("The same again").fill("not that one at all");
        await page.keyboard.press("Enter");
        await page.getByText("The two passwords are not the same.").waitFor();
        await page.getByLabel("New password").fill("another long password");
        await page.getByLabel("The same again").fill("another long password");
        await page.keyboard.press("Enter");
        await page.waitForURL(/done=password/);

        await page.getByRole("link", { name: "Delete the account" }).click();
        await page.waitForURL(/\/delete/);
        assert.match(await page.getByRole("main").textContent(), /Their place in 1 group/);
        await page.getByRole("button", { name: "Delete the account" }).focus();
        await page.keyboard.press("Enter");
        await page.waitForURL(/\/users\?done=deleted/);
        await page.goto(`/users?q=${username}`);
        assert.equal(await page.locator(".people tbody tr").count(), 0);
      });
  }

  check(world, "users: the second of two is told what the first one changed", {},
    async (page, visit) => {
      await page.goto("/users");
      const user = await makeUser(page, visit.demo, "e2e-two-1", { name: "Terry Lee" });
      await page.goto(`/users/${user.id}`);
      const other = await visit.context.newPage();
      await other.goto(`/users/${user.id}`);
      await other.getByLabel("E-mail").fill("first@example.org");
      await other.getByLabel("Role").fill("Registrar");
      await other.getByRole("button", { name: "Save" }).click();
      await other.waitForURL(/done=changed/);
      await page.getByLabel("Role").fill("Nurse");
      await page.getByLabel("Homepage").fill("/views");
      await page.getByRole("button", { name: "Save" }).click();
      const told = page.getByRole("alert");
      await told.waitFor();
      assert.match(await told.textContent(), /E-mail: was nothing, is now first@example\.org\./);
      assert.match(await told.textContent(), /Role: was nothing, is now Registrar\. You typed/);
      assert.equal(await page.getByLabel("E-mail").inputValue(), "first@example.org");
      assert.equal(await page.getByLabel("Role").inputValue(), "Nurse");
      await visit.assertAccessible();
      await page.getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/done=changed/);
      const now = await api(page, visit.demo, "get", `/v1/users/${user.id}`);
      assert.deepEqual([now.email, now.role, now.homepage], ["first@example.org", "Nurse", "/views"]);
      await dropUsers(page, visit.demo, "e2e-two-");
    });

  check(world, "users: rights in effect name their sources, and lead to the log", {},
    async (page, visit) => {
      await page.goto("/users");
      const user = await makeUser(page, visit.demo, "e2e-eff-1");
      const group = await api(page, visit.demo, "post", "/v1/groups", { name: `e2e-eff ${HOSTILE}` });
      await api(page, visit.demo, "put", `/v1/groups/${group.id}/members/${user.id}`);
      const grant = ["audit_log"];
      await api(page, visit.demo, "patch", `/v1/groups/${group.id}/rights`, { grant, below: true });
      const year = { school: "Lincoln", end_year: 2027 };
      await api(page, visit.demo, "post", `/v1/groups/${group.id}/calendars`, year);
      await page.goto(`/users/${user.id}/effective`);
      const text = await page.getByRole("main").textContent();
      assert.match(text, /Audit Log: View.*here and in all below.*from group/s);
      assert.match(text, /They see only entries of these school years/);
      await visit.assertAccessible();
      await fitsEverywhere(page, visit, [`/users/${user.id}/effective`]);
      await page.getByRole("link", { name: /^Changes/ }).click();
      await page.waitForURL(/\/reports\/user-security\?object=e2e-eff-1/);
      await dropUsers(page, visit.demo, "e2e-eff-");
      await dropGroups(page, visit.demo, "e2e-eff ");
    });
}
