import { describe, expect, it } from 'vitest';
import { StoreError } from '../../../src/core/errors.ts';
import { addMs } from '../../../src/core/time.ts';
import type { Notice, Organisation } from '../../../src/core/types.ts';
import type { Engine } from '../engines.ts';
import { makeChannel, makeMention, makeOrganisation } from '../samples.ts';
import { at, everything, outage, useStore } from './given.ts';

export function checkKeeping(engine: Engine): void {
  describe('Datasets', () => {
    const given = useStore(engine);
    const { save, ids } = given;
    it('are found again by id and removed with everything in them', async () => {
      const demo = { id: 'demo', title: 'Demonstration', invented: true, createdAt: addMs(at, 1) };
      await given.store.addDataset(demo);
      await given.store.addDataset({ ...demo, title: 'another title' });
      expect(await given.store.datasets()).toEqual([
        { id: 'live', title: 'Collected posts', invented: false, createdAt: at },
        demo,
      ]);
      await given.store.saveChannel(makeChannel('c1', { dataset: 'demo' }));
      await given.store.saveChannel(makeChannel('c2'));
      for (const channel of ['c1', 'c2']) {
        await given.store.startRun({ id: `run-${channel}`, channel, startedAt: at });
        await save([], { notices: [makeNotice('n', channel)] });
      }
      await save([makeMention('a', { dataset: 'demo' }), makeMention('b', { dataset: 'demo' }), makeMention('c')]);
      expect(await given.store.removeDataset('demo')).toBe(2);
      expect(await given.store.removeDataset('demo')).toBe(0);
      expect((await given.store.datasets()).map(({ id }) => id)).toEqual(['live']);
      expect((await given.store.channels()).map(({ channel }) => channel.id)).toEqual(['c2']);
      expect((await given.store.runs({ limit: 10 })).map(({ channel }) => channel)).toEqual(['c2']);
      expect((await given.store.notices({ from: at, to: addMs(at, 1000) })).map(({ channel }) => channel)).toEqual(['c2']);
      expect(await ids(everything)).toEqual(['c']);
      expect(await given.store.count({ ...everything, dataset: 'demo' })).toMatchObject({ mentions: 0 });
    });
  });

  describe('the rest of what is kept', () => {
    const given = useStore(engine);
    const { save } = given;
    it('keeps Notices by Channel and id, the newest version of each', async () => {
      const first = await save([], {
        notices: [makeNotice('n1', 'c'), makeNotice('n2', 'c', { publishedAt: addMs(at, -5000), updatedAt: addMs(at, 10) })],
      });
      const second = await save([], {
        notices: [makeNotice('n1', 'c', { status: 'resolved' }), makeNotice('n1', 'd', { publishedAt: null })],
      });
      expect([first.notices, second.notices]).toEqual([2, 1]);
      const found = await given.store.notices({ from: at, to: addMs(at, 1000) });
      expect(found.map(({ id, status }) => `${id} ${status}`)).toEqual(['n2 open', 'n1 resolved']);
    });

    it('keeps when a Notice was first said and first seen, whatever the page says later, and gives those of one Dataset', async () => {
      await given.store.saveChannel(makeChannel('c'));
      await save([], { notices: [makeNotice('n', 'c'), makeNotice('other', 'elsewhere')] });
      await save([], {
        notices: [makeNotice('n', 'c', { publishedAt: addMs(at, 500), seenAt: addMs(at, 600), title: 'Worse' })],
      });
      const span = { from: at, to: addMs(at, 1000) };
      expect(await given.store.notices({ ...span, dataset: 'live' })).toEqual([makeNotice('n', 'c', { title: 'Worse' })]);
      await save([], { notices: [makeNotice('n', 'c', { publishedAt: addMs(at, 5) })] });
      expect((await given.store.notices({ ...span, dataset: 'live' }))[0]?.publishedAt).toBe(addMs(at, 5));
    });

    it('puts together what several files say of an Organisation, and streams them by code', async () => {
      const { name, ...unnamed } = makeOrganisation('Z1');
      await given.store.saveOrganisations([makeOrganisation('Z1'), { code: 'Z0', source: 'patients', patients: 900 }]);
      await given.store.saveOrganisations([{ code: 'Z1', source: 'systems', system: 'emis-web', town: null }]);
      await given.store.saveOrganisations([{ ...unnamed, status: 'closed' }]);
      const rows: Organisation[] = (await Array.fromAsync(given.store.organisations())).flat();
      expect(rows).toEqual([
        {
          ...makeOrganisation('Z0'),
          name: 'Z0',
          kind: 'other',
          town: null,
          postcode: null,
          area: null,
          openedOn: null,
          patients: 900,
          source: 'patients',
        },
        { ...makeOrganisation('Z1'), name, status: 'closed' },
      ]);
      await given.store.saveOrganisations(Array.from({ length: 1234 }, (_, index) => makeOrganisation(`Y${index}`)));
      expect(await given.store.organisationCount()).toBe(1236);
      expect((await Array.fromAsync(given.store.organisations())).flat()).toHaveLength(1236);
    });

    it('gives a lease to one holder at a time, renews it, and says who has it', async () => {
      const lease = { name: 'schedule', holder: 'one', now: at, ttlMs: 1000 };
      expect(await given.store.acquireLease(lease)).toEqual({ held: true });
      expect(await given.store.acquireLease({ ...lease, now: addMs(at, 500) })).toEqual({ held: true });
      expect(await given.store.acquireLease({ ...lease, holder: 'two', now: addMs(at, 1400) })).toEqual({
        held: false,
        by: { name: 'schedule', holder: 'one', now: addMs(at, 500), ttlMs: 1000, expiresAt: addMs(at, 1500) },
      });
      await given.store.releaseLease('schedule', 'two');
      expect(await given.store.acquireLease({ ...lease, holder: 'two', now: addMs(at, 1499) })).toMatchObject({ held: false });
      expect(await given.store.acquireLease({ ...lease, holder: 'two', now: addMs(at, 1500) })).toEqual({ held: true });
      await given.store.releaseLease('schedule', 'two');
      expect(await given.store.acquireLease({ ...lease, now: addMs(at, 1501) })).toEqual({ held: true });
    });

    it('gives a job’s due time to the first that asks, and none that is earlier than what was given', async () => {
      const job = { name: 'digest', due: at };
      const asked = await Promise.all(['one', 'two', 'three'].map((holder) => given.store.claimJob({ ...job, holder })));
      expect(asked.filter(Boolean)).toHaveLength(1);
      expect(await given.store.claimJob({ ...job, holder: 'one' })).toBe(false);
      expect(await given.store.claimJob({ name: 'retention', due: at, holder: 'two' })).toBe(true);
      expect(await given.store.claimJob({ name: 'digest', due: addMs(at, 60_000), holder: 'two' })).toBe(true);
      expect(await given.store.claimJob({ name: 'digest', due: addMs(at, 30_000), holder: 'one' })).toBe(false);
    });

    it('keeps it in mind where nobody knows whether a Digest arrived, until its sender says', async () => {
      const key = { window: '2024-07-19', dataset: 'live', target: 'email' };
      expect(await given.store.claimDigest({ ...key, at })).toBe(true);
      await given.store.finishDigest({ ...key, at: addMs(at, 1), outcome: 'unsure', message: 'It ended in the middle.' });
      expect(await given.store.digests(1)).toMatchObject([{ outcome: 'unsure', message: 'It ended in the middle.' }]);
      expect(await given.store.claimDigest({ ...key, at: addMs(at, 2) })).toBe(false);
      await given.store.finishDigest({ ...key, at: addMs(at, 3), outcome: 'sent', message: null });
      await given.store.finishDigest({ ...key, at: addMs(at, 4), outcome: 'unsure', message: 'too late' });
      expect(await given.store.digests(1)).toEqual([{ ...key, at: addMs(at, 3), outcome: 'sent', message: null }]);
    });

    it('opens a Digest window once for each target, again only after it failed', async () => {
      const key = { window: '2024-07-19', dataset: 'live', target: 'email' };
      const claims = await Promise.all([1, 2, 3].map(() => given.store.claimDigest({ ...key, at })));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await given.store.claimDigest({ ...key, target: 'folder', at })).toBe(true);
      await given.store.finishDigest({ ...key, at: addMs(at, 1), outcome: 'failed', message: 'No answer' });
      expect(await given.store.digests(1)).toEqual([{ ...key, at: addMs(at, 1), outcome: 'failed', message: 'No answer' }]);
      expect(await given.store.claimDigest({ ...key, at: addMs(at, 2) })).toBe(true);
      expect(await given.store.claimDigest({ ...key, at: addMs(at, 2) })).toBe(false);
      await given.store.finishDigest({ ...key, at: addMs(at, 3), outcome: 'sent', message: null });
      expect(await given.store.claimDigest({ ...key, at: addMs(at, 4) })).toBe(false);
      await given.store.finishDigest({ ...key, at: addMs(at, 5), outcome: 'failed', message: 'too late' });
      expect((await given.store.digests(5)).map(({ target, outcome }) => `${target} ${outcome}`)).toEqual([
        'email sent',
        'folder sending',
      ]);
    });

    it('records who changed what, newest first', async () => {
      await given.store.recordChange({ at, who: 'command line (ann)', what: 'added channel a' });
      await given.store.recordChange({ at, who: 'bob', what: 'removed channel a' });
      expect(await given.store.changes(5)).toEqual([
        { at, who: 'bob', what: 'removed channel a' },
        { at, who: 'command line (ann)', what: 'added channel a' },
      ]);
      expect(await given.store.changes(1)).toHaveLength(1);
    });

    it('refuses every call once it is closed, and closing twice is no harm', async () => {
      const other = await engine.open();
      const pending = other.store.datasets();
      await other.remove();
      expect(await pending).toEqual([]);
      await expect(other.store.datasets()).rejects.toThrow(StoreError);
      await expect(Array.fromAsync(other.store.stream(outage))).rejects.toThrow('The store is closed.');
      await other.store.close();
    });
  });
}

function makeNotice(id: string, channel: string, parts: Partial<Notice> = {}): Notice {
  return {
    id,
    channel,
    title: 'Degraded',
    body: 'We are looking into it.',
    url: null,
    status: 'open',
    impact: null,
    components: ['Messages'],
    systems: ['accurx'],
    publishedAt: addMs(at, 20),
    updatedAt: null,
    seenAt: addMs(at, 30),
    ...parts,
  };
}
