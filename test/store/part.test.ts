import { expect, test } from 'vitest';
import { applyPart, withoutPart } from '../../src/store/part.ts';
import { makeMention } from './samples.ts';

test('a relayed copy is given back as the machine judged it alone', () => {
  const alone = makeMention('a', { statement: 's1' });
  const relayed = applyPart(alone, { statement: 's1', role: 'copied', isRelay: true });
  expect(relayed).toMatchObject({ statementRole: 'copied', verdict: { voice: 'relayed' } });
  expect(relayed.verdict.reasons).toHaveLength(alone.verdict.reasons.length + 1);
  expect(withoutPart(relayed)).toEqual(alone);
});

test('what only has a role in a Statement loses that role and nothing else', () => {
  const quiet = makeMention('a', { statement: 's1', verdict: { phase: 'none' } });
  expect(withoutPart(applyPart(quiet, { statement: 's1', role: 'first', isRelay: false }))).toEqual(quiet);
});
