// What was done without a line, kept on this device until it has arrived. A plain script, so that pages import it
// and the service worker loads it too; both find it as self.steady.
//   a thing: {id, who, url, pairs, title, page, at, state: "waiting" | "refused", why, tries}
(() => {
  const NAME = "steady";
  const open = () => new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("things", { keyPath: "id", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const within = async (mode, work) => {
    const db = await open();
    try {
      return await new Promise((done, fail) => {
        const turn = db.transaction("things", mode);
        const asked = work(turn.objectStore("things"));
        turn.oncomplete = () => done(asked?.result);
        turn.onabort = turn.onerror = () => fail(turn.error);
      });
    } finally { db.close(); }
  };
  const alone = (work) => (self.navigator.locks ? self.navigator.locks.request(NAME, work) : work());

  const list = async (who) => (await within("readonly", (store) => store.getAll())).filter((one) => one.who === who);
  const remove = (id) => within("readwrite", (store) => store.delete(id));
  // For one address the newest alone waits.
  const keep = async (thing) => {
    const older = (await list(thing.who)).filter((one) => one.url === thing.url);
    await within("readwrite", (store) => {
      for (const one of older) store.delete(one.id);
      return store.add({ ...thing, at: Date.now(), state: "waiting", tries: 0 });
    });
  };
  // Another try was made in its place, and arrived.
  const forget = async (who, url) => {
    for (const one of await list(who)) if (one.url === url) await remove(one.id);
  };

  const LATER = /^(408|429|5..)$/;
  const MOST = 5; // tries at something that is forbidden: a token may be stale once, not for ever
  const send = async (thing, token) => {
    const body = new URLSearchParams(thing.pairs);
    body.set("csrfmiddlewaretoken", token);
    body.set("ago", String(Math.max(0, Math.round((Date.now() - thing.at) / 1000))));
    const response = await fetch(thing.url, {
      method: "POST", body, credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json" },
    });
    if (response.ok || response.type === "opaqueredirect") return remove(thing.id);
    if (response.status === 401) throw new Error("sign-in");
    const again = response.status === 403 && thing.tries < MOST;
    const why = await response.json().then((said) => said.error.message, () => "");
    const state = again || LATER.test(response.status) ? "waiting" : "refused";
    await within("readwrite", (store) => store.put({ ...thing, state, why, tries: thing.tries + 1 }));
    if (state === "waiting") throw new Error("later");
  };

  // Sends what waits, once, as the person whose session it is now: "sent", "waiting", "sign-in" or "refused".
  const replay = (who) => alone(async () => {
    const mine = await list(who);
    const waiting = mine.filter((one) => one.state === "waiting");
    const refused = () => list(who).then((all) => (all.some((one) => one.state === "refused") ? "refused" : "sent"));
    if (!waiting.length) return mine.length ? "refused" : "";
    try {
      const answer = await fetch("/offline/reader/", { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) return "waiting";
      const { reader, token } = await answer.json();
      if (reader !== who) return "sign-in";
      for (const one of waiting) await send(one, token);
    } catch (error) {
      return error.message === "sign-in" ? "sign-in" : "waiting";
    }
    return refused();
  });

  // Everything that this device keeps of anybody.
  const wipe = async () => {
    for (const name of await self.caches?.keys() ?? []) if (name.startsWith("steady-")) await self.caches.delete(name);
    await new Promise((done) => {
      const asked = indexedDB.deleteDatabase(NAME);
      asked.onsuccess = asked.onerror = asked.onblocked = done;
    });
  };

  // Who reads here, by the cookie that begins and ends with the session; "" for nobody.
  const readerIn = (said) => {
    const [who, until] = (said ?? "").split(".");
    return Number(until) * 1000 > Date.now() ? who : "";
  };

  self.steady = { list, keep, forget, remove, replay, wipe, readerIn };
})();
