// Suggestions under a box for a query: an ARIA 1.2 combobox. Without this script the box is a box.
// The server answers with the options (templates/search/suggestions.html); their data say what choosing them does.
import Combobox from "./vendor/combobox-nav.js";
import { say } from "./say.js";

const PAUSE = 150;
const attached = new WeakSet();

function attach(box) {
  const input = box.querySelector("input[type='search']");
  // Of a page that was put back from memory, whose scripts are gone.
  box.querySelector("[role='listbox']")?.remove();
  const list = document.createElement("div");
  list.id = input.id + "-suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.suggestionsLabel);
  box.append(list);
  const combobox = new Combobox(input, list, { tabInsertsSuggestions: false });

  let timer;
  let request;
  let said = "";

  // What stands before the caret, where a word ends there: the rest stays as it is.
  function typed() {
    const at = input.selectionStart;
    return at === input.selectionEnd && /^(\s|$)/.test(input.value.slice(at)) ? input.value.slice(0, at) : "";
  }

  function forget() {
    clearTimeout(timer);
    request?.abort();
  }

  function close() {
    forget();
    if (!list.hidden) {
      combobox.stop();
      list.hidden = true;
    }
  }

  function show(html) {
    list.innerHTML = html;
    const number = list.querySelectorAll("[role='option']").length;
    const news = list.querySelector("[data-said]").dataset.said;
    if (!number) {
      close();
    } else if (list.hidden) {
      list.hidden = false;
      combobox.start();
    } else {
      combobox.clearSelection();
    }
    if (news !== said) {
      said = news;
      say(news);
    }
  }

  async function ask() {
    const query = typed();
    request?.abort();
    if (!query.trim()) {
      close();
      return;
    }
    request = new AbortController();
    try {
      const address = box.dataset.suggestions + "?q=" + encodeURIComponent(query);
      const response = await fetch(address, { signal: request.signal });
      const html = response.ok ? await response.text() : "";
      if (html && document.activeElement === input && typed() === query) {
        show(html);
      } else {
        close();
      }
    } catch (error) {
      // Overtaken by the next letter, or offline: there is nothing to show.
      if (error.name !== "AbortError") {
        close();
      }
    }
  }

  function choose({ name, value, query, href }) {
    const rest = input.value.slice(input.selectionStart);
    close();
    if (href) {
      window.location.assign(href);
      return;
    }
    input.value = query + rest;
    input.setSelectionRange(query.length, query.length);
    if (!name) {
      return;
    }
    const { form } = input;
    if (!form.querySelector(`input[name='${name}'][value='${CSS.escape(value)}']:is([type='hidden'], :checked)`)) {
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = name;
      hidden.value = value;
      form.append(hidden);
    }
    form.requestSubmit();
  }

  input.addEventListener("input", (event) => {
    // Of a letter that is still being composed nobody knows what it will be.
    if (!event.isComposing) {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    }
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) {
      return;
    }
    if (event.key === "Escape") {
      if (!list.hidden) {
        // The next one empties the box, as it does everywhere.
        event.preventDefault();
      }
      close();
    } else if (event.key === "ArrowDown" && list.hidden && typed().trim()) {
      event.preventDefault();
      ask();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      // Who goes through a list goes through this one.
      forget();
    }
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  // The box keeps the focus while an option is clicked.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("combobox-commit", (event) => choose(event.target.dataset));
}

function attachAll() {
  for (const box of document.querySelectorAll("[data-suggestions]")) {
    if (!attached.has(box)) {
      attached.add(box);
      attach(box);
    }
  }
}

attachAll();
document.addEventListener("htmx:load", attachAll);
