// Forms marked data-autosave keep each answer as it is given: it is POSTed with then=stay, which answers 204.
import { inTurn, post } from "./queue.js";

export function watchAutosave(document) {
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const line = form.querySelector("[data-autosave-line]");
    let latest = 0;
    form.addEventListener("submit", () => { latest++; });
    form.addEventListener("change", () => {
      const mine = ++latest;
      line.textContent = "";
      inTurn(form, async () => {
        if (mine !== latest) return; // there is a newer one
        try {
          const pairs = [...new FormData(form), ["then", "stay"]];
          const response = await post(form.action, pairs, { signal: AbortSignal.timeout(8000) });
          if (mine === latest && response.status === 204) line.textContent = line.dataset.saved;
        } catch { /* no signal: the button will see to it */ }
      });
    });
  }
}
