import { test } from "node:test";

/// The word that names of wanted tests contain.
export const filter = { word: undefined };

/// Defines a test with a page of its own; whatever the page complained about fails it.
export function check(world, name, options, body) {
  if (filter.word && !name.includes(filter.word)) return;
  test(name, { timeout: 120_000 }, async () => {
    const visit = await world.browser.visit(options);
    try {
      await body(visit.page, visit);
      visit.assertQuiet();
    } catch (error) {
      await visit.keepPicture(name);
      throw error;
    } finally {
      await visit.close();
    }
  });
}
