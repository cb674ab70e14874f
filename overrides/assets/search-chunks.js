/* Loads the chunks of an index in which words begin with what a reader has typed. By itself the engine loads the one
   chunk in which that would stand as a word of its own, and words that go on from there may stand in the next ones. */

const SIGNATURE = "pagefind_dcd".length;
/* A single letter begins too many words to load them all: of each part of the index the first, so many in all. */
const MOST = 12;
const known = new Map();

export async function loadWordsFrom(engine, parts, start) {
  for (const part of parts) if (!known.has(part)) known.set(part, firstWords(part).catch(() => []));
  const following = (words) => words.filter((word) => word.startsWith(start)).slice(0, Math.ceil(MOST / parts.length));
  const firsts = (await Promise.all(parts.map((part) => known.get(part)))).flatMap(following);
  await engine.preload([start, ...new Set(firsts)].join(" "));
}

/* The first words of all chunks of an index, as long as it takes to tell them from the word before. */
async function firstWords(part) {
  const { languages } = await (await fetch(`${part}pagefind-entry.json`)).json();
  const [{ hash }] = Object.values(languages);
  const { body } = await fetch(`${part}pagefind.${hash}.pf_meta`);
  const unpacked = await new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  const [, , chunks] = decoded(new DataView(unpacked, SIGNATURE));
  return chunks.map(([first]) => first);
}

/* The kinds of CBOR (RFC 8949) in that file: arrays, texts and whole numbers. */
function decoded(view) {
  let at = 0;
  function item() {
    const head = view.getUint8(at++);
    const [kind, short] = [head >> 5, head & 31];
    const count = short < 24 ? short : number(1 << (short - 24));
    if (kind === 0) return count;
    if (kind === 4) return Array.from({ length: count }, item);
    at += count;
    return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at - count, count));
  }
  function number(width) {
    at += width;
    return { 1: view.getUint8, 2: view.getUint16, 4: view.getUint32 }[width].call(view, at - width);
  }
  return item();
}
