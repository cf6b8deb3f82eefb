// One process that collects, as `npm start` does, for section "collect": looks at what is due, so many times, and prints what that took.
// node bench/looks.ts <folder> <port of the farm> <channels looked at> <rounds> <minutes ahead>
import { join } from 'node:path';
import { areas } from '../analysis/areas.ts';
import { classify } from '../analysis/classify.ts';
import { traceOf } from '../analysis/cluster.ts';
import { createLocator } from '../analysis/locate.ts';
import { collectDue } from '../src/collect.ts';
import { createHttp } from '../src/core/http/axios.ts';
import type { Lookup } from '../src/core/http/guard.ts';
import { silentLogger as log } from '../src/core/log.ts';
import { addMs, clock } from '../src/core/time.ts';
import { createDirectory } from '../src/directory/directory.ts';
import { readKeys } from '../src/keys.ts';
import { createPipeline } from '../src/pipeline.ts';
import type { Store } from '../src/store/contract.ts';
import { openSqlite } from '../src/store/sqlite.ts';

const watched = 17_000;
const concurrency = 32;
const [folder = '', port = '', looked = '', rounds = '', minutesAhead = ''] = process.argv.slice(2);

const store = await openSqlite(join(folder, 'collect.db'), { areas });
if ((await store.datasets()).length === 0) await fill(store);
const directory = await createDirectory([]);
const locate = createLocator({ directory });
const keys = await readKeys(folder);
const pipeline = createPipeline({ classify, locate, traceOf, directory, store, keys, now: clock });
const toLoopback: Lookup = (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
const http = createHttp({ version: 'bench', contact: null, allowPrivate: true, concurrency, lookup: toLoopback, clock, log });
let ahead = Number(minutesAhead) * 60_000;
const now = () => addMs(clock(), ahead);
const parts = { store, pipeline, directory, http, log, concurrency, dataset: 'live', holder: `bench ${process.pid}`, now };

const kinds: string[] = [];
const before = process.cpuUsage();
for (let round = 0; round < Number(rounds); round += 1) {
  // Past the longest step of a channel that went well; those that failed are due later, as they would be.
  ahead += 25 * 60_000;
  const results = await collectDue(parts, { signal: AbortSignal.timeout(3_600_000) });
  kinds.push(...results.map(({ outcome, failure }) => failure ?? outcome));
}
const { user, system } = process.cpuUsage(before);
await store.close();
process.stdout.write(
  JSON.stringify({
    cpuMs: (user + system) / 1000,
    looks: kinds.length,
    outcomes: Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length])),
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);

/** All of the channels are there; those that are not looked at are due some other day. */
async function fill(empty: Store): Promise<void> {
  await empty.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: clock() });
  for (let index = 0; index < watched; index += 1) {
    await empty.saveChannel({
      id: `feed:${index}`,
      platform: 'feed',
      address: `http://p${index}.farm.invalid:${port}/feed/`,
      title: `Surgery ${index} (invented)`,
      organisation: null,
      authorKind: 'practice',
      selector: null,
      everyMinutes: 15,
      dataset: 'live',
      addedAt: addMs(clock(), index < Number(looked) ? 0 : 30 * 86_400_000),
    });
  }
}
