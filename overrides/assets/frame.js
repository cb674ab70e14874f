/* On every page: the two things that the masthead does by script. */

/* Dark or light: as the system is until the reader chooses. The head of each page has taken up the choice. */
const root = document.documentElement;
const dark = document.querySelector(".tools__dark");
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
const tell = () => dark?.setAttribute("aria-pressed", isDark());

dark?.addEventListener("click", () => {
  localStorage.theme = root.dataset.theme = isDark() ? "light" : "dark";
  tell();
});
system.addEventListener("change", tell);
/* A page that comes back from the browser's memory may have been left before the choice was made. */
addEventListener("pageshow", () => {
  if ("theme" in root.dataset) root.dataset.theme = localStorage.theme || "";
  tell();
});

/* Opens the search when a reader asks for it, and loads nothing of it before. */
const here = document.querySelector("#search-form");
const link = document.querySelector(".tools__search");
const panel = () => import("./search-panel.js");
let dialog;

if (here) panel().then(({ show }) => show(here, location, here.parentElement));

async function open() {
  dialog ??= panel().then(({ inDialog }) => inDialog(link.href));
  try {
    (await dialog).showModal();
    document.querySelector("#search-words").focus();
  } catch {
    location.assign(link.href);
  }
}

link?.addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (here) document.querySelector("#search-words")?.focus();
  else open();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, select, textarea, [contenteditable]") || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  link?.click();
});
