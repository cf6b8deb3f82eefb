import { validOutcode } from 'postcode';
import { outcodeShares } from '../outcodes.ts';
import type { Share } from '../shares.ts';
import type { Words } from './words.ts';
import { coded } from './words.ts';

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
export function findPostcodes(words: Words, day: () => string | null): readonly PostcodeFind[] {
  if ((words.seen & coded) === 0) return none;
  const { text } = words;
  const found: PostcodeFind[] = [];
  for (let index = 0; index < words.count; index += 1) {
    if (((words.marks[index] ?? 0) & coded) === 0) continue;
    const start = words.starts[index] ?? 0;
    candidate.lastIndex = start;
    const [whole = '', outward = '', inward] = candidate.exec(text) ?? [];
    const outcode = outward.toUpperCase();
    if (!validOutcode(outcode)) continue;
    const full = inward !== undefined;
    const written = full ? whole : outward;
    if (!full && !isOutcode(text, outward, start)) continue;
    const shares = outcodeShares(outcode, day());
    if (shares.length > 0) found.push({ text: written, start, end: start + written.length, outcode, full, shares });
  }
  return found;
}

const none: readonly never[] = [];

// Letters, digits, perhaps a letter; then, where it is a whole postcode, a digit and two letters. Nothing repeats without bound.
const candidate =
  /(?<![\p{L}\d@#./-])([A-Za-z]{1,2}\d[A-Za-z\d]?)(?:[ \u00a0]?(\d[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}))?(?![\p{L}\d])/uy;

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
  'CO2',
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
