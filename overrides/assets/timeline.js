// Filters a timeline where it stands: only pages that hold all of theirs load this.
// Without it the same choices are links to pages, and so are those of which a page holds only a part, such as the kinds
// on the page of a kind.

const nav = document.querySelector("[data-choices]");
const status = document.querySelector("[data-said]");
const entries = [...document.querySelectorAll("[data-kinds]")];
const eras = [...document.querySelectorAll(".era")];
const chosen = { kind: "", tag: "" };
const buttons = [...nav.querySelectorAll("[data-all], [data-kind], [data-tag]")].map(buttonFor);

function buttonFor(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.append(...link.childNodes);
  Object.assign(button.dataset, link.dataset);
  button.addEventListener("click", () => choose(button.dataset));
  link.replaceWith(button);
  return button;
}

// A choice that is pressed again is taken back; one of each sort can hold at a time.
function choose({ kind, tag }) {
  if (kind) chosen.kind = chosen.kind === kind ? "" : kind;
  if (tag) chosen.tag = chosen.tag === tag ? "" : tag;
  if (!kind && !tag) chosen.kind = chosen.tag = "";
  show();
  status.textContent = said();
  history.replaceState(null, "", address(location.href));
}

function has(words, one) {
  return !one || words.split(" ").includes(one);
}

function show() {
  for (const entry of entries) {
    entry.hidden = !(has(entry.dataset.kinds, chosen.kind) && has(entry.dataset.tags, chosen.tag));
  }
  for (const era of eras) era.hidden = !era.querySelector("[data-kinds]:not([hidden])");
  for (const button of buttons) button.setAttribute("aria-pressed", String(isChosen(button.dataset)));
  for (const other of document.querySelectorAll(".switch a")) other.href = address(other.href);
}

function isChosen({ kind, tag }) {
  if (kind) return kind === chosen.kind;
  if (tag) return tag === chosen.tag;
  return !chosen.kind && !chosen.tag;
}

function said() {
  const shown = entries.filter((entry) => !entry.hidden).length;
  return status.dataset.said.replace("{number}", shown).replace("{total}", entries.length);
}

// An address with what is chosen in its query.
function address(href) {
  const url = new URL(href);
  for (const [key, value] of Object.entries(chosen)) {
    if (value) url.searchParams.set(key, value);
    else url.searchParams.delete(key);
  }
  return url.href;
}

// What the address chooses, where the page offers it.
const asked = new URLSearchParams(location.search);
for (const key of Object.keys(chosen)) {
  const value = asked.get(key) ?? "";
  if (buttons.some((button) => button.dataset[key] === value)) chosen[key] = value;
}
show();
if (chosen.tag) nav.querySelector("details").open = true;
if (chosen.kind || chosen.tag) status.textContent = said();
