import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/core/time.ts';
import type { Mention } from '../../../src/core/types.ts';
import type { Engine } from '../engines.ts';
import { makeChannel, makeMention, placeIn } from '../samples.ts';
import { at, everything, outage, useStore } from './given.ts';

const patient = { kind: 'patient', name: null, handle: 'private-0123456789abcdef', private: true } as const;

export function checkEmptying(engine: Engine): void {
  describe('removals', () => {
    const given = useStore(engine);
    const { save, ids, all } = given;
    const gone = (id: string, hours = 1) => ({ platform: 'feed', id, at: addMs(at, hours * 3_600_000) });

    it('take everything but what is counted, from the Dataset of the Channel alone', async () => {
      await given.store.saveChannel(makeChannel('feed:one'));
      const named = makeMention('a', {
        post: { spoiler: 'IT', quoted: 'theirs', replyTo: 'x', lang: 'en' },
        places: [{ ...placeIn('QYG', 'icb'), text: 'Wilmslow' }, placeIn('Z00009', 'organisation')],
      });
      await save([named, makeMention('b'), makeMention('a', { dataset: 'demo' })]);
      const before = await given.store.counts(everything, { bucket: 'hour', key: 'system' });
      expect(await save([], { removed: [gone('a'), gone('never-there')], channel: 'feed:one' })).toMatchObject({ removed: 1 });
      expect(await save([], { removed: [gone('a', 5)], channel: 'feed:one' })).toMatchObject({ removed: 0 });

      const [bare] = (await all(everything)).filter(({ post }) => post.id === 'a');
      const { platform, id, channel, postedAt, seenAt } = named.post;
      expect(bare).toEqual({
        ...named,
        post: {
          ...{ platform, id, channel, postedAt, seenAt },
          ...{ url: null, text: '', editedAt: null, raw: null },
          author: { kind: 'practice', name: null, handle: null, private: false },
        },
        verdict: { ...named.verdict, reasons: [] },
        places: named.places.map((place) => ({ ...place, text: null })),
        removed: { why: 'deleted', at: addMs(at, 3_600_000) },
      });
      expect(await given.store.counts(everything, { bucket: 'hour', key: 'system' })).toEqual(before);
      expect(await given.store.count(outage)).toMatchObject({ mentions: 2, organisations: 1 });
      expect(await ids({ ...everything, text: 'EMIS' })).toEqual(['b']);
      expect(await ids({ ...everything, dataset: 'demo', text: 'EMIS' })).toEqual(['a']);
    });

    it('by the platform are left out of lists unless asked for, and their number is told', async () => {
      await save([makeMention('a'), makeMention('b'), makeMention('c')]);
      await save([], { removed: [gone('b')] });
      const page = await given.store.mentions(outage, { limit: 1, after: null });
      expect(page).toMatchObject({ total: 2, deleted: 1 });
      const next = await given.store.mentions(outage, { limit: 5, after: page.next });
      expect([...page.items, ...next.items].map(({ post }) => post.id).sort()).toEqual(['a', 'c']);
      const whole = await given.store.mentions(outage, { limit: 5, after: null, deleted: true });
      expect(whole).toMatchObject({ total: 3, deleted: 1 });
      expect(whole.items).toHaveLength(3);
      expect(await all(outage)).toHaveLength(3);
    });

    it('are undone by a platform that shows the post again', async () => {
      await save([makeMention('a')]);
      await save([], { removed: [gone('a')] });
      expect(await save([makeMention('a')])).toMatchObject({ added: 0, changed: 1 });
      expect(await all(everything)).toEqual([makeMention('a')]);
      expect(await ids({ ...everything, text: 'EMIS' })).toEqual(['a']);
    });

    it('take what it said before it was edited with them', async () => {
      await save([makeMention('a')]);
      await save([makeMention('a', { post: { text: 'Edited' } })]);
      await save([], { removed: [gone('a')] });
      expect(await given.store.versions({ platform: 'feed', id: 'a', dataset: 'live' })).toEqual([]);
      expect((await all(everything))[0]).not.toHaveProperty('versions');
    });

    it('leave nothing that judging anew would fill', async () => {
      await save([makeMention('a')]);
      await save([], { removed: [gone('a')] });
      const [bare] = await all(everything);
      const anew = { ...(bare as Mention), verdict: { ...makeMention('a').verdict, version: 'test-2' } };
      expect(await save([anew, makeMention('a')], { onlyStored: true })).toMatchObject({ changed: 0, unchanged: 2 });
      expect(await all(everything)).toEqual([bare]);
    });
  });

  describe('retention', () => {
    const given = useStore(engine);
    const { save, all } = given;
    const hour = 3_600_000;
    const limits = {
      people: addMs(at, 10 * hour),
      organisations: addMs(at, hour),
      runs: addMs(at, 5000),
      at: addMs(at, 99 * hour),
    };

    it('takes words by who wrote and when we first saw it, in chunks, and Runs by their own limit', async () => {
      const many = Array.from({ length: 1200 }, (_, index) =>
        makeMention(`old-${index}`, { post: { seenAt: addMs(at, index) } }),
      );
      const late = makeMention('late', { post: { seenAt: addMs(at, hour), postedAt: '2001-01-01T00:00:00.000Z' } });
      const person = makeMention('person', { post: { seenAt: addMs(at, 9 * hour), author: patient }, organisation: null });
      await save([...many, late, person]);
      const before = await given.store.count(everything);
      await given.store.startRun({ id: 'old', channel: 'c', startedAt: at });
      await given.store.startRun({ id: 'new', channel: 'c', startedAt: addMs(at, 5000) });
      expect(await given.store.retain(limits)).toBe(1201);
      expect(await given.store.retain(limits)).toBe(0);
      expect((await all(everything)).filter(({ removed }) => removed === undefined)).toEqual([late]);
      expect(await given.store.count(everything)).toEqual(before);
      expect((await given.store.runs({ limit: 10 })).map(({ id }) => id)).toEqual(['new']);
      expect(await given.store.mentions(everything, { limit: 1, after: null })).toMatchObject({ total: 1202, deleted: 0 });
    });

    it('leaves of a private person the hour, and neither pseudonym, channel, organisation nor seal', async () => {
      const post = { author: patient, id: 'private-1', sealed: 'seal', postedAt: addMs(at, 750_000), seenAt: addMs(at, 800_000) };
      const places = [placeIn('QYG', 'icb'), placeIn('Z00009', 'organisation')];
      await save([makeMention('x', { post, places })]);
      await given.store.retain(limits);
      const [bare] = await all(everything);
      expect(bare).toMatchObject({ organisation: null, organisationName: null, removed: { why: 'retention', at: limits.at } });
      expect(bare?.post).toMatchObject({ id: 'private-1', channel: 'feed:people', postedAt: at, seenAt: at });
      expect(bare?.post.author).toEqual({ kind: 'patient', name: null, handle: null, private: true });
      expect(bare?.post).not.toHaveProperty('sealed');
      expect(bare?.places).toEqual([placeIn('QYG', 'icb')]);
      expect(await given.store.counts(everything, { bucket: 'hour', key: 'area' })).toEqual([
        { bucket: at, key: 'QYG', mentions: 1, organisations: 0 },
      ]);
    });

    it('leaves invented posts alone, which are nobody’s words', async () => {
      await given.store.addDataset({ id: 'demo', title: 'Demonstration', invented: true, createdAt: at });
      await given.store.addDataset({ id: 'study', title: 'A study', invented: false, createdAt: at });
      await save([makeMention('a', { dataset: 'demo' }), makeMention('b', { dataset: 'study' })]);
      expect(await given.store.retain(limits)).toBe(1);
      expect((await all({ ...everything, dataset: 'demo' })).map(({ removed }) => removed)).toEqual([undefined]);
    });

    it('is not undone by a feed that still shows the post, nor its rows by a deletion that comes later', async () => {
      await save([makeMention('a', { post: { seenAt: at } })]);
      await given.store.retain(limits);
      const bare = await all(everything);
      expect(await save([makeMention('a'), makeMention('a', { post: { text: 'Edited' } })])).toMatchObject({ unchanged: 2 });
      expect(await save([], { removed: [{ platform: 'feed', id: 'a', at }] })).toMatchObject({ removed: 0 });
      expect(await all(everything)).toEqual(bare);
    });
  });

  describe('a request to be forgotten', () => {
    const given = useStore(engine);
    const { save, all } = given;

    it('takes the words of these people and posts, and lets none of theirs in again', async () => {
      const theirs = { post: { author: patient }, organisation: null };
      await save([makeMention('p1', theirs), makeMention('p2', theirs), makeMention('o1'), makeMention('o2')]);
      const request = { at, people: [patient.handle], posts: [{ platform: 'feed', id: 'o1' }] };
      expect(await given.store.forget(request)).toBe(3);
      expect(await given.store.forget(request)).toBe(0);
      expect((await all(everything)).filter(({ removed }) => removed?.why === 'request').map(({ post }) => post.id)).toEqual([
        'p1',
        'p2',
        'o1',
      ]);
      expect(await save([makeMention('p1', theirs), makeMention('p3', theirs), makeMention('o1')])).toMatchObject({
        added: 0,
        changed: 0,
      });
      expect(await given.store.count(everything)).toMatchObject({ mentions: 4 });
    });
  });
}
