import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/core/time.ts';
import type { Instant } from '../../../src/core/types.ts';
import type { RunResult, Store } from '../../../src/store/contract.ts';
import type { Engine } from '../engines.ts';
import { makeChannel, quietRun } from '../samples.ts';
import { at, useStore } from './given.ts';

let runCount = 0;
async function end(
  store: Store,
  channel: string,
  outcome: 'ok' | 'failed' | 'waiting',
  more: Partial<RunResult> = {},
): Promise<void> {
  const id = `end-${(runCount += 1)}`;
  await store.startRun({ id, channel, startedAt: at });
  const told = outcome === 'failed' ? { failure: 'unreachable' as const, message: `${channel} did not answer.` } : {};
  await store.finishRun({ ...quietRun, id, channel, finishedAt: at, outcome, ...told, ...more });
}

export function checkWarnings(engine: Engine): void {
  describe('warnings', () => {
    const given = useStore(engine);
    const add = async (platform: string, count: number) => {
      const ids = Array.from({ length: count }, (_, index) => `${platform}${index + 1}`);
      for (const id of ids) await given.store.saveChannel(makeChannel(id, { platform }));
      return ids;
    };
    const fail = async (ids: readonly string[], times: number) => {
      for (const id of ids) for (let time = 0; time < times; time += 1) await end(given.store, id, 'failed');
    };
    const recover = async (ids: readonly string[]) => {
      for (const id of ids) await end(given.store, id, 'ok');
    };
    /** What is new and what is over, as `+subject` and `-subject`. */
    const review = async (now: Instant = at) => {
      const { raised, cleared } = await given.store.reviewWarnings({ dataset: 'live', now });
      return [...raised.map(({ subject }) => `+${subject}`), ...cleared.map(({ subject }) => `-${subject}`)];
    };

    it('come once after three failures in a row, and once more when it is over', async () => {
      const ids = await add('feed', 8);
      await fail(ids.slice(0, 1), 2);
      await end(given.store, 'feed1', 'waiting');
      expect(await review()).toEqual([]);
      await fail(ids.slice(0, 1), 1);
      expect(await review(addMs(at, 5000))).toEqual(['+feed1']);
      await fail(ids.slice(0, 1), 1);
      expect(await review(addMs(at, 9000))).toEqual([]);
      expect(await given.store.warnings('live')).toEqual([
        {
          kind: 'channel',
          subject: 'feed1',
          platform: 'feed',
          title: 'feed1',
          says: 'feed1 did not answer.',
          since: addMs(at, 5000),
        },
      ]);
      await recover(['feed1']);
      expect([await review(), await review(), await given.store.warnings('live')]).toEqual([['-feed1'], [], []]);
    });

    it('are one for a whole platform, and single ones for what stays behind when it is back', async () => {
      const ids = await add('feed', 300);
      await add('web', 5);
      await fail(['web1', 'feed300'], 3);
      expect(await review()).toEqual(['+feed300', '+web1']);
      await fail(ids.slice(0, 200), 2);
      expect(await review()).toEqual(['+feed']);
      await fail(ids.slice(0, 200), 9);
      expect(await review()).toEqual([]);
      expect((await given.store.warnings('live')).map(({ kind, says }) => [kind, says])).toEqual([
        ['platform', '201 of 300 channels cannot be read'],
        ['channel', 'feed300 did not answer.'],
        ['channel', 'web1 did not answer.'],
      ]);
      await recover(ids.slice(0, 199));
      expect(await review()).toEqual(['+feed200', '-feed']);
      await recover(['feed200', 'feed300']);
      expect(await review()).toEqual(['-feed200', '-feed300']);
    });

    it('tell of a few channels one by one, of what is gone for good, and of nothing that was removed', async () => {
      await add('feed', 4);
      await fail(['feed1', 'feed2', 'feed3'], 3);
      await end(given.store, 'feed4', 'failed', { failure: 'gone', state: 'retired', nextAt: null });
      expect(await review()).toEqual(['+feed1', '+feed2', '+feed3', '+feed4']);
      await given.store.removeChannel('feed4');
      expect(await review()).toEqual(['-feed4']);
      await given.store.removeDataset('live');
      expect(await given.store.warnings('live')).toEqual([]);
    });
  });
}
