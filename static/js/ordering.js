// Steps to be put in order: buttons move a step up or down, keep the focus and say the place. The lists to choose a
// place from stay in the form, hold the answer and do without script.
const words = (list, name, step, place, total) => list.dataset[name]
  .replace("%s", step).replace("%n", place).replace("%t", total);

function button(text, step, by) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "s-button s-button--quiet s-button--small";
  made.dataset.by = by;
  made.append(text);
  const more = document.createElement("span");
  more.className = "s-hide";
  more.textContent = `: ${step}`;
  made.append(more);
  return made;
}

function settle(list) {
  const steps = [...list.children];
  steps.forEach((step, index) => {
    step.querySelector("select").value = String(index + 1);
    step.querySelector("[data-by='-1']").disabled = index === 0;
    step.querySelector("[data-by='1']").disabled = index === steps.length - 1;
  });
}

function move(list, step, by) {
  const other = by < 0 ? step.previousElementSibling : step.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(step);
  else other.after(step);
  settle(list);
  const wanted = step.querySelector(`[data-by='${by}']`);
  (wanted.disabled ? step.querySelector("[data-by]:not(:disabled)") : wanted).focus();
  const place = [...list.children].indexOf(step) + 1;
  list.previousElementSibling.textContent = words(list, "at", step.dataset.step, place, list.children.length);
  step.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
}

function enhance(list) {
  if (list.dataset.ordering) return;
  list.dataset.ordering = "on";
  const steps = [...list.children];
  const place = (step) => Number(step.querySelector("select").value) || Infinity;
  list.append(...[...steps].sort((one, other) => place(one) - place(other) || 0));
  const said = document.createElement("p");
  said.className = "s-hide";
  said.setAttribute("role", "status");
  list.before(said);
  for (const step of steps) {
    const label = step.querySelector("label");
    step.dataset.step = label.textContent.trim();
    const row = document.createElement("p");
    row.className = "s-row";
    row.append(button(list.dataset.up, step.dataset.step, -1), button(list.dataset.down, step.dataset.step, 1));
    const text = document.createElement("p");
    text.textContent = step.dataset.step;
    // The id of the first list leads here from what is to be put right.
    step.querySelector("select").hidden = true;
    label.replaceWith(text);
    step.append(row);
  }
  const answered = steps.every((step) => place(step) < Infinity);
  const before = steps.map((step) => step.querySelector("select").value);
  settle(list);
  // Until something was moved, nothing was answered; the button of the form takes the order as it stands.
  if (!answered) steps.forEach((step, index) => { step.querySelector("select").value = before[index]; });
  list.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-by]");
    if (pressed) move(list, pressed.closest("li"), Number(pressed.dataset.by));
  });
  list.closest("form")?.addEventListener("submit", () => settle(list), { capture: true });
}

export function watchOrdering(root) {
  root.querySelectorAll("[data-ordering]").forEach(enhance);
}
