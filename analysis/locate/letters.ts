// UTF-16 codes and what they are in a word.

export const apostrophe = 0x27;
export const atSign = 0x40;
export const dot = 0x2e;
export const colon = 0x3a;
export const curlyApostrophe = 0x2019;

export function endOfWord(text: string, start: number): number {
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
export function isAddress(text: string, start: number, end: number): boolean {
  if (end >= text.length) return false;
  const next = text.charCodeAt(end);
  if (next === atSign) return true;
  if (next === colon) return text.startsWith('://', end);
  return next === dot && end - start > 1 && isLower(text.charCodeAt(end + 1)) && isLower(text.charCodeAt(end - 1));
}

export function endOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) > 0x20 && text.charCodeAt(at) !== 0xa0) at += 1;
  return at;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

export function isUpper(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

export function isWordCode(code: number): boolean {
  if (code < 0x80) return isDigit(code) || isLower(code) || isUpper(code);
  // Latin letters with accents, and the marks that follow a letter in decomposed text.
  return (
    (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7) ||
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x1e00 && code <= 0x1eff)
  );
}
