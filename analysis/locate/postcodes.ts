import { validOutcode } from 'postcode';
import { outcodeShares } from '../outcodes.ts';
import type { Share } from '../shares.ts';
import type { Word } from './words.ts';

/** A postcode or outcode in a text, with the areas it lies in. */
export interface PostcodeFind {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly outcode: string;
  readonly full: boolean;
  readonly shares: readonly Share[];
}

/**
 * Finds postcodes and outcodes that lie in an area we know. A full postcode counts as it stands; an outcode only in capitals, and the short ones
 * (M1, B12, N3, S1, IP4) only in a locating phrase: they are also motorways, vitamins, networks and systems.
 */
export function findPostcodes(text: string, day: string | null): readonly PostcodeFind[] {
  const found: PostcodeFind[] = [];
  for (const match of text.matchAll(candidate)) {
    const [whole, outward = '', inward] = match;
    const outcode = outward.toUpperCase();
    if (!validOutcode(outcode)) continue;
    const start = match.index;
    const full = inward !== undefined;
    const written = full ? whole : outward;
    if (!full && !isOutcode(text, outward, start)) continue;
    const shares = outcodeShares(outcode, day);
    if (shares.length > 0) found.push({ text: written, start, end: start + written.length, outcode, full, shares });
  }
  return found;
}

/** Whether a word begins like an outcode, a letter or two and a digit: without one, no text needs the closer look. */
export function mayBePostcode({ key }: Word): boolean {
  return isDigit(key.charCodeAt(1)) || isDigit(key.charCodeAt(2));
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

// Letters, digits, perhaps a letter; then, where it is a whole postcode, a digit and two letters. Nothing repeats without bound.
const candidate =
  /(?<![\p{L}\d@#./-])([A-Za-z]{1,2}\d[A-Za-z\d]?)(?:[ \u00a0]?(\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}))?(?![\p{L}\d])/gu;

function isOutcode(text: string, outward: string, start: number): boolean {
  if (outward !== outward.toUpperCase() || /^[ -]?\d/.test(text.slice(start + outward.length, start + outward.length + 2)))
    return false;
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(start + outward.length, start + outward.length + 12);
  if (/^\s+(postcodes?|post codes?)\b/i.test(after) || /\bpost ?codes? (is |are |of )?$/i.test(before)) return true;
  const located = /\b(in|around|near|across|covering) (the )?$/i.test(before);
  if (located && /^\s+(area|practices|surgeries|patients)\b/i.test(after)) return true;
  const long = /^[A-Z]{2}\d/.test(outward) && !/^\s*%/.test(after);
  if (otherThings.has(outward)) return long && located;
  return long || (located && /^(\s*[.,;!)\n]|$)/.test(after));
}

// "N3" is the old NHS network, "S1" SystmOne, "IP4" and "IP6" network protocols, "BA1" and the like variants of a virus.
const otherThings: ReadonlySet<string> = new Set([
  'N3',
  'S1',
  'IP4',
  'IP6',
  'BA1',
  'BA2',
  'BA4',
  'BA5',
  'B12',
  'B6',
  'D3',
  'E10',
  'GP2',
  'WD40',
  'PE1',
  'PE2',
]);
