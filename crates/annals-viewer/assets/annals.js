// What pages gain with script. Everything works without.

import { counted } from "./words.js";

// What a script does to the page at its beginning it does again when the page has other content.
const onPage = (ready) => {
  document.addEventListener("annals:page", ready);
  ready(new CustomEvent("annals:page", { detail: {} }));
};

const sayFor = (words, said) => {
  const label = words.textContent;
  if (label === said) return; // Pressed twice.
  words.textContent = said;
  setTimeout(() => (words.textContent = label), 2000);
};

onPage(() => {
  if (!navigator.clipboard) return; // Only secure origins have a clipboard.
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !document.getElementById(button.dataset.copy);
  }
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent);
  sayFor(button.querySelector("span"), button.dataset.copied);
});

// Times as the reader's own clock shows them, which only the browser knows; the key u goes from the
// organisation's zone to UTC and on to the own one. Comes before keys.js, which looks for the key.
const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

onPage(() => {
  const zones = document.querySelector("[data-own]");
  const renamed = new Map(zones?.dataset.renamed.split(" ").map((names) => names.split("=")));
  const ownZone = renamed.get(deviceZone) ?? deviceZone;
  if (!zones || !ownZone || zones.dataset.others.split(" ").includes(ownZone)) return;
  const links = [...zones.querySelectorAll("[data-zone]")];
  const [organization, utc] = links;
  let own = links.find((link) => link.dataset.zone === ownZone);
  if (!own) {
    own = utc.cloneNode(true);
    own.removeAttribute("aria-current");
    own.querySelector("svg")?.remove();
    const href = new URL(organization.href);
    href.searchParams.set("in", ownZone);
    own.href = href;
    const line = document.createElement("li");
    line.append(own);
    utc.parentElement.after(line);
  }
  own.querySelector("bdi").textContent = zones.dataset.own.replace("{zone}", ownZone);
  const ring = [organization, utc, own];
  for (const link of ring) delete link.dataset.key;
  const at = ring.findIndex((link) => link.ariaCurrent);
  ring[(at + 1) % ring.length].dataset.key = "u";
});

// The book opens its list over the log; held with Ctrl or the like, it opens a tab as any link.
const overlay = () => document.querySelector("dialog[data-content]");

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-dialog]");
  const dialog = overlay();
  if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const content = await contentOf(link.href, dialog.dataset.content);
  // A page without such content has something else to say: sign in, try again.
  if (!content) return location.assign(link.href);
  dialog.querySelector(":scope > div").replaceChildren(content);
  dialog.setAttribute("aria-labelledby", dialog.dataset.title);
  dialog.showModal();
});

async function contentOf(href, id) {
  try {
    const response = await fetch(href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.getElementById(id);
  } catch {
    return null; // Offline: the browser's own page says so.
  }
}

// A menu of the header lies over the page: whoever goes on with the page is done with it.
for (const type of ["pointerdown", "focusin"]) {
  document.addEventListener(type, ({ target }) => {
    for (const menu of document.querySelectorAll("details.bar-menu[open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  });
}

// Tells of entries that came since the page did, while someone looks at it.
const LOOK_GAP_MS = 15_000;

// A page that nobody uses must not keep its session from ending.
const ABSENT_MS = 30 * 60_000;
let seenAt = Date.now();

const look = async () => {
  const news = document.querySelector("[data-count]");
  if (!news || document.hidden || Date.now() - seenAt > ABSENT_MS) return;
  const asked = news.dataset.count;
  const response = await fetch(asked).catch(() => null);
  if (!response?.ok) return; // Whoever reloads is told why.
  const { total } = await response.json();
  if (news.dataset.count !== asked) return; // Another search is shown by now.
  const count = Math.max(0, total - Number(news.dataset.total));
  news.textContent = counted(news.dataset.words, count);
  news.hidden = count === 0;
};

if (document.getElementById("log")) {
  for (const type of ["pointermove", "pointerdown", "keydown", "scroll", "visibilitychange"]) {
    document.addEventListener(type, () => (seenAt = Date.now()), { passive: true });
  }
  setInterval(look, LOOK_GAP_MS);
  document.addEventListener("visibilitychange", look);
}

// Back leads to the row from which someone left, where it stood, though others came above it.
document.addEventListener("click", (event) => {
  const row = event.target.closest?.("a[href]")?.closest("table.entries tbody tr");
  if (row) {
    const { top } = row.getBoundingClientRect();
    history.replaceState({ ...history.state, row: row.id, top }, "");
  }
});

const returnToRow = () => {
  const row = document.getElementById(history.state?.row ?? "");
  if (!row) return;
  row.querySelector("th a").focus({ preventScroll: true });
  // After the browser's own attempt.
  requestAnimationFrame(() => {
    scrollBy({ top: row.getBoundingClientRect().top - history.state.top, behavior: "instant" });
  });
};

addEventListener("load", () => {
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  if (type === "back_forward") returnToRow();
});

document.addEventListener("annals:page", ({ detail: { back } }) => {
  if (back) returnToRow();
});

// Rows are selected by box, by range with Shift, and with the keyboard, and beyond the page all that
// match; copied they are lines of cells between tabs, as spreadsheets take them.
let boxes = [];
let anchor;
const allBox = () => document.querySelector("[data-pick-all]");
const bar = () => document.querySelector(".selection");
const matchBox = () => bar().elements.namedItem("all");

const chosen = () => boxes.filter((box) => box.checked);
// Several rows are a table, which has heads; one row alone is added to a table that has its own.
const lines = () => {
  const rows = chosen().map((box) => box.dataset.row);
  if (rows.length > 1) rows.unshift(bar().dataset.heads);
  return rows.map((row) => `${row}\n`).join("");
};

const tell = () => {
  if (!bar()) return;
  const [all, match, count] = [allBox(), matchBox(), chosen().length];
  all.checked = count > 0 && count === boxes.length;
  all.indeterminate = count > 0 && !all.checked;
  if (match) {
    match.checked &&= all.checked;
    match.parentElement.hidden = !all.checked;
  }
  const words = bar().querySelector("[data-count-words]");
  const { countWords, pageWords = countWords, allWords } = words.dataset;
  const some = all.checked ? pageWords : countWords;
  words.textContent = match?.checked ? allWords : counted(some, count);
  bar().querySelector("[data-copy-rows]").hidden = match?.checked ?? false;
};

const choose = (some, checked) => {
  for (const box of some) box.checked = checked;
  tell();
};

const range = (from, to) => {
  const [first, last] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  return boxes.slice(first, last + 1);
};

// The arrow keys go from one box to the next, so that only one is a stop of the Tab key.
const stopAt = (box) => {
  for (const other of boxes) other.tabIndex = other === box ? 0 : -1;
};

const goTo = (box) => {
  stopAt(box);
  box?.focus();
};

const findBoxes = () => {
  boxes = [...document.querySelectorAll("[data-row]")];
  if (!boxes.includes(anchor)) anchor = boxes[0];
  stopAt(anchor);
  tell();
};

const copyRows = async () => {
  if (navigator.clipboard) return navigator.clipboard.writeText(lines());
  // Without TLS there is this way only; it ends in the listener for "copy".
  getSelection().empty();
  return document.execCommand("copy");
};

onPage(() => {
  findBoxes();
  // What was selected among other rows must not be deleted among these.
  choose(boxes, false);
});
// The live log has other rows now.
document.addEventListener("annals:rows", findBoxes);

let isRange = false;
for (const type of ["keydown", "keyup", "pointerdown"]) {
  addEventListener(type, (event) => (isRange = event.shiftKey), true);
}

document.addEventListener("click", async ({ target }) => {
  if (boxes.includes(target)) {
    choose(isRange ? range(anchor, target) : [target], target.checked);
    anchor = target;
    goTo(target);
  } else if (target === allBox()) {
    choose(boxes, target.checked);
  }
  const button = target.closest?.("[data-copy-rows]");
  if (!button) return;
  await copyRows();
  sayFor(button.querySelector("span"), button.dataset.copied);
});

document.addEventListener("change", ({ target }) => {
  if (bar() && target === matchBox()) tell();
});

document.addEventListener("reset", (event) => {
  if (event.target !== bar()) return;
  event.preventDefault();
  choose(boxes, false);
  goTo(anchor);
});

document.addEventListener("keydown", (event) => {
  const at = boxes.indexOf(event.target);
  const isCommand = event.ctrlKey || event.metaKey;
  const isOver = document.querySelector("dialog[open]");
  const open = event.target.closest?.("details:is(.value-menu, .columns, .export, .views, .help, .bar-menu)[open]");
  if (event.key === "Escape" && open && !isOver && !event.defaultPrevented) {
    open.open = false;
    return open.querySelector("summary").focus();
  }
  if (event.key === "Escape" && chosen().length > 0 && !isOver) {
    if (bar().contains(event.target)) goTo(anchor);
    return choose(boxes, false);
  }
  if (at < 0) return;
  const next = { ArrowDown: boxes[at + 1], ArrowUp: boxes[at - 1] }[event.key];
  if (next) {
    event.preventDefault();
    if (event.shiftKey) choose([boxes[at], next], true);
    goTo(next);
    anchor = next;
  } else if (isCommand && event.key.toLowerCase() === "a") {
    event.preventDefault();
    choose(boxes, true);
  } else if (event.key === "Enter") {
    // To what can be done with the rows, past the links of those beneath.
    event.preventDefault();
    bar().querySelector("button:not([hidden])").focus();
  }
});

document.addEventListener("copy", (event) => {
  const isText = event.target.closest?.("input[type=text], input[type=search], textarea");
  if (isText || !getSelection().isCollapsed || chosen().length === 0) return;
  event.clipboardData.setData("text/plain", lines());
  event.preventDefault();
});
