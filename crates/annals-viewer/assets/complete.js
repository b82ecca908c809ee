// Completes what is typed into the search bar and the fields of filters. The server says what with;
// without script the fields are fields.

import { listbox } from "./listbox.js";
import { counted } from "./words.js";

const QUIET_MS = 120;
let made = 0;
const known = new WeakMap(); // Fields, with what puts their list beside them again.

const complete = (field) => {
  if (known.has(field)) return known.get(field)();
  const { complete: href, completeLabel: label, completeCount: words } = field.dataset;
  const isSearch = field.name === "q";
  const list = document.createElement("div");
  const status = document.createElement("p");
  let timer;
  let running;
  let fits; // What stood in the field when the options were asked for.

  made += 1;
  Object.assign(list, { id: `completions-${made}`, className: "completions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  const stand = () => {
    close();
    if (field.nextElementSibling !== list) field.after(list, status);
    field.removeAttribute("list"); // The browser's own list would lie over this one.
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", String(!list.hidden));
  };

  const { options, active, activate } = listbox(field, list);

  const same = (insert) => options().find((option) => option.dataset.insert === insert);

  const show = (nodes) => {
    const chosen = active()?.dataset.insert;
    list.replaceChildren(...nodes);
    const count = options().length;
    list.hidden = count === 0;
    field.setAttribute("aria-expanded", String(count > 0));
    // An answer that comes late takes nothing away that was chosen before it came.
    activate(chosen === undefined ? undefined : same(chosen));
    status.textContent = count > 0 ? counted(words, count) : "";
  };

  const close = () => {
    clearTimeout(timer);
    running?.abort();
    show([]);
  };

  const ask = async () => {
    running = new AbortController();
    const { signal } = running;
    const { value: typed, selectionEnd: at } = field;
    const query = new URLSearchParams({ q: typed, at });
    try {
      const response = await fetch(`${href}&${query}`, { signal });
      // Whoever can't be helped goes on typing; the search itself says what is wrong.
      if (!response.ok || response.redirected) return show([]);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (signal.aborted || document.activeElement !== field) return;
      fits = typed;
      show(page.body.children);
    } catch (error) {
      if (error.name !== "AbortError") show([]);
    }
  };

  const askSoon = (after) => {
    running?.abort();
    clearTimeout(timer);
    timer = setTimeout(ask, after);
  };

  const choose = async (option) => {
    if (field.value !== fits) {
      // More was typed since these options came: the same one stands elsewhere now.
      running?.abort();
      clearTimeout(timer);
      await ask();
      option = same(option.dataset.insert);
      if (!option || field.value !== fits) return;
    }
    const { insert, from, to } = option.dataset;
    field.setRangeText(insert, Number(from), Number(to), "end");
    if ("goesOn" in option.dataset) return askSoon(0);
    close();
    if (!isSearch) return field.form.requestSubmit();
    // A blank says that the word is finished.
    const at = field.selectionEnd;
    if (field.value[at] !== " ") field.setRangeText(" ", at, at, "end");
    else field.setSelectionRange(at + 1, at + 1);
  };

  const step = (by) => {
    const all = options();
    const at = all.indexOf(active());
    // Beyond either end is the field itself.
    activate(all[at < 0 && by < 0 ? all.length - 1 : at + by]);
  };

  known.set(field, stand);
  stand();
  field.form?.addEventListener("submit", close);
  field.addEventListener("input", () => askSoon(QUIET_MS));
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = active();
    if (by && list.hidden && by > 0) {
      event.preventDefault();
      askSoon(0);
    } else if (by && !list.hidden) {
      event.preventDefault();
      step(by);
    } else if (chosen && (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey))) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  // The field keeps the focus.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
};

const completeAll = () => document.querySelectorAll("[data-complete]").forEach(complete);
completeAll();
// The page has other content.
for (const type of ["annals:page", "annals:part"]) document.addEventListener(type, completeAll);
// Fields that come later are met when they are used.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-complete]:not([role])")) complete(target);
});
