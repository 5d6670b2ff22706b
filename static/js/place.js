// Keeps the place in a lesson: tells the server which block is being read, and only that.
//   <article data-place-url="…" data-csrf="…" data-place-at="block-id">  blocks are its children with an id and data-block
import { keep } from "./queue.js";

const QUIET = 1500; // milliseconds without scrolling before the place is told

export function watchPlace(document) {
  const article = document.querySelector("[data-place-url]");
  if (!article || !("IntersectionObserver" in window)) return;
  const blocks = [...article.querySelectorAll("[data-block][id]")];
  let told = article.dataset.placeAt || "";
  let timer = 0;

  const reading = () => {
    // the last block that begins above this line
    const line = window.innerHeight / 3;
    const shown = blocks.filter((block) => block.offsetParent !== null);
    return shown.filter((block) => block.getBoundingClientRect().top <= line).at(-1) ?? shown[0];
  };
  const wait = (block) => keep(article.dataset.placeUrl, [["block", block.id]], true);
  const tell = (leaving) => {
    const block = reading();
    if (!block || block.id === told || document.documentElement.hidden) return;
    const body = new FormData();
    body.append("block", block.id);
    body.append("csrfmiddlewaretoken", article.dataset.csrf);
    told = block.id;
    if (!navigator.onLine) {
      wait(block);
      return;
    }
    if (leaving) {
      navigator.sendBeacon(article.dataset.placeUrl, body);
      return;
    }
    fetch(article.dataset.placeUrl, { method: "POST", body, credentials: "same-origin" })
      .then((response) => { if (!response.ok) told = ""; })
      .catch(() => wait(block));
  };
  let moved = false; // a page that is only opened does not move the place
  window.addEventListener("scroll", () => {
    moved = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(tell, QUIET);
  }, { passive: true });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && moved) tell(true);
  });

  // Opened without a fragment, from any device: go on at the kept place, without adding to the history.
  const kind = window.performance.getEntriesByType?.("navigation")[0]?.type;
  const at = article.dataset.placeAt && document.getElementById(article.dataset.placeAt);
  if (!at || window.location.hash || kind !== "navigate" || document.querySelector("[data-error-summary]")) return;
  (document.getElementById("place") ?? at).scrollIntoView({ behavior: "instant" }); // with the line that says when
}
