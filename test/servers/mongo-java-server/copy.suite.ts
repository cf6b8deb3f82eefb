import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { expect, onTestFinished, test } from 'vitest';
import { areas } from '../../../analysis/areas.ts';
import type { Store } from '../../../src/store/contract.ts';
import { openMongo } from '../../../src/store/mongo.ts';
import { openSqlite } from '../../../src/store/sqlite.ts';
import { launch, makeFolder, run } from '../../cli.ts';
import { askEverything, fillEverything } from '../../store/everything.ts';
import { withDatabase } from '../../store/mongo.ts';
import { manyMention } from '../../store/samples.ts';
import { told } from '../told.ts';

const url = withDatabase(told('MONGO_URL').MONGO_URL, `ripplewatch_copy_${randomBytes(6).toString('hex')}`);

test('"store copy" moves a file into MongoDB, killed on the way, and out of it again: nothing is lost, and every answer is the same', async () => {
  const [from, back] = [await makeFolder(), await makeFolder()];
  onTestFinished(async () => {
    const client = new MongoClient(url);
    await client.db().dropDatabase();
    await client.close();
  });
  const source = await openSqlite(`${from}/ripplewatch.db`, { areas });
  await fillEverything(source);
  for (let start = 0; start < 1500; start += 500) {
    await source.saveBatch({
      mentions: Array.from({ length: 500 }, (_, index) => manyMention(start + index)),
      ...{ removed: [], notices: [], channel: null, cursor: null },
    });
  }
  const answers = await askEverything(source);
  await source.close();
  const env = { RIPPLEWATCH_STORE: url };

  const killed = launch(['store', 'copy', from, 'RIPPLEWATCH_STORE'], { data: from, env });
  const gone = new Promise((resolve) => killed.once('close', resolve));
  const client = new MongoClient(url);
  while ((await client.db().collection('mentions').estimatedDocumentCount()) < 700) await wait(10);
  await client.close();
  killed.kill('SIGKILL');
  await gone;
  const half = await run(['channels', 'list'], { data: from, env });
  expect([half.code, half.err]).toEqual([1, expect.stringContaining('is not finished')]);

  const there = await run(['store', 'copy', from, 'RIPPLEWATCH_STORE', '--json'], { data: from, env });
  expect([there.code, there.err]).toEqual([0, '']);
  expect(JSON.parse(there.out)).toMatchObject({ done: true, resumed: true, equal: true });
  expect(await withStore(() => openMongo(url, { areas }).then(({ store }) => store))).toEqual(answers);

  const home = await run(['store', 'copy', 'RIPPLEWATCH_STORE', back], { data: from, env });
  expect([home.code, home.err]).toEqual([0, '']);
  expect(home.out).toMatch(/^Equal: 1,514 mentions and .* rows in all are in /);
  expect(await withStore(() => openSqlite(`${back}/ripplewatch.db`, { areas }))).toEqual(answers);
}, 240_000);

async function withStore(open: () => Promise<Store>): Promise<unknown> {
  const store = await open();
  try {
    return await askEverything(store);
  } finally {
    await store.close();
  }
}
