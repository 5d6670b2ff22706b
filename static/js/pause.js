// Pause is the fragment #pause, so nothing is sent. Here it holds focus, closes with Escape and goes back to the spot.
// A passage that was opened by a fragment stays open behind it.
export function watchPause(document) {
  const panel = document.getElementById("pause");
  if (!panel) return;
  let before = null; // where the reader was

  const isOpen = () => window.location.hash === "#pause";
  const setOthersInert = (inert) => {
    for (const other of document.body.children) {
      if (other !== panel && !other.matches("template, script, #s-line")) other.inert = inert;
    }
  };
  const back = () => {
    if (before) window.history.back();
    else window.location.replace(panel.querySelector("[data-pause-back]").getAttribute("href"));
  };
  const sync = () => {
    setOthersInert(isOpen());
    if (isOpen()) {
      panel.focus({ preventScroll: true });
    } else if (before) {
      const { focus, top } = before;
      before = null;
      window.scrollTo({ top, behavior: "instant" });
      if (focus?.isConnected) focus.focus({ preventScroll: true });
    }
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest?.('a[href="#pause"]') && !isOpen()) {
      const open = document.querySelector(".s-choose:target");
      open?.classList.add("s-choose--open");
      before = { focus: event.target.closest("a"), top: window.scrollY };
    } else if (event.target.closest?.("[data-pause-back]")) {
      event.preventDefault();
      back();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) back();
  });
  window.addEventListener("hashchange", sync);
  if (isOpen()) sync();
}
