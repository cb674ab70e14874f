/* On every page: opens the search when a reader asks for it, and loads nothing of it before. */

const here = document.querySelector("#search-form");
const link = document.querySelector(".masthead__search");
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
