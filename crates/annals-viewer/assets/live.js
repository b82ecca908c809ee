// The live log: entries come on top of the table as rows, which the server renders like the others.
// All words stand in the page.

import { counted } from "./words.js";

// The server says something every 15 seconds; a connection on which nothing comes is dead, though
// nobody may have told the browser, as after a sleep.
const SILENCE_MS_MAX = 60_000;
const RETRY_MS_MAX = 30_000;

const control = document.querySelector("[data-live]");
const body = document.querySelector("table.entries tbody");
if (control && body) {
  const find = (selector) => control.querySelector(selector);
  const rowsMax = Number(control.dataset.rowsMax);
  const [pause, resume] = [find("[data-pause]"), find("[data-resume]")];
  let connection = "connecting";
  let isHeld = false; // By the button.
  let waiting = []; // Rows not shown yet, the newest last.
  let arrived = 0;
  let missed = 0;
  let dropped = 0;
  let last; // The id with which to go on.

  const isInTable = (node) => node && body.contains(node);
  // Nothing may move under who reads further down or has selected something.
  const isPaused = () =>
    isHeld ||
    body.getBoundingClientRect().top < 0 ||
    body.querySelector("[data-row]:checked") !== null ||
    (!getSelection().isCollapsed && isInTable(getSelection().anchorNode));

  const tell = () => {
    const isOn = connection === "connected";
    const isStill = isPaused();
    const state = isOn && isStill ? "paused" : connection;
    for (const words of control.querySelectorAll("[data-state]")) {
      words.hidden = words.dataset.state !== state;
    }
    control.dataset.is = state;
    [pause.hidden, resume.hidden] = [isHeld, !isHeld];
    const count = find(".live-count");
    const [words, number] = isStill
      ? [count.dataset.waiting, waiting.length]
      : [count.dataset.arrived, arrived];
    count.textContent = number > 0 ? counted(words, number) : "";
    const note = find("[data-missed]");
    note.hidden = missed === 0;
    if (missed > 0) note.querySelector("span").textContent = counted(note.dataset.missed, missed);
    find("[data-capped]").hidden = dropped === 0;
  };

  const flush = () => {
    if (waiting.length > 0 && !isPaused()) {
      const template = document.createElement("template");
      template.innerHTML = waiting.toReversed().join("");
      for (const row of template.content.children) row.classList.add("fresh");
      body.prepend(template.content);
      waiting = [];
      while (body.rows.length > rowsMax) {
        body.rows[body.rows.length - 1].remove();
        dropped += 1;
      }
      document.dispatchEvent(new Event("annals:rows"));
    }
    tell();
  };

  const take = (text) => {
    const event = {};
    for (const line of text.split("\n")) {
      const [, name, value] = line.match(/^(\w+): ?(.*)$/) ?? [];
      if (name) event[name] = value;
    }
    if (event.event === "entry") {
      waiting.push(JSON.parse(event.data));
      arrived += 1;
      if (waiting.length > rowsMax) {
        waiting.shift();
        dropped += 1;
      }
    } else if (event.event === "missed") {
      missed += Number(event.data);
    }
    last = event.id ?? last;
  };

  const read = async (response, abort) => {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const timer = setTimeout(abort, SILENCE_MS_MAX);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return;
      const events = (rest + value).split("\n\n");
      rest = events.pop();
      events.forEach(take);
      flush();
    }
  };

  /// Stays connected for as long as it goes; gives what it is at afterwards.
  const connect = async (connected) => {
    const abort = new AbortController();
    const headers = last === undefined ? {} : { "Last-Event-ID": last };
    try {
      const response = await fetch(control.dataset.live, { headers, signal: abort.signal });
      if (response.redirected) return "over";
      if ([429, 503].includes(response.status)) return "busy";
      if (response.status >= 500) return "reconnecting";
      if (!response.ok) return "refused";
      connected();
      await read(response, () => abort.abort());
    } catch {
      // Cut off: what comes next is the same as at the server's end of it.
    }
    return "reconnecting";
  };

  const follow = async () => {
    for (let tries = 0; ; tries += 1) {
      connection = await connect(() => {
        [connection, tries] = ["connected", 0];
        tell();
      });
      tell();
      if (["over", "refused"].includes(connection)) return;
      await new Promise((done) => setTimeout(done, Math.min(RETRY_MS_MAX, 1000 * 2 ** tries)));
    }
  };

  pause.addEventListener("click", () => {
    isHeld = true;
    tell();
    resume.focus();
  });
  resume.addEventListener("click", () => {
    isHeld = false;
    flush();
    pause.focus();
  });
  for (const type of ["change", "click", "selectionchange"]) document.addEventListener(type, flush);
  addEventListener("scroll", flush, { passive: true });

  find(".live-state").hidden = false;
  tell();
  follow();
}
