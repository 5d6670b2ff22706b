// The content checks beside an editor's form, asked for again once a draft was saved in the background.
const panels = () => document.querySelectorAll("[data-checks]");

async function refresh(panel) {
  const answer = await fetch(panel.dataset.checks, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (answer.ok && !answer.redirected) panel.innerHTML = await answer.text();
}

document.addEventListener("w-autosave:success", () => panels().forEach((panel) => refresh(panel).catch(() => {})));
