// What the cards of a scenario know of each other: the lists of scenes, and the amounts.

const value = (name) => document.getElementsByName(name)[0]?.value ?? "";

// The cards of a list as they stand on the page: their ids and what they are called.
function cards(list, called) {
  const found = [];
  for (const input of document.querySelectorAll(`input[name^="document-${list}-"][name$="-order"]`)) {
    const at = input.name.match(new RegExp(`^document-${list}-(\\d+)-order$`));
    if (!at || value(`document-${list}-${at[1]}-deleted`)) continue;
    const here = `document-${list}-${at[1]}`;
    found.push({ order: Number(input.value), id: value(`${here}-id`), name: value(`${here}-value-${called}`) });
  }
  return found.sort((one, other) => one.order - other.order);
}

// The plus signs of the lists say what they add; the last one says it to everybody.
export function nameButtons(desk) {
  for (const list of desk.querySelectorAll("[data-streamfield-list-container]")) {
    const words = desk.dataset[`add${list.closest("[data-contentpath]").dataset.contentpath}`];
    const buttons = [...list.children].filter((child) => child.matches("[data-streamfield-list-add]"));
    for (const button of words ? buttons : []) {
      button.title = words;
      button.setAttribute("aria-label", words);
      button.toggleAttribute("data-last", button === buttons.at(-1));
    }
  }
}

// Every list of scenes has those on the page, by title.
export function followScenes(desk) {
  const scenes = cards("scenes", "title");
  for (const list of desk.querySelectorAll("select[data-scenes]")) {
    const fixed = [...list.options].filter((option) => ["", "new", "end"].includes(option.value));
    const chosen = list.value;
    const options = scenes.map(({ id, name }, number) => new Option(name || `(${number + 1})`, id));
    if (chosen && !["new", "end"].includes(chosen) && !scenes.some(({ id }) => id === chosen)) {
      options.push(new Option(`? ${chosen.replace(/^scene-/, "")}`, chosen));
    }
    list.replaceChildren(...fixed.filter((option) => option.value !== "end"), ...options, ...fixed.filter((option) => option.value === "end"));
    list.value = chosen;
    askForTitle(list);
  }
}

// The title of a new scene is asked for where a new scene is chosen.
function askForTitle(list) {
  const title = document.getElementsByName(list.name.replace(/-next$/, "-new_scene"))[0];
  const place = title?.closest("[data-contentpath='new_scene']");
  if (place) place.hidden = list.value !== "new";
}

// A new scene that a choice asks for gets its card at once; without a script, when it is saved.
export function makeScene(title) {
  const list = document.getElementsByName(title.name.replace(/-new_scene$/, "-next"))[0];
  const name = title.value.trim().replace(/\s+/g, " ");
  if (list?.value !== "new" || !name) return;
  const same = cards("scenes", "title").find((one) => one.name.toLowerCase() === name.toLowerCase());
  const id = same?.id ?? `made-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  if (!same) {
    const scenes = document.getElementById("document-root").rootBlock.childBlocks.scenes;
    const here = scenes.children.findIndex((child) => title.name.startsWith(`${child.prefix}-`));
    scenes.insert({ ...scenes.blockDef.initialChildState, title: name }, here + 1, { id, collapsed: true });
  }
  title.value = "";
  list.add(new Option(name, id));
  list.value = id;
}

// A number for each amount on the page; what is typed is kept together in one hidden field.
export function followAmounts(desk) {
  const amounts = cards("variables", "name");
  for (const holder of desk.querySelectorAll(".steady-amounts")) {
    const kept = read(holder);
    const labels = amounts.map(({ id, name }) => {
      const old = holder.querySelector(`input[data-amount="${CSS.escape(id)}"]`);
      const label = old?.closest("label") || document.createElement("label");
      const input = old || document.createElement("input");
      if (!old) {
        // Not of the type for numbers, in which a browser drops what is none without a word.
        input.type = "text";
        input.autocomplete = "off";
        input.dataset.amount = id;
        label.append(document.createElement("span"), input);
      }
      label.querySelector("span").textContent = name || "?";
      if (document.activeElement !== input) input.value = kept[id] ?? "";
      return label;
    });
    const now = [...holder.querySelectorAll("label")];
    if (now.length !== labels.length || now.some((label, place) => label !== labels[place])) {
      for (const label of now) if (!labels.includes(label)) label.remove();
      holder.append(...labels);
    }
  }
}

function read(holder) {
  try {
    const found = JSON.parse(holder.querySelector("input[type=hidden]").value || "{}");
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}

// Whenever a number is typed, or a card was filled by a script.
export function amountsOn(desk, then) {
  desk.addEventListener("input", (event) => {
    const holder = event.target.closest(".steady-amounts");
    if (!holder || !event.target.dataset.amount) return;
    const kept = {};
    for (const input of holder.querySelectorAll("input[data-amount]")) {
      const typed = input.value.trim().replace(/^[−–]/, "-");
      if (typed) kept[input.dataset.amount] = /^-?\d{1,9}$/.test(typed) ? Number(typed) : typed;
    }
    const hidden = holder.querySelector("input[type=hidden]");
    hidden.value = Object.keys(kept).length ? JSON.stringify(kept) : "";
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
    then();
  });
  desk.addEventListener("steady:amounts", () => followAmounts(desk));
}
