// Keys of one letter. They must be switchable: speech input types letters (WCAG 2.1.4).

const OFF = "annals.shortcut.off";
const sheet = document.querySelector("dialog.keys");

const stored = () => {
  try {
    return localStorage.getItem(OFF) !== null;
  } catch {
    return false; // Storage may be forbidden; the keys then work as shipped.
  }
};

const store = (isOff) => {
  try {
    if (isOff) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
  } catch {
    // Nothing to do: the switch then holds for this page only.
  }
};

const fields = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const rows = () => [...document.querySelectorAll("table.entries tbody tr")];

/// The row from which one goes: that with the focus, or else that which the address names.
const here = (all) => {
  const at = all.indexOf(document.activeElement.closest("tr"));
  return at < 0 ? all.indexOf(document.querySelector("tr:target")) : at;
};

const step = (by) => {
  const all = rows();
  const next = all[Math.max(0, here(all) + by)];
  next?.querySelector("th a").focus();
  next?.scrollIntoView({ block: "nearest" });
};

const follow = (element) => {
  if (!element.matches(fields)) {
    element.focus();
    return element.click();
  }
  // On a narrow screen the filters are shown by their address.
  if (!element.checkVisibility()) document.querySelector(".open-filters")?.click();
  element.focus();
  element.select();
};

const copy = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without TLS there is this way only.
  const put = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("copy", put, { capture: true, once: true });
  if (!document.execCommand("copy")) throw new Error("refused");
};

/// The link of the entry that has the focus, or of what the page shows.
const copyLink = async () => {
  const link = document.activeElement.closest("table.entries tbody tr")?.querySelector("th a");
  const toast = document.querySelector(".toast");
  try {
    await copy(link?.href ?? location.href);
    toast.textContent = toast.dataset.copied;
  } catch {
    toast.textContent = toast.dataset.failed;
  }
  setTimeout(() => (toast.textContent = ""), 2000);
};

const entryLink = "table.entries tbody th.action a";

/// Ticks the entry at whose link one is, where the bar would scroll the page.
const tick = () => document.activeElement.closest("tr").querySelector(".pick input").click();

const deeds = {
  j: () => step(1), k: () => step(-1), c: copyLink, "?": () => sheet.showModal(),
};

if (sheet) {
  let isOff = stored();
  const marked = () => [...document.querySelectorAll("[data-key]")];
  const box = sheet.querySelector("input");

  const tell = () => {
    box.checked = !isOff;
    for (const element of marked()) {
      if (isOff) element.removeAttribute("aria-keyshortcuts");
      else element.setAttribute("aria-keyshortcuts", element.dataset.key);
    }
  };

  box.addEventListener("change", () => {
    isOff = !box.checked;
    store(isOff);
    tell();
  });

  const ready = () => {
    tell();
    for (const button of document.querySelectorAll("[data-keys]")) button.hidden = false;
  };
  ready();
  // The page has other content.
  document.addEventListener("annals:page", ready);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-keys]")) sheet.showModal();
  });

  document.addEventListener("keydown", (event) => {
    if (isOff || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(fields) || document.querySelector("dialog[open]")) return;
    const element = marked().find((one) => one.dataset.key === event.key);
    const isEntry = event.key === " " && event.target.matches?.(entryLink);
    const deed = isEntry ? tick : deeds[event.key] ?? (element && (() => follow(element)));
    if (!deed) return;
    event.preventDefault();
    deed();
  });
}
