/* Cuts text as hooks/newsdesk/words/pieces.py cuts it for the index: the tests hold the one to the other. */

const SEPARATOR = "ᛜ";
const MARKER = "ᚠ";
const HAN =
  "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const WORD = `(?:(?![${HAN}\\u16a0-\\u16ff])[\\p{L}\\p{N}])`;
const RUN = new RegExp(`([${HAN}]+)|[0-9]+(?:[.,][0-9]+)+${WORD}*|${WORD}+(?:['’]${WORD}+)*`, "gu");
/* What parts a query as a space does. Brackets, quotation marks and · stand inside names. */
const BETWEEN = /[\s，、；。,;]+(?![0-9])|\s+/u;

/* The text in small letters and half width, and for each of its code units where the text has it. */
function folded(text) {
  let said = "";
  const from = [];
  let at = 0;
  for (const sign of text) {
    for (const unit of sign.normalize("NFKC").toLowerCase().split("")) {
      said += unit;
      from.push([at, at + sign.length]);
    }
    at += sign.length;
  }
  return { said, from };
}

function ofHan(run, at, afterWord) {
  const signs = [];
  for (const sign of run) {
    signs.push({ piece: sign, from: at, to: at + sign.length });
    at += sign.length;
  }
  if (signs.length === 1) return signs;
  const pairs = signs.slice(1).map((next, number) => ({
    piece: signs[number].piece + next.piece, from: signs[number].from, to: next.to,
  }));
  return [...(afterWord ? signs.slice(0, 1) : []), ...pairs, signs.at(-1)];
}

function* cut(said) {
  let end = 0, before = "";
  for (const run of said.matchAll(RUN)) {
    const [found, han = ""] = run;
    const touching = run.index === end;
    if (end && !touching && (han || before)) yield [{ piece: SEPARATOR, from: end, to: end }];
    const to = run.index + found.length;
    if (han) yield ofHan(han, run.index, touching && end > 0);
    else yield [{ piece: found.replace(/['’]s$/, "").replace(/['’.,]/g, ""), from: run.index, to }];
    end = to;
    before = han;
  }
}

/* The pieces of a text in their order, each with the place in the text where it stands: [piece, from, to]. */
export function pieces(text) {
  const { said, from } = folded(text);
  return [...cut(said)].flat().map((each) => [
    each.piece, from[each.from]?.[0] ?? text.length, from[each.to - 1]?.[1] ?? 0,
  ]);
}

/* What a query asks for: `words` in any order, and `phrases` whose pieces follow one another. */
export function asked(query) {
  const words = [], phrases = [];
  for (const part of query.split(BETWEEN)) {
    const runs = [...cut(folded(part).said)];
    if (!runs.length) continue;
    const written = runs.flat().map((each) => each.piece);
    if (runs.at(-1).length > 1) written.pop();
    const han = runs.some((run) => new RegExp(`^[${HAN}]`, "u").test(run[0].piece));
    /* One character alone begins a piece or ends a run: the engine finds both as beginnings of words. */
    if (!han || (written.length === 1 && [...written[0]].length === 1)) words.push(...written);
    else phrases.push(written.join(" "));
  }
  return { words, phrases };
}

/* The word that stands in the index of every page of a kind, topic or year. */
export function marker(kind, value) {
  return `${MARKER}${kind}${value.replaceAll("-", "")}${MARKER}`;
}
