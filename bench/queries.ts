import { join } from 'node:path';
import { areas } from '../analysis/areas.ts';
import { classify } from '../analysis/classify.ts';
import { traceOf } from '../analysis/cluster.ts';
import { createLocator } from '../analysis/locate.ts';
import { addMs, clock, startOfHour } from '../src/core/time.ts';
import type { Mention, Post } from '../src/core/types.ts';
import { createDirectory } from '../src/directory/directory.ts';
import { createPipeline } from '../src/pipeline.ts';
import type { Store } from '../src/store/contract.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { buildDemo } from './posts.ts';
import { median, ratio } from './timing.ts';

/** Secrets that are none. */
const keys = { salt: 'bench', sealKey: '00'.repeat(32) };

/** Milliseconds for the overview's questions, beside a plain loop over the same Mentions in memory that answers one of them. */
export async function benchQueries(posts: readonly Post[], folder: string): Promise<object> {
  const { organisations, channels } = buildDemo();
  const directory = await createDirectory([organisations]);
  const store = await openSqlite(join(folder, 'queries.db'), { areas });
  const pipeline = createPipeline({
    classify,
    locate: createLocator({ directory }),
    traceOf,
    directory,
    store,
    keys,
    now: clock,
  });
  const organisationOf = new Map(channels.map((channel) => [channel.id, channel.organisation]));
  const mentions = posts.map((post) =>
    pipeline.judge(post, { organisation: organisationOf.get(post.channel) ?? null, dataset: 'live', invented: false }),
  );
  for (let start = 0; start < mentions.length; start += 500) await pipeline.keep(mentions.slice(start, start + 500));
  const newest = (await store.latest(all)) ?? '2024-07-19T00:00:00.000Z';
  // To the end of the hour, as the screen asks.
  const window = { ...all, from: '2024-06-25T00:00:00.000Z', to: addMs(startOfHour(newest), 3_600_000) } as const;
  const timings = {
    timelineMs: await time(() => store.counts(window, { bucket: 'hour', key: 'phase' })),
    systemsMs: await time(() => store.counts(window, { bucket: null, key: 'system' })),
    areasMs: await time(() => store.counts(window, { bucket: null, key: 'area' })),
    totalsMs: await time(() => store.count(window)),
    latestMentionsMs: await time(() => store.mentions(window, { limit: 50, after: null })),
    searchMs: await time(() => store.mentions({ ...window, text: 'emis down' }, { limit: 50, after: null })),
  };
  const loopMs = await time(() => Promise.resolve(countByHour(mentions)));
  await store.close();
  return { mentions: mentions.length, ...timings, plainLoopMs: loopMs, timelineToLoop: ratio(timings.timelineMs, loopMs) };
}

const all = { dataset: 'live', phases: ['disrupted', 'recovering', 'restored'] } as const satisfies Parameters<
  Store['latest']
>[0];

function countByHour(mentions: readonly Mention[]): number {
  const cells = new Map<string, number>();
  for (const { post, verdict } of mentions) {
    if (!verdict.outage || post.postedAt === null) continue;
    const cell = `${post.postedAt.slice(0, 13)} ${verdict.phase}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  return cells.size;
}

async function time(question: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const begun = performance.now();
    await question();
    times.push(performance.now() - begun);
  }
  return Number(median(times).toPrecision(3));
}
