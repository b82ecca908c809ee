/// The tests that `define` defines and whose names contain `word`. They run in `world`, which has a
/// demo and a browser by then.
export function testsOf(define, world, word = "") {
  const tests = [];
  define(Object.assign(world, { tests }));
  delete world.tests;
  return tests.filter(({ name }) => name.includes(word));
}

/// Defines a test with a page of its own; whatever the page complained about fails it.
export function check(world, name, options, body) {
  world.tests.push({ name, options, body });
}

export async function run(world, { name, options, body }) {
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
}
