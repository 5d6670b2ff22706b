// The page that says what is at hand without a line, what waits to be sent, and what could not be taken.
import { flush } from "./queue.js";

const { steady } = globalThis;

export async function showAtHand(list, who) {
  const part = (name) => list.querySelector(`[data-${name}]`);
  const show = (name, items) => {
    const section = part(name);
    section.hidden = !items.length;
    section.querySelector("[data-list]").replaceChildren(...items);
  };
  const made = (name, thing) => {
    const item = part(`item-${name}`).content.firstElementChild.cloneNode(true);
    const title = item.querySelector("[data-title]");
    title.textContent = thing.title || thing.page;
    title.href = thing.page;
    return item;
  };
  const fill = async () => {
    const things = await steady.list(who);
    show("waiting", things.filter((one) => one.state === "waiting").map((one) => {
      const item = made("waiting", one);
      item.querySelector("[data-when]").textContent = new Date(one.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
      return item;
    }));
    show("refused", things.filter((one) => one.state === "refused").map((one) => {
      const item = made("refused", one);
      item.querySelector("[data-why]").textContent = one.why;
      item.querySelector("button").addEventListener("click", async () => { await steady.remove(one.id); await fill(); });
      return item;
    }));
    show("copies", await copies(list.ownerDocument, who));
  };
  part("waiting").querySelector("button").addEventListener("click", async () => { await flush(); await fill(); });
  await fill();
}

async function copies(document, who) {
  const cache = await caches.open(`steady-copies-${who}`);
  const items = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    const title = decodeURIComponent(response.headers.get("x-steady-title") ?? "");
    if (!title) continue;
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: new URL(request.url).pathname, textContent: title });
    item.append(link);
    items.push(item);
  }
  return items;
}
