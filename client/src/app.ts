/** The office pages' one script: htmx under a strict content policy, drafts, menus. */
import htmx from "htmx.org";
import { draftDone, startAutosave, token } from "./autosave.ts";
import { showOnlyFor } from "./only-for.ts";
import { say } from "./words.ts";

// Nothing in a page may be evaluated, and nothing styled from a script.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // a file must not stay in the browser after logout

document.addEventListener("htmx:configRequest", (event) => {
  (event as CustomEvent<{ headers: Record<string, string> }>).detail.headers["X-CSRFToken"] = token();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, elt } = (event as CustomEvent<{ xhr: XMLHttpRequest; elt: Element }>).detail;
  if (xhr.getResponseHeader("X-Draft") === "done") draftDone(elt.closest("form"));
});

// A form sent back with its errors arrives as 422 and takes the place of the form.
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = (event as CustomEvent<{ xhr: XMLHttpRequest; shouldSwap: boolean; isError: boolean }>).detail;
  if (detail.xhr.status === 422) Object.assign(detail, { shouldSwap: true, isError: false });
});

document.addEventListener("htmx:sendError", () => notice(say("failed")));
document.addEventListener("htmx:load", (event) => {
  startAutosave((event as CustomEvent<{ elt: Element }>).detail.elt);
  showOnlyFor(document);
});

function notice(text: string): void {
  const place = document.getElementById("messages");
  if (!place) return;
  const line = document.createElement("div");
  line.className = "alert alert-warning";
  line.setAttribute("role", "alert");
  line.textContent = text;
  place.replaceChildren(line);
}

document.addEventListener("click", (event) => {
  const target = event.target as Element;
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
  if (target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector<HTMLDetailsElement>("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});

document.addEventListener("change", (event) => {
  const field = event.target as HTMLElement;
  if (field.matches("[data-send-on-change]")) field.closest("form")?.requestSubmit();
  showOnlyFor(document);
});
document.addEventListener("draft-restored", () => showOnlyFor(document));

document.addEventListener("submit", (event) => {
  // Who logs out leaves nothing behind in the tab.
  if ((event.target as Element).matches("[data-logout]")) sessionStorage.clear();
});

// The list of errors is the first thing to read after a refused form.
document.querySelector<HTMLElement>("[data-error-summary]")?.focus();
// A picture wider than the screen begins where the person stands whom it is about.
for (const box of document.querySelectorAll<HTMLElement>(".picture")) {
  const about = box.querySelector("[data-index]")?.getBoundingClientRect();
  if (about) box.scrollLeft = about.left - box.getBoundingClientRect().left - box.clientWidth / 2;
}
startAutosave();
showOnlyFor(document);
