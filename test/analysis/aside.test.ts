import { describe, expect, test } from 'vitest';
import { withoutAsides } from '../../analysis/classify/aside.ts';
import { newFeatures } from '../../analysis/classify/features.ts';
import { survey } from '../../analysis/classify/survey.ts';
import { classify } from '../../analysis/classify.ts';

const rest = (text: string): string | null => withoutAsides(text, survey(text, 'practice', newFeatures()));

describe('a sentence that says no more than that 999 or 111 works', () => {
  test.each([
    ['Phones down at the surgery. 999 and 111 work as normal. Sorry', 'Phones down at the surgery. Sorry'],
    ['999 not affected. Our lines are down.', 'Our lines are down.'],
    ['Our lines are down. 999 is not affected.', 'Our lines are down. '],
  ])('is left aside: %s', (text, left) => {
    expect(rest(text)).toBe(left);
  });

  test.each([
    'Our lines are down.',
    '999 is not affected.',
    'We are not affected. Call 999 if it is urgent.',
    '111 is down but 999 is working as normal.',
  ])('and nothing else is: %s', (text) => {
    expect(rest(text)).toBeNull();
  });

  test.each(['999 not affected. Our lines are down.', 'Phones down at the surgery. 999 and 111 work as normal.'])(
    'spares nobody: %s',
    (text) => {
      expect(classify({ text, authorKind: 'practice' })).toMatchObject({ phase: 'disrupted', systems: ['phones'] });
    },
  );
});
