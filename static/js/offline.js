// For somebody who is signed in: keeps copies of the job aids and of the lesson being read on this device, for them
// alone, and says so when the line is gone. Copies are asked for as such, and hold nothing private. Kept by pages, not by
// the service worker, so that it never knows where anybody goes.
import { flush, reader, say } from "./queue.js";

const OWNER = "steady.owner";
const AIDS = "steady.aids";
const DAY = 24 * 60 * 60 * 1000;
const FRESH = 60 * 1000;
const MOST_LESSONS = 12;
const AT = "x-steady-at";
const TITLE = "x-steady-title";
const { steady } = globalThis;

// Somebody else was here before, or the session is over: nothing of theirs may be seen.
export async function settle() {
  const who = reader();
  const owner = localStorage.getItem(OWNER);
  if (!who) {
    if (owner) for (const name of await caches.keys()) if (name.startsWith("steady-copies-")) await caches.delete(name);
    return "";
  }
  if (owner && owner !== who) {
    for (const name of await caches.keys()) if (name.startsWith("steady-copies-")) await caches.delete(name);
    await steady.wipe();
    localStorage.clear();
    sessionStorage.clear();
  }
  localStorage.setItem(OWNER, who);
  return who;
}

export async function watchOffline(document) {
  const who = await settle();
  if (!who) return;
  const able = "serviceWorker" in navigator && "cookieStore" in window && "caches" in window;
  if (able) navigator.serviceWorker.register("/service-worker.js", { scope: "/", updateViaCache: "all" }).catch(() => {});
  watchLine(document, able);
  watchSignOut(document);
  const list = document.querySelector("[data-at-hand]");
  if (list) import("./athand.js").then(({ showAtHand }) => showAtHand(list, who));
  if (able && !document.body.hasAttribute("data-copy") && navigator.onLine && !navigator.connection?.saveData) {
    const idle = window.requestIdleCallback ?? ((work) => window.setTimeout(work, 1000));
    idle(() => keepCopies(document, who).catch(() => {}));
  }
}

// Says plainly that one is offline, and when the line is back.
function watchLine(document, able) {
  const bar = document.getElementById("s-offline");
  const copy = document.body.hasAttribute("data-copy");
  const look = () => {
    const words = document.getElementById(`s-offline-${able ? "kept" : "plain"}`).content;
    bar.replaceChildren(...(navigator.onLine ? [] : [words.cloneNode(true)]));
  };
  window.addEventListener("offline", look);
  window.addEventListener("online", async () => {
    look();
    // A copy shows how things were: with the line back, the page itself.
    const busy = () => document.querySelector("textarea:not(:placeholder-shown)")?.value;
    if (copy && await flush() === "sent" && !busy()) window.location.reload();
  });
  // A copy may be shown on a line that is merely slow, and says so all the same.
  if (!copy || !bar.textContent.trim()) look();
}

async function keepCopies(document, who) {
  const cache = await caches.open(`steady-copies-${who}`);
  const here = document.querySelector("[data-keep]");
  if (here) {
    await keep(cache, window.location.pathname, FRESH);
    const next = here.dataset.keepNext;
    if (next?.startsWith("/modules/") && !next.endsWith("/check/")) await keep(cache, next, DAY);
    await prune(cache);
  }
  if (Date.now() - Number(localStorage.getItem(AIDS)) < DAY) return;
  const list = await keep(cache, "/aids/", FRESH);
  const links = [...list?.querySelectorAll("main a[href^='/aids/']") ?? []].map((link) => new URL(link.href).pathname);
  for (const link of new Set(links)) await keep(cache, link, DAY);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (list && /^\/aids\/.+/.test(pathname) && !links.includes(pathname)) await cache.delete(request);
  }
  if (list) localStorage.setItem(AIDS, String(Date.now()));
}

// Keeps a copy of a page and of the pictures in it; gives the page, or nothing.
async function keep(cache, address, fresh) {
  const had = await cache.match(address);
  if (had && Date.now() - Number(had.headers.get(AT)) < fresh) return parsed(await had.text());
  const response = await fetch(address, { headers: { "X-Steady-Copy": "1" }, cache: "no-store" });
  if (!response.ok || response.redirected) {
    await cache.delete(address);
    return undefined;
  }
  const html = await response.text();
  const page = parsed(html);
  const title = page.querySelector("h1")?.textContent.trim() ?? "";
  const headers = { "Content-Type": "text/html; charset=utf-8", [AT]: String(Date.now()), [TITLE]: encodeURIComponent(title) };
  const policy = response.headers.get("Content-Security-Policy");
  if (policy) headers["Content-Security-Policy"] = policy;
  for (const picture of page.querySelectorAll("main img[src^='/']")) await cache.add(picture.getAttribute("src")).catch(() => {});
  await cache.put(address, new Response(html, { headers }));
  return page;
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

// The lessons that were opened longest ago make room.
async function prune(cache) {
  const kept = [];
  for (const request of await cache.keys()) {
    if (!new URL(request.url).pathname.startsWith("/modules/")) continue;
    kept.push([Number((await cache.match(request)).headers.get(AT)), request]);
  }
  kept.sort(([one], [other]) => other - one);
  for (const [, request] of kept.slice(MOST_LESSONS)) await cache.delete(request);
}

// Signing out takes everything with it; what has not been sent is said first, because it would be lost.
function watchSignOut(document) {
  const form = document.querySelector("form[action='/accounts/logout/']");
  let warned = false;
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const state = await flush(false);
    if (state && state !== "sent" && !warned) {
      warned = true;
      say("unsent");
      return;
    }
    await steady.wipe().catch(() => {});
    localStorage.clear();
    sessionStorage.clear();
    for (const worker of await navigator.serviceWorker?.getRegistrations() ?? []) await worker.unregister();
    form.submit();
  });
}
