import { describe, expect, it } from 'vitest';
import { StoreError } from '../../../src/core/errors.ts';
import { addMs } from '../../../src/core/time.ts';
import type { Store } from '../../../src/store/contract.ts';
import type { Engine } from '../engines.ts';
import { makeChannel } from '../samples.ts';
import { at, useStore } from './given.ts';

export function checkRuns(engine: Engine): void {
  describe('Runs', () => {
    const given = useStore(engine);
    it('close one that was left open as interrupted, and a late end of that one changes nothing', async () => {
      await given.store.saveChannel(makeChannel('c'));
      await given.store.startRun({ id: 'dead', channel: 'c', startedAt: at });
      await given.store.startRun({ id: 'live', channel: 'c', startedAt: addMs(at, 5000) });
      await given.store.claimDue({ now: at, holder: 'me', leaseMs: 60_000, limit: 1 });
      const end = {
        channel: 'c',
        finishedAt: addMs(at, 6000),
        outcome: 'ok',
        failure: null,
        message: null,
        postsSeen: 3,
        postsNew: 2,
        mentionsNew: 1,
        nextAt: addMs(at, 9000),
        state: 'active',
      } as const;
      await given.store.finishRun({ id: 'dead', ...end });
      expect(await given.store.channels()).toMatchObject([{ lastSuccessAt: null }]);
      expect(await given.store.claimDue({ now: addMs(at, 9000), holder: 'other', leaseMs: 1, limit: 1 })).toEqual([]);
      await given.store.finishRun({ id: 'live', ...end });
      await given.store.finishRun({ id: 'live', ...end, outcome: 'failed' });
      expect(await given.store.runs({ limit: 5 })).toMatchObject([
        {
          id: 'live',
          channel: 'c',
          startedAt: addMs(at, 5000),
          finishedAt: addMs(at, 6000),
          outcome: 'ok',
          postsSeen: 3,
          postsNew: 2,
          mentionsNew: 1,
        },
        { id: 'dead', outcome: 'interrupted', finishedAt: addMs(at, 5000), message: 'The program stopped in the middle of it' },
      ]);
      expect(await given.store.claimDue({ now: addMs(at, 9000), holder: 'other', leaseMs: 1, limit: 1 })).toHaveLength(1);
    });

    it('refuse to end what never began', async () => {
      const end = {
        id: 'x',
        channel: 'c',
        finishedAt: at,
        outcome: 'ok',
        failure: null,
        message: null,
        postsSeen: 0,
        postsNew: 0,
        mentionsNew: 0,
        nextAt: null,
        state: 'active',
      } as const;
      await expect(given.store.finishRun(end)).rejects.toThrow(StoreError);
    });

    it('are listed newest first, by Channel and by span', async () => {
      for (let index = 0; index < 5; index += 1)
        await given.store.startRun({ id: `r${index}`, channel: `c${index % 2}`, startedAt: addMs(at, index) });
      const list = async (filter: Parameters<Store['runs']>[0]) => (await given.store.runs(filter)).map(({ id }) => id);
      expect(await list({ limit: 2 })).toEqual(['r4', 'r3']);
      expect(await list({ channel: 'c1', limit: 9 })).toEqual(['r3', 'r1']);
      expect(await list({ from: addMs(at, 1), to: addMs(at, 3), limit: 9 })).toEqual(['r2', 'r1']);
    });
  });
}
