import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { areas } from '../analysis/areas.ts';
import { addMs } from '../src/core/time.ts';
import type { Instant, Notice, Post } from '../src/core/types.ts';
import { findLeadTimes } from '../src/leadtimes.ts';
import type { Store } from '../src/store/contract.ts';
import type { MentionQuery } from '../src/store/filters.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { makeChannel, makeMention, placeIn, quietRun } from './store/samples.ts';

let store: Store;
const at: Instant = '2024-07-19T07:12:00.000Z';
const span = { from: '2024-07-18T23:00:00.000Z', to: '2024-07-19T23:00:00.000Z' } as const;
const query: MentionQuery = { dataset: 'live', phases: ['disrupted', 'recovering', 'restored'], ...span };

const notice: Notice = {
  id: 'k1',
  channel: 'page',
  title: 'Slow sign-in',
  body: '',
  url: 'https://status.example/k1',
  status: 'resolved',
  impact: null,
  components: [],
  systems: ['emis-web'],
  publishedAt: addMs(at, 40 * 60_000),
  updatedAt: null,
  seenAt: addMs(at, 45 * 60_000),
};

beforeEach(async () => {
  store = await openSqlite(':memory:', { areas });
  await store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: at });
});
afterEach(() => store.close());

async function report(
  id: string,
  minutes: number,
  post: Partial<Post> = {},
  more: Parameters<typeof makeMention>[1] = {},
): Promise<void> {
  const postedAt = addMs(at, minutes * 60_000);
  const mention = makeMention(id, {
    organisation: `Z${id}`,
    ...more,
    post: { postedAt, seenAt: addMs(postedAt, 60_000), ...post },
  });
  await store.saveBatch({ mentions: [mention], removed: [], notices: [], channel: null, cursor: null });
}

async function watch(readAt: Instant | null): Promise<void> {
  await store.saveChannel(
    makeChannel('page', { platform: 'statuspage', title: 'EMIS Web status page', address: 'https://status.example' }),
  );
  if (readAt === null) return;
  await store.startRun({ id: 'run', channel: 'page', startedAt: readAt });
  await store.finishRun({ ...quietRun, id: 'run', channel: 'page', finishedAt: readAt, nextAt: null });
}

async function publish(change: Partial<Notice> = {}): Promise<void> {
  await store.saveBatch({ mentions: [], removed: [], notices: [{ ...notice, ...change }], channel: null, cursor: null });
}

describe('lead times', () => {
  it('stand the first own report beside the first notice of its system', async () => {
    await watch(addMs(at, 3_600_000));
    for (const [id, minutes] of [
      ['1', 0],
      ['2', 5],
      ['3', 90],
    ] as const)
      await report(id, minutes);
    await publish();
    expect(await findLeadTimes(store, query, span)).toEqual([
      {
        system: 'emis-web',
        from: '2024-07-19T07:00:00.000Z',
        to: '2024-07-19T09:00:00.000Z',
        mentions: 3,
        organisations: 3,
        first: { who: 'Invented Surgery', url: 'https://practice.example/1', postedAt: at, seenAt: addMs(at, 60_000) },
        notice: {
          title: 'Slow sign-in',
          url: notice.url,
          status: 'resolved',
          publishedAt: notice.publishedAt,
          seenAt: notice.seenAt,
        },
        page: 'EMIS Web status page',
        minutes: 40,
        standing: 'ahead',
      },
    ]);
  });

  it('leave out what is relayed, restored, or the supplier’s own word', async () => {
    await watch(addMs(at, 3_600_000));
    await report('relayed', -60, {}, { verdict: { voice: 'relayed' } });
    await report('supplier', -50, { author: { kind: 'vendor', name: 'EMIS', handle: null, private: false } });
    await report('planned', -40, {}, { verdict: { phase: 'planned' } });
    for (const id of ['1', '2', '3']) await report(id, 0);
    const [lead] = await findLeadTimes(store, query, span);
    expect(lead).toMatchObject({ mentions: 3, standing: 'no-notice', first: { postedAt: at } });
    expect(await findLeadTimes(store, { ...query, voice: 'relayed' }, span)).toEqual([]);
    expect(await findLeadTimes(store, { ...query, authorKinds: ['vendor'] }, span)).toEqual([]);
    expect(await findLeadTimes(store, { ...query, role: 'cause' }, span)).toEqual([]);
  });

  it('never name a private person, nor lead to what they wrote', async () => {
    const jo = { kind: 'patient', name: 'Jo', handle: '@jo', private: true } as const;
    for (const id of ['1', '2', '3']) await report(id, 0, { author: jo }, { organisation: null });
    const [lead] = await findLeadTimes(store, query, span);
    expect(lead).toMatchObject({ first: { who: 'somebody (patient)', url: null }, organisations: 0, standing: 'no-page' });
    expect(JSON.stringify(lead)).not.toContain('jo');
  });

  it('find the first report of a disruption that began before the span', async () => {
    await watch(null);
    for (const [id, minutes] of [
      ['1', 0],
      ['2', 60],
      ['4', 120],
      ['3', 300],
    ] as const)
      await report(id, minutes);
    const later = { from: addMs(at, 4 * 3_600_000), to: span.to };
    const [lead] = await findLeadTimes(store, { ...query, ...later }, later);
    expect(lead).toMatchObject({ first: { postedAt: at }, standing: 'page-unseen' });
    const after = { from: addMs(at, 8 * 3_600_000), to: span.to };
    expect(await findLeadTimes(store, { ...query, ...after }, after)).toEqual([]);
  });

  it('with an area are those of the area, and with a system of that system alone', async () => {
    for (const id of ['1', '2', '3']) await report(id, 0, {}, { places: [placeIn('QYG', 'icb')] });
    for (const id of ['4', '5', '6'])
      await report(id, 30, {}, { places: [placeIn('QWO', 'icb')], verdict: { systems: ['emis-web', 'docman'] } });
    expect((await findLeadTimes(store, { ...query, areas: ['QWO'] }, span))[0]?.first.postedAt).toBe(addMs(at, 30 * 60_000));
    expect((await findLeadTimes(store, { ...query, systems: ['docman'] }, span)).map(({ system }) => system)).toEqual(['docman']);
  });

  it('do not take one dataset’s notices for another’s', async () => {
    await store.saveChannel(makeChannel('other', { platform: 'statuspage', dataset: 'demo', title: 'EMIS Web status page' }));
    await publish({ channel: 'other' });
    for (const id of ['1', '2', '3']) await report(id, 0);
    expect((await findLeadTimes(store, query, span))[0]).toMatchObject({ standing: 'no-page', notice: null });
  });
});
