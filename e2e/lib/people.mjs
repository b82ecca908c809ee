import assert from "node:assert/strict";

/// Asks the API as the signed-in page may; `page` shows a page of Annals.
export async function api(page, demo, method, path, data) {
  const token = await page.locator("input[name=form_token]").first().getAttribute("value");
  const headers = { "X-Annals-Form-Token": token, Origin: demo.url };
  const response = await page.request[method](path, { data, headers });
  assert.ok(response.ok(), `${path}: ${response.status()} ${await response.text()}`);
  return response.status() === 204 ? undefined : response.json();
}

/// A user of the test's own.
export function makeUser(page, demo, username, more = {}) {
  const data = { username, name: username, password: "correct horse battery", ...more };
  return api(page, demo, "post", "/v1/users", data);
}

/// Takes users away again whose usernames begin with `prefix`.
export async function dropUsers(page, demo, prefix) {
  const { users } = await api(page, demo, "get", "/v1/users");
  for (const { id, username, version } of users) {
    if (username.startsWith(prefix)) {
      await api(page, demo, "delete", `/v1/users/${id}?version=${version}`);
    }
  }
}

/// The same of groups, by their names.
export async function dropGroups(page, demo, prefix) {
  const { groups } = await api(page, demo, "get", "/v1/groups");
  for (const { id, name, version } of groups) {
    if (name.startsWith(prefix)) {
      await api(page, demo, "delete", `/v1/groups/${id}?version=${version}`);
    }
  }
}
