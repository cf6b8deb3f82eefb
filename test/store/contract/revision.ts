import { describe, expect, it } from 'vitest';
import type { Revision } from '../../../src/store/contract.ts';
import type { Engine } from '../engines.ts';
import { makeChannel, makeMention, makeOrganisation, quietRun } from '../samples.ts';
import { at, everything, useStore } from './given.ts';

export function checkRevision(engine: Engine): void {
  describe('the revision', () => {
    const given = useStore(engine);
    const { save } = given;

    /** Which of the two numbers the work moved; neither may ever go back. */
    async function moved(work: () => Promise<unknown>): Promise<readonly (keyof Revision)[]> {
      const before = await given.store.revision();
      await work();
      const after = await given.store.revision();
      const kinds = ['mentions', 'channels'] as const;
      for (const kind of kinds) expect(after[kind]).toBeGreaterThanOrEqual(before[kind]);
      return kinds.filter((kind) => after[kind] > before[kind]);
    }

    it('moves with Mentions that come, change, are removed, reviewed or taken back, and not where nothing changed', async () => {
      expect(await moved(() => save([makeMention('a'), makeMention('b')]))).toEqual(['mentions']);
      expect(await moved(() => save([makeMention('a')]))).toEqual([]);
      const key = { platform: makeMention('a').post.platform, id: 'a', dataset: 'live' };
      const review = { ...key, correction: { phase: 'none' }, reviewer: 'ann', reviewedAt: at } as const;
      expect(await moved(() => given.store.saveReviews([review]))).toEqual(['mentions']);
      expect(await moved(() => given.store.saveReviews([review]))).toEqual([]);
      const removed = [{ platform: key.platform, id: 'b', at }];
      expect(await moved(() => save([], { removed }))).toEqual(['mentions']);
      expect(await moved(() => given.store.takeBack(key))).toEqual(['mentions']);
      expect(await moved(() => given.store.takeBack(key))).toEqual([]);
      expect(await moved(() => given.store.saveOrganisations([makeOrganisation('Z1')]))).toEqual(['mentions']);
      expect(await moved(() => given.store.removeDataset('live'))).toContain('mentions');
    });

    it('moves with Channels and their Runs, and not with a cursor, a claim or a lease, which no screen shows', async () => {
      expect(await moved(() => given.store.saveChannel(makeChannel('c')))).toEqual(['channels']);
      expect(await moved(() => given.store.saveChannel(makeChannel('c')))).toEqual([]);
      expect(await moved(() => given.store.claimDue({ now: at, holder: 'one', leaseMs: 1000, limit: 1 }))).toEqual([]);
      expect(await moved(() => given.store.acquireLease({ name: 'x', holder: 'one', now: at, ttlMs: 1000 }))).toEqual([]);
      expect(await moved(() => given.store.startRun({ id: 'r', channel: 'c', startedAt: at }))).toEqual(['channels']);
      expect(await moved(() => save([], { channel: 'c', cursor: { page: 2 } }))).toEqual([]);
      const result = { ...quietRun, id: 'r', channel: 'c', finishedAt: at };
      expect(await moved(() => given.store.finishRun(result))).toEqual(['channels']);
      expect(await moved(() => given.store.removeChannel('c'))).toEqual(['channels']);
      expect(await moved(() => given.store.removeChannel('c'))).toEqual([]);
    });

    it('is not moved by whoever only reads', async () => {
      await save([makeMention('a')]);
      const reads = () =>
        Promise.all([
          given.store.mentions(everything, { limit: 5, after: null }),
          given.store.counts(everything, { bucket: 'day', key: 'system' }),
          given.store.channels(),
          given.store.runs({ limit: 5 }),
        ]);
      expect(await moved(reads)).toEqual([]);
    });
  });
}
