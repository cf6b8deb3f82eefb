import { describe, expect, test } from 'vitest';
import { classify } from '../../analysis/classify.ts';
import { traceOf } from '../../analysis/cluster.ts';
import { createLocator } from '../../analysis/locate.ts';
import { makeNasty, nasty } from '../../bench/units.ts';
import { createDirectory } from '../../src/directory/directory.ts';

const length = 100_000;
/** Of this thread's processor, whatever else the machine does: several times what it takes. A reading that is quadratic takes minutes. */
const mostMs = 5000;
const locate = createLocator({ directory: await createDirectory([[]]) });

describe.each(Object.entries(nasty))('a long text of nothing but %s', (_, unit) => {
  const text = makeNasty(unit, length);
  test.each<readonly [part: string, read: () => unknown]>([
    ['classified', () => classify({ text })],
    ['located', () => locate({ text, postedAt: null }, null)],
    ['grouped', () => traceOf(text)],
  ])('is %s in no time', (__, read) => {
    const begun = process.threadCpuUsage();
    expect(read).not.toThrow();
    const { user, system } = process.threadCpuUsage(begun);
    expect((user + system) / 1000).toBeLessThan(mostMs);
  });
});
