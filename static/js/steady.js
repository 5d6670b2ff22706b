// Script adds comfort only: every page works without it.
import { watchExit } from "./exit.js";
import { watchPause } from "./pause.js";
import { watchPlace } from "./place.js";
import { watchRest } from "./rest.js";
import { watchQueue } from "./queue.js";
import { watchPrivate } from "./private.js";
import { helpForms } from "./forms.js";
import { watchAutosave } from "./autosave.js";
import { watchLanding } from "./landing.js";

for (const start of [
  watchExit, watchPause, watchPlace, watchRest, watchQueue, watchPrivate, watchLanding, helpForms, watchAutosave,
]) {
  start(document);
}

// Comforts that a page can wait for.
const known = () => {
  try { return document.cookie.includes("steady_reader=") || localStorage.getItem("steady.owner"); } catch { return false; }
};
if (document.querySelector("form.s-private")) import("./hold.js").then(({ watchHold }) => watchHold(document));
if (document.querySelector("[data-practice]")) import("./practice.js").then(({ watchPractice }) => watchPractice(document));
if (document.querySelector("[data-ordering]")) import("./ordering.js").then(({ watchOrdering }) => watchOrdering(document));
if (document.querySelector("[data-listen]")) import("./listen.js").then(({ watchListen }) => watchListen(document));
if (globalThis.indexedDB && known()) import("./offline.js").then(({ watchOffline }) => watchOffline(document));
