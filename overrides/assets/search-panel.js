/* The search form and its results, on the search page or in a dialog. */

const PATIENCE = 200;
const NARROWED = ["kind", "tag", "year"];

/* Puts the form of a template into `place`; `home` is the address of the search page, whose `?q=` it keeps there. */
export function show(template, home, place) {
  place.querySelector(".search__without")?.remove();
  place.append(template.content.cloneNode(true));
  const words = template.dataset;
  const form = place.querySelector("form");
  const field = form.elements.q;
  const at = (address) => new URL(address, home).href;
  const others = [...place.querySelectorAll("[data-index]")];
  const indexes = [words, ...others.map((other) => other.dataset)].map(({ index }) => engine(at(index)));
  const results = place.querySelector(".search__results");
  const status = place.querySelector(".search__count");
  const ways = place.querySelector(".search__ways");
  const onPage = home === location;
  let asked = 0, waiting;

  async function search() {
    const number = ++asked;
    const query = field.value.trim();
    const narrow = Object.fromEntries(NARROWED.map((name) => [name, form.elements[name].value]).filter(([, value]) => value));
    const both = Boolean(form.elements.both?.checked);
    if (onPage) history.replaceState(null, "", `?${new URLSearchParams({ ...(query && { q: query }), ...narrow, ...(both && { both: 1 }) })}`);
    if (!query) return say("", []);
    try {
      const found = await Promise.all(indexes.slice(0, both ? undefined : 1).map((ask) => ask({ query, narrow, from: 0 })));
      if (number !== asked) return;
      const total = found.reduce((sum, each) => sum + each.total, 0);
      say(counted(total, query), found.map((each, which) => list(each, which, { query, narrow })));
      ways.hidden = total > 0;
    } catch (wrong) {
      console.warn(wrong);
      if (number === asked) say(words.failed, []);
    }
  }

  function say(sentence, lists) {
    status.textContent = sentence;
    ways.hidden = true;
    /* Who has gone on to results that are now replaced would else stand nowhere. */
    if (results.contains(document.activeElement)) field.focus();
    results.replaceChildren(...lists.filter(Boolean));
  }

  function counted(total, query) {
    const sentence = total === 0 ? words.none : total === 1 ? words.one : words.many;
    return sentence.replace("{count}", total).replace("{query}", query);
  }

  /* The results of one language; those of another say so. */
  function list(found, which, request) {
    if (!found.total) return null;
    const part = made("section", which ? "search__other" : "");
    const items = made("ol", "search__list");
    if (which) {
      const { lang, textContent } = others[which - 1];
      part.lang = lang;
      part.append(made("p", "rule", `${textContent} (${found.total})`));
    }
    const more = made("button", "search__more", words.more);
    more.lang = document.documentElement.lang;
    more.type = "button";
    const add = (page) => {
      items.append(...page.results.map((result) => item(result, which)));
      more.hidden = items.children.length >= page.total;
    };
    more.addEventListener("click", async () => {
      const from = items.children.length;
      add(await indexes[which]({ ...request, from }));
      items.children[from]?.querySelector("a").focus();
    });
    add(found);
    part.append(items, more);
    return part;
  }

  function item(result, which) {
    const entry = made("li", "card");
    const link = made("a");
    link.href = new URL(result.address, at(words.root)).href;
    if (result.lang) link.lang = result.lang;
    link.append(...marked(result.title));
    const title = made("p", "card__title");
    title.append(link);
    const excerpt = made("p", "card__summary");
    excerpt.append(...marked(result.excerpt));
    excerpt.hidden = !result.excerpt.length;
    const kind = form.elements.kind.querySelector(`[value="${result.kind}"]`)?.textContent ?? "";
    const meta = made("p", "card__meta", which ? result.day : [result.day, kind].filter(Boolean).join(" · "));
    entry.append(title, excerpt, meta);
    return entry;
  }

  for (const way of ways.querySelectorAll("a")) way.href = at(way.getAttribute("href"));
  /* From the field to the results and among them with the arrow keys. */
  place.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...results.querySelectorAll("a")];
    const stop = stops.indexOf(event.target);
    if (!step || stop < 0 || isComposing(event) || !stops[stop + step]) return;
    event.preventDefault();
    stops[stop + step].focus();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); search(); });
  /* Pinyin that is not Chinese yet is no question. Browsers differ in whether `input` comes before the end of it or after. */
  const soon = ({ isComposing }) => { clearTimeout(waiting); if (!isComposing) waiting = setTimeout(search, PATIENCE); };
  form.addEventListener("input", soon);
  form.addEventListener("compositionend", soon);
  if (onPage) {
    const kept = new URLSearchParams(location.search);
    for (const name of ["q", ...NARROWED]) form.elements[name].value = kept.get(name) ?? "";
    if (form.elements.both) form.elements.both.checked = kept.has("both");
    search();
  }
}

/* A dialog with the form of the search page at `home`, not yet open. */
export async function inDialog(home) {
  const response = await fetch(home);
  if (!response.ok) throw new Error(`${home}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const template = page.querySelector("#search-form");
  const sheet = made("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL(template.dataset.sheet, home).href;
  const dialog = made("dialog", "search search--dialog");
  const close = made("button", "search__close", template.dataset.close);
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  dialog.setAttribute("aria-label", template.dataset.title);
  dialog.append(close);
  const loaded = new Promise((resolve) => { sheet.onload = sheet.onerror = resolve; });
  document.head.append(sheet);
  show(template, home, dialog);
  /* In a search field that holds words, browsers let the first Escape empty it. */
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || isComposing(event)) return;
    event.preventDefault();
    dialog.close();
  });
  document.body.append(dialog);
  await loaded;
  return dialog;
}

/* Whether a key is the input method's own. In Safari a composition has ended before the key that ends it comes: then only its code tells. */
function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/* Asks the index at an address, which a worker of its own loads at the first question. */
function engine(index) {
  const waiting = new Map();
  let worker, number = 0;
  return (question) => new Promise((resolve, reject) => {
    worker ??= begun(waiting);
    waiting.set(++number, { resolve, reject });
    worker.postMessage({ ...question, index, number });
  });
}

function begun(waiting) {
  const worker = new Worker(new URL("./search-worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => {
    const { resolve, reject } = waiting.get(data.number);
    waiting.delete(data.number);
    if (data.failed) reject(new Error(data.failed));
    else resolve(data);
  };
  worker.onerror = () => {
    for (const { reject } of waiting.values()) reject(new Error("the search could not be loaded"));
    waiting.clear();
  };
  return worker;
}

/* Stretches of text as nodes: [text, whether it is marked]. */
function marked(stretches) {
  return stretches.map(([text, hit]) => (hit ? made("mark", "", text) : document.createTextNode(text)));
}

function made(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
