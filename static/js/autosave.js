// Forms marked data-autosave keep an answer as soon as it is given: each change is POSTed with then=stay to the form's
// own address, which answers 204. The button saves as it always did, so nothing depends on this.
export function watchAutosave(document) {
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const line = form.querySelector("[data-autosave-line]");
    let latest = 0;
    form.addEventListener("change", async () => {
      const mine = ++latest;
      const body = new URLSearchParams([...new FormData(form), ["then", "stay"]]);
      line.textContent = "";
      try {
        const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
        if (mine === latest && response.status === 204) line.textContent = line.dataset.saved;
      } catch { /* no signal: the button, and the queue behind it, will see to it */ }
    });
  }
}
