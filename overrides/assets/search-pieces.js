/* Cuts text as hooks/newsdesk/words/pieces.py cuts it for the index: the tests hold the one to the other. */

const SEPARATOR = "ᛜ";
const MARKER = "ᚠ";
const HAN =
  "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const WORD = `(?:(?![${HAN}\\u16a0-\\u16ff])[\\p{L}\\p{N}])`;
const RUN = new RegExp(`([${HAN}]+)|[0-9]+(?:[.,][0-9]+)+${WORD}*|${WORD}+(?:['’]${WORD}+)*`, "gu");
const BEGINS_HAN = new RegExp(`^[${HAN}]`, "u");
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

/* What a query asks for: `words` in any order, and `phrases` whose pieces follow one another, as in quotation marks. */
export function asked(query) {
  const words = [], phrases = [];
  for (const [, quoted, rest] of query.matchAll(/["“]([^"”]*)["”]|([^"“]+)/gu)) {
    for (const part of quoted ? [quoted] : (rest ?? "").split(BETWEEN)) {
      const runs = [...cut(folded(part).said)];
      if (runs.length && runs.at(-1).length > 1) runs.at(-1).pop();
      const written = runs.flat().map((each) => each.piece);
      if (written.length > 1 && (quoted || written.some(isHan))) phrases.push(phrase(written));
      else words.push(...written);
    }
  }
  return { words, phrases };
}

/* A phrase of Han alone needs only some of its pieces, each in its place: 数据 and, two on, 交易 leave no choice for
   据交 between them. Of another, `said` is what the engine has to find. */
function phrase(written) {
  const said = written.join(" ");
  const places = written.map((piece, at) => ({ piece, at })).filter(({ piece }) => piece !== SEPARATOR);
  if (!written.every((piece) => isHan(piece) && [...piece].length === 2)) return { said, needed: places };
  const last = written.length - 1;
  return { pairs: written.length, needed: places.filter(({ at }) => at % 2 === 0 || at === last) };
}

/* Whether a word of a query is one character of Han, which stands alone nowhere but at the end of a run. */
export function isBeginning(word) {
  return isHan(word) && [...word].length === 1;
}

function isHan(piece) {
  return BEGINS_HAN.test(piece);
}

/* The word that stands in the index of every page of a kind, topic or year. */
export function marker(kind, value) {
  return `${MARKER}${kind}${value.replaceAll("-", "")}${MARKER}`;
}
