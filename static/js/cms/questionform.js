// The form of a question: what does not go with the chosen type folds away. Without script all of it stands there.
const FIELDS = { otherwise: ["short", "number"], unit: ["number"], mode: ["judgement"], panel_who: ["judgement"] };
const type = document.getElementById("id_type");

function sync() {
  for (const [name, types] of Object.entries(FIELDS)) {
    const field = document.getElementById(`id_${name}`);
    // The panel goes as a whole; of the answers only the field.
    const part = name === "panel_who" ? field?.closest("section") : field?.closest("[data-field-wrapper]")?.parentElement;
    // What is filled in stays in sight, so that nobody wonders why it is refused.
    if (part) part.hidden = !types.includes(type.value) && !field.value;
  }
}

if (type) {
  type.addEventListener("change", sync);
  sync();
}
