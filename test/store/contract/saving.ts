import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/core/time.ts';
import type { Instant, Mention } from '../../../src/core/types.ts';
import type { Engine } from '../engines.ts';
import { makeChannel, makeMention, placeIn } from '../samples.ts';
import { at, everything, outage, useStore } from './given.ts';

export function checkSaving(engine: Engine): void {
  describe('saving Mentions', () => {
    const given = useStore(engine);
    const { save, ids, all } = given;
    it('gives back exactly what was saved, originals, odd characters and empty fields included', async () => {
      const plain = makeMention('a');
      const odd = makeMention('b', {
        post: {
          text: 'Ligne\u0000 zéro 🏥 "quotes" \ud83d alone',
          spoiler: 'warning',
          quoted: 'their words',
          replyTo: 'x',
          lang: 'cy',
          url: null,
          postedAt: null,
          raw: null,
          author: { kind: 'patient', name: null, handle: '@me@example.social', private: true },
        },
        places: [{ text: 'Leeds', code: 'QWO', name: 'West Yorkshire', kind: 'icb', method: 'gazetteer', confidence: 0.5 }],
        organisation: null,
        statement: 's1',
      });
      expect(await save([plain, odd])).toEqual({ added: 2, changed: 0, unchanged: 0, removed: 0, outages: 2, notices: 0 });
      expect(await all(everything)).toEqual([plain, odd]);
    });

    it('changes nothing when the same comes again, however the keys are ordered and whenever it is seen', async () => {
      const first = makeMention('a');
      await save([first]);
      const again: Mention = {
        ...reversed(first),
        post: { ...reversed(first.post), seenAt: addMs(at, 9e6), raw: { likes: 4 } },
      };
      expect(await save([again, again])).toEqual({ added: 0, changed: 0, unchanged: 2, removed: 0, outages: 0, notices: 0 });
      expect(await all(outage)).toEqual([first]);
    });

    it('replaces words, Verdict and Places of a changed one and keeps when it was first posted and seen', async () => {
      await save([makeMention('a', { post: { text: 'phones down' } })]);
      const edited = makeMention('a', {
        post: { text: 'All fixed', postedAt: addMs(at, 5e6), seenAt: addMs(at, 9e6), editedAt: addMs(at, 8e6), raw: 'new' },
        verdict: { phase: 'restored', systems: ['eps'], services: [] },
        places: [placeIn('QWO', 'icb')],
      });
      expect(await save([edited])).toMatchObject({ added: 0, changed: 1, outages: 0 });
      const { postedAt, seenAt } = makeMention('a').post;
      const shown = await all(outage);
      expect(shown).toEqual([{ ...edited, post: { ...edited.post, postedAt, seenAt }, versions: shown[0]?.versions }]);
      expect(await ids({ ...outage, text: 'phones' })).toEqual([]);
      expect(await ids({ ...outage, text: 'fixed', systems: ['eps'], areas: ['QWO'] })).toEqual(['a']);
      expect(await ids({ ...outage, systems: ['emis-web'] })).toEqual([]);
      expect(await ids({ ...outage, services: ['appointments'] })).toEqual([]);
      expect(await ids({ ...outage, areas: ['QYG'] })).toEqual([]);
    });

    it('takes the date of an undated post when one comes later', async () => {
      await save([makeMention('a', { post: { postedAt: null } })]);
      expect(await save([makeMention('a')])).toMatchObject({ changed: 1 });
      expect((await all(outage))[0]?.post.postedAt).toBe(makeMention('a').post.postedAt);
    });

    it('does not let a search take away the Organisation that the account itself gave', async () => {
      await save([makeMention('a')]);
      const searched = makeMention('a', { post: { channel: 'search:emis' }, organisation: null, places: [] });
      expect(await save([searched])).toMatchObject({ unchanged: 1 });
      expect((await all(outage))[0]?.organisation).toBe('Z00001');
      expect(
        await save([makeMention('b', { post: { channel: 'search:emis' }, organisation: null }), makeMention('b')]),
      ).toMatchObject({ added: 1, changed: 1 });
    });

    it('counts only new outage posts as outages and keeps equal ids of platforms and Datasets apart', async () => {
      const batch = [
        makeMention('a'),
        makeMention('a', { post: { platform: 'web' }, verdict: { phase: 'none' } }),
        makeMention('a', { dataset: 'demo' }),
      ];
      expect(await save(batch)).toMatchObject({ added: 3, outages: 2 });
      expect(await given.store.count(everything)).toMatchObject({ mentions: 2 });
      expect(await given.store.count({ ...everything, dataset: 'demo' })).toMatchObject({ mentions: 1 });
    });

    it('takes one back as if it had never been, with what was said of it, and leaves its namesakes', async () => {
      await save([makeMention('a'), makeMention('a', { post: { platform: 'web' } }), makeMention('a', { dataset: 'demo' })]);
      const key = { platform: 'feed', id: 'a', dataset: 'live' };
      await given.store.saveReviews([{ ...key, correction: { phase: 'restored' }, reviewer: 'Sam Taylor', reviewedAt: at }]);
      expect(await given.store.takeBack(key)).toBe(true);
      expect(await given.store.takeBack(key)).toBe(false);
      expect(await given.store.mention(key)).toBeNull();
      expect(await given.store.reviews({ dataset: 'live', limit: 9 })).toEqual([]);
      expect(await given.ids(everything)).toEqual(['a']);
      expect(await given.store.count({ ...everything, dataset: 'demo' })).toMatchObject({ mentions: 1 });
      expect(await save([makeMention('a')])).toMatchObject({ added: 1 });
    });

    it('saves all of a batch or nothing of it', async () => {
      await given.store.saveChannel(makeChannel('feed:one'));
      const broken = makeMention('b', { post: { seenAt: 'no date at all' as Instant } });
      await expect(save([makeMention('a'), broken], { channel: 'feed:one', cursor: { page: 2 } })).rejects.toThrow();
      expect(await given.store.count(everything)).toMatchObject({ mentions: 0 });
      expect(await given.store.claimDue({ now: at, holder: 'me', leaseMs: 1000, limit: 1 })).toMatchObject([{ cursor: null }]);
      expect(await save([makeMention('a')])).toMatchObject({ added: 1 });
    });
  });
}

/** The same fields in the opposite order. */
function reversed<Whole extends object>(whole: Whole): Whole {
  return Object.fromEntries(Object.entries(whole).reverse()) as Whole;
}
