import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/core/time.ts';
import type { FoundProposal, SiteResult } from '../../../src/store/discovery.ts';
import type { Engine } from '../engines.ts';
import { at, useStore } from './given.ts';

const url = 'https://thornby.example/';

function found(address: string, more: Partial<FoundProposal> = {}): FoundProposal {
  return {
    id: `feed:${address}`,
    platform: 'feed',
    address,
    title: 'Thornby Surgery (invented)',
    organisations: ['Z99001'],
    authorKind: 'practice',
    site: url,
    supplier: null,
    evidence: ['Linked from its home page.'],
    doubts: [],
    ...more,
  };
}

function result(more: Partial<SiteResult> = {}): SiteResult {
  return { url, state: 'done', says: 'One feed.', supplier: 'WordPress', checkedAt: at, found: [found('a')], ...more };
}

export function checkDiscovering(engine: Engine): void {
  describe('The search for Channels', () => {
    const given = useStore(engine);

    it('knows each website once, with all its organisations, and keeps what was found when it is given again', async () => {
      const { store } = given;
      expect(
        await store.addSites([
          { url, organisations: ['Z99001'] },
          { url: 'https://a.example/', organisations: [] },
        ]),
      ).toBe(2);
      await store.finishSite(result());
      expect(await store.addSites([{ url, organisations: ['Z99002', 'Z99001'] }])).toBe(0);
      expect(await store.sites()).toEqual([
        { url: 'https://a.example/', organisations: [], state: 'waiting', says: null, supplier: null, checkedAt: null },
        { url, organisations: ['Z99001', 'Z99002'], state: 'done', says: 'One feed.', supplier: 'WordPress', checkedAt: at },
      ]);
      expect((await store.sites({ states: ['waiting'] })).map((site) => site.url)).toEqual(['https://a.example/']);
      expect(await store.sites({ urls: [url], states: ['failed', 'waiting'] })).toEqual([]);
      expect(await store.sites({ urls: [] })).toEqual([]);
    });

    it('keeps a find once: another website adds its organisation and reasons, the same one says its own anew', async () => {
      const { store } = given;
      await store.addSites([{ url, organisations: [] }]);
      await store.finishSite(result({ found: [found('a', { doubts: ['It is empty.'] })] }));
      await store.finishSite(
        result({
          url: 'https://b.example/',
          checkedAt: addMs(at, 1000),
          found: [
            found('a', { site: 'https://b.example/', organisations: ['Z99002'], evidence: ['Linked there too.'], title: 'B' }),
          ],
        }),
      );
      expect(await store.proposals()).toEqual([
        {
          ...found('a'),
          organisations: ['Z99001', 'Z99002'],
          evidence: ['Linked from its home page.', 'Linked there too.'],
          doubts: ['It is empty.'],
          foundAt: at,
          state: 'open',
          decidedAt: null,
          decidedBy: null,
        },
      ]);
      await store.finishSite(result({ found: [found('a', { evidence: ['Seen again.'] })] }));
      expect(await store.proposals()).toMatchObject([{ evidence: ['Seen again.'], doubts: [], foundAt: at }]);
    });

    it('remembers what a person decided, and a later search does not undo it', async () => {
      const { store } = given;
      await store.finishSite(result({ found: [found('a'), found('b'), found('c')] }));
      expect(await store.decideProposals({ ids: ['feed:a', 'nobody'], state: 'accepted', at, who: 'Ada' })).toBe(1);
      expect(await store.decideProposals({ ids: ['feed:a'], state: 'accepted', at: addMs(at, 9), who: 'Bob' })).toBe(0);
      expect(await store.decideProposals({ ids: ['feed:b'], state: 'rejected', at, who: 'Ada' })).toBe(1);
      await store.finishSite(result({ found: [found('a'), found('b')] }));
      expect((await store.proposals({ states: ['open'] })).map(({ id }) => id)).toEqual(['feed:c']);
      expect(await store.proposals({ ids: ['feed:a', 'feed:b'] })).toMatchObject([
        { state: 'accepted', decidedAt: at, decidedBy: 'Ada' },
        { state: 'rejected', decidedAt: at, decidedBy: 'Ada' },
      ]);
      expect(await store.decideProposals({ ids: ['feed:b'], state: 'open', at, who: 'Ada' })).toBe(1);
      expect(await store.proposals({ ids: ['feed:b'] })).toMatchObject([{ state: 'open', decidedAt: null, decidedBy: null }]);
    });
  });
}
