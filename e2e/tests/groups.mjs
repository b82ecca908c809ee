import assert from "node:assert/strict";

import { api, dropGroups, dropUsers, makeUser } from "../lib/people.mjs";
import { check } from "../lib/suite.mjs";

const WIDTHS = [320, 360, 768, 1440, 2560];
const HOSTILE = "<img src=x onerror=alert(1)> &lt;b&gt; ${1}";

function makeGroup(page, demo, name, more = {}) {
  return api(page, demo, "post", "/v1/groups", { name, ...more });
}

export default function define(world) {
  check(world, "groups: every page of a group and of a user's rights, at every width", {},
    async (page, visit) => {
      await page.goto("/groups");
      const { demo } = visit;
      const long = "W".repeat(100);
      const group = await makeGroup(page, demo, `e2e-long ${HOSTILE} ${long}`, { description: long });
      const user = await makeUser(page, demo, "e2e-glong-1", { name: `${HOSTILE} ${long}` });
      await api(page, demo, "put", `/v1/groups/${group.id}/members/${user.id}`);
      for (const holder of [`groups/${group.id}`, `users/${user.id}`]) {
        const grant = ["audit_log", "reports:read"];
        await api(page, demo, "patch", `/v1/${holder}/rights`, { grant });
        const year = { school: `${long}${HOSTILE}`, end_year: 2027 };
        await api(page, demo, "post", `/v1/${holder}/calendars`, year);
      }
      const of = `/groups/${group.id}`;
      const paths = [
        of, `${of}/members`, `${of}/members?find=a`, `${of}/rights`, `${of}/calendars`,
        `${of}/delete`, "/groups/new", "/groups/staff", "/groups/auditors/rights",
        `/users/${user.id}/groups`, `/users/${user.id}/rights`, `/users/${user.id}/calendars`,
      ];
      for (const path of paths) {
        await page.goto(path);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await visit.assertFits();
        }
        await page.setViewportSize({ width: 1280, height: 900 });
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await visit.assertAccessible();
        }
      }
      await dropUsers(page, demo, "e2e-glong-");
      await dropGroups(page, demo, "e2e-long ");
    });

  for (const script of [true, false]) {
    const how = script ? "with script" : "without script";
    const name = script ? "e2e-g1" : "e2e-g0";
    check(world, `groups: made, filled, given rights and years, and deleted by keyboard, ${how}`,
      { script }, async (page, visit) => {
        await page.goto("/groups");
        const user = await makeUser(page, visit.demo, `${name}-member`, { name: `Member of ${name}` });
        await page.getByRole("link", { name: "Add group" }).focus();
        await page.keyboard.press("Enter");
        await page.waitForURL("/groups/new");
        await page.getByLabel("Name", { exact: true }).fill("staff");
        await page.keyboard.press("Enter");
        await page.getByText("There is a group called").waitFor();
        await page.getByLabel("Name", { exact: true }).fill(name);
        await page.keyboard.press("Enter");
        await page.waitForURL(/done=group-created/);

        await page.getByRole("link", { name: /^Members/ }).click();
        await page.getByLabel("Find a user").fill(`member of ${name}`);
        await page.keyboard.press("Enter");
        await page.waitForURL(/find=/);
        await page.getByRole("button", { name: "Add Member of" }).focus();
        await page.keyboard.press("Enter");
        await page.waitForURL(/done=added/);
        assert.match(await page.getByRole("status").first().textContent(), /Added to the group/);

        await page.getByRole("link", { name: /^Tool rights/ }).click();
        await page.waitForURL(/\/rights/);
        const one = page.getByRole("group", { name: /^Audit Log: View events:read/ });
        await one.getByRole("radio", { name: "not given" }).focus();
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowRight");
        assert.ok(await one.getByRole("radio", { name: "here and below" }).isChecked());
        // Enter saves what is chosen, and presses no button of a module.
        await page.keyboard.press("Enter");
        await page.waitForURL(/done=rights/);
        const tab = page.getByRole("link", { name: /^Tool rights/ });
        assert.equal(await tab.textContent(), "Tool rights 1");
        const module = page.getByRole("region", { name: /^Monitoring/ });
        await module.getByRole("button", { name: "All, here", exact: true }).focus();
        await page.keyboard.press("Enter");
        await page.waitForURL(/done=rights/);
        await page.getByText("6 of 6 given").waitFor();
        assert.equal(await tab.textContent(), "Tool rights 7");

        await page.getByRole("link", { name: /^Calendar rights/ }).click();
        await page.getByLabel("School", { exact: true }).fill("Lincoln Elementary");
        await page.getByLabel("End Year").fill("next");
        await page.keyboard.press("Enter");
        await page.getByText("Type a year such as").waitFor();
        assert.equal(await page.getByLabel("School", { exact: true }).inputValue(), "Lincoln Elementary");
        await page.getByLabel("End Year").fill("2026");
        await page.keyboard.press("Enter");
        await page.waitForURL(/done=year-added/);
        await page.getByRole("link", { name: "Change Lincoln Elementary 2026" }).click();
        await page.getByLabel("End Year").fill("2027");
        await page.keyboard.press("Enter");
        await page.waitForURL(/done=year-changed/);
        await page.getByText("School year that ends in 2027").waitFor();

        await page.goto(`/users/${user.id}/effective`);
        assert.match(await page.getByRole("main").textContent(), new RegExp(`from group ${name}`));
        await page.getByRole("link", { name, exact: true }).first().click();
        await page.getByRole("link", { name: "Delete the group" }).click();
        await page.waitForURL(/\/delete/);
        const text = await page.getByRole("main").textContent();
        assert.match(text, /Audit Log: View1 of 1/);
        assert.match(text, /1 user is limited to school years by this group alone/);
        await page.getByRole("button", { name: "Delete the group" }).focus();
        await page.keyboard.press("Enter");
        await page.waitForURL(/\/groups\?done=group-deleted/);
        await dropUsers(page, visit.demo, `${name}-`);
      });
  }

  check(world, "groups: a form of another session is shown, and sent again", {},
    async (page, visit) => {
      await page.goto("/groups");
      const group = await makeGroup(page, visit.demo, "e2e-old-1");
      await page.goto(`/groups/${group.id}`);
      await page.getByLabel("Description").fill(`One line\n${HOSTILE} ${"W".repeat(100)}`);
      const tokens = page.locator("main input[name=form_token]");
      await tokens.evaluateAll((all) => all.forEach((token) => (token.value = "of before")));
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("heading", { name: "This form is out of date" }).waitFor();
      assert.match(await page.locator("dd").last().innerText(), /^One line\n<img src=x .*W$/);
      for (const width of [320, 360, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await visit.assertFits();
      }
      await visit.assertAccessible();
      await page.getByRole("button", { name: "Send again as" }).click();
      await page.waitForURL(/done=group-changed/);
      const { groups } = await api(page, visit.demo, "get", "/v1/groups");
      const { description } = groups.find(({ id }) => id === group.id);
      assert.match(description, /^One line\n<img/);
      await dropGroups(page, visit.demo, "e2e-old-");
    });

  check(world, "groups: the last administrator stays, and the reason stands at their line", {},
    async (page, visit) => {
      await page.goto("/groups/administrators/members");
      const line = page.locator(".member-list li").filter({ hasText: "Alex Morgan" });
      await line.getByRole("button", { name: /^Remove/ }).click();
      const told = line.getByRole("alert");
      await told.waitFor();
      assert.match(await told.textContent(), /last active administrator/);
      await visit.assertAccessible();
    });

  check(world, "groups: a user is put into a group and taken out on their own page", {},
    async (page, visit) => {
      await page.goto("/groups");
      const user = await makeUser(page, visit.demo, "e2e-own-1");
      await page.goto(`/users/${user.id}/groups`);
      await page.getByLabel("Add to a group").selectOption("STAFF");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.waitForURL(/done=added/);
      await page.getByRole("button", { name: "Remove from STAFF" }).click();
      await page.waitForURL(/done=removed/);
      await page.getByText("They are in no group.").waitFor();
      await dropUsers(page, visit.demo, "e2e-own-");
    });
}
