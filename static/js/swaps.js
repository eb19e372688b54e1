// What htmx leaves to the page when it puts a new state of a page in the place of the old one.
import { say } from "./say.js";

const main = () => document.getElementById("main");
let settled;

document.addEventListener("htmx:beforeRequest", () => main().setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterRequest", () => main().removeAttribute("aria-busy"));

// A link that is there again, under its id, keeps the focus, or the link that it names instead (data-focus), and what was
// found is said. After any other link and after a form the reader goes on to what was found: to [data-arrival], else to the heading of the page.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!detail.boosted || detail.xhr === settled) {
    return;
  }
  settled = detail.xhr;
  const { elt } = detail.requestConfig;
  const arrival = main().querySelector("[data-arrival]") ?? main().querySelector("h1");
  const again = elt.tagName === "A" && document.getElementById(elt.dataset.focus ?? elt.id);
  if (again) {
    // What was unfolded stays so.
    again.closest("details:not([open])")?.setAttribute("open", "");
    again.focus({ preventScroll: true });
    say(arrival.textContent.replace(/\s+/g, " ").trim());
    return;
  }
  arrival.tabIndex = -1;
  arrival.focus({ preventScroll: true });
  const { top, bottom } = arrival.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight) {
    arrival.scrollIntoView();
  }
});

// Where no answer comes the browser itself says why, better than a page that stays as it was.
document.addEventListener("htmx:sendError", ({ detail }) => window.location.assign(detail.pathInfo.finalRequestPath));
