// The desk of a scenario: lists and amounts that follow the cards, and a picture that follows the
// writing. Without it the cards can be filled in and saved; the picture is of the saved draft.
import { amountsOn, followAmounts, followScenes, makeScene, nameButtons } from "./scenariocards.js";

const WAIT = 700; // milliseconds after the last stroke
const WIDE = 800; // pixels of the desk, from which the picture stands beside the cards

const desk = document.querySelector("[data-steady-desk]");
const view = desk?.querySelector("[data-steady-view]");
if (desk && view) begin();

function begin() {
  const form = desk.closest("form");
  if (desk.clientWidth < WIDE) view.open = false;
  let timer = 0;
  let current = "";
  let asking = null;

  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(refresh, WAIT);
  };

  async function refresh() {
    asking?.abort();
    asking = new AbortController();
    const sent = new FormData(form);
    sent.set("current", current);
    try {
      const answer = await fetch(view.dataset.steadyView, {
        method: "POST",
        body: sent,
        signal: asking.signal,
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") say("");
    }
  }

  function show(html) {
    const place = view.querySelector("[data-steady-picture]");
    const open = Boolean(place.querySelector("[data-steady-outline]")?.open);
    const at = place.querySelector(".steady-picture");
    const scrolled = at ? [at.scrollLeft, at.scrollTop] : [0, 0];
    place.innerHTML = html;
    const outline = place.querySelector("[data-steady-outline]");
    if (outline) outline.open = open;
    place.querySelector(".steady-picture")?.scrollTo(...scrolled);
    say(place.querySelector("[data-steady-summary]")?.textContent.trim() || "");
    quietly(sayAtCards);
  }

  function say(words) {
    const status = view.querySelector("[data-steady-status]");
    if (status.textContent !== words) status.textContent = words;
  }

  // What a scenario is about is folded away once it has a title.
  function unfold() {
    sayAtCards();
    const title = document.getElementById("document-title");
    if (!title?.value) title?.dispatchEvent(new Event("beforematch", { bubbles: true }));
  }

  // What is to be mended, at its card as well.
  function sayAtCards() {
    for (const old of desk.querySelectorAll(".steady-fault")) old.remove();
    for (const old of desk.querySelectorAll(".steady-has-fault")) old.classList.remove("steady-has-fault");
    for (const fault of view.querySelectorAll("[data-steady-faults] [data-card]")) {
      let section = document.getElementById(fault.dataset.card)?.closest("section[data-panel]");
      if (!section || !desk.contains(section)) continue;
      if (section.id === fault.dataset.card) {
        const line = document.createElement("p");
        line.className = "steady-fault";
        line.textContent = fault.dataset.message;
        section.querySelector(".w-panel__content")?.prepend(line);
      }
      for (; section && desk.contains(section); section = section.parentElement.closest("section[data-panel]")) {
        section.classList.add("steady-has-fault");
      }
    }
  }

  // Wagtail draws the cards once its own scripts have come.
  let drawn = false;
  const observer = new MutationObserver(() => {
    if (!document.getElementById("document-root")) return;
    follow();
    if (drawn) later();
    else quietly(unfold);
    drawn = true;
  });

  // Our own changes are none of the editor's.
  function quietly(change) {
    observer.disconnect();
    change();
    observer.observe(desk.querySelector(".steady-desk__cards"), { childList: true, subtree: true });
  }

  function follow() {
    quietly(() => {
      followScenes(desk);
      followAmounts(desk);
      nameButtons(desk);
    });
  }

  desk.addEventListener("input", later);
  desk.addEventListener("change", (event) => {
    if (event.target.name?.endsWith("-new_scene")) makeScene(event.target);
    follow();
    later();
  });
  amountsOn(desk, later);
  desk.addEventListener("focusin", (event) => {
    const section = event.target.closest("section[id^='block-'][id$='-section']");
    const scene = section && sceneAround(section);
    if (scene && scene !== current) {
      current = scene;
      later();
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && (desk.contains(link) || link.closest("[data-checks]"))) go(event, link.getAttribute("href").slice(1));
  });
  // Moving a card up or down changes no field that tells of it.
  desk.addEventListener("click", (event) => {
    if (event.target.closest("[data-panel-controls] button")) window.setTimeout(() => { follow(); later(); }, 400);
  });
  quietly(() => {
    drawn = Boolean(document.getElementById("document-root"));
    if (!drawn) return;
    followScenes(desk);
    followAmounts(desk);
    nameButtons(desk);
    unfold();
  });
}

// The id of the scene's card that a section lies in.
function sceneAround(section) {
  for (let at = section; at; at = at.parentElement?.closest("section[data-panel]")) {
    const child = at.closest("[data-contentpath]");
    const list = child?.parentElement?.closest("[data-contentpath='scenes']");
    const id = at.id.match(/^block-(.+)-section$/);
    if (id && list && document.getElementsByName(`document-scenes-${numberOf(child)}-id`)[0]?.value === id[1]) return id[1];
  }
  return "";
}

function numberOf(child) {
  const input = child.querySelector("input[name^='document-scenes-'][name$='-order']");
  return input?.name.match(/^document-scenes-(\d+)-order$/)?.[1] ?? "";
}

// Open whatever a place lies in, and put the keyboard there.
function go(event, id) {
  const target =
    document.getElementById(id) ||
    (id === "document-endings" && document.querySelector("[data-steady-desk] [data-contentpath='endings']"));
  if (!target || !document.querySelector("[data-steady-desk]").contains(target)) return;
  event.preventDefault();
  const inside = target.querySelector(".w-panel__content") || target;
  inside.dispatchEvent(new Event("beforematch", { bubbles: true }));
  target.scrollIntoView({ block: "start", behavior: "instant" });
  const field = target.matches("input, select, textarea")
    ? target
    : target.querySelector("input:not([type=hidden]), textarea, select");
  field?.focus({ preventScroll: true });
}
