// Passkeys: the browser is asked for one, and what it answers is sent with the form around the
// button. Checks nothing: the server does.

const bytes = (text) => {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
};

const text = (buffer) => {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const listed = (credentials) => credentials?.map((one) => ({ ...one, id: bytes(one.id) }));

async function make(options, signal) {
  const user = { ...options.user, id: bytes(options.user.id) };
  const challenge = bytes(options.challenge);
  const excludeCredentials = listed(options.excludeCredentials);
  const publicKey = { ...options, user, challenge, excludeCredentials };
  const made = await navigator.credentials.create({ publicKey, signal });
  return answer(made, {
    attestationObject: text(made.response.attestationObject),
    clientDataJSON: text(made.response.clientDataJSON),
  });
}

async function show(options, signal) {
  const challenge = bytes(options.challenge);
  const allowCredentials = listed(options.allowCredentials);
  const publicKey = { ...options, challenge, allowCredentials };
  const shown = await navigator.credentials.get({ publicKey, signal });
  const { authenticatorData, clientDataJSON, signature, userHandle } = shown.response;
  return answer(shown, {
    authenticatorData: text(authenticatorData),
    clientDataJSON: text(clientDataJSON),
    signature: text(signature),
    userHandle: userHandle?.byteLength ? text(userHandle) : null,
  });
}

const answer = (credential, response) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  response,
  clientExtensionResults: {},
});

/// What the browser is asked for: in the page, or at an address that makes it.
async function optionsOf({ dataset, form }) {
  if (dataset.options) return JSON.parse(dataset.options);
  const token = form.elements.form_token?.value;
  const body = new URLSearchParams(token ? { form_token: token } : {});
  const response = await fetch(dataset.ask, { method: "POST", body });
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  return response.json();
}

const problemOf = (button) => button.form.querySelector("[data-passkey-problem]");

function say(button, word) {
  const problem = problemOf(button);
  if (!problem?.dataset[word]) return;
  problem.querySelector("span").textContent = problem.dataset[word];
  problem.hidden = false;
}

const wordOf = (error) =>
  ({ NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known" })[
    error?.name
  ] ?? "failed";

// A browser has one question open at once: whoever presses another button has given the first up.
let open;

async function press(button) {
  open?.abort();
  const mine = new AbortController();
  open = mine;
  const problem = problemOf(button);
  if (problem) problem.hidden = true;
  try {
    const options = await optionsOf(button);
    const ask = button.dataset.passkey === "make" ? make : show;
    const answered = await ask(options, mine.signal);
    button.form.elements.passkey.value = JSON.stringify(answered);
    // Fields that are left empty are not asked for: the passkey stands for them.
    button.form.submit();
  } catch (error) {
    if (open === mine) say(button, wordOf(error));
  }
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  const { origin } = button.dataset;
  if (!window.PublicKeyCredential) say(button, "missing");
  else if (location.origin !== origin) say(button, "elsewhere");
  else {
    button.hidden = false;
    button.addEventListener("click", () => press(button));
  }
}
