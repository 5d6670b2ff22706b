// Exit this page: one click, or Shift three times within two seconds. The page is replaced in the tab's history.
const WITHIN = 2000;

export function watchExit(document) {
  const link = document.querySelector("a[data-exit]");
  if (!link) return;
  const leave = () => {
    document.documentElement.hidden = true; // nothing left to read while the next page loads
    window.speechSynthesis?.cancel(); // and nothing to hear
    window.location.replace(link.href);
  };
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave();
  });

  let presses = [];
  let alone = false; // Shift pressed with nothing else: capitals do not count
  document.addEventListener("keydown", (event) => {
    alone = event.key === "Shift" && !event.repeat;
    if (!alone && event.key !== "Shift") presses = [];
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    presses = [...presses, event.timeStamp].filter((time) => event.timeStamp - time < WITHIN);
    if (presses.length >= 3) leave();
  });
}
