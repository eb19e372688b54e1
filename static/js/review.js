// One box ticks all rows of the page.
const prepare = () => {
  const head = document.querySelector("table.rows thead th");
  const boxes = [...document.querySelectorAll("td.tick input")];
  const label = head?.querySelector(".unseen");
  if (!boxes.length || !label || head.querySelector("input")) {
    return;
  }
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", label.textContent);
  all.addEventListener("change", () => {
    for (const box of boxes) {
      box.checked = all.checked;
    }
  });
  label.replaceWith(all);
};

prepare();
document.addEventListener("htmx:load", prepare);
