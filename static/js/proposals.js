// Deciding on proposals by keyboard: J and K go from one to the next, X chooses, C, O and R decide. Without this script the
// buttons do. By the place of the key: an Arabic keyboard writes other letters there.

const items = Array.from(document.querySelectorAll(".proposal"));
const hint = document.querySelector(".keys");

function current() {
  return items.indexOf(document.activeElement?.closest(".proposal"));
}

function go(step) {
  const at = current();
  const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + step, 0), items.length - 1);
  items[next].focus();
  items[next].scrollIntoView({ block: "nearest" });
}

function press(name) {
  items[current()]?.querySelector(`[data-key="${name}"]`)?.click();
}

const acts = {
  KeyJ: () => go(1),
  KeyK: () => go(-1),
  KeyX: () => items[current()]?.querySelector("[type=checkbox]").click(),
  KeyC: () => press("new"),
  KeyO: () => press("open"),
  KeyR: (event) => press(event.shiftKey ? "forever" : "once"),
};

document.addEventListener("keydown", (event) => {
  const act = acts[event.code];
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (!act || typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  event.preventDefault();
  act(event);
});

if (hint) {
  hint.hidden = false;
}
