import { expect, it, onTestFinished } from 'vitest';
import { areas } from '../analysis/areas.ts';
import { classify } from '../analysis/classify.ts';
import { statementOf } from '../analysis/cluster.ts';
import { createLocator } from '../analysis/locate.ts';
import { collectDue } from '../src/collect.ts';
import { createHttp } from '../src/core/http/axios.ts';
import { silentLogger } from '../src/core/log.ts';
import { clock } from '../src/core/time.ts';
import { createDirectory } from '../src/directory/directory.ts';
import { createPipeline } from '../src/pipeline.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { serveFeeds } from './feeds.ts';
import { makeChannel } from './store/samples.ts';

it('a store that fails in the middle of a collection is told once, and ends no process', async () => {
  const store = await openSqlite(':memory:', { areas });
  const feeds = {
    one: [{ guid: '1', title: 'News', text: 'Flu clinics' }],
    two: [{ guid: '2', title: 'News', text: 'Parking' }],
  };
  // The first request finds the store open, and leaves it closed for whatever is saved after it.
  const served = await serveFeeds(feeds, () => void store.close());
  onTestFinished(() => served.close());
  for (const name of ['one', 'two'])
    await store.saveChannel(makeChannel(name, { address: `${served.url}/${name}/feed`, addedAt: clock() }));
  const directory = await createDirectory([]);
  const pipeline = createPipeline({ classify, locate: createLocator({ directory }), statementOf, directory, store });
  const http = createHttp({ version: 'test', contact: null, allowPrivate: true, gapMs: 0, clock, log: silentLogger });
  const parts = { store, pipeline, http, log: silentLogger, concurrency: 2, dataset: 'live', holder: 'test', now: clock };
  // A rejection that nobody hears would fail this run by itself.
  await expect(collectDue(parts, { signal: AbortSignal.timeout(20_000) })).rejects.toMatchObject({ name: 'StoreError' });
});
