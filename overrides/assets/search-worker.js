/* Asks one search index. A worker has no document, so Pagefind takes the index's language and not the page's. */

import { asked, marker, pieces } from "./search-pieces.js";

const SHOWN = 10;
const EXCERPT = { han: 80, latin: 220 };
const HAN = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
let engine, last = {};

onmessage = async ({ data: { number, index, query, narrow, from } }) => {
  try {
    const key = JSON.stringify([query, narrow]);
    if (last.key !== key) last = { key, hits: await find(await begin(index), query, narrow) };
    const hits = last.hits;
    const results = await Promise.all(hits.slice(from, from + SHOWN).map(result));
    postMessage({ number, total: hits.length, results });
  } catch (wrong) {
    postMessage({ number, failed: String(wrong) });
  }
};

async function begin(index) {
  const { createInstance } = await import(`${index}pagefind.js`);
  return (engine ??= createInstance({ basePath: index, noWorker: true }));
}

/* Pages in which every word and every phrase of a query stands, the best first, and where in them. */
async function find(engine, query, narrow) {
  const { words, phrases } = asked(query);
  const all = [...words, ...phrases.flatMap((phrase) => phrase.split(" "))].join(" ");
  if (!all) return [];
  const ranked = await engine.search(all);
  const parts = [words.join(" "), ...phrases.map((phrase) => `"${phrase}"`)].filter(Boolean);
  const places = [];
  for (const part of parts) places.push(byPage(await engine.search(part)));
  const marks = [];
  for (const [kind, value] of Object.entries(narrow)) marks.push(byPage(await engine.search(`"${marker(kind, value)}"`)));
  return ranked.results
    .filter(({ id }) => [...places, ...marks].every((pages) => pages.has(id)))
    .map((page) => ({ page, at: places.flatMap((pages) => pages.get(page.id)) }));
}

function byPage({ results }) {
  return new Map(results.map(({ id, words }) => [id, words]));
}

async function result({ page, at }) {
  const { content, raw_url: address, meta } = await page.data();
  const title = pieces(meta.title), text = pieces(content);
  /* In the index the title stands first, then a separator, then the text. */
  const inTitle = at.map((place) => title[place]).filter(Boolean);
  const inText = at.map((place) => text[place - title.length - 1]).filter(Boolean);
  const shown = { ...meta, address };
  return { ...shown, title: stretches(meta.title, joined(inTitle), 0, meta.title.length), excerpt: excerpt(content, joined(inText), HAN.test(meta.title) ? EXCERPT.han : EXCERPT.latin) };
}

/* Places that overlap or touch, as one: 数博 and 博会 are 数博会. */
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

/* Part of a text in stretches: [text, whether it was found]. */
function stretches(text, found, start, end) {
  const said = [];
  let at = start;
  for (const [from, to] of found.filter(([from, to]) => from >= start && to <= end)) {
    said.push([text.slice(at, from), false], [text.slice(from, to), true]);
    at = to;
  }
  return [...said, [text.slice(at, end), false]].filter(([stretch]) => stretch).map(([stretch, hit]) => [stretch.replaceAll("\n", " "), hit]);
}
