/** A word of a text: how it is compared and where it stands (UTF-16 offsets, end exclusive). */
export interface Word {
  /** Lower case, without accents and apostrophes; `&` reads as "and". */
  readonly key: string;
  /** The key without a possessive: "cornwall" for "Cornwall's"; otherwise the key. */
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** The author wrote its first letter large, or marked it with `#`. */
  readonly capital: boolean;
  /** It is part of a hashtag. */
  readonly tag: boolean;
}

/** Cuts a text into words. Addresses of the web, e-mail addresses and @handles name no place and are left out. */
export function readWords(text: string): readonly Word[] {
  const found: Word[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === ampersand) {
      found.push({ key: 'and', stem: 'and', start: at, end: at + 1, capital: false, tag: false });
      at += 1;
    } else if (!isWordCode(code)) {
      at += 1;
    } else {
      const end = endOfWord(text, at);
      const sign = at === 0 ? 0 : text.charCodeAt(at - 1);
      if (sign === atSign || isAddress(text, at, end)) at = endOfRun(text, end);
      else {
        if (sign === hash) pushTag(found, text, at, end);
        else found.push(word(text, at, end, false));
        at = end;
      }
    }
  }
  return found;
}

/** The form in which names are compared: "St. Mary's & Co" becomes "st marys and co". */
export function nameKey(name: string): string {
  return readWords(name)
    .map(({ key }) => key)
    .join(' ');
}

const ampersand = 0x26;
const apostrophe = 0x27;
const atSign = 0x40;
const hash = 0x23;
const curlyApostrophe = 0x2019;

function word(text: string, start: number, end: number, tag: boolean): Word {
  const written = text.slice(start, end);
  const plain = fold(written.toLowerCase());
  const key = plain.includes("'") ? plain.replaceAll("'", '') : plain;
  const first = written.charAt(0);
  return {
    key,
    stem: plain.endsWith("'s") ? key.slice(0, -1) : key,
    start,
    end,
    capital: tag || first !== first.toLowerCase(),
    tag,
  };
}

// "#BurnhamOnSea" is three words; "#wirral" one.
function pushTag(found: Word[], text: string, start: number, end: number): void {
  let from = start;
  for (let at = start + 1; at <= end; at += 1) {
    if (at < end && !(isUpper(text.charCodeAt(at)) && !isUpper(text.charCodeAt(at - 1)))) continue;
    found.push(word(text, from, at, true));
    from = at;
  }
}

// Decomposing turns "ô" into "o" and a mark; marks go. Most texts are plain and skip this.
function fold(lower: string): string {
  if (!notPlain.test(lower)) return lower;
  return lower.replaceAll('\u2019', "'").normalize('NFD').replace(marks, '');
}

const notPlain = /[^\u0000-\u007f]/;
const marks = /[\u0300-\u036f]/g;

function endOfWord(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isWordCode(code)) at += 1;
    else if ((code === apostrophe || code === curlyApostrophe) && at + 1 < text.length && isWordCode(text.charCodeAt(at + 1)))
      at += 2;
    else break;
  }
  return at;
}

// "nhs.uk", "https://…", "front.desk@surgery": a dot or sign glued between two words, or a scheme.
function isAddress(text: string, start: number, end: number): boolean {
  const next = text.charCodeAt(end);
  if (next === atSign) return true;
  if (next === 0x3a) return text.startsWith('://', end);
  return next === 0x2e && end - start > 1 && isLower(text.charCodeAt(end + 1)) && isLower(text.charCodeAt(end - 1));
}

function endOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) > 0x20 && text.charCodeAt(at) !== 0xa0) at += 1;
  return at;
}

function isLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function isUpper(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function isWordCode(code: number): boolean {
  if (code < 0x80) return isLower(code) || isUpper(code) || (code >= 0x30 && code <= 0x39);
  // Latin letters with accents, and the marks that follow a letter in decomposed text.
  return (
    (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7) ||
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x1e00 && code <= 0x1eff)
  );
}
