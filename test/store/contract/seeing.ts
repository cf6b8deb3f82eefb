import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBlindPeriods } from '../../../analysis/blind.ts';
import { addMs } from '../../../src/core/time.ts';
import type { BlindPeriod, Channel, Instant, OrganisationUpdate } from '../../../src/core/types.ts';
import type { BlindFilter, SightFilter, Store } from '../../../src/store/contract.ts';
import type { Engine } from '../engines.ts';
import { makeChannel, quietRun } from '../samples.ts';
import { at, useStore } from './given.ts';

const minute = (minutes: number): Instant => addMs(at, minutes * 60_000);

type Outcome = 'ok' | 'failed' | 'waiting' | 'interrupted' | 'running';

let runCount = 0;
async function run(store: Store, channel: string, startedAt: Instant, outcome: Outcome): Promise<void> {
  const id = `look-${(runCount += 1)}`;
  await store.startRun({ id, channel, startedAt });
  if (outcome === 'running') return;
  const message = { ok: null, failed: `No answer to ${id}`, waiting: `Asked to wait by ${id}`, interrupted: 'Stopped' }[outcome];
  const failure = outcome === 'failed' ? 'unreachable' : null;
  await store.finishRun({ ...quietRun, id, channel, finishedAt: addMs(startedAt, 2000), outcome, failure, message });
}

export function checkSeeing(engine: Engine): void {
  describe('blind periods', () => {
    const given = useStore(engine);
    const open: BlindFilter = { dataset: 'live', from: null, to: null, now: minute(0), limit: 1000 };
    const find = (filter: Partial<BlindFilter>) => given.store.blindPeriods({ ...open, ...filter });

    it('are those that the whole history of Runs gives, for whatever span is asked', async () => {
      const outcomes = fc.constantFrom<Outcome>('ok', 'ok', 'ok', 'failed', 'waiting', 'interrupted', 'running');
      const histories = fc.array(fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), outcomes), { maxLength: 14 }), {
        minLength: 1,
        maxLength: 3,
      });
      const span = fc.tuple(fc.integer({ min: -60, max: 1500 }), fc.integer({ min: -60, max: 1500 }), fc.boolean(), fc.boolean());
      let round = 0;
      const property = fc.asyncProperty(histories, span, fc.integer({ min: 0, max: 200 }), async (channels, times, rest) => {
        const dataset = `history-${(round += 1)}`;
        let last = 0;
        const watched: Channel[] = [];
        for (const [index, looks] of channels.entries()) {
          const channel = makeChannel(`${dataset}-${index}`, { dataset, everyMinutes: [5, 15, 60][index] ?? 15 });
          watched.push(channel);
          await given.store.saveChannel(channel);
          let passed = 0;
          for (const [step, outcome] of looks) {
            passed += step;
            await run(given.store, channel.id, minute(passed), outcome);
          }
          last = Math.max(last, passed);
        }
        const now = minute(last + rest);
        const [from, to] = [minute(Math.min(times[0], times[1])), minute(Math.max(times[0], times[1]))];
        const runs = (await given.store.runs({ limit: 10_000 })).filter((one) => one.channel.startsWith(`${dataset}-`));
        const whole = inOrder(findBlindPeriods(runs, watched, now));
        expect(await find({ dataset, now })).toEqual({ items: whole, total: whole.length });
        const asked = { from: times[2] ? from : null, to: times[3] ? to : null };
        const inside = whole.filter(
          (period) =>
            (asked.to === null || period.from < asked.to) &&
            (asked.from === null || period.to === null || period.to > asked.from),
        );
        expect((await find({ dataset, now, ...asked })).items).toEqual(inside);
        expect(await find({ dataset, now, ...asked, limit: 1 })).toEqual({ items: inside.slice(0, 1), total: inside.length });
      });
      await fc.assert(property, { numRuns: 40 });
    });

    it('are narrowed to a platform, an area with all that lies in it, and a system', async () => {
      await watchFour(given.store);
      for (const id of ['emis', 'tpp', 'wales', 'nobody']) {
        await run(given.store, id, minute(0), 'ok');
        await run(given.store, id, minute(15), 'failed');
      }
      const channels = async (filter: Partial<BlindFilter>) =>
        (await find({ now: minute(20), ...filter })).items.map(({ channel }) => channel);
      expect(await channels({})).toEqual(['emis', 'nobody', 'tpp', 'wales']);
      expect(await channels({ platform: 'web' })).toEqual(['nobody']);
      expect(await channels({ areas: ['Y62'] })).toEqual(['emis']);
      expect(await channels({ areas: ['ENG'] })).toEqual(['emis', 'tpp']);
      expect(await channels({ system: 'emis-web' })).toEqual(['emis', 'wales']);
      expect(await channels({ system: 'emis-web', areas: ['Y62'], platform: 'feed' })).toEqual(['emis']);
      expect(await channels({ organisationKind: 'pharmacy' })).toEqual([]);
      expect(await channels({ dataset: 'demo' })).toEqual([]);
    });

    it('go with their Channel and with their Dataset, and outlive their Runs as the Counts outlive the posts', async () => {
      const blind = async (channel: string, dataset: string) => {
        await given.store.saveChannel(makeChannel(channel, { dataset }));
        for (const [time, outcome] of [
          [0, 'ok'],
          [15, 'failed'],
          [30, 'ok'],
          [45, 'failed'],
          [60, 'ok'],
        ] as const)
          await run(given.store, channel, minute(time), outcome);
      };
      await blind('one', 'live');
      await blind('two', 'demo');
      expect((await find({ now: minute(61) })).total).toBe(2);
      const limit = minute(100);
      await given.store.retain({ people: limit, organisations: limit, runs: limit, at: limit });
      expect(await given.store.runs({ limit: 9 })).toEqual([]);
      expect((await find({ now: minute(61) })).items).toMatchObject([
        { from: minute(0), to: minute(30) },
        { from: minute(30), to: minute(60) },
      ]);
      await given.store.removeChannel('one');
      await given.store.saveChannel(makeChannel('one'));
      expect((await find({ now: minute(61) })).items).toEqual([]);
      await given.store.removeDataset('demo');
      await given.store.saveChannel(makeChannel('two', { dataset: 'demo' }));
      expect((await find({ dataset: 'demo', now: minute(61) })).items).toEqual([]);
    });
  });

  describe('what can be seen', () => {
    const given = useStore(engine);
    const see = (filter: Partial<SightFilter>) =>
      given.store.sight({ dataset: 'live', from: null, to: minute(60), by: null, ...filter });

    it('is counted by platform, area and system: an answer within the last two intervals, or within a span', async () => {
      await watchFour(given.store);
      await run(given.store, 'emis', minute(10), 'ok');
      await run(given.store, 'emis', minute(40), 'ok');
      await run(given.store, 'tpp', minute(29), 'ok');
      await run(given.store, 'wales', minute(40), 'failed');
      await run(given.store, 'nobody', minute(59), 'ok');
      expect(await see({})).toEqual([{ key: null, channels: 4, seen: 2, organisations: 3, organisationsSeen: 1 }]);
      expect(await see({ by: 'platform' })).toEqual([
        { key: 'feed', channels: 3, seen: 1, organisations: 3, organisationsSeen: 1 },
        { key: 'web', channels: 1, seen: 1, organisations: 0, organisationsSeen: 0 },
      ]);
      expect(await see({ by: 'system' })).toEqual([
        { key: 'emis-web', channels: 2, seen: 1, organisations: 2, organisationsSeen: 1 },
        { key: 'systmone', channels: 1, seen: 0, organisations: 1, organisationsSeen: 0 },
      ]);
      expect((await see({ by: 'area', from: minute(0), to: minute(30) })).map(({ key, seen }) => `${key ?? ''} ${seen}`)).toEqual(
        ['7A1 0', 'QWO 1', 'QYG 1'],
      );
      expect(await see({ system: 'emis-web', areas: ['Y62'], organisationKind: 'practice' })).toMatchObject([
        { channels: 1, seen: 1 },
      ]);
      // The same question about an earlier moment, which the Runs alone can answer.
      expect(await see({ to: minute(39), system: 'emis-web' })).toMatchObject([{ channels: 2, seen: 1 }]);
      expect(await see({ to: minute(5), system: 'emis-web' })).toMatchObject([{ channels: 2, seen: 0 }]);
      expect(await see({ to: addMs(at, -9_000_000) })).toEqual([]);
    });

    it('counts an Organisation once, however many Channels it has', async () => {
      await watchFour(given.store);
      await given.store.saveChannel(makeChannel('emis-too', { organisation: 'Z1' }));
      await run(given.store, 'emis-too', minute(50), 'ok');
      expect(await see({ system: 'emis-web', areas: ['QYG'] })).toEqual([
        { key: null, channels: 2, seen: 1, organisations: 1, organisationsSeen: 1 },
      ]);
    });
  });
}

async function watchFour(store: Store): Promise<void> {
  const rows: OrganisationUpdate[] = [
    { code: 'Z1', source: 'test', kind: 'practice', area: 'QYG', system: 'emis-web' },
    { code: 'Z2', source: 'test', kind: 'practice', area: 'QWO', system: 'systmone' },
    { code: 'Z3', source: 'test', kind: 'practice', area: '7A1', system: 'emis-web' },
  ];
  await store.saveOrganisations(rows);
  await store.saveChannel(makeChannel('emis', { organisation: 'Z1' }));
  await store.saveChannel(makeChannel('tpp', { organisation: 'Z2' }));
  await store.saveChannel(makeChannel('wales', { organisation: 'Z3' }));
  await store.saveChannel(makeChannel('nobody', { platform: 'web' }));
}

function inOrder(periods: readonly BlindPeriod[]): BlindPeriod[] {
  return periods.toSorted((a, b) => a.from.localeCompare(b.from) || a.channel.localeCompare(b.channel));
}
