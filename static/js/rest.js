// After 40 minutes of reading without a break, a gentle note. Kept in this tab only, gone on signing out, told to nobody.
const LONG = 40 * 60 * 1000;
const BREAK = 5 * 60 * 1000; // away for so long counts as a break
const KEY = "steady.sitting";

export function watchRest(document, { now = Date.now, store = window.sessionStorage } = {}) {
  const template = document.getElementById("s-rest");
  if (!template || !document.cookie.includes("steady_reader=")) return; // of a visitor nothing is kept at all
  const read = () => {
    try { return JSON.parse(store.getItem(KEY)) ?? {}; } catch { return {}; }
  };
  const look = () => {
    const time = now();
    const { since, seen } = read();
    const fresh = !since || time - seen > BREAK;
    const sitting = { since: fresh ? time : since, seen: time };
    if (time - sitting.since >= LONG) {
      show();
      sitting.since = time;
    }
    try { store.setItem(KEY, JSON.stringify(sitting)); } catch { /* storage is off: no note, no harm */ }
  };
  const show = () => {
    const note = document.createElement("div");
    note.className = "s-rest";
    note.append(template.content.cloneNode(true));
    note.addEventListener("click", (event) => {
      if (event.target.closest("button, a")) note.remove();
    });
    document.body.append(note);
  };
  let last = 0;
  const alive = () => {
    if (now() - last < 15000) return;
    last = now();
    look();
  };
  for (const kind of ["scroll", "keydown", "pointerdown"]) {
    document.addEventListener(kind, alive, { passive: true, capture: true });
  }
  alive();
}
