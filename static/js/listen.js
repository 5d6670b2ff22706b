// Reads a lesson or a card aloud with the browser's own voice, passage by passage, and marks where it is. Only voices
// that live on the device are used: another's service would learn what is listened to. Nothing is recorded.
const READ = "h1, h2, h3, h4, p, li, tr, blockquote, figcaption, legend, label, .s-diagram > svg";
const SKIP = "details:not([open]), nav, .s-noprint, .s-tools, .s-row, .s-hide, .s-fact dl, thead, [aria-hidden='true'], .s-listen, [hidden], form[action$='/done/']";
const HERE = "s-heard";

const english = () => window.speechSynthesis.getVoices().filter((voice) => voice.localService && /^en\b/i.test(voice.lang));
const best = () => english().find((voice) => /^en[-_]GB/i.test(voice.lang)) ?? english()[0];

export function watchListen(document) {
  const article = document.querySelector("[data-listen]");
  const template = document.getElementById("s-listen");
  if (!article || !template || !window.speechSynthesis?.getVoices) return;
  const offer = () => {
    if (!best() || article.querySelector(".s-listen")) return;
    const bar = template.content.firstElementChild.cloneNode(true);
    (article.querySelector(".s-head") ?? article.firstElementChild).after(bar);
    new Reading(article, bar);
  };
  offer();
  window.speechSynthesis.addEventListener?.("voiceschanged", offer);
}

// What a part says, in sentences; nothing for what is not on the page just now, such as a passage behind its note.
function wordsOf(part) {
  const seen = part.checkVisibility ? part.checkVisibility() : part.getClientRects().length > 0;
  if (!seen || part.closest(SKIP)) return [];
  if (part.matches("svg")) return [...part.querySelectorAll(":scope > title, :scope > desc")].map((one) => one.textContent);
  if (part.querySelector(READ)) return [];
  if (part.matches("tr")) {
    const [head, ...cells] = part.cells;
    const event = head.cloneNode(true);
    event.querySelector(".s-small")?.remove(); // its source is there to be looked up, not to be heard
    return [event.textContent, ...cells.map((cell) => `${cell.dataset.label ?? ""}: ${cell.textContent}`)].map(tidy);
  }
  const shown = part.cloneNode(true);
  for (const one of shown.querySelectorAll("[aria-hidden='true'], svg, .s-hide")) one.remove();
  const text = tidy(shown.textContent);
  return text.match(/[^.!?…]+(?:[.!?…]+[”’"']*|$)\s*/g) ?? (text ? [text] : []);
}

const tidy = (text) => text.replace(/\s+/g, " ").trim();

class Reading {
  constructor(article, bar) {
    this.article = article;
    this.bar = bar;
    this.state = "still";
    this.at = null; // the part that is being read
    this.turn = 0;
    for (const name of ["listen", "wait", "on", "stop"]) {
      this[name] = bar.querySelector(`[name=${name}]`);
      this[name].addEventListener("click", () => this.press(name));
    }
    window.addEventListener("pagehide", () => this.press("stop"));
    window.addEventListener("hashchange", () => { if (window.location.hash === "#pause") this.press("wait"); });
    this.listen.textContent = article.dataset.listen;
    this.show();
  }

  press(name) {
    if (name === "listen") this.read(this.next(null));
    else if (name === "wait" && this.state === "reading") this.become("waiting");
    else if (name === "on" && this.state === "waiting") this.read(this.at);
    else if (name === "stop" && this.state !== "still") { this.mark(null); this.become("still"); }
  }

  // Waiting is stopping and beginning the passage again: browsers differ in how they go on in the middle.
  become(state) {
    this.turn++;
    window.speechSynthesis.cancel();
    const had = document.activeElement;
    this.state = state;
    this.show();
    if (had?.closest?.(".s-listen") && had.hidden) this.bar.querySelector("button:not([hidden])").focus();
  }

  show() {
    this.listen.hidden = this.state !== "still";
    this.wait.hidden = this.state !== "reading";
    this.on.hidden = this.state !== "waiting";
    this.stop.hidden = this.state === "still";
    this.bar.classList.toggle("s-listen--on", this.state !== "still");
  }

  // The next part that says something; looked for anew each time, since the reader may open a passage meanwhile.
  next(after) {
    const parts = [...this.article.querySelectorAll(READ)];
    return parts.slice(after ? parts.indexOf(after) + 1 : 0).find((part) => wordsOf(part).length) ?? null;
  }

  read(part) {
    this.become("reading");
    if (!part) {
      this.press("stop");
      return;
    }
    this.mark(part);
    const mine = this.turn;
    const said = wordsOf(part).map((words) => {
      const utterance = Object.assign(new SpeechSynthesisUtterance(words), { voice: best(), lang: best().lang });
      utterance.onerror = (event) => { if (mine === this.turn && event.error !== "canceled" && event.error !== "interrupted") this.press("stop"); };
      return utterance;
    });
    said.at(-1).onend = () => { if (mine === this.turn) this.read(this.next(part)); };
    for (const utterance of said) window.speechSynthesis.speak(utterance);
  }

  mark(part) {
    this.at?.classList.remove(HERE);
    this.at = part;
    if (!part) return;
    part.classList.add(HERE);
    const { top, bottom } = part.getBoundingClientRect();
    if (top < 80 || bottom > window.innerHeight - 80) part.scrollIntoView({ block: "center" });
  }
}
