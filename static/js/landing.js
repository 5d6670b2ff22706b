// A page opened at a fragment: what it names takes the focus too. After an answer was sent (see queue.js) the page is
// loaded again, and goes to its fragment instead of the old spot.
export function watchLanding(document) {
  const target = document.getElementById(window.location.hash.slice(1));
  const sent = window.history.scrollRestoration === "manual";
  // a browser goes back to the old spot after "load"; once the reader moves, it may keep spots again
  const keep = () => { window.history.scrollRestoration = "auto"; };
  if (sent) for (const kind of ["keydown", "pointerdown", "wheel"]) {
    window.addEventListener(kind, keep, { once: true, passive: true });
  }
  if (!target || target.id === "pause") return;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  if (sent) target.scrollIntoView({ behavior: "instant" });
}
