// What pages gain with script. Everything works without.

import { counted } from "./words.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) continue; // Only secure origins have a clipboard.
  const words = button.querySelector("span");
  const label = words.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    words.textContent = button.dataset.copied;
    setTimeout(() => (words.textContent = label), 2000);
  });
}

// Times as the reader's own clock shows them, which only the browser knows; the key u goes from the
// organisation's zone to UTC and on to the own one. Comes before keys.js, which looks for the key.
const zones = document.querySelector("[data-own]");
const renamed = new Map(zones?.dataset.renamed.split(" ").map((names) => names.split("=")));
const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ownZone = renamed.get(deviceZone) ?? deviceZone;

if (zones && ownZone && !zones.dataset.others.split(" ").includes(ownZone)) {
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
}

// The book opens its list over the log; held with Ctrl or the like, it opens a tab as any link.
const dialog = document.querySelector("dialog[data-content]");

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-dialog]");
  if (!link || !dialog || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const content = await contentOf(link.href);
  // A page without such content has something else to say: sign in, try again.
  if (!content) return location.assign(link.href);
  dialog.querySelector(":scope > div").replaceChildren(content);
  dialog.setAttribute("aria-labelledby", dialog.dataset.title);
  dialog.showModal();
});

async function contentOf(href) {
  try {
    const response = await fetch(href);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.getElementById(dialog.dataset.content);
  } catch {
    return null; // Offline: the browser's own page says so.
  }
}

// Tells of entries that came since the page did, while someone looks at it.
const LOOK_GAP_MS = 15_000;
const news = document.querySelector("[data-count]");

// A page that nobody uses must not keep its session from ending.
const ABSENT_MS = 30 * 60_000;
let seenAt = Date.now();

const look = async () => {
  if (document.hidden || Date.now() - seenAt > ABSENT_MS) return;
  const response = await fetch(news.dataset.count).catch(() => null);
  if (!response?.ok) return; // Whoever reloads is told why.
  const { total } = await response.json();
  const count = Math.max(0, total - Number(news.dataset.total));
  news.textContent = counted(news.dataset.words, count);
  news.hidden = count === 0;
};

if (news) {
  for (const type of ["pointermove", "pointerdown", "keydown", "scroll", "visibilitychange"]) {
    document.addEventListener(type, () => (seenAt = Date.now()), { passive: true });
  }
  setInterval(look, LOOK_GAP_MS);
  document.addEventListener("visibilitychange", look);
}

// Back leads to the row from which someone left, where it stood, though others came above it.
document.addEventListener("click", (event) => {
  const row = event.target.closest?.("a[href]")?.closest("table.entries tbody tr");
  if (row) history.replaceState({ row: row.id, top: row.getBoundingClientRect().top }, "");
});

addEventListener("load", () => {
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  const row = type === "back_forward" && document.getElementById(history.state?.row ?? "");
  if (!row) return;
  row.querySelector("th a").focus({ preventScroll: true });
  // After the browser's own attempt.
  requestAnimationFrame(() => {
    scrollBy({ top: row.getBoundingClientRect().top - history.state.top, behavior: "instant" });
  });
});

// Rows are selected by box, by range with Shift, and with the keyboard, and beyond the page all that
// match; copied they are lines of cells between tabs, as spreadsheets take them.
let boxes = [...document.querySelectorAll("[data-row]")];
const allBox = document.querySelector("[data-pick-all]");
const bar = document.querySelector(".selection");
const matchBox = bar?.elements.namedItem("all");
let anchor = boxes[0];

const chosen = () => boxes.filter((box) => box.checked);
const lines = () => chosen().map((box) => `${box.dataset.row}\n`).join("");

const tell = () => {
  const count = chosen().length;
  allBox.checked = count > 0 && count === boxes.length;
  allBox.indeterminate = count > 0 && !allBox.checked;
  if (matchBox) {
    matchBox.checked &&= allBox.checked;
    matchBox.parentElement.hidden = !allBox.checked;
  }
  const words = bar.querySelector("[data-count-words]");
  const { countWords, pageWords = countWords, allWords } = words.dataset;
  const some = allBox.checked ? pageWords : countWords;
  words.textContent = matchBox?.checked ? allWords : counted(some, count);
  bar.querySelector("[data-copy-rows]").hidden = matchBox?.checked ?? false;
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

const copyRows = async () => {
  if (navigator.clipboard) return navigator.clipboard.writeText(lines());
  // Without TLS there is this way only; it ends in the listener for "copy".
  getSelection().empty();
  return document.execCommand("copy");
};

if (bar) {
  let isRange = false;
  stopAt(anchor);
  tell();
  for (const type of ["keydown", "keyup", "pointerdown"]) {
    addEventListener(type, (event) => (isRange = event.shiftKey), true);
  }
  document.addEventListener("click", ({ target: box }) => {
    if (!boxes.includes(box)) return;
    choose(isRange ? range(anchor, box) : [box], box.checked);
    anchor = box;
    goTo(box);
  });
  // The live log has other rows now.
  document.addEventListener("annals:rows", () => {
    boxes = [...document.querySelectorAll("[data-row]")];
    if (!boxes.includes(anchor)) anchor = boxes[0];
    stopAt(anchor);
    tell();
  });
  allBox.addEventListener("click", () => choose(boxes, allBox.checked));
  matchBox?.addEventListener("change", tell);
  bar.addEventListener("reset", (event) => {
    event.preventDefault();
    choose(boxes, false);
    goTo(anchor);
  });
  const button = bar.querySelector("[data-copy-rows]");
  const label = button.querySelector("span");
  const words = label.textContent;
  button.addEventListener("click", async () => {
    await copyRows();
    label.textContent = button.dataset.copied;
    setTimeout(() => (label.textContent = words), 2000);
  });
}

document.addEventListener("keydown", (event) => {
  const at = boxes.indexOf(event.target);
  const isCommand = event.ctrlKey || event.metaKey;
  const isOver = document.querySelector("dialog[open]");
  if (event.key === "Escape" && chosen().length > 0 && !isOver) {
    if (bar.contains(event.target)) goTo(anchor);
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
    bar.querySelector("button:not([hidden])").focus();
  }
});

document.addEventListener("copy", (event) => {
  const isText = event.target.closest?.("input[type=text], input[type=search], textarea");
  if (isText || !getSelection().isCollapsed || chosen().length === 0) return;
  event.clipboardData.setData("text/plain", lines());
  event.preventDefault();
});
