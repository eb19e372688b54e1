// From hit to hit in an article: N (or J) for the next, P (or K) for the one before. Without this script the numbers lead there.

const bar = document.querySelector(".hits nav");
const marks = Array.from(document.querySelectorAll("mark[id^='hit-']"));
const steps = { KeyN: 1, KeyJ: 1, KeyP: -1, KeyK: -1 };

function current() {
  return marks.findIndex((mark) => "#" + mark.id === window.location.hash);
}

function show() {
  for (const link of bar.querySelectorAll("a[href^='#']")) {
    if (link.hash === window.location.hash) {
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

// Replaced, not added to the history: one step back leads to where the reader came from.
function go(id) {
  const mark = document.getElementById(id);
  window.location.replace("#" + id);
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
}

bar.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go(link.hash.slice(1));
  }
});

document.addEventListener("keydown", (event) => {
  // By the place of the key: an Arabic keyboard writes other letters there.
  const step = steps[event.code];
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (!step || typing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  const at = current();
  const next = at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length;
  go(marks[next].id);
});

window.addEventListener("hashchange", show);
bar.querySelector(".keys").hidden = false;
show();
