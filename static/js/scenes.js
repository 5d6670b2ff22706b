// A choice in a story comes back in place: no page load, the focus on the heading of what happened, "back" as ever.
// Without a line nothing is lost and nothing is made up: the choice stays on the screen, to be made again.
const STEPS = /\/(choose|again)\/$/;
const line = document.getElementById("s-line");
let busy = false;

async function go(form, submitter) {
  const response = await fetch(form.action, {
    method: "POST", body: new URLSearchParams(new FormData(form, submitter)), credentials: "same-origin",
    headers: { "X-In-Place": "yes" },
  });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const main = page.querySelector("main");
  if (!main) throw new TypeError("no page");
  // The address of an answer says nothing of the telling: a story with an alternative answers at the same one.
  const address = response.headers.get("Content-Location") ?? (response.redirected ? response.url : "");
  if (address) window.history.pushState(null, "", address);
  document.title = page.title;
  document.querySelector("main").replaceChildren(...main.childNodes);
  const place = document.getElementById(form.action.endsWith("/again/") ? "now" : "happened")
    ?? document.querySelector("main [data-error-summary]") ?? document.querySelector("main");
  place.scrollIntoView({ behavior: "instant" });
  place.focus({ preventScroll: true });
}

document.addEventListener("submit", async (event) => {
  if (event.defaultPrevented || !STEPS.test(event.target.action)) return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  line.textContent = "";
  try {
    await go(event.target, event.submitter);
  } catch {
    line.textContent = document.getElementById("s-line-again").content.textContent.trim();
  }
  busy = false;
});

// "Back" shows the story where it stands now, as the server has it.
window.addEventListener("popstate", () => window.location.reload());
