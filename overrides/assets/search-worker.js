/* Asks one search index. A worker has no document, so Pagefind takes the index's language and not the page's. */

import { loadWordsFrom } from "./search-chunks.js";
import { asked, isBeginning, marker, pieces } from "./search-pieces.js";

const SHOWN = 10;
const EXCERPT = { han: 80, latin: 220 };
const HAN = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const SENTENCE = /[.。!?！？:：;；…”"]/;
const cut = new Map();
let beginning, last = {};

onmessage = async ({ data: { number, index, query, narrow, from } }) => {
  try {
    const key = JSON.stringify([query, narrow]);
    if (last.key !== key) last = { key, hits: await find(await (beginning ??= begin(index)), query, narrow) };
    const hits = last.hits;
    const results = await Promise.all(hits.slice(from, from + SHOWN).map(result));
    postMessage({ number, total: hits.length, results });
  } catch (wrong) {
    beginning = undefined;
    postMessage({ number, failed: String(wrong) });
  }
};

/* The engine, and the addresses of all parts of the index: that of older years is not in the newest one. */
async function begin(index) {
  const { createInstance, older = [] } = await import(`${index}pagefind.js`);
  const engine = createInstance({ basePath: index, noWorker: true });
  const others = older.map((part) => new URL(part, index).href);
  await Promise.all(others.map((part) => engine.mergeIndex(part)));
  return { engine, parts: [index, ...others] };
}

/* Pages in which every word and every phrase of a query stands, the best first, and where in them. */
async function find({ engine, parts }, query, narrow) {
  const { words, phrases } = asked(query);
  const markers = Object.entries(narrow).map(([kind, value]) => marker(kind, value));
  if (!words.length && !phrases.length) return [];
  const sought = [];
  for (const word of words) sought.push(await withWord(engine, parts, word));
  for (const phrase of phrases) sought.push(await withPhrase(engine, phrase));
  for (const word of markers) sought.push(await places(engine, `"${word}"`));
  const decisive = phrases.flatMap(({ needed }) => needed.map(({ piece }) => piece));
  const ranked = await engine.search([...words, ...decisive].join(" "));
  return ranked.results
    .filter(({ id }) => sought.every((pages) => pages.has(id)))
    .map((page) => ({ page, at: sought.flatMap((pages) => pages.get(page.id)) }));
}

/* The pages in which something stands, and where: all places of words that begin so, or, in quotation marks, the first
   place of the word, its stem or the phrase. */
async function places(engine, sought) {
  const { results } = await engine.search(sought);
  return new Map(results.map(({ id, words }) => [id, words]));
}

async function withPhrase(engine, { said, needed, pairs }) {
  if (said) return places(engine, `"${said}"`);
  const found = [];
  for (const { piece, at } of needed) found.push({ at, pages: await places(engine, piece) });
  const [{ pages }, ...rest] = found;
  const hits = new Map();
  for (const [id, all] of pages) {
    const starts = all.filter((start) => rest.every((other) => other.pages.get(id)?.includes(start + other.at)));
    if (starts.length) hits.set(id, starts.flatMap((start) => Array.from({ length: pairs }, (_, at) => start + at)));
  }
  return hits;
}

/* Where a word stands; where none does, words that begin so: a reader may not have typed the end yet. */
async function withWord(engine, parts, word) {
  const exact = isBeginning(word) ? new Map() : await places(engine, `"${word}"`);
  if (!exact.size) await loadWordsFrom(engine, parts, word);
  const begun = await places(engine, word);
  if (exact.size) return new Map([...exact].map(([id, first]) => [id, begun.get(id) ?? first]));
  if (!begun.size) return begun;
  /* Where no word begins so, the engine takes off letters until one does: nobody asked for that one. */
  const { results: [best] } = await engine.search(word);
  const { inTitle, inText } = await read(best);
  return best.words.some((at) => (inTitle(at) ?? inText(at))?.[0].startsWith(word)) ? begun : new Map();
}

/* What a page says, and its pieces by their places in the index: the title stands first, then a separator, then the text. */
async function read(page) {
  const { content, raw_url: address, meta } = await page.data();
  if (!cut.has(page.id)) cut.set(page.id, { title: pieces(meta.title), text: pieces(content) });
  const { title, text } = cut.get(page.id);
  return { content, meta: { ...meta, address }, inTitle: (at) => title[at], inText: (at) => text[at - title.length - 1] };
}

async function result({ page, at }) {
  const { content, meta, inTitle, inText } = await read(page);
  const length = HAN.test(meta.title) ? EXCERPT.han : EXCERPT.latin;
  const found = (piece) => joined(at.map(piece).filter(Boolean));
  return {
    ...meta,
    title: stretches(meta.title, found(inTitle), 0, meta.title.length),
    excerpt: excerpt(content, found(inText), length),
  };
}

/* Places that overlap or touch, as one: 风筝 and 筝节 are 风筝节. */
function joined(places) {
  const found = [];
  for (const [, from, to] of places.sort((one, other) => one[1] - other[1])) {
    const before = found.at(-1);
    if (before && from <= before[1]) before[1] = Math.max(before[1], to);
    else found.push([from, to]);
  }
  return found;
}

/* The stretch of a text in which most is found, not cut inside a word. */
function excerpt(text, found, length) {
  const held = (start) => found.filter(([from, to]) => from >= start && to <= start + length).length;
  const starts = found.map(([from]) => from);
  const best = starts.reduce((most, start) => (held(start) > held(most) ? start : most), starts[0] ?? 0);
  let from = Math.max(0, Math.min(best - length / 5, text.length - length));
  from = Math.max(text.lastIndexOf("\n", best) + 1, from);
  while (from > 0 && from < best && /\w/.test(text[from - 1]) && /\w/.test(text[from])) from++;
  let to = Math.min(text.length, from + length);
  while (to < text.length && /\w/.test(text[to - 1]) && /\w/.test(text[to])) to--;
  const said = stretches(text, found, from, to);
  return [...(from && text[from - 1] !== "\n" ? [["…", false]] : []), ...said, ...(to < text.length ? [["…", false]] : [])];
}

/* Part of a text in stretches: [text, whether it was found]. Lines that are no sentences are parted by a dot. */
function stretches(text, found, start, end) {
  const told = (from, to) => text.slice(from, to).replaceAll("\n", (_, at) => (SENTENCE.test(text[from + at - 1]) ? " " : " · "));
  const said = [];
  let at = start;
  for (const [from, to] of found.filter(([from, to]) => from >= start && to <= end)) {
    said.push([told(at, from), false], [told(from, to), true]);
    at = to;
  }
  return [...said, [told(at, end), false]].filter(([stretch]) => stretch);
}
