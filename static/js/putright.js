// The answer is a page that says what to put right: its form takes the place of ours, and nothing is sent twice.
// False when the page has no such form.
export function putRight(form, html) {
  const document = form.ownerDocument;
  const page = new DOMParser().parseFromString(html, "text/html");
  const same = [...page.querySelectorAll("form[data-queue]")]
    .find((other) => other.getAttribute("action") === form.getAttribute("action"));
  if (!same?.querySelector(".govuk-error-message")) return false;
  form.replaceChildren(...same.childNodes);
  document.title = page.title;
  if (form.querySelector("[data-ordering]")) import("./ordering.js").then(({ watchOrdering }) => watchOrdering(form));
  const group = form.querySelector(".govuk-form-group--error");
  group.scrollIntoView({ behavior: "instant" });
  group.querySelector("input, select, textarea").focus({ preventScroll: true }); // its group is described by the message
  return true;
}
