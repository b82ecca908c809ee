// The search of pages, views, people and records over any page. Without script its link leads to a
// page that does the same.

import { listbox } from "./listbox.js";
import { counted } from "./words.js";

const QUIET_MS = 120;
const palette = document.querySelector("dialog.palette");
const opener = document.querySelector("[data-palette]");

if (palette && opener) {
  const field = palette.querySelector("[role=combobox]");
  const list = palette.querySelector("[role=listbox]");
  const status = palette.querySelector("[role=status]");
  const kept = field.form.querySelectorAll("[data-kept]");
  let timer;
  let running;
  let isWaiting = false; // For the options of what stands in the field.
  let goes = false; // Enter was pressed meanwhile.

  const { options, active, activate } = listbox(field, list);

  const go = (option, isElsewhere) => {
    if (isElsewhere) return window.open(option.dataset.href, "_blank", "noopener");
    palette.close(); // Back would find it open.
    location.assign(option.dataset.href);
  };

  const show = (nodes) => {
    list.replaceChildren(...nodes);
    const all = options();
    field.setAttribute("aria-expanded", String(all.length > 0));
    status.textContent = counted(status.dataset.words, all.length);
    activate(all[0]);
    isWaiting = false;
    if (goes && all[0]) go(all[0]);
    goes = false;
  };

  const fail = () => {
    const submits = goes;
    show([]);
    status.textContent = palette.dataset.failed;
    if (submits) field.form.requestSubmit();
  };

  const look = async () => {
    running = new AbortController();
    const { signal } = running;
    const query = new URLSearchParams(new FormData(field.form));
    try {
      const response = await fetch(`${palette.dataset.results}?${query}`, { signal });
      // A session that ended leads to the page for signing in, which has no options.
      if (!response.ok || response.redirected) return fail();
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (!signal.aborted) show(page.body.children);
    } catch (error) {
      if (error.name !== "AbortError") fail();
    }
  };

  const lookSoon = (after) => {
    isWaiting = true;
    running?.abort();
    clearTimeout(timer);
    timer = setTimeout(look, after);
  };

  const openPalette = () => {
    if (!palette.open) {
      const now = new URLSearchParams(location.search);
      for (const one of kept) {
        one.value = now.get(one.name) ?? "";
        one.disabled = !now.get(one.name);
      }
      palette.showModal();
      field.value = "";
      lookSoon(0);
    }
    field.focus();
    field.select();
  };

  const step = (by) => {
    const all = options();
    if (all.length === 0) return;
    const at = all.indexOf(active());
    activate(all[(at + by + all.length) % all.length]);
  };

  field.addEventListener("input", () => lookSoon(QUIET_MS));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      step(by);
    } else if (event.key === "Enter" && (isWaiting || active())) {
      event.preventDefault();
      if (isWaiting) goes = true;
      else go(active(), event.ctrlKey || event.metaKey);
    }
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option, event.ctrlKey || event.metaKey);
  });
  palette.querySelector("[data-close]").addEventListener("click", () => palette.close());
  palette.addEventListener("close", () => {
    clearTimeout(timer);
    running?.abort();
    goes = false;
    activate(undefined);
  });

  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    openPalette();
  });
  document.addEventListener("keydown", (event) => {
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isCommand || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    openPalette();
  });
}
