// Forms marked data-queue outlive a lost connection: what was sent is kept on this device until it has arrived (see
// replay.js). It is kept for who reads here, and goes out under no other name. A form may arrive twice, so it needs an
// idempotency key. Never mark a reflection: it would be kept in the clear; for that see hold.js.
//   data-queue-after="id"   where on the page to go on after the answer
//   data-queue-next="url"   where to go on when it could not be sent; the answer is then JSON: {"next": url}
import "./replay.js";

const AGAIN = 20000;
const { steady } = globalThis;

export const reader = () => steady.readerIn(document.cookie.match(/(?:^|; )steady_reader=([^;]*)/)?.[1]);
export const post = (url, pairs, { signal, accept } = {}) => fetch(url, {
  method: "POST", body: new URLSearchParams(pairs), credentials: "same-origin", signal,
  headers: accept ? { Accept: accept } : {},
});
// What one form sends arrives in the order in which it was given.
const last = new WeakMap();
export const inTurn = (form, send) => {
  last.set(form, Promise.resolve(last.get(form)).then(send, send));
  return last.get(form);
};
const signIn = (response) => response.redirected && new URL(response.url).pathname.startsWith("/accounts/");

export const say = (what) => {
  const line = document.getElementById("s-line");
  const words = document.getElementById(`s-line-${what}`);
  if (!line || !words) return;
  line.replaceChildren(words.content.cloneNode(true));
  const back = line.querySelector("[data-come-back]");
  if (back) back.href += `?next=${encodeURIComponent(window.location.pathname)}`;
};

// Keeps something for later; says whether this device can.
export async function keep(url, pairs, quiet = false) {
  const who = reader();
  try {
    if (!who) throw new Error("nobody");
    const title = document.querySelector("h1")?.textContent.trim() ?? "";
    await steady.keep({ who, url: new URL(url, window.location.href).pathname, pairs, title, page: window.location.pathname });
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("steady")).catch(() => {});
    if (!quiet) say("waiting");
    return true;
  } catch {
    if (!quiet) say("lost");
    return false;
  }
}

// Sends what waits, and says how it went.
export async function flush(loud = true) {
  const who = reader();
  const state = who ? await steady.replay(who).catch(() => "") : "";
  if (state && loud) say(state);
  return state;
}

export function watchQueue(document) {
  window.addEventListener("online", () => flush());
  navigator.serviceWorker?.addEventListener("message", (event) => {
    if (event.data?.steady) say(event.data.steady);
  });
  const waits = async () => (await steady.list(reader()).catch(() => [])).length > 0;
  const again = async () => { if (reader() && await waits()) flush(); };
  window.setInterval(again, AGAIN);
  again();

  const copy = document.body.hasAttribute("data-copy");
  for (const form of document.querySelectorAll("form[data-queue]")) {
    // A copy is opened many times: each time it is another form.
    if (copy && form.elements.key) form.elements.key.value = crypto.randomUUID().replaceAll("-", "");
    watchForm(form);
  }
}

export function watchForm(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pairs = [...new FormData(form, event.submitter)].map(([name, value]) => [name, String(value)]);
    try {
      await sent(form, event.submitter, pairs);
    } catch {
      if (await keep(form.action, pairs)) goOn(form);
    }
  });
}

async function sent(form, submitter, pairs) {
  const next = form.dataset.queueNext;
  const accept = next ? "application/json" : undefined;
  const response = await inTurn(form, () => post(form.action, pairs, { accept }));
  if (signIn(response) || response.status === 401) {
    await keep(form.action, pairs);
    window.location.assign(`/accounts/login/?next=${encodeURIComponent(window.location.pathname)}`);
  } else if (response.status === 403) {
    // most likely a page that was open for very long: once more, with a token that is fresh
    await keep(form.action, pairs, true);
    const state = await flush(false);
    if (state === "sent") goOn(form);
    else say(state);
  } else if (next && response.ok) {
    await forget(form);
    follow((await response.json()).next, "");
  } else if (response.redirected) {
    await forget(form);
    const place = form.closest("[data-practice]");
    if (place && await (await import("./practice.js")).inPlace(place, await response.text())) return;
    follow(response.url, form.dataset.queueAfter ?? "");
  } else {
    const { putRight } = await import("./putright.js");
    if (!putRight(form, await response.text())) resend(form, submitter);
  }
}

// What waited for this address has been done anew.
const forget = (form) => steady.forget(reader(), new URL(form.action).pathname).catch(() => {});

function goOn(form) {
  if (form.dataset.queueNext) window.location.assign(form.dataset.queueNext);
  else if (navigator.onLine && form.dataset.queueAfter) follow(window.location.href, form.dataset.queueAfter);
}

// A followed redirect has lost its fragment, so the form says where to go on. Going to a fragment of the open page
// would not load what has changed.
function follow(address, fragment) {
  const url = new URL(address, window.location.href);
  if (fragment) url.hash = fragment;
  const here = window.location;
  if (url.pathname + url.search !== here.pathname + here.search) here.assign(url);
  else {
    window.history.scrollRestoration = "manual"; // to the fragment, not to where the reader was: see landing.js
    window.history.replaceState(null, "", url);
    here.reload();
  }
}

// Another page (not found, not allowed): sent again as without script, so that the reader sees it.
function resend(form, submitter) {
  if (submitter?.name) {
    const hidden = form.ownerDocument.createElement("input");
    const { name, value } = submitter;
    form.append(Object.assign(hidden, { type: "hidden", name, value }));
  }
  form.submit();
}
