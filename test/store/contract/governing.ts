import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/core/time.ts';
import type { Governance } from '../../../src/core/types.ts';
import type { Engine } from '../engines.ts';
import { makeChannel, makeMention } from '../samples.ts';
import { at, everything, useStore } from './given.ts';

export function checkGoverning(engine: Engine): void {
  describe('what an operator decides about private people', () => {
    const given = useStore(engine);
    const decided: Governance = {
      lawfulBasis: 'public task, Article 6(1)(e)',
      dpia: 'DPIA-2026-014',
      retentionDays: 14,
      contact: 'privacy@watch.example',
    };

    it('stands until it is decided anew or withdrawn, and is never forgotten', async () => {
      expect(await given.store.governance()).toBeNull();
      expect(await given.store.governanceHistory()).toEqual([]);
      const entries = [
        { at, who: 'ann', decided },
        { at: addMs(at, 1), who: 'bob', decided: { ...decided, retentionDays: 7 } },
        { at: addMs(at, 2), who: 'ann', decided: null },
      ];
      for (const [index, entry] of entries.entries()) {
        await given.store.recordGovernance(entry);
        expect(await given.store.governance()).toEqual(entry.decided);
        expect(await given.store.governanceHistory()).toEqual(entries.slice(0, index + 1).reverse());
      }
    });

    it('is what keeps their Channels from being handed out, forced and named as well', async () => {
      const people = makeChannel('person', { people: true });
      await given.store.saveChannel(people);
      await given.store.saveChannel(makeChannel('surgery'));
      const claimed = async (force: boolean) => {
        const claim = { now: at, holder: 'me', leaseMs: 0, limit: 9, ids: ['person', 'surgery'], force };
        return (await given.store.claimDue(claim)).map(({ channel }) => channel.id);
      };
      const states = async () => (await given.store.channels()).map(({ channel, state }) => `${channel.id} ${state}`);
      expect(await claimed(false)).toEqual(['surgery']);
      expect(await claimed(true)).toEqual(['surgery']);
      expect(await states()).toEqual(['person withheld', 'surgery active']);
      await given.store.recordGovernance({ at, who: 'ann', decided });
      expect(await claimed(false)).toEqual(['person', 'surgery']);
      expect(await states()).toEqual(['person active', 'surgery active']);
      await given.store.recordGovernance({ at, who: 'ann', decided: null });
      expect(await claimed(true)).toEqual(['surgery']);
      expect(await given.store.saveChannel(makeChannel('person'))).toBe('unchanged');
      expect(await given.store.saveChannel(makeChannel('surgery', { people: true }))).toBe('updated');
      expect(await claimed(true)).toEqual([]);
    });
  });

  describe('a post that comes in as a private person’s and as its organisation’s', () => {
    const given = useStore(engine);
    const { save, all } = given;
    const author = { kind: 'other', name: null, handle: 'private-h', private: true } as const;
    const searched = makeMention('x', { post: { id: 'private-1', channel: 'search', author }, organisation: null });
    const own = makeMention('plain-1');
    const twins = new Map([
      ['feed private-1', 'plain-1'],
      ['feed plain-1', 'private-1'],
    ]);

    it('is one, whichever came first, and the organisation’s', async () => {
      await save([own], { twins });
      expect(await save([searched], { twins })).toMatchObject({ added: 0, unchanged: 1 });
      expect(await all(everything)).toEqual([own]);
      await save([], { removed: [{ platform: 'feed', id: 'plain-1', at }] });
      await given.store.removeDataset('live');
      await save([searched], { twins });
      expect(await save([own], { twins })).toMatchObject({ added: 0, changed: 1 });
      expect(await all(everything)).toEqual([own]);
    });
  });

  describe('posts that were stored before they were sealed', () => {
    const given = useStore(engine);

    it('are none in a store of this version', async () => {
      await given.save([makeMention('a')]);
      expect(await given.store.unsealed(10)).toEqual([]);
    });
  });
}
