import fc from 'fast-check';
import { expect, test } from 'vitest';
import { authorKinds } from '../../src/core/types.ts';
import { makeFolder, run } from '../cli.ts';

interface Sent {
  readonly line: string;
  readonly id: unknown;
  readonly isGood: boolean;
}

const id = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.integer(), fc.constant(null));
const text = fc.oneof(
  fc.constantFrom('EMIS is down', 'Back up but slow. We are not affected.', 'Flu clinic on Saturday', ''),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
);

const good: fc.Arbitrary<Sent> = fc
  .record(
    {
      id,
      text,
      authorKind: fc.constantFrom(...authorKinds, null),
      organisation: fc.constantFrom('A81001', 'nothing like a code', '', null),
      postedAt: fc.constantFrom('2024-07-19T08:12:00+01:00', '2024-07-19T07:12:00Z', null),
    },
    { requiredKeys: ['id', 'text'] },
  )
  .map((record) => ({ line: JSON.stringify(record), id: record.id, isGood: true }));

const wrong: fc.Arbitrary<Sent> = fc
  .record({
    id,
    wrong: fc.constantFrom<object>(
      {},
      { text: null },
      { text: 5 },
      { text: ['EMIS is down'] },
      { text: 'x', authorKind: 'robot' },
      { text: 'x', organisation: 7 },
      { text: 'x', postedAt: 'yesterday' },
      { text: 'x', postedAt: 1721373120 },
    ),
  })
  .map(({ id: given, wrong: fields }) => ({ line: JSON.stringify({ id: given, ...fields }), id: given, isGood: false }));

// What is no object has no id; none of these is blank or holds a line break.
const broken: fc.Arbitrary<Sent> = fc
  .oneof(
    fc.constantFrom(
      '{',
      'null',
      '[]',
      '"EMIS is down"',
      '{"id":"a","text":"x"',
      '{"text":"x"} {"text":"y"}',
      'NaN',
      '\u0000',
      "{'text':'x'}",
    ),
    fc.json().map((json) => json.slice(0, -1)),
  )
  .filter((line) => line.trim() !== '' && !/[\r\n]/.test(line) && !isObject(line))
  .map((line) => ({ line, id: null, isGood: false }));

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

test('every line is answered on a line of its own, in order, whatever stands beside it', async () => {
  const data = await makeFolder();
  const lines = fc.array(fc.oneof({ arbitrary: good, weight: 3 }, wrong, broken), { minLength: 60, maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(lines, async (sent) => {
      const input = `${sent.map(({ line }) => line).join('\n')}\n`;
      const { code, out, err } = await run(['classify'], { data, input });
      const answers = out
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(answers.map((answer) => [answer['id'], 'error' in answer, 'phase' in answer])).toEqual(
        sent.map((one) => [one.id, !one.isGood, one.isGood]),
      );
      for (const { error } of answers) if (error !== undefined) expect(error).toEqual(expect.stringMatching(/\S/));
      const refused = sent.filter(({ isGood }) => !isGood).length;
      expect(code).toBe(refused > 0 ? 1 : 0);
      expect(err).toContain(refused > 0 ? `${refused} of the lines` : '');
    }),
    { numRuns: 3 },
  );
});
