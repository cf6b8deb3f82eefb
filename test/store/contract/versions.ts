import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/core/time.ts';
import type { Engine } from '../engines.ts';
import { makeMention, placeIn } from '../samples.ts';
import { at, everything, useStore } from './given.ts';

export function checkVersions(engine: Engine): void {
  describe('what a post said before it was edited', () => {
    const given = useStore(engine);
    const { save, all } = given;
    const key = { platform: 'feed', id: 'a', dataset: 'live' };
    const first = makeMention('a', { post: { text: 'Phones down', spoiler: 'IT' } });
    const resolved = makeMention('a', {
      post: { text: 'RESOLVED: phones', editedAt: addMs(at, 8e6), seenAt: addMs(at, 9e6) },
      verdict: { phase: 'restored' },
      places: [placeIn('QWO', 'icb')],
    });

    it('is kept with its own Verdict and its own times, first, and read with the Mention', async () => {
      await save([first]);
      expect(await given.store.versions(key)).toEqual([]);
      expect((await all(everything))[0]).not.toHaveProperty('versions');
      await save([resolved]);
      const before = {
        text: 'Phones down',
        spoiler: 'IT',
        verdict: first.verdict,
        places: first.places,
        saidAt: first.post.postedAt,
        seenAt: first.post.seenAt,
        replacedAt: addMs(at, 9e6),
      };
      expect(await given.store.versions(key)).toEqual([before]);
      expect((await all(everything))[0]).toMatchObject({ verdict: { phase: 'restored' }, versions: [before] });
      expect((await given.store.mention(key))?.versions).toEqual([before]);
      await save([makeMention('a', { post: { text: 'Thank you', seenAt: addMs(at, 20e6) }, verdict: { phase: 'none' } })]);
      expect((await given.store.versions(key)).slice(1)).toMatchObject([
        { text: 'RESOLVED: phones', saidAt: addMs(at, 8e6), seenAt: addMs(at, 9e6), replacedAt: addMs(at, 20e6) },
      ]);
      expect(await given.store.count(everything)).toMatchObject({ mentions: 1 });
    });

    it('is nothing where the words stayed and only the Verdict or the date changed', async () => {
      await save([makeMention('a', { post: { postedAt: null } })]);
      await save([makeMention('a')]);
      await save([makeMention('a', { verdict: { phase: 'none', version: 'test-2' } })], { onlyStored: true });
      await save([makeMention('a', { post: { url: 'https://moved.example/' } })]);
      expect(await given.store.versions(key)).toEqual([]);
    });

    it('does not come back when a copy from before the edit turns up late', async () => {
      await save([resolved]);
      const late = makeMention('a', { post: { text: 'Phones down', editedAt: addMs(at, 7e6) } });
      expect(await save([late])).toMatchObject({ changed: 0, unchanged: 1 });
      expect((await all(everything))[0]?.post.text).toBe('RESOLVED: phones');
    });

    it('is the first and the newest 49 of a post that never stops changing', async () => {
      for (let index = 0; index < 60; index += 1) await save([makeMention('a', { post: { text: `text ${index}` } })]);
      const texts = (await given.store.versions(key)).map(({ text }) => text);
      expect(texts).toHaveLength(50);
      expect([texts[0], texts[1], texts.at(-1)]).toEqual(['text 0', 'text 10', 'text 58']);
    });

    it('of a post that is not stored is nothing', async () => {
      expect(await given.store.versions({ ...key, id: 'nobody' })).toEqual([]);
    });
  });
}
