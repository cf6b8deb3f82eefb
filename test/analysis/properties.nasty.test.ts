import { describe, expect, test } from 'vitest';
import { classify } from '../../analysis/classify.ts';
import { traceOf } from '../../analysis/cluster.ts';
import { createLocator } from '../../analysis/locate.ts';
import { makeNasty, nasty } from '../../bench/units.ts';
import { createDirectory } from '../../src/directory/directory.ts';

const length = 100_000;
/** A hundred times what it takes; a reading that is quadratic takes minutes. */
const mostMs = 3000;
const locate = createLocator({ directory: await createDirectory([[]]) });

describe.each(Object.entries(nasty))('a long text of nothing but %s', (_, unit) => {
  const text = makeNasty(unit, length);
  test.each<readonly [part: string, read: () => unknown]>([
    ['classified', () => classify({ text })],
    ['located', () => locate({ text, postedAt: null }, null)],
    ['grouped', () => traceOf(text)],
  ])('is %s in no time', (__, read) => {
    const begun = performance.now();
    expect(read).not.toThrow();
    expect(performance.now() - begun).toBeLessThan(mostMs);
  });
});
