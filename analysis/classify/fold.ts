/** What a UTF-16 unit is to the tokenizer when it is not part of a word. */
export const separator = 0;
/** Inside a word it counts for nothing: accents in decomposed text, soft hyphens, direction marks, joiners. */
export const skipped = 1;
export const apostrophe = 0x27;

const word = /[\p{L}\p{N}]/u;
const silent = /[\p{Mn}\p{Me}\p{Cf}]/u;

/**
 * Folds every UTF-16 unit to the character that words are compared by: lower case, without accents, curly quotes straightened.
 * Composed and decomposed spellings of a letter fold to the same, so a text reads the same in NFC and NFD.
 */
export const fold: Uint16Array = buildFold();

/**
 * What a code point beyond the first 65,536 is compared by: a letter of the "mathematical" alphabets, which people use as bold or italic
 * type, as the plain one; any other letter or digit as one that stands in no word of ours, so that it still belongs to the word around it.
 */
export function foldAstral(codePoint: number): number {
  const char = String.fromCodePoint(codePoint);
  if (codePoint >= 0x1d400 && codePoint <= 0x1d7ff) {
    const plain = char.normalize('NFKC').toLowerCase();
    return plain.length === 1 ? (fold[plain.charCodeAt(0)] ?? separator) : separator;
  }
  if (silent.test(char)) return skipped;
  return word.test(char) ? 0xe000 + (codePoint % 0x1000) : separator;
}

function buildFold(): Uint16Array {
  const table = new Uint16Array(65_536);
  for (let code = 0; code < 65_536; code += 1) {
    // Chinese and Korean stand for themselves: half of all units need not be asked about at every start.
    if ((code >= 0x3400 && code <= 0x4dbf) || (code >= 0x4e00 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3))
      table[code] = code;
    else if (code >= 0xd800 && code <= 0xf8ff) table[code] = separator;
    else table[code] = foldUnit(String.fromCharCode(code));
  }
  for (const mark of '’‘ʼ`´＇\u1fef\u1ffd') table[mark.charCodeAt(0)] = apostrophe;
  table[apostrophe] = apostrophe;
  return table;
}

function foldUnit(char: string): number {
  if (silent.test(char)) return skipped;
  const base = char.normalize('NFD').charAt(0);
  if (!word.test(base)) return separator;
  const wide = base >= '！' && base <= '～' ? base.normalize('NFKC') : base;
  const lower = wide.toLowerCase().normalize('NFD').charAt(0);
  return lower.charCodeAt(0);
}
