// Private words are never kept on a device. Without a line they stay in their box, and the page says that they are not
// saved yet; with one, they go as without script.
import { say } from "./queue.js";

export function watchHold(document) {
  for (const form of document.querySelectorAll("form.s-private")) {
    form.addEventListener("submit", async (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      const { submitter } = event;
      try {
        // any answer will do: it only shows that there is a line
        await fetch("/offline/reader/", { cache: "no-store", signal: AbortSignal.timeout(8000) });
      } catch {
        say("held");
        return;
      }
      if (submitter?.name) {
        const { name, value } = submitter;
        form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
      form.submit();
    });
  }
}
