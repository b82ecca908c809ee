// A click on a value of the table offers to look for it, to leave it out, or to copy it. An entry's
// page offers the same without script, and without a mouse.

const valueMenu = () => document.querySelector("[data-value-menu]");
/// By column: the filter, if there is one, and the condition of the search.
const FOUND_BY = {
  member: ["user", "who"],
  username: ["user", "who"],
  source: ["source", "source"],
  ip: [null, "ip"],
  area: ["area", "area"],
  type: ["type", "type"],
};
const MARGIN_PX = 8;

const quoted = (value) =>
  /^[\p{Alphabetic}\p{N}._\-@:/]+$/u.test(value)
    ? value
    : `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/// The condition stands in front: the last word of a search may be unfinished, and stays so.
const narrowed = (query, condition) =>
  /(^|\s)OR(\s|$)/.test(query) ? `${condition} (${query})` : `${condition} ${query}`.trim();

const offer = (cell, menu) => {
  const [filter, name] = FOUND_BY[cell.className];
  const { value } = cell.dataset;
  const condition = `${name}:${quoted(value)}`;
  const now = new URLSearchParams(location.search);
  for (const gone of ["next", "previous", "live"]) now.delete(gone);
  const included = (from) => {
    const to = new URLSearchParams(from);
    if (!filter) to.set("q", narrowed(to.get("q") ?? "", condition));
    else if (!to.getAll(filter).includes(value)) to.append(filter, value);
    return `/?${to}`;
  };
  const excluded = new URLSearchParams(now);
  excluded.set("q", narrowed(now.get("q") ?? "", `-${condition}`));
  const link = (deed) => menu.querySelector(`[data-do=${deed}]`);
  link("include").href = included(now);
  link("exclude").href = `/?${excluded}`;
  // Place and zone are no part of the search.
  const only = [...now].filter(([name]) => ["organization", "below", "zone"].includes(name));
  link("only").href = included(new URLSearchParams(only));
  menu.querySelector("[data-value]").textContent = cell.innerText;
  menu.querySelector("[data-do=copy]").onclick = async () => {
    await navigator.clipboard.writeText(value);
    menu.hidePopover();
  };
  menu.showPopover();
  const at = cell.getBoundingClientRect();
  const own = menu.getBoundingClientRect();
  const within = (place, size, room) => Math.max(MARGIN_PX, Math.min(place, room - size - MARGIN_PX));
  menu.style.left = `${within(at.left, own.width, innerWidth)}px`;
  menu.style.top = `${within(at.bottom, own.height, innerHeight)}px`;
  link("include").focus();
};

document.addEventListener("click", (event) => {
  const menu = valueMenu();
  const cell = event.target.closest?.("table.entries td[data-value]");
  const isOther = event.target.closest?.("a, button, input, label");
  // Whoever selects text wants to copy that.
  if (!menu || !cell || isOther || !getSelection().isCollapsed) return;
  // Only secure origins have a clipboard.
  menu.querySelector("[data-do=copy]").hidden = !navigator.clipboard;
  offer(cell, menu);
});
