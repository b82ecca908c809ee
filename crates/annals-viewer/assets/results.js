// Follows ways within the log without leaving its page: htmx asks the server for the content alone
// and changes what differs in place, so that focus and scroll position stay. Each way is a link or a
// form that leads there without script as well.

import htmx from "./htmx.js";

const SLOW_MS = 200;
// Answers that know of pages and parts of pages; a proxy's error page is none of them.
const OURS = "HX-Request-Type";

const log = () => document.getElementById("log");
const shown = new WeakMap(); // What each part shows.
let current; // The request for the log that counts.
let slow;
let focused;
let unfolded;
let missing; // The address that could not be reached.

const isForLog = (ctx) => ctx?.target !== undefined && ctx.target === log();
const isPart = (ctx) => ctx?.target?.dataset?.part !== undefined;
const isRestore = (ctx) => "HX-History-Restore-Request" in ctx.request.headers;

const go = (href) =>
  htmx.ajax("GET", href, {
    source: log(), target: log(), swap: "outerMorph show:none", push: "true",
  });

// Asks for filters and chart, unless they are those of the page before, of which this is another.
const fill = () => {
  const isPaging = /[?&](next|previous)=/.test(location.search);
  for (const part of document.querySelectorAll("#log [data-part]")) {
    const href = part.dataset.part;
    if (!part.hasAttribute("aria-busy")) {
      if (!part.querySelector(".trouble")) shown.set(part, href);
    } else if (isPaging && shown.get(part) === href) {
      part.removeAttribute("aria-busy");
    } else {
      shown.delete(part);
      htmx.ajax("GET", href, { source: part, target: part, swap: "outerMorph" });
    }
  }
};

const tell = (id, place) => {
  const note = document.getElementById(id).content.cloneNode(true);
  note.querySelector("[data-retry]").href = missing ?? location.href;
  place.replaceChildren(note);
};

const fail = (ctx) => {
  const { action } = ctx.request;
  const place = isPart(ctx) ? ctx.target : document.getElementById("trouble");
  if (!place) return;
  place.removeAttribute("aria-busy");
  if (!isPart(ctx)) missing = action;
  tell(navigator.onLine ? "unreachable" : "offline", place);
};

// htmx would follow every link to this origin: others than those within this page lead to other ones.
document.addEventListener("htmx:before:init", (event) => {
  const { target: way } = event;
  const isForm = way.tagName === "FORM";
  const to = new URL(way.getAttribute(isForm ? "action" : "href") ?? "", location.href);
  const isRead = !isForm || way.method === "get";
  const isHere = to.pathname === location.pathname;
  if (!isHere || !isRead || "dialog" in way.dataset) event.preventDefault();
});

// What breaks off because someone leaves the page is no failure: the page is gone before this is told.
const LEAVING_MS = 250;

const fetchUnlessLeft = (...args) =>
  fetch(...args).catch(async (error) => {
    if (error.name !== "AbortError") await new Promise((told) => setTimeout(told, LEAVING_MS));
    throw error;
  });

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  ctx.fetch = fetchUnlessLeft;
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (!isForLog(ctx)) return;
  current = ctx;
  clearTimeout(slow);
  // What is there stays, and is dimmed when the rest takes its time.
  slow = setTimeout(() => {
    document.getElementById("results").setAttribute("aria-busy", "true");
  }, SLOW_MS);
});

document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.headers.get("Vary")?.includes(OURS)) return;
  if (ctx.response.headers.has("HX-Redirect")) return;
  event.preventDefault();
  fail(ctx);
});

document.addEventListener("htmx:error", ({ detail: { ctx, error } }) => {
  if (ctx && !ctx.response && error) fail(ctx);
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (ctx !== current) return;
  clearTimeout(slow);
  document.getElementById("results")?.removeAttribute("aria-busy");
});

// The header and the sheet of keys stay as they are: their ways go on in the place and the zone of
// what is shown. Those to other organisations have the whole search, from its first page on.
const keepWays = () => {
  const now = location.search.slice(1).split("&").filter(Boolean);
  const isOf = (names) => (pair) => names.includes(pair.split("=")[0]);
  const kept = now.filter(isOf(["organization", "below", "zone"]));
  const isElsewhere = isOf(["organization", "below", "next", "previous", "view"]);
  const search = now.filter((pair) => !isElsewhere(pair));
  for (const way of document.querySelectorAll("header.bar a, dialog.keys a")) {
    const { place } = way.dataset;
    const pairs = place === undefined ? kept : [place.slice(1), ...search].filter(Boolean);
    way.search = pairs.join("&");
  }
};

// What somebody folded stays as it is, but for menus, which have done what they were opened for.
const folds = () =>
  [...document.querySelectorAll("#log details:not(.views, .columns, .export, .help)")].map((fold) => {
    const within = fold.closest("[aria-labelledby]")?.getAttribute("aria-labelledby");
    return [[within, fold.className, fold.querySelector("summary").title].join("\n"), fold];
  });

document.addEventListener("htmx:before:swap", () => {
  focused = document.activeElement;
  unfolded = new Map(folds().map(([name, fold]) => [name, fold.open]));
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  for (const [name, fold] of folds()) {
    // What is chosen is in sight all the same.
    if (unfolded.has(name)) {
      fold.open = unfolded.get(name) || (fold.open && fold.querySelector("[aria-current]") !== null);
    }
  }
  // What was removed takes the focus with it.
  if (focused && focused !== document.body && document.activeElement === document.body) {
    const same = focused.id && document.getElementById(focused.id);
    (same || document.getElementById("results"))?.focus({ preventScroll: true });
  }
  if (isPart(ctx)) {
    ctx.target.removeAttribute("aria-busy");
    if (!ctx.target.querySelector(".trouble")) shown.set(ctx.target, ctx.target.dataset.part);
    document.dispatchEvent(new CustomEvent("annals:part"));
    return;
  }
  if (!document.getElementById("trouble")?.hasChildNodes()) missing = undefined;
  fill();
  keepWays();
  document.dispatchEvent(new CustomEvent("annals:page", { detail: { back: isRestore(ctx) } }));
});

// Bars are no links to htmx.
document.addEventListener("click", (event) => {
  const bar = event.target.closest?.("a.bar-link");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!bar || !isPlain || !isFollowed()) return;
  event.preventDefault();
  go(bar.getAttribute("href"));
});

const isFollowed = () => log()?.hasAttribute("hx-boost:inherited");

document.addEventListener("annals:go", (event) => {
  if (isFollowed()) go(event.detail.href);
  else location.assign(event.detail.href);
});

document.addEventListener("click", (event) => {
  const retry = event.target.closest?.("[data-retry]");
  if (!retry || !isFollowed()) return;
  event.preventDefault();
  go(retry.getAttribute("href"));
});

addEventListener("offline", () => {
  const place = document.getElementById("trouble");
  if (place) tell("offline", place);
});

addEventListener("online", () => {
  const place = document.getElementById("trouble");
  if (!place?.hasChildNodes()) return;
  if (missing) go(missing);
  else place.replaceChildren();
});

fill();
