import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../src/core/types.ts';
import type { Store } from '../../../src/store/contract.ts';
import type { Engine } from '../engines.ts';
import { makeMention, manyMention, placeIn } from '../samples.ts';
import { everything, outage, useStore } from './given.ts';

export function checkCounting(engine: Engine): void {
  describe('counting', () => {
    const given = useStore(engine);
    const { save } = given;
    it('counts by hour and by London day, over the night when the clocks change as well', async () => {
      const posted: readonly Instant[] = [
        '2024-07-18T22:59:59.999Z',
        '2024-07-18T23:00:00.000Z',
        '2024-10-26T23:00:00.000Z',
        '2024-10-27T23:59:59.000Z',
        '2024-10-28T00:00:00.000Z',
        '1969-12-31T23:30:00.000Z',
      ];
      await save([
        ...posted.map((postedAt, index) => makeMention(`d${index}`, { post: { postedAt } })),
        makeMention('undated', { post: { postedAt: null } }),
      ]);
      const days = await given.store.counts(outage, { bucket: 'day', key: null });
      expect(days.map(({ bucket, mentions }) => [bucket, mentions])).toEqual([
        // In 1970 London kept summer time all winter.
        ['1969-12-31T23:00:00.000Z', 1],
        ['2024-07-17T23:00:00.000Z', 1],
        ['2024-07-18T23:00:00.000Z', 1],
        ['2024-10-26T23:00:00.000Z', 2],
        ['2024-10-28T00:00:00.000Z', 1],
      ]);
      const hours = await given.store.counts(outage, { bucket: 'hour', key: null });
      expect(hours.map(({ bucket }) => bucket)).toEqual([
        '1969-12-31T23:00:00.000Z',
        '2024-07-18T22:00:00.000Z',
        '2024-07-18T23:00:00.000Z',
        '2024-10-26T23:00:00.000Z',
        '2024-10-27T23:00:00.000Z',
        '2024-10-28T00:00:00.000Z',
      ]);
      expect(await given.store.counts(outage, { bucket: null, key: null })).toEqual([
        { bucket: null, key: null, mentions: 7, organisations: 1 },
      ]);
    });

    it('counts every key, distinct Organisations only, and leaves out what has none', async () => {
      await save([
        makeMention('a', {
          verdict: { systems: ['emis-web', 'eps'], services: ['appointments', 'phones'], cause: 'power' },
          places: [placeIn('QYG', 'icb'), placeIn('Y62', 'region'), placeIn('Z1', 'organisation')],
        }),
        makeMention('b', { verdict: { systems: ['emis-web'], voice: 'relayed' }, organisation: 'Z00002' }),
        makeMention('c', {
          verdict: { systems: [], services: [], systemsCause: ['crowdstrike-falcon'] },
          post: { platform: 'web', channel: 'web:x', author: { kind: 'pharmacy', name: null, handle: null, private: false } },
        }),
        makeMention('d', { verdict: { phase: 'none', systems: [] }, organisation: null }),
      ]);
      const count = async (key: Parameters<Store['counts']>[1]['key'], query = outage) =>
        (await given.store.counts(query, { bucket: null, key })).map((one) => [one.key, one.mentions, one.organisations]);
      expect(await count('system')).toEqual([
        ['emis-web', 2, 2],
        ['eps', 1, 1],
      ]);
      expect(await count('system', { ...outage, role: 'cause' })).toEqual([['crowdstrike-falcon', 1, 1]]);
      expect(await count('system', { ...outage, systems: ['eps'] })).toEqual([
        ['emis-web', 1, 1],
        ['eps', 1, 1],
      ]);
      expect(await count('area')).toEqual([
        ['QYG', 3, 2],
        ['Y62', 1, 1],
      ]);
      expect(await count('service')).toEqual([
        ['appointments', 2, 2],
        ['phones', 1, 1],
      ]);
      expect(await count('cause')).toEqual([['power', 1, 1]]);
      expect(await count('voice', everything)).toEqual([
        ['own', 2, 1],
        ['relayed', 1, 1],
      ]);
      expect(await count('platform')).toEqual([
        ['feed', 2, 2],
        ['web', 1, 1],
      ]);
      expect(await count('authorKind')).toEqual([
        ['practice', 2, 2],
        ['pharmacy', 1, 1],
      ]);
      expect(await count('channel')).toEqual([
        ['feed:one', 2, 2],
        ['web:x', 1, 1],
      ]);
      expect(await count('phase', everything)).toEqual([
        ['disrupted', 3, 2],
        ['none', 1, 0],
      ]);
      expect(await given.store.counts({ ...outage, dataset: 'none' }, { bucket: null, key: null })).toEqual([]);
      expect(
        (await given.store.counts(outage, { bucket: 'hour', key: 'system' })).map(({ bucket, key }) => `${bucket} ${key}`),
      ).toEqual(['2024-07-19T07:00:00.000Z emis-web', '2024-07-19T07:00:00.000Z eps']);
    });

    it('agrees with a count by hand over many Mentions, saved in batches', async () => {
      const many = Array.from({ length: 3000 }, (_, index) => manyMention(index));
      for (let start = 0; start < many.length; start += 500) await save(many.slice(start, start + 500));
      const byHand = new Map<string, { mentions: number; organisations: Set<string> }>();
      for (const { post, verdict, organisation } of many.filter((one) => one.verdict.outage)) {
        for (const system of verdict.systems) {
          const key = `${String(post.postedAt).slice(0, 13)} ${system}`;
          const cell = byHand.get(key) ?? { mentions: 0, organisations: new Set() };
          cell.mentions += 1;
          if (organisation !== null) cell.organisations.add(organisation);
          byHand.set(key, cell);
        }
      }
      const counted = await given.store.counts(outage, { bucket: 'hour', key: 'system' });
      expect(
        new Map(counted.map((one) => [`${String(one.bucket).slice(0, 13)} ${one.key}`, [one.mentions, one.organisations]])),
      ).toEqual(new Map([...byHand].map(([key, cell]) => [key, [cell.mentions, cell.organisations.size]])));
    });

    it('counts the same once its counts have been put in order, and finds every one to be what its Mentions make', async () => {
      await save([
        ...Array.from({ length: 300 }, (_, index) => manyMention(index)),
        makeMention('u', { post: { postedAt: null } }),
      ]);
      const ask = async () => [
        await given.store.count(everything),
        await given.store.counts(outage, { bucket: 'day', key: 'area' }),
        await given.store.counts({ ...outage, systems: ['eps'] }, { bucket: null, key: 'system' }),
      ];
      const before = await ask();
      await given.store.tidyCounts();
      expect(await ask()).toEqual(before);
      const gone = manyMention(7).post;
      await given.store.takeBack({ platform: gone.platform, id: gone.id, dataset: 'live' });
      expect((await given.store.count(everything)).mentions).toBe(300);
      await given.store.tidyCounts();
      const checked = await Array.fromAsync(given.store.verifyCounts({ repair: false }));
      expect(checked.flatMap(({ differences }) => differences)).toEqual([]);
      expect(checked.reduce((sum, { mentions }) => sum + mentions, 0)).toBe(300);
      expect(checked.reduce((sum, { cells }) => sum + cells, 0)).toBeGreaterThan(300);
    });
  });
}
