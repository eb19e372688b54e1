// Says to screen readers what a page shows without being loaded anew.

const ID = "said";

function region() {
  const found = document.getElementById(ID);
  if (found) {
    return found;
  }
  // No role="status": a page has at most one of these, its own.
  const made = document.createElement("p");
  made.id = ID;
  made.className = "unseen";
  made.setAttribute("aria-live", "polite");
  document.body.append(made);
  return made;
}

// A region is listened to only once it has been there for a while.
region();

let due;

export function say(text) {
  const where = region();
  where.textContent = "";
  clearTimeout(due);
  // The same words again are news, too.
  due = setTimeout(() => {
    where.textContent = text;
  }, 100);
}
