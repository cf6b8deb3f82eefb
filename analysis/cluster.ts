import { fold, separator, skipped } from './classify/fold.ts';

/** Shorter texts say the same by chance: "EMIS is down again". */
const leastWords = 8;

/** Openings that practices put before a statement they copy. */
const greetings = new Set(
  'hi hello hiya dear all everyone folks patients good morning afternoon evening please note important notice update urgent announcement attention breaking news information'.split(
    ' ',
  ),
);

/**
 * Signature of a text's wording, shared by posts that say the same in the same words; null for texts too short to compare.
 * Letter case, punctuation, links, numbers and an opening greeting do not count, so a changed phone number or a
 * "Good morning all" leaves the signature as it is. Equality is exact after that; near-duplicates come with signature bands later.
 */
export function statementOf(text: string): string | null {
  const words = wordsOf(text);
  let first = 0;
  while (first < words.length && first < 6 && greetings.has(words[first] ?? '')) first += 1;
  const kept = words.slice(first);
  return kept.length < leastWords ? null : digest(kept.join(' '));
}

/** Folded words without links, addresses, handles and numbers. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const piece of text.replace(/&(?:amp|nbsp|quot|#\d{1,5}|[a-z]{2,6});/g, ' ').split(/\s+/)) {
    if (piece.includes('://') || /^www\./i.test(piece) || piece.startsWith('@') || /[a-z0-9]@[a-z0-9]/i.test(piece)) continue;
    addWords(piece, words);
  }
  return words;
}

function addWords(piece: string, words: string[]): void {
  let word = '';
  let hasDigit = false;
  for (let index = 0; index <= piece.length; index += 1) {
    const folded = index < piece.length ? (fold[piece.charCodeAt(index)] ?? separator) : separator;
    if (folded === skipped || folded === 0x27) continue;
    if (folded !== separator) {
      word += String.fromCharCode(folded);
      if (folded >= 0x30 && folded <= 0x39) hasDigit = true;
      continue;
    }
    if (word !== '' && !hasDigit) words.push(word);
    word = '';
    hasDigit = false;
  }
}

/** Two 32-bit lanes as 16 hexadecimal digits: a million statements collide with a chance of about 1 in 10 million. */
function digest(text: string): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x9e3779b1);
    two = Math.imul(two ^ unit, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return [one, two].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
