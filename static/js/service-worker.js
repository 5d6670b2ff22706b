// Answers for the site when the line is gone. What it knows of this installation stands before it, as self.STEADY.
// It never writes down where somebody goes: what is open to all is kept beforehand, visited or not, and what one
// reader has is kept by their own pages (see offline.js), under a name that is theirs. Network first, always.
/* global STEADY, steady */
importScripts(STEADY.replay);

const OPEN = `steady-open-${STEADY.version}`;
const SLOW = 8000; // milliseconds; then a kept copy is better than a white page

self.addEventListener("install", (event) => {
  const asked = STEADY.open.map((address) => new Request(address, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(OPEN).then((cache) => cache.addAll(asked)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("steady-open-") && name !== OPEN) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

// Who is signed in, as far as a device without a line can know: the cookie goes with the session.
const reader = async () => {
  const cookie = await self.cookieStore?.get(STEADY.readerCookie).catch(() => null);
  return steady.readerIn(cookie?.value);
};

const copyOf = async (url) => {
  const who = await reader();
  if (!who) return undefined;
  const cache = await caches.open(`steady-copies-${who}`);
  return cache.match(url.origin + url.pathname);
};

const soon = (answer) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error("slow")), SLOW);
  answer.then(done, fail);
});

const page = async (request, url) => {
  const copy = await copyOf(url);
  try {
    return await (copy ? soon(fetch(request)) : fetch(request));
  } catch {
    const open = await caches.open(OPEN);
    return copy ?? await open.match(url.pathname) ?? await open.match(STEADY.offline) ?? Response.error();
  }
};

const part = async (request, url) => {
  try {
    return await fetch(request);
  } catch {
    const open = await caches.open(OPEN);
    return await open.match(url.pathname) ?? await copyOf(url) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (STEADY.open.includes(url.pathname) || request.destination === "image") event.respondWith(part(request, url));
});

// The line is back, perhaps with no page open: send what waits, for whoever is signed in now.
self.addEventListener("sync", (event) => {
  if (event.tag !== "steady") return;
  event.waitUntil((async () => {
    const who = await reader();
    if (!who) return;
    const state = await steady.replay(who);
    for (const client of await self.clients.matchAll()) client.postMessage({ steady: state });
    if (state === "waiting") throw new Error("later"); // the browser tries again
  })());
});
