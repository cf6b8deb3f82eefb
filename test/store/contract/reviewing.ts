import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/core/time.ts';
import type { Correction, Instant, Mention, Review } from '../../../src/core/types.ts';
import type { Engine } from '../engines.ts';
import { makeChannel, makeMention, placeIn } from '../samples.ts';
import { at, everything, outage, useStore } from './given.ts';

const key = { platform: 'feed', id: 'a', dataset: 'live' };

function review(correction: Correction | null, reviewedAt: Instant = at, parts: Partial<Review> = {}): Review {
  return { ...key, correction, reviewer: 'Sam Taylor', reviewedAt, ...parts };
}

export function checkReviewing(engine: Engine): void {
  describe('reviews by people', () => {
    const given = useStore(engine);
    const { save, ids, all } = given;
    const say = (...reviews: Review[]) => given.store.saveReviews(reviews);
    const read = (): Promise<Mention | null> => given.store.mention(key);

    it('stand over the machine in filters, counts and readers, and leave its own Verdict readable beside them', async () => {
      const machine = makeMention('a');
      await save([machine, makeMention('b')]);
      const correction: Correction = {
        phase: 'restored',
        voice: 'relayed',
        systems: ['eps'],
        systemsUnaffected: ['emis-web'],
        services: ['dispensing'],
        cause: 'network',
        places: ['QWO'],
        note: 'It is over.',
      };
      expect(await say(review(correction))).toEqual({ saved: 1, unchanged: 0, missing: [] });
      for (const query of [
        { ...outage, phases: ['restored'] },
        { ...outage, voice: 'relayed' },
        { ...outage, systems: ['eps'] },
        { ...outage, systems: ['emis-web'], role: 'unaffected' },
        { ...outage, services: ['dispensing'] },
        { ...outage, causes: ['network'] },
        { ...outage, areas: ['QWO'] },
        { ...outage, reviewed: 'yes' },
      ] as const)
        expect(await ids(query), JSON.stringify(query)).toEqual(['a']);
      for (const query of [
        { ...outage, phases: ['disrupted'] },
        { ...outage, voice: 'own' },
        { ...outage, systems: ['emis-web'] },
        { ...outage, services: ['appointments'] },
        { ...outage, areas: ['QYG'] },
        { ...outage, reviewed: 'no' },
      ] as const)
        expect(await ids(query), JSON.stringify(query)).toEqual(['b']);
      const phases = await given.store.counts(outage, { bucket: null, key: 'phase' });
      expect(phases.map((one) => [one.key, one.mentions])).toEqual([
        ['disrupted', 1],
        ['restored', 1],
      ]);
      const shown = (await all({ ...outage, reviewed: 'yes' }))[0];
      expect(shown).toEqual(await read());
      expect(shown?.verdict).toMatchObject({
        phase: 'restored',
        outage: true,
        current: false,
        voice: 'relayed',
        cause: 'network',
      });
      expect(shown?.places).toEqual([{ ...placeIn('QWO', 'icb'), name: 'Area QWO', method: 'review' }]);
      expect(shown?.review).toEqual({
        correction,
        reviewer: 'Sam Taylor',
        reviewedAt: at,
        machine: { verdict: machine.verdict, places: machine.places },
      });
    });

    it('take an outage out of the counts, and bring one in with a reason', async () => {
      await save([makeMention('a'), makeMention('b', { verdict: { phase: 'none', systems: [], services: [], reasons: [] } })]);
      await say(review({ phase: 'none' }), review({ phase: 'disrupted', voice: 'own' }, at, { id: 'b' }));
      expect(await ids(outage)).toEqual(['b']);
      expect(await read()).toMatchObject({
        verdict: { outage: false, current: false, voice: null, systems: [], services: [], advice: [] },
      });
      const found = await given.store.mention({ ...key, id: 'b' });
      expect(found?.verdict.reasons).toEqual([{ rule: 'review.phase', start: 0, end: found?.post.text.length }]);
      expect(await given.store.counts({ ...everything, systems: ['emis-web'] }, { bucket: null, key: 'system' })).toEqual([]);
    });

    it('go on standing when the post is read again, edited or judged anew, which changes the machine’s side alone', async () => {
      await save([makeMention('a')]);
      await say(review({ phase: 'none' }));
      expect(await save([makeMention('a')])).toMatchObject({ unchanged: 1 });
      expect(await save([makeMention('a', { verdict: { phase: 'recovering', version: 'test-2' } })])).toMatchObject({
        changed: 1,
      });
      expect(await save([makeMention('a', { post: { text: 'All phones down' } })])).toMatchObject({ changed: 1 });
      expect(await ids(outage)).toEqual([]);
      expect(await read()).toMatchObject({
        post: { text: 'All phones down' },
        verdict: { phase: 'none' },
        review: { machine: { verdict: { phase: 'disrupted' } } },
      });
      expect(await ids({ ...everything, text: 'phones', reviewed: 'yes' })).toEqual(['a']);
    });

    it('do not become the machine’s word when a Mention is saved as it was read', async () => {
      await save([makeMention('a')]);
      await say(review({ phase: 'none' }));
      const shown = (await read())!;
      expect(await save([shown])).toMatchObject({ unchanged: 1 });
      await say(review(null, addMs(at, 1)));
      expect(await save([shown, { ...shown, post: { ...shown.post, id: 'new' } }])).toMatchObject({ unchanged: 1, added: 1 });
      expect(await all(outage)).toEqual([
        makeMention('a'),
        makeMention('new', { post: { url: makeMention('a').post.url, raw: makeMention('a').post.raw } }),
      ]);
      expect(await ids({ ...everything, reviewed: 'yes' })).toEqual([]);
    });

    it('let the newest stand whatever the order they come in, and keep the older ones', async () => {
      await save([makeMention('a')]);
      await say(review({ phase: 'planned' }, addMs(at, 2000)));
      await say(review({ phase: 'none' }, addMs(at, 1000), { reviewer: 'Jo Bloggs' }));
      expect(await read()).toMatchObject({ verdict: { phase: 'planned' }, review: { reviewer: 'Sam Taylor' } });
      const history = await given.store.reviews({ dataset: 'live', of: key, limit: 10 });
      expect(history).toEqual([
        review({ phase: 'planned' }, addMs(at, 2000)),
        review({ phase: 'none' }, addMs(at, 1000), { reviewer: 'Jo Bloggs' }),
      ]);
      expect(await given.store.reviews({ dataset: 'live', limit: 1 })).toHaveLength(1);
      expect(await given.store.reviews({ dataset: 'demo', limit: 10 })).toEqual([]);
    });

    it('can be withdrawn, which leaves the machine’s Verdict as if nothing had been said', async () => {
      await save([makeMention('a')]);
      expect(await say(review(null))).toMatchObject({ unchanged: 1 });
      await say(review({ phase: 'none' }));
      expect(await say(review(null, addMs(at, 1000)))).toMatchObject({ saved: 1 });
      expect(await all(outage)).toEqual([makeMention('a')]);
      expect(await ids({ ...outage, reviewed: 'no' })).toEqual(['a']);
      expect((await given.store.reviews({ dataset: 'live', limit: 10 })).map(({ correction }) => correction)).toEqual([
        null,
        { phase: 'none' },
      ]);
    });

    it('say the same once, however the keys are ordered and whenever it is said again', async () => {
      await save([makeMention('a')]);
      expect(await say(review({ phase: 'none', note: 'x' }))).toMatchObject({ saved: 1 });
      expect(await say(review({ note: 'x', phase: 'none' }, addMs(at, 9000)))).toMatchObject({ saved: 0, unchanged: 1 });
      expect(await say(review({ phase: 'none', note: 'x' }, addMs(at, 9000), { reviewer: 'Jo Bloggs' }))).toMatchObject({
        saved: 1,
      });
      expect(await say(review({ phase: 'none', note: 'x' }))).toMatchObject({ unchanged: 1 });
    });

    it('name the posts that are not there, and keep Datasets apart', async () => {
      await save([makeMention('a', { dataset: 'demo' })]);
      const missing = { ...key, id: 'never' };
      expect(
        await say(review({}, at, missing), review({ phase: 'none' }), review({ phase: 'none' }, at, { dataset: 'demo' })),
      ).toEqual({
        saved: 1,
        unchanged: 0,
        missing: [missing, key],
      });
      expect(await read()).toBeNull();
      expect(await given.store.count({ ...outage, dataset: 'demo' })).toMatchObject({ mentions: 0 });
    });

    it('are saved all or not at all', async () => {
      await save([makeMention('a'), makeMention('b')]);
      const broken = review({ phase: 'none' }, at, { id: 'b', reviewer: null as unknown as string });
      await expect(say(review({ phase: 'none' }), broken)).rejects.toThrow();
      expect(await ids(outage)).toEqual(['a', 'b']);
      expect(await given.store.reviews({ dataset: 'live', limit: 10 })).toEqual([]);
    });

    it('go on counting when the words go, without the note that may quote them, and go with the Dataset', async () => {
      await given.store.saveChannel(makeChannel('feed:one'));
      await save([makeMention('a'), makeMention('b', { post: { seenAt: addMs(at, 9000) } })]);
      await say(review({ phase: 'none' }), review({ phase: 'planned', note: 'it says quagga' }, at, { id: 'b' }));
      await save([], { removed: [{ platform: 'feed', id: 'b', at }], channel: 'feed:one' });
      const [b, a] = await given.store.reviews({ dataset: 'live', limit: 10 });
      expect([a?.id, b?.id, b?.correction]).toEqual(['a', 'b', { phase: 'planned' }]);
      const [shown] = (await all(everything)).filter(({ post }) => post.id === 'b');
      expect(shown).toMatchObject({ verdict: { phase: 'planned', reasons: [] }, review: { correction: { phase: 'planned' } } });
      expect(JSON.stringify(shown)).not.toContain('quagga');
      expect(await say(review({ phase: 'none' }, addMs(at, 1), { id: 'b' }))).toMatchObject({ saved: 0, missing: [{ id: 'b' }] });
      await given.store.removeDataset('live');
      await save([makeMention('a')]);
      expect(await ids(outage)).toEqual(['a']);
      expect(await given.store.reviews({ dataset: 'live', limit: 10 })).toEqual([]);
    });
  });

  describe('Mentions judged anew', () => {
    const { save, ids, all } = useStore(engine);
    const anew = { onlyStored: true } as const;

    it('replace what is stored with the same words', async () => {
      await save([makeMention('a')]);
      const judged = makeMention('a', { verdict: { phase: 'none', version: 'test-2' } });
      expect(await save([judged], anew)).toMatchObject({ changed: 1 });
      expect(await all(everything)).toEqual([judged]);
    });

    it('leave alone what was edited or removed meanwhile', async () => {
      await save([makeMention('a', { post: { text: 'Edited since' } })]);
      const judged = [makeMention('a', { verdict: { phase: 'none' } }), makeMention('gone')];
      expect(await save(judged, anew)).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
      expect(await ids(outage)).toEqual(['a']);
      expect(await ids(everything)).toEqual(['a']);
    });
  });
}
