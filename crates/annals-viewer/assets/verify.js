// The button of an entry's page that checks, here and not at the server, that the entry is in the
// log as it is shown. All words stand in the page.

import { committedFields, differences, fieldsOf } from "./committed.js";
import { commitment, leaf, root } from "./proof.js";
import { grouped } from "./words.js";

/// What is wrong with a proof, each fault with what was found instead; nothing when all matches
/// what the page shows. Throws for what is no proof.
export async function faultsOf(proof, shown) {
  const faults = [];
  const fault = (name, found = "") => faults.push({ name, found: String(found) });
  if (proof.number !== shown.number || proof.log_id !== shown.log_id || proof.id !== shown.id) {
    fault("other");
  }
  if (proof.commitment !== shown.commitment) fault("commitment", proof.commitment);
  const contents = await commitment(proof.seed, proof.units);
  if (contents !== proof.commitment) fault("contents", contents);
  const { number, tree_size: size, path } = proof;
  const leadsTo = await root(await leaf(proof.commitment), number, size, path);
  if (leadsTo === null) fault("length", path.length);
  else if (leadsTo !== proof.root) fault("path", leadsTo);
  if (size < shown.tree_size) fault("smaller", size);
  if (size === shown.tree_size && proof.root !== shown.root) fault("root", proof.root);
  try {
    const names = differences(fieldsOf(shown.entry), committedFields(proof));
    if (names.length > 0) fault("shown", names.join(", "));
  } catch {
    fault("units");
  }
  return faults;
}

const section = document.querySelector("[data-proof]");

/// What the page shows.
function shown() {
  const { number, treeSize, root, commitment, logId, id } = section.dataset;
  return {
    number: Number(number),
    tree_size: Number(treeSize),
    root,
    commitment,
    log_id: logId,
    id,
    entry: document.getElementById("raw-entry").textContent,
  };
}

/// The proof as the server has it now, or the name of what came instead.
async function fetched() {
  const response = await fetch(section.dataset.proof).catch(() => null);
  if (!response) return { instead: "silence" };
  if (response.redirected || response.status === 401) return { instead: "signed-out" };
  if (response.status === 404) return { instead: "gone" };
  if (!response.ok) return { instead: "refused" };
  return { proof: await response.json() };
}

async function verdict() {
  try {
    const { instead, proof } = await fetched();
    if (instead) return { outcome: instead };
    const faults = await faultsOf(proof, shown());
    return { outcome: faults.length > 0 ? "differs" : "matches", faults, proof };
  } catch {
    return { outcome: "unreadable" };
  }
}

function show({ outcome, faults = [], proof }) {
  for (const part of section.querySelectorAll("[data-outcome]")) {
    part.hidden = part.dataset.outcome !== outcome;
  }
  for (const part of section.querySelectorAll("[data-fault]")) {
    const fault = faults.find(({ name }) => name === part.dataset.fault);
    part.hidden = !fault;
    const place = part.querySelector("code");
    if (place) place.textContent = fault?.found ?? "";
  }
  for (const part of section.querySelectorAll("[data-of]")) {
    const value = proof?.[part.dataset.of] ?? "";
    part.textContent = typeof value === "number" ? grouped(value) : value;
  }
}

const button = section?.querySelector("[data-verify]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    // Not disabled, which would take the focus away.
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    show({ outcome: "running" });
    show(await verdict());
    button.ariaBusy = "false";
  });
}
