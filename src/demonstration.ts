import { classify } from '../analysis/classify.ts';
import { traceOf } from '../analysis/cluster.ts';
import { createLocator } from '../analysis/locate.ts';
import { systemsOfNotice } from '../analysis/notice.ts';
import type { App } from './app.ts';
import { buildDemo } from './demo/build.ts';
import { createDirectory } from './directory/directory.ts';
import type { Pipeline } from './pipeline.ts';
import { createPipeline } from './pipeline.ts';
import { outagePhases } from './store/query.ts';
import type { Progress } from './terminal.ts';

/** Saved together; a demonstration half loaded is loaded again by the same command. */
const chunk = 100;

/** Loads the demonstration through the same pipeline as everything else, with a directory of its own: invented practices never reach yours. */
export async function loadDemo(
  app: App,
  who: string,
  progress?: Progress,
): Promise<{ dataset: string; mentions: number; outages: number }> {
  const { store, now } = app;
  const { dataset, channels, posts, notices, runs } = buildDemo();
  const pipeline = await createDemoPipeline(app);
  const organisationOf = new Map(channels.map((channel) => [channel.id, channel.organisation]));
  await store.addDataset(dataset);
  for (const channel of channels) await store.saveChannel(channel);
  for (let start = 0; start < posts.length; start += chunk) {
    const some = posts.slice(start, start + chunk);
    await pipeline.keep(
      some.map((post) =>
        pipeline.judge(post, { organisation: organisationOf.get(post.channel) ?? null, dataset: dataset.id, invented: true }),
      ),
    );
    progress?.step(some.length);
  }
  const pages = new Map(channels.map((channel) => [channel.id, channel]));
  const named = notices.flatMap((notice) => {
    const page = pages.get(notice.channel);
    return page === undefined ? [] : [{ ...notice, systems: systemsOfNotice(notice, page) }];
  });
  await store.saveBatch({ mentions: [], removed: [], notices: named, channel: null, cursor: null });
  for (const run of runs) {
    await store.startRun(run);
    const { finishedAt, outcome } = run;
    if (finishedAt === null || outcome === 'running') continue;
    await store.finishRun({ ...run, finishedAt, outcome, nextAt: null, state: 'active' });
  }
  progress?.done();
  const outages = await store.count({ dataset: dataset.id, phases: outagePhases });
  await store.recordChange({ at: now(), who, what: 'loaded the demonstration' });
  return { dataset: dataset.id, mentions: posts.length, outages: outages.mentions };
}

/** The pipeline of invented posts, which knows the invented practices. */
export async function createDemoPipeline({ store, keys, now }: App): Promise<Pipeline> {
  const directory = await createDirectory([buildDemo().organisations]);
  const locate = createLocator({ directory });
  return createPipeline({ classify, locate, traceOf, directory, store, keys: await keys(), now });
}

/** False when it was not loaded. */
export async function removeDemo({ store, now }: App, who: string): Promise<boolean> {
  const { id } = buildDemo().dataset;
  const loaded = (await store.datasets()).some((dataset) => dataset.id === id);
  if (!loaded) return false;
  await store.removeDataset(id);
  await store.recordChange({ at: now(), who, what: 'removed the demonstration' });
  return true;
}
