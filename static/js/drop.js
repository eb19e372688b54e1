// Files may be dropped anywhere on the form, and what was chosen is named before it is sent.
const form = document.querySelector(".upload-form");
const input = form.querySelector("input[type=file]");
const list = form.querySelector(".chosen");
const SHOWN = 12;

const show = () => {
  const files = [...input.files];
  list.replaceChildren(
    ...files.slice(0, SHOWN).map((file) => {
      const item = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = file.name;
      item.append(name);
      return item;
    }),
  );
  if (files.length > SHOWN) {
    const more = document.createElement("li");
    more.textContent = `+ ${files.length - SHOWN}`;
    list.append(more);
  }
  list.hidden = files.length === 0;
};

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

form.addEventListener("dragover", (event) => {
  if (carriesFiles(event)) {
    event.preventDefault();
    form.classList.add("dropping");
  }
});
form.addEventListener("dragleave", (event) => {
  if (!form.contains(event.relatedTarget)) {
    form.classList.remove("dropping");
  }
});
form.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) {
    return;
  }
  event.preventDefault();
  form.classList.remove("dropping");
  input.files = event.dataTransfer.files;
  show();
});
input.addEventListener("change", show);
show();
