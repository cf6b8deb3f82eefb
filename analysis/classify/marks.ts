import { isAddressUnit } from './address.ts';

const soft = 1;
const hard = 2;

const entities: Readonly<Record<string, number>> = {
  nbsp: 0,
  amp: 0,
  quot: 0,
  lt: 0,
  gt: 0,
  hellip: hard,
  ndash: soft,
  mdash: soft,
  bull: hard,
};

/** `&nbsp;` and its kind; an escaped apostrophe ends the word, which the contractions know. */
export function entityAt(text: string, from: number): { at: number; pause: number } {
  let end = from + 1;
  while (end < from + 10 && text.charCodeAt(end) !== 0x3b) end += 1;
  if (end === from + 10 || end - from < 2) return { at: from + 1, pause: 0 };
  return { at: end + 1, pause: entities[text.substring(from + 1, end)] ?? 0 };
}

export function tagAt(text: string, from: number): { at: number; pause: number } {
  const next = text.charCodeAt(from + 1);
  if (!isAddressUnit(next) && next !== 0x2f) return { at: from + 1, pause: 0 };
  const limit = Math.min(text.length, from + 400);
  let end = from + 1;
  while (end < limit && text.charCodeAt(end) !== 0x3e && text.charCodeAt(end) !== 0x3c) end += 1;
  if (text.charCodeAt(end) !== 0x3e) return { at: from + 1, pause: 0 };
  const isBlock = /^<\/?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|table|section|article)\b/i.test(text.substring(from, from + 12));
  return { at: end + 1, pause: isBlock ? hard : 0 };
}

export function pauseOf(text: string, at: number, code: number): number {
  switch (code) {
    case 0x0a:
    case 0x21:
    case 0x2e:
    case 0x3b:
    case 0x3f:
    case 0x37e:
    case 0x2022:
    case 0x2026:
    case 0x2028:
    case 0x2029:
    case 0x7c:
      return hard;
    case 0x28:
    case 0x29:
    case 0x2c:
    case 0x3a:
    case 0x5b:
    case 0x5d:
      return soft;
    case 0x2013:
    case 0x2014:
      return soft;
    case 0x2d:
      return isBeforeDash(text.charCodeAt(at - 1)) ? soft : 0;
    default:
      return 0;
  }
}

/** A space of either kind, or a dash: what tells a dash from the hyphen of a word. */
function isBeforeDash(code: number): boolean {
  return code === 0x20 || code === 0xa0 || code === 0x2d;
}
