// Beside a text box marked data-private-check: a quiet word when the text looks as if it named somebody. Nothing is sent.
const SIGNS = [
  /[^\s@]+@[^\s@]+\.[a-z]{2,}/i, // an e-mail address
  /(?:\+?\d[\s-]?){7,}/, // a telephone or crime number
  /\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/, // a postcode
  /\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b/, // a number plate
  /\b(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|Sgt|Sergeant|Inspector)\.?\s+[A-Z][a-z]+/, // a title and a name
  /(?:[a-z,;]\s+|called\s+|named\s+)[A-Z][a-z]{2,}\s+[A-Z][a-z]{2,}/, // two capitalised words inside a sentence
  /\b(?:called|named|name is|name was)\s+[A-Z][a-z]+/,
];
const FINE = /\b(?:Victim Support|Enhanced Rights|Witness Care|Crown Court|Code of Practice|Right \d+|Victim Personal Statement|Restorative Justice)\b/g;

export const looksPrivate = (text) => SIGNS.some((sign) => sign.test(text.replace(FINE, "")));

export function watchPrivate(document) {
  const words = document.getElementById("s-private-note")?.content.textContent.trim();
  if (!words) return;
  for (const box of document.querySelectorAll("textarea[data-private-check]")) {
    const note = document.createElement("p");
    note.className = "s-privatenote";
    note.setAttribute("role", "status");
    box.after(note);
    let timer = 0;
    const look = () => { note.textContent = looksPrivate(box.value) ? words : ""; };
    // never at once: a word that appears while a button is being pressed moves it away under the finger
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, 600);
    };
    for (const kind of ["input", "blur"]) box.addEventListener(kind, soon);
  }
}
