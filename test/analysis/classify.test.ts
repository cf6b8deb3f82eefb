import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { impliedSystems } from '../../analysis/classify/tags.ts';
import { classify } from '../../analysis/classify.ts';
import type { Label } from '../../analysis/evaluate/label.ts';
import type { Verdict } from '../../src/core/types.ts';
import { authorKinds } from '../../src/core/types.ts';
import { readTraining } from '../../src/evaluate-files.ts';
import { musts } from './musts.ts';

/** Posts of our own making, in the ways practices, pharmacies, patients and boards write. What nobody had labelled is what an earlier version answered. */
const cases = (await readTraining()).filter(({ group }) => group?.startsWith('sentences') === true);

const unnamed: readonly string[] = impliedSystems;

describe('our own posts', () => {
  test('there are at least 600, over all phases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(600);
    expect(new Set(cases.map(({ phase }) => phase)).size).toBe(6);
  });

  // The model has learned from these posts, so this guards what was reached and measures nothing: `npm run train` measures.
  test('nearly all are read as they are meant', () => {
    const missed = { phase: [] as string[], systems: [] as string[], more: [] as string[] };
    for (const one of cases) {
      const verdict = classify({ text: one.text, authorKind: one.authorKind ?? undefined });
      expect(verdict.outage).toBe(['disrupted', 'recovering', 'restored'].includes(verdict.phase));
      expect(verdict.current).toBe(['disrupted', 'recovering'].includes(verdict.phase));
      if (verdict.phase !== one.phase) missed.phase.push(`${one.phase} read as ${verdict.phase}: ${one.text}`);
      else if (!hasSystems(one, verdict)) missed.systems.push(one.text);
      else if (!hasMore(one, verdict)) missed.more.push(one.text);
    }
    expect.soft(missed.phase.length, missed.phase.join('\n')).toBeLessThanOrEqual(cases.length * 0.005);
    expect.soft(missed.systems.length, missed.systems.join('\n')).toBeLessThanOrEqual(cases.length * 0.015);
    expect.soft(missed.more.length, missed.more.join('\n')).toBeLessThanOrEqual(cases.length * 0.005);
  });

  test.each(musts)('$text', ({ text, from, ...expected }) => {
    expect(classify({ text, authorKind: from })).toMatchObject(expected);
  });
});

function hasSystems({ sets }: Label, verdict: Verdict): boolean {
  return (
    (isSame(verdict.systems, sets.systems) || isGuess(verdict.systems, sets.systems)) &&
    isSame(verdict.systemsCause, sets.systemsCause) &&
    isSame(verdict.systemsSwitchedOff, sets.systemsSwitchedOff) &&
    hasAll(verdict.systemsUnaffected, sets.systemsUnaffected) &&
    hasAll(verdict.systemsPlanned, sets.systemsPlanned)
  );
}

/** Where a post names no system, one that is meant may be answered. */
function isGuess(found: readonly string[], expected: readonly string[] | null): boolean {
  return (expected ?? []).length === 0 && found.every((id) => unnamed.includes(id));
}

function hasMore({ voice, sets }: Label, verdict: Verdict): boolean {
  return (
    verdict.voice === voice &&
    hasAll(verdict.services, sets.services) &&
    hasAll(verdict.cause === null ? [] : [verdict.cause], sets.cause) &&
    hasAll(verdict.causesDenied, sets.causesDenied) &&
    hasAll(verdict.advice, sets.advice)
  );
}

function isSame(found: readonly string[], expected: readonly string[] | null): boolean {
  return found.toSorted().join() === (expected ?? []).toSorted().join();
}

function hasAll(found: readonly string[], expected: readonly string[] | null): boolean {
  return (expected ?? []).every((id) => found.includes(id));
}

const sentences = fc.constantFrom(...cases.map(({ text }) => text));
const kinds = fc.constantFrom(...authorKinds);
const texts = fc.oneof(
  sentences,
  fc.tuple(sentences, sentences).map(([a, b]) => `${a} ${b}`),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        ...'EMIS down not affected but we phones , . ? # @ back if will be IT it’s é 😡 \u202e \ud800 &amp; <br> no issues with records'.split(
          ' ',
        ),
      ),
      { maxLength: 30 },
    )
    .map((words) => words.join(' ')),
);

function meaning({ reasons, ...rest }: Verdict): unknown {
  return { ...rest, rules: reasons.map(({ rule }) => rule) };
}

describe('irrelevant changes', () => {
  test('spaces around the text and a link at its end change nothing', () => {
    fc.assert(
      fc.property(texts, kinds, (text, authorKind) => {
        const plain = meaning(classify({ text, authorKind }));
        expect(meaning(classify({ text: `  \n ${text} \t `, authorKind }))).toEqual(plain);
        expect(meaning(classify({ text: `${text} https://example.org/emis-down?x=1`, authorKind }))).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });

  test('composed or decomposed accents, curly or straight quotes change nothing', () => {
    fc.assert(
      fc.property(texts, kinds, (text, authorKind) => {
        const plain = meaning(classify({ text: text.normalize('NFC'), authorKind }));
        expect(meaning(classify({ text: text.normalize('NFD'), authorKind }))).toEqual(plain);
        const straight = text.replace(/[’‘]/g, "'").replace(/[“”]/g, '"');
        expect(meaning(classify({ text: straight.replace(/'/g, '’').replace(/"/g, '“'), authorKind }))).toEqual(
          meaning(classify({ text: straight, authorKind })),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('a conjunction left hanging does not turn a closing denial into a claim', () => {
    const before = classify({ text: 'EMIS be back but', authorKind: 'practice' });
    const after = classify({ text: 'EMIS be back but Not affected.', authorKind: 'practice' });
    expect(after.score).toBeLessThanOrEqual(before.score);
  });

  test('adding "not affected" never raises the score', () => {
    fc.assert(
      fc.property(
        texts,
        kinds,
        fc.constantFrom('. We are not affected.', ' Not affected.', '\nnot affected', ' not affected'),
        (text, authorKind, denial) => {
          expect(classify({ text: text + denial, authorKind }).score).toBeLessThanOrEqual(classify({ text, authorKind }).score);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('reasons', () => {
  test('offsets lie inside the text and an outage always has one', () => {
    fc.assert(
      fc.property(texts, kinds, fc.option(texts, { nil: undefined }), (text, authorKind, spoiler) => {
        const verdict = classify({ text, authorKind, spoiler });
        for (const { start, end } of verdict.reasons) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(start).toBeLessThanOrEqual(end);
        }
        if (verdict.outage) expect(verdict.reasons.length).toBeGreaterThan(0);
        expect(verdict.score).toBeGreaterThanOrEqual(0);
        expect(verdict.score).toBeLessThanOrEqual(1);
        expect(verdict.outage).toBe(verdict.score > 0.5);
      }),
      { numRuns: 500 },
    );
  });

  test('they point at the words, after emojis and accents', () => {
    const text = '😡😡 Café: EMIS is down';
    const reason = classify({ text }).reasons.find(({ rule }) => rule === 'fault.is-down');
    expect(reason === undefined ? null : text.slice(reason.start, reason.end)).toBe('is down');
  });
});

describe('quoted posts and content warnings', () => {
  test('what is quoted is not said by the author', () => {
    expect(classify({ text: 'Hope you all cope!', quoted: 'EMIS is down at our practice' }).outage).toBe(false);
  });
  test('"same here" over a quoted report is one', () => {
    const verdict = classify({ text: 'Same here', quoted: 'EMIS is down at our practice', authorKind: 'practice' });
    expect(verdict).toMatchObject({ outage: true, voice: 'own', systems: ['emis-web'] });
    expect(verdict.reasons).toEqual([{ rule: 'echo.same-here', start: 0, end: 9 }]);
  });
  test('"same here" over nothing says nothing', () => {
    expect(classify({ text: 'Same here', authorKind: 'practice' })).toMatchObject({ outage: false, systems: [] });
  });
  test('a content warning is read with the text', () => {
    expect(classify({ text: 'Bear with us today.', spoiler: 'EMIS is down' })).toMatchObject({
      outage: true,
      systems: ['emis-web'],
    });
  });
});

describe('nasty input', () => {
  const mega = 1_000_000;
  test.each([
    ['nothing but spaces', ' '.repeat(mega)],
    ['question marks', `${'emis '.repeat(50)}${'?'.repeat(mega)}`],
    ['ampersands', '&'.repeat(mega)],
    ['open tags', '<a'.repeat(mega / 2)],
    ['dotted letters', 'a.'.repeat(mega / 2)],
    ['null bytes', '\0'.repeat(mega)],
    ['lone surrogates', '\ud83d'.repeat(mega)],
    ['hashes', '#'.repeat(mega)],
    ['one long word', 'a'.repeat(mega)],
    ['one long hashtag', `#${'Ab'.repeat(mega / 2)}`],
    ['apostrophes', "a'".repeat(mega / 2)],
    ['a sentence without end', 'EMIS is down and not affected but phones are back if '.repeat(mega / 50)],
    ['accents alone', '\u0301'.repeat(mega)],
  ])('1 MB of %s gets a Verdict within two seconds of a processor', (_, text) => {
    const before = process.threadCpuUsage();
    expect(classify({ text }).version).toMatch(/^\d{4}\.\d{2}-[0-9a-f]{16}$/);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(2_000);
  });
});
