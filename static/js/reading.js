// The tools beside an article: the size of its text at once, copying, printing, sharing. Without this script the size is
// kept through a form, and the rest is left to the browser.
"use strict";

(function () {
  function say(text) {
    document.querySelector(".tools .done").textContent = text;
  }

  async function keepSize(form, chosen) {
    const root = document.documentElement;
    root.dataset.size = chosen.value;
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button === chosen));
    }
    const body = new FormData(form);
    body.set(chosen.name, chosen.value);
    const headers = { Accept: "application/json" };
    const kept = await fetch(form.action, { method: "POST", body, headers }).then((response) => response.ok, () => false);
    say(kept ? "" : form.dataset.failed);
  }

  async function copy(id) {
    const source = document.getElementById(id);
    const { copied, failed } = document.querySelector(".tools .done").dataset;
    try {
      await navigator.clipboard.writeText(source.textContent.replace(/\s+/g, " ").trim());
      say(copied);
    } catch {
      // Only pages sent over HTTPS may write to the clipboard.
      window.getSelection().selectAllChildren(source);
      say(failed);
    }
  }

  document.addEventListener("submit", (event) => {
    if (event.target.matches(".text-size") && event.submitter) {
      event.preventDefault();
      keepSize(event.target, event.submitter);
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".tools button");
    if (button?.matches(".copy")) {
      copy(button.dataset.copies);
    } else if (button?.matches(".print")) {
      window.print();
    } else if (button?.matches(".share")) {
      // To close the list of ways is no mistake.
      navigator.share({ title: button.dataset.title, url: button.dataset.url }).catch(() => {});
    }
  });

  if (navigator.share) {
    document.querySelector(".tools .share").hidden = false;
  }
})();
