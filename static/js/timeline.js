// A stretch of a timeline is chosen by dragging over its bars, or with arrow keys and Shift; it ends in an ordinary link.
// Without this script bars are links, or the rows of their table are, and the period's two fields do the rest. Nothing is set up beforehand: what is
// put onto the page later works too.

const FEWEST_PIXELS = 5;
// What is being chosen: in which `figure`, from slot `start` to slot `end` (0 is the earliest); `from` is the place of
// the pointer, null with keys; `moved`, whether it has left it.
let choice = null;
let ignoreClick = false;

function slots(figure) {
  return figure.dataset.names.trim().split(" ");
}

function isMirrored(figure) {
  return getComputedStyle(figure).direction === "rtl";
}

function slotAt(figure, x) {
  const box = figure.querySelector(".drawing").getBoundingClientRect();
  const last = slots(figure).length - 1;
  const part = isMirrored(figure) ? (box.right - x) / box.width : (x - box.left) / box.width;
  return Math.max(0, Math.min(last, Math.floor(part * (last + 1))));
}

function ends() {
  return [Math.min(choice.start, choice.end), Math.max(choice.start, choice.end)];
}

function said(figure, first, last) {
  const labels = figure.dataset.labels.split("|");
  const found = figure.dataset.numbers.trim().split(" ").slice(first, last + 1);
  const number = found.reduce((sum, each) => sum + Number(each), 0);
  const range = figure.dataset.range.replace("{first}", labels[first]).replace("{last}", labels[last]);
  const period = first === last ? labels[first] : range;
  return `${period} · ${figure.dataset.found}: ${number.toLocaleString(figure.dataset.digits)}`;
}

function show() {
  const { figure } = choice;
  const [first, last] = ends();
  const number = slots(figure).length;
  const text = said(figure, first, last);
  const band = figure.querySelector(".chosen");
  band.setAttribute("x", isMirrored(figure) ? number - 1 - last : first);
  band.setAttribute("width", last - first + 1);
  const reach = figure.querySelector(".reach");
  reach.setAttribute("aria-valuenow", choice.end + 1);
  reach.setAttribute("aria-valuetext", text);
  const status = figure.querySelector(".chosen-period");
  if (status.textContent !== text) {
    status.textContent = text;
  }
}

// Where the keys begin: at the slot where they were last, the earliest at first.
function begun(reach) {
  const at = Number(reach.getAttribute("aria-valuenow")) - 1;
  return { figure: reach.closest(".timeline"), start: at, end: at, from: null, moved: false };
}

function forget() {
  for (const figure of document.querySelectorAll(".timeline[data-address]")) {
    figure.querySelector(".chosen").setAttribute("width", 0);
    figure.querySelector(".chosen-period").textContent = "";
  }
  choice = null;
}

function go() {
  const { figure } = choice;
  const [first, last] = ends();
  const names = slots(figure);
  const link = document.createElement("a");
  link.href = figure.dataset.address.replace("{first}", names[first]).replace("{last}", names[last]);
  link.hidden = true;
  figure.append(link);
  // Where htmx follows the page's links, it follows this one too.
  if (window.htmx) {
    window.htmx.process(link);
  }
  link.click();
  choice = null;
}

document.addEventListener("pointerdown", (event) => {
  const drawing = event.target.closest(".timeline[data-address] .drawing");
  if (!drawing || !event.isPrimary || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  forget();
  ignoreClick = false;
  const figure = drawing.closest(".timeline");
  const slot = slotAt(figure, event.clientX);
  choice = { figure, start: slot, end: slot, from: event.clientX, moved: false };
});

document.addEventListener("pointermove", (event) => {
  if (!choice || choice.from === null || !event.isPrimary) {
    return;
  }
  if (!choice.moved && Math.abs(event.clientX - choice.from) >= FEWEST_PIXELS) {
    choice.moved = true;
    ignoreClick = true;
    choice.figure.querySelector(".drawing").setPointerCapture(event.pointerId);
  }
  if (choice.moved) {
    choice.end = slotAt(choice.figure, event.clientX);
    show();
  }
});

document.addEventListener("pointerup", (event) => {
  if (!choice || choice.from === null || !event.isPrimary) {
    return;
  }
  choice.from = null;
  if (!choice.moved) {
    // Bars are links, but where the address is too long to be repeated.
    if (event.target.closest("g")) {
      go();
    }
    choice = null;
    return;
  }
  // After the click that this release makes.
  window.setTimeout(() => {
    ignoreClick = false;
    if (choice) {
      go();
    }
  });
});

// The finger scrolls after all, or the reader has left the page and comes back.
document.addEventListener("pointercancel", forget);
window.addEventListener("pagehide", forget);

document.addEventListener(
  "click",
  (event) => {
    if (ignoreClick && event.target.closest(".drawing")) {
      event.preventDefault();
      event.stopPropagation();
    }
  },
  true,
);

document.addEventListener("dragstart", (event) => {
  if (event.target.closest?.(".timeline[data-address] .drawing")) {
    event.preventDefault();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && choice) {
    event.preventDefault();
    forget();
    return;
  }
  const reach = event.target.closest(".reach");
  if (!reach || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const { figure, start, end } = choice ?? begun(reach);
  const last = slots(figure).length - 1;
  const onwards = isMirrored(figure) ? -1 : 1;
  const steps = { ArrowRight: onwards, ArrowLeft: -onwards, ArrowUp: 1, ArrowDown: -1, Home: -last, End: last };
  if (event.key in steps) {
    event.preventDefault();
    const to = Math.max(0, Math.min(last, end + steps[event.key]));
    choice = { figure, start: event.shiftKey ? start : to, end: to, from: null, moved: false };
    show();
  } else if ((event.key === "Enter" || event.key === " ") && choice) {
    event.preventDefault();
    go();
  }
});

document.addEventListener("focusin", (event) => {
  if (event.target.closest(".reach")) {
    choice = begun(event.target);
    show();
  }
});

document.addEventListener("focusout", (event) => {
  if (event.target.closest(".reach") && choice && choice.from === null) {
    forget();
  }
});
