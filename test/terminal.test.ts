import { setImmediate as nothingAtHand } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { holdLines } from '../src/terminal.ts';

describe('lines in a hurry', () => {
  it('are written together as soon as nothing more is at hand', async () => {
    const written: string[] = [];
    const lines = holdLines((text) => Promise.resolve(void written.push(text)));
    await lines.out('one');
    await lines.out('two');
    expect(written).toEqual([]);
    await nothingAtHand();
    await lines.out('three');
    expect(written).toEqual(['one\ntwo\n']);
    await lines.end();
    expect(written).toEqual(['one\ntwo\n', 'three\n']);
  });

  it('wait for a slow reader when many are held', async () => {
    const reader = Promise.withResolvers<undefined>();
    const lines = holdLines(() => reader.promise);
    let isTaken = false;
    const taken = lines.out('x'.repeat(100_000)).then(() => (isTaken = true));
    await nothingAtHand();
    expect(isTaken).toBe(false);
    reader.resolve(undefined);
    await taken;
  });

  it('fail where they cannot be written, also where nobody waited for them', async () => {
    const lines = holdLines(() => Promise.reject(new Error('the disk is full')));
    await lines.out('one');
    await nothingAtHand();
    await expect(lines.end()).rejects.toThrow('the disk is full');
  });
});
