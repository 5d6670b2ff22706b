// The summary of what to put right takes focus, its links lead into the field; a double click does not send twice.
const TWICE = 2000;

export function helpForms(document) {
  const summary = document.querySelector("[data-error-summary]");
  summary?.focus();
  summary?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const head = field.closest("fieldset")?.querySelector("legend") ?? document.querySelector(`label[for="${field.id}"]`) ?? field;
    head.scrollIntoView();
    field.focus({ preventScroll: true });
  });

  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const last = sent.get(event.target) ?? -Infinity;
    if (event.timeStamp - last < TWICE) event.preventDefault();
    else sent.set(event.target, event.timeStamp);
  }, { capture: true });
}
