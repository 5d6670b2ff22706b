// Forms marked data-queue="<who>" outlive a lost connection: what was sent is kept on this device until it has arrived.
// <who> is the reader: on a shared device nothing goes out under another name. A form may arrive twice, so it needs an
// idempotency key. For one address the newest alone waits. Never mark a reflection: it would be kept in the clear.
const AGAIN = 20000;

const keyOf = (who) => `steady.queue.${who}`;
const load = (who) => {
  try { return JSON.parse(window.localStorage.getItem(keyOf(who))) ?? []; } catch { return []; }
};
const save = (who, items) => {
  try {
    if (items.length) window.localStorage.setItem(keyOf(who), JSON.stringify(items));
    else window.localStorage.removeItem(keyOf(who));
    return true;
  } catch { return false; }
};
export const post = (url, pairs, signal) => fetch(url, {
  method: "POST", body: new URLSearchParams(pairs), credentials: "same-origin", signal,
});
// What one form sends arrives in the order in which it was given.
const last = new WeakMap();
export const inTurn = (form, send) => {
  last.set(form, Promise.resolve(last.get(form)).then(send, send));
  return last.get(form);
};
const arrived = (response) => response.ok && !new URL(response.url).pathname.startsWith("/accounts/");

export function watchQueue(document) {
  const forms = [...document.querySelectorAll("form[data-queue]")];
  if (!forms.length) return;
  const who = forms[0].dataset.queue;
  const line = document.getElementById("s-line");
  const say = (what) => { line.textContent = document.getElementById(`s-line-${what}`).content.textContent.trim(); };
  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value;

  const keep = (url, pairs) => {
    say(save(who, [...others(url), { url, pairs }]) ? "waiting" : "lost");
  };
  const others = (url) => load(who).filter((item) => item.url !== url);
  let busy = false;
  const flush = async () => {
    if (busy || !load(who).length) return;
    busy = true;
    try {
      for (const item of load(who)) {
        const pairs = item.pairs.map(([name, value]) => (name === "csrfmiddlewaretoken" ? [name, token()] : [name, value]));
        const response = await post(item.url, pairs);
        // refused for good: keeping it would not help
        const refused = /^4(?!01|03|08|29)/.test(response.status);
        if (!arrived(response) && !refused) break;
        save(who, load(who).slice(1));
      }
    } catch { /* still no signal */ }
    busy = false;
    say(load(who).length ? "waiting" : "sent");
  };

  for (const form of forms) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const pairs = [...new FormData(form, event.submitter)].map(([name, value]) => [name, String(value)]);
      try {
        const response = await inTurn(form, () => post(form.action, pairs));
        if (arrived(response)) save(who, others(form.action));
        if (response.redirected) follow(response.url, form.dataset.queueAfter ?? "");
        else if (!putRight(form, await response.text())) resend(form, event.submitter);
      } catch {
        keep(form.action, pairs);
      }
    });
  }
  window.addEventListener("online", flush);
  window.setInterval(flush, AGAIN);
  if (load(who).length) { say("waiting"); flush(); }
}

// A followed redirect has lost its fragment, so the form says where to go on. Going to a fragment of the open page
// would not load what has changed.
function follow(address, fragment) {
  const url = new URL(address);
  url.hash = fragment;
  const here = window.location;
  if (url.pathname + url.search !== here.pathname + here.search) here.assign(url);
  else {
    window.history.scrollRestoration = "manual"; // to the fragment, not to where the reader was: see landing.js
    window.history.replaceState(null, "", url);
    here.reload();
  }
}

// The answer is a page that says what to put right: its form takes the place of ours, and nothing is sent twice.
// False when the page has no such form.
function putRight(form, html) {
  const document = form.ownerDocument;
  const page = new DOMParser().parseFromString(html, "text/html");
  const same = [...page.querySelectorAll("form[data-queue]")]
    .find((other) => other.getAttribute("action") === form.getAttribute("action"));
  if (!same?.querySelector(".govuk-error-message")) return false;
  form.replaceChildren(...same.childNodes);
  document.title = page.title;
  const group = form.querySelector(".govuk-form-group--error");
  group.scrollIntoView({ behavior: "instant" });
  group.querySelector("input, select, textarea").focus({ preventScroll: true }); // its group is described by the message
  return true;
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
