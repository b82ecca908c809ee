// Drag over the bars of the chart to choose their range. Without a mouse, and without script, each
// bar is a link, the table beside them has the same, and dates can be typed.

import { counted } from "./words.js";

const DRAG_PX_MIN = 5;
const SVG = "http://www.w3.org/2000/svg";

let drag; // Chart, pointer, bars, where it began and where it is.

const bars = (chart) => [...chart.querySelectorAll(".bar-link")];

/// The bar at `x`, or the nearest; whichever way time runs on the page.
const barAt = (all, x) => {
  const distances = all.map((bar) => {
    const { left, right } = bar.querySelector(".hit").getBoundingClientRect();
    return Math.abs((left + right) / 2 - x);
  });
  return distances.indexOf(Math.min(...distances));
};

const ends = () => [drag.from, drag.to].sort((a, b) => a - b);

const draw = () => {
  const [first, last] = ends();
  const places = [first, last].map((at) => {
    const hit = drag.bars[at].querySelector(".hit");
    return ["x", "width"].map((name) => parseFloat(hit.getAttribute(name)));
  });
  const left = Math.min(...places.map(([x]) => x));
  const right = Math.max(...places.map(([x, width]) => x + width));
  drag.band.setAttribute("x", `${left}%`);
  drag.band.setAttribute("width", `${right - left}%`);
  const figure = drag.chart.closest("figure");
  const counts = drag.bars.slice(first, last + 1).map((bar) => Number(bar.dataset.holds));
  const count = counts.reduce((sum, one) => sum + one, 0);
  const words = first === last ? figure.dataset.one : figure.dataset.range;
  const told = figure.querySelector(".brushed");
  told.textContent = words
    .replace("{from}", () => drag.bars[first].dataset.label)
    .replace("{to}", () => drag.bars[last].dataset.label)
    .replace("{entries}", () => counted(figure.dataset.entries, count));
  told.hidden = false;
};

const begin = (event) => {
  drag.band = document.createElementNS(SVG, "rect");
  drag.band.setAttribute("class", "band");
  drag.band.setAttribute("y", "0");
  drag.band.setAttribute("height", drag.bars[0].querySelector(".hit").getAttribute("height"));
  drag.chart.append(drag.band);
  drag.chart.setPointerCapture(event.pointerId);
};

const end = () => {
  if (!drag) return;
  drag.band?.remove();
  const told = drag.chart.closest("figure").querySelector(".brushed");
  told.hidden = true;
  told.textContent = "";
  drag = undefined;
};

/// From the first moment of the first bar to the last of the last.
const href = () => {
  const [first, last] = ends().map((at) => drag.bars[at].getAttribute("href"));
  const range = new URL(first, location.href);
  range.searchParams.set("to", new URL(last, location.href).searchParams.get("to"));
  return range.pathname + range.search;
};

document.addEventListener("pointerdown", (event) => {
  const chart = event.target.closest?.("svg.chart");
  if (!chart || event.button !== 0 || !event.isPrimary) return;
  const all = bars(chart);
  if (all.length === 0) return;
  const from = barAt(all, event.clientX);
  drag = { chart, bars: all, from, to: from, x: event.clientX, pointer: event.pointerId };
});

document.addEventListener("pointermove", (event) => {
  if (drag?.pointer !== event.pointerId) return;
  if (!drag.band && Math.abs(event.clientX - drag.x) < DRAG_PX_MIN) return;
  if (!drag.band) begin(event);
  drag.to = barAt(drag.bars, event.clientX);
  draw();
});

document.addEventListener("pointerup", (event) => {
  if (drag?.pointer !== event.pointerId) return;
  const chosen = drag.band && href();
  if (chosen) {
    // It was no click on the bar where it ends.
    const swallow = (click) => {
      click.preventDefault();
      click.stopImmediatePropagation();
    };
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
  }
  end();
  if (chosen) document.dispatchEvent(new CustomEvent("annals:go", { detail: { href: chosen } }));
});

// A finger that scrolls takes its pointer away.
document.addEventListener("pointercancel", end);

// The browser would drag the link.
document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.("svg.chart")) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drag?.band) return;
  event.stopImmediatePropagation();
  end();
}, { capture: true });
