// A question for practice is answered, and asked again, in its place: no page load. The focus goes to what is said,
// which is also announced once, politely. Whatever does not fit is left to the page itself.
import { watchForm } from "./queue.js";

const PLACE = "[data-practice]";

async function ready(place) {
  for (const form of place.querySelectorAll("form[data-queue]")) watchForm(form);
  if (place.querySelector("[data-ordering]")) {
    const { watchOrdering } = await import("./ordering.js");
    watchOrdering(place);
  }
}

function announce(words) {
  let line = document.getElementById("practice-said");
  if (!line) {
    line = Object.assign(document.createElement("p"), { id: "practice-said", className: "s-hide" });
    line.setAttribute("role", "status");
    document.querySelector("main").append(line);
  }
  line.textContent = "";
  window.setTimeout(() => { line.textContent = words; }, 100);
}

// The place of a question takes what the same place holds in another page. False when that has none.
export async function inPlace(place, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const other = place && page.getElementById(place.id);
  if (!other?.matches(PLACE)) return false;
  place.replaceChildren(...other.childNodes);
  await ready(place);
  place.scrollIntoView({ behavior: "instant", block: "nearest" });
  place.focus({ preventScroll: true });
  if (other.dataset.said) announce(other.dataset.said);
  return true;
}

export function watchPractice(document) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.(`${PLACE} a[data-again]`);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const place = link.closest(PLACE);
    try {
      const response = await fetch(link.href, { credentials: "same-origin" });
      if (!(await inPlace(place, await response.text()))) throw new TypeError("no question");
      place.querySelector("input:not([type=hidden]), select, button")?.focus({ preventScroll: true });
    } catch {
      window.location.assign(link.href);
    }
  });
}
