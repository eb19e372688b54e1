// The tools beside an article: the size of its text at once, copying, printing, sharing. Without this script the size
// leads to the page of the preferences, and the rest is left to the browser.

function say(text) {
  document.querySelector(".tools .done").textContent = text;
}

async function keepSize(form, chosen) {
  const root = document.documentElement;
  root.dataset.size = chosen.value;
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === chosen));
  }
  const kept = await keep(form.action, chosen).catch(() => false);
  say(kept ? "" : form.dataset.failed);
}

// The token comes from the page of the preferences: a page that is read alone sets no cookie.
async function keep(address, chosen) {
  const page = await fetch(address).then((response) => response.text());
  const token = new DOMParser().parseFromString(page, "text/html").querySelector("[name=csrfmiddlewaretoken]");
  const body = new URLSearchParams({ [token.name]: token.value, [chosen.name]: chosen.value });
  const response = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  return response.ok;
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
