import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify } from '../../analysis/classify.ts';
import type { AuthorKind, Verdict } from '../../src/core/types.ts';
import { authorKinds } from '../../src/core/types.ts';

interface Seed {
  readonly text: string;
  readonly authorKind: AuthorKind;
}

/** Every seventh training text: all authors, incidents and phases are among them, and a change moves which. */
const seeds = readSeeds().filter((_, index) => index % 7 === 0);

function readSeeds(): readonly Seed[] {
  const root = join(import.meta.dirname, '..', '..', 'analysis', 'training');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ndjson'))
    .sort()
    .flatMap((file) => readFileSync(join(root, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Seed);
}

const seed = fc.constantFrom(...seeds);
const anything = fc.record({
  text: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 }).map((units) => String.fromCharCode(...units)),
  ),
  authorKind: fc.constantFrom(...authorKinds),
});
/** A training text with something put into the middle of it, or two run together. */
const disturbed = fc.tuple(seed, fc.nat(), fc.oneof(anything, seed)).map(([{ text, authorKind }, at, other]) => {
  const cut = at % (text.length + 1);
  return { text: `${text.slice(0, cut)}${other.text}${text.slice(cut)}`, authorKind };
});
const posts = fc.oneof(seed, disturbed, anything);

function meaning({ text, authorKind }: Seed): unknown {
  const { reasons, ...rest } = classify({ text, authorKind });
  return { ...rest, rules: reasons.map(({ rule }) => rule) };
}

/** Those of the training texts whose meaning such a change alters: none should be. */
function altered(change: (text: string) => string): readonly string[] {
  return seeds
    .filter(({ text, authorKind }) => {
      try {
        expect(meaning({ text: change(text), authorKind })).toEqual(meaning({ text, authorKind }));
        return false;
      } catch {
        return true;
      }
    })
    .map(({ text }) => text);
}

describe('what a reader would not notice', () => {
  test('there are training texts to try it on', () => {
    expect(seeds.length).toBeGreaterThan(400);
  });

  test.each<readonly [title: string, change: (text: string) => string]>([
    ['spaces and line breaks around it', (text) => `\n\t  ${text} \r\n `],
    ['a link at the end', (text) => `${text} https://example.org/news/17?page=2`],
    ['a short link at the end', (text) => `${text}\nhttps://exmpl.org/4fQz`],
    ['accents and letters taken apart', (text) => text.normalize('NFD')],
    ['accents and letters put together', (text) => text.normalize('NFC')],
    ['curly apostrophes', (text) => text.replaceAll("'", '’')],
    ['straight apostrophes', (text) => text.replace(/[’‘]/g, "'")],
    ['straight quotation marks', (text) => text.replace(/[“”]/g, '"')],
    ['line breaks of another system', (text) => text.replaceAll('\n', '\r\n')],
    ['no-break spaces', (text) => text.replaceAll(' ', '\u00a0')],
  ])('%s change nothing', (_, change) => {
    expect(altered(change)).toEqual([]);
  });

  test('nothing that was read before changes what is read now', () => {
    fc.assert(
      fc.property(posts, posts, (one, other) => {
        const before = classify(one);
        classify(other);
        expect(classify(one)).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});

describe('denials', () => {
  const denials = [
    ' We are not affected.',
    '. We are not affected',
    ' Our practice is not affected by this.',
    ' We have not been affected.',
    "\nWe aren't affected.",
    ' We are unaffected.',
    ' Not affected here.',
  ];

  test.each(denials)('"%s" at the end of a post never raises its score', (denial) => {
    const raised = seeds.filter(({ text, authorKind }) => isRaised({ text, authorKind }, denial)).map(({ text }) => text);
    expect(raised).toEqual([]);
  });

  test('nor does it at the end of any string', () => {
    fc.assert(
      fc.property(posts, fc.constantFrom(...denials), (post, denial) => {
        expect(isRaised(post, denial)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

function isRaised({ text, authorKind }: Seed, denial: string): boolean {
  return classify({ text: `${text}${denial}`, authorKind }).score > classify({ text, authorKind }).score;
}

describe('any string', () => {
  test('is answered with a Verdict whose parts agree', () => {
    fc.assert(
      fc.property(posts, (post) => {
        const verdict = classify(post);
        expect(verdict.outage).toBe(['disrupted', 'recovering', 'restored'].includes(verdict.phase));
        expect(verdict.current).toBe(['disrupted', 'recovering'].includes(verdict.phase));
        expect(verdict.voice === null).toBe(!verdict.outage);
        expect(verdict.score).toBeGreaterThanOrEqual(0);
        expect(verdict.score).toBeLessThanOrEqual(1);
        if (verdict.outage) expect(verdict.reasons.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('has reasons that lie inside it and take no word, accent or emoji apart', () => {
    fc.assert(
      fc.property(posts, (post) => {
        expect(torn(post.text, classify(post))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('belongs to the word around a letter of any script, also one beyond the first 65,536', () => {
    for (const letter of ['\u{12f90}', '\u{20000}', '\u{1d400}', '\u{1e900}']) {
      const text = `Out-of-hours hub: no Adastr${letter}a, calls from 111 arriving by email`;
      expect(torn(text, classify({ text, authorKind: 'trust' }))).toEqual([]);
    }
  });

  test('is answered at a megabyte too', () => {
    fc.assert(
      fc.property(fc.oneof(anything, seed), ({ text, authorKind }) => {
        const unit = text === '' ? '\0' : text;
        const long = unit.repeat(Math.ceil(1_000_000 / unit.length)).slice(0, 1_000_000);
        expect(torn(long, classify({ text: long, authorKind }))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});

/** The reasons that do not stand on whole words of the text. */
function torn(text: string, { reasons }: Verdict): readonly unknown[] {
  return reasons
    .filter(({ start, end }) => !(start >= 0 && start < end && end <= text.length && isEdge(text, start) && isEdge(text, end)))
    .map((reason) => ({
      ...reason,
      words: text.slice(reason.start, reason.end),
      around: text.slice(reason.start - 5, reason.end + 5),
    }));
}

function isEdge(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  const after = text.slice(at, at + 2);
  const splitsPair = /[\ud800-\udbff]$/.test(before) && /^[\udc00-\udfff]/.test(after);
  const splitsAccent = /^\p{M}/u.test(after) && before !== '';
  const splitsWord = /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after) && !isInTag(text, at);
  return !splitsPair && !splitsAccent && !splitsWord;
}

/** "#EMISdown" is read as the words it is made of. */
function isInTag(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && /[\p{L}\p{N}_]/u.test(text[start - 1] ?? '')) start -= 1;
  return text[start - 1] === '#';
}
