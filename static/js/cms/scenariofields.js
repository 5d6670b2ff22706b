// The inputs of a scenario's cards that Wagtail's blocks draw: lists that keep what they do not
// know, and amounts as numbers. What is on the page decides which scenes and amounts there are.
(() => {
  class OpenSelect {
    constructor(html) {
      this.html = html;
    }

    render(placeholder, name, id, state, _capabilities, options = {}) {
      const holder = document.createElement("div");
      holder.innerHTML = this.html.replace(/__NAME__/g, name).replace(/__ID__/g, id).trim();
      const input = holder.firstElementChild;
      for (const [key, value] of Object.entries(options.attributes || {})) input.setAttribute(key, value);
      placeholder.replaceWith(input);
      const bound = new BoundSelect(input);
      bound.setState(state);
      return bound;
    }
  }

  class BoundSelect {
    constructor(input) {
      this.input = input;
      this.idForLabel = input.id;
    }
    getValue() {
      return this.input.value;
    }
    getState() {
      return this.input.value;
    }
    setState(state) {
      const value = Array.isArray(state) ? (state[0] ?? "") : (state ?? "");
      if (![...this.input.options].some((option) => option.value === value)) {
        this.input.add(new Option(value, value));
      }
      this.input.value = value;
    }
    setInvalid(invalid) {
      if (invalid) this.input.setAttribute("aria-invalid", "true");
      else this.input.removeAttribute("aria-invalid");
    }
    getTextLabel() {
      return this.input.selectedOptions[0]?.text || null;
    }
    focus() {
      this.input.focus();
    }
  }

  class Amounts {
    constructor(html) {
      this.html = html;
    }

    render(placeholder, name, id, state) {
      const holder = document.createElement("div");
      holder.className = "steady-amounts";
      holder.innerHTML = this.html.replace(/__NAME__/g, name).replace(/__ID__/g, id).trim();
      placeholder.replaceWith(holder);
      const bound = new BoundAmounts(holder);
      bound.setState(state);
      return bound;
    }
  }

  class BoundAmounts {
    constructor(holder) {
      this.holder = holder;
      this.input = holder.querySelector("input[type=hidden]");
      this.idForLabel = "";
    }
    getValue() {
      return this.input.value;
    }
    getState() {
      return this.input.value;
    }
    setState(state) {
      this.input.value = state ?? "";
      this.holder.dispatchEvent(new CustomEvent("steady:amounts", { bubbles: true }));
    }
    setInvalid(invalid) {
      for (const input of this.holder.querySelectorAll("input[data-amount]")) {
        if (invalid) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
    }
    getTextLabel() {
      return null;
    }
    focus() {
      this.holder.querySelector("input[data-amount]")?.focus();
    }
  }

  // Wagtail's own expects a stream at the root of a form; ours is one struct.
  const StructBlock = window.telepath.constructors["wagtail.blocks.StructBlock"];
  class RootBlock {
    constructor(...parts) {
      const definition = new StructBlock(...parts);
      const render = definition.render.bind(definition);
      definition.render = (...where) => {
        const bound = render(...where);
        bound.element ??= bound.container[0];
        return bound;
      };
      return definition;
    }
  }

  window.telepath.register("steady.RootBlock", RootBlock);
  window.telepath.register("steady.OpenSelect", OpenSelect);
  window.telepath.register("steady.Amounts", Amounts);
})();
